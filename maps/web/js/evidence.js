// The words of a report: a sentence with its trigger and places marked.

import { element } from "./core.js";

const KINDS = ["trigger", "place"];

/**
 * Cut a text by code points: Python counts an emoji as one character, JavaScript as two.
 * @param {string} text
 * @returns {(from: number, to?: number) => string}
 */
function slicer(text) {
  if (!/[\uD800-\uDBFF]/.test(text)) return (from, to) => text.slice(from, to);
  const points = Array.from(text);
  return (from, to) => points.slice(from, to).join("");
}

/**
 * @param {string} sentence
 * @param {number[][]} marks - start, end, kind, in order and apart
 * @returns {HTMLElement}
 */
export function quote(sentence, marks) {
  const cut = slicer(sentence);
  const parts = [];
  let at = 0;
  for (const [start, end, kind] of marks) {
    parts.push(cut(at, start), element(`mark.${KINDS[kind]}`, { dir: "auto" }, cut(start, end)));
    at = end;
  }
  parts.push(cut(at));
  return element("blockquote", { dir: "auto" }, ...parts);
}

