// The HTML that shows the page as a figure within another one.

const HEIGHT = 450; // of the frame, in pixels

/**
 * The code that puts a page into another one as a frame.
 * @param {Object} options
 * @param {string} options.src
 * @param {string} options.title
 * @returns {string} HTML
 */
export function embedCode({ src, title }) {
  return `<iframe src="${escaped(src)}" title="${escaped(title)}" width="100%" height="${HEIGHT}" style="border:0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>`;
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);

/**
 * Where a frame finds the page: its address; of a file on this machine only its name, for nobody else has the folder.
 * @param {{protocol: string, href: string}} place - the page's location
 * @returns {string}
 */
export function frameSource({ protocol, href }) {
  const whole = href.split("#")[0];
  if (["http:", "https:"].includes(protocol)) return whole;
  const name = protocol === "file:" ? whole.slice(whole.lastIndexOf("/") + 1) : "";
  return name || "map.html";
}
