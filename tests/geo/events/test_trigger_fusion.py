"""How words that the detector found and triggers that are listed become the triggers of a sentence."""

import pytest
import spacy

from geo import plover
from geo.events import trigger_fusion
from geo.events.clauses import read_sentence
from geo.plover import ROOTS
from geo.spans import EventWord

NLP = spacy.blank("en")


def fused(text, *found, names=()):
    """Return the triggers of a sentence by what the detector says of its words: (word, root, probability)."""
    sentence = read_sentence(0, NLP.make_doc(text)[:])[0]
    words = []
    for sought, root, chance in sorted(found, key=lambda row: text.index(row[0])):
        at = text.index(sought)
        chances = tuple(chance if each == root else 0.0 for each in plover.ROOTS)
        words.append(EventWord(start=at, end=at + len(sought), chances=chances))
    at_names = frozenset(word.i for word in sentence.words if word.text in names)
    return trigger_fusion.combined(sentence, [], words, names=at_names)


def test_words_of_one_root_near_one_another_are_one_trigger():
    (found,) = fused(
        "Envoys signed a revised deal in Lima.", ("signed", "SUPPORT", 0.8), ("deal", "SUPPORT", 0.7)
    )
    assert found.words == "signed a revised deal"
    assert found.chance == pytest.approx(0.8)


def test_words_of_other_roots_are_triggers_of_their_own():
    found = fused(
        "Envoys signed a deal and arrested spies.", ("signed", "SUPPORT", 0.8), ("arrested", "COERCE", 0.9)
    )
    assert [each.kind.root for each in found] == ["SUPPORT", "COERCE"]


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.72, "gunmen shot"), (0.7, "gunmen shot"), (0.68, "shot"), (1.0, "gunmen shot")],
    ids=["over", "just", "under", "same"],
)
def test_a_word_far_behind_the_best_of_its_run_is_no_part_of_the_trigger(share, words):
    (found,) = fused(
        "Masked gunmen shot a guard.", ("shot", "ASSAULT", 0.9), ("gunmen", "ASSAULT", 0.9 * share)
    )
    assert found.words == words
    assert found.chance == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("text", "count"),
    [("shot a tall old guard", 1), ("shot a tall thin old guard", 2)],
    ids=["four-words", "five-words"],
)
def test_words_of_one_root_further_off_are_two_triggers(text, count):
    assert len(fused(f"They {text}.", ("shot", "ASSAULT", 0.9), ("guard", "ASSAULT", 0.9))) == count


@pytest.mark.parametrize(("chance", "count"), [(0.21, 1), (0.19, 0)])
def test_faint_words_are_no_triggers(chance, count):
    assert len(fused("Envoys signed a deal in Lima.", ("signed", "SUPPORT", chance))) == count


def test_a_name_is_no_trigger():
    assert fused("Envoys toured Battle.", ("Battle", "ASSAULT", 0.9), names=["Battle"]) == []


def test_a_listed_trigger_keeps_its_type_and_gets_the_detectors_probability(found):
    (listed,) = found("Police arrested two men.")
    words = [detected("Police arrested two men.", "arrested", "ASSAULT", 0.5, COERCE=0.3)]
    (match,) = trigger_fusion.combined(listed.sentence, [listed], words)
    assert (match.kind.name, match.chance, match.seen) == ("COERCE-arrest", 0.3, pytest.approx(0.8))
    (silent,) = trigger_fusion.combined(listed.sentence, [listed], [])
    assert (silent.chance, silent.seen) == (0.0, 0.0)


def test_a_hazard_is_unknown_to_the_detector(found):
    (listed,) = found("A landslide came.")
    (match,) = trigger_fusion.combined(
        listed.sentence, [listed], [detected("A landslide came.", "landslide", "ASSAULT", 0.9)]
    )
    assert match.kind.root == "HAZARD"
    assert (match.chance, match.seen) == (None, None)


def detected(text, word, root, chance, **others):
    known = {root: chance} | others
    at = text.index(word)
    return EventWord(start=at, end=at + len(word), chances=tuple(known.get(each, 0.0) for each in ROOTS))


def test_words_beside_a_listed_trigger_of_one_root_are_a_part_of_it(found):
    text = "Police arrested two old tall thin men today."
    (listed,) = found(text)

    def fuse(word, root):
        return [
            each.words
            for each in trigger_fusion.combined(listed.sentence, [listed], [detected(text, word, root, 0.9)])
        ]

    assert fuse("men", "COERCE") == ["arrested", "men"], "five words off"
    assert fuse("thin", "COERCE") == ["arrested"]
    assert fuse("Police", "COERCE") == ["arrested"]
    assert fuse("Police", "ASSAULT") == ["Police", "arrested"]


def test_what_is_done_to_is_no_event_of_its_own(found):
    text = "Rebels shelled an army post today."
    (listed,) = found(text)
    army = detected(text, "army", "MOBILIZE", 0.4)
    sure, unsure = (detected(text, "shelled", "ASSAULT", chance) for chance in (0.9, 0.3))
    assert [each.words for each in trigger_fusion.combined(listed.sentence, [listed], [sure, army])] == [
        "shelled"
    ]
    assert len(trigger_fusion.combined(listed.sentence, [listed], [unsure, army])) == 2


def test_function_words_and_signs_are_no_triggers():
    assert fused("They were in.", ("in", "ASSAULT", 0.9)) == []
    assert fused("They shot , it.", (",", "ASSAULT", 0.9)) == []


def test_a_run_does_not_go_over_a_listed_trigger_or_a_clause(found):
    assert (
        len(fused("They shot men, and gunmen fled.", ("shot", "ASSAULT", 0.9), ("gunmen", "ASSAULT", 0.9)))
        == 2
    )


def test_who_takes_part_is_no_deed(code, check_rows):
    def check(row):
        text, *expected = row
        assert [event.type for event in code(text)] == expected

    check_rows(
        [
            ("Nine soldiers were killed fighting rebels in Mali.", "ASSAULT"),
            ("Two rebels were charged with killing a farmer in Aden.", "ACCUSE"),
            ("Police arrested four bakers in Lima.", "COERCE"),
            ("Militants marched through Idlib on Monday.", "PROTEST"),  # a deed of theirs, whatever it is
            ("Pork ban lifted in Kenya", "RETREAT"),
        ],
        check,
    )
    for text in ("Four villagers were killed near Bamako.", "Four bakers were killed near Bamako."):
        assert not {event.type for event in code(text)} & {"PROTEST", "AID"}


def test_the_verb_that_calls_a_talk_off_is_no_event_beside_it(code):
    assert [event.type for event in code("Peru cancelled a visit to Cairo.")] == ["REJECT"]


def test_an_attack_from_the_air_is_said_by_the_text(code, check_rows):
    def check(row):
        text, mode = row
        assert [event.mode for event in code(text) if event.type == "ASSAULT"] == [mode]

    check_rows(
        [
            ("Separatists bombed a post office in Lima.", "explosives"),
            ("A hotel in Kenya was bombed on Friday.", "explosives"),
            ("In Mali militants bombed two banks.", "explosives"),
            ("Suicide bombers attacked a mosque in Lahore.", "suicide-attack"),
            ("Jets bombed two bridges near Mosul.", "aerial"),
            ("The air force bombed two bridges near Mosul.", "aerial"),
            ("Kenya bombed two bridges near Aleppo.", "aerial"),
        ],
        check,
    )


def test_a_word_has_the_mode_of_a_block_only_where_its_conditions_can_hold():
    (found,) = fused("They struck a hut.", ("struck", "ASSAULT", 0.9))
    assert found.kind.mode == ""
    (found,) = fused("Jets struck a camp.", ("struck", "ASSAULT", 0.9))
    assert found.kind.mode == "aerial"
