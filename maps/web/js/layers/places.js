// Every place that the reports mention: a ring that grows with the number of mentions.
(() => {
  "use strict";

  const HIT_PX = 10;
  /** Too large to be one spot: they are drawn as what they are, areas. */
  const WIDE = new Set(["continent", "country", "region", "admin1", "water", "landform", "border", "command"]);
  const radiusOf = (count) => 3 + 1.8 * Math.sqrt(count);

  Dateline.layer("places", {
    pane: "dateline-overlay",
    order: 15,
    label: "layer.places",

    icon(app, context) {
      context.beginPath();
      context.arc(13, 8, 5, 0, 2 * Math.PI);
      context.strokeStyle = app.colour("--place");
      context.lineWidth = 1.5;
      context.stroke();
    },

    draw(app, context, view) {
      for (const copy of view.copies) {
        for (const place of app.places.places) {
          const [x, y] = [place.x * view.scale + copy - view.left, place.y * view.scale - view.top];
          if (!place.count || x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
          context.beginPath();
          context.arc(x, y, radiusOf(place.count), 0, 2 * Math.PI);
          context.setLineDash(WIDE.has(place.kind) ? [2, 2.5] : []);
          context.lineWidth = 3;
          context.strokeStyle = app.colour("--halo");
          context.stroke();
          context.lineWidth = 1.3;
          context.strokeStyle = app.colour("--place");
          context.stroke();
        }
      }
      context.setLineDash([]);
    },

    /** The place under a pixel. */
    hit(app, x, y, scale) {
      const near = app.places.places.filter((place) => place.count && Math.hypot((place.x - x) * scale, (place.y - y) * scale) < Math.max(HIT_PX, radiusOf(place.count)));
      const [place] = near.sort((a, b) => b.count - a.count);
      return place ? () => app.popup(Dateline.placeCard(app, place), place.x, place.y) : null;
    },
  });
})();
