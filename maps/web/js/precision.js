// How precisely the place of an event is known: from an exact spot to "in this country, nowhere nearer".

import polylabel from "polylabel";

import { number, word } from "./core.js";
import { toX, toY } from "./projection.js";
import { NONE } from "./unpack.js";

/** Levels whose events have no spot: their mark is a ring that holds a hatched sign, not a point on the ground. */
const WIDE = new Set(["region", "country"]);
const UNKNOWN = "unknown"; // a place of which nobody says how precisely it is known
const NOWHERE = "none"; // no place at all
const LINE = "border"; // a kind of place that is a line: something is along it, not in it
const FINE = 1 / 100; // of the size of an area: how near to its middle a mark has to be

/** The levels of a page in the order of legends. @param {string[]} levels - those of the payload, the finest first */
export const allLevels = (levels) => [...levels, UNKNOWN, NOWHERE];

/** @param {string} level @returns {boolean} whether it is too wide for a point */
export const isWide = (level) => WIDE.has(level);

/**
 * The level of each event, as an index into `allLevels`.
 * @param {Int32Array} site - of each event its site, -1 without one
 * @param {Int32Array} ofSite - of each site its level, NONE where it is not known
 * @param {number} known - how many levels the payload has
 * @returns {Uint8Array}
 */
export function levelsOf(site, ofSite, known) {
  return Uint8Array.from(site, (at) => (at < 0 ? known + 1 : ofSite[at] === NONE ? known : ofSite[at]));
}

/**
 * The middle of an area on the square world: the point of its largest part that lies farthest from the outline.
 * @param {Object} geometry - GeoJSON
 * @returns {number[]|null} x, y; null for what is no area
 */
export function middleOf(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  if (!polygons.length) return null;
  const projected = polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [toX(lon), toY(lat)])));
  const sizes = projected.map(([outer]) => areaOf(outer));
  const largest = sizes.indexOf(Math.max(...sizes));
  const [x, y] = polylabel(projected[largest], Math.sqrt(sizes[largest]) * FINE);
  return [x, y];
}

function areaOf(ring) {
  const twice = ring.reduce((sum, [x, y], n) => {
    const [nextX, nextY] = ring[(n + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Metres as a reader takes them in: two digits, in kilometres from one on. @param {number} metres */
export function distance(metres) {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, metres))) - 1);
  const rounded = Math.round(metres / digits) * digits;
  return rounded < 1000 ? word("precision.metres", { count: number(rounded) }) : word("precision.kilometres", { count: number(rounded / 1000) });
}

/** Where an event was and how precisely that is known: "Beirut (town)", "In Israel, nowhere nearer", "Somewhere along the border of Israel and Lebanon"; empty without a place. */
export function placeText(app, n) {
  const level = app.events.get("precision", n);
  const place = areaName(app, n);
  if (level === NOWHERE) return "";
  if (!place) return word(`precision.${level}`);
  if (isWide(level) && app.places.places[app.locations.placeAt(n)]?.kind === LINE) return word("precision.along", { place });
  return level === "country" ? word("precision.nowhere", { place }) : word("precision.place", { place, level: word(`precision.${level}`) });
}

/** The same with the metres around it, where they are known. */
export function precisionText(app, n) {
  const radius = app.locations.radiusOf(n);
  return radius ? word("precision.about", { level: placeText(app, n), distance: distance(radius) }) : placeText(app, n);
}

/** An event's place in words: what the report's phrase means, else its name; of a country of which only a part is meant "a part of Israel". */
export function areaName(app, n) {
  const place = app.places.places[app.locations.placeAt(n)];
  if (!place) return "";
  if (app.events.meaning(n)) return app.events.meaning(n);
  return place.kind === "country" && app.events.get("precision", n) !== "country" ? word("precision.part", { place: place.name }) : place.name;
}
