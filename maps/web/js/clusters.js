// Events that lie too close to tell apart share one symbol, whose count is honest: every event is in exactly one.

import KDBush from "kdbush";

import { starts } from "./unpack.js";

const REACH_PX = 30; // spots nearer than this share a symbol
export const PETALS = 7; // up to so many events are drawn one by one around their spot

/** Events that share a symbol, at their largest spot. */
class Cluster {
  /** @param {Clusters} all @param {number[]} spots - the largest first @param {number} size - events */
  constructor(all, spots, size) {
    this.all = all;
    /** @type {number[]|undefined} */
    this.found = undefined;
    this.spots = spots;
    this.size = size;
    this.x = all.x[spots[0]];
    this.y = all.y[spots[0]];
  }

  /** Whether zooming in could never part them. */
  get sameSpot() {
    return this.spots.length === 1;
  }

  /** The events, those of the largest spot first. @returns {number[]} */
  get members() {
    this.found ??= this.spots.flatMap((spot) => this.all.eventsAt(spot));
    return this.found;
  }
}

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
    this.byZoom.clear();
  }

  /** The same spots with other events shown. @param {Uint8Array} visible @returns {Clusters} */
  showing(visible) {
    const other = Object.assign(Object.create(Clusters.prototype), this, { byZoom: new Map(), counts: new Int32Array(this.counts.length) });
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

  gathered(zoom) {
    if (!this.byZoom.has(zoom)) this.byZoom.set(zoom, this.gather(REACH_PX / 2 ** zoom));
    return this.byZoom.get(zoom);
  }

  gather(reach) {
    const { counts } = this;
    const homes = new Int32Array(counts.length).fill(-1); // of each spot its cluster
    const clusters = [];
    for (const at of this.spots) {
      if (homes[at] >= 0) continue;
      const spots = this.index.within(this.x[at], this.y[at], reach).filter((other) => counts[other] && homes[other] < 0 && other !== at);
      spots.sort((a, b) => a - b).unshift(at);
      let size = 0;
      for (const spot of spots) {
        homes[spot] = clusters.length;
        size += counts[spot];
      }
      clusters.push(new Cluster(this, spots, size));
    }
    return { clusters, homes };
  }
}

/**
 * Where the members of a small cluster are drawn around its spot, in pixels.
 * @param {number} count - 1 to PETALS
 * @returns {number[][]}
 */
export function petals(count) {
  if (count === 1) return [[0, 0]];
  const radius = count === 2 ? 7.5 : count <= 4 ? 10 : 13;
  const ring = count >= 6 ? count - 1 : count;
  const around = Array.from({ length: ring }, (_, n) => {
    const angle = (2 * Math.PI * n) / ring + (ring === 2 ? 0 : -Math.PI / 2);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return count === ring ? around : [[0, 0], ...around.map(([x, y]) => [x * 1.15, y * 1.15])];
}

/** Radius in pixels of the disc that stands for many events. */
export const discRadius = (count) => Math.min(26, 11 + 2.2 * Math.log2(count));

