"""Events of a corpus as files for GIS software, row group by row group where the format allows it."""

from __future__ import annotations

import errno
import itertools
import json
import os
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    import pyarrow as pa

    from geo.corpus.corpus import Corpus

STREAMED: Final = (".csv", ".parquet", ".fgb")
"""What is written from the columns of the table of events, in flat memory."""
_BATCH: Final = 16_384
_GEOMETRY: Final = "geometry"


def event_csv(corpus: Corpus, where: str | None = None, *, wkt: bool = False) -> Iterator[str]:
    """Yield the events as CSV with a header, batch by batch."""
    from maps.event_tables import frame_csv

    for number, frame in enumerate(_frames(corpus, where)):
        yield frame_csv(frame, header=number == 0, wkt=wkt)


def _frames(corpus: Corpus, where: str | None) -> Iterator[gpd.GeoDataFrame]:
    """Yield the table of events with the labels of types in parts; one without rows where there are none."""
    import geopandas as gpd
    import pyarrow as pa
    import shapely

    from geo.corpus.rows import schema
    from geo.io.columns import SCHEMAS
    from maps.event_tables import labelled

    dataset = corpus.dataset("events", where)
    has = set(dataset.schema.names)  # fewer columns where an older version wrote it
    types = {name: dtype for name, dtype in SCHEMAS["events"].items() if name in has}
    names = [*types, _GEOMETRY]
    batches = dataset.to_batches(columns=names, batch_size=_BATCH)
    filled = (batch for batch in batches if len(batch))
    first = next(filled, None)
    if first is None:
        none = schema("events").empty_table().select(names)
        first = none.to_batches()[0] if none.to_batches() else pa.RecordBatch.from_pylist([], none.schema)
    for batch in itertools.chain([first], filled):
        table = pa.table(batch)
        shapes = gpd.GeoSeries(
            shapely.from_wkb(table[_GEOMETRY].to_numpy(zero_copy_only=False)), crs="EPSG:4326"
        )
        frame = table.drop_columns([_GEOMETRY]).to_pandas().astype(types)
        yield labelled(gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326"))


def write(corpus: Corpus, where: str | None, path: Path, suffix: str, *, wkt: bool = False) -> None:
    """Write the events to a file of one of the formats in `STREAMED`."""
    if suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(event_csv(corpus, where, wkt=wkt))
        return
    tables = (pa_table(frame) for frame in _frames(corpus, where))
    (_write_parquet if suffix == ".parquet" else _write_flatgeobuf)(tables, path)


def pa_table(frame: gpd.GeoDataFrame) -> pa.Table:
    """Return a GeoDataFrame as an Arrow table whose geometries are well-known binary."""
    import pyarrow as pa

    return pa.table(frame.to_arrow(index=False, geometry_encoding="WKB"))


def _write_parquet(tables: Iterator[pa.Table], path: Path) -> None:
    import pyarrow.parquet as pq
    from pyproj import CRS

    first = next(tables)
    crs = CRS.from_epsg(4326).to_json_dict()
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": [], "crs": crs}
    geo = {"version": "1.1.0", "primary_column": _GEOMETRY, "columns": {_GEOMETRY: column}}
    schema = first.schema.with_metadata({**(first.schema.metadata or {}), "geo": json.dumps(geo)})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in itertools.chain([first], tables):
            writer.write_table(table.cast(schema))


def _write_flatgeobuf(tables: Iterator[pa.Table], path: Path) -> None:
    import pyarrow as pa
    import pyogrio

    first = next(tables)
    count = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal count
        for table in itertools.chain([first], tables):
            count += len(table)
            yield from table.cast(first.schema).to_batches()

    pyogrio.write_arrow(
        pa.RecordBatchReader.from_batches(first.schema, batches()),
        path,
        driver="FlatGeobuf",
        layer=path.stem,
        geometry_name=_GEOMETRY,
        geometry_type="Unknown",
        crs="EPSG:4326",
        SPATIAL_INDEX="NO",  # an index needs a geometry in every row, and no event may be lost
    )
    if pyogrio.read_info(path, force_feature_count=True)["features"] != count:
        # GDAL says nothing where a disk takes only half of it.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
