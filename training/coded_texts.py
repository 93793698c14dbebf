"""Texts of the reports that are coded by hand, by name.

News of the four corpora of places, messages of MUC-3, documents of ECB+, news of GUM, reports of re3d, and passages
that we wrote ourselves (`training/events/passages.jsonl`). Of the others no text is in the repository: they are read,
and where they are kept as tokens put together again, from `../shared`.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from training import conllu
from training.corpora import CORPORA, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PASSAGES: Final = Path(__file__).parent / "events" / "passages.jsonl"
_LONGEST: Final = 6000
"""Characters of a document of GUM that are coded."""
_NO_SPACE_BEFORE: Final = re.compile(r"[.,;:?!%)\]}”’…]|'s|'S|n't|'re|'ve|'ll|'d|'m|''")
_NO_SPACE_AFTER: Final = frozenset("([{$£€“‘")

Record = dict[str, Any]
"""`id`, `text` and, where known, `published` and `title`."""


def records() -> Iterator[Record]:
    """Yield the reports of all sources."""
    for name in CORPORA:
        yield from map(json.loads, (SHARED / "corpora" / f"{name}.jsonl").read_bytes().splitlines())
    yield from _lines(SHARED / "corpora" / "muc4_dev.jsonl.gz")
    for row in _lines(SHARED / "training" / "ecbplus_topics1-35.jsonl.gz"):
        yield {"id": f"ecb-{row['id']}", "text": _detokenised(row["tokens"], row["sentence"])}
    yield from _gum()
    reports = (row for row in _lines(SHARED / "training" / "ner.jsonl.gz") if row["source"] == "re3d")
    for number, row in enumerate(reports, 1):
        pieces = zip(row["words"], row["spaces"], strict=True)
        yield {"id": f"re3d-{number}", "text": "".join(word + " " * space for word, space in pieces).strip()}
    yield from passages()


def passages() -> Iterator[Record]:
    """Yield our own passages and reports."""
    yield from map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines())


def _lines(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _gum() -> Iterator[Record]:
    texts: dict[str, list[str]] = {}
    for sentence in conllu.read(SHARED / "training" / "gum_train.conllu.gz"):
        document = sentence.id.rpartition("-")[0]
        if "_news_" in document:
            texts.setdefault(document, []).append(sentence.text)
    for document, sentences in texts.items():
        yield {"id": f"gum-{document}", "text": " ".join(sentences)[:_LONGEST]}


def _detokenised(tokens: Iterable[str], lines: Iterable[int]) -> str:
    """Put the tokens of sentences together as they are printed: without spaces before points, with curly quotes."""
    sentences: dict[int, list[str]] = {}
    for token, line in zip(tokens, lines, strict=True):
        sentences.setdefault(line, []).append(token)
    return " ".join(map(_sentence, sentences.values()))


def _sentence(tokens: Iterable[str]) -> str:
    text, opened, glued = "", False, True
    for token in tokens:
        word = {"``": "“", "''": "”", '"': "”" if opened else "“"}.get(token, token)
        opened = word == "“" or (opened and word != "”")
        text += word if glued or _NO_SPACE_BEFORE.fullmatch(word) else f" {word}"
        glued = word in _NO_SPACE_AFTER
    return text
