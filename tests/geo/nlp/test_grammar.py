"""The grammar that can be had without a tagger, and with one."""

import pytest

from geo.nlp import grammar
from geo.nlp.inflection import noun_forms, verb_forms

BOTH = frozenset({"base", "singular"})


def index(words, text):
    [found] = [word.i for word in words if word.text == text]
    return found


def test_finite_verbs(sentence_words, check_rows):
    def check(row):
        text, word, finite = row
        words = sentence_words(text)
        assert grammar.is_finite(words, index(words, word)) == finite

    check_rows(
        [
            ("Police arrested nine men", "arrested", True),
            ("The arrested men left", "arrested", False),  # a noun or an adjective is due
            ("Men arrested by police left", "arrested", False),  # a participle with its agent
            ("Men left Lima", "left", True),
            ("Men will leave", "will", True),
            ("In May men left", "May", False),
            ("The will of men", "will", False),
            ("He says no", "says", True),
            ("The visits of envoys", "visits", False),
            ("Envoys met", "met", True),
            ("In the red bed", "red", False),
            ("They said Attacked men left", "Attacked", False),  # a capital inside a sentence
            ("the fire_VERB spread", "fire", True),
            ("the arrested_NOUN men", "arrested", False),
            ("men arrested_VERB by police", "arrested", True),  # a tagger is believed
            ("men fighting_VERB fires", "fighting", False),
        ],
        check,
    )


def test_nouns_verbs_and_adjectives(sentence_words, check_rows):
    def check(row):
        text, word, forms, kind = row
        words = sentence_words(text)
        assert grammar.reading(words, index(words, word), frozenset(forms)) == kind

    strike, struck = (
        verb_forms("strike")["strike"] | noun_forms("strike")["strike"],
        verb_forms("strike")["struck"],
    )
    check_rows(
        [
            ("to strike a town", "strike", strike, "verb"),
            ("the strike killed six", "strike", strike, "noun"),
            ("they will strike soon", "strike", strike, "verb"),
            ("jets struck a town", "struck", struck, "verb"),
            ("the struck town burned", "struck", struck, "adjective"),
            ("rebels strike the town", "strike", strike, "verb"),
            ("after strike", "strike", strike, "noun"),
            ("he was killing time", "killing", {"ing"}, "verb"),
            ("the killing of six", "killing", {"ing", "singular"}, "noun"),
            ("mass killing of six", "killing", {"ing", "singular"}, "noun"),
            ("by killing six", "killing", {"ing", "singular"}, "verb"),
            ("the meeting ended", "meeting", {"ing", "singular"}, "noun"),
            ("they are meeting envoys", "meeting", {"ing", "singular"}, "verb"),
            ("the attack", "attack", {"base"}, None),
            ("the strike_VERB was long", "strike", strike, "verb"),
            ("to strike_NOUN a town", "strike", strike, "noun"),
            ("to strike_ADJ a town", "strike", strike, None),
            ("to strike_NOUN a town", "strike", {"base"}, None),
        ],
        check,
    )


def test_participles_before_nouns(sentence_words, check_rows):
    def check(row):
        text, word, adjectival = row
        words = sentence_words(text)
        assert grammar.is_adjectival(words, index(words, word)) == adjectival

    check_rows(
        [
            ("the besieged town", "besieged", True),
            ("of armed men", "armed", True),
            ("men armed with guns", "armed", False),
            ("the men besieged Aleppo", "besieged", False),
            ("the besieged 12", "besieged", False),
            ("the besieged", "besieged", False),
            ("fighting armed men", "armed", True),
        ],
        check,
    )


def test_neighbours_are_looked_for_past_adverbs_and_quotation_marks(sentence_words):
    words = sentence_words("They were reportedly later killed in Lima")
    assert grammar.before(words, index(words, "killed")).text == "were"
    assert grammar.before(words, 0) is None
    assert grammar.after(words, index(words, "killed")).text == "in"
    assert grammar.after(words, len(words) - 1) is None


def test_adverbs(sentence_words, check_rows):
    def check(row):
        word, adverb = row
        assert grammar.is_adverb(sentence_words(word)[0]) == adverb

    check_rows(
        [
            ("later", True),
            ("formally", True),
            ("Italy", False),
            ("only", True),
            ("fly", False),
            ("town", False),
        ],
        check,
    )


def test_capitals_and_signs(sentence_words):
    words = sentence_words("Kyiv's 3 men , left")
    assert [(word.text, word.capital, word.wordlike) for word in words] == [
        ("Kyiv", True, True),
        ("'s", False, True),
        ("3", False, True),
        ("men", False, True),
        (",", False, False),
        ("left", False, True),
    ]


@pytest.mark.parametrize("words", [grammar.PREPOSITIONS, grammar.DETERMINERS, grammar.AUXILIARIES])
def test_function_words_hold_each_class(words):
    assert words - {"like", "one"} <= grammar.FUNCTION_WORDS
    assert not {"one", "like"} & grammar.FUNCTION_WORDS
