// The part of the map that a reader sees: what covers it, what is brought into it, and popups.

import { WORLD, latLng, toLat, toLon } from "./projection.js";

const NEAR = 6; // zoom at which an event is shown that was out of view
const EDGE = 0.08; // share of the map beside its edge where a mark is not well seen
const CLEAR_PX = 7; // above the middle of a mark
const [LEFT_PX, BOTTOM_PX] = [56, 34]; // the map's buttons, and what is below: the scale and who made the map
const MARGINS_PX = 30; // of a popup, left and right of its content
const FRAME_PX = 60; // height of a popup beside its content: margins, tip, and the mark
const LOW_PX = 330; // of a map on which a popup and the panel's heading do not stand one above the other

/** The map's view, beside the panel that may cover some of it. */
export class Viewport {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
  }

  /**
   * Open a popup at a spot of the square world.
   * @param {HTMLElement} content
   * @param {number} x
   * @param {number} y
   * @param {number[]} [sign] - pixels from there to the mark that it tells of, which it leaves free
   */
  popup(content, x, y, sign) {
    const { x: width, y: height } = this.app.map.getSize();
    const [top, right] = this.besidePanel();
    this.app.map.getContainer().classList.toggle("low", this.isLow());
    const popup = L.popup({
      maxWidth: Math.min(380, width - LEFT_PX - Math.max(34, right > LEFT_PX ? right + MARGINS_PX : right)),
      minWidth: Math.min(220, width - LEFT_PX - right),
      maxHeight: Math.max(80, height - top - BOTTOM_PX - FRAME_PX), // so that the mark below stays on the map
      offset: sign ? [sign[0], sign[1] - CLEAR_PX] : [0, 7],
      autoPanPaddingTopLeft: [LEFT_PX, top],
      autoPanPaddingBottomRight: [right, BOTTOM_PX],
    });
    // What is unfolded makes the popup higher: it then scrolls, and moves into view.
    content.addEventListener("toggle", () => popup.update(), { capture: true });
    popup.setLatLng(latLng(toLon(x), toLat(y))).setContent(content).openOn(this.app.map);
  }

  /** Pixels at the top and on the right that keep a popup off the panel, which a low map hides meanwhile. @returns {number[]} */
  besidePanel() {
    if (this.covered()) return [16, this.covered()];
    return [this.isLow() ? 8 : 58, 16];
  }

  /** Whether a popup and the panel's heading have no room one above the other. */
  isLow() {
    return this.app.map.getSize().y < LOW_PX;
  }

  /** Room for the map's own buttons and the panel. */
  padding() {
    return { paddingTopLeft: [70, 40], paddingBottomRight: [this.covered() + 40, 40] };
  }

  /** Bring events into view. */
  fit(members, options = {}) {
    const points = members.filter((n) => this.app.events.placed[n]).map((n) => latLng(toLon(this.app.events.x[n]), toLat(this.app.events.y[n])));
    if (points.length) this.app.map.fitBounds(L.latLngBounds(points), { ...this.padding(), maxZoom: 8, ...options });
  }

  /** The part of the square world that shows beside the open panel: left, top, right, bottom. @returns {number[]} */
  box() {
    const scale = 2 ** this.app.map.getZoom();
    const { min, max } = this.app.map.getPixelBounds();
    return [min.x / scale, min.y / scale, (max.x - this.covered()) / scale, max.y / scale];
  }

  /** Which events have their mark in view. @returns {Uint8Array} 1 for those */
  inView() {
    const { x, y, placed } = this.app.events;
    const [left, top, right, bottom] = this.box();
    // Whatever copy of the world is shown.
    const across = (at) => (((at - left) % WORLD) + WORLD) % WORLD;
    return placed.map((has, n) => (has && y[n] >= top && y[n] <= bottom && across(x[n]) <= right - left ? 1 : 0));
  }

  /**
   * Move so that an event's own mark is seen: to it where it is out of view, nearer where it shares a symbol.
   * @returns {boolean} whether the map moves
   */
  frame(n) {
    const { map, events, clusters } = this.app;
    const zoom = map.getZoom();
    const seen = this.seen(n);
    const wanted = clusters.zoomShowing(n, seen ? zoom : Math.max(zoom, NEAR), map.getMaxZoom());
    if (seen && wanted === zoom) return false;
    const shift = this.covered() / 2 / 2 ** wanted; // the middle of what the panel leaves
    map.setView(latLng(toLon(events.x[n] + shift), toLat(events.y[n])), wanted);
    return true;
  }

  /** Whether an event's spot lies well within what shows. */
  seen(n) {
    const { map, events } = this.app;
    const { x, y } = map.latLngToContainerPoint(latLng(toLon(events.x[n]), toLat(events.y[n])));
    const size = map.getSize();
    const [width, height] = [size.x - this.covered(), size.y];
    return x > EDGE * width && x < (1 - EDGE) * width && y > EDGE * height && y < (1 - EDGE) * height;
  }

  /** Pixels on the right that the open panel covers. */
  covered() {
    const panel = this.app.map.getContainer().querySelector(".panel[open]");
    return panel && this.app.map.getSize().x > 700 ? panel.offsetWidth + 20 : 0;
  }
}
