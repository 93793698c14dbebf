// The parts of the page and what they ask of one another: looks, units, popups, views.
(() => {
  "use strict";

  const { NONE } = Dateline;
  const { today } = Dateline.dates;
  const { latLng, toX, toY, toLon, toLat } = Dateline.projection;

  class App {
    constructor(map, data) {
      this.map = map;
      this.data = data;
      const { places, links, commands, seas, uncertainty } = data.layers;
      this.events = new Dateline.EventTable(data);
      this.places = new Dateline.PlaceTable(places, data.notes);
      this.links = new Dateline.Links(links, data.notes);
      this.commands = commands ? new Dateline.Commands(commands, new Set(this.places.places.filter(({ count }) => count).map(({ unit }) => unit))) : null;
      this.waters = commands && seas ? new Dateline.Waters(seas) : null;
      this.uncertainty = uncertainty;
      this.shapes = uncertainty.shapes.map(Dateline.readShape);
      this.world = new Dateline.Topology(data.basemap.world);
      this.region = data.basemap.region ? new Dateline.Topology(data.basemap.region, data.basemap.bounds) : null;
      this.towns = data.basemap.towns.map(([name, lon, lat, population]) => ({ name, x: toX(lon), y: toY(lat), population }));
      this.state = new Dateline.State(this, sliderRange(this));
      this.clusters = new Dateline.Clusters(this.events);
      this.clusters.update(this.state.visible);
      this.sides = new Dateline.Sides(this);
      this.state.on("filtered", () => {
        this.clusters.update(this.state.visible);
        this.state.sitesSeen = null;
      });
      // What lies on top comes first, as in the legends of other maps.
      const there = { commands: this.commands, spotlight: this.commands, seas: this.waters };
      this.layers = Dateline.layers
        .filter(({ name }) => there[name] !== null)
        .map((layer) => (["commands", "seas"].includes(layer.name) && !this.commands.drawn ? { ...layer, off: true } : layer))
        .sort((a, b) => b.order - a.order);
      this.state.set({ hiddenLayers: new Set(this.layers.filter(({ off }) => off).map(({ name }) => name)) });
      this.dark = window.matchMedia("(prefers-color-scheme: dark)");
      /** Whether the reader wants less motion. */
      this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.spotlight = this.commands ? new Dateline.Spotlight(this) : null;
      this.dock = Dateline.dock(this);
      this.colours = new Map();
      this.looks = new Map();
      /** @type {number[]|null} pixels of the map that the label of a change covers */
      this.tagBox = null;
      this.spots = null;
      this.spotsFound = new Map();
    }

    /** The value of a colour that the style sheet names. */
    colour(name) {
      if (!this.colours.has(name)) this.colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
      return this.colours.get(name);
    }

    /** The look of a type in legends: where a column gives the colours, its shape in no colour. */
    typeLook(type, status) {
      const { kinds, paint } = this.events;
      const kind = paint ? (kinds.length === 1 ? 0 : -1) : type;
      return this.lookOf(type, kind, status);
    }

    lookOf(type, kind, status) {
      const key = `${type} ${kind} ${status}`;
      if (!this.looks.has(key)) {
        const { shape } = this.events.types[type];
        const colour = kind < 0 ? this.colour("--text") : this.kindColour(kind);
        this.looks.set(key, { shape, status, colour, ground: this.colour("--paper") });
      }
      return this.looks.get(key);
    }

    /** The colour of a type, or of a value of the column that gives the colours. */
    kindColour(kind) {
      return this.events.kinds[kind][this.dark.matches ? "dark" : "light"];
    }

    /** How an event is drawn. */
    look(n) {
      return this.lookOf(this.events.type[n], this.events.kind[n], this.events.get("status", n));
    }

    /** The name of a unit of the outlines. */
    unitName(key) {
      return this.data.basemap.labels[key] ?? this.commands?.names[key] ?? key;
    }

    commandColour(id) {
      const style = this.commands?.styles.get(id);
      return style ? (this.dark.matches ? style.dark : style.light) : this.colour("--muted");
    }

    /** The same as text: darker, so that it can be read. */
    commandInk(id) {
      const [colour, ink] = [this.commandColour(id), this.colour("--text")].map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
      return `rgb(${colour.map((value, n) => Math.round(0.62 * value + 0.38 * ink[n])).join()})`;
    }

    hatch(context, id, left, top) {
      return Dateline.hatch(this, context, id, left, top);
    }

    /** Name of the place that an event is shown at, empty when it has none. */
    primaryPlace(n) {
      if (!this.events.placed[n]) return "";
      const links = this.links.of(n);
      const link = ["location", "destination", "origin", "transit"].map((role) => links.find((one) => one.role === role)).find(Boolean);
      return (link && this.places.of(link.mention)?.name) ?? "";
    }

    /** The outlines that show a point of the square world the finest. @returns {Dateline.Topology} */
    landAt(x, y) {
      return this.region && inside(this.region.box, x, y) ? this.region : this.world;
    }

    /** The commands that have an area on a day that the map shows: two days when it compares them. @returns {string[]} */
    commandsShown(hidden = new Set()) {
      const { day, swipe } = this.state.values;
      const areas = (swipe ? [swipe.left, swipe.right] : [day]).map((one) => this.commands.areas(this.world, one, hidden));
      return [...this.commands.styles.keys()].filter((id) => areas.some((area) => area.has(id)));
    }

    /** The commands that have some of a view on the day, or on the two that are compared. @param {Dateline.View} view @returns {string[]} */
    commandsIn(view) {
      const { state } = this;
      const hidden = state.get("hiddenCommands");
      const seas = this.waters && !state.get("hiddenLayers").has("seas");
      const spots = this.unitSpots().filter(({ x, y }) => view.copies.some((copy) => inside([0, 0, view.width, view.height], x * view.scale + copy - view.left, y * view.scale - view.top)));
      const found = new Set();
      for (const side of state.get("swipe") ? ["left", "right"] : ["left"]) {
        this.sides.on(side, () => {
          for (const { key } of spots) found.add(this.commands.of(key, state.get("day")));
          for (let x = 0.5; x < SAMPLES; x++) {
            for (let y = 0.5; y < SAMPLES; y++) {
              const at = [(view.left + (x * view.width) / SAMPLES) / view.scale, (view.top + (y * view.height) / SAMPLES) / view.scale];
              const { id, onLand } = this.commandAt(((at[0] % 256) + 256) % 256, at[1]);
              if (onLand || seas) found.add(id);
            }
          }
        });
      }
      return [...this.commands.styles.keys()].filter((id) => found.has(id) && !hidden.has(id));
    }

    /** Whose a point of the square world is on the slider's day, empty for nobody's. @returns {{id: string, onLand: boolean}} */
    commandAt(x, y) {
      const day = this.state.get("day");
      const unit = this.world.unitAt(x, y);
      if (unit >= 0) return { id: this.commands.of(this.world.units[unit].key, day), onLand: true };
      return { id: this.waters?.at(x, y, day)?.command ?? "", onLand: false };
    }

    /** The waters that an event lies in on a day, null on land, without a place, and where none are described. */
    seaOf(n, day) {
      return this.waters && this.events.placed[n] && !this.unitsOf(n).length ? this.waters.at(this.events.x[n], this.events.y[n], day) : null;
    }

    /** The units that an event lies in: one, those on both sides of a border, none at sea or without a place. */
    unitsOf(n) {
      const { keys, starts, items } = this.events.units;
      return Array.from(items.subarray(starts[n], starts[n + 1]), (unit) => keys[unit]);
    }

    eventsAt(place) {
      const { mention } = this.links.columns;
      const at = this.places.columns.place;
      return this.links.eventsWith((link) => at[mention[link]] === place.at).filter((n) => this.state.visible[n]);
    }

    shapeOf(n) {
      const at = this.events.placed[n] ? this.uncertainty.shape[this.events.site[n]] : -1;
      return at >= 0 ? this.shapes[at].geometry : null;
    }

    radiusOf(n) {
      const radius = this.events.placed[n] ? this.uncertainty.radius_m[this.events.site[n]] : NONE;
      return radius === NONE ? null : radius;
    }

    /** Where the name of each unit fits, the widest first. */
    unitSpots() {
      this.spots ??= this.world.units
        .map((unit) => ({ key: unit.key, ...Dateline.findUnitSpot(this.world, unit), name: this.data.basemap.labels[unit.key] ?? unit.name }))
        .filter(({ x }) => x !== undefined)
        .sort((a, b) => b.width - a.width);
      return this.spots;
    }

    unitSpot(key) {
      const spot = this.unitSpots().find((one) => one.key === key);
      return spot ? latLng(toLon(spot.x), toLat(spot.y)) : null;
    }

    /** Where the names of the commands fit, kept until the view or the areas change. */
    commandSpots(view) {
      const { zoom, left, top, width, height } = view;
      const day = this.state.get("day");
      const key = [zoom, left, top, width, height, this.covered(), ...this.sides.span(view), this.commands.epoch(day), this.waters?.epoch(day), this.state.get("hiddenLayers").has("seas"), ...this.state.get("hiddenCommands")].join();
      const side = this.sides.current ?? "whole";
      if (key !== this.spotsFound.get(side)?.key) this.spotsFound.set(side, { key, spots: Dateline.findCommandSpots(this, view) });
      return this.spotsFound.get(side).spots;
    }

    /** Open a popup at a spot of the square world. */
    popup(content, x, y) {
      const { x: width, y: height } = this.map.getSize();
      const popup = L.popup({
        maxWidth: Math.min(380, width - 90),
        minWidth: 220,
        maxHeight: Math.max(180, height - 130),
        autoPanPaddingTopLeft: [56, this.covered() ? 16 : 58],
        autoPanPaddingBottomRight: [Math.max(16, this.covered()), 34],
      });
      // What is unfolded makes the popup higher: it then scrolls, and moves into view.
      content.addEventListener("toggle", () => popup.update(), { capture: true });
      popup.setLatLng(latLng(toLon(x), toLat(y))).setContent(content).openOn(this.map);
    }

    /** Select an event: mark it in the list, show it on the map, tell about it. */
    select(n) {
      if (window.matchMedia("(max-width: 760px)").matches) this.map.getContainer().parentElement.scrollIntoView({ block: "start" });
      this.map.closePopup();
      this.dock.hide();
      this.state.set({ selected: n });
      const card = Dateline.eventCard(this, n);
      if (!this.events.placed[n]) {
        this.dock.show(card);
        return;
      }
      const spot = latLng(toLon(this.events.x[n]), toLat(this.events.y[n]));
      if (!this.map.getBounds().pad(-0.1).contains(spot)) this.map.setView(spot, Math.max(this.map.getZoom(), 6));
      this.popup(card, this.events.x[n], this.events.y[n]);
    }

    /** Room for the map's own buttons and the panel. */
    padding() {
      return { paddingTopLeft: [70, 40], paddingBottomRight: [this.covered() + 40, 40] };
    }

    /** Bring events into view. */
    fit(members, options = {}) {
      const points = members.filter((n) => this.events.placed[n]).map((n) => latLng(toLon(this.events.x[n]), toLat(this.events.y[n])));
      if (points.length) this.map.fitBounds(L.latLngBounds(points), { ...this.padding(), maxZoom: 8, ...options });
    }

    /** Pixels on the right that the open panel covers. */
    covered() {
      const panel = this.map.getContainer().querySelector(".panel[open]");
      return panel && this.map.getSize().x > 700 ? panel.offsetWidth + 20 : 0;
    }
  }

  const SAMPLES = 40; // points across a view and down it that are asked whose they are

  const inside = ([left, top, right, bottom], x, y) => x >= left && x <= right && y >= top && y <= bottom;

  /** Days of the slider: from the first event to the last, with the changes of command that concern their places. */
  function sliderRange({ events, commands }) {
    let [first, last] = [Infinity, -Infinity];
    events.days.forEach((day, n) => {
      if (day === NONE) return;
      first = Math.min(first, day);
      last = Math.max(last, day + Math.max(0, events.lasting[n]));
    });
    if (first > last) first = last = today();
    const near = (commands?.changes ?? []).filter(({ here, day }) => here && day < last && day > first - REACH_BACK).map(({ day }) => day);
    const from = near.reduce((a, b) => Math.min(a, b), first);
    return { from: from - Math.max(15, Math.round((last - from) * 0.03)), to: last };
  }

  const REACH_BACK = 3653; // days: a change of the last ten years is worth a longer slider

  Object.assign(Dateline, { App, inside });
})();
