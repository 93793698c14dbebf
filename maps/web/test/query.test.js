import "./page_words.js";

import assert from "node:assert/strict";
import { test } from "node:test";

import { iso } from "../js/dates.js";
import { finder, fold } from "../js/matching.js";
import { FIELDS, parseQuery } from "../js/query.js";

/** A query in one line: groups in [], what is left out with -, phrases in quotes. */
const shape = (text, names) => parseQuery(text, names)
  .map((group) => `[${group.map((term) => `${term.without ? "-" : ""}${term.field ? `${term.field}:` : ""}${term.phrase ? `"${term.text}"` : term.text}`).join(" | ")}]`)
  .join(" ");

const QUERIES = {
  "": "",
  "  ": "",
  "Gaza aid": "[gaza] [aid]",
  '"aid convoy" gaza': '["aid convoy"] [gaza]',
  "“aid convoy”": '["aid convoy"]',
  '"aid con': '["aid con"]',
  '"': "",
  "gaza OR rafah aid": "[gaza | rafah] [aid]",
  "gaza | rafah | haifa": "[gaza | rafah | haifa]",
  "or": "[or]",
  "OR gaza": "[gaza]",
  "gaza OR": "[gaza]",
  "-police": "[-police]",
  '-"the police"': '[-"the police"]',
  "-": "",
  "cease-fire": "[cease-fire]",
  "actor:Hamas": "[actor:hamas]",
  'place:"West Bank"': '[place:"west bank"]',
  "-type:aid": "[-type:aid]",
  "actor:": "",
  "actor: gaza": "[gaza]",
  "ACTOR:x": "[actor:x]",
  "https://example.org": "[https://example.org]",
  "note:this": "[note:this]",
  "12:30": "[12:30]",
  "Sana’a": "[sana'a]",
  "São-Tomé": "[sao-tome]",
};

test("a query is groups of terms, whatever is typed", () => {
  for (const [text, wanted] of Object.entries(QUERIES)) assert.equal(shape(text), wanted, JSON.stringify(text));
});

test("every prefix of a query can be read, as it is typed", () => {
  const whole = '-actor:"Joe Biden" OR place:gaza after:2024-07 "x';
  for (let n = 0; n <= whole.length; n++) parseQuery(whole.slice(0, n));
});

test("fields have names of the page's language, beside their own", () => {
  assert.equal(shape("ort:Gaza place:Gaza", new Map([["ort", "place"]])), "[place:gaza] [place:gaza]");
  assert.equal(shape("país:x Pais:x", new Map([["pais", "country"]])), "[country:x] [country:x]"); // names are folded
});

test("the page has a name for every field", () => {
  for (const field of FIELDS) assert.ok(globalThis.DATELINE_WORDS[`search.field.${field}`], field);
});

test("a term knows what was typed, so that it can be written again", () => {
  assert.deepEqual(parseQuery('-actor:"A b" c').flat().map(({ typed }) => typed), ['actor:"A b"', "c"]);
});

test("a date is a day, a month or a year", () => {
  const days = (text) => parseQuery(text)[0][0].days?.map(iso).join("/") ?? null;
  assert.equal(days("on:2024-07-16"), "2024-07-16/2024-07-16");
  assert.equal(days("on:2024-02"), "2024-02-01/2024-02-29");
  assert.equal(days("after:2023-12"), "2023-12-01/2023-12-31");
  assert.equal(days("before:2023"), "2023-01-01/2023-12-31");
  assert.equal(days("on:2024-13"), null);
  assert.equal(days("on:yesterday"), null);
});

test("a word is found by its beginning, a phrase as whole words", () => {
  const found = (wanted, text, phrase = false) => finder(fold(wanted), phrase)(fold(text)) >= 0;
  assert.ok(found("aid", "The aides brought Aid."));
  assert.ok(!found("aid", "He said so."));
  assert.ok(found("aid", "They said that aid came."));
  assert.ok(found("raf", "Rafah"));
  assert.ok(!found("raf", "Rafah", true));
  assert.ok(found("aid convoy", "an aid convoy.", true));
  assert.ok(!found("aid convoy", "an aid convoys", true));
  assert.ok(found("lebanon", "Israel–Lebanon border"));
  assert.ok(found("8", "8 people") && !found("8", "18 people"));
});

test("scripts that write words in one are found anywhere", () => {
  const found = (wanted, text) => finder(fold(wanted), false)(fold(text)) >= 0;
  assert.ok(found("غزة", "بغزة")); // "in Gaza" is one word
  assert.ok(found("加沙", "在加沙地带"));
  assert.ok(found("киев", "Киёв") && !found("ев", "Киев"));
});

test("accents and quotes make no difference", () => {
  assert.equal(fold("Nétanyahou, Łódź, “Sana’a”"), 'netanyahou, łodz, "sana\'a"');
  assert.equal(fold("한국"), "한국");
});
