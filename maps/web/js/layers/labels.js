// Names on the map, the more important first, none upon another.

import { PETALS } from "../clusters.js";
import { layer, word } from "../core.js";
import { words } from "../dates.js";
import { areaName } from "../precision.js";
import { limitSpots } from "./spotlight.js";

const CAPTION = [215, 46]; // pixels that the captions of two days take on each side of their bar, and from the top
const NEARER = 3; // pixels that a name is nearer to its own mark than to any other
const RING = 5; // radius of the ring of a place that is mentioned, in pixels
const MOST_NAMES = 2; // of regions and countries that share a symbol, from which on it has no name
const LIMIT_ZOOM = 5.5; // from here on the limit that was has room for its name

layer("labels", {
  pane: "dateline-overlay",
  order: 40,
  label: "layer.labels",

  icon(app, context) {
    context.font = "600 12px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = app.looks.colour("--text");
    context.fillText("Aa", 13, 8.5);
  },

  draw(app, context, view) {
    const symbols = app.state.get("hiddenLayers").has("events") ? [] : eventSymbols(app, view);
    const taken = [...controlBoxes(app, view), ...symbols.map(({ x, y, reach }) => [x - reach, y - reach, x + reach, y + reach]), ...cellBoxes(app, view)];
    const wide = wideNames(app, view, symbols);
    const names = [...commandNames(app, context, view), ...oldLimit(app, view), ...wide, ...placeNames(app, view, symbols, new Set(wide.flatMap(({ places }) => places))), ...(app.hasTiles && !view.bare ? [] : [...countryNames(app, context, view), ...townNames(app, view)])];
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const name of names) {
      context.font = name.font;
      const width = context.measureText(name.text).width + (name.spacing ?? 0);
      const spot = name.spots(width).find(([x, y]) => {
        const room = /** @type {Box} */ (box(x, y, width, name.size));
        return fits(view, taken, room) && (!name.owner || isNearest(symbols, name.owner, room));
      });
      if (!spot) continue;
      taken.push(box(spot[0], spot[1], width, name.size));
      context.textAlign = "left";
      context.lineWidth = 3.4;
      context.strokeStyle = app.looks.colour("--halo");
      context.strokeText(name.text, ...spot);
      context.fillStyle = name.colour;
      context.fillText(name.text, ...spot);
      if (name.dot) dot(app, context, ...name.dot);
    }
  },
});

/** @typedef {[number, number, number, number]} Box - left, top, right, bottom */
/** @typedef {{x: number, y: number, reach: number, cluster: import("../clusters.js").Clusters["at"] extends (zoom: number) => Array<infer C> ? C : never}} EventSymbol - where a symbol is drawn, in pixels */

/** Pixels from a name to the edge of what is round. @param {Box} room @param {{x: number, y: number, reach: number}} symbol */
const gapTo = ([left, top, right, bottom], { x, y, reach }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) - reach;

/** Whether a name is clearly nearer to what it names than to any other symbol. @param {EventSymbol[]} symbols */
export function isNearest(symbols, owner, room) {
  const own = gapTo(room, owner) + NEARER;
  return symbols.every((other) => other === owner || gapTo(room, other) >= own);
}

const box = (x, y, width, size) => [x - 2, y - size / 2 - 1, x + width + 2, y + size / 2 + 1];

/** Whether a name has room, and is whole: what crosses the edge of the map would be read as another name. */
function fits(view, taken, [left, top, right, bottom]) {
  if (left < 0 || top < 0 || right > view.width || bottom > view.height) return false;
  const crosses = (from, to, edge, size) => [edge, size - edge].some((at) => at > 0 && at < size && from < at && to > at);
  if (crosses(left, right, view.margin.x, view.width) || crosses(top, bottom, view.margin.y, view.height)) return false;
  return taken.every(([l, t, r, b]) => right < l || left > r || bottom < t || top > b);
}

/** What the map's buttons, its scale, the panel and the label of a change cover. */
function controlBoxes(app, view) {
  const [left, top] = [view.margin.x, view.margin.y];
  const [right, bottom] = [view.width - left, view.height - top];
  const panel = app.map.getContainer().querySelector(".panel");
  const closed = [right - 20 - (panel?.offsetWidth ?? 0), top, right, top + 60];
  const tag = app.tagBox && (!view.bare || view.tagged) ? [app.tagBox.map((value, n) => value + (n % 2 ? top : left))] : [];
  const bar = left + (right - left) * app.sides.share;
  if (app.state.get("swipe")) tag.push([bar - CAPTION[0], top, bar + CAPTION[0], top + CAPTION[1]]);
  if (view.bare) return [...tag, [left, bottom - 44, left + 140, bottom]];
  const buttons = [[left, top, left + 50, top + 84], [left, bottom - 62, left + 100, bottom]];
  return [...buttons, app.viewport.covered() ? [right - app.viewport.covered(), top, right, bottom] : closed, ...tag];
}

/** What the numbers of squares cover, where there are too many events for marks. */
function cellBoxes(app, view) {
  if (!app.cells || app.state.get("hiddenLayers").has("cells")) return [];
  return app.cells.at(view.zoom, app.state).flatMap(({ x, y, side }) => view.copies.map((copy) => {
    const [px, py] = [(x + side / 2) * view.scale + copy - view.left, (y + side / 2) * view.scale - view.top];
    return [px - 14, py - 7, px + 14, py + 7];
  })).filter(([left, top, right, bottom]) => right > 0 && bottom > 0 && left < view.width && top < view.height);
}

/** The events' symbols where they are drawn. @returns {EventSymbol[]} */
function eventSymbols(app, view) {
  const symbols = [];
  for (const copy of view.copies) {
    for (const cluster of app.clusters.at(view.zoom)) {
      const [x, y] = [cluster.x * view.scale + copy - view.left, cluster.y * view.scale - view.top];
      if (x < -30 || y < -30 || x > view.width + 30 || y > view.height + 30) continue;
      symbols.push({ x, y, reach: cluster.reach, cluster });
    }
  }
  return symbols;
}

/** The regions and countries of events that are known by them only, beside the events' ring: "in Israel", "Gaza Strip and Israel". */
function wideNames(app, view, symbols) {
  const names = [];
  for (const owner of symbols) {
    const { x, y, reach, cluster } = owner;
    if (!cluster.wide || cluster.spots.length > MOST_NAMES || x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const firsts = cluster.spots.map((spot) => app.clusters.eventsAt(spot)[0]);
    const places = firsts.map((n) => areaName(app, n));
    if (!places.every(Boolean)) continue;
    const alone = places.length === 1 && app.events.get("precision", firsts[0]) === "country";
    names.push({
      places,
      owner,
      text: alone ? word("label.within", { place: places[0] }) : new Intl.ListFormat(word("page.locale")).format(places),
      font: "italic 600 12px system-ui, sans-serif",
      size: 13,
      colour: app.looks.colour("--text"),
      spots: (width) => [[x - width / 2, y + reach + 9], [x - width / 2, y - reach - 9], [x + reach + 4, y], [x - reach - 4 - width, y]],
    });
  }
  return names;
}

/**
 * Mentioned places beside their rings, most mentioned first; countries are named as countries. Where a mark of another
 * place stands upon the ring, as that of "southern part of Gaza Strip" on Gaza Strip, the name is that of the mark.
 */
function placeNames(app, view, symbols, named) {
  const names = [];
  const told = new Set();
  const least = view.zoom < 4 ? 3 : view.zoom < 5.5 ? 2 : 1;
  const sorted = app.places.places.filter(({ count, kind, name }) => count >= least && !named.has(name) && !["country", "continent", "border", "command"].includes(kind)).sort((a, b) => b.count - a.count);
  for (const place of sorted.slice(0, 150)) {
    for (const copy of view.copies) {
      const [x, y] = [place.x * view.scale + copy - view.left, place.y * view.scale - view.top];
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const above = symbols.find((symbol) => Math.hypot(symbol.x - x, symbol.y - y) < symbol.reach);
      const text = above ? nameOn(app, above, place.name) : place.name;
      if (!text || (above && told.has(above))) continue;
      if (above && text !== place.name) told.add(above);
      names.push({
        text,
        owner: above ?? { x, y, reach: RING },
        font: "600 12px system-ui, sans-serif",
        size: 13,
        colour: app.looks.colour("--text"),
        spots: (width) => [12, 20, 28].flatMap((gap) => [[x + gap, y], [x - gap - width, y], [x - width / 2, y + gap + 4], [x - width / 2, y - gap - 4]]),
      });
    }
  }
  return names;
}

/** What a symbol upon the ring of a place is named: as the place where an event is there, else as its own; "" for that of regions, which has its name. */
function nameOn(app, { cluster }, name) {
  if (!cluster.sameSpot) return name;
  if (cluster.wide) return "";
  const own = cluster.members.slice(0, PETALS).map((n) => areaName(app, n));
  return own.includes(name) ? name : own[0];
}

/** Towns that no report mentions, for orientation: the larger first, more of them as the map comes nearer. */
function townNames(app, view) {
  const least = view.zoom < 4.5 ? Infinity : view.zoom < 6 ? 800000 : view.zoom < 7.5 ? 150000 : view.zoom < 9 ? 50000 : 0;
  const names = [];
  for (const { name, x: worldX, y: worldY, population } of app.towns) {
    if (population < least) continue;
    for (const copy of view.copies) {
      const [x, y] = [worldX * view.scale + copy - view.left, worldY * view.scale - view.top];
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      names.push({ text: name, font: "11px system-ui, sans-serif", size: 11, colour: app.looks.colour("--label"), dot: [x, y], spots: (width) => [[x + 5, y], [x - 5 - width, y]] });
    }
  }
  return names;
}

function dot(app, context, x, y) {
  context.beginPath();
  context.arc(x, y, 1.8, 0, 2 * Math.PI);
  context.fillStyle = app.looks.colour("--label");
  context.fill();
}

/** Countries where their name has room. */
function countryNames(app, context, view) {
  const size = view.zoom < 3.5 ? 10 : view.zoom < 6 ? 11.5 : 13;
  const font = `500 ${size}px system-ui, sans-serif`;
  context.font = font;
  const names = [];
  for (const spot of app.territory.unitSpots()) {
    for (const copy of view.copies) {
      const [x, y] = [spot.x * view.scale + copy - view.left, spot.y * view.scale - view.top];
      if (x < -50 || y < -20 || x > view.width + 50 || y > view.height + 20) continue;
      const text = spot.name.toLocaleUpperCase(word("page.locale"));
      const width = context.measureText(text).width;
      if (width > spot.width * view.scale * (view.zoom < 5 ? 1.05 : 1.9)) continue;
      names.push({ text, font, size, colour: app.looks.colour("--label"), spots: () => [[x - width / 2, y], [x - width / 2, y + 16], [x - width / 2, y - 16]] });
    }
  }
  return names;
}

/** What the broken line is that a change left behind. */
function oldLimit(app, view) {
  const spots = view.zoom < LIMIT_ZOOM ? [] : limitSpots(app, view);
  if (!spots.length) return [];
  const change = app.spotlight.current();
  const [from, to] = app.sides.span(view);
  return [{
    text: word("spotlight.limit", { day: words(change.day - 1) }),
    font: "italic 600 11.5px system-ui, sans-serif",
    size: 12,
    colour: app.looks.colour("--text"),
    spots: (width) => spots.flatMap(([x, y]) => [[x + 12, y], [x - 12 - width, y]]).filter(([x]) => x >= from && x + width <= to),
  }];
}

/** Each command's name well inside of what shows of its area. */
function commandNames(app, context, view) {
  if (!app.commands || app.state.get("hiddenLayers").has("commands")) return [];
  const font = "700 15px system-ui, sans-serif";
  context.font = font;
  const [from, to] = app.sides.span(view);
  return app.territory.commandSpots(view).map(({ id, spots }) => ({
    text: id,
    font,
    size: 18,
    colour: app.looks.commandInk(id),
    spots: (width) => spots.map(([x, y]) => [x - width / 2, y]).filter(([x]) => x >= from && x + width <= to),
  }));
}
