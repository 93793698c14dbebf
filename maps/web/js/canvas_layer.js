// A canvas that covers the map and a margin, redrawn when the view rests and whenever it is asked to.

import { onceAFrame } from "./core.js";
import { WORLD, toLat, toLon } from "./projection.js";

const MARGIN = 0.2; // of the map's size on each side, so that a short pan shows no edge
const RESTED_MS = 150; // after a pan
const PEN = 4; // pixels that a line beyond a strip may reach into it

/**
 * @typedef {Object} View
 * @property {number} zoom
 * @property {number} scale - pixels for one unit of the square world
 * @property {number} left - pixels from the world's left edge to the canvas's
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {{x: number, y: number}} margin - pixels of the canvas beyond each side of the map
 * @property {boolean} [bare] - whether nothing of the page covers it: a picture
 * @property {boolean} [tagged] - whether the sentence of a change stands over it
 * @property {number[]} copies - pixels to shift each copy of the world that the canvas shows
 */

export const CanvasLayer = /** @type {any} */ (L.Layer).extend({
  /**
   * @param {Object} options
   * @param {string} options.pane
   * @param {(context: CanvasRenderingContext2D, view: View) => void} options.draw
   * @param {boolean} [options.still] - whether the picture of a spot is the same in every view, so that it can be moved
   * @param {number} [options.slack] - the share of the margin after which a pan draws anew: canvases that differ in it
   *   do not all draw in one frame
   */
  initialize(options) {
    L.setOptions(this, { slack: 0.9, ...options });
    this.redraw = onceAFrame(() => this._map && this.drawNow());
  },

  onAdd(map) {
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", map.getPane(this.options.pane));
    this.canvas.setAttribute("aria-hidden", "true");
    map.on({ moveend: this.rest, resize: this.drawNow, move: this.follow, zoom: this.pinch }, this);
    if (map.options.zoomAnimation) map.on("zoomanim", this.animateZoom, this);
    this.drawNow();
  },

  onRemove(map) {
    clearTimeout(this.resting);
    map.off({ moveend: this.rest, resize: this.drawNow, move: this.follow, zoom: this.pinch }, this);
    map.off("zoomanim", this.animateZoom, this);
    this.canvas.remove();
  },

  /** A new zoom is drawn at once. After a pan the picture is still good; names find new places once the map rests. */
  rest() {
    if (this._map.getZoom() !== this.drawnZoom) this.drawNow();
    else this.follow();
    clearTimeout(this.resting);
    if (!this.options.still) this.resting = setTimeout(this.redraw, RESTED_MS);
  },

  /** A long pan leaves the margin: draw before it does. */
  follow() {
    if (this._map.getZoom() !== this.drawnZoom) return;
    const moved = this._map.containerPointToLayerPoint([0, 0]).subtract(this.corner);
    const { x, y } = this._map.getSize();
    const [spareX, spareY] = [MARGIN * x * this.options.slack, MARGIN * y * this.options.slack];
    if (Math.abs(moved.x - MARGIN * x) <= spareX && Math.abs(moved.y - MARGIN * y) <= spareY) return;
    if (this.options.still) this.move();
    else this.drawNow();
  },

  /** Two fingers zoom step by step: the picture is stretched until they rest. */
  pinch() {
    this.animateZoom({ zoom: this._map.getZoom(), center: this._map.getCenter() });
  },

  animateZoom(event) {
    const scale = this._map.getZoomScale(event.zoom, this.drawnZoom);
    L.DomUtil.setTransform(this.canvas, this._map._latLngToNewLayerPoint(this.northWest, event.zoom, event.center), scale);
  },

  /** Where the canvas has to lie. @returns {View} */
  place() {
    const map = this._map;
    const size = map.getSize();
    const margin = size.multiplyBy(MARGIN).round();
    this.corner = map.containerPointToLayerPoint([-margin.x, -margin.y]).round();
    this.northWest = map.layerPointToLatLng(this.corner);
    this.drawnZoom = map.getZoom();
    L.DomUtil.setTransform(this.canvas, this.corner, 1);
    const origin = map.getPixelOrigin().add(this.corner);
    return viewOf(map.getZoom(), origin.x, origin.y, size.x + 2 * margin.x, size.y + 2 * margin.y, margin);
  },

  drawNow() {
    clearTimeout(this.resting);
    const view = this.place();
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(view.width * ratio);
    this.canvas.height = Math.round(view.height * ratio);
    this.canvas.style.width = `${view.width}px`;
    this.canvas.style.height = `${view.height}px`;
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.options.draw(context, view);
    this.view = view;
  },

  /** Keep what still shows and draw the strips that came into view. */
  move() {
    const before = this.view;
    const ratio = window.devicePixelRatio || 1;
    const view = this.place();
    const [x, y] = [before.left - view.left, before.top - view.top];
    const sameSize = view.width === before.width && view.height === before.height;
    if (!sameSize || Math.abs(x) >= view.width || Math.abs(y) >= view.height || !Number.isInteger(ratio)) {
      this.drawNow();
      return;
    }
    const context = this.canvas.getContext("2d");
    context.globalCompositeOperation = "copy";
    context.drawImage(this.canvas, x, y, view.width, view.height);
    context.globalCompositeOperation = "source-over";
    const high = Math.abs(y);
    if (x) this.drawStrip(context, view, x > 0 ? 0 : view.width + x, 0, Math.abs(x), view.height);
    if (y) this.drawStrip(context, view, Math.max(0, x), y > 0 ? 0 : view.height - high, view.width - Math.abs(x), high);
    this.view = view;
  },

  /** Draw one box of the square world anew, where it shows. */
  patch([left, top, right, bottom]) {
    const { view } = this;
    if (!view || this._map.getZoom() !== view.zoom || !Number.isInteger(window.devicePixelRatio || 1)) {
      this.redraw();
      return;
    }
    const context = this.canvas.getContext("2d");
    for (const copy of view.copies) {
      const x = Math.max(0, Math.floor(left * view.scale + copy - view.left) - PEN);
      const y = Math.max(0, Math.floor(top * view.scale - view.top) - PEN);
      const width = Math.min(view.width, Math.ceil(right * view.scale + copy - view.left) + PEN) - x;
      const height = Math.min(view.height, Math.ceil(bottom * view.scale - view.top) + PEN) - y;
      if (width <= 0 || height <= 0) continue;
      context.clearRect(x, y, width, height);
      this.drawStrip(context, view, x, y, width, height);
    }
  },

  drawStrip(context, view, x, y, width, height) {
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.translate(x - PEN, y - PEN);
    this.options.draw(context, viewOf(view.zoom, view.left + x - PEN, view.top + y - PEN, width + 2 * PEN, height + 2 * PEN, view.margin));
    context.restore();
  },
});

/** @returns {View} */
export function viewOf(zoom, left, top, width, height, margin) {
  const scale = 2 ** zoom;
  const world = WORLD * scale;
  const copies = [];
  for (let n = Math.floor(left / world); n <= Math.floor((left + width) / world); n++) copies.push(n * world);
  return { zoom, scale, left, top, width, height, margin, copies };
}

/** Whether a box of the square world shows on the canvas, for a copy of the world. */
export function shows(view, box, copy) {
  const x = copy - view.left;
  return (
    box[2] * view.scale + x >= 0 &&
    box[0] * view.scale + x <= view.width &&
    box[3] * view.scale - view.top >= 0 &&
    box[1] * view.scale - view.top <= view.height
  );
}

/** Add a line to the current path, leaving out points that would fall on the pixel of the one before. */
export function traceLine(context, view, copy, points, from, to) {
  const dx = copy - view.left;
  let lastX = NaN;
  let lastY = NaN;
  for (let i = from; i < to; i++) {
    const x = points[2 * i] * view.scale + dx;
    const y = points[2 * i + 1] * view.scale - view.top;
    if (i === from) context.moveTo(x, y);
    else if (i < to - 1 && Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) continue;
    else context.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

const SPECK_PX = 0.7; // islands smaller than this are not drawn: their coast would be all there is of them

/** Add the rings of a unit that show to the current path. */
export function traceUnit(context, view, copy, topology, unit) {
  const dx = copy - view.left;
  for (const { references: ring, box } of unit.rings) {
    if (!shows(view, box, copy) || Math.max(box[2] - box[0], box[3] - box[1]) * view.scale < SPECK_PX) continue;
    let lastX = NaN;
    let lastY = NaN;
    topology.eachPoint(ring, (px, py) => {
      const x = px * view.scale + dx;
      const y = py * view.scale - view.top;
      if (Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) return;
      if (Number.isNaN(lastX)) context.moveTo(x, y);
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    });
    context.closePath();
  }
}

/** Degrees at a pixel of the canvas. */
export const lonLatAt = (view, x, y) => [toLon((x + view.left) / view.scale), toLat((y + view.top) / view.scale)];

