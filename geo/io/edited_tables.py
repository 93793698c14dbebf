"""The tables of a file that holds a set, as they were written and as they are now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from geo.errors import UnreadableSet
from geo.io import frames, manual_edits, older_files
from geo.io.archive import VERSION
from geo.io.layers import by_geometry, layer_of, layers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.event_set import EventSet
    from geo.io.columns import Columns, Shapes
    from geo.io.manual_edits import Row


def with_edits(event_set: EventSet, path: Path, *, version: int = VERSION) -> EventSet:
    """Apply the edits made in the tables of a file to its set; JSON lines have no tables.

    Tables of a file of an older version are compared with what that version wrote.

    Raises
    ------
    UnreadableSet
        A change cannot take effect, or a table is gone.
    """
    suffix = path.suffix.lower()
    if suffix == ".gpkg":
        return _geopackage(event_set, path, version)
    if suffix == ".parquet":
        return _parquet(event_set, path, version)
    return _geojson(event_set, path, version) if suffix in (".geojson", ".json") else event_set


def _parquet(event_set: EventSet, path: Path, version: int) -> EventSet:
    import geopandas as gpd

    present = list(_cells("events", gpd.read_parquet(path)))
    exported = older_files.upgraded_rows(_rows("events", *frames.events(event_set)), present, version)
    return manual_edits.apply(event_set, exported, present, layers=("events",))


def _geopackage(event_set: EventSet, path: Path, version: int) -> EventSet:
    for name in ("places", "links"):
        _check_same(path, name, getattr(frames, name)(event_set), version)
    for layer, columns, shapes in by_geometry("mentions", *frames.mentions(event_set)):
        _check_same(path, layer, (columns, shapes), version)
    columns, shapes = frames.events(event_set, lists=True)
    layers = layers_of("events")
    of_row = layer_of("events", shapes)
    written = [(layer, *row[1:]) for layer, row in zip(of_row, _rows("", columns, shapes), strict=True)]
    present = [row for layer in layers for row in _layer(path, layer)]
    return manual_edits.apply(
        event_set, older_files.upgraded_rows(written, present, version), present, layers=layers
    )


def _check_same(path: Path, layer: str, table: tuple[Columns, Shapes], version: int) -> None:
    present = list(_layer(path, layer))
    manual_edits.check_same(older_files.upgraded_rows(_rows(layer, *table), present, version), present)


def _rows(where: str, columns: Columns, shapes: Shapes) -> Iterator[Row]:
    names = list(columns)
    cells = zip(*(values.tolist() for values in columns.values()), strict=True)
    for values, shape in zip(cells, shapes.tolist(), strict=True):
        yield where, dict(zip(names, values, strict=True)), shape


def _layer(path: Path, layer: str) -> Iterator[Row]:
    from pyogrio import read_dataframe
    from pyogrio.errors import DataLayerError

    try:
        table = read_dataframe(path, layer=layer)
    except DataLayerError as error:
        raise UnreadableSet(
            "", f"its layer {layer} is gone (edits=False gives the set as it was exported)"
        ) from error
    yield from _cells(layer, table)


def _cells(layer: str, table: Any) -> Iterator[Row]:
    shapes = table.pop("geometry") if "geometry" in table else [None] * len(table)
    cells = {name: values.astype(object).tolist() for name, values in table.items()}
    for number, shape in enumerate(shapes):
        yield layer, {str(name): values[number] for name, values in cells.items()}, shape


def _geojson(event_set: EventSet, path: Path, version: int) -> EventSet:
    from geo.io.geojson import features

    whole = json.loads(path.read_text(encoding="utf-8"))
    present = list(_features(whole.get("features", ())))
    written = _features(made for made, _ in features(event_set.event_records))
    return manual_edits.apply(
        event_set, older_files.upgraded_rows(written, present, version), present, layers=("features",)
    )


def _features(some: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for one in some:
        shape = one.get("geometry")
        # GDAL, and with it QGIS, writes a feature's id beside its properties alone.
        values = {"id": one.get("id"), **(one.get("properties") or {})}
        yield "features", values, None if shape is None else shapely.geometry.shape(shape)
