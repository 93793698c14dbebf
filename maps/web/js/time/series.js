// The events in groups: by type, by who takes part, by place, by command.

import { commandName } from "../commands.js";
import { typeName } from "../filters.js";
import { starts } from "../unpack.js";

/**
 * @typedef {"type"|"actor"|"place"|"command"} Grouping
 * @typedef {Object} Series
 * @property {string} key - a type's id, an actor's name, a place's id, a command's id
 * @property {string} label
 * @property {Int32Array} members - events, each once
 * @property {number} kind - of its colour, -1 for none
 */

/** The groups of all events, filters apart, kept once made: neither types nor actors change while the page is open. */
export class SeriesTable {
  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Map<Grouping, Series[]>} */
    this.made = new Map();
  }

  /** @param {Grouping} by @returns {Series[]} */
  all(by) {
    if (!this.made.has(by)) this.made.set(by, MAKE[by](this.app));
    return this.made.get(by);
  }

  /**
   * The groups with most of some events.
   * @param {Grouping} by @param {Uint8Array} mask - 1 for the events to count @param {number} most
   * @returns {Array<Series & {count: number}>} the largest first, without empty ones
   */
  largest(by, mask, most) {
    const counted = this.all(by).map((series) => ({ ...series, count: countOf(series.members, mask) }));
    return counted.filter(({ count }) => count).sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)).slice(0, most);
  }
}

function countOf(members, mask) {
  let count = 0;
  for (let i = 0; i < members.length; i++) count += mask[members[i]];
  return count;
}

/** Gather pairs of a group and an event into a list of events for each group. */
class Gathering {
  constructor(groups) {
    this.groups = groups;
    this.group = [];
    this.event = [];
    this.last = new Int32Array(groups).fill(-1);
  }

  /** Note an event, once for each of its groups. Events come in order. */
  add(group, n) {
    if (group < 0 || this.last[group] === n) return;
    this.last[group] = n;
    this.group.push(group);
    this.event.push(n);
  }

  /** @returns {Int32Array[]} */
  members() {
    const counts = new Int32Array(this.groups);
    for (const group of this.group) counts[group]++;
    const from = starts(counts);
    const next = from.slice();
    const items = new Int32Array(this.event.length);
    this.group.forEach((group, i) => (items[next[group]++] = this.event[i]));
    return Array.from(counts, (_, group) => items.subarray(from[group], from[group + 1]));
  }
}

/** @type {Record<Grouping, (app: import("../app.js").App) => Series[]>} */
const MAKE = {
  type({ events }) {
    const gathered = new Gathering(events.types.length);
    for (let n = 0; n < events.count; n++) gathered.add(events.type[n], n);
    const own = !events.paint;
    return gathered.members().map((members, type) => ({ key: events.types[type].id, label: typeName(events.types[type].id), members, kind: own ? type : -1 }));
  },

  actor({ events }) {
    const gathered = new Gathering(events.names.length);
    for (let n = 0; n < events.count; n++) {
      for (const side of [events.actors, events.recipients]) {
        for (let at = side.starts[n]; at < side.starts[n + 1]; at++) gathered.add(events.parties[side.items[at]][0], n);
      }
    }
    return gathered.members().map((members, name) => ({ key: events.names[name], label: events.names[name], members, kind: -1 }));
  },

  place({ events, places, facets }) {
    const each = facets.placeOfEach();
    const gathered = new Gathering(places.places.length);
    for (let n = 0; n < events.count; n++) gathered.add(each[n], n);
    return gathered.members().map((members, at) => ({ key: places.places[at].id, label: places.places[at].label, members, kind: -1 }));
  },

  command({ events, facets }) {
    const each = facets.commandsOfEach();
    const ids = facets.commandIds;
    const gathered = new Gathering(ids.length);
    for (let n = 0; n < events.count; n++) for (let at = 0; at < ids.length; at++) if ((each[n] >>> at) & 1) gathered.add(at, n);
    return gathered.members().map((members, at) => ({ key: ids[at], label: commandName(ids[at]), members, kind: -1 }));
  },
};
