"""The columns of the page: nothing is lost, and everything is JSON."""

import json

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import Actor, EventMention, PlaceLink, Report
from maps import payload
from maps.basemap import EMPTY, Basemap
from maps.layers import all_layers
from maps.layers.events import marks, title_of
from maps.layers.uncertainty import outline
from maps.offline import WEB
from maps.payload import Index, Tables

BARE = Basemap(world=EMPTY)
TEXT = "Doctors treated 40 people in Kinshasa on Tuesday."
REPORT = Report(id="r1", text=f"A long week. {TEXT} It rained.", title="Clinic opens")


def build(*events, mentions=(), reports=(REPORT,)):
    return payload.build(EventSet(reports, events, mentions), title="T", basemap=BARE)


@pytest.fixture
def shifted(make_event, make_mention):
    """Give an event whose sentence does not begin its report, with a place linked."""
    offset = REPORT.text.index(TEXT)
    mention = make_mention(start=29 + offset, end=37 + offset)
    trigger = EventMention(report="r1", start=8 + offset, end=15 + offset, text="treated", sentence=TEXT)
    return make_event(
        start=8 + offset,
        end=15 + offset,
        mentions=(trigger,),
        places=(PlaceLink(mention=mention, role="location"),),
    )


@pytest.mark.parametrize("layer", all_layers(), ids=lambda layer: layer.name)
def test_every_layer_builds_from_a_full_and_from_an_empty_set(layer, shifted):
    full = layer.build(Tables.of(EventSet((REPORT,), (shifted,), ()), BARE))
    empty = layer.build(Tables.of(EventSet(), BARE))
    assert json.loads(json.dumps(full, allow_nan=False)) is not None
    assert json.loads(json.dumps(empty, allow_nan=False)) is not None
    assert full.keys() == empty.keys()


def test_every_layer_has_a_script_that_draws_it():
    scripts = {path.stem for path in (WEB / "js/layers").glob("*.js")}
    assert {layer.name for layer in all_layers()} <= scripts


def test_events_without_a_place_or_a_date_stay(make_event):
    columns = build(make_event(where=None, radius_m=None, when=None))["layers"]["events"]["columns"]
    assert (columns["lon"], columns["first"], columns["last"]) == ([None], [None], [None])
    assert columns["title"] == ["Aid: “treated”"]


def test_an_empty_geometry_is_no_place(make_event):
    data = build(make_event(where=shapely.Polygon()))["layers"]
    assert data["events"]["columns"]["lon"] == [None]
    assert data["uncertainty"]["shape"] == [-1]


def test_marks_are_offsets_of_the_sentence(shifted):
    (found,) = build(shifted)["layers"]["events"]["columns"]["marks"]
    assert [(TEXT[a:b], kind) for a, b, kind in found] == [("treated", 0), ("Kinshasa", 1)]


def test_marks_never_overlap_and_stay_inside():
    mention = EventMention(report="r", start=4, end=10, text="strike", sentence="The strike.")
    assert marks(mention, "The strike. Later.", [(4, 10), (7, 11), (12, 17)]) == [[4, 10, 0]]


def test_a_sentence_that_the_report_lacks_is_still_marked():
    mention = EventMention(report="r", start=0, end=6, text="strike", sentence="A strike hit.")
    assert marks(mention, "something else", []) == [[2, 8, 0]]
    assert marks(EventMention(report="r", start=0, end=0, text="", sentence=""), "text", []) == []


def test_a_repeated_sentence_is_found_where_the_trigger_is():
    text = "He ran. " * 500
    mention = EventMention(report="r", start=8 * 300 + 3, end=8 * 300 + 6, text="ran", sentence="He ran.")
    assert marks(mention, text, []) == [[3, 6, 0]]


def test_titles_name_who_did_what_to_whom(make_event):
    doer = Actor(text="x", start=0, end=1, name="Red Cross")
    assert title_of(make_event(mode="third-party", actors=(doer, doer))) == "Aid (third party): Red Cross"
    crowd = tuple(Actor(text="x", start=0, end=1, name=f"Party {n}") for n in range(6))
    assert title_of(make_event(actors=crowd)) == "Aid: Party 0, Party 1, Party 2 and 3 more"
    assert title_of(make_event(actors=(doer,), recipients=(doer,))) == "Aid: Red Cross → Red Cross"


def test_a_shape_that_many_events_share_is_kept_once(make_event):
    area = shapely.box(30, -2, 31, -1)
    data = build(*(make_event(id=f"e{n}", where=area) for n in range(3)))["layers"]["uncertainty"]
    assert (len(data["shapes"]), data["shape"]) == (1, [0, 0, 0])


def test_an_outline_keeps_its_shape_but_not_its_weight():
    circle = shapely.Point(30, 10).buffer(5, quad_segs=2000)
    drawn = shapely.geometry.shape(outline(circle))
    assert shapely.get_num_coordinates(drawn) < 400
    assert drawn.symmetric_difference(circle).area / circle.area < 0.01


def test_unresolved_mentions_have_no_place_but_a_row(make_event, make_mention):
    lost = make_mention(place=None, candidates=(), geometry=None)
    data = build(make_event(places=(PlaceLink(mention=lost, role="location"),)), mentions=(lost,))["layers"][
        "places"
    ]
    assert data["places"] == []
    assert data["mentions"][0]["place"] == -1


def test_counts_are_of_all_mentions_not_only_of_linked_ones(make_mention):
    mentions = tuple(make_mention(start=n, end=n + 8) for n in range(5))
    assert build(mentions=mentions)["layers"]["places"]["places"][0]["count"] == 5


def test_packing_is_undone_and_the_same_every_time(shifted):
    data = build(shifted)
    assert payload.unpack(payload.pack(data)) == json.loads(json.dumps(data))
    assert payload.pack(data) == payload.pack(build(shifted))


def test_a_lone_surrogate_does_not_break_the_page(make_event):
    data = build(make_event(sentence="broken \ud83d text"))
    assert payload.unpack(payload.pack(data))["layers"]["events"]["columns"]["sentence"] == ["broken ? text"]


def test_an_index_keeps_the_first_row_of_a_key():
    index = Index()
    assert [index.add("a", 1), index.add("b", 2), index.add("a", 3)] == [0, 1, 0]
    assert list(index) == [1, 2]
