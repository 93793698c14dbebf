"""Natural features and the shapes of informal regions: rows of the store, and `features.zip`.

A feature of Natural Earth that a hand-written place names gives that place its shape. The others become places of their
own, by names that no other place has: "Powell River" is a town, and "Jordan" a country. A bare name ("Neretva") is
taken where nothing else is called so and where English does not make names of common words (`_ENGLISH`).
"""

from __future__ import annotations

import csv
import json
import lzma
import re
import zipfile
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.areas.arcs import flat_steps
from gazetteer.areas.feature_file import FILE, STEP_DEG, bucket
from gazetteer.build.store_file import Row
from gazetteer.build.tables import BadTable
from gazetteer.cells import distance_m
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NATURAL = Path(__file__).with_name("natural_features.json.xz")
"""Made by `make_natural_features`."""
SHAPE_COLUMNS = "id,edge,shape,source"
SOURCE = "Natural Earth 10m"
_ENGLISH = frozenset(["US", "CA", "GB", "IE", "AU", "NZ", "ZA"])
_EXACT = frozenset(["river", "lake"])
_KINDS = {"river": "water", "lake": "water", "sea": "water", "area": "region", "coast": "region"}
_CLASS_WORD = re.compile(r"\s+(?:Islands?|Mountains|Range|Desert|Peninsula|Plateau|River)\Z")
_REACH_M = 60_000.0
"""A feature of the same name this near to a hand-written place, beside that place's radius, is that place."""
_PEAK_RADIUS_M = 5_000.0
_LINE_PRIORITY = {"river": 0, "lake": 1}

Record = tuple[str, str, list[Any]]


def build(out: Path, rows: list[Row], *, data: Path, outlined: Mapping[str, Iterable[str]]) -> None:
    """Add the natural features to the rows of the store, and write `features.zip` beside it.

    Parameters
    ----------
    out
        Folder of the file.
    rows
        All other places; those of the features are appended.
    data
        Folder with `shapes.csv`.
    outlined
        Ids of the divisions that have an outline, by country.

    Raises
    ------
    BadTable
        If a row of `shapes.csv` is wrong.
    """
    found = read()
    records = read_shapes(data / "shapes.csv", rows, outlined, found)
    records = natural(rows, records, found) | records
    write(out / FILE, records)


def read() -> list[dict[str, Any]]:
    """Return the natural features, their shapes as rows on the grid."""
    features: list[dict[str, Any]] = json.loads(lzma.decompress(NATURAL.read_bytes()))
    return features


def write(path: Path, records: Mapping[str, Record]) -> None:
    """Write the shapes, by place id; the same bytes for the same input."""
    members: dict[str, dict[str, Record]] = defaultdict(dict)
    for place_id, record in sorted(records.items()):
        members[bucket(place_id)][place_id] = record
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, member in sorted(members.items()):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, json.dumps(member, separators=(",", ":"), ensure_ascii=False))


def natural(
    rows: list[Row], shaped: Mapping[str, Record], features: Sequence[dict[str, Any]]
) -> dict[str, Record]:
    """Match features to hand-written places, append the others to the rows, and return all shapes by id.

    Parameters
    ----------
    rows
        The other places.
    shaped
        What has a shape by `shapes.csv`.
    features
        Of `natural_features.json.xz`.
    """
    taken = {fold(name) for row in rows for name, _ in row.names}
    written: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.slug is not None and row.kind in ("water", "landform", "region"):
            for norm in {fold(name) for name, kind in row.names if kind != "demonym"}:
                written[norm].append(row)
    records: dict[str, Record] = {}
    items: dict[str, Counter[str]] = defaultdict(Counter)
    new: list[Row] = []
    # Lines before areas of a name; a reach of another name joins its river when that is there.
    for feature in sorted(
        features,
        key=lambda f: (_LINE_PRIORITY.get(f["class"], 2), bool(f["reach_of"]), f["rank"], f["id"]),
    ):
        kind = _KINDS.get(feature["class"], "landform")
        pieces = _pieces(feature)
        edge = "exact" if feature["class"] in _EXACT else "approximate"
        known = _known(feature, kind, written)
        if known is not None:
            place_id = f"dateline:{known.slug}"
            if feature["wikidata"]:
                items[place_id][feature["wikidata"]] += _size(feature)
            if pieces and place_id not in shaped:
                before = records.get(place_id, (edge, SOURCE, []))
                if not before[2] or feature["reach_of"]:
                    records[place_id] = (*before[:2], [*before[2], *pieces])
            if feature["class"] == "river":
                known.names.extend((name, "alternate") for name in feature["full"] if fold(name) not in taken)
            continue
        names = [(name, "official") for name in feature["full"] if fold(name) not in taken]
        bare = [] if _is_english(feature) else [name for name in feature["bare"] if _is_free(name, taken)]
        if not names and not bare:
            continue
        place_id = f"dateline:{feature['id']}"
        if pieces:
            records[place_id] = (edge, SOURCE, pieces)
        countries = feature["countries"]
        new.append(
            Row(
                geonameid=None,
                slug=feature["id"],
                name=bare[0] if bare else names[0][0],
                kind=kind,
                lon=feature["lon"],
                lat=feature["lat"],
                country=countries[0] if len(countries) == 1 else "",
                admin1="",
                population=0,
                radius_m=_radius_m(feature),
                prominence=max(3.0, 5.5 - 0.25 * feature["rank"]),
                names=[*((name, "official") for name in bare), *names],
                wikidata=feature["wikidata"],
                former=feature.get("former"),
            )
        )
    rows[:] = [_identified(row, items) for row in rows]
    rows += new
    return records


def read_shapes(
    path: Path,
    rows: Iterable[Row],
    outlined: Mapping[str, Iterable[str]],
    features: Iterable[dict[str, Any]] = (),
) -> dict[str, Record]:
    """Read `shapes.csv` into records by place id; nothing when the file is not there.

    A cell of `shape` has pieces between semicolons: `divisions:SD/North Darfur|South Darfur` by any of their names,
    `border:EG+gaza-strip`, either with a box behind `@` that it is cut to; `line:lon lat,...`; `natural:niger-river`,
    features of Natural Earth by their ids without `ne-`; or a shape of `gazetteer.areas.shapes`.

    Raises
    ------
    BadTable
        If a row is wrong.
    """
    if not path.is_file():
        return {}
    ids = {f"dateline:{row.slug}" for row in rows if row.slug is not None}
    named = _divisions(rows, outlined)
    shapes = {feature["id"]: _pieces(feature) for feature in features}
    records: dict[str, Record] = {}
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        if table.fieldnames != SHAPE_COLUMNS.split(","):
            raise BadTable(path.name, 1, f"the header must be {SHAPE_COLUMNS}")
        for row in table:
            try:
                if row["id"] in records:
                    raise ValueError(f"{row['id']} is there twice")  # noqa: TRY301 (blamed like what is below)
                records[row["id"]] = _record(row, ids, named, shapes)
            except ValueError as error:
                raise BadTable(path.name, table.line_num, str(error)) from error
    return records


def _record(
    row: dict[str, str],
    ids: set[str],
    named: Mapping[tuple[str, str], str],
    shapes: Mapping[str, list[Any]],
) -> Record:
    if row["id"] not in ids:
        raise ValueError(f"no place has the id {row['id']}")
    if row["edge"] not in ("exact", "approximate"):
        raise ValueError(f"edge {row['edge']!r} is neither exact nor approximate")
    if not row["source"]:
        raise ValueError("source is empty")
    pieces = [piece for text in row["shape"].split(";") for piece in _of_shape(text.strip(), named, shapes)]
    return row["edge"], row["source"], pieces


def _of_shape(
    text: str, named: Mapping[tuple[str, str], str], shapes: Mapping[str, list[Any]]
) -> list[list[Any]]:
    kind, _, rest = text.partition(":")
    if kind != "natural":
        return [_piece(text, named)]
    ids = [f"ne-{name}" for name in rest.split("|")]
    missing = [one for one in ids if not shapes.get(one)]
    if missing:
        raise ValueError(f"there is no shape of {', '.join(missing)}")
    return [piece for one in ids for piece in shapes[one]]


def _piece(text: str, named: Mapping[tuple[str, str], str]) -> list[Any]:
    kind, _, rest = text.partition(":")
    if kind == "line":
        points = [[float(number) for number in pair.split()] for pair in rest.split(",")]
        return ["lines", [flat_steps(shapely.LineString(points), STEP_DEG)]]
    if kind not in ("divisions", "border"):
        return ["shape", text]
    rest, _, numbers = rest.partition("@")
    box = [float(number) for number in numbers.split(",")] if numbers else None
    if box is not None and not (len(box) == 4 and box[0] < box[2] and box[1] < box[3]):
        raise ValueError(f"{numbers!r} is no box of west, south, east, north")
    if kind == "border":
        return ["border", *rest.split("+", 1), box]
    country, _, names = rest.partition("/")
    missing = [name for name in names.split("|") if (country, fold(name)) not in named]
    if missing:
        raise ValueError(f"there is no outline of {', '.join(missing)} in {country!r}")
    return ["divisions", country, [named[country, fold(name)] for name in names.split("|")], box]


def _divisions(rows: Iterable[Row], outlined: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """Return the ids of divisions with an outline by country and folded name; the shown name goes before others."""
    known = {country: set(ids) for country, ids in outlined.items()}
    shown: dict[tuple[str, str], str] = {}
    others: dict[tuple[str, str], str] = {}
    for row in rows:
        place_id = f"geonames:{row.geonameid}" if row.slug is None else f"dateline:{row.slug}"
        if place_id in known.get(row.country, ()):
            shown[row.country, fold(row.name)] = place_id
            for name, _ in row.names:
                others.setdefault((row.country, fold(name)), place_id)
    return others | shown


def _known(feature: dict[str, Any], kind: str, written: Mapping[str, list[Row]]) -> Row | None:
    """Return the hand-written place that a feature is: of the same name, and near."""
    near = []
    names = [*feature["full"], *feature["bare"]]
    for name in dict.fromkeys([*names, *(_CLASS_WORD.sub("", name) for name in names)]):
        for row in written.get(fold(name), ()):
            if (row.kind == "water") != (kind == "water"):
                continue
            away = _away_m(feature, row)
            if away <= row.radius_m + _REACH_M:
                near.append((away, row.slug or "", row))
    return min(near, key=lambda found: found[:2])[2] if near else None


def _furthest_m(feature: dict[str, Any]) -> float:
    return max(distance_m(feature["lon"], feature["lat"], lon, lat) for lon, lat in corners(feature))


def _away_m(feature: dict[str, Any], row: Row) -> float:
    return min(distance_m(row.lon, row.lat, lon, lat) for lon, lat in corners(feature))


def corners(feature: dict[str, Any]) -> list[tuple[float, float]]:
    """Return the point of a feature and some corners of its shape, a hundred at most."""
    points = [(feature["lon"], feature["lat"])]
    for row in feature["shape"] or ():
        flat = row if isinstance(row[0], int) else row[0]
        points += (np.reshape(flat, (-1, 2)).cumsum(axis=0) * STEP_DEG).tolist()
    return points[:: max(1, len(points) // 100)]


def _size(feature: dict[str, Any]) -> int:
    """Return the number of points of a feature's shape, by which the main reach of a river counts most."""
    return 1 + sum(len(row) if isinstance(row[0], int) else len(row[0]) for row in feature["shape"] or ())


def _identified(row: Row, items: Mapping[str, Counter[str]]) -> Row:
    found = items.get(f"dateline:{row.slug}")
    return replace(row, wikidata=found.most_common(1)[0][0]) if found else row


def _pieces(feature: dict[str, Any]) -> list[Any]:
    # The source's islands are where their labels go; `areas.sides` has their coasts.
    if feature["shape"] is None or feature["class"] == "island":
        return []
    lines = isinstance(feature["shape"][0][0], int)
    return [["lines" if lines else "areas", feature["shape"]]]


def _radius_m(feature: dict[str, Any]) -> float:
    """Return the metres from the point to the furthest corner; of a peak a round number for its slopes."""
    if feature["shape"] is None:
        return _PEAK_RADIUS_M
    return max(1_000.0, round(_furthest_m(feature), -2))


def _is_english(feature: dict[str, Any]) -> bool:
    return bool(_ENGLISH.intersection(feature["countries"])) or not feature["countries"]


def _is_free(name: str, taken: set[str]) -> bool:
    """Return whether a bare name is safe: no other place's, and long enough to be no word of another language."""
    return fold(name) not in taken and len(re.sub(r"\W", "", name)) >= 4
