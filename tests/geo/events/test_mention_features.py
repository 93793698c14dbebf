"""What of two mentions is compared, and that nothing unknown speaks for or against."""

from dataclasses import replace

import pytest

from geo.events.mention_features import NAMES, family, features, stems_of, view
from geo.events.word_rarity import WordRarity
from geo.records import EventMention

RARITY = WordRarity({"4": "man polic"})


@pytest.fixture
def seen(make_event):
    """Return a function that views a trigger in a sentence."""

    def made(sentence, trigger, *, report="r", start=0, **known):
        mention = EventMention(
            report=report, start=start, end=start + len(trigger), text=trigger, sentence=sentence
        )
        event = make_event(report=report, **({"where": None, "when": None} | known))
        return view(mention, replace(event, mentions=(mention,)))

    return made


def told(one, other, likeness=0.3):
    values = features(one, other, rarity=RARITY, reports=likeness)
    assert len(values) == len(NAMES)
    return {name: value for name, value in zip(NAMES, values, strict=True) if value}


def test_a_mention_is_its_trigger_and_its_sentence(seen):
    one = seen("On Monday the deadly attack killed 9 men in Aleppo.", "attack")
    assert one.trigger == {"attack"}
    assert one.is_definite and not one.is_indefinite and not one.is_headline
    assert one.names == {"monday", "aleppo"} and one.numbers == {"9"}
    assert "the" not in one.words and "kil" in one.words
    assert seen("Nine killed in Aleppo attack", "attack").is_headline


def test_order_does_not_matter(seen):
    one = seen("A bank was attacked in Lima.", "attacked", start=16)
    other = seen("The attack was long.", "attack", start=40)
    assert told(one, other) == told(other, one)
    assert told(one, other)["same trigger"] == told(one, other)["later is definite"] == 1


def test_words_of_one_family_are_near():
    assert family({"explod"}, {"explosion"}) == pytest.approx(5 / 9)
    assert family({"kil"}, {"kin"}) == family(set(), {"a"}) == 0


def test_what_is_not_known_says_so(seen):
    one, other = seen("He was shot.", "shot", type=""), seen("The shooting was long.", "shooting", type="")
    known = told(one, other)
    assert known["no interval"] == known["no place"] == known["no actors"] == known["no recipients"] == 1
    assert not {"one type", "other type", "one day", "other actors", "places apart", "one toll"} & set(known)


def test_days_and_places_are_compared_where_both_are_known(seen, make_event, make_mention):
    place = make_mention()
    there = {"when": make_event().when, "where": place.geometry}
    known = told(seen("He was shot.", "shot", **there), seen("Shots fell.", "Shots", report="q", **there))
    assert "no interval" not in known and "no place" not in known
    assert known["reports"] == 0.3 and "one report" not in known


def test_long_sentences_and_missing_triggers_are_no_error(seen):
    noise = seen("x " * 5000, "attack")
    assert told(noise, noise)
    assert stems_of("The attacks of the army") == {"attack", "army"}
    assert seen("", "").trigger == frozenset()
