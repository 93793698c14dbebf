// What is told of squares: how many events one has, of which types, and those of them that the page has in full.

import { element, number, onceAFrame, plural, word } from "./core.js";
import { interval } from "./dates.js";
import { typeName } from "./filters.js";
import { openCell } from "./layers/cells.js";
import { latLng, toLat, toLon } from "./projection.js";

const TOP_TYPES = 5;
const MOST_EVENTS = 12; // that are named in a popup
const BUSIEST = 10; // squares that are named beside the map
const NEARER = 2; // zooms

/** @param {import("./app.js").App} app @param {import("./cells.js").Cell} cell @returns {HTMLElement} */
export function cellCard(app, cell) {
  const { cells, events, map, state } = app;
  const types = [...cells.typesIn(cell, state)];
  const rest = types.slice(TOP_TYPES).reduce((sum, [, count]) => sum + count, 0);
  const rows = types.slice(0, TOP_TYPES).map(([type, count]) => element("li", {}, `${typeName(events.types[type].id)}: ${number(count)}`));
  if (rest) rows.push(element("li", {}, word("cells.otherTypes", { count: number(rest) })));
  const known = inCell(app, cell);
  const named = known.slice(0, MOST_EVENTS).map((n) => element("li", {}, element("button.link", { type: "button", dir: "auto", click: () => app.select(n) }, events.get("title", n)), element("small", { dir: "auto" }, ` ${interval(events.first(n), events.last(n))}`)));
  const middle = latLng(toLon(cell.x + cell.side / 2), toLat(cell.y + cell.side / 2));
  const nearer = element("button", { type: "button", click: () => {
    map.closePopup();
    map.setView(middle, Math.min(map.getMaxZoom(), map.getZoom() + NEARER), { animate: !app.still });
  } }, word("cells.nearer"));
  return element("article.card.cell", {}, element("h2", {}, plural("events", cell.count)), element("ul.types", {}, ...rows), cells.isFinest(map.getZoom()) ? "" : nearer, ...(named.length ? [element("h3", {}, plural("cells.named", known.length)), element("ul.named", {}, ...named)] : []));
}

/** The events that the page has in full and that lie in a square, of the chosen time and types, the surest first. */
function inCell({ events, state }, { x, y, side }) {
  const found = [];
  for (let n = 0; n < events.count; n++) {
    if (state.visible[n] && events.placed[n] && events.x[n] >= x && events.x[n] < x + side && events.y[n] >= y && events.y[n] < y + side) found.push(n);
  }
  return found.sort((a, b) => events.score[b] - events.score[a]);
}

/**
 * What the page says of itself when it has counts: in words what is counted and what is listed, and the squares in view
 * with most events, for those who use no pointer.
 * @param {import("./app.js").App} app
 */
export function cellsBar(app) {
  const { cells, map, state } = app;
  const { total, listed, withoutPlace, days } = cells.data;
  const told = [word("cells.told", { total: number(total), listed: number(listed) })];
  if (days > 1) told.push(word("cells.binned", { days: number(days) }));
  if (withoutPlace) told.push(word("cells.withoutPlace", { count: number(withoutPlace) }));
  const shown = element("p", { role: "status" });
  const list = element("ol.busiest", {});
  const tell = () => {
    shown.textContent = plural("cells.shown", cells.shown(state));
    const [left, top, right, bottom] = app.viewport.box();
    const inView = cells.at(map.getZoom(), state).filter(({ x, y, side }) => x < right && x + side > left && y < bottom && y + side > top);
    list.replaceChildren(...inView.sort((a, b) => b.count - a.count).slice(0, BUSIEST).map((cell) => {
      const spot = `${toLat(cell.y + cell.side / 2).toFixed(1)}°, ${toLon(cell.x + cell.side / 2).toFixed(1)}°`;
      return element("li", {}, element("button.link", { type: "button", click: () => openCell(app, cell) }, word("cells.square", { count: number(cell.count), spot: nearestName(app, cell) ?? spot })));
    }));
  };
  const later = onceAFrame(tell);
  for (const name of ["filtered", "listed"]) state.on(name, later);
  map.on("moveend", later);
  later();
  return element("section.cells", { "aria-label": word("layer.cells") }, element("p", {}, told.join(" ")), shown, element("details", {}, element("summary", {}, word("cells.busiest")), list));
}

/** The largest town in a square, null where the page names none. */
function nearestName({ towns }, { x, y, side }) {
  let best = null;
  for (const town of towns) {
    if (town.x >= x && town.x < x + side && town.y >= y && town.y < y + side && (!best || town.population > best.population)) best = town;
  }
  return best && best.name;
}
