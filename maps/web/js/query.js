// The language of the search: words, "phrases", -without, OR, and fields such as actor: or after:.

import { parse as parseDay } from "./dates.js";

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

const TOKEN = /(-?)(?:(\p{L}+):)?(?:["“„]([^"“”]*)["”]?|(\S+))|(-?)(\p{L}+):(?=\s|$)/gu;

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
    const field = fieldOf(name.toLowerCase(), names);
    if (field === undefined && quoted === undefined && plain === undefined) continue;
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

// Letters with accents of alphabets that are also written without them, vowel points of Hebrew and Arabic, curly quotes.
const ACCENTED = /[\u00c0-\u024f\u0300-\u036f\u0386-\u0390\u03ac-\u03ce\u0400-\u045f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u1e00-\u1fff\u2018\u2019\u02bc\u201c\u201d]/g;
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
const QUOTES = { "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"' };
/** @type {Map<string, string>} */
const folded = new Map();

/** Make texts comparable: in lower case, without accents, with straight quotes. */
export function fold(text) {
  return text.toLowerCase().replace(ACCENTED, (letter) => {
    let plain = folded.get(letter);
    if (plain === undefined) folded.set(letter, (plain = QUOTES[letter] ?? letter.normalize("NFD").replace(MARKS, "")));
    return plain;
  });
}

// Scripts that part their words by spaces and write nothing before a stem: there a word is found by its beginning, so
// that "aid" does not find "said". Chinese has no spaces; Arabic and Hebrew write articles and prepositions in one.
const PARTED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{N}]/u;

/** Whether a character belongs to a word of such a script. @param {string|undefined} character */
function inWord(character) {
  if (character === undefined) return false;
  const code = character.charCodeAt(0);
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91);
  return PARTED.test(character);
}

/**
 * A function that finds a text in others: from the beginning of a word, and in quotes to the end of one.
 * @param {string} wanted - folded
 * @param {boolean} phrase
 * @returns {(text: string, from?: number) => number} where a folded text has it at or after a character, -1 nowhere
 */
export function finder(wanted, phrase) {
  const [starts, ends] = [inWord(wanted[0]), phrase && inWord(wanted.at(-1))];
  return (text, from = 0) => {
    let at = text.indexOf(wanted, from);
    while (at >= 0 && ((starts && at > 0 && inWord(text[at - 1])) || (ends && inWord(text[at + wanted.length])))) at = text.indexOf(wanted, at + 1);
    return at;
  };
}
