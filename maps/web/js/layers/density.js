// How thick the mentions of places lie: four bands, each a share of the thickest spot of the view.

import { element, layer } from "../core.js";
import { WIDE_KINDS } from "./places.js";

const CELL = 6; // pixels of the grid that is summed up
const REACH = 42; // pixels that a mention is felt around its place
const BANDS = [[0.08, 0.16], [0.25, 0.3], [0.5, 0.44], [0.75, 0.6]]; // share of the thickest spot, and how opaque

layer("density", {
  pane: "dateline-overlay",
  order: 5,
  off: true,
  label: "layer.density",

  icon(app, context) {
    context.fillStyle = app.looks.colour("--place");
    BANDS.forEach(([, opacity], n) => {
      context.globalAlpha = opacity;
      context.fillRect(1 + 6 * n, 1, 6, 14);
    });
    context.globalAlpha = 1;
  },

  draw(app, context, view) {
    const [columns, rows] = [Math.ceil(view.width / CELL), Math.ceil(view.height / CELL)];
    const sums = summed(app, view, columns, rows);
    const most = sums.reduce((a, b) => Math.max(a, b), 0);
    if (!most) return;
    const picture = element("canvas", { width: columns, height: rows });
    const pen = picture.getContext("2d");
    const image = pen.createImageData(columns, rows);
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(app.looks.colour("--place").slice(at, at + 2), 16));
    sums.forEach((sum, n) => {
      const band = BANDS.findLast(([share]) => sum >= share * most);
      if (band) image.data.set([red, green, blue, Math.round(band[1] * 255)], 4 * n);
    });
    pen.putImageData(image, 0, 0);
    context.drawImage(picture, 0, 0, columns * CELL, rows * CELL);
  },
});

/** The number of mentions around each cell, the nearer the more they count. Countries and seas are no spots. */
function summed(app, view, columns, rows) {
  const sums = new Float32Array(columns * rows);
  const reach = Math.ceil(REACH / CELL);
  for (const copy of view.copies) {
    for (const { x, y, count, kind } of app.places.places) {
      if (!count || WIDE_KINDS.has(kind)) continue;
      const [column, row] = [(x * view.scale + copy - view.left) / CELL, (y * view.scale - view.top) / CELL];
      if (column < -reach || row < -reach || column > columns + reach || row > rows + reach) continue;
      for (let r = Math.max(0, Math.ceil(row - reach)); r <= Math.min(rows - 1, row + reach); r++) {
        for (let c = Math.max(0, Math.ceil(column - reach)); c <= Math.min(columns - 1, column + reach); c++) {
          const near = 1 - ((c - column) ** 2 + (r - row) ** 2) / reach ** 2;
          if (near > 0) sums[r * columns + c] += count * near * near;
        }
      }
    }
  }
  return sums;
}
