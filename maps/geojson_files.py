"""Events as GeoJSON with words and colours for people: what `geo.io.geojson` writes, decorated."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from geo.io import geojson
from maps.strings import load_strings
from maps.style import event_style
from maps.titles import label, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.records import Event


def collection_chunks(
    events: Iterable[Event], *, simplestyle: bool = False, members: dict[str, Any] | None = None
) -> Iterator[str]:
    r"""Return the text of a feature collection piece by piece, as `geo.io.geojson` does, each event with its `label`.

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
    return geojson.collection_chunks(events, decorate=_decorate(simplestyle=simplestyle), members=members)


def feature_lines(
    events: Iterable[Event], *, sequence: bool = False, simplestyle: bool = False
) -> Iterator[str]:
    """Return one feature a line; as a `sequence`, a record separator (U+001E) is before each (RFC 8142)."""
    return geojson.feature_lines(events, sequence=sequence, decorate=_decorate(simplestyle=simplestyle))


def _decorate(*, simplestyle: bool) -> geojson.Decorate:
    return partial(_add, strings=load_strings("en"), simplestyle=simplestyle)


def _add(event: Event, properties: dict[str, Any], *, strings: Any, simplestyle: bool) -> None:
    properties["label"] = label(properties["type"], properties["mode"], strings)
    if simplestyle:
        properties |= simple_style(event)


def simple_style(event: Event) -> dict[str, Any]:
    """Return the simplestyle 1.1 properties of an event: the colours of the page, what happened, and its sentence.

    https://github.com/mapbox/simplestyle-spec/tree/master/1.1.0
    """
    colour = event_style(event.type).hue.light
    worded = {"title": title(event, load_strings("en")), "description": event.sentence}
    kind = event.where.geom_type if event.where is not None else ""
    if kind.endswith("Point"):
        return worded | {"marker-color": colour, "marker-size": "medium"}
    look = {"stroke": colour, "stroke-width": 2, "stroke-opacity": 1.0} if kind else {}
    return worded | look | ({"fill": colour, "fill-opacity": 0.25} if kind.endswith("Polygon") else {})
