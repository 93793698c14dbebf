// Colours by a column and hover texts, where whoever made the map asked for them (see maps/colouring.py).

import { element } from "./core.js";
import { markIcon } from "./marks.js";

/** The legend of the colours, null where they are the page's own or all the same. */
export function paintSection(app) {
  const rows = paintRows(app);
  if (!rows.length) return null;
  const keys = rows.map(({ label, look }) => element("p.key", {}, markIcon(look), element("span", { dir: "auto" }, label)));
  return element("fieldset.paint", {}, element("legend", {}, app.events.paint.title), ...keys);
}

/** @returns {Array<{label: string, look: Object}>} */
export function paintRows(app) {
  const { paint, kinds } = app.events;
  if (!paint?.title) return [];
  return kinds.map(({ label }, kind) => ({ label, look: { shape: "circle", status: "actual", colour: app.looks.kindColour(kind), ground: app.looks.colour("--paper") } }));
}

/** Show the words of an event beside the pointer. @returns {(n: number, latlng: L.LatLng) => void} -1 for no event */
export function hoverWords(app) {
  const { tooltip } = app.data;
  if (!tooltip) return () => {};
  const box = L.tooltip({ direction: "top", offset: [0, -8], opacity: 1, className: "words" });
  let shown = -1;
  return (n, latlng) => {
    if (n === shown) return;
    shown = n;
    if (n < 0) {
      box.remove();
      return;
    }
    const rows = tooltip.names.map((name, at) => element("tr", {}, element("th", {}, name), element("td", { dir: "auto" }, tooltip.words[at][tooltip.of[at][n]])));
    box.setLatLng(latlng).setContent(element("table", {}, element("tbody", {}, ...rows))).addTo(app.map);
  };
}

