// The field that filters by words, with its help, and with hints when nothing is found.

import { element, onceAFrame, phrase, plural, word } from "./core.js";
import { typeName } from "./filters.js";
import { written } from "./search.js";

/** @param {import("./app.js").App} app @returns {HTMLElement} */
export function searchField(app) {
  const { state } = app;
  const field = element("input", {
    type: "search",
    placeholder: word("search.placeholder"),
    "aria-label": word("search.label"),
    "aria-describedby": "search-hint",
    enterkeyhint: "search",
    autocomplete: "off",
    spellcheck: "false",
    input: (event) => state.set({ query: event.target.value }),
    keydown: (event) => event.key === "Enter" && frameShown(app),
  });
  const hints = element("div.hints", { id: "search-hint", role: "status" });
  const tell = () => {
    const shown = state.searching || state.shown || !state.get("query").trim() ? [] : hintsOf(app, field);
    hints.replaceChildren(...shown);
  };
  state.on("query", (query) => {
    if (field.value !== query) field.value = query;
  });
  state.on("searching", (goesOn) => field.setAttribute("aria-busy", String(goesOn)));
  state.on("filtered", onceAFrame(tell));
  tell();
  return element("search.search", {}, field, help(app, field), hints);
}

/** Bring the events that are shown into view. */
export function frameShown(app) {
  const { events, state, map } = app;
  const members = [];
  for (let n = 0; n < events.count; n++) if (state.visible[n] && events.placed[n]) members.push(n);
  if (!members.length) return;
  if (window.matchMedia("(max-width: 760px)").matches) map.getContainer().parentElement.scrollIntoView({ block: "start" });
  app.viewport.fit(members);
}

/** A button that brings what a filter leaves into view. @param {import("./app.js").App} app */
export function frameButton(app) {
  const { events, state } = app;
  const button = element("button.frame", { type: "button", click: () => frameShown(app) }, word("search.frame"));
  const tell = () => (button.hidden = !state.active().length || !state.visible.some((shown, n) => shown && events.placed[n]));
  state.on("filtered", onceAFrame(tell));
  tell();
  return button;
}

/** A button that searches for something else. */
const proposal = (app, field, query, text) => element("button.proposal", { type: "button", dir: "auto", click: () => search(app, field, query) }, text);

function search(app, field, query) {
  app.state.set({ query });
  field.focus();
}

/** Why nothing is found, and what to search for instead. @returns {HTMLElement[]} */
function hintsOf(app, field) {
  const { state } = app;
  const query = state.get("query");
  const held = state.held.reduce((sum, one) => sum + one, 0);
  if (held) {
    const show = element("button.proposal", { type: "button", click: () => showAll(app, field) }, word("search.showHidden"));
    return [element("p", {}, plural("search.hidden", held), " ", show)];
  }
  const { undated, missing, without } = state.search.explain(query);
  const said = (text) => element("bdi", {}, text);
  const quoted = (typed) => phrase("search.quoted", { text: said(typed) });
  const rows = undated.map((typed) => element("p", {}, ...phrase("search.noDate", { term: element("span", {}, ...quoted(typed)) })));
  for (const { term, names } of missing) {
    const proposals = names.flatMap((name) => [" ", proposal(app, field, replaced(state.search.parse(query), term, name), name)]);
    rows.push(element("p", {}, ...phrase("search.missing", { term: element("span", {}, ...quoted(term.typed)) }), ...(names.length ? [" ", word("search.mean"), ...proposals] : [])));
  }
  if (without.length) {
    const less = without.slice(0, 3).flatMap(({ query: rest, typed, count }) => [" ", proposal(app, field, rest, word("search.without", { term: typed, events: plural("events", count) }))]);
    rows.push(element("p", {}, word("search.together"), ...less));
  }
  return rows;
}

/** The query with another name in the place of a term. */
function replaced(groups, term, name) {
  const field = /^\p{L}+:/u.exec(term.typed);
  const text = /[\s:]|^-/.test(name) || term.phrase ? `"${name.replaceAll('"', "")}"` : name;
  const typed = term.field && field ? field[0] + text : text;
  return written(groups.map((group) => group.map((one) => (one.typed === term.typed && one.field === term.field ? { ...one, typed } : one))));
}

/** Take off what hides the events that a query holds: other filters, and the time. */
function showAll(app, field) {
  const { state } = app;
  const query = state.get("query");
  state.clear();
  state.set({ query, day: state.range.to, window: 0 });
  field.focus();
}

/** How to search, by examples out of this page; each can be pressed. */
function help(app, field) {
  const list = element("dl", {});
  const fill = () => {
    if (!made.open || list.childElementCount) return;
    list.replaceChildren(...examples(app).flatMap(([query, key]) => [
      element("dt", {}, proposal(app, field, query, query)),
      element("dd", {}, word(key)),
    ]));
  };
  const summary = element("summary", { title: word("search.help") }, element("span", { "aria-hidden": "true" }, "?"), element("span.unseen", {}, word("search.help")));
  const made = element("details.help", { toggle: fill }, summary, list);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !made.open) return;
    event.stopPropagation();
    made.open = false;
    summary.focus();
  });
  return made;
}

/** Queries out of this page, each with the key of what it finds. @returns {string[][]} */
function examples(app) {
  const { events, places, territory, commands } = app;
  const named = (field, name) => `${word(`search.field.${field}`)}:${/[\s:]/.test(name) ? `"${name.replaceAll('"', "")}"` : name}`;
  const busiest = (counts) => [...counts].sort(([, more], [, less]) => less - more).map(([name]) => name);
  const actors = busiest(events.actorCounts());
  const towns = busiest(new Map(places.places.map(({ name, count }) => [name, count])));
  const [actor, other] = [actors[0], actors[1] ?? actors[0]];
  const type = events.types[0]?.id;
  const unit = events.units.keys.at(0);
  const source = events.reports.map((report) => report.source ?? report.title).find(Boolean);
  const command = events.units.keys.map((key) => commands?.of(key, app.state.get("day"))).find(Boolean);
  const days = Array.from(events.days).filter((day) => day > 0);
  const year = days.length ? new Date(days.reduce((a, b) => Math.max(a, b)) * 86400000).getUTCFullYear() : null;
  const spaced = [...actors, ...towns].find((name) => /\s/.test(name));
  return [
    [actor && towns[0] && `${first(actor)} ${first(towns[0])}`, "search.help.all"],
    [spaced && `"${spaced}"`, "search.help.phrase"],
    [actor && other !== actor && `${first(actor)} OR ${first(other)}`, "search.help.or"],
    [actor && `-${first(actor)}`, "search.help.without"],
    [actor && named("actor", actor), "search.help.actor"],
    [towns[0] && named("place", towns[0]), "search.help.place"],
    [unit && named("country", territory.unitName(unit)), "search.help.country"],
    [type && named("type", typeName(type)), "search.help.type"],
    [source && named("report", source), "search.help.report"],
    [command && named("command", command), "search.help.command"],
    [year && `${word("search.field.after")}:${year}-01 ${word("search.field.before")}:${year + 1}`, "search.help.dates"],
  ].filter(([query]) => query);
}

const first = (name) => /[\p{L}\p{N}]+/u.exec(name)?.[0] ?? name;
