// How vector tiles are drawn: in the page's own quiet colours, so that the events stay what is seen first. Both schemas that archives
// come in are known, Protomaps' and OpenMapTiles'.

import { CenteredTextSymbolizer, CircleSymbolizer, GroupSymbolizer, LineLabelSymbolizer, LineSymbolizer, OffsetTextSymbolizer, PolygonSymbolizer } from "protomaps-leaflet";

const text = (feature, ...keys) => keys.map((key) => String(feature.props[key] ?? "")).find(Boolean) ?? "";

/** Schema-independent classes of roads: what Protomaps calls `kind`, OpenMapTiles `class`. */
const MAJOR = new Set(["highway", "major_road", "motorway", "trunk", "primary"]);
const MIDDLE = new Set(["medium_road", "secondary", "tertiary"]);
const OFF_ROAD = new Set(["path", "rail", "ferry", "transit", "other", "track", "aerialway"]);
const BUILT = new Set(["residential", "urban_area", "commercial", "industrial", "suburb", "neighbourhood"]);
const GREEN = new Set(["park", "wood", "forest", "grass", "grassland", "nature_reserve", "protected_area", "national_park", "scrub", "farmland"]);

const classOf = (feature) => text(feature, "kind", "class");
const isRoad = (classes) => (zoom, feature) => classes.has(classOf(feature));

/** Widths that grow with the zoom: pixels at zoom 8, doubled every `span` zooms. */
const growing = (at8, span) => (zoom) => Math.min(12, at8 * 2 ** ((zoom - 8) / span));

/** @param {(name: string) => string} colour */
export function paintRules(colour) {
  const [land, sea, line, paper, border, muted] = ["--land", "--sea", "--faint", "--paper", "--border", "--muted"].map(colour);
  const areas = (dataLayer, fill, filter, opacity = 1) => ({ dataLayer, filter, symbolizer: new PolygonSymbolizer({ fill, opacity }) });
  const lines = (dataLayer, stroke, width, filter, minzoom = 0, dash = undefined) => ({ dataLayer, filter, minzoom, symbolizer: new LineSymbolizer({ color: stroke, width, ...(dash ? { dash, dashColor: stroke, dashWidth: 1 } : {}) }) });
  const roads = (dataLayer) => [
    lines(dataLayer, line, growing(0.35, 2), (zoom, feature) => !MAJOR.has(classOf(feature)) && !MIDDLE.has(classOf(feature)) && !OFF_ROAD.has(classOf(feature)), 11),
    lines(dataLayer, line, growing(0.7, 2.2), isRoad(MIDDLE), 8),
    lines(dataLayer, muted, growing(0.9, 2.2), isRoad(MAJOR), 5),
    lines(dataLayer, paper, growing(0.5, 2.2), isRoad(MAJOR), 9),
  ];
  return [
    areas("earth", land),
    ...["landcover", "landuse"].flatMap((dataLayer) => [areas(dataLayer, line, (zoom, feature) => BUILT.has(classOf(feature)), 0.45), areas(dataLayer, border, (zoom, feature) => GREEN.has(classOf(feature)), 0.18)]),
    areas("water", sea, (zoom, feature) => feature.geomType === 3),
    lines("water", sea, growing(0.8, 2.5), (zoom, feature) => feature.geomType === 2),
    lines("waterway", sea, growing(0.8, 2.5)),
    areas("buildings", line),
    areas("building", line),
    ...roads("roads"),
    ...roads("transportation"),
    lines("boundaries", border, 1),
    lines("boundary", border, 1),
  ];
}

/** @param {(name: string) => string} colour */
export function labelRules(colour) {
  const ink = { fill: colour("--label"), stroke: colour("--halo"), width: 2.4 };
  const name = ["name:en", "name"];
  const place = (dataLayer, classes, minzoom, font, dot) => ({
    dataLayer,
    minzoom,
    filter: (zoom, feature) => classes.has(classOf(feature)) || classes.has(text(feature, "kind_detail")),
    symbolizer: dot
      ? new GroupSymbolizer([new CircleSymbolizer({ radius: 2, fill: ink.fill }), new OffsetTextSymbolizer({ ...ink, labelProps: name, font, offsetX: 5, offsetY: 4 })])
      : new CenteredTextSymbolizer({ ...ink, labelProps: name, font }),
    sort: (a, b) => Number(b.population_rank ?? -(b.rank ?? 0)) - Number(a.population_rank ?? -(a.rank ?? 0)),
  });
  const places = (dataLayer) => [
    place(dataLayer, new Set(["country"]), 0, "600 12px system-ui, sans-serif", false),
    place(dataLayer, new Set(["region", "state", "province"]), 6, "500 11px system-ui, sans-serif", false),
    place(dataLayer, new Set(["locality", "city", "town"]), 5, "500 12px system-ui, sans-serif", true),
    place(dataLayer, new Set(["village", "hamlet"]), 10, "11px system-ui, sans-serif", true),
    place(dataLayer, new Set(["neighbourhood", "suburb", "macrohood", "quarter"]), 12, "11px system-ui, sans-serif", false),
  ];
  const street = (dataLayer) => ({ dataLayer, minzoom: 13, symbolizer: new LineLabelSymbolizer({ ...ink, labelProps: name, font: "10px system-ui, sans-serif" }) });
  return [...places("places"), ...places("place"), street("roads"), street("transportation_name")];
}
