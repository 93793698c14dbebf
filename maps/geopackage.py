"""An `EventSet` as a GeoPackage that QGIS opens styled: one layer for each kind of record and of geometry.

Points, lines and areas go into layers of their own, because GIS software gives a layer one type of geometry,
and with it one kind of symbol. What has no place is kept in a layer `..._nowhere`, so that no event is lost. Each
layer with geometries has an R-tree (GDAL's default), days are of type Date, and lists are JSON text.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from geo.set_files import write_record_table
from maps.qgis_styles import write_styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from geo.event_set import EventSet

# The geometry types that GIS software keeps apart: a layer holds one of them.
_FAMILIES = {
    "point": ("Point", "MultiPoint"),
    "line": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
}
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


def write_geopackage(found: EventSet, path: Path, *, records: bool = False) -> None:
    """Write every layer and its style, and the records; `path` is a file that does not exist yet."""
    layers = []
    for name, table, kind in _layers(found):
        described = _WHAT.get(name) or "{}, {}".format(*(_part(name)))
        _write_layer(table, path, layer=name, kind=kind, description=described)
        layers.append(name)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        write_styles(database, layers)
        if records:
            write_record_table(database, found)


def _part(layer: str) -> tuple[str, str]:
    name, _, family = layer.rpartition("_")
    return _WHAT[name], _WHERE[family]


def _layers(found: EventSet) -> Iterator[tuple[str, gpd.GeoDataFrame, str]]:
    """Give name, rows and geometry type of each layer; QGIS lists them in this order."""
    yield from _by_geometry("events", _with_lists(found))
    yield from _by_geometry("mentions", found.mentions)
    yield "places", found.places, "Point"
    yield "links", found.links, "LineString"
    yield "borders", _borders(found), "MultiLineString"
    areas = _command_areas(found)
    if areas is not None:
        yield "command_areas", areas, "MultiPolygon"


def _by_geometry(name: str, table: gpd.GeoDataFrame) -> Iterator[tuple[str, gpd.GeoDataFrame, str]]:
    types = table.geometry.geom_type
    for family, (_, multi) in _FAMILIES.items():
        yield f"{name}_{family}", table[types.isin(_FAMILIES[family])], multi
    known = list(itertools.chain.from_iterable(_FAMILIES.values()))
    yield f"{name}_nowhere", table[~types.isin(known)], "Unknown"


def _with_lists(found: EventSet) -> gpd.GeoDataFrame:
    """Give the events' table with its lists as JSON, from the records: a name may hold the table's own `; `."""
    events = found.events.copy()
    for column, field in (("actors", "actors"), ("recipients", "recipients")):
        people = [getattr(event, field) for event in found.event_records]
        countries = [dict.fromkeys(actor.country for actor in some if actor.country) for some in people]
        events[column] = [_json([actor.name for actor in some]) for some in people]
        events[f"{column.removesuffix('s')}_countries"] = [_json(list(some)) for some in countries]
    return events


def _json(items: list[str]) -> str | None:
    return json.dumps(items, ensure_ascii=False) if items else None


def _borders(found: EventSet) -> gpd.GeoDataFrame:
    import geopandas as gpd

    used = {
        m.place.id: (m.place.name, m.geometry)
        for m in found.mention_records
        if m.place and m.place.kind == "border" and m.geometry is not None and m.geometry.length > 0
    }
    rows = {"place_id": list(used), "name": [name for name, _ in used.values()]}
    table = gpd.GeoDataFrame(rows, geometry=[shape for _, shape in used.values()], crs="EPSG:4326")
    return table.astype({"place_id": "string", "name": "string"})


def _command_areas(found: EventSet) -> gpd.GeoDataFrame | None:
    """Give the areas of the time that the events reach into; `None` when no event has a day, or all are before 1983."""
    from gazetteer import commands

    days = {day for event in found for day in (event.when.start, event.when.end) if day}
    if not days:
        return None
    table = commands.during(min(days), max(days))
    if table.empty:
        return None
    for name in _LISTS:
        table[name] = table[name].map(
            lambda text: _json([item for item in str(text or "").split("; ") if item])
        )
    return table.astype({"since": "datetime64[s]"})


def _write_layer(table: gpd.GeoDataFrame, path: Path, *, layer: str, kind: str, description: str) -> None:
    """Append a layer; pyogrio's table writer has no type Date, its raw one has."""
    from pyogrio import raw

    columns = [_column(table[name]) for name in table.columns if name != "geometry"]
    raw.write(
        path,
        geometry=table.geometry.to_wkb().to_numpy(dtype=object),
        field_data=[data for data, _ in columns],
        field_mask=[mask for _, mask in columns],
        fields=[name for name in table.columns if name != "geometry"],
        layer=layer,
        driver="GPKG",
        geometry_type=kind,
        crs="EPSG:4326",
        promote_to_multi=kind.startswith("Multi"),
        append=path.exists(),
        layer_options={"DESCRIPTION": description, "SPATIAL_INDEX": "YES"},
        dataset_metadata=None if path.exists() else {"software": "Dateline", "layers": json.dumps(_WHAT)},
        layer_metadata={"description": description},
        dataset_options=None if path.exists() else {"VERSION": "1.3"},  # older GIS software warns of 1.4
    )


def _column(column: pd.Series) -> tuple[Any, Any]:
    """Give a column as pyogrio's raw writer takes it, and where it is empty (`None` for: nowhere)."""
    import pandas as pd

    empty = column.isna().to_numpy()
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.to_numpy().astype("datetime64[D]"), None  # a missing day is NaT in both
    if column.dtype.kind in "ifb":
        return column.to_numpy(), empty if empty.any() else None
    return column.astype(object).where(~empty, None).to_numpy(dtype=object), None
