// The state of the page in the address's fragment, so that a view can be sent on.
(() => {
  "use strict";

  const { iso, parse } = Dateline.dates;

  /** Write the view, the day and the filter into the fragment once they rest. */
  function keepPermalink(app) {
    let waiting = 0;
    const write = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => replace(app), 250);
    };
    app.map.on("moveend", write);
    app.state.on("change", write);
  }

  function replace({ map, state, events }) {
    const center = map.getCenter();
    const values = new URLSearchParams({
      view: [map.getZoom(), center.lat.toFixed(3), center.lng.toFixed(3)].join("/"),
      day: iso(state.get("day")),
    });
    if (state.get("query")) values.set("q", state.get("query"));
    if (state.get("window")) values.set("window", String(state.get("window")));
    if (state.get("selected") >= 0) values.set("event", events.get("id", state.get("selected")));
    if (state.get("swipe")) values.set("swipe", `${iso(state.get("swipe").left)}/${iso(state.get("swipe").right)}`);
    const fragment = `#${values}`;
    try {
      history.replaceState(null, "", fragment);
    } catch {
      // A sandboxed frame in a notebook has no address of its own: there is nothing to send on.
    }
  }

  /** Read the fragment back. @returns {boolean} whether it gave a view */
  function readPermalink({ map, state, events }) {
    const values = new URLSearchParams(location.hash.slice(1));
    const changed = {};
    const day = parse(values.get("day"));
    if (day !== null) {
      state.reach(day);
      changed.day = day;
    }
    if (values.get("q")) changed.query = values.get("q");
    if (Number(values.get("window")) > 0) changed.window = Number(values.get("window"));
    const [left, right] = (values.get("swipe") ?? "").split("/").map(parse);
    if (left !== null && right !== null && left !== undefined && right !== undefined) changed.swipe = { left, right };
    const selected = (events.columns.id ?? []).indexOf(values.get("event"));
    if (selected >= 0) changed.selected = selected;
    state.set(changed);
    const [zoom, lat, lon] = (values.get("view") ?? "").split("/").map(Number);
    if (![zoom, lat, lon].every(Number.isFinite)) return false;
    map.setView(Dateline.projection.latLng(lon, lat), zoom, { animate: false });
    return true;
  }

  Object.assign(Dateline, { keepPermalink, readPermalink });
})();
