// The marks on the map for the keyboard and for screen readers: a list of one row, which lies on the mark that it is about.

import { element, number, onceAFrame, plural, word } from "./core.js";
import { inShort } from "./hover.js";
import { WORLD } from "./projection.js";

const BAND_PX = 70; // marks no farther apart from top to bottom are read from left to right
const BUBBLE_PX = 250; // the most that the words of a mark take

/**
 * @typedef {Object} Stop - a mark in view
 * @property {string} key - the same for the same mark, wherever the map is moved
 * @property {number} x - pixels of the map
 * @property {number} y
 * @property {number[]} at - of the square world
 * @property {number} event - -1 for many
 * @property {Object} cluster
 */

/** @param {import("./app.js").App} app @returns {HTMLElement} */
export function markKeys(app) {
  const { map, state } = app;
  const help = element("span.unseen", { id: "mark-keys" }, word("marks.keys"));
  const list = element("div.mark-keys", { role: "listbox", tabindex: "0", "aria-label": word("marks.label"), "aria-describedby": "mark-keys" });
  const made = element("div.marks", {}, help, list);
  /** @type {Stop[]} */
  let stops = [];
  let current = "";
  let told = 0;

  const hasFocus = () => document.activeElement === list;
  const at = () => stops.findIndex(({ key }) => key === current);

  /** Look which marks are in view; the current one stays, else the one nearest to the middle becomes it. */
  function look() {
    stops = stopsOf(app);
    made.hidden = !stops.length && !hasFocus();
    if (!hasFocus()) return;
    if (at() < 0) current = nearestTo(stops, map.getSize().divideBy(2))?.key ?? "";
    show();
  }

  /** Lay the row on its mark, and have it read. */
  function show() {
    const n = at();
    if (n < 0) {
      list.replaceChildren(element("div", { role: "option", "aria-selected": "false" }, word("marks.none")));
      return;
    }
    const stop = stops[n];
    const row = optionOf(app, stop, n, stops.length);
    row.id = `mark-${++told}`; // a row of its own each time, so that it is read
    list.replaceChildren(row);
    list.setAttribute("aria-activedescendant", row.id);
  }

  function go(n) {
    if (!stops[n]) return;
    current = stops[n].key;
    show();
  }

  function open() {
    const stop = stops[at()];
    if (stop) app.layers.find(({ name }) => name === "events").hit(app, ...stop.at, 2 ** map.getZoom())?.();
  }

  const onward = (way) => go(at() < 0 ? 0 : (at() + way + stops.length) % stops.length);

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      ArrowRight: () => go(towards(stops, at(), 1, 0)),
      ArrowLeft: () => go(towards(stops, at(), -1, 0)),
      ArrowDown: () => go(towards(stops, at(), 0, 1)),
      ArrowUp: () => go(towards(stops, at(), 0, -1)),
      n: () => onward(1),
      p: () => onward(-1),
      Home: () => go(0),
      End: () => go(stops.length - 1),
      Enter: open,
      " ": open,
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  list.addEventListener("focus", look);
  list.addEventListener("blur", () => {
    list.replaceChildren();
    list.removeAttribute("aria-activedescendant");
    look();
  });
  // From the map itself the same letters lead in.
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.target !== map.getContainer() || !["n", "p"].includes(event.key.toLowerCase()) || event.ctrlKey || event.metaKey || event.altKey) return;
    list.focus({ preventScroll: true });
  });
  map.on("movestart", () => hasFocus() && list.replaceChildren());
  const later = onceAFrame(look);
  map.on("moveend resize", later);
  for (const name of ["filtered", "hiddenLayers", "day"]) state.on(name, later);
  later();
  return made;
}

/** The marks that are in view, beside the panel, in the order in which a page is read. @returns {Stop[]} */
function stopsOf(app) {
  const { map, clusters, state, viewport } = app;
  if (state.get("hiddenLayers").has("events")) return [];
  const scale = 2 ** map.getZoom();
  const { min } = map.getPixelBounds();
  const size = map.getSize();
  const [width, height] = [size.x - viewport.covered(), size.y];
  const world = WORLD * scale;
  const stops = [];
  for (const cluster of clusters.at(map.getZoom())) {
    const [x, y] = [(((cluster.x * scale - min.x) % world) + world) % world, cluster.y * scale - min.y];
    if (x > width || y < 0 || y > height) continue;
    const signs = cluster.isDisc ? [[0, 0]] : cluster.signs;
    signs.forEach(([dx, dy], i) => stops.push({
      key: cluster.isDisc ? `disc ${cluster.spots[0]}` : `event ${cluster.members[i]}`,
      x: x + dx, y: y + dy, at: [cluster.x + dx / scale, cluster.y + dy / scale], event: cluster.isDisc ? -1 : cluster.members[i], cluster,
    }));
  }
  const band = ({ y }) => Math.floor(y / BAND_PX);
  return stops.sort((a, b) => band(a) - band(b) || a.x - b.x);
}

/**
 * The mark to which an arrow leads: the nearest one in that direction, where one aside counts as twice as far.
 * @param {Array<{x: number, y: number}>} stops
 * @param {number} from - an index; -1 is none
 * @param {number} right - 1 to the right, -1 to the left
 * @param {number} down
 * @returns {number} an index, `from` where there is none
 */
export function towards(stops, from, right, down) {
  if (from < 0) return stops.length ? 0 : -1;
  const { x, y } = stops[from];
  let [best, least] = [from, Infinity];
  stops.forEach((stop, n) => {
    const [dx, dy] = [stop.x - x, stop.y - y];
    const ahead = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    if (n === from || ahead <= 0 || aside > 2 * ahead) return;
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [n, far];
  });
  return best;
}

const nearestTo = (stops, { x, y }) => stops.reduce((best, stop) => (!best || Math.hypot(stop.x - x, stop.y - y) < Math.hypot(best.x - x, best.y - y) ? stop : best), null);

function optionOf(app, { x, y, event, cluster }, n, count) {
  const { x: width, y: height } = app.map.getSize();
  const words = event < 0 ? [element("strong", {}, plural("events", cluster.size)), element("small", { dir: "auto" }, placesOf(app, cluster))] : inShort(app, event);
  const bubble = element("span.bubble", {}, ...words, element("small.keys", { "aria-hidden": "true" }, word("marks.hint", { position: number(n + 1), count: number(count) })));
  const row = element("div.mark-key", { role: "option", "aria-selected": "true", "aria-setsize": count, "aria-posinset": n + 1 }, bubble);
  row.style.left = `${x}px`;
  row.style.top = `${y}px`;
  bubble.style.setProperty("--shift", `${Math.max(0, BUBBLE_PX / 2 + 8 - x) - Math.max(0, x + BUBBLE_PX / 2 + 8 - width)}px`);
  if (y < height / 3) bubble.classList.add("below");
  return row;
}

/** The names of the places of a disc, the first ones. */
function placesOf(app, cluster) {
  const names = new Set();
  for (const n of cluster.members) {
    names.add(app.locations.primaryPlace(n));
    if (names.size > 3) break;
  }
  names.delete("");
  return [...names].slice(0, 3).join(", ") + (names.size > 3 ? " …" : "");
}
