// The page as a figure within another page: `#embed` in its address. Map, time and title are left, and scrolling stays the
// other page's.

import { element, word } from "./core.js";
import { fragmentOf } from "./permalink.js";

const HINT_MS = 1600;

/** @returns {boolean} whether the address asks for the page without its list and tools */
export const isEmbedded = () => new URLSearchParams(location.hash.slice(1)).has("embed");

/** Whether the page has an address that leads to it: the frame of a notebook has none. */
export const hasAddress = () => ["http:", "https:", "file:"].includes(location.protocol);

/** The address of the whole page with what is shown. @param {import("./app.js").App} app @returns {string} */
export function address(app) {
  const values = fragmentOf(app);
  values.delete("embed");
  return `${location.href.split("#")[0]}#${values}`;
}

/** A link from the figure to the whole page, with what the figure shows. @param {import("./app.js").App} app @returns {HTMLElement|string} */
export function wholePageLink(app) {
  if (!hasAddress()) return "";
  const link = element("a.whole", { target: "_blank", rel: "noopener", href: address(app) }, word("embed.whole"));
  // What is shown changes; the address is needed only when somebody is about to use it.
  for (const name of ["pointerdown", "focus", "mouseenter"]) link.addEventListener(name, () => (link.href = address(app)));
  return link;
}

/** Leave the scrolling to the page around. @param {import("./app.js").App} app */
export function embed({ map }) {
  const container = map.getContainer();
  const hint = element("div.gesture", { "aria-hidden": "true", hidden: "" });
  container.append(hint);
  let hiding = 0;
  const tell = (text) => {
    hint.textContent = text;
    hint.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => (hint.hidden = true), HINT_MS);
  };
  const key = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
  container.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || event.target.closest(".panel, .dock, .leaflet-popup")) return;
    event.stopImmediatePropagation(); // before Leaflet, which would keep the page from scrolling
    tell(word("embed.wheel", { key }));
  }, { capture: true, passive: true });
  if (!window.matchMedia("(pointer: coarse)").matches) return;
  // One finger scrolls the page; two move the map, which Leaflet's zoom by touch does too.
  map.dragging.disable();
  container.addEventListener("touchmove", (event) => event.touches.length === 1 && tell(word("embed.touch")), { passive: true });
}
