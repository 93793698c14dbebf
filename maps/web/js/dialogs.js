// Cards as dialogs: they have a role and a name, take the focus of whoever opened them, and give it back.

import { word } from "./core.js";

let named = 0; // headings that have an id

export class Dialogs {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** Whoever had the focus before the card that is open. @type {HTMLElement|null} */
    this.opener = null;
    /** @type {HTMLElement|null} the card that is open, with the focus of its opener */
    this.box = null;
    app.map.on("popupopen", ({ popup }) => {
      const box = popup.getElement();
      box.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", word("card.close"));
      const card = box.querySelector(".card");
      if (card) this.open(box, card);
    });
    app.map.on("popupclose", ({ popup }) => this.close(popup.getElement()));
  }

  /** Name a box after the heading of its card, and go into it. @param {HTMLElement} box @param {HTMLElement} card */
  open(box, card) {
    const heading = card.querySelector("h2");
    if (heading) {
      heading.id ||= `card-${++named}`;
      box.setAttribute("aria-labelledby", heading.id);
    }
    box.setAttribute("role", "dialog");
    const from = /** @type {HTMLElement} */ (document.activeElement);
    // Nobody asked for it: the page begins with it, or Back brought it.
    if (!from || from === document.body) return;
    if (!from.closest("[role=dialog]")) this.opener = from;
    this.box = box;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
  }

  /** Give the focus back, unless it has gone elsewhere. @param {HTMLElement|undefined} box */
  close(box) {
    if (!box || box !== this.box) return;
    const { opener } = this;
    const at = document.activeElement;
    this.box = null;
    this.opener = null;
    if (!opener || (at && at !== document.body && !box.contains(at))) return;
    const row = opener.dataset.event;
    if (row !== undefined) this.app.state.emit("row", Number(row)); // which may have been made anew
    else opener.focus({ preventScroll: true });
  }
}
