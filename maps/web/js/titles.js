// Events in words of people: what each type is called, and a short sentence for each event. maps/titles.py words the same.
// The keys are made of an event's type and mode, the more special first; a key that the table lacks is no fault.

import { filled } from "./core.js";

const MOST_NAMES = 3; // in a title; the card has all
const HAPPENED = new Set(["actual", "historical"]); // what is told as a fact: a sentence says it

/** @returns {string[]} the keys of a type, the more special first */
const codes = (root, mode) => (mode ? [`${root}.${mode}`, root] : [root]);

/** @param {string[]} keys @returns {string|undefined} */
const firstOf = (keys) => keys.map((key) => DATELINE_WORDS[key]).find((text) => text !== undefined);

/** What events of a type and mode are called: "Air strike"; of a type without words, its code. */
export function labelOf(root, mode) {
  return firstOf(codes(root, mode).map((code) => `type.${code}`)) ?? [root, mode].filter(Boolean).join("-");
}

/** Names as a list in words: "A, B and C", "A, B, C and 4 more". @param {string[]} all @returns {string} */
export function listed(all) {
  const names = [...new Set(all)];
  const some = names.slice(0, MOST_NAMES);
  const rest = names.length - some.length;
  const last = some.length > 1 && !rest ? some.pop() : "";
  const list = some.length ? some.reduce((first, next) => filled(DATELINE_WORDS["names.comma"], { first, next })) : "";
  if (last) return filled(DATELINE_WORDS["names.two"], { first: list, last });
  return rest ? filled(DATELINE_WORDS["names.more"], { names: list, count: String(rest) }) : list;
}

/**
 * An event as a short sentence: "Yoav Gallant and Lloyd Austin spoke by phone". Who is not known is left out; of an event
 * with nobody known the place is told, else the report's own words.
 * @param {{root: string, mode: string|null, status: string, actors: string[], recipients: string[], place: string, words: string}} event
 * @returns {string}
 */
export function title({ root, mode, status, actors, recipients, place, words }) {
  const parties = listed([...actors, ...recipients]);
  const values = { label: labelOf(root, mode), actors: listed(actors), recipients: listed(recipients), parties, place, words };
  const known = ["actors", "recipients", "place", "words"].find((name) => values[name]);
  if (!known) return values.label;
  const sides = values.actors && values.recipients ? "both" : known;
  const told = HAPPENED.has(status) ? firstOf(codes(root, mode).map((code) => `told.${code}.${sides}`)) : undefined;
  if (told !== undefined) return sentence(told, values);
  const made = sentence(firstOf(codes(root, mode).map((code) => `noun.${code}.${sides}`)) ?? DATELINE_WORDS[`noun.${sides}`], values);
  const prefix = DATELINE_WORDS[`titled.${status}`];
  return prefix === undefined ? made : filled(prefix, { title: made });
}

function sentence(pattern, values) {
  const made = filled(pattern, values);
  return made.slice(0, 1).toUpperCase() + made.slice(1);
}

/** All words that titles of a type and mode may have, names apart: what a search for them finds. */
export function wordsOf(root, mode) {
  const told = ["both", "actors"].map((sides) => firstOf(codes(root, mode).map((code) => `told.${code}.${sides}`)) ?? "");
  return [labelOf(root, mode), ...told.map((pattern) => pattern.replace(/\{\w+\}/g, " "))].join("\n");
}
