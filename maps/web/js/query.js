// The language of the search: words, "phrases", -without, OR, and fields such as actor: or after:.

import { parse as parseDay } from "./dates.js";
import { fold } from "./matching.js";

/**
 * @typedef {Object} Term
 * @property {string} text - folded, without quotes
 * @property {string} typed - as it stands in the query, a minus apart
 * @property {boolean} phrase - in quotes: whole words
 * @property {string} field - one of FIELDS, empty for anywhere
 * @property {boolean} without - whether events that it holds are left out
 * @property {[number, number]|null} days - of a date, first and last; null for what is no date
 *
 * @typedef {Term[][]} Query - an event has to hold one term of each group
 */

const DATES = ["on", "after", "before"];
export const FIELDS = ["actor", "place", "country", "type", "status", "command", "report", "text", ...DATES];

const TOKEN = /(-?)(?:(\p{L}+):)?(?:["“„]([^"“”]*)["”]?|(\S*))/gu;

/**
 * Read a query. Whatever is typed means something: a quote without its end goes on to the end, a field without a text is
 * not there yet, and a word with a colon that is no field is a word. As search engines have it, OR joins what stands
 * beside it (`gaza OR rafah aid` is one of two places, and aid).
 * @param {string} text
 * @param {Map<string, string>} [names] - further names of the fields, as those of the page's language
 * @returns {Query}
 */
export function parseQuery(text, names = new Map()) {
  /** @type {Query} */
  const groups = [];
  let joins = false;
  for (const [whole, minus, name = "", quoted, plain] of text.matchAll(TOKEN)) {
    if (whole === "OR" || whole === "|") {
      joins = groups.length > 0;
      continue;
    }
    const field = fieldOf(fold(name), names);
    // "https://…", "Note:this": no field of ours, so the whole is text.
    const known = !name || field !== undefined;
    const said = known ? quoted ?? plain ?? "" : whole.slice(minus.length);
    const term = {
      text: fold(said).trim(), typed: whole.slice(minus.length), phrase: known && quoted !== undefined, field: field ?? "", without: minus === "-",
      days: DATES.includes(field ?? "") ? daysOf(said) : null,
    };
    if (!/[\p{L}\p{N}\p{S}]/u.test(term.text)) continue; // a lone minus, a quote that was just opened
    if (joins) groups[groups.length - 1].push(term);
    else groups.push([term]);
    joins = false;
  }
  return groups;
}

const fieldOf = (name, names) => (FIELDS.includes(name) ? name : names.get(name));

/** The days that a date means: 2024, 2024-07 or 2024-07-16. @param {string} text @returns {[number, number]|null} */
function daysOf(text) {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (!year) return null;
  const two = (part) => part.padStart(2, "0");
  const first = parseDay([year, two(month ?? "1"), two(day ?? "1")].join("-"));
  if (first === null || day) return first === null ? null : [first, first];
  const next = month && Number(month) < 12 ? [year, two(String(Number(month) + 1)), "01"] : [String(Number(year) + 1), "01", "01"];
  return [first, (parseDay(next.join("-")) ?? first + 1) - 1];
}
