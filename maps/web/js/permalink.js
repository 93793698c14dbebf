// The state of the page in the address's fragment, so that a view can be sent on, and in the history, so that Back undoes.

import { iso, parse } from "./dates.js";
import { range } from "./events.js";
import { languageChosen } from "./languages.js";
import { latLng } from "./projection.js";

const REST_MS = 250; // what changes within that time is one step of the history
const RUN_MS = 1500; // between the steps of a day that runs by itself
/** Values that sliders move: a step of theirs is none of the history. */
const GRADUAL = new Set(["day", "score", "swipe"]);
const MOST_DAYS = 366000; // of a period

/**
 * What the fragment holds of the page, key by key. `write` gives the text of each key, empty for the value that the page
 * begins with. `read` gives the values of the state from those texts, as far as there are any; what this page does not know
 * is left out, so that no filter hides all unseen. What is none of the state has no `read`: see `setView`.
 * @type {Array<{keys: string[], write: (app: any) => string[], read?: (app: any, ...texts: string[]) => Object}>}
 */
const FIELDS = [
  { keys: ["embed", "lang", "story"], write: (app) => [app.embedded ? "1" : "", languageChosen(app), app.story.at >= 0 ? String(app.story.at + 1) : ""] },
  {
    keys: ["day"],
    write: ({ state }) => [iso(state.get("day"))],
    read({ state }, text) {
      const day = parse(text);
      if (day === null) return {};
      state.reach(day);
      return { day };
    },
  },
  { keys: ["q"], write: ({ state }) => [state.get("query")], read: (_, query) => ({ query }) },
  { keys: ["actor"], write: ({ state }) => [state.get("actor")], read: ({ events }, actor) => ({ actor: events.names.includes(actor) ? actor : "" }) },
  {
    keys: ["place", "country", "command"],
    write: ({ state }) => ["place", "country", "command"].map((name) => state.get(name)),
    read: ({ places, events, commands }, place, country, command) => ({
      place: places.places.some(({ id }) => id === place) ? place : "",
      country: events.units.keys.includes(country) ? country : "",
      command: commands?.styles.has(command) ? command : "",
    }),
  },
  { keys: ["inView"], write: ({ state }) => [state.get("inView") ? "1" : ""], read: (_, text) => ({ inView: text === "1" }) },
  {
    keys: ["withoutPrecision"],
    write: ({ state }) => [[...state.get("hiddenLevels")].join()],
    read: ({ events }, text) => ({ hiddenLevels: new Set(listed(text).filter((level) => events.levels.includes(level))) }),
  },
  {
    keys: ["withoutValue"],
    // By their numbers: a value may hold a comma.
    write: ({ state }) => [[...state.get("hiddenKinds")].join()],
    read: ({ events }, text) => ({ hiddenKinds: new Set(events.paint?.title ? listed(text).map(Number).filter((kind) => kind in events.kinds) : []) }),
  },
  { keys: ["report"], write: ({ state }) => [state.get("report")], read: ({ events }, report) => ({ report: events.reportsOf(report).length ? report : "" }) },
  {
    keys: ["score"],
    write: ({ state }) => [state.get("score") > 0 ? String(state.get("score")) : ""],
    read: (_, text) => ({ score: Number(text) > 0 && Number(text) <= 1 ? Number(text) : 0 }),
  },
  {
    keys: ["undated"],
    write: ({ state }) => [!state.get("undated") ? "0" : state.get("undatedEveryDay") ? "all" : ""],
    read: (_, text) => ({ undated: text !== "0", undatedEveryDay: text === "all" }),
  },
  {
    keys: ["without"],
    write: ({ state, events }) => [[...state.get("hiddenTypes")].map((n) => events.types[n].id).join()],
    read: ({ events }, text) => ({ hiddenTypes: new Set(events.types.flatMap(({ id }, n) => (listed(text).includes(id) ? [n] : []))) }),
  },
  {
    keys: ["withoutStatus"],
    write: ({ state }) => [[...state.get("hiddenStatuses")].join()],
    read: ({ events }, text) => ({ hiddenStatuses: new Set(listed(text).filter((status) => events.pools.status.includes(status))) }),
  },
  {
    // The layers that are switched otherwise than a page begins with.
    keys: ["withoutLayer", "withLayer"],
    write({ state, layers }) {
      const hidden = state.get("hiddenLayers");
      const names = (wanted) => layers.filter(wanted).map(({ name }) => name).join();
      return [names(({ name, off }) => !off && hidden.has(name)), names(({ name, off }) => off && !hidden.has(name))];
    },
    read({ layers }, without, withThem) {
      const hidden = layers.filter(({ name, label, off }) => label && (off ? !listed(withThem).includes(name) : listed(without).includes(name)));
      return { hiddenLayers: new Set(hidden.map(({ name }) => name)) };
    },
  },
  {
    keys: ["withoutCommand"],
    write: ({ state }) => [[...state.get("hiddenCommands")].join()],
    read: ({ commands }, text) => ({ hiddenCommands: new Set([...(commands?.styles.keys() ?? [])].filter((id) => listed(text).includes(id))) }),
  },
  {
    keys: ["window"],
    write: ({ state }) => [state.get("window") ? String(state.get("window")) : ""],
    read: (_, text) => ({ window: Number.isInteger(Number(text)) && Number(text) > 0 && Number(text) < MOST_DAYS ? Number(text) : 0 }),
  },
  {
    keys: ["time", "lanes"],
    write({ time: { span, opening, lanes } }) {
      const moved = span.from !== opening.from || span.to !== opening.to;
      return [moved ? [Math.round(span.from), Math.round(span.to) - 1].map(iso).join("/") : "", lanes];
    },
  },
  {
    keys: ["event"],
    write: ({ state, events }) => [state.get("selected") >= 0 ? events.get("id", state.get("selected")) : ""],
    read: ({ events }, text) => ({ selected: text ? range(0, events.count).findIndex((n) => events.get("id", n) === text) : -1 }),
  },
  {
    keys: ["change"],
    write: ({ state }) => [state.get("told") ? nameOf(state.get("told")) : ""],
    read: ({ commands }, text) => ({ told: commands?.changes.find((change) => nameOf(change) === text) ?? null }),
  },
  {
    keys: ["swipe"],
    write: ({ state }) => [state.get("swipe") ? `${iso(state.get("swipe").left)}/${iso(state.get("swipe").right)}` : ""],
    read(_, text) {
      const [left = null, right = null] = text.split("/").map(parse);
      return { swipe: left === null || right === null ? null : { left, right } };
    },
  },
];

const listed = (text) => text.split(",").filter(Boolean);

/** A change in the address: its day, and the commands. @param {import("./commands.js").Change} change */
const nameOf = ({ day, froms, to }) => [iso(day), ...froms, to].join("/");

/**
 * Write the view and the state into the fragment once they rest. An act (a filter, a choice, a jump to a day) makes a step
 * of the history, which Back undoes; pans, sliders and the letters of a search do not.
 */
export function keepPermalink(app) {
  let waiting = 0;
  let isAct = false;
  let lastRun = -Infinity; // when the day last moved
  const write = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      keep(fragmentOf(app), isAct);
      isAct = false;
    }, REST_MS);
  };
  app.map.on("moveend", write);
  app.state.on("change", (names) => {
    const now = performance.now();
    const runs = names.includes("day") && now - lastRun < RUN_MS;
    if (names.includes("day")) lastRun = now;
    const gradual = names.every((name) => GRADUAL.has(name)) ? runs || slides() : types(app, names);
    isAct ||= !gradual;
    write();
  });
  for (const name of ["span", "lanes"]) app.time.on(name, write);
  window.addEventListener("popstate", () => {
    showFragment(app, location.hash.slice(1));
    if (app.state.get("selected") >= 0) app.select(app.state.get("selected"), { stay: true });
    // What that changed is where the reader has gone to, not what the reader did.
    isAct = false;
  });
  keep(fragmentOf(app), false);
}

/** Whether a slider has the keyboard or the pointer. */
const slides = () => Boolean(document.activeElement?.matches("input[type=range], [role=slider]"));

/** Whether a search goes on to be typed: its first letter is an act, as is to empty it. */
const types = ({ state }, names) => names.every((name) => name === "query") && Boolean(state.get("query")) && written().has("q");

const written = () => new URLSearchParams(location.hash.slice(1));

/** The view and the state as a fragment without its #. @param {import("./app.js").App} app @returns {URLSearchParams} */
export function fragmentOf(app) {
  const center = app.map.getCenter();
  const values = new URLSearchParams({ view: [app.map.getZoom(), center.lat.toFixed(3), center.lng.toFixed(3)].join("/") });
  for (const { keys, write } of FIELDS) {
    write(app).forEach((text, at) => text && values.set(keys[at], text));
  }
  return values;
}

/** @param {URLSearchParams} values @param {boolean} isAct */
function keep(values, isAct) {
  const fragment = `#${values}`;
  if (fragment === location.hash) return;
  try {
    if (isAct) history.pushState(null, "", fragment);
    else history.replaceState(null, "", fragment);
  } catch {
    // A sandboxed frame in a notebook has no address of its own: there is nothing to send on.
  }
}

/** The values of the state that a fragment gives. */
function read(app, values) {
  const changed = {};
  for (const { keys, read: readKeys } of FIELDS) {
    if (readKeys && keys.some((key) => values.has(key))) Object.assign(changed, readKeys(app, ...keys.map((key) => values.get(key) ?? "")));
  }
  return changed;
}

/** Read the page's own fragment back. @returns {boolean} whether it gave a view */
export function readPermalink(app) {
  const values = written();
  app.state.set(read(app, values));
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
  app.state.set({ ...app.state.defaults, ...read(app, values) });
  return setView(app, values);
}

/** Show the part of time and of the map that a fragment gives. @returns {boolean} whether it gave a part of the map */
function setView({ map, time }, values) {
  const [first, last] = (values.get("time") ?? "").split("/").map(parse);
  if (first !== null && last !== null && last !== undefined && first <= last) time.set({ from: first, to: last + 1 });
  if (["type", "actor"].includes(values.get("lanes"))) time.setLanes(values.get("lanes"));
  const [zoom, lat, lon] = (values.get("view") ?? "").split("/").map(Number);
  if (!values.has("view") || ![zoom, lat, lon].every(Number.isFinite)) return false;
  map.setView(latLng(lon, lat), zoom, { animate: false });
  return true;
}
