// A basemap of the user's own: an archive of tiles that lies in the page, read from memory. Only pages that have one hold this.

import { PMTiles, leafletRasterLayer } from "pmtiles";
import { leafletLayer } from "protomaps-leaflet";
import { labelRules, paintRules } from "./rules.js";

/** Bytes as the library asks for them. */
class MemorySource {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  getKey() {
    return "basemap";
  }

  async getBytes(offset, length) {
    return { data: /** @type {ArrayBuffer} */ (this.bytes.slice(offset, offset + length).buffer) };
  }
}

/**
 * Make the layer of an archive.
 * @param {Uint8Array} bytes - PMTiles
 * @param {{kind: string, bounds: number[], zooms: number[]}} facts - see maps/own_basemap.py
 * @param {(name: string) => string} colour - of the page's style sheet
 * @returns {L.GridLayer}
 */
export function layerOf(bytes, { kind, bounds: [west, south, east, north], zooms: [minZoom, maxZoom] }, colour) {
  const archive = new PMTiles(new MemorySource(bytes));
  const options = { bounds: L.latLngBounds([south, west], [north, east]), noWrap: true, minZoom, attribution: "" };
  if (kind === "raster") return leafletRasterLayer(archive, { ...options, maxNativeZoom: maxZoom });
  const layer = leafletLayer({ ...options, url: archive, maxDataZoom: maxZoom, paintRules: paintRules(colour), labelRules: labelRules(colour) });
  return /** @type {L.GridLayer} */ (/** @type {unknown} */ (layer));
}
