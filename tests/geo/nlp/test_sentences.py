"""Sentences: abbreviations, quotes, line breaks; and nothing lost."""

import itertools

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from geo.nlp.sentences import LONGEST, mark, split


def texts(text):
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Musa Bello met Lt. Col. J. P. Adeyemi on Jan. 5 at 9 a.m. in St. Louis.", 1),
        ("It happened in the U.S. The mayor said so.", 2),
        ("The U.S. Army left. So did the U.N.", 2),
        ("“Why?” she asked. “Because.” He left.", 3),
        ("It cost $3.5 million. Nobody paid!", 2),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_full_stops(text, count):
    assert len(split(text)) == count


def test_paragraphs_and_headlines_end_sentences():
    assert texts("Floods in Kerala\nThree villages are cut off\n\nHelp is on its way") == [
        "Floods in Kerala",
        "Three villages are cut off",
        "Help is on its way",
    ]


def test_lines_wrapped_at_a_width_do_not():
    wrapped = (
        "The ferry from Bodø was delayed by a storm that the coast guard\n"
        "had warned of since the morning, and its two hundred passengers\n"
        "spent the night in a school hall in the village of Moskenes,\n"
        "where neighbours brought blankets."
    )
    assert len(split(wrapped)) == 1


def test_a_heading_and_a_list_in_a_wrapped_text_end_where_they_do():
    text = (
        "Road closures\n"
        "The ferry from Bodø was delayed by a storm that the coast guard\n"
        "had warned of since the morning, and its two hundred passengers\n"
        "spent the night in a hall in Moskenes\n"
        "Closed tonight are:\n"
        "- the bridge at Moskenes, which the county will open to all lorries\n"
        "- Route 80\n"
        "2) The tunnel to Bodø"
    )
    ends = [sentence.split()[-1] for sentence in texts(text)]
    assert ends == ["closures", "Moskenes", "are:", "lorries", "80", "Bodø"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Envoys flew to Addis\nAbaba", 1),
        ("Floods reached the outskirts of\nBamako on Monday", 1),
        ("Troops left southern\nLebanon", 1),
        ("They marched into North\nKivu", 1),
        ("Fighting goes on in the North\nTroops move in", 2),
        ("Two hurt in Sidon\nOne in Acre", 2),
        ("Floods in Kampala\nKigali prepares", 2),
        ("Port Sudan\nPort Said", 2),
        ("Kharkiv: 3 killed\nOdesa: 2 wounded", 2),
    ],
)
def test_a_line_that_cannot_end_goes_on(text, count):
    assert len(split(text)) == count


def test_mark_sets_the_sentences_of_a_doc():
    doc = mark(spacy.blank("en")("Dr. Sy arrived. She left."))
    assert [sent.text for sent in doc.sents] == ["Dr. Sy arrived.", "She left."]


def test_what_nobody_writes_as_a_sentence_is_cut():
    assert max(end - start for start, end in split("word " * 5_000)) <= LONGEST


@given(st.text(alphabet=st.sampled_from("aB.!?\"” \n'U"), max_size=200))
def test_sentences_cover_all_but_white_space(text):
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("two died in aden. police in taiz said so.", ["two died in aden.", "police in taiz said so."]),
        ("is it over? nobody knows! it is not...", ["is it over?", "nobody knows!", "it is not..."]),
        ("gen. j. okoro left at 9 a.m. sharp, he said. then it rained.", [
            "gen. j. okoro left at 9 a.m. sharp, he said.", "then it rained."]),
        ("'why?' she asked. it rose by 3.5 percent.", ["'why?' she asked.", "it rose by 3.5 percent."]),
    ],
    ids=["full stops", "other stops", "abbreviations", "quotes and numbers"],
)  # fmt: skip
def test_text_without_capitals_is_cut_too(text, sentences):
    assert texts(text) == sentences


def test_a_small_letter_goes_on_where_a_text_has_capitals():
    assert texts("The firm Yahoo! announced a loss. Then e.g. prices fell.") == [
        "The firm Yahoo! announced a loss.",
        "Then e.g. prices fell.",
    ]
