// Time below the map: a histogram of the events, a slider, play, and the changes of command as ticks.

import { commandName } from "./commands.js";
import { element, onceAFrame, word } from "./core.js";
import { iso, words } from "./dates.js";

const HEIGHT = 60; // the names of changes take the upper 15
const INSET = 8; // half of the slider's thumb: where its track begins
const PLAY_MS = 12000; // for the whole range
const WINDOWS = [0, 30, 90, 365];
const LEAST_PX = 2; // nearer lines are one
const REACH_PX = 12; // on each side of a line

/** @param {Object} app @returns {HTMLElement} */
export function timeline(app) {
  const { state } = app;
  const slider = element("input.slider", {
    type: "range",
    step: 1,
    "aria-label": word("time.slider"),
    input: (event) => {
      player.stop();
      app.spotlight?.stop();
      state.set({ day: Number(event.target.value) });
    },
  });
  const chart = element("canvas.histogram", { "aria-hidden": "true" });
  const ticks = element("div.ticks", {});
  const shown = element("output.day", {}, "");
  const player = playButton(app);
  const spans = element("select", { "aria-label": word("time.window"), change: (event) => state.set({ window: Number(event.target.value) }) },
    ...WINDOWS.map((days) => element("option", { value: days }, word(`time.window.${days}`))));

  const paint = onceAFrame(() => histogram(app, chart));
  const setRange = () => {
    slider.min = state.range.from;
    slider.max = state.range.to;
    slider.value = state.get("day");
    tickMarks(app, ticks);
    paint();
  };
  const setDay = () => {
    const day = state.get("day");
    slider.value = day;
    slider.setAttribute("aria-valuetext", words(day));
    shown.textContent = words(day);
    shown.setAttribute("title", iso(day));
    paint();
  };
  state.on("range", setRange);
  state.on("day", setDay);
  state.on("window", (days) => (spans.value = String(days)));
  state.on("filtered", paint);
  for (const name of ["told", "hiddenLayers"]) state.on(name, () => tickMarks(app, ticks));
  state.on("theme", paint);
  new ResizeObserver(setRange).observe(chart);
  setRange();
  setDay();
  return element("section.time", { "aria-label": word("time.label") },
    element("div.controls", {}, player.button, element("div.track", {}, chart, ticks, slider), element("div.reading", {}, shown, spans)));
}

function position(range, day) {
  return (day - range.from) / Math.max(1, range.to - range.from);
}

/** A button on the track for each day on which a change concerns the reports, none where the areas are not drawn. */
function tickMarks(app, box) {
  const { range } = app.state;
  const width = box.clientWidth - 2 * INSET;
  if (width <= 0 || !app.spotlight || app.state.get("hiddenLayers").has("commands")) {
    box.replaceChildren();
    return;
  }
  const groups = []; // changes whose lines would be one
  const shown = app.commands.changes.filter((change) => (change.here || change === app.state.get("told")) && change.day >= range.from && change.day <= range.to);
  for (const change of shown) {
    const x = INSET + width * position(range, change.day);
    const last = groups[groups.length - 1];
    if (last && x - last.x < LEAST_PX) last.changes.push(change);
    else groups.push({ x, changes: [change] });
  }
  // A click belongs to the nearest line: each button reaches halfway to the next.
  const ticks = groups.map((group, n) => {
    const left = Math.max(group.x - REACH_PX, n ? (groups[n - 1].x + group.x) / 2 : 0);
    const right = Math.min(group.x + REACH_PX, n + 1 < groups.length ? (groups[n + 1].x + group.x) / 2 : box.clientWidth);
    return { ...tick(app, group.changes), x: group.x, left, right };
  });
  for (const { made, line, x, left, right } of ticks) {
    made.style.left = `${left}px`;
    made.style.width = `${right - left}px`;
    line.style.left = `${x - left}px`;
  }
  box.replaceChildren(...ticks.map(({ made }) => made));
  labelTicks(ticks, box.clientWidth);
}

/** The button of changes whose lines lie upon one another: it leads to the one that concerns most events, and names it. */
function tick(app, changes) {
  const change = app.spotlight.foremost(changes);
  const values = { name: change.name, to: commandName(change.to) };
  const text = changes.length > 1 ? word("tick.more", { ...values, count: changes.length - 1 }) : word("tick", values);
  const title = changes.map((one) => `${words(one.day)}: ${app.commands.sentence(one)}`).join("\n");
  const [line, label] = [element("i", {}), element("span", {}, text)];
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

/** Events by day: filled until the slider's day, pale after it. */
function histogram(app, canvas) {
  const { state, events } = app;
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  if (!width) return;
  canvas.width = Math.round(width * ratio);
  canvas.height = HEIGHT * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const bins = new Uint32Array(Math.max(20, Math.floor(width / 7)));
  const { from, to } = state.range;
  const { days } = events;
  const share = bins.length / Math.max(1, to - from);
  for (let n = 0; n < days.length; n++) {
    const day = days[n]; // NONE lies before every slider
    if (state.matching[n] && day >= from && day <= to) bins[Math.min(bins.length - 1, Math.floor((day - from) * share))] += 1;
  }
  const most = Math.max(1, ...bins);
  const step = (width - 2 * INSET) / bins.length;
  const reached = position(state.range, state.get("day")) * bins.length;
  bins.forEach((count, n) => {
    if (!count) return;
    const height = 4 + (count / most) * (HEIGHT - 24);
    context.fillStyle = app.looks.colour(n <= reached ? "--accent" : "--faint");
    context.fillRect(INSET + n * step + 0.5, HEIGHT - height, Math.max(2, step - 1), height);
  });
}

function playButton(app) {
  const { state } = app;
  const button = element("button.play", { type: "button", click: () => (running ? stop() : start()) });
  let running = false;
  let previous = 0;
  let exact = 0;
  const label = () => {
    button.textContent = running ? "❚❚" : "▶";
    button.setAttribute("aria-label", word(running ? "time.pause" : "time.play"));
  };
  function start() {
    app.spotlight?.stop();
    if (state.get("day") >= state.range.to) state.set({ day: state.range.from });
    running = true;
    exact = state.get("day");
    previous = performance.now();
    label();
    requestAnimationFrame(step);
  }
  function stop() {
    running = false;
    label();
  }
  function step(now) {
    if (!running) return;
    exact += ((now - previous) / PLAY_MS) * (state.range.to - state.range.from);
    previous = now;
    const day = Math.min(state.range.to, Math.floor(exact));
    if (day !== state.get("day")) state.set({ day });
    if (day >= state.range.to) stop();
    else requestAnimationFrame(step);
  }
  label();
  return { button, stop };
}

