// The panel that tells a story, a step at a time, and the fields that make one.

import { element, number, word } from "../core.js";
import { download } from "../export.js";
import { toMarkdown } from "./file.js";
import { paragraphs } from "./prose.js";

/** @typedef {import("./prose.js").Inline} Inline */

/** @param {Inline} part @returns {Node|string} */
function node(part) {
  if (typeof part === "string") return part;
  const attributes = part.tag === "a" ? { href: part.href, target: "_blank", rel: "noopener noreferrer" } : {};
  return element(part.tag, attributes, ...part.children.map(node));
}

/** The paragraphs of a step's text. @param {string} text @returns {HTMLElement[]} */
export const prose = (text) => paragraphs(text).map((parts) => element("p", { dir: "auto" }, ...parts.map(node)));

/** @param {any} app @returns {HTMLElement} */
export function storyPanel(app) {
  const { story } = app;
  const title = element("p.title", { dir: "auto" });
  const step = element("article.step", { "aria-live": "polite" });
  const progress = element("progress", { max: 1, value: 0, "aria-hidden": "true" });
  const place = element("span.place", {});
  const turn = (by) => () => story.go(story.at + by);
  const previous = element("button.export", { type: "button", click: turn(-1) }, word("story.previous"));
  const next = element("button.export.next", { type: "button", click: turn(1) }, word("story.next"));
  const contents = element("ol", {});
  const leave = element("button.close", { type: "button", "aria-label": word("story.leave"), title: word("story.leave"), click: () => story.leave() }, "×");
  const box = element("section.story", { "aria-label": word("story.label"), hidden: "", keydown: turnPages },
    element("header", {}, title, leave), step,
    element("nav", { "aria-label": word("story.steps") }, previous, place, next), progress,
    element("details.contents", {}, element("summary", {}, word("story.contents")), contents),
    app.embedded ? "" : editor(app));

  function turnPages(event) {
    if (event.target.closest("input, textarea, summary") || event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = document.documentElement.dir === "rtl" ? -1 : 1;
    const by = { ArrowRight: forward, ArrowLeft: -forward, PageDown: 1, PageUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    story.go(story.at + by);
  }

  function tell() {
    const { at, steps } = story;
    const isTold = at >= 0;
    document.documentElement.classList.toggle("telling", isTold);
    box.hidden = !isTold;
    if (!isTold) return;
    title.textContent = story.title;
    title.hidden = steps[at].title === story.title;
    write();
    place.textContent = word("story.progress", { at: number(at + 1), count: number(steps.length) });
    progress.max = steps.length;
    progress.value = at + 1;
    // They stay where the focus is; a button that is disabled would lose it.
    previous.setAttribute("aria-disabled", String(at === 0));
    next.setAttribute("aria-disabled", String(at === steps.length - 1));
    contents.replaceChildren(...steps.map((one, n) => element("li", {},
      element("button", { type: "button", "aria-current": n === at ? "step" : null, dir: "auto", click: () => story.go(n) }, one.title || word("story.untitled", { at: number(n + 1) })))));
    box.scrollTop = 0;
  }

  function write() {
    step.replaceChildren(element("h2", { dir: "auto" }, story.step.title || word("story.untitled", { at: number(story.at + 1) })), ...prose(story.step.text));
  }

  const mark = (told) => document.documentElement.classList.toggle("told", told !== null);
  app.state.on("told", mark);
  mark(app.state.get("told"));
  story.on("step", tell);
  story.on("edited", write);
  return box;
}

/** The fields that change the story, and the button that saves it. */
function editor(app) {
  const { story } = app;
  const heading = element("input", { type: "text", dir: "auto", input: () => story.edit({ title: heading.value }) });
  const text = element("textarea", { rows: 5, dir: "auto", input: () => story.edit({ text: text.value }) });
  const button = (key, click) => element("button.export", { type: "button", click }, word(key));
  const save = () => {
    download(new Blob([toMarkdown(story)], { type: "text/markdown" }), "story.md");
    story.unsaved = false;
  };
  const made = element("details.edit", {}, element("summary", {}, word("story.edit")),
    element("label", {}, word("story.heading"), heading),
    element("label", {}, word("story.text"), text),
    element("p.note", {}, word("story.textNote")),
    element("div.row", {}, button("story.retake", () => story.retake()), button("story.up", () => story.move(-1)), button("story.down", () => story.move(1)),
      button("story.remove", () => story.remove())),
    element("div.row", {}, addButton(app), button("story.save", save)));
  const fill = () => {
    if (!story.step) return;
    heading.value = story.step.title;
    text.value = story.step.text;
  };
  story.on("step", fill);
  return made;
}

/** @param {any} app @returns {HTMLElement} */
function addButton(app) {
  const { story } = app;
  return element("button.export", { type: "button", click: () => {
    story.add(word("story.untitled", { at: number(story.steps.length + 1) }));
    const made = /** @type {HTMLDetailsElement} */ (document.querySelector(".story .edit"));
    made.open = true;
    const field = made.querySelector("input");
    field.focus();
    field.select();
  } }, word("story.add"));
}

/** What the menu has of the story. @param {any} app @param {() => void} done @returns {HTMLElement} */
export function storyGroup(app, done) {
  const add = addButton(app);
  add.addEventListener("click", done);
  return element("div.group", {}, add, element("p.note", {}, word("story.addNote")));
}

/** The button that begins the story, while there is one that is not told. @param {any} app @returns {HTMLElement} */
export function storyButton(app) {
  const { story } = app;
  const button = element("button.export.tell", { type: "button", click: () => {
    story.go(0);
    /** @type {HTMLElement} */ (document.querySelector(".story .next")).focus();
  } }, word("story.start"));
  const tell = () => (button.hidden = !story.steps.length || story.at >= 0);
  story.on("step", tell);
  tell();
  return button;
}
