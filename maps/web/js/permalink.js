// The state of the page in the address's fragment, so that a view can be sent on.

import { iso, parse } from "./dates.js";
import { range } from "./events.js";
import { languageChosen } from "./languages.js";
import { latLng } from "./projection.js";

const MOST_DAYS = 366000; // of a period

/** Write the view, the day, the filters and what is switched off into the fragment once they rest. */
export function keepPermalink(app) {
  let waiting = 0;
  const write = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => replace(fragmentOf(app)), 250);
  };
  app.map.on("moveend", write);
  app.state.on("change", write);
  for (const name of ["span", "lanes"]) app.time.on(name, write);
}

/** The view, the day, the filters and what is switched off, as a fragment without its #. @param {import("./app.js").App} app @returns {URLSearchParams} */
export function fragmentOf(app) {
  const { map, state, events, layers, time, embedded, story } = app;
  const center = map.getCenter();
  const values = new URLSearchParams({
    view: [map.getZoom(), center.lat.toFixed(3), center.lng.toFixed(3)].join("/"),
    day: iso(state.get("day")),
  });
  if (embedded) values.set("embed", "1");
  if (languageChosen(app)) values.set("lang", languageChosen(app));
  if (story.at >= 0) values.set("story", String(story.at + 1));
  if (state.get("query")) values.set("q", state.get("query"));
  if (state.get("actor")) values.set("actor", state.get("actor"));
  if (state.get("report")) values.set("report", state.get("report"));
  for (const name of ["place", "country", "command"]) if (state.get(name)) values.set(name, state.get(name));
  if (state.get("inView")) values.set("inView", "1");
  if (state.get("hiddenLevels").size) values.set("withoutPrecision", [...state.get("hiddenLevels")].join());
  if (state.get("score") > 0) values.set("score", String(state.get("score")));
  if (!state.get("undated")) values.set("undated", "0");
  else if (state.get("undatedEveryDay")) values.set("undated", "all");
  if (state.get("hiddenTypes").size) values.set("without", [...state.get("hiddenTypes")].map((n) => events.types[n].id).join());
  if (state.get("hiddenStatuses").size) values.set("withoutStatus", [...state.get("hiddenStatuses")].join());
  const hidden = state.get("hiddenLayers");
  const [switchedOff, switchedOn] = [layers.filter(({ name, off }) => !off && hidden.has(name)), layers.filter(({ name, off }) => off && !hidden.has(name))];
  if (switchedOff.length) values.set("withoutLayer", switchedOff.map(({ name }) => name).join());
  if (switchedOn.length) values.set("withLayer", switchedOn.map(({ name }) => name).join());
  if (state.get("hiddenCommands").size) values.set("withoutCommand", [...state.get("hiddenCommands")].join());
  if (state.get("window")) values.set("window", String(state.get("window")));
  if (time.span.from !== time.opening.from || time.span.to !== time.opening.to) values.set("time", [Math.round(time.span.from), Math.round(time.span.to) - 1].map(iso).join("/"));
  if (time.lanes) values.set("lanes", time.lanes);
  if (state.get("selected") >= 0) values.set("event", events.get("id", state.get("selected")));
  if (state.get("told")) values.set("change", nameOf(state.get("told")));
  if (state.get("swipe")) values.set("swipe", `${iso(state.get("swipe").left)}/${iso(state.get("swipe").right)}`);
  return values;
}

function replace(values) {
  try {
    history.replaceState(null, "", `#${values}`);
  } catch {
    // A sandboxed frame in a notebook has no address of its own: there is nothing to send on.
  }
}

/** A change in the address: its day, and the commands. @param {import("./commands.js").Change} change */
const nameOf = ({ day, froms, to }) => [iso(day), ...froms, to].join("/");

/** The filters of a fragment; what this page does not know is left out, so that no filter hides all unseen. */
function readFilters(values, { events, layers, commands, places }) {
  const changed = {};
  const listed = (name) => (values.get(name) ?? "").split(",");
  const hiddenLayers = layers.filter(({ name, label, off }) => label && (off ? !listed("withLayer").includes(name) : listed("withoutLayer").includes(name))).map(({ name }) => name);
  const hiddenCommands = [...(commands?.styles.keys() ?? [])].filter((id) => listed("withoutCommand").includes(id));
  const types = events.types.flatMap(({ id }, n) => (listed("without").includes(id) ? [n] : []));
  const statuses = listed("withoutStatus").filter((status) => events.pools.status.includes(status));
  const score = Number(values.get("score"));
  if (values.has("withLayer") || values.has("withoutLayer")) changed.hiddenLayers = new Set(hiddenLayers);
  if (hiddenCommands.length) changed.hiddenCommands = new Set(hiddenCommands);
  if (types.length) changed.hiddenTypes = new Set(types);
  if (statuses.length) changed.hiddenStatuses = new Set(statuses);
  if (score > 0 && score <= 1) changed.score = score;
  const levels = listed("withoutPrecision").filter((level) => events.levels.includes(level));
  if (levels.length) changed.hiddenLevels = new Set(levels);
  if (places.places.some(({ id }) => id === values.get("place"))) changed.place = values.get("place");
  if (events.units.keys.includes(values.get("country"))) changed.country = values.get("country");
  if (commands?.styles.has(values.get("command"))) changed.command = values.get("command");
  if (values.get("inView") === "1") changed.inView = true;
  if (values.get("undated") === "0") changed.undated = false;
  if (values.get("undated") === "all") changed.undatedEveryDay = true;
  if (values.get("actor") && events.names.includes(values.get("actor"))) changed.actor = values.get("actor");
  if (values.get("report") && events.reportsOf(values.get("report")).length) changed.report = values.get("report");
  return changed;
}

/** Read the page's own fragment back. @returns {boolean} whether it gave a view */
export function readPermalink(app) {
  const values = new URLSearchParams(location.hash.slice(1));
  app.state.set(stateOf(app, values));
  return setView(app, values);
}

/**
 * Show what a fragment says, and nothing that was chosen before.
 * @param {import("./app.js").App} app
 * @param {string} fragment - without its #
 * @returns {boolean} whether it gave a view
 */
export function showFragment(app, fragment) {
  const values = new URLSearchParams(fragment);
  app.spotlight?.stop();
  app.map.closePopup();
  app.dock.hide();
  app.state.set({ ...app.state.defaults, ...stateOf(app, values) });
  return setView(app, values);
}

/** The values of the state that a fragment gives. */
function stateOf(app, values) {
  const { state, events, commands } = app;
  const changed = {};
  const day = parse(values.get("day"));
  if (day !== null) {
    state.reach(day);
    changed.day = day;
  }
  if (values.get("q")) changed.query = values.get("q");
  Object.assign(changed, readFilters(values, app));
  const window = Number(values.get("window"));
  if (Number.isInteger(window) && window > 0 && window < MOST_DAYS) changed.window = window;
  const [left, right] = (values.get("swipe") ?? "").split("/").map(parse);
  if (left !== null && right !== null && left !== undefined && right !== undefined) changed.swipe = { left, right };
  const selected = values.get("event") === null ? -1 : range(0, events.count).findIndex((n) => events.get("id", n) === values.get("event"));
  if (selected >= 0) changed.selected = selected;
  const told = commands?.changes.find((change) => nameOf(change) === values.get("change"));
  if (told) changed.told = told;
  return changed;
}

/** Show the part of time and of the map that a fragment gives. @returns {boolean} whether it gave a part of the map */
function setView(app, values) {
  const [first, last] = (values.get("time") ?? "").split("/").map(parse);
  if (first !== null && last !== null && last !== undefined && first <= last) app.time.set({ from: first, to: last + 1 });
  if (["type", "actor"].includes(values.get("lanes"))) app.time.setLanes(values.get("lanes"));
  const [zoom, lat, lon] = (values.get("view") ?? "").split("/").map(Number);
  if (![zoom, lat, lon].every(Number.isFinite)) return false;
  app.map.setView(latLng(lon, lat), zoom, { animate: false });
  return true;
}

