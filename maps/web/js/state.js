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
        hiddenLayers: new Set(),
        hiddenCommands: new Set(),
        undated: true,
        selected: -1,
        told: null, // the command change that was chosen last
        swipe: null, // {left, right}: two days beside one another
      };
      /** 1 for events that pass all filters but time. */
      this.matching = new Uint8Array(events.count);
      /** 1 for events that are shown. */
      this.visible = new Uint8Array(events.count);
      this.filter();
    }

    get(name) {
      return this.values[name];
    }

    /** Change values and tell what changed: "change" always, and the name of each value. */
    set(changed) {
      Object.assign(this.values, changed);
      const names = Object.keys(changed);
      if (names.some((name) => FILTERS.has(name))) {
        this.filter();
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

    filter() {
      const { query, hiddenTypes, hiddenStatuses } = this.values;
      const wanted = query.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
      for (let n = 0; n < this.events.count; n++) {
        const passes =
          !hiddenTypes.has(this.events.type[n]) &&
          !hiddenStatuses.has(this.events.get("status", n)) &&
          (!wanted.length || wanted.every((part) => this.events.text(n, this.places).includes(part)));
        this.matching[n] = passes ? 1 : 0;
        this.visible[n] = passes && this.inTime(n) ? 1 : 0;
      }
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

  const FILTERS = new Set(["day", "window", "query", "hiddenTypes", "hiddenStatuses", "undated"]);

  Dateline.State = State;
})();
