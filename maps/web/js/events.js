// The unpacked data: events by column, with what the map needs computed once.
(() => {
  "use strict";

  const { parse } = Dateline.dates;
  const { toX, toY } = Dateline.projection;

  /**
   * Unpack gzipped JSON from base64 text.
   * @param {string} packed
   * @returns {Promise<Object>}
   */
  async function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed.trim()), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  class EventTable {
    /** @param {Object} data - the layer `events` @param {Object[]} reports */
    constructor(data, reports) {
      const { columns } = data;
      this.count = data.count;
      this.columns = columns;
      this.types = data.types;
      this.reports = reports;
      const typeAt = new Map(data.types.map((type, n) => [type.id, n]));
      this.type = Uint8Array.from({ length: this.count }, (_, n) => typeAt.get(columns.type[n]));
      /** First and last day; null is an open end. */
      this.first = (columns.first ?? []).map(parse);
      this.last = (columns.last ?? []).map(parse);
      this.placed = Uint8Array.from({ length: this.count }, (_, n) => (columns.lon[n] === null ? 0 : 1));
      this.x = Float64Array.from({ length: this.count }, (_, n) => (this.placed[n] ? toX(columns.lon[n]) : NaN));
      this.y = Float64Array.from({ length: this.count }, (_, n) => (this.placed[n] ? toY(columns.lat[n]) : NaN));
      /** @type {string[]|null} what the text filter looks through, made when it is first used */
      this.texts = null;
      /** @type {Map<string, number>|null} */
      this.actors = null;
    }

    /** The day that sorts an event and counts in the histogram; null when it has no date. */
    day(n) {
      return this.first[n] ?? this.last[n];
    }

    /** A value of a column. */
    get(name, n) {
      return this.columns[name][n];
    }

    /** Whether somebody takes part in an event, on either side. */
    hasActor(n, name) {
      return this.get("actors", n).some(([other]) => other === name) || this.get("recipients", n).some(([other]) => other === name);
    }

    /** Names of those who take part, each once. @returns {string[]} */
    actorsOf(n) {
      return [...new Set([...this.get("actors", n), ...this.get("recipients", n)].map(([name]) => name))];
    }

    /** Everybody who takes part in an event, with the number of their events. @returns {Map<string, number>} */
    actorCounts() {
      if (!this.actors) {
        this.actors = new Map();
        for (let n = 0; n < this.count; n++) for (const name of this.actorsOf(n)) this.actors.set(name, (this.actors.get(name) ?? 0) + 1);
      }
      return this.actors;
    }

    /** The reports that a choice means: "report:id" or "source:name". @returns {number[]} */
    reportsOf(choice) {
      const [key, wanted] = [choice.slice(0, choice.indexOf(":")), choice.slice(choice.indexOf(":") + 1)];
      return this.reports.flatMap((report, at) => ((key === "report" ? report.id : report.source ?? "") === wanted ? [at] : []));
    }

    /** How many events are told in the reports of each key. @param {(report: number) => (string|number)} keyOf @returns {Map} */
    reportCounts(keyOf) {
      const counts = new Map();
      for (let n = 0; n < this.count; n++) {
        const told = [this.get("report", n), ...this.get("also", n).map(({ report }) => report)].filter((at) => at >= 0);
        for (const key of new Set(told.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    }

    /** Whether an event is told in one of these reports. @param {Set<number>} wanted */
    inReports(n, wanted) {
      return wanted.has(this.get("report", n)) || this.get("also", n).some(({ report }) => wanted.has(report));
    }

    /** What an event must be to hold all words of a query. @returns {(n: number) => boolean} */
    wordTest(query, places) {
      const wanted = query.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
      return wanted.length ? (n) => wanted.every((part) => this.text(n, places).includes(part)) : () => true;
    }

    /** Everything of an event that a reader may search for, in lower case. */
    text(n, places) {
      this.texts ??= new Array(this.count);
      this.texts[n] ??= [
        this.get("title", n), this.get("sentence", n), this.get("type", n), this.get("mode", n), this.get("when", n) ?? "",
        ...this.get("mentions", n).map((m) => places.mentionText(m)),
      ].join(" ").toLocaleLowerCase();
      return this.texts[n];
    }
  }

  /** Places and the mentions that named them. */
  class PlaceTable {
    constructor(data) {
      this.places = data.places.map((place) => ({ ...place, x: toX(place.lon), y: toY(place.lat) }));
      this.mentions = data.mentions;
    }

    /** The place of a mention, null when it is unresolved. */
    of(mention) {
      const at = this.mentions[mention].place;
      return at < 0 ? null : this.places[at];
    }

    mentionText(mention) {
      return `${this.mentions[mention].text} ${this.of(mention)?.label ?? ""}`;
    }
  }

  Object.assign(Dateline, { unpack, EventTable, PlaceTable });
})();
