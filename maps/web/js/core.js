// What all other scripts build on: elements without markup from text, the page's words, subscriptions.

/**
 * Make an element. Text only ever arrives as a text node, so that nothing in a report can become markup.
 * @template {string} Tag
 * @param {Tag} tag - "div", or "div.class.other"
 * @param {Object<string, unknown>} [attributes] - attributes; a function is a listener for the event of its name
 * @param {...(Node|string)} children
 * @returns {ElementOf<Tag>}
 */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = /** @type {any} */ (document.createElement(name));
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (key === "checked" || key === "disabled" || key === "value" || key === "open") made[key] = value;
    else if (value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/; // letters of Hebrew, Arabic and their kin

/**
 * Keep the direction of a name or a date in a text from right to left, so that "16 Jul 2024" is not torn: Unicode's isolates
 * do as `<bdi>` does. What has letters of that direction goes along with the text, for an isolate takes its direction from
 * the first letter outside of further isolates, and there may be none.
 */
const isolated = (value) => (DATELINE_WORDS["page.direction"] === "rtl" && !RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value);

/**
 * Give the page's words for a key, with `{name}` filled in from `values`.
 * @param {string} key
 * @param {Object<string, string|number>} [values]
 * @returns {string}
 */
export function word(key, values = {}) {
  const text = DATELINE_WORDS[key];
  if (text === undefined) throw new Error(`the words of this page have no ${key}`);
  return filled(text, values);
}

/** Fill `{name}`s in, in one pass: a name that holds "{actors}" stays as it is. @param {string} text @param {Object<string, string|number>} values */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? isolated(String(values[name])) : whole));
}

/**
 * Give the page's words for a key with elements filled in: what a template names that is no element is text.
 * @param {string} key
 * @param {Object<string, Node|string>} values
 * @returns {Array<Node|string>}
 */
export function phrase(key, values) {
  return word(key, Object.fromEntries(Object.keys(values).map((name) => [name, `\u001f${name}\u001f`])))
    .split("\u001f")
    .map((part, n) => (n % 2 ? values[part] : part));
}

/**
 * Take another table of words. What was worded before stays as it is.
 * @param {Object<string, string>} table
 */
export function useWords(table) {
  for (const key of Object.keys(DATELINE_WORDS)) delete DATELINE_WORDS[key];
  Object.assign(DATELINE_WORDS, table);
  numbers = plurals = null;
}

/** Write a number as the page's language does. @param {number} value @returns {string} */
export function number(value) {
  numbers ??= new Intl.NumberFormat(word("page.locale")); // made once: hundreds of signs are numbered in a frame
  return numbers.format(value);
}

/** @type {Intl.NumberFormat|null} */
let numbers = null;
/** @type {Intl.PluralRules|null} */
let plurals = null;

/**
 * Give a number of things: "1 event", "1,204 events".
 * @param {string} key - of the words for most numbers; those for others have the key + ".one", ".few", ... (CLDR's plural rules)
 * @param {number} count
 * @returns {string}
 */
export function plural(key, count) {
  plurals ??= new Intl.PluralRules(word("page.locale"));
  const form = `${key}.${plurals.select(count)}`;
  return word(form in DATELINE_WORDS ? form : key, { count: number(count) });
}

/**
 * Make a link for an address that a report gives, when it is one that a browser may safely follow.
 * @param {string|null} address
 * @param {string} text
 * @returns {Node}
 */
export function safeLink(address, text) {
  let url = null;
  try {
    url = address ? new URL(address) : null;
  } catch {
    url = null; // not an address: shown as plain text
  }
  if (!url || !["http:", "https:"].includes(url.protocol)) return document.createTextNode(text);
  return element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** Functions to call by the name of what happened. */
export class Signals {
  constructor() {
    /** @type {Map<string, Function[]>} */
    this.listeners = new Map();
  }

  on(name, listener) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  emit(name, value) {
    for (const listener of this.listeners.get(name) ?? []) listener(value);
  }
}

/** Call `work` once before the next frame, however often it is asked for. */
export function onceAFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

/** Let the browser answer what waits, and go on: a long piece of work is cut by it. Unlike a timer it is not slowed in a hidden tab. @returns {Promise<void>} */
export function pause() {
  const { scheduler } = /** @type {any} */ (globalThis);
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** @type {Object[]} what `layers/*.js` register */
export const layers = [];

/**
 * Register a layer: `draw(app, context, view, day)` paints it, `hit(app, x, y, scale)` answers a click.
 * @param {string} name - as in maps/layers/
 * @param {Object} spec
 * @param {string} spec.pane
 * @param {number} spec.order - within the pane, the lower ones below
 * @param {string} [spec.label] - key of its name; without one it has no switch
 * @param {boolean} [spec.off] - whether it is drawn only when the reader switches it on
 * @param {Function} [spec.icon] - draws its picture of 26 by 16 pixels: `icon(app, context)`
 * @param {Array<{icon: Function, label: string}>} [spec.legend] - further signs to explain
 * @param {Function} spec.draw
 * @param {Function} [spec.hit]
 * @param {boolean} [spec.wide] - whether it answers nearly everywhere, so that no pointer needs to promise it
 */
export function layer(name, spec) {
  layers.push({ name, ...spec });
}

/** Draw the layers of a pane that are switched on, as on a day: the slider's when none is given. */
export function drawPane(app, pane, context, view, day = app.state.get("day")) {
  const shown = app.layers.filter((one) => one.pane === pane && !app.state.get("hiddenLayers").has(one.name));
  for (const one of shown.sort((a, b) => a.order - b.order)) {
    context.save();
    one.draw(app, context, view, day);
    context.restore();
  }
}

