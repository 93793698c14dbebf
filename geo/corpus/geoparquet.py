"""Arrow tables as GeoParquet 1.1: metadata of the geometries, and a column of their bounding boxes.

By hand and not by `GeoDataFrame.to_parquet`, which gives a row without a geometry a box of NaN, where the specification
wants none; and the rows need not become pandas' to be written.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyproj
import shapely

from geo.io.columns import is_whole

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

VERSION: Final = "1.1.0"
BBOX: Final = "bbox"
_SIDES: Final = ("xmin", "ymin", "xmax", "ymax")
_TYPES: Final = {
    shapely.GeometryType.POINT: "Point",
    shapely.GeometryType.LINESTRING: "LineString",
    shapely.GeometryType.LINEARRING: "LineString",
    shapely.GeometryType.POLYGON: "Polygon",
    shapely.GeometryType.MULTIPOINT: "MultiPoint",
    shapely.GeometryType.MULTILINESTRING: "MultiLineString",
    shapely.GeometryType.MULTIPOLYGON: "MultiPolygon",
    shapely.GeometryType.GEOMETRYCOLLECTION: "GeometryCollection",
}


def with_geometry(table: pa.Table, column: str) -> pa.Table:
    """Return a table with a bounding box beside each geometry, and the metadata that say what they are.

    Parameters
    ----------
    table
        With longitudes and latitudes in WGS 84, as well-known binary.
    column
        Of the geometries.
    """
    import pyarrow as pa

    shapes = shapely.from_wkb(table[column].to_numpy(zero_copy_only=False))
    bounds = shapely.bounds(shapes)
    boxless = np.isnan(bounds).any(axis=1)  # none, or an empty one
    sides = [pa.array(bounds[:, number], mask=boxless) for number in range(len(_SIDES))]
    boxes = pa.StructArray.from_arrays(sides, names=list(_SIDES), mask=pa.array(boxless))
    metadata = {"geo": json.dumps(_described(column, shapes, bounds[~boxless]), sort_keys=True)}
    return table.append_column(BBOX, boxes).replace_schema_metadata(metadata | _of_pandas(table))


def _described(column: str, shapes: NDArray[Any], bounds: NDArray[np.float64]) -> dict[str, Any]:
    kinds = {_TYPES[kind] for kind in np.unique(shapely.get_type_id(shapes)).tolist() if kind >= 0}
    described = {
        "encoding": "WKB",
        "crs": _crs(),
        "geometry_types": sorted(kinds),
        "covering": {BBOX: {side: [BBOX, side] for side in _SIDES}},
    }
    if len(bounds):
        described["bbox"] = [*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist()]
    return {"version": VERSION, "primary_column": column, "columns": {column: described}}


@cache
def _crs() -> dict[str, Any]:
    return pyproj.CRS("EPSG:4326").to_json_dict()


def _of_pandas(table: pa.Table) -> dict[str, bytes]:
    """Return what pandas needs to know so that a column of whole numbers has one type in every file, gaps or not."""
    import pyarrow as pa

    empty = table.slice(0, 0).to_pandas(types_mapper={pa.string(): pd.StringDtype("pyarrow")}.get)
    for name in filter(is_whole, empty.columns):
        empty[name] = empty[name].astype("Int64")
    described = pa.Schema.from_pandas(empty, preserve_index=False).metadata
    return {"pandas": described[b"pandas"]}
