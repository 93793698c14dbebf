// Who acts upon whom: from the country of the actors to that of the recipients, as thick as there are events.

import { layer } from "../core.js";
import { range } from "../events.js";
import { WORLD } from "../projection.js";

const MOST = 80; // the busiest; more would be a web
const LENT = /\?$/; // a country that the report does not tell, but the reading lends

layer("flows", {
  pane: "dateline-overlay",
  order: 25,
  off: true,
  label: "layer.flows",

  icon(app, context) {
    arrow(context, 2, 11, 11, 4, 23, 8, 2.6, app.looks.colour("--muted"));
  },

  draw(app, context, view) {
    for (const { from, to, count, colour } of flowsOf(app)) {
      // The short way round, as for the links.
      const shift = to.x - from.x > WORLD / 2 ? -WORLD : from.x - to.x > WORLD / 2 ? WORLD : 0;
      for (const copy of view.copies) {
        const [ax, ay] = [from.x * view.scale + copy - view.left, from.y * view.scale - view.top];
        const [bx, by] = [(to.x + shift) * view.scale + copy - view.left, to.y * view.scale - view.top];
        const length = Math.hypot(bx - ax, by - ay);
        if (length < 12 || Math.max(ax, bx) < 0 || Math.min(ax, bx) > view.width || Math.max(ay, by) < -length || Math.min(ay, by) > view.height + length) continue;
        // Bowed to one side, so that both directions show.
        const [cx, cy] = [(ax + bx) / 2 + (by - ay) * 0.2, (ay + by) / 2 - (bx - ax) * 0.2];
        const width = Math.min(12, 1.5 + 1.6 * Math.sqrt(count));
        arrow(context, ax, ay, cx, cy, bx, by, width + 2.5, app.looks.colour("--halo"));
        arrow(context, ax, ay, cx, cy, bx, by, width, colour);
      }
    }
  },
});

function arrow(context, ax, ay, cx, cy, bx, by, width, colour) {
  const angle = Math.atan2(by - cy, bx - cx);
  const head = 5 + width * 1.7;
  const [ex, ey] = [bx - head * 0.8 * Math.cos(angle), by - head * 0.8 * Math.sin(angle)];
  context.globalAlpha = 0.85;
  context.setLineDash([]);
  context.lineCap = "butt";
  context.lineWidth = width;
  context.strokeStyle = context.fillStyle = colour;
  context.beginPath();
  context.moveTo(ax, ay);
  context.quadraticCurveTo(cx, cy, ex, ey);
  context.stroke();
  context.beginPath();
  context.moveTo(bx, by);
  for (const side of [-1, 1]) context.lineTo(bx - head * Math.cos(angle + side * 0.5), by - head * Math.sin(angle + side * 0.5));
  context.closePath();
  context.fill();
  context.globalAlpha = 1;
}

/** The flows of the events that are shown, kept until others are. */
export function flowsOf(app) {
  if (!app.flows) {
    app.flows = new Map();
    for (const name of ["filtered", "theme"]) app.state.on(name, () => app.flows.clear());
  }
  const key = app.dark.matches ? "dark" : "light";
  if (!app.flows.has(key)) app.flows.set(key, counted(app));
  return app.flows.get(key);
}

function counted(app) {
  const { events, state } = app;
  const spots = spotsOf(app);
  const countries = events.parties.map(([, country, , iso3]) => (LENT.test(country) ? "" : iso3));
  const on = (side, n) => new Set(range(side.starts[n], side.starts[n + 1]).map((at) => countries[side.items[at]]).filter((code) => spots.has(code)));
  const flows = new Map();
  for (let n = 0; n < events.count; n++) {
    if (!state.visible[n]) continue;
    const recipients = on(events.recipients, n);
    if (!recipients.size) continue;
    for (const from of on(events.actors, n)) {
      for (const to of recipients) {
        if (from === to) continue;
        const key = `${from} ${to}`;
        if (!flows.has(key)) flows.set(key, { from: spots.get(from), to: spots.get(to), count: 0, colours: new Set(), names: [from, to] });
        const flow = flows.get(key);
        flow.count += 1;
        flow.colours.add(app.looks.look(n).colour);
      }
    }
  }
  return [...flows.values()].sort((a, b) => b.count - a.count).slice(0, MOST).reverse()
    .map((flow) => ({ ...flow, colour: flow.colours.size === 1 ? [...flow.colours][0] : app.looks.colour("--muted") }));
}

/** Alpha-3 code to the spot of a country's name; of several parts the widest. */
function spotsOf(app) {
  const spots = new Map();
  for (const spot of app.territory.unitSpots()) {
    const [code] = spot.key.split("/");
    if (code && !spots.has(code)) spots.set(code, spot);
  }
  return spots;
}

