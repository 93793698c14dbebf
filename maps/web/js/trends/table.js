// The same counts as a table, for those who rather read or hear them.

import { element, number, word } from "../core.js";
import { binsOf } from "../time/bins.js";
import { binWords } from "../time/wording.js";
import { FILTERS } from "./filtering.js";
import { counted } from "./counts.js";

const COLUMNS_PX = 60; // of twelve columns at most

/**
 * @param {import("../app.js").App} app
 * @param {import("../time/series.js").Grouping} by
 * @param {Array<import("../time/series.js").Series & {count: number}>} series
 */
export function trendTable(app, by, series) {
  const bins = binsOf(app.time.span, COLUMNS_PX);
  const heading = (text) => element("th", { scope: "col" }, text);
  const columns = Array.from({ length: bins.edges.length - 1 }, (_, n) => heading(binWords(bins, n)));
  const rows = series.map((one) => {
    const { counts, undated, count, label } = counted(app, one, FILTERS[by].name, bins);
    const outside = count - undated - counts.reduce((a, b) => a + b, 0);
    return element("tr", {}, element("th", { scope: "row", dir: "auto" }, label), ...Array.from(counts, cell), cell(outside), cell(undated), cell(count));
  });
  const ends = ["outside", "undated", "all"].map((key) => heading(word(`trends.table.${key}`)));
  return element("table", {}, element("caption", {}, word("trends.table.caption", { by: word(`trends.by.${by}`) })),
    element("thead", {}, element("tr", {}, heading(word(`trends.by.${by}`)), ...columns, ...ends)),
    element("tbody", {}, ...rows));
}

const cell = (count) => element("td", {}, count ? number(count) : "–");
