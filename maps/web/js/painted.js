// Colours by a column, where whoever made the map asked for them (see maps/colouring.py).

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
