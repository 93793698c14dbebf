"""The places of a gazetteer as files for GIS software, written in batches, so that any number fits."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.errors import UnknownFormat
from maps.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import geopandas as gpd

    from gazetteer.place import Place

COLUMNS = ("place_id", "name", "kind", "country", "admin1", "population", "radius_m", "lon", "lat")
"""Of every format, in order; `radius_m` in metres, `lon` and `lat` in WGS 84 degrees."""

SUFFIXES = (".gpkg", ".geojson", ".csv", ".fgb")
ATTRIBUTION = (
    "Places: GeoNames (https://www.geonames.org/), CC BY 4.0, and the tables of Dateline, BSD-3-Clause."
)
"""What the licence of the places asks for; in every format that has a room for it."""
_BATCH = 20_000


def write_places(
    places: Iterable[Place],
    path: str | Path,
    *,
    overwrite: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> int:
    """Write places, in EPSG:4326.

    Parameters
    ----------
    places
        What to write, e.g. `gazetteer.default().places(country="KE")`; only a batch of it is held in memory, all of it
        for `.fgb`, whose index comes first in the file.
    path
        The suffix chooses the format: `.gpkg` (layer `places`, with an R-tree), `.fgb` (FlatGeobuf with an R-tree),
        `.geojson` (RFC 7946), `.csv`.
    overwrite
        Replace what is there.
    on_progress
        Called after each batch with the number of places that are written.

    Returns
    -------
    int
        How many were written; a file of none is still a valid one.

    Raises
    ------
    UnknownFormat
        There is no writer for this suffix.
    FileExists
        There is a file and `overwrite` is off.
    OSError
        The file cannot be written.
    """
    path = Path(path)
    check_place_format(path)
    writer = {
        ".gpkg": _write_geopackage,
        ".geojson": _write_geojson,
        ".csv": _write_csv,
        ".fgb": _write_flatgeobuf,
    }[path.suffix.lower()]
    count = 0

    def batches() -> Iterator[list[dict[str, Any]]]:
        nonlocal count
        rows = map(_row, places)
        while batch := list(itertools.islice(rows, _BATCH)):
            yield batch
            count += len(batch)
            if on_progress is not None:
                on_progress(count)

    with whole_file(path, overwrite=overwrite) as fresh:
        writer(batches(), fresh)
    return count


def check_place_format(path: str | Path) -> None:
    """Raise what `write_places` would raise for the suffix of this path, before the work and not after it.

    Raises
    ------
    UnknownFormat
        There is no writer for this suffix.
    """
    suffix = Path(path).suffix
    if suffix.lower() not in SUFFIXES:
        raise UnknownFormat(suffix, SUFFIXES)


def _row(place: Place) -> dict[str, Any]:
    return {"place_id": place.id} | {name: getattr(place, name) for name in COLUMNS[1:]}


def _write_geopackage(batches: Iterator[list[dict[str, Any]]], path: Path) -> None:
    import pyogrio

    # An empty layer is a layer too.
    for number, batch in enumerate(itertools.chain(batches, [[]])):
        if number and not batch:
            break
        options = {} if number else {"SPATIAL_INDEX": "YES", "DESCRIPTION": ATTRIBUTION}
        pyogrio.write_dataframe(
            _frame(batch),
            path,
            layer="places",
            driver="GPKG",
            geometry_type="Point",
            append=bool(number),
            **options,
        )


def _write_flatgeobuf(batches: Iterator[list[dict[str, Any]]], path: Path) -> None:
    import pandas as pd
    import pyogrio

    frame = pd.concat([_frame([]), *map(_frame, batches)], ignore_index=True)
    made = io.BytesIO()  # GDAL says nothing where a disk takes only half of it
    pyogrio.write_dataframe(
        frame,
        made,
        layer="places",
        driver="FlatGeobuf",
        geometry_type="Point",
        SPATIAL_INDEX="YES",
        DESCRIPTION=ATTRIBUTION,
    )
    path.write_bytes(made.getbuffer())


def _frame(batch: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Make a table with a type for each column, also of no rows."""
    import geopandas as gpd
    import pandas as pd

    table = pd.DataFrame.from_records(batch, columns=list(COLUMNS)).astype(
        {"population": "int64", "radius_m": "float64", "lon": "float64", "lat": "float64"}
    )
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs="EPSG:4326")


def _write_geojson(batches: Iterator[list[dict[str, Any]]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"type": "FeatureCollection", "attribution": {json.dumps(ATTRIBUTION)}, "features": [')
        comma = "\n"
        for row in itertools.chain.from_iterable(batches):
            point = {"type": "Point", "coordinates": [round(row["lon"], 6), round(row["lat"], 6)]}
            feature = {"type": "Feature", "geometry": point, "properties": row}
            file.write(comma + json.dumps(feature, ensure_ascii=False))
            comma = ",\n"
        file.write("\n]}\n")


def _write_csv(batches: Iterator[list[dict[str, Any]]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for batch in batches:
            writer.writerows(batch)
