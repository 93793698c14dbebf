"""The tables of a set: one declared schema each, whatever the set holds."""

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from geo.event_set import EventSet
from geo.io import frames
from geo.io.columns import SCHEMAS
from geo.records import Actor, FieldScores, Figure, PlaceLink, Report


@pytest.mark.parametrize("name", SCHEMAS)
def test_empty_frames_keep_columns_dtypes_and_crs(name, make_event, make_mention):
    mention = make_mention()
    event = make_event(places=(PlaceLink(mention=mention, role="location"),))
    full, empty = getattr(EventSet((), (event,), (mention,)), name), getattr(EventSet(), name)
    assert isinstance(empty, gpd.GeoDataFrame)
    assert len(full) == 1
    assert list(empty.columns) == [*SCHEMAS[name], "geometry"]
    assert list(full.dtypes) == list(empty.dtypes)
    assert full.crs == empty.crs == "EPSG:4326"


def test_events_without_a_place_stay_with_null_geometry(make_event):
    found = EventSet((), (make_event(where=None), make_event(where=shapely.Point(1, 2))), ())
    assert found.events.geometry.isna().tolist() == [True, False]


def test_missing_values_are_missing_not_words(make_event):
    row = EventSet((), (make_event(mode="", when=None),), ()).events.iloc[0]
    assert row[["mode", "when_start", "place"]].isna().all()


def test_scores_of_fields_have_columns_and_unknown_ones_are_missing(make_event):
    scores = FieldScores(type=0.9, parties=0.25, day=0.5, place=None, whole=0.125)
    table = EventSet((), (make_event(scores=scores), make_event()), ()).events
    columns = ["score_parties", "score_day", "score_place", "score_whole"]
    assert table[columns].iloc[0].tolist()[:2] == [0.25, 0.5]
    assert table.iloc[0]["score_whole"] == 0.125
    assert table[columns].isna().to_numpy().tolist() == [[False, False, True, False], [True] * 4]


def test_places_count_mentions_and_reports(make_mention):
    mentions = (
        make_mention(report="a"),
        make_mention(report="a"),
        make_mention(report="b"),
        make_mention(place=None),
    )
    places = EventSet((), (), mentions).places
    assert places[["mentions", "reports"]].to_numpy().tolist() == [[3, 2]]


def test_frames_are_plain_ones_that_are_explored_joined_and_dissolved(make_event):
    import folium

    found = EventSet(
        (), (make_event(type="AID", where=shapely.Point(1, 2)), make_event(type="PROTEST", where=None)), ()
    )
    located = found.events.dropna(subset="geometry")
    drawn = located.explore(column="type", tiles=None)  # tiles would be asked for by whoever opens the map
    assert isinstance(drawn, folium.Map)
    assert "AID" in drawn.get_root().render()
    area = gpd.GeoDataFrame({"zone": ["north"]}, geometry=[shapely.box(0, 0, 5, 5)], crs="EPSG:4326")
    assert located.sjoin(area).zone.tolist() == ["north"]
    assert located.dissolve(by="type").index.tolist() == ["AID"]


def test_events_say_where_they_were_in_columns(make_event, make_mention):
    place = replace(make_mention().place, admin1="Kinshasa", country="CD")
    link = PlaceLink(mention=make_mention(place=place), role="location")
    horseshoe = shapely.Polygon([(0, 0), (9, 0), (9, 9), (6, 9), (6, 3), (3, 3), (3, 9), (0, 9)])
    events = (
        make_event(places=(link,)),
        make_event(places=(link,), where=horseshoe),  # whose centre is outside of it
        make_event(where=shapely.box(178, -19, 184, -16)),  # Fiji, whose middle is beyond 180
        make_event(where=None, places=(link,)),
        make_event(where=shapely.Polygon()),
    )
    table = EventSet((), events, ()).events
    assert table.loc[0, ["lon", "lat", "country", "admin1", "place"]].tolist() == [
        15.3136,
        -4.3276,
        "CD",
        "Kinshasa",
        "Kinshasa",
    ]
    assert horseshoe.contains(shapely.Point(table.loc[1, ["lon", "lat"]].tolist()))
    assert table.loc[2, "lon"] == pytest.approx(-179) and table.loc[2, ["country", "place"]].isna().all()
    assert table.loc[[3, 4], ["lon", "lat"]].isna().all(axis=None)
    assert table.loc[3, ["country", "admin1", "place"]].isna().all()


@pytest.mark.parametrize("name", SCHEMAS)
def test_columns_are_those_of_the_schema_in_order(name, found):
    columns, shapes = getattr(frames, name)(found)
    assert list(columns) == list(SCHEMAS[name])
    assert {len(values) for values in columns.values()} == {len(shapes)}


def test_parts_are_the_whole_table(found):
    whole, shapes = frames.events(found)
    for size in (1, 2, 3, 9):
        parts = list(frames.event_parts(found, size=size))
        assert [len(part) for _, part in parts] == {1: [1, 1, 1], 2: [2, 1], 3: [3], 9: [3]}[size]
        assert [name for columns, _ in parts for name in columns["id"]] == whole["id"].tolist()
        assert [shape for _, part in parts for shape in part] == shapes.tolist()
    [(columns, none)] = frames.event_parts(EventSet())
    assert list(columns) == list(SCHEMAS["events"]) and len(none) == 0


def test_names_are_joined_or_listed_and_countries_are_listed_once(make_event):
    actors = tuple(
        Actor(text="x", start=0, end=1, name=name, country=code)
        for name, code in (("A; B", "KE"), ("C", "KE"), ("D", ""))
    )
    found = EventSet((), (make_event(actors=actors),))
    for lists, expected in (
        (False, ["A; B; C; D", "KE", "KEN", None]),
        (True, ['["A; B", "C", "D"]', '["KE"]', '["KEN"]', None]),
    ):
        columns, _ = frames.events(found, lists=lists)
        assert [
            columns[name][0] for name in ("actors", "actor_countries", "actor_iso3", "recipients")
        ] == expected


def test_descriptions_stand_behind_the_names_of_those_who_have_one(make_event):
    actors = tuple(
        Actor(text="x", start=0, end=1, name=name, description=told)
        for name, told in (("Ruto", "President of Kenya"), ("police", ""), ("AU", "Organisation"))
    )
    found = EventSet((), (make_event(actors=actors, recipients=actors[1:2]),))
    for lists, expected in (
        (False, "Ruto: President of Kenya; AU: Organisation"),
        (True, '["Ruto: President of Kenya", "AU: Organisation"]'),
    ):
        columns, _ = frames.events(found, lists=lists)
        assert (columns["actor_descriptions"][0], columns["recipient_descriptions"][0]) == (expected, None)


def test_reports_and_sources_of_an_event_are_counted(make_event):
    (main,) = make_event().mentions
    mentions = tuple(replace(main, report=name) for name in ("a", "b", "b", "c", "gone"))
    reports = tuple(
        Report(id=name, text="x", source=source)
        for name, source in (("a", "Wire"), ("b", "Wire"), ("c", None))
    )
    columns, _ = frames.events(EventSet(reports, (make_event(mentions=mentions),)))
    assert [columns[name][0] for name in ("mentions", "reports", "sources")] == [5, 4, 3]


def figure(text, kind="killed", low=9, high=9, unit=""):
    return Figure(kind=kind, low=low, high=high, text=text, start=0, end=1, unit=unit)


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        ((), None),
        ((figure("nine dead"),), "killed: nine dead"),
        ((figure("nine dead"), figure("nine dead"), figure("two hurt", "wounded", 2, 2)), "killed: nine dead | wounded: two hurt"),
        ((figure("nine dead"), figure("ten dead", low=10, high=10)), "killed: nine dead; ten dead (they disagree)"),
        ((figure("nine dead"), figure("at least two", low=2, high=None)), "killed: nine dead; at least two"),
        ((figure("$5", "amount", 5, 5, "USD"), figure("$6", "amount", 6, 6, "USD")), "amount: $5; $6"),
    ],
)  # fmt: skip
def test_figures_in_one_line(make_event, figures, line):
    assert frames.figures_text(make_event(figures=figures)) == line
