// The events: one mark each while there is room, a disc with their number where there is not. What is known by its region
// or country only has rings of its own, below the marks of points.

import { SIZE, discRadius, ringRadius } from "../clusters.js";
import { layer, number } from "../core.js";
import { drawMark, drawRing, drawSign, extentOf } from "../marks.js";

const AROUND = 5; // pixels around a mark that belong to it
const FARTHEST = 60; // pixels from its middle that a symbol may reach, with what is drawn beside it
const ASIDE = Math.PI / 4; // where the chosen event of a disc has its mark: below, for its card stands above

layer("events", {
  pane: "dateline-overlay",
  order: 30,
  label: "layer.events",

  icon(app, context) {
    drawMark(context, 13, 8, 4.8, { shape: "circle", colour: app.looks.colour("--text"), ground: app.looks.colour("--paper"), status: "actual" });
  },

  legend: [{ label: "legend.disc", icon: (app, context) => disc(app, context, 13, 8, 7.5, new Map([[app.looks.colour("--muted"), 1]]), 1) }],

  draw(app, context, view) {
    const selected = app.state.get("selected");
    const clusters = ordered(app.clusters.at(view.zoom));
    for (const copy of view.copies) {
      for (const cluster of clusters) {
        if (!cluster.wide) break;
        drawLeader(app, context, view, copy, cluster);
      }
      for (const cluster of clusters) {
        const [x, y] = [cluster.x * view.scale + copy - view.left, cluster.y * view.scale - view.top];
        if (x < -FARTHEST || y < -FARTHEST || x > view.width + FARTHEST || y > view.height + FARTHEST) continue;
        if (cluster.isDisc) drawDisc(app, context, x, y, cluster);
        else drawSigns(app, context, x, y, cluster);
      }
      if (selected >= 0 && app.state.visible[selected] && app.events.placed[selected]) drawSelected(app, context, view, copy, selected);
    }
  },

  /** What a click at a pixel means: an event, or a choice among those that share a symbol. */
  hit(app, x, y, scale) {
    const zoom = Math.log2(scale);
    const clusters = app.clusters.at(zoom);
    const chosen = app.clusters.holding(zoom, app.state.get("selected"));
    /** @type {{distance: number, wide: number, cluster?: Object, event?: number}|null} */
    let best = null;
    const nearer = (distance, reach, wide, found) => {
      if (distance > reach || (best && (best.wide < wide || (best.wide === wide && best.distance <= distance)))) return;
      best = { distance, wide, ...found };
    };
    for (const cluster of clusters) {
      const [dx, dy] = [(x - cluster.x) * scale, (y - cluster.y) * scale];
      if (Math.abs(dx) > FARTHEST || Math.abs(dy) > FARTHEST) continue;
      const wide = Number(cluster.wide);
      if (cluster.isDisc) nearer(Math.hypot(dx, dy), discRadius(cluster.size) + AROUND, wide, { cluster });
      else cluster.signs.forEach(([px, py], i) => nearer(Math.hypot(dx - px, dy - py), SIZE + AROUND, wide, { event: cluster.members[i] }));
      // Anywhere on the ring of a single event.
      if (!cluster.isDisc && cluster.wide && cluster.size === 1) nearer(Math.hypot(dx, dy), cluster.reach, wide, { event: cluster.members[0] });
      if (cluster === chosen && cluster.isDisc) {
        const [px, py] = aside(cluster);
        nearer(Math.hypot(dx - px, dy - py), SIZE + AROUND, -1, { event: app.state.get("selected") });
      }
    }
    if (!best) return null;
    if (best.cluster) return () => openCluster(app, best.cluster);
    return Object.assign(() => app.select(best.event), { event: best.event });
  },
});

/** Rings of regions and countries first, so that they hide no point. */
const ordered = (clusters) => [...clusters.filter(({ wide }) => wide), ...clusters.filter(({ wide }) => !wide)];

function openCluster(app, cluster) {
  if (cluster.sameSpot || app.map.getZoom() >= app.map.getMaxZoom()) app.state.set({ among: cluster.spots });
  else app.viewport.fit(cluster.members, { maxZoom: app.map.getMaxZoom() });
}

/** From a symbol that stands beside its place to that. */
function drawLeader(app, context, view, copy, { x, y, homeX, homeY, reach }) {
  const [fromX, fromY] = [homeX * view.scale + copy - view.left, homeY * view.scale - view.top];
  const [dx, dy] = [(x - homeX) * view.scale, (y - homeY) * view.scale];
  const away = Math.hypot(dx, dy);
  if (away < reach || fromX < -FARTHEST || fromY < -FARTHEST || fromX > view.width + FARTHEST || fromY > view.height + FARTHEST) return;
  const share = (away - reach) / away;
  for (const [width, colour] of [[4.4, "--paper"], [2, "--text"]]) {
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(fromX + dx * share, fromY + dy * share);
    context.lineWidth = width;
    context.strokeStyle = app.looks.colour(colour);
    context.stroke();
    context.beginPath();
    context.arc(fromX, fromY, width, 0, 2 * Math.PI);
    context.fillStyle = app.looks.colour(colour);
    context.fill();
  }
}

function drawSigns(app, context, x, y, cluster) {
  const looks = cluster.members.map((n) => app.looks.look(n));
  if (!cluster.wide) {
    cluster.signs.forEach(([dx, dy], i) => drawMark(context, x + dx, y + dy, SIZE, looks[i]));
    return;
  }
  const colour = looks.every((look) => look.colour === looks[0].colour) ? looks[0].colour : app.looks.colour("--text");
  drawRing(context, x, y, ringRadius(cluster.size), cluster.precision, { colour, ground: app.looks.colour("--paper") });
  cluster.signs.forEach(([dx, dy], i) => drawSign(context, x + dx, y + dy, SIZE * 0.9, looks[i]));
}

/** How many events of a cluster have each colour, counted once for a light page and once for a dark one. */
function coloursOf(app, cluster) {
  const kept = app.dark.matches ? "dark" : "light";
  if (!cluster[kept]) {
    const { events, clusters } = app;
    const counts = new Int32Array(events.kinds.length);
    for (const spot of cluster.spots) {
      for (let at = clusters.starts[spot]; at < clusters.starts[spot + 1]; at++) {
        const n = clusters.items[at];
        if (clusters.visible[n]) counts[events.kind[n]]++;
      }
    }
    cluster[kept] = new Map();
    events.kinds.forEach((kind, n) => counts[n] && cluster[kept].set(kind[kept], (cluster[kept].get(kind[kept]) ?? 0) + counts[n]));
  }
  return cluster[kept];
}

/** A disc with the number of events, and around it how many are of each class; with a broken rim where they are at no points. */
function drawDisc(app, context, x, y, cluster) {
  const { size } = cluster;
  const radius = discRadius(size);
  if (cluster.wide) drawRing(context, x, y, radius + 3, cluster.precision, { colour: app.looks.colour("--text"), ground: app.looks.colour("--paper") });
  disc(app, context, x, y, radius, coloursOf(app, cluster), size);
  context.fillStyle = app.looks.colour("--text");
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(number(size), x, y + 0.5);
}

function disc(app, context, x, y, radius, counts, total) {
  context.beginPath();
  context.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
  context.fillStyle = app.looks.colour("--paper");
  context.fill();
  let angle = -Math.PI / 2;
  context.lineCap = "butt";
  context.lineWidth = radius < 10 ? 3 : 5;
  for (const [colour, count] of [...counts].sort()) {
    const next = angle + (2 * Math.PI * count) / total;
    context.beginPath();
    context.arc(x, y, radius - 2.5, angle, next);
    context.strokeStyle = colour;
    context.stroke();
    angle = next;
  }
}

/** Pixels from the middle of a disc to the mark of the one of its events that is chosen. */
function aside({ size }) {
  const away = discRadius(size) + 17;
  return [away * Math.cos(ASIDE), away * Math.sin(ASIDE)];
}

/** Pixels from an event's spot to its own mark, null where it has none: in petals, beside a disc, or beside its place. @returns {number[]|null} */
export function signOffset(app, zoom, n) {
  const home = app.clusters.holding(zoom, n);
  if (!home) return null;
  const [dx, dy] = inSymbol(home, n);
  return [dx + (home.x - app.events.x[n]) * 2 ** zoom, dy + (home.y - app.events.y[n]) * 2 ** zoom];
}

/** Pixels from the middle of a symbol to the mark of one of its events. */
const inSymbol = (home, n) => (home.isDisc ? aside(home) : home.signs[home.members.indexOf(n)]);

/** A ring around the mark of the chosen event; of a disc that holds it too, for which the mark is tied to it by a line. */
function drawSelected(app, context, view, copy, n) {
  const home = app.clusters.holding(view.zoom, n);
  if (!home) return;
  const [middleX, middleY] = [home.x * view.scale + copy - view.left, home.y * view.scale - view.top];
  const [dx, dy] = inSymbol(home, n);
  const [x, y] = [middleX + dx, middleY + dy];
  const around = (atX, atY, radius) => {
    context.beginPath();
    context.arc(atX, atY, radius, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = app.looks.colour("--accent");
    context.stroke();
  };
  if (home.isDisc) {
    const share = (discRadius(home.size) + 3) / Math.hypot(dx, dy);
    context.beginPath();
    context.moveTo(middleX + dx * share, middleY + dy * share);
    context.lineTo(x, y);
    context.lineWidth = 2.5;
    context.strokeStyle = app.looks.colour("--accent");
    context.stroke();
    around(middleX, middleY, discRadius(home.size) + 4);
  }
  const look = app.looks.look(n);
  around(x, y, Math.max(13, extentOf(8.5, home.wide ? "" : look.precision) + 2));
  if (home.wide && !home.isDisc) drawSign(context, x, y, 7.5, look);
  else drawMark(context, x, y, home.isDisc ? 6.5 : 8, look);
}
