"""How sentences are split into clauses."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.events import clauses
from geo.events.clauses import LONGEST, read_sentence

NLP = spacy.blank("en")


SPLIT = [
    ("Police arrested two men in Lima.", ["main: Police arrested two men in Lima ."]),
    ("Police arrested two men and a farmer.", ["main: Police arrested two men and a farmer ."]),
    (
        "Police arrested two men, and soldiers shot a farmer.",
        ["main: Police arrested two men ,", "coordinate and: and soldiers shot a farmer ."],
    ),
    (
        "Police arrested two men and shot a farmer.",
        ["main: Police arrested two men", "coordinate and: and shot a farmer ."],
    ),
    (
        "Police arrested nine men, and the premier of Kenya met the minister.",
        ["main: Police arrested nine men ,", "coordinate and: and the premier of Kenya met the minister ."],
    ),
    (
        "Police arrested two men, officials in the city of Lima said.",
        ["main: Police arrested two men ,", "main: officials in the city of Lima said ."],
    ),
    (
        "Police arrested two men, officials in Lima, Peru, said on Monday.",
        ["main: Police arrested two men ,", "main: officials in Lima , Peru , said on Monday ."],
    ),
    (
        "Police arrested two men, officials of the bank.",
        ["main: Police arrested two men , officials of the bank ."],
    ),
    ("Salameh, a commander, was killed.", ["main: Salameh , a commander , was killed ."]),
    ("On Monday, police arrested two men.", ["main: On Monday , police arrested two men ."]),
    (
        "Rebels attacked a bank in Aleppo, Idlib and Damascus.",
        ["main: Rebels attacked a bank in Aleppo , Idlib and Damascus ."],
    ),
    (
        "The minister, who was visiting Cairo, called on Sudan to act.",
        ["main: The minister , , called on Sudan to act .", "relative who: who was visiting Cairo"],
    ),
    (
        "The town in which they met was quiet.",
        ["main: The town in", "relative which: which they met was quiet ."],
    ),
    (
        "The raid that killed nine men failed.",
        ["main: The raid", "relative that: that killed nine men failed ."],
    ),
    (
        "The general said that two men were shot.",
        ["main: The general said", "that that: that two men were shot ."],
    ),
    ("The general said two men were shot.", ["main: The general said", "that said: two men were shot ."]),
    (
        "Police say Ana Vargas, 26, of Lima, was arrested.",
        ["main: Police say", "that said: Ana Vargas , 26 , of Lima , was arrested ."],
    ),
    ("If police arrest him, crowds will come.", ["adverbial if: If police arrest him , crowds will come ."]),
    (
        "Crowds will come if police arrest him.",
        ["main: Crowds will come", "adverbial if: if police arrest him ."],
    ),
    (
        "Police arrested two men after rebels attacked a bank.",
        ["main: Police arrested two men", "adverbial after: after rebels attacked a bank ."],
    ),
    ("Police arrested two men after the attack.", ["main: Police arrested two men after the attack ."]),
    ("Rebels attacked a bank as well.", ["main: Rebels attacked a bank as well ."]),
    (
        "They met in Lima when rebels attacked.",
        ["main: They met in Lima", "adverbial when: when rebels attacked ."],
    ),
    (
        "Rebels attacked a bank, killing two men.",
        ["main: Rebels attacked a bank ,", "participle: killing two men ."],
    ),
    ("A long night; police arrested two men.", ["main: A long night ; police arrested two men ."]),
    ("Rebels attacked a bank, he said.", ["main: Rebels attacked a bank ,", "main: he said ."]),
    (
        "Rebels attacked a bank; police arrested two men.",
        ["main: Rebels attacked a bank", "main: ; police arrested two men ."],
    ),
]


def shown(sentence):
    return [
        f"{clause.link} {clause.starter}".strip()
        + ": "
        + " ".join(sentence.words[i].text for i in clause.words)
        for clause in sentence.clauses
    ]


def test_clauses(sentence, check_rows):
    def check(row):
        text, expected = row
        assert shown(sentence(text)) == expected

    check_rows(SPLIT, check)


def test_a_clause_hangs_on_the_one_before_it(sentence):
    read = sentence("Police said that rebels, who fled, attacked a bank and killed two men.")
    said, that, who, killed = read.clauses
    assert (said.parent, that.parent, who.parent) == (None, said, that)
    assert (killed.link, killed.inherits_subject, that.inherits_subject) == ("coordinate", True, False)
    assert who.inherits_subject
    assert all(clause.finite for clause in read.clauses)


def test_every_word_is_of_its_clause(sentence):
    read = sentence("The minister, who was visiting Cairo, called on Sudan to act.")
    assert [read.clause(word.i) for word in read.words] == [
        next(clause for clause in read.clauses if word.i in clause.words) for word in read.words
    ]


def test_quotation_marks_are_of_the_sentence_and_no_words(sentence):
    read = sentence("“They left,” she said.")
    assert [word.text for word in read.words] == ["They", "left", ",", "she", "said", "."]
    assert (read.start, read.end, read.text) == (0, 22, "“They left,” she said.")


def test_a_hyphen_inside_a_word_is_none_and_some_words_are_one(sentence):
    words = [word.text for word in sentence("The cease-fire ended in a bomb-attack - at last.").words]
    assert words == ["The", "ceasefire", "ended", "in", "a", "bomb", "attack", "-", "at", "last", "."]


def test_offsets_are_those_of_the_report():
    doc = NLP.make_doc("Rain fell. They met, and talks began.")
    (read,) = read_sentence(1, doc[3:])
    assert (read.index, read.start, read.end) == (1, 11, 37)
    assert all(doc.text[word.start : word.end] == word.text for word in read.words)


@pytest.mark.parametrize(("count", "lengths"), [(LONGEST, [LONGEST]), (LONGEST + 1, [LONGEST, 1])])
def test_noise_without_full_stops_is_cut(count, lengths):
    assert LONGEST == 160
    pieces = read_sentence(0, NLP.make_doc("word " * count)[:])
    assert [len(piece.words) for piece in pieces] == lengths


def test_a_sentence_without_words_is_none():
    assert read_sentence(0, NLP.make_doc("“”")[:]) == []


WORDS = [
    "police",
    "said",
    "that",
    ",",
    "who",
    "arrested",
    "and",
    "if",
    "Lima",
    ";",
    "killing",
    "men",
    "were",
    "after",
    "yet",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_every_word_is_in_one_clause_and_parents_end(words):
    (read,) = read_sentence(0, NLP.make_doc(" ".join(words))[:])
    assert sorted(i for clause in read.clauses for i in clause.words) == list(range(len(read.words)))
    for clause in read.clauses:
        assert clause.words == sorted(clause.words)
        seen, parent = [clause], clause.parent
        while parent is not None:
            assert all(parent is not each for each in seen)
            seen.append(parent)
            parent = parent.parent


def test_the_split_of_nothing_is_nothing():
    assert clauses.split_clauses([]) == []
