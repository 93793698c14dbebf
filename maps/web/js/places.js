// Places, the mentions that named them, and the links from events to mentions.

import { listed, range } from "./events.js";
import { toX, toY } from "./projection.js";

const DEGREE = 1e5; // steps of a coordinate

export class PlaceTable {
  /** @param {Object} data - the layer `places` @param {import("./unpack.js").Texts} notes */
  constructor({ places, mentions }, notes) {
    this.places = Array.from(places.name, (name, at) => ({
      at, name, id: places.id[at], label: places.label[at], kind: places.kind[at], country: places.country[at], admin1: places.admin1[at], unit: places.unit[at], count: places.count[at],
      x: toX(places.lon[at] / DEGREE), y: toY(places.lat[at] / DEGREE),
    }));
    this.columns = mentions;
    this.others = listed(mentions.others);
    this.notes = notes;
  }

  /** The place of a mention, null when it is unresolved. */
  of(mention) {
    return this.places[this.columns.place[mention]] ?? null;
  }

  role(mention) {
    return this.columns.roles[this.columns.role[mention]];
  }

  /** Everything of a mention that a card tells. */
  mention(at) {
    const { columns, notes, others } = this;
    return {
      text: columns.texts[columns.text[at]],
      within: columns.texts[columns.within[at]],
      phrase: columns.texts[columns.phrase[at]] ?? null,
      meaning: columns.texts[columns.meaning[at]] ?? null,
      role: this.role(at),
      score: columns.score[at] / 100,
      reason: notes.get(columns.reason[at]),
      others: range(others.starts[at], others.starts[at + 1]).map((n) => ({ label: notes.get(others.label[n]), score: others.score[n] / 100 })),
    };
  }
}

/** Links by event. */
export class Links {
  /** @param {Object} data - the layer `links` @param {import("./unpack.js").Texts} notes */
  constructor(data, notes) {
    this.columns = listed(data);
    this.notes = notes;
  }

  /** @returns {Array<{mention: number, role: string, inferred: boolean, reason: number}>} */
  of(n) {
    const { starts, mention, role, roles, inferred, reason } = this.columns;
    return range(starts[n], starts[n + 1]).map((at) => ({ mention: mention[at], role: roles[role[at]], inferred: inferred[at] === 1, reason: reason[at] }));
  }

  /** Why an event is linked with a place. */
  reason(link) {
    return this.notes.get(link.reason);
  }

  /** The events that have a link for which a test is true. @param {(at: number) => boolean} test @returns {number[]} */
  eventsWith(test) {
    const { starts } = this.columns;
    const found = [];
    for (let n = 0; n + 1 < starts.length; n++) {
      let at = starts[n];
      while (at < starts[n + 1] && !test(at)) at++;
      if (at < starts[n + 1]) found.push(n);
    }
    return found;
  }
}

