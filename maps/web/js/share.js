// What sends the map on: a link to what is shown, and code that puts it into another page.

import { element, onceAFrame, word } from "./core.js";
import { address, hasAddress } from "./embed.js";
import { embedCode, frameSource } from "./embed_code.js";
import { fragmentOf } from "./permalink.js";

/**
 * Put a field's text onto the clipboard. Where a frame may not, the text is left selected, ready for the keys.
 * @param {HTMLInputElement|HTMLTextAreaElement} field
 * @returns {Promise<boolean>} whether it was copied
 */
async function copy(field) {
  field.focus();
  field.select();
  // The older way needs no permission, which the page around a frame seldom gives.
  if (document.execCommand("copy")) return true;
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {import("./app.js").App} app
 * @param {...(close: () => void) => HTMLElement} more - further groups
 * @returns {HTMLElement}
 */
export function shareMenu(app, ...more) {
  const link = element("input", { type: "text", readonly: "", "aria-label": word("share.link") });
  const code = element("textarea", { rows: 3, readonly: "", "aria-label": word("share.code") });
  const status = element("p.note", { role: "status" });
  const button = (key, field, done) => element("button.export", { type: "button", click: async () => {
    status.textContent = (await copy(field)) ? word(done) : word("share.selected");
  } }, word(key));
  const local = location.protocol === "file:" ? "share.file" : hasAddress() ? "" : "share.nowhere";
  const menu = element("details.share", {}, element("summary.export", {}, word("share.title")),
    element("div.sheet", {},
      hasAddress() ? element("div.group", {}, link, button("share.copyLink", link, "share.linkCopied")) : "",
      element("div.group", {}, code, button("share.copyCode", code, "share.codeCopied"), local ? element("p.note", {}, word(local)) : ""),
      status, ...more.map((group) => group(() => (menu.open = false)))));
  const fill = () => {
    if (!menu.open) return;
    const values = fragmentOf(app);
    link.value = address(app);
    code.value = embedCode({ src: `${frameSource(location)}#embed&${values}`, title: app.data.title });
  };
  menu.addEventListener("toggle", () => {
    status.textContent = "";
    fill();
  });
  const refill = onceAFrame(fill);
  app.state.on("change", refill);
  app.map.on("moveend", refill);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  return menu;
}
