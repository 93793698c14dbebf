"""What speaks for and against a run of words naming a place."""

from dataclasses import replace

import pytest

from gazetteer.place import NameMatch, Place
from geo.toponyms.candidate_scores import CUES, ToponymCandidate, score_candidate, weight
from geo.toponyms.entity_names import EntityName


def match(kind="settlement", *, name_kind="official", population=0):
    place = Place(id="test:x", name="X", kind=kind, lon=0, lat=0, country="KE", population=population)
    return NameMatch(place=place, name_kind=name_kind)


def test_how_well_known_a_place_is(check_rows):
    def check(row):
        matches, value = row
        assert weight(matches) == pytest.approx(value)

    small, city = match(population=500), match(population=100_000)
    check_rows(
        [
            ([], 0.0),
            ([city], 1.8),
            ([match(population=10_000_000)], 3.8),
            ([small], 0.05),
            ([match()], 0.05),
            ([match("country")], 4.0),
            ([match("admin1")], 3.0),
            ([match("facility")], 2.6),
            ([match("command")], 0.05),
            ([match("admin1", name_kind="bare")], 2.2),
            ([match(population=1_000_000, name_kind="alternate")], 1.8),
            ([match("country", name_kind="demonym")], 3.5),
            ([small, match("country")], 4.0),  # the best of them
            ([small] * 6 + [match("country")], 0.05),  # of the first six
        ],
        check,
    )


def test_kinds_of_names():
    people = ToponymCandidate(0, 1, (match("country", name_kind="demonym"),))
    state = ToponymCandidate(0, 1, (match("admin1"),))
    short = ToponymCandidate(0, 1, (match("admin1", name_kind="abbreviation"),))
    nothing = ToponymCandidate(0, 1, ())
    assert [each.demonym for each in (people, state, short, nothing)] == [True, False, False, False]
    assert [each.container for each in (people, state, short, nothing)] == [False, True, True, False]
    assert [each.abbreviated_state for each in (people, state, short, nothing)] == [False, False, True, False]
    assert not ToponymCandidate(0, 1, (match(),)).container


def test_a_cue_adds_its_weight():
    item = ToponymCandidate(0, 1, (match(),), score=1.0)
    item.add("dateline")
    assert (item.score, item.cues) == (1.0 + CUES["dateline"], ["dateline"])
    with pytest.raises(KeyError):
        item.add("horoscope")


@pytest.fixture
def cues_of(words_of, span_of):
    """Return a function that gives the cues of the name in braces, a town or what is given; others are places too."""

    def found(marked, *matches, others=(), within=None):
        name = marked[marked.index("{") + 1 : marked.index("}")]
        text = marked.replace("{", "").replace("}", "")
        _, words, _ = words_of(text)
        item = ToponymCandidate(*span_of(text, words, name), matches or (match(population=50_000),))
        if within:
            item.within = EntityName(*span_of(text, words, within), "ORG")
        known = [
            item,
            *(ToponymCandidate(*span_of(text, words, each), (match("admin1"),)) for each in others),
        ]
        score_candidate(
            text, words, item, {each.first: each for each in known}, {each.last: each for each in known}
        )
        assert item.score == pytest.approx(weight(item.matches) + sum(CUES[cue] for cue in item.cues))
        return set(item.cues)

    return found


def test_words_around(cues_of, check_rows):
    def check(row):
        text, *expected = row
        assert cues_of(text) == set(expected)

    check_rows(
        [
            ("it rained in {Qux} today", "after a preposition of place"),
            ("it rained in the {Qux} today", "after a preposition of place"),
            ("they came from {Qux} today", "after a preposition of direction"),
            ("it hit {Qux} county", "beside a class word such as county"),
            ("it hit {Qux Bar} today", "several words"),
            ("it hit {Qux} Smith today", "part of a longer name"),
            ("it hit Smith {Qux} today", "part of a longer name"),
            ("it hit Mayor {Qux} today",),  # a title is no part of a place's name
            ("the mob, {Qux} said", "subject of a reporting verb, as a person is"),
            ("it rained. {Qux} slept", "first word of the sentence"),
            ("{Qux} — It rained.", "dateline", "first word of the sentence"),
            ("{QUX} (AP) It rained.", "dateline", "first word of the sentence", "a short word in capitals"),
            ("Smith, D-{Qux}", "political party and state"),
            ("it hit {QUX} today", "a short word in capitals"),
            ("it hit {Nice} today", "an English word"),
            ("it hit {St. Mary}'s today", "several words", "possessive of a saint's name"),
        ],
        check,
    )


def test_places_beside(cues_of):
    assert "its state or country follows" in cues_of("it hit {Qux}, Ohio today", others=["Ohio"])
    assert "its state or country follows" not in cues_of("it hit {Qux}, Ohio today")
    assert "follows a place and a comma" in cues_of("it hit Ohio, {Qux} today", others=["Ohio"])
    assert "part of a longer name" not in cues_of("it hit {Qux} Ohio today", others=["Ohio"])


def test_names_of_people(cues_of):
    assert "a given name" in cues_of("it hit {Jordan} today")
    assert "a family name" in cues_of("it hit {Smith} today")


def test_inside_an_organisation(cues_of):
    text = "the Bank of {Qux} today"
    assert "inside an organisation's name" in cues_of(text, within="Bank of Qux")
    assert "inside an organisation's name" not in cues_of("the {Qux} Bank today", within="Qux Bank")
    assert "part of a longer name" not in cues_of("the {Qux} Bank today", within="Qux Bank")


def test_an_abbreviation_that_stands_alone(cues_of):
    short = match("admin1", name_kind="abbreviation")
    assert "a state's abbreviation without a town before it" in cues_of("it hit {Ore} today", short)
    assert "a state's abbreviation without a town before it" not in cues_of(
        "it hit Ohio, {Ore} today", short, others=["Ohio"]
    )


def test_a_nationality_needs_no_cue(cues_of):
    assert cues_of("rain in {Quxian} today", match("country", name_kind="demonym")) == set()


def test_a_large_town_may_speak(cues_of):
    assert (
        cues_of("the mob, {Qux} said", replace(match(), place=replace(match().place, population=9_000_000)))
        == set()
    )
