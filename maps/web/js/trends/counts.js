// The numbers of a series through time.

import { countMembers } from "../time/bins.js";
import { NONE } from "../unpack.js";

/**
 * Count the events of a series that pass all filters but its own and time.
 * @param {import("../app.js").App} app
 * @param {import("../time/series.js").Series & {count: number}} series
 * @param {string} filter - its own
 * @param {import("../time/bins.js").Bins} bins
 * @returns {import("../time/series.js").Series & {count: number, counts: Uint32Array, shown: Uint32Array, undated: number}}
 *   of each bin all, and those that the map shows; and how many have no date
 */
export function counted({ state }, series, filter, bins) {
  const mask = state.matchingBut(filter);
  const { days } = state.times;
  let undated = 0;
  for (const n of series.members) if (mask[n] && days[n] === NONE) undated++;
  return { ...series, counts: countMembers(bins, days, mask, series.members), shown: countMembers(bins, days, state.visible, series.members), undated };
}
