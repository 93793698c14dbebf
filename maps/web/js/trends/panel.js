// The panel of trends: counts through time for each type, actor, place or command, side by side on one scale.

import { element, onceAFrame, plural, word } from "../core.js";
import { words } from "../dates.js";
import { binsOf } from "../time/bins.js";
import { drawSeries } from "./multiples.js";
import { trendTable } from "./table.js";
import { FILTERS } from "./filtering.js";
import { counted } from "./counts.js";

const MOST = 24; // series; the rest is said to be there
const MOST_PX = 430; // height of the panel
const EDGE_PX = 8; // free above it
const COLUMN_PX = 150; // of a small chart, as which the bins are chosen

/**
 * The button that opens the panel, and the panel.
 * @param {import("../app.js").App} app
 * @returns {{button: HTMLElement, panel: HTMLElement}}
 */
export function trendButton(app) {
  const { state, time } = app;
  let by = /** @type {import("../time/series.js").Grouping} */ ("type");
  /** @type {Map<string, ReturnType<typeof cell>>} */
  let cells = new Map();
  const button = element("button.trend", { type: "button", "aria-expanded": "false", click: () => show(panel.hidden) }, word("trends.open"));
  const close = element("button.close", { type: "button", "aria-label": word("trends.close"), click: () => show(false) }, "×");
  const groupings = ["type", "actor", "place", ...(app.commands ? ["command"] : [])];
  const choice = element("select", { "aria-label": word("trends.by"), change: () => group(choice.value) },
    ...groupings.map((one) => element("option", { value: one }, word(`trends.by.${one}`))));
  const asTable = element("input", { type: "checkbox", change: () => draw() });
  const note = element("p.note", {}, "");
  const grid = element("ul.multiples", {});
  const table = element("div.scroll", { tabindex: "0", role: "region", "aria-label": word("trends.table.label"), hidden: "" });
  const rest = element("p.note", {}, "");
  const panel = element("section.trends", { "aria-label": word("trends.label"), hidden: "", keydown: (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    show(false);
  } },
  element("header", {}, element("h2", {}, word("trends.label")),
    element("div.by", {}, element("span", { "aria-hidden": "true" }, word("trends.by")), choice),
    element("label.toggle", {}, asTable, element("span", {}, word("trends.table"))), close),
  note, grid, table, rest);

  function show(open) {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      draw();
      choice.focus();
    } else button.focus();
  }

  function group(value) {
    by = value;
    choice.value = value;
    cells = new Map();
    grid.replaceChildren();
    draw();
  }

  const draw = onceAFrame(() => {
    if (panel.hidden) return;
    // It lies above the time line, and no further up than the page reaches.
    panel.style.maxHeight = `${Math.min(MOST_PX, panel.parentElement.getBoundingClientRect().top + window.scrollY - EDGE_PX)}px`;
    const bins = binsOf(time.span, COLUMN_PX, 4);
    const all = app.series.largest(by, state.matchingBut(FILTERS[by].name), Infinity);
    const series = all.slice(0, MOST).map((one) => counted(app, one, FILTERS[by].name, bins));
    const most = series.reduce((top, { counts }) => counts.reduce((a, b) => Math.max(a, b), top), 0);
    note.textContent = [
      all.length ? word("trends.note", { from: words(bins.edges[0]), to: words(bins.edges[bins.edges.length - 1] - 1), most: word(`time.most.${bins.step}`, { count: most }) }) : word("trends.none"),
      all.length ? word("trends.days") : "",
      series.some(({ undated }) => undated) ? word("trends.undated") : "",
      by === "actor" ? word("trends.multiple") : by === "command" ? word("trends.multiple.command") : "",
    ].filter(Boolean).join(" ");
    rest.textContent = all.length > MOST ? plural("trends.rest", all.length - MOST) : "";
    table.hidden = !asTable.checked;
    grid.hidden = asTable.checked;
    if (asTable.checked) table.replaceChildren(trendTable(app, by, all.slice(0, MOST)));
    else fill(series, bins, most);
  });

  /** Cells that stay keep their place in the walk of the Tab key. */
  function fill(series, bins, most) {
    const old = cells;
    cells = new Map(series.map((one) => [one.key, old.get(one.key) ?? cell(app, by, one)]));
    const boxes = series.map(({ key }) => cells.get(key).box);
    if (boxes.length !== grid.children.length || boxes.some((box, n) => grid.children[n] !== box)) {
      const focused = /** @type {HTMLElement} */ (document.activeElement);
      grid.replaceChildren(...boxes);
      if (grid.contains(focused)) focused.focus({ preventScroll: true });
    }
    for (const one of series) {
      const { canvas, tell } = cells.get(one.key);
      tell(one);
      drawSeries(app, canvas, one, bins, most);
    }
  }

  for (const name of ["filtered", "theme"]) state.on(name, draw);
  time.on("span", draw);
  new ResizeObserver(draw).observe(grid);
  return { button, panel };
}

/** A small chart that filters by what it is of. */
function cell(app, by, { key, label }) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const count = element("span.number", {}, "");
  const button = element("button.series", { type: "button", "aria-pressed": "false", click: () => FILTERS[by].toggle(app, key) },
    element("span.name", { dir: "auto" }, label), count, canvas);
  const tell = ({ count: total, undated }) => {
    count.textContent = plural("events", total);
    const text = word("trends.series", { name: label, count: plural("events", total), undated });
    button.setAttribute("aria-label", text);
    button.title = text;
    button.setAttribute("aria-pressed", String(FILTERS[by].chosen(app, key)));
  };
  return { box: element("li", {}, button), canvas, tell };
}
