// Draws folium.Icon, which asks for Leaflet.awesome-markers and its icon fonts: the same pins as pictures of a few lines.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const [WIDTH, HEIGHT] = [28, 38];
  const COLOURS = {
    red: "#d33d2a", darkred: "#a23336", lightred: "#ff8e7f", orange: "#f69730", beige: "#ffcb92", green: "#72b026", darkgreen: "#728224",
    lightgreen: "#bbf970", blue: "#38a9dc", darkblue: "#0067a3", cadetblue: "#436978", lightblue: "#8adaff", purple: "#d152b8",
    darkpurple: "#5b396b", pink: "#ff91ea", white: "#fbfbfb", gray: "#575757", lightgray: "#a3a3a3", black: "#303030",
  };

  function drawn(name, attributes, text = "") {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  /** @param {{markerColor?: string, iconColor?: string, icon?: string}} options @returns {L.DivIcon} */
  function icon({ markerColor = "blue", iconColor = "white", icon: sign = "", ...options } = {}) {
    const picture = drawn("svg", { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
    const fill = COLOURS[markerColor] ?? markerColor;
    picture.append(drawn("path", { d: "M14 37C10 29 2 23 2 13a12 12 0 0 1 24 0c0 10-8 16-12 24z", fill, stroke: "#0006", "stroke-width": 1 }));
    const known = DATELINE_SIGNS[sign];
    const look = { fill: COLOURS[iconColor] ?? iconColor };
    if (known) picture.append(drawn("text", { ...look, x: 14, y: 14, "text-anchor": "middle", "dominant-baseline": "central", "font-size": 14, "font-weight": 700, "font-family": "system-ui, sans-serif" }, known));
    else picture.append(drawn("circle", { ...look, cx: 14, cy: 13, r: 4 }));
    return L.divIcon({ ...options, html: picture, className: "dateline-pin", iconSize: [WIDTH, HEIGHT], iconAnchor: [WIDTH / 2, HEIGHT - 1], popupAnchor: [0, 4 - HEIGHT], tooltipAnchor: [WIDTH / 2, -HEIGHT / 2] });
  }

  L.AwesomeMarkers = { icon };
})();
