/** The picture and its mask on a Konva stage: paint, zoom and pan with mouse, pen, touch and keys. */
const COLOUR = [240, 62, 96];

/** A view of a picture in an element that it fills. */
export class Easel {
  tool = 'brush';
  radius = 32;
  #pointers = new Map();
  #last = null;
  #pinch = null;
  #fitted = true;

  /** @param changed called after a stroke has ended */
  constructor(element, changed) {
    const {Konva} = window;
    this.element = element;
    this.changed = changed;
    this.stage = new Konva.Stage({container: element, width: 1, height: 1, listening: false});
    const layer = new Konva.Layer({listening: false});
    this.group = new Konva.Group();
    layer.add(this.group);
    this.stage.add(layer);
    this.cursor = {x: 0, y: 0};
    new ResizeObserver(() => this.#resize()).observe(element);
    element.addEventListener('pointerdown', event => this.#down(event));
    element.addEventListener('pointermove', event => this.#move(event));
    element.addEventListener('pointerup', event => this.#up(event));
    element.addEventListener('pointercancel', event => this.#up(event));
    element.addEventListener('pointerleave', () => { if (!this.#last) this.ring?.hide(); });
    element.addEventListener('wheel', event => this.#wheel(event), {passive: false});
  }

  /** Shows a picture, a square canvas, with its mask. */
  show(picture, mask) {
    const {Konva} = window;
    this.mask = mask;
    this.overlay = new OffscreenCanvas(mask.side, mask.side);
    this.group.destroyChildren();
    this.ring = new Konva.Circle({stroke: '#fff', strokeWidth: 1.5, strokeScaleEnabled: false, shadowColor: '#000', shadowBlur: 2, shadowOpacity: 0.9, visible: false});
    this.group.add(
      new Konva.Image({image: picture, width: mask.side, height: mask.side}),
      new Konva.Image({image: this.overlay, width: mask.side, height: mask.side}),
      this.ring);
    this.cursor = {x: mask.side / 2, y: mask.side / 2};
    this.refresh();
    this.#resize();
    this.fit();
  }

  /** Draws the mask anew, or the part of it that changed. */
  refresh(area = {left: 0, top: 0, right: this.mask.side, bottom: this.mask.side}) {
    const {side, data} = this.mask;
    const width = area.right - area.left;
    const height = area.bottom - area.top;
    if (width <= 0 || height <= 0) return;
    const pixels = new ImageData(width, height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (data[(area.top + y) * side + area.left + x] === 0) continue;
        const stripe = ((area.left + x + area.top + y) * 64 / side) & 1;
        pixels.data.set([...COLOUR, stripe ? 165 : 120], 4 * (y * width + x));
      }
    }
    this.overlay.getContext('2d').putImageData(pixels, area.left, area.top);
    this.stage.batchDraw();
  }

  /** Makes the whole picture visible, as large as can be. */
  fit() {
    if (!this.mask) return;
    const scale = Math.min(this.stage.width(), this.stage.height()) / this.mask.side;
    this.group.scale({x: scale, y: scale});
    this.group.position({x: (this.stage.width() - this.mask.side * scale) / 2, y: (this.stage.height() - this.mask.side * scale) / 2});
    this.#fitted = true;
    this.stage.batchDraw();
  }

  /** Zooms by a factor around a point of the view, else around its middle. */
  zoom(factor, at = {x: this.stage.width() / 2, y: this.stage.height() / 2}) {
    const smallest = Math.min(this.stage.width(), this.stage.height()) / this.mask.side;
    const before = this.group.scaleX();
    const scale = Math.min(Math.max(before * factor, smallest), 16);
    if (scale === smallest) {
      this.fit();
      return;
    }
    const {x, y} = this.group.position();
    this.group.scale({x: scale, y: scale});
    this.#moveTo(at.x - (at.x - x) * scale / before, at.y - (at.y - y) * scale / before);
  }

  /** Moves the view. */
  pan(dx, dy) {
    this.#moveTo(this.group.x() + dx, this.group.y() + dy);
  }

  /** Moves the brush by keys. */
  nudge(dx, dy) {
    const clip = value => Math.min(this.mask.side, Math.max(0, value));
    this.cursor = {x: clip(this.cursor.x + dx), y: clip(this.cursor.y + dy)};
    this.#showRing(this.cursor);
  }

  /** Paints or erases where the brush is. */
  dab() {
    this.mask.begin();
    const {x, y} = this.cursor;
    this.refresh(this.#line(x, y, x, y));
    this.mask.end();
    this.#showRing(this.cursor);
    this.changed();
  }

  #line(x0, y0, x1, y1) {
    return this.mask.line({x0, y0, x1, y1, radius: this.radius, value: this.tool === 'erase' ? 0 : 1});
  }

  #moveTo(x, y) {
    const size = this.mask.side * this.group.scaleX();
    const within = (value, view) => size <= view ? (view - size) / 2 : Math.min(0, Math.max(view - size, value));
    this.group.position({x: within(x, this.stage.width()), y: within(y, this.stage.height())});
    this.#fitted = false;
    this.stage.batchDraw();
  }

  #resize() {
    const {clientWidth, clientHeight} = this.element;
    if (!clientWidth || !clientHeight) return;
    this.stage.size({width: clientWidth, height: clientHeight});
    if (!this.mask) return;
    if (this.#fitted) this.fit();
    else this.pan(0, 0);
  }

  #inView(event) {
    const box = this.element.getBoundingClientRect();
    return {x: event.clientX - box.left, y: event.clientY - box.top};
  }

  #inPicture(event) {
    const {x, y} = this.#inView(event);
    const scale = this.group.scaleX();
    return {x: (x - this.group.x()) / scale, y: (y - this.group.y()) / scale};
  }

  #showRing(at) {
    this.ring.setAttrs({...at, radius: this.radius, visible: this.tool !== 'pan'});
    this.stage.batchDraw();
  }

  #down(event) {
    if (!this.mask || event.button > 1) return;
    this.element.focus({preventScroll: true});
    this.element.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#inView(event));
    event.preventDefault();
    if (this.#pointers.size === 2) {
      this.#last = null;
      this.mask.abandon();
      this.refresh();
      this.#pinch = this.#grip();
    } else if (this.#pointers.size === 1 && this.tool !== 'pan' && event.button === 0) {
      this.mask.begin();
      this.#last = this.#inPicture(event);
      this.#stroke(this.#last);
    }
  }

  #move(event) {
    if (!this.mask) return;
    const before = this.#pointers.get(event.pointerId);
    if (before) this.#pointers.set(event.pointerId, this.#inView(event));
    if (this.#pinch && this.#pointers.size === 2) {
      const grip = this.#grip();
      this.zoom(grip.width / this.#pinch.width, grip);
      this.pan(grip.x - this.#pinch.x, grip.y - this.#pinch.y);
      this.#pinch = grip;
    } else if (this.#last) {
      for (const part of event.getCoalescedEvents?.() ?? []) this.#stroke(this.#inPicture(part));
      this.#stroke(this.#inPicture(event));
    } else if (before && this.#pointers.size === 1 && !this.#pinch) {
      const now = this.#inView(event);
      this.pan(now.x - before.x, now.y - before.y);
    }
    this.cursor = this.#inPicture(event);
    if (event.pointerType !== 'touch') this.#showRing(this.cursor);
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
    if (this.#pointers.size === 0) this.#pinch = null;
    if (this.#last) {
      this.#last = null;
      this.mask.end();
      this.changed();
    }
  }

  #stroke(to) {
    this.refresh(this.#line(this.#last.x, this.#last.y, to.x, to.y));
    this.#last = to;
  }

  #grip() {
    const [a, b] = [...this.#pointers.values()];
    return {x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, width: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))};
  }

  #wheel(event) {
    if (!this.mask) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 300), this.#inView(event));
    } else if (!this.#fitted) {
      event.preventDefault();
      this.pan(-event.deltaX, -event.deltaY);
    }
  }
}
