// Where a name fits: for a unit the widest line across it, for a command what shows of its area. Not polylabel's: the pole of
// inaccessibility is the middle of the largest circle, and a name is far wider than it is high.

const LINES = 11; // lines across a unit that are tried
const GRID = 26; // cells across the view that are tried
const SEA = 3; // a name stands at sea where that is so many times as deep as the land

/**
 * The middle of the widest horizontal line inside a unit's largest ring, nearer to its middle preferred.
 * @returns {{x: number, y: number, width: number}|null}
 */
export function findUnitSpot(topology, unit) {
  if (!unit.rings.length) return null;
  const size = ([left, top, right, bottom]) => (right - left) * (bottom - top);
  const ring = unit.rings.reduce((most, other) => (size(other.box) > size(most.box) ? other : most));
  const points = [];
  topology.eachPoint(ring.references, (x, y) => points.push([x, y]));
  const [, top, , bottom] = ring.box;
  /** @type {{x: number, y: number, width: number, score: number}|null} */
  let best = null;
  for (let line = 1; line <= LINES; line++) {
    const y = top + ((bottom - top) * line) / (LINES + 1);
    const found = widest(points, y);
    const centred = 1 - 0.5 * Math.abs((2 * line) / (LINES + 1) - 1);
    if (found && (!best || found.width * centred > best.score)) best = { ...found, y, score: found.width * centred };
  }
  return best;
}

function widest(points, y) {
  const crossings = [];
  for (let i = 1; i < points.length; i++) {
    const [[px, py], [qx, qy]] = [points[i - 1], points[i]];
    if (py > y !== qy > y) crossings.push(px + ((qx - px) * (y - py)) / (qy - py));
  }
  crossings.sort((a, b) => a - b);
  let best = null;
  for (let i = 1; i < crossings.length; i += 2) {
    const width = crossings[i] - crossings[i - 1];
    if (!best || width > best.width) best = { x: (crossings[i] + crossings[i - 1]) / 2, width };
  }
  return best;
}

/**
 * Pixels where each command's name stands deepest in its area, best first: on land, unless little of that shows.
 * @param {Object} app
 * @param {import("./canvas_layer.js").View} view
 * @returns {Array<{id: string, spots: number[][]}>}
 */
export function findCommandSpots(app, view) {
  const { state } = app;
  const { top, left, right } = { top: view.margin.y, left: app.sides.span(view)[0], right: app.sides.span(view)[1] };
  const [width, height] = [Math.min(right, view.width - view.margin.x - (view.bare ? 0 : app.viewport.covered())) - left, view.height - 2 * top];
  if (width <= 0 || height <= 0) return [];
  const step = width / GRID;
  const rows = Math.max(1, Math.floor(height / step));
  const land = new Array(GRID * rows).fill("");
  const sea = new Array(GRID * rows).fill("");
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < GRID; column++) {
      const [x, y] = [left + (column + 0.5) * step, top + (row + 0.5) * step];
      const { id, onLand } = app.territory.commandAt(((x + view.left) / view.scale + 256 * 4) % 256, (y + view.top) / view.scale);
      if (!state.get("hiddenCommands").has(id)) (onLand ? land : sea)[row * GRID + column] = id;
    }
  }
  const onLand = spotsIn(land, rows);
  const atSea = state.get("hiddenLayers").has("seas") ? [] : spotsIn(sea, rows);
  const deeper = ({ id, depth }, others, times) => others.every((other) => other.id !== id || depth >= times * other.depth);
  const best = [...onLand.filter((one) => deeper(one, atSea, 1 / SEA)), ...atSea.filter((one) => deeper(one, onLand, SEA + 1e-9))];
  return best.map(({ id, cells }) => (
    { id, spots: cells.map((n) => [left + ((n % GRID) + 0.5) * step, top + (Math.floor(n / GRID) + 0.5) * step]) }));
}

/** The cells that lie deepest in the area of each name. */
function spotsIn(cells, rows) {
  const names = [...new Set(cells)].filter(Boolean);
  if (!names.length) return [];
  const depth = depths(cells, GRID, rows);
  return names.map((id) => {
    const own = cells.flatMap((cell, n) => (cell === id ? [n] : [])).sort((a, b) => depth[b] - depth[a]);
    return { id, cells: own.slice(0, 12), depth: depth[own[0]] };
  });
}

/** For each cell how many cells away the nearest of another kind is; sideways counts half, for names are wide. */
function depths(cells, columns, rows) {
  const depth = new Float64Array(cells.length);
  for (let n = 0; n < cells.length; n++) {
    const x = n % columns;
    const y = (n - x) / columns;
    let least = Math.min((x + 1) / 2, (columns - x) / 2, y + 1, rows - y);
    for (let m = 0; m < cells.length; m++) {
      if (cells[m] === cells[n]) continue;
      const across = Math.abs((m % columns) - x) / 2;
      if (across < least) least = Math.min(least, Math.max(across, Math.abs(Math.floor(m / columns) - y)));
    }
    depth[n] = least;
  }
  return depth;
}

