"""Reports coded by hand with the offsets of every party, day and place: `training/events/parties.jsonl`.

Offsets point into the texts that `training.coded_texts` reads. A party is the noun phrase nearest to the trigger and,
where the report names it more fully elsewhere, that name too.
"""

from __future__ import annotations

import datetime
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from training import coded_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).parent / "events"
DEVELOPMENT: Final = 8
"""One report in so many is for development: nothing is learned from it."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Party:
    """A noun phrase that takes part in an event, and the fullest name of the same one elsewhere in the report."""

    span: Span
    name: Span | None


@dataclass(frozen=True, slots=True)
class CodedMention:
    """A mention of an event: its trigger, and the parties that its clause mentions."""

    trigger: Span
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as coded.

    Attributes
    ----------
    mentions
        The main one first.
    roots
        PLOVER roots that are right for it, the best first.
    status
        One of `geo.events.reader.network.STATUSES`.
    optional
        Whether careful coders differ on it.
    times
        Spans of the expressions that date it.
    places
        Spans of places with their roles.
    """

    mentions: tuple[CodedMention, ...]
    roots: tuple[str, ...]
    status: str
    optional: bool
    times: tuple[Span, ...]
    places: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report, its events, and words that look like one but are not: (trigger, root, status)."""

    name: str
    text: str
    published: str | None
    events: tuple[CodedEvent, ...]
    others: tuple[tuple[Span, str, str], ...]

    @property
    def day(self) -> datetime.date | None:
        """Its day; `None` where the corpus gives none that is a date."""
        try:
            return datetime.date.fromisoformat(self.published or "")
        except ValueError:
            return None

    @property
    def is_development(self) -> bool:
        """Whether nothing may be learned from it."""
        return is_development(self.name)


def is_development(name: str) -> bool:
    """Return whether a report is for development, by its name."""
    return zlib.crc32(name.encode()) % DEVELOPMENT == 0


def read(file: str = "parties.jsonl") -> Iterator[CodedReport]:
    """Yield the coded reports with their texts."""
    texts = {record["id"]: record for record in coded_texts.records()}
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        record = texts[doc["doc"]]
        yield CodedReport(
            doc["doc"],
            record["text"],
            record.get("published"),
            tuple(map(_event, doc["events"])),
            tuple(((start, end), root, status) for start, end, root, status in doc["others"]),
        )


def _event(event: dict[str, Any]) -> CodedEvent:
    return CodedEvent(
        tuple(map(_mention, (event, *event["also"]))),
        tuple(event["roots"]),
        event["status"],
        event.get("optional", False),
        tuple((start, end) for start, end in event["times"]),
        tuple(
            ((place[0], place[1]), place[2] if len(place) > 2 else "location") for place in event["places"]
        ),
    )


def _mention(mention: dict[str, Any]) -> CodedMention:
    start, end = mention["trigger"]
    return CodedMention((start, end), _parties(mention["actors"]), _parties(mention["recipients"]))


def _parties(rows: list[list[int]]) -> tuple[Party, ...]:
    return tuple(Party((row[0], row[1]), (row[2], row[3]) if len(row) > 2 else None) for row in rows)
