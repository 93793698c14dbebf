// Bars that do not lie upon one another.

/**
 * Give each bar the first row that is free where it begins (first fit, by beginning).
 * @param {ArrayLike<number>} starts - of the bars, in pixels
 * @param {ArrayLike<number>} ends
 * @param {number} rows - how many there are
 * @param {number} [gap] - pixels between two bars of a row
 * @returns {Int16Array} for each bar its row, -1 where none was free
 */
export function packRows(starts, ends, rows, gap = 2) {
  const order = Array.from(starts, (_, n) => n).sort((a, b) => starts[a] - starts[b] || ends[b] - ends[a]);
  const free = new Float64Array(rows).fill(-Infinity);
  const found = new Int16Array(starts.length).fill(-1);
  for (const n of order) {
    const row = free.findIndex((end) => end <= starts[n]);
    if (row < 0) continue;
    found[n] = row;
    free[row] = ends[n] + gap;
  }
  return found;
}
