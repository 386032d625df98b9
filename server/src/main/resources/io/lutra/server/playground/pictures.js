/** Turns whatever a person brings into what the API takes without a word: a square PNG of the right size. */

/** Reads a picture of any format that the browser knows, upright. Rejects if it is none. */
export const read = blob => createImageBitmap(blob);

/**
 * A picture as an opaque square.
 *
 * @param shape `crop` to cut out the middle, `pad` to add borders
 * @returns `{canvas, borders}`, the borders as rectangles of the canvas
 */
export function squared(bitmap, shape, side) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', {alpha: false});
  context.imageSmoothingQuality = 'high';
  const scale = side / (shape === 'pad' ? Math.max(bitmap.width, bitmap.height) : Math.min(bitmap.width, bitmap.height));
  const width = Math.round(bitmap.width * scale);
  const height = Math.round(bitmap.height * scale);
  const left = Math.floor((side - width) / 2);
  const top = Math.floor((side - height) / 2);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  if (shape === 'pad') {
    context.drawImage(bitmap, 0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(0, 0, side, side);
  }
  context.drawImage(bitmap, left, top, width, height);
  const borders = [
    {left: 0, top: 0, right: Math.max(0, left), bottom: side},
    {left: Math.min(side, left + width), top: 0, right: side, bottom: side},
    {left: 0, top: 0, right: side, bottom: Math.max(0, top)},
    {left: 0, top: Math.min(side, top + height), right: side, bottom: side},
  ].filter(it => it.right > it.left && it.bottom > it.top);
  return {canvas, borders};
}

/** A canvas as a PNG. */
export const png = canvas => new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
