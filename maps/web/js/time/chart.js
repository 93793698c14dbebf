// The chart of events: columns of counts, bars or a pale band of events that last, or a lane for each type or actor.

import { number, word } from "../core.js";
import { NONE } from "../unpack.js";
import { binsOf, countBins, countMembers, coverBins, longerThanBin } from "./bins.js";
import { packRows } from "./rows.js";
import { DayScale } from "./scale.js";

export const INSET = 7; // pixels at both ends, so that the slider's thumb is whole
const LASTING_PX = 3; // of a day, from which on events that last are bars
const BAR = 6; // height of a bar's row
const BAND = 0.28; // opacity of the band of events that last longer than a bin
const MOST_BARS = 400; // more events than these are only counted
const LANE = 12; // least height of a lane
const [OPEN_END, OPEN_START] = [-1, -2]; // instead of days from the first to the last

/** The scale of the chart at its width. @param {import("../app.js").App} app */
export const scaleOf = (app, width) => new DayScale(app.time.span, INSET, width - INSET);

/** A canvas with as many pixels as the screen has for it. */
export function fitted(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return { context, width, height };
}

/**
 * Draw the chart.
 * @param {import("../app.js").App} app @param {HTMLCanvasElement} canvas
 * @returns {{lanes: string[], most: number, bins: import("./bins.js").Bins|null, counts: Uint32Array|null, going: Uint32Array|null}}
 *   names of the lanes; the highest count; the columns' bins, their counts, and how many events that are longer go on in
 *   each, null where there are lanes
 */
export function drawChart(app, canvas) {
  const { context, width, height } = fitted(canvas);
  if (!width) return { lanes: [], most: 0, bins: null, counts: null, going: null };
  const scale = scaleOf(app, width);
  const bins = binsOf(app.time.span, width - 2 * INSET);
  const { state, looks } = app;
  if (state.get("window")) {
    context.fillStyle = looks.colour("--accent");
    context.globalAlpha = 0.13;
    const [left, right] = [scale.x(state.first()), scale.x(state.get("day") + 1)];
    context.fillRect(Math.max(0, left), 0, Math.min(width, right) - Math.max(0, left), height);
    context.globalAlpha = 1;
  }
  drawChanges(app, context, scale, width, height);
  const { lanes } = app.time;
  const named = lanes ? drawLanes(app, context, scale, bins, height, lanes) : [];
  const drawn = lanes ? { most: 0, counts: null, going: null } : drawColumns(app, context, scale, bins, height);
  // The slider's day goes through everything.
  context.fillStyle = looks.colour("--text");
  context.fillRect(Math.round(scale.middle(state.get("day"))) - 0.75, 0, 1.5, height);
  return { lanes: named, ...drawn, bins };
}

/** For each bin the events that pass the filters, and those of the chosen time. @returns {Uint32Array[]} */
function countsOf({ cells, state }, bins, ...masks) {
  if (cells) return [cells.countBins(bins, cells.wanted(state, Infinity, -Infinity)), cells.countBins(bins, cells.wanted(state))];
  return masks.map((mask) => countBins(bins, state.times.days, mask));
}

/**
 * The columns of each bin: filled for events that are shown, pale for all others. What lasts longer than a bin is a bar of
 * its own, or a pale band over its days.
 * @returns {{most: number, counts: Uint32Array, going: Uint32Array|null}}
 */
function drawColumns(app, context, scale, bins, height) {
  const { state, looks } = app;
  const { days, lasting } = state.times;
  const bars = lastingBars(app, scale, Math.floor((0.55 * height) / BAR));
  // Where there are too many events for marks, only the day is known on which each begins.
  const long = app.cells ? null : longerThanBin(bins, lasting, dated(state.matching, days));
  const single = without(long ? difference(state.matching, long) : state.matching, bars.drawn);
  const [all, shown] = countsOf(app, bins, single, both(single, state.visible));
  const band = long && without(long, bars.drawn);
  const [spread, spreadShown] = band ? [band, both(band, state.visible)].map((mask) => coverBins(bins, days, lasting, mask)) : [];
  const most = [...all, ...(spread ?? [])].reduce((a, b) => Math.max(a, b), 0);
  const room = height - 5 - bars.rows * BAR;
  const sizeOf = (count) => 3 + (count / most) * (room - 3);
  for (let n = 0; n < all.length; n++) {
    const [left, right] = [scale.x(bins.edges[n]), scale.x(bins.edges[n + 1])];
    const column = (count, colour) => {
      context.fillStyle = looks.colour(colour);
      context.fillRect(left + 0.5, height - sizeOf(count), Math.max(2, right - left - 1), sizeOf(count));
    };
    if (spread?.[n]) {
      context.globalAlpha = BAND;
      context.fillStyle = looks.colour(spreadShown[n] ? "--accent" : "--muted");
      context.fillRect(left, height - sizeOf(spread[n]), right - left, sizeOf(spread[n])); // without gaps: one band
      context.globalAlpha = 1;
    }
    if (all[n]) column(all[n], "--faint");
    if (shown[n]) column(shown[n], "--accent");
  }
  for (const bar of bars.drawn) drawBar(app, context, bar, 1 + bar.row * BAR, BAR - 1.5);
  return { most, counts: all, going: long && coverBins(bins, days, lasting, long) };
}

/** Events of more than a day that fit into rows of their own, when days are wide enough to tell. */
function lastingBars(app, scale, rows) {
  if (scale.perDay < LASTING_PX) return { drawn: [], rows: 0 };
  const { times, matching } = app.state;
  const found = [];
  for (let n = 0; n < matching.length && found.length <= MOST_BARS; n++) {
    if (!matching[n] || times.lasting[n] === 0 || times.days[n] === NONE) continue;
    const bar = barOf(app, scale, n);
    if (bar.right > scale.left && bar.left < scale.right) found.push(bar);
  }
  if (found.length > MOST_BARS) return { drawn: [], rows: 0 };
  const row = packRows(found.map(({ left }) => left), found.map(({ right }) => right), rows);
  const drawn = found.map((bar, i) => ({ ...bar, row: row[i] })).filter((bar) => bar.row >= 0);
  return { drawn, rows: drawn.reduce((most, bar) => Math.max(most, bar.row + 1), 0) };
}

/** Pixels of an event from its first day to its last; an open end reaches to the edge. */
function barOf(app, scale, n) {
  const { days, lasting, goesOn } = app.state.times;
  const left = lasting[n] === OPEN_START ? scale.left : scale.x(days[n]);
  const until = lasting[n] === OPEN_END ? (goesOn[n] ? scale.right : scale.x(days[n] + 1)) : scale.x(days[n] + Math.max(0, lasting[n]) + 1);
  return { n, left, right: Math.max(left + 2, until) };
}

/** Draw the bar of an event from its first day to its last. */
function drawBar(app, context, { n, left, right }, top, size) {
  const shown = app.state.visible[n];
  context.fillStyle = shown ? app.looks.kindColour(app.events.kind[n]) : app.looks.colour("--faint");
  context.beginPath();
  context.roundRect(left, top, right - left - 0.5, size, 2);
  context.fill();
}

/** Lanes of the groups with most events: how many there are in each bin is how dark it is, and its number where that fits. */
function drawLanes(app, context, scale, bins, height, by) {
  const { state, looks } = app;
  const series = app.series.largest(by, state.matching, Math.max(1, Math.floor(height / LANE)));
  const size = height / Math.max(1, series.length);
  const { days, lasting } = state.times;
  const isFine = scale.perDay >= LASTING_PX;
  // As bars at this scale: all that last where days are wide, else what is longer than a bin.
  const long = isFine ? dated(state.matching, days).map((value, n) => (lasting[n] ? value : 0)) : longerThanBin(bins, lasting, dated(state.matching, days));
  const single = isFine ? state.matching : difference(state.matching, long);
  series.forEach(({ members, kind }, lane) => {
    const top = lane * size;
    const all = countMembers(bins, days, single, members);
    const shown = countMembers(bins, days, both(single, state.visible), members);
    const most = all.reduce((a, b) => Math.max(a, b), 1);
    context.fillStyle = looks.colour("--line");
    context.fillRect(scale.left, top + size - 1, scale.right - scale.left, 1);
    drawLasting(app, context, scale, members, long, top + size - 5);
    for (let n = 0; n < all.length; n++) {
      if (!all[n]) continue;
      const [left, right] = [scale.x(bins.edges[n]), scale.x(bins.edges[n + 1])];
      context.fillStyle = shown[n] ? (kind >= 0 ? looks.kindColour(kind) : looks.colour("--accent")) : looks.colour("--faint");
      const high = 3 + (all[n] / most) * (size - 5);
      context.fillRect(left + 0.5, top + size - 1 - high, Math.max(2, right - left - 1), high);
    }
  });
  return series.map(({ label, count }) => word("time.lane", { name: label, count: number(count) }));
}

/** A thin line under the columns of a lane for what lasts. */
function drawLasting(app, context, scale, members, long, top) {
  let left = MOST_BARS;
  for (const n of members) {
    if (!long[n]) continue;
    if (left-- <= 0) return;
    const bar = barOf(app, scale, n);
    if (bar.right > scale.left && bar.left < scale.right) drawBar(app, context, bar, top, 3);
  }
}

/** Dashed lines where the command of a place in the reports changed. */
function drawChanges(app, context, scale, width, height) {
  if (!app.commands || app.state.get("hiddenLayers").has("commands")) return;
  context.fillStyle = app.looks.colour("--muted");
  for (const change of app.commands.changes) {
    if (!change.here && change !== app.state.get("told")) continue;
    const x = Math.round(scale.x(change.day));
    if (x < 0 || x > width) continue;
    for (let y = 0; y < height; y += 5) context.fillRect(x, y, 1, 3);
  }
}

const dated = (mask, days) => mask.map((value, n) => (days[n] === NONE ? 0 : value));
const difference = (one, other) => one.map((value, n) => (other[n] ? 0 : value));
const both = (one, other) => one.map((value, n) => value & other[n]);

function without(mask, bars) {
  if (!bars.length) return mask;
  const made = mask.slice();
  for (const { n } of bars) made[n] = 0;
  return made;
}
