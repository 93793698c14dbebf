// A small chart of one series: columns through time on a scale that all share, and a column apart for what has no date.

import { fitted } from "../time/chart.js";
import { DayScale } from "../time/scale.js";

const UNDATED_PX = 20; // of the column at the right
const GAP_PX = 5;

/**
 * @param {import("../app.js").App} app @param {HTMLCanvasElement} canvas
 * @param {ReturnType<typeof import("./counts.js").counted>} series
 * @param {import("../time/bins.js").Bins} bins @param {number} most - the highest count of all series
 */
export function drawSeries(app, canvas, { counts, shown, undated, kind }, bins, most) {
  const { context, width, height } = fitted(canvas);
  if (!width) return;
  const { state, looks, time } = app;
  const scale = new DayScale(time.span, 0, width - UNDATED_PX - GAP_PX);
  const colour = kind >= 0 ? looks.kindColour(kind) : looks.colour("--accent");
  const high = (count) => (count ? 2 + (count / Math.max(1, most)) * (height - 3) : 0);
  context.save();
  context.beginPath();
  context.rect(0, 0, scale.right, height);
  context.clip();
  // What the period takes in, as on the chart below.
  if (state.get("window")) {
    context.globalAlpha = 0.14;
    context.fillStyle = looks.colour("--accent");
    context.fillRect(scale.x(state.first()), 0, scale.x(state.get("day") + 1) - scale.x(state.first()), height);
    context.globalAlpha = 1;
  }
  for (let n = 0; n < counts.length; n++) {
    if (!counts[n]) continue;
    const [left, right] = [scale.x(bins.edges[n]), scale.x(bins.edges[n + 1])];
    const wide = Math.max(1.5, right - left - 0.5);
    context.fillStyle = looks.colour("--faint");
    context.fillRect(left, height - high(counts[n]), wide, high(counts[n]));
    context.fillStyle = colour;
    context.fillRect(left, height - high(shown[n]), wide, high(shown[n]));
  }
  context.fillStyle = looks.colour("--text");
  context.fillRect(scale.middle(state.get("day")) - 0.5, 0, 1, height);
  context.restore();
  context.fillStyle = looks.colour("--line");
  context.fillRect(0, height - 1, scale.right, 1);
  if (undated) hatched(context, width - UNDATED_PX, height - Math.min(height, high(undated)), UNDATED_PX, Math.min(height, high(undated)), colour);
}

/** Hatched, so that it is no column of time. */
function hatched(context, left, top, width, height, colour) {
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, Math.max(1, height - 1));
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.beginPath();
  for (let x = left - height; x < left + width; x += 4) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}
