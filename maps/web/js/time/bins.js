// Counts of events through time, in columns and typed arrays: a hundred thousand events are counted in a millisecond.

import { utcDay, utcMonday, utcMonth, utcYear } from "d3-time";

const DAY_MS = 86400000;
const LEAST_PX = 5; // of a bin

/** Lengths of bins, the shortest first: the word for one, the interval, its usual days and the most that it can have. */
const STEPS = [
  ["day", utcDay, 1, 1], ["week", utcMonday, 7, 7], ["month", utcMonth, 30, 31], ["quarter", utcMonth.every(3), 91, 92],
  ["year", utcYear, 365, 366], ["5years", utcYear.every(5), 1826, 1827], ["decade", utcYear.every(10), 3652, 3653],
];

/**
 * @typedef {Object} Bins
 * @property {string} step - "day", "week", "month", "quarter", "year", "5years" or "decade"
 * @property {Int32Array} edges - the day on which each bin begins, and after them the day after the last
 * @property {number} longest - days that a bin can have at most
 * @property {Int16Array} of - for each day since the first edge the number of its bin
 */

/**
 * Cut a span into bins of the calendar, each at least a few pixels wide.
 * @param {import("./scale.js").Span} span @param {number} width - pixels @param {number} [least] - pixels of a bin
 * @returns {Bins}
 */
export function binsOf({ from, to }, width, least = LEAST_PX) {
  const perDay = width / (to - from);
  const [step, interval, , longest] = STEPS.find(([, , days]) => days * perDay >= least) ?? STEPS[STEPS.length - 1];
  const first = interval.floor(new Date(Math.floor(from) * DAY_MS));
  const last = interval.ceil(new Date(Math.ceil(to) * DAY_MS));
  const edges = edgesOf(step, interval, first, last);
  const of = new Int16Array(edges[edges.length - 1] - edges[0]);
  for (let n = 0; n + 1 < edges.length; n++) of.fill(n, edges[n] - edges[0], edges[n + 1] - edges[0]);
  return { step, longest, edges, of };
}

/** The first days of the intervals between two dates, and the second of these. @returns {Int32Array} */
function edgesOf(step, interval, first, last) {
  const dayOf = (date) => Math.round(+date / DAY_MS);
  // Days are counted, not asked for one by one: ten years of them would take longer than their chart.
  if (step === "day") return Int32Array.from({ length: dayOf(last) - dayOf(first) + 1 }, (_, n) => dayOf(first) + n);
  return Int32Array.from([...interval.range(first, last), last], dayOf);
}

/**
 * Count the events of each bin.
 * @param {Bins} bins
 * @param {Int32Array} days - one an event; those outside of the bins, as those without a date, are not counted
 * @param {Uint8Array} mask - 1 for the events to count
 * @returns {Uint32Array}
 */
export function countBins({ edges, of }, days, mask) {
  const counts = new Uint32Array(edges.length - 1);
  const [first, length] = [edges[0], of.length];
  for (let n = 0; n < days.length; n++) {
    const at = days[n] - first;
    if (mask[n] && at >= 0 && at < length) counts[of[at]]++;
  }
  return counts;
}

/**
 * The events that last longer than a bin: at no one bin, so that a column at their first day would be wrong.
 * @param {Bins} bins
 * @param {Int32Array} lasting - days from the first to the last; negative where an end is open
 * @param {Uint8Array} mask - 1 for the events to look at
 * @returns {Uint8Array} 1 for those
 */
export const longerThanBin = ({ longest }, lasting, mask) => mask.map((value, n) => (value && lasting[n] >= longest ? 1 : 0));

/**
 * Count for each bin the events that go on in it, an event in every bin that it touches.
 * @param {{edges: Int32Array, of: ArrayLike<number> & {length: number}}} bins
 * @param {Int32Array} days - the first of each event
 * @param {Int32Array} lasting - days from the first to the last
 * @param {Uint8Array} mask - 1 for the events to count, all with a date
 * @returns {Uint32Array}
 */
export function coverBins({ edges, of }, days, lasting, mask) {
  const counts = new Uint32Array(edges.length - 1);
  const begin = new Int32Array(edges.length);
  for (let n = 0; n < days.length; n++) {
    if (!mask[n]) continue;
    const [from, to] = [Math.max(0, days[n] - edges[0]), Math.min(of.length - 1, days[n] - edges[0] + lasting[n])];
    if (from > to) continue;
    begin[of[from]]++;
    begin[of[to] + 1]--;
  }
  for (let bin = 0, now = 0; bin < counts.length; bin++) counts[bin] = now += begin[bin];
  return counts;
}

/** The same as `countBins` for some events only. @param {{edges: Int32Array, of: ArrayLike<number> & {length: number}}} bins @param {Int32Array} days @param {Uint8Array} mask @param {Int32Array} members */
export function countMembers({ edges, of }, days, mask, members) {
  const counts = new Uint32Array(edges.length - 1);
  const [first, length] = [edges[0], of.length];
  for (let i = 0; i < members.length; i++) {
    const at = days[members[i]] - first;
    if (mask[members[i]] && at >= 0 && at < length) counts[of[at]]++;
  }
  return counts;
}
