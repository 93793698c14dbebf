"""Make `wikidata.json.xz`: Wikidata ids of countries, divisions and towns, as Natural Earth gives them.

    python -m gazetteer.build.make_wikidata FOLDER

Natural Earth is in the public domain. The folder holds four files: `ne_10m_populated_places.json` of edition 4.0 (from
the repository martynafford/natural-earth-geojson), of 5.1 `ne_10m_admin_1_states_provinces.csv` (from
MarkM2000/Final-Project-MAP674), `ne_50m_admin_0_countries.geojson` (from aurel42/phileasgo) and the parts of countries,
`map_units10.rda` (from ropensci/rnaturalearthhires), which `rdata` of PyPI reads. A build has PyPI and npm only, so the
result is committed; the same files make the same bytes again. Waters have theirs in `natural_features.json.xz`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.build import committed

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path(__file__).with_name("wikidata.json.xz")
FILES = {
    "ne_50m_admin_0_countries.geojson": "3e458fc036ad0a66411f2c1e6cac49c5d7bfb81cb1123bc513b22511a2b7fdeb",
    "ne_10m_admin_1_states_provinces.csv": "f7eab65170efb0509f5a606aa9ce57fad953c876f0192a49fa779d10bb029d17",
    "map_units10.rda": "6224b781c28d75c21270b975f7586dfaa1a92cacc0f3f19aa8a5e2574aab9fdd",
    "ne_10m_populated_places.json": "536ed7d8b1618e999d0569f69300e642b8b6a62234fb516fedfee0bb2901609f",
}
"""SHA-256 by file."""


def make(source: Path) -> bytes:
    """Read, reduce and compress the records.

    Raises
    ------
    ValueError
        When the files are not those of the hashes.
    """
    countries, divisions, units, towns = (
        committed.known_bytes(source / name, sha256) for name, sha256 in FILES.items()
    )
    parts = _units(units)
    of_parts = {(country, label) for _, _, country, _, label, _ in parts}
    return committed.packed(
        {
            "countries": {part[2]: part[3] for part in parts if part[1]}
            | _countries(json.loads(countries)["features"]),
            "divisions": [
                *([0, "", *part[2:]] for part in parts if not part[1]),
                *(
                    row
                    for row in _divisions(csv.DictReader(io.StringIO(divisions.decode())))
                    if (row[2], row[4]) not in of_parts  # the Gaza Strip has another item there
                ),
            ],
            "towns": list(_towns(json.loads(towns)["features"])),
        }
    )


def _countries(features: Iterable[dict[str, Any]]) -> dict[str, str]:
    facts = [feature["properties"] for feature in features]
    return {each["ISO_A2_EH"]: each["WIKIDATAID"] for each in facts if len(each["ISO_A2_EH"]) == 2}


def _units(data: bytes) -> list[list[Any]]:
    """Return the parts of countries like divisions, the code only of those that have one of ISO 3166-1."""
    import rdata

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the classes of the shapes, which are not asked for
        table = rdata.conversion.convert(rdata.parser.parse_data(data))["map_units10"]
    columns = ("ISO_A2", "ISO_A2_EH", "WIKIDATAID", "NAME_EN", "NAME", "GEOUNIT")
    units = [list(map(str, row)) for row in zip(*(table[column] for column in columns), strict=True)]
    return [
        [0, country if own != "-99" else "", country, item, label, _each(name, unit)]
        for own, country, item, label, name, unit in units
        if re.fullmatch("[A-Z]{2}", country) and item.startswith("Q")
    ]


def _divisions(rows: Iterable[dict[str, str]]) -> Iterable[list[Any]]:
    """Yield GeoNames id, ISO 3166-2 code, country, Wikidata id, the item's English label, and other names."""
    for row in rows:
        if not row["wikidataid"].startswith("Q"):
            continue
        # Not `gn_name`: it is the name of `gn_id`, right or wrong.
        names = _each(row["name"], row["name_alt"], row["woe_name"])
        code = row["iso_3166_2"] if re.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}", row["iso_3166_2"]) else ""
        geonames = max(0, round(float(row["gn_id"] or 0)))
        yield [geonames, code, row["iso_a2"], row["wikidataid"], row["name_en"], names]


def _towns(features: Iterable[dict[str, Any]]) -> Iterable[list[Any]]:
    """Yield GeoNames id, longitude, latitude, country, Wikidata id, the item's English label, and other names."""
    for feature in features:
        facts = feature["properties"]
        if not facts["wikidataid"]:
            continue
        lon, lat = feature["geometry"]["coordinates"]
        names = _each(facts["NAME"], facts["NAMEALT"], facts["NAMEASCII"], facts["GN_ASCII"])
        geonames = max(0, round(facts["GEONAMEID"] or 0))
        label = facts["NAME_EN"] or ""
        yield [geonames, round(lon, 3), round(lat, 3), facts["ISO_A2"], facts["wikidataid"], label, names]


def _each(*cells: str | None) -> list[str]:
    names = [name.strip() for cell in cells for name in re.split(r"[|;,]", cell or "")]
    return list(dict.fromkeys(filter(None, names)))


if __name__ == "__main__":
    sys.exit(committed.run(make, OUT, source="the folder of the four files"))
