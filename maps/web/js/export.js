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
    title: get("title"), type: get("type"), mode: get("mode") || null, acled: get("acled") || null, status: get("status"),
    start: get("first"), end: get("last"), granularity: get("granularity"), when: get("when"),
    actors: get("actors").map(([name]) => name), recipients: get("recipients").map(([name]) => name),
    figures: get("figures") || null, place: app.locations.primaryPlace(n) || null, radius_m: app.locations.radiusOf(n), sentence: get("sentence"),
    report: app.events.reports[get("report")]?.id ?? null, score: get("score"),
  };
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
    const { actors, recipients, ...rest } = properties(app, n);
    const report = events.reports[events.get("report", n)];
    return {
      id: events.get("id", n), ...rest, actors: actors.join("; "), recipients: recipients.join("; "),
      lon: events.get("lon", n), lat: events.get("lat", n), source: report?.source, url: report?.url,
    };
  });
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name]))];
  // The mark tells Excel that the file is UTF-8.
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}

const COLUMNS = [
  "id", "title", "type", "mode", "acled", "status", "start", "end", "granularity", "when", "actors", "recipients", "figures", "place",
  "lon", "lat", "radius_m", "sentence", "report", "source", "url", "score",
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

