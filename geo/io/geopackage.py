"""GeoPackage: tables by GDAL, and all records of a set as a table of attributes, and back."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import sqlite3
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.io.archive import VERSION, pack
from geo.io.columns import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BytesIO
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.event_set import EventSet
    from geo.io.columns import Columns, Shapes

TABLE = "dateline_records"
_GEOMETRY = "geom"
_COLLECT: Final[dict[int, Any]] = {
    0: shapely.multipoints,
    1: shapely.multilinestrings,
    3: shapely.multipolygons,
}
"""By shapely's number of a type what makes one of several of it."""


def write_record_table(database: sqlite3.Connection, event_set: EventSet) -> None:
    """Write a set into an open GeoPackage, as an attribute table with one record per row."""
    database.execute(
        f"CREATE TABLE {TABLE} "
        "(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL)"
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
        (TABLE, TABLE, "All records as JSON, for geo.EventSet.from_file; the layers are made from them"),
    )
    insert = f"INSERT INTO {TABLE} (kind, record) VALUES (?, ?)"  # noqa: S608 (our own name)
    rows = ((kind, json.dumps(row, ensure_ascii=False)) for kind, row in pack(event_set))
    database.execute(insert, ("version", str(VERSION)))
    database.executemany(insert, rows)


def record_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the version and the records of a file."""
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute(f"SELECT kind, record FROM {TABLE} ORDER BY id")  # noqa: S608 (our own name)
        kind, version = rows.fetchone() or ("", "0")
        yield "version", {"version": json.loads(version) if kind == "version" else None}
        for kind, record in rows:
            yield kind, json.loads(record)


def write_layer(columns: Columns, shapes: Shapes, path: Path | BytesIO, **options: Any) -> None:
    """Write a table by pyogrio's raw writers: that of tables has no type Date.

    A GeoPackage is written by Arrow where pyarrow is installed, in less than half of the time; the rows are the same.
    """
    if options.get("driver") == "GPKG" and len(shapes) and importlib.util.find_spec("pyarrow") is not None:
        _write_arrow(columns, shapes, path, **options)
    else:
        _write_raw(columns, shapes, path, **options)


def _write_raw(columns: Columns, shapes: Shapes, path: Path | BytesIO, **options: Any) -> None:
    from pyogrio import raw

    filled = [_column(values, whole=is_whole(name)) for name, values in columns.items()]
    raw.write(
        path,
        geometry=shapely.to_wkb(shapes),
        field_data=[data for data, _ in filled],
        field_mask=[mask for _, mask in filled],
        fields=list(columns),
        crs="EPSG:4326",
        **options,
    )


def _write_arrow(
    columns: Columns, shapes: Shapes, path: Path | BytesIO, *, promote_to_multi: bool = False, **options: Any
) -> None:
    import pyarrow as pa
    from pyogrio import raw

    arrays, fields = [], []
    for name, values in columns.items():
        filled, mask = _column(values, whole=is_whole(name))
        arrays.append(pa.array(filled, pa.string() if filled.dtype.kind == "O" else None, mask=mask))
        fields.append(pa.field(name, arrays[-1].type))
    arrays.append(pa.array(shapely.to_wkb(_multi(shapes) if promote_to_multi else shapes), pa.binary()))
    # By this name GDAL knows which column is the geometry; the layer calls it "geom", as its own default is.
    fields.append(pa.field(_GEOMETRY, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"}))
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields))
    raw.write_arrow(table, path, geometry_name=_GEOMETRY, crs="EPSG:4326", **options)


def _multi(shapes: Shapes) -> Shapes:
    """Return points, lines and areas as multiple ones, as a layer has one type; Arrow's writer does not do it."""
    made = shapes.copy()
    kinds = shapely.get_type_id(shapes)
    for number, collect in _COLLECT.items():
        some = kinds == number
        if some.any():
            made[some] = collect(shapes[some][:, np.newaxis])
    return made


def _column(values: NDArray[Any], *, whole: bool) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Return a column as pyogrio's raw writer needs it, and the mask of its missing values (`None` without any)."""
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]"), None  # a missing day is NaT in both
    empty = np.isnan(values) if values.dtype.kind == "f" else np.zeros(0, dtype=bool)
    if whole:
        values = np.where(empty, 0, values).astype("int32")
    return values, empty if empty.any() else None
