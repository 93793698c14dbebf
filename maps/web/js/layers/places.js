// Every place that the reports mention: a ring that grows with the number of mentions.

import { placeCard } from "../card.js";
import { element, layer } from "../core.js";

const HIT_PX = 10;
/** Too large to be one spot: they are drawn as what they are, areas. */
export const WIDE_KINDS = new Set(["continent", "country", "region", "admin1", "water", "landform", "border", "command"]);
const radiusOf = (count) => 3 + 1.8 * Math.sqrt(count);

/** A ring as a picture: thousands of them are stamped far faster than drawn. */
function ring(app, radius, dashed, ratio) {
  const size = 2 * radius + 4;
  const picture = element("canvas", { width: Math.ceil(size * ratio), height: Math.ceil(size * ratio) });
  const context = picture.getContext("2d");
  context.scale(ratio, ratio);
  context.arc(size / 2, size / 2, radius, 0, 2 * Math.PI);
  context.setLineDash(dashed ? [2, 2.5] : []);
  context.lineWidth = 3;
  context.strokeStyle = app.looks.colour("--halo");
  context.stroke();
  context.lineWidth = 1.3;
  context.strokeStyle = app.looks.colour("--place");
  context.stroke();
  return { picture, size };
}


layer("places", {
  pane: "dateline-overlay",
  order: 15,
  label: "layer.places",

  icon(app, context) {
    context.beginPath();
    context.arc(13, 8, 5, 0, 2 * Math.PI);
    context.strokeStyle = app.looks.colour("--place");
    context.lineWidth = 1.5;
    context.stroke();
  },

  draw(app, context, view) {
    const rings = new Map();
    for (const copy of view.copies) {
      for (const place of app.places.places) {
        const [x, y] = [place.x * view.scale + copy - view.left, place.y * view.scale - view.top];
        if (!place.count || x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
        const key = (WIDE_KINDS.has(place.kind) ? -1 : 1) * Math.round(radiusOf(place.count));
        if (!rings.has(key)) rings.set(key, ring(app, Math.abs(key), key < 0, context.getTransform().a));
        const { picture, size } = rings.get(key);
        context.drawImage(picture, Math.round(x - size / 2), Math.round(y - size / 2), size, size);
      }
    }
  },

  /** The place under a pixel. */
  hit(app, x, y, scale) {
    const near = app.places.places.filter((place) => place.count && Math.hypot((place.x - x) * scale, (place.y - y) * scale) < Math.max(HIT_PX, radiusOf(place.count)));
    const [place] = near.sort((a, b) => b.count - a.count);
    return place ? () => app.viewport.popup(placeCard(app, place), place.x, place.y) : null;
  },
});
