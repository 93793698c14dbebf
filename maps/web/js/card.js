// What the page tells about one event, and about one place.

import { commandName } from "./commands.js";
import { element, number, phrase as phraseOf, plural, safeLink, word } from "./core.js";
import { interval, parse, today, words } from "./dates.js";
import { quote } from "./evidence.js";
import { markIcon } from "./marks.js";
import { precisionText } from "./precision.js";

/** A term and its descriptions, nothing when there are none. */
function row(key, ...values) {
  const shown = values.flat().filter((value) => value !== null && value !== "");
  return shown.length ? [element("dt", {}, word(key)), ...shown.map((value) => element("dd", {}, value))] : [];
}

/** @param {Object} app @param {number} n - the event @returns {HTMLElement} */
export function eventCard(app, n) {
  const { events } = app;
  const get = (name) => events.get(name, n);
  const report = events.reports[get("report")] ?? null;
  return element(
    "article.card",
    { "aria-label": get("title") },
    element("h2", {}, markIcon(app.looks.look(n)), element("span", { dir: "auto" }, get("title"))),
    kindLine(events, n),
    element(
      "dl",
      {},
      ...row("card.when", whenText(app, n)),
      ...row("card.status", word(`status.${get("status")}`)),
      ...row("card.actors", get("actors").map(actorText).join("; "), get("actors").map(aboutText)),
      ...row("card.recipients", get("recipients").map(actorText).join("; "), get("recipients").map(aboutText)),
      ...row("card.figures", get("figures")),
      ...row("card.places", placeRows(app, n)),
      ...row("card.precision", events.placed[n] ? precisionText(app, n) : ""),
      ...row("card.edge", app.locations.edgeOf(n) === "approximate" ? word("edge.approximate") : ""),
      ...row("card.command", commandRows(app, n)),
    ),
    quote(get("sentence"), get("marks")),
    ...alsoIn(app, n),
    report ? sourceLine(report) : "",
    whySection(app, n),
  );
}

/** What kind of event it is in words, and small the codes of it. */
function kindLine(events, n) {
  const [type, mode, acled] = ["type", "mode", "acled"].map((name) => events.get(name, n));
  const codes = [`PLOVER ${[type, mode].filter(Boolean).join(" ")}`, acled ? `ACLED ${acled}` : ""].filter(Boolean);
  return element("p.kind", {}, events.get("label", n), " ", element("code", {}, codes.join(" · ")));
}

export function whenText(app, n) {
  const { events } = app;
  const exact = interval(events.first(n), events.last(n));
  const said = events.get("when", n);
  return said ? `${exact} (“${said}”)` : exact;
}

function actorText([name, country, role]) {
  const codes = [country, role].filter(Boolean).join(" ");
  return codes ? `${name} (${codes})` : name;
}

/** Who somebody is, in small print; nothing where it is not known. */
function aboutText([name, , , about]) {
  return about ? element("small", { dir: "auto" }, word("card.about", { name, about })) : null;
}

/** One line for each place of an event: its role, its name, and what the report calls it or means by that. */
function placeRows(app, n) {
  return app.links.of(n).map(({ mention, role, inferred }) => {
    const said = app.places.mention(mention);
    const place = app.places.of(mention);
    const notes = [
      said.role === "literal" ? "" : word(`mention.${said.role}`, { within: said.within ?? said.text }),
      inferred ? word("place.inferred") : "",
    ].filter(Boolean);
    return element(
      "span",
      { dir: "auto" },
      element("span.role", {}, word(`role.${role}`)),
      " ",
      ...placeWords(said, place),
      notes.length ? element("span.note", {}, ` ${notes.join("; ")}`) : "",
    );
  });
}

/** A place in words: "the Lebanese border: the border of Israel and Lebanon", or its name with that of the report. */
function placeWords({ text, phrase, meaning }, place) {
  const isolated = (said) => element("bdi", {}, said);
  const name = place ? place.label : word("place.unresolved");
  if (meaning) return phraseOf("card.meaning", { phrase: isolated(phrase ?? text), meaning: isolated(meaning) });
  return text === name ? [isolated(name)] : phraseOf("card.called", { name: isolated(name), text: isolated(text) });
}

/** The command of the event's place on its day and today; at sea with the words that tell the limits. */
function commandRows(app, n) {
  const units = app.commands ? app.territory.unitsOf(n) : [];
  const commandsOn = (day) => (units.length ? units.map((unit) => app.commands.told(unit, day)) : [app.territory.seaOf(n, day)?.command ?? commandName("")]);
  const on = (day) => [...new Set(commandsOn(day))].join(" / ");
  const [first, last] = [app.events.first(n), app.events.last(n)];
  const [from, until] = [first ?? last ?? today(), last ?? first ?? today()];
  const sea = app.territory.seaOf(n, from) ?? app.territory.seaOf(n, today());
  if (!units.length && !sea) return [];
  const now = on(today());
  const note = sea ? [element("span.note", {}, `${sea.name}: ${limitText(sea)}`)] : [];
  if (first === null && last === null) return [word("command.now", { now }), ...note];
  // An event that spans a change of command has both.
  const then = [...new Set([on(from), on(until)])].join(" → ");
  return [thenNow(then, interval(from, until), now), ...note];
}

const thenNow = (then, day, now) => (then === now ? word("command.same", { now }) : word("command.thenNow", { then, day, now }));

/** The limits of waters in words, and what is not sure of them. */
export function limitText({ limit, drawn, approximate, confidence }) {
  const doubts = [
    drawn ? (approximate ? word("sea.approximate") : "") : word("sea.notDrawn"),
    confidence === "sure" ? "" : word(`sea.${confidence}`),
  ].filter(Boolean);
  return [limit, ...doubts].join("; ");
}

/** What is known of waters. @param {import("./waters.js").Sea} sea */
export function seaCard(sea) {
  const { name, command, from, fromConfidence, to, source, note } = sea;
  const since = word(`sea.from.${fromConfidence}`, { day: words(from) });
  return element(
    "article.card",
    {},
    element("h2", {}, name),
    element("dl", {}, ...row("card.command", command), ...row("card.when", to === Infinity ? since : `${since} – ${words(to - 1)}`),
      ...row("card.limit", limitText(sea)), ...row("card.note", note)),
    element("p.source", {}, word("change.source", { source })),
  );
}

function alsoIn(app, n) {
  const also = app.events.get("also", n);
  if (!also.length) return [];
  const quotes = also.map(({ sentence, marks }) => quote(sentence, marks));
  return [element("details", {}, element("summary", {}, plural("card.also", also.length)), ...quotes)];
}

function sourceLine(report) {
  const title = report.title ?? report.id;
  const rest = [report.source, report.published ? words(parse(report.published)) : ""].filter(Boolean).join(", ");
  return element("p.source", { dir: "auto" }, `${word("card.source")} `, safeLink(report.url, title), rest ? ` · ${rest}` : "");
}

/** The words for the fields of which the evidence speaks; other fields keep their names. */
const HEADINGS = new Map(Object.entries({ type: "card.kind", when: "card.when", where: "card.places", actors: "card.actors", status: "card.status" }));

/** Why this place and this coding: the reasons that the reader may want to check. */
function whySection(app, n) {
  const parts = [];
  for (const link of app.links.of(n)) {
    const { text, reason, score, others } = app.places.mention(link.mention);
    const linked = app.links.reason(link);
    const place = app.places.of(link.mention);
    parts.push(element("dt", { dir: "auto" }, `“${text}” → ${place ? place.label : word("place.unresolved")} (${score})`));
    if (reason) parts.push(element("dd", { dir: "auto" }, reason));
    if (linked) parts.push(element("dd", { dir: "auto" }, `${word(`role.${link.role}`)}: ${linked}`));
    if (others.length) {
      const names = others.map(({ label, score: points }) => `${label} ${points}`).join("; ");
      parts.push(element("dd", { dir: "auto" }, word("card.alternatives", { names })));
    }
  }
  const evidence = app.events.get("evidence", n);
  for (const [field, reason] of evidence) {
    parts.push(element("dt", {}, HEADINGS.has(field) ? word(HEADINGS.get(field)) : field), element("dd", { dir: "auto" }, reason));
  }
  const rule = app.events.get("rule", n);
  // The evidence of a date says its rule.
  if (rule && !evidence.some(([field]) => field === "when")) parts.push(element("dt", {}, word("card.dateRule")), element("dd", {}, rule));
  parts.push(element("dt", {}, word("card.score")), element("dd", {}, scoreText(app, n)));
  return element("details.why", {}, element("summary", {}, word("card.why")), element("dl", {}, ...parts));
}

/** How likely an event is right as a whole, and in each field; of its type alone where no more is known. */
function scoreText({ events }, n) {
  const { score_parties: parties, score_day: day, score_place: place, score_whole: whole } = events.get("scores", n);
  const type = events.get("score", n);
  return whole === null ? String(type) : word("card.scores", { whole, type, parties, day, place });
}

/** @param {Object} app @param {Object} place @returns {HTMLElement} */
export function placeCard(app, place) {
  const day = app.state.get("day");
  const on = (one) => app.commands.told(place.unit, one);
  const told = (then, now) => (then === now ? word("command.now", { now }) : thenNow(then, words(day), now));
  const command = place.unit && app.commands ? told(on(day), on(today())) : "";
  const here = app.locations.eventsAt(place);
  return element(
    "article.card",
    {},
    element("h2", { dir: "auto" }, place.label),
    element("dl", {}, ...row("card.kind", place.kind), ...row("card.mentions", plural("mentions", place.count)),
      ...row("card.command", command)),
    eventButtons(app, here),
  );
}

/** A list of events to choose from. */
function eventButtons(app, members) {
  const shown = members.slice(0, 40);
  const rest = members.length - shown.length;
  return element(
    "ul.choices",
    {},
    ...shown.map((n) =>
      element("li", {}, element("button", { type: "button", click: () => app.select(n) },
        markIcon(app.looks.look(n), 16), element("span", { dir: "auto" }, app.events.get("title", n), " ",
          element("span.note", {}, interval(app.events.first(n), app.events.last(n)))))),
    ),
    ...(rest > 0 ? [element("li", {}, word("list.rest", { count: number(rest) }))] : []),
  );
}

/** A corner of the map for the card of an event that has no place to point at. */
export function dock({ dialogs }) {
  const box = element("div.dock", { hidden: "" });
  const made = { box, closed: () => {}, show, hide };
  const close = element("button.close", { type: "button", "aria-label": word("card.close"), click: () => (hide(), made.closed()) }, "×");
  function show(card) {
    box.replaceChildren(close, card);
    box.hidden = false;
    dialogs.open(box, card);
  }
  function hide() {
    if (box.hidden) return;
    dialogs.close(box);
    box.hidden = true;
  }
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  return made;
}

