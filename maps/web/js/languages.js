// The page's languages: a reader may choose another one than the map was made in.

import { element, number, useWords, word } from "./core.js";

const KEY = "lang"; // in the address's fragment

/**
 * Speak the language that the address asks for, if the page has it; else the one that the page was made in.
 * @param {Object} data - the unpacked page; a heading that nobody gave is worded anew
 */
export function chooseLanguage(data) {
  const { tables, codes, titled } = data.languages;
  const at = codes.indexOf(new URLSearchParams(location.hash.slice(1)).get(KEY));
  if (at < 0) return;
  useWords(JSON.parse(tables.get(at)));
  document.documentElement.lang = word("page.language");
  document.documentElement.dir = word("page.direction");
  if (titled) data.title = document.title = heading(data);
}

/** A heading from the reports, as `title_of` in maps/event_map.py words it. */
function heading({ reports, layers }) {
  const count = reports.id.length;
  if (count === 1) return reports.title[0] || word("title.one", { report: reports.id[0] });
  if (!count) return word(layers.events.count ? "title.events" : "title.none");
  return word("title.many", { count: number(count) });
}

/** The language for the fragment, empty for the one that the page was made in. */
export function languageChosen({ data }) {
  const code = new URLSearchParams(location.hash.slice(1)).get(KEY) ?? "";
  return data.languages.codes.includes(code) ? code : "";
}

/**
 * A menu of the languages, each under its own name. The page opens anew in the chosen one, with the same view.
 * @param {import("./app.js").App} app
 * @returns {HTMLElement|string} nothing where there is one language only, or no address to open anew
 */
export function languageMenu(app) {
  const { made, name, codes, names } = app.data.languages;
  if (!codes.length || location.protocol === "about:") return "";
  const options = [made, ...codes].map((code, at) => element("option", { value: code, lang: code }, [name, ...names][at]));
  const menu = element("select.export.languages", { "aria-label": word("page.choose"), title: word("page.choose"), change: () => open(menu.value) }, ...options);
  menu.value = languageChosen(app) || made;
  const open = (code) => {
    const values = new URLSearchParams(location.hash.slice(1));
    values.set(KEY, code);
    location.hash = values.toString();
    location.reload();
  };
  return menu;
}
