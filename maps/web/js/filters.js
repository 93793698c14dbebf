// The panel on the map: what is drawn, what it means, and switches for each of it.

import { limitText } from "./card.js";
import { changeSection } from "./changes.js";
import { element, number, onceAFrame, word } from "./core.js";
import { words } from "./dates.js";
import { hatch } from "./layers/commands.js";
import { STATUSES, markIcon } from "./marks.js";
import { paintSection } from "./painted.js";
import { toggle } from "./toggle.js";

/** @param {Object} app @returns {HTMLElement} */
export function panel(app) {
  const areas = app.commands ? whileDrawn(app, [commandSection(app), changeSection(app)]) : [];
  const sections = [paintSection(app), typeSection(app), statusSection(app), ...areas, precisionSection(app), layerSection(app)];
  const made = element(
    "details.panel",
    { open: !app.embedded && window.matchMedia("(min-width: 1100px)").matches },
    element("summary", {}, word("panel.title")),
    element("div.sections", {}, ...sections.filter(Boolean)),
  );
  L.DomEvent.disableClickPropagation(made);
  L.DomEvent.disableScrollPropagation(made);
  return made;
}

/** Sections about command areas are there while the areas are. */
function whileDrawn({ state }, sections) {
  const tell = () => sections.forEach((one) => (one.hidden = state.get("hiddenLayers").has("commands")));
  state.on("hiddenLayers", tell);
  tell();
  return sections;
}

export function section(key, ...children) {
  return element("fieldset", {}, element("legend", {}, word(key)), ...children);
}

function typeSection(app) {
  const { events, state } = app;
  const rows = [];
  let quad = "";
  const switches = events.types.map((type, n) => {
    if (type.quad !== quad) rows.push(element("p.quad", {}, word(`quad.${type.quad}`)));
    ({ quad } = type);
    const made = toggle({
      label: typeName(type.id),
      // Where shapes tell the values of a column, types have none.
      icon: events.kinds.some(({ shape }) => shape) && events.paint ? undefined : markIcon(app.looks.typeLook(n, "actual")),
      count: true,
      change: (on) => state.toggle("hiddenTypes", n, !on),
    });
    rows.push(made.made);
    return made;
  });
  const tell = () => {
    const counts = app.cells?.byType(state, events.types.length) ?? state.countBut("hiddenTypes", events.types.length, events.type);
    switches.forEach((made, n) => made.tell(counts[n]));
  };
  state.on("listed", onceAFrame(tell));
  state.on("hiddenTypes", (hidden) => switches.forEach((made, n) => (made.box.checked = !hidden.has(n))));
  tell();
  return rows.length ? section("panel.types", ...rows) : null;
}

/** The name of a type: the page's word for it, else the code itself. */
export function typeName(id) {
  return DATELINE_WORDS[`type.${id}`] ?? id;
}

function statusSection(app) {
  const { events, state } = app;
  const known = events.pools.status;
  const present = STATUSES.filter((status) => known.includes(status));
  const switches = present.map((status) =>
    toggle({
      label: word(`status.${status}`),
      icon: markIcon({ shape: "circle", colour: app.looks.colour("--text"), ground: app.looks.colour("--paper"), status }),
      count: true,
      change: (on) => state.toggle("hiddenStatuses", status, !on),
    }),
  );
  const undated = toggle({ label: word("panel.undated"), title: word("time.undated.near", { days: number(state.times.undatedDays) }), checked: state.get("undated"), change: (on) => state.set({ undated: on }) });
  const tell = () => {
    const counts = state.countBut("hiddenStatuses", known.length, events.columns.status);
    switches.forEach((made, at) => made.tell(counts[known.indexOf(present[at])]));
  };
  state.on("listed", onceAFrame(tell));
  state.on("hiddenStatuses", (hidden) => switches.forEach((made, at) => (made.box.checked = !hidden.has(present[at]))));
  state.on("undated", (on) => (undated.box.checked = on));
  tell();
  return section("panel.statuses", ...switches.map(({ made }) => made), undated.made);
}

/** How precisely places are known: the legend of the rings, and switches. */
function precisionSection(app) {
  const { events, state } = app;
  const rows = precisionRows(app);
  if (!rows.length) return null;
  const switches = rows.map(({ level, label, look }) =>
    toggle({ label, icon: look ? markIcon(look) : element("span.mark.blank"), count: true, change: (on) => state.toggle("hiddenLevels", level, !on) }));
  const tell = () => {
    const counts = state.countBut("hiddenLevels", events.levels.length, events.level);
    switches.forEach((made, at) => made.tell(counts[events.levels.indexOf(rows[at].level)]));
  };
  state.on("listed", onceAFrame(tell));
  state.on("hiddenLevels", (hidden) => switches.forEach((made, at) => (made.box.checked = !hidden.has(rows[at].level))));
  tell();
  return section("panel.precision", ...switches.map(({ made }) => made));
}

/** The levels that some event of the page has, with the look of a mark; the last of them has none. @returns {Array<{level: string, label: string, look: Object|null}>} */
export function precisionRows({ events, looks }) {
  const there = new Set(events.level);
  const plain = { shape: "circle", status: "actual", colour: looks.colour("--text"), ground: looks.colour("--paper") };
  return events.levels.flatMap((level, at) => (there.has(at) ? [{ level, label: word(`precision.${level}`), look: level === "none" ? null : { ...plain, precision: level } }] : []));
}

function layerSection(app) {
  const layers = app.layers.filter((layer) => layer.label);
  const switches = layers.map((layer) =>
    toggle({
      label: word(layer.label),
      icon: drawn((context) => layer.icon(app, context)),
      checked: !layer.off,
      change: (on) => app.state.toggle("hiddenLayers", layer.name, !on),
    }),
  );
  app.state.on("hiddenLayers", (hidden) => switches.forEach(({ box }, n) => (box.checked = !hidden.has(layers[n].name))));
  const signs = ({ legend = [] }) => legend.map(({ icon, label }) =>
    element("p.key", {}, drawn((context) => icon(app, context)), element("span", {}, word(label))));
  return section("panel.layers", ...layers.flatMap((layer, n) => [switches[n].made, ...signs(layer)]));
}

function commandSection(app) {
  const { state } = app;
  const box = element("div", {});
  let switches = new Map();
  const before = element("p.note", { hidden: "" }, word("panel.notRecorded", { day: words(app.commands.first) }));
  const fill = () => {
    before.hidden = state.get("day") >= app.commands.first;
    const present = app.territory.commandsShown();
    if (present.join() === [...switches.keys()].join()) return;
    switches = new Map(present.map((id) => [id, toggle({
      label: id,
      icon: commandIcon(app, id),
      checked: !state.get("hiddenCommands").has(id),
      change: (on) => state.toggle("hiddenCommands", id, !on),
    })]));
    box.replaceChildren(...[...switches.values()].map(({ made }) => made));
  };
  for (const name of ["day", "swipe"]) state.on(name, fill);
  state.on("hiddenCommands", (hidden) => switches.forEach(({ box: field }, id) => (field.checked = !hidden.has(id))));
  fill();
  const note = element("p.note", {}, word("panel.commandNote"));
  return section("panel.commands", box, before, note, app.waters ? waterDetails(app) : "");
}

/** In words what is drawn of the seas on the slider's day, for it is only words that are published. */
function waterDetails(app) {
  const list = element("dl.waters", {});
  const details = element("details", { toggle: () => fill() }, element("summary", {}, word("panel.waters")), list);
  const fill = () => {
    if (!details.open) return;
    const rows = app.waters.on(app.state.get("day"));
    const ids = [...new Set(rows.map(({ command }) => command))].sort();
    list.replaceChildren(...ids.flatMap((id) => [element("dt", {}, id),
      ...rows.filter(({ command }) => command === id).map((row) => element("dd", { title: row.source }, `${row.name}: `, element("span", {}, limitText(row))))]));
  };
  app.state.on("day", fill);
  return details;
}

/** A small picture of 26 by 16 pixels. */
function drawn(draw) {
  const ratio = window.devicePixelRatio || 1;
  const canvas = element("canvas.mark", { width: 26 * ratio, height: 16 * ratio, "aria-hidden": "true" });
  canvas.style.width = "26px";
  canvas.style.height = "16px";
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  draw(context);
  return canvas;
}

/** A swatch with the command's hatch. */
function commandIcon(app, id) {
  return drawn((context) => commandSwatch(app, context, id));
}

export function commandSwatch(app, context, id) {
  context.fillStyle = hatch(app, context, id, 0, 0);
  context.fillRect(0, 0, 26, 16);
  context.strokeStyle = app.looks.commandColour(id);
  context.lineWidth = 3;
  context.strokeRect(1, 1, 24, 14);
}
