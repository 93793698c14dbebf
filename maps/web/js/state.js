// What the reader has chosen, and which events that leaves. Everything on the page follows from here.
(() => {
  "use strict";

  class State extends Dateline.Signals {
    /**
     * @param {Dateline.EventTable} events
     * @param {Dateline.PlaceTable} places
     * @param {{from: number, to: number}} range - days of the slider
     */
    constructor(events, places, range) {
      super();
      this.events = events;
      this.places = places;
      this.range = range;
      this.values = {
        day: range.to,
        window: 0, // days before `day`; 0 is everything until then
        query: "",
        hiddenTypes: new Set(),
        hiddenStatuses: new Set(),
        actor: "", // a name; empty is everyone
        report: "", // "report:" and an id, or "source:" and a name; empty is all
        score: 0, // the least confidence
        hiddenLayers: new Set(),
        hiddenCommands: new Set(),
        undated: true,
        selected: -1,
        told: null, // the command change that was chosen last
        swipe: null, // {left, right}: two days beside one another
      };
      /** For each event the filters that it fails, one bit each: a filter that changes only sets its own bit anew. */
      this.fails = new Uint8Array(events.count);
      /** 1 for events that pass all filters but time. */
      this.matching = new Uint8Array(events.count);
      /** 1 for events that are shown. */
      this.visible = new Uint8Array(events.count);
      this.filter(Object.values(BITS));
    }

    get(name) {
      return this.values[name];
    }

    /** Change values and tell what changed: "change" always, and the name of each value. */
    set(changed) {
      Object.assign(this.values, changed);
      const names = Object.keys(changed);
      const bits = new Set(names.map((name) => BITS[name]).filter(Boolean));
      if (bits.size) {
        this.filter(bits);
        this.emit("filtered");
      }
      for (const name of names) this.emit(name, this.values[name]);
      this.emit("change", names);
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

    /** Try the events again on some filters. @param {Iterable<number>} bits */
    filter(bits) {
      for (const bit of new Set(bits)) {
        const passes = this.test(bit);
        for (let n = 0; n < this.events.count; n++) this.fails[n] = passes(n) ? this.fails[n] & ~bit : this.fails[n] | bit;
      }
      for (let n = 0; n < this.events.count; n++) {
        this.matching[n] = (this.fails[n] & ~BITS.day) === 0 ? 1 : 0;
        this.visible[n] = this.fails[n] === 0 ? 1 : 0;
      }
    }

    /** What an event must be to pass one filter. @returns {(n: number) => boolean} */
    test(bit) {
      const { events, values } = this;
      switch (bit) {
        case BITS.hiddenTypes:
          return (n) => !values.hiddenTypes.has(events.type[n]);
        case BITS.hiddenStatuses:
          return (n) => !values.hiddenStatuses.has(events.get("status", n));
        case BITS.query:
          return events.wordTest(values.query, this.places);
        case BITS.actor:
          return values.actor ? (n) => events.hasActor(n, values.actor) : everything;
        case BITS.report: {
          const wanted = new Set(events.reportsOf(values.report));
          return values.report ? (n) => events.inReports(n, wanted) : everything;
        }
        case BITS.score:
          return values.score > 0 ? (n) => events.get("score", n) >= values.score : everything;
        default:
          return (n) => this.inTime(n);
      }
    }

    /** Whether an event passes every filter but one: what a choice within that filter would show. */
    passesBut(n, name) {
      return (this.fails[n] & ~BITS[name]) === 0;
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
      this.set({ ...CLEARED, hiddenTypes: new Set(), hiddenStatuses: new Set() });
    }

    /** Whether an event belongs to the chosen time. Events without a date always do, unless they are switched off. */
    inTime(n) {
      const { day, window, undated } = this.values;
      const key = this.events.day(n);
      if (key === null) return undated;
      if (key > day) return false;
      if (!window) return true;
      // An open end goes on; an open start is known only by its end.
      const last = this.events.last[n] ?? (this.events.get("granularity", n) === "open" ? day : key);
      return last > day - window;
    }

    countVisible() {
      return this.visible.reduce((sum, one) => sum + one, 0);
    }
  }

  /** The filter that each value belongs to. */
  const BITS = { hiddenTypes: 1, hiddenStatuses: 2, query: 4, actor: 8, report: 16, score: 32, day: 64, window: 64, undated: 64 };
  const CLEARED = { query: "", actor: "", report: "", score: 0, undated: true, hiddenTypes: null, hiddenStatuses: null };
  const everything = () => true;

  Dateline.State = State;
})();
