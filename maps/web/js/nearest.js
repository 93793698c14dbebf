// What somebody may have meant: the names of the page that are the fewest mistakes away.

import { fold } from "./matching.js";

const MOST = 3; // suggestions

/**
 * Count the letters to add, drop, change or swap with the next one to make one word of another (optimal string alignment).
 * @param {string} one
 * @param {string} other
 * @param {number} most - more than that are not counted
 */
export function mistakes(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

/** How many mistakes a word of a length may have: in a short one any letter makes another word. */
const allowed = (length) => (length < 3 ? 0 : length < 6 ? 1 : 2);

/**
 * The names nearest to what was typed, as wholes or by one of their words.
 * @param {string} typed
 * @param {Iterable<string>} names
 * @returns {string[]} the best first
 */
export function nearest(typed, names) {
  const wanted = fold(typed);
  const most = allowed(wanted.length);
  /** @type {Map<string, number>} */
  const found = new Map();
  const look = (name) => {
    const count = mistakes(wanted, fold(name), most);
    if (count <= most) found.set(name, Math.min(count, found.get(name) ?? Infinity));
  };
  for (const name of new Set(names)) {
    look(name);
    for (const one of name.match(/[\p{L}\p{N}\p{M}'’-]{3,}/gu) ?? []) if (one !== name) look(one);
  }
  // Of names that differ in case alone the first is enough.
  const seen = new Set();
  return [...found]
    .sort(([a, fewer], [b, more]) => fewer - more || a.length - b.length || (a < b ? -1 : 1))
    .map(([name]) => name)
    .filter((name) => !seen.has(fold(name)) && seen.add(fold(name)))
    .slice(0, MOST);
}
