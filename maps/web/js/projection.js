// Web Mercator on a square world 256 units wide: Leaflet's pixels at zoom 0.

export const WORLD = 256;
const EDGE_LAT = 85.0511287798;
const EQUATOR_M = 40075016.686;

/** @param {number} lon - degrees @returns {number} 0 to 256 */
export const toX = (lon) => ((lon + 180) / 360) * WORLD;

/** @param {number} lat - degrees @returns {number} 0 to 256, downwards */
export function toY(lat) {
  const sine = Math.sin((Math.max(-EDGE_LAT, Math.min(EDGE_LAT, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

/** @param {number} x @returns {number} degrees */
export const toLon = (x) => (x / WORLD) * 360 - 180;

/** @param {number} y @returns {number} degrees */
export function toLat(y) {
  const n = Math.PI * (1 - (2 * y) / WORLD);
  return (Math.atan(Math.sinh(n)) * 180) / Math.PI;
}

/** Metres on the ground at a latitude, as units of the square world. */
export const metres = (length, lat) => (length / EQUATOR_M) * WORLD / Math.cos((lat * Math.PI) / 180);

/** The one place where an axis order changes: Leaflet wants latitude first. */
export const latLng = (lon, lat) => L.latLng(lat, lon);

