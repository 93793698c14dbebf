// The events beside the map: dated ones newest first, then those without a date, then those without a place.
// However many there are, only the rows that the reader sees are made, and a few around them.

import { element, number, onceAFrame, plural, word } from "./core.js";
import { interval } from "./dates.js";
import { markIcon } from "./marks.js";
import { placeText } from "./precision.js";
import { frameButton } from "./search_field.js";
import { rowTip } from "./row_tip.js";
import { NONE, starts } from "./unpack.js";

const AROUND = 10; // rows above and below what is seen, which the Tab key may walk on to
const PRINTED = 400; // rows of each group on paper

/** @param {Object} app @returns {HTMLElement} */
export function eventList(app) {
  const { events, state } = app;
  const list = element("ol.events", { "aria-label": word("list.label") });
  const box = element("div.list", { tabindex: "-1" }, list);
  const order = sorted(events);
  /** @type {Group[]} */
  let groups = [];
  let rowHeight = 46; // until there is a row to measure
  /** The event whose row the keyboard was on last. */
  let current = -1;

  function rebuild() {
    let position = 1;
    groups = grouped(app, order).map(({ key, members }) => {
      const group = new Group(key, members, (n, at) => row(n, at));
      group.position = position;
      position += members.length;
      return group;
    });
    const rows = groups.flatMap(({ heading, before, after }) => [heading, before, after]);
    list.replaceChildren(...(rows.length ? rows : [element("li.empty", {}, word(events.count ? "list.noMatch" : "list.none"))]));
    render();
  }

  /** Make the rows that are seen, and put room in the place of all others. */
  function render() {
    const seen = box.getBoundingClientRect();
    const [top, bottom] = [Math.max(seen.top, 0), Math.min(seen.bottom, window.innerHeight)];
    for (const group of groups) {
      const start = group.before.getBoundingClientRect().top;
      const from = Math.floor((top - start) / rowHeight) - AROUND;
      const to = Math.ceil((bottom - start) / rowHeight) + AROUND;
      group.show(from, to, rowHeight);
    }
    const made = list.querySelector("li.row")?.getBoundingClientRect().height; // with its fraction: there may be many rows
    if (!made || Math.abs(made - rowHeight) < 0.01) return;
    rowHeight = made;
    render();
  }

  /** @param {number} n - the event @param {number} position - in the whole list, from 1 */
  function row(n, position) {
    const when = interval(events.first(n), events.last(n));
    const meta = [when, placeText(app, n), statusNote(events.get("status", n))].filter(Boolean).join(" · ");
    const button = element(
      "button.event",
      { type: "button", "data-event": n, "aria-current": String(n === state.get("selected")), click: () => app.select(n), focus: () => (current = n) },
      markIcon(app.looks.look(n)),
      element("span.words", { dir: "auto" }, element("strong", {}, events.get("title", n)), element("small", {}, meta)),
    );
    return element("li.row", { "aria-setsize": state.listedCount, "aria-posinset": position }, button);
  }

  /** @returns {HTMLElement|null} */
  const buttonOf = (n) => list.querySelector(`button[data-event="${n}"]`);

  /** Scroll as little as needed to bring an event's row into view. @returns {HTMLElement|null} its button */
  function bring(n) {
    const group = groups.find(({ members }) => members.includes(n));
    if (!group) return null;
    const at = group.members.indexOf(n) * rowHeight;
    const own = group.before.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop + at;
    const head = group.heading.offsetHeight;
    if (own - head < box.scrollTop) box.scrollTop = own - head;
    else if (own + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = own + rowHeight - box.clientHeight;
    render();
    return buttonOf(n);
  }

  function mark(selected) {
    for (const button of list.querySelectorAll("[aria-current=true]")) button.setAttribute("aria-current", "false");
    // On a phone the list is part of the page, which stays where the reader is.
    const scrolls = box.scrollHeight > box.clientHeight;
    (selected >= 0 && scrolls ? bring(selected) : buttonOf(selected))?.setAttribute("aria-current", "true");
  }

  /** Arrow keys walk through the list. */
  function step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || current < 0) return;
    const all = groups.flatMap(({ members }, at) => (members.includes(current) ? [[at, members.indexOf(current) + way]] : []));
    if (!all.length) return;
    let [[group, at]] = all;
    if (at < 0) at = (groups[--group]?.members.length ?? 0) - 1;
    else if (at >= groups[group].members.length) [group, at] = [group + 1, 0];
    const next = groups[group]?.members[at];
    if (next === undefined) return;
    event.preventDefault();
    const button = bring(next);
    button?.focus();
  }

  const later = onceAFrame(render);
  box.addEventListener("scroll", later);
  window.addEventListener("scroll", later);
  new ResizeObserver(later).observe(box);
  box.addEventListener("keydown", step);
  window.addEventListener("beforeprint", () => groups.forEach((group) => group.print()));
  window.addEventListener("afterprint", render);
  state.on("listed", onceAFrame(rebuild));
  state.on("selected", mark);
  state.on("row", (n) => (bring(n) ?? box).focus());
  rowTip(app, box);
  rebuild();
  return box;
}

/** Events under a heading, of which a run of rows is made. */
class Group {
  /** @param {string} key - of the heading @param {Int32Array} members @param {(n: number, at: number) => HTMLElement} row */
  constructor(key, members, row) {
    this.position = 1;
    this.members = members;
    this.row = row;
    this.heading = element("li.heading", {}, element("h2", {}, word(key)), element("span", {}, number(members.length)));
    this.before = element("li", { "aria-hidden": "true" });
    this.after = element("li", { "aria-hidden": "true" });
    /** @type {Map<number, HTMLElement>} rows that are made */
    this.made = new Map();
  }

  /** Make the rows from one to another; rows that stay keep their focus. */
  show(from, to, height) {
    const last = Math.max(0, Math.min(to, this.members.length));
    const first = Math.max(0, Math.min(from, last));
    for (const [at, made] of this.made) {
      if (at >= first && at < last) continue;
      // Whoever was on this row stays in the list.
      if (made.contains(document.activeElement)) /** @type {HTMLElement} */ (made.closest(".list")).focus({ preventScroll: true });
      made.remove();
      this.made.delete(at);
    }
    const kept = Math.min(...this.made.keys());
    for (let at = first; at < last; at++) {
      if (this.made.has(at)) continue;
      const made = this.row(this.members[at], this.position + at);
      (at < kept ? this.made.get(kept) ?? this.after : this.after).before(made);
      this.made.set(at, made);
    }
    this.after.textContent = "";
    this.before.style.height = `${first * height}px`;
    this.after.style.height = `${(this.members.length - last) * height}px`;
  }

  /** Make the rows for paper, and say how many there are besides. */
  print() {
    this.show(0, PRINTED, 0);
    const rest = this.members.length - PRINTED;
    this.after.style.height = "auto";
    if (rest > 0) this.after.textContent = word("list.rest", { count: number(rest) });
  }
}

/** All events, the newest first, those without a date last. @returns {Int32Array} */
function sorted({ days, count }) {
  const dated = days.filter((day) => day !== NONE);
  const newest = dated.reduce((a, b) => Math.max(a, b), 0);
  const oldest = dated.reduce((a, b) => Math.min(a, b), newest);
  const rank = (n) => (days[n] === NONE ? newest - oldest + 1 : newest - days[n]);
  // Counted, not compared: days are few beside events.
  const counts = new Int32Array(newest - oldest + 2);
  for (let n = 0; n < count; n++) counts[rank(n)]++;
  const next = starts(counts);
  const order = new Int32Array(count);
  for (let n = 0; n < count; n++) order[next[rank(n)]++] = n;
  return order;
}

/** The visible events under their headings. @returns {Array<{key: string, members: Int32Array}>} */
function grouped({ events, state }, order) {
  const keys = ["list.placed", "list.undated", "list.noPlace"];
  const groups = keys.map(() => new Int32Array(state.listedCount));
  const counts = [0, 0, 0];
  for (const n of order) {
    if (!state.listed[n]) continue;
    const at = !events.placed[n] ? 2 : events.days[n] === NONE ? 1 : 0;
    groups[at][counts[at]++] = n;
  }
  return keys.map((key, at) => ({ key, members: groups[at].subarray(0, counts[at]) })).filter(({ members }) => members.length);
}

/** A title says of what did not happen that it did not. */
const statusNote = (status) => (status === "historical" ? word(`status.${status}`) : "");

/** "12 of 20 events", for everybody and for screen readers, and a button that shows where they are. */
export function counter(app) {
  const output = element("p.count", { role: "status" });
  const tell = () => {
    output.textContent = word("list.count", { shown: number(app.state.listedCount), all: plural("events", app.events.count) });
  };
  app.state.on("listed", onceAFrame(tell));
  tell();
  return element("div.found", {}, output, frameButton(app));
}

