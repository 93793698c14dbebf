// Filters beside the list: who takes part, which report tells it, how sure the reading is; and one button for all off.

import { element, number, word } from "./core.js";

const MOST_CHOICES = 500; // a longer menu is no help; the rest is found by words
const SCORE_STEP = 0.05;

/** @param {Object} app @returns {HTMLElement} */
export function narrowing(app) {
  const { state } = app;
  const title = element("summary", {}, "");
  const reset = element("button.reset", { type: "button", click: () => state.clear() }, word("narrow.reset"));
  const made = element("details.narrow", {}, title,
    element("div.fields", {},
      menu(app, "actor", word("narrow.actor"), actorOptions(app)),
      menu(app, "report", word("narrow.report"), reportOptions(app)),
      scoreField(app)),
    reset);
  const tell = () => {
    const count = state.active().length;
    title.textContent = count ? word("narrow.active", { count }) : word("narrow.title");
    // The button keeps its place in the walk of the Tab key, also when it has just taken the last filter off.
    reset.setAttribute("aria-disabled", String(!count));
  };
  state.on("filtered", tell);
  tell();
  return made;
}

/** A menu of choices that follows the state, also to a choice that it does not list. */
function menu(app, name, label, options) {
  const { state } = app;
  const select = element("select", { change: (event) => state.set({ [name]: event.target.value }) }, ...options);
  state.on(name, (value) => {
    select.value = value;
    if (select.value !== value) select.append(element("option", { value }, value.slice(value.indexOf(":") + 1)));
    select.value = value;
  });
  return element("label", {}, element("span", {}, label), select);
}

function option(value, name, count) {
  return element("option", { value }, word("narrow.option", { name, count: number(count) }));
}

/** Those who take part, the busiest first. */
function actorOptions({ events }) {
  const counts = [...events.actorCounts()].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  const rest = counts.length - MOST_CHOICES;
  return [
    element("option", { value: "" }, word("narrow.everyone")),
    ...counts.slice(0, MOST_CHOICES).map(([name, count]) => option(name, name, count)),
    ...(rest > 0 ? [element("option", { disabled: true }, word("narrow.more", { count: number(rest) }))] : []),
  ];
}

/** The reports under their sources, and each source as a whole. */
function reportOptions({ events }) {
  const counts = events.reportCounts(events.reports.map((_, at) => at));
  const names = events.reports.map(({ source }) => source ?? "");
  const known = [...new Set(names)];
  const numbers = new Map(known.map((name, at) => [name, at]));
  const bySource = events.reportCounts(names.map((name) => numbers.get(name)));
  const sources = new Map();
  counts.forEach((count, at) => {
    if (!count) return;
    if (sources.has(names[at])) sources.get(names[at]).push(at);
    else sources.set(names[at], [at]);
  });
  let left = MOST_CHOICES;
  const groups = [...sources].sort(([a], [b]) => (a < b ? -1 : 1)).map(([source, members]) => {
    const shown = members.slice(0, Math.max(0, left));
    left -= shown.length;
    const name = source || word("narrow.noSource");
    const whole = members.length > 1 ? [option(`source:${source}`, word("narrow.wholeSource", { source: name }), bySource[numbers.get(source)])] : [];
    return element("optgroup", { label: name }, ...whole,
      ...shown.map((at) => option(`report:${events.reports[at].id}`, events.reports[at].title ?? events.reports[at].id, counts[at])));
  });
  const rest = [...sources.values()].flat().length - MOST_CHOICES;
  return [
    element("option", { value: "" }, word("narrow.everyReport")),
    ...groups,
    ...(rest > 0 ? [element("option", { disabled: true }, word("narrow.more", { count: number(rest) }))] : []),
  ];
}

/** The least confidence, on a slider. */
function scoreField({ state }) {
  const shown = element("output", {}, "");
  const slider = element("input", { type: "range", min: 0, max: 1, step: SCORE_STEP, value: 0, input: (event) => state.set({ score: Number(event.target.value) }) });
  const tell = () => {
    const score = state.get("score");
    slider.value = score;
    shown.textContent = score.toFixed(2);
  };
  state.on("score", tell);
  tell();
  return element("label", {}, element("span", {}, word("narrow.score")), slider, shown);
}

