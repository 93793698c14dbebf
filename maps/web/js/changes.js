// The changes of command: a list to choose from, and a label on the map for the one that is named.

import { commandName } from "./commands.js";
import { element, onceAFrame, plural, word } from "./core.js";
import { iso, parse, words } from "./dates.js";
import { section } from "./filters.js";
import { inside } from "./topology.js";

/** @param {Object} app @returns {HTMLElement} */
export function changeSection(app) {
  const here = app.commands.changes.filter((change) => change.here);
  const other = app.commands.changes.filter((change) => !change.here);
  const rest = other.length
    ? element("details", {}, element("summary", {}, plural("change.others", other.length)), choices(app, other))
    : "";
  return section("panel.changes", choices(app, here), rest, swipeControls(app));
}

function choices(app, changes) {
  return element("ul.choices", {}, ...changes.slice().reverse().map((change) => {
    const button = element("button", { type: "button", title: app.commands.sentence(change), click: () => app.spotlight.show(change) },
      element("span", {}, element("time", { datetime: iso(change.day) }, words(change.day)), ` ${change.name}: ${app.commands.arrow(change)}`));
    app.state.on("told", (told) => button.setAttribute("aria-current", String(told === change)));
    return element("li", {}, button);
  }));
}

/** Two days to compare, and the switch that lays them side by side. */
function swipeControls(app) {
  const { state } = app;
  const field = (key) => element("input", { type: "date", "aria-label": word(key), change: () => box.checked && apply() });
  const [left, right] = [field("swipe.left"), field("swipe.right")];
  const days = () => ({ left: parse(left.value) ?? state.get("day") - 1, right: parse(right.value) ?? state.get("day") });
  const apply = () => state.set({ swipe: box.checked ? days() : null });
  const box = element("input", { type: "checkbox", change: apply });
  const fill = () => {
    if (state.get("swipe")) return;
    const day = app.spotlight.current()?.day ?? state.get("day");
    [left.value, right.value] = [iso(day - 1), iso(day)];
  };
  for (const name of ["spotlight", "told"]) state.on(name, fill);
  state.on("swipe", (swipe) => {
    box.checked = swipe !== null;
    if (swipe) [left.value, right.value] = [iso(swipe.left), iso(swipe.right)];
  });
  fill();
  return element("div.swipe-controls", {}, element("label.toggle", {}, box, element("span", {}, word("swipe.switch"))),
    element("div.dates", {}, left, element("span", {}, "|"), right),
    element("p.note", {}, word("swipe.note")));
}

const MOST_OVER = 0.35; // share of the label that may lie on what moved
const MOST_UNITS = 4; // of what is mostly one country, with its parts
const [GAP_PX, FAR_PX] = [16, 80];
const [LOW_PX, NARROW_PX] = [400, 760]; // of a map that is too small for a label beside all symbols
const LINE_PX = 18; // from its line to the middle of a symbol that it strikes through
const [LEFT_PX, TOP_PX, BOTTOM_PX] = [54, 6, 40]; // what the map's own buttons, its scale and its credits take

/** The label on the map: beside what changed, where it hides the fewest events, always whole. */
export function changeTag(app) {
  const { state, map } = app;
  const [text, line] = [element("div.tag", {}), element("div.leader", {})];
  const icon = L.divIcon({ className: "tag-anchor", html: "", iconSize: [0, 0] });
  const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: "dateline-tags" });
  const cover = (box) => {
    if (String(box) === String(app.tagBox)) return;
    app.tagBox = box;
    if (!moved) state.emit("tag"); // a map that has moved draws its names anew once it rests
  };
  let moved = false;
  const put = () => {
    const change = app.spotlight.current();
    const box = change && !state.get("swipe") && !state.get("hiddenLayers").has("spotlight") ? shownBox(app, change) : null;
    if (box) {
      text.textContent = tagText(change, state.get("day"));
      text.style.setProperty("--tag", app.looks.commandColour(state.get("day") < change.day ? change.froms[0] : change.to));
      marker.setLatLng(map.containerPointToLatLng([0, 0])).addTo(map);
      if (!text.isConnected) marker.getElement().append(line, text);
    }
    const spot = box ? freeSpot(app, box, text.offsetWidth, text.offsetHeight, change) : null;
    if (!spot) {
      marker.remove();
      cover(null);
      return;
    }
    const [x, y] = spot;
    const corner = map.latLngToContainerPoint(marker.getLatLng());
    text.style.transform = `translate(${x - corner.x}px, ${y - corner.y}px)`;
    /** @type {[number, number, number, number]} */
    const tag = [x, y, x + text.offsetWidth, y + text.offsetHeight];
    app.leader = leader(app, tag, box, change);
    const [fromX, fromY, toX, toY] = app.leader;
    line.style.width = `${Math.hypot(toX - fromX, toY - fromY)}px`;
    line.style.transform = `translate(${fromX - corner.x}px, ${fromY - corner.y}px) rotate(${Math.atan2(toY - fromY, toX - fromX)}rad)`;
    cover(tag);
  };
  const place = onceAFrame(() => {
    put();
    moved = false;
  });
  for (const name of ["day", "spotlight", "told", "swipe", "hiddenLayers"]) state.on(name, place);
  map.on("moveend resize", () => {
    moved = true;
    place();
  });
  put(); // at once: the names that are drawn first give way to it
}

/** Pixels of a line from the label to a little inside of what moved. @returns {[number, number, number, number]} x, y, x, y */
function leader(app, [left, top, right, bottom], box, { units }) {
  const spot = units.length <= MOST_UNITS && app.territory.unitSpot(units[0]);
  const at = spot && app.map.latLngToContainerPoint(spot);
  const [x, y] = at && inside(box, at.x, at.y) ? [at.x, at.y] : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const [fromX, fromY] = [Math.max(left, Math.min(right, x)), Math.max(top, Math.min(bottom, y))];
  const edge = [Math.max(box[0], Math.min(box[2], fromX)), Math.max(box[1], Math.min(box[3], fromY))];
  return [fromX, fromY, (3 * edge[0] + x) / 4, (3 * edge[1] + y) / 4];
}

function tagText({ name, froms, to, day: changed }, day) {
  const values = { name, from: froms.map(commandName).join(", "), to: commandName(to), day: words(changed) };
  return word(day < changed ? "tag.before" : "tag.after", values);
}

/** The part of what moved that the map shows, in its pixels; null when that is nothing. */
export function shownBox(app, change) {
  const { map, world } = app;
  const scale = 2 ** map.getZoom();
  const { min } = map.getPixelBounds();
  const { x: width, y: height } = map.getSize();
  const room = [0, 0, width - app.viewport.covered(), height];
  const boxes = change.units.flatMap((key) => {
    const box = world.units[world.byKey.get(key)]?.box;
    if (!box) return [];
    const [left, top, right, bottom] = box.map((value, n) => value * scale - (n % 2 ? min.y : min.x));
    const shown = [Math.max(room[0], left), Math.max(room[1], top), Math.min(room[2], right), Math.min(room[3], bottom)];
    return shown[0] < shown[2] && shown[1] < shown[3] ? [shown] : [];
  });
  return boxes.length ? boxes.reduce(([l, t, r, b], [l2, t2, r2, b2]) => [Math.min(l, l2), Math.min(t, t2), Math.max(r, r2), Math.max(b, b2)]) : null;
}

/** Pixels of the label's corner: right, left, below or above of what moved, or farther off, within the map; null where it would hide that. */
function freeSpot(app, box, width, height, change) {
  const [left, top, right, bottom] = box;
  const size = app.map.getSize();
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const most = [size.x - app.viewport.covered() - width - 8, size.y - BOTTOM_PX - height];
  /** @returns {[number, number]} */
  const within = ([x, y]) => [Math.max(LEFT_PX, Math.min(most[0], x)), Math.max(TOP_PX, Math.min(most[1], y))];
  /** @type {Array<[number, number]>} */
  const options = [
    [right + GAP_PX, middleY - height / 2],
    [left - GAP_PX - width, middleY - height / 2],
    [right + GAP_PX, bottom - height],
    [left - GAP_PX - width, bottom - height],
    [right + GAP_PX, top],
    [left - GAP_PX - width, top],
    [middleX - width / 2, bottom + GAP_PX],
    [middleX - width / 2, top - GAP_PX - height],
    [middleX - width / 2, most[1]],
    [right + FAR_PX, middleY - height / 2],
    [left - FAR_PX - width, middleY - height / 2],
    [right + GAP_PX, top - GAP_PX - height],
    [left - GAP_PX - width, top - GAP_PX - height],
    [right + GAP_PX, bottom + GAP_PX],
    [left - GAP_PX - width, bottom + GAP_PX],
    [middleX - width / 2, bottom + FAR_PX],
    [middleX - width / 2, top - FAR_PX - height],
    ...[right + FAR_PX, left - FAR_PX - width].flatMap((x) => [top - FAR_PX - height, top - height, bottom, bottom + FAR_PX].map((y) => [x, y])),
  ].map(within);
  const scale = 2 ** app.map.getZoom();
  const { min } = app.map.getPixelBounds();
  const symbols = app.clusters.at(app.map.getZoom()).map(({ x, y }) => [x * scale - min.x, y * scale - min.y]);
  const closed = app.viewport.covered() ? null : app.map.getContainer().querySelector(".panel");
  const covers = (x, y) => closed && x + width > size.x - closed.offsetWidth - 20 && y < closed.offsetHeight + 16;
  const over = ([x, y]) => (Math.max(0, Math.min(right, x + width) - Math.max(left, x)) * Math.max(0, Math.min(bottom, y + height) - Math.max(top, y))) / (width * height);
  const near = ([x, y]) => symbols.filter(([sx, sy]) => sx > x - 26 && sx < x + width + 26 && sy > y - 20 && sy < y + height + 20);
  const cost = ([x, y]) => {
    const hit = near([x, y]);
    const line = leader(app, [x, y, x + width, y + height], box, change);
    const struck = symbols.filter((symbol) => fromLine(symbol, line) < LINE_PX);
    return (covers(x, y) ? 1000 : 0) + 20 * over([x, y]) + 2 * hit.length + struck.length; // a line hides less than the label
  };
  const best = options.reduce((found, option) => (cost(option) < cost(found) ? option : found));
  // The sentence above the map says the same: a small map rather shows its events.
  const isSmall = size.y < LOW_PX || size.x <= NARROW_PX;
  return over(best) > MOST_OVER || covers(...best) || (isSmall && near(best).length) ? null : best;
}


/** Pixels from a point to a line. @param {number[]} point @param {[number, number, number, number]} line */
function fromLine([x, y], [fromX, fromY, toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
