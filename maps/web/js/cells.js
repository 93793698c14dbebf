// More events than the page has: counts by square, time and type (see maps/cells.py), of which the map, the timeline and
// the filters show sums. The list has only some of the events.

import { WORLD } from "./projection.js";
import { NONE, starts } from "./unpack.js";

const CELLS_ACROSS = 3; // zooms that the squares are finer than the map's tiles: 32 to 64 pixels a side

/**
 * @typedef {Object} Cell
 * @property {number} x - left edge on the square world
 * @property {number} y - top edge
 * @property {number} side
 * @property {number} count - events of the chosen time and types
 * @property {[number, number, number]} key - zoom, column, row
 */

export class Cells {
  /**
   * @param {Object} data - unpacked
   * @param {Array<{id: string}>} types - of the page, by which its filters number them
   */
  constructor(data, types) {
    this.data = data;
    /** @type {number} of the finest squares */
    this.zoom = data.zoom;
    this.starts = starts(data.rows);
    this.type = Int32Array.from(data.types, (id) => types.findIndex((type) => type.id === id));
    /** For each count the number of its square. */
    this.cell = new Int32Array(data.count.length);
    for (let n = 0; n < data.x.length; n++) this.cell.fill(n, this.starts[n], this.starts[n + 1]);
    /** For each count the first day of its bin, NONE without a date. */
    this.day = data.bin.map((bin) => (bin === NONE ? NONE : bin * data.days));
    /** First and last day that something is counted for. */
    this.span = { from: Infinity, to: -Infinity };
    for (const day of this.day) {
      if (day === NONE) continue;
      this.span.from = Math.min(this.span.from, day);
      this.span.to = Math.max(this.span.to, day + data.days - 1);
    }
    this.sums = new Uint32Array(data.x.length);
    /** What `sums` are of, and a number that changes with them. */
    this.key = "";
    this.version = 0;
    /** @type {Map<number, Object>} squares of a coarser zoom, by how many zooms */
    this.levels = new Map();
  }

  /** Whether the map shows the squares as finely as they are known. @param {number} zoom - of the map */
  isFinest(zoom) {
    return this.shift(zoom) === 0;
  }

  shift(zoom) {
    return Math.max(0, this.zoom - Math.floor(zoom + 1e-6) - CELLS_ACROSS);
  }

  /**
   * Whether a count is shown, by its number.
   * @param {import("./state.js").State} state
   * @param {number} [day] - the last that is shown
   * @param {number} [from] - the first
   * @param {Set<number>} [hidden] - types that are not
   */
  wanted(state, day = state.get("day"), from = state.first(day), hidden = state.get("hiddenTypes")) {
    const shown = Uint8Array.from(this.type, (type) => (hidden.has(type) ? 0 : 1));
    const [undated, days] = [state.get("undated"), this.data.days];
    return (n) => shown[this.data.type[n]] === 1 && (this.day[n] === NONE ? undated : this.day[n] <= day && this.day[n] + days > from);
  }

  /** Sum the counts of what the state shows, when that is something else than before. */
  update(state, day = state.get("day")) {
    const key = [day, state.get("window"), state.get("undated"), ...state.get("hiddenTypes")].join();
    if (key === this.key) return;
    this.key = key;
    this.version++;
    const { sums, cell } = this;
    const { count } = this.data;
    const wanted = this.wanted(state, day);
    sums.fill(0);
    for (let n = 0; n < count.length; n++) if (wanted(n)) sums[cell[n]] += count[n];
  }

  /** Squares that are `shift` zooms coarser: for each finest one the number of its own, and where these are. */
  level(shift) {
    if (!this.levels.has(shift)) {
      const { x, y } = this.data;
      const known = new Map();
      const [columns, rows] = [[], []];
      const of = Int32Array.from(x, (column, n) => {
        const [px, py] = [column >> shift, y[n] >> shift];
        const key = py * 2 ** 16 + px;
        if (!known.has(key)) known.set(key, columns.push(px) && rows.push(py) - 1);
        return known.get(key);
      });
      this.levels.set(shift, { of, columns, rows, counts: new Uint32Array(columns.length), version: -1 });
    }
    return this.levels.get(shift);
  }

  /** The squares that a zoom of the map shows, empty ones left out. @returns {Cell[]} */
  at(zoom, state, day) {
    this.update(state, day);
    const shift = this.shift(zoom);
    const level = this.level(shift);
    if (level.version !== this.version) {
      level.counts.fill(0);
      for (let n = 0; n < this.sums.length; n++) level.counts[level.of[n]] += this.sums[n];
      level.version = this.version;
      const side = WORLD / 2 ** (this.zoom - shift);
      level.cells = level.columns.flatMap((column, n) => (level.counts[n] ? [{ x: column * side, y: level.rows[n] * side, side, count: level.counts[n], key: [this.zoom - shift, column, level.rows[n]] }] : []));
      level.most = level.counts.reduce((a, b) => Math.max(a, b), 0);
    }
    return level.cells;
  }

  /** The highest count of a square at a zoom. */
  most(zoom, state, day) {
    this.at(zoom, state, day);
    return this.level(this.shift(zoom)).most;
  }

  /** How many events of each type a square has of what is shown, by the page's numbers of types. @returns {Map<number, number>} the most first */
  typesIn({ key: [zoom, column, row] }, state) {
    const shift = this.zoom - zoom;
    const wanted = this.wanted(state);
    const found = new Map();
    for (let n = 0; n < this.data.x.length; n++) {
      if (this.data.x[n] >> shift !== column || this.data.y[n] >> shift !== row) continue;
      for (let at = this.starts[n]; at < this.starts[n + 1]; at++) {
        if (!wanted(at)) continue;
        const type = this.type[this.data.type[at]];
        found.set(type, (found.get(type) ?? 0) + this.data.count[at]);
      }
    }
    return new Map([...found].sort((a, b) => b[1] - a[1]));
  }

  /** How many events of each type there are in the chosen time, whatever types are hidden. @returns {Float64Array} by the page's numbers */
  byType(state, types) {
    const counts = new Float64Array(types);
    const all = this.wanted(state, undefined, undefined, new Set());
    for (let n = 0; n < this.cell.length; n++) if (all(n)) counts[this.type[this.data.type[n]]] += this.data.count[n];
    return counts;
  }

  /** How many events lie in each bin of the timeline. @param {import("./time/bins.js").Bins} bins @param {(n: number) => boolean} wanted */
  countBins({ edges, of }, wanted) {
    const counts = new Uint32Array(edges.length - 1);
    for (let n = 0; n < this.day.length; n++) {
      const at = this.day[n] - edges[0];
      if (this.day[n] !== NONE && at >= 0 && at < of.length && wanted(n)) counts[of[at]] += this.data.count[n];
    }
    return counts;
  }

  /** How many events are shown, those without a place left out. */
  shown(state) {
    this.update(state);
    return this.sums.reduce((sum, count) => sum + count, 0);
  }
}
