// The changes of command: a list to choose from, and a label on the map for the one that is told.
(() => {
  "use strict";

  const { element, word, plural } = Dateline;
  const { words, iso, parse } = Dateline.dates;

  /** @param {Object} app @returns {HTMLElement} */
  function changeSection(app) {
    const here = app.commands.changes.filter((change) => change.here);
    const other = app.commands.changes.filter((change) => !change.here);
    const rest = other.length
      ? element("details", {}, element("summary", {}, plural("change.others", other.length)), choices(app, other))
      : "";
    return Dateline.section("panel.changes", choices(app, here), rest, swipeControls(app));
  }

  function choices(app, changes) {
    return element("ul.choices", {}, ...changes.slice().reverse().map((change) =>
      element("li", {}, element("button", { type: "button", title: app.commands.sentence(change, change.day), click: () => app.showChange(change) },
        element("span", {}, element("time", { datetime: iso(change.day) }, words(change.day)),
          ` ${change.name}: ${change.from || word("command.none")} → ${change.to || word("command.none")}`)))));
  }

  /** Two days to compare, and the switch that lays them side by side. */
  function swipeControls(app) {
    const { state } = app;
    const start = app.commands.current(state.get("day"), null, state.range)?.day ?? state.get("day");
    const field = (key, day) => element("input", { type: "date", value: iso(day), "aria-label": word(key), change: () => box.checked && apply() });
    const left = field("swipe.left", start - 1);
    const right = field("swipe.right", start);
    const apply = () => state.set({ swipe: box.checked ? days() : null });
    const days = () => ({ left: parse(left.value) ?? start - 1, right: parse(right.value) ?? start });
    const box = element("input", { type: "checkbox", change: apply });
    state.on("told", (change) => {
      if (!change) return;
      left.value = iso(change.day - 1);
      right.value = iso(change.day);
      if (box.checked) state.set({ swipe: days() });
    });
    state.on("swipe", (swipe) => {
      box.checked = swipe !== null;
      if (swipe) [left.value, right.value] = [iso(swipe.left), iso(swipe.right)];
    });
    return element("div.swipe-controls", {}, element("label.toggle", {}, box, element("span", {}, word("swipe.switch"))),
      element("div.dates", {}, left, element("span", {}, "|"), right),
      // Two days are mostly those around a change: events are compared by the slider, where list and counts follow.
      element("p.note", {}, word("swipe.note")));
  }

  const TAG_ZOOM = 3.5; // further out the label would hide what it tells about
  const GAP_PX = 16;

  /** The label on the map: beside the unit that changed, where it hides the fewest events. */
  function changeTag(app) {
    const { state, commands, map } = app;
    const text = element("div.tag", {});
    const icon = L.divIcon({ className: "tag-anchor", html: "", iconSize: [0, 0] });
    const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: "dateline-tags" });
    const place = Dateline.onceAFrame(() => {
      const change = commands.current(state.get("day"), state.get("told"), state.range);
      const hidden = !change || state.get("hiddenLayers").has("commands") || state.get("swipe") || map.getZoom() < TAG_ZOOM;
      const unit = hidden ? null : app.world.units[app.world.byKey.get(change.units[0])];
      app.tagBox = null;
      if (!unit) {
        marker.remove();
        return;
      }
      text.textContent = tagText(change, state.get("day"));
      text.style.setProperty("--tag", app.commandColour(state.get("day") < change.day ? change.from : change.to));
      marker.setLatLng(app.unitSpot(unit.key)).addTo(map);
      if (!text.isConnected) marker.getElement().append(text);
      const [x, y] = freeSpot(app, unit, text.offsetWidth, text.offsetHeight);
      text.style.transform = `translate(${x}px, ${y}px)`;
      const spot = map.latLngToContainerPoint(app.unitSpot(unit.key));
      app.tagBox = [spot.x + x, spot.y + y, spot.x + x + text.offsetWidth, spot.y + y + text.offsetHeight];
      state.emit("tag");
    });
    for (const name of ["day", "told", "swipe", "hiddenLayers"]) state.on(name, place);
    map.on("moveend", place);
    place();
  }

  function tagText(change, day) {
    const values = { name: change.name, from: change.from || word("command.none"), to: change.to || word("command.none"), day: words(change.day) };
    return word(day < change.day ? "tag.before" : "tag.after", values);
  }

  /** Pixels from the unit's spot to the label's corner: right, left, below or above of the unit. */
  function freeSpot(app, unit, width, height) {
    const scale = 2 ** app.map.getZoom();
    const origin = app.map.getPixelOrigin().add(app.map.containerPointToLayerPoint([0, 0]));
    const size = app.map.getSize();
    const spot = app.unitSpots().find(({ key }) => key === unit.key);
    const [left, top, right, bottom] = unit.box.map((value, n) => (value - (n % 2 ? spot.y : spot.x)) * scale);
    const options = [
      [right + GAP_PX, -height / 2],
      [left - GAP_PX - width, -height / 2],
      [right + GAP_PX, bottom - height],
      [left - GAP_PX - width, bottom - height],
      [-width / 2, bottom + GAP_PX],
      [-width / 2, top - GAP_PX - height],
    ];
    const symbols = app.clusters.at(app.map.getZoom()).map(({ x, y, size: count }) => [(x - spot.x) * scale, (y - spot.y) * scale, count]);
    const room = size.x - app.covered();
    const cost = ([x, y]) => {
      const [screenX, screenY] = [spot.x * scale - origin.x + x, spot.y * scale - origin.y + y];
      const outside = screenX < 50 || screenY < 5 || screenX + width > room || screenY + height > size.y - 30;
      const hit = symbols.filter(([sx, sy]) => sx > x - 20 && sx < x + width + 90 && sy > y - 20 && sy < y + height + 20);
      return (outside ? 1000 : 0) + hit.length;
    };
    return options.reduce((best, option) => (cost(option) < cost(best) ? option : best));
  }

  Object.assign(Dateline, { changeSection, changeTag });
})();
