"""An `EventSet` as files for GIS software: GeoJSON, GeoPackage, FlatGeobuf, KML, GeoParquet, CSV."""

from __future__ import annotations

import html
import importlib.util
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.conversion import as_event_set
from geo.corpus.corpus import Corpus
from geo.geometry_json import bbox, geometry
from geo.io import frames, json_lines, parquet
from geo.io.columns import objects
from geo.io.geojson import record_member
from geo.io.geopackage import write_layer
from maps import corpus_files
from maps.errors import UnknownFormat
from maps.event_tables import frame_csv, labelled
from maps.files import whole_file
from maps.geojson_files import collection_chunks, feature_lines
from maps.geopackage import write_geopackage
from maps.strings import load_strings
from maps.titles import nearness, title, with_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.conversion import Events
    from geo.event_set import EventSet
    from geo.records import Event

_JSON = (".geojson", ".json", ".geojsonl", ".geojsons")
SUFFIXES = (*_JSON, ".gpkg", ".jsonl", ".fgb", ".kml", ".parquet", ".csv")
_WHOLE = (".gpkg", ".parquet", ".geojson", ".json", ".jsonl")
_REFUSED = {
    ".gpx": "it holds tracks and waypoints, not areas or evidence",
    ".shp": "it cuts names and texts; take .gpkg",
}


def export(
    events: Events | Corpus,
    path: str | Path,
    *,
    where: str | None = None,
    overwrite: bool = False,
    nl: bool = False,
    simplestyle: bool = False,
    records: bool = False,
    wkt: bool = False,
) -> Path:
    """Write the events of a set, and in a GeoPackage all the rest too.

    Parameters
    ----------
    events
        What to write: a set, or some of its events as `maps.show` takes them; or a corpus, of which GeoJSON, CSV,
        GeoParquet and FlatGeobuf are written in flat memory, and the others from records in memory.
    path
        The suffix chooses the format: `.geojson` and `.json` (RFC 7946), `.geojsonl` (one feature a line),
        `.geojsons` (a text sequence, RFC 8142), `.gpkg` (layers events_point, events_line,
        events_area, events_nowhere, mentions likewise, places, links, borders, command_areas, with QGIS styles),
        `.jsonl` (records, to be read back), `.fgb`, `.kml`, `.parquet`, `.csv` (with the longitude and latitude of
        a point).
    where
        A condition on the events of a corpus: `country = 'SDN' and when_start >= '2023-04-15'`.
    overwrite
        Replace what is there.
    nl
        Write `.geojson` and `.json` as one feature a line too.
    simplestyle
        Give GeoJSON features the properties of simplestyle 1.1: colours, title, description.
    records
        Put everything into `.gpkg`, `.parquet`, and into `.geojson` and `.json` that are one collection, so that
        `geo.EventSet.from_file` gives the same set again: the reports' texts and all candidates too. Off by default,
        for files are handed on and reports are often confidential. `.jsonl` is nothing but these records.
    wkt
        Give `.csv` a column of whole geometries, which may be longer than a spreadsheet's cell (32,767 characters).

    Returns
    -------
    Path
        The file, complete.

    Raises
    ------
    NotEvents
        `events` holds no events.
    BadFilter
        `where` is no condition, or names a column that the table of events has not.
    UnknownFormat
        No writer for this suffix, its library is not installed, or it cannot have `nl`, `simplestyle`, `records` or
        `wkt`.
    FileExists
        There is a file and `overwrite` is off.
    OSError
        The file cannot be written.
    """
    path = Path(path)
    check_format(path, nl=nl, simplestyle=simplestyle, records=records, wkt=wkt)
    suffix = path.suffix.lower()
    with whole_file(path, overwrite=overwrite) as fresh:
        if isinstance(events, Corpus):
            if not records and suffix in corpus_files.STREAMED:
                corpus_files.write(events, where, fresh, suffix, wkt=wkt)
                return path
            if not records and suffix in _JSON:
                _write_geojson(events.event_records(where), fresh, nl=nl, simplestyle=simplestyle)
                return path
            events = events.event_set(where)
        elif where is not None:
            raise ValueError("where= chooses events of a corpus (geo.corpus.open)")
        events = as_event_set(events, caller="maps.export")
        if suffix in _JSON:
            members = record_member(events) if records else None
            _write_geojson(events, fresh, nl=nl, simplestyle=simplestyle, members=members)
        elif suffix == ".gpkg":
            write_geopackage(events, fresh, records=records)
        elif suffix == ".csv":
            _write_csv(events, fresh, wkt=wkt)
        else:
            _WRITERS[suffix](events, fresh)
            if records and suffix == ".parquet":
                parquet.add_records(events, fresh)
    return path


def check_format(
    path: str | Path,
    *,
    nl: bool = False,
    simplestyle: bool = False,
    records: bool = False,
    wkt: bool = False,
) -> None:
    """Raise what `export` would raise for the suffix of this path, before the work and not after it.

    Raises
    ------
    UnknownFormat
        As for `export`.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise UnknownFormat(suffix or Path(path).name, SUFFIXES, _REFUSED.get(suffix, ""))
    if simplestyle and suffix not in _JSON:
        raise UnknownFormat(suffix, _JSON, "simplestyle is GeoJSON's")
    if nl and suffix not in _JSON[:3]:
        raise UnknownFormat(suffix, _JSON[:3], "one feature a line is GeoJSON's")
    if records and (suffix not in _WHOLE or nl):
        raise UnknownFormat(suffix, _WHOLE, f"{'one feature a line' if nl else 'it'} cannot hold the records")
    if wkt and suffix != ".csv":
        raise UnknownFormat(
            suffix, (".csv",), "a column of WKT is CSV's; the others have geometries of their own"
        )
    if suffix == ".parquet" and importlib.util.find_spec("pyarrow") is None:
        raise UnknownFormat(suffix, SUFFIXES, "it needs pyarrow: pip install pyarrow")


def frame_geojson(table: gpd.GeoDataFrame) -> str:
    """Return a GeoDataFrame in EPSG:4326 as GeoJSON per RFC 7946: ring order, six decimals, bbox, no crs member."""
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
    """Return a cell as JSON knows it: missing values as null, dates as ISO 8601, numpy numbers as numbers."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 (NaN and NaT differ from themselves)
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def event_csv(event_set: EventSet, *, wkt: bool = False) -> Iterator[str]:
    """Yield the events as CSV with a header, part by part: memory does not grow with their number."""
    for number, part in enumerate(frames.event_parts(event_set)):
        yield frame_csv(labelled(frames.frame("events", *part)), header=number == 0, wkt=wkt)


def _write_geojson(
    events: Iterable[Event],
    path: Path,
    *,
    nl: bool,
    simplestyle: bool,
    members: dict[str, Any] | None = None,
) -> None:
    suffix = path.suffix.lower()
    if nl or suffix in (".geojsonl", ".geojsons"):
        chunks = feature_lines(events, sequence=suffix == ".geojsons", simplestyle=simplestyle)
    else:
        chunks = collection_chunks(events, simplestyle=simplestyle, members=members)
    _write_lines(chunks, path)


def _write_lines(lines: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _write_csv(event_set: EventSet, path: Path, *, wkt: bool) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(event_csv(event_set, wkt=wkt))


def _write_flatgeobuf(event_set: EventSet, path: Path) -> None:
    import pyogrio

    made = io.BytesIO()  # GDAL says nothing where a disk takes only half of it
    # An index needs a geometry in every row, and no event may be lost.
    pyogrio.write_dataframe(
        labelled(event_set.events), made, layer=path.stem, driver="FlatGeobuf", SPATIAL_INDEX="NO"
    )
    path.write_bytes(made.getbuffer())


def _write_kml(event_set: EventSet, path: Path) -> None:
    """Write KML, with its own fields for balloons and the time slider; offsets make way for its days."""
    from pyogrio import list_drivers

    columns, shapes = frames.events(event_set)
    strings = load_strings("en")
    titles = [title(event, strings) for event in event_set]
    # A balloon shows HTML, and a sentence is whatever somebody wrote.
    balloons = [_balloon(event.sentence, nearness(event, strings)) for event in event_set]
    fields = {"start": "start_offset", "end": "end_offset"}
    columns = {fields.get(name, name): _kml_column(values) for name, values in with_labels(columns).items()}
    columns |= {"Name": objects(titles), "description": objects(balloons)}
    columns |= {
        "begin": columns["when_start"],
        "end": columns["when_end"],
    }  # GDAL would give days of type Date hours
    driver = "LIBKML" if "w" in list_drivers().get("LIBKML", "") else "KML"
    made = io.BytesIO()
    write_layer(columns, shapes, made, layer=path.stem, driver=driver, geometry_type="Unknown")
    path.write_bytes(made.getbuffer())


def _balloon(*lines: str) -> str:
    return "<br>".join(html.escape(line, quote=False) for line in lines if line)


def _kml_column(values: NDArray[Any]) -> NDArray[Any]:
    """Return a column of one of KML's few types: it has neither days nor whole numbers of 64 bits."""
    if values.dtype.kind == "M":
        return objects(None if np.isnat(day) else str(day) for day in values.astype("datetime64[D]"))
    return values.astype("int32") if values.dtype.kind == "i" else values


def _write_parquet(event_set: EventSet, path: Path) -> None:
    labelled(event_set.events).to_parquet(path)


_WRITERS: dict[str, Callable[[EventSet, Path], None]] = {
    ".jsonl": json_lines.write_records,
    ".fgb": _write_flatgeobuf,
    ".kml": _write_kml,
    ".parquet": _write_parquet,
}
