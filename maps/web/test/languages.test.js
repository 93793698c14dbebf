// Words in languages from right to left, and with more plural forms than two.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

globalThis.DATELINE_WORDS = {};
const { plural, useWords, word } = await import("../js/core.js");

const TABLE = {
  "page.locale": "ru-RU", "page.direction": "ltr", events: "{count} события", "events.one": "{count} событие", "events.many": "{count} событий",
  from: "с {day}", says: "{title}: {name}",
};

beforeEach(() => useWords({ ...TABLE }));

test("plural forms are those of the language; a form that the table lacks is the general one", () => {
  assert.deepEqual([1, 21, 2, 24, 5, 11, 100].map((count) => plural("events", count)),
    ["1 событие", "21 событие", "2 события", "24 события", "5 событий", "11 событий", "100 событий"]);
});

test("from left to right nothing is isolated", () => {
  assert.equal(word("from", { day: "16 Jul 2024" }), "с 16 Jul 2024");
});

test("from right to left a name or a date keeps its direction, and what is written so goes along", () => {
  useWords({ ...TABLE, "page.direction": "rtl", "page.locale": "ar" });
  assert.equal(word("from", { day: "16 Jul 2024" }), "с \u206816 Jul 2024\u2069");
  assert.equal(word("says", { title: "تنازل: \u2068Israel\u2069", name: "Gaza" }), "تنازل: \u2068Israel\u2069: \u2068Gaza\u2069");
});
