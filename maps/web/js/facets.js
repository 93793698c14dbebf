// By what else events are chosen: the place that they are shown at, the countries that they lie in, and the command that
// has them on their days. Found when first asked for, since most readers never do.

import { today } from "./dates.js";
import { spread } from "./search.js";

export class Facets {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Int32Array|null} for each event its place, -1 without one */
    this.places = null;
    /** @type {Uint32Array|null} for each event the commands that have it, one bit each in the order of `commandIds` */
    this.commands = null;
    /** @type {string[]} */
    this.commandIds = [...(app.commands?.styles.keys() ?? [])];
  }

  placeOfEach() {
    this.places ??= Int32Array.from({ length: this.app.events.count }, (_, n) => this.app.locations.placeAt(n));
    return this.places;
  }

  commandsOfEach() {
    this.commands ??= this.findCommands();
    return this.commands;
  }

  /** The commands of an event's places, or of its waters, on its first and on its last day. */
  findCommands() {
    const { app, commandIds } = this;
    const { events, territory } = app;
    const bits = new Map(commandIds.map((id, at) => [id, 2 ** at]));
    const known = new Map();
    const bitOn = (key, day, ask) => {
      if (!known.has(`${key} ${day}`)) known.set(`${key} ${day}`, bits.get(ask()) ?? 0);
      return known.get(`${key} ${day}`);
    };
    return Uint32Array.from({ length: events.count }, (_, n) => {
      if (!events.placed[n]) return 0;
      const [first, last] = [events.first(n), events.last(n)];
      const days = new Set([first ?? last ?? today(), last ?? first ?? today()]);
      const units = territory.unitsOf(n);
      let found = 0;
      for (const day of days) {
        for (const unit of units) found |= bitOn(unit, day, () => app.commands.of(unit, day));
        if (!units.length) found |= bitOn(events.spot[n], day, () => territory.seaOf(n, day)?.command);
      }
      return found;
    });
  }

  /** Which events are shown at a place. @param {string} id @returns {Uint8Array} 1 for those */
  atPlace(id) {
    const { places } = this.app.places;
    return Uint8Array.from(this.placeOfEach(), (at) => (at >= 0 && places[at].id === id ? 1 : 0));
  }

  /** Which events lie in a unit of the outlines. @param {string} key @returns {Uint8Array} */
  inCountry(key) {
    const { units, count } = this.app.events;
    const found = new Uint8Array(count);
    spread(found, units.starts, units.items, Uint8Array.from(units.keys, (one) => (one === key ? 1 : 0)));
    return found;
  }

  /** Which events a command has on their days. @param {string} id @returns {Uint8Array} */
  underCommand(id) {
    const bit = 2 ** this.commandIds.indexOf(id);
    return Uint8Array.from(this.commandsOfEach(), (bits) => (bits & bit ? 1 : 0));
  }

  /** What a choice is called. @param {string} filter @param {string} value */
  nameOf(filter, value) {
    if (filter === "place") return this.app.places.places.find(({ id }) => id === value)?.label ?? value;
    if (filter === "country") return this.app.territory.unitName(value);
    return value.slice(value.indexOf(":") + 1);
  }

  /** The places that events are shown at: id, label, number of events, the busiest first. @returns {Choice[]} */
  placeChoices() {
    const { places } = this.app.places;
    const counts = new Int32Array(places.length);
    for (const at of this.placeOfEach()) if (at >= 0) counts[at]++;
    return busiest(places.map(({ id, label }, at) => ({ value: id, name: label, count: counts[at] })));
  }

  countryChoices() {
    const { keys, items } = this.app.events.units;
    const counts = new Int32Array(keys.length);
    for (const at of items) counts[at]++;
    return busiest(keys.map((key, at) => ({ value: key, name: this.app.territory.unitName(key), count: counts[at] })));
  }

  commandChoices() {
    const each = this.commandsOfEach();
    return busiest(this.commandIds.map((id, at) => ({ value: id, name: id, count: each.reduce((sum, bits) => sum + ((bits >>> at) & 1), 0) })));
  }
}

/** @typedef {{value: string, name: string, count: number}} Choice */

/** @param {Choice[]} choices @returns {Choice[]} */
const busiest = (choices) => choices.filter(({ count }) => count).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
