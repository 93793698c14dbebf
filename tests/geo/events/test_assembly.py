"""The record of one event, from what was made out about its trigger."""

from dataclasses import replace

import pytest

from geo.events import assembly, confidence
from geo.events.assembly import EventParts, event_id, is_weak, make_event
from geo.events.place_linking import Located
from geo.events.trigger_fusion import DETECTED
from geo.records import Report


@pytest.fixture(scope="session")
def arrest(found):
    (match,) = found("Police arrested two men in Lima.")
    return match


@pytest.fixture
def parts(make_event):
    """Return a function that makes the parts of an event, of which nothing is known but what is given."""
    unknown = make_event(when=None).when

    def made(**changed):
        known = {
            "actors": (), "recipients": (), "when": unknown, "located": Located(), "status": "actual",
            "status_words": "nothing",
        }  # fmt: skip
        return EventParts(**(known | changed))

    return made


@pytest.fixture
def coded(arrest, parts):
    """Return a function that makes the event of a trigger; that of an arrest by default."""

    def made(match=arrest, **changed):
        report = Report(id="r", text=match.sentence.text)
        return make_event(report, match, parts(**changed), confidence.bundled())[0]

    return made


def test_an_event_has_the_words_of_its_trigger(coded):
    event = coded()
    assert (event.type, event.mode, event.acled) == ("COERCE", "arrest", "Strategic developments: Arrests")
    assert (event.start, event.end, event.mentions[0].text) == (7, 15, "arrested")
    assert event.sentence == event.mentions[0].sentence == "Police arrested two men in Lima."
    assert (event.report, event.mentions[0].report) == ("r", "r")
    assert event.status == "actual"
    assert set(event.evidence) == {"type", "when", "where", "actors", "status"}


def test_the_score_is_that_of_its_features(arrest, parts):
    report = Report(id="r", text=arrest.sentence.text)
    event, features = make_event(report, arrest, parts(), confidence.bundled())
    assert event.score == confidence.bundled().score(features)
    assert features["COERCE"] == 1.0


def test_what_is_announced_is_an_act_of_words(found, coded, check_rows):
    def check(row):
        text, status, root, turned = row
        (match,) = found(text)
        event = coded(match, status=status)
        assert event.type == root
        assert (event.mode, event.acled) == (("", "") if turned else (match.kind.mode, match.kind.acled))

    check_rows(
        [
            ("Germany sent medicine to Sudan.", "actual", "AID", False),
            ("Germany sent medicine to Sudan.", "future", "AGREE", True),
            ("Rebels attacked the town.", "future", "THREATEN", True),
            ("Rebels attacked the town.", "hypothetical", "ASSAULT", False),
            ("Police arrested two men in Lima.", "future", "COERCE", False),
        ],
        check,
    )


def test_a_noun_announces_nothing(found, coded):
    (match,) = found("The attack on the town was long.")
    assert match.reading == "noun"
    assert coded(match, status="future").type == "ASSAULT"


@pytest.mark.parametrize(
    ("countries", "mode"), [("KE EG", ""), ("KE EG SD", "multilateral"), ("KE KE KE", "")]
)
def test_talks_of_three_countries_are_multilateral(found, actor, coded, countries, mode):
    (match,) = found("Envoys held talks in Lima.")
    assert (match.kind.root, match.kind.mode) == ("CONSULT", "")
    text = "Ana Ben Cem"
    people = [
        actor(text, name, country=code) for name, code in zip(text.split(), countries.split(), strict=False)
    ]
    assert coded(match, actors=tuple(people[:1]), recipients=tuple(people[1:])).mode == mode


def test_the_evidence_says_whether_it_was_listed_and_how_sure_the_detector_was(arrest, coded):
    assert "“arrest”" in coded().evidence["type"]
    assert (
        coded(replace(arrest, chance=0.875)).evidence["type"].endswith(" gives COERCE a probability of 0.88.")
    )
    assert "“arrest”" not in coded(replace(arrest, trigger=DETECTED, chance=0.5)).evidence["type"]


def test_a_trigger_is_weak_by_the_little_that_is_known(found, actor, parts, make_event, check_rows):
    """One word, without participant, place or date."""
    someone = (actor("Police left.", "Police"),)
    where = Located(where=make_event().where)
    matches = {
        "word": found("The shelling was long.")[0],
        "phrase": found("They accused it of theft.")[0],
        "people": found("The shelling of people was long.")[0],
        "hazard": found("A landslide came.")[0],
    }

    def check(row):
        name, changed, weak = row
        assert is_weak(matches[name], parts(**changed)) == weak

    check_rows(
        [
            ("word", {}, True),
            ("word", {"actors": someone}, False),
            ("word", {"located": where}, False),
            ("word", {"when": make_event().when}, False),
            ("word", {"when": make_event().when, "status": "negated"}, True),
            ("word", {"when": make_event().when, "recipients": someone}, False),
            ("people", {}, False),
            ("phrase", {}, False),
            ("phrase", {"status": "hypothetical"}, True),
            ("hazard", {}, False),
        ],
        check,
    )
    assert assembly._MIN_WEIGHT == 0.45


def test_an_id_tells_events_apart():
    known = ("r", "COERCE", "arrest", 7, 15)
    assert event_id(*known) == event_id(*known)
    assert len(event_id(*known)) == 12
    changed = [
        ("s", *known[1:]),
        ("r", "ASSAULT", *known[2:]),
        (*known[:2], "", 7, 15),
        (*known[:3], 8, 15),
        (*known[:4], 16),
    ]
    assert len({event_id(*each) for each in (known, *changed)}) == 6
    assert event_id("r1", "1", "", 2, 3) != event_id("r", "11", "", 2, 3)
    assert event_id("\ud800", "AID", "", 0, 1), "an id may be no text"
