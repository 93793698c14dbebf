// How precisely the place of an event is known: from an exact spot to "in this country, nowhere nearer".

import polylabel from "polylabel";

import { number, word } from "./core.js";
import { NONE } from "./unpack.js";

/** Levels whose events have no spot: their mark is a ring that holds a hatched sign, not a point on the ground. */
const WIDE = new Set(["region", "country"]);
const UNKNOWN = "unknown"; // a place of which nobody says how precisely it is known
const NOWHERE = "none"; // no place at all
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
 * The middle of an area: the point that lies farthest from its outline, in its largest part.
 * @param {{parts: Array<{points: Float64Array}>, polygons: number[][]}} shape - rings, and which of them make a polygon
 * @returns {number[]|null} x, y on the square world; null for what is no area
 */
export function middleOf({ parts, polygons }) {
  if (!polygons.length) return null;
  const size = ([outer]) => Math.abs(ringArea(parts[outer].points));
  const largest = polygons.reduce((most, other) => (size(other) > size(most) ? other : most));
  const rings = largest.map((at) => pairs(parts[at].points));
  const [x, y] = polylabel(rings, Math.sqrt(size(largest)) * FINE);
  return [x, y];
}

const pairs = (points) => Array.from({ length: points.length / 2 }, (_, n) => [points[2 * n], points[2 * n + 1]]);

function ringArea(points) {
  let sum = 0;
  for (let n = 0; n + 3 < points.length; n += 2) sum += points[n] * points[n + 3] - points[n + 2] * points[n + 1];
  return sum / 2;
}

/** Metres as a reader takes them in: two digits, in kilometres from one on. @param {number} metres */
export function distance(metres) {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, metres))) - 1);
  const rounded = Math.round(metres / digits) * digits;
  return rounded < 1000 ? word("precision.metres", { count: number(rounded) }) : word("precision.kilometres", { count: number(rounded / 1000) });
}

/** How precisely an event's place is known, in words: "town, about 5 km either way". @param {import("./app.js").App} app @param {number} n */
export function precisionText(app, n) {
  const level = app.events.get("precision", n);
  const place = app.locations.primaryPlace(n);
  const told = level === "country" && place ? word("precision.within", { place }) : word(`precision.${level}`);
  const radius = app.locations.radiusOf(n);
  return radius ? word("precision.about", { level: told, distance: distance(radius) }) : told;
}

/** Where an event was and how precisely that is known, in a few words; empty without a place. */
export function placeText(app, n) {
  const level = app.events.get("precision", n);
  const place = app.locations.primaryPlace(n);
  if (level === NOWHERE) return "";
  if (!place) return word(`precision.${level}`);
  return level === "country" ? word("precision.within", { place }) : word("precision.place", { place, level: word(`precision.${level}`) });
}
