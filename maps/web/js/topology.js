// Outlines from TopoJSON: every line once, and for each unit the lines that its rings are made of.
// Not topojson-client's, which makes GeoJSON of them: borders are drawn once, and a line knows who lies beside it.

import { WORLD, toX, toY } from "./projection.js";
import { starts } from "./unpack.js";

const EPSILON = 1e-6;

/**
 * @typedef {Object} Arc
 * @property {Float64Array} points - x, y, x, y, ... on the square world
 * @property {number[]} box - left, top, right, bottom
 * @property {number[][]} runs - from, to (points) of what is a real line, not the edge of a cut
 * @property {number[]} units - indexes of the one or two units beside it
 *
 * @typedef {Object} Cut - outlines that are finer than the world's
 * @property {Topology} topology
 * @property {number[][]} boxes - where it is to be drawn: left, top, right, bottom of each; they do not overlap
 * @property {number} zoom - from which on it is drawn
 *
 * @typedef {Object} Unit
 * @property {string} key - "ISR", "PSE/gaza-strip"; empty for a part of the sea
 * @property {string} name
 * @property {number[]} rows - of a part of the sea: see Waters
 * @property {number[][][]} polygons - rings of references to arcs; ~i is arc i backwards
 * @property {Array<{references: number[], box: number[]}>} rings - all rings with their boxes
 * @property {number[]} box
 */

/** The steps of all arcs as columns, as they are packed (see maps/basemap.py); those that are lists are laid out so. */
function columnsOf(arcs) {
  if (!Array.isArray(arcs)) return arcs;
  const steps = arcs.flat();
  return { counts: arcs.map(({ length }) => length), x: steps.map(([x]) => x), y: steps.map(([, y]) => y) };
}

export class Topology {
  /**
   * @param {Object} source - TopoJSON with one object: `units`, or `waters`
   * @param {number[]|null} bounds - west, south, east, north of a cut, in degrees
   * @param {number[]} rims - arcs that are the edge of a cut, and no line to draw
   */
  constructor(source, bounds = null, rims = []) {
    const edges = bounds
      ? [toX(bounds[0]), toY(bounds[3]), toX(bounds[2]), toY(bounds[1])]
      : [0, 0, WORLD, WORLD];
    /** @type {Arc[]} */
    this.arcs = readArcs(columnsOf(source.arcs), source.transform, edges);
    for (const n of rims) this.arcs[n].runs = [];
    /** @type {Unit[]} */
    this.units = Object.values(source.objects)[0].geometries.map((geometry, n) => this.readUnit(geometry, n));
    this.box = edges;
    this.isCut = bounds !== null;
    this.byKey = new Map(this.units.map((unit, n) => [unit.key, n]));
  }

  readUnit(geometry, n) {
    const { iso3 = "", part = "", name = "", rows = [] } = geometry.properties;
    const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : [];
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const rings = polygons.flat().map((references) => {
      const own = [Infinity, Infinity, -Infinity, -Infinity];
      for (const reference of references) {
        const arc = this.arcs[reference < 0 ? ~reference : reference];
        if (arc.units[arc.units.length - 1] !== n) arc.units.push(n);
        widen(own, arc.box);
      }
      widen(box, own);
      return { references, box: own };
    });
    return { key: part ? `${iso3}/${part}` : iso3, iso3, name, rows, polygons, rings, box };
  }

  /** The points of a ring, joints once. @param {number[]} ring @param {(x: number, y: number) => void} visit */
  eachPoint(ring, visit) {
    for (const reference of ring) {
      const { points } = this.arcs[reference < 0 ? ~reference : reference];
      if (reference < 0) for (let i = points.length - 2; i >= 0; i -= 2) visit(points[i], points[i + 1]);
      else for (let i = 0; i < points.length; i += 2) visit(points[i], points[i + 1]);
    }
  }

  /** Whether a unit covers a point of the square world. */
  covers(unit, x, y) {
    const [left, top, right, bottom] = unit.box;
    if (x < left || x > right || y < top || y > bottom) return false;
    let inside = false;
    for (const { references: ring, box } of unit.rings) {
      if (y < box[1] || y > box[3] || x > box[2]) continue;
      let first = true;
      let px = 0;
      let py = 0;
      this.eachPoint(ring, (qx, qy) => {
        if (!first && py > y !== qy > y && x < ((qx - px) * (y - py)) / (qy - py) + px) inside = !inside;
        first = false;
        px = qx;
        py = qy;
      });
    }
    return inside;
  }

  /** The unit at a point, -1 for the sea. */
  unitAt(x, y) {
    return this.units.findIndex((unit) => this.covers(unit, x, y));
  }
}

/**
 * Project arcs from their steps on a grid of degrees; without a transform they are degrees themselves.
 * @returns {Arc[]}
 */
function readArcs({ counts, x: stepsX, y: stepsY }, transform, edges) {
  const from = starts(counts);
  const rows = transform && projectedRows(from, stepsY, transform);
  return Array.from(counts, (count, arc) => {
    const points = new Float64Array(count * 2);
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    let gridX = 0;
    let gridY = 0;
    for (let n = 0, at = from[arc]; n < count; n++, at++) {
      gridX = transform ? gridX + stepsX[at] : stepsX[at];
      gridY = transform ? gridY + stepsY[at] : stepsY[at];
      const x = toX(transform ? gridX * transform.scale[0] + transform.translate[0] : gridX);
      const y = rows ? rows(gridY) : toY(gridY);
      points[2 * n] = x;
      points[2 * n + 1] = y;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    const box = [left, top, right, bottom];
    return { points, box, runs: realRuns(points, box, edges), units: [] };
  });
}

/** The projection of the rows of a grid, each found once: a logarithm a point is a tenth of the time until a page is ready. */
function projectedRows(from, steps, { scale, translate }) {
  let [least, most] = [Infinity, -Infinity];
  for (let arc = 0; arc + 1 < from.length; arc++) {
    let row = 0;
    for (let at = from[arc]; at < from[arc + 1]; at++) {
      row += steps[at];
      if (row < least) least = row;
      if (row > most) most = row;
    }
  }
  const known = new Float64Array(Math.max(0, most - least + 1)); // 0 is the upper edge of the world, where nothing lies
  return (row) => known[row - least] || (known[row - least] = toY(row * scale[1] + translate[1]));
}

/**
 * Leave out what lies along the edge of a cut or of the world: it is no coast and no border.
 * @param {Float64Array} points - x, y, x, y, ...
 * @param {number[]} box - around them
 * @param {number[]} edges - of the cut or the world
 * @returns {number[][]} from, to (points) of each line that is left
 */
export function realRuns(points, box, [left, top, right, bottom]) {
  const slack = EPSILON * WORLD + (right - left) * 2e-5;
  const apart = box[0] > left + slack && box[1] > top + slack && box[2] < right - slack && box[3] < bottom - slack;
  if (apart) return [[0, points.length / 2]];
  const along = (a, b, edge) => Math.abs(a - edge) < slack && Math.abs(b - edge) < slack;
  const runs = [];
  let start = 0;
  for (let i = 1; i < points.length / 2; i++) {
    const [px, py, qx, qy] = [points[2 * i - 2], points[2 * i - 1], points[2 * i], points[2 * i + 1]];
    if (along(px, qx, left) || along(px, qx, right) || along(py, qy, top) || along(py, qy, bottom)) {
      if (i - 1 > start) runs.push([start, i]);
      start = i;
    }
  }
  if (points.length / 2 - 1 > start) runs.push([start, points.length / 2]);
  return runs;
}

export function widen(box, other) {
  box[0] = Math.min(box[0], other[0]);
  box[1] = Math.min(box[1], other[1]);
  box[2] = Math.max(box[2], other[2]);
  box[3] = Math.max(box[3], other[3]);
}

/** Whether a point lies in a box. @param {number[]} box - left, top, right, bottom @param {number} x @param {number} y */
export const inside = ([left, top, right, bottom], x, y) => x >= left && x <= right && y >= top && y <= bottom;
