// Time below the map: the whole history, the chart of events, the slider, and what there is to choose.

import { element, number, onceAFrame, plural, word } from "../core.js";
import { words } from "../dates.js";
import { axisOf } from "./axis.js";
import { drawChart, scaleOf } from "./chart.js";
import { controls, periodWords, undatedButton } from "./controls.js";
import { dragChart } from "./drag.js";
import { Player, nextDay } from "./player.js";
import { strip } from "./strip.js";
import { binWords } from "./wording.js";
import { trendButton } from "../trends/panel.js";

const DAY_MS = 86400000;
const DATED = { year: { year: "numeric" }, month: { month: "short" }, day: { day: "numeric" } };
/** The same where there is no second row: days with their month, and the year in the place of January. */
const ALONE = { year: { year: "numeric" }, month: { month: "short" }, day: { day: "numeric", month: "short" } };
const ONE_ROW_PX = 20; // height of an axis that has one row
const ABOVE = { month: { year: "numeric" }, day: { month: "long", year: "numeric" } };
const LEAST_GAP = 4; // pixels between two labels

/** @param {import("../app.js").App} app @returns {HTMLElement} */
export function timeline(app) {
  const { state, time } = app;
  const player = new Player(app);
  const began = () => {
    player.stop();
    app.spotlight?.stop();
  };
  const overview = strip(app);
  const canvas = element("canvas.histogram", { "aria-hidden": "true" });
  const lanes = element("div.lanes", { "aria-hidden": "true" });
  const most = element("span.most", { "aria-hidden": "true" });
  const edge = startHandle(app, began);
  const hover = element("span.hover", { "aria-hidden": "true", dir: word("page.direction"), hidden: "" }, "");
  const chart = element("div.chart", { pointermove: (event) => tellColumn(event), pointerleave: () => (hover.hidden = true) }, canvas, lanes, edge, hover);
  /** @type {ReturnType<typeof drawChart>|null} what the chart has drawn last */
  let columns = null;
  const axis = element("div.axis", { "aria-hidden": "true" });
  const thumb = element("div.thumb", { "aria-hidden": "true" });
  const slider = daySlider(app, player, began);
  const rail = element("div.rail", {}, slider, thumb);
  const track = element("div.track", {}, chart, rail, axis);

  /** Say which days a column is of, how many events begin on them, and how many longer ones go on. */
  function tellColumn(event) {
    const { bins, counts, going } = columns ?? {};
    const x = event.clientX - chart.getBoundingClientRect().left;
    const at = bins ? bins.of[Math.floor(scaleOf(app, chart.clientWidth).moment(x)) - bins.edges[0]] : undefined;
    hover.hidden = !counts || at === undefined;
    if (hover.hidden) return;
    const told = `${binWords(bins, at)}: ${plural("events", counts[at])}`;
    hover.textContent = going?.[at] ? word("time.longer", { events: told, count: number(going[at]) }) : told;
    hover.style.left = `${Math.max(0, Math.min(chart.clientWidth - hover.offsetWidth, x - hover.offsetWidth / 2))}px`;
  }

  const draw = onceAFrame(() => {
    const told = drawChart(app, canvas);
    const scale = scaleOf(app, rail.clientWidth);
    lanes.replaceChildren(...told.lanes.map((name) => element("span", { dir: "auto" }, name)));
    most.textContent = told.most ? word(`time.most.${told.bins.step}`, { count: told.most }) : "";
    columns = told;
    hover.hidden = true;
    const [day, near] = [state.get("day"), scale.clamped(state.get("day"))];
    thumb.style.left = `${scale.middle(near)}px`;
    thumb.classList.toggle("away", near !== day); // the day lies outside of what the chart shows
    edge.style.left = `${scale.x(state.first())}px`;
    edge.hidden = !state.get("window") || state.first() < time.span.from;
    overview.draw();
  });
  const lay = () => {
    labels(axis, time.span, scaleOf(app, rail.clientWidth));
    draw();
  };
  for (const name of ["filtered", "told", "hiddenLayers", "theme"]) state.on(name, draw);
  time.on("span", onceAFrame(lay));
  time.on("lanes", () => {
    track.classList.toggle("laned", time.lanes !== "");
    draw();
  });
  const resized = onceAFrame(() => {
    overview.marks();
    lay();
  });
  state.on("range", resized);
  new ResizeObserver(resized).observe(rail);
  const trends = trendButton(app);
  dragChart(app, chart, began);
  dragRail(app, rail, began);
  return element("section.time", { "aria-label": word("time.label") },
    controls(app, player, most, [trends.button]), trends.panel,
    element("div.charts", {}, element("div.left", {}, overview.box, track), undatedButton(app)));
}

/** The small labels of an axis, and above which month or year they lie; none lies upon another. */
function labels(box, span, scale) {
  const { unit, minor, major } = axisOf(span, scale.right - scale.left);
  const named = (format) => {
    const made = new Intl.DateTimeFormat(word("page.locale"), { ...format, timeZone: "UTC" });
    return (day) => made.format(new Date(day * DAY_MS));
  };
  const alone = box.clientHeight < ONE_ROW_PX;
  const [small, year, above] = [named((alone ? ALONE : DATED)[unit]), named(DATED.year), named(ABOVE[unit] ?? {})];
  const isYear = (day) => alone && unit === "month" && new Date(day * DAY_MS).getUTCMonth() === 0;
  const unitLabels = minor.map((day) => label("minor", isYear(day) ? year(day) : small(day), scale.x(day)));
  const aboveLabels = alone ? [] : major.map((day) => label("major", above(day), Math.max(scale.left, scale.x(day))));
  box.replaceChildren(...unitLabels, ...aboveLabels);
  thin(unitLabels, scale.right);
  thin(aboveLabels, scale.right);
}

function label(kind, text, x) {
  const made = element(`span.${kind}`, {}, text);
  made.style.left = `${x}px`;
  return made;
}

/** Hide labels that would reach into the next one, or over the edge; the later of two is hidden, but for the first, which is cut off. */
function thin(made, edge) {
  const boxes = made.map((one) => [one.offsetLeft, one.offsetLeft + one.offsetWidth]);
  let end = -Infinity;
  boxes.forEach(([left, right], n) => {
    const cut = n === 0 && boxes.length > 1 && right + LEAST_GAP > boxes[1][0] && made[0].className === "major";
    const hidden = cut || left < end + LEAST_GAP || right > edge + 8;
    made[n].classList.toggle("unnamed", hidden);
    if (!hidden) end = right;
  });
}

/** The slider of the day: a real one for the keyboard and for screen readers, whose thumb is drawn on the chart's own scale. */
function daySlider(app, player, began) {
  const { state, time } = app;
  const slider = element("input.slider", {
    type: "range",
    step: 1,
    "aria-label": word("time.slider"),
    input: (event) => {
      began();
      state.set({ day: Number(event.target.value) });
    },
    keydown: (event) => steer(event),
  });
  const go = (day) => {
    began();
    state.set({ day: Math.max(state.range.from, Math.min(state.range.to, day)) });
  };
  const keys = {
    " ": () => player.toggle(),
    "+": () => time.zoom(1),
    "-": () => time.zoom(-1),
    PageUp: () => go(state.get("day") + page(time.span)),
    PageDown: () => go(state.get("day") - page(time.span)),
  };
  const steer = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const jump = way && event.shiftKey ? () => go(nextDay(state.times, state.matching, state.get("day"), way > 0 ? 1 : -1) ?? state.get("day")) : keys[event.key];
    // Time runs to the right whichever way the page is read; a native slider would turn with it.
    const act = jump ?? (way ? () => go(state.get("day") + way) : null);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const setRange = () => {
    slider.min = String(state.range.from);
    slider.max = String(state.range.to);
    tell();
  };
  const tell = () => {
    const day = state.get("day");
    slider.value = String(day);
    slider.setAttribute("aria-valuetext", state.get("window") ? `${words(day)}, ${periodWords(app)}` : words(day));
  };
  state.on("range", setRange);
  for (const name of ["day", "window"]) state.on(name, tell);
  setRange();
  return slider;
}

/** Days of a page: about a tenth of what the chart shows, in weeks, months or years. */
function page({ from, to }) {
  const tenth = (to - from) / 10;
  return tenth < 14 ? 7 : tenth < 180 ? 30 : 365;
}

/** The first day of the period as a second slider. */
function startHandle(app, began) {
  const { state } = app;
  const set = (first) => {
    const day = state.get("day");
    began();
    state.set({ window: day - Math.min(day, first) + 1 });
  };
  const handle = element("div.start", { role: "slider", tabindex: "0", "aria-label": word("time.start"), hidden: "",
    keydown: (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: page(app.time.span), PageDown: -page(app.time.span) }[event.key];
      const first = event.key === "Home" ? state.range.from : event.key === "End" ? state.get("day") : step ? state.first() + step : null;
      if (first === null) return;
      event.preventDefault();
      event.stopPropagation();
      set(first);
    } });
  const tell = () => {
    if (!state.get("window")) return;
    handle.setAttribute("aria-valuemin", String(Math.min(state.range.from, state.first())));
    handle.setAttribute("aria-valuemax", String(state.get("day")));
    handle.setAttribute("aria-valuenow", String(state.first()));
    handle.setAttribute("aria-valuetext", words(state.first()));
  };
  for (const name of ["day", "window", "range"]) state.on(name, tell);
  tell();
  return handle;
}

/** A press on the rail brings the day there; a drag moves it, and the period with it. */
function dragRail(app, rail, began) {
  const { state } = app;
  rail.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    event.preventDefault();
    began();
    rail.setPointerCapture(event.pointerId);
    const scale = scaleOf(app, rail.clientWidth);
    const follow = (pointer) => {
      const day = scale.day(pointer.clientX - rail.getBoundingClientRect().left);
      state.reach(day);
      if (day !== state.get("day")) state.set({ day });
    };
    follow(event);
    rail.addEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) rail.addEventListener(end, () => rail.removeEventListener("pointermove", follow), { once: true });
    rail.querySelector("input").focus({ preventScroll: true });
  });
}
