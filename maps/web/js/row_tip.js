// What a row of the list has no room for: the whole title, when in the report's words, and the sentence. It shows beside the
// row under the pointer, or that has the keyboard's focus, stays while the pointer is on it, and goes on Escape.

import { whenText } from "./card.js";
import { element } from "./core.js";
import { precisionText } from "./precision.js";

const REST_MS = 300; // until a pointer rests on a row
const LEAVE_MS = 150; // for the way from the row to the tip
const ROOM_PX = 280; // beside the list; with less the tip lies below the row
const GAP_PX = 6;

/** @param {import("./app.js").App} app @param {HTMLElement} box - the list, in which rows come and go */
export function rowTip(app, box) {
  const tip = element("div.row-tip", { id: "row-tip", role: "tooltip", hidden: "" });
  document.body.append(tip);
  let waiting = 0;
  /** @type {HTMLElement|null} */
  let of = null;

  function show(row) {
    clearTimeout(waiting);
    hide();
    of = row;
    const n = Number(row.dataset.event);
    const { events } = app;
    tip.replaceChildren(
      element("strong", { dir: "auto" }, events.get("title", n)),
      element("small", { dir: "auto" }, [whenText(app, n), precisionText(app, n)].filter(Boolean).join(" · ")),
      element("q", { dir: "auto" }, events.get("sentence", n)),
    );
    tip.hidden = false;
    row.setAttribute("aria-describedby", tip.id);
    place();
  }

  function hide() {
    clearTimeout(waiting);
    of?.removeAttribute("aria-describedby");
    of = null;
    tip.hidden = true;
  }

  /** Beside the row, towards the map; below it, or above, where there is no room. */
  function place() {
    if (!of?.isConnected) {
      hide();
      return;
    }
    const row = of.getBoundingClientRect();
    const seen = box.getBoundingClientRect();
    if (row.bottom < Math.max(seen.top, 0) || row.top > Math.min(seen.bottom, window.innerHeight)) {
      hide();
      return;
    }
    const toLeft = getComputedStyle(box).direction === "rtl";
    const beside = toLeft ? row.left : window.innerWidth - row.right;
    tip.style.maxWidth = `${Math.min(380, (beside >= ROOM_PX ? beside : window.innerWidth) - 4 * GAP_PX)}px`;
    const { width, height } = tip.getBoundingClientRect();
    const clamp = (at, size, most) => Math.max(GAP_PX, Math.min(at, most - size - GAP_PX));
    if (beside >= ROOM_PX) {
      tip.style.left = `${toLeft ? row.left - width - GAP_PX : row.right + GAP_PX}px`;
      tip.style.top = `${clamp(row.top, height, window.innerHeight)}px`;
      return;
    }
    const below = row.bottom + GAP_PX + height <= window.innerHeight;
    tip.style.left = `${clamp(row.left + 2 * GAP_PX, width, window.innerWidth)}px`;
    tip.style.top = `${below ? row.bottom + GAP_PX : Math.max(GAP_PX, row.top - height - GAP_PX)}px`;
  }

  /** @returns {HTMLElement|null} */
  const rowOf = ({ target }) => /** @type {Element} */ (target).closest?.(".event");
  const later = (work, time) => {
    clearTimeout(waiting);
    waiting = setTimeout(work, time);
  };
  box.addEventListener("pointerover", (event) => {
    const row = rowOf(event);
    if (event.pointerType === "touch" || !row) return;
    if (row === of) clearTimeout(waiting);
    else later(() => row.isConnected && show(row), of ? 0 : REST_MS);
  });
  box.addEventListener("pointerout", (event) => event.pointerType !== "touch" && later(hide, LEAVE_MS));
  tip.addEventListener("pointerover", () => clearTimeout(waiting));
  tip.addEventListener("pointerout", () => later(hide, LEAVE_MS));
  box.addEventListener("focusin", (event) => {
    const row = rowOf(event);
    if (row?.matches(":focus-visible")) show(row);
    else hide();
  });
  box.addEventListener("focusout", hide);
  box.addEventListener("click", hide);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || tip.hidden) return;
    event.stopPropagation();
    hide();
  });
  for (const [target, name] of /** @type {Array<[EventTarget, string]>} */ ([[box, "scroll"], [window, "scroll"], [window, "resize"]])) {
    target.addEventListener(name, () => of && place(), { passive: true });
  }
  app.state.on("listed", () => of && requestAnimationFrame(place));
}
