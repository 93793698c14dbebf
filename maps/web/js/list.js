// The events beside the map: dated ones newest first, then those without a date, then those without a place.
(() => {
  "use strict";

  const { element, word, plural } = Dateline;
  const STEP = 150; // rows that are made at a time; the rest follows as the reader scrolls

  /** @param {Object} app @returns {HTMLElement} */
  function eventList(app) {
    const { events, state } = app;
    const list = element("ol.events", { "aria-label": word("list.label") });
    const more = element("button.more", { type: "button", click: () => grow() }, "");
    const box = element("div.list", { tabindex: "-1" }, list, more);
    const order = sorted(events);
    /** @type {Array<{heading: string, count: number}|number>} headings and events */
    let rows = [];
    let made = 0;
    const buttons = new Map();

    function rebuild() {
      rows = grouped(app, order);
      made = 0;
      buttons.clear();
      list.replaceChildren();
      grow();
      if (!rows.length) list.append(element("li.empty", {}, word(events.count ? "list.noMatch" : "list.none")));
    }

    function grow() {
      const part = rows.slice(made, made + STEP);
      made += part.length;
      list.append(...part.map((row) => (typeof row === "number" ? item(row) : heading(row))));
      more.hidden = made >= rows.length;
      more.textContent = word("list.more", { count: Dateline.number(rows.length - made) });
    }

    function heading({ key, count }) {
      return element("li.heading", {}, element("h2", {}, word(key)), element("span", {}, Dateline.number(count)));
    }

    function item(n) {
      const place = app.primaryPlace(n);
      const meta = [Dateline.whenText(app, n), place, statusNote(events.get("status", n))].filter(Boolean).join(" · ");
      const button = element(
        "button.event",
        { type: "button", click: () => app.select(n), "aria-current": String(n === state.get("selected")) },
        Dateline.markIcon(app.look(n)),
        element("span.words", { dir: "auto" }, element("strong", {}, events.get("title", n)), element("small", {}, meta)),
      );
      buttons.set(n, button);
      return element("li", {}, button);
    }

    function mark(selected) {
      for (const button of list.querySelectorAll("[aria-current=true]")) button.setAttribute("aria-current", "false");
      if (selected < 0) return;
      while (!buttons.has(selected) && made < rows.length && rows.includes(selected)) grow();
      const button = buttons.get(selected);
      if (!button) return;
      button.setAttribute("aria-current", "true");
      // On a phone the list is part of the page, which stays where the reader is.
      if (box.scrollHeight > box.clientHeight) button.scrollIntoView({ block: "nearest" });
    }

    box.addEventListener("scroll", () => {
      if (!more.hidden && box.scrollTop + box.clientHeight > box.scrollHeight - 400) grow();
    });
    list.addEventListener("keydown", (event) => step(event, list));
    state.on("filtered", Dateline.onceAFrame(rebuild));
    state.on("selected", mark);
    rebuild();
    return box;
  }

  /** Arrow keys walk through the list. */
  function step(event, list) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) return;
    const buttons = [...list.querySelectorAll("button.event")];
    const next = buttons[buttons.indexOf(document.activeElement) + way];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function sorted(events) {
    const order = Array.from({ length: events.count }, (_, n) => n);
    return order.sort((a, b) => (events.day(b) ?? -Infinity) - (events.day(a) ?? -Infinity) || a - b);
  }

  /** The visible events under their headings. */
  function grouped(app, order) {
    const { events, state } = app;
    const groups = { "list.placed": [], "list.undated": [], "list.noPlace": [] };
    for (const n of order) {
      if (!state.visible[n]) continue;
      const key = !events.placed[n] ? "list.noPlace" : events.day(n) === null ? "list.undated" : "list.placed";
      groups[key].push(n);
    }
    return Object.entries(groups).flatMap(([key, members]) => (members.length ? [{ key, count: members.length }, ...members] : []));
  }

  const statusNote = (status) => (status === "actual" ? "" : word(`status.${status}`));

  /** "12 of 20 events", for everybody and for screen readers. */
  function counter(app) {
    const output = element("p.count", { role: "status" });
    const tell = () => {
      const shown = app.state.countVisible();
      output.textContent = word("list.count", { shown: Dateline.number(shown), all: plural("events", app.events.count) });
    };
    app.state.on("filtered", Dateline.onceAFrame(tell));
    tell();
    return output;
  }

  Object.assign(Dateline, { eventList, counter });
})();
