"""From annotated reports to what the encoder is trained on: windows with a label a piece, and variations of reports."""

from __future__ import annotations

import random
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.nlp import name_lookup, sentences
from geo.nlp.encoder import windows
from geo.nlp.tokens import TokenView
from geo.toponyms.tagger.decoding import NAME_LABELS, PLACE_LABELS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer.store import Gazetteer
    from geo.nlp.wordpiece import Vocabulary
    from training.corpora import Annotated, Span

IGNORED = -100
STYLES = ("", "gwn", "lgl", "tr-news", "geovirus", "ner", "own")
_DEMONYM_CLASS = (1, 2)


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its labels: one entry a piece, `IGNORED` where nothing is to be learned."""

    window: windows.Window
    places: list[int]
    names: list[int]
    roles: list[int]
    style: int


def examples(report: Annotated, gazetteer: Gazetteer, vocabulary: Vocabulary) -> Iterator[Example]:
    """Cut a report into windows with labels."""
    view, spans = TokenView(report.text), sentences.split(report.text)
    words = name_lookup.read_words(view, spans)
    known = name_lookup.by_offsets(words, name_lookup.look_up(report.text, words, gazetteer))
    tokens = windows.tokens_of(view, known)
    places = _places(report, tokens)
    names = _names(report, tokens)
    roles = _roles(report, tokens)
    style = STYLES.index(report.style)
    for window in windows.split_into_windows(tokens, spans, vocabulary):
        labels = [[IGNORED] * len(window.ids) for _ in range(3)]
        for i, head in zip(range(window.first, window.last), window.heads, strict=True):
            for row, values in zip(labels, (places, names, roles), strict=True):
                row[head] = values[i]
        yield Example(window, *labels, style)


def _places(report: Annotated, tokens: windows.EncoderTokens) -> list[int]:
    """Tags of the places' head. Where a corpus leaves something open, nothing is learned."""
    tags = [0] * len(tokens)
    for span in _inner_first(report.spans):
        covered = _covered(tokens, span)
        if span.label == "ORG" and not report.nested:
            for i in covered:
                tags[i] = IGNORED
        if span.label == "DEMONYM" and report.style == "ner" and not _is_demonym(tokens, covered):
            continue  # NORP: parties and religions are no places
        if span.label in PLACE_LABELS:
            demonym = span.label == "DEMONYM" or _is_demonym(tokens, covered)
            _mark(tags, covered, PLACE_LABELS.index("DEMONYM" if demonym else "PLACE"))
    if report.style == "geovirus":  # its annotators left demonyms out as a rule, and marked some
        for i, known in enumerate(tokens.known):
            if tags[i] == 0 and known in _DEMONYM_CLASS:
                tags[i] = IGNORED
    return tags


def _names(report: Annotated, tokens: windows.EncoderTokens) -> list[int]:
    if not report.names:
        return [IGNORED] * len(tokens)
    tags = [0] * len(tokens)
    for span in report.spans:
        if span.label in NAME_LABELS:
            _mark(tags, _covered(tokens, span), NAME_LABELS.index(span.label))
    return tags


def _roles(report: Annotated, tokens: windows.EncoderTokens) -> list[int]:
    tags = [IGNORED] * len(tokens)
    for span in _inner_first(report.spans):
        if span.role is not None:
            for i in _covered(tokens, span):
                tags[i] = ROLES.index(span.role)
    return tags


def _inner_first(spans: Iterable[Span]) -> list[Span]:
    """Sort spans so that of two nested ones the longer is written last: the airport, not the town in its name."""
    return sorted(spans, key=lambda span: span.end - span.start)


def _mark(tags: list[int], covered: Sequence[int], label: int) -> None:
    for i in covered:
        tags[i] = 2 * label + 2
    if covered:
        tags[covered[0]] = 2 * label + 1


def _covered(tokens: windows.EncoderTokens, span: Span) -> list[int]:
    return list(tokens.covered(span.start, span.end))


def _is_demonym(tokens: windows.EncoderTokens, covered: Sequence[int]) -> bool:
    return bool(covered) and all(tokens.known[i] in _DEMONYM_CLASS for i in covered)


# --- variations -----------------------------------------------------------------------------------------------------


class Variations:
    """Makes other reports of a report: other names in it, other capitals.

    Parameters
    ----------
    settlements
        Names to put in for local places, and for surnames, so that people named like places are met.
    is_local
        Whether a name may be exchanged for a town's.
    seed
        Of the random choices.
    """

    def __init__(self, settlements: Sequence[str], is_local: Callable[[str], bool], *, seed: int) -> None:
        self._settlements = settlements
        self._is_local = is_local
        self._random = random.Random(seed)

    def renamed(self, report: Annotated, *, share: float = 0.5) -> Annotated:
        """Give local places other names and some people a town's surname, the same name everywhere in the report."""
        others: dict[tuple[str, str], str] = {}
        changes: list[tuple[Span, str]] = []
        for span in _outermost(report.spans):
            text = report.text[span.start : span.end]
            other = others.get((span.label, text))
            if other is None:
                other = others[span.label, text] = self._other(span, text, share)
            if other != text:
                changes.append((span, other))
        return _rewritten(report, changes) if changes else report

    def _other(self, span: Span, text: str, share: float) -> str:
        if span.label == "PLACE" and self._random.random() < share and self._is_local(text):
            other = self._random.choice(self._settlements)
            return other.upper() if text.isupper() else other
        if span.label == "PERSON" and " " in text and self._random.random() < share / 3:
            other = self._random.choice(self._settlements)
            return f"{text.rsplit(' ', 1)[0]} {other}" if " " not in other else text
        return text

    def recased(self, report: Annotated) -> Annotated:
        """Write a report in small letters or in capitals."""
        change = str.lower if self._random.random() < 0.6 else str.upper
        text = "".join(changed if len(changed := change(c)) == 1 else c for c in report.text)
        return replace(report, text=text)


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that lie in no other and hold no other, so that their text can be exchanged."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    for span in ordered:
        if not any(
            other is not span and other.start < span.end and span.start < other.end for other in ordered
        ):
            yield span


def _rewritten(report: Annotated, changes: Sequence[tuple[Span, str]]) -> Annotated:
    text, at = [], 0
    shifts: list[tuple[int, int]] = []  # from this offset on, offsets move by that much
    moved = 0
    for span, other in changes:
        text += [report.text[at : span.start], other]
        at = span.end
        moved += len(other) - (span.end - span.start)
        shifts.append((span.end, moved))
    text.append(report.text[at:])
    offsets = [offset for offset, _ in shifts]

    def shifted(offset: int) -> int:
        i = bisect_left(offsets, offset + 1) - 1
        return offset + (shifts[i][1] if i >= 0 else 0)

    spans = tuple(replace(span, start=shifted(span.start), end=shifted(span.end)) for span in report.spans)
    return replace(report, text="".join(text), spans=spans)
