"""Docs whose text is not normalised: the doc keeps what it was given, and what reads it sees the normalised text.

`tokenised` makes the tokens of a doc by the normalised text. `View` is what a component works on: the doc itself, as
nearly always, or one over its normalised text; what is found there is brought back to the text as it was given.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakKeyDictionary

from geo.documents.normalisation import NormalisedText
from geo.nlp import entities, sentences
from geo.nlp.doc_text import text_of, token_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

Record = TypeVar("Record")
Spans = list[tuple[int, int]]

RESPELLED: Final = "dateline.respelled"
"""Key of a doc's user data: its normalised text with other letters, as it is to be read."""
_ENDLESS: Final = re.compile(r"(?<!\S)\S{400,}")
_LONG: Final = 10_000
"""Characters from which on a text is worth `_learn`; a cache of so many words takes some MB."""
_MOST_WORDS: Final = 50_000
_LONGEST_WORD: Final = 40
_learnt: Final[WeakKeyDictionary[Language, set[str]]] = WeakKeyDictionary()
_PIECE: Final = re.compile(r"\w{1,100}|[^\w\s]")
_NESTED: Final = frozenset({"actors", "recipients", "places", "mentions", "mention", "figures", "arguments"})
_FOUND: Final = ("names", "places", "event_words", "events", "dates")


def tokenised(nlp: Language, text: str) -> Doc:
    """Tokenise a text: the tokens are those of its normalised form, the characters those of the text itself."""
    from geo.nlp.misreadings import seen_as

    seen = seen_as(text)
    plain = text if seen is None else seen.text
    if len(plain) >= _LONG:
        _learn(nlp, plain)
    if seen is None and not _ENDLESS.search(text):
        return nlp.make_doc(text)
    spans = _token_spans(nlp, plain)
    if seen is not None:
        given = _apart((seen.start(start), seen.end(end)) for start, end in spans)
        spans = [(start, end) for start, end in given if end > start]
    return _doc(nlp, text, spans)[0]


def _learn(nlp: Language, text: str) -> None:
    """Cache the words of a text in spaCy's tokenizer one by one.

    It keeps what it makes of a word, but no longer once a text has had a special one ("U.S."): in a long text nearly
    every word would be taken apart each time that it comes.
    """
    tokenizer: Any = nlp.tokenizer
    if not hasattr(tokenizer, "max_cache_size"):  # a third-party tokenizer
        return
    tokenizer.max_cache_size = max(tokenizer.max_cache_size, _MOST_WORDS)
    known = _learnt.setdefault(nlp, set())
    for word in {word for word in text.split() if len(word) < _LONGEST_WORD} - known:
        if len(known) >= _MOST_WORDS:
            break
        known.add(word)
        tokenizer(word)


def _token_spans(nlp: Language, text: str) -> Spans:
    """Tokenise a text; endless words are split by a pattern: spaCy takes time in the square of a word's length."""
    spans: Spans = []
    at = 0
    for endless in [*_ENDLESS.finditer(text), None]:
        end = endless.start() if endless else len(text)
        doc = nlp.make_doc(text[at:end])
        spaces = doc.to_array("IS_SPACE")
        spans += [
            (at + start, at + end)
            for (start, end), space in zip(token_spans(doc), spaces, strict=True)
            if not space
        ]
        if endless:
            spans += [piece.span() for piece in _PIECE.finditer(text, *endless.span())]
            at = endless.end()
    return spans


class NormalisedView:
    """A doc as it is to be read.

    Parameters
    ----------
    doc
        The doc as it was given.

    Attributes
    ----------
    doc
        The given doc where its text is as it is to be read. Else one over `seen_text` with the tokens of the given one,
        but for those that hold nothing visible, and with its parts of speech, sentence starts and entities; the report
        is there too, and what components of ours have found.
    """

    def __init__(self, doc: Doc) -> None:
        self.given = self.doc = doc
        self._back: _Mover | None = None
        self._seen = seen = seen_text(doc)
        if seen is None:
            return
        starts, ends = zip(*token_spans(doc), strict=True) if len(doc) else ((), ())
        read = zip(seen.offsets(starts), seen.offsets(ends), strict=True)
        spans = _apart((start, max(end - seen.text.endswith(" ", start, end), start)) for start, end in read)
        kept = [i for i, (start, end) in enumerate(spans) if seen.text[start:end].strip()]
        self.doc, numbers = _doc(doc, seen.text, [spans[i] for i in kept])
        _copy_annotation(doc, self.doc, spans, kept, numbers)
        self._back = _Mover(seen.text, seen.original, seen.start, seen.end)
        self._copy_found(seen, self._back)

    def _copy_found(self, seen: NormalisedText, back: _Mover) -> None:
        there = _Mover(seen.original, seen.text, seen.offset, seen.offset)
        report = self.given._.report
        self.doc._.report = report and dataclasses.replace(report, text=seen.text)
        self.doc.user_data |= {
            key: value for key, value in self.given.user_data.items() if key == "dateline.language"
        }
        for name in _FOUND:
            found = getattr(self.given._, name)
            if found:
                mapped = tuple(map(there.mapped, found))
                setattr(self.doc._, name, mapped)
                # A mention that an event refers to is the doc's own here, and there again.
                there.known.update(zip(map(id, found), mapped, strict=True))
                back.known.update(zip(map(id, mapped), found, strict=True))
        self.doc._.published = self.given._.published
        if self.given._.written_at is not None:
            self.doc._.written_at = there.mapped(self.given._.written_at)

    def there(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the given text to the normalised one."""
        return (start, end) if self._seen is None else (self._seen.offset(start), self._seen.offset(end))

    def back(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Map records of the normalised text back to the given one; earlier records come back unchanged."""
        return tuple(records) if self._back is None else tuple(map(self._back.mapped, records))


def _apart(spans: Iterable[tuple[int, int]]) -> Spans:
    """Cut from each span what the one before has: a change may replace what two tokens share ("do|n't")."""
    apart: Spans = []
    last = 0
    for start, end in spans:
        first = max(start, last)
        last = max(end, first)
        apart.append((first, last))
    return apart


def seen_text(doc: Doc) -> NormalisedText | None:
    """Return the text of a doc as it is to be read; `None` where that is the text itself."""
    from geo.nlp.misreadings import seen_as

    text = text_of(doc)
    seen = seen_as(text)
    respelled = doc.user_data.get(RESPELLED)
    return seen if respelled is None else NormalisedText.respelled(text, seen, respelled)


def _doc(of: Language | Doc, text: str, spans: Sequence[tuple[int, int]]) -> tuple[Doc, list[int]]:
    """Create a doc from a text and the spans of its tokens, and return which of its tokens they are.

    What stands between the spans, but for single spaces, makes tokens of its own.
    """
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    numbers: list[int] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        if at < start and words and text[at] == " ":
            spaces[-1] = True
            at += 1
        if at < start:
            words.append(text[at:start])
            spaces.append(False)
        if end > start:
            numbers.append(len(words))
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return Doc(of.vocab, words=words, spaces=spaces), numbers


def _copy_annotation(doc: Doc, read: Doc, spans: Spans, kept: Sequence[int], numbers: Sequence[int]) -> None:
    import numpy as np

    if not len(read):
        return
    if doc.has_annotation("POS"):
        values = np.zeros(len(read), dtype=np.uint64)
        values[numbers] = doc.to_array("POS")[kept]
        read.from_array(["POS"], values[:, np.newaxis])  # type: ignore[arg-type] # any array of numbers does
    if doc.has_annotation("SENT_START"):
        sentences.set_starts(read, [spans[sent.start][0] for sent in doc.sents])
    found = [(spans[e.start][0], spans[e.end - 1][1], e.label_) for e in doc.ents]
    read.ents = entities.spans_at(read, [(start, end, label) for start, end, label in found if end > start])


class _Mover:
    """Moves records from one text to another: their offsets, and the words that are cut from the text."""

    def __init__(
        self, source: str, target: str, start: Callable[[int], int], end: Callable[[int], int]
    ) -> None:
        self.known: dict[int, Any] = {}
        self._source, self._target, self._start, self._end = source, target, start, end

    def mapped(self, record: Any) -> Any:
        """Map a record of the source to the target."""
        if id(record) in self.known:
            return self.known[id(record)]
        changes: dict[str, Any] = {}
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if field.name in _NESTED:
                changes[field.name] = (
                    tuple(map(self.mapped, value)) if isinstance(value, tuple) else self.mapped(value)
                )
            elif field.name in ("start", "phrase_start"):
                changes[field.name] = self._start(value)
            elif field.name in ("end", "phrase_end"):
                changes[field.name] = self._end(value)
            elif field.name == "antecedents":
                changes[field.name] = tuple((self._start(start), self._end(end)) for start, end in value)
            elif field.name in ("text", "sentence", "within") and value and hasattr(record, "start"):
                changes[field.name] = self._words(value, record.start)
        return dataclasses.replace(record, **changes) if changes else record

    def _words(self, words: str, offset: int) -> str:
        """Return words of the source around an offset as the target spells them; what is no quotation stays."""
        at = self._source.find(words, max(0, offset - len(words)), offset + len(words))
        return words if at < 0 else self._target[self._start(at) : self._end(at + len(words))]
