"""An `EventSet` as files for GIS software: GeoJSON, GeoPackage, FlatGeobuf, KML, GeoParquet, CSV."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.geojson import bbox, feature_collection, geometry
from maps.errors import UnknownFormat
from maps.files import whole_file
from maps.geopackage import write_geopackage

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from geo.event_set import EventSet

_REFUSED = {
    ".gpx": "it holds tracks and waypoints, not areas or evidence",
    ".shp": "it cuts names and texts; take .gpkg",
}


def export(found: EventSet, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write the events of a set, and in a GeoPackage all the rest too.

    Parameters
    ----------
    found
        What to write.
    path
        The suffix chooses the format: `.geojson` and `.json` (RFC 7946), `.gpkg` (layers events_point, events_line,
        events_area, events_nowhere, mentions likewise, places, links, borders, command_areas, with QGIS styles),
        `.fgb`, `.kml`, `.parquet`, `.csv` (geometry as WKT).
    overwrite
        Replace what is there.

    Returns
    -------
    Path
        The file, complete.

    Raises
    ------
    UnknownFormat
        No writer for this suffix, or its library is not installed.
    FileExists
        There is a file and `overwrite` is off.
    OSError
        The file cannot be written.
    """
    path = Path(path)
    check_format(path)
    writer = _WRITERS[path.suffix.lower()]
    with whole_file(path, overwrite=overwrite) as fresh:
        writer(found, fresh)
    return path


def check_format(path: str | Path) -> None:
    """Raise what `export` would raise for the suffix of this path, before the work and not after it.

    Raises
    ------
    UnknownFormat
        No writer for this suffix, or its library is not installed.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _WRITERS:
        raise UnknownFormat(suffix or Path(path).name, tuple(_WRITERS), _REFUSED.get(suffix, ""))
    if suffix == ".parquet" and importlib.util.find_spec("pyarrow") is None:
        raise UnknownFormat(suffix, tuple(_WRITERS), "it needs pyarrow: pip install pyarrow")


def geojson_text(found: EventSet) -> str:
    """Give the events as one GeoJSON text with one feature a line, so that files compare well."""
    collection = feature_collection(found.event_records)
    features = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in collection.pop("features"))
    head = json.dumps(collection)[:-1]
    return f'{head}, "features": [\n{features}\n]}}\n'


def frame_geojson(table: gpd.GeoDataFrame) -> str:
    """Give a GeoDataFrame in EPSG:4326 as GeoJSON per RFC 7946: ring order, six decimals, bbox, no crs member."""
    columns = table.drop(columns="geometry").columns
    features = [
        {
            "type": "Feature",
            "geometry": geometry(shape),
            "properties": dict(zip(columns, map(_plain, row), strict=True)),
        }
        for row, shape in zip(table[columns].itertuples(index=False), table.geometry, strict=True)
    ]
    return (
        json.dumps(
            {"type": "FeatureCollection", "bbox": bbox(table.geometry), "features": features},
            ensure_ascii=False,
        )
        + "\n"
    )


def _plain(value: Any) -> Any:
    """Give a cell as JSON knows it: missing values as null, dates as ISO 8601, numpy numbers as numbers."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 (NaN and NaT differ from themselves)
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def frame_csv(table: gpd.GeoDataFrame) -> str:
    """Give a GeoDataFrame as CSV with a header; geometry as WKT, six decimals, empty where there is none."""
    shapes = table.geometry.to_wkt(rounding_precision=6)
    text: str = table.drop(columns="geometry").assign(geometry=shapes).to_csv(index=False)
    return text


def _write_geojson(found: EventSet, path: Path) -> None:
    path.write_text(geojson_text(found), encoding="utf-8")


def _write_csv(found: EventSet, path: Path) -> None:
    path.write_text(frame_csv(found.events), encoding="utf-8", newline="")


def _write_flatgeobuf(found: EventSet, path: Path) -> None:
    # An index needs a geometry in every row, and no event may be lost.
    _write_layer(found.events, path, driver="FlatGeobuf", SPATIAL_INDEX="NO")


def _write_kml(found: EventSet, path: Path) -> None:
    from pyogrio import list_drivers

    driver = "LIBKML" if "w" in list_drivers().get("LIBKML", "") else "KML"
    _write_layer(found.events, path, driver=driver)


def _write_parquet(found: EventSet, path: Path) -> None:
    found.events.to_parquet(path)


def _write_layer(table: gpd.GeoDataFrame, path: Path, **options: Any) -> None:
    import pyogrio

    pyogrio.write_dataframe(table, path, **options)


_WRITERS: dict[str, Callable[[EventSet, Path], None]] = {
    ".geojson": _write_geojson,
    ".json": _write_geojson,
    ".gpkg": write_geopackage,
    ".fgb": _write_flatgeobuf,
    ".kml": _write_kml,
    ".parquet": _write_parquet,
    ".csv": _write_csv,
}
