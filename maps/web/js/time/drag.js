// The pointer on the chart: a click chooses a day, a drag a period; the wheel and two fingers zoom.

import { scaleOf } from "./chart.js";

const CLICK_PX = 4; // a pointer that moves less has clicked
const NEAR_PX = 7; // of an end of the period, that moves it
const WHEEL = 0.002; // of a zoom level, for a pixel of the wheel

/** @param {import("../app.js").App} app @param {HTMLElement} chart @param {() => void} began - called when the reader takes over */
export function dragChart(app, chart, began) {
  const { state, time } = app;
  const pixel = (event) => event.clientX - chart.getBoundingClientRect().left;
  const scale = () => scaleOf(app, chart.clientWidth);
  /** @type {Map<number, number>} pixels of the fingers that are down */
  const down = new Map();
  /** @type {ReturnType<typeof choosing>|null} */
  let gesture = null;

  chart.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    event.preventDefault();
    began();
    chart.setPointerCapture(event.pointerId);
    down.set(event.pointerId, pixel(event));
    gesture = down.size > 1 ? null : choosing(app, pixel(event), scale());
  });

  chart.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) {
      chart.style.cursor = CURSORS[part(app, pixel(event), scale())] ?? "crosshair";
      return;
    }
    if (down.size === 2) pinch(event);
    else gesture?.move(pixel(event));
  });

  const up = (event) => {
    down.delete(event.pointerId);
    if (event.type === "pointerup") gesture?.end();
    gesture = null;
  };
  chart.addEventListener("pointerup", up);
  chart.addEventListener("pointercancel", up);

  /** Keep the moments under two fingers under them. */
  function pinch(event) {
    const before = [...down.values()];
    down.set(event.pointerId, pixel(event));
    const now = [...down.values()];
    const old = scale();
    const [first, second] = before.map((x) => old.moment(x));
    if (Math.abs(now[0] - now[1]) < 10 || first === second) return;
    const perDay = (now[1] - now[0]) / (second - first);
    if (perDay <= 0) return;
    const from = first - (now[0] - old.left) / perDay;
    time.set({ from, to: from + (old.right - old.left) / perDay });
  }

  chart.addEventListener("wheel", (event) => {
    // In a frame of another page the wheel is that page's, unless the reader holds a key.
    if (window !== window.top && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) time.move(event.deltaX / scale().perDay);
    else time.zoom(-event.deltaY * WHEEL * (event.deltaMode ? 33 : 1), scale().moment(pixel(event)));
  }, { passive: false });

  chart.addEventListener("dblclick", () => {
    if (state.get("window")) time.frame(state.first(), state.get("day"));
  });
}

/** What lies under the pointer: an end of the period, its middle, or the line of the slider's day; null for none of these. */
function part({ state }, x, scale) {
  const { day } = state.values;
  if (!state.get("window")) return Math.abs(x - scale.middle(day)) <= NEAR_PX ? "day" : null;
  const [from, to] = [scale.x(state.first()), scale.x(day + 1)];
  if (Math.abs(x - to) <= NEAR_PX) return "to";
  if (Math.abs(x - from) <= NEAR_PX) return "from";
  return x > from && x < to ? "period" : null;
}

/** The pointer's shape over each of them. */
const CURSORS = { day: "ew-resize", from: "ew-resize", to: "ew-resize", period: "grab" };

/**
 * What the pointer does from where it went down.
 * @returns {{move: (x: number) => void, end: () => void}}
 */
function choosing(app, start, scale) {
  const { state } = app;
  const { day } = state.values;
  const first = state.first();
  const grabbed = scale.day(start);
  const held = part(app, start, scale);
  let dragged = false;
  /** Show the days between two, in either order. */
  const between = (one, other) => choose(state, Math.max(one, other), Math.abs(one - other) + 1);
  const drag = {
    day: (now) => choose(state, now),
    from: (now) => between(now, day),
    to: (now) => between(first, now),
    period: (now) => choose(state, scale.clamped(day + now - grabbed)),
  };
  return {
    move(x) {
      if (!dragged && Math.abs(x - start) < CLICK_PX) return;
      dragged = true;
      (drag[held] ?? ((now) => between(grabbed, now)))(scale.day(x));
    },
    end: () => !dragged && choose(state, grabbed),
  };
}

/** Set the slider's day, and the length of the period when one is given. */
function choose(state, day, window = state.get("window")) {
  state.reach(day);
  if (day !== state.get("day") || window !== state.get("window")) state.set(window === state.get("window") ? { day } : { day, window });
}
