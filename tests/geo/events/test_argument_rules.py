"""From a trigger to its arguments: each is read once, in its sentence."""

import datetime

import pytest

from geo.actors.recogniser import find_actors
from geo.dates.recogniser import UNKNOWN, find_dates
from geo.events.annotations import annotated_sentences
from geo.events.argument_rules import AttachedTrigger, Background, read_arguments
from geo.events.date_linking import dates_of
from geo.events.discourse import Discourse
from geo.events.place_linking import places_of
from geo.events.sentence_context import read_context

DAY = datetime.date(2024, 7, 16)


@pytest.fixture
def arguments(make_doc):
    """Give a function that returns the arguments of a sentence's first trigger."""

    def read(text, *, published=DAY, discourse=None, countries=None, **known):
        doc = make_doc(text, **known)
        actors = find_actors(doc, mentions=doc._.places, names=doc._.names)
        dates = find_dates(text, published=published)
        (annotated,) = annotated_sentences(doc, actors=actors, dates=dates)
        context = read_context(annotated, play=False, is_hopeless=lambda found: False)
        found = context.triggers[0]
        trigger = AttachedTrigger(
            context, found, dates_of(context).get(found.first, []), places_of(context).get(found.first, [])
        )
        return read_arguments(trigger, Background(published, countries or {}), discourse or Discourse())

    return read


def names(actors):
    return [actor.text for actor in actors]


def test_the_arguments_of_a_trigger(arguments):
    parts = arguments("Police arrested nine soldiers in Lima on Monday.")
    assert (names(parts.actors), names(parts.recipients)) == (["Police"], ["soldiers"])
    assert [link.mention.text for link in parts.located.links] == ["Lima"]
    assert parts.when.start == datetime.date(2024, 7, 15)
    assert parts.status == "actual"


def test_what_is_only_meant_is_no_event(arguments):
    assert arguments("Police came to Lima to arrest the soldiers.") is None
    assert arguments("Police want to arrest the soldiers.") is None


def test_a_warning_that_was_not_given_is_no_hazard(arguments):
    assert arguments("No tsunami warning was issued for Peru.") is None


def test_a_hazard_has_no_participants(arguments):
    parts = arguments("A flood hit the soldiers in Lima.")
    assert (parts.actors, parts.recipients) == ((), ())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Police arrested nine soldiers in 1999.", "historical"),
        ("Police did not arrest the soldiers in 1999.", "negated"),
        ("Police will arrest the soldiers.", "future"),
    ],
)
def test_the_date_decides_only_where_the_words_leave_the_status_open(arguments, text, status):
    assert arguments(text).status == status


def test_without_words_for_a_day_it_is_unknown(arguments):
    assert arguments("Police arrested nine soldiers on Monday.").when is not UNKNOWN
    assert arguments("Police arrested nine soldiers.").when is UNKNOWN
    assert arguments("Police will arrest the soldiers.").when is UNKNOWN


def test_what_is_only_possible_is_an_event_with_that_status(arguments):
    assert arguments("Police may arrest the soldiers.").status == "hypothetical"
