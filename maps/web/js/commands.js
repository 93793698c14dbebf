// Which command is responsible for a unit on a day, and the changes among them.

import { number, plural, word } from "./core.js";
import { parse, words } from "./dates.js";

const MOST_NAMES = 3; // more territories than this are counted, not named
const FEW_NAMES = 2; // of many territories, those that the reports name
const UNASSIGNED = "unassigned";
const NOBODY = new Set(["", UNASSIGNED, "unknown"]);

/**
 * @typedef {Object} Row - of the table: a unit's command during an interval
 * @property {string} command - or "unassigned", "unknown"
 * @property {number} from - first day
 * @property {number} to - first day after
 * @property {string} source
 * @property {string} confidence
 * @property {string} fromConfidence - of the first day; "floor": the table begins there
 * @property {number|null} operational - when the command took over, if that was later
 *
 * @typedef {Object} Change - one decision, which may be about many territories
 * @property {number} day - when the plan made it so
 * @property {number|null} operational - when the new command took over, if that was later
 * @property {string} kind - created, assigned, moved, renamed or released
 * @property {string} to
 * @property {string[]} froms - the commands before, the one that gave most first; "" is not recorded
 * @property {Map<string, string>} fromOf - unit to the command before
 * @property {string[]} units
 * @property {string} name - what changed: "Israel", "48 territories"
 * @property {string[]} doubtful - names of territories of which it is not sure, beside others of which it is
 * @property {boolean} unsure - whether it is not sure of any
 * @property {string} source
 * @property {Map<string, number>} [counts] - units by the command before
 * @property {boolean} here - whether it concerns the places of these reports
 */

export class Commands {
  /** @param {Object} data - the layer `commands` @param {Set<string>} units - that the reports name */
  constructor(data, units) {
    /** Whether the areas are drawn until the reader switches them off. */
    this.drawn = data.drawn;
    this.named = new Set(data.named);
    this.names = data.names;
    this.styles = new Map(data.styles.map((style) => [style.id, style]));
    /** @type {Map<string, Row[]>} */
    this.membership = new Map(Object.entries(data.membership).map(([unit, rows]) => [unit, rows.map((row) => readRow(row, data.sources))]));
    /** The day that the table begins with. */
    this.first = Math.min(...[...this.membership.values()].flat().map(({ from }) => from));
    /** @type {Change[]} */
    this.changes = data.changes.map((change) => readChange(change, units)).sort((a, b) => a.day - b.day);
  }

  /** @returns {Row|null} the row of a unit that holds on a day */
  row(unit, day) {
    return (this.membership.get(unit) ?? []).find(({ from, to }) => from <= day && day < to) ?? null;
  }

  /** The command of a unit on a day; empty when nobody has it or the table does not say. */
  of(unit, day) {
    const row = this.row(unit, day);
    return row && !NOBODY.has(row.command) ? row.command : "";
  }

  /** The same in words: what is not in the table is not recorded, which is another thing than no command. */
  told(unit, day) {
    return commandName(this.row(unit, day)?.command ?? "");
  }

  /** A number that is the same for two days between which nothing changed. */
  epoch(day) {
    return this.changes.filter((change) => change.day <= day).length;
  }

  /** Command to the indexes of its units on a day, in the order of the styles. */
  areas(topology, day, hidden) {
    const areas = new Map([...this.styles.keys()].filter((id) => !hidden.has(id)).map((id) => [id, []]));
    topology.units.forEach((unit, n) => areas.get(this.of(unit.key, day))?.push(n));
    for (const [id, units] of areas) if (!units.length) areas.delete(id);
    return areas;
  }

  /** Say a change in a sentence. @param {Change} change */
  sentence(change) {
    const [key, values] = this.wording(change);
    return [word(key, values), ...this.remarks(change)].join(" ");
  }

  /** The key and the values of a change's sentence. @param {Change} change @returns {[string, Object<string, string>]} */
  wording({ kind, name, to, froms, counts, day }) {
    const values = { name, to: commandName(to), from: commandName(froms[0]), day: words(day) };
    values.froms = froms.map((from, n) => word("change.share", { command: commandName(from), count: number(counts[n]) })).join(", ");
    if (kind === "renamed") return ["change.renamed", values];
    if (NOBODY.has(to)) return ["change.released", values];
    if (froms.length > 1) return ["change.gathered", values];
    return [NOBODY.has(froms[0]) ? "change.assigned" : "change.after", values];
  }

  /** What else there is to say of a change. @param {Change} change @returns {string[]} */
  remarks({ operational, day, unsure, doubtful }) {
    return [
      operational !== null && operational !== day ? word("change.operational", { day: words(operational) }) : "",
      unsure ? word("change.unsure") : doubtful.length ? word("change.doubtful", { names: named(doubtful) }) : "",
    ].filter(Boolean);
  }

  /** In short, from where to where: "EUCOM → CENTCOM". @param {Change} change */
  arrow({ froms, to }) {
    return word("change.arrow", { from: froms.map(commandName).join(", "), to: commandName(to) });
  }
}

function readRow([command, from, to, source, confidence, fromConfidence, operational], sources) {
  return { command, from: parse(from) ?? -Infinity, to: parse(to) ?? Infinity, source: sources[source], confidence, fromConfidence, operational: parse(operational) };
}

function readChange({ parts, ...change }, here) {
  const sure = parts.filter(({ confidence }) => confidence !== "unsure");
  const main = sure.length ? sure : parts;
  const counts = new Map();
  for (const { from, names } of main) counts.set(from, (counts.get(from) ?? 0) + names.length);
  const froms = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  return {
    ...change,
    day: parse(change.date),
    operational: parse(change.operational),
    froms,
    counts: froms.map((from) => counts.get(from)),
    fromOf: new Map(parts.flatMap(({ from, units }) => units.flat().map((unit) => [unit, from]))),
    units: parts.flatMap(({ units }) => units.flat()),
    name: nameOf(main, here),
    doubtful: sure.length ? parts.filter((part) => !sure.includes(part)).flatMap(({ names }) => names) : [],
    unsure: !sure.length,
    source: [...new Set(parts.flatMap(({ source }) => source.split("; ")))].join("; "),
  };
}

/** One name, a few names, or those that the reports name and how many there are besides. */
function nameOf(parts, here) {
  const all = parts.flatMap(({ names, units }) => names.map((name, n) => ({ name, isHere: units[n].some((unit) => here.has(unit)) })));
  const names = all.filter(({ isHere }) => isHere).map(({ name }) => name);
  if (all.length <= MOST_NAMES) return all.map(({ name }) => name).join(", ");
  if (!names.length) return plural("territories", all.length);
  const few = names.slice(0, FEW_NAMES);
  return word("names.more", { names: few.join(", "), count: number(all.length - few.length) });
}

const named = (names) => (names.length <= MOST_NAMES ? names.join(", ") : plural("territories", names.length));

/** A command in words: for nobody "no command", for what no source tells "not recorded". */
export function commandName(id) {
  if (id === UNASSIGNED) return word("command.none");
  return NOBODY.has(id) ? word("command.notRecorded") : id;
}

/** Whether an id is that of a command, not of nobody. @param {string} id */
export const isCommand = (id) => !NOBODY.has(id);
