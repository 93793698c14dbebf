"""Every place of the hand-written tables lies where its country and its name say."""

import csv
from operator import itemgetter
from pathlib import Path

import shapely

import gazetteer
from gazetteer import areas
from gazetteer.cells import distance_m

TABLE = Path(gazetteer.__file__).parent / "data" / "additions.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    PLACES = [row for row in csv.DictReader(file) if row["kind"] in ("facility", "settlement", "landform")]
with TABLE.with_name("city_sites.csv").open(encoding="utf-8", newline="") as file:
    SITES = list(csv.DictReader(file))
PLACES += [row | {"country": gazetteer.default().get(row["city"]).country} for row in SITES]

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


def test_points_are_in_their_country_or_off_its_coast(check_rows):
    def check(row):
        lon, lat = point(row)
        found = areas.place_at(lon=lon, lat=lat)
        if found is not None and found.country == row["country"]:
            return
        area = areas.country(row["country"])
        near = shapely.shortest_line(area, shapely.Point(lon, lat)).coords[0]
        allowed = COAST_M if found is None else BORDER_M
        assert row["id"] in ELSEWHERE or distance_m(lon, lat, *near) <= allowed, found

    check_rows([row for row in PLACES if row["country"]], check, name=itemgetter("id"))


def test_a_site_s_radius_and_source_are_said(check_rows):
    def check(row):
        assert 500 <= float(row["radius_m"]) <= 10_000
        assert "general knowledge" in row["source"] and " km from " in row["source"]

    check_rows(SITES, check, name=itemgetter("id"))


def test_no_facility_is_far_from_every_settlement(check_rows):
    def check(row):
        lon, lat = point(row)
        ((place, metres),) = gazetteer.nearest(lon=lon, lat=lat, kind="settlement")
        assert metres <= max(REMOTE_M, int(row["radius_m"])), place.label

    check_rows([row for row in PLACES if row["kind"] != "landform"], check, name=itemgetter("id"))


def city_in(name):
    """Name of the city that a facility is named after: Port of Aden, Basra airport."""
    lowered = name.lower()
    if lowered.startswith("port of "):
        return name[len("port of ") :]
    for words in sorted(CLASS_WORDS, key=len, reverse=True):
        if lowered.endswith(f" {words}"):
            return name[: -len(words) - 1]
    return ""


def cities_of(row):
    """Cities of the row's country that bear the name in it officially."""
    return [
        match.place
        for match in gazetteer.default().match(city_in(row["name"]))
        if match.place.kind == "settlement"
        and match.place.country == row["country"]
        and match.name_kind == "official"
        and match.place.population > 50_000
    ]


def test_what_is_named_after_a_city_is_near_it(check_rows):
    named = [
        (row, cities)
        for row in PLACES
        if row["kind"] == "facility" and row["country"] and row["id"] not in NAMED_OTHERWISE
        if (cities := cities_of(row))
    ]
    assert len(named) > 60

    def check(named_after):
        row, cities = named_after
        lon, lat = point(row)
        metres = min(distance_m(lon, lat, city.lon, city.lat) for city in cities)
        assert metres <= max(NAMED_M, int(row["radius_m"])), metres

    check_rows(named, check, name=lambda named_after: named_after[0]["id"])
