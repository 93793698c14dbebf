// Filters beside the list: where, under which command, who takes part, which report tells it, how sure the reading is; and
// one button for all off.

import { element, number, word } from "./core.js";

const MOST_CHOICES = 500; // a longer menu is no help; the rest is found by words
const SCORE_STEP = 0.05;

/** @param {Object} app @returns {HTMLElement} */
export function narrowing(app) {
  const { state } = app;
  // Filled by the click already, with mouse or keyboard: the toggle comes a moment after the fields are there.
  const title = element("summary", { click: () => menus.forEach((one) => one.fill()) }, "");
  const reset = element("button.reset", { type: "button", click: () => state.clear() }, word("narrow.reset"));
  const { facets } = app;
  const menus = [
    menu(app, "place", "narrow.place", "narrow.everywhere", () => options(facets.placeChoices())),
    menu(app, "country", "narrow.country", "narrow.everyCountry", () => options(facets.countryChoices())),
    ...(app.commands ? [menu(app, "command", "narrow.command", "narrow.everyCommand", () => options(facets.commandChoices()))] : []),
    menu(app, "actor", "narrow.actor", "narrow.everyone", () => actorOptions(app)),
    menu(app, "report", "narrow.report", "narrow.everyReport", () => reportOptions(app)),
  ];
  const fill = () => made.open && menus.forEach((one) => one.fill());
  const made = element("details.narrow", { toggle: fill }, title, element("div.fields", {}, ...menus.map(({ label }) => label), ...scoreField(app)), reset);
  const tell = () => {
    const count = state.active().length;
    title.textContent = count ? word("narrow.active", { count }) : word("narrow.title");
    // The button keeps its place in the walk of the Tab key, also when it has just taken the last filter off.
    reset.setAttribute("aria-disabled", String(!count));
  };
  state.on("listed", tell);
  tell();
  return made;
}

/**
 * A menu of choices that follows the state, also to a choice that it does not list. It is filled when it is first seen:
 * to count a hundred thousand events takes a while, and few readers open it.
 */
function menu({ state, facets }, name, label, all, choices) {
  const select = element("select", { change: (event) => state.set({ [name]: event.target.value }) }, element("option", { value: "" }, word(all)));
  let filled = false;
  const choose = (value) => {
    select.value = value;
    if (select.value !== value) select.append(element("option", { value }, facets.nameOf(name, value)));
    select.value = value;
  };
  const fill = () => {
    if (filled) return;
    filled = true;
    select.replaceChildren(select.options[0], ...choices());
    choose(state.get(name));
  };
  state.on(name, choose);
  return { label: element("label", {}, element("span", {}, word(label)), select), fill };
}

/** @param {import("./facets.js").Choice[]} choices */
function options(choices) {
  const rest = choices.length - MOST_CHOICES;
  return [
    ...choices.slice(0, MOST_CHOICES).map(({ value, name, count }) => option(value, name, count)),
    ...(rest > 0 ? [element("option", { disabled: true }, word("narrow.more", { count: number(rest) }))] : []),
  ];
}

function option(value, name, count) {
  return element("option", { value }, word("narrow.option", { name, count: number(count) }));
}

/** Those who take part, the busiest first. */
function actorOptions({ events }) {
  const counts = [...events.actorCounts()].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  return options(counts.map(([name, count]) => ({ value: name, name, count })));
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
    ...groups,
    ...(rest > 0 ? [element("option", { disabled: true }, word("narrow.more", { count: number(rest) }))] : []),
  ];
}

/** The least confidence in the whole event, on a slider, and a line that says what that is. */
function scoreField({ state }) {
  const shown = element("output", {}, "");
  const slider = element("input", { type: "range", min: 0, max: 1, step: SCORE_STEP, value: 0, "aria-describedby": "score-hint", input: (event) => state.set({ score: Number(event.target.value) }) });
  const tell = () => {
    const score = state.get("score");
    slider.value = score;
    shown.textContent = score.toFixed(2);
  };
  state.on("score", tell);
  tell();
  const hint = element("p.note", { id: "score-hint" }, word("narrow.scoreHint"));
  return [element("label.score", {}, element("span", {}, word("narrow.score")), slider, shown), hint];
}

