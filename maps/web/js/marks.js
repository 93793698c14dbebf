// How events are drawn: colour tells the class of the type, shape the type, filling the status, and what is around it how
// precisely the place is known: nothing for a spot or a town, a ring for a district, a broken ring for a region, four arcs
// for a country. What is known by its region or country only is hatched, not filled: it is at no point.

import { element } from "./core.js";
import { isWide } from "./precision.js";

/** Corners of each shape, radius 1, sized so that all look equally heavy. */
const CORNERS = {
  square: regular(4, Math.PI / 4, 1.22),
  diamond: regular(4, 0, 1.3),
  triangle: regular(3, 0, 1.36),
  pentagon: regular(5, 0, 1.18),
  hexagon: regular(6, 0, 1.14),
  star: star(5, 1.42, 0.62),
  cross: plus(1.25, 0.45),
};

function regular(corners, turn, radius) {
  return Array.from({ length: corners }, (_, n) => {
    const angle = turn - Math.PI / 2 + (2 * Math.PI * n) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function star(points, outer, inner) {
  return regular(2 * points, 0, 1).map(([x, y], n) => [x * (n % 2 ? inner : outer), y * (n % 2 ? inner : outer)]);
}

function plus(reach, half) {
  const [r, h] = [reach, half];
  return [[-h, -r], [h, -r], [h, -h], [r, -h], [r, h], [h, h], [h, r], [-h, r], [-h, h], [-r, h], [-r, -h], [-h, -h]];
}

/** Add a shape to a fresh path. */
function traceShape(context, shape, x, y, radius) {
  context.beginPath();
  const corners = CORNERS[shape];
  if (!corners) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([cx, cy], n) => context[n ? "lineTo" : "moveTo"](x + cx * radius, y + cy * radius));
  context.closePath();
}

/** In the order of legends. */
export const STATUSES = ["actual", "historical", "future", "hypothetical", "negated"];
const HAPPENED = new Set(["actual", "historical"]);

/** Radius of the ring around a mark, in radii of the mark. */
const RINGS = { district: 1.62, region: 1.95, country: 1.95 };
/** Into how many strokes a ring is broken, which share of it they are, and their width. */
const STROKES = { district: [1, 1, 1.5], region: [13, 0.58, 1.5], country: [4, 0.66, 2] };

/** Pixels from the middle of a mark to its outer edge. @param {number} radius @param {string} [precision] */
export const extentOf = (radius, precision = "") => radius * (RINGS[precision] ?? 1.25);

/**
 * Draw one event: filled when it happened, with a hole when that was long before the report, hollow when it is
 * announced or possible, struck out when denied; around it the ring of its precision.
 * @param {CanvasRenderingContext2D} context
 * @param {{shape: string, colour: string, ground: string, status: string, precision?: string}} look
 */
export function drawMark(context, x, y, radius, look) {
  if (look.precision in RINGS) drawRing(context, x, y, radius * RINGS[look.precision], look.precision, look);
  drawSign(context, x, y, radius, look);
}

/** Draw the sign of one event without a ring. */
export function drawSign(context, x, y, radius, look) {
  const solid = HAPPENED.has(look.status);
  traceShape(context, look.shape, x, y, radius);
  context.lineJoin = "round";
  context.lineWidth = solid ? 3 : 4.5;
  context.strokeStyle = look.ground;
  context.stroke();
  const hatched = solid && isWide(look.precision);
  context.fillStyle = solid && !hatched ? look.colour : look.ground;
  context.fill();
  if (hatched) hatch(context, x, y, radius, look);
  if (look.status === "historical") {
    context.beginPath();
    context.arc(x, y, radius * 0.4, 0, 2 * Math.PI);
    context.fillStyle = look.ground;
    context.fill();
  }
  if (solid && !hatched) return;
  context.lineWidth = hatched ? 1.3 : 2;
  context.strokeStyle = look.colour;
  traceShape(context, look.shape, x, y, radius);
  context.stroke();
  if (look.status === "negated") {
    context.beginPath();
    context.moveTo(x - radius * 1.2, y + radius * 1.2);
    context.lineTo(x + radius * 1.2, y - radius * 1.2);
    context.stroke();
  }
}

/** Fill the current path with stripes. */
function hatch(context, x, y, radius, { colour }) {
  context.save();
  context.clip();
  context.beginPath();
  const reach = 1.5 * radius;
  for (let at = -2 * reach; at <= 2 * reach; at += 3.2) {
    context.moveTo(x + at - reach, y + reach);
    context.lineTo(x + at + reach, y - reach);
  }
  context.lineWidth = 1.3;
  context.strokeStyle = colour;
  context.stroke();
  context.restore();
}

/**
 * Draw the ring that tells that a place is no point.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} precision - district, region or country
 * @param {{colour: string, ground: string}} look
 */
export function drawRing(context, x, y, radius, precision, { colour, ground }) {
  const [count, share, width] = STROKES[precision];
  const whole = (2 * Math.PI) / count;
  context.save();
  context.lineCap = "butt";
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.globalAlpha = 0.6;
  context.fillStyle = ground;
  if (isWide(precision)) context.fill();
  context.globalAlpha = 1;
  context.lineWidth = width + 1.8;
  context.strokeStyle = ground;
  context.stroke();
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.beginPath();
  for (let n = 0; n < count; n++) {
    const from = (n + (1 - share) / 2) * whole; // with a gap above, below and on both sides
    context.moveTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
    context.arc(x, y, radius, from, from + share * whole);
  }
  context.stroke();
  context.restore();
}

/**
 * The radius of a mark whose ring fits into a small picture.
 * @param {number} radius - without a ring
 * @param {number} size - of the picture
 * @param {string} [precision]
 */
export const markRadius = (radius, size, precision = "") => Math.min(radius, (size * 0.46) / (RINGS[precision] ?? 1));

/** @type {Map<string, string>} pictures that were drawn, by their look: a list repeats few of them often */
const pictures = new Map();

/** A mark as a small picture, for lists and legends. */
export function markIcon(look, size = 18) {
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const key = [look.shape, look.colour, look.ground, look.status, look.precision, size, ratio].join();
  if (!pictures.has(key)) {
    const canvas = element("canvas", { width: size * ratio, height: size * ratio });
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    drawMark(context, size / 2, size / 2, markRadius(size * 0.29, size, look.precision), look);
    pictures.set(key, canvas.toDataURL());
  }
  return element("img.mark", { src: pictures.get(key), width: size, height: size, alt: "" });
}

