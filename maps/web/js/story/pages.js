// A story on paper: a page for each step, with its picture.

import { element, number, word } from "../core.js";
import { prose } from "./panel.js";

const HEIGHT = 470; // of a step's map, in the page's pixels: its text is on the same sheet
const [RATIO, LEAST_RATIO, MOST_STEPS] = [2.5, 1, 20]; // of a long story the pictures are coarser: they are all there at once

/**
 * Draw every step as a page; afterwards the map is as it was.
 * @param {any} app
 * @param {(height: number, ratio: number) => HTMLCanvasElement} draw
 * @returns {HTMLElement[]}
 */
export function storyPages(app, draw) {
  const { story } = app;
  const { map } = app;
  const [shown, centre, zoom] = [story.shown(), map.getCenter(), map.getZoom()];
  const ratio = Math.max(LEAST_RATIO, RATIO * Math.min(1, Math.sqrt(MOST_STEPS / story.steps.length)));
  const pages = story.steps.map((step, n) => {
    story.show(step, { animate: false });
    return element("section.page", {},
      element("p.running", { dir: "auto" }, step.title === story.title ? "" : story.title),
      element("h2", { dir: "auto" }, step.title || word("story.untitled", { at: number(n + 1) })),
      ...prose(step.text), draw(HEIGHT, ratio),
      element("p.running", {}, word("story.progress", { at: number(n + 1), count: number(story.steps.length) })));
  });
  story.show({ link: shown }, { animate: false });
  map.setView(centre, zoom, { animate: false }); // exactly: a link has its degrees rounded
  return pages;
}
