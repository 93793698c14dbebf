// How exactly a place is known: discs around points, areas, and borders as lines.
(() => {
  "use strict";

  const { toX, toY, metres } = Dateline.projection;
  const SMALLEST_PX = 9; // a disc that hides below its event's mark says nothing
  const MOST = 1500; // more would be a fog

  Dateline.layer("uncertainty", {
    pane: "dateline-overlay",
    order: 10,
    label: "layer.uncertainty",

    icon(app, context) {
      context.beginPath();
      context.arc(13, 8, 6.5, 0, 2 * Math.PI);
      paint(app, context, app.colour("--muted"), { chosen: true, fill: true, line: false });
    },

    legend: [
      {
        label: "legend.border",
        icon(app, context) {
          context.beginPath();
          context.moveTo(3, 11);
          context.lineTo(11, 5);
          context.lineTo(23, 9);
          paint(app, context, app.colour("--muted"), { chosen: false, fill: false, line: true });
        },
      },
    ],

    draw(app, context, view) {
      const selected = app.state.get("selected");
      const shapes = new Map();
      const discs = new Map();
      for (let n = 0; n < app.events.count; n++) {
        if (!app.state.visible[n] || !app.events.placed[n]) continue;
        const shape = app.uncertainty.shape[n];
        const radius = app.uncertainty.radius_m[n];
        if (shape >= 0) collect(shapes, shape, n);
        else if (radius) collect(discs, `${app.events.x[n]} ${app.events.y[n]} ${radius}`, n);
      }
      for (const copy of view.copies) {
        for (const [shape, members] of [...shapes].slice(0, MOST)) drawShape(app, context, view, copy, shape, members, selected);
        for (const members of [...discs.values()].slice(0, MOST)) drawDisc(app, context, view, copy, members, selected);
      }
      context.setLineDash([]);
    },
  });

  function collect(groups, key, n) {
    const members = groups.get(key);
    if (members) members.push(n);
    else groups.set(key, [n]);
  }

  /** The colour of the events that share a place, grey when they are of several kinds. */
  function colourOf(app, members) {
    const colours = new Set(members.map((n) => app.look(n).colour));
    return colours.size === 1 ? [...colours][0] : app.colour("--muted");
  }

  function drawShape(app, context, view, copy, index, members, selected) {
    const shape = app.shapes[index];
    if (!Dateline.shows(view, shape.box, copy)) return;
    const chosen = members.includes(selected);
    const large = (shape.box[2] - shape.box[0]) * view.scale > view.width && (shape.box[3] - shape.box[1]) * view.scale > view.height;
    context.beginPath();
    for (const part of shape.parts) Dateline.traceLine(context, view, copy, part, 0, part.length / 2);
    paint(app, context, colourOf(app, members), { chosen, fill: shape.isArea && !large, line: !shape.isArea });
  }

  function drawDisc(app, context, view, copy, members, selected) {
    const [n] = members;
    const x = app.events.x[n] * view.scale + copy - view.left;
    const y = app.events.y[n] * view.scale - view.top;
    const radius = metres(app.uncertainty.radius_m[n], app.events.get("lat", n)) * view.scale;
    if (radius < SMALLEST_PX || x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height) return;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    paint(app, context, colourOf(app, members), { chosen: members.includes(selected), fill: radius < view.width / 2, line: false });
  }

  function paint(app, context, colour, { chosen, fill, line }) {
    if (fill) {
      context.globalAlpha = chosen ? 0.26 : 0.13;
      context.fillStyle = colour;
      context.fill("evenodd");
    }
    context.globalAlpha = chosen ? 1 : 0.75;
    context.strokeStyle = colour;
    context.setLineDash(line ? [] : [5, 4]);
    context.lineCap = "round";
    context.lineWidth = line ? (chosen ? 6 : 4) : chosen ? 2.4 : 1.3;
    context.stroke();
    context.globalAlpha = 1;
  }

  /** Project a GeoJSON geometry: its rings or lines as flat arrays, and its box. */
  function readShape(geometry) {
    const rings = { Polygon: (c) => c, MultiPolygon: (c) => c.flat(), LineString: (c) => [c], MultiLineString: (c) => c, MultiPoint: () => [], Point: () => [] };
    const lines = geometry.type === "GeometryCollection"
      ? geometry.geometries.flatMap((part) => rings[part.type]?.(part.coordinates) ?? [])
      : rings[geometry.type]?.(geometry.coordinates) ?? [];
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const parts = lines.map((line) => Float64Array.from(line.flatMap(([lon, lat]) => {
      const [x, y] = [toX(lon), toY(lat)];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
      return [x, y];
    })));
    return { parts, box, isArea: geometry.type.endsWith("Polygon"), geometry };
  }

  Dateline.readShape = readShape;
})();
