// The commands' waters, paler than their land: a wide hatch, and broken lines where one command's waters end.

import { shows, traceLine, traceUnit } from "../canvas_layer.js";
import { seaCard } from "../card.js";
import { layer } from "../core.js";
import { drawCuts, hatch } from "./commands.js";

const EXACT = [8, 5];
const STAND_IN = [1.5, 6];
const LINE_PX = 1.5;

layer("seas", {
  pane: "dateline-areas",
  order: -10,
  label: "layer.seas",
  wide: true,

  icon(app, context) {
    const [id] = app.commands.styles.keys();
    context.fillStyle = hatch(app, context, id, 0, 0, "sea");
    context.fillRect(3, 1, 20, 14);
  },

  legend: [
    { label: "legend.limit", icon: (app, context) => sampleLine(app, context, EXACT) },
    { label: "legend.standIn", icon: (app, context) => sampleLine(app, context, STAND_IN) },
  ],

  draw(app, context, view, day) {
    drawCuts(app, context, view, (one, land) => {
      waters(app, context, one, day);
      eraseLand(context, one, land);
    });
  },

  /** A click at sea tells whose waters they are, where that is described. */
  hit(app, x, y) {
    if (app.territory.landAt(x, y).unitAt(x, y) >= 0) return null;
    const row = app.waters.at(x, y, app.state.get("day"));
    return row && !app.state.get("hiddenCommands").has(row.command) ? () => app.viewport.popup(seaCard(row), x, y) : null;
  },
});

function waters(app, context, view, day) {
  const { topology } = app.waters;
  const [copy] = view.copies;
  const hidden = app.state.get("hiddenCommands");
  const parts = app.waters.parts(day);
  for (const id of new Set(parts.map((row) => row?.command))) {
    if (!id || hidden.has(id)) continue;
    const own = topology.units.filter((part, n) => parts[n]?.command === id && shows(view, part.box, copy));
    if (!own.length) continue;
    const area = new Path2D(); // one for all of them, so that no seam shows where two seas of a command meet
    for (const part of own) traceUnit(area, view, copy, topology, part);
    context.fillStyle = hatch(app, context, id, view.left, view.top, "sea");
    context.fill(area, "evenodd");
    limits(app, context, view, parts, id, area);
  }
}

/** Where the waters of a command end, on the inside; of two commands that meet each has its line. */
function limits(app, context, view, parts, id, area) {
  const { topology } = app.waters;
  const [copy] = view.copies;
  context.save();
  context.clip(area, "evenodd");
  context.strokeStyle = app.looks.commandColour(id);
  context.lineWidth = 2 * LINE_PX;
  for (const arc of topology.arcs) {
    const rows = arc.units.map((n) => parts[n]);
    if (rows.filter((row) => row?.command === id).length !== 1 || !shows(view, arc.box, copy)) continue;
    // A limit is known when either side of it is.
    context.setLineDash(rows.some((row) => row && isExact(row)) ? EXACT : STAND_IN);
    context.beginPath();
    for (const [from, to] of arc.runs) traceLine(context, view, copy, arc.points, from, to);
    context.stroke();
  }
  context.restore();
}

const isExact = ({ approximate, confidence }) => !approximate && confidence !== "unsure";

/** Take out what lies on land: so the coast is the one that the map draws, and limits need none of their own. */
function eraseLand(context, view, topology) {
  const [copy] = view.copies;
  context.globalCompositeOperation = "destination-out";
  context.fillStyle = "#000";
  for (const unit of topology.units) {
    if (!shows(view, unit.box, copy)) continue;
    context.beginPath();
    traceUnit(context, view, copy, topology, unit);
    context.fill("evenodd");
  }
  context.globalCompositeOperation = "source-over";
}

function sampleLine(app, context, dash) {
  const [id] = app.commands.styles.keys();
  context.strokeStyle = app.looks.commandColour(id);
  context.lineWidth = LINE_PX;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(2, 8);
  context.lineTo(25, 8);
  context.stroke();
  context.setLineDash([]);
}
