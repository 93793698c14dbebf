// What shows beside the pointer over a mark: the event in a line, or the columns that whoever made the map asked for.

import { element } from "./core.js";
import { interval } from "./dates.js";
import { placeText } from "./precision.js";

/** An event's title, and when and where it was. @param {import("./app.js").App} app @param {number} n @returns {HTMLElement[]} */
export function inShort(app, n) {
  const { events } = app;
  const meta = [interval(events.first(n), events.last(n)), placeText(app, n)].filter(Boolean).join(" · ");
  return [element("strong", { dir: "auto" }, events.get("title", n)), element("small", { dir: "auto" }, meta)];
}

function columns({ names, words, of }, n) {
  const rows = names.map((name, at) => element("tr", {}, element("th", {}, name), element("td", { dir: "auto" }, words[at][of[at][n]])));
  return [element("table", {}, element("tbody", {}, ...rows))];
}

/** Show the words of an event beside the pointer. @returns {(n: number, latlng: L.LatLng|null) => void} -1 for no event */
export function hoverWords(app) {
  const { tooltip } = app.data;
  const box = L.tooltip({ direction: "top", offset: [0, -8], opacity: 1, className: "words" });
  const hovers = window.matchMedia("(hover: hover)"); // under a finger it would hide what the finger opens
  let shown = -1;
  return (n, latlng) => {
    if (n === shown) return;
    shown = n;
    if (n < 0 || !hovers.matches) {
      box.remove();
      return;
    }
    box.setLatLng(latlng).setContent(element("div", {}, ...(tooltip ? columns(tooltip, n) : inShort(app, n)))).addTo(app.map);
  };
}
