import assert from "node:assert/strict";
import { test } from "node:test";

import { embedCode, frameSource } from "../js/embed_code.js";

test("nothing in a title or an address ends its attribute", () => {
  const code = embedCode({ src: 'map.html#embed&q="><script>', title: `"><b>R&D</b>` });
  assert.match(code, /^<iframe src="map\.html#embed&amp;q=&quot;&gt;&lt;script&gt;" title="&quot;&gt;&lt;b&gt;R&amp;D&lt;\/b&gt;" /);
  assert.equal(code.match(/</g).length, 2);
});

for (const [why, protocol, href, source] of [
  ["a page on a server is found by its address", "https:", "https://news.example/maps/levant.html?v=2#view=3", "https://news.example/maps/levant.html?v=2"],
  ["of a file only the name goes out", "file:", "file:///home/somebody/secret/levant%20map.html#day=2021-01-15", "levant%20map.html"],
  ["a notebook's frame has no name", "about:", "about:srcdoc", "map.html"],
]) {
  test(why, () => assert.equal(frameSource({ protocol, href }), source));
}
