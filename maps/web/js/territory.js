// Countries and waters: which command has them, what they are called, and where their names fit.

import { isCommand } from "./commands.js";
import { today } from "./dates.js";
import { latLng, toLat, toLon } from "./projection.js";
import { findCommandSpots, findUnitSpot } from "./spots.js";
import { inside } from "./topology.js";

const SAMPLES = 40; // points across a view and down it that are asked whose they are

/** What the outlines and the table of commands say together. */
export class Territory {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Object[]|null} where the names of the units fit, found when first asked for */
    this.spots = null;
    /** @type {Map<string, {key: string, spots: Object[]}>} where the names of the commands fit, for each side */
    this.spotsFound = new Map();
  }

  /** The name of a unit of the outlines. */
  unitName(key) {
    return this.app.data.basemap.labels[key] ?? this.app.commands?.names[key] ?? key;
  }

  /** The outlines that show a point of the square world the finest. @returns {import("./topology.js").Topology} */
  landAt(x, y) {
    return this.app.cuts.findLast(({ boxes }) => boxes.some((box) => inside(box, x, y)))?.topology ?? this.app.world;
  }

  /** The commands that have an area on a day that the map shows: two days when it compares them. @returns {string[]} */
  commandsShown(hidden = new Set()) {
    const { day, swipe } = this.app.state.values;
    const areas = (swipe ? [swipe.left, swipe.right] : [day]).map((one) => this.app.commands.areas(this.app.world, one, hidden));
    return [...this.app.commands.styles.keys()].filter((id) => areas.some((area) => area.has(id)));
  }

  /** The commands that have some of a view on the day, or on the two that are compared. @param {import("./canvas_layer.js").View} view @returns {string[]} */
  commandsIn(view) {
    const { state } = this.app;
    const hidden = state.get("hiddenCommands");
    const seas = this.app.waters && !state.get("hiddenLayers").has("seas");
    const spots = this.unitSpots().filter(({ x, y }) => view.copies.some((copy) => inside([0, 0, view.width, view.height], x * view.scale + copy - view.left, y * view.scale - view.top)));
    const found = new Set();
    for (const side of state.get("swipe") ? ["left", "right"] : ["left"]) {
      this.app.sides.on(side, () => {
        for (const { key } of spots) found.add(this.app.commands.of(key, state.get("day")));
        for (let x = 0.5; x < SAMPLES; x++) {
          for (let y = 0.5; y < SAMPLES; y++) {
            const at = [(view.left + (x * view.width) / SAMPLES) / view.scale, (view.top + (y * view.height) / SAMPLES) / view.scale];
            const { id, onLand } = this.commandAt(((at[0] % 256) + 256) % 256, at[1]);
            if (onLand || seas) found.add(id);
          }
        }
      });
    }
    return [...this.app.commands.styles.keys()].filter((id) => found.has(id) && !hidden.has(id));
  }

  /** Whose a point of the square world is on the slider's day, empty for nobody's. @returns {{id: string, onLand: boolean}} */
  commandAt(x, y) {
    const day = this.app.state.get("day");
    const unit = this.app.world.unitAt(x, y);
    if (unit >= 0) return { id: this.app.commands.of(this.app.world.units[unit].key, day), onLand: true };
    return { id: this.app.waters?.at(x, y, day)?.command ?? "", onLand: false };
  }

  /** The waters that an event lies in on a day, null on land, without a place, and where none are described. */
  seaOf(n, day) {
    return this.app.waters && this.app.events.placed[n] && !this.unitsOf(n).length ? this.app.waters.at(this.app.events.x[n], this.app.events.y[n], day) : null;
  }

  /** The units that an event lies in: one, those on both sides of a border, none at sea or without a place. */
  unitsOf(n) {
    const { keys, starts, items } = this.app.events.units;
    return Array.from(items.subarray(starts[n], starts[n + 1]), (unit) => keys[unit]);
  }

  /** The commands that have an event's place on its first and on its last day, and nobody else; of one without a date today's. @returns {string[]} */
  commandsDuring(n) {
    const { commands, events } = this.app;
    if (!commands || !events.placed[n]) return [];
    const [first, last] = [events.first(n), events.last(n)];
    const days = [...new Set([first ?? last ?? today(), last ?? first ?? today()])];
    const units = this.unitsOf(n);
    const ids = days.flatMap((day) => (units.length ? units.map((unit) => commands.of(unit, day)) : [this.seaOf(n, day)?.command ?? ""]));
    return [...new Set(ids.filter(isCommand))];
  }

  /** Where the name of each unit fits, the widest first. */
  unitSpots() {
    this.spots ??= this.app.world.units
      .map((unit) => ({ key: unit.key, ...findUnitSpot(this.app.world, unit), name: this.app.data.basemap.labels[unit.key] ?? unit.name }))
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
    const day = this.app.state.get("day");
    const key = [zoom, left, top, width, height, this.app.viewport.covered(), ...this.app.sides.span(view), this.app.commands.epoch(day), this.app.waters?.epoch(day), this.app.state.get("hiddenLayers").has("seas"), ...this.app.state.get("hiddenCommands")].join();
    const side = this.app.sides.current ?? "whole";
    if (key !== this.spotsFound.get(side)?.key) this.spotsFound.set(side, { key, spots: findCommandSpots(this.app, view) });
    return this.spotsFound.get(side).spots;
  }
}
