// The stretch of time that the chart shows, and in which lanes. It is no filter: it hides no event from the map.

import { Signals } from "../core.js";
import { parse } from "../dates.js";
import { NONE } from "../unpack.js";
import { holding, moved, openingSpan, within, zoomed } from "./scale.js";

const MARGIN = 0.02; // of the whole history, beyond its ends
const ZOOM = 2; // of a press of a button

/** @typedef {""|"type"|"actor"} Lanes */

export class TimeView extends Signals {
  /** @param {import("../app.js").App} app */
  constructor(app) {
    super();
    this.app = app;
    /** @type {Lanes} */
    this.lanes = "";
    const { days } = app.events;
    this.sorted = days.filter((day) => day !== NONE).sort();
    const published = app.events.reports.map((report) => parse(report.published)).filter((day) => day !== null);
    /** The span that the chart opens with. */
    this.opening = openingSpan(this.sorted, this.bounds, [published.reduce((a, b) => Math.max(a, b), app.state.range.to)]);
    this.span = this.opening;
    app.state.on("day", (day) => this.set(holding(this.span, day, this.bounds)));
    app.state.on("range", () => this.emit("span"));
  }

  /** The whole history: all days of the slider, and the changes of command that concern the reports. */
  get bounds() {
    const { state, commands } = this.app;
    const told = state.get("told");
    const days = (commands?.changes ?? []).filter((change) => change.here || change === told).map(({ day }) => day);
    const [first, last] = days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [state.range.from, state.range.to]);
    const margin = Math.ceil(MARGIN * (last - first));
    return { from: first - (first < state.range.from ? margin : 0), to: last + 1 + (last > state.range.to ? margin : 0) };
  }

  /** @param {import("./scale.js").Span} span */
  set(span) {
    const { from, to } = within(span, this.bounds);
    if (from === this.span.from && to === this.span.to) return;
    this.span = { from, to };
    this.emit("span");
  }

  /** Zoom around the slider's day, or another moment. */
  zoom(way, around = this.app.state.get("day") + 0.5) {
    const held = Math.max(this.span.from, Math.min(this.span.to, around));
    this.set(zoomed(this.span, way > 0 ? ZOOM ** way : 1 / ZOOM ** -way, held, this.bounds));
  }

  move(days) {
    this.set(moved(this.span, days, this.bounds));
  }

  /** Show some days with a margin. */
  frame(first, last) {
    const margin = 0.08 * (last + 1 - first);
    this.set({ from: first - margin, to: last + 1 + margin });
  }

  /** Show some days unless they are well to be seen already. */
  reveal(first, last) {
    const { from, to } = this.span;
    const share = (last + 1 - first) / (to - from);
    if (first < from || last + 1 > to || share < 0.12) this.frame(first, last);
  }

  /** From the first event to the last; a second time the whole history. */
  all() {
    const { from, to } = this.span;
    this.set(from === this.opening.from && to === this.opening.to ? this.bounds : this.opening);
  }

  /** @param {Lanes} lanes */
  setLanes(lanes) {
    this.lanes = lanes;
    this.emit("lanes");
  }
}
