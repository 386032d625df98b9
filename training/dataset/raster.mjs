// SVG or bitmap to a square, transparent WebP, trimmed to its content; and the pack that such pictures are appended to.
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);

const VISIBLE = 12; // alpha above which a pixel counts as content
const BLOCKED = /sponge ?bob|batman|superman|spider ?man|iron ?man|darth|vader|yoda|storm ?trooper|pikachu|poke|mario|homer|simpson|mickey|minnie|hello kitty|minion|star wars|captain america|hulk|wolverine|joker|godzilla|tetris|pac ?man|sony|nokia|logo|firefox|chrome|linux|tux|gnu|apple inc|twitter|facebook|google|youtube|instagram|whatsapp|skype|android|playstation|xbox|nintendo|coca|starbucks|mcdonald/i;

/** The box of visible pixels of raw RGBA, or null if there is none. */
function contentBox(data, {width, height}) {
  let left = width, right = -1, top = height, bottom = -1, visible = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (data[(y * width + x) * 4 + 3] > VISIBLE) {
    visible++;
    left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
  }
  return right < left ? null : {left, top, width: right - left + 1, height: bottom - top + 1, visible};
}

/** Old Inkscape files carry no viewBox: without one the page is scaled but not the drawing, so it comes out cropped. */
export function withViewBox(svg) {
  return svg.replace(/<svg[\s>][^>]*>/, head => {
    if (/viewBox/.test(head)) return head;
    const inch = {px: 1, pt: 96 / 72, mm: 96 / 25.4, cm: 96 / 2.54, in: 96};
    const pixels = name => {
      const m = ((head.match(new RegExp(`\\s${name}="([^"]*)"`)) || [])[1] || '').match(/^\s*([\d.]+(?:e-?\d+)?)\s*(px|pt|mm|cm|in)?\s*$/);
      return m ? +m[1] * inch[m[2] || 'px'] : 0;
    };
    const width = pixels('width'), height = pixels('height');
    if (!(width > 0 && height > 0)) return head;
    return head.replace(/\s(width|height)="[^"]*"/g, '').replace('<svg', `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`);
  });
}

/** A pack under construction: <folder>/pack.bin (WebP files, one after the other) and <folder>/pack.jsonl (a line a picture). */
export class Pack {
  constructor(folder, size) {
    fs.mkdirSync(folder, {recursive: true});
    this.size = size;
    this.bin = fs.openSync(path.join(folder, 'pack.bin'), 'w');
    this.index = fs.openSync(path.join(folder, 'pack.jsonl'), 'w');
    this.offset = this.count = this.rejected = 0;
  }

  /** input: a Buffer of SVG, or a bitmap's path. meta: {name, kw, group, zh, zhkw, cats}. */
  async add({source, licence, style, meta, input, vector}) {
    if (BLOCKED.test(meta.name)) { this.rejected++; return; }
    try {
      let picture = sharp(input, {limitInputPixels: 4e7});
      if (vector) { // a little larger than needed, so that trimming and fitting shrink it
        const {width, height} = await picture.metadata();
        const density = Math.min(4800, Math.max(2, 72 * 1.125 * this.size / Math.max(width, height)));
        picture = sharp(input, {density, limitInputPixels: 4e7});
      }
      const {data, info} = await picture.ensureAlpha().raw().toBuffer({resolveWithObject: true});
      const box = contentBox(data, info);
      if (!box || box.width < 24 || box.height < 24) { this.rejected++; return; }
      const margin = this.size / 64, transparent = {r: 0, g: 0, b: 0, alpha: 0};
      const webp = await sharp(data, {raw: {width: info.width, height: info.height, channels: 4}})
        .extract({left: box.left, top: box.top, width: box.width, height: box.height})
        .resize(this.size - 2 * margin, this.size - 2 * margin, {fit: 'contain', background: transparent})
        .extend({top: margin, bottom: margin, left: margin, right: margin, background: transparent})
        .webp({quality: 88, alphaQuality: 90, effort: 2}).toBuffer();
      this.append(webp, {src: source, lic: licence, style, ...meta, cover: +(box.visible / (box.width * box.height)).toFixed(3), px: Math.max(box.width, box.height)});
    } catch (error) { // a broken drawing among thousands is skipped, and counted
      if (this.rejected++ < 3) console.error(source, meta.name, String(error).slice(0, 120));
    }
  }

  append(webp, entry) {
    fs.writeSync(this.bin, webp);
    fs.writeSync(this.index, JSON.stringify({i: this.count++, ...entry, off: this.offset, len: webp.length}) + '\n');
    this.offset += webp.length;
  }
}
