// What the reader has chosen, and which events that leaves. Everything on the page follows from here.

import { Signals } from "./core.js";
import { inPieces } from "./pieces.js";
import { Search, spread } from "./search.js";
import { inPeriod } from "./time/period.js";
import { NONE } from "./unpack.js";

export class State extends Signals {
  /**
   * @param {Object} app - its events, places and links
   * @param {{from: number, to: number}} range - days of the slider
   */
  constructor(app, range) {
    super();
    /** @type {Object|null} what `layers/uncertainty.js` knows of the visible sites, until they change */
    this.sitesSeen = null;
    this.app = app;
    this.events = app.events;
    this.range = range;
    this.search = new Search(app);
    /** What stops the search that goes on, null when none does. @type {(() => void)|null} */
    this.searching = null;
    /** 1 for the events that hold the query whose search ended last. */
    this.held = everything(app.events.count);
    this.values = {
      day: range.to,
      window: 0, // days that are shown, of which `day` is the last; 0 is everything until then
      query: "",
      hiddenTypes: new Set(),
      hiddenStatuses: new Set(),
      hiddenLevels: new Set(), // how precisely places are known
      hiddenKinds: new Set(), // values of the column that gives the colours
      place: "", // its id; empty is everywhere
      country: "", // key of the outlines
      command: "",
      inView: false, // whether the list has only what the map shows
      among: null, // the spots of a disc whose events the list has; null is all
      actor: "", // a name; empty is everyone
      report: "", // "report:" and an id, or "source:" and a name; empty is all
      score: 0, // the least confidence in the whole event
      hiddenLayers: new Set(),
      hiddenCommands: new Set(),
      undated: true,
      undatedEveryDay: false, // else only from some days before their reports
      selected: -1,
      told: null, // the command change that was chosen last
      swipe: null, // {left, right}: two days beside one another
    };
    /** The values before anything is chosen. */
    this.defaults = { ...this.values };
    const { count } = this.events;
    /** What `inPeriod` needs to know of the events. */
    this.times = times(this.events, range.to);
    /** For each event the filters that it fails, one bit each: a filter that changes only sets its own bit anew. */
    this.fails = new Uint16Array(count);
    /** 1 for events that pass all filters but time. */
    this.matching = new Uint8Array(count).fill(1);
    /** 1 for events that the map shows. */
    this.visible = new Uint8Array(count).fill(1);
    this.shown = count;
    /** 1 for those of them that the list has: all of them, or what is in view, or what one disc holds. */
    this.listed = new Uint8Array(count).fill(1);
    this.listedCount = count;
    /** A number that is another one whenever other events pass the filters, time apart. */
    this.version = 0;
  }

  get(name) {
    return this.values[name];
  }

  /** Change values and tell what changed: "change" always, and the name of each value. */
  set(changed) {
    Object.assign(this.values, changed);
    const names = Object.keys(changed);
    const bits = new Set(names.map((name) => BITS[name]).filter(Boolean));
    if (bits.has(BITS.query) && !this.seek()) bits.delete(BITS.query);
    if (bits.size) {
      this.filter(bits);
      if ([...bits].some((bit) => !(bit & LIST_ONLY))) this.emit("filtered");
      this.emit("listed");
    }
    for (const name of names) this.emit(name, this.values[name]);
    this.emit("change", names);
  }

  /** The map shows another part of the world. */
  viewMoved() {
    if (!this.values.inView) return;
    this.filter([BITS.inView]);
    this.emit("listed");
  }

  /** Put a value into one of the sets of hidden things, or take it out. */
  toggle(set, value, hidden) {
    const values = new Set(this.values[set]);
    if (hidden) values.add(value);
    else values.delete(value);
    this.set({ [set]: values });
  }

  /** Widen the slider so that it reaches a day. */
  reach(day) {
    if (day >= this.range.from && day <= this.range.to) return;
    this.range = { from: Math.min(this.range.from, day - 60), to: Math.max(this.range.to, day + 60) };
    this.emit("range");
  }

  /**
   * Look for the words. Among few events they are found within the call; else the events of the query before stay, until
   * "filtered" tells that those of this one are there, and "searching" tells whether it goes on.
   * @returns {boolean} whether they are found
   */
  seek() {
    this.searching?.();
    this.searching = null;
    let [ended, late] = [false, false];
    const stop = inPieces(this.search.holding(this.values.query), (held) => {
      this.held = held;
      ended = true;
      if (!late) return;
      this.searching = null;
      this.filter([BITS.query]);
      this.emit("searching", false);
      this.emit("filtered");
      this.emit("listed");
    });
    late = true;
    if (!ended) this.searching = stop;
    this.emit("searching", !ended);
    return ended;
  }

  /** Try the events again on some filters. @param {Iterable<number>} bits */
  filter(bits) {
    const { fails, matching, visible, listed } = this;
    for (const bit of bits) {
      const passes = this.passes(bit);
      for (let n = 0; n < fails.length; n++) fails[n] = passes[n] ? fails[n] & ~bit : fails[n] | bit;
    }
    if ([...bits].some((bit) => (bit & (BITS.day | LIST_ONLY)) === 0)) this.version++;
    this.shown = 0;
    this.listedCount = 0;
    for (let n = 0; n < fails.length; n++) {
      matching[n] = (fails[n] & ~(BITS.day | LIST_ONLY)) === 0 ? 1 : 0;
      this.shown += visible[n] = (fails[n] & ~LIST_ONLY) === 0 ? 1 : 0;
      this.listedCount += listed[n] = fails[n] === 0 ? 1 : 0;
    }
  }

  /** Which events pass one filter. @returns {Uint8Array} 1 for those */
  passes(bit) {
    const { app, events, values } = this;
    switch (bit) {
      case BITS.hiddenTypes:
        return taken(events.type, events.types.map((_, type) => !values.hiddenTypes.has(type)));
      case BITS.hiddenStatuses:
        return taken(events.columns.status, events.pools.status.map((status) => !values.hiddenStatuses.has(status)));
      case BITS.hiddenLevels:
        return taken(events.level, events.levels.map((level) => !values.hiddenLevels.has(level)));
      case BITS.hiddenKinds:
        return taken(events.kind, events.kinds.map((_, kind) => !values.hiddenKinds.has(kind)));
      case BITS.place:
        return values.place ? app.facets.atPlace(values.place) : everything(events.count);
      case BITS.country:
        return values.country ? app.facets.inCountry(values.country) : everything(events.count);
      case BITS.command:
        return values.command ? app.facets.underCommand(values.command) : everything(events.count);
      case BITS.inView:
        return values.inView ? app.viewport.inView() : everything(events.count);
      case BITS.among:
        return values.among ? taken(events.spot, Object.fromEntries(values.among.map((spot) => [spot, true]))) : everything(events.count);
      case BITS.query:
        return this.held;
      case BITS.actor:
        return values.actor ? this.ofActor(values.actor) : everything(events.count);
      case BITS.report:
        return values.report ? this.ofReports(events.reportsOf(values.report)) : everything(events.count);
      case BITS.score:
        return events.whole.map((score) => (score >= values.score * 100 - 1e-9 ? 1 : 0));
      default:
        return this.inTime();
    }
  }

  ofActor(wanted) {
    const { actors, recipients, parties, names, count } = this.events;
    const hits = Uint8Array.from(parties, ([name]) => (names[name] === wanted ? 1 : 0));
    const found = new Uint8Array(count);
    spread(found, actors.starts, actors.items, hits);
    spread(found, recipients.starts, recipients.items, hits);
    return found;
  }

  ofReports(wanted) {
    const { tellings, reports, count } = this.events;
    const hits = new Uint8Array(reports.length);
    for (const report of wanted) hits[report] = 1;
    const found = new Uint8Array(count);
    spread(found, tellings.starts, tellings.report, hits);
    return found;
  }

  /** The events of the chosen time, as of the slider's day or another. */
  inTime(day = this.values.day) {
    const { undated, undatedEveryDay } = this.values;
    return inPeriod(this.times, this.first(day), day, undated ? (undatedEveryDay ? "always" : "near") : "never");
  }

  /** The first day of which events are shown; -Infinity for everything until the last. */
  first(day = this.values.day) {
    return this.values.window ? day - this.values.window + 1 : -Infinity;
  }

  /** How many events of each kind pass every filter but one: what a choice within that filter would show. */
  countBut(name, kinds, column) {
    const counts = new Int32Array(kinds);
    const others = ~(BITS[name] | BITS.among);
    for (let n = 0; n < this.fails.length; n++) if ((this.fails[n] & others) === 0) counts[column[n]]++;
    return counts;
  }

  /** The events that pass every filter but one and time. @param {string} name - of the filter @returns {Uint8Array} 1 for those */
  matchingBut(name) {
    const others = ~(BITS[name] | BITS.day | LIST_ONLY);
    return Uint8Array.from(this.fails, (bits) => ((bits & others) === 0 ? 1 : 0));
  }

  /** The filters that are set, time apart. @returns {string[]} */
  active() {
    return Object.keys(CLEARED).filter((name) => {
      const value = this.values[name];
      return value instanceof Set ? value.size > 0 : value !== CLEARED[name];
    });
  }

  /** Take all filters off; the time stays as it is. */
  clear() {
    this.set({ ...CLEARED, hiddenTypes: new Set(), hiddenStatuses: new Set(), hiddenLevels: new Set(), hiddenKinds: new Set(), among: null });
  }
}

/** The columns of time: when events were, and by when they were known. */
function times({ days, lasting, columns, pools, undatedDays }, last) {
  const goesOn = pools.granularity.indexOf("open"); // an open end goes on; an open start is known only by its end
  const ahead = new Set(["future", "hypothetical"].map((status) => pools.status.indexOf(status)).filter((status) => status >= 0));
  return {
    days,
    lasting,
    goesOn: Uint8Array.from(columns.granularity, (granularity) => (granularity === goesOn ? 1 : 0)),
    known: columns.known_by.map((day) => (day === NONE ? last : day)),
    undatedDays,
    ahead: Uint8Array.from(columns.status, (status) => (ahead.has(status) ? 1 : 0)),
  };
}

/** The filter that each value belongs to. */
const BITS = { hiddenTypes: 1, hiddenStatuses: 2, query: 4, actor: 8, report: 16, score: 32, day: 64, window: 64, undated: 64, undatedEveryDay: 64, hiddenLevels: 128, place: 256, country: 512, command: 1024, inView: 2048, among: 4096, hiddenKinds: 8192 };
/** Filters of the list alone: the map shows what they leave out as well. */
const LIST_ONLY = BITS.inView | BITS.among;
const CLEARED = { query: "", actor: "", report: "", score: 0, undated: true, place: "", country: "", command: "", inView: false, hiddenTypes: null, hiddenStatuses: null, hiddenLevels: null, hiddenKinds: null };
const everything = (count) => new Uint8Array(count).fill(1);

/** The rows whose number in a column is taken. @param {ArrayLike<number>} column @param {Object<number, boolean>} wanted - for each number */
function taken(column, wanted) {
  const found = new Uint8Array(column.length);
  for (let n = 0; n < column.length; n++) found[n] = wanted[column[n]] ? 1 : 0;
  return found;
}

