"""Parts of the tables whose rows belong to one report each: assembled from units and older parts, and written.

A part is a GeoParquet 1.1 file a table, with a column of bounding boxes; rows lie along a Hilbert curve, so that what
looks for an area skips most row groups.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.corpus import rows
from geo.corpus.geoparquet import with_geometry
from geo.corpus.rows import GEOMETRY, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from geo.corpus.plan import Part

_WORLD: Final = (-180.0, -90.0, 180.0, 90.0)
_GROUPS: Final = {"reports": 1_024, "records": 128}
"""Rows of a row group, where it is not the usual number."""
_GROUP: Final = 4_096
_COMPRESSION: Final = "zstd"


def write_part(
    part: Part, *, units: Iterable[bytes], older: Mapping[int, Mapping[str, Path]], folder: Path
) -> None:
    """Write the files of a part.

    Parameters
    ----------
    part
        What it is made of.
    units
        The contents of the files of its units.
    older
        The files of the parts that hold rows of its members, by table, under the number that the members have for it.
    folder
        Where a folder a table is made.
    """
    import pyarrow as pa

    keys = _keys(part.members)
    pieces: dict[str, list[pa.Table]] = {name: [rows.schema(name).empty_table()] for name in TABLES}
    for content in units:
        for name, table in rows.unpacked(content).items():
            pieces[name].append(table)
    for number, files in older.items():
        for name, table in _older_rows(files, _keys(part.members[part.members["part"] == number])).items():
            pieces[name].append(table)
    whole = {name: pa.concat_tables(tables) for name, tables in pieces.items()}
    order = whole["reports"].take(pa.compute.index_in(keys, whole["reports"]["key"]))
    at = pa.compute.index_in(order["id"], whole["records"]["report"]).drop_null()
    made = {
        "mentions": sorted_table(whole["mentions"], ("report", "start", "end")),
        "records": whole["records"].take(at),
        "reports": order,  # last: where it is the part is whole
    }
    for name, table in made.items():
        fresh = folder / name / f"{part.name}.fresh"
        write_table(name, table, fresh)
        os.replace(fresh, _file(part, name, folder))  # noqa: PTH105 (the atomic one, on every system)


def is_written(part: Part, folder: Path) -> bool:
    """Return whether all files of a part are there."""
    return _file(part, "reports", folder).exists()


def _file(part: Part, table: str, folder: Path) -> Path:
    return folder / table / f"{part.name}.parquet"


def _keys(members: NDArray[np.void]) -> pa.Array:
    import pyarrow as pa

    return pa.array([key.hex() for key in members["key"].tolist()], pa.string())


def _older_rows(files: Mapping[str, Path], keys: pa.Array) -> dict[str, pa.Table]:
    import pyarrow.parquet as pq
    from pyarrow.compute import is_in

    found = {}
    reports = _plain(pq.read_table(files["reports"]), "reports")
    found["reports"] = reports.filter(is_in(reports["key"], keys))
    for name in ("mentions", "records"):
        table = _plain(pq.read_table(files[name]), name)
        found[name] = table.filter(is_in(table["report"], found["reports"]["id"].combine_chunks()))
    return found


def _plain(table: pa.Table, name: str) -> pa.Table:
    schema = rows.schema(name)
    return table.select(schema.names).cast(schema)


def sorted_table(table: pa.Table, columns: tuple[str, ...]) -> pa.Table:
    """Order rows along a Hilbert curve over the world, then by columns; those without a geometry come last."""
    import pyarrow as pa

    keyed = table.append_column("curve", pa.array(_along_curve(table[GEOMETRY])))
    order = pa.compute.sort_indices(
        keyed, [("curve", "ascending"), *((name, "ascending") for name in columns)]
    )
    return table.take(order)


def _along_curve(wkb: pa.ChunkedArray) -> NDArray[np.int64]:
    import geopandas as gpd
    import shapely

    shapes = shapely.from_wkb(wkb.to_numpy(zero_copy_only=False))
    found = np.full(len(shapes), np.iinfo(np.int64).max)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if there.any():
        found[there] = gpd.GeoSeries(shapes[there]).hilbert_distance(total_bounds=_WORLD).to_numpy()
    return found


def file_schema(name: str) -> pa.Schema:
    """Return the schema of the files of a table: that of its rows, and bounding boxes where it has geometries."""
    import pyarrow as pa

    schema = rows.schema(name)
    if GEOMETRY not in schema.names:
        return schema
    box = pa.struct([(side, pa.float64()) for side in ("xmin", "ymin", "xmax", "ymax")])
    return schema.append(pa.field("bbox", box))


def write_table(name: str, table: pa.Table, path: Path) -> None:
    """Write a table: GeoParquet where it has geometries, else plain Parquet."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    size = _GROUPS.get(name, _GROUP)
    if GEOMETRY in table.column_names:
        table = with_geometry(table, GEOMETRY)
    pq.write_table(table, path, row_group_size=size, compression=_COMPRESSION)
