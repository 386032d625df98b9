/**
 * Which pixels of a square picture are to be repainted. A pixel belongs to a stroke if its centre is no farther from the stroke's
 * line than the brush's radius: there are no half-painted pixels, so what is shown is what is sent.
 */
export class Mask {
  #before = null;
  #done = [];
  #undone = [];

  constructor(side) {
    this.side = side;
    this.data = new Uint8Array(side * side);
  }

  /** Begins a change that undo takes back as one. */
  begin() {
    this.#before = this.data.slice();
  }

  /** Sets all pixels within a radius of a line, and returns the rectangle in which something may have changed. */
  line({x0, y0, x1, y1, radius, value}) {
    const {side, data} = this;
    const area = this.#clipped(Math.min(x0, x1) - radius, Math.min(y0, y1) - radius, Math.max(x0, x1) + radius, Math.max(y0, y1) + radius);
    const dx = x1 - x0;
    const dy = y1 - y0;
    const length = dx * dx + dy * dy;
    for (let y = area.top; y < area.bottom; y++) {
      for (let x = area.left; x < area.right; x++) {
        const px = x + 0.5 - x0;
        const py = y + 0.5 - y0;
        const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
        const ax = px - along * dx;
        const ay = py - along * dy;
        if (ax * ax + ay * ay <= radius * radius) data[y * side + x] = value;
      }
    }
    return area;
  }

  /** Sets the pixels of a rectangle. */
  fill({left, top, right, bottom}, value = 1) {
    for (let y = top; y < bottom; y++) this.data.fill(value, y * this.side + left, y * this.side + right);
  }

  /** Ends a change. */
  end() {
    if (this.#before && this.#before.some((value, i) => value !== this.data[i])) {
      this.#done.push(this.#before);
      if (this.#done.length > 60) this.#done.shift();
      this.#undone = [];
    }
    this.#before = null;
  }

  /** Takes a change back that has begun and not ended. */
  abandon() {
    if (this.#before) this.data.set(this.#before);
    this.#before = null;
  }

  undo() { this.#step(this.#done, this.#undone); }

  redo() { this.#step(this.#undone, this.#done); }

  get canUndo() { return this.#done.length > 0; }

  get canRedo() { return this.#undone.length > 0; }

  #step(from, to) {
    if (from.length === 0) return;
    to.push(this.data.slice());
    this.data.set(from.pop());
  }

  /** How much of the picture is painted, from 0 to 1. */
  get share() {
    let painted = 0;
    for (const value of this.data) painted += value;
    return painted / this.data.length;
  }

  #clipped(left, top, right, bottom) {
    const clip = value => Math.min(this.side, Math.max(0, value));
    return {left: clip(Math.floor(left)), top: clip(Math.floor(top)), right: clip(Math.ceil(right)), bottom: clip(Math.ceil(bottom))};
  }

  /** As the API wants it: a PNG, transparent where it is to be repainted, black elsewhere. */
  png() {
    const {side, data} = this;
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(side, side);
    for (let i = 0; i < data.length; i++) pixels.data[4 * i + 3] = data[i] ? 0 : 255;
    context.putImageData(pixels, 0, 0);
    return canvas.convertToBlob({type: 'image/png'});
  }
}
