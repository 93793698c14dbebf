// Which command is responsible for a unit on a day, and the changes among them.
(() => {
  "use strict";

  const { parse, words } = Dateline.dates;
  const { word, plural } = Dateline;
  const MOST_NAMES = 3; // more territories than this are counted, not named
  const NOBODY = new Set(["unassigned", "unknown"]);

  /**
   * @typedef {Object} Change
   * @property {number} day - when the plan made it so
   * @property {number|null} operational - when the new command took over, if that was later
   * @property {string[]} units
   * @property {string[]} names - of the territories
   * @property {string} name - what changed: "Israel", "48 territories"
   * @property {string} kind - created, assigned, moved, renamed or released
   * @property {string} from
   * @property {string} to
   * @property {string} source
   * @property {boolean} here - whether it concerns the places of these reports
   */

  class Commands {
    /** @param {Object} data - the layer `commands` */
    constructor(data) {
      this.styles = new Map(data.styles.map((style) => [style.id, style]));
      this.membership = new Map(
        Object.entries(data.membership).map(([unit, rows]) => [
          unit,
          rows.map(([command, from, to]) => ({ command, from: parse(from) ?? -Infinity, to: parse(to) ?? Infinity })),
        ]),
      );
      /** @type {Change[]} */
      this.changes = data.changes
        .map((change) => ({ ...change, day: parse(change.date), operational: parse(change.operational), name: nameOf(change.names) }))
        .sort((a, b) => a.day - b.day);
    }

    /** The command of a unit on a day; empty when nobody has it or the table does not say. */
    of(unit, day) {
      const row = (this.membership.get(unit) ?? []).find(({ from, to }) => from <= day && day < to);
      return row && !NOBODY.has(row.command) ? row.command : "";
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

    /**
     * The change to name on a day: the chosen one, else the last on the slider that concerns these reports, else the
     * next on the slider, else the last before it.
     */
    current(day, chosen, range) {
      if (chosen) return chosen;
      const here = this.changes.filter((change) => change.here);
      const inRange = here.filter((change) => change.day >= range.from && change.day <= range.to);
      const past = (changes) => changes.filter((change) => change.day <= day).pop();
      return past(inRange) ?? inRange[0] ?? past(here) ?? null;
    }

    /** Say a change in a sentence, as it stands on a day. */
    sentence(change, day) {
      const { name, from, to } = change;
      const values = { name, from: from || word("command.none"), to: to || word("command.none"), day: words(change.day) };
      let text = word(sentenceKey(change, day), values);
      if (change.confidence === "unsure") text += ` ${word("change.unsure")}`;
      if (change.operational !== null && change.operational !== change.day) {
        text += ` ${word("change.operational", { day: words(change.operational) })}`;
      }
      return text;
    }
  }

  /** One name, a few names, or how many there are. */
  function nameOf(names) {
    return names.length <= MOST_NAMES ? names.join(", ") : plural("territories", names.length);
  }

  function sentenceKey({ kind, from, to, day: changed }, day) {
    if (day < changed && from && to) return "change.before";
    if (kind === "renamed") return "change.renamed";
    if (!from) return "change.assigned";
    if (!to) return "change.released";
    return "change.after";
  }

  Dateline.Commands = Commands;
})();
