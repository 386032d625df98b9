// Portraits with captions of their attributes, made by DiceBear (openPeeps CC0; personas, bigSmile, micah CC BY 4.0).
// usage: node dicebear.mjs OUT COUNT [--size=256]
import {createAvatar} from '@dicebear/core';
import * as collection from '@dicebear/collection';
import sharp from 'sharp';
import {Pack} from './raster.mjs';

const [out, count, flag] = process.argv.slice(2);
const size = +(flag?.split('=')[1] ?? 256), pack = new Pack(out, size);
let seed = 7; // a linear congruential generator: the same portraits every time
const random = () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff);
const pick = list => list[Math.floor(random() * list.length)];

const HAIR = {black: '2b2118', brown: '6b4226', blonde: 'f0c860', red: 'c8441c', gray: 'a8a8a8', white: 'eeeeee', blue: '3f7fe0', pink: 'f58bb8', purple: '8d55c8', green: '3fae5a'};
const SKIN = {light: 'ffdbb4', tan: 'e0ac7e', brown: 'a56b46', dark: '5c3829'};
const SHIRT = {red: 'd9403a', blue: '3b78e0', green: '3fa55a', yellow: 'f5cf3f', orange: 'f08b30', purple: '8d55c8', pink: 'f58bb8', white: 'f4f4f4', black: '333333'};
const STYLES = {openPeeps: ['outlined portrait', 'CC0-1.0'], personas: ['flat avatar portrait', 'CC-BY-4.0'], bigSmile: ['cartoon head', 'CC-BY-4.0'], micah: ['line portrait', 'CC-BY-4.0']};
const HAIR_NAMES = {'fro bun': 'afro bun', 'short': 'short hair', 'long': 'long hair', 'mr clean': 'a bald head', 'mr t': 'a mohawk', 'bald': 'a bald head',
  'balding': 'thinning hair', 'shaved head': 'a shaved head', 'hat beanie': 'a beanie', 'beanie': 'a beanie', 'hat hip': 'a hat', 'cap': 'a cap', 'hijab': 'a hijab',
  'turban': 'a turban', 'bear': 'a bear hat', 'no hair': 'a bald head', 'full': 'full hair', 'fonze': 'slicked back hair', 'doug funny': 'a few hairs',
  'danny phantom': 'wavy hair', 'bun': 'a hair bun', 'afro': 'an afro', 'mohawk': 'a mohawk', 'extra long': 'very long hair', 'pixie': 'a pixie cut',
  'fade': 'a fade haircut', 'buzzcut': 'a buzz cut'};
const MOODS = {smile: 'smiling', 'big smile': 'smiling broadly', 'smile big': 'smiling broadly', 'smile lol': 'laughing', laughing: 'laughing', frown: 'frowning', sad: 'sad',
  surprise: 'surprised', surprised: 'surprised', nervous: 'nervous', smirk: 'smirking', pucker: 'puckering lips', 'angry with fang': 'angry', 'very angry': 'very angry',
  rage: 'furious', fear: 'scared', calm: 'calm', tired: 'tired', cute: 'cute', awe: 'amazed', serious: 'serious', suspicious: 'suspicious', 'opened smile': 'smiling',
  'open sad': 'sad', kawaii: 'cute', old: 'old', cyclops: 'cyclops', monster: 'monster', 'eating happy': 'happily eating', concerned: 'worried', driven: 'determined'};
const EXTRAS = {'cat ears': 'with cat ears', 'clown nose': 'with a clown nose', 'sailormoon crown': 'wearing a crown', round: 'wearing round glasses',
  square: 'wearing square glasses', mustache: 'with a mustache', eyepatch: 'with an eyepatch'};
const words = camel => (camel || '').replace(/\d+$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function hairPhrase(parts, colour) {
  const raw = words(parts.hair || parts.head);
  const name = HAIR_NAMES[raw] || (/hair|bob|braids|bangs|curl|bun|knots|dreads|twists/.test(raw) ? raw : `${raw} hair`);
  const phrase = /beanie|cap|hat|hijab|turban/.test(name) ? `wearing ${name}` : /bald|shaved/.test(name) ? `with ${name}` : `with ${colour} ${name.replace(/^an? /, '')}`;
  return {name, phrase};
}

function beardName(parts) {
  if (!parts.facialHair) return null;
  if (/must|mous|walrus|pyramid/i.test(parts.facialHair)) return 'mustache';
  if (/goatee|soul|chin/.test(parts.facialHair)) return 'goatee';
  return /scruff|shadow/.test(parts.facialHair) ? 'stubble' : 'beard';
}

/** -> {name, kw}: the caption, and its parts as keywords. */
function describe(style, parts, hairColour, skin, shirt) {
  const hair = hairPhrase(parts, hairColour), beard = beardName(parts), kw = [hair.phrase];
  if (beard) kw.push(`with a ${beard}`);
  const extra = words(parts.accessories || parts.glasses || (/glasses/i.test(parts.eyes || '') ? parts.eyes : ''));
  if (extra) kw.push(EXTRAS[extra] || (/mask/.test(extra) ? `wearing a ${extra}` : `wearing ${extra}`));
  if (parts.mask) kw.push('wearing a mask');
  if (style !== 'bigSmile') kw.push(`in a ${shirt} shirt`);
  if (random() < .3) kw.push(`${skin} skin`);
  const mood = MOODS[words(parts.face || parts.mouth)] || '';
  const who = beard ? 'man' : /bun|long|bob|bangs|braids|pigtails|hijab|pixie/.test(hair.name) ? 'woman' : pick(['person', 'person', 'boy', 'girl']);
  const subject = /monster|cyclops/.test(mood) ? mood : `${mood} ${who}`.trim();
  return {name: `${subject} ${kw.slice(0, 3).join(' and ')}`, kw};
}

for (let i = 0; i < +count; i++) {
  const style = pick(Object.keys(STYLES)), hair = pick(Object.keys(HAIR)), skin = pick(Object.keys(SKIN)), shirt = pick(Object.keys(SHIRT));
  const avatar = createAvatar(collection[style], {seed: 'd' + i, size, hairColor: [HAIR[hair]], headContrastColor: [HAIR[hair]], facialHairColor: [HAIR[hair]],
    skinColor: [SKIN[skin]], baseColor: [SKIN[skin]], clothingColor: [SHIRT[shirt]], shirtColor: [SHIRT[shirt]], backgroundColor: ['transparent'], maskProbability: 3,
    accessoriesProbability: 35, facialHairProbability: 25, glassesProbability: 30, mouthColor: ['8a2f2f']});
  const webp = await sharp(Buffer.from(avatar.toString())).resize(size, size).webp({quality: 85, alphaQuality: 90, effort: 2}).toBuffer();
  const [phrase, licence] = STYLES[style];
  pack.append(webp, {src: `dicebear-${style}`, lic: licence, style: phrase, ...describe(style, avatar.toJson().extra, hair, skin, shirt), group: 1, px: size});
}
console.log(`${pack.count} portraits`);
