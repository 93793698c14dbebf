"""How precisely places are known: five levels and ACLED's codes, by what is named and by how far it reaches."""

from dataclasses import replace

import pytest
import shapely

from gazetteer import find
from gazetteer.place import Place
from geo import precision
from geo.event_set import EventSet
from geo.io.geojson import feature
from geo.json_objects import event_object, mention_object
from geo.records import PlaceLink
from geo.spatial.extents import area_of

NAMED = {
    "Pentagon": "exact",
    "Pituffik Space Base": "exact",
    "Khan Younis": "locality",
    "Kabul": "locality",  # however large, a town
    "Banff National Park": "region",
    "Gaza Strip": "region",
    "Bavaria": "region",
    "Darfur": "region",  # it is as large as countries, and lies in one
    "Israel": "country",
    "Red Sea": "country",
    "Middle East": "country",
}


@pytest.fixture
def named(make_mention):
    """Give a function that makes a mention of a place of the gazetteer, by its bare name or within a longer phrase."""

    def make(name, *, phrase=0, geometry=None, radius_m=None):
        place = find(name)
        start = 30
        return make_mention(
            text=name, start=start, end=start + len(name), phrase_start=start - phrase, phrase_end=start + len(name),
            place=place, geometry=geometry or area_of(place), radius_m=place.radius_m if radius_m is None else radius_m,
        )  # fmt: skip

    return make


def test_a_bare_name_is_known_as_its_kind_is(named):
    assert {name: named(name).precision for name in NAMED} == NAMED


def test_words_that_locate_are_judged_by_their_extent(named):
    israel, kenya = area_of(find("Israel")), area_of(find("Kenya"))
    south = shapely.box(34, 29, 36, 31).intersection(israel)
    near = named("Khan Younis", phrase=5, radius_m=10_000.0)
    told = {
        "near Khan Younis": near,
        "central Khan Younis": named("Khan Younis", phrase=8, radius_m=2_000.0),
        "500 m from the Pentagon": named("Pentagon", phrase=15, radius_m=190.0),
        "southern Israel": named("Israel", phrase=9, geometry=south, radius_m=20_000.0),
        "throughout Kenya": named("Kenya", phrase=11, geometry=kenya, radius_m=10_000.0),
    }
    assert {words: mention.precision for words, mention in told.items()} == {
        "near Khan Younis": "district",
        "central Khan Younis": "locality",
        "500 m from the Pentagon": "exact",
        "southern Israel": "region",
        "throughout Kenya": "country",
    }


def test_a_name_of_several_towns_is_no_town(named):
    """The resolver gives the greater radius where several places of one name are about as likely."""
    assert named("Khan Younis", radius_m=120_000.0).precision == "region"


def test_an_event_is_known_as_the_mention_that_gave_its_place(make_event, named):
    far, near = named("Israel"), named("Khan Younis")
    links = tuple(PlaceLink(mention=mention, role="location") for mention in (far, near))
    event = make_event(where=near.geometry, radius_m=near.radius_m, places=links)
    assert event.precision == "locality"
    assert replace(event, where=far.geometry, radius_m=far.radius_m).precision == "country"
    moved = replace(event, where=shapely.Point(1, 1), radius_m=120_000.0)
    assert moved.precision == "region"  # by hand: no mention gave it
    assert replace(event, radius_m=300.0).precision == "exact"


def test_the_place_of_an_event_is_the_one_that_gave_its_geometry(make_event, named):
    """Aid that came to a port in Israel was at the port, though Israel is told as the location."""
    country, port = named("Israel"), named("Ashdod Port")
    links = (PlaceLink(mention=country, role="location"), PlaceLink(mention=port, role="destination"))
    event = make_event(where=port.geometry, radius_m=port.radius_m, places=links)
    row = EventSet((), (event,)).events.iloc[0]
    assert (row["place"], row["precision"]) == ("Ashdod Port", "exact")
    moved = EventSet((), (replace(event, where=shapely.Point(1, 1)),)).events.iloc[0]
    assert moved["place"] == "Israel"


def test_what_is_not_known_has_no_level(make_event, make_mention):
    assert make_event(where=None).precision is None
    assert make_event(where=shapely.Point()).precision is None
    assert make_event(where=shapely.Point(1, 1), radius_m=None).precision is None
    assert make_mention(place=None, geometry=None).precision is None


def test_levels_are_coarser_the_farther_they_reach():
    places = [
        Place(id="x", name="X", kind="landform", lon=0, lat=0, radius_m=reach)
        for reach in (500, 4_000, 30_000, 150_000, 900_000)
    ]
    assert tuple(map(precision.of_place, places)) == precision.LEVELS
    codes = list(map(precision.acled_code, precision.LEVELS))
    assert codes == sorted(codes) == [1, 1, 2, 3, 3]


def test_every_output_has_it(make_event, named):
    mention = named("Gaza Strip")
    event = make_event(
        where=mention.geometry,
        radius_m=mention.radius_m,
        places=(PlaceLink(mention=mention, role="location"),),
    )
    found = EventSet((), (event, make_event(where=None, id="e2")), (mention,))
    for table in (found.events, found.mentions):
        assert (table["precision"][0], table["geo_precision"][0]) == ("region", 3)
    assert found.events["geo_precision"].isna().tolist() == [False, True]
    assert (found.places["precision"][0], found.mentions["admin1"][0]) == ("region", "Gaza Strip")
    for made in (event_object(event), mention_object(mention)):
        assert (made["precision"], made["geo_precision"]) == ("region", 3)


def test_a_geojson_feature_has_the_place_in_flat_fields(make_event, named):
    """GIS software filters by flat fields only; CSV has the same columns."""
    mention = named("Gaza Strip")
    link = PlaceLink(mention=mention, role="location")
    event = make_event(where=mention.geometry, radius_m=mention.radius_m, places=(link,))
    row = EventSet((), (event,)).events.iloc[0]
    properties = feature(event)["properties"]
    names = ("lon", "lat", "country", "admin1", "place", "place_id", "precision", "geo_precision")
    assert {name: properties[name] for name in names} == {name: row[name] for name in names}
    assert (properties["country"], properties["place_id"]) == ("PS", "dateline:gaza-strip")
    nowhere = feature(make_event(where=None))["properties"]
    assert {nowhere[name] for name in names} == {None}
