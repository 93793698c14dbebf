// How events are drawn: colour tells the class of the type, shape the type, filling the status.

import { element } from "./core.js";

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

/**
 * Draw one event: filled when it happened, with a hole when that was long before the report, hollow when it is
 * announced or possible, struck out when denied.
 * @param {CanvasRenderingContext2D} context
 * @param {{shape: string, colour: string, ground: string, status: string}} look
 */
export function drawMark(context, x, y, radius, look) {
  const solid = HAPPENED.has(look.status);
  traceShape(context, look.shape, x, y, radius);
  context.lineJoin = "round";
  context.lineWidth = solid ? 3 : 4.5;
  context.strokeStyle = look.ground;
  context.stroke();
  context.fillStyle = solid ? look.colour : look.ground;
  context.fill();
  if (look.status === "historical") {
    context.beginPath();
    context.arc(x, y, radius * 0.4, 0, 2 * Math.PI);
    context.fillStyle = look.ground;
    context.fill();
  }
  if (solid) return;
  context.lineWidth = 2;
  context.strokeStyle = look.colour;
  context.stroke();
  if (look.status === "negated") {
    context.beginPath();
    context.moveTo(x - radius * 1.2, y + radius * 1.2);
    context.lineTo(x + radius * 1.2, y - radius * 1.2);
    context.stroke();
  }
}

/** @type {Map<string, string>} pictures that were drawn, by their look: a list repeats few of them often */
const pictures = new Map();

/** A mark as a small picture, for lists and legends. */
export function markIcon(look, size = 18) {
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const key = [look.shape, look.colour, look.ground, look.status, size, ratio].join();
  if (!pictures.has(key)) {
    const canvas = element("canvas", { width: size * ratio, height: size * ratio });
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    drawMark(context, size / 2, size / 2, size * 0.29, look);
    pictures.set(key, canvas.toDataURL());
  }
  return element("img.mark", { src: pictures.get(key), width: size, height: size, alt: "" });
}

