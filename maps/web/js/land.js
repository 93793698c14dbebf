// What a click on land tells: the country's commands through time, with what says so.

import { commandName, isCommand } from "./commands.js";
import { element, word } from "./core.js";
import { words } from "./dates.js";
import { chip } from "./spotlight.js";

/** @param {Object} app @param {string} unit - key of the outlines @returns {HTMLElement} */
export function landCard(app, unit) {
  const { commands, state } = app;
  const day = state.get("day");
  const rows = commands.membership.get(unit) ?? [];
  const items = rows.map((row) => element(row.from <= day && day < row.to ? "li.now" : "li", {},
    isCommand(row.command) ? chip(app, row.command) : element("span.chip.none", {}, commandName(row.command)),
    element("span.span", {}, ` ${span(row)}`),
    ...doubts(row).map((doubt) => element("span.note", {}, ` ${doubt}`)),
    row.source ? element("p.note", {}, word("change.source", { source: row.source })) : ""));
  // What was before the table begins is not known, which is another thing than nobody.
  const before = element(day < commands.first ? "li.now" : "li", {}, element("span.chip.none", {}, commandName("")), ` ${word("land.before", { day: words(commands.first) })}`);
  return element("article.card.land", {}, element("h2", {}, app.territory.unitName(unit)), element("p", {}, word("land.commands")), element("ol.through-time", {}, ...items.reverse(), before));
}

function span({ from, to, fromConfidence }) {
  const since = word(`sea.from.${fromConfidence}`, { day: words(from) });
  return to === Infinity ? since : word("land.until", { since, day: words(to - 1) });
}

function doubts({ confidence, operational, from }) {
  return [operational !== null && operational !== from ? word("change.operational", { day: words(operational) }) : "", confidence === "sure" ? "" : word(`sea.${confidence}`)].filter(Boolean);
}

