// What moved in the change that is named: an outline in the colours of both commands, and the limit as it was before.

import { shows, traceLine, traceUnit } from "../canvas_layer.js";
import { layer } from "../core.js";
import { FINE_ZOOM } from "./basemap.js";
import { drawCuts } from "./commands.js";

const [HALO_PX, FROM_PX, TO_PX, GHOST_PX] = [13, 10, 7, 15]; // widths; half of them lies on each side
const GHOST_DASH = [9, 7];
const INNER_ZOOM = 4.5; // further out a line is too thin to be halved, and clipping to a continent takes long

layer("spotlight", {
  pane: "dateline-change",
  order: 0,
  label: "layer.spotlight",

  icon(app, context) {
    const [from, to] = colours(app);
    both(app, context, new Path2D("M5 3H21V13H5Z"), new Path2D("M5 3H21V13H5Z"), from, to, 0.5);
  },

  legend: [
    {
      label: "legend.ghost",
      icon(app, context) {
        ghost(app, context, new Path2D("M4 8H22"), colours(app)[0], 0.5);
      },
    },
  ],

  draw(app, context, view) {
    const change = app.spotlight?.current();
    if (!change) return;
    drawCuts(app, context, view, (one, topology) => outline(app, context, one, topology, change));
  },
});

/** The commands of the change that is named; of any two where none is. */
function colours(app) {
  const change = app.spotlight.current();
  return change ? [change.froms[0], change.to] : [...app.commands.styles.keys()];
}

function outline(app, context, view, topology, change) {
  const [copy] = view.copies;
  const members = new Set(change.units.map((key) => topology.byKey.get(key)).filter((n) => n !== undefined));
  if (![...members].some((n) => shows(view, topology.units[n].box, copy))) return;
  const area = view.zoom < INNER_ZOOM ? null : new Path2D();
  if (area) for (const n of members) traceUnit(area, view, copy, topology, topology.units[n]);
  const rims = new Map(); // command before to the lines around what it gave
  const limits = new Map(); // and those of them that were limits, and are none any more
  for (const arc of topology.arcs) {
    const inside = arc.units.filter((n) => members.has(n));
    if (!inside.length || inside.length === 2 || arc.shore || !shows(view, arc.box, copy)) continue;
    const from = change.fromOf.get(topology.units[inside[0]].key);
    const outside = arc.units.find((n) => !members.has(n));
    trace(rims, from, arc, view, copy);
    if (outside !== undefined && wasLimit(app, topology.units[outside].key, from, change)) trace(limits, from, arc, view, copy);
  }
  const width = Math.min(1, Math.max(0.35, (view.zoom - 2) / 5.5));
  for (const [from, path] of limits) ghost(app, context, path, from, width);
  for (const [from, path] of rims) both(app, context, area, path, from, change.to, width);
}

/** Whether a neighbour belonged to another command than the area did, and to the same one from the change on. */
function wasLimit({ commands }, neighbour, from, { to, day }) {
  return commands.of(neighbour, day) === to && commands.of(neighbour, day - 1) !== from;
}

function trace(paths, key, arc, view, copy) {
  if (!paths.has(key)) paths.set(key, new Path2D());
  for (const [start, end] of arc.runs) traceLine(paths.get(key), view, copy, arc.points, start, end);
}

/** One line around an area: the command before on the outside, the command after on the inside; without an area in the middle. */
function both(app, context, area, rim, from, to, width) {
  context.lineJoin = "round";
  context.setLineDash([]);
  stroke(context, rim, app.looks.colour("--paper"), HALO_PX * width);
  stroke(context, rim, app.looks.commandColour(from), FROM_PX * width);
  if (!area) {
    stroke(context, rim, app.looks.commandColour(to), (TO_PX * width) / 2);
    return;
  }
  context.save();
  context.clip(area, "evenodd");
  stroke(context, rim, app.looks.colour("--paper"), (TO_PX + 3) * width);
  stroke(context, rim, app.looks.commandColour(to), TO_PX * width * 1.3);
  context.restore();
}

/** A limit that is no more: a pale band, broken. */
function ghost(app, context, path, from, width) {
  context.save();
  context.lineJoin = context.lineCap = "round";
  context.globalAlpha = 0.4;
  stroke(context, path, app.looks.commandColour(from), GHOST_PX * 1.6 * width);
  context.globalAlpha = 0.9;
  context.setLineDash(GHOST_DASH.map((value) => value * width));
  stroke(context, path, app.looks.colour("--text"), 2);
  context.restore();
}

function stroke(context, path, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}


/** Points along the old limit, to name it beside them, the middle first. @returns {number[][]} pixels of the view */
export function limitSpots(app, view) {
  const change = app.spotlight?.current();
  if (!change || app.state.get("hiddenLayers").has("spotlight")) return [];
  const topology = app.region && view.zoom >= FINE_ZOOM && change.units.some((key) => app.region.byKey.has(key)) ? app.region : app.world;
  const members = new Set(change.units.map((key) => topology.byKey.get(key)));
  const spots = [];
  for (const copy of view.copies) {
    for (const arc of topology.arcs) {
      const inside = arc.units.filter((n) => members.has(n));
      const outside = arc.units.find((n) => !members.has(n));
      if (inside.length !== 1 || outside === undefined || !wasLimit(app, topology.units[outside].key, change.fromOf.get(topology.units[inside[0]].key), change)) continue;
      for (let at = 0; at < arc.points.length; at += 2 * Math.max(1, Math.floor(arc.points.length / 24))) {
        const spot = [arc.points[at] * view.scale + copy - view.left, arc.points[at + 1] * view.scale - view.top];
        if (spot[0] > view.margin.x && spot[0] < view.width - view.margin.x && spot[1] > view.margin.y && spot[1] < view.height - view.margin.y) spots.push(spot);
      }
    }
  }
  return spots;
}
