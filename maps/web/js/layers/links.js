// From an event to its places: ways with an arrow, homes of actors with a dashed line.

import { layer } from "../core.js";
import { WORLD } from "../projection.js";

const WAYS = new Set(["origin", "destination", "transit"]);

layer("links", {
  pane: "dateline-overlay",
  order: 20,
  label: "layer.links",

  icon(app, context) {
    context.beginPath();
    context.moveTo(1, 8);
    context.lineTo(17, 8);
    context.strokeStyle = app.looks.colour("--text");
    context.lineWidth = 1.7;
    context.stroke();
    arrowHead(context, 0, 8, 34, 8, app.looks.colour("--text"));
  },

  legend: [
    {
      label: "legend.home",
      icon(app, context) {
        context.setLineDash([2, 4]);
        context.strokeStyle = app.looks.colour("--text");
        context.lineWidth = 1.7;
        context.beginPath();
        context.moveTo(0, 8);
        context.lineTo(13, 8);
        context.stroke();
        context.setLineDash([]);
        homeMark(app, context, 18, 8, app.looks.colour("--text"));
      },
    },
  ],

  draw(app, context, view) {
    const selected = app.state.get("selected");
    app.lines ??= alwaysDrawn(app);
    const lines = app.lines.filter(({ n }) => app.state.visible[n] && n !== selected);
    if (selected >= 0 && app.state.visible[selected]) lines.push(...linesOf(app, selected, true));
    for (const line of lines) for (const copy of view.copies) drawLine(app, context, view, copy, line, line.n === selected);
    context.setLineDash([]);
  },
});

/** The lines of all events that are drawn without being selected. */
function alwaysDrawn(app) {
  const { role, roles, mention } = app.links.columns;
  const drawn = roles.map((name) => (WAYS.has(name) ? ALWAYS : name === "location" ? NEVER : HOMES));
  const some = (at) => drawn[role[at]] === ALWAYS || (drawn[role[at]] === HOMES && app.places.role(mention[at]) === "embedded");
  return app.links.eventsWith(some).flatMap((n) => linesOf(app, n, false));
}

const [NEVER, HOMES, ALWAYS] = [0, 1, 2];

/** The lines of an event: its ways always, the homes of its actors when they stand in a name or it is selected. */
function linesOf(app, n, isSelected) {
  const links = app.links.of(n).map((link) => ({ ...link, place: app.places.of(link.mention) })).filter(({ place }) => place);
  const spot = app.events.placed[n] ? { x: app.events.x[n], y: app.events.y[n] } : null;
  const at = (role) => links.filter((link) => link.role === role).map(({ place }) => place);
  const located = links.some(({ role }) => role === "location") && spot ? [spot] : [];
  const stops = [...at("origin").slice(0, 1), ...at("transit"), ...located, ...at("destination").slice(0, 1)];
  const lines = stops.slice(1).map((to, i) => ({ n, from: stops[i], to, arrow: true, home: false }));
  for (const { place, mention, role } of links) {
    if (WAYS.has(role) || role === "location" || !spot) continue;
    const home = app.places.role(mention) === "embedded";
    if (home || isSelected) lines.push({ n, from: spot, to: place, arrow: false, home });
  }
  return lines.filter(({ from, to }) => Math.hypot(from.x - to.x, from.y - to.y) > 0.002);
}

function drawLine(app, context, view, copy, { n, from, to, arrow, home }, isSelected) {
  const colour = arrow || home ? app.looks.look(n).colour : app.looks.colour("--muted");
  // The short way round: a line from Fiji to Hawaii crosses ±180°, not the whole map.
  const shift = to.x - from.x > WORLD / 2 ? -WORLD : from.x - to.x > WORLD / 2 ? WORLD : 0;
  const [ax, ay] = [from.x * view.scale + copy - view.left, from.y * view.scale - view.top];
  const [bx, by] = [(to.x + shift) * view.scale + copy - view.left, to.y * view.scale - view.top];
  const length = Math.hypot(bx - ax, by - ay);
  if (Math.max(ax, bx) < -length || Math.min(ax, bx) > view.width + length || length < 4) return;
  // A slight bow, so that a way there and a way back are two lines.
  const [cx, cy] = [(ax + bx) / 2 + (by - ay) * 0.14, (ay + by) / 2 - (bx - ax) * 0.14];
  for (const [width, style] of [[isSelected ? 5 : 4, app.looks.colour("--halo")], [isSelected ? 2.6 : 1.7, colour]]) {
    context.beginPath();
    context.moveTo(ax, ay);
    context.quadraticCurveTo(cx, cy, bx, by);
    context.setLineDash(arrow ? [] : [2, 5]);
    context.lineCap = "round";
    context.lineWidth = width;
    context.strokeStyle = style;
    context.stroke();
  }
  context.setLineDash([]);
  if (arrow) arrowHead(context, cx, cy, bx, by, colour);
  if (home) homeMark(app, context, bx, by, colour);
}

function arrowHead(context, cx, cy, x, y, colour) {
  const angle = Math.atan2(y - cy, x - cx);
  const tip = [x - 9 * Math.cos(angle), y - 9 * Math.sin(angle)];
  context.beginPath();
  context.moveTo(...tip);
  for (const side of [-1, 1]) context.lineTo(tip[0] - 11 * Math.cos(angle + side * 0.42), tip[1] - 11 * Math.sin(angle + side * 0.42));
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

/** A small house: an actor comes from here, nothing happened here. */
function homeMark(app, context, x, y, colour) {
  context.beginPath();
  [[-6, 0], [0, -6], [6, 0], [4.5, 0], [4.5, 6], [-4.5, 6], [-4.5, 0]].forEach(([dx, dy], n) => context[n ? "lineTo" : "moveTo"](x + dx, y + dy));
  context.closePath();
  context.fillStyle = app.looks.colour("--paper");
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.stroke();
}
