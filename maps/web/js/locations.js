// Where events are: the place they are shown at, its shape, and how exactly it is known.

import { NONE } from "./unpack.js";

/** The places of events. */
export class Locations {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
  }

  /** Number of the place that an event is shown at, -1 when none gave it one. */
  placeAt(n) {
    const mention = this.app.events.placed[n] ? this.app.events.columns.mention[n] : -1;
    return mention < 0 ? -1 : this.app.places.columns.place[mention];
  }

  /** Name of the place that an event is shown at, empty when it has none. */
  primaryPlace(n) {
    return this.app.places.places[this.placeAt(n)]?.name ?? "";
  }

  /** The visible events that a place takes part in. @param {Object} place @returns {number[]} */
  eventsAt(place) {
    const { mention } = this.app.links.columns;
    const at = this.app.places.columns.place;
    return this.app.links.eventsWith((link) => at[mention[link]] === place.at).filter((n) => this.app.state.visible[n]);
  }

  /** The line or area that an event is in, null where it is a point. */
  shapeOf(n) {
    const at = this.app.events.placed[n] ? this.app.uncertainty.shape[this.app.events.site[n]] : -1;
    return at >= 0 ? this.app.shapes[at].geometry : null;
  }

  /** How well the line or outline of an event is known: exact, approximate; null where it is a point. @returns {string|null} */
  edgeOf(n) {
    const at = this.app.events.placed[n] ? this.app.uncertainty.shape[this.app.events.site[n]] : -1;
    return at < 0 ? null : this.app.uncertainty.exact[at] ? "exact" : "approximate";
  }

  /** Metres around its point that an event may be at, null where that is not said. */
  radiusOf(n) {
    const radius = this.app.events.placed[n] ? this.app.uncertainty.radius_m[this.app.events.site[n]] : NONE;
    return radius === NONE ? null : radius;
  }
}
