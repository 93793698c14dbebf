"""An `EventSet` as a GeoPackage that QGIS opens styled: one layer for each kind of record and of geometry.

Points, lines and areas go into layers of their own, because GIS software gives a layer one type of geometry,
and with it one kind of symbol. What has no place is kept in a layer `..._nowhere`, so that no event is lost. Each
layer with geometries has an R-tree (GDAL's default), days are of type Date, and lists are JSON text.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sqlite3
from typing import TYPE_CHECKING

import numpy as np

from geo.io import frames
from geo.io.columns import objects
from geo.io.geopackage import write_layer, write_record_table
from geo.io.layers import by_geometry
from maps.qgis_styles import write_styles
from maps.titles import with_labels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.event_set import EventSet
    from geo.io.columns import Columns, Shapes

    Layer = tuple[str, Columns, Shapes, str]

_TYPES = {"point": "MultiPoint", "line": "MultiLineString", "area": "MultiPolygon", "nowhere": "Unknown"}
_LINES = ("LineString", "MultiLineString")
_WHAT = {
    "events": "Events: who did what to whom, and when",
    "mentions": "Names of places in the reports, with what the phrase means",
    "places": "Places that are mentioned, one row each",
    "links": "Lines from where an event was to its other places; without geometry where they are the same",
    "borders": "Shared borders that the reports name",
    "command_areas": "US combatant commands' areas of responsibility: valid_from <= day < valid_to",
}
_WHERE = {
    "point": "at points",
    "line": "along lines",
    "area": "in areas",
    "nowhere": "without a geometry",
}
_LISTS = ("members", "pending", "seas", "doubts")  # "; " between in `commands.on`


def write_geopackage(event_set: EventSet, path: Path, *, records: bool = False) -> None:
    """Write every layer and its style, and the records; `path` is a file that does not exist yet."""
    layers = []
    with _no_collection():
        for name, columns, shapes, kind in _layers(event_set):
            described = _WHAT.get(name) or "{}, {}".format(*(_part(name)))
            _append(columns, shapes, path, layer=name, kind=kind, description=described)
            layers.append(name)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        write_styles(database, layers)
        if records:
            write_record_table(database, event_set)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Disable garbage collection: beside millions of records it takes as long as writing the tables."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _part(layer: str) -> tuple[str, str]:
    name, _, family = layer.rpartition("_")
    return _WHAT[name], _WHERE[family]


def _layers(event_set: EventSet) -> Iterator[Layer]:
    """Return name, columns, geometries and geometry type of each layer; QGIS lists them in this order."""
    events = frames.events(event_set, lists=True)
    days = np.concatenate([events[0]["when_start"], events[0]["when_end"]])
    for layer, columns, shapes in by_geometry("events", with_labels(events[0]), events[1]):
        yield layer, columns, shapes, _TYPES[layer.rpartition("_")[2]]
    for layer, columns, shapes in by_geometry("mentions", *frames.mentions(event_set)):
        yield layer, columns, shapes, _TYPES[layer.rpartition("_")[2]]
    yield "places", *frames.places(event_set), "Point"
    yield "links", *frames.links(event_set), "MultiLineString"
    yield "borders", *_borders(event_set), "MultiLineString"
    areas = _command_areas(days)
    if areas is not None:
        yield "command_areas", *areas, "MultiPolygon"


def _borders(event_set: EventSet) -> tuple[Columns, Shapes]:
    used = {
        m.place.id: (m.place.name, m.geometry)
        for m in event_set.mention_records
        if m.place and m.place.kind == "border" and m.geometry is not None and m.geometry.geom_type in _LINES
    }
    columns = {"place_id": list(used), "name": [name for name, _ in used.values()]}
    return {name: objects(values) for name, values in columns.items()}, objects(
        shape for _, shape in used.values()
    )


def _command_areas(days: NDArray[np.datetime64]) -> tuple[Columns, Shapes] | None:
    """Return the areas of the events' time; `None` when no event has a day, or all are before 1983."""
    from gazetteer import commands

    known = days[~np.isnat(days)].astype("datetime64[D]")
    if not len(known):
        return None
    table = commands.during(known.min().item(), known.max().item())
    if table.empty:
        return None
    columns = {name: table[name].to_numpy() for name in table.columns if name != "geometry"}
    for name, values in columns.items():
        if name in _LISTS:
            columns[name] = objects(_json([item for item in text.split("; ") if item]) for text in values)
    columns["since"] = columns["since"].astype("datetime64[s]")
    return columns, table.geometry.to_numpy()


def _json(items: list[str]) -> str | None:
    return json.dumps(items, ensure_ascii=False) if items else None


def _append(columns: Columns, shapes: Shapes, path: Path, *, layer: str, kind: str, description: str) -> None:
    first = not path.exists()
    write_layer(
        columns,
        shapes,
        path,
        driver="GPKG",
        layer=layer,
        geometry_type=kind,
        promote_to_multi=kind.startswith("Multi"),
        append=not first,
        layer_options={"DESCRIPTION": description, "SPATIAL_INDEX": "YES"},
        dataset_metadata={"software": "Dateline", "layers": json.dumps(_WHAT)} if first else None,
        layer_metadata={"description": description},
        dataset_options={"VERSION": "1.3"} if first else None,  # older GIS software warns of 1.4
    )
