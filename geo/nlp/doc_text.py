"""The text of a doc and the offsets of its tokens, without joining the tokens anew each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


def text_of(doc: Doc) -> str:
    """Return the text of a doc; spaCy joins it anew from the tokens each time, where a report has it whole."""
    report = doc._.report if doc.has_extension("report") else None
    if report is not None and len(doc) and len(report.text) == doc[-1].idx + len(doc[-1].text_with_ws):
        return str(report.text)
    return doc.text


def token_spans(doc: Doc) -> list[tuple[int, int]]:
    """Return the offsets of each token; see `token_starts`."""
    starts = doc.to_array("IDX").astype("int64")
    ends = starts + doc.to_array("LENGTH").astype("int64")
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def token_starts(doc: Doc) -> list[int]:
    """Return the offset of each token: at once, and not token by token."""
    starts: list[int] = doc.to_array("IDX").astype("int64").tolist()
    return starts
