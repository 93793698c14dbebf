// How things are drawn: the colours of the style sheet, of the commands, and of each type of event.

/** Colours and marks, computed once for each theme. */
export class Looks {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Map<string, string>} values of the style sheet's variables */
    this.values = new Map();
    /** @type {Map<string, Object>} marks by type, kind and status */
    this.known = new Map();
  }

  /** Forget what the other theme had. */
  clear() {
    this.values.clear();
    this.known.clear();
  }

  /** The value of a colour that the style sheet names. */
  colour(name) {
    if (!this.values.has(name)) this.values.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    return this.values.get(name);
  }

  /** The look of a type in legends: where a column gives the colours, its shape in no colour. */
  typeLook(type, status) {
    const { kinds, paint } = this.app.events;
    const kind = paint ? (kinds.length === 1 ? 0 : -1) : type;
    return this.lookOf(type, kind, status);
  }

  lookOf(type, kind, status, precision = "") {
    const key = `${type} ${kind} ${status} ${precision}`;
    if (!this.known.has(key)) {
      const shape = this.app.events.kinds[kind]?.shape ?? this.app.events.types[type].shape;
      const colour = kind < 0 ? this.colour("--text") : this.kindColour(kind);
      this.known.set(key, { shape, status, precision, colour, ground: this.colour("--paper") });
    }
    return this.known.get(key);
  }

  /** The colour of a type, or of a value of the column that gives the colours. */
  kindColour(kind) {
    return this.app.events.kinds[kind][this.app.dark.matches ? "dark" : "light"];
  }

  /** How an event is drawn. */
  look(n) {
    const { type, kind, levels, level } = this.app.events;
    return this.lookOf(type[n], kind[n], this.app.events.get("status", n), levels[level[n]]);
  }

  commandColour(id) {
    const style = this.app.commands?.styles.get(id);
    return style ? (this.app.dark.matches ? style.dark : style.light) : this.colour("--muted");
  }

  /** The same as text: darker, so that it can be read. */
  commandInk(id) {
    const [colour, ink] = [this.commandColour(id), this.colour("--text")].map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
    return `rgb(${colour.map((value, n) => Math.round(0.62 * value + 0.38 * ink[n])).join()})`;
  }
}
