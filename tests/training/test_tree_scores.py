"""The scorer gives full marks to the truth and takes off what is wrong, no more."""

from dataclasses import replace

import spacy
from spacy.tokens import Doc

from training import tree_scores
from training.conllu import Sentence, Word
from training.tree_scores import Placed

GOLD = [
    Placed((0, 4), "NOUN", "NN", "rain", (5, 9), "nsubj"),
    Placed((5, 9), "VERB", "VBD", "fall", None, "root"),
    Placed((9, 10), "PUNCT", ".", ".", (5, 9), "punct"),
    Placed((11, 14), "NOUN", "NN", "man", (5, 9), "obl:agent"),
]


def test_the_truth_gets_full_marks():
    assert set(vars_of(tree_scores.score([(GOLD, GOLD)]))) == {100.0}
    assert set(vars_of(tree_scores.score([]))) == {0.0}


def vars_of(scores):
    return [getattr(scores, name) for name in scores.__slots__]


def test_each_error_costs_its_own_column():
    wrong = [
        replace(GOLD[0], lemma="rains"),
        replace(GOLD[1], tag="VBN"),
        replace(GOLD[2], head=(0, 4)),
        replace(GOLD[3], dep="obl"),
    ]
    scores = tree_scores.score([(GOLD, wrong)])
    assert (scores.words, scores.upos, scores.xpos, scores.lemmas) == (100, 100, 75, 75)
    assert (scores.uas, scores.las, scores.las_coarse) == (75, 50, 75)


def test_a_word_cut_otherwise_counts_against_every_column():
    found = [replace(GOLD[0], span=(0, 2)), replace(GOLD[0], span=(2, 4)), *GOLD[1:]]
    scores = tree_scores.score([(GOLD, found)])
    assert scores.words == round(200 * 3 / 9, 2)
    assert scores.uas == scores.words


def test_documents_and_docs_agree():
    words = (Word(0, 4, "rain", "NOUN", "NN", 1, "nsubj"), Word(5, 9, "fall", "VERB", "VBD", 1, "root"))
    sentence = Sentence("Rain fell", words, opens_paragraph=True, opens_document=True)
    ((text, gold, starts),) = tree_scores.documents([sentence, replace(sentence, opens_document=False)])
    assert (text, starts) == ("Rain fell\n\nRain fell", [0, 11])
    nlp = spacy.blank("en")
    doc = tree_scores.gold_doc_starts(nlp.make_doc(text), starts)
    assert [sentence.text for sentence in doc.sents] == ["Rain fell\n\n", "Rain fell"]
    annotated = Doc(
        nlp.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        pos=["NOUN", "VERB", "SPACE", "NOUN", "VERB"],
        tags=["NN", "VBD", "_SP", "NN", "VBD"],
        lemmas=["rain", "fall", "\n\n", "rain", "fall"],
        heads=[1, 1, 1, 4, 4],
        deps=["nsubj", "ROOT", "dep", "nsubj", "ROOT"],
    )
    assert tree_scores.placed(annotated) == gold
