// Colours by a column, where whoever made the map asked for them (see maps/colouring.py).

import { element, onceAFrame } from "./core.js";
import { markIcon } from "./marks.js";
import { toggle } from "./toggle.js";

/** The legend of the colours, each value a switch; null where they are the page's own or all the same. */
export function paintSection(app) {
  const rows = paintRows(app);
  if (!rows.length) return null;
  const { events, state } = app;
  const switches = rows.map(({ label, look }, kind) => toggle({
    label: element("span", { dir: "auto" }, label), icon: markIcon(look), count: true, change: (on) => state.toggle("hiddenKinds", kind, !on),
  }));
  const tell = () => {
    const counts = state.countBut("hiddenKinds", events.kinds.length, events.kind);
    switches.forEach((made, kind) => made.tell(counts[kind]));
  };
  state.on("listed", onceAFrame(tell));
  state.on("hiddenKinds", (hidden) => switches.forEach((made, kind) => (made.box.checked = !hidden.has(kind))));
  tell();
  return element("fieldset.paint", {}, element("legend", {}, events.paint.title), ...switches.map(({ made }) => made));
}

/** @returns {Array<{label: string, look: Object}>} */
export function paintRows(app) {
  const { paint, kinds } = app.events;
  if (!paint?.title) return [];
  return kinds.map(({ label, shape = "circle" }, kind) => ({ label, look: { shape, status: "actual", colour: app.looks.kindColour(kind), ground: app.looks.colour("--paper") } }));
}
