"""Tables of events from files and frames, of which only the columns that a format names are read.

A row that cannot be read costs that row, and is named; what is no table at all is an error.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import numpy as np

from geo.comparison.formats import Format, headerless, recognise
from geo.corpus import manifest
from geo.corpus.corpus import Corpus
from geo.corpus.corpus import open as open_corpus
from geo.errors import Incomparable
from geo.io.layers import layers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

TEXT: Final = (".csv", ".tsv", ".tab", ".psv", ".txt")
JSON: Final = (".json", ".geojson", ".jsonl", ".ndjson", ".geojsonl", ".geojsons")
_BINARY: Final = (".parquet", ".geoparquet", ".gpkg", ".zip")
_LAYER: Final = "events"
"""Of a GeoPackage, and the folder of a corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns of a table, unchanged.

    Attributes
    ----------
    where
        What people call the table: a path, or "found" and "reference" for frames.
    format
        What its columns say.
    columns
        Name to values: text, numbers, days or lists, and `None`.
    numbers
        Of each row its line in a file of text, else its number, from 1.
    faults
        Rows that could not be read: "line 12: a quote that is not closed".
    geometry
        Whether it came with geometries, for the points of which it has columns `lon` and `lat`.
    """

    where: str
    format: Format
    columns: Mapping[str, NDArray[np.object_]]
    numbers: NDArray[np.int64]
    unit: str = "row"
    faults: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, role: str) -> NDArray[np.object_] | None:
        """Return the first column of a role, `None` without one."""
        names = self.format.columns.get(role)
        return self.columns[names[0]] if names else None


def read_table(
    source: object, *, named: Mapping[str, str] | None = None, encoding: str | None = None, where: str = ""
) -> Table:
    """Read a table of events.

    Parameters
    ----------
    source
        A path (.csv .tsv .txt, also in .zip; .parquet .json .geojson .jsonl .gpkg; a corpus, or any folder of Parquet
        files), a `Corpus`, an `EventSet`, a DataFrame, a data set of pyarrow
        (`Corpus.dataset` with a condition), or a table that was read before.
    named
        Role to column, as `formats.recognise` takes it.
    encoding
        Of a file of text, where it is neither UTF-8 nor UTF-16 with a mark.
    where
        What to call a frame.

    Raises
    ------
    Incomparable
        It is no table of events.
    OSError
        A file cannot be opened.
    """
    if isinstance(source, Table):
        return source
    if isinstance(source, Corpus):
        return _of_dataset(source.dataset(_LAYER), named, str(source.path))
    if hasattr(source, "to_table") and hasattr(source, "schema"):
        return _of_dataset(source, named, where)
    frame: Any = getattr(source, "events", None) if hasattr(source, "event_records") else source
    if hasattr(frame, "columns") and hasattr(frame, "iloc"):
        return _of_frame(frame, named, where)
    if not isinstance(source, str | Path):
        raise Incomparable(where, f"it is {type(source).__name__}, and no EventSet, table or path")
    path = Path(source)
    if path.is_dir():
        return _of_folder(path, named)
    suffix = path.suffix.lower()
    with path.open("rb") as stream:  # raises for a missing file, by its name
        if suffix == ".zip":
            return _of_zip(path, stream, named, encoding)
        if suffix in TEXT:
            return _of_text(stream, str(path), suffix, named, encoding)
    if suffix in JSON:
        return _of_json(path, named, encoding)
    if suffix in (".parquet", ".geoparquet"):
        return _of_parquet(path, named)
    if suffix == ".gpkg":
        return _of_geopackage(path, named)
    known = ", ".join((*TEXT, *JSON, *_BINARY))
    hint = "; save it as CSV" if suffix in (".xlsx", ".xls", ".ods") else ""
    raise Incomparable(str(path), f"a table of events is one of {known}{hint}")


def is_dataset(path: Path) -> bool:
    """Return whether a folder is a corpus, or holds Parquet files, and no reports."""
    return path.is_dir() and (manifest.is_corpus(path) or bool(_parts(path)))


def is_table(path: Path) -> bool:
    """Return whether a file is of a kind that is read as a table of events; a .txt is a report."""
    return path.is_file() and path.suffix.lower() in {*TEXT, *JSON, *_BINARY} - {".txt"}


def _parts(folder: Path) -> list[str]:
    return sorted(map(str, folder.rglob("*.parquet")))


def _of_folder(path: Path, named: Mapping[str, str] | None) -> Table:
    if manifest.is_corpus(path):
        return read_table(open_corpus(path), named=named)
    parts = _parts(path)
    if not parts:
        raise Incomparable(
            str(path), "a folder without Parquet files: reports are to be read first, geo.read(folder)"
        )
    return _of_parquet(path, named, parts=parts)


def _of_parquet(path: Path, named: Mapping[str, str] | None, parts: list[str] | None = None) -> Table:
    try:
        import pyarrow as pa
        from pyarrow import dataset
    except ImportError:
        raise Incomparable(str(path), "Parquet needs pyarrow: pip install 'dateline[parquet]'") from None
    try:
        return _of_dataset(dataset.dataset(parts or str(path), format="parquet"), named, str(path))
    except (FileNotFoundError, PermissionError, Incomparable):
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Incomparable(str(path), f"no Parquet that can be read ({_first_line(error)})") from error


def _of_dataset(dataset: Any, named: Mapping[str, str] | None, where: str) -> Table:
    """Read the columns that are needed of a data set of pyarrow."""
    found = recognise(dataset.schema.names, named=named, where=where)
    wanted = _wanted(found)
    data = dataset.to_table(columns=wanted)
    return _table(where, found, {name: _objects(data.column(name).to_pylist()) for name in wanted})


def _of_geopackage(path: Path, named: Mapping[str, str] | None) -> Table:
    import pandas as pd
    import pyogrio

    try:
        layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        if not layers:
            raise Incomparable(str(path), "it has no layer")
        ours = [name for name in layers if name == _LAYER or name in layers_of(_LAYER)] or layers[:1]
        read = [pyogrio.read_dataframe(path, layer=name) for name in ours]
    except pyogrio.errors.DataSourceError as error:
        raise Incomparable(str(path), f"no GeoPackage that can be read ({_first_line(error)})") from error
    filled = [part for part in read if len(part)] or read[:1]
    frame = pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0]
    return _of_frame(frame, named, str(path))


def _of_frame(frame: pd.DataFrame, named: Mapping[str, str] | None, where: str) -> Table:
    active: Any = getattr(frame, "_geometry_column_name", None)
    shape = active if active in frame.columns else None
    names = [str(name) for name in frame.columns if name != shape]
    by_name = {str(name): name for name in frame.columns}
    columns: dict[str, NDArray[np.object_]] = {}
    if shape is not None and not {"lon", "lat"} <= set(names):
        columns |= _points(frame)
        names += [name for name in columns if name not in names]
    found = recognise(names, named=named, where=where)
    for name in _wanted(found):
        if name not in columns:
            column = frame[by_name[name]].astype(object)
            columns[name] = _objects(column.where(column.notna(), None).tolist())
    return _table(where, found, columns)


def _points(frame: Any) -> dict[str, NDArray[np.object_]]:
    """Return longitudes and latitudes of a point on each geometry."""
    from geo.io.layers import representative_points

    shapes = frame.geometry
    if shapes.crs is not None and shapes.crs != "EPSG:4326":
        shapes = shapes.to_crs("EPSG:4326")
    spots = representative_points(np.asarray(shapes.array, dtype=object))
    return {"lon": spots[:, 0].astype(object), "lat": spots[:, 1].astype(object)}


def _of_zip(path: Path, stream: IO[bytes], named: Mapping[str, str] | None, encoding: str | None) -> Table:
    """Read the only table of an archive, as GDELT's and UCDP's downloads are."""
    try:
        with zipfile.ZipFile(stream) as archive:
            inside = [name for name in archive.namelist() if Path(name).suffix.lower() in TEXT]
            if len(inside) != 1:
                raise Incomparable(str(path), f"it holds {len(inside)} tables of text, and one is wanted")
            with archive.open(inside[0]) as opened:
                return _of_text(opened, str(path), Path(inside[0]).suffix.lower(), named, encoding)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Incomparable(str(path), f"no archive that can be opened ({_first_line(error)})") from error


def _of_text(
    stream: IO[bytes], where: str, suffix: str, named: Mapping[str, str] | None, encoding: str | None
) -> Table:
    from gazetteer.errors import BadSource
    from gazetteer.importing.table_rows import rows
    from gazetteer.importing.table_text import open_text, separator

    try:
        text = open_text(stream, name=where, encoding=encoding)
        found = iter(rows(text.lines(), separator(text.head, suffix=suffix)))
        first = next((row for row in found if any(map(str.strip, row.cells))), None)
        if first is None:
            raise Incomparable(where, "it is empty")
        names = headerless(first.cells)
        has_header = names is None
        header = [cell.strip() for cell in first.cells] if names is None else list(names)
        known = recognise(header, named=named, where=where)
        faults: list[str] = []
        taken = _taken(found if has_header else _with_first(first, found), len(header), faults)
        at = {name: header.index(name) for name in _wanted(known)}
        numbers: list[int] = []
        kept: list[list[str]] = [[] for _ in at]
        for line, cells in taken:
            numbers.append(line)
            for column, place in zip(kept, at.values(), strict=True):
                column.append(cells[place])
    except BadSource as error:
        raise Incomparable(error.path, error.why) from error
    except LookupError as error:
        raise Incomparable(where, f"there is no encoding called {str(encoding)[:40]!r}") from error
    except UnicodeError as error:
        raise Incomparable(
            where, f"it is not {encoding}; name its encoding with --encoding (encoding=)"
        ) from error
    columns = {name: _objects(column) for name, column in zip(at, kept, strict=True)}
    return Table(
        where=where, format=known, columns=columns, numbers=np.asarray(numbers, dtype=np.int64), unit="line",
        faults=faults,
    )  # fmt: skip


def _with_first(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _taken(found: Iterable[Any], width: int, faults: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that have as many cells as the header, and name the others."""
    for row in found:
        if row.fault:
            faults.append(f"line {row.line}: {row.fault}")
        elif len(row.cells) == width or (len(row.cells) > width and not any(row.cells[width:])):
            yield row.line, row.cells
        elif any(map(str.strip, row.cells)):
            faults.append(f"line {row.line}: {len(row.cells)} cells under {width} names")


def _of_json(path: Path, named: Mapping[str, str] | None, encoding: str | None) -> Table:
    from geo.errors import UnreadableSet
    from geo.event_set import EventSet
    from geo.io.archive import MEMBER

    where = str(path)
    try:
        text = path.read_text(encoding=encoding or "utf-8-sig")
    except LookupError as error:
        raise Incomparable(where, f"there is no encoding called {str(encoding)[:40]!r}") from error
    except UnicodeError as error:
        name = encoding or "UTF-8"
        raise Incomparable(
            where, f"it is not {name}; name its encoding with --encoding (encoding=)"
        ) from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    if head.startswith(f'{{"{MEMBER}"') and path.suffix.lower() == ".jsonl":
        try:
            return _of_frame(EventSet.from_file(path).events, named, where)
        except UnreadableSet as error:
            raise Incomparable(where, error.why) from error
    faults: list[str] = []
    records, numbers, unit = _records(text, lines, where, faults)
    flat = [_flat(record) for record in records]
    header = list(dict.fromkeys(name for record in flat for name in record))
    if not header:
        raise Incomparable(where, "it holds no records")
    known = recognise(header, named=named, where=where)
    columns = {name: _objects(record.get(name) for record in flat) for name in _wanted(known)}
    return Table(
        where=where, format=known, columns=columns, numbers=np.asarray(numbers, dtype=np.int64), unit=unit,
        faults=faults,
    )  # fmt: skip


def _records(
    text: str, lines: Sequence[str], where: str, faults: list[str]
) -> tuple[list[dict[str, Any]], list[int], str]:
    """Return the objects of JSON: a list, features, a list under one name (`data`), or one a line."""
    try:
        given: Any = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if given is not None:
        lists = (
            [value for value in given.values() if isinstance(value, list)] if isinstance(given, dict) else []
        )
        features = given.get("features") if isinstance(given, dict) else None
        one_line = [given] if isinstance(given, dict) and not lists else None
        items = given if isinstance(given, list) else features or (lists[0] if lists else one_line)
        if not isinstance(items, list):
            raise Incomparable(where, "it holds no records")
        kept = [(number, item) for number, item in enumerate(items, 1) if isinstance(item, dict)]
        faults += [f"row {n}: no object" for n, item in enumerate(items, 1) if not isinstance(item, dict)]
        return [item for _, item in kept], [number for number, _ in kept], "row"
    found: list[dict[str, Any]] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, 1):
        if not line.strip("\x1e \t\r\n"):
            continue
        try:
            item = json.loads(line.lstrip("\x1e"))
        except (ValueError, RecursionError):
            item = None
        if isinstance(item, dict):
            found.append(item)
            numbers.append(number)
        else:
            faults.append(f"line {number}: no object of JSON")
    if not found:
        raise Incomparable(where, "it is no JSON")
    return found, numbers, "line"


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values by name: properties of a feature, an interval and a point of nested objects."""
    if record.get("type") == "Feature":
        properties = record.get("properties")
        flat = {**properties} if isinstance(properties, dict) else {}
        flat.setdefault("id", record.get("id"))
        shape = record.get("geometry")
    else:
        flat, shape = {**record}, record.get("where")
    when = flat.get("when")
    if isinstance(when, dict):
        flat.setdefault("when_start", when.get("start"))
        flat.setdefault("when_end", when.get("end"))
    if isinstance(shape, dict) and "lon" not in flat:
        flat["lon"], flat["lat"] = _point_on(shape)
    return flat


def _point_on(shape: dict[str, Any]) -> tuple[float | None, float | None]:
    import shapely

    try:
        point = shapely.from_geojson(json.dumps(shape)).representative_point()
    except (shapely.errors.GEOSException, ValueError, TypeError):
        return None, None
    return (None, None) if point.is_empty else (float(point.x), float(point.y))


def _wanted(known: Format) -> list[str]:
    return list(dict.fromkeys(name for names in known.columns.values() for name in names))


def _table(where: str, known: Format, columns: Mapping[str, NDArray[np.object_]]) -> Table:
    size = len(next(iter(columns.values())))
    return Table(where=where, format=known, columns=columns, numbers=np.arange(1, size + 1, dtype=np.int64))


def _objects(values: Iterable[Any]) -> NDArray[np.object_]:
    from geo.io.columns import objects

    return objects(values)


def _first_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
