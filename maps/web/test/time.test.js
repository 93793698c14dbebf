import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { axisOf } from "../js/time/axis.js";
import { binsOf, countBins, countMembers, coverBins, longerThanBin } from "../js/time/bins.js";
import { coveredDays, inPeriod } from "../js/time/period.js";
import { packRows } from "../js/time/rows.js";
import { DayScale, LEAST_DAYS, holding, moved, openingSpan, within, zoomed } from "../js/time/scale.js";

const NONE = -(2 ** 31);
const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;
const iso = (value) => new Date(value * 86400000).toISOString().slice(0, 10);
const YEARS = { from: day("1983-01-01"), to: day("2026-01-01") };

describe("the scale", () => {
  const scale = new DayScale({ from: 100, to: 110 }, 7, 107);

  it("gives back the day of each of its pixels", () => {
    for (let n = 100; n < 110; n++) assert.equal(scale.day(scale.middle(n)), n);
  });

  it("keeps pixels beyond its ends on the first and the last day", () => {
    assert.equal(scale.day(-50), 100);
    assert.equal(scale.day(500), 109);
  });
});

describe("zooming", () => {
  it("leaves the moment under the pointer where it is", () => {
    const span = { from: day("2020-01-01"), to: day("2022-01-01") };
    const around = day("2020-06-01");
    const now = zoomed(span, 3, around, YEARS);
    assert.ok(Math.abs((around - span.from) / (span.to - span.from) - (around - now.from) / (now.to - now.from)) < 1e-9);
    assert.ok(Math.abs((now.to - now.from) * 3 - (span.to - span.from)) < 1e-9);
  });

  it("never shows less than a week nor more than the bounds", () => {
    let span = { from: day("2020-01-01"), to: day("2022-01-01") };
    for (let n = 0; n < 40; n++) span = zoomed(span, 2, day("2021-01-01"), YEARS);
    assert.equal(span.to - span.from, LEAST_DAYS);
    for (let n = 0; n < 40; n++) span = zoomed(span, 0.5, day("2021-01-01"), YEARS);
    assert.deepEqual(span, YEARS);
  });

  it("keeps its length when it is moved against an end", () => {
    const span = { from: day("2020-01-01"), to: day("2022-01-01") };
    const now = moved(span, 1e6, YEARS);
    assert.equal(now.to, YEARS.to);
    assert.equal(now.to - now.from, span.to - span.from);
  });

  it("widens bounds of a day to a week around it", () => {
    const now = within({ from: 10, to: 11 }, { from: 10, to: 11 });
    assert.equal(now.to - now.from, LEAST_DAYS);
    assert.ok(now.from < 10 && now.to > 11);
  });

  it("follows a day that leaves it, and stays for one that does not", () => {
    const span = { from: day("2024-05-01"), to: day("2024-07-01") };
    assert.equal(holding(span, day("2024-06-30"), YEARS), span);
    const early = holding(span, day("2021-01-15"), YEARS);
    assert.ok(early.from <= day("2021-01-15") && early.to > day("2021-01-15"));
    assert.ok(Math.abs(early.to - early.from - 61) < 1e-9);
  });
});

describe("the span at opening", () => {
  const of = (...days) => Int32Array.from(days).sort();
  const months = Array.from({ length: 60 }, (_, n) => day("2024-05-01") + n);

  it("leaves out one event of long ago", () => {
    const { from, to } = openingSpan(of(day("1983-01-01"), ...months), YEARS);
    assert.ok(from > day("2024-04-20") && from < months[0]);
    assert.ok(to > months.at(-1));
  });

  it("shows everything where events are spread over the years", () => {
    const years = Array.from({ length: 30 }, (_, n) => day(`${1990 + n}-06-01`));
    const { from, to } = openingSpan(of(...years), YEARS);
    assert.ok(from < years[0] && to > years.at(-1));
  });

  it("holds the days it is given, and a few events whatever they are", () => {
    const { from, to } = openingSpan(of(day("2024-05-01")), YEARS, [day("2024-07-16")]);
    assert.ok(from < day("2024-05-01") && to > day("2024-07-16"));
    assert.deepEqual(openingSpan(of(), YEARS), YEARS);
  });
});

describe("the axis", () => {
  for (const [from, to, width, unit] of [
    ["1983-01-01", "2026-01-01", 900, "year"], ["2020-01-01", "2022-01-01", 900, "month"], ["2024-05-01", "2024-07-01", 900, "day"],
    ["2024-05-01", "2024-07-01", 300, "day"], ["2024-01-01", "2024-12-31", 300, "month"], ["2024-07-09", "2024-07-17", 900, "day"],
  ]) {
    it(`names ${unit}s from ${from} to ${to} on ${width} pixels, with room for each`, () => {
      const span = { from: day(from), to: day(to) };
      const axis = axisOf(span, width);
      assert.equal(axis.unit, unit);
      assert.ok(axis.minor.length >= 2);
      const perDay = width / (span.to - span.from);
      for (let n = 1; n < axis.minor.length; n++) assert.ok((axis.minor[n] - axis.minor[n - 1]) * perDay > 20);
      for (const one of axis.minor) assert.ok(one >= span.from && one < span.to);
      const begins = { year: "-01-01", month: "-01", day: "" }[unit];
      for (const one of axis.minor) assert.ok(iso(one).endsWith(begins));
    });
  }

  it("names above days their months and above months their years, also the one that began before", () => {
    assert.deepEqual(axisOf({ from: day("2024-05-20"), to: day("2024-07-10") }, 900).major.map(iso), ["2024-05-01", "2024-06-01", "2024-07-01"]);
    assert.deepEqual(axisOf({ from: day("2020-03-01"), to: day("2022-01-02") }, 900).major.map(iso), ["2020-01-01", "2021-01-01", "2022-01-01"]);
    assert.deepEqual(axisOf(YEARS, 900).major, []);
  });
});

describe("the bins", () => {
  it("are those of the calendar, and wide enough", () => {
    assert.equal(binsOf({ from: day("2024-05-01"), to: day("2024-07-01") }, 900).step, "day");
    const months = binsOf({ from: day("2020-01-10"), to: day("2022-12-01") }, 300);
    assert.equal(months.step, "month");
    for (const edge of months.edges) assert.ok(iso(edge).endsWith("-01"));
    assert.ok(months.edges[0] <= day("2020-01-10") && months.edges.at(-1) >= day("2022-12-01"));
    assert.equal(binsOf(YEARS, 50).step, "5years");
  });

  it("hold each event once, and none without a date or outside", () => {
    const bins = binsOf({ from: day("2024-01-01"), to: day("2025-01-01") }, 120);
    const days = Int32Array.from([day("2024-01-01"), day("2024-01-31"), day("2024-02-01"), day("2024-12-31"), NONE, day("1983-01-01"), day("2031-01-01")]);
    const all = new Uint8Array(days.length).fill(1);
    const counts = countBins(bins, days, all);
    assert.equal(bins.step, "month");
    assert.deepEqual([counts[0], counts[1], counts[11]], [2, 1, 1]);
    assert.equal(counts.reduce((a, b) => a + b), 4);
    assert.deepEqual(countMembers(bins, days, all, Int32Array.from([0, 4, 6])).reduce((a, b) => a + b), 1);
    assert.equal(countBins(bins, days, new Uint8Array(days.length)).reduce((a, b) => a + b), 0);
  });
});

describe("events that last longer than a bin", () => {
  const bins = binsOf({ from: day("2019-12-01"), to: day("2021-02-01") }, 900);
  const days = Int32Array.from([day("2020-01-01"), day("2020-01-01"), day("2020-03-02"), day("2019-01-01"), NONE]);
  const lasting = Int32Array.from([365, 0, 6, 400, -1]);
  const long = longerThanBin(bins, lasting, new Uint8Array(5).fill(1));

  it("are told from those that a bin holds", () => {
    assert.equal(bins.step, "week");
    assert.deepEqual([...long], [1, 0, 0, 1, 0]);
  });

  it("go on in every bin that they touch, also where they began before the first", () => {
    const counts = coverBins(bins, days, lasting, long);
    const on = (text) => counts[bins.of[day(text) - bins.edges[0]]];
    assert.deepEqual(["2019-12-20", "2020-01-01", "2020-02-04", "2020-07-01", "2020-12-31", "2021-01-05"].map(on), [1, 2, 2, 1, 1, 0]);
    assert.equal(coverBins(bins, days, lasting, new Uint8Array(5)).reduce((a, b) => a + b), 0);
  });
});

describe("bars", () => {
  it("of a row do not meet, and take the first row that is free", () => {
    assert.deepEqual([...packRows([0, 5, 20, 6], [10, 15, 30, 7], 2)], [0, 1, 0, -1]);
    assert.deepEqual([...packRows([], [], 3)], []);
  });
});

describe("the period", () => {
  const events = {
    //      dated, until, a week, goes on, undated, announced
    days: Int32Array.from([100, 200, 150, 120, NONE, NONE]),
    lasting: Int32Array.from([0, -2, 7, -1, -1, -1]),
    goesOn: Uint8Array.from([0, 0, 0, 1, 0, 0]),
    known: Int32Array.from([0, 0, 0, 0, 210, 210]),
    ahead: Uint8Array.from([0, 0, 0, 0, 0, 1]),
    undatedDays: 30,
  };
  const shown = (first, last, undated = "near") => [...inPeriod(events, first, last, undated)].flatMap((one, n) => (one ? [n] : []));

  it("without a beginning holds everything until its day", () => {
    assert.deepEqual(shown(-Infinity, 99), []);
    assert.deepEqual(shown(-Infinity, 150), [0, 2, 3]);
    assert.deepEqual(shown(-Infinity, 1000), [0, 1, 2, 3, 4, 5]);
  });

  it("holds what reaches into it", () => {
    assert.deepEqual(shown(157, 160), [2, 3]);
    assert.deepEqual(shown(158, 160), [3]);
  });

  it("has events without a date around their report only", () => {
    const from = 210 - 30;
    assert.deepEqual(shown(-Infinity, from - 1, "near"), [0, 2, 3]);
    assert.deepEqual(shown(-Infinity, from, "near"), [0, 2, 3, 4]);
    assert.deepEqual(shown(211, 250), [3, 5]);
    assert.deepEqual(shown(-Infinity, 50, "always"), [4, 5]);
    assert.deepEqual(shown(-Infinity, 1000, "never"), [0, 1, 2, 3]);
  });

  it("covers from the first to the last day of the events that count", () => {
    assert.deepEqual(coveredDays(events, (n) => n !== 0), { first: 120, last: 200 });
    assert.equal(coveredDays(events, (n) => n > 3), null);
  });
});
