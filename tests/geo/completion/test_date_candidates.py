"""Days that a report tells elsewhere: whom they are given, whom never, and what is said of it."""

import datetime
from dataclasses import replace

import pytest

from geo.completion import choice_model
from geo.completion.date_candidates import DateCandidates
from geo.completion.text_distance import Layout
from geo.dates.recogniser import UNKNOWN, find_dates

DAY = datetime.date(2024, 7, 15)


def only(events, root, text):
    [event] = [each for each in events if each.type == root and any(text in m.text for m in each.mentions)]
    return event


@pytest.fixture
def undated(make_event):
    """Give a function that makes an event without a day whose words stand in a text."""

    def made(text, words, **fields):
        start = text.index(words)
        sentence = next(each for each in text.split("\n") if words in each)
        event = make_event(when=UNKNOWN, sentence=sentence, start=start, end=start + len(words), **fields)
        mention = replace(
            event.mentions[0], start=start, end=start + len(words), text=words, sentence=sentence
        )
        return replace(event, mentions=(mention,))

    return made


def calendar(text, events, published=DAY):
    starts = [0, *(n + 1 for n, character in enumerate(text) if character == "\n")]
    dates = find_dates(text, published=published)
    return DateCandidates(Layout(text, starts, events), dates=dates, events=events, published=published)


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
        ("The ministers met in Lima on Sunday to discuss the war in Mali.", "ASSAULT", "war"),
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


def test_choices_begin_with_not_told_and_hold_each_date_once(undated):
    text = "They met on Sunday.\nRebels burned a town.\nIt rained on 3 May 2024."
    event = undated(text, "burned")
    found = calendar(text, [event]).choices(event)
    assert [each.item.text if each.item else None for each in found] == [None, "Sunday", "3 May 2024"]
    chances = choice_model.likely(found, {"not stated": 1.0})
    assert sum(chances) == pytest.approx(1)
    assert choice_model.best(found, chances)[0] is found[0]


def test_one_day_told_twice_counts_together(undated):
    text = "They met on Sunday.\nRebels burned a town.\nThat was on Sunday."
    event = undated(text, "burned")
    found = calendar(text, [event]).choices(event)
    choice, chance = choice_model.best(found, [0.4, 0.25, 0.35])
    assert choice is found[2]
    assert chance == pytest.approx(0.6)


def test_a_statement_s_day_only_bounds_a_deed(undated):
    text = "Rebels burned a town.\nThe army said Friday that it was sorry."
    event = undated(text, "burned", type="ASSAULT")
    [said] = [each.item for each in calendar(text, [event]).choices(event) if each.item]
    assert (said.when.start, said.when.end) == (None, datetime.date(2024, 7, 12))


def test_something_to_come_takes_the_next_such_day(undated):
    text = "The court will sit, and hear the general on Friday."
    event = undated(text, "sit", status="future")
    [friday] = [each.item for each in calendar(text, [event]).choices(event) if each.item]
    assert friday.when.start == datetime.date(2024, 7, 19)


def test_something_to_come_takes_no_day_that_another_sentence_tells_of_the_past(undated):
    text = "The court sat on 9 June.\nIt will hear the general.\nIt sits again on 3 August."
    event = undated(text, "hear", status="future")
    told = [each.item.text for each in calendar(text, [event]).choices(event) if each.item]
    assert told == ["3 August"]


def test_the_work_grows_with_the_text_and_not_with_its_square(undated):
    text = "\n".join("Rebels burned a town on 3 May 2024." for _ in range(2000))
    event = undated(text, "burned")
    assert len(calendar(text, [event]).choices(event)) <= 16


def test_weights_name_features_that_exist(undated):
    text = "They met on Sunday.\nRebels burned a town."
    event = undated(text, "burned")
    features = {name for each in calendar(text, [event]).choices(event) for name in each.features}
    assert features & choice_model.weights("dates").keys()
