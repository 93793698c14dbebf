// Before and after: two canvases of command areas, parted by a bar that can be dragged.
(() => {
  "use strict";

  const { element, word } = Dateline;
  const { words } = Dateline.dates;
  const STEP = 0.02;

  /** @param {Object} app */
  function swipeBar(app) {
    const { map, state } = app;
    const panes = { left: map.getPane("dateline-areas"), right: map.getPane("dateline-areas-right") };
    const captions = { left: element("span.caption.left", {}), right: element("span.caption.right", {}) };
    const bar = element("div.swipe", { role: "slider", tabindex: "0", "aria-label": word("swipe.label"), "aria-valuemin": "0", "aria-valuemax": "100",
      keydown: (event) => nudge(event), pointerdown: (event) => grab(event) }, captions.left, captions.right, element("span.grip", { "aria-hidden": "true" }, "⇔"));
    let share = 0.5; // of the map
    L.DomEvent.disableClickPropagation(bar);

    function clip() {
      if (!state.get("swipe")) return;
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      const x = corner.x + size.x * share;
      const [top, bottom, left, right] = [corner.y, corner.y + size.y, corner.x, corner.x + size.x];
      panes.left.style.clip = `rect(${top}px, ${x}px, ${bottom}px, ${left}px)`;
      panes.right.style.clip = `rect(${top}px, ${right}px, ${bottom}px, ${x}px)`;
      bar.style.left = `${size.x * share}px`;
      bar.setAttribute("aria-valuenow", String(Math.round(share * 100)));
    }

    /** Through what is told to have changed, where that shows; else the middle of what the panel leaves. */
    function firstShare() {
      const { x: width, y: height } = map.getSize();
      const room = width - app.covered();
      const [unit] = state.get("told")?.units ?? [];
      const spot = unit && app.unitSpot(unit);
      const { x, y } = spot ? map.latLngToContainerPoint(spot) : { x: -1, y: -1 };
      const shows = x > 0.1 * room && x < 0.9 * room && y > 0 && y < height;
      return (shows ? x : room / 2) / width;
    }

    function move(to) {
      share = Math.max(0.02, Math.min(0.98, to));
      clip();
    }

    function nudge(event) {
      const way = { ArrowLeft: -STEP, ArrowRight: STEP, Home: -1, End: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      move(share + way);
    }

    function grab(event) {
      event.preventDefault();
      bar.setPointerCapture(event.pointerId);
      const drag = (moved) => {
        const box = map.getContainer().getBoundingClientRect();
        move((moved.clientX - box.left) / box.width);
      };
      bar.addEventListener("pointermove", drag);
      bar.addEventListener("pointerup", () => bar.removeEventListener("pointermove", drag), { once: true });
      bar.focus();
    }

    function show(swipe) {
      if (!swipe) {
        bar.remove();
        panes.left.style.clip = panes.right.style.clip = "";
        return;
      }
      if (!bar.isConnected) share = firstShare();
      captions.left.textContent = words(swipe.left);
      captions.right.textContent = words(swipe.right);
      map.getContainer().append(bar);
      clip();
    }

    map.on("move zoomend resize", clip);
    state.on("swipe", show);
  }

  Dateline.swipeBar = swipeBar;
})();
