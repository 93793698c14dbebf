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
      this.commands = commands ? new Dateline.Commands(commands) : null;
      this.waters = commands && seas ? new Dateline.Waters(seas) : null;
      this.uncertainty = uncertainty;
      this.shapes = uncertainty.shapes.map(Dateline.readShape);
      this.world = new Dateline.Topology(data.basemap.world);
      this.region = data.basemap.region ? new Dateline.Topology(data.basemap.region, data.basemap.bounds) : null;
      this.towns = data.basemap.towns.map(([name, lon, lat, population]) => ({ name, x: toX(lon), y: toY(lat), population }));
      this.state = new Dateline.State(this, sliderRange(this));
      this.clusters = new Dateline.Clusters(this.events);
      this.clusters.update(this.state.visible);
      this.state.on("filtered", () => {
        this.clusters.update(this.state.visible);
        this.state.sitesSeen = null;
      });
      // What lies on top comes first, as in the legends of other maps.
      this.layers = Dateline.layers.filter(({ name }) => (name !== "commands" || this.commands) && (name !== "seas" || this.waters)).sort((a, b) => b.order - a.order);
      this.state.set({ hiddenLayers: new Set(this.layers.filter(({ off }) => off).map(({ name }) => name)) });
      this.dark = window.matchMedia("(prefers-color-scheme: dark)");
      this.dock = Dateline.dock(this);
      this.colours = new Map();
      this.looks = new Map();
      /** @type {number[]|null} pixels of the map that the label of a change covers */
      this.tagBox = null;
      this.spots = null;
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

    commandColour(id) {
      const style = this.commands?.styles.get(id);
      return style ? (this.dark.matches ? style.dark : style.light) : this.colour("--muted");
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
      if (!this.events.placed[n]) return [];
      const [x, y] = [this.events.x[n], this.events.y[n]];
      const topology = this.landAt(x, y);
      const shape = this.uncertainty.shape[this.events.site[n]];
      const onLine = shape >= 0 && !this.shapes[shape].isArea;
      const spots = onLine ? BESIDE.map(([dx, dy]) => [x + dx, y + dy]) : [[x, y]];
      const units = spots.map((spot) => topology.unitAt(...spot)).filter((unit) => unit >= 0).map((unit) => topology.units[unit].key);
      if (units.length) return [...new Set(units)];
      const location = this.links.of(n).find(({ role }) => role === "location");
      return [location && this.places.of(location.mention)?.unit].filter(Boolean);
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
      const key = [zoom, left, top, width, height, this.covered(), this.commands.epoch(this.state.get("day")), this.waters?.epoch(this.state.get("day")), this.state.get("hiddenLayers").has("seas"), ...this.state.get("hiddenCommands")].join();
      if (key !== this.spotsKey) this.spotsFound = Dateline.findCommandSpots(this, view);
      this.spotsKey = key;
      return this.spotsFound;
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

    /** Move the slider to a change of command and its areas into view. */
    showChange(change) {
      this.state.reach(change.day);
      this.state.set({ day: change.day, told: change });
      const boxes = change.units.map((key) => this.world.units[this.world.byKey.get(key)]?.box).filter(Boolean);
      if (!boxes.length) return;
      const box = boxes.reduce(([l, t, r, b], [l2, t2, r2, b2]) => [Math.min(l, l2), Math.min(t, t2), Math.max(r, r2), Math.max(b, b2)]);
      const bounds = L.latLngBounds(latLng(toLon(box[0]), toLat(box[3])), latLng(toLon(box[2]), toLat(box[1])));
      if (!this.map.getBounds().contains(bounds)) this.map.fitBounds(bounds, { ...this.padding(), maxZoom: 6 });
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

  const BESIDE = [[0.005, 0], [-0.005, 0], [0, 0.005], [0, -0.005]]; // about 700 m to each side, on the square world

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
