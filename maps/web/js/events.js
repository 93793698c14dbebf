// The events, by column: what the map, the list and the filters compute with, and what a card tells.

import { iso } from "./dates.js";
import { allLevels, isWide, levelsOf, middleOf } from "./precision.js";
import { toX, toY } from "./projection.js";
import { labelOf, title } from "./titles.js";
import { NONE, starts } from "./unpack.js";

const DEGREE = 1e5; // steps of a coordinate
export const [OPEN_END, OPEN_START] = [-1, -2]; // instead of days from the first to the last

export class EventTable {
  /** @param {Object} data - the unpacked page: its layer `events`, the reports, the long texts */
  constructor({ layers: { events, places, uncertainty }, paint, reports, sentences, notes }) {
    this.count = events.count;
    this.columns = events.columns;
    this.pools = events.pools;
    this.types = events.types;
    /** Colours by a column, where somebody asked for them; else those of the types. */
    this.paint = paint ?? null;
    this.kinds = paint ? paint.kinds : events.types;
    this.kind = paint ? paint.of : events.columns.type;
    this.reports = Array.from(reports.id, (_, n) => Object.fromEntries(Object.entries(reports).map(([name, values]) => [name, values[n]])));
    this.sentences = sentences;
    this.notes = notes;
    this.mentioned = places;
    this.type = events.columns.type;
    this.score = events.columns.score; // hundredths
    /** How likely events are right as a whole, in hundredths; where that is not known, how likely their types are. */
    this.whole = events.columns.score_whole.map((whole, n) => (whole === NONE ? this.score[n] : whole));
    this.days = events.columns.day;
    this.lasting = events.columns.lasting;
    /** How many days before their first report events without a date are taken to lie in. */
    this.undatedDays = events.undated_days;
    this.names = events.names;
    this.parties = events.parties;
    this.about = new Map(events.about);
    /** The units of the outlines that each event lies in. */
    this.units = listed(events.units);
    this.actors = listed(events.actors);
    this.recipients = listed(events.recipients);
    this.evidence = listed(events.evidence);
    this.tellings = listed(events.tellings);
    this.marks = listed(events.tellings.marks);
    this.ids = events.ids;
    /** How precisely places are known, the finest first. */
    this.levels = allLevels(events.levels);
    this.site = this.columns.site;
    /** For each event an index into `levels`. */
    this.level = levelsOf(this.site, events.sites.precision, events.levels.length);
    this.readSites(events, uncertainty);
  }

  /**
   * Where the marks of events are. Sites that are known more or less exactly may share a spot; those that are known by
   * their region or country only have spots of their own, in its middle, for they are at no point of it.
   */
  readSites({ sites: { lon, lat, precision }, levels }, { shape, shapes }) {
    this.lon = lon;
    this.lat = lat;
    this.siteX = Float64Array.from(lon, (value) => toX(value / DEGREE));
    this.siteY = Float64Array.from(lat, (value) => toY(value / DEGREE));
    const middles = shapes.map(() => /** @type {number[]|null|undefined} */ (undefined));
    const known = new Map();
    const wide = [];
    const spotOfSite = Int32Array.from(lon, (_, site) => {
      const isArea = isWide(levels[precision[site]]);
      const own = isArea ? shape[site] : -1;
      if (own >= 0) middles[own] ??= middleOf(shapes[own]);
      if (middles[own]) [this.siteX[site], this.siteY[site]] = middles[own];
      const key = middles[own] ? `area ${own}` : (lon[site] * 2 ** 26 + lat[site]) * 2 + Number(isArea);
      if (!known.has(key)) {
        known.set(key, known.size);
        wide.push(Number(isArea));
      }
      return known.get(key);
    });
    this.spotCount = known.size;
    /** 1 for spots that stand for a region or a country. */
    this.wideSpot = Uint8Array.from(wide);
    /** For each spot the level of its least known site. */
    this.spotLevel = new Uint8Array(this.spotCount);
    spotOfSite.forEach((spot, site) => (this.spotLevel[spot] = Math.max(this.spotLevel[spot], precision[site] === NONE ? 0 : precision[site])));
    this.placed = new Uint8Array(this.count);
    this.x = new Float64Array(this.count).fill(NaN);
    this.y = new Float64Array(this.count).fill(NaN);
    /** For each event the number of its spot, -1 without one. */
    this.spot = new Int32Array(this.count).fill(-1);
    for (let n = 0; n < this.count; n++) {
      const site = this.site[n];
      if (site < 0) continue;
      this.placed[n] = 1;
      this.x[n] = this.siteX[site];
      this.y[n] = this.siteY[site];
      this.spot[n] = spotOfSite[site];
    }
  }

  /** What the report's phrase for an event's place means ("the border of Israel and Lebanon"), empty for a bare name. */
  meaning(n) {
    const { texts, meaning } = this.mentioned.mentions;
    const mention = this.columns.mention[n];
    return mention < 0 ? "" : texts[meaning[mention]] ?? "";
  }

  /** Where an event was, in words: what the report's phrase means, else the place's name. */
  place(n) {
    const { places, mentions } = this.mentioned;
    const mention = this.columns.mention[n];
    return this.meaning(n) || (mention < 0 ? "" : places.name[mentions.place[mention]] ?? "");
  }

  /** The day that sorts an event and counts in the histogram; null when it has no date. */
  day(n) {
    return this.days[n] === NONE ? null : this.days[n];
  }

  /** The first day; null is an open start. */
  first(n) {
    return this.lasting[n] === OPEN_START ? null : this.day(n);
  }

  /** The last day; null is an open end. */
  last(n) {
    if (this.days[n] === NONE || this.lasting[n] === OPEN_END) return null;
    return this.lasting[n] === OPEN_START ? this.days[n] : this.days[n] + this.lasting[n];
  }

  /** What is known of an event by the name of its field. */
  get(name, n) {
    return name in this.pools ? this.pools[name][this.columns[name][n]] : READ[name](this, n);
  }

  /** Names of some of those who take part, each once. @param {Object} side - `actors` or `recipients` @returns {string[]} */
  namesOf(side, n) {
    const names = new Set();
    for (let at = side.starts[n]; at < side.starts[n + 1]; at++) names.add(this.names[this.parties[side.items[at]][0]]);
    return [...names];
  }

  /** The sentence of a telling and what to mark in it. */
  telling(at) {
    const { starts: from, start, length, kind } = this.marks;
    const marks = [];
    for (let mark = from[at]; mark < from[at + 1]; mark++) marks.push([start[mark], start[mark] + length[mark], kind[mark]]);
    return { report: this.tellings.report[at], sentence: this.sentences.get(this.tellings.sentence[at]), marks };
  }

  /** Everybody who takes part in an event, with the number of their events. @returns {Map<string, number>} */
  actorCounts() {
    const counts = new Int32Array(this.names.length);
    const seen = new Int32Array(this.names.length).fill(-1);
    for (let n = 0; n < this.count; n++) {
      for (const side of [this.actors, this.recipients]) {
        for (let at = side.starts[n]; at < side.starts[n + 1]; at++) {
          const [name] = this.parties[side.items[at]];
          if (seen[name] !== n) counts[name]++;
          seen[name] = n;
        }
      }
    }
    return new Map(this.names.map((name, at) => [name, counts[at]]));
  }

  /** The reports that a choice means: "report:id" or "source:name". @returns {number[]} */
  reportsOf(choice) {
    const [key, wanted] = [choice.slice(0, choice.indexOf(":")), choice.slice(choice.indexOf(":") + 1)];
    return this.reports.flatMap((report, at) => ((key === "report" ? report.id : report.source ?? "") === wanted ? [at] : []));
  }

  /** How many events are told in the reports of each key. @param {number[]} keys - for each report @returns {Int32Array} */
  reportCounts(keys) {
    const most = keys.reduce((a, b) => Math.max(a, b), -1) + 1;
    const counts = new Int32Array(most);
    const seen = new Int32Array(most).fill(-1);
    const { starts: from, report } = this.tellings;
    for (let n = 0; n < this.count; n++) {
      for (let at = from[n]; at < from[n + 1]; at++) {
        if (report[at] < 0) continue;
        const key = keys[report[at]];
        if (seen[key] !== n) counts[key]++;
        seen[key] = n;
      }
    }
    return counts;
  }
}

/** The columns of lists with where each list begins in place of its length. @param {Object<string, any>} lists @returns {Object<string, any>} */
export const listed = ({ counts, ...columns }) => ({ starts: starts(counts), ...columns });

const isoOrNull = (day) => (day === null ? null : iso(day));

/** What is not a text of a pool. */
const READ = {
  id: ({ ids }, n) => (Array.isArray(ids) ? ids[n] : hexadecimal(ids.high[n]) + hexadecimal(ids.low[n])),
  type: ({ types, type }, n) => types[type[n]].id,
  precision: ({ levels, level }, n) => levels[level[n]],
  title: (events, n) => title({
    root: events.get("type", n), mode: events.get("mode", n), status: events.get("status", n), words: events.get("trigger", n) ?? "",
    actors: events.namesOf(events.actors, n), recipients: events.namesOf(events.recipients, n), place: events.place(n),
  }),
  label: (events, n) => labelOf(events.get("type", n), events.get("mode", n)),
  first: (events, n) => isoOrNull(events.first(n)),
  last: (events, n) => isoOrNull(events.last(n)),
  lon: ({ site, lon }, n) => (site[n] < 0 ? null : lon[site[n]] / DEGREE),
  lat: ({ site, lat }, n) => (site[n] < 0 ? null : lat[site[n]] / DEGREE),
  actors: (events, n) => parties(events, events.actors, n),
  recipients: (events, n) => parties(events, events.recipients, n),
  report: ({ tellings }, n) => tellings.report[tellings.starts[n]],
  sentence: (events, n) => events.telling(events.tellings.starts[n]).sentence,
  marks: (events, n) => events.telling(events.tellings.starts[n]).marks,
  also: (events, n) => range(events.tellings.starts[n] + 1, events.tellings.starts[n + 1]).map((at) => events.telling(at)),
  score: ({ score }, n) => score[n] / 100,
  scores: ({ columns }, n) => Object.fromEntries(SCORES.map((name) => [name, hundredths(columns[name][n])])),
  evidence: ({ evidence, notes }, n) => range(evidence.starts[n], evidence.starts[n + 1]).map((at) => [evidence.fields[evidence.field[at]], notes.get(evidence.note[at])]),
};

/** The columns of scores beside that of the type. */
const SCORES = ["score_parties", "score_day", "score_place", "score_whole"];
const hundredths = (value) => (value === NONE ? null : value / 100);
const hexadecimal = (number) => number.toString(16).padStart(6, "0");
export const range = (from, to) => Array.from({ length: to - from }, (_, n) => from + n);

/** Name, country and role of those on one side, and who they are. */
function parties(events, side, n) {
  return range(side.starts[n], side.starts[n + 1]).map((at) => {
    const [name, country, role] = events.parties[side.items[at]];
    return [events.names[name], country, role, events.about.get(name) ?? ""];
  });
}
