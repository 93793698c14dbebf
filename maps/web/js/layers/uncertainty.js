// How exactly a place is known: discs around points, areas, and borders as lines. What is large is outlined only: filled
// it would give a country the colour of an event. As on printed maps a line that is known is solid, and one that is not
// is dashed: that of a disc, of an informal region, of what a report calls the south of a country.

import { shows, traceLine } from "../canvas_layer.js";
import { layer } from "../core.js";
import { WORLD, metres, toX, toY } from "../projection.js";
import { realRuns, widen } from "../topology.js";

const SMALLEST_PX = 9; // a disc that hides below its event's mark says nothing
const MOST = 1500; // more would be a fog
const DEGREE = 1e5; // steps of a coordinate
const DASH = [5, 4]; // of an outline that is not known exactly
const LINE_DASH = [10, 9]; // the same of a line, which is wider

layer("uncertainty", {
  pane: "dateline-overlay",
  order: 10,
  label: "layer.uncertainty",

  icon(app, context) {
    const disc = new Path2D();
    disc.arc(13, 8, 6.5, 0, 2 * Math.PI);
    paint(app, context, app.looks.colour("--muted"), { chosen: true, fill: disc, rim: disc, line: false, exact: false });
  },

  legend: [
    {
      label: "legend.border",
      icon(app, context) {
        paint(app, context, app.looks.colour("--muted"), { chosen: false, fill: null, rim: new Path2D("M3 11L11 5L23 9"), line: true, exact: true });
      },
    },
    { label: "legend.exact", icon: (app, context) => sampleArea(app, context, true) },
    { label: "legend.approximate", icon: (app, context) => sampleArea(app, context, false) },
  ],

  draw(app, context, view) {
    const { selected } = app.state.values;
    const { areas, discs } = seen(app);
    const chosen = selected >= 0 ? app.events.site[selected] : -1;
    const chosenShape = chosen >= 0 ? app.uncertainty.shape[chosen] : -1;
    for (const copy of view.copies) {
      let left = MOST;
      for (const [shape, colour] of areas) if (left && drawShape(app, context, view, copy, shape, colour, shape === chosenShape)) left--;
      left = MOST;
      for (const [site, colour] of discs) if (left && drawDisc(app, context, view, copy, site, colour, site === chosen)) left--;
    }
    context.setLineDash([]);
  },
});

/** The areas and the discs that visible events have, each with a colour: theirs, grey when they are of several kinds. */
function seen(app) {
  const { events, state, uncertainty } = app;
  const { site: sites, kind: own } = events;
  const { visible } = state;
  if (state.sitesSeen) return state.sitesSeen;
  const colours = events.kinds.map(({ light }, _, kinds) => kinds.findIndex((kind) => kind.light === light));
  const kinds = new Int32Array(uncertainty.shape.length).fill(NOTHING);
  for (let n = 0; n < events.count; n++) {
    const site = sites[n];
    if (site < 0 || !visible[n]) continue;
    const before = kinds[site];
    const kind = colours[own[n]];
    if (before !== kind) kinds[site] = before === NOTHING ? kind : SEVERAL;
  }
  const areas = new Map();
  const discs = new Map();
  kinds.forEach((kind, site) => {
    if (kind === NOTHING) return;
    const shape = uncertainty.shape[site];
    if (shape >= 0) areas.set(shape, joined(areas.get(shape) ?? NOTHING, kind));
    else if (uncertainty.radius_m[site] > 0) discs.set(site, kind);
  });
  state.sitesSeen = { areas, discs };
  return state.sitesSeen;
}

const [NOTHING, SEVERAL] = [-1, -2];
const joined = (kind, other) => (kind === NOTHING || kind === other ? other : SEVERAL);
const colourOf = (app, kind) => (kind === SEVERAL ? app.looks.colour("--muted") : app.looks.kindColour(kind));

/** @returns {boolean} whether there was something to draw */
function drawShape(app, context, view, copy, index, kind, chosen) {
  const shape = app.shapes[index];
  if (!shows(view, shape.box, copy)) return false;
  const [inner, rim] = [new Path2D(), new Path2D()];
  for (const { points, runs } of shape.parts) {
    traceLine(inner, view, copy, points, 0, points.length / 2);
    for (const [from, to] of runs) traceLine(rim, view, copy, points, from, to);
  }
  const { large, exact } = app.uncertainty;
  paint(app, context, colourOf(app, kind), { chosen, fill: shape.isArea && !large[index] && inner, rim, line: !shape.isArea, exact: exact[index] === 1 });
  return true;
}

/** @returns {boolean} whether there was something to draw */
function drawDisc(app, context, view, copy, site, kind, chosen) {
  const x = app.events.siteX[site] * view.scale + copy - view.left;
  const y = app.events.siteY[site] * view.scale - view.top;
  const radius = metres(app.uncertainty.radius_m[site], app.events.lat[site] / DEGREE) * view.scale;
  if (radius < SMALLEST_PX || x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height) return false;
  const rim = new Path2D();
  rim.arc(x, y, radius, 0, 2 * Math.PI);
  paint(app, context, colourOf(app, kind), { chosen, fill: app.uncertainty.radius_m[site] <= app.uncertainty.filled_m && rim, rim, line: false, exact: false });
  return true;
}

/** An area in the legend. @param {boolean} exact - whether its outline is known */
function sampleArea(app, context, exact) {
  const area = new Path2D("M3 4L11 2L22 5L23 12L13 14L4 12Z");
  paint(app, context, app.looks.colour("--muted"), { chosen: true, fill: area, rim: area, line: false, exact });
  context.setLineDash([]);
}

/** Paint what is filled, if anything is, and the rim around it. */
function paint(app, context, colour, { chosen, fill, rim, line, exact }) {
  if (fill) {
    context.globalAlpha = chosen ? 0.26 : 0.13;
    context.fillStyle = colour;
    context.fill(fill, "evenodd");
  }
  context.globalAlpha = chosen ? 1 : 0.75;
  context.strokeStyle = colour;
  context.setLineDash(exact ? [] : line ? LINE_DASH : DASH);
  context.lineCap = "round";
  context.lineWidth = line ? (chosen ? 6 : 4) : chosen ? 2.4 : 1.3;
  context.stroke(rim);
  context.globalAlpha = 1;
}

/** Project a GeoJSON geometry: its rings or lines as flat arrays, what of them is no cut at ±180°, and its box. */
export function readShape(geometry) {
  const rings = { Polygon: (c) => c, MultiPolygon: (c) => c.flat(), LineString: (c) => [c], MultiLineString: (c) => c, MultiPoint: () => [], Point: () => [] };
  const lines = geometry.type === "GeometryCollection"
    ? geometry.geometries.flatMap((part) => rings[part.type]?.(part.coordinates) ?? [])
    : rings[geometry.type]?.(geometry.coordinates) ?? [];
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const parts = lines.map((line) => {
    const points = Float64Array.from(line.flatMap(([lon, lat]) => [toX(lon), toY(lat)]));
    const own = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) widen(own, [points[i], points[i + 1], points[i], points[i + 1]]);
    widen(box, own);
    return { points, runs: realRuns(points, own, [0, 0, WORLD, WORLD]) };
  });
  return { parts, box, isArea: geometry.type.endsWith("Polygon"), geometry };
}

