// Which events share a symbol, where it stands, and from which zoom on an event has a mark of its own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Clusters, PETALS, discRadius, footprint, inCircle, petals } from "../js/clusters.js";

const LEVELS = ["exact", "locality", "district", "region", "country", "unknown", "none"];

/** Events at spots: [x, y, number of events, level]. */
function table(spots) {
  const at = spots.flatMap(([, , count], spot) => Array.from({ length: count }, () => spot));
  const level = (spot) => LEVELS.indexOf(spots[spot][3] ?? "locality");
  return {
    count: at.length,
    spotCount: spots.length,
    spot: Int32Array.from(at),
    x: Float64Array.from(at, (spot) => spots[spot][0]),
    y: Float64Array.from(at, (spot) => spots[spot][1]),
    levels: LEVELS,
    spotLevel: Uint8Array.from(spots, (_, spot) => level(spot)),
    wideSpot: Uint8Array.from(spots, (_, spot) => (level(spot) >= 3 ? 1 : 0)),
  };
}

function clustersOf(spots) {
  const events = table(spots);
  const made = new Clusters(events);
  made.update(new Uint8Array(events.count).fill(1));
  return made;
}

test("every visible event is in exactly one symbol, at every zoom", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const spots = Array.from({ length: 300 }, () => [100 + 20 * random(), 100 + 20 * random(), 1 + Math.floor(9 * random()), random() < 0.2 ? "country" : "locality"]);
  const clusters = clustersOf(spots);
  for (let zoom = 1; zoom <= 13; zoom += 1.5) {
    const members = clusters.at(zoom).flatMap((cluster) => cluster.members).sort((a, b) => a - b);
    assert.deepEqual(members, Array.from({ length: clusters.events.count }, (_, n) => n));
    assert.equal(clusters.at(zoom).reduce((sum, { size }) => sum + size, 0), members.length);
  }
});

test("two marks that do not touch are two marks, those that do are one disc with both", () => {
  const clusters = clustersOf([[100, 100, 1], [101, 100, 1]]);
  assert.deepEqual(clusters.at(5).map(({ size, isDisc }) => [size, isDisc]), [[1, false], [1, false]]); // 32 px apart
  assert.deepEqual(clusters.at(3).map(({ size, isDisc }) => [size, isDisc]), [[2, true]]); // 8 px
});

test("few events of one spot are drawn around it, many are a disc", () => {
  const few = clustersOf([[100, 100, PETALS]]).at(8)[0];
  const many = clustersOf([[100, 100, PETALS + 1]]).at(8)[0];
  assert.deepEqual([few.isDisc, few.signs.length], [false, PETALS]);
  assert.deepEqual([many.isDisc, many.signs.length], [true, 0]);
});

test("a symbol of points stands at the place of its largest spot", () => {
  for (const zoom of [2, 4, 6]) {
    for (const { x, y, homeX, homeY } of clustersOf([[100, 100, 9], [100.5, 100, 2], [103, 101, 1]]).at(zoom)) assert.deepEqual([x, y], [homeX, homeY]);
  }
});

test("a country shares no symbol with points, and stands off them", () => {
  const clusters = clustersOf([[100, 100, 20], [100.05, 100, 3, "country"]]);
  for (const zoom of [3, 5, 7]) {
    const [points, country] = [0, 20].map((n) => clusters.holding(zoom, n));
    assert.deepEqual([points.wide, country.wide, points.size, country.size], [false, true, 20, 3]);
    const apart = Math.hypot(points.x - country.x, points.y - country.y) * 2 ** zoom;
    assert.ok(apart >= points.reach + country.reach, `${apart} at zoom ${zoom}`);
  }
});

test("from its zoom on an event has its own mark, and not before", () => {
  const clusters = clustersOf([[100, 100, 3], [100.1, 100, 2], [100, 100.4, 1]]);
  for (const n of [0, 3, 5]) {
    const zoom = clusters.zoomShowing(n, 2, 13);
    assert.ok(clusters.holding(zoom, n).sameSpot);
    assert.ok(!clusters.holding(zoom - 0.5, n).sameSpot);
  }
});

test("what no zoom parts is shown at the last one", () => {
  const clusters = clustersOf([[100, 100, 1], [100.00001, 100, 1]]);
  assert.equal(clusters.zoomShowing(0, 4, 13), 13);
  assert.ok(clusters.holding(13, 0).isDisc);
});

test("what stands alone already needs no zoom", () => {
  assert.equal(clustersOf([[100, 100, 30]]).zoomShowing(4, 3, 13), 3);
});

test("no sign reaches beyond the footprint that it was given room for", () => {
  for (let count = 1; count <= PETALS; count++) {
    for (const precision of ["locality", "district", "country"]) {
      const reach = Math.max(...petals(count, precision).map(([x, y]) => Math.hypot(x, y)));
      assert.ok(footprint(count, precision, false) > reach + 6.5, `${count} ${precision}`);
    }
  }
  assert.ok(footprint(1000, "locality", true) >= discRadius(1000));
});

test("of the line from a symbol that has moved to its place enough shows beside all other symbols", () => {
  for (const level of ["locality", "district"]) {
    for (const spots of [[[100, 100, 1, level], [100, 100, 3, "region"]], [[100, 100, 5, level], [100.02, 100.01, 1, "country"], [100.01, 100, 4, "region"]]]) {
      const clusters = clustersOf(spots);
      for (let zoom = 4; zoom <= 9; zoom++) {
        const all = clusters.at(zoom);
        for (const { x, y, homeX, homeY, reach } of all.filter((one) => one.x !== one.homeX || one.y !== one.homeY)) {
          const scale = 2 ** zoom;
          const away = Math.hypot(x - homeX, y - homeY) * scale;
          const hidden = all.map((other) => inCircle([homeX * scale, homeY * scale], [x * scale, y * scale], [other.x * scale, other.y * scale], other.reach));
          assert.ok(away - hidden.reduce((sum, one) => sum + one, 0) >= 13.9, `${level} at zoom ${zoom}: ${away}, ${reach}, ${hidden}`);
        }
      }
      assert.ok(clusters.at(5).some((one) => one.x !== one.homeX || one.y !== one.homeY));
    }
  }
});

test("a segment is in a circle as far as it is", () => {
  assert.equal(inCircle([0, 0], [10, 0], [0, 0], 4), 4);
  assert.equal(inCircle([0, 0], [10, 0], [5, 3], 5), 8);
  assert.equal(inCircle([0, 0], [10, 0], [5, 6], 5), 0);
  assert.equal(inCircle([0, 0], [10, 0], [-9, 0], 5), 0);
});
