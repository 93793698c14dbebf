import assert from "node:assert/strict";
import { test } from "node:test";

import { mistakes, nearest } from "../js/nearest.js";

test("mistakes are letters added, dropped, changed or swapped", () => {
  for (const [one, other, wanted] of [["gaza", "gaza", 0], ["gaza", "gasa", 1], ["isreal", "israel", 1], ["rafa", "rafah", 1], ["", "ab", 2], ["hamas", "haifa", 3]]) {
    assert.equal(mistakes(one, other, 3), wanted, `${one} ${other}`);
    assert.equal(mistakes(other, one, 3), wanted, `${other} ${one}`);
  }
});

test("mistakes are counted no further than asked", () => {
  assert.equal(mistakes("abcdefgh", "ijklmnop", 2), 3);
  assert.equal(mistakes("a", "abcdefgh", 2), 3);
});

test("the nearest names come first, as they are written on the page", () => {
  const names = ["Israel", "Israeli army", "Gaza Strip", "Gaza", "Haifa", "Hamas"];
  assert.deepEqual(nearest("isreal", names), ["Israel", "Israeli"]);
  assert.deepEqual(nearest("gasa", names), ["Gaza"]);
  assert.deepEqual(nearest("Strpi", names), ["Strip"]);
  assert.deepEqual(nearest("zzzz", names), []);
});

test("a short word is not corrected into another one", () => {
  assert.deepEqual(nearest("ab", ["ad", "ac"]), []);
  assert.deepEqual(nearest("uk", ["US", "UN"]), []);
});
