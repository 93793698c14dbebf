"""Learning lemmas, and looking them up."""

from collections import Counter

from geo.nlp.lemmatiser import Lemmas
from training import lemmas
from training.conllu import Sentence, Word


def learned(*rows):
    return Lemmas(lemmas.learn(Counter({tuple(row.split()): 1 for row in rows})))


def test_endings_generalise_and_words_make_exceptions():
    table = learned("NNS cities city", "NNS armies army", "NNS towns town", "NNS roads road", "NNS men man")
    assert [table.lemma(word, "NNS") for word in ("Parties", "camps", "men", "omens")] == [
        "party",
        "camp",
        "man",
        "omen",
    ]


def test_what_a_shorter_ending_says_already_is_not_kept():
    table = learned("NNS towns town", "NNS roads road", "NNS camps camp")
    assert table.table == {"NNS": {"": (1, "")}}


def test_names_keep_their_case_and_adjectives_of_countries_have_one():
    table = learned("JJ israeli Israeli", "JJ large large", "NNP Gao Gao", "NNPS Alps Alp")
    assert [table.lemma("Israeli", "JJ"), table.lemma("LARGE", "JJ")] == ["Israeli", "large"]
    assert [table.lemma("GAO", "NNP"), table.lemma("iraqi", "JJ")] == ["GAO", "iraqi"]


def test_words_are_counted_by_tag_form_and_lemma():
    words = (Word(0, 4, "he", "PRON", "PRP", 1, "nsubj"), Word(5, 9, "flee", "VERB", "VBD", 1, "root"))
    assert lemmas.count([Sentence("They Fled", words)]) == {
        ("PRP", "they", "he"): 1,
        ("VBD", "fled", "flee"): 1,
    }


def test_our_verbs_outvote_an_error():
    counts = Counter({("VBD", "fled", "flead"): 3}) + lemmas.own_verbs(weight=100)
    assert Lemmas(lemmas.learn(counts)).lemma("fled", "VBD") == "flee"
    assert lemmas.verbs_in(
        Counter({("VBD", "ran", "run"): 2, ("NN", "run", "run"): 9, ("VB", "x1", "x1"): 5})
    ) == {"run"}
