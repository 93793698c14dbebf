// The little Markdown of a story: paragraphs, emphasis and links. Anything else, HTML too, stays the text that it is.

/** @typedef {string|{tag: "em"|"strong"|"a", href?: string, children: Inline[]}} Inline */

// An escaped sign; strong words; emphasis by * and by _ (not within a word); a link to the web.
const MARK = /\\([\\*_[\]()#])|\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*|(?<!\w)_(?=[^\s_])(.+?)(?<=[^\s_])_(?!\w)|\[([^[\]]+)\]\((https?:\/\/[^\s()<>"]+)\)/g;

/**
 * Take a text apart.
 * @param {string} text
 * @returns {Inline[][]} paragraphs
 */
export function paragraphs(text) {
  return text.split(/\n[ \t]*\n/).map((block) => block.trim().replace(/[ \t]*\n[ \t]*/g, " ")).filter(Boolean).map(inline);
}

/** @param {string} text @returns {Inline[]} */
function inline(text) {
  /** @type {Inline[]} */
  const found = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, escaped, strong, em, em2, label, href] = match;
    if (match.index > from) found.push(text.slice(from, match.index));
    if (escaped) found.push(escaped);
    else if (strong) found.push({ tag: "strong", children: inline(strong) });
    else if (label) found.push({ tag: "a", href, children: inline(label) });
    else found.push({ tag: "em", children: inline(em ?? em2) });
    from = match.index + whole.length;
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}
