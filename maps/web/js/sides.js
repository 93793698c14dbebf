// Two days side by side: which events each of them shows, and how to draw one side with them.

export class Sides {
  constructor(app) {
    this.app = app;
    /** @type {number} share of the map's width that lies left of the bar */
    this.share = 0.5;
    this.made = null;
    for (const name of ["swipe", "filtered"]) app.state.on(name, () => (this.made = null));
  }

  /** The day that a side stands for; the slider's when no two days are compared. @param {"left"|"right"} side */
  day(side) {
    return this.app.state.get("swipe")?.[side] ?? this.app.state.get("day");
  }

  /** The side of a pixel of the map. */
  at(x) {
    return x < this.share * this.app.map.getSize().x ? "left" : "right";
  }

  /** The part of a view that a side shows, in pixels: from, to. @param {import("./canvas_layer.js").View} view */
  span(view) {
    const [left, right] = [view.margin.x, view.width - view.margin.x];
    if (!this.current) return [left, right];
    const bar = left + (right - left) * this.share;
    return this.current === "left" ? [left, bar] : [bar, right];
  }

  /** Do something with the day and the events of a side in the place of the slider's. */
  on(side, work) {
    const { app, current } = this;
    const { state } = app;
    if (!state.get("swipe") || current) return work();
    this.made ??= { left: this.make("left"), right: this.make("right") };
    const kept = { day: state.values.day, visible: state.visible, sitesSeen: state.sitesSeen, clusters: app.clusters };
    const { day, visible, sitesSeen, clusters } = this.made[side];
    this.current = side;
    state.values.day = day;
    Object.assign(state, { visible, sitesSeen });
    app.clusters = clusters;
    try {
      return work();
    } finally {
      this.made[side].sitesSeen = state.sitesSeen;
      state.values.day = kept.day;
      Object.assign(state, { visible: kept.visible, sitesSeen: kept.sitesSeen });
      app.clusters = kept.clusters;
      this.current = null;
    }
  }

  make(side) {
    const { state, clusters } = this.app;
    const day = this.day(side);
    const visible = state.inTime(day).map((shows, n) => shows & state.matching[n]);
    return { day, visible, sitesSeen: null, clusters: clusters.showing(visible) };
  }
}

