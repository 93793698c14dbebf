// The change of command that concerns most events in view: one sentence above the map, and how it is shown.

import { shownBox } from "./changes.js";
import { commandName, isCommand } from "./commands.js";
import { element, onceAFrame, phrase, word } from "./core.js";
import { iso, parse, words } from "./dates.js";
import { firstView } from "./page.js";
import { latLng, toLat, toLon } from "./projection.js";
import { NONE } from "./unpack.js";

const NEAR = 3653; // days: a change concerns events at most ten years from it, as maps/relevance.py has it
const BEFORE_MS = 1700; // how long the day before is shown until the change
const LEAST_PX = 210; // width of what moved
const ROOM_PX = 24; // around it
const NEAREST = 10; // zoom
const SPECK = 0.01; // of the size of the largest

export class Spotlight {
  constructor(app) {
    this.app = app;
    this.days = daysOf(app);
    const near = ({ day }) => !this.days || (day >= this.days[0] - NEAR && day <= this.days[1] + NEAR);
    /** @type {import("./commands.js").Change[]} those that say from where to where, or at least that nobody had it before */
    this.candidates = app.commands.changes.filter((change) => change.kind !== "renamed" && change.froms.some(Boolean) && near(change));
    this.countAll();
    this.best = null;
    this.playing = 0;
    const choose = onceAFrame(() => this.choose());
    for (const name of ["filtered", "told", "hiddenLayers"]) app.state.on(name, choose);
    app.map.on("moveend", choose);
  }

  /** For each change the events and the mentions of what moved from another command, and of what nobody had before. */
  countAll() {
    const { events, places } = this.app;
    const moved = ({ units, fromOf }) => units.filter((unit) => isCommand(fromOf.get(unit)));
    const gained = ({ units, fromOf }) => units.filter((unit) => !isCommand(fromOf.get(unit)));
    this.moved = eventsIn(events, this.candidates.map(moved));
    this.gained = eventsIn(events, this.candidates.map(gained));
    this.mentions = this.candidates.map((change) => {
      const units = new Set(moved(change));
      return places.places.reduce((sum, { unit, count }) => sum + (units.has(unit) ? count : 0), 0);
    });
  }

  /** The change to name: the chosen one, else the one that concerns most; none while the areas are not drawn, nor while a story is told that names none. @returns {import("./commands.js").Change|null} */
  current() {
    if (this.app.state.get("hiddenLayers").has("commands")) return null;
    return this.app.state.get("told") ?? (this.app.story.step ? null : this.best);
  }

  /**
   * Find the change that concerns most events in view; where none does, most events, then most mentions, then what the
   * reports name, then what nobody had before; of those that are alike the nearest in time.
   */
  choose() {
    const { app } = this;
    const { matching } = app.state;
    const [left, top, right, bottom] = app.viewport.box();
    const inView = (n) => app.events.x[n] >= left && app.events.x[n] <= right && app.events.y[n] >= top && app.events.y[n] <= bottom;
    const ranks = this.candidates.map((change, n) => {
      const [moved, gained] = [this.moved[n], this.gained[n]].map((events) => countIn(events, matching, inView));
      const named = app.commands.named.has(change.to) && change.froms.some((from) => app.commands.named.has(from)) ? 1 : 0;
      const concerns = moved.all || gained.all || this.mentions[n] || named ? 1 : 0;
      return [concerns, moved.seen, moved.all, this.mentions[n], named, gained.seen, gained.all, -this.apart(change)];
    });
    const best = ranks.reduce((found, rank, n) => (rank[0] && (found < 0 || compare(rank, ranks[found]) > 0) ? n : found), -1);
    const before = this.best;
    this.best = this.candidates[best] ?? null;
    if (this.best !== before) app.state.emit("spotlight"); // else what is drawn still holds
  }

  /** How many events a change concerns. @param {import("./commands.js").Change} change */
  weight(change) {
    return this.moved[this.candidates.indexOf(change)]?.length ?? 0;
  }

  /** Of some changes the one that concerns most events. @param {import("./commands.js").Change[]} changes */
  foremost(changes) {
    return changes.reduce((most, change) => (this.weight(change) > this.weight(most) ? change : most));
  }

  /** Days between a change and the reports. */
  apart({ day }) {
    return this.days ? Math.max(0, this.days[0] - day, day - this.days[1]) : 0;
  }

  /** Frame a change and play it: the day before, then its own. @param {import("./commands.js").Change} change */
  show(change) {
    const { app } = this;
    this.stop();
    app.map.closePopup();
    app.state.reach(change.day - 1);
    app.state.reach(change.day);
    app.state.set({ told: change, swipe: null, day: app.still ? change.day : change.day - 1 });
    this.frame(change);
    if (app.still) return;
    this.playing = setTimeout(() => {
      this.playing = 0;
      app.state.set({ told: change, day: change.day });
    }, BEFORE_MS);
    app.state.emit("spotlight");
  }

  stop() {
    clearTimeout(this.playing);
    this.playing = 0;
  }

  /** Bring what moved into view, wide enough to be seen even where its ends are cut. */
  frame(change) {
    const { map } = this.app;
    const boxes = largeBoxes(this.app, change);
    if (!boxes.length) return;
    const [left, top, right, bottom] = boxes.reduce(([l, t, r, b], [l2, t2, r2, b2]) => [Math.min(l, l2), Math.min(t, t2), Math.max(r, r2), Math.max(b, b2)]);
    const { x: width, y: height } = map.getSize();
    const covered = this.app.viewport.covered();
    const fits = Math.log2(Math.min((width - covered - 2 * ROOM_PX) / (right - left), (height - 2 * ROOM_PX) / (bottom - top)));
    const wide = Math.log2(Math.min(LEAST_PX, width - covered - 2 * ROOM_PX) / (right - left));
    const zoom = Math.max(map.getMinZoom(), Math.min(NEAREST, Math.max(Math.floor(2 * fits) / 2, Math.ceil(2 * wide) / 2)));
    const centre = latLng(toLon((left + right) / 2 + covered / 2 / 2 ** zoom), toLat((top + bottom) / 2));
    map.once("moveend", () => this.app.state.emit("framed"));
    map.setView(centre, zoom, { animate: !this.app.still });
  }
}

/** For each list of units the events that lie in one of them, in one pass. @param {Object} events @param {string[][]} lists @returns {number[][]} */
function eventsIn({ units, count }, lists) {
  const found = lists.map(() => []);
  const listsOf = units.keys.map((key) => lists.flatMap((list, n) => (list.includes(key) ? [n] : [])));
  for (let n = 0; n < count; n++) {
    for (let item = units.starts[n]; item < units.starts[n + 1]; item++) {
      for (const list of listsOf[units.items[item]]) {
        if (found[list][found[list].length - 1] !== n) found[list].push(n);
      }
    }
  }
  return found;
}

/** How many of some events pass the filters, and how many of these are in view. */
function countIn(events, matching, inView) {
  let [all, seen] = [0, 0];
  for (const n of events) {
    if (!matching[n]) continue;
    all++;
    if (inView(n)) seen++;
  }
  return { all, seen };
}

/** Boxes of what moved: islands that are specks beside the rest, and may lie an ocean away, are left out. */
function largeBoxes({ world }, { units }) {
  const rings = units.flatMap((unit) => world.units[world.byKey.get(unit)]?.rings ?? []);
  const size = ({ box: [left, top, right, bottom] }) => (right - left) * (bottom - top);
  const largest = rings.reduce((most, ring) => Math.max(most, size(ring)), 0);
  return rings.filter((ring) => size(ring) >= SPECK * largest).map(({ box }) => box);
}

function compare(one, other) {
  const at = one.findIndex((value, n) => value !== other[n]);
  return at < 0 ? 0 : one[at] - other[at];
}

/** The first and the last day that the reports, or else the events, are of. */
function daysOf({ events }) {
  const published = events.reports.map((report) => parse(report.published)).filter((day) => day !== null);
  const days = published.length ? published : Array.from(events.days).filter((day) => day !== NONE);
  return days.length ? days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]) : null;
}

/** @param {Object} app @returns {HTMLElement} the sentence and its buttons */
export function spotlightBar(app) {
  const { state, spotlight } = app;
  const line = element("p.change", { "aria-live": "polite" });
  const buttons = element("div.stages", { role: "group", "aria-label": word("spotlight.stages") });
  const bar = element("section.spotlight", { "aria-label": word("spotlight.label"), hidden: "" }, line, buttons);
  let told = null;
  const tell = () => {
    const change = spotlight.current();
    bar.hidden = !change;
    if (change && change !== told) line.replaceChildren(...sentence(app, change));
    told = change;
    const shown = change && change === state.get("told");
    const made = change ? (shown ? stages(app, change) : [invitation(app, change)]) : [];
    fill(buttons, made);
  };
  for (const name of ["spotlight", "told", "day", "swipe", "hiddenLayers"]) state.on(name, tell);
  state.on("theme", () => {
    told = null;
    tell();
  });
  tell();
  return bar;
}

/** Put buttons in the place of others, and keep the focus where one of the same key had it. */
function fill(box, made) {
  const key = box.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.stage : null;
  box.replaceChildren(...made);
  if (key) (made.find(({ dataset }) => dataset.stage === key) ?? made[0])?.focus();
}

function sentence(app, change) {
  const [key, values] = app.commands.wording(change);
  const nodes = { ...values, name: element("b", { dir: "auto" }, values.name), to: chip(app, change.to), day: element("time", { datetime: iso(change.day) }, values.day) };
  if (change.froms.length === 1) nodes.from = chip(app, change.froms[0]);
  const rest = [...app.commands.remarks(change), change.source ? word("change.source", { source: change.source }) : ""].filter(Boolean).join(" ");
  return [element("strong", {}, ...phrase(key, nodes)), rest ? element("span.note", { title: rest }, ` ${rest}`) : ""];
}

/** A command's name with its colour. */
export function chip(app, id) {
  const made = element("span.chip", {}, commandName(id));
  made.style.setProperty("--chip", app.looks.commandColour(id));
  return made;
}

function invitation(app, change) {
  return element("button.show", { type: "button", "data-stage": "show", click: () => app.spotlight.show(change) }, word("spotlight.show"));
}

/** The day before, the day of the change, both side by side; and back to all events. */
function stages(app, change) {
  const { state, spotlight } = app;
  const days = { before: change.day - 1, after: change.day };
  const swipe = state.get("swipe");
  const go = (values) => {
    spotlight.stop();
    state.set({ told: change, ...values });
    if (!shownBox(app, change)) spotlight.frame(change);
  };
  const stage = (key, day) => element("button.stage", { type: "button", "data-stage": key, "aria-pressed": String(!swipe && state.get("day") === day), click: () => go({ swipe: null, day }) },
    element("span", {}, word(`spotlight.${key}`)), element("time", { datetime: iso(day) }, words(day)));
  const both = element("button.stage", { type: "button", "data-stage": "both", "aria-pressed": String(Boolean(swipe)),
    click: () => go({ day: change.day, swipe: swipe ? null : { left: days.before, right: days.after } }) }, word("spotlight.both"));
  const end = element("button.end", { type: "button", "data-stage": "end", "aria-label": word("spotlight.end"), title: word("spotlight.end"), click: () => {
    spotlight.stop();
    state.set({ told: null, swipe: null, day: state.range.to });
    firstView(app);
  } }, "×");
  return [stage("before", days.before), stage("after", days.after), both, end];
}

