// The page on paper: a picture of the map in the colours for a light ground, in the place of the map.

import { element } from "./core.js";
import { Looks } from "./looks.js";
import { composePicture } from "./picture.js";

/** Draw with the colours for a light ground, whatever the page has: paper is white. */
function inLight(app, draw) {
  const { dark, looks } = app;
  document.documentElement.classList.add("light");
  Object.assign(app, { dark: { matches: false }, looks: new Looks(app) });
  try {
    return draw();
  } finally {
    document.documentElement.classList.remove("light");
    Object.assign(app, { dark, looks });
  }
}

const [PAPER_WIDTH, PAPER_HEIGHT] = [700, 600]; // of the map on paper: its names and its legend stay readable there

/** Put a picture of the map in the place of the map when the page is printed. */
export function keepPrintable(app) {
  const box = element("div.printed", {});
  const { map } = app;
  document.body.append(box);
  window.addEventListener("beforeprint", () => {
    const { x, y } = map.getSize();
    // What the page shows is on paper too: the map is drawn from further away when it is smaller.
    const zoom = Math.max(1, map.getZoom() + Math.floor(2 * Math.log2(Math.min(PAPER_WIDTH / x, PAPER_HEIGHT / y))) / 2);
    box.replaceChildren(inLight(app, () => composePicture(app, { width: PAPER_WIDTH, height: PAPER_HEIGHT, zoom, ratio: 3, titled: false })));
  });
  window.addEventListener("afterprint", () => box.replaceChildren());
}

