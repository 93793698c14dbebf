// What of the list the map shows: only what is in view, the events of one disc, and how many lie outside.

import { element, number, onceAFrame, plural, word } from "./core.js";

/**
 * How many events the list has, the switch for those in view, and how many lie outside of it.
 * @param {import("./app.js").App} app
 * @param {HTMLElement} counter
 */
export function extentBar(app, counter) {
  const { map, state } = app;
  const box = element("input", { type: "checkbox", checked: state.get("inView"), change: (event) => state.set({ inView: event.target.checked }) });
  const count = element("span", { role: "status" });
  const all = element("button.link", { type: "button", click: () => showAll(app) }, word("extent.showAll"));
  const outside = element("p.outside", { hidden: "" }, count, " · ", all);
  const tell = () => {
    const seen = app.viewport.inView();
    let away = 0;
    for (let n = 0; n < seen.length; n++) if (state.visible[n] && app.events.placed[n] && !seen[n]) away++;
    count.textContent = plural("extent.outside", away);
    outside.hidden = !away;
  };
  const later = onceAFrame(tell);
  map.on("moveend resize", () => {
    state.viewMoved();
    later();
  });
  state.on("filtered", later);
  state.on("inView", (on) => (box.checked = on));
  return element("div.extent", {}, counter, element("label", {}, box, element("span", {}, word("extent.inView"))), outside);
}

/** Bring all events that pass the filters into view, and all of them into the list. */
function showAll(app) {
  const { state, events } = app;
  state.set({ inView: false, among: null });
  app.viewport.fit(Array.from({ length: events.count }, (_, n) => n).filter((n) => state.visible[n]), { animate: !app.still });
}

/**
 * The heading over the list while it has only the events of one disc, with the way back.
 * @param {import("./app.js").App} app @returns {HTMLElement}
 */
export function amongBar(app) {
  const { state } = app;
  const title = element("h2", { tabindex: "-1" });
  const back = element("button.link", { type: "button", click: () => leave() }, word("among.back"));
  const bar = element("section.among", { hidden: "", "aria-label": word("among.label"), keydown: (event) => event.key === "Escape" && leave() }, back, title);
  const tell = () => {
    const spots = state.get("among");
    bar.hidden = !spots;
    if (spots) title.textContent = word("among.title", { events: plural("events", state.listedCount), place: placesOf(app, spots) });
  };
  /** Back to the map, from where the reader came. */
  function leave() {
    state.set({ among: null });
    app.map.getContainer().focus({ preventScroll: true });
  }
  state.on("listed", tell);
  state.on("among", (spots) => {
    tell();
    if (!spots) return;
    app.map.closePopup();
    bar.parentElement.querySelector(".list").scrollTop = 0;
    title.focus();
    // On a phone the list is below the map, and its rows are to be seen as well.
    bar.scrollIntoView({ block: window.matchMedia("(max-width: 760px)").matches ? "start" : "nearest" });
  });
  return bar;
}

/** The names of the places of some spots: one, or the first and how many there are besides. */
function placesOf(app, spots) {
  const names = new Set();
  for (const spot of spots) for (const n of app.clusters.eventsAt(spot)) names.add(app.locations.primaryPlace(n));
  names.delete("");
  const [first, ...rest] = names;
  if (first === undefined) return word("among.unnamed");
  return rest.length ? word("names.more", { names: first, count: number(rest.length) }) : first;
}
