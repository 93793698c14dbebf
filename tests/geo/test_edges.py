"""How exact the line or outline of a mention and of an event is."""

from dataclasses import replace

import pytest
import shapely

import geo
from geo import edges
from geo.io.frames import frame


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("Fighting spread across the Sahel.", "approximate"),
        ("Fighting spread across Chad.", "exact"),
        ("Fighting spread across southern Chad.", "approximate"),
        ("Shells landed along the border of Israel and Lebanon.", "exact"),
        ("Shells landed in Khan Younis.", None),
    ],
    ids=["region", "country", "part", "border", "town"],
)
def test_the_edge_of_a_mention_is_that_of_what_is_drawn(text, edge):
    found = geo.parse(text)
    drawn = [m for m in found.mention_records if m.place is not None]
    assert edges.of_mention(max(drawn, key=lambda m: (m.geometry.length, m.start))) == edge


def test_what_is_not_resolved_has_no_edge():
    (mention, *_) = geo.parse("Shells landed in Khan Younis.").mention_records
    assert edges.of_mention(replace(mention, place=None, geometry=None)) is None


def test_an_event_has_the_edge_of_its_place_and_a_drawn_one_is_approximate():
    (event, *_) = geo.parse("Rebels killed 20 soldiers in the Sahel on 3 May 2023.").event_records
    assert edges.of_event(event) == "approximate"
    (chad, *_) = geo.parse("Rebels killed 20 soldiers in Chad on 3 May 2023.").event_records
    assert edges.of_event(chad) == "exact"
    assert edges.of_event(replace(chad, where=shapely.box(15, 10, 16, 11))) == "approximate"
    assert edges.of_event(replace(chad, where=shapely.Point(15, 10))) is None
    assert edges.of_event(replace(chad, where=None)) is None


def test_the_tables_say_it():
    found = geo.parse("Rebels killed 20 soldiers in the Sahel on 3 May 2023, near Mopti in Mali.")
    assert "approximate" in set(found.mentions["edge"].dropna())
    places = found.places.set_index("name")
    assert places.loc["Mali", "wikidata"].startswith("Q")
    assert list(frame("places", *_empty("places")).columns[5:10]) == [
        "admin1", "iso_3166_2", "wikidata", "precision", "edge",
    ]  # fmt: skip


def _empty(name):
    from geo.io.columns import columns_of, objects

    return columns_of(name, [], 0), objects([])
