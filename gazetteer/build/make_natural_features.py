"""Make `natural_features.json.xz`: rivers, canals, lakes, seas, ranges, peaks, deserts, islands with their shapes.

    python -m gazetteer.build.make_natural_features natural-earth/10m/physical

The source is Natural Earth's 10m physical vectors (public domain) as GeoJSON, in the repository
martynafford/natural-earth-geojson. A build has PyPI and npm only, so the result is committed; the same files make the
same bytes again. Pieces of one name that lie together are one feature. The GeoJSON has lost the accents of some names
("Mio" for the Miño): `_MENDED` has those that are known, what still looks broken is left out, and so is the layer of
Europe's small lakes, where most are.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.areas.arcs import flat_steps
from gazetteer.areas.feature_file import STEP_DEG
from gazetteer.build import committed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

OUT = Path(__file__).with_name("natural_features.json.xz")
SOURCE_SHA256 = "4b457274713022326f4e44304b5695a94d4a1f8c42d63b8a9b3981c54a76f6b9"
"""Of the layers below, one after another in this order."""
LAYERS = {
    "rivers_lake_centerlines": "river",
    "rivers_europe": "river",
    "rivers_north_america": "river",
    "lakes": "lake",
    "lakes_north_america": "lake",
    "geography_marine_polys": "sea",
    "geography_regions_polys": "region",
    "geography_regions_elevation_points": "peak",
}
_CLASSES = {
    "island": "island", "island group": "islands", "range/mtn": "range", "foothills": "range",
    "plateau": "plateau", "desert": "desert", "pen/cape": "peninsula", "peninsula": "peninsula",
    "geoarea": "area", "coast": "coast", "plain": "plain", "lowland": "plain", "tundra": "plain",
    "delta": "delta", "basin": "basin", "valley": "valley", "gorge": "valley", "isthmus": "isthmus",
    "wetlands": "wetland",
}  # fmt: skip
_TOGETHER_DEG = 1.0
"""Pieces of one name nearer than this are one river: the lines are broken at lakes and at other layers."""
_COARSEST_DEG = {"river": 0.004, "lake": 0.004, "sea": 0.03, "island": 0.01}
"""Most that a line may move, by class; 0.03 elsewhere, where the edge is no line on the ground."""
_OF_SIZE = 1 / 400
_SHORT = {
    "mts": "Mountains", "mt": "Mount", "ra": "Range", "pen": "Peninsula", "plat": "Plateau", "i": "Island",
    "is": "Islands", "arch": "Archipelago", "str": "Strait", "sd": "Sound", "pk": "Peak", "cord": "Cordillera",
    "cr": "Creek", "res": "Reservoir", "st.e": "Sainte",
}  # fmt: skip
_MENDED = {
    "Mio": "Miño", "ngermanlven": "Ångermanälven", "Rivire": "Rivière", "Ro": "Río", "Repressa": "Represa",
    "Isands": "Islands", "Appennini": "Apennines", "Quilian": "Qilian", "Elburz": "Alborz", "Gl": "Göl",
    "Kl": "Köl", "Schawbenland": "Swabia", "Kli": "Köli", "Kiz?lirmak": "Kızılırmak", "Pnuco": "Pánuco",
    "Purificacin": "Purificación", "Zncara": "Záncara", "Glma": "Glåma", "Klarlven": "Klarälven",
    "Skelleftelven": "Skellefteälven", "Tornelven": "Torneälven", "Byk": "Büyük", "Kokemenjoki": "Kokemäenjoki",
    "Mara": "María", "Gta": "Göta", "lv": "älv", "strm": "ström", "Chirrip": "Chirripó",
    "Atlntico": "Atlántico",
}  # fmt: skip
_WATER_WORD = re.compile(
    r"\b(?:river|creek|brook|fork|run|bayou|slough|canal|channel|ditch|drain|wadi|oued|nahr|bahr|rio|río"
    r"|rivi[eè]re|fleuve|ruisseau"
    r"|arroyo|lakes?|lac|lago|lagoa|laguna|lagoon|loch|lough|llyn|reservoir|r[eé]servoir|embalse|represa"
    r"|presa|ozero|pond|limni|lacul|liman"
    r"|dam|sea|gulf|bay|strait|sound|ocean|inlet|passage|basin|delta|nile|meer|see|golu|g[oö]lu|g[oö]l"
    r"|k[oö]l|köli|nuur|nur|tso|sagar|branch"
    r"|water|waters|flowage|liqeni|ezers|buhayrat|birkat|sabkha\w*|salar|h[aā]m[uū]n\w*|chott|swamp|fjord"
    r"|mere|tarn)\b"
    r"|(?:joki|elva|[aä]lven|[aä]lv|fjorden|darya)\Z|\b(?:he|jiang)\Z",
    re.IGNORECASE,
)
_LAKE_ENDING = re.compile(
    r"(?:j[aä]rvi|vatn|vatnet|sj[oö]n|jaure|j[aá]vri|meer|(?<!s)see|tr[aä]sk|selk[aä])\Z", re.IGNORECASE
)
_LAND_WORD = re.compile(
    r"\b(?:mount|mountains?|range|ranges|hills?|peak|volcano|volc[aá]n|monte|mont|cerro|nevado|pico|pic"
    r"|jabal|jebel|gebel|kuh|gunung|alps"
    r"|islands?|isla|islas|[iî]les?|ilha|archipelago|group|chain|peninsula|pen[ií]nsula|cape|desert"
    r"|plateau|upland|highlands?|plains?|steppe"
    r"|basin|valley|delta|coast|lowland|depression|sierra|serra|cordillera|massif|ghats|plain|land"
    r"|gorges?|canyon|isthmus|erg|hamada|shan"
    r"|point|dome|rock|kangri|ri|uul|tepe|dag|da[gğ]i|pass|shoals|atoll|promontory|tundra|tableland)\b|(?:berg|horn|spitze|fell|fjell|kogel)\Z",
    re.IGNORECASE,
)
_SUFFIX = {
    "islands": "Islands",
    "island": "Island",
    "range": "Mountains",
    "desert": "Desert",
    "river": "River",
}
_KNOWN_AS = {
    "Altay Mountains": "Altai Mountains", "Appenines": "Apennines", "Apennines": "Apennine Mountains",
    "Bo Hai": "Bohai Sea", "Desierto de Atacama": "Atacama Desert",
    "Estrecho de Magellanes": "Strait of Magellan", "Garagum Desert": "Karakum Desert",
    "Island of Newfoundland": "Newfoundland", "Kavir Desert": "Dasht-e Kavir",
    "Lago de Maracaibo": "Lake Maracaibo", "Pelopónnisos": "Peloponnese",
    "Península de Yucatán": "Yucatán Peninsula", "Península Ibérica": "Iberian Peninsula",
    "Plateau of Tibet": "Tibetan Plateau", "Sardegna": "Sardinia", "Sicilia": "Sicily", "Corse": "Corsica",
    "Seversky Donets": "Siverskyi Donets", "Strait of Singapore": "Singapore Strait",
    "Taklimakan Desert": "Taklamakan Desert", "The North Western Passages": "Northwest Passage",
    "Hawai'i": "Hawaii", "Baja California": "Baja California Peninsula",
}  # fmt: skip
"""Names in English of what the source names otherwise."""
_REACHES = {
    "Al Furat": "Euphrates", "Firat": "Euphrates", "Dicle": "Tigris", "Rhein": "Rhine", "Dnepre": "Dnieper",
    "Tajo": "Tagus", "Nu": "Salween", "Dihang": "Brahmaputra",
}  # fmt: skip
"""Reaches of rivers that have another name than the river has in English."""
_LOST = re.compile(r"Rhne|Mlzes|Chrtovo|[a-z]kl\b|Inner Seas|Kaliningrad|Mat'as|ISANDS")
_BROKEN = re.compile(
    r"\A[a-zäöå]|\b(?![A-Z.]+\b)(?:[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{2,}|[b-df-hj-np-tv-xz])\b"
    r"|[?�\r]|\([A-Z]|\bCommunity\b|Historic"
)


def make(source: Path) -> bytes:
    """Read, join, name, simplify and compress the features.

    Raises
    ------
    ValueError
        When the files are not those of the hash.
    """
    digest = hashlib.sha256()
    pieces: dict[tuple[str, str], list[tuple[dict[str, Any], BaseGeometry]]] = defaultdict(list)
    for layer, kind in LAYERS.items():
        data = (source / f"ne_10m_{layer}.json").read_bytes()
        digest.update(data)
        for feature in json.loads(data)["features"]:
            facts = {key: value for key, value in feature["properties"].items() if value is not None}
            name = _named(facts)
            if not name or feature["geometry"] is None:
                continue
            found = kind
            if kind == "region":
                found = _CLASSES.get(str(facts["featurecla"]).lower(), "")
            if kind == "peak" and facts["featurecla"] not in ("mountain", "plateau", "pass"):
                continue
            if found:
                shape = shapely.from_geojson(json.dumps(feature["geometry"]))
                pieces[found, name].append(({**facts, "layer": layer}, shape))
    if digest.hexdigest() != SOURCE_SHA256:
        raise ValueError(
            f"the files of {source} are not those of SHA-256 {SOURCE_SHA256}, but {digest.hexdigest()}"
        )
    features = []
    taken: dict[str, int] = defaultdict(int)
    for (kind, name), of_name in sorted(pieces.items()):
        clusters = (
            _clusters([shape for _, shape in of_name])
            if kind != "peak"
            else [[i] for i in range(len(of_name))]
        )
        for members in clusters:
            facts = min((of_name[i][0] for i in members), key=lambda f: float(f["scalerank"]))
            whole = _joined([of_name[i][1] for i in members])
            shape = _plainer(whole, kind)
            if shape.is_empty:
                continue
            feature = _feature(kind, name, facts, shape, taken)
            if feature["shape"] != []:
                features.append(feature)
    return committed.packed(features)


def _feature(
    kind: str, name: str, facts: dict[str, Any], shape: BaseGeometry, taken: dict[str, int]
) -> dict[str, Any]:
    others = sorted({other for other in _alternatives(facts) if other != name})
    full, bare = _forms(kind, name, others)
    slug = f"ne-{_slug((full or bare)[0])}"
    taken[slug] += 1
    where = _point_of(shape)
    return {
        "id": slug if taken[slug] == 1 else f"{slug}-{taken[slug]}",
        "class": kind, "layer": facts["layer"], "rank": round(float(facts["scalerank"])), "full": full, "bare": bare,
        "reach_of": _REACHES.get(name, ""), "countries": _countries(shape),
        "lon": round(where.x, 4), "lat": round(where.y, 4),
        "shape": None if kind == "peak" else _packed(shape),
    }  # fmt: skip


def _named(facts: dict[str, Any]) -> str:
    """Return the English name where there is one, spelt out; empty for what has none or a broken one."""
    return next(
        (name for key in ("name_full", "name_en", "name") if (name := _spelt(str(facts.get(key) or "")))), ""
    )


def _alternatives(facts: dict[str, Any]) -> Iterator[str]:
    name = _named(facts)
    for names in (_KNOWN_AS, _REACHES):
        if name in names:
            yield names[name]
    if "St. " in name:
        yield name.replace("St. ", "Saint ")
    if match := re.fullmatch(r"(?:Lago|Lac|Lagoa|Laguna)(?: d[eio])? (.+)", name):
        yield f"Lake {match[1]}"
    if match := re.fullmatch(r"(?:Golfo|Golfe) (?:de |du )?(.+)", name):
        yield f"Gulf of {match[1]}"
    for key in ("name", "name_alt", "namealt"):
        # In the rivers of Europe this column has the river that another flows into.
        if key == "name_alt" and facts["layer"] == "rivers_europe":
            continue
        for name in str(facts.get(key) or "").split(","):
            spelt = _spelt(name)
            if spelt:
                yield spelt


def _spelt(name: str) -> str:
    """Write a name with small letters and without abbreviations; empty when letters were lost."""
    words = unicodedata.normalize("NFC", name).replace(" .", ".").split()
    if name.isupper():
        words = [word if word in ("OF", "DE", "DO", "DA", "LA") else word.capitalize() for word in words]
        words = [word.lower() if word in ("OF", "DE", "DO", "DA", "LA") else word for word in words]
    words = [_MENDED.get(word, word) for word in words]
    words = [_SHORT.get(word.rstrip(".").lower(), word) if word.endswith(".") else word for word in words]
    words = [word.replace("’", "'").replace("‘", "'") for word in words if word]
    spelt = " ".join(words)
    return (
        ""
        if _BROKEN.search(spelt) or _LOST.search(spelt) or len(spelt) < 2 or "." in spelt.replace("St. ", "")
        else spelt
    )


def _forms(kind: str, name: str, others: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the names that say what it is, and those that do not and may be some other place's."""
    full: list[str] = []
    bare: list[str] = []
    for one in (name, *others):
        word = _WATER_WORD if kind in ("river", "lake", "sea") else _LAND_WORD
        if kind == "sea" or word.search(one) or (kind == "lake" and _LAKE_ENDING.search(one)):
            full.append(one)
            stem = re.sub(r"\s+River\Z|\ARiver\s+", "", one)
            if kind == "river" and stem != one:
                full.append(f"River {stem}")
                bare.append(stem)
            if one.startswith("Ozero "):
                full.append(f"Lake {one[6:]}")
        elif kind == "river":
            full += [f"{one} River", f"River {one}"]
            bare.append(one)
        elif kind == "lake":
            full += [f"Lake {one}", f"{one} Lake"]
        elif kind == "peak":
            full.append(f"Mount {one}")
            bare.append(one)
        elif kind in _SUFFIX:
            full.append(f"{one} {_SUFFIX[kind]}")
            if kind == "island":
                full.append(f"Island of {one}")
            bare.append(one)
        else:
            bare.append(one)
    full += [re.sub(r"\AMount ", "Mt. ", one) for one in full if one.startswith("Mount ")]
    return list(dict.fromkeys(full)), list(dict.fromkeys(bare))


def _clusters(shapes: list[BaseGeometry]) -> list[list[int]]:
    """Group shapes that lie within `_TOGETHER_DEG` of one another."""
    groups: list[list[int]] = []
    for i, shape in enumerate(shapes):
        near = [
            group for group in groups if any(shapely.dwithin(shapes[j], shape, _TOGETHER_DEG) for j in group)
        ]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([i, *(j for group in near for j in group)]))
    return sorted(groups)


def _joined(shapes: list[BaseGeometry]) -> BaseGeometry:
    whole = shapely.union_all([shapely.make_valid(shape) for shape in shapes])
    dimension = max(shapely.get_dimensions(shapes))
    parts = [part for part in shapely.get_parts(whole) if shapely.get_dimensions(part) == dimension]
    if dimension == 1:
        return shapely.line_merge(shapely.MultiLineString(parts))
    return parts[0] if len(parts) == 1 else shapely.GeometryCollection(parts)


def _plainer(shape: BaseGeometry, kind: str) -> BaseGeometry:
    west, south, east, north = shape.bounds
    most = _COARSEST_DEG.get(kind, 0.03)
    tolerance = min(most, max(STEP_DEG, max(east - west, north - south) * _OF_SIZE))
    parts = [shapely.simplify(part, tolerance) for part in shapely.get_parts(shape)]
    if shapely.get_dimensions(parts[0]) == 2:
        largest = max(part.area for part in parts)
        parts = [part for part in parts if part.area >= min(largest, (2 * tolerance) ** 2)]
        parts = [
            shapely.Polygon(
                part.exterior, [r for r in part.interiors if shapely.Polygon(r).area > (2 * tolerance) ** 2]
            )
            for part in parts
        ]
        return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if shapely.get_dimensions(parts[0]) == 1:
        return parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)
    point: BaseGeometry = parts[0]
    return point


def _point_of(shape: BaseGeometry) -> shapely.Point:
    longest: Any = max(shapely.get_parts(shape), key=lambda part: (part.area, part.length))
    if longest.geom_type == "LineString":
        point: shapely.Point = longest.interpolate(0.5, normalized=True)
    else:
        point = longest if longest.geom_type == "Point" else longest.representative_point()
    return point


def _countries(shape: BaseGeometry) -> list[str]:
    """Return the alpha-2 codes of the countries that a feature lies in, of most of it first."""
    from gazetteer import areas, countries

    points = shapely.get_coordinates(shape)
    points = points[:: max(1, len(points) // 24)]
    found: dict[str, int] = defaultdict(int)
    for lon, lat in points:
        unit = areas.unit_at(lon=float(lon), lat=float(lat), reach_m=5_000.0)
        if unit is not None and unit.iso3:
            found[countries.get(unit.iso3).alpha2] += 1
    return [code for code, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]


def _packed(shape: BaseGeometry) -> list[Any]:
    """Return the lines as rows of points, the polygons as lists of them, without what is no wider than the grid."""
    if shapely.get_dimensions(shape) == 1:
        rows = [_row(line) for line in shapely.get_parts(shape)]
        return [row for row in rows if len(row) >= 4]
    rings = [[_row(ring) for ring in (one.exterior, *one.interiors)] for one in shapely.get_parts(shape)]
    return [[row for row in one if len(row) >= 8] for one in rings if len(one[0]) >= 8]


def _row(line: BaseGeometry) -> list[int]:
    """Return the points of a line on the grid as steps, without steps of nothing."""
    steps = np.reshape(flat_steps(line, STEP_DEG), (-1, 2))
    kept = np.append(True, steps[1:].any(axis=1))
    row: list[int] = steps[kept].ravel().tolist()
    return row


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


if __name__ == "__main__":
    sys.exit(committed.run(make, OUT, source="the folder 10m/physical of the repository, unpacked"))
