// The labels of a time axis: which years, months or days are named, chosen by how much time there is to a pixel.

import { utcDay, utcMonth, utcTickInterval, utcYear } from "d3-time";

const DAY_MS = 86400000;

/**
 * @typedef {"year"|"month"|"day"} Unit
 * @typedef {Object} Axis
 * @property {Unit} unit - of the small labels
 * @property {number[]} minor - days that have a small label
 * @property {number[]} major - days at which a month (above days) or a year (above months) begins; none above years.
 *   The first one may lie before the span, which it then names at its edge.
 */

/**
 * Choose the days to label.
 * @param {import("./scale.js").Span} span
 * @param {number} width - pixels
 * @param {number} [spacing] - pixels that a label wants
 * @returns {Axis}
 */
export function axisOf({ from, to }, width, spacing = 46) {
  const [start, end] = [new Date(from * DAY_MS), new Date(to * DAY_MS)];
  const count = Math.max(1, width / spacing);
  const interval = (to - from) / count < 1 ? utcDay : utcTickInterval(start, end, count);
  const minor = interval.range(interval.ceil(start), end).map(dayOf);
  const unit = unitOf(interval);
  const above = { day: utcMonth, month: utcYear }[unit];
  return { unit, minor, major: above ? above.range(above.floor(start), end).map(dayOf) : [] };
}

const dayOf = (date) => Math.round(date / DAY_MS);

/** @returns {Unit} what an interval steps through */
function unitOf(interval) {
  const start = new Date(Date.UTC(2000, 0, 1));
  const days = (interval.offset(start, 1) - +start) / DAY_MS;
  return days >= 365 ? "year" : days >= 28 ? "month" : "day";
}
