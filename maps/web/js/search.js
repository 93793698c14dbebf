// The filter by words: which events a query holds (see query.js). Each text is looked at once a term, however many events
// share it, and the work is cut into pieces, so that nobody who types waits for it.

import { word } from "./core.js";
import { OPEN_END, OPEN_START } from "./events.js";
import { typeName } from "./filters.js";
import { finder, fold } from "./matching.js";
import { nearest } from "./nearest.js";
import { finished } from "./pieces.js";
import { FIELDS, parseQuery } from "./query.js";
import { labelOf, wordsOf } from "./titles.js";
import { NONE } from "./unpack.js";

const KEPT = 24; // terms whose events are remembered
const PIECE = 2_000; // events between two looks at the clock

export class Search {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.names = new Map(FIELDS.map((field) => [fold(word(`search.field.${field}`)), field]));
    /** @type {Map<string, Uint8Array>} events of terms, the latest last */
    this.kept = new Map();
  }

  /** @param {string} text @returns {import("./query.js").Query} */
  parse(text) {
    return parseQuery(text, this.names);
  }

  /**
   * Find the events that hold a query, piece by piece.
   * @param {string} text
   * @returns {Generator<Promise<void>|void, Uint8Array>} 1 for those
   */
  *holding(text) {
    const passes = new Uint8Array(this.app.events.count).fill(1);
    for (const group of this.parse(text)) and(passes, yield* this.any(group));
    return passes;
  }

  /** The events that hold one of some terms. @param {import("./query.js").Term[]} group */
  *any(group) {
    const held = new Uint8Array(this.app.events.count);
    for (const term of group) {
      const hits = yield* this.one(term);
      for (let n = 0; n < held.length; n++) held[n] |= term.without ? 1 - hits[n] : hits[n];
    }
    return held;
  }

  /** The events that a term is about, its minus apart. @param {import("./query.js").Term} term @returns {Generator<Promise<void>|void, Uint8Array>} */
  *one(term) {
    const key = JSON.stringify([term.field, term.phrase, term.text]);
    const hits = this.kept.get(key) ?? (yield* this.look(term));
    this.kept.delete(key);
    this.kept.set(key, hits);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return hits;
  }

  /** @param {import("./query.js").Term} term @returns {Generator<Promise<void>|void, Uint8Array>} */
  *look({ field, text, phrase, days }) {
    const { events } = this.app;
    const find = finder(text, phrase);
    const found = (texts) => Uint8Array.from(texts, (one) => (find(fold(one ?? "")) >= 0 ? 1 : 0));
    const held = new Uint8Array(events.count);
    switch (field) {
      case "on":
      case "after":
      case "before":
        if (days) this.inTime(held, field, days);
        return held;
      case "actor":
        this.ofParties(held, found);
        return held;
      case "place":
        this.ofPlaces(held, found);
        return held;
      case "type":
        this.ofTypes(held, found);
        return held;
      case "status":
        this.ofPool(held, "status", found(events.pools.status.map((status) => `${status} ${word(`status.${status}`)}`)));
        return held;
      case "report":
        spread(held, events.tellings.starts, events.tellings.report, found(events.reports.map(({ id, title, source }) => [title, source, id].filter(Boolean).join("\n"))));
        return held;
      case "country":
        this.inCountries(held, text, find);
        return held;
      case "command":
        yield* this.underCommands(held, find);
        return held;
      default:
        if (!field) {
          this.ofParties(held, found);
          this.ofPlaces(held, found);
          this.ofTypes(held, found);
          for (const name of ["when", "trigger"]) this.ofPool(held, name, found(events.pools[name]));
          yield;
        }
        spread(held, events.tellings.starts, events.tellings.sentence, yield* events.sentences.holding(find));
        return held;
    }
  }

  ofPool(held, name, hits) {
    const column = this.app.events.columns[name];
    for (let n = 0; n < held.length; n++) held[n] |= hits[column[n]];
  }

  ofParties(held, found) {
    const { names, parties, actors, recipients } = this.app.events;
    const hits = found(names);
    const ofParty = Uint8Array.from(parties, ([name]) => hits[name]);
    for (const side of [actors, recipients]) spread(held, side.starts, side.items, ofParty);
  }

  ofPlaces(held, found) {
    const { places, links } = this.app;
    const [labels, texts] = [found(places.places.map(({ label }) => label)), found(places.columns.texts)];
    const { text, phrase, meaning, place } = places.columns;
    const mentions = Uint8Array.from(text, (own, at) => texts[own] | texts[phrase[at]] | texts[meaning[at]] | (place[at] < 0 ? 0 : labels[place[at]]));
    spread(held, links.columns.starts, links.columns.mention, mentions);
  }

  /** By the codes of an event's type and mode, or by the words for them. */
  ofTypes(held, found) {
    const { type, types, columns, pools } = this.app.events;
    const modes = pools.mode.length;
    const texts = types.flatMap(({ id, quad }) => pools.mode.map((mode) => [id, (mode ?? "").replaceAll("-", " "), typeName(id), word(`quad.${quad}`), wordsOf(id, mode)].join("\n")));
    const hits = found(texts);
    for (let n = 0; n < held.length; n++) held[n] |= hits[type[n] * modes + columns.mode[n]];
  }

  /** By a code of two or three letters, else by name. */
  inCountries(held, text, find) {
    const { events, places, territory } = this.app;
    const { keys, starts, items } = events.units;
    const codes = new Map(places.places.filter(({ unit, country }) => unit && country).map(({ unit, country }) => [unit, fold(country)]));
    const isCode = keys.some((key) => fold(key) === text || codes.get(key) === text);
    const hits = Uint8Array.from(keys, (key) => ((isCode ? fold(key) === text || codes.get(key) === text : find(fold(territory.unitName(key))) >= 0) ? 1 : 0));
    spread(held, starts, items, hits);
  }

  /** By the commands of the event's place on its days. */
  *underCommands(held, find) {
    const { commands, territory } = this.app;
    if (!commands) return;
    const hits = new Set([...commands.styles.keys()].filter((id) => find(fold(id)) >= 0));
    for (let n = 0; n < held.length; n++) {
      held[n] = territory.commandsDuring(n).some((id) => hits.has(id)) ? 1 : 0;
      if (n % PIECE === PIECE - 1) yield;
    }
  }

  /** Events of which some is on, from or before a date; as search engines have it, `after` has the date's own first day. */
  inTime(held, field, [first, last]) {
    const { days, lasting } = this.app.events;
    const [from, to] = field === "on" ? [first, last] : field === "after" ? [first, Infinity] : [-Infinity, first - 1];
    for (let n = 0; n < held.length; n++) {
      if (days[n] === NONE) continue;
      const start = lasting[n] === OPEN_START ? -Infinity : days[n];
      const end = lasting[n] === OPEN_END ? Infinity : days[n] + Math.max(0, lasting[n]);
      held[n] = start <= to && end >= from ? 1 : 0;
    }
  }

  /**
   * Say why a query finds nothing: a date that is none, terms that nothing holds with names that are like them, or terms
   * that no event holds together, with the one to leave out.
   * @param {string} text
   * @returns {{undated: string[], missing: Array<{term: import("./query.js").Term, names: string[]}>, without: Array<{query: string, typed: string, count: number}>}}
   */
  explain(text) {
    const groups = this.parse(text);
    const terms = groups.flat();
    const undated = terms.filter(({ field, days }) => ["on", "after", "before"].includes(field) && !days).map(({ typed }) => typed);
    const missing = groups
      .filter((group) => group.every((term) => !term.without && !count(finished(this.one(term)))))
      .flat()
      .filter(({ typed }) => !undated.includes(typed))
      .map((term) => ({ term, names: nearest(term.text, this.namesOf(term.field)) }));
    const all = groups.map((group) => finished(this.any(group)));
    const without = undated.length || missing.length || groups.length < 2 ? [] : groups.map((group, left) => {
      const passes = new Uint8Array(this.app.events.count).fill(1);
      all.forEach((held, at) => at !== left && and(passes, held));
      return { query: written(groups.filter((_, at) => at !== left)), typed: written([group]), count: count(passes) };
    });
    return { undated, missing, without: without.filter((one) => one.count).sort((a, b) => b.count - a.count) };
  }

  /** The page's own names that a field may have: those of events, so that each finds one. */
  *namesOf(field) {
    const { events, places, links, territory } = this.app;
    if (["", "actor"].includes(field)) yield* events.names;
    if (["", "place"].includes(field)) {
      const linked = new Set(links.columns.mention);
      for (const mention of linked) {
        yield places.columns.texts[places.columns.text[mention]];
        yield places.of(mention)?.name ?? "";
      }
    }
    if (["", "type"].includes(field)) for (const { id } of events.types) yield* [typeName(id), ...events.pools.mode.map((mode) => labelOf(id, mode))];
    if (["", "country"].includes(field)) yield* events.units.keys.map((key) => territory.unitName(key));
    if (field === "status") yield* events.pools.status.map((status) => word(`status.${status}`));
    if (field === "report") for (const { title, source } of events.reports) yield* [title ?? "", source ?? ""];
    if (field === "command") yield* this.app.commands?.styles.keys() ?? [];
  }
}

/** Write groups of terms as they were typed. @param {import("./query.js").Query} groups */
export const written = (groups) => groups.map((group) => group.map(({ typed, without }) => (without ? `-${typed}` : typed)).join(" OR ")).join(" ");

function and(passes, held) {
  for (let n = 0; n < passes.length; n++) passes[n] &= held[n];
}

const count = (held) => held.reduce((sum, one) => sum + one, 0);

/** Mark the rows of which an item of their list is a hit. */
export function spread(held, starts, items, hits) {
  for (let n = 0; n < held.length; n++) {
    for (let at = starts[n]; at < starts[n + 1]; at++) held[n] |= hits[items[at]];
  }
}
