// Which command has which waters on a day, as far as limits are described.

import { parse } from "./dates.js";
import { Topology } from "./topology.js";

/**
 * @typedef {Object} Sea - a row of the table
 * @property {string} name
 * @property {string} command
 * @property {number} from - first day
 * @property {string} fromConfidence - sure, likely, unsure, or floor: then or earlier
 * @property {number} to - first day after
 * @property {string} limit - in words
 * @property {boolean} drawn - whether anything of it can be drawn
 * @property {boolean} approximate - whether a side of it is a stand-in
 * @property {string} confidence
 * @property {string} source
 * @property {string} note
 */

export class Waters {
  /** @param {Object} data - the layer `seas` */
  constructor({ topology, rows }) {
    /** Parts of the sea that reach over land, which is to be painted on top. */
    this.topology = new Topology(topology);
    /** @type {Sea[]} */
    this.rows = rows.map((row) => ({ ...row, from: parse(row.from), to: parse(row.to) ?? Infinity }));
  }

  holds(row, day) {
    return row.from <= day && day < row.to;
  }

  /** A number that is the same for two days between which nothing changed. */
  epoch(day) {
    return this.rows.filter(({ from }) => from <= day).length + this.rows.filter(({ to }) => to <= day).length;
  }

  /** The row that has a part on a day: the first in force. @returns {Sea|null} */
  of(part, day) {
    const row = part.rows.find((number) => this.holds(this.rows[number], day));
    return row === undefined ? null : this.rows[row];
  }

  /** The row at a point of the square world that is not on land. @returns {Sea|null} */
  at(x, y, day) {
    const part = this.topology.unitAt(x, y);
    return part < 0 ? null : this.of(this.topology.units[part], day);
  }

  /** The row of every part on a day, null where nothing is described. @returns {Array<Sea|null>} */
  parts(day) {
    return this.topology.units.map((part) => this.of(part, day));
  }

  /** The rows of a day, each wording once. @returns {Sea[]} */
  on(day) {
    const rows = this.rows.filter((row) => this.holds(row, day));
    return rows.filter((row, n) => rows.findIndex((other) => other.name === row.name && other.limit === row.limit) === n);
  }
}

