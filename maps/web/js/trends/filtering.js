// What a press on a series filters by, and what takes that filter off again.

/**
 * @typedef {Object} Filtering
 * @property {string} name - of the value of the state
 * @property {(app: import("../app.js").App, key: string) => boolean} chosen - whether only this series is shown
 * @property {(app: import("../app.js").App, key: string) => void} toggle
 */

/** @returns {Filtering} a filter that has one value or none */
const one = (name) => ({
  name,
  chosen: ({ state }, key) => state.get(name) === key,
  toggle: ({ state }, key) => state.set({ [name]: state.get(name) === key ? "" : key }),
});

/** @type {Record<import("../time/series.js").Grouping, Filtering>} */
export const FILTERS = {
  type: {
    name: "hiddenTypes",
    chosen({ state, events }, key) {
      const hidden = state.get("hiddenTypes");
      return hidden.size === events.types.length - 1 && !hidden.has(events.types.findIndex(({ id }) => id === key)) && hidden.size > 0;
    },
    toggle(app, key) {
      const { state, events } = app;
      const others = events.types.flatMap(({ id }, n) => (id === key ? [] : [n]));
      state.set({ hiddenTypes: new Set(this.chosen(app, key) ? [] : others) });
    },
  },
  actor: one("actor"),
  place: one("place"),
  command: one("command"),
};
