"""What is stored of an account is all of it."""

import datetime
from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import Place
from geo.corpus.clusters.codec import decode, encode
from geo.records import Actor, Event, EventMention, FieldScores, Figure, Mention, PlaceLink, When

WORDS = st.text(max_size=12)
OFFSETS = st.integers(0, 10**6)
SHARES = st.none() | st.floats(0, 1)
DAYS = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
DEGREES = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
SHAPES = st.none() | st.one_of(
    DEGREES.map(shapely.Point),
    DEGREES.map(lambda at: shapely.box(at[0], at[1], at[0] + 1, at[1] + 1)),
    st.lists(DEGREES, min_size=2, max_size=4).map(shapely.LineString),
    st.just(shapely.Point()),
)
METRES = st.none() | st.floats(0, 1e6) | st.integers(0, 10**6)


def tuples(of, most=2):
    return st.lists(of, max_size=most).map(tuple)


WHENS = st.builds(
    When,
    start=DAYS,
    end=DAYS,
    granularity=st.sampled_from(["day", "open"]),
    text=st.none() | WORDS,
    rule=WORDS,
)
PLACES = st.builds(
    Place, id=WORDS, name=WORDS, kind=st.sampled_from(["country", "water"]), lon=st.floats(-180, 180),
    lat=st.floats(-90, 90), country=WORDS, admin1=WORDS, population=OFFSETS, radius_m=st.floats(0, 1e6), geometry=SHAPES,
)  # fmt: skip
MENTIONS = st.builds(
    Mention, text=WORDS, start=OFFSETS, end=OFFSETS, role=st.sampled_from(["literal", "demonym"]), place=st.none() | PLACES,
    score=st.floats(0, 1), reason=WORDS, geometry=SHAPES, radius_m=METRES, phrase_start=OFFSETS, phrase_end=OFFSETS,
    within=st.none() | WORDS, sentence=WORDS, report=WORDS,
)  # fmt: skip
LINKS = st.builds(
    PlaceLink,
    mention=MENTIONS,
    role=st.sampled_from(["location", "actor"]),
    inferred=st.booleans(),
    reason=WORDS,
)
ACTORS = st.builds(
    Actor, text=WORDS, start=OFFSETS, end=OFFSETS, name=WORDS, country=WORDS, inferred=st.booleans()
)
FIGURES = st.builds(
    Figure, kind=st.sampled_from(["killed", "amount"]), low=st.none() | OFFSETS, high=st.none() | OFFSETS, text=WORDS,
    start=OFFSETS, end=OFFSETS, unit=WORDS, report=WORDS,
)  # fmt: skip
EVENTS = st.builds(
    Event, id=WORDS, report=WORDS, type=WORDS, mode=WORDS, acled=WORDS, status=st.sampled_from(["actual", "negated"]),
    actors=tuples(ACTORS), recipients=tuples(ACTORS), when=WHENS, where=SHAPES, radius_m=METRES, places=tuples(LINKS),
    sentence=WORDS, start=OFFSETS, end=OFFSETS, score=st.floats(0, 1),
    mentions=tuples(st.builds(EventMention, report=WORDS, start=OFFSETS, end=OFFSETS, text=WORDS, sentence=WORDS)),
    evidence=st.dictionaries(WORDS, WORDS, max_size=3), figures=tuples(FIGURES), other_dates=tuples(WHENS),
    edited=tuples(WORDS), scores=st.builds(FieldScores, type=SHARES, parties=SHARES, day=SHARES, place=SHARES, whole=SHARES),
)  # fmt: skip


@pytest.fixture(scope="module")
def shapes():
    """Give a store of geometries: what numbers one, and what gives that of a number."""
    known = []

    def number_of(shape):
        if shape.wkb not in known:
            known.append(shape.wkb)
        return known.index(shape.wkb)

    return number_of, lambda number: shapely.from_wkb(known[number])


@settings(max_examples=150)
@given(event=EVENTS)
def test_what_is_read_back_is_what_was_written(shapes, event):
    number_of, shape_of = shapes
    assert decode(encode(event, number_of), shape_of) == event


def test_half_a_character_of_an_id_survives(shapes, make_event):
    number_of, shape_of = shapes
    event = make_event(report="a\ud800")
    assert decode(encode(event, number_of), shape_of) == event


def test_rejected_candidates_are_left_out(shapes, make_event, make_mention):
    number_of, shape_of = shapes
    mention = make_mention()
    assert mention.candidates
    event = make_event(places=(PlaceLink(mention=mention, role="location"),))
    (link,) = decode(encode(event, number_of), shape_of).places
    assert link.mention == replace(mention, candidates=())


def test_the_place_of_an_event_is_the_geometry_of_its_mention(shapes, make_event, make_mention):
    number_of, shape_of = shapes
    mention = make_mention()
    event = make_event(
        where=shapely.Point(*mention.geometry.coords[0]),
        places=(PlaceLink(mention=mention, role="location"),),
    )
    assert event.where is not event.places[0].mention.geometry
    read = decode(encode(event, number_of), shape_of)
    assert read.where is read.places[0].mention.geometry


def test_a_account_takes_little_room(shapes, tell):
    assert len(encode(tell("a1"), shapes[0])) < 600
