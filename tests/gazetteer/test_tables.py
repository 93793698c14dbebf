"""Walks over every row of the hand-written tables: a row that is added is checked without an edit here."""

import csv
import itertools
import math
import re
from collections import Counter, defaultdict
from operator import itemgetter
from pathlib import Path
from typing import get_args

import pytest
import shapely

import gazetteer
from gazetteer.areas import shapes
from gazetteer.names import fold
from gazetteer.place import Kind, NameKind

DATA = Path(gazetteer.__file__).parent / "data"

# ISO 3166-1, 249 officially assigned codes
ISO_3166_1 = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
)


def read(table):
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell(row, column):
    return row[column].split("|") if row[column] else []


def repeated(names):
    return [name for name, times in Counter(names).items() if times > 1]


def distance_deg(row, to):
    """Degrees on the plane, over the antimeridian where that is shorter."""
    lon = abs(float(row["lon"]) - to.x)
    return math.hypot(min(lon, 360 - lon), float(row["lat"]) - to.y)


COUNTRIES, ADDITIONS, NAMES = (read(table) for table in ("countries.csv", "additions.csv", "names.csv"))
CODES = {row["alpha2"] for row in COUNTRIES}


@pytest.mark.parametrize("table", ["countries.csv", "additions.csv", "names.csv", "country_names.csv"])
def test_a_table_is_tidy(table):
    raw = (DATA / table).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    rows = read(table)
    for line, row in enumerate(rows, start=2):
        assert None not in row, f"line {line} has too many cells"
        assert None not in row.values(), f"line {line} has too few cells"
        assert all(value == value.strip() for value in row.values()), f"line {line}"
        assert row["source"], f"line {line} has no source"
        for value in row.values():
            assert "||" not in value and not value.startswith("|") and not value.endswith("|"), f"line {line}"


@pytest.mark.parametrize("rows", [COUNTRIES, ADDITIONS], ids=["countries", "additions"])
def test_a_place_has_a_point_and_names_that_differ(rows):
    for row in rows:
        which = row["name"]
        assert -180 <= float(row["lon"]) <= 180, which
        assert -90 <= float(row["lat"]) <= 90, which
        assert 0 < int(row["radius_m"]) < 10_000_000, which
        names, demonyms = [row["name"], *cell(row, "aliases")], cell(row, "demonyms")
        assert all(fold(name) for name in names), which
        for spellings in (names, demonyms):
            assert not repeated(fold(name) for name in spellings), which
        assert not repeated(row.get("abbreviations", "").split("|")), which
        assert not set(map(fold, demonyms)) & set(map(fold, names)), (
            f"{which}: a demonym that is a name as well"
        )


def test_every_iso_code_is_there_once_and_kosovo():
    assigned = ISO_3166_1.split()
    assert len(assigned) == 249
    assert [row["alpha2"] for row in COUNTRIES] == sorted([*assigned, "XK"])


def test_a_country_has_its_codes():
    for row in COUNTRIES:
        assert re.fullmatch("[A-Z]{3}", row["alpha3"]), row["name"]
        assert row["continent"] in ("AF", "AS", "EU", "NA", "SA", "OC", "AN"), row["name"]
        assert int(row["geonameid"]) > 0, row["name"]
        # ISO 3166-1 gives Kosovo no number.
        assert re.fullmatch("" if row["alpha2"] == "XK" else "[0-9]{3}", row["numeric"]), row["name"]


@pytest.mark.parametrize("column", ["alpha3", "numeric", "name", "geonameid"])
def test_no_two_countries_share(column):
    assert not repeated(row[column] for row in COUNTRIES if row[column])


def test_names_in_other_scripts_are_of_one_country_and_not_latin():
    rows = read("country_names.csv")
    assert [row["alpha2"] for row in rows] == [row["alpha2"] for row in COUNTRIES]
    owners = defaultdict(set)
    for row in rows:
        assert len(cell(row, "names")) > 10, row["alpha2"]
        for name in cell(row, "names"):
            assert fold(name) and not re.search("[A-Za-z()]", name), name
            owners[fold(name)].add(row["alpha2"])
    assert not {name: codes for name, codes in owners.items() if len(codes) > 1}


def test_neighbours_are_mutual():
    neighbours = {row["alpha2"]: cell(row, "neighbours") for row in COUNTRIES}
    for code, others in neighbours.items():
        assert others == sorted(set(others)), code
        for other in others:
            assert other != code
            assert code in neighbours[other], f"{other} does not know of {code}"


def test_a_country_name_is_ambiguous_only_where_news_is():
    owners = defaultdict(set)
    for row in COUNTRIES:
        for name in (row["name"], *cell(row, "aliases"), *cell(row, "abbreviations")):
            owners[fold(name)].add(row["alpha2"])
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {"congo": {"CD", "CG"}}


def test_inhabited_countries_have_a_capital_and_demonyms():
    bare = {row["alpha2"] for row in COUNTRIES if not row["capital"]}
    assert bare <= {"AQ", "BV", "HM", "TK", "UM"}
    bare = {row["alpha2"] for row in COUNTRIES if not row["demonyms"]}
    assert bare <= {"BL", "BQ", "BV", "GG", "GS", "HM", "IO", "JE", "MF", "PM", "SJ", "SX", "TF", "UM", "VA"}


def test_an_addition_has_its_own_id():
    assert not repeated(row["id"] for row in ADDITIONS)
    for row in ADDITIONS:
        prefix, _, slug = row["id"].partition(":")
        assert prefix == "dateline"
        assert slug and all(
            part.isalnum() and part == part.lower() and part.isascii() for part in slug.split("-")
        )


def test_additions_are_sorted_by_kind_then_id():
    kinds = [kind for kind, _ in itertools.groupby(row["kind"] for row in ADDITIONS)]
    assert not repeated(kinds)
    for _, rows in itertools.groupby(ADDITIONS, key=lambda row: row["kind"]):
        ids = [row["id"] for row in rows]
        assert ids == sorted(ids)


def test_an_addition_is_of_a_kind_and_a_country():
    kinds = set(get_args(Kind)) - {"country", "border", "command"}
    for row in ADDITIONS:
        assert row["kind"] in kinds, row["id"]
        assert not row["country"] or row["country"] in CODES, row["id"]
        assert row["country"] or not row["admin1"], row["id"]


def test_no_addition_takes_a_name_from_another():
    owners = defaultdict(set)
    for row in ADDITIONS:
        for name in (row["name"], *cell(row, "aliases")):
            owners[fold(name)].add(row["id"])
    assert not {name: ids for name, ids in owners.items() if len(ids) > 1}


def test_no_river_takes_the_place_of_a_division():
    """The build lets a row take the place of a division of its name: right for Gotland, wrong for the Mississippi."""
    divisions = {
        (code, fold(name))
        for code, _, name in (
            r["place"][7:].partition("/") for r in NAMES if r["place"].startswith("admin1:")
        )
    }
    for row in ADDITIONS:
        if row["kind"] in ("water", "facility", "settlement"):
            for name in (row["name"], *cell(row, "aliases")):
                assert (row["country"], fold(name)) not in divisions, row["id"]


def test_a_shape_is_an_area_around_the_point(check_rows):
    def check(row):
        area = shapes.parse(row["shape"])
        assert area.geom_type in ("Polygon", "MultiPolygon")
        assert area.is_valid and not area.is_empty
        near = shapely.shortest_line(area, shapely.Point(float(row["lon"]), float(row["lat"])))
        off_m = distance_deg(row, shapely.Point(near.coords[0])) * 111_000
        assert off_m < int(row["radius_m"]), "point off its shape"

    check_rows([row for row in ADDITIONS if row["shape"]], check, name=itemgetter("id"))


def test_a_further_name_names_a_source_and_a_kind():
    for row in NAMES:
        source = re.fullmatch(r"geonames:[1-9]\d*|admin1:([A-Z]{2})/.+", row["place"])
        assert source, row
        assert source[1] is None or source[1] in CODES, row
        assert fold(row["name"]), row
        assert row["name_kind"] in (*get_args(NameKind), "dropped"), row


def test_a_further_name_is_there_once():
    seen = Counter(
        (row["place"], row["name"] if row["name_kind"] == "abbreviation" else fold(row["name"]))
        for row in NAMES
    )
    assert not [key for key, times in seen.items() if times > 1]


def test_one_official_name_for_a_place():
    assert not repeated(row["place"] for row in NAMES if row["name_kind"] == "official")


def test_every_state_has_its_abbreviations():
    known = gazetteer.default()
    postal = {row["place"] for row in NAMES if row["name_kind"] == "abbreviation" and len(row["name"]) == 2}
    assert sum(place.startswith("admin1:US/") for place in postal) == 50
    for short, name in {
        "Calif.": "California",
        "N.Y.": "New York",
        "Ont.": "Ontario",
        "W.Va.": "West Virginia",
    }.items():
        assert name in {match.place.name for match in known.match(short) if match.place.kind == "admin1"}
