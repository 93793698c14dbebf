"""Walks over every place of the hand-written table: its point lies where its country and its name say."""

import csv
from pathlib import Path

import pytest
import shapely

import gazetteer
from gazetteer import areas
from gazetteer.cells import distance_m

TABLE = Path(gazetteer.__file__).parent / "data" / "additions.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    PLACES = [row for row in csv.DictReader(file) if row["kind"] in ("facility", "settlement", "landform")]

COAST_M, BORDER_M = 60_000, 2_500
"""How far off its country a point may lie: at sea (an islet that the outlines leave out), and in a neighbour, where the
lines are simplified."""
ELSEWHERE = {
    "dateline:matsu": "Taiwan's islands off the coast of China are not in the outlines",
    "dateline:antarctic-peninsula": "the outline leaves out the ice",
}
NAMED_OTHERWISE = {"dateline:hoover-dam", "dateline:logan-airport", "dateline:manas"}
"""After a president, a general and a hero, not after the towns of those names."""
REMOTE_M = 150_000
NAMED_M = 60_000
CLASS_WORDS = (
    "airport",
    "international airport",
    "port",
    "harbour",
    "refugee camp",
    "camp",
    "air base",
    "dam",
)


def point(row):
    return float(row["lon"]), float(row["lat"])


@pytest.mark.parametrize("row", [row for row in PLACES if row["country"]], ids=lambda row: row["id"])
def test_a_point_is_in_its_country_or_off_its_coast(row):
    lon, lat = point(row)
    found = areas.place_at(lon=lon, lat=lat)
    if found is not None and found.country == row["country"]:
        return
    area = areas.country(row["country"])
    near = shapely.shortest_line(area, shapely.Point(lon, lat)).coords[0]
    allowed = COAST_M if found is None else BORDER_M
    assert row["id"] in ELSEWHERE or distance_m(lon, lat, *near) <= allowed, found


@pytest.mark.parametrize(
    "row", [row for row in PLACES if row["kind"] != "landform"], ids=lambda row: row["id"]
)
def test_a_facility_is_not_far_from_everybody(row):
    lon, lat = point(row)
    ((place, metres),) = gazetteer.nearest(lon=lon, lat=lat, kind="settlement")
    assert metres <= max(REMOTE_M, int(row["radius_m"])), place.label


def city_in(name):
    """Name of the city that a facility is named after: Port of Aden, Basra airport."""
    lowered = name.lower()
    if lowered.startswith("port of "):
        return name[len("port of ") :]
    for words in sorted(CLASS_WORDS, key=len, reverse=True):
        if lowered.endswith(f" {words}"):
            return name[: -len(words) - 1]
    return ""


NAMED = [
    (row, cities)
    for row in PLACES
    if row["kind"] == "facility" and row["country"] and row["id"] not in NAMED_OTHERWISE
    for cities in [
        [
            match.place
            for match in gazetteer.default().match(city_in(row["name"]))
            if match.place.kind == "settlement"
            and match.place.country == row["country"]
            and match.name_kind == "official"
            and match.place.population > 50_000
        ]
    ]
    if cities
]


@pytest.mark.parametrize(
    ("row", "cities"), NAMED, ids=lambda value: value["id"] if isinstance(value, dict) else "named"
)
def test_what_is_named_after_a_city_is_near_it(row, cities):
    lon, lat = point(row)
    assert min(distance_m(lon, lat, city.lon, city.lat) for city in cities) <= max(
        NAMED_M, int(row["radius_m"])
    )


def test_many_are_named_after_a_city():
    assert len(NAMED) > 60
