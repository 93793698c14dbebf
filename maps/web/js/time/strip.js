// The strip above the chart: the whole history, with the changes of command, and which part of it the chart shows.

import { commandName } from "../commands.js";
import { element, word } from "../core.js";
import { words } from "../dates.js";
import { axisOf } from "./axis.js";
import { binsOf, countBins } from "./bins.js";
import { INSET, fitted } from "./chart.js";
import { DayScale } from "./scale.js";

const LEAST_PX = 2; // nearer lines are one
const REACH_PX = 12; // on each side of a line
const FRAME_PX = 10; // least width of the frame around what the chart shows
const EDGE_PX = 7; // of the frame, that resizes it
const LABEL = 48; // pixels that a year wants

/**
 * @param {import("../app.js").App} app
 * @returns {{box: HTMLElement, draw: () => void, marks: () => void}} `marks` makes the buttons of changes anew
 */
export function strip(app) {
  const { state, time } = app;
  const canvas = element("canvas", { "aria-hidden": "true" });
  const frame = element("div.frame", {});
  const overview = element("div.overview", { title: word("time.overview"), pointerdown: (event) => grab(event) }, canvas, frame);
  const ticks = element("div.ticks", {});
  const box = element("div.strip", {}, ticks, overview);
  box.classList.toggle("marked", shownChanges(app).length > 0); // at once: the map's height depends on it
  const scale = () => new DayScale(time.bounds, INSET, overview.clientWidth - INSET);

  function draw() {
    const { context, width, height } = fitted(canvas);
    if (!width) return;
    const axis = scale();
    drawOverview(app, context, axis, width, height);
    const [left, right] = [axis.x(time.span.from), axis.x(time.span.to)];
    const least = Math.max(0, FRAME_PX - (right - left)) / 2;
    frame.style.left = `${left - least}px`;
    frame.style.width = `${right - left + 2 * least}px`;
  }

  /** Drag the frame or one of its ends; elsewhere, bring it there. */
  function grab(event) {
    if (event.button > 0) return;
    event.preventDefault();
    overview.setPointerCapture(event.pointerId);
    const axis = scale();
    const at = (pointer) => axis.moment(pointer.clientX - overview.getBoundingClientRect().left);
    const [left, right] = [frame.offsetLeft, frame.offsetLeft + frame.offsetWidth];
    const x = event.clientX - overview.getBoundingClientRect().left;
    const wide = right - left > 3 * EDGE_PX;
    const part = x < left || x > right ? "outside" : wide && x < left + EDGE_PX ? "from" : wide && x > right - EDGE_PX ? "to" : "frame";
    const length = time.span.to - time.span.from;
    if (part === "outside") time.set({ from: at(event) - length / 2, to: at(event) + length / 2 });
    const began = { ...time.span, moment: at(event) };
    const drag = (pointer) => {
      const by = at(pointer) - began.moment;
      if (part === "from") time.set({ from: Math.min(began.from + by, began.to - 1), to: began.to });
      else if (part === "to") time.set({ from: began.from, to: Math.max(began.to + by, began.from + 1) });
      else time.set({ from: began.from + by, to: began.to + by });
    };
    overview.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel"]) overview.addEventListener(end, () => overview.removeEventListener("pointermove", drag), { once: true });
  }

  const marks = () => {
    tickMarks(app, ticks, scale());
    box.classList.toggle("marked", ticks.childElementCount > 0);
  };
  for (const name of ["told", "hiddenLayers"]) state.on(name, () => {
    marks();
    draw();
  });
  return { box, draw, marks };
}

/** Years, how many events there are through the whole history, and the slider's day. */
function drawOverview(app, context, scale, width, height) {
  const { state, looks } = app;
  const span = { from: scale.from, to: scale.to };
  const bins = binsOf(span, width - 2 * INSET, 2);
  const counts = app.cells?.countBins(bins, app.cells.wanted(state, Infinity, -Infinity)) ?? countBins(bins, state.times.days, state.matching);
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  context.fillStyle = looks.colour("--faint");
  counts.forEach((count, n) => {
    if (!count) return;
    const size = 2 + Math.sqrt(count / most) * (height - 3);
    context.fillRect(scale.x(bins.edges[n]), height - size, Math.max(1.5, scale.x(bins.edges[n + 1]) - scale.x(bins.edges[n]) - 0.5), size);
  });
  const { unit, minor } = axisOf(span, width, LABEL);
  const name = new Intl.DateTimeFormat(word("page.locale"), { timeZone: "UTC", ...(unit === "year" ? { year: "numeric" } : { month: "short", ...(unit === "day" ? { day: "numeric" } : {}) }) });
  context.font = "10px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "left";
  let free = -Infinity; // from where on there is room for a label
  for (const day of minor) {
    const label = name.format(new Date(day * 86400000));
    const x = scale.x(day);
    const end = x + context.measureText(label).width + 3;
    if (x < free || end > width) continue;
    free = end + 3;
    context.fillStyle = looks.colour("--muted");
    context.fillRect(x, 0, 1, height);
    context.lineWidth = 3;
    context.strokeStyle = looks.colour("--paper");
    context.strokeText(label, x + 3, height / 2 + 0.5);
    context.fillText(label, x + 3, height / 2 + 0.5);
  }
  context.fillStyle = looks.colour("--text");
  context.fillRect(scale.middle(state.get("day")) - 1, 0, 2, height);
}

/** The changes that concern the reports, none where the areas are not drawn. @returns {import("../commands.js").Change[]} */
function shownChanges({ spotlight, commands, state }) {
  if (!spotlight || state.get("hiddenLayers").has("commands")) return [];
  return commands.changes.filter((change) => change.here || change === state.get("told"));
}

/** A button for each day on which a change concerns the reports. */
function tickMarks(app, box, scale) {
  const width = scale.right + INSET;
  if (scale.right <= scale.left) {
    box.replaceChildren();
    return;
  }
  const groups = []; // changes whose lines would be one
  for (const change of shownChanges(app)) {
    const x = scale.x(change.day);
    const last = groups[groups.length - 1];
    if (last && x - last.x < LEAST_PX) last.changes.push(change);
    else groups.push({ x, changes: [change] });
  }
  // A click belongs to the nearest line: each button reaches halfway to the next.
  const ticks = groups.map((group, n) => {
    const left = Math.max(group.x - REACH_PX, n ? (groups[n - 1].x + group.x) / 2 : 0);
    const right = Math.min(group.x + REACH_PX, n + 1 < groups.length ? (groups[n + 1].x + group.x) / 2 : width);
    return { ...tick(app, group.changes), x: group.x, left, right };
  });
  for (const { made, line, x, left, right } of ticks) {
    made.style.left = `${left}px`;
    made.style.width = `${right - left}px`;
    line.style.left = `${x - left}px`;
  }
  box.replaceChildren(...ticks.map(({ made }) => made));
  box.parentElement?.classList.toggle("marked", ticks.length > 0);
  labelTicks(ticks, width);
}

/** The button of changes whose lines lie upon one another: it leads to the one that concerns most events, and names it. */
function tick(app, changes) {
  const change = app.spotlight.foremost(changes);
  const values = { name: change.name, to: commandName(change.to) };
  const text = changes.length > 1 ? word("tick.more", { ...values, count: changes.length - 1 }) : word("tick", values);
  const title = changes.map((one) => `${words(one.day)}: ${app.commands.sentence(one)}`).join("\n");
  const [line, label] = [element("i", {}), element("span", { dir: word("page.direction") }, text)];
  const made = element("button.tick", { type: "button", title, "aria-label": `${text}: ${title}`, click: () => app.spotlight.show(change) }, line, label);
  return { made, line, label, weight: app.spotlight.weight(change), day: change.day };
}

/** Name the ticks in a strip of their own above the lines, the weightiest first, while there is room. */
function labelTicks(ticks, width) {
  const kept = [];
  for (const { label, made, x, left } of [...ticks].sort((a, b) => b.weight - a.weight || b.day - a.day)) {
    const size = label.offsetWidth;
    const from = [x, x - size].find((at) => at >= 0 && at + size <= width && kept.every(([start, end]) => at + size + 4 < start || at > end + 4));
    label.hidden = from === undefined;
    if (from === undefined) continue;
    kept.push([from, from + size]);
    label.style.left = `${from - left}px`;
    made.classList.add("named");
  }
}
