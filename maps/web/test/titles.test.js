import "./page_words.js";

import assert from "node:assert/strict";
import { test } from "node:test";

import { labelOf, listed, title, wordsOf } from "../js/titles.js";

const event = (more) => ({ root: "CONSULT", mode: "phone", status: "actual", actors: [], recipients: [], place: "", words: "", ...more });

test("a type has a name, the more special the better, else its code", () => {
  assert.equal(labelOf("ASSAULT", "aerial"), "Air strike");
  assert.equal(labelOf("ASSAULT", ""), globalThis.DATELINE_WORDS["type.ASSAULT"]);
  assert.equal(labelOf("ASSAULT", "novel"), globalThis.DATELINE_WORDS["type.ASSAULT"]);
  assert.equal(labelOf("NOVEL", "thing"), "NOVEL-thing");
});

test("names are a list in words, each once", () => {
  assert.equal(listed([]), "");
  assert.equal(listed(["A"]), "A");
  assert.equal(listed(["A", "B", "A"]), "A and B");
  assert.equal(listed(["A", "B", "C"]), "A, B and C");
  assert.equal(listed(["A", "B", "C", "D", "E"]), "A, B, C and 2 more");
});

test("what happened is a sentence", () => {
  assert.equal(title(event({ actors: ["Gallant"], recipients: ["Austin"] })), "Gallant and Austin spoke by phone");
  assert.equal(title(event({ actors: ["people"] })), "People spoke by phone");
});

test("what did not happen, or not yet, is a noun that says so", () => {
  const sides = { actors: ["Gallant"], recipients: ["Austin"] };
  assert.equal(title(event({ ...sides, status: "future" })), "Announced: Phone call between Gallant and Austin");
  assert.equal(title(event({ ...sides, status: "negated" })), "Did not happen: Phone call between Gallant and Austin");
});

test("of nobody known the place is told, else the report's words, else the type alone", () => {
  assert.equal(title(event({ place: "Gaza" })), "Phone call: Gaza");
  assert.equal(title(event({ words: "rang" })), "Phone call (“rang”)");
  assert.equal(title(event({})), "Phone call");
});

test("a name that looks like a pattern stays as it is", () => {
  assert.equal(title(event({ actors: ["{recipients}"], recipients: ["$& {label}"] })), "{recipients} and $& {label} spoke by phone");
});

test("what a search finds are all words of a title but names", () => {
  assert.match(wordsOf("CONSULT", "phone"), /Phone call\n\s+spoke by phone/);
});
