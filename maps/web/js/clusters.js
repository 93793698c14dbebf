// Events that lie too close to tell apart share one symbol, whose count is honest: every event is in exactly one.
(() => {
  "use strict";

  const REACH_PX = 30; // spots nearer than this share a symbol
  const PETALS = 7; // up to so many events are drawn one by one around their spot

  /**
   * @typedef {Object} Cluster
   * @property {number} x - of its largest spot, on the square world
   * @property {number} y
   * @property {number[]} members - events
   * @property {boolean} sameSpot - whether zooming in could never part them
   */

  class Clusters {
    /** @param {Dateline.EventTable} events */
    constructor(events) {
      this.events = events;
      this.byZoom = new Map();
      this.spotCount = 0;
      /** For each event the number of its exact spot, -1 without one: made once, since spots never move. */
      this.spotOf = new Int32Array(events.count).fill(-1);
      const known = new Map();
      for (let n = 0; n < events.count; n++) {
        if (!events.placed[n]) continue;
        const column = known.get(events.x[n]) ?? new Map();
        if (!column.size) known.set(events.x[n], column);
        if (!column.has(events.y[n])) column.set(events.y[n], this.spotCount++);
        this.spotOf[n] = column.get(events.y[n]);
      }
    }

    /** Group the visible events by their exact spot and index the spots. */
    update(visible) {
      const spots = new Array(this.spotCount);
      /** @type {number[][]} events of each spot, in the order of the first of each */
      this.spots = [];
      for (let n = 0; n < this.events.count; n++) {
        const at = this.spotOf[n];
        if (!visible[n] || at < 0) continue;
        if (spots[at]) spots[at].push(n);
        else this.spots.push((spots[at] = [n]));
      }
      this.order = this.spots.map((_, at) => at).sort((a, b) => this.spots[b].length - this.spots[a].length || a - b);
      this.index = null;
      if (this.spots.length) {
        this.index = new KDBush(this.spots.length);
        for (const [n] of this.spots) this.index.add(this.events.x[n], this.events.y[n]);
        this.index.finish();
      }
      this.byZoom.clear();
    }

    /** @param {number} zoom @returns {Cluster[]} */
    at(zoom) {
      if (!this.byZoom.has(zoom)) this.byZoom.set(zoom, this.gather(REACH_PX / 2 ** zoom));
      return this.byZoom.get(zoom);
    }

    gather(reach) {
      const taken = new Uint8Array(this.spots.length);
      const clusters = [];
      for (const at of this.order) {
        if (taken[at]) continue;
        const [first] = this.spots[at];
        const { [first]: x } = this.events.x;
        const { [first]: y } = this.events.y;
        const near = this.index.within(x, y, reach).filter((other) => !taken[other]);
        for (const other of near) taken[other] = 1;
        near.sort((a, b) => (a === at ? -1 : b === at ? 1 : a - b));
        clusters.push({ x, y, members: near.flatMap((other) => this.spots[other]), sameSpot: near.length === 1 });
      }
      return clusters;
    }
  }

  /**
   * Where the members of a small cluster are drawn around its spot, in pixels.
   * @param {number} count - 1 to PETALS
   * @returns {number[][]}
   */
  function petals(count) {
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
  const discRadius = (count) => Math.min(26, 11 + 2.2 * Math.log2(count));

  Object.assign(Dateline, { Clusters, petals, discRadius, PETALS });
})();
