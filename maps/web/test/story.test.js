import assert from "node:assert/strict";
import { test } from "node:test";

import { toMarkdown } from "../js/story/file.js";
import { paragraphs } from "../js/story/prose.js";

const em = (...children) => ({ tag: "em", children });
const strong = (...children) => ({ tag: "strong", children });
const a = (href, ...children) => ({ tag: "a", href, children });

for (const [why, text, parts] of [
  ["paragraphs are parted by empty lines, lines are joined", "One\ntwo.\n\n \nThree.\n", [["One two."], ["Three."]]],
  ["emphasis by stars and by underscores", "*a* and _b_ and **c**", [[em("a"), " and ", em("b"), " and ", strong("c")]]],
  ["one within another", "**a *b* c**", [[strong("a ", em("b"), " c")]]],
  ["a link to the web", "see [the *plan*](https://example.org/a?b=c#d).", [["see ", a("https://example.org/a?b=c#d", "the ", em("plan")), "."]]],
  ["no other link is one", "[x](javascript:alert(1)) [y](data:text/html,z) [z](//a.b)", [["[x](javascript:alert(1)) [y](data:text/html,z) [z](//a.b)"]]],
  ["HTML is text", "<b>a</b> <img src=x onerror=y>", [["<b>a</b> <img src=x onerror=y>"]]],
  ["stars that mark nothing", "2 * 3 * 4, ** and snake_case_word", [["2 * 3 * 4, ** and snake_case_word"]]],
  ["escaped signs", "\\*a\\* \\[b\\] \\# c", [["*", "a", "*", " ", "[", "b", "]", " ", "#", " c"]]],
  ["nothing", " \n\n ", []],
]) {
  test(why, () => assert.deepEqual(paragraphs(text), parts));
}

test("a long run of stars takes no time", () => {
  const begun = process.cpuUsage().user;
  paragraphs(`${"*a ".repeat(3000)} ${"[".repeat(3000)} ${"_".repeat(3000)}`);
  assert.ok(process.cpuUsage().user - begun < 2e6, "microseconds");
});

test("a story is written as the file that is read", () => {
  const steps = [
    { title: "From a\nfile", text: "Words.\n## not a step\n", link: "day=2021-01-15", keys: "change: Israel 2021" },
    { title: "Made here", text: "", link: "view=7%2F31.5%2F34.8&day=2021-01-15&q=a+b&story=2&embed=1" },
  ];
  assert.equal(toMarkdown({ title: "A story", steps }), [
    "# A story", "## From a file", "change: Israel 2021", "Words.\n\\## not a step", "## Made here",
    "day: 2021-01-15\nview: 7/31.5/34.8\nlink: #q=a+b",
  ].join("\n\n") + "\n");
});
