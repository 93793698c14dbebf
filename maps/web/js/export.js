// The events that are shown, as a GeoJSON file (RFC 7946) or a CSV file (RFC 4180) made on the page.

import { element, word } from "./core.js";
import { picture } from "./picture.js";

/** The events that are shown. @returns {number[]} */
function shown({ events, state }) {
  return Array.from({ length: events.count }, (_, n) => n).filter((n) => state.visible[n]);
}

/** What both files tell of an event. */
function properties(app, n) {
  const get = (name) => app.events.get(name, n);
  return {
    title: get("title"), type: get("type"), mode: get("mode") || null, label: get("label"), acled: get("acled") || null, status: get("status"),
    start: get("first"), end: get("last"), granularity: get("granularity"), when: get("when"),
    actors: get("actors").map(([name]) => name), recipients: get("recipients").map(([name]) => name),
    figures: get("figures") || null, ...location(app, n), sentence: get("sentence"),
    report: app.events.reports[get("report")]?.id ?? null, score: get("score"), ...get("scores"),
  };
}

/** Where an event was, how precisely and why that is known, and the commands that had it on its days. */
function location(app, n) {
  const { events, locations, places, territory } = app;
  const place = places.places[locations.placeAt(n)];
  const level = events.placed[n] ? events.get("precision", n) : "unknown";
  const precision = level === "unknown" ? null : level;
  return {
    place: place?.name ?? null, place_id: place?.id ?? null, place_words: events.place(n) || null, country: place?.country || null, admin1: place?.admin1 || null,
    precision, geo_precision: GEO_PRECISION[precision] ?? null, edge: locations.edgeOf(n), radius_m: locations.radiusOf(n), reason: reasonOf(app, n),
    // Of an event without a date there is no day to ask for.
    command: events.day(n) === null ? [] : territory.commandsDuring(n),
  };
}

/** ACLED's codes for how precisely a place is known: 1 the place itself, 2 near it, 3 only the region. */
const GEO_PRECISION = { exact: 1, locality: 1, district: 2, region: 3, country: 3 };

/** Why an event is where it is: why it is linked with that place, and why the name means it. */
function reasonOf({ events, places }, n) {
  const mention = events.placed[n] ? events.columns.mention[n] : -1;
  const reasons = [events.get("evidence", n).find(([field]) => field === "where")?.[1], mention < 0 ? "" : places.mention(mention).reason];
  return [...new Set(reasons.filter(Boolean))].join("; ") || null;
}

/** @param {Object} app @returns {Object} a feature collection */
export function featureCollection(app) {
  const { events } = app;
  const features = shown(app).map((n) => ({
    type: "Feature",
    id: events.get("id", n),
    geometry: events.placed[n] ? app.locations.shapeOf(n) ?? { type: "Point", coordinates: [events.get("lon", n), events.get("lat", n)] } : null,
    properties: properties(app, n),
  }));
  return { type: "FeatureCollection", features };
}

/** One row an event; longitude and latitude are those of the sign on the map. @param {Object} app @returns {string} */
export function table(app) {
  const { events } = app;
  const rows = shown(app).map((n) => {
    const { actors, recipients, command, ...rest } = properties(app, n);
    const report = events.reports[events.get("report", n)];
    return {
      id: events.get("id", n), ...rest, actors: actors.join("; "), recipients: recipients.join("; "), command: command.join("; "),
      lon: events.get("lon", n), lat: events.get("lat", n), source: report?.source, url: report?.url,
    };
  });
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name]))];
  // The mark tells Excel that the file is UTF-8.
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}

const COLUMNS = [
  "id", "title", "type", "mode", "label", "acled", "status", "start", "end", "granularity", "when", "actors", "recipients", "figures", "place", "place_id",
  "place_words", "lon", "lat", "country", "admin1", "command", "precision", "geo_precision", "edge", "radius_m", "reason", "sentence", "report", "source", "url", "score", "score_parties", "score_day", "score_place", "score_whole",
];

/**
 * A cell of a CSV file. Text that a spreadsheet would take for a formula gets an apostrophe: a report may say anything.
 * @param {string|number|null|undefined} value
 * @returns {string}
 */
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  const safe = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Save what was made on the page. @param {Blob} blob @param {string} name - of the file */
export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** @param {Object} app @returns {HTMLElement} */
export function exportButtons(app) {
  const geojson = () => download(new Blob([JSON.stringify(featureCollection(app))], { type: "application/geo+json" }), "events.geojson");
  const csv = () => download(new Blob([table(app)], { type: "text/csv" }), "events.csv");
  const png = async () => (await picture(app)).toBlob((blob) => download(blob, "events.png"), "image/png");
  return element("div.exports", {},
    element("button.export", { type: "button", click: geojson }, word("export.geojson")),
    element("button.export", { type: "button", click: csv }, word("export.csv")),
    element("button.export", { type: "button", click: png }, word("export.png")));
}

