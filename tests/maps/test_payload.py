"""The columns of the page: nothing is lost, and everything can be packed."""

import datetime

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import Actor, EventMention, FieldScores, PlaceLink, Report, When
from maps import packing, payload
from maps.basemap import EMPTY, Basemap
from maps.layers import all_layers
from maps.layers.events import marks
from maps.layers.uncertainty import outline
from maps.offline import WEB
from maps.payload import Index, Tables

BARE = Basemap(world=EMPTY)
TEXT = "Doctors treated 40 people in Kinshasa on Tuesday."
REPORT = Report(id="r1", text=f"A long week. {TEXT} It rained.", title="Clinic opens")


def build(*events, mentions=(), reports=(REPORT,)):
    """Give what the page unpacks: columns are lists."""
    made = payload.build(EventSet(reports, events, mentions), title="T", basemap=BARE)
    return packing.unpack(packing.pack(made))


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
    assert packing.unpack(packing.pack(full)).keys() == packing.unpack(packing.pack(empty)).keys()


def test_every_layer_has_a_script_that_draws_it():
    scripts = {path.stem for path in (WEB / "js/layers").glob("*.js")}
    assert {layer.name for layer in all_layers()} <= scripts


def test_a_line_over_the_antimeridian_is_cut_there(make_event):
    layers = build(make_event(where=shapely.LineString([(178, -18), (-172, -14)])))["layers"]
    (shape,) = layers["uncertainty"]["shapes"]
    lons = [[lon for lon, _ in part] for part in shape["coordinates"]]
    assert lons == [[178, 180], [-180, -172]]
    (lon,) = layers["events"]["sites"]["lon"]
    assert abs(lon) >= 17_200_000


def test_events_without_a_place_or_a_date_stay(make_event):
    events = build(make_event(where=None, radius_m=None, when=None))["layers"]["events"]
    assert (events["columns"]["site"], events["columns"]["day"]) == ([-1], [None])
    assert events["sites"] == {"lon": [], "lat": [], "precision": []}
    assert events["columns"]["mention"] == [-1]
    assert events["pools"]["trigger"] == ["treated"]


@pytest.mark.parametrize(
    ("start", "end", "day", "lasting"),
    [
        ("2020-03-01", "2020-03-01", 18322, 0),
        ("2020-03-01", "2020-03-09", 18322, 8),
        ("2020-03-01", None, 18322, -1),
        (None, "2020-03-01", 18322, -2),
        (None, None, None, -1),
        ("0001-01-01", "9999-12-31", -719162, 3652058),
    ],
)
def test_days_are_the_first_and_how_long_it_lasts(make_event, start, end, day, lasting):
    first, last = (datetime.date.fromisoformat(text) if text else None for text in (start, end))
    when = When(start=first, end=last, granularity="range", text="then", rule="r")
    columns = build(make_event(when=when))["layers"]["events"]["columns"]
    assert (columns["day"], columns["lasting"]) == ([day], [lasting])


def test_an_event_without_a_date_is_known_by_the_day_of_its_first_report(make_event):
    def day(**fields):
        return Report(id=fields.pop("id"), text="", **fields)

    reports = (
        day(id="r1", published=datetime.date(1970, 3, 1)),
        day(id="r2", published=datetime.date(1970, 1, 11)),
        day(id="r3", published_month=datetime.date(1970, 2, 1)),
        day(id="r4"),
    )
    told = {
        "r1": [EventMention(report=name, start=0, end=1, text="x", sentence="x") for name in ("r1", "r2")],
        "r3": [EventMention(report="r3", start=0, end=1, text="x", sentence="x")],
        "r4": [EventMention(report="r4", start=0, end=1, text="x", sentence="x")],
    }
    events = [
        make_event(id=name, report=name, when=None, mentions=tuple(some)) for name, some in told.items()
    ]
    dated = make_event(id="dated", report="r2")
    layer = build(*events, dated, reports=reports)["layers"]["events"]
    assert layer["columns"]["known_by"] == [10, 58, None, None]
    assert layer["undated_days"] == 30


def test_an_empty_geometry_is_no_place(make_event):
    data = build(make_event(where=shapely.Polygon()))["layers"]
    assert data["events"]["columns"]["site"] == [-1]
    assert data["uncertainty"]["shape"] == []


def test_events_at_one_site_share_its_row(make_event):
    here, there = shapely.Point(30, -2), shapely.Point(31.00001, 4)
    data = build(*(make_event(id=f"e{n}", where=where) for n, where in enumerate((here, there, here))))[
        "layers"
    ]
    assert data["events"]["columns"]["site"] == [0, 1, 0]
    sites = {"lon": [3000000, 3100001], "lat": [-200000, 400000], "precision": [2, 2]}
    assert data["events"]["sites"] == sites
    assert data["events"]["levels"][2] == "district"
    assert data["uncertainty"]["shape"] == [-1, -1]


def test_an_event_names_the_mention_that_gave_its_place(shifted):
    """With it the page's exports have the place's id and country, how precisely it is known, and the reason."""
    made = build(shifted)
    places = made["layers"]["places"]
    (at,) = made["layers"]["events"]["columns"]["mention"]
    place = places["mentions"]["place"][at]
    assert (places["places"]["id"][place], places["places"]["country"][place]) == ("geonames:2314302", "CD")
    assert made["notes"][places["mentions"]["reason"][at]] == "the largest place of that name"
    assert made["layers"]["events"]["sites"]["precision"] == [1]


def test_what_a_longer_phrase_means_is_told_in_words(make_event, make_mention):
    """Lebanese border: the border of Israel and Lebanon."""
    start = REPORT.text.index("people in Kinshasa")
    at = REPORT.text.index("Kinshasa")
    mention = make_mention(
        start=at, end=at + 8, phrase_start=start, phrase_end=at + 8, meaning="somewhere in Kinshasa"
    )
    bare = make_mention(start=at, end=at + 8, phrase_start=at, phrase_end=at + 8, role="metonymic")
    links = tuple(PlaceLink(mention=each, role="location") for each in (mention, bare))
    told = build(make_event(places=links))["layers"]["places"]["mentions"]
    shown = [[told["texts"][number] for number in told[name]] for name in ("text", "phrase", "meaning")]
    assert shown == [["Kinshasa"] * 2, ["people in Kinshasa", None], ["somewhere in Kinshasa", None]]


def test_ids_of_ours_are_kept_short_and_others_whole(make_event):
    def ids(*names):
        return build(*(make_event(id=name) for name in names))["layers"]["events"]["ids"]

    assert ids("00000affffff", "6ac532e53347") == {"high": [10, 0x6AC532], "low": [0xFFFFFF, 0xE53347]}
    assert ids("00000affffff", "an id") == ["00000affffff", "an id"]


def test_marks_are_offsets_of_the_sentence(shifted):
    found = build(shifted)["layers"]["events"]["tellings"]["marks"]
    assert found["counts"] == [2]
    rows = zip(found["start"], found["length"], found["kind"], strict=True)
    assert [(TEXT[a : a + length], kind) for a, length, kind in rows] == [("treated", 0), ("Kinshasa", 1)]


def test_every_telling_of_an_event_has_its_sentence(make_event):
    told = [
        EventMention(report=name, start=0, end=3, text="Aid", sentence=f"Aid {name}.")
        for name in ("r1", "r2")
    ]
    reports = (REPORT, Report(id="r2", text="Aid r2.", title="T"))
    data = build(make_event(sentence="Aid r1.", mentions=tuple(told)), reports=reports)
    tellings = data["layers"]["events"]["tellings"]
    assert (tellings["counts"], tellings["report"]) == ([2], [0, 1])
    assert [data["sentences"][n] for n in tellings["sentence"]] == ["Aid r1.", "Aid r2."]


def test_marks_never_overlap_and_stay_inside():
    mention = EventMention(report="r", start=4, end=10, text="strike", sentence="The strike.")
    assert marks(mention, "The strike. Later.", [(4, 10), (7, 11), (12, 17)]) == [(4, 10, 0)]


def test_a_sentence_that_the_report_lacks_is_still_marked():
    mention = EventMention(report="r", start=0, end=6, text="strike", sentence="A strike hit.")
    assert marks(mention, "something else", []) == [(2, 8, 0)]
    assert marks(EventMention(report="r", start=0, end=0, text="", sentence=""), "text", []) == []


def test_a_repeated_sentence_is_found_where_the_trigger_is():
    text = "He ran. " * 500
    mention = EventMention(report="r", start=8 * 300 + 3, end=8 * 300 + 6, text="ran", sentence="He ran.")
    assert marks(mention, text, []) == [(3, 6, 0)]


def test_who_somebody_is_is_stated_once_for_each_name(make_event):
    told = [Actor(text="x", start=0, end=1, name=name, description=about)
            for name, about in (("A", ""), ("B", "Union"), ("B", "Other"), ("C", "Party"))]  # fmt: skip
    events = build(make_event(actors=tuple(told[:2]), recipients=tuple(told[2:])))["layers"]["events"]
    assert [(events["names"][n], about) for n, about in events["about"]] == [("B", "Union"), ("C", "Party")]


def test_those_who_take_part_are_named_once(make_event):
    doer = Actor(text="x", start=0, end=1, name="Red Cross", country="CH", inferred=True)
    events = build(make_event(actors=(doer, doer), recipients=(doer,)), make_event(id="e2"))["layers"][
        "events"
    ]
    assert (events["names"], events["parties"]) == (["Red Cross"], [[0, "CH?", "", "CHE"]])
    assert events["actors"] == {"counts": [2, 0], "items": [0, 0]}
    assert events["about"] == []
    assert events["recipients"] == {"counts": [1, 0], "items": [0]}


def test_a_shape_that_many_events_share_is_kept_once(make_event):
    area = shapely.box(30, -2, 31, -1)
    data = build(*(make_event(id=f"e{n}", where=area) for n in range(3)))["layers"]["uncertainty"]
    assert (len(data["shapes"]), data["shape"]) == (1, [0])


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
    assert data["places"]["name"] == []
    assert data["mentions"]["place"] == [-1]


def test_counts_are_of_all_mentions_not_only_of_linked_ones(make_mention):
    mentions = tuple(make_mention(start=n, end=n + 8) for n in range(5))
    assert build(mentions=mentions)["layers"]["places"]["places"]["count"] == [5]


def test_a_lone_surrogate_does_not_break_the_page(make_event):
    data = build(make_event(sentence="broken \ud83d text"))
    assert "broken ? text" in data["sentences"]


def test_an_index_keeps_the_first_row_of_a_key():
    index = Index()
    assert [index.add("a", 1), index.add("b", 2), index.add("a", 3)] == [0, 1, 0]
    assert list(index) == [1, 2]


def test_scores_are_hundredths_and_unknown_ones_have_no_value(make_event):
    scores = FieldScores(type=0.9, parties=0.256, day=1.0, place=0.0, whole=None)
    columns = build(make_event(scores=scores), make_event())["layers"]["events"]["columns"]
    names = ("score_parties", "score_day", "score_place", "score_whole")
    assert [columns[name] for name in names] == [[26, None], [100, None], [0, None], [None, None]]
