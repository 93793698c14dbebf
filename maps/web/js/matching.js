// Which texts hold what is searched for: without regard to case and accents, by the beginnings of words.

// Letters with accents of alphabets that are also written without them, vowel points of Hebrew and Arabic, curly quotes.
const ACCENTED = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u00c0-\u024f\u0386-\u0390\u03ac-\u03ce\u0400-\u045f\u1e00-\u1fff\u2018\u2019\u02bc\u201c\u201d]/g;
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
const QUOTES = { "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"' };
/** @type {Map<string, string>} */
const folded = new Map();

/** Make texts comparable: in lower case, without accents, with straight quotes. */
export function fold(text) {
  return text.toLowerCase().replace(ACCENTED, (letter) => {
    let plain = folded.get(letter);
    if (plain === undefined) folded.set(letter, (plain = QUOTES[letter] ?? letter.normalize("NFD").replace(MARKS, "")));
    return plain;
  });
}

// Scripts that part their words by spaces and write nothing before a stem: there a word is found by its beginning, so
// that "aid" does not find "said". Chinese has no spaces; Arabic and Hebrew write articles and prepositions in one.
const PARTED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{N}]/u;

/** Whether a character belongs to a word of such a script. @param {string|undefined} character */
function inWord(character) {
  if (character === undefined) return false;
  const code = character.charCodeAt(0);
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91);
  return PARTED.test(character);
}

/**
 * A function that finds a text in others: from the beginning of a word, and in quotes to the end of one.
 * @param {string} wanted - folded
 * @param {boolean} phrase
 * @returns {(text: string, from?: number) => number} where a folded text has it at or after a character, -1 nowhere
 */
export function finder(wanted, phrase) {
  const [starts, ends] = [inWord(wanted[0]), phrase && inWord(wanted.at(-1))];
  return (text, from = 0) => {
    let at = text.indexOf(wanted, from);
    while (at >= 0 && ((starts && at > 0 && inWord(text[at - 1])) || (ends && inWord(text[at + wanted.length])))) at = text.indexOf(wanted, at + 1);
    return at;
  };
}
