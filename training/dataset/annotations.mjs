// English and Chinese names and keywords of emoji, by slug of the name and by code points.
import fs from 'node:fs';

export const slug = name => name.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[’'“”".,!()]/g, '')
  .replace(/&/g, 'and').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
export const codePoints = hex => hex.toLowerCase().replace(/-fe0f/g, '');

/** -> {bySlug, byHex}: {name, kw, group, zh, zhkw}; an emoji with a skin tone is {skin: true}. */
export function annotations(emojibase, emojilib) {
  const read = file => JSON.parse(fs.readFileSync(file));
  const chinese = Object.fromEntries(read(`${emojibase}/zh/data.json`).map(e => [e.hexcode, e]));
  const more = read(`${emojilib}/dist/emoji-en-US.json`), bySlug = {}, byHex = {};
  for (const e of read(`${emojibase}/en/data.json`)) {
    const words = [...(e.tags || []), ...(more[e.emoji] || []).slice(1).map(w => w.replace(/_/g, ' '))];
    const entry = {name: e.label, kw: [...new Set(words)].filter(w => /^[a-z0-9 '\-]{2,}$/.test(w)), group: e.group,
      zh: chinese[e.hexcode]?.label, zhkw: chinese[e.hexcode]?.tags || []};
    bySlug[slug(e.label)] = byHex[codePoints(e.hexcode)] = entry;
    for (const s of e.skins || []) byHex[codePoints(s.hexcode)] = {skin: true};
  }
  bySlug['a-button'] ??= bySlug['a-button-blood-type'];
  return {bySlug, byHex};
}
