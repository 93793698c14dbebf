// The part of the map that a reader sees: what covers it, what is brought into it, and popups.

import { latLng, toLat, toLon } from "./projection.js";

/** The map's view, beside the panel that may cover some of it. */
export class Viewport {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
  }

  /** Open a popup at a spot of the square world. */
  popup(content, x, y) {
    const { x: width, y: height } = this.app.map.getSize();
    const popup = L.popup({
      maxWidth: Math.min(380, width - 90),
      minWidth: 220,
      maxHeight: Math.max(180, height - 130),
      autoPanPaddingTopLeft: [56, this.covered() ? 16 : 58],
      autoPanPaddingBottomRight: [Math.max(16, this.covered()), 34],
    });
    // What is unfolded makes the popup higher: it then scrolls, and moves into view.
    content.addEventListener("toggle", () => popup.update(), { capture: true });
    popup.setLatLng(latLng(toLon(x), toLat(y))).setContent(content).openOn(this.app.map);
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

  /** Pixels on the right that the open panel covers. */
  covered() {
    const panel = this.app.map.getContainer().querySelector(".panel[open]");
    return panel && this.app.map.getSize().x > 700 ? panel.offsetWidth + 20 : 0;
  }
}
