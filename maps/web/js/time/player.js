// Plays the slider: day by day in time, or from one event to the next.

import { Signals } from "../core.js";
import { NONE } from "../unpack.js";

const SPAN_MS = 12000; // for the whole chart, at speed 1
const STEP_MS = 700; // for one event's day, at speed 1

export const SPEEDS = [0.5, 1, 2, 4];

export class Player extends Signals {
  /** @param {import("../app.js").App} app */
  constructor(app) {
    super();
    this.app = app;
    this.running = false;
    this.speed = 1;
    /** @type {"day"|"event"} what the slider steps through */
    this.step = "day";
  }

  toggle() {
    if (this.running) this.stop();
    else this.start();
  }

  start() {
    const { state, time } = this.app;
    this.app.spotlight?.stop();
    if (state.get("day") >= this.end() || state.get("day") < time.span.from) state.set({ day: Math.max(state.range.from, Math.ceil(time.span.from)) });
    this.running = true;
    this.exact = state.get("day");
    this.previous = performance.now();
    this.emit("running");
    requestAnimationFrame((now) => this.frame(now));
  }

  stop() {
    if (!this.running) return;
    this.running = false;
    this.emit("running");
  }

  /** The last day that the chart shows and the slider reaches. */
  end() {
    return Math.min(this.app.state.range.to, Math.floor(this.app.time.span.to - 1));
  }

  frame(now) {
    if (!this.running) return;
    const { state, time } = this.app;
    const passed = ((now - this.previous) * this.speed);
    const end = this.end();
    let day = state.get("day");
    if (this.step === "event") {
      if (passed >= STEP_MS) {
        this.previous = now;
        day = nextDay(state.times, state.matching, day) ?? end;
      }
    } else {
      this.previous = now;
      this.exact += (passed / SPAN_MS) * (time.span.to - time.span.from);
      day = Math.floor(this.exact);
    }
    day = Math.min(end, day);
    if (day !== state.get("day")) state.set({ day });
    if (day >= end) this.stop();
    else requestAnimationFrame((later) => this.frame(later));
  }
}

/**
 * The next day on which an event is.
 * @param {{days: Int32Array}} events @param {Uint8Array} mask - 1 for events that count @param {number} day
 * @param {1|-1} [way] - forward or back
 * @returns {number|null}
 */
export function nextDay({ days }, mask, day, way = 1) {
  let nearest = Infinity;
  for (let n = 0; n < days.length; n++) {
    const ahead = way * (days[n] - day);
    if (mask[n] && ahead > 0 && ahead < nearest && days[n] > NONE) nearest = ahead;
  }
  return nearest < Infinity ? day + way * nearest : null;
}
