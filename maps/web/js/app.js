// The parts of the page, made in the order in which they need one another.

import { dock, eventCard } from "./card.js";
import { Cells } from "./cells.js";
import { Clusters } from "./clusters.js";
import { Commands } from "./commands.js";
import { layers } from "./core.js";
import { parse, today } from "./dates.js";
import { Dialogs } from "./dialogs.js";
import { isEmbedded } from "./embed.js";
import { EventTable } from "./events.js";
import { Facets } from "./facets.js";
import { signOffset } from "./layers/events.js";
import { FINE_ZOOM, NEAR_ZOOM } from "./layers/basemap.js";
import { readShape } from "./layers/uncertainty.js";
import { Locations } from "./locations.js";
import { Looks } from "./looks.js";
import { Links, PlaceTable } from "./places.js";
import { toX, toY } from "./projection.js";
import { Sides } from "./sides.js";
import { Spotlight } from "./spotlight.js";
import { State } from "./state.js";
import { Story } from "./story/story.js";
import { Territory } from "./territory.js";
import { SeriesTable } from "./time/series.js";
import { TimeView } from "./time/view.js";
import { Topology } from "./topology.js";
import { NONE } from "./unpack.js";
import { Viewport } from "./viewport.js";
import { Waters } from "./waters.js";

export class App {
  constructor(map, data) {
    this.map = map;
    this.data = data;
    /** Whether the page is a figure in somebody else's. */
    this.embedded = isEmbedded();
    const { places, links, commands, seas, uncertainty } = data.layers;
    this.events = new EventTable(data);
    this.places = new PlaceTable(places, data.notes);
    this.links = new Links(links, data.notes);
    this.commands = commands ? new Commands(commands, new Set(this.places.places.filter(({ count }) => count).map(({ unit }) => unit))) : null;
    this.waters = commands && seas ? new Waters(seas) : null;
    this.uncertainty = uncertainty;
    this.shapes = uncertainty.shapes.map(readShape);
    this.world = new Topology(data.basemap.world);
    this.region = data.basemap.region ? new Topology(data.basemap.region, data.basemap.bounds) : null;
    /** Whether tiles show that have names of their own. */
    this.hasTiles = false;
    /** @type {import("./topology.js").Cut[]} finer outlines, the coarser first: each shows in its boxes, from its zoom on */
    this.cuts = cutsOf(data.basemap, this.region);
    this.towns = data.basemap.towns.map(([name, lon, lat, population]) => ({ name, x: toX(lon), y: toY(lat), population }));
    /** @type {Cells|null} counts, where there are more events than the page has */
    this.cells = data.cells ? new Cells(data.cells, this.events.types) : null;
    this.looks = new Looks(this);
    this.territory = new Territory(this);
    this.viewport = new Viewport(this);
    this.locations = new Locations(this);
    this.facets = new Facets(this);
    this.state = new State(this, sliderRange(this));
    this.clusters = new Clusters(this.events);
    this.clusters.update(this.state.visible);
    this.sides = new Sides(this);
    this.time = new TimeView(this);
    this.series = new SeriesTable(this);
    this.state.on("filtered", () => {
      this.clusters.update(this.state.visible);
      this.state.sitesSeen = null;
    });
    // What lies on top comes first, as in the legends of other maps.
    const there = { cells: this.cells, commands: this.commands, spotlight: this.commands, seas: this.waters, counterparts: data.layers.counterparts?.event.length ? data.layers.counterparts : null };
    this.layers = layers
      .filter(({ name }) => there[name] !== null)
      .map((layer) => (["commands", "seas"].includes(layer.name) && !this.commands.drawn ? { ...layer, off: true } : layer))
      .map((layer) => (this.cells && OF_SOME.has(layer.name) ? { ...layer, off: true } : layer))
      .sort((a, b) => b.order - a.order);
    this.state.set({ hiddenLayers: new Set(this.layers.filter(({ off }) => off).map(({ name }) => name)) });
    this.state.defaults = { ...this.state.values };
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    /** Whether the reader wants less motion. */
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.spotlight = this.commands ? new Spotlight(this) : null;
    this.dialogs = new Dialogs(this);
    this.dock = dock(this);
    this.story = new Story(this, data.story ?? null);
    /** @type {number[]|null} pixels of the map that the label of a change covers */
    this.tagBox = null;
  }

  /**
   * Select an event: mark it in the list, show its own mark on the map, tell about it.
   * @param {number} n
   * @param {{stay?: boolean}} [how] - `stay`: whether the view stays as it is
   */
  select(n, { stay = false } = {}) {
    if (window.matchMedia("(max-width: 760px)").matches) this.map.getContainer().parentElement.scrollIntoView({ block: "start" });
    this.map.closePopup();
    this.dock.hide();
    this.state.set({ selected: n });
    const card = eventCard(this, n);
    if (!this.events.placed[n]) {
      this.dock.show(card);
      return;
    }
    const show = () => {
      if (this.state.get("selected") !== n) return;
      const offset = signOffset(this, this.map.getZoom(), n);
      this.viewport.popup(card, this.events.x[n], this.events.y[n], offset ?? undefined);
    };
    if (stay || !this.viewport.frame(n)) show();
    else this.map.once("moveend", show);
  }

  /** Close what is told, and mark no event. */
  deselect() {
    this.map.closePopup();
    this.dock.hide();
    this.state.set({ selected: -1 });
  }
}

/** Layers that would show only the events that the page has, beside the counts of all. */
const OF_SOME = new Set(["events", "uncertainty", "places", "links", "flows", "density"]);
const REACH_BACK = 3653; // days: a change of the last ten years is worth a longer slider

/** The region that the events lie in, and the land right around them. */
function cutsOf({ near }, region) {
  const cuts = region ? [{ topology: region, boxes: [region.box], zoom: FINE_ZOOM }] : [];
  if (near) {
    const boxes = near.boxes.map(([west, south, east, north]) => [toX(west), toY(north), toX(east), toY(south)]);
    cuts.push({ topology: new Topology(near.topology, null, near), boxes, zoom: NEAR_ZOOM });
  }
  return cuts;
}

/** Days of the slider: from the first event to the last, or to the last report, with the changes of command that concern their places. */
function sliderRange({ events, cells, commands }) {
  let [first, last] = [Infinity, -Infinity];
  events.days.forEach((day, n) => {
    if (day === NONE) return;
    first = Math.min(first, day);
    last = Math.max(last, day + Math.max(0, events.lasting[n]));
  });
  if (cells) [first, last] = [Math.min(first, cells.span.from), Math.max(last, cells.span.to)];
  const published = events.reports.map((report) => parse(report.published)).filter((day) => day !== null);
  last = published.reduce((a, b) => Math.max(a, b), last);
  if (last === -Infinity) last = today();
  first = Math.min(first, last);
  const near = (commands?.changes ?? []).filter(({ here, day }) => here && day < last && day > first - REACH_BACK).map(({ day }) => day);
  const from = near.reduce((a, b) => Math.min(a, b), first);
  return { from: from - Math.max(15, Math.round((last - from) * 0.03)), to: last };
}
