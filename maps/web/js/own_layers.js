// What a user of folium added to the map, as pictures.

/** What folium layers that a user added have drawn: vectors and the pictures of markers, with their boxes. */
export async function ownLayers(map) {
  const container = map.getContainer();
  const home = container.getBoundingClientRect();
  const boxOf = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x - home.x, y - home.y, width, height];
  };
  const panes = [...container.querySelectorAll(".leaflet-overlay-pane, .leaflet-shadow-pane, .leaflet-marker-pane")];
  const found = panes.flatMap((pane) => [...pane.querySelectorAll("svg, canvas, img")]).filter((one) => one.parentElement.closest("svg") === null);
  const drawn = await Promise.all(found.map(async (one) => ({ box: boxOf(one), image: one.tagName === "svg" ? await imageOf(one) : one })));
  return drawn.filter(({ image, box }) => image && box[2] > 0 && box[3] > 0 && !isForeign(image));
}

const isForeign = (image) => image instanceof HTMLImageElement && !/^(data|blob):/.test(image.src);

/** An SVG as an image; `null` when it cannot be one. */
async function imageOf(svg) {
  const copy = svg.cloneNode(true);
  copy.removeAttribute("style");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  try {
    await image.decode();
  } catch {
    return null;
  }
  return image;
}

