import "./page_words.js";

import assert from "node:assert/strict";
import { test } from "node:test";

// Leaflet's own, which the modules of the map look for when they are read.
globalThis.L = new Proxy(function () {}, { get: () => globalThis.L, apply: () => globalThis.L, construct: () => ({}) });
const { towards } = await import("../js/mark_keys.js");

const stops = [{ x: 0, y: 0 }, { x: 100, y: 10 }, { x: 30, y: 80 }, { x: -50, y: -5 }, { x: 20, y: 90 }];

test("an arrow leads to the nearest mark in its direction", () => {
  assert.equal(towards(stops, 0, 1, 0), 1);
  assert.equal(towards(stops, 0, -1, 0), 3);
  assert.equal(towards(stops, 0, 0, 1), 4); // less aside, though a little farther
  assert.equal(towards(stops, 1, -1, 0), 0);
});

test("where no mark is in a direction, the current one stays", () => {
  assert.equal(towards(stops, 3, -1, 0), 3);
  assert.equal(towards([], -1, 1, 0), -1);
  assert.equal(towards(stops, -1, 1, 0), 0);
});
