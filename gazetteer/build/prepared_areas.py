"""The areas that take long to put together, generalised and packed: `data/areas/areas.sqlite`.

Made after everything else, by the very code that would make them at run time, from the data that were built before.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.areas import generalisation, outlines, prepared, queries, territories
from gazetteer.errors import PlaceNotFound
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazetteer.place import Place


def build(out: Path) -> None:
    """Write the prepared areas of the bundled places.

    Parameters
    ----------
    out
        An empty folder. The outlines and the store are read from where they belong in the package.

    Raises
    ------
    ValueError
        When an area does not come back from its packing as it was.
    """
    transform = outlines.load("10m").transform
    grid = prepared.Grid(np.asarray(transform["scale"]), np.asarray(transform["translate"]))
    stamp = (outlines.BUILT / "stamp").read_text(encoding="ascii")
    with closing(sqlite3.connect(out / prepared.PATH.name)) as connection, connection:
        connection.executescript(prepared.SCHEMA)
        connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?)", (stamp, *grid.step, *grid.origin))
        for place in _places(Gazetteer()):
            whole = queries.geometry(place)
            if not isinstance(whole, shapely.Polygon | shapely.MultiPolygon):
                continue
            area = generalisation.simplify(whole)
            packed = prepared.pack(area, grid)
            if shapely.to_wkb(prepared.unpack(packed, grid)) != shapely.to_wkb(area):
                raise ValueError(f"the area of {place.label} does not survive its packing")
            connection.execute(
                "INSERT INTO area VALUES (?, ?, ?, ?, ?)",
                (place.id, place.name, place.kind, place.country, packed),
            )


def _places(gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield the places whose areas are put together: from arcs, or from what a hand-written shape names."""
    shaped = territories.shape_texts()
    yield from gazetteer.places(kind="country")
    for kind in ("admin1", "region"):
        for place in gazetteer.places(kind=kind):
            keys = {territories.key_of(place.id), territories.key_of(place.name)}
            if place.id not in shaped and not keys.isdisjoint(territories.part_keys()):
                yield place
    for place_id in shaped:
        try:
            place = gazetteer.get(place_id)
        except PlaceNotFound:
            continue
        if place.kind != "country":
            yield place
