// Days as whole numbers since 1970-01-01, so that a slider can step through them.

import { word } from "./core.js";

const DAY_MS = 86400000;
/** @type {Intl.DateTimeFormat|null} */
let spoken = null;

/** @param {string|null} text - YYYY-MM-DD @returns {number|null} */
export function parse(text) {
  const time = text ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? null : Math.round(time / DAY_MS);
}

/** @param {number} day @returns {string} YYYY-MM-DD */
export function iso(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** @param {number} day @returns {string} "15 Jan 2021" */
export function words(day) {
  spoken ??= new Intl.DateTimeFormat(word("page.locale"), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return spoken.format(new Date(day * DAY_MS));
}

/** @param {string} time - ISO 8601 @returns {string} the day and time of it, where the reader is */
export function moment(time) {
  return new Intl.DateTimeFormat(word("page.locale"), { dateStyle: "medium", timeStyle: "short" }).format(new Date(time));
}

/**
 * Word a closed interval of days; either end may be open.
 * @param {number|null} first
 * @param {number|null} last
 * @returns {string}
 */
export function interval(first, last) {
  if (first === null && last === null) return word("when.unknown");
  if (first === last) return words(first);
  if (first === null) return word("when.until", { day: words(last) });
  if (last === null) return word("when.since", { day: words(first) });
  return `${words(first)} – ${words(last)}`;
}

/** @returns {number} this day, as the reader's machine has it */
export function today() {
  return Math.floor(Date.now() / DAY_MS);
}

