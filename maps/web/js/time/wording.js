// Stretches of time in words.

import { word } from "../core.js";
import { words } from "../dates.js";

const DAY_MS = 86400000;
/** Bins that have a name. */
const NAMED = { month: { year: "numeric", month: "short" }, year: { year: "numeric" } };

/**
 * The days of a bin: "16 Jul 2024", "Jul 2024", "2024", or from when to when.
 * @param {import("./bins.js").Bins} bins @param {number} n - its number
 * @returns {string}
 */
export function binWords({ edges, step }, n) {
  const [first, last] = [edges[n], edges[n + 1] - 1];
  if (first === last) return words(first);
  if (!NAMED[step]) return word("time.period", { from: words(first), to: words(last) });
  return new Intl.DateTimeFormat(word("page.locale"), { ...NAMED[step], timeZone: "UTC" }).format(new Date(first * DAY_MS));
}
