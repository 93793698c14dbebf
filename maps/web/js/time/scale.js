// A linear scale between days and pixels, and the arithmetic of zooming. No DOM: see test/scale.test.js.
// Days are whole numbers since 1970-01-01; day d lasts from d until d + 1 on the scale.

/** @typedef {{from: number, to: number}} Span - from a moment until another, in days; fractions are allowed */

/** The fewest days that a chart shows. */
export const LEAST_DAYS = 7;

export class DayScale {
  /** @param {Span} span @param {number} left - pixel where the span begins @param {number} right - where it ends */
  constructor({ from, to }, left, right) {
    this.from = from;
    this.to = to;
    this.left = left;
    this.right = right;
    /** Pixels of a day. */
    this.perDay = (right - left) / Math.max(1e-9, to - from);
  }

  /** The pixel where a day begins. */
  x(day) {
    return this.left + (day - this.from) * this.perDay;
  }

  /** The pixel in the middle of a day. */
  middle(day) {
    return this.x(day + 0.5);
  }

  /** The moment at a pixel, in days. */
  moment(x) {
    return this.from + (x - this.left) / this.perDay;
  }

  /** The day at a pixel, kept within the span. */
  day(x) {
    return this.clamped(Math.floor(this.moment(x)));
  }

  /** The day of the span that is nearest to a day. */
  clamped(day) {
    return Math.max(Math.ceil(this.from), Math.min(Math.floor(this.to - 1), day));
  }
}

/**
 * Keep a span within bounds: it is moved before it is cut, and is never shorter than LEAST_DAYS.
 * @param {Span} span @param {Span} bounds @returns {Span}
 */
export function within({ from, to }, bounds) {
  const length = Math.max(LEAST_DAYS, to - from);
  const room = bounds.to - bounds.from;
  if (length >= room) {
    const spare = Math.max(0, LEAST_DAYS - room) / 2;
    return { from: bounds.from - spare, to: bounds.to + spare };
  }
  const start = Math.max(bounds.from, Math.min(bounds.to - length, from));
  return { from: start, to: start + length };
}

/** Zoom by a factor (2 shows half as much) around a moment that stays where it is. @returns {Span} */
export function zoomed(span, factor, around, bounds) {
  const length = Math.max(LEAST_DAYS, (span.to - span.from) / factor);
  const share = (around - span.from) / (span.to - span.from);
  const from = around - share * length;
  return within({ from, to: from + length }, bounds);
}

/** Move a span by days. @returns {Span} */
export function moved({ from, to }, days, bounds) {
  return within({ from: from + days, to: to + days }, bounds);
}

/** The span itself when it holds a day, else the same length of time around that day. @returns {Span} */
export function holding(span, day, bounds) {
  if (day >= span.from && day + 1 <= span.to) return span;
  const length = span.to - span.from;
  const from = day < span.from ? day - 0.1 * length : day + 1 - 0.9 * length;
  return within({ from, to: from + length }, bounds);
}

const FRAY = 0.1; // share of the events at either end that may be far from the rest
const FAR = 1; // times the length of the rest
const MIDDLE_DAYS = 60; // the rest is taken to be at least as long

/**
 * The span that a chart opens with: from the first event to the last. A few that lie far from all others are left out,
 * so that one event of 1967 does not squeeze two months of 2024 into a few pixels.
 * @param {Int32Array} sorted - days of the events, ascending
 * @param {Span} bounds
 * @param {number[]} [days] - that the span has to hold
 * @returns {Span}
 */
export function openingSpan(sorted, bounds, days = []) {
  if (!sorted.length && !days.length) return within(bounds, bounds);
  let near = sorted;
  if (sorted.length) {
    const cut = Math.min(Math.ceil(FRAY * sorted.length), Math.floor((sorted.length - 1) / 2));
    const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]];
    const reach = FAR * Math.max(MIDDLE_DAYS, high - low);
    near = sorted.filter((day) => day >= low - reach && day <= high + reach);
  }
  const first = Math.min(near[0] ?? Infinity, ...days);
  const last = Math.max(near[near.length - 1] ?? -Infinity, ...days);
  const margin = Math.max(2, 0.03 * (last + 1 - first));
  return within({ from: first - margin, to: last + 1 + margin }, bounds);
}
