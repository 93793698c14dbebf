// The row of controls above the chart: play, the day, the period, and how much time the chart shows.

import { element, number, plural, word } from "../core.js";
import { iso, parse, words } from "../dates.js";
import { NONE } from "../unpack.js";
import { coveredDays } from "./period.js";
import { SPEEDS } from "./player.js";

const WINDOWS = [0, 7, 30, 90, 365];
const NARROW_PX = 700; // of the row: dates go into the options
const WIDE_PX = 960; // there is room for a note

/** The period that is shown, in words: "30 days", or from when to when. @param {import("../app.js").App} app */
export function periodWords({ state }) {
  const length = state.get("window");
  return WINDOWS.includes(length) ? word(`time.window.${length}`) : word("time.period", { from: words(state.first()), to: words(state.get("day")) });
}

/**
 * @param {import("../app.js").App} app
 * @param {import("./player.js").Player} player
 * @param {HTMLElement} note - what the chart's highest column stands for
 * @param {HTMLElement[]} more - further buttons
 */
export function controls(app, player, note, more) {
  const day = dayOutput(app);
  const dates = dateFields(app, player);
  const panel = element("div.options", {}, speedField(player), stepField(player), lanesField(app));
  const options = element("details.more", {}, element("summary", { title: word("time.options") }, word("time.options")), panel);
  options.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !options.open) return;
    event.stopPropagation();
    options.open = false;
    options.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (options.open && !options.contains(/** @type {Node} */ (event.target))) options.open = false;
  });
  const box = element("div.controls", {}, playButton(player), day, presets(app, player), dates, note, options, zoomButtons(app), ...more);
  const arrange = (width) => {
    const narrow = width < NARROW_PX;
    note.hidden = width < WIDE_PX;
    if (narrow !== panel.contains(dates)) (narrow ? panel : box).insertBefore(dates, narrow ? panel.firstChild : note);
  };
  arrange(document.documentElement.clientWidth); // at once: with a row more for a moment the map would be drawn twice
  new ResizeObserver(() => arrange(box.clientWidth)).observe(box);
  return box;
}

function playButton(player) {
  const button = element("button.play", { type: "button", click: () => player.toggle() });
  const tell = () => {
    button.textContent = player.running ? "❚❚" : "▶";
    button.setAttribute("aria-label", word(player.running ? "time.pause" : "time.play"));
  };
  player.on("running", tell);
  tell();
  return button;
}

function dayOutput({ state }) {
  const shown = element("output.day", {}, "");
  const tell = () => {
    shown.textContent = words(state.get("day"));
    shown.setAttribute("title", iso(state.get("day")));
  };
  state.on("day", tell);
  tell();
  return shown;
}

/** How much time to show: everything until the slider's day, so many days, the days of the reports, or what was chosen otherwise. */
function presets(app, player) {
  const { state, time } = app;
  const own = element("option", { value: "own", hidden: "" }, "");
  const select = element("select.period", { "aria-label": word("time.window"), change: () => choose(select.value) },
    ...WINDOWS.map((days) => element("option", { value: days }, word(`time.window.${days}`))),
    element("option", { value: "reports" }, word("time.reports")), own);
  const choose = (value) => {
    player.stop();
    if (value === "own") return;
    if (value !== "reports") state.set({ window: Number(value) });
    else {
      const covered = reportDays(app);
      if (covered) state.set({ day: covered.last, window: covered.last - covered.first + 1 });
    }
    if (state.get("window")) time.reveal(state.first(), state.get("day"));
    tell();
  };
  const tell = () => {
    const length = state.get("window");
    const known = WINDOWS.includes(length);
    own.hidden = known;
    if (!known) own.textContent = periodWords(app);
    select.value = known ? String(length) : "own";
  };
  for (const name of ["window", "day"]) state.on(name, tell);
  tell();
  return select;
}

/** The days of the chosen event's reports, else of all events that pass the filters; what reports look back to is left out. */
function reportDays({ state, events }) {
  const historical = events.pools.status.indexOf("historical");
  const selected = state.get("selected");
  const told = selected < 0 ? null : state.ofReports(Array.from(events.tellings.report.subarray(events.tellings.starts[selected], events.tellings.starts[selected + 1])));
  const chosen = (n) => (told ? told[n] : state.matching[n]);
  return coveredDays(state.times, (n) => chosen(n) && events.columns.status[n] !== historical) ?? coveredDays(state.times, chosen);
}

/** The first and the last day of the period, to be typed. */
function dateFields(app, player) {
  const { state, time } = app;
  const field = (key) => element("input", { type: "date", "aria-label": word(key), title: word(key), change: () => apply() });
  const [from, to] = [field("time.from"), field("time.to")];
  const apply = () => {
    player.stop();
    const last = parse(to.value) ?? state.get("day");
    const first = parse(from.value);
    const [start, end] = first === null ? [null, last] : [Math.min(first, last), Math.max(first, last)];
    state.reach(end);
    state.set({ day: end, window: start === null ? 0 : end - start + 1 });
    if (start !== null) time.reveal(start, end);
  };
  const tell = () => {
    from.value = state.get("window") ? iso(state.first()) : "";
    to.value = iso(state.get("day"));
  };
  for (const name of ["day", "window"]) state.on(name, tell);
  tell();
  return element("div.dates", { role: "group", "aria-label": word("time.dates") }, from, element("span", { "aria-hidden": "true" }, "–"), to);
}

function choice(label, value, options, change) {
  const select = element("select", { "aria-label": word(label), change: () => change(select.value) }, ...options.map(([key, name]) => element("option", { value: key }, name)));
  select.value = value;
  return element("div.choice", {}, element("span", { "aria-hidden": "true" }, word(label)), select);
}

function speedField(player) {
  const name = new Intl.NumberFormat(word("page.locale"));
  return choice("time.speed", "1", SPEEDS.map((speed) => [String(speed), `${name.format(speed)}×`]), (value) => (player.speed = Number(value)));
}

function stepField(player) {
  return choice("time.step", "day", [["day", word("time.step.day")], ["event", word("time.step.event")]], (value) => (player.step = value));
}

function lanesField({ time }) {
  const made = choice("time.lanes", time.lanes, [["", word("time.lanes.none")], ["type", word("time.lanes.type")], ["actor", word("time.lanes.actor")]], (value) => time.setLanes(value));
  time.on("lanes", () => (made.querySelector("select").value = time.lanes));
  return made;
}

function zoomButtons({ time }) {
  const button = (label, sign, click) => element("button", { type: "button", "aria-label": word(label), title: word(label), click }, sign);
  return element("div.zoom", { role: "group", "aria-label": word("time.zoom") },
    button("time.zoomOut", "−", () => time.zoom(-1)), button("time.zoomIn", "+", () => time.zoom(1)), button("time.all", "↔", () => time.all()));
}

/** How many events have no date: they are near their reports, or on every day when that is asked for. */
export function undatedButton(app) {
  const { state } = app;
  const undated = Int32Array.from(app.events.days.keys()).filter((n) => app.events.days[n] === NONE);
  const count = element("b", {}, "");
  const button = element("button.undated", { type: "button", click: () => state.set({ undated: true, undatedEveryDay: !(state.get("undated") && state.get("undatedEveryDay")) }) },
    element("i", { "aria-hidden": "true" }), count, element("span", {}, word("time.undated")));
  const tell = () => {
    const { times, matching, visible } = state;
    let [all, shown] = [0, 0];
    for (const n of undated) {
      all += matching[n];
      shown += visible[n];
    }
    button.hidden = !all;
    count.textContent = number(all);
    const everyDay = state.get("undated") && state.get("undatedEveryDay");
    button.setAttribute("aria-pressed", String(everyDay));
    button.classList.toggle("shown", shown > 0);
    const told = plural("time.undated.count", all);
    const where = everyDay ? word("time.undated.every") : `${word("time.undated.near", { days: number(times.undatedDays) })} ${word("time.undated.ask")}`;
    button.setAttribute("aria-label", told);
    button.title = `${told} ${where}`;
  };
  state.on("filtered", tell);
  tell();
  return button;
}
