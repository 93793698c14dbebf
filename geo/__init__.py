"""What a report says: its mentions of places, and its events with their actors, dates and places.

>>> import geo
>>> found = geo.parse("Envoys met in Manama on Monday.", published="2024-06-12")
>>> [mention.text for mention in found.mention_records]
['Manama']

Everything runs on this machine; nothing is downloaded. spaCy and geopandas load on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo import corpus, language
    from geo.comparison.evaluation import compare
    from geo.comparison.result import Comparison
    from geo.errors import GeoError
    from geo.event_set import EventSet
    from geo.pipeline import parse, read, read_texts, resolve
    from geo.records import (
        Actor,
        Candidate,
        Event,
        EventMention,
        Failure,
        FieldScores,
        Mention,
        PlaceLink,
        Report,
        When,
    )

__all__ = [
    "Actor",
    "Candidate",
    "Comparison",
    "Event",
    "EventMention",
    "EventSet",
    "Failure",
    "FieldScores",
    "GeoError",
    "Mention",
    "PlaceLink",
    "Report",
    "When",
    "compare",
    "corpus",
    "language",
    "parse",
    "read",
    "read_texts",
    "resolve",
]

_MODULE_OF = {
    **dict.fromkeys(
        (
            "Actor",
            "Candidate",
            "Event",
            "EventMention",
            "Failure",
            "FieldScores",
            "Mention",
            "PlaceLink",
            "Report",
            "When",
        ),
        "records",
    ),
    **dict.fromkeys(("parse", "read", "read_texts", "resolve"), "pipeline"),
    "Comparison": "comparison.result",
    "EventSet": "event_set",
    "GeoError": "errors",
    "compare": "comparison.evaluation",
}
_MODULES = ("corpus", "language")  # `geo.language.load()` works after `import geo` alone


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
