// The packed data: lines of base 85, of which the first holds all that a first picture needs (see maps/packing.py).

import { unzlibSync } from "fflate";

import { fold } from "./matching.js";

export const NONE = -(2 ** 31); // in a column: no value
const PARTED = "\x1f"; // between the texts of a block
const FEW_BLOCKS = 3; // a search of so few does not wait for them

const DIGITS = new Uint8Array(128);
let digit = 0;
for (let code = 33; digit < 85; code++) if (!"\"&'<>\\`{}".includes(String.fromCharCode(code))) DIGITS[code] = digit++;

/** @param {string} text - five digits for four bytes, the last group cut short @returns {Uint8Array<ArrayBuffer>} */
export function base85(text) {
  const missing = (5 - (text.length % 5)) % 5;
  const bytes = new Uint8Array(((text.length + missing) / 5) * 4);
  const value = (at) => (at < text.length ? DIGITS[text.charCodeAt(at)] : 84);
  const whole = text.length - (text.length % 5);
  let to = 0;
  for (let at = 0; at < text.length; at += 5) {
    const last = at < whole ? DIGITS[text.charCodeAt(at + 4)] : 84;
    const head = ((DIGITS[text.charCodeAt(at)] * 85 + value(at + 1)) * 85 + value(at + 2)) * 85 + value(at + 3);
    const word = head * 85 + last;
    bytes[to++] = word >>> 24;
    bytes[to++] = word >>> 16;
    bytes[to++] = word >>> 8;
    bytes[to++] = word;
  }
  return bytes.subarray(0, bytes.length - missing);
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {"gzip"|"deflate"} format @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function inflate(bytes, format) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Read a column: all lowest bytes first, then all second ones, ... @returns {Int32Array} */
function column(bytes, { at, count, width, least, delta, missing }) {
  const values = new Int32Array(bytes.subarray(at, at + count));
  for (let plane = 1; plane < width; plane++) {
    const from = at + plane * count;
    const shift = 8 * plane;
    for (let n = 0; n < count; n++) values[n] |= bytes[from + n] << shift;
  }
  let sum = 0;
  for (let n = 0; n < count; n++) {
    if (missing) values[n] = values[n] === 0 ? NONE : values[n] - 1 + least;
    else if (delta) values[n] = sum += values[n] + least;
    else values[n] += least;
  }
  return values;
}

/** Where each list begins in a column of all of them, and where the last one ends. @returns {Int32Array} */
export function starts(counts) {
  const made = new Int32Array(counts.length + 1);
  for (let n = 0; n < counts.length; n++) made[n + 1] = made[n] + counts[n];
  return made;
}

/** Long texts by number. They stay packed, in blocks, until somebody reads one or the browser has time. */
export class Texts {
  /** @param {string[]} lines - a block each @param {number[]} counts - the texts of each block */
  constructor(lines, counts) {
    this.lines = lines;
    this.starts = starts(counts);
    this.count = this.starts[counts.length];
    /** @type {Array<{text: string, starts: Int32Array, lower: string|null, lowerStarts: Int32Array|null}|undefined>} */
    this.blocks = new Array(lines.length);
  }

  get(number) {
    let at = 0;
    while (this.starts[at + 1] <= number) at++;
    const block = this.open(at);
    const n = number - this.starts[at];
    return block.text.slice(block.starts[n], block.starts[n + 1] - PARTED.length);
  }

  /** Unpack a block, once: at once, for somebody who waits for one text. */
  open(at) {
    if (!this.blocks[at]) this.put(at, unzlibSync(base85(this.lines[at])));
    return this.blocks[at];
  }

  /** Unpack a block for somebody who can wait: the browser's own decoder takes a fifth of the time. @returns {Promise<void>} */
  async openLater(at) {
    const bytes = await inflate(base85(this.lines[at]), "deflate");
    if (!this.blocks[at]) this.put(at, bytes);
  }

  put(at, bytes) {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    this.blocks[at] = { text, starts: partStarts(text, this.starts[at + 1] - this.starts[at]), lower: null, lowerStarts: null };
    this.lines[at] = "";
  }

  /** Make a block ready to be searched. */
  lowered(at) {
    const block = this.open(at);
    if (block.lower === null) {
      block.lower = fold(block.text);
      const moved = block.lower.length !== block.text.length; // an accent of its own is dropped, a few letters become two
      block.lowerStarts = moved ? partStarts(block.lower, block.starts.length - 1) : block.starts;
    }
    return block;
  }

  /**
   * Find the texts that hold something, a block at a time. Of many blocks one that is packed is a promise to wait for.
   * @param {(text: string, from: number) => number} find - where a folded text has it at or after a character, -1 nowhere
   * @returns {Generator<Promise<void>|void, Uint8Array>} 1 for those
   */
  *holding(find) {
    const found = new Uint8Array(this.count);
    for (let at = 0; at < this.blocks.length; at++) {
      if (!this.blocks[at] && this.blocks.length > FEW_BLOCKS) yield this.openLater(at);
      const { lower, lowerStarts } = this.lowered(at);
      let n = 0;
      for (let hit = find(lower, 0); hit >= 0; hit = find(lower, lowerStarts[n])) {
        while (lowerStarts[n + 1] <= hit) n++;
        found[this.starts[at] + n++] = 1;
      }
      yield;
    }
    return found;
  }

  /** Unpack one block that is still packed. @returns {Promise<boolean>} whether there may be another */
  async openNext() {
    const at = this.blocks.findIndex((block) => !block?.lower);
    if (at < 0) return false;
    if (!this.blocks[at]) await this.openLater(at);
    this.lowered(at);
    return true;
  }
}

/** Where each text of a block begins; after the last stands where another would. */
function partStarts(text, count) {
  const made = new Int32Array(count + 1);
  for (let n = 1; n < count; n++) made[n] = text.indexOf(PARTED, made[n - 1]) + PARTED.length;
  made[count] = text.length + PARTED.length;
  return made;
}

/**
 * Unpack the data of the page, long texts apart.
 * @param {string} packed
 * @returns {Promise<Object>} columns are Int32Array, texts are Texts
 */
export async function unpack(packed) {
  const lines = packed.trim().split("\n");
  const bytes = await inflate(base85(lines[0]), "gzip");
  const size = new DataView(bytes.buffer).getUint32(0, true);
  const data = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
  const columns = bytes.subarray(4 + size);
  const resolve = (object) => {
    for (const [key, value] of Object.entries(object)) {
      if (value === null || typeof value !== "object" || Array.isArray(value)) continue;
      if (value.$column) object[key] = column(columns, value.$column);
      else if (value.$texts) object[key] = new Texts(lines.slice(value.$texts.line, value.$texts.line + value.$texts.counts.length), value.$texts.counts);
      else resolve(value);
    }
    return object;
  };
  return resolve(data);
}

/** Do a piece of work whenever the browser has nothing better to do, until it gives false. @param {() => Promise<boolean>} work */
export function whenIdle(work) {
  const soon = window.requestIdleCallback ?? ((call) => setTimeout(call, 50));
  const step = async () => (await work()) && soon(step);
  soon(step);
}
