// From an event to where another source has it: a dashed line with a small ring at its end.

import { layer } from "../core.js";
import { WORLD, toX, toY } from "../projection.js";

const DEGREE = 1e5;
const LEAST_PX = 5; // a shorter line would lie under the mark of its event

layer("counterparts", {
  pane: "dateline-overlay",
  order: 15,
  label: "layer.counterparts",

  icon(app, context) {
    dashed(app, context, 2, 8, 19, 8);
    ring(app, context, 22, 8);
  },

  draw(app, context, view) {
    app.counterparts ??= linesOf(app);
    for (const { n, from, to } of app.counterparts) {
      if (!app.state.visible[n]) continue;
      // The short way round, as of all lines.
      const shift = to.x - from.x > WORLD / 2 ? -WORLD : from.x - to.x > WORLD / 2 ? WORLD : 0;
      for (const copy of view.copies) {
        const [ax, ay] = [from.x * view.scale + copy - view.left, from.y * view.scale - view.top];
        const [bx, by] = [(to.x + shift) * view.scale + copy - view.left, to.y * view.scale - view.top];
        const length = Math.hypot(bx - ax, by - ay);
        const outside = Math.max(ax, bx) < 0 || Math.min(ax, bx) > view.width || Math.max(ay, by) < 0 || Math.min(ay, by) > view.height;
        if (length < LEAST_PX || outside) continue;
        dashed(app, context, ax, ay, bx, by);
        ring(app, context, bx, by);
      }
    }
  },
});

function linesOf({ data, events }) {
  const { event, lon, lat } = data.layers.counterparts;
  return Array.from(event, (n, at) => ({
    n, from: { x: events.x[n], y: events.y[n] }, to: { x: toX(lon[at] / DEGREE), y: toY(lat[at] / DEGREE) },
  })).filter(({ n }) => events.placed[n]);
}

function dashed(app, context, ax, ay, bx, by) {
  for (const [width, colour] of [[4, "--halo"], [1.6, "--text"]]) {
    context.setLineDash(colour === "--halo" ? [] : [5, 4]);
    context.lineWidth = width;
    context.strokeStyle = app.looks.colour(colour);
    context.beginPath();
    context.moveTo(ax, ay);
    context.lineTo(bx, by);
    context.stroke();
  }
  context.setLineDash([]);
}

function ring(app, context, x, y) {
  context.beginPath();
  context.arc(x, y, 3, 0, 2 * Math.PI);
  context.fillStyle = app.looks.colour("--paper");
  context.fill();
  context.lineWidth = 1.6;
  context.strokeStyle = app.looks.colour("--text");
  context.stroke();
}
