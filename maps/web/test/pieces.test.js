import assert from "node:assert/strict";
import { test } from "node:test";

import { finished, inPieces } from "../js/pieces.js";

function* counting(to, wait = () => undefined) {
  for (let n = 0; n < to; n++) yield wait(n);
  return to;
}

test("work that takes no time is done within the call", () => {
  let result = 0;
  inPieces(counting(3), (done) => (result = done));
  assert.equal(result, 3);
  assert.equal(finished(counting(3)), 3);
});

test("long work lets others have their turn", async () => {
  const busy = () => {
    const until = performance.now() + 10;
    while (performance.now() < until);
  };
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  const result = await new Promise((resolve) => inPieces(counting(20, busy), resolve));
  clearInterval(others);
  assert.equal(result, 20);
  assert.ok(turns >= 4, `${turns} turns`);
});

test("a promise is waited for, by those who can wait", async () => {
  const order = [];
  const wait = (n) => Promise.resolve().then(() => order.push(`ready ${n}`));
  const result = await new Promise((resolve) => inPieces(counting(2, wait), (done) => (order.push("done"), resolve(done))));
  assert.equal(result, 2);
  assert.deepEqual(order, ["ready 0", "ready 1", "done"]);
});

test("stopped work does nothing more", async () => {
  let result = null;
  inPieces(counting(2, () => Promise.resolve()), (done) => (result = done))();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(result, null);
});
