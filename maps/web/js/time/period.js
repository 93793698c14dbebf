// Which events a stretch of time shows. No DOM: see test/period.test.js.

import { NONE } from "../unpack.js";

const OPEN_END = -1; // instead of days from the first to the last

/**
 * The events of the days from `first` to `day`.
 *
 * An event without a date is taken to lie in the days before the first report that tells it, or, when it is announced,
 * in those after it.
 * @param {Object} events
 * @param {Int32Array} events.days - the first day, or the last where the start is open; NONE without a date
 * @param {Int32Array} events.lasting - days from the first to the last; -1 with an open end, -2 with an open start
 * @param {Uint8Array} events.goesOn - 1 for events with an open end that are not over
 * @param {Int32Array} events.known - the day of the first report that tells it
 * @param {Uint8Array} events.ahead - 1 for events that had not happened when they were reported
 * @param {number} events.undatedDays - how many days before or after their report events without a date are taken to lie in
 * @param {number} first - -Infinity for everything until `day`
 * @param {number} day
 * @param {"never"|"near"|"always"} undated
 * @returns {Uint8Array} 1 for those
 */
export function inPeriod({ days, lasting, goesOn, known, ahead, undatedDays }, first, day, undated) {
  const found = new Uint8Array(days.length);
  for (let n = 0; n < days.length; n++) {
    if (days[n] === NONE) {
      if (undated === "always") found[n] = 1;
      else if (undated === "near") {
        const from = known[n] - (ahead[n] ? 0 : undatedDays);
        found[n] = from <= day && from + undatedDays >= first ? 1 : 0;
      }
    } else if (days[n] <= day) {
      const goes = lasting[n] === OPEN_END && goesOn[n];
      found[n] = goes || days[n] + Math.max(0, lasting[n]) >= first ? 1 : 0;
    }
  }
  return found;
}

/**
 * The days that reports cover: from the first of their dated events that is no look back to the last.
 * @param {{days: Int32Array, lasting: Int32Array}} events
 * @param {(n: number) => boolean} counts - whether an event is one of them
 * @returns {{first: number, last: number}|null}
 */
export function coveredDays({ days, lasting }, counts) {
  let [first, last] = [Infinity, -Infinity];
  for (let n = 0; n < days.length; n++) {
    if (days[n] === NONE || !counts(n)) continue;
    first = Math.min(first, days[n]);
    last = Math.max(last, days[n] + Math.max(0, lasting[n]));
  }
  return first <= last ? { first, last } : null;
}
