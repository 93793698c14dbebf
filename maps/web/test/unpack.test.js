// The packed page, against a packer written here after the description in maps/packing.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { gzipSync, zlibSync } from "fflate";

import { finder } from "../js/matching.js";
import { finished } from "../js/pieces.js";
import { NONE, starts, unpack } from "../js/unpack.js";

const DIGITS = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).filter((digit) => !"\"&'<>\\`{}".includes(digit));

function base85(bytes) {
  const padding = (4 - (bytes.length % 4)) % 4;
  const padded = new Uint8Array(bytes.length + padding);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  let text = "";
  for (let at = 0; at < padded.length; at += 4) {
    let word = view.getUint32(at);
    const group = [];
    for (let n = 0; n < 5; n++) {
      group.unshift(DIGITS[word % 85]);
      word = Math.floor(word / 85);
    }
    text += group.join("");
  }
  return text.slice(0, text.length - padding);
}

function pack(payload, columns, blocks) {
  const head = new TextEncoder().encode(JSON.stringify(payload));
  const whole = new Uint8Array(4 + head.length + columns.length);
  new DataView(whole.buffer).setUint32(0, head.length, true);
  whole.set(head, 4);
  whole.set(columns, 4 + head.length);
  return [base85(gzipSync(whole)), ...blocks.map((texts) => base85(zlibSync(new TextEncoder().encode(texts.join("\x1f")))))].join("\n");
}

test("columns: bytes by significance, steps, and what is missing", async () => {
  const columns = Uint8Array.from([1, 2, 3, /* 300, 1 in two planes */ 44, 1, 1, 0, /* steps */ 5, 5, 5, /* 0 is nothing */ 0, 1, 2]);
  const describe = (at, count, width, least, delta, missing) => ({ $column: { at, count, width, least, delta, missing } });
  const payload = { plain: describe(0, 3, 1, 10, 0, 0), wide: describe(3, 2, 2, 0, 0, 0), steps: describe(7, 3, 1, -2, 1, 0), some: describe(10, 3, 1, -7, 0, 1), deeper: { kept: [1, "x"] } };
  const data = await unpack(pack(payload, columns, []));
  assert.deepEqual([...data.plain], [11, 12, 13]);
  assert.deepEqual([...data.wide], [300, 1]);
  assert.deepEqual([...data.steps], [3, 6, 9]);
  assert.deepEqual([...data.some], [NONE, -7, -6]);
  assert.deepEqual(data.deeper, { kept: [1, "x"] });
});

test("texts: by number through all blocks, and those that hold a word", async () => {
  const payload = { texts: { $texts: { line: 1, counts: [2, 3] } } };
  const { texts } = await unpack(pack(payload, new Uint8Array(), [["Gaza", ""], ["İzmir, izmir", "GAZA again", "漢字😀"]]));
  assert.equal(texts.count, 5);
  assert.deepEqual([0, 1, 2, 3, 4].map((n) => texts.get(n)), ["Gaza", "", "İzmir, izmir", "GAZA again", "漢字😀"]);
  const holding = (text) => [...finished(texts.holding(finder(text, false)))];
  assert.deepEqual(holding("gaza"), [1, 0, 0, 1, 0]);
  assert.deepEqual(holding("izmir"), [0, 0, 1, 0, 0]);
  assert.deepEqual(holding("again"), [0, 0, 0, 1, 0]);
  assert.deepEqual(holding("gain"), [0, 0, 0, 0, 0]);
});

test("starts: where each list begins, and where the last ends", () => {
  assert.deepEqual([...starts([2, 0, 3])], [0, 2, 2, 5]);
  assert.deepEqual([...starts([])], [0]);
});
