// The map as one picture: what is drawn, with title, day, legend, scale and sources, for a file or for paper.

import { viewOf } from "./canvas_layer.js";
import { commandName } from "./commands.js";
import { drawPane, element, number, plural, word } from "./core.js";
import { words } from "./dates.js";
import { commandSwatch, precisionRows, typeName } from "./filters.js";
import { STATUSES, drawMark, markRadius } from "./marks.js";
import { ownLayers } from "./own_layers.js";
import { paintRows } from "./painted.js";
import { metres } from "./projection.js";
import { commandsOfChange } from "./swipe.js";
import { periodWords } from "./time/controls.js";

const [EDGE, LEGEND, ROW, LINE, HEADING, LABEL_LEFT, LABEL_SIZE] = [16, 222, 21, 15, 27, 34, 12.5];
const SENTENCE = 42; // height of the lines that name a change
const FONT = "system-ui, sans-serif";
const NOTHING = () => {};
const MOST_PIXELS = 60e6; // a larger canvas fails on some machines

/**
 * Draw the map as it stands on the page, and what explains it.
 * @param {Object} app
 * @param {number} [ratio] - pixels of the picture for one of the page
 * @returns {Promise<HTMLCanvasElement>}
 */
export async function picture(app, ratio = 2) {
  const own = await ownLayers(app.map);
  const { x: width, y: height } = app.map.getSize();
  return composePicture(app, { ratio, width, height, zoom: app.map.getZoom(), over: (context) => {
    for (const { image, box } of own) context.drawImage(image, ...box);
    tag(app, context);
  } });
}

/**
 * Draw a map around the same middle as the page's.
 * @param {Object} app
 * @param {Object} options
 * @param {number} options.width - of the map alone, in the page's pixels
 * @param {number} options.height
 * @param {number} options.zoom
 * @param {number} options.ratio
 * @param {boolean} [options.titled] - whether the title stands above it, not the day alone
 * @param {boolean} [options.brief] - whether the legend has types and commands alone
 * @param {Function} [options.over] - draws on top
 * @returns {HTMLCanvasElement}
 */
export function composePicture(app, { width, height, zoom, ratio, titled = true, brief = false, over = NOTHING }) {
  const view = viewAround(app, width, height, zoom, over !== NOTHING);
  const rows = legendRows(app, view, brief);
  const change = app.spotlight?.current() ?? null;
  const top = EDGE + (titled ? 48 : 22) + (change ? SENTENCE : 0);
  const legendHeight = rows.reduce((sum, row) => sum + heightOf(row), 0);
  const whole = [width + LEGEND + 3 * EDGE, top + Math.max(height + 26, legendHeight) + EDGE];
  const scale = Math.min(ratio, Math.sqrt(MOST_PIXELS / (whole[0] * whole[1])));
  const canvas = element("canvas", { width: Math.round(whole[0] * scale), height: Math.round(whole[1] * scale) });
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.fillStyle = app.looks.colour("--paper");
  context.fillRect(0, 0, whole[0], whole[1]);
  title(app, context, width, titled);
  if (change) sentence(app, context, change, top - SENTENCE, whole[0] - 2 * EDGE);
  inBox(context, EDGE, top, width, height, () => {
    context.fillStyle = app.looks.colour("--sea");
    context.fillRect(0, 0, width, height);
    paint(app, context, view);
    over(context);
    scaleBar(app, context, height, zoom);
  });
  context.strokeStyle = app.looks.colour("--line");
  context.lineWidth = 1;
  context.strokeRect(EDGE, top, width, height);
  legend(app, context, rows, EDGE + width + EDGE, top);
  text(app, context, app.map.attributionControl.getContainer().textContent, EDGE, top + height + 14, { size: 11, colour: "--muted", width });
  return canvas;
}

/** What changed, from where to where and when; below it the days on both sides, and what is not sure. */
function sentence(app, context, change, top, width) {
  const [key, values] = app.commands.wording(change);
  const dates = word("picture.dates", { before: words(change.day - 1), from: change.froms.map(commandName).join(", "), after: words(change.day), to: commandName(change.to) });
  text(app, context, word(key, values), EDGE, top + 9, { size: 15, weight: 650, width });
  text(app, context, [dates, ...app.commands.remarks(change)].join(" "), EDGE, top + 29, { size: LABEL_SIZE, width });
}

/** The view of a picture around the middle of the page's map. */
function viewAround({ map }, width, height, zoom, tagged) {
  const centre = map.project(map.getCenter(), zoom).round();
  return { ...viewOf(zoom, centre.x - Math.round(width / 2), centre.y - Math.round(height / 2), width, height, { x: 0, y: 0 }), bare: true, tagged };
}

/** Draw the layers that are switched on; between two days areas and events on their side of the bar. */
function paint(app, context, view) {
  const { state, sides } = app;
  const { width, height } = view;
  const draw = (pane) => onItsOwn(context, (sheet) => drawPane(app, pane, sheet, view));
  const swipe = state.get("swipe");
  draw("dateline-ground");
  if (!swipe) {
    ["dateline-areas", "dateline-change", "dateline-overlay"].forEach(draw);
    return;
  }
  // The bar lies on the ground where it lies on the page, whatever the picture's size.
  const { share } = sides;
  const { x: pageWidth, y: pageHeight } = app.map.getSize();
  const ground = app.map.project(app.map.containerPointToLatLng([pageWidth * share, pageHeight / 2]), view.zoom).x;
  const bar = Math.max(0, Math.min(width, Math.round(ground - view.left)));
  sides.share = bar / width;
  for (const [side, from, to] of [["left", 0, bar], ["right", bar, width]]) {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, height);
    context.clip();
    sides.on(side, () => ["dateline-areas", "dateline-change", "dateline-overlay"].forEach(draw));
    context.restore();
  }
  sides.share = share;
  context.fillStyle = app.looks.colour("--text");
  context.fillRect(bar - 1, 0, 3, height);
  caption(app, context, swipe.left, bar - 10, -1);
  caption(app, context, swipe.right, bar + 10, 1);
}

/** A side's day and whose what moved is on it, beside the bar. @param {number} way - to which the box reaches */
function caption(app, context, day, x, way) {
  const ids = app.spotlight ? commandsOfChange(app, day) : [];
  const label = [words(day), ids.map(commandName).join(", ")].filter(Boolean).join(" · ");
  context.font = `600 ${LABEL_SIZE}px ${FONT}`;
  const width = context.measureText(label).width + 18;
  context.fillStyle = app.looks.colour("--paper");
  context.strokeStyle = ids.length ? app.looks.commandColour(ids[0]) : app.looks.colour("--line");
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(way < 0 ? x - width : x, 9, width, 26, 6);
  context.fill();
  context.stroke();
  text(app, context, label, (way < 0 ? x - width : x) + 9, 22.5, { size: LABEL_SIZE, weight: 600 });
}

/** Draw on a sheet of its own and lay it over what is there: some layers take out of theirs what lies on land. */
function onItsOwn(context, draw) {
  const { width, height } = context.canvas;
  const canvas = element("canvas", { width, height });
  const sheet = canvas.getContext("2d");
  sheet.setTransform(context.getTransform());
  draw(sheet);
  context.save();
  context.resetTransform();
  context.drawImage(canvas, 0, 0);
  context.restore();
}

/** Draw with a box's corner as origin, and nothing outside of it. */
function inBox(context, left, top, width, height, draw) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.translate(left, top);
  draw();
  context.restore();
}

/**
 * Write a line of text, shortened to `width` pixels where one is given.
 * @param {Object} app @param {CanvasRenderingContext2D} context @param {string} label @param {number} x @param {number} y
 * @param {{size?: number, weight?: number, colour?: string, width?: number}} [options]
 */
function text(app, context, label, x, y, { size = 13, weight = 400, colour = "--text", width } = {}) {
  context.font = `${weight} ${size}px ${FONT}`;
  context.fillStyle = app.looks.colour(colour);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.direction = document.documentElement.dir === "rtl" ? "rtl" : "ltr";
  context.fillText(shortened(context, label, width), x, y);
}

/** A text that is too wide is cut, not squeezed. */
function shortened(context, label, width) {
  if (!width || context.measureText(label).width <= width) return label;
  let letters = [...label];
  while (letters.length && context.measureText(`${letters.join("")}…`).width > width) letters = letters.slice(0, -1);
  return `${letters.join("")}…`;
}

function title(app, context, width, titled) {
  const { state } = app;
  const span = state.get("window") ? `${periodWords(app)}, ` : "";
  const [left, right] = [state.get("swipe")?.left, state.get("swipe")?.right];
  const day = left === undefined ? words(state.get("day")) : `${words(left)} | ${words(right)}`;
  const count = word("list.count", { shown: number(state.shown), all: plural("events", app.events.count) });
  if (titled) text(app, context, app.data.title, EDGE, EDGE + 10, { size: 19, weight: 650, width: width + LEGEND });
  text(app, context, `${span}${day} · ${count}`, EDGE, EDGE + (titled ? 33 : 7), { colour: "--muted" });
}

/** Rows of the legend: what shows on the map, with the same words and signs as the panel. */
function legendRows(app, view, brief) {
  const { events, state } = app;
  const counts = new Map();
  const statuses = new Set();
  for (let n = 0; n < events.count; n++) {
    if (!state.visible[n]) continue;
    counts.set(events.type[n], (counts.get(events.type[n]) ?? 0) + 1);
    statuses.add(events.get("status", n));
  }
  const rows = [];
  const put = (heading, found) => found.length && rows.push({ heading }, ...found);
  put(events.paint?.title, paintRows(app).map(({ label, look }) => ({ label, icon: mark(look) })));
  put(word("panel.types"), events.types.flatMap((type, n) => (counts.has(n)
    ? [{ label: typeName(type.id), count: counts.get(n), icon: mark(app.looks.typeLook(n, "actual")) }] : [])));
  const plain = { shape: "circle", colour: app.looks.colour("--text"), ground: app.looks.colour("--paper") };
  if (!brief) put(word("panel.statuses"), STATUSES.filter((status) => statuses.has(status)).map((status) => ({ label: word(`status.${status}`), icon: mark({ ...plain, status }) })));
  const levels = new Set(Array.from(events.level.filter((_, n) => state.visible[n]), (at) => events.levels[at]));
  if (!brief) put(word("panel.precision"), precisionRows(app).filter(({ level, look }) => look && levels.has(level)).map(({ label, look }) => ({ label, icon: mark(look) })));
  if (app.commands && !state.get("hiddenLayers").has("commands")) {
    put(word("panel.commands"), app.territory.commandsIn(view).map((id) => ({ label: id, icon: (context) => commandSwatch(app, context, id) })));
  }
  const layers = app.layers.filter(({ name, label }) => label && !["events", "commands", "labels"].includes(name) && !state.get("hiddenLayers").has(name));
  if (!brief) put(word("panel.layers"), layers.flatMap((layer) => [layer, ...(layer.legend ?? [])]).map(({ label, icon }) => ({ label: word(label), icon: (context) => icon(app, context) })));
  return rows.map((row) => (row.heading ? row : { ...row, lines: wrapped(row.label, LEGEND - LABEL_LEFT - (row.count === undefined ? 0 : 40)) }));
}

const heightOf = ({ heading, lines }) => (heading ? HEADING : ROW + (lines.length - 1) * LINE);

/** Cut a text into lines between its words. */
function wrapped(label, width, weight = 400) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${weight} ${LABEL_SIZE}px ${FONT}`;
  return label.split(" ").reduce((lines, part) => {
    const longer = lines.length ? `${lines[lines.length - 1]} ${part}` : part;
    return lines.length && context.measureText(longer).width <= width ? [...lines.slice(0, -1), longer] : [...lines, part];
  }, []);
}

const mark = (look) => (context) => drawMark(context, 13, 8, markRadius(5.2, 15.5, look.precision), look);

function legend(app, context, rows, left, top) {
  let y = top;
  for (const row of rows) {
    const { heading, lines, count, icon } = row;
    if (heading) {
      text(app, context, heading.toLocaleUpperCase(word("page.locale")), left, y + HEADING / 2 + 2, { size: 11, weight: 700, colour: "--muted" });
      y += HEADING;
      continue;
    }
    context.save();
    context.translate(left, y + 2);
    icon(context);
    context.restore();
    lines.forEach((line, n) => text(app, context, line, left + LABEL_LEFT, y + ROW / 2 + n * LINE, { size: LABEL_SIZE, width: LEGEND - LABEL_LEFT }));
    if (count !== undefined) {
      const total = number(count);
      text(app, context, total, left + LEGEND - context.measureText(total).width, y + ROW / 2, { size: LABEL_SIZE, colour: "--muted" });
    }
    y += heightOf(row);
  }
}

/** The label of a change, where the page has it. */
function tag(app, context) {
  const shown = app.map.getContainer().querySelector(".tag");
  if (!shown || !app.tagBox) return;
  const [left, top, right, bottom] = app.tagBox;
  const [fromX, fromY, toX, toY] = app.leader;
  for (const [colour, width] of [["--paper", 4.5], ["--text", 1.8]]) {
    context.strokeStyle = app.looks.colour(colour);
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
  }
  context.fillStyle = app.looks.colour("--paper");
  context.strokeStyle = getComputedStyle(shown).getPropertyValue("--tag");
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(left + 1, top + 1, right - left - 2, bottom - top - 2, 6);
  context.fill();
  context.stroke();
  const lines = wrapped(shown.textContent, right - left - 18, 600);
  lines.forEach((line, n) => text(app, context, line, left + 10, (top + bottom) / 2 + 0.5 + (n - (lines.length - 1) / 2) * 17.5, { size: LABEL_SIZE, weight: 600 }));
}

/** A round number of kilometres, as long as they are in the middle of the map. */
function scaleBar(app, context, height, zoom) {
  const pixels = (km) => metres(km * 1000, app.map.getCenter().lat) * 2 ** zoom;
  const round = [1, 2, 5].flatMap((first) => [-1, 0, 1, 2, 3].map((zeros) => first * 10 ** zeros));
  const km = round.filter((one) => pixels(one) <= 110).reduce((a, b) => Math.max(a, b), 0.1);
  const [left, width, y] = [12, pixels(km), height - 12];
  context.fillStyle = app.looks.colour("--halo");
  context.fillRect(left - 4, y - 20, width + 8, 25);
  context.strokeStyle = app.looks.colour("--text");
  context.lineWidth = 1.3;
  context.beginPath();
  [[0, -6], [0, 0], [width, 0], [width, -6]].forEach(([dx, dy], n) => context[n ? "lineTo" : "moveTo"](left + dx, y + dy));
  context.stroke();
  text(app, context, `${number(km)} km`, left + 4, y - 10, { size: 11 });
}
