// Puts the page together: unpacks the data, builds the parts, and draws the layers on their canvases.

import { App } from "./app.js";
import { CanvasLayer } from "./canvas_layer.js";
import { cellsBar } from "./cell_card.js";
import { changeTag } from "./changes.js";
import { drawPane, element, pause, plural, word } from "./core.js";
import { moment } from "./dates.js";
import { embed, isEmbedded, wholePageLink } from "./embed.js";
import { exportButtons } from "./export.js";
import { amongBar, extentBar } from "./extent.js";
import { panel } from "./filters.js";
import { hoverWords } from "./hover.js";
import { chooseLanguage, languageMenu } from "./languages.js";
import { counter, eventList } from "./list.js";
import { markKeys } from "./mark_keys.js";
import { narrowing } from "./narrow.js";
import { layOwnTiles } from "./own_tiles.js";
import { keepPermalink, readPermalink } from "./permalink.js";
import { keepPrintable } from "./print.js";
import { WORLD, toX, toY } from "./projection.js";
import { recordGroup } from "./record.js";
import { searchField } from "./search_field.js";
import { shareMenu } from "./share.js";
import { spotlightBar } from "./spotlight.js";
import { storyButton, storyGroup, storyPanel } from "./story/panel.js";
import { beginStory } from "./story/story.js";
import { swipeBar } from "./swipe.js";
import { timeline } from "./time/timeline.js";
import { inside } from "./topology.js";
import { unpack, whenIdle } from "./unpack.js";

/** Panes from the bottom to the top; those of Leaflet's own markers and popups lie at 600 and 700. */
const PANES = { "dateline-ground": 210, "dateline-areas": 320, "dateline-areas-right": 321, "dateline-change": 440, "dateline-overlay": 450, "dateline-overlay-right": 451, "dateline-tags": 640 };
/** How each canvas follows a pan: see CanvasLayer. */
const PANS = { "dateline-ground": { still: true, slack: 0.5 }, "dateline-areas": { still: true, slack: 0.65 }, "dateline-change": { still: true, slack: 0.75 }, "dateline-overlay": { slack: 0.8 } };

const MOST_PATCHES = 6; // of a canvas; drawing all of it is quicker than more of them

function addPanes(app) {
  for (const [name, zIndex] of Object.entries(PANES)) {
    const pane = app.map.createPane(name);
    pane.style.zIndex = zIndex;
    pane.style.pointerEvents = "none";
  }
}

/** Draw the layers, once the first view stands: what is drawn before is thrown away. */
async function addCanvases(app) {
  const canvas = (pane, side = "left") => {
    const of = pane.replace("-right", "");
    return new CanvasLayer({ pane, ...PANS[of], draw: (context, view) => app.sides.on(side, () => drawPane(app, of, context, view)) });
  };
  const canvases = [canvas("dateline-ground"), canvas("dateline-areas"), canvas("dateline-overlay"), canvas("dateline-change")];
  const right = [canvas("dateline-areas-right", "right"), canvas("dateline-overlay-right", "right")];
  const [, areas, overlay, change] = canvases;
  let drawn = app.state.get("day");
  app.state.on("change", (names) => {
    overlay.redraw();
    const { day, swipe } = app.state.values;
    const boxes = swipe ? [] : changedBoxes(app, drawn, day);
    drawn = day;
    if (boxes.length > MOST_PATCHES || names.some((name) => ["swipe", "hiddenCommands", "hiddenLayers"].includes(name))) areas.redraw();
    else boxes.forEach((box) => areas.patch(box));
    for (const one of right) {
      if (swipe) one.addTo(app.map).redraw();
      else one.remove();
    }
  });
  for (const name of ["spotlight", "told", "hiddenLayers"]) app.state.on(name, change.redraw);
  // Names give way to the label of a change, and the limit that was has one.
  for (const name of ["tag", "spotlight"]) app.state.on(name, () => [overlay, right[1]].forEach((one) => one.redraw()));
  app.state.on("theme", () => [...canvases, ...right].forEach((one) => one.redraw()));
  for (const one of canvases) {
    one.addTo(app.map);
    await pause();
  }
}

/** The boxes of the units and waters that are drawn otherwise on one day than on another. */
function changedBoxes({ commands, waters, world }, before, now) {
  const changed = [];
  if (commands && commands.epoch(before) !== commands.epoch(now)) {
    changed.push(...world.units.filter(({ key, rings }) => rings.length && commands.of(key, before) !== commands.of(key, now)));
  }
  if (waters && waters.epoch(before) !== waters.epoch(now)) {
    changed.push(...waters.topology.units.filter((part) => waters.of(part, before) !== waters.of(part, now)));
  }
  return changed.map(({ box }) => box);
}

function answerClicks(app) {
  const { map } = app;
  const forget = () => app.state.set({ selected: -1 });
  const target = (event, wanted) => {
    const scale = 2 ** map.getZoom();
    const x = ((toX(event.latlng.lng) % WORLD) + WORLD) % WORLD;
    const y = toY(event.latlng.lat);
    const layers = app.layers.filter((layer) => layer.hit && wanted(layer) && !app.state.get("hiddenLayers").has(layer.name)).sort((a, b) => b.order - a.order);
    return app.sides.on(app.sides.at(event.containerPoint.x), () => {
      for (const layer of layers) {
        const answer = layer.hit(app, x, y, scale);
        if (answer) return answer;
      }
      return null;
    });
  };
  const sign = ({ wide }) => !wide;
  // A click beside an open popup closes it, and asks for nothing else that is as wide as the sea.
  let [isOpen, closes] = [false, false];
  map.on("popupopen", () => (isOpen = true));
  map.on("popupclose", () => (isOpen = false));
  map.on("preclick", () => (closes = isOpen));
  map.on("click", (event) => target(event, closes ? sign : () => true)?.());
  const tell = hoverWords(app);
  map.on("mousemove", (event) => {
    const answer = target(event, sign);
    map.getContainer().style.cursor = answer ? "pointer" : "";
    tell(answer?.event ?? -1, event.latlng);
  });
  map.on("mouseout", () => tell(-1, null));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") app.deselect();
  });
  map.on("popupclose", forget);
  map.on("popupopen", () => tell(-1, null));
  app.dock.closed = forget;
}

/** What the page gives away: files and links; a figure in another page only has the way to the whole one. */
function tools(app) {
  if (app.embedded) return wholePageLink(app);
  const made = exportButtons(app);
  made.prepend(storyButton(app));
  made.append(shareMenu(app, (close) => storyGroup(app, close), () => recordGroup(app)), languageMenu(app));
  return made;
}

/** When the page was made, where it says so: one that is made again and again.
 * @param {App} app @returns {(string|Node)[]} */
function madeAt({ data }) {
  return data.made ? [" · ", element("time", { datetime: data.made }, word("page.made", { time: moment(data.made) }))] : [];
}

function layOut(app) {
  const container = app.map.getContainer();
  const reports = plural("reports", app.events.reports.length);
  const header = element("header.head", {}, skipLinks(app), element("h1", { dir: "auto" }, app.data.title), element("p", {}, app.cells ? plural("events", app.cells.data.total) : `${plural("events", app.events.count)} · ${reports}`, ...madeAt(app)), tools(app));
  const aside = element("aside.side", { "aria-label": word("list.label") }, storyPanel(app), searchField(app), narrowing(app), ...(app.cells ? [cellsBar(app)] : []), extentBar(app, counter(app)), amongBar(app), eventList(app));
  const stage = element("main.stage", {});
  container.before(header, aside, stage);
  if (app.spotlight) stage.append(spotlightBar(app));
  stage.append(container, timeline(app));
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", word("map.label"));
  container.prepend(markKeys(app));
  container.append(panel(app), app.dock.box);
  app.map.attributionControl.setPrefix(false).addAttribution(word("map.credits"));
  if (app.data.basemap.near) app.map.attributionControl.addAttribution(word("map.creditsNear"));
  for (const way of ["in", "out"]) {
    const button = container.querySelector(`.leaflet-control-zoom-${way}`);
    const label = word(way === "in" ? "map.zoomIn" : "map.zoomOut");
    button?.setAttribute("title", label);
    button?.setAttribute("aria-label", label);
  }
  L.control.scale({ position: "bottomleft" }).addTo(app.map);
  app.map.invalidateSize({ animate: false });
}

/** The ways past what is repeated, for the keyboard: they show when they have the focus. */
function skipLinks(app) {
  const to = (target) => () => {
    const found = target();
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: "nearest" });
  };
  const row = () => /** @type {HTMLElement|null} */ (document.querySelector(".list .event") ?? document.querySelector(".list"));
  return element("div.skip", {},
    element("button", { type: "button", click: to(row) }, word("skip.list")),
    element("button", { type: "button", click: to(() => app.map.getContainer()) }, word("skip.map")));
}

/** Online tiles lie over the outlines, which show wherever no tile has come; with tiles come names of their own. */
function layTiles(app) {
  app.map.getPane("tilePane").style.zIndex = PANES["dateline-ground"] + 1;
  app.map.eachLayer((layer) => {
    if (!(layer instanceof L.TileLayer)) return;
    layer.once("tileload", () => {
      app.hasTiles = true;
      app.state.emit("tag");
    });
  });
}

/** Where most of the events are; all of them, where they are so far apart that no region holds half. */
export function firstView(app) {
  const all = Array.from({ length: app.events.count }, (_, n) => n).filter((n) => app.events.placed[n]);
  const bounds = app.data.basemap.bounds;
  const crowd = bounds ? all.filter((n) => inside([toX(bounds[0]), toY(bounds[3]), toX(bounds[2]), toY(bounds[1])], app.events.x[n], app.events.y[n])) : all;
  if (all.length) app.viewport.fit(2 * crowd.length < all.length ? all : crowd, { animate: false });
  else app.map.setView([25, 20], 2.5, { animate: false });
}

/**
 * Start the page on a map.
 * @param {L.Map} map
 * @param {string} id - of the element that holds the packed data
 */
export async function start(map, id) {
  document.documentElement.classList.add("dateline");
  document.documentElement.classList.toggle("embed", isEmbedded());
  try {
    const data = await unpack(document.getElementById(id).textContent);
    chooseLanguage(data);
    await laidOut();
    await build(map, data);
  } catch (error) {
    document.body.prepend(element("p.failure", { role: "alert" }, word("page.failure")));
    throw error;
  }
}

/** A notebook may make its frame before it gives it a size; a view cannot be fitted to nothing. */
function laidOut() {
  return new Promise((resolve) => {
    const look = () => (window.innerWidth > 0 && window.innerHeight > 0 ? resolve() : requestAnimationFrame(look));
    look();
  });
}

/** The page, once it is built. @type {App|null} */
export let app = null;

/** In pieces, between which the browser may answer: of a hundred thousand events each takes a while. */
async function build(map, data) {
  app = new App(map, data);
  await pause();
  addPanes(app);
  app.spotlight?.choose(); // the legend has its colours; in the first view it may be another one
  layOut(app);
  await pause();
  swipeBar(app);
  layTiles(app);
  layOwnTiles(app);
  answerClicks(app);
  const given = readPermalink(app);
  if (!given) firstView(app);
  if (app.spotlight) {
    app.spotlight.choose();
    changeTag(app);
  }
  if (app.state.get("selected") >= 0) app.select(app.state.get("selected"), { stay: given });
  beginStory(app, given);
  await pause();
  await addCanvases(app);
  keepPermalink(app);
  keepPrintable(app);
  if (app.embedded) embed(app);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  app.dark.addEventListener("change", () => {
    app.looks.clear();
    app.state.emit("theme");
  });
  whenIdle(async () => (await data.sentences.openNext()) || data.notes.openNext());
  document.documentElement.dataset.ready = "true";
}

