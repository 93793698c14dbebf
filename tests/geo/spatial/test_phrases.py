"""Phrases of many countries, a table for each family: which place, what kind of geometry, where it lies, how sure.

A check is words and numbers, several joined by semicolons: `contains lon lat`, `excludes lon lat`, `near lon lat km`
and `far lon lat km` (distance of the geometry from a point that everyone knows), `away lon lat km` (of a point, within a
seventh and 4 km, for towns have several middles), `bearing lon lat degrees tolerance`, `length low high` in km,
`reaches lon lat` (the point lies within the radius).
"""

import csv
import math
from operator import itemgetter
from pathlib import Path

import pytest
import shapely
from geopy.distance import geodesic

from geo.language import load, make_doc
from geo.records import Report

TABLES = Path(__file__).parent / "phrases"
FAMILIES = {path.stem for path in TABLES.glob("*.csv")}
TYPES = {
    "line": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
    "point": ("Point",),
    "any": ("Point", "Polygon", "MultiPolygon"),
}


def rows(family):
    with (TABLES / f"{family}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


@pytest.fixture(scope="module")
def read():
    nlp = load()
    nlp.disable_pipe("dateline_events")
    return lambda text: nlp(make_doc(nlp, Report(id="r", text=text)))._.places


def mention_of(places, toponym):
    found = [mention for mention in places if mention.text == toponym]
    assert found, f"{toponym} among {[mention.text for mention in places]}"
    return found


def km_to(geometry, lon, lat):
    """Kilometres on a local map that is true around the point."""
    shrink = math.cos(math.radians(lat))
    here = shapely.transform(geometry, lambda xy: (xy - [lon, lat]) * [shrink, 1])
    return here.distance(shapely.Point(0, 0)) * 111.195


def length_km(geometry):
    return sum(
        geodesic(a[::-1], b[::-1]).km
        for part in shapely.get_parts(geometry)
        for a, b in zip(part.coords[:-1], part.coords[1:], strict=True)
    )


def holds(geometry, radius_m, words):
    name, *numbers = words.split()
    lon, lat, *rest = map(float, numbers)
    point = shapely.Point(lon, lat)
    if name == "contains":
        return geometry.covers(point)
    if name == "excludes":
        return not geometry.covers(point)
    if name == "near":
        return km_to(geometry, lon, lat) <= rest[0]
    if name == "far":
        return km_to(geometry, lon, lat) >= rest[0]
    if name == "reaches":
        return km_to(geometry, lon, lat) * 1000 <= radius_m
    if name == "length":
        return lon <= length_km(geometry) <= lat
    middle = geometry.centroid
    if name == "away":
        return abs(geodesic((lat, lon), (middle.y, middle.x)).km - rest[0]) <= 4 + rest[0] / 7
    assert name == "bearing", name
    east = (middle.x - lon) * math.cos(math.radians(lat))
    turn = math.degrees(math.atan2(east, middle.y - lat))
    return abs((turn - rest[0] + 180) % 360 - 180) <= rest[1] + 8


@pytest.mark.parametrize("family", sorted(FAMILIES - {"negative"}))
def test_phrases_of_a_family(read, check_rows, family):
    def check(row):
        text = row["text"]
        mentions = mention_of(read(text), row["toponym"])
        phrases = {text[mention.phrase_start : mention.phrase_end]: mention for mention in reversed(mentions)}
        assert row["phrase"] in phrases
        mention = phrases[row["phrase"]]
        assert row["place"] in (
            mention.place.name,
            *((row["place"],) if mention.place.label.startswith(row["place"]) else ()),
        )
        assert mention.geometry.geom_type in TYPES[row["type"]]
        assert not mention.geometry.is_empty
        for words in filter(None, row["check"].split(";")):
            assert holds(mention.geometry, mention.radius_m, words), (words, mention.geometry.wkt[:200])
        if row["radius_km"]:
            low, high = map(float, row["radius_km"].split())
            assert low * 1000 <= mention.radius_m <= high * 1000 + 1
            assert "The uncertainty is " in mention.reason

    check_rows(rows(family), check, name=itemgetter("text"))


def test_no_phrase(read, check_rows):
    def check(row):
        text = row["text"]
        for mention in read(text):
            if mention.text == row["toponym"]:
                assert text[mention.phrase_start : mention.phrase_end] == mention.text, row["why"]
                assert mention.place is None or mention.place.kind != "border"

    check_rows(rows("negative"), check, name=itemgetter("text"))


def test_every_family_has_twenty_phrases():
    assert {family: len(rows(family)) for family in FAMILIES if len(rows(family)) < 20} == {}
