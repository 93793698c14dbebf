// The events: one mark each while there is room, a disc with their number where there is not.

import { clusterCard } from "../card.js";
import { PETALS, discRadius, petals } from "../clusters.js";
import { layer, number } from "../core.js";
import { drawMark } from "../marks.js";

const SIZE = 6.5;

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
    for (const copy of view.copies) {
      for (const cluster of app.clusters.at(view.zoom)) {
        const [x, y] = [cluster.x * view.scale + copy - view.left, cluster.y * view.scale - view.top];
        if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
        if (cluster.size > PETALS) drawDisc(app, context, x, y, cluster);
        else petals(cluster.size).forEach(([dx, dy], i) => drawMark(context, x + dx, y + dy, SIZE, app.looks.look(cluster.members[i])));
      }
      if (selected >= 0 && app.state.visible[selected] && app.events.placed[selected]) drawSelected(app, context, view, copy, selected);
    }
  },

  /** What a click at a pixel means: an event, or a choice among those that share a symbol. */
  hit(app, x, y, scale) {
    const zoom = Math.log2(scale);
    const offsets = (cluster) => [(x - cluster.x) * scale, (y - cluster.y) * scale];
    let best = null;
    for (const cluster of app.clusters.at(zoom)) {
      const [dx, dy] = offsets(cluster);
      const { size } = cluster;
      if (Math.hypot(dx, dy) > 30) continue;
      if (size > PETALS) {
        if (Math.hypot(dx, dy) <= discRadius(size) + 3) best = { distance: Math.hypot(dx, dy), cluster };
        continue;
      }
      petals(size).forEach(([px, py], i) => {
        const distance = Math.hypot(dx - px, dy - py);
        if (distance < SIZE + 5 && (!best || distance < best.distance)) best = { distance, event: cluster.members[i] };
      });
    }
    if (!best) return null;
    if (best.cluster) return () => openCluster(app, best.cluster);
    return Object.assign(() => app.select(best.event), { event: best.event });
  },
});

function openCluster(app, cluster) {
  if (cluster.sameSpot || app.map.getZoom() >= app.map.getMaxZoom()) {
    app.viewport.popup(clusterCard(app, cluster.members), cluster.x, cluster.y);
    return;
  }
  app.viewport.fit(cluster.members);
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

/** A disc with the number of events, and around it how many are of each class. */
function drawDisc(app, context, x, y, cluster) {
  const { size } = cluster;
  const radius = discRadius(size);
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

function drawSelected(app, context, view, copy, n) {
  const home = app.clusters.holding(view.zoom, n);
  if (!home) return;
  const [dx, dy] = home.size <= PETALS ? petals(home.size)[home.members.indexOf(n)] : [0, 0];
  const [x, y] = [home.x * view.scale + copy - view.left + dx, home.y * view.scale - view.top + dy];
  context.beginPath();
  context.arc(x, y, home.size > PETALS ? discRadius(home.size) + 4 : 13, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = app.looks.colour("--accent");
  context.stroke();
  if (home.size <= PETALS) drawMark(context, x, y, 8.5, app.looks.look(n));
}
