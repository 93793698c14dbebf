// Events that lie too close to tell apart share one symbol, whose count is honest: every event is in exactly one.

import KDBush from "kdbush";

import { extentOf } from "./marks.js";
import { isWide } from "./precision.js";
import { starts } from "./unpack.js";

export const SIZE = 6.5; // radius of a mark, in pixels
export const PETALS = 7; // up to so many events of one spot are drawn one by one around it
const GAP = 3; // pixels between two symbols
const WIDEST = 34; // pixels: no symbol reaches farther
const FARTHEST_ASIDE = 84; // pixels that the symbol of a region or a country may lie beside its place
const STEP_ASIDE = 6;
const LEAST_LINE = 14; // pixels that show of the line from a symbol to its place
/** Directions to try, below first: names stand mostly right and left. */
const ANGLES = [2, 1, 3, 0, 4, 7, 5, 6].map((eighth) => (eighth * Math.PI) / 4);

/** Events that share a symbol, at their largest spot. */
class Cluster {
  /** @param {Clusters} all @param {number[]} spots - the largest first @param {number} size - events */
  constructor(all, spots, size) {
    this.all = all;
    /** @type {number[]|undefined} */
    this.found = undefined;
    this.spots = spots;
    this.size = size;
    /** Where its place is, on the square world. */
    this.homeX = all.x[spots[0]];
    this.homeY = all.y[spots[0]];
    /** Where its symbol is: elsewhere only for regions and countries that points would hide, with a line to their place. */
    this.x = this.homeX;
    this.y = this.homeY;
    /** Whether it stands for regions or countries, not for points. */
    this.wide = all.events.wideSpot[spots[0]] === 1;
  }

  /** Whether zooming in could never part them. */
  get sameSpot() {
    return this.spots.length === 1;
  }

  /** Whether it is a disc with a number: of many events, or of different places, which no petal shall move. */
  get isDisc() {
    return this.size > PETALS || !this.sameSpot;
  }

  /** How precisely its least known place is known. */
  get precision() {
    const { levels, spotLevel } = this.all.events;
    return levels[this.spots.reduce((most, spot) => Math.max(most, spotLevel[spot]), 0)];
  }

  /** Pixels from its middle to its edge. */
  get reach() {
    return footprint(this.size, this.precision, this.isDisc);
  }

  /** Pixels from its middle to the sign of each member, in their order; none of a disc. */
  get signs() {
    return this.isDisc ? [] : petals(this.size, this.precision);
  }

  /** The events, those of the largest spot first. @returns {number[]} */
  get members() {
    this.found ??= this.spots.flatMap((spot) => this.all.eventsAt(spot));
    return this.found;
  }
}

/** Pixels from the middle of a symbol to its edge. @param {number} size - events @param {string} precision @param {boolean} isDisc */
export function footprint(size, precision, isDisc) {
  if (isDisc) return discRadius(size) + (isWide(precision) ? WIDE_RIM : 2);
  return isWide(precision) ? ringRadius(size) + 2 : petalReach(size, precision) + extentOf(SIZE, precision);
}

/** How much of a segment lies in a circle, in the unit of both. @param {number[]} from @param {number[]} to @param {number[]} middle @param {number} radius */
export function inCircle([fromX, fromY], [toX, toY], [x, y], radius) {
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (!length) return 0;
  const [alongX, alongY] = [(toX - fromX) / length, (toY - fromY) / length];
  const along = (x - fromX) * alongX + (y - fromY) * alongY;
  const half = Math.sqrt(Math.max(0, radius ** 2 - ((x - fromX) * alongY - (y - fromY) * alongX) ** 2));
  return Math.max(0, Math.min(length, along + half) - Math.max(0, along - half));
}

/** Radius of the ring around the signs of a region or a country. @param {number} size - events */
export const ringRadius = (size) => (size === 1 ? 2 * SIZE : petalReach(size, "") + SIZE * 1.7);

export class Clusters {
  /** @param {import("./events.js").EventTable} events */
  constructor(events) {
    this.events = events;
    this.byZoom = new Map();
    const { spotCount, spot } = events;
    this.x = new Float64Array(spotCount);
    this.y = new Float64Array(spotCount);
    const counts = new Int32Array(spotCount);
    for (let n = 0; n < events.count; n++) {
      if (spot[n] < 0) continue;
      counts[spot[n]]++;
      this.x[spot[n]] = events.x[n];
      this.y[spot[n]] = events.y[n];
    }
    /** The events of each spot, one spot after another. */
    this.starts = starts(counts);
    this.items = new Int32Array(this.starts[spotCount]);
    const next = this.starts.slice();
    for (let n = 0; n < events.count; n++) if (spot[n] >= 0) this.items[next[spot[n]]++] = n;
    this.index = spotCount ? new KDBush(spotCount) : null;
    for (let at = 0; at < spotCount; at++) this.index.add(this.x[at], this.y[at]);
    this.index?.finish();
    this.counts = new Int32Array(spotCount);
    /** Pixels that the symbol of each spot takes by itself. */
    this.reach = new Float32Array(spotCount);
  }

  /** Count the visible events of each spot. */
  update(visible) {
    this.visible = visible;
    const { counts } = this;
    const { spot } = this.events;
    counts.fill(0);
    for (let n = 0; n < spot.length; n++) if (visible[n] && spot[n] >= 0) counts[spot[n]]++;
    /** The spots that show an event, the largest first. */
    this.spots = Int32Array.from(counts.keys()).filter((at) => counts[at]).sort((a, b) => counts[b] - counts[a] || a - b);
    const { levels, spotLevel } = this.events;
    for (const at of this.spots) this.reach[at] = footprint(counts[at], levels[spotLevel[at]], counts[at] > PETALS);
    this.byZoom.clear();
  }

  /** The same spots with other events shown. @param {Uint8Array} visible @returns {Clusters} */
  showing(visible) {
    const other = Object.assign(Object.create(Clusters.prototype), this, { byZoom: new Map(), counts: new Int32Array(this.counts.length), reach: new Float32Array(this.counts.length) });
    other.update(visible);
    return other;
  }

  /** The visible events of a spot. @returns {number[]} */
  eventsAt(spot) {
    return Array.from(this.items.subarray(this.starts[spot], this.starts[spot + 1])).filter((n) => this.visible[n]);
  }

  /** @param {number} zoom @returns {Cluster[]} */
  at(zoom) {
    return this.gathered(zoom).clusters;
  }

  /** The cluster that shows an event, null when none does. @returns {Cluster|null} */
  holding(zoom, n) {
    const { clusters, homes } = this.gathered(zoom);
    return this.visible[n] ? clusters[homes[this.events.spot[n]]] ?? null : null;
  }

  /**
   * The least zoom from which on an event has a mark of its own. Where that is not so at any, because many events share
   * its spot, the least at which its spot is alone.
   * @param {number} n @param {number} from @param {number} to - the last zoom to try @param {number} step
   */
  zoomShowing(n, from, to, step = 0.5) {
    const { spot } = this.events;
    const own = spot[n];
    if (own < 0 || !this.visible[n]) return from;
    // Nearer than any symbol reaches nothing is certain; farther apart than two of the largest nothing is shared.
    let nearest = Infinity;
    for (const other of this.spots) {
      if (other !== own && this.events.wideSpot[other] === this.events.wideSpot[own]) nearest = Math.min(nearest, Math.hypot(this.x[other] - this.x[own], this.y[other] - this.y[own]));
    }
    const least = Math.log2(2 * SIZE / nearest);
    let zoom = from;
    while (zoom < to && (zoom < least || !this.holding(zoom, n)?.sameSpot)) zoom = Math.min(to, zoom + step);
    return zoom;
  }

  gathered(zoom) {
    if (!this.byZoom.has(zoom)) this.byZoom.set(zoom, this.gather(2 ** zoom));
    return this.byZoom.get(zoom);
  }

  /** Join spots whose symbols would touch, the larger ones first. @param {number} scale - pixels of a unit of the square world */
  gather(scale) {
    const homes = new Int32Array(this.counts.length).fill(-1); // of each spot its cluster
    const clusters = [];
    for (const at of this.spots) {
      if (homes[at] >= 0) continue;
      const [spots, size] = this.absorb(at, homes, scale);
      for (const spot of spots) homes[spot] = clusters.length;
      clusters.push(new Cluster(this, spots, size));
    }
    for (const cluster of clusters) if (cluster.wide) this.clear(cluster, clusters, homes, scale);
    return { clusters, homes };
  }

  /**
   * Move the symbol of a region or a country off those of points, to the nearest free place around it from which a line to
   * its own place shows: it has no point of its own to lose. Where there is no room near by it stays.
   */
  clear(cluster, clusters, homes, scale) {
    const { homeX, homeY, reach } = cluster;
    const around = new Set(this.index.within(homeX, homeY, (FARTHEST_ASIDE + reach + 2 * WIDEST) / scale).map((spot) => clusters[homes[spot]]));
    around.delete(undefined);
    around.delete(cluster);
    const others = [...around].map((other) => ({ x: (other.x - homeX) * scale, y: (other.y - homeY) * scale, reach: other.reach,
      home: [(other.homeX - homeX) * scale, (other.homeY - homeY) * scale] }));
    const isFree = (x, y) => others.every((other) => Math.hypot(other.x - x, other.y - y) >= reach + other.reach + 1
      // Nor does it hide the line of one that has moved before.
      && inCircle(other.home, [other.x, other.y], [x, y], reach) === 0);
    const lineShows = (x, y) => {
      const away = Math.hypot(x, y);
      if (!away) return true;
      const edge = [x - (x / away) * reach, y - (y / away) * reach];
      return away - reach - others.reduce((hidden, other) => hidden + inCircle([0, 0], edge, [other.x, other.y], other.reach), 0) >= LEAST_LINE;
    };
    for (let away = 0; away <= FARTHEST_ASIDE; away += STEP_ASIDE) {
      for (const angle of away ? ANGLES : [0]) {
        const [x, y] = [away * Math.cos(angle), away * Math.sin(angle)];
        if (!isFree(x, y) || !lineShows(x, y)) continue;
        [cluster.x, cluster.y] = [homeX + x / scale, homeY + y / scale];
        return;
      }
    }
  }

  /** The spots that share the symbol of one, which grows with each of them. @returns {[number[], number]} and their events */
  absorb(at, homes, scale) {
    const { counts, x, y } = this;
    const { wideSpot } = this.events;
    const spots = [at];
    let size = counts[at];
    let reach = this.reach[at];
    const near = this.index.within(x[at], y[at], (2 * WIDEST + GAP) / scale)
      .filter((other) => counts[other] && homes[other] < 0 && other !== at && wideSpot[other] === wideSpot[at])
      .map((other) => ({ other, room: Math.hypot(x[other] - x[at], y[other] - y[at]) * scale - this.reach[other] - GAP }))
      .sort((one, two) => one.room - two.room || one.other - two.other);
    for (const { other, room } of near) {
      if (room >= reach) break;
      spots.push(other);
      size += counts[other];
      reach = footprint(size, wideSpot[at] ? "region" : "", true);
    }
    return [spots, size];
  }
}

/**
 * Where the members of a small cluster are drawn around its spot, in pixels.
 * @param {number} count - 1 to PETALS
 * @param {string} [precision] - marks with rings of their own need more room
 * @returns {number[][]}
 */
export function petals(count, precision = "") {
  if (count === 1) return [[0, 0]];
  const radius = (count === 2 ? 7.5 : count <= 4 ? 10 : 13) * (precision === "district" ? 1.5 : 1);
  const ring = count >= 6 ? count - 1 : count;
  const around = Array.from({ length: ring }, (_, n) => {
    const angle = (2 * Math.PI * n) / ring + (ring === 2 ? 0 : -Math.PI / 2);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return count === ring ? around : [[0, 0], ...around.map(([x, y]) => [x * 1.15, y * 1.15])];
}

/** Radius in pixels of the disc that stands for many events. */
export const discRadius = (count) => Math.min(26, 11 + 2.2 * Math.log2(count));
const WIDE_RIM = 5; // pixels around a disc of regions and countries

/** Pixels from the middle of few signs to that of the outermost, by their number: with and without rings of their own. */
const REACHES = Object.fromEntries(["", "district"].map((precision) => [precision,
  Array.from({ length: PETALS + 1 }, (_, count) => (count ? Math.max(...petals(count, precision).map(([x, y]) => Math.hypot(x, y))) : 0))]));
const petalReach = (size, precision) => REACHES[precision === "district" ? precision : ""][size];
