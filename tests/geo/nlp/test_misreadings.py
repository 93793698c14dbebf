"""What an optical character reader got wrong is read as it was printed; what nobody scanned is left alone."""

import random

import pytest

from geo.language import load
from geo.nlp import misreadings
from geo.nlp.misreadings import corrections, is_misread, seen_as, within_one_letter
from training.text_noise import written_as

NEWS = (
    "The rebels withdrew from the eastern districts of Homs under an agreement with the government, and the army sent "
    "engineers to clear the streets of mines. Buses carried fighters and their families to Aleppo in the north of the "
    "country. Officials in Damascus said that more than two thousand people had left, and that the last of them would "
    "follow before the end of the month. Aid workers reported that many houses were destroyed and that hospitals had "
    "neither water nor power. The United Nations asked all parties to let its convoys through, as winter was near. "
)


def scanned(text=NEWS, seed=4):
    return written_as(text, "ocr", random.Random(seed), rate=0.05)


@pytest.fixture(scope="module")
def nlp():
    return load(events=False)


def test_a_text_that_was_not_scanned_is_left_alone():
    assert list(corrections(NEWS)) == []
    assert seen_as(NEWS) is None
    odd = NEWS.replace("mines", "mimes").replace("convoys", "convoks")
    assert list(corrections(odd)) == [], "a few slips are people's, and may be names"


def test_most_words_of_a_scanned_text_are_read_as_they_were_printed():
    text, at = scanned()
    seen = seen_as(text)
    spans = [(word, NEWS.index(word)) for word in set(NEWS.split())]
    printed = [(word, at(start), at(start + len(word))) for word, start in spans]
    before = sum(text[start:end] == word for word, start, end in printed)
    after = sum(seen.text[seen.offset(start) : seen.offset(end)] == word for word, start, end in printed)
    assert before < 0.8 * len(printed) < 0.9 * len(printed) < after


def test_places_of_a_scanned_text_stand_where_they_stand_in_it(nlp):
    text = (
        NEWS.replace("Damascus", "Darnascus")
        .replace("the eastern", "tbe eastcrn")
        .replace("Aleppo", "A1eppo")
    )
    for word in (
        "government",
        "agreement",
        "engineers",
        "families",
        "destroyed",
        "hospitals",
        "convoys",
        "Officials",
    ):
        text = text.replace(word, word.replace("e", "c", 1).replace("i", "l", 1))
    text = text.replace("of Homs", "ofHoms")
    doc = nlp(text)
    assert doc.text == text
    assert {text[m.start : m.end] for m in doc._.places} >= {"Homs", "A1eppo"}
    assert [m.place.name for m in doc._.places if m.text == "A1eppo"] == ["Aleppo"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("govermnent", None),  # two letters
        ("goverment", "government"),
        ("minlster", "minister"),
        ("wlth", "with"),
        ("peop1e", "people"),
        ("Londom", "London"),
        ("inthe", "in the"),
        ("inMaiduguri", "in Maiduguri"),
        ("coun try", "country"),
        ("demon-\nstrators", "demonstrators"),
        ("G20", None),
        ("19th", None),
        ("UNHCR", None),
        ("Zhytomyr", None),
    ],
)
def test_a_word_is_read_as_the_likeliest_one(monkeypatch, read, printed):
    monkeypatch.setattr(misreadings, "is_misread", lambda words: True)
    text = f"{read} was there"
    seen = seen_as.__wrapped__(text)
    assert (text if seen is None else seen.text) == f"{printed or read} was there"


def test_a_name_that_comes_twice_is_one_of_the_report(monkeypatch):
    monkeypatch.setattr(misreadings, "is_misread", lambda words: True)
    text = "Brovary burned. Shells fell on Brovary, and on Brovarv again."
    assert [(text[a:b], new) for a, b, new in corrections(text)] == [("Brovarv", "Brovary")]


def test_another_language_and_too_few_words_are_not_judged():
    spanish = (
        "las autoridades cerraron el puente sobre el barranco tras las lluvias torrenciales que anegaron " * 6
    )
    assert not is_misread(spanish.split())
    assert not is_misread(["tbe", "govermnent", "sald"])
    assert is_misread(scanned()[0].split())
    assert not is_misread(scanned()[0].lower().split()), "in small letters names look like slips"


def test_words_within_one_letter():
    index = misreadings._deletions(["bank", "banks", "tank", "ban"])
    assert within_one_letter("bank", index) == {"banks", "tank", "ban"}
    assert within_one_letter("bnak", index) == set()
    assert within_one_letter("", index) == set()


def test_odd_spaces_and_slips_are_both_seen_through():
    text = scanned()[0].replace(" Aleppo", "\u00a0Al\u00adeppo").replace("people", "peop1e")
    seen = seen_as(text)
    assert "\u00a0" not in seen.text and "\u00ad" not in seen.text and "people" in seen.text
    start = seen.text.index("people")
    assert text[seen.start(start) : seen.end(start + 6)] == "peop1e"
    offsets = [text.index("peop1e"), len(text)]
    assert seen.offsets(offsets) == [seen.offset(offset) for offset in offsets] == [start, len(seen.text)]
