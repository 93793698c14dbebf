"""Days that a report tells elsewhere: whom they are given, whom never, and what is said of it."""

import datetime
from dataclasses import replace

import pytest

from geo.completion import choice_model
from geo.completion.date_candidates import DateCandidates
from geo.completion.text_distance import ReportLayout
from geo.dates.recogniser import UNKNOWN, find_dates

DAY = datetime.date(2024, 7, 15)


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
    return DateCandidates(ReportLayout(text, starts, events), dates=dates, events=events, published=published)


def test_choices_begin_with_not_told_and_hold_each_date_once(undated):
    text = "They met on Sunday.\nRebels burned a town.\nIt rained on 3 May 2024."
    event = undated(text, "burned")
    found = calendar(text, [event]).choices(event)
    assert [each.item.text if each.item else None for each in found] == [None, "Sunday", "3 May 2024"]
    chances = choice_model.probabilities(found, {"not stated": 1.0})
    assert sum(chances) == pytest.approx(1)
    assert choice_model.most_probable(found, chances)[0] is found[0]


def test_one_day_told_twice_counts_together(undated):
    text = "They met on Sunday.\nRebels burned a town.\nThat was on Sunday."
    event = undated(text, "burned")
    found = calendar(text, [event]).choices(event)
    choice, chance = choice_model.most_probable(found, [0.4, 0.25, 0.35])
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


def features(text, words, *, dated=(), published=DAY, undated, **fields):
    """Return the features of each choice of an event, by the words of its date; `None` for no date."""
    event = undated(text, words, **fields)
    found = calendar(text, [event, *dated], published).choices(event)
    return {each.item and each.item.text: each.features for each in found}


@pytest.mark.parametrize(
    ("sentence", "words", "own"),
    [
        ("Rebels burned a town.", "burned", {"past"}),
        ("Rebels had already burned a town.", "burned", {"past", "had", "sequel"}),
        ("Rebels are burning a town.", "burning", {"is", "ing"}),
        ("Later the burning stopped.", "burning", {"ing", "determined", "sequel"}),
        ("They talked about burning towns.", "burning", {"ing", "topic"}),
        ("Rebels burn towns.", "burn", set()),
    ],
)
def test_what_the_words_about_an_event_say_of_its_day(undated, sentence, words, own):
    names = features(f"It rained on Sunday.\n{sentence}", words, undated=undated)["Sunday"]
    known = {"past", "had", "sequel", "is", "ing", "determined", "topic"}
    assert {
        name.removeprefix("elsewhere, ") for name in names if name.startswith("elsewhere, ")
    } & known == own


def test_how_far_a_date_is_and_how_old(undated):
    text = "It rained on 3 May 2020.\nIt rained on 1 July 2024.\nRebels burned a town.\nIt rained on 14 July 2024."
    found = features(text, "burned", undated=undated)
    first, second, third = (
        found[f"{date} 20{year}"] for date, year in (("3 May", 20), ("1 July", 24), ("14 July", 24))
    )
    assert [each["nearest before"] for each in (first, second, third)] == [0, 1, 0]
    assert [each["nearest after"] for each in (first, second, third)] == [0, 0, 1]
    assert [each["first of report"] for each in (first, second, third)] == [1, 0, 0]
    assert [each.keys() & {"age older", "age month", "age week"} for each in (first, second, third)] == [
        {"age older"}, {"age month"}, {"age week"},
    ]  # fmt: skip
    assert first["share of dates"] == pytest.approx(1 / 3)


def test_without_a_day_of_report_dates_have_no_age(undated):
    found = features(
        "It rained on 3 May 2020.\nRebels burned a town.", "burned", published=None, undated=undated
    )
    assert not any(name.startswith("age ") for name in found["3 May 2020"])


def test_the_day_of_the_events_beside_it(undated, make_event):
    text = "Rebels shelled Aleppo on 3 May 2024.\nRebels burned a town.\nPolice came on 4 May 2024."
    [first, second] = find_dates(text, published=DAY)
    dated = [
        replace(make_event(start=text.index(word)), when=date.when)
        for word, date in (("shelled", first), ("came", second))
    ]
    found = features(text, "burned", dated=dated, undated=undated)
    beside = {
        date: (names["day of event before"], names["day of event after"])
        for date, names in found.items()
        if date
    }
    assert beside == {"3 May 2024": (1, 0), "4 May 2024": (0, 1)}


def test_a_definite_noun_may_be_of_before_the_day_of_its_sentence(undated):
    text = "On Sunday the burning of a town was condemned.\nRain fell on 3 May 2024."
    found = features(text, "burning", undated=undated)
    assert set(found) == {None, "3 May 2024"}
    found = features("On Sunday the rebels burned a town.", "burned", undated=undated)
    assert set(found) == {None, "Sunday"}, "a verb is of the day of its sentence"


@pytest.mark.parametrize("fields", [{"status": "negated"}, {"status": "hypothetical"}])
def test_what_was_not_has_no_choices(undated, fields):
    assert features("It rained on Sunday.\nRebels burned a town.", "burned", undated=undated, **fields) == {}


def test_many_dates_leave_the_nearest_and_the_first_two(undated):
    lines = [f"Rain fell on {day} May 2024." for day in range(1, 21)] + ["Rebels burned a town."]
    lines += [f"Rain fell on {day} June 2024." for day in range(1, 21)]
    found = [date for date in features("\n".join(lines), "burned", undated=undated) if date]
    assert found == [f"{day} May 2024" for day in (1, 2, *range(13, 21))] + [
        f"{day} June 2024" for day in range(1, 5)
    ]
