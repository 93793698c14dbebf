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
    const start = app.commands.current(state.get("day"), null)?.day ?? state.get("day");
    const field = (key, day) => element("input", { type: "date", value: iso(day), "aria-label": word(key), change: () => box.checked && apply() });
    const left = field("swipe.left", start - 1);
    const right = field("swipe.right", start);
    const apply = () => state.set({ swipe: box.checked ? days() : null });
    const days = () => ({ left: parse(left.value) ?? start - 1, right: parse(right.value) ?? start });
    const box = element("input", { type: "checkbox", change: apply });
    state.on("change", (names) => {
      const change = state.get("change");
      if (!names.includes("change") || !change) return;
      left.value = iso(change.day - 1);
      right.value = iso(change.day);
      if (box.checked) state.set({ swipe: days() });
    });
    state.on("swipe", (swipe) => {
      box.checked = swipe !== null;
      if (swipe) [left.value, right.value] = [iso(swipe.left), iso(swipe.right)];
    });
    return element("div.swipe-controls", {}, element("label.toggle", {}, box, element("span", {}, word("swipe.switch"))),
      element("div.dates", {}, left, element("span", {}, "|"), right));
  }

  /** The label on the map: beside the unit that changed, not on it. */
  function changeTag(app) {
    const text = element("div.tag", {});
    const icon = L.divIcon({ className: "tag-anchor", html: "", iconSize: [0, 0] });
    const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: "dateline-tags" });
    const place = Dateline.onceAFrame(() => {
      const { state, commands, map } = app;
      const change = commands.current(state.get("day"), state.get("change"));
      const hidden = !change || state.get("hiddenLayers").has("commands") || state.get("swipe");
      const spot = hidden ? null : app.unitSpot(change.units[0]);
      if (!spot) {
        marker.remove();
        return;
      }
      const after = state.get("day") >= change.day;
      text.textContent = after
        ? word("tag.after", { name: change.name, from: change.from || word("command.none"), to: change.to || word("command.none"), day: words(change.day) })
        : word("tag.before", { name: change.name, from: change.from || word("command.none") });
      text.style.setProperty("--tag", app.commandColour(after ? change.to : change.from));
      marker.setLatLng(spot).addTo(map);
      if (!text.isConnected) marker.getElement().append(text);
    });
    for (const name of ["day", "change", "swipe", "hiddenLayers"]) app.state.on(name, place);
    app.map.on("zoomend", place);
    place();
  }

  Object.assign(Dateline, { changeSection, changeTag });
})();
