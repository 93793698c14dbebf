// The page on paper: a picture of the map in the colours for a light ground, in the place of the map.

import { element } from "./core.js";
import { Looks } from "./looks.js";
import { composePicture } from "./picture.js";
import { storyPages } from "./story/pages.js";

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
    const draw = (height, ratio) => {
      const { x, y } = map.getSize();
      // What the page shows is on paper too: the map is drawn from further away when it is smaller.
      const zoom = Math.max(1, map.getZoom() + Math.floor(2 * Math.log2(Math.min(PAPER_WIDTH / x, height / y))) / 2);
      return composePicture(app, { width: PAPER_WIDTH, height, zoom, ratio, titled: false });
    };
    box.replaceChildren(...inLight(app, () => (app.story.step ? storyPages(app, draw) : [draw(PAPER_HEIGHT, 3)])));
  });
  window.addEventListener("afterprint", () => box.replaceChildren());
}

