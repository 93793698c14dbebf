"""Fill in what a person should not have to count in a hand coding: offsets, sentences, length, the day.

    python tests/golden/complete.py tests/golden/look/2023-09-libya-flood.json ...

An event's `trigger` is found from its `words`, a place's `span` from its `text`, and a text under `also` or at the head
of a trap becomes its offsets; `two dams#2` is the second time that "two dams" stands in the report. What is already a
number is checked and left alone. No part of Dateline but its reader of files is used: gold must not lean on the coder.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from geo.documents.reading import read_reports

_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Sen|Rep|Gov|St|No|U\.S|U\.N|[A-Z])\.$|^\d\d?\.$"
)


def main() -> None:
    """Complete each coding in place."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("coding", type=Path, nargs="+", help="a .json beside its .txt")
    for path in parser.parse_args().coding:
        report = next(iter(read_reports(path.with_suffix(".txt"))))
        coding = json.loads(path.read_text(encoding="utf-8"))
        done = completed(coding, report.text, doc=path.stem, published=str(report.published))
        path.write_text(written(done), encoding="utf-8")


def completed(coding: dict[str, Any], text: str, *, doc: str, published: str) -> dict[str, Any]:
    """Give the coding with offsets into the text.

    Raises
    ------
    ValueError
        Words do not stand in the text, or stand there more than once and no number says which is meant.
    """
    events = []
    for number, event in enumerate(coding["events"], 1):
        trigger = event.get("trigger") or find(event["words"], text)
        places = [
            {"span": place.get("span") or find(place["text"], text), **place} for place in event["places"]
        ]
        for place in places:
            place["text"] = text[slice(*place["span"])]
        also = [find(words, text) if isinstance(words, str) else words for words in event.get("also", [])]
        head = {"id": number, "tier": event["tier"], "words": text[slice(*trigger)], "trigger": trigger}
        events.append({**head, **event, **head, "also": also, "places": places})
    traps = [trap if len(trap) == 3 else [*find(trap[0], text), trap[1]] for trap in coding.get("traps", [])]
    head = {"doc": doc, "published": published, "length": len(text), "sentences": sentences(text)}
    return {**head, "events": events, "traps": traps}


def find(words: str, text: str) -> list[int]:
    """Give start and end of words in a text."""
    words, _, number = words.partition("#")
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not found or (len(found) > 1 and not number) or int(number or 1) > len(found):
        raise ValueError(f"{words!r} stands {len(found)} times in the report")
    return list(found[int(number or 1) - 1])


def sentences(text: str) -> list[list[int]]:
    """Split a text at full stops and line ends, simply: a person looks it over."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(text[start : match.start()]):
            continue
        end = match.start() + len(match.group().rstrip())
        if text[start:end].strip():
            spans.append([start, end])
        start = match.end()
    if text[start:].strip():
        spans.append([start, len(text.rstrip())])
    return spans


def written(coding: dict[str, Any]) -> str:
    """Write a coding with one event a line, so that a change can be read in a diff."""
    lines = [f' "{key}": {json.dumps(coding[key])},' for key in ("doc", "published", "length", "sentences")]
    for key in ("events", "traps"):
        rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in coding[key])
        lines.append(f' "{key}": [\n{rows}\n ]' if rows else f' "{key}": []')
        lines[-1] += "," if key == "events" else ""
    return "\n".join(["{", *lines, "}", ""])


if __name__ == "__main__":
    main()
