// What the bundle is called with: `Dateline.start(map, id)` by the document, the rest by tests and by the console.
export { app, start } from "./page.js";
export { viewOf } from "./canvas_layer.js";
export { placeCard } from "./card.js";
export * as dates from "./dates.js";
export { featureCollection } from "./export.js";
export { signOffset } from "./layers/events.js";
export { flowsOf } from "./layers/flows.js";
export { picture } from "./picture.js";
export * as projection from "./projection.js";
export { findCommandSpots } from "./spots.js";
export { unpack } from "./unpack.js";
