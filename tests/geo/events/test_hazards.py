"""Disasters and accidents are HAZARD, attacks are ASSAULT, figures of speech are neither: tables of sentences.

`hazards/development.txt` was in sight while the lexicon was made. The others were written before the words that read
them and measured once: 73 of 83 rows of `first_held_out.txt` were right, then 65 of 74 of `second_held_out.txt`, then 35
of 40 of `third_held_out.txt`. What was wrong was then looked at, so none tells any more how well new text is read.
"""

import datetime
from pathlib import Path

import pytest

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
        ("first_held_out.txt", 0),
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
