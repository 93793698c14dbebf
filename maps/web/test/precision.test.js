// How precisely a place is known: levels of events, and the middle of an area.

import "./page_words.js";

import assert from "node:assert/strict";
import { test } from "node:test";

import { allLevels, isWide, levelsOf, middleOf, placeText } from "../js/precision.js";
import { toLat, toLon } from "../js/projection.js";
import { NONE } from "../js/unpack.js";

const LEVELS = ["exact", "locality", "district", "region", "country"];

test("an event has the level of its site; without a level, and without a site, it says so", () => {
  const levels = allLevels(LEVELS);
  const found = levelsOf(Int32Array.from([1, 0, -1, 2]), Int32Array.from([4, 1, NONE]), LEVELS.length);
  assert.deepEqual(Array.from(found, (at) => levels[at]), ["locality", "country", "none", "unknown"]);
});

test("regions and countries are no points", () => {
  assert.deepEqual(allLevels(LEVELS).filter(isWide), ["region", "country"]);
});

const square = (west, south, size) => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
const near = (found, [lon, lat]) => Math.hypot(toLon(found[0]) - lon, toLat(found[1]) - lat);

test("the middle of an area is as far from its outline as can be", () => {
  assert.ok(near(middleOf({ type: "Polygon", coordinates: [square(30, 0, 4)] }), [32, 2]) < 0.1);
});

test("of several parts the largest has it, and no hole does", () => {
  const middle = middleOf({ type: "MultiPolygon", coordinates: [[square(0, 0, 1)], [square(30, 0, 6), square(31, 1, 4)]] });
  const [lon, lat] = [toLon(middle[0]), toLat(middle[1])];
  assert.ok(lon > 30 && lon < 36 && lat > 0 && lat < 6);
  assert.ok(!(lon > 31 && lon < 35 && lat > 1 && lat < 5));
});

test("a line and a point have none", () => {
  assert.equal(middleOf({ type: "LineString", coordinates: [[0, 0], [1, 1]] }), null);
  assert.equal(middleOf({ type: "Point", coordinates: [0, 0] }), null);
});

test("something is in a country, but along a border", () => {
  const at = (kind, name, level) => placeText({
    events: { get: () => level, meaning: () => "" },
    places: { places: [{ kind, name }] },
    locations: { placeAt: () => 0 },
  }, 0);
  assert.equal(at("country", "Israel", "country"), "In Israel, nowhere nearer");
  for (const level of ["region", "country"]) assert.equal(at("border", "Israel–Lebanon border", level), "Somewhere along Israel–Lebanon border");
  assert.equal(at("border", "Israel–Lebanon border", "district"), "Israel–Lebanon border (district)");
});
