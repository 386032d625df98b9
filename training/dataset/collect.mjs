// Rasterises the openly licensed drawings of some sources into a pack.
// usage: node collect.mjs NPM_FOLDER DEB_FOLDER OUT --only=noto,twemoji [--size=256]
import fs from 'node:fs';
import path from 'node:path';
import {annotations, codePoints, slug} from './annotations.mjs';
import {Pack, withViewBox} from './raster.mjs';

const [npmFolder, debFolder, out, ...flags] = process.argv.slice(2);
const option = (name, otherwise) => flags.find(f => f.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise;
const wanted = option('only', '').split(',').filter(Boolean);
const pack = new Pack(out, +option('size', 256));
const spaced = s => s.replace(/[-_]+/g, ' ').replace(/\s+/g, ' ').trim();

/** The folder of an unpacked npm archive, found by its name without the version. */
function npm(name) {
  const found = fs.readdirSync(npmFolder).find(f => f.startsWith(name) && /^-\d/.test(f.slice(name.length)));
  if (!found) throw new Error(`no ${name}-<version> under ${npmFolder}`);
  return path.join(npmFolder, found);
}
const {bySlug, byHex} = annotations(npm('emojibase-data'), npm('emojilib'));

const SKIN_TONE = /(^|-)(light|medium-light|medium|medium-dark|dark)-skin(-tone)?|skin-tone/;
const FLUENT_SKIN_TONE = /-(medium-)?(light|dark|medium)$/;
const SUFFIX = /-(fill|16|20|24|28|32|48)$/;
// source: [licence, style phrase of the captions, which of its icons]
const ICON_SETS = {
  'noto': ['Apache-2.0', 'noto emoji', 'emoji'], 'fluent-emoji': ['MIT', 'glossy gradient emoji', 'emoji'],
  'fluent-emoji-flat': ['MIT', 'flat emoji', 'emoji'], 'twemoji': ['CC-BY-4.0', 'simple flat emoji', 'emoji'],
  'noto-v1': ['Apache-2.0', 'old noto emoji', 'emoji'], 'fxemoji': ['Apache-2.0', 'firefox emoji', 'emoji'],
  'emojione': ['CC-BY-4.0', 'emojione emoji', 'emoji'], 'streamline-emojis': ['CC-BY-4.0', 'outlined cartoon', 'plain'],
  'flat-color-icons': ['MIT', 'flat icon', 'plain'], 'meteocons': ['MIT', 'weather icon', 'filled'],
  'streamline-kameleon-color': ['CC-BY-4.0', 'icon in a circle', 'no duo'], 'streamline-freehand-color': ['CC-BY-4.0', 'hand drawn doodle', 'plain'],
  'streamline-ultimate-color': ['CC-BY-4.0', 'line icon', 'plain'], 'streamline-plump-color': ['CC-BY-4.0', 'blue line icon', 'no flat'],
  'streamline-stickies-color': ['CC-BY-4.0', 'sticker icon', 'no duo'], 'fluent-color': ['MIT', 'gradient icon', 'large']};
const ICONS = {plain: () => true, filled: k => k.endsWith('-fill'), 'no duo': k => !k.endsWith('-duo'), 'no flat': k => !k.endsWith('-flat'), large: k => /-(48|32)$/.test(k)};

/** Names and keywords of an emoji by its icon's key, or null if it is to be left out. */
function emojiMeta(source, key) {
  if (SKIN_TONE.test(key) || (source.startsWith('fluent-emoji') && FLUENT_SKIN_TONE.test(key))) return null;
  const joined = source === 'fxemoji' ? Object.keys(bySlug).find(k => k.replace(/-/g, '') === key) : null;
  const known = bySlug[joined] || bySlug[key];
  if (known) return known.skin ? null : {name: known.name, kw: known.kw, group: known.group, zh: known.zh, zhkw: known.zhkw};
  return source === 'fxemoji' || /^(keycap|regional|flag-|[a-z0-9]$|u[0-9a-f]{4})/.test(key) ? null : {name: spaced(key), kw: []};
}

async function collectIcons(source) {
  const [licence, style, mode] = ICON_SETS[source], set = JSON.parse(fs.readFileSync(`${npm('iconify-json-' + source)}/icons.json`));
  for (const [key, icon] of Object.entries(set.icons)) {
    if (icon.hidden || (mode !== 'emoji' && !ICONS[mode](key))) continue;
    const meta = mode === 'emoji' ? emojiMeta(source, key) : {name: spaced(key.replace(SUFFIX, '').replace(/-\d+$/, '').replace(/-(flat|duo)$/, '')), kw: []};
    if (!meta) continue;
    const width = icon.width || set.width || icon.height || set.height || 16, height = icon.height || set.height || width;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="${icon.left || 0} ${icon.top || 0} ${width} ${height}">${icon.body.replace(/currentColor/g, '#333')}</svg>`;
    await pack.add({source, licence, style, meta, input: Buffer.from(svg), vector: true});
  }
}

async function collectFluent3d() {
  const folder = npm('lobehub-fluent-emoji-3d') + '/assets';
  for (const file of fs.readdirSync(folder)) {
    const known = byHex[codePoints(file.replace('.webp', ''))];
    if (known && !known.skin) await pack.add({source: 'fluent-3d', licence: 'MIT', style: '3d render', meta: {...known}, input: path.join(folder, file), vector: false});
  }
}

const CLIPART_SKIPPED = /^(computer\/(icons|buttons|folders|network|diagrams)|shapes|signs_and_symbols\/(map_symbols|flags|led)|special|logos|transportation\/aiga|buttons|unsorted\/duplicates|decorations|recreation\/games\/cards|office\/diagrams)/;
const AUTHOR = /\b(architetto|francesco|rollandin|nicu|buculei|fr|ar|gerald|g|ganson|jonathon|s|russo|ben|01|02)\b.*/i;
const files = folder => fs.readdirSync(folder, {withFileTypes: true}).flatMap(f => f.isDirectory() ? files(path.join(folder, f.name)) : path.join(folder, f.name));

/** A caption from a clipart's title, or from its file's name without the artist, or from its keywords. */
function clipartName(title, file, keywords) {
  const stem = spaced(path.basename(file, '.svg').replace(/_\d+$/, '').replace(/_(r|0\d)$/, '')).replace(AUTHOR, '').trim();
  const usable = title && title.length < 60 && !/\d{3,}|\.svg|^fc\d/i.test(title);
  const name = (usable ? spaced(title) : stem).replace(/\s*\d+$/, '');
  if (!/clipart|clip art|copy;|atilde|map symbols|etiquette|^untitled|^image$|^svg/i.test(name)) return name.toLowerCase();
  return (stem.length > 2 && !/^fc\b/.test(stem) ? stem : keywords[0] || 'clipart').toLowerCase();
}

async function collectClipart() {
  const root = debFolder + '/openclipart-svg/usr/share/openclipart/svg';
  for (const file of files(root).filter(f => f.endsWith('.svg')).sort()) {
    const relative = path.relative(root, file);
    if (CLIPART_SKIPPED.test(relative) || fs.statSync(file).size > 1_200_000) continue;
    const svg = fs.readFileSync(file, 'utf8');
    const title = ((svg.match(/<dc:title>([^<]*)<\/dc:title>/) || [])[1] || '').replace(/&[a-z]+;/g, ' ').trim();
    const keywords = [...svg.matchAll(/<rdf:li>([^<]*)<\/rdf:li>/g)].map(m => m[1].trim().toLowerCase())
      .filter(k => k && k.length < 24 && !/clip|svg|unsorted|http|public|drawing|image|^png|hash/.test(k));
    const meta = {name: clipartName(title, relative, keywords), kw: [...new Set(keywords.slice(0, 6))], cats: relative.split('/').slice(0, -1).map(spaced)};
    await pack.add({source: 'openclipart', licence: 'CC0-1.0', style: 'clipart', meta, input: Buffer.from(withViewBox(svg)), vector: true});
  }
}

for (const source of wanted) {
  const start = Date.now(), before = pack.count;
  if (source === 'openclipart') await collectClipart();
  else if (source === 'fluent-3d') await collectFluent3d();
  else await collectIcons(source);
  console.log(`${source}: ${pack.count - before} drawings, ${pack.rejected} rejected so far, ${((Date.now() - start) / 1000).toFixed(0)} s`);
}
