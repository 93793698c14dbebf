"""Events get places and days that the rest of their report states, marked as inferred; their own are never changed."""

import datetime
import math
from dataclasses import replace

import pytest
import shapely

from geo.completion import completer
from geo.completion.place_candidates import PlaceCandidates
from geo.completion.text_distance import ReportLayout
from geo.dates.recogniser import UNKNOWN, find_dates
from geo.events.confidence import Scorer
from geo.events.date_linking import BEFORE_STATEMENT
from geo.records import FieldScores, PlaceLink

TEXT = "Rain fell on Aden.\nTwo guards were shot."


def where(event):
    return [(link.mention.text, link.inferred) for link in event.places if link.role == "location"]


@pytest.mark.parametrize(
    "follow_up",
    [
        "Rescuers pulled six people from the rubble.",
        "Police opened an investigation.",
        "Two men were arrested.",
    ],
)
def test_what_follows_a_deed_is_where_it_was(code, follow_up):
    first, second = code(f"A bomb exploded in Aden on Monday. {follow_up}")
    assert where(first) == [("Aden", False)]
    assert where(second) == [("Aden", True)]


def test_a_phone_call_is_nowhere(code):
    text = "Minister Ana Vargas was in Lima on Friday. She spoke by phone with the Kenyan president."
    found = code(text)
    assert [event.where for event in found if event.mode == "phone"] == [None]


def test_a_measure_is_where_its_author_rules(code):
    (event,) = code("Kenya declared a state of emergency.")
    assert where(event) == [("Kenya", True)]
    assert "most probable place of this event" in event.evidence["where"]
    assert [link.role for link in event.places] == ["location"]


def test_a_place_of_its_own_goes_before_all_others(code):
    (event,) = code("Kenya imposed a curfew in Mombasa.")
    assert where(event) == [("Mombasa", False)]


def test_a_demonym_is_no_place(code):
    (event,) = code("The Kenyan government declared a state of emergency.")
    assert event.where is None


def test_the_place_of_the_sentence_is_taken_and_marked(code):
    (event,) = code("In Aden nobody slept, because gunmen, so said a baker, shot two guards.")
    (link,) = [each for each in event.places if each.role == "location"]
    assert link.mention.text == "Aden"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LIMA, July 15 (Reuters) - Police raided Las Mesas, south of the capital, on Monday.", "Las Mesas"),
        ("KABUL, July 15 - Militants attacked a police post in Dar-e-Nur.", "Dar-e-Nur"),
    ],
    ids=["raided", "in"],
)
def test_an_event_at_a_place_that_nobody_knows_is_not_where_it_was_written(code, text, name):
    (event,) = code(text)
    assert event.where is None and not any(link.inferred for link in event.places)
    assert event.evidence["where"].startswith(f"It is most probably at “{name}” (probability ")
    assert event.evidence["where"].endswith("), which is not in the gazetteer.")


def test_a_deed_without_a_place_is_where_the_report_is_set_and_says_so(code):
    text = (
        "Rain fell on Mombasa. Shops in Mombasa opened late. People were calm. The sea was grey. "
        "Two guards were shot dead on Sunday."
    )
    (event,) = [each for each in code(text) if each.type == "ASSAULT"]
    (link,) = [each for each in event.places if each.role == "location"]
    assert (link.mention.text, link.inferred) == ("Mombasa", True)
    assert link.reason.startswith(
        "Stated four sentences earlier; the most probable place of this event (prob"
    )
    assert event.evidence["where"].startswith(
        "“Mombasa”, stated four sentences earlier, is the most probable place"
    )


def test_words_without_a_place_are_nowhere(code):
    text = "Rain fell on Mombasa. Shops in Mombasa opened late. People were calm. Kenya rejected the offer of Mali."
    assert [each.where for each in code(text) if each.type == "REJECT"] == [None]


def only(events, root, text):
    [event] = [each for each in events if each.type == root and any(text in m.text for m in each.mentions)]
    return event


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Aleppo on Sunday. They burned two villages. Soldiers arrested nine men in Idlib.",
        "Police raided a flat in Lima on 14 July 2024. They arrested two men.",
    ],
)
def test_a_deed_takes_the_day_that_is_told_just_before(code, text):
    event = only(code(text), "COERCE", "arrested")
    assert event.when.start == event.when.end == datetime.date(2024, 7, 14)
    assert "most probable date of this event" in event.when.rule
    assert event.when.rule in event.evidence["when"]


def test_a_day_of_its_own_is_never_changed(code):
    text = "Rebels shelled Aleppo on Sunday. Soldiers arrested nine men in Idlib on Friday."
    event = only(code(text), "COERCE", "arrested")
    assert event.when.start == datetime.date(2024, 7, 12)
    assert event.when.rule == "a weekday, counted from the day of publication"


@pytest.mark.parametrize(
    ("text", "root", "words"),
    [
        ("The war in Mali goes on. The ministers met in Lima on Sunday.", "ASSAULT", "war"),
        ("Rebels shelled Aleppo on Sunday. Soldiers have arrested nine men.", "COERCE", "arrested"),
        ("Rebels shelled Aleppo on Sunday. Soldiers did not arrest anyone.", "COERCE", "arrest"),
    ],
)
def test_what_lasts_or_was_not_has_no_day(code, text, root, words):
    assert only(code(text), root, words).when.start is None


def test_without_dates_or_without_a_day_of_report_nothing_is_guessed(code):
    assert only(code("Police arrested two men in Lima."), "COERCE", "arrested").when == UNKNOWN
    text = "Rebels shelled Aleppo on Sunday. They arrested nine men."
    event = only(code(text, published=None), "COERCE", "arrested")
    assert event.when.start is event.when.end is None


STARTS = [0, TEXT.index("Two")]


def unplaced(make_event, **fields):
    """Make an event of the second sentence of TEXT without a place."""
    start = TEXT.index("shot")
    return make_event(
        type="ASSAULT", where=None, radius_m=None, places=(), start=start, end=start + 4, **fields
    )


def aden(make_mention):
    """Make the mention of TEXT's place."""
    start = TEXT.index("Aden")
    return make_mention(
        text="Aden", start=start, end=start + 4, phrase_start=start, phrase_end=start + 4, geometry=shapely.Point(45, 12.8),
        radius_m=5_000.0,
    )  # fmt: skip


def placed(events, mentions, none, scorer=None):
    """Place events by a model that knows one weight: what speaks for none of the places."""
    atlas = PlaceCandidates(
        ReportLayout(TEXT, STARTS, events), mentions=mentions, events=events, written_at=None
    )
    features = [name for event in events for each in atlas.choices(event)[:1] for name in each.features]
    points = dict.fromkeys(features[:1], none)
    return completer.infer_places(
        events, text=TEXT, starts=STARTS, mentions=mentions, points=points, scorer=scorer
    )


def test_a_place_is_accepted_from_the_least_probability_on(make_event, make_mention):
    """With two places and one weight the probability of each is 1 / (2 + exp(weight))."""
    event, mention = unplaced(make_event), aden(make_mention)
    other = replace(mention, text="Rain", start=0, end=4, phrase_start=0, phrase_end=4)
    other = replace(other, place=replace(mention.place, id="test:rain", name="Rain"))
    for probability, accepted in ((completer.LEAST + 0.01, True), (completer.LEAST - 0.01, False)):
        [found] = placed([event], [other, mention], math.log(1 / probability - 2))
        assert (found.where is not None) == accepted
    [found] = placed([event], [mention], -5.0)
    assert (found.where, found.radius_m) == (mention.geometry, 5_000.0)
    assert [(link.mention, link.role, link.inferred) for link in found.places] == [
        (mention, "location", True)
    ]
    assert (
        found.evidence["where"].startswith("“Aden”, stated one sentence earlier, is the most")
        and found.evidence["type"] == event.evidence["type"]
    )


def test_an_event_with_a_place_is_the_same_object(make_event, make_mention):
    event = make_event(type="ASSAULT", where=shapely.Point(1, 2))
    assert placed([event], [aden(make_mention)], -5.0)[0] is event
    assert placed([], [aden(make_mention)], -5.0) == []


def test_without_places_an_event_stays_as_it_is(make_event):
    event = unplaced(make_event)
    assert placed([event], [], -5.0) == [event]


def test_the_inferred_place_goes_first_and_no_mention_is_linked_twice(make_event, make_mention):
    mention = aden(make_mention)
    other = replace(mention, text="Rain", start=0, end=4, phrase_start=0, phrase_end=4)
    links = tuple(PlaceLink(mention=each, role="origin") for each in (mention, other))
    event = replace(unplaced(make_event), places=links)
    [found] = placed([event], [mention], -5.0)
    assert [(link.mention.text, link.role) for link in found.places] == [
        ("Aden", "location"),
        ("Rain", "origin"),
    ]


def test_which_events_are_undated(make_event):
    undated = make_event(when=None)
    assert completer.is_undated(undated)
    assert not completer.is_undated(make_event())
    said = replace(undated, when=replace(undated.when, text="Friday", rule="weekday"))
    assert not completer.is_undated(said), "its own words give no day, and no other does"
    bounded = replace(said, when=replace(said.when, rule=f"{BEFORE_STATEMENT}: weekday"))
    assert completer.is_undated(bounded)
    for end in ("start", "end"):
        assert not completer.is_undated(
            replace(undated, when=replace(undated.when, **{end: make_event().when.start}))
        )


def test_dates_are_given_to_the_undated_alone(make_event):
    text = "Rebels shelled Aleppo on Sunday.\nThey burned two villages."
    start = text.index("burned")
    undated = make_event(
        when=None, type="ASSAULT", start=start, end=start + 6, sentence="They burned two villages."
    )
    dated = make_event()
    given = {"text": text, "starts": [0, text.index("They")], "published": datetime.date(2024, 7, 16)}
    dates = find_dates(text, published=given["published"])
    first, second = completer.infer_dates([undated, dated], dates=dates, **given)
    assert (first.when.start, first.when.end) == (datetime.date(2024, 7, 14),) * 2
    assert "“Sunday”" in first.evidence["when"]
    assert second is dated
    assert completer.infer_dates([undated], dates=[], **given) == [undated]


def test_participants_get_a_country_last(code):
    [event] = code("NAIROBI, Kenya. Police arrested two men in Nairobi.")
    [police] = [actor for actor in event.actors if actor.text == "Police"]
    assert police.country == "KE"


MODEL = {
    "detector": {"bias": 0.0}, "listed": {"bias": 0.0}, "least": 0.5, "least alone": 0.25,
    "fields": {"place": {"bias": 0.0, "chance": 1.0}, "whole": {"bias": -1.0, "place": 1.0}},
}  # fmt: skip


def test_what_is_inferred_is_scored_by_its_own_probability(make_event, make_mention):
    scores = FieldScores(type=0.9, parties=0.8, day=0.7, place=0.6, whole=0.4)
    event, mention = unplaced(make_event, scores=scores), aden(make_mention)
    scorer = Scorer(MODEL)
    [likely], [unlikely], [none] = (
        placed([event], [mention], weight, scorer) for weight in (-6.0, -1.0, 6.0)
    )
    assert likely.where is not None and unlikely.where is not None and none.where is None
    assert likely.scores.place > unlikely.scores.place
    assert likely.scores.whole > unlikely.scores.whole
    assert none.scores.place > 0.9, "that there is none is as sure"
    assert {each.scores.day for each in (likely, unlikely, none)} == {0.7}


def test_where_there_is_no_choice_scores_stay(make_event):
    scores = FieldScores(type=0.9, parties=0.8, day=0.7, place=0.6, whole=0.4)
    event = unplaced(make_event, scores=scores)
    assert placed([event], [], -5.0)[0].scores == scores
