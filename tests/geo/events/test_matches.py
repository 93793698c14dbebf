"""Triggers in a sentence, and what is known of its words."""

from dataclasses import replace

from geo.events import matches
from geo.events.matches import Marks, TriggerMatch
from geo.events.trigger_fusion import DETECTED


def test_a_word_fits_by_its_spelling_or_by_its_class(sentence):
    read = sentence("Police arrested Okello in Lima.")
    marks = Marks({"@person": frozenset({2}), "@place": frozenset({4})})
    fits = {name: [i for i in range(6) if marks.fits(slot, read, i)] for name, slot in {
        "spelled": frozenset({"police", "arrested"}), "person": frozenset({"@person"}),
        "either": frozenset({"@place", "in"}), "other": frozenset({"@actor"}), "none": frozenset(),
    }.items()}  # fmt: skip
    assert fits == {"spelled": [0, 1], "person": [2], "either": [3, 4], "other": [], "none": []}


def test_a_match_knows_its_words_and_its_clause(found):
    (match,) = found("Rain fell, and they “accused the men of theft” in Lima.")
    assert match.words == "accused the men of"
    assert match.clause is match.sentence.clause(match.first)
    assert match.clause.link == "coordinate"
    assert match.matched[0] == match.first
    assert match.matched[-1] == match.last
    assert match.is_listed


def test_what_no_list_has_was_seen_by_the_detector_alone(found):
    (match,) = found("Police arrested two men.")
    seen = replace(match, trigger=DETECTED, chance=0.9)
    assert (match.is_listed, seen.is_listed) == (True, False)
    assert isinstance(seen, TriggerMatch)


def test_the_detector_is_sure_from_six_in_ten_on(found):
    (match,) = found("Police arrested two men.")
    assert matches.SURE == 0.6
    assert [replace(match, chance=chance).detected for chance in (None, 0.0, 0.59, 0.6, 1.0)] == [
        False, False, False, True, True,
    ]  # fmt: skip
