// Counts of events in squares, where there are too many for a mark each: the darker the more, with the number.

import { layer, number } from "../core.js";
import { WORLD } from "../projection.js";
import { cellCard } from "../cell_card.js";

const CLASSES = 5;
const ROOM = 26; // pixels of a square that has room for a number
const PALE = 0.16; // opacity of the fewest; the most have CLASSES times so much

layer("cells", {
  pane: "dateline-overlay",
  order: 29,
  label: "layer.cells",

  icon(app, context) {
    context.fillStyle = app.looks.colour("--accent");
    for (let n = 0; n < 3; n++) {
      context.globalAlpha = PALE * (1 + 2 * n);
      context.fillRect(1 + 8 * n, 4, 8, 8);
    }
    context.globalAlpha = 1;
  },

  draw(app, context, view, day) {
    const cells = app.cells.at(view.zoom, app.state, day);
    const most = app.cells.most(view.zoom, app.state, day);
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const copy of view.copies) {
      for (const { x, y, side, count } of cells) {
        const [left, top, size] = [x * view.scale + copy - view.left, y * view.scale - view.top, side * view.scale];
        if (left > view.width || top > view.height || left + size < 0 || top + size < 0) continue;
        const grade = classOf(count, most);
        context.globalAlpha = PALE * grade;
        context.fillStyle = app.looks.colour("--accent");
        context.fillRect(left + 0.5, top + 0.5, size - 1, size - 1);
        context.globalAlpha = 1;
        if (size < ROOM) continue;
        context.font = `600 ${size < 40 ? 10 : 12}px system-ui, sans-serif`;
        context.lineWidth = 3;
        context.strokeStyle = app.looks.colour("--halo");
        context.strokeText(short(count), left + size / 2, top + size / 2);
        context.fillStyle = app.looks.colour("--text");
        context.fillText(short(count), left + size / 2, top + size / 2);
      }
    }
  },

  /** A click tells what a square has, and leads nearer. */
  hit(app, x, y, scale) {
    const cell = app.cells.at(Math.log2(scale), app.state).find((one) => x >= one.x && x < one.x + one.side && y >= one.y && y < one.y + one.side);
    return cell ? () => openCell(app, cell) : null;
  },
});

/** Tell about a square, in a popup at its middle. */
export function openCell(app, cell) {
  app.viewport.popup(cellCard(app, cell), (cell.x + cell.side / 2) % WORLD, cell.y + cell.side / 2);
}

/** Which of the classes a count belongs to, by its logarithm: 1 to CLASSES. */
export function classOf(count, most) {
  return most < 2 ? CLASSES : 1 + Math.min(CLASSES - 1, Math.floor((Math.log(count) / Math.log(most)) * CLASSES));
}

/** A count in few characters: 950, 12k, 1.4M. */
function short(count) {
  if (count < 1000) return number(count);
  const [value, unit] = count < 1e6 ? [count / 1e3, "k"] : [count / 1e6, "M"];
  return `${number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))}${unit}`;
}
