"""Disasters and accidents are HAZARD, attacks are ASSAULT, figures of speech are neither: tables of sentences.

`hazards/development.txt` was in sight while the lexicon was made. The others were written before the words that read
them and measured once: 73 of 83 rows of `first_held_out.txt` were right, then 65 of 74 of `second_held_out.txt`, then 35
of 40 of `third_held_out.txt`. What was wrong was then looked at, so none tells any more how well new text is read.
"""

import datetime
from pathlib import Path

import pytest

from geo.events.hazards import anticipated, is_empty
from geo.pipeline import event_set
from geo.records import Report

HERE = Path(__file__).parents[1] / "hazards"
WATCHED = ("HAZARD", "ASSAULT")


def rows(name):
    """Read the rows of a table: what is told, what may be, where, the status, the sentence."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            told, where, status, sentence = (cell.strip() for cell in line.split("|"))
            wanted = {each for each in told.split() if not each.startswith("?")} - {"none"}
            may = {each[1:] for each in told.split() if each.startswith("?")}
            yield wanted, may, where, status, sentence


def fault(found, wanted, may, where, status):
    """Say what is wrong with the events of a sentence; empty if nothing is."""
    watched = [event for event in found if event.type in WATCHED]
    told = {name(event): event for event in watched}
    if not wanted <= told.keys() or told.keys() - wanted - may:
        return f"{sorted(told) or 'none'}, not {sorted(wanted) or 'none'}"
    for event in (told[each] for each in wanted):
        if status and event.status != status:
            return f"{event.status}, not {status}"
        placed = {link.mention.text for link in event.places if link.role in ("location", "destination")}
        if where and len(wanted) == 1 and where not in placed:
            return f"in {sorted(placed) or 'no place'}, not in {where}"
    return ""


def name(event):
    """Give the name of an event in the tables: modes only of HAZARD."""
    return f"{event.type}-{event.mode}" if event.type == "HAZARD" and event.mode else event.type


def bad_rows(table, nlp=None):
    """Code every sentence of a table by itself; give a line for each that is wrong."""
    bad = []
    for wanted, may, where, status, sentence in rows(table):
        report = Report(id="r", text=sentence, published=datetime.date(2024, 7, 16))
        wrong = fault(list(event_set([report], nlp=nlp)), wanted, may, where, status)
        if wrong:
            bad.append(f"{sentence} {wrong}")
    return bad


@pytest.mark.parametrize(
    ("table", "most"),
    [
        ("development.txt", 0),
        ("first_held_out.txt", 1),
        ("second_held_out.txt", 1),
        ("third_held_out.txt", 0),
    ],
)
def test_what_happened_is_told_from_what_was_done(table, most):
    bad = bad_rows(table)
    assert len(bad) <= most, "\n".join(bad)


@pytest.mark.parametrize(
    ("made_of", "is_flood"),
    [("dark muddy water", True), ("cold dark muddy water", False), ("angry letters", False)],
)
def test_what_a_hazard_is_made_of_stands_within_three_words(code, made_of, is_flood):
    assert [event.mode for event in code(f"A flood of {made_of} hit Lima.")] == ["flood"] * is_flood


LITERAL = [
    # the hazard itself, or a figure, a name, a measure, a crowd
    ("A landslide hit the town.", "landslide", True),
    ("A landslide victory hit the town.", "landslide", False),
    ("It was a political earthquake for the town.", "earthquake", False),
    ("It felt like an earthquake in the town.", "earthquake", False),
    ("An earthquake in politics began.", "earthquake", False),
    ("The flood insurance was dear.", "flood", False),
    ("A flood of refugees came.", "flood", False),
    ("A flood of muddy water came.", "flood", True),
    ("A flood of the muddy water came.", "flood", True),
    ("The drought of 2011 was long.", "drought", True),
    ("Protesters flooded the streets.", "flooded", False),
    ("Calls flooded the office.", "flooded", False),
    ("The river flooded the streets.", "flooded", True),
    ("The streets were flooded.", "flooded", True),
    ("Rivers rose and flooded the streets.", "flooded", True),
    ("They saw the Hurricane play in Lima.", "Hurricane", False),  # a team
    ("They saw Hurricane Ana hit Lima.", "Hurricane", True),
    ("Hurricane hit Lima.", "Hurricane", True),
    ("Lima Hurricane Kills Nine", "Hurricane", True),  # a headline
]


def test_what_is_literally_a_hazard(found, check_rows):
    def check(row):
        text, word, literal = row
        words = {each for match in found(text) if match.kind.root == "HAZARD" for each in match.words.split()}
        assert (word in words) == literal

    check_rows(LITERAL, check)


STATUSES = [
    ("A flood hit Lima.", None),
    ("A flood warning was issued.", "hypothetical"),
    ("They feared a flood.", "hypothetical"),
    ("The risk of a long flood grew.", "hypothetical"),
    ("A flood is expected in Lima.", "future"),
    ("A flood will hit Lima.", "future"),
    ("A flood could hit Lima.", "hypothetical"),
    ("A flood in May hit Lima.", None),
    ("A flood killed men, who expected it.", None),
]


def test_hazards_that_are_only_expected(found, check_rows):
    def check(row):
        text, status = row
        match = next(each for each in found(text) if each.words.startswith("flood"))
        told = anticipated(match)
        assert (told and told[0]) == status

    check_rows(STATUSES, check)


def test_a_warning_that_was_not_given_is_empty(found):
    (warning,) = [each for each in found("No tsunami warning was issued.") if each.words == "tsunami"]
    assert is_empty(warning, "negated")
    assert not is_empty(warning, "actual")
    (tsunami,) = [each for each in found("No tsunami came.") if each.words == "tsunami"]
    assert not is_empty(tsunami, "negated")
