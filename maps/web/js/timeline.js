// Time below the map: a histogram of the events, a slider, play, and the changes of command as ticks.
(() => {
  "use strict";

  const { element, word } = Dateline;
  const { iso, words } = Dateline.dates;
  const HEIGHT = 46;
  const INSET = 8; // half of the slider's thumb: where its track begins
  const PLAY_MS = 12000; // for the whole range
  const WINDOWS = [0, 30, 90, 365];

  /** @param {Object} app @returns {HTMLElement} */
  function timeline(app) {
    const { state } = app;
    const slider = element("input.slider", {
      type: "range",
      step: 1,
      "aria-label": word("time.slider"),
      input: (event) => {
        player.stop();
        state.set({ day: Number(event.target.value), told: null });
      },
    });
    const chart = element("canvas.histogram", { "aria-hidden": "true" });
    const ticks = element("div.ticks", {});
    const shown = element("output.day", {}, "");
    const player = playButton(app);
    const spans = element("select", { "aria-label": word("time.window"), change: (event) => state.set({ window: Number(event.target.value) }) },
      ...WINDOWS.map((days) => element("option", { value: days }, word(`time.window.${days}`))));
    const sentence = element("p.change", { "aria-live": "polite" });

    const paint = Dateline.onceAFrame(() => histogram(app, chart));
    const setRange = () => {
      slider.min = state.range.from;
      slider.max = state.range.to;
      slider.value = state.get("day");
      tickMarks(app, ticks);
      paint();
    };
    const setDay = () => {
      const day = state.get("day");
      slider.value = day;
      slider.setAttribute("aria-valuetext", words(day));
      shown.textContent = words(day);
      shown.setAttribute("title", iso(day));
      tellChange(app, sentence);
      paint();
    };
    state.on("range", setRange);
    state.on("day", setDay);
    state.on("told", () => tellChange(app, sentence));
    state.on("window", (days) => (spans.value = String(days)));
    state.on("filtered", paint);
    state.on("theme", paint);
    new ResizeObserver(setRange).observe(chart);
    setRange();
    setDay();
    return element("section.time", { "aria-label": word("time.label") },
      sentence,
      element("div.controls", {}, player.button, element("div.track", {}, chart, ticks, slider), element("div.reading", {}, shown, spans)));
  }

  /** Name the change that the day stands before or behind, with its source. */
  function tellChange(app, line) {
    if (!app.commands) return;
    const { state, commands } = app;
    const change = commands.current(state.get("day"), state.get("told"), state.range);
    if (!change) {
      line.replaceChildren();
      return;
    }
    line.replaceChildren(element("strong", {}, commands.sentence(change, state.get("day"))),
      change.source ? element("span.note", {}, ` ${word("change.source", { source: change.source })}`) : "");
  }

  function position(range, day) {
    return (day - range.from) / Math.max(1, range.to - range.from);
  }

  /** A button on the track for each day on which a change concerns the reports. */
  function tickMarks(app, box) {
    const { range } = app.state;
    const days = new Map();
    for (const change of app.commands?.changes ?? []) {
      if (!change.here || change.day < range.from || change.day > range.to) continue;
      days.set(change.day, [...(days.get(change.day) ?? []), change]);
    }
    box.replaceChildren(...[...days.values()].map((changes) => tick(app, changes)));
    hideCollisions([...box.children].reverse());
  }

  function tick(app, changes) {
    const [change] = changes;
    const at = position(app.state.range, change.day);
    const label = changes.length > 1 ? Dateline.plural("changes", changes.length) : `${change.name} → ${change.to || word("command.none")}`;
    const title = changes.map((one) => app.commands.sentence(one, one.day)).join("\n");
    const made = element("button.tick", { type: "button", title, "aria-label": `${label}: ${title}`, click: () => app.showChange(change) }, element("span", {}, label));
    made.style.left = `calc(${INSET}px + (100% - ${2 * INSET}px) * ${at})`;
    if (at > 0.6) made.classList.add("left");
    return made;
  }

  /** Keep the labels that lie free of labels before them and of all ticks but their own. */
  function hideCollisions(ticks) {
    const lines = ticks.map((made) => made.getBoundingClientRect()[made.classList.contains("left") ? "right" : "left"]);
    const kept = [];
    ticks.forEach(({ firstChild: label }, n) => {
      const box = label.getBoundingClientRect();
      const apart = kept.every((other) => box.right < other.left || box.left > other.right);
      const free = apart && lines.every((x, other) => other === n || x < box.left || x > box.right);
      label.classList.toggle("hidden", !free);
      if (free) kept.push(box);
    });
  }

  /** Events by day: filled until the slider's day, pale after it. */
  function histogram(app, canvas) {
    const { state, events } = app;
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    if (!width) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = HEIGHT * ratio;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const bins = new Uint32Array(Math.max(20, Math.floor(width / 7)));
    const { from, to } = state.range;
    const { days } = events;
    const share = bins.length / Math.max(1, to - from);
    for (let n = 0; n < days.length; n++) {
      const day = days[n]; // NONE lies before every slider
      if (state.matching[n] && day >= from && day <= to) bins[Math.min(bins.length - 1, Math.floor((day - from) * share))] += 1;
    }
    const most = Math.max(1, ...bins);
    const step = (width - 2 * INSET) / bins.length;
    const reached = position(state.range, state.get("day")) * bins.length;
    bins.forEach((count, n) => {
      if (!count) return;
      const height = 4 + (count / most) * (HEIGHT - 18);
      context.fillStyle = app.colour(n <= reached ? "--accent" : "--faint");
      context.fillRect(INSET + n * step + 0.5, HEIGHT - height, Math.max(2, step - 1), height);
    });
  }

  function playButton(app) {
    const { state } = app;
    const button = element("button.play", { type: "button", click: () => (running ? stop() : start()) });
    let running = false;
    let previous = 0;
    let exact = 0;
    const label = () => {
      button.textContent = running ? "❚❚" : "▶";
      button.setAttribute("aria-label", word(running ? "time.pause" : "time.play"));
    };
    function start() {
      if (state.get("day") >= state.range.to) state.set({ day: state.range.from, told: null });
      running = true;
      exact = state.get("day");
      previous = performance.now();
      label();
      requestAnimationFrame(step);
    }
    function stop() {
      running = false;
      label();
    }
    function step(now) {
      if (!running) return;
      exact += ((now - previous) / PLAY_MS) * (state.range.to - state.range.from);
      previous = now;
      const day = Math.min(state.range.to, Math.floor(exact));
      if (day !== state.get("day")) state.set({ day, told: null });
      if (day >= state.range.to) stop();
      else requestAnimationFrame(step);
    }
    label();
    return { button, stop };
  }

  Dateline.timeline = timeline;
})();
