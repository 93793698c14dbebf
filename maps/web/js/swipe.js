// Before and after: areas and events of two days, parted by a bar that can be dragged.

import { shownBox } from "./changes.js";
import { element, word } from "./core.js";
import { iso, words } from "./dates.js";
import { chip } from "./spotlight.js";

const STEP = 0.02;
const NARROW_PX = 70; // what is not wider stands whole on one side of the bar
const BESIDE_PX = 14;
const MOST_UNITS = 4; // of what is mostly one country, with its parts
const RESTED_MS = 150;

/** @param {Object} app */
export function swipeBar(app) {
  const { map, state, sides } = app;
  const panes = {
    left: ["dateline-areas", "dateline-overlay"].map((name) => map.getPane(name)),
    right: ["dateline-areas-right", "dateline-overlay-right"].map((name) => map.getPane(name)),
  };
  const captions = { left: element("span.caption.left", {}), right: element("span.caption.right", {}) };
  const bar = element("div.swipe", { role: "slider", tabindex: "0", "aria-label": word("swipe.label"), "aria-valuemin": "0", "aria-valuemax": "100",
    keydown: (event) => nudge(event), pointerdown: (event) => grab(event) }, captions.left, captions.right, element("span.grip", { "aria-hidden": "true" }, "⇔"));
  let resting = 0;
  L.DomEvent.disableClickPropagation(bar);

  function clip() {
    if (!state.get("swipe")) return;
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const x = corner.x + size.x * sides.share;
    const [top, bottom, left, right] = [corner.y, corner.y + size.y, corner.x, corner.x + size.x];
    for (const pane of panes.left) pane.style.clip = `rect(${top}px, ${x}px, ${bottom}px, ${left}px)`;
    for (const pane of panes.right) pane.style.clip = `rect(${top}px, ${right}px, ${bottom}px, ${x}px)`;
    bar.style.left = `${size.x * sides.share}px`;
    bar.setAttribute("aria-valuenow", String(Math.round(sides.share * 100)));
    // Names find their places on each side anew once the bar rests.
    clearTimeout(resting);
    resting = setTimeout(() => state.get("swipe") && state.emit("tag"), RESTED_MS);
  }

  /** Through what is named, where that is wide; beside it, where it is not; else the middle of what the panel leaves. */
  function firstShare() {
    const { x: width } = map.getSize();
    const room = width - app.viewport.covered();
    const change = app.spotlight?.current();
    const box = change ? shownBox(app, change) : null;
    if (!box) return room / 2 / width;
    const [left, , right] = box;
    const spot = app.territory.unitSpot(change.units[0]);
    const through = change.units.length <= MOST_UNITS && spot ? map.latLngToContainerPoint(spot).x : (left + right) / 2;
    const x = right - left > NARROW_PX ? through : right + BESIDE_PX;
    return Math.max(0.1 * room, Math.min(0.9 * room, x)) / width;
  }

  function move(to) {
    sides.share = Math.max(0.02, Math.min(0.98, to));
    clip();
  }

  function nudge(event) {
    const way = { ArrowLeft: -STEP, ArrowRight: STEP, Home: -1, End: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    move(sides.share + way);
  }

  function grab(event) {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    const drag = (moved) => {
      const box = map.getContainer().getBoundingClientRect();
      move((moved.clientX - box.left) / box.width);
    };
    bar.addEventListener("pointermove", drag);
    bar.addEventListener("pointerup", () => bar.removeEventListener("pointermove", drag), { once: true });
    bar.focus();
  }

  /** A side's day and, where a change is named, whose the moved area is on it. */
  function caption(day) {
    const ids = app.spotlight ? commandsOfChange(app, day) : [];
    return [element("time", { datetime: iso(day) }, words(day)), ...(ids.length ? [element("span.whose", {}, ...ids.map((id) => chip(app, id)))] : [])];
  }

  function tell() {
    const swipe = state.get("swipe");
    if (!swipe) return;
    for (const side of ["left", "right"]) captions[side].replaceChildren(...caption(swipe[side]));
    bar.setAttribute("aria-valuetext", word("swipe.value", { left: captions.left.textContent, right: captions.right.textContent }));
  }

  function show(swipe) {
    if (!swipe) {
      bar.remove();
      for (const pane of [...panes.left, ...panes.right]) pane.style.clip = "";
      return;
    }
    if (!bar.isConnected) sides.share = firstShare();
    tell();
    map.getContainer().append(bar);
    clip();
  }

  /** After a change was framed the bar goes where that lies now. */
  function follow() {
    sides.share = firstShare();
    clip();
  }

  map.on("move zoomend resize", clip);
  state.on("swipe", show);
  state.on("framed", () => state.get("swipe") && follow());
  for (const name of ["spotlight", "theme"]) state.on(name, tell);
}

/** The commands that what moved belongs to on a day, the one with most of it first. @returns {string[]} */
export function commandsOfChange({ spotlight, commands }, day) {
  const change = spotlight.current();
  const counts = new Map();
  for (const unit of change?.units ?? []) {
    const id = commands.row(unit, day)?.command ?? "";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
}

