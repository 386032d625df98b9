// What every client script shares. A script is run as
//   node SCRIPT PACKAGE BASE_URL OUT_DIR
// and prints one JSON line a check: {check, ok, detail, files, size, ...}. Every picture received is written to OUT_DIR for the caller
// to decode and compare.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

export const [packageName, baseURL, out] = process.argv.slice(2);
export const prompt = 'A cute baby sea otter';
export const apiKey = 'sk-conformance';

let pictures = 0;

/** Writes a received picture to a file of its own and returns its path. */
export const save = bytes => {
  const file = path.join(out, `${path.basename(packageName)}-${pictures++}.png`);
  fs.writeFileSync(file, bytes);
  return file;
};

/** Fetches a picture by its URL, as a browser would: without a key. */
export const fetched = async url => {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`GET ${url} answered ${response.status}`);
  return save(Buffer.from(await response.arrayBuffer()));
};

export const decoded = image => save(Buffer.from(image.b64_json, 'base64'));

/** Checks that a call is refused with the expected properties of the client's exception. */
export const rejected = async (promise, expected, read = error => error) => {
  try {
    await promise;
  } catch (error) {
    const seen = read(error);
    for (const [key, value] of Object.entries(expected)) {
      if (seen[key] !== value) throw new Error(`${key} is ${seen[key]}, not ${value}: ${error}`);
    }
    return {detail: JSON.stringify(expected)};
  }
  throw new Error('was not refused');
};

/** An RGBA PNG; pixel(x, y) gives [red, green, blue, alpha]. */
export const png = (width, height, pixel) => {
  const raw = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) raw.set(pixel(x, y), y * (1 + width * 4) + 1 + x * 4);
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', zlib.deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
};

const crcTable = Array.from({length: 256}, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc32 = bytes => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

/** A mask whose middle is to be repainted (alpha 0). */
export const middleMask = side => png(side, side, (x, y) => [0, 0, 0, x > side / 4 && x < (side * 3) / 4 && y > side / 4 && y < (side * 3) / 4 ? 0 : 255]);

/** A picture with a see-through middle, to be edited without a mask. */
export const holed = side => png(side, side, (x, y) => [200, 220, Math.floor((255 * y) / side), x > side / 4 && x < (side * 3) / 4 && y > side / 3 ? 0 : 255]);

/** A picture without any transparency. */
export const opaque = side => png(side, side, (x, y) => [250, 200, Math.floor((255 * x) / side), 255]);

/** Runs the checks one after the other and prints a line for each. */
export const run = async checks => {
  for (const [check, body] of Object.entries(checks)) {
    let line;
    try {
      line = {check, ok: true, files: [], ...(await body())};
    } catch (error) {
      line = {check, ok: false, files: [], detail: String(error?.stack ?? error)};
    }
    console.log(JSON.stringify(line));
  }
};
