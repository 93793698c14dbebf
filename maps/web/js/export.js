// The events that are shown, as a GeoJSON file (RFC 7946) made on the page.
(() => {
  "use strict";

  /** @param {Object} app @returns {Object} a feature collection */
  function featureCollection(app) {
    const { events, state, data } = app;
    const features = [];
    for (let n = 0; n < events.count; n++) {
      if (!state.visible[n]) continue;
      const get = (name) => events.get(name, n);
      const placed = events.placed[n];
      features.push({
        type: "Feature",
        id: get("id"),
        geometry: placed ? app.shapeOf(n) ?? { type: "Point", coordinates: [get("lon"), get("lat")] } : null,
        properties: {
          title: get("title"), type: get("type"), mode: get("mode") || null, acled: get("acled") || null, status: get("status"),
          start: get("first"), end: get("last"), granularity: get("granularity"), when: get("when"),
          actors: get("actors").map(([name]) => name), recipients: get("recipients").map(([name]) => name),
          figures: get("figures") || null,
          place: app.primaryPlace(n) || null, radius_m: app.radiusOf(n), sentence: get("sentence"),
          report: data.reports[get("report")]?.id ?? null, score: get("score"),
        },
      });
    }
    return { type: "FeatureCollection", features };
  }

  function download(app) {
    const text = JSON.stringify(featureCollection(app));
    const address = URL.createObjectURL(new Blob([text], { type: "application/geo+json" }));
    Dateline.element("a", { href: address, download: "events.geojson" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  /** @param {Object} app @returns {HTMLElement} */
  function exportButton(app) {
    return Dateline.element("button.export", { type: "button", click: () => download(app) }, Dateline.word("export.geojson"));
  }

  Object.assign(Dateline, { exportButton, featureCollection });
})();
