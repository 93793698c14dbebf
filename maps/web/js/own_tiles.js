// The reader's own basemap, where the page has one: laid over the outlines, which show wherever it has no tile.

import { inside } from "./topology.js";
import { toX, toY } from "./projection.js";
import { base85 } from "./unpack.js";

const DEEPER = 2; // zooms beyond the last tiles: they are drawn larger
const NAMED_ZOOM = 5; // from here on the names of the tiles stand for our own

/** Lay the archive's tiles. @param {import("./app.js").App} app */
export function layOwnTiles(app) {
  const facts = app.data.tiles;
  const holder = document.getElementById("basemap");
  if (!facts || !holder) return;
  const bytes = base85(holder.textContent.trim());
  holder.remove(); // the text of many megabytes is not needed twice
  const { bounds: [west, south, east, north], zooms, kind, attribution } = facts;
  const box = [toX(west), toY(north), toX(east), toY(south)];
  app.map.setMaxZoom(Math.min(18, Math.max(app.map.getMaxZoom(), zooms[1] + DEEPER)));
  let layer = null;
  const lay = () => {
    layer?.remove();
    layer = DatelineTiles.layerOf(bytes, facts, (name) => app.looks.colour(name)).addTo(app.map);
  };
  const look = () => {
    const { lat, lng } = app.map.getCenter();
    const has = kind === "vector" && app.map.getZoom() >= Math.max(zooms[0], NAMED_ZOOM) && inside(box, toX(lng), toY(lat));
    if (has === app.hasTiles) return;
    app.hasTiles = has;
    app.state.emit("tag");
  };
  lay();
  look();
  app.map.on("moveend", look);
  app.state.on("theme", lay);
  // Plain text: what the archive says is foreign, and Leaflet would take it for HTML.
  if (attribution) app.map.attributionControl.addAttribution(attribution.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`));
}
