// The filter by words: each text is looked at once a word, however many events share it.

import { typeName } from "./filters.js";

/**
 * Which events hold all words of a query, in any letter case: in a sentence that tells them, or in their type, mode,
 * date, those who take part, or places.
 * @param {Object} app - its events, places and links
 * @param {string} query
 * @returns {Uint8Array} 1 for those
 */
export function holding({ events, places, links }, query) {
  const passes = new Uint8Array(events.count).fill(1);
  for (const wanted of query.toLocaleLowerCase().split(/\s+/).filter(Boolean)) {
    const found = (texts) => Uint8Array.from(texts, (text) => ((text ?? "").toLocaleLowerCase().includes(wanted) ? 1 : 0));
    const sentences = events.sentences.holding(wanted);
    const names = found(events.names);
    const parties = Uint8Array.from(events.parties, ([name]) => names[name]);
    const labels = found(places.places.map(({ label }) => label));
    const texts = found(places.columns.texts);
    const mentions = Uint8Array.from(places.columns.text, (text, at) => texts[text] | (places.columns.place[at] < 0 ? 0 : labels[places.columns.place[at]]));
    const pooled = ["mode", "when", "trigger"].map((name) => [events.columns[name], found(events.pools[name])]);
    pooled.push([events.type, found(events.types.map(({ id }) => `${id} ${typeName(id)}`))]);
    const held = new Uint8Array(events.count);
    for (const [column, hits] of pooled) for (let n = 0; n < events.count; n++) held[n] |= hits[column[n]];
    spread(held, events.tellings.starts, events.tellings.sentence, sentences);
    spread(held, events.actors.starts, events.actors.items, parties);
    spread(held, events.recipients.starts, events.recipients.items, parties);
    spread(held, links.columns.starts, links.columns.mention, mentions);
    for (let n = 0; n < events.count; n++) passes[n] &= held[n];
  }
  return passes;
}

/** Mark the rows of which an item of their list is a hit. */
export function spread(held, starts, items, hits) {
  for (let n = 0; n < held.length; n++) {
    for (let at = starts[n]; at < starts[n + 1]; at++) held[n] |= hits[items[at]];
  }
}

