"""The annotated reports that weights are made from, in one form, and which of them are held out.

The corpora and the annotated English lie in `../shared`, beside the checkout; none of their text is in the repository.
Our own reports (`training/reports`) are.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from training.annotated import read_reports

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = ("gwn", "lgl", "tr-news", "geovirus")
HELD_OUT = (3, 7)
"""Reports whose number in their file ends in one of these digits are only ever scored."""

Label = Literal["PLACE", "DEMONYM", "PERSON", "ORG"]
Role = Literal["literal", "metonymic", "embedded"]

_DEMONYM_TYPES = frozenset({"Demonym", "Language"})
_ROLES: dict[str, Role] = {
    "Literal": "literal", "Mixed": "literal", "Literal_Modifier": "literal", "Coercion": "literal",
    "Metonymic": "metonymic", "Non_Literal_Modifier": "metonymic",
    "Embedded_Literal": "embedded", "Embedded_Non_Lit": "embedded",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """An annotated span: character offsets, half-open; `role` where the annotation says it."""

    start: int
    end: int
    label: Label
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with what is annotated in it.

    Attributes
    ----------
    style
        Whose convention the annotation follows: a corpus, `ner` or `own`.
    names
        Whether people and organisations are annotated.
    nested
        Whether places inside organisations are annotated.
    """

    style: str
    text: str
    spans: tuple[Span, ...]
    names: bool
    nested: bool


def require() -> None:
    """End the program in one line where the corpora are missing."""
    if not (SHARED / "corpora").is_dir():
        raise SystemExit(f"no corpora at {SHARED / 'corpora'}: nothing to train on")


def corpus(name: str, *, held_out: bool) -> Iterator[Annotated]:
    """Yield the reports of a toponym corpus, either those to train on or those held out."""
    for line in _lines(name, held_out=held_out):
        record = json.loads(line)
        spans = [
            Span(
                t["start"],
                t["end"],
                "DEMONYM" if t["type"] in _DEMONYM_TYPES else "PLACE",
                _ROLES.get(t["type"]),
            )
            for t in record["toponyms"]
        ]
        yield Annotated(name, record["text"], tuple(spans), names=False, nested=True)


def _lines(name: str, *, held_out: bool) -> list[str]:
    lines = (SHARED / "corpora" / f"{name}.jsonl").read_text(encoding="utf-8").strip().split("\n")
    return [line for i, line in enumerate(lines) if (i % 10 in HELD_OUT) == held_out]


def english(*, tweets: bool = False) -> Iterator[Annotated]:
    """Yield the annotated English of `../shared/training`: people, organisations, places, groups.

    Tweets, of which the tagger has learned nothing, only where they are asked for.
    """
    labels: dict[str, Label] = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "NORP": "DEMONYM"}
    with gzip.open(SHARED / "training" / "ner.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["source"] == "wnut" and not tweets:
                continue
            text, offsets = "", []
            for word, space in zip(record["words"], record["spaces"], strict=True):
                offsets.append((len(text), len(text) + len(word)))
                text += word + (" " if space else "")
            spans = [
                Span(offsets[first][0], offsets[last - 1][1], labels[label])
                for first, last, label in record["ents"]
            ]
            yield Annotated("ner", text, tuple(spans), names=True, nested=False)


def own() -> Iterator[Annotated]:
    """Yield our own annotated reports."""
    for report in read_reports(Path(__file__).parent / "reports"):
        spans = []
        for span in report.spans:
            if span.label in ("person", "org"):
                spans.append(Span(span.start, span.end, "PERSON" if span.label == "person" else "ORG"))
            elif span.label == "demonym":
                spans.append(Span(span.start, span.end, "DEMONYM"))
            else:
                spans.append(Span(span.start, span.end, "PLACE", span.label))
        yield Annotated("own", report.text, tuple(spans), names=True, nested=True)
