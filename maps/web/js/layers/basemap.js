// Land, coasts and borders: the world, and a finer cut where the events are.

import { shows, traceLine, traceUnit } from "../canvas_layer.js";
import { layer } from "../core.js";
import { toX, toY } from "../projection.js";

const DIVISION_ZOOM = 5.5; // from here on the lines within countries have room
export const FINE_ZOOM = 4.5; // from here on the world's outlines look angular
export const NEAR_ZOOM = 7.5; // and from here on those of the region

layer("basemap", {
  pane: "dateline-ground",
  order: 0,

  draw(app, context, view) {
    land(app, context, view, app.world);
    for (const copy of view.copies) {
      const one = { ...view, copies: [copy] };
      const cuts = cutsIn(app, view, copy);
      for (const { topology, boxes } of cuts) {
        context.save();
        clipTo(context, view, copy, boxes);
        context.fillStyle = app.looks.colour("--sea");
        context.fillRect(0, 0, view.width, view.height);
        land(app, context, one, topology);
        context.restore();
      }
      if (!cuts.length || view.zoom < DIVISION_ZOOM) continue;
      context.save();
      clipTo(context, view, copy, cuts[0].boxes);
      divisions(app, context, one);
      context.restore();
    }
  },
});

/** The finer outlines that a view of one copy of the world shows some of, the coarser first. @returns {import("../topology.js").Cut[]} */
export function cutsIn(app, view, copy) {
  return app.cuts.filter(({ boxes, zoom }) => view.zoom >= zoom && boxes.some((box) => shows(view, box, copy)));
}

/** Lines between states, provinces and the like, finer than those between countries. */
function divisions(app, context, view) {
  app.divisions ??= app.data.basemap.divisions.lines.map((steps) => readSteps(steps, app.data.basemap.divisions.step));
  const [copy] = view.copies;
  context.beginPath();
  for (const { points, box } of app.divisions) {
    if (shows(view, box, copy)) traceLine(context, view, copy, points, 0, points.length / 2);
  }
  context.strokeStyle = app.looks.colour("--border");
  context.lineWidth = 0.8;
  context.setLineDash([4, 3]);
  context.stroke();
  context.setLineDash([]);
}

/** A line of steps on a grid of degrees, as points of the square world. */
function readSteps(steps, step) {
  const points = new Float64Array(steps.length);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let [lon, lat] = [0, 0];
  for (let n = 0; n < steps.length; n += 2) {
    lon += steps[n];
    lat += steps[n + 1];
    const [x, y] = [toX(lon * step), toY(lat * step)];
    points.set([x, y], n);
    [box[0], box[1], box[2], box[3]] = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }
  return { points, box };
}

function land(app, context, view, topology) {
  context.fillStyle = app.looks.colour("--land");
  for (const copy of view.copies) {
    for (const unit of topology.units) {
      if (!shows(view, unit.box, copy)) continue;
      // One path a unit: a single path of all of them takes ten times as long to fill.
      context.beginPath();
      traceUnit(context, view, copy, topology, unit);
      context.fill("evenodd");
    }
  }
  lines(context, view, topology, (arc) => arc.units.length === 1, app.looks.colour("--coast"), 0.9);
  lines(context, view, topology, (arc) => arc.units.length > 1, app.looks.colour("--border"), view.zoom < 4 ? 0.7 : 1);
}

function lines(context, view, topology, wanted, colour, width) {
  context.beginPath();
  for (const copy of view.copies) {
    for (const arc of topology.arcs) {
      if (!wanted(arc) || !shows(view, arc.box, copy)) continue;
      for (const [from, to] of arc.runs) traceLine(context, view, copy, arc.points, from, to);
    }
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.stroke();
}

/** Draw only inside some boxes of the square world, or only outside of them. */
export function clipTo(context, view, copy, boxes, outside = false) {
  context.beginPath();
  if (outside) context.rect(0, 0, view.width, view.height);
  // On whole pixels: two boxes that touch would else let half of what is below them through.
  const x = (at) => Math.round(at * view.scale + copy - view.left);
  const y = (at) => Math.round(at * view.scale - view.top);
  for (const [left, top, right, bottom] of boxes) context.rect(x(left), y(top), x(right) - x(left), y(bottom) - y(top));
  context.clip("evenodd");
}

