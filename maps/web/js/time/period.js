// Which events a stretch of time shows. No DOM: see test/period.test.js.

import { NONE } from "../unpack.js";

/** Days around its report in which an event without a date is taken to be: before it, or after it when it is announced. */
export const UNDATED_DAYS = 30;

const OPEN_END = -1; // instead of days from the first to the last

/**
 * The day on which each event was known at the latest: that of the earliest report that tells it.
 * @param {{starts: Int32Array, report: Int32Array}} tellings - the reports of each event, -1 for none
 * @param {Array<number|null>} published - the day of each report
 * @param {number} otherwise - for events of which no report has a day
 * @returns {Int32Array}
 */
export function knownBy({ starts, report }, published, otherwise) {
  const days = new Int32Array(starts.length - 1).fill(otherwise);
  for (let n = 0; n + 1 < starts.length; n++) {
    let earliest = Infinity;
    for (let at = starts[n]; at < starts[n + 1]; at++) earliest = Math.min(earliest, published[report[at]] ?? Infinity);
    if (earliest < Infinity) days[n] = earliest;
  }
  return days;
}

/**
 * The events of the days from `first` to `day`.
 *
 * An event without a date lies in the UNDATED_DAYS until its report, or, when it is announced, from its report on.
 * @param {Object} events
 * @param {Int32Array} events.days - the first day, or the last where the start is open; NONE without a date
 * @param {Int32Array} events.lasting - days from the first to the last; -1 with an open end, -2 with an open start
 * @param {Uint8Array} events.goesOn - 1 for events with an open end that are not over
 * @param {Int32Array} events.known - see `knownBy`
 * @param {Uint8Array} events.ahead - 1 for events that had not happened when they were reported
 * @param {number} first - -Infinity for everything until `day`
 * @param {number} day
 * @param {"never"|"near"|"always"} undated
 * @returns {Uint8Array} 1 for those
 */
export function inPeriod({ days, lasting, goesOn, known, ahead }, first, day, undated) {
  const found = new Uint8Array(days.length);
  for (let n = 0; n < days.length; n++) {
    if (days[n] === NONE) {
      if (undated === "always") found[n] = 1;
      else if (undated === "near") {
        const from = known[n] - (ahead[n] ? 0 : UNDATED_DAYS);
        found[n] = from <= day && from + UNDATED_DAYS >= first ? 1 : 0;
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
