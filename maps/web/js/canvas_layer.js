// A canvas that covers the map and a margin, redrawn when the view rests and whenever it is asked to.
(() => {
  "use strict";

  const { WORLD, toLat, toLon } = Dateline.projection;
  const MARGIN = 0.2; // of the map's size on each side, so that a short pan shows no edge

  /**
   * @typedef {Object} View
   * @property {number} zoom
   * @property {number} scale - pixels for one unit of the square world
   * @property {number} left - pixels from the world's left edge to the canvas's
   * @property {number} top
   * @property {number} width
   * @property {number} height
   * @property {number[]} copies - pixels to shift each copy of the world that the canvas shows
   */

  const CanvasLayer = L.Layer.extend({
    /** @param {{pane: string, draw: (context: CanvasRenderingContext2D, view: View) => void}} options */
    initialize(options) {
      L.setOptions(this, options);
      this.redraw = Dateline.onceAFrame(() => this._map && this.drawNow());
    },

    onAdd(map) {
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", map.getPane(this.options.pane));
      this.canvas.setAttribute("aria-hidden", "true");
      map.on({ moveend: this.drawNow, resize: this.drawNow, move: this.follow }, this);
      if (map.options.zoomAnimation) map.on("zoomanim", this.animateZoom, this);
      this.drawNow();
    },

    onRemove(map) {
      map.off({ moveend: this.drawNow, resize: this.drawNow, move: this.follow }, this);
      map.off("zoomanim", this.animateZoom, this);
      this.canvas.remove();
    },

    /** A long drag leaves the margin: draw before it ends. */
    follow() {
      const moved = this._map.containerPointToLayerPoint([0, 0]).subtract(this.corner);
      const { x, y } = this._map.getSize();
      if (moved.x < 0 || moved.y < 0 || moved.x > 2 * MARGIN * x || moved.y > 2 * MARGIN * y) this.redraw();
    },

    animateZoom(event) {
      const scale = this._map.getZoomScale(event.zoom, this.drawnZoom);
      L.DomUtil.setTransform(this.canvas, this._map._latLngToNewLayerPoint(this.northWest, event.zoom, event.center), scale);
    },

    drawNow() {
      const map = this._map;
      const size = map.getSize();
      const margin = size.multiplyBy(MARGIN).round();
      const ratio = window.devicePixelRatio || 1;
      this.corner = map.containerPointToLayerPoint([-margin.x, -margin.y]).round();
      this.northWest = map.layerPointToLatLng(this.corner);
      this.drawnZoom = map.getZoom();
      const width = size.x + 2 * margin.x;
      const height = size.y + 2 * margin.y;
      L.DomUtil.setTransform(this.canvas, this.corner, 1);
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
      const context = this.canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const origin = map.getPixelOrigin().add(this.corner);
      this.options.draw(context, viewOf(map.getZoom(), origin.x, origin.y, width, height, margin));
    },
  });

  /** @returns {View} */
  function viewOf(zoom, left, top, width, height, margin) {
    const scale = 2 ** zoom;
    const world = WORLD * scale;
    const copies = [];
    for (let n = Math.floor(left / world); n <= Math.floor((left + width) / world); n++) copies.push(n * world);
    return { zoom, scale, left, top, width, height, margin, copies };
  }

  /** Whether a box of the square world shows on the canvas, for a copy of the world. */
  function shows(view, box, copy) {
    const x = copy - view.left;
    return (
      box[2] * view.scale + x >= 0 &&
      box[0] * view.scale + x <= view.width &&
      box[3] * view.scale - view.top >= 0 &&
      box[1] * view.scale - view.top <= view.height
    );
  }

  /** Add a line to the current path, leaving out points that would fall on the pixel of the one before. */
  function traceLine(context, view, copy, points, from, to) {
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
  function traceUnit(context, view, copy, topology, unit) {
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
  const lonLatAt = (view, x, y) => [toLon((x + view.left) / view.scale), toLat((y + view.top) / view.scale)];

  Object.assign(Dateline, { CanvasLayer, viewOf, shows, traceLine, traceUnit, lonLatAt });
})();
