"""Tags, trees and lemmas of sentences of our own, and what holds for every doc whatever the weights say."""

import hashlib
import pickle
import re
from importlib import resources

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from geo.language import load, make_doc
from geo.nlp import sentences
from geo.nlp.syntax import Syntax, read_pipeline
from geo.records import Report

WEIGHTS = resources.files("geo") / "model/syntax"
REPORT = (
    "Gunmen attacked a convoy near Mopti on Tuesday, officials said. Two drivers were killed by a mine, and the "
    "wounded were taken to hospital.\n\nThe army, which had closed the road, did not comment. “We heard shots,” "
    "a trader told reporters. POLICE ARRESTED NINE MEN IN SEGOU."
)


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("dateline_sentences")
    pipeline.add_pipe("dateline_syntax")
    return pipeline


def arrays(doc):
    return [
        [getattr(token, name) for name in ("tag_", "pos_", "lemma_", "dep_")] + [token.head.i]
        for token in doc
    ]


def token(doc, text):
    return next(token for token in doc if token.text == text)


def test_the_card_names_every_file_as_it_is():
    card = (WEIGHTS / "CARD.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"^- `(.+)` ([0-9a-f]{64})$", card, re.MULTILINE))
    with resources.as_file(WEIGHTS) as folder:
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        files.pop("CARD.md")
        assert said == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
        assert sum(path.stat().st_size for path in files.values()) < 8_000_000


@pytest.mark.parametrize(
    ("text", "arcs"),
    [
        ("Soldiers shelled the village.", {("Soldiers", "nsubj", "shelled"), ("village", "obj", "shelled")}),
        ("The bridge was destroyed by rebels.", {("bridge", "nsubj:pass", "destroyed"), ("rebels", "obl:agent", "destroyed"), ("was", "aux:pass", "destroyed")}),
        ("Police did not arrest the mayor of Gao.", {("not", "advmod", "arrest"), ("mayor", "obj", "arrest"), ("Gao", "nmod", "mayor"), ("of", "case", "Gao")}),
        ("The minister said that troops had left.", {("minister", "nsubj", "said"), ("left", "ccomp", "said"), ("troops", "nsubj", "left")}),
        ("They met in Accra and signed a deal.", {("They", "nsubj", "met"), ("Accra", "obl", "met"), ("signed", "conj", "met"), ("deal", "obj", "signed")}),
        ("Troops freed a pilot who was held by rebels.", {("held", "acl:relcl", "pilot"), ("pilot", "obj", "freed"), ("rebels", "obl:agent", "held")}),
        ("FIREFIGHTERS RESCUED A CHILD.", {("FIREFIGHTERS", "nsubj", "RESCUED"), ("CHILD", "obj", "RESCUED")}),
        ("soldiers attacked the village.", {("soldiers", "nsubj", "attacked"), ("village", "obj", "attacked")}),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(nlp, text, arcs):
    found = {(token.text, token.dep_, token.head.text) for token in nlp(text)}
    assert arcs <= found


@pytest.mark.parametrize(
    ("word", "analysis", "text"),
    [
        ("fled", ("flee", "VERB", "VBD"), "Families fled the fighting."),
        ("cities", ("city", "NOUN", "NNS"), "Strikes hit two cities overnight."),
        ("was", ("be", "AUX", "VBD"), "The road was closed."),
        ("killing", ("kill", "VERB", "VBG"), "The bomb exploded, killing nine people."),
        ("n't", ("not", "PART", "RB"), "They didn't attack."),
        ("withdrew", ("withdraw", "VERB", "VBD"), "The army withdrew from the town."),
        ("Kenya", ("Kenya", "PROPN", "NNP"), "Ministers met in Kenya."),
        ("looted", ("loot", "VERB", "VBN"), "The shop was looted by thieves."),
    ],
)
def test_words(nlp, word, analysis, text):
    found = token(nlp(text), word)
    assert (found.lemma_, found.pos_, found.tag_) == analysis


def test_nouns_and_verbs_that_are_spelt_alike(nlp):
    doc = nlp("The strike killed six. Workers strike today.")
    assert [token.pos_ for token in doc if token.text == "strike"] == ["NOUN", "VERB"]


def test_white_space_is_no_word(nlp):
    doc = nlp("He left.\n\nShe stayed.")
    assert [(token.pos_, token.tag_) for token in doc if token.is_space] == [("SPACE", "_SP")]


def test_sentence_starts_stay():
    # A parser left to itself would not cut here, nor keep the second sentence whole.
    words = ["The", "army", "of", "Mali", "left", ".", "Gao", "and", "Kidal"]
    starts = [i in (0, 3, 5) for i in range(len(words))]
    vocab = spacy.blank("en").vocab
    doc = Syntax(vocab)(Doc(vocab, words=words, sent_starts=starts))
    assert [token.is_sent_start for token in doc] == starts
    assert all(token.sent.start <= token.head.i < token.sent.end for token in doc)
    assert sum(token.head == token for token in doc) == 3


PIECES = st.sampled_from(
    ["The army", "attacked", "Mopti", ", ", ". ", "! ", "\n\n", "  ", "\t", "and", "who", "“", "”", "(", "41", "don't", "by", "北京",
     "\u200b", "-", "U.S.", "THE", "a", "…", "%", "\x00", "🔥"]
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_one_tree_a_sentence_and_the_same_sentences(nlp, text):
    doc = nlp(text)
    wanted = sentences.mark(nlp.make_doc(text))
    assert [(s.start, s.end) for s in doc.sents] == [(s.start, s.end) for s in wanted.sents]
    for sentence in doc.sents:
        assert sum(token.head == token for token in sentence) == 1
    for each in doc:
        assert each.head in each.sent
        assert each.tag_ and each.pos_ and each.dep_
        assert sum(1 for _ in each.ancestors) < len(doc)


def test_alone_in_batches_and_in_other_processes(nlp):
    texts = [REPORT, "", "Rain fell.", REPORT * 3, *REPORT.split(". ")]
    alone = [arrays(nlp(text)) for text in texts]
    assert [arrays(doc) for doc in nlp.pipe(texts, batch_size=3)] == alone
    assert [arrays(doc) for doc in nlp.pipe(texts, batch_size=2, n_process=2)] == alone


def test_a_report_is_read_alike_wherever_it_stands(nlp):
    """Pieces end with sentences, so that what follows changes nothing before."""
    long = nlp("The council met in Lima on Monday. " * 200 + REPORT)
    short = nlp("The council met in Lima on Monday. " * 200)
    assert arrays(long)[: len(short) - 8] == arrays(short)[: len(short) - 8]
    assert [token.lemma_ for token in long if token.text == "met"] == ["meet"] * 200


def test_an_empty_doc(nlp):
    assert list(nlp("")) == []
    assert [token.dep_ for token in nlp(" ")] == ["ROOT"]


@pytest.mark.slow
def test_noise_is_work_in_proportion(nlp, work):
    component = nlp.get_pipe("dateline_syntax")
    nlp("Warm up.")
    effort = []
    for size in (10_000, 60_000):
        doc = make_doc(
            nlp, Report(id="n", text=("q7z]Zzyzzyvaburgerstrasse Abra-cadabracadabra, " * 25_000)[:size])
        )
        sentences.mark(doc)
        effort.append(work(lambda doc=doc: component(doc)))
    assert effort[1] < 7.5 * effort[0]


def test_another_pipeline_s_annotation_stays():
    vocab = spacy.blank("en").vocab
    doc = Doc(vocab, words=["Rebels", "struck"], heads=[0, 0], deps=["ROOT", "odd"], tags=["XX", "YY"])
    doc = Syntax(vocab)(doc)
    assert [(token.tag_, token.dep_, token.head.i) for token in doc] == [("XX", "ROOT", 0), ("YY", "odd", 0)]
    assert [token.pos_ for token in doc] == ["NOUN", "VERB"]


def test_vectors_and_tables_of_the_vocabulary_stay():
    vocab = spacy.blank("en").vocab
    vocab.set_vector("siege", np.ones(2, dtype="float32"))
    vocab.lookups.add_table("mine", {"a": "b"})
    read_pipeline(vocab)
    assert vocab.has_vector("siege")
    assert vocab.lookups.has_table("mine")


def test_the_weights_load_as_any_pipeline_does():
    with resources.as_file(WEIGHTS) as folder:
        nlp = spacy.load(folder)
    doc = nlp("Troops entered the camp.")
    assert [(token.lemma_, token.dep_) for token in doc][:2] == [("troops", "nsubj"), ("enter", "ROOT")]


def test_the_component_pickles_without_its_weights(nlp):
    component = nlp.get_pipe("dateline_syntax")
    nlp("Warm up.")
    packed = pickle.dumps(component)
    assert len(packed) < 4_000_000
    doc = pickle.loads(packed)(nlp.make_doc("Troops entered the camp."))
    assert token(doc, "camp").head.text == "entered"


def test_it_is_off_unless_asked_for():
    assert "dateline_syntax" not in load().pipe_names
    nlp = load(syntax=True)
    assert nlp.pipe_names[-4:] == [
        "dateline_places",
        "dateline_syntax",
        "dateline_events",
        "dateline_completion",
    ]
    report = Report(id="r", text="Gunmen attacked a convoy near Mopti on Tuesday.")
    (doc,) = nlp.pipe([make_doc(nlp, report)])
    assert token(doc, "convoy").dep_ == "obj"
    assert [mention.text for mention in doc._.places] == ["Mopti"]
