"""Events as GeoJSON, written as they come: a feature collection, one feature a line, or a text sequence.

Nothing is gathered: memory does not grow with the number of events. A collection's bounding box therefore stands behind
its features; the order of members has no meaning (RFC 8259, section 4).
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from geo.geometry_json import joined_box
from geo.io.geojson import features
from maps.style import event_style
from maps.titles import label, title
from maps.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.records import Event

_SEPARATOR = "\x1e"  # begins each text of a sequence (RFC 8142, section 2)


def collection_chunks(
    events: Iterable[Event], *, simplestyle: bool = False, members: dict[str, Any] | None = None
) -> Iterator[str]:
    r"""Give the text of a feature collection (RFC 7946) piece by piece, one feature a line, so that files compare well.

    Parameters
    ----------
    events
        Taken one by one.
    simplestyle
        Add the properties of simplestyle 1.1 (`marker-color`, `stroke`, `fill`, `title`, ...).
    members
        Further members of the collection, which readers of GeoJSON pass over (RFC 7946, section 6.1).

    Examples
    --------
    >>> "".join(collection_chunks([]))
    '{"type": "FeatureCollection", "features": [\n\n]}\n'
    """
    yield '{"type": "FeatureCollection", "features": [\n'
    box: list[float] | None = None
    before = ""
    for text, other in _texts(events, simplestyle=simplestyle):
        yield before + text
        before = ",\n"
        box = joined_box(box, other)
    yield "\n]"
    for name, value in (({"bbox": box} if box else {}) | (members or {})).items():
        yield f", {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
    yield "}\n"


def feature_lines(
    events: Iterable[Event], *, sequence: bool = False, simplestyle: bool = False
) -> Iterator[str]:
    """Give one feature a line; as a `sequence`, a record separator (U+001E) stands before each (RFC 8142)."""
    before = _SEPARATOR if sequence else ""
    for text, _ in _texts(events, simplestyle=simplestyle):
        yield before + text + "\n"


def _texts(events: Iterable[Event], *, simplestyle: bool) -> Iterator[tuple[str, list[float] | None]]:
    """Give each event as the text of a GeoJSON feature, without a line end, and its bounding box."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    told = words("en")
    taken, styled = itertools.tee(events) if simplestyle else (events, itertools.repeat(None))
    for event, (made, box) in zip(styled, features(taken), strict=False):
        properties = made["properties"]
        properties["label"] = label(properties["type"], properties["mode"], told)
        if event is not None:
            properties |= simple_style(event)
        yield encode(made), box


def simple_style(event: Event) -> dict[str, Any]:
    """Give the simplestyle 1.1 properties of an event: the colours of the page, what happened, and its sentence.

    https://github.com/mapbox/simplestyle-spec/tree/master/1.1.0
    """
    colour = event_style(event.type).hue.light
    worded = {"title": title(event, words("en")), "description": event.sentence}
    kind = event.where.geom_type if event.where is not None else ""
    if kind.endswith("Point"):
        return worded | {"marker-color": colour, "marker-size": "medium"}
    look = {"stroke": colour, "stroke-width": 2, "stroke-opacity": 1.0} if kind else {}
    return worded | look | ({"fill": colour, "fill-opacity": 0.25} if kind.endswith("Polygon") else {})
