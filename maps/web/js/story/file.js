// A story as the Markdown file that `dateline map --story` reads (maps/story/document.py has the format).

/**
 * @typedef {Object} Step
 * @property {string} title
 * @property {string} text - Markdown
 * @property {string} link - what the map shows, as a fragment without its #
 * @property {number[]} [fit] - west, south, east, north to frame where the link has no view
 * @property {string} [keys] - what the file says of the map, until the reader takes another view
 */

/** The keys that a file says in words; what else a fragment has goes into a link. */
const IN_WORDS = ["day", "view"];

/** @param {{title: string, steps: Step[]}} story @returns {string} */
export function toMarkdown({ title, steps }) {
  const parts = steps.map((step) => [`## ${oneLine(step.title)}`, step.keys ?? keysOf(step.link), escaped(step.text)].filter(Boolean).join("\n\n"));
  return `${[title ? `# ${oneLine(title)}` : "", ...parts].filter(Boolean).join("\n\n")}\n`;
}

/** @param {string} link */
function keysOf(link) {
  const values = new URLSearchParams(link);
  const lines = IN_WORDS.flatMap((key) => (values.get(key) ? [`${key}: ${values.get(key)}`] : []));
  for (const key of [...IN_WORDS, "embed", "story"]) values.delete(key);
  return [...lines, ...(String(values) ? [`link: #${values}`] : [])].join("\n");
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** A line of the text that would begin a step does not. */
const escaped = (text) => text.trim().replace(/^(#{1,2}[ \t])/gm, "\\$1");
