"""Make `natural_features.json.xz`: rivers, canals, lakes, seas, ranges, peaks, deserts, islands with their shapes.

    python -m gazetteer.build.make_natural_features natural-earth/10m/physical

The source is Natural Earth's 10m physical vectors (public domain): edition 4.0 as GeoJSON, in the repository
martynafford/natural-earth-geojson, and in the folder `5` beside the files what edition 5.0 has of rivers, lakes and
seas (`natural_earth_5`). A build has PyPI and npm only, so the result is committed; the same files make the same bytes
again. Pieces of one name that lie together are one feature. The GeoJSON has lost the accents of some names: edition 5.0
spells them, `_MENDED` has those that it lost too ("Mio" for the Miño), what still looks broken is left out, and so is
the layer of Europe's small lakes, where most are.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.areas.arcs import flat_steps
from gazetteer.areas.feature_file import STEP_DEG
from gazetteer.build import committed, natural_earth_5
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

OUT = Path(__file__).with_name("natural_features.json.xz")
SOURCE_SHA256 = "d589e9e3cdd644faeffa7946a4db402253d4f7c49e1c380f06c73f8f6595ffd1"
"""Of the layers below, one after another in this order, and then of the files of edition 5."""
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
_MENDED_SINCE = {
    "Andr": "André", "Asuncin": "Asunción", "Bavcora": "Bavícora", "Chteauguay": "Châteauguay", "Chtelain": "Châtelain",
    "Crdenas": "Cárdenas", "Guzmn": "Guzmán", "Hbert": "Hébert", "Inarijrvi": "Inarijärvi", "Lzaro": "Lázaro",
    "Mingevir": "Mingachevir", "Nezahualcyotl": "Nezahualcóyotl", "Ptzcuaro": "Pátzcuaro",
    "Saint-Franois": "Saint-François", "Strymnas": "Strymónas", "Tmiscouata": "Témiscouata", "Uwaynt": "Uwaynāt",
}  # fmt: skip
"""The same, mended after places had ids of the broken names: those find them still."""
_BROKEN_OF = {spelt: lost for lost, spelt in _MENDED_SINCE.items()}
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
_LAKE = re.compile(r"\bL(?:ake|ago|aguna)\b")
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
    layers = {layer: (source / f"ne_10m_{layer}.json").read_bytes() for layer in LAYERS}
    digest = hashlib.sha256(b"".join(layers.values()))
    for file in natural_earth_5.FILES.values():
        digest.update((source / "5" / file).read_bytes())
    if digest.hexdigest() != SOURCE_SHA256:
        raise ValueError(
            f"the files of {source} are not those of SHA-256 {SOURCE_SHA256}, but {digest.hexdigest()}"
        )
    later = {
        layer: natural_earth_5.Layer.read(source / "5" / file)
        for layer, file in natural_earth_5.FILES.items()
    }
    features = []
    renamed: dict[str, str] = {}
    taken: dict[str, int] = defaultdict(int)
    for (kind, _), of_name in sorted(_pieces(layers, later).items()):
        for name, members in _of_one_place(kind, of_name):
            feature, records = _made(kind, name, members, taken)
            if feature is not None:
                renamed.update((feature["id"], record.name) for record in records if record.renamed)
                features.append(feature)
    _name_by_edition_5(features, renamed)
    return committed.packed(features)


Piece = tuple[dict[str, Any], "BaseGeometry"]


def _pieces(
    layers: Mapping[str, bytes], later: Mapping[str, natural_earth_5.Layer]
) -> dict[tuple[str, str], list[Piece]]:
    """Return the facts and shapes of the source by class and name without accents, in which layers differ."""
    pieces: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for layer, kind in LAYERS.items():
        for feature in json.loads(layers[layer])["features"]:
            facts = {key: value for key, value in feature["properties"].items() if value is not None}
            found = _class(kind, facts)
            if feature["geometry"] is None or not found:
                continue
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            record = later[layer].of(_written(facts), shape) if layer in later else None
            before = _named(facts)
            if record is not None:
                facts = {**natural_earth_5.mended(facts, record), "record": record}
            if name := _named(facts):
                facts |= {"layer": layer, "named": name, "before": before}
                pieces[found, _bare(name)].append((facts, shape))
    return pieces


def _class(kind: str, facts: dict[str, Any]) -> str:
    """Return the class of a feature of a layer; empty for what is left out."""
    if kind == "region":
        return _CLASSES.get(str(facts["featurecla"]).lower(), "")
    return "" if kind == "peak" and facts["featurecla"] not in ("mountain", "plateau", "pass") else kind


def _of_one_place(kind: str, of_name: list[Piece]) -> list[tuple[str, list[Piece]]]:
    """Group the pieces of one name by place, with the name that has the accents, where one has."""
    near = (
        _clusters([shape for _, shape in of_name]) if kind != "peak" else [[i] for i in range(len(of_name))]
    )
    groups = [[of_name[i] for i in members] for members in near]
    names = [
        max((facts["named"] for facts, _ in each), key=lambda n: (not n.isascii(), n)) for each in groups
    ]
    order = sorted(range(len(groups)), key=lambda i: (names[i], near[i]))
    return [(names[i], groups[i]) for i in order]


def _made(
    kind: str, name: str, members: list[Piece], taken: dict[str, int]
) -> tuple[dict[str, Any] | None, list[natural_earth_5.Record]]:
    """Return a feature and what edition 5 says of its pieces; `None` for a shape that the grid has no room for."""
    facts = min((facts for facts, _ in members), key=lambda f: float(f["scalerank"]))
    shape = _plainer(_joined([shape for _, shape in members]), kind)
    if shape.is_empty:
        return None, []
    records = [facts["record"] for facts, _ in members if "record" in facts]
    feature = _feature(kind, name, facts, shape, taken) | _identified(records)
    before = " ".join(_BROKEN_OF.get(word, word) for word in facts["before"].split())
    if before and _bare(before) != _bare(name):
        feature["former"] = _id(kind, before, facts, taken)
    return (feature if feature["shape"] != [] else None), records


def _identified(records: list[natural_earth_5.Record]) -> dict[str, Any]:
    """Return the Wikidata id that most pieces of a feature have, and the English label of the item."""
    ((record, _),) = Counter(one for one in records if one.wikidata).most_common(1) or ((None, 0),)
    return {"wikidata": record.wikidata, "label": record.english} if record else {"wikidata": "", "label": ""}


def _name_by_edition_5(features: list[dict[str, Any]], renamed: Mapping[str, str]) -> None:
    """Keep an id that several features have for the one of the item's own name, else the largest; add its label.

    The label becomes a name of that feature where no other has it: "Struma" of what Natural Earth calls the Strymónas.
    Reaches that `_REACHES` joins to a river keep the river's id.

    Parameters
    ----------
    features
        All features.
    renamed
        Names of edition 5 by id, for the features that have another there: the one that is shown.
    """
    names = Counter(fold(name) for each in features for name in {*each["full"], *each["bare"]})
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for feature in features:
        if feature["wikidata"] and not feature["reach_of"]:
            claims[feature["wikidata"]].append(feature)
        if (name := _spelt(renamed.get(feature["id"], ""))) and not names[fold(name)]:
            full, bare = _forms(feature["class"], name, [])
            feature["full"] = list(dict.fromkeys([*full, *feature["full"]]))
            feature["bare"] = list(dict.fromkeys([*bare, *feature["bare"]]))
    for of_item in claims.values():
        of_item.sort(key=lambda each: (not _is_called(each), each["rank"], each["id"]))
        for other in of_item[1:]:
            other["wikidata"] = ""
        kept = of_item[0]
        label = _spelt(kept["label"])
        if kept["class"] in ("river", "lake") and _is_another_name(label, kept):
            full, bare = _forms(kept["class"], label, [])
            if not any(names[fold(name)] for name in (*full, *bare)):
                kept["full"] += full
                kept["bare"] += bare
    for feature in features:
        del feature["label"]


def _is_another_name(label: str, feature: dict[str, Any]) -> bool:
    """Return whether a label is a name in its own right: the source cut the words for lakes and rivers off some."""
    words = set(fold(label).split())
    if not words or "/" in label or re.search(r"(?:\A|\s)[a-z]", label):
        return False
    if feature["class"] == "river" and _LAKE.search(label):
        return False
    own = [fold(name) for name in (*feature["full"], *feature["bare"])]
    return not any(words <= set(name.split()) or name.startswith(fold(label)) for name in own)


def _is_called(feature: dict[str, Any]) -> bool:
    return fold(feature["label"]) in {fold(name) for name in (*feature["full"], *feature["bare"])}


def _feature(
    kind: str, name: str, facts: dict[str, Any], shape: BaseGeometry, taken: dict[str, int]
) -> dict[str, Any]:
    others = sorted({other for other in _alternatives(facts) if other != name})
    full, bare = _forms(kind, name, others)
    where = _point_of(shape)
    return {
        "id": _id(kind, name, facts, taken),
        "class": kind, "layer": facts["layer"], "rank": round(float(facts["scalerank"])), "full": full, "bare": bare,
        "reach_of": _REACHES.get(name, ""), "countries": _countries(shape),
        "lon": round(where.x, 4), "lat": round(where.y, 4),
        "shape": None if kind == "peak" else _packed(shape),
    }  # fmt: skip


def _id(kind: str, name: str, facts: dict[str, Any], taken: dict[str, int]) -> str:
    """Return the id of the next feature of a name."""
    full, bare = _forms(kind, name, sorted({other for other in _alternatives(facts) if other != name}))
    slug = f"ne-{_slug((full or bare)[0])}"
    taken[slug] += 1
    return slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"


def _named(facts: dict[str, Any]) -> str:
    """Return the English name where there is one, spelt out; empty for what has none or a broken one."""
    keys = ("name_full", "name_en", "name")
    written = [str(facts.get(key) or "") for key in keys]
    if "record" in facts and any(written):
        written += [facts["record"].name, facts["record"].english]
    return next((name for each in written if (name := _spelt(each))), "")


def _written(facts: dict[str, Any]) -> list[str]:
    """Return the names of a feature as the source has them."""
    keys = ("name", "name_en", "name_alt", "namealt")
    return [name for key in keys for name in str(facts.get(key) or "").split(",")]


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
    words = [_MENDED.get(word) or _MENDED_SINCE.get(word, word) for word in words]
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
    return re.sub(r"[^a-z0-9]+", "-", _bare(name).lower()).strip("-")


def _bare(name: str) -> str:
    """Return a name without accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


if __name__ == "__main__":
    sys.exit(committed.run(make, OUT, source="the folder 10m/physical of the repository, unpacked"))
