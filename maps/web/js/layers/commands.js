// Command areas: a hatch and an inner outline in the command's colour, as they were on the day.

import { shows, traceLine, traceUnit } from "../canvas_layer.js";
import { layer } from "../core.js";
import { landCard } from "../land.js";
import { clipTo, cutsIn } from "./basemap.js";

layer("commands", {
  pane: "dateline-areas",
  order: 0,
  label: "layer.commands",
  wide: true,

  icon(app, context) {
    const [id] = app.commands.styles.keys();
    context.fillStyle = hatch(app, context, id, 0, 0);
    context.fillRect(3, 1, 20, 14);
  },

  draw(app, context, view, day) {
    drawCuts(app, context, view, (one, topology) => areas(app, context, one, topology, day));
  },

  /** A click on land tells whose it was through time. */
  hit(app, x, y) {
    const topology = app.territory.landAt(x, y);
    const unit = topology.unitAt(x, y);
    return unit < 0 ? null : () => app.viewport.popup(landCard(app, topology.units[unit].key), x, y);
  },
});

/** Draw once for each copy of the world, and in each finer cut apart: `draw(view of one copy, topology)`. */
export function drawCuts(app, context, view, draw) {
  for (const copy of view.copies) {
    const one = { ...view, copies: [copy] };
    const cuts = cutsIn(app, view, copy);
    [{ topology: app.world, boxes: null }, ...cuts].forEach(({ topology, boxes }, n) => {
      context.save();
      if (boxes) clipTo(context, view, copy, boxes);
      for (const finer of cuts.slice(n)) clipTo(context, view, copy, finer.boxes, true);
      draw(one, topology);
      context.restore();
    });
  }
}

function areas(app, context, view, topology, day) {
  const [copy] = view.copies;
  const all = app.commands.areas(topology, day, app.state.get("hiddenCommands"));
  for (const [id, units] of all) {
    const shown = units.filter((n) => shows(view, topology.units[n].box, copy));
    if (!shown.length) continue;
    const whole = new Path2D();
    context.fillStyle = hatch(app, context, id, view.left, view.top);
    for (const n of shown) {
      const area = new Path2D();
      traceUnit(area, view, copy, topology, topology.units[n]);
      context.fill(area, "evenodd");
      whole.addPath(area);
    }
    outline(app, context, view, topology, new Set(units), whole, id);
  }
}

const INNER_ZOOM = 3.5; // further out a line is too thin to be halved, and clipping to a continent takes long

/** The outer line of an area, drawn on its inside, so that two areas that touch keep a line each. */
function outline(app, context, view, topology, members, area, id) {
  const [copy] = view.copies;
  context.save();
  const inner = view.zoom >= INNER_ZOOM;
  if (inner) context.clip(area, "evenodd");
  context.beginPath();
  for (const arc of topology.arcs) {
    const inside = arc.units.filter((n) => members.has(n)).length;
    if (!inside || inside === 2 || !shows(view, arc.box, copy)) continue;
    for (const [from, to] of arc.runs) traceLine(context, view, copy, arc.points, from, to);
  }
  context.strokeStyle = app.looks.commandColour(id);
  context.lineWidth = inner ? 4.4 : 1;
  context.lineJoin = "round";
  context.stroke();
  if (!inner) {
    // Two thin lines beside one another take a tenth of the time of a thicker one: coasts have many corners.
    context.translate(0.5, 0.5);
    context.stroke();
  }
  context.restore();
}

/** Tint and lines of a hatch, in pixels and as opacities. */
const LOOKS = {
  land: { tile: 9, tint: 0.17, width: 1.4, line: 0.36 },
  sea: { tile: 18, tint: 0.07, width: 1.2, line: 0.22 },
};

/** A fill that stays where it is on the ground when the canvas moves. */
export function hatch(app, context, id, left, top, look = "land") {
  const { tile: size, tint, width, line } = LOOKS[look];
  const colour = app.looks.commandColour(id);
  const tile = document.createElement("canvas");
  const ratio = 2;
  tile.width = tile.height = size * ratio;
  const pen = tile.getContext("2d");
  pen.scale(ratio, ratio);
  pen.globalAlpha = tint;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = line;
  pen.fillRect(0, 0, width, size);
  const pattern = context.createPattern(tile, "repeat");
  const turn = app.commands.styles.get(id).hatch;
  pattern.setTransform(new DOMMatrix().translate(-left, -top).rotate(turn).scale(1 / ratio));
  return pattern;
}

