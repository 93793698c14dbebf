// A story: steps of text, each with what the map shows to it. It is told, and it can be made, on the page.

import { Signals } from "../core.js";
import { firstView } from "../page.js";
import { fragmentOf, showFragment } from "../permalink.js";
import { latLng } from "../projection.js";

/** @typedef {import("./file.js").Step} Step */

export class Story extends Signals {
  /**
   * @param {any} app
   * @param {{title: string, steps: Step[]}|null} data - of the page; nothing until the reader makes one
   */
  constructor(app, data) {
    super();
    this.app = app;
    this.title = data?.title || app.data.title;
    /** @type {Step[]} */
    this.steps = data?.steps.map((step) => ({ ...step })) ?? [];
    /** The step that is told, -1 for none. */
    this.at = -1;
    /** Whether there are changes that no file has. */
    this.unsaved = false;
  }

  /** @returns {Step|null} */
  get step() {
    return this.steps[this.at] ?? null;
  }

  /** Tell a step. @param {number} at @param {{show?: boolean}} [options] - whether the map follows */
  go(at, { show = true } = {}) {
    if (!this.steps.length) return;
    this.at = Math.max(0, Math.min(this.steps.length - 1, at));
    this.emit("step"); // the panel changes the size of the map, in which the step is framed
    this.app.state.emit("spotlight"); // only what a step names is named
    if (show) this.show(this.steps[this.at], { animate: !this.app.still });
  }

  /** Leave the map as it is, and tell no more. */
  leave() {
    this.at = -1;
    this.emit("step");
    this.app.state.emit("spotlight");
  }

  /** Show a step on the map. @param {Step} step @param {{animate: boolean}} options */
  show({ link, fit }, { animate }) {
    const { app } = this;
    const hasView = showFragment(app, link);
    const { told, selected } = app.state.values;
    app.map.invalidateSize({ animate: false });
    if (!hasView && fit) {
      const [west, south, east, north] = fit;
      app.map.fitBounds(L.latLngBounds(latLng(west, south), latLng(east, north)), { ...room(app), maxZoom: 11, animate: animate && selected < 0 });
    } else if (!hasView && told) app.spotlight.frame(told);
    else if (!hasView) firstView(app);
    if (selected >= 0) app.select(selected, { stay: hasView || Boolean(fit) });
  }

  /** Add what the map shows as a step after the one that is told. @param {string} title */
  add(title) {
    this.steps.splice(this.at < 0 ? this.steps.length : this.at + 1, 0, { title, text: "", link: this.shown() });
    this.edited();
    this.go(this.at < 0 ? this.steps.length - 1 : this.at + 1, { show: false });
  }

  /** Change what a step says. @param {Partial<Step>} changed */
  edit(changed) {
    Object.assign(this.steps[this.at], changed);
    this.edited();
    this.emit("edited");
  }

  /** Let the step that is told show what the map shows now. */
  retake() {
    this.edit({ link: this.shown(), fit: undefined, keys: undefined });
  }

  /** Move the step that is told. @param {number} by */
  move(by) {
    const to = this.at + by;
    if (to < 0 || to >= this.steps.length) return;
    this.steps.splice(to, 0, ...this.steps.splice(this.at, 1));
    this.edited();
    this.go(to, { show: false });
  }

  /** Delete the step that is told. */
  remove() {
    this.steps.splice(this.at, 1);
    this.edited();
    if (this.steps.length) this.go(this.at);
    else this.leave();
  }

  edited() {
    this.unsaved = true;
  }

  /** What the map shows, without the story that tells it. */
  shown() {
    const values = fragmentOf(this.app);
    for (const name of ["story", "embed"]) values.delete(name);
    return String(values);
  }
}

/** Room around what is framed: for the map's buttons, less where the map is small. @param {any} app */
function room({ map, viewport }) {
  const { x, y } = map.getSize();
  const [side, above] = [Math.min(60, x / 10), Math.min(40, y / 10)];
  return { paddingTopLeft: [side, above], paddingBottomRight: [viewport.covered() + side, above] };
}

/**
 * Begin as the address says: `story=3` is the third step, `story=0` none. Without a word about it a page that has a story
 * tells it; a figure in another page and a link to a view do not.
 * @param {any} app
 * @param {boolean} hasView - whether the address gave a view, which is shown then
 */
export function beginStory(app, hasView) {
  const { story } = app;
  const asked = new URLSearchParams(location.hash.slice(1)).get("story");
  if (asked !== null) {
    if (Number(asked) > 0) story.go(Number(asked) - 1, { show: !hasView });
  } else if (!hasView && !app.embedded && !location.hash) story.go(0);
  // Back and Forward show what was; the step that was told then belongs to it.
  window.addEventListener("popstate", () => {
    const at = Number(new URLSearchParams(location.hash.slice(1)).get("story") ?? 0) - 1;
    if (at < 0) story.leave();
    else story.go(at, { show: false });
  });
  window.addEventListener("beforeunload", (event) => story.unsaved && event.preventDefault());
}
