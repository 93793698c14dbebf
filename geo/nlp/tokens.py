"""The tokens of a report: one view of its text, cut once, and the four readings of it that the components have.

A report is cut into *segments*: runs of letters and digits, and single signs. What a component calls a word is a group
of segments, or a token of the doc itself, and all four are `Token`s with offsets in the same text:

====================  ===========================  =======================================================
reading               of "the U.S.-led Rafa'a's"   read by
====================  ===========================  =======================================================
`TokenView.segments`  U . S . - led Rafa ' a ' s   the encoder, which was trained on them
`TokenView.words`     U S led Rafa a s             actors, whose tables are written in them
`TokenView.names`     U.S. led Rafa'a              the gazetteer: what can be a word of a place's name
`sentence_words`      U.S.-led Rafa'a 's           events: tokens of the doc, without quotes and inner hyphens
====================  ===========================  =======================================================

The first three are made from the same cut. The last is not, and cannot be without another output: spaCy's tokenizer
cuts inside runs of letters and digits ("did|n't", "10|km"), where the encoder has one segment and its training data one
label, and whoever adds a tagger or parser of spaCy's works on its tokens too.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from geo.nlp.doc_text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Span

_SEGMENT: Final = re.compile(r"[^\W_]{1,60}|[^\w\s]|_")
WORD: Final = re.compile(r"[^\W_]+")
"""A word as `TokenView.words` has it: for the tables and for names that are no part of a report's text."""
APOSTROPHES: Final = frozenset("'’‘ʼ`´")
_SIGNS: Final = APOSTROPHES - {"ʼ"}
"""Those that are segments of their own; the modifier letter is one of a run."""
_MOST_APOSTROPHES: Final = 4
"""Apostrophes inside one word of a name."""
_FEWEST_LETTERS, _MOST_LETTERS = 2, 6
"""Letters of an abbreviation with full stops: "U.S.", "D.C."."""
_LETTERS_IN_CAPITALS: Final = 12
"""Letters from which a sentence without a small one is in capitals, and no mere abbreviation."""
_LONGEST_ELISION: Final = 6
"""Characters of what stands before a name as one word with it, the apostrophe included: "dell'"."""
_HYPHENS: Final = "-‑"
_QUOTES: Final = frozenset('“”"‘«»„`') | {"``", "''"}
_ONE_WORD: Final = frozenset(
    {"ceasefire", "airstrike", "cyberattack", "pullout", "shootout", "buildup", "airdrop"}
)
"""Words that many papers write with a hyphen."""


class Token(NamedTuple):  # made in a third of the time of a frozen dataclass, for each word of a text
    """A word or a sign of a report.

    Attributes
    ----------
    text
        As the report writes it.
    lower
        In lower case; of a word of a sentence with straight apostrophes.
    start, end
        Character offsets, half-open.
    gap
        What stands between it and the token before.
    tag
        Coarse part of speech (Universal: VERB, NOUN, ...) of a word of a sentence, where the pipeline sets one.
    capital
        Whether it begins with a capital. Of a word of a name: whether it may begin one, as each word of a script
        without capitals may.
    possessive
        Whether it is a word of a name and its possessive ending was left out.
    opens
        Whether it is the first word of its sentence, where the words are those of names.
    i
        Index of a word of a sentence among its words; -1 for the readings of a whole report.
    """

    text: str
    lower: str
    start: int
    end: int
    gap: str = ""
    tag: str = ""
    capital: bool = False
    possessive: bool = False
    opens: bool = False
    i: int = -1

    @property
    def wordlike(self) -> bool:
        """Whether it holds a letter or a digit: not punctuation."""
        return self.text.isalnum() or any(map(str.isalnum, self.text))

    @property
    def shape(self) -> int:
        """Its shape, by `shape_of`."""
        return shape_of(self.text)


class Tokens(tuple[Token, ...]):  # noqa: SLOT001 - its offsets are kept when they were asked for
    """Tokens in the order of the text, none overlapping another, found by their offsets."""

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each begins."""
        return [token.start for token in self]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where each ends."""
        return [token.end for token in self]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens `[first, last)` that have characters of `[start, end)`."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def covered(self, start: int, end: int) -> range:
        """Return the indices of the tokens that have characters of `[start, end)`."""
        return range(*self.span(start, end))

    def at(self, offset: int) -> int:
        """Return the token at an offset, or the last one before it; the first where none begins before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def beginning_at(self, offset: int) -> int:
        """Return the first token that begins at an offset or after it."""
        return bisect_left(self.starts, offset)


class _Spellings(dict[str, tuple[str, str]]):
    """Strings with their lower case, the same two objects for each occurrence: a long text has few different words."""

    def __missing__(self, text: str) -> tuple[str, str]:
        found = self[text] = text, text.lower()
        return found


class TokenView:
    """A text cut into segments, and the groups of segments that are words.

    The cut is kept, as two columns of offsets; tokens are made for who asks, so that a doc that waits for others of its
    batch keeps none.

    Parameters
    ----------
    text
        A report.

    Examples
    --------
    >>> view = TokenView("The U.S.-led raid on N'Djamena's port")
    >>> [word.text for word in view.names()]
    ['The', 'U.S.', 'led', 'raid', 'on', "N'Djamena", 'port']
    >>> [word.text for word in view.words()]
    ['The', 'U', 'S', 'led', 'raid', 'on', 'N', 'Djamena', 's', 'port']
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def segments(self) -> Tokens:
        """Return runs of at most 60 letters and digits, and single signs."""
        return Tokens(self._tokens(zip(*self._cut, strict=True)))

    def words(self) -> Tokens:
        """Return whole runs of letters and digits."""
        return Tokens(self._tokens(self._runs()))

    def names(self, sentence_starts: Sequence[int] = ()) -> Tokens:
        """Return the words that names are made of: with inner apostrophes, abbreviations with their full stops.

        A possessive ending is left out of the word and recorded. Hyphens separate words.

        Parameters
        ----------
        sentence_starts
            Where sentences begin, rising.
        """
        text, before, spellings = self.text, 0, _Spellings()
        openings = iter(sentence_starts)
        opening = next(openings, None)
        found = []
        for start, end in self._name_spans():
            opens = False
            while opening is not None and opening <= start:
                opening, opens = next(openings, None), True
            word = text[start:end]
            possessive = word[-1] in "sS" and word[-2:-1] in APOSTROPHES
            if possessive and len(word) > 2:
                word = word[:-2]
            word, lower = spellings[word]
            gap, _ = spellings[text[before:start]]
            last, capital = start + len(word), _may_begin(word[0]) or _is_elided(word)
            found.append(Token(word, lower, start, last, gap, "", capital, possessive, opens))
            before = end
        return Tokens(found)

    @cached_property
    def _cut(self) -> tuple[array[int], array[int]]:
        """The offsets at which segments begin and end."""
        starts, ends = array("I"), array("I")
        for match in _SEGMENT.finditer(self.text):
            start, end = match.span()
            starts.append(start)
            ends.append(end)
        return starts, ends

    def _tokens(self, spans: Iterable[tuple[int, int]]) -> Iterator[Token]:
        text, before, spellings = self.text, 0, _Spellings()
        for start, end in spans:
            word, lower = spellings[text[start:end]]
            gap, _ = spellings[text[before:start]]
            yield Token(word, lower, start, end, gap, "", word[0].isupper())
            before = end

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield whole runs of letters and digits: segments of one run are put together."""
        text, first, last = self.text, -1, -1
        for start, end in zip(*self._cut, strict=True):
            if not text[start].isalnum():
                continue
            if start != last:
                if last > 0:
                    yield first, last
                first = start
            last = end
        if last > 0:
            yield first, last

    def _name_spans(self) -> Iterator[tuple[int, int]]:
        text, (starts, ends) = self.text, self._cut
        i = 0
        while i < len(starts):
            start = starts[i]
            if not text[start].isalnum():
                i += 1
                continue
            end = ends[i]
            after = text[end : end + 1]
            last = i + 1
            if after == "." and end - start == 1:
                last = self._abbreviation(i) or last
            elif after in _SIGNS:
                last = self._apostrophised(i)
            yield start, ends[last - 1]
            i = last

    def _abbreviation(self, i: int) -> int:
        """Return the segment after an abbreviation with full stops that begins at segment `i`; 0 where none does."""
        text, end, letters = self.text, self._cut[0][i], 0
        # Only single letters are segments before these full stops: no table of segments is asked.
        while letters < _MOST_LETTERS and text[end + 1 : end + 2] == "." and _is_letter(text[end]):
            end, letters = end + 2, letters + 1
        if letters < _FEWEST_LETTERS or text[end : end + 1].isalnum():
            return 0
        return i + 2 * letters

    def _apostrophised(self, i: int) -> int:
        """Return the segment after a word that begins at segment `i` and goes on behind apostrophes."""
        text, ends, last = self.text, self._cut[1], i + 1
        for _ in range(_MOST_APOSTROPHES):
            end = ends[last - 1]
            if text[end : end + 1] not in _SIGNS or not text[end + 1 : end + 2].isalnum():
                break
            last += 2
        return last


_views: Final[WeakKeyDictionary[Doc, TokenView]] = WeakKeyDictionary()


def view_of(doc: Doc) -> TokenView:
    """Return the view of a doc, the same one as long as the doc lives: its text does not change."""
    view = _views.get(doc)
    if view is None:
        view = _views[doc] = TokenView(text_of(doc))
    return view


def sentence_words(sentence: Span) -> list[Token]:
    """Return the tokens of a sentence without quotation marks and inner hyphens.

    Parameters
    ----------
    sentence
        A span of a doc. A word that papers also write as one ("cease-fire") is one without its hyphen.

    Notes
    -----
    Of a sentence in capitals no word counts as capitalised: its capitals do not tell names from other words.
    """
    tokens = [token for token in sentence if not token.is_space]
    cased = not is_in_capitals(sentence.text)
    words: list[Token] = []
    hyphenated = False
    for n, token in enumerate(tokens):
        word, start = token.text, token.idx
        if word in _HYPHENS and 0 < n < len(tokens) - 1 and not tokens[n - 1].whitespace_ + token.whitespace_:
            hyphenated = True
            continue
        if hyphenated and words and (words[-1].text + word).lower() in _ONE_WORD:
            first = words.pop()
            word, start = first.text + word, first.start
        if word not in _QUOTES:
            lower = word.lower().replace("’", "'").replace("‘", "'")
            end = token.idx + len(token)
            capital, i = cased and word[:1].isupper(), len(words)
            words.append(Token(word, lower, start, end, "", token.pos_, capital, i=i))
        hyphenated = False
    return words


def is_in_capitals(text: str) -> bool:
    """Return whether a sentence is written in capitals throughout, as wires and old telegrams are.

    >>> is_in_capitals("TWO MEN WERE HELD IN LIMA ON 3 MAY."), is_in_capitals("UN: no."), is_in_capitals("NATO, UN")
    (True, False, False)
    """
    return text.isupper() and sum(map(str.isalpha, text)) >= _LETTERS_IN_CAPITALS


@lru_cache(maxsize=20_000)
def shape_of(word: str) -> int:
    """Return a word's shape: small, Capitalised, CAPITALS, mIxed, digits, sign, letters and digits, one capital."""
    if word.isdigit():
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if any(c.isdigit() for c in word):
        return 6
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 7
    return 1 if word[0].isupper() and word[1:].islower() else 3


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


def _is_elided(word: str) -> bool:
    """Return whether a word begins with an article or preposition that lost its vowel: "d'Ivoire", "dell'Umbria"."""
    if not word[0].islower():
        return False
    at = next((i for i, c in enumerate(word[:_LONGEST_ELISION]) if c in APOSTROPHES), 0)
    return at > 0 and word[at + 1 : at + 2].isupper()


def _may_begin(letter: str) -> bool:
    """Return whether a word that begins with a letter may begin a name."""
    if letter.isupper() or letter.istitle():
        return True
    # "iPhone" begins small; scripts without case have no capitals and count as names.
    return letter.isalpha() and not letter.islower() and not letter.isupper()
