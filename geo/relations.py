"""Geometry for what reports say about places: points and areas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.records import Mention


def relate(doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer) -> list[Mention]:  # noqa: ARG001
    """Give each resolved mention its geometry."""
    from shapely import Point

    return [
        replace(m, geometry=Point(m.place.lon, m.place.lat)) if m.place is not None else m for m in mentions
    ]
