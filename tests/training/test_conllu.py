"""Reading treebanks and carrying trees over to other tokens, on sentences of our own."""

import gzip
import random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from training import conllu, trees
from training.conllu import Sentence, Word, carry_over

# "They didn't re-arm in Kyiv." with a contraction, a word that is not there, and a prefix our tokeniser cuts off.
TREEBANK = """\
# newdoc id = d1
# newpar
# text = They didn't re-arm; it's over.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tre-arm\tre-arm\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4.1\tthey\tthey\tPRON\tPRP\t_\t_\t_\t_\t_
5\t;\t;\tPUNCT\t,\t_\t8\tpunct\t_\t_
6-7\tit's\t_\t_\t_\t_\t_\t_\t_\t_
6\tit\tit\tPRON\tPRP\t_\t8\tnsubj\t_\t_
7\tis\tbe\tAUX\tVBZ\t_\t8\tcop\t_\t_
8\tover\tover\tADV\tRB\t_\t4\tparataxis\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = Go!
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newpar
# text = not what the words say
1\tSomething\tsomething\tPRON\tNN\t_\t0\troot\t_\t_

# newpar
# text = Rain fell.
1\tRain\train\tNOUN\tNN\t_\t2\tnsubj\t_\t_
2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


@pytest.fixture
def treebank(tmp_path):
    path = tmp_path / "ours.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def test_words_lie_where_they_are_in_the_text(treebank):
    first, second, third = conllu.read(treebank)
    assert [first.text[word.start : word.end] for word in first.words] == [
        "They", "did", "n't", "re-arm", ";", "it", "'s", "over", ".",
    ]  # fmt: skip
    assert [word.lemma for word in first.words[5:7]] == ["it", "be"]
    assert [word.head for word in first.words] == [3, 3, 3, 3, 7, 7, 7, 3, 3]
    assert (first.opens_document, second.opens_document, second.opens_paragraph) == (True, False, False)
    assert third.text == "Rain fell." and third.opens_paragraph


def test_words_spelt_out_lie_all_over_their_contraction(tmp_path):
    path = tmp_path / "ours.conllu"
    path.write_text(
        "# text = Won't go\n1-2\tWon't\n1\tWill\twill\tAUX\tMD\t_\t3\taux\n2\tnot\tnot\tPART\tRB\t_\t3\tadvmod\n"
        "3\tgo\tgo\tVERB\tVB\t_\t0\troot\n",
        encoding="utf-8",
    )
    (sentence,) = conllu.read(path)
    assert [(word.start, word.end) for word in sentence.words] == [(0, 5), (0, 5), (6, 8)]
    (example,) = trees.examples(spacy.blank("en"), [sentence])
    assert [(token.text, token.lemma_, token.head.text) for token in example.reference][-1] == (
        "go",
        "go",
        "go",
    )


def test_gzipped_is_read_alike(treebank, tmp_path):
    packed = tmp_path / "ours.conllu.gz"
    packed.write_bytes(gzip.compress(treebank.read_bytes()))
    assert conllu.read(packed) == conllu.read(treebank)


def test_a_tree_is_carried_over_to_our_tokens(treebank):
    nlp = spacy.blank("en")
    (example,) = trees.examples(nlp, conllu.read(treebank)[:2])
    doc = example.reference
    found = [(token.text, token.tag_, token.dep_, token.head.text) for token in doc]
    assert found[:7] == [
        ("They", "PRP", "nsubj", "arm"),
        ("did", "VBD", "aux", "arm"),
        ("n't", "RB", "advmod", "arm"),
        ("re", "VB", "compound", "arm"),
        ("-", "HYPH", "punct", "arm"),
        ("arm", "VB", "ROOT", "arm"),
        (";", ",", "punct", "over"),
    ] or [token.text for token in nlp.tokenizer("re-arm")] == ["re-arm"]
    assert doc.text == "They didn't re-arm; it's over. Go!"
    assert [sentence.text for sentence in doc.sents] == ["They didn't re-arm; it's over.", "Go!"]
    assert [token.is_sent_start for token in example.predicted] == [token.is_sent_start for token in doc]


def test_words_inside_one_token_leave_the_highest():
    words = [Word(0, 3, "can", "AUX", "MD", 2, "aux"), Word(3, 6, "not", "PART", "RB", 2, "advmod"), Word(7, 9, "go", "VERB", "VB", 2, "root")]  # fmt: skip
    carried = carry_over(words, [(0, 6), (7, 9)])
    assert carried == [Word(0, 6, "can", "AUX", "MD", 1, "aux"), Word(7, 9, "go", "VERB", "VB", 1, "root")]


def test_tokens_of_one_word_hang_on_its_last():
    words = [Word(0, 8, "pro-Kyiv", "ADJ", "JJ", 1, "amod"), Word(9, 14, "march", "NOUN", "NN", 1, "root")]
    carried = carry_over(words, [(0, 3), (3, 4), (4, 8), (9, 14)])
    assert [(word.dep, word.head) for word in carried] == [
        ("compound", 2),
        ("punct", 2),
        ("amod", 3),
        ("root", 3),
    ]
    assert [word.tag for word in carried] == ["JJ", "HYPH", "JJ", "NN"]


def test_no_tree_where_tokens_leave_words_out():
    words = [Word(0, 4, "rain", "NOUN", "NN", 0, "root"), Word(5, 9, "fall", "VERB", "VBD", 0, "dep")]
    assert carry_over(words, [(0, 4)]) is None


@st.composite
def cut_trees(draw):
    """A tree over words without spaces and any other way to cut the same letters."""
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=8))
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    heads = [draw(st.integers(0, i - 1)) if i else 0 for i in range(len(ends))]
    words = [
        Word(end - length, end, "", "X", "X", head, "root" if i == 0 else "dep")
        for i, (end, length, head) in enumerate(zip(ends, lengths, heads, strict=True))
    ]
    cuts = sorted(draw(st.sets(st.integers(1, ends[-1])))) or [ends[-1]]
    cuts = [*cuts, ends[-1]] if cuts[-1] != ends[-1] else cuts
    return words, list(zip([0, *cuts[:-1]], cuts, strict=True))


@given(cut_trees())
def test_what_is_carried_over_is_a_tree(case):
    words, spans = case
    carried = carry_over(words, spans)
    assert carried is not None
    assert [(word.start, word.end) for word in carried] == spans
    for i in range(len(carried)):
        at, steps = i, 0
        while carried[at].head != at:
            at, steps = carried[at].head, steps + 1
            assert steps <= len(carried)
    assert sum(word.head == i for i, word in enumerate(carried)) == 1


def test_groups_stay_inside_a_document(treebank):
    sentences = conllu.read(treebank) * 10
    grouped = list(trees.groups(sentences, random.Random(3)))
    assert [sentence for group in grouped for sentence in group] == sentences
    assert all(len(group) <= 4 and not any(s.opens_document for s in group[1:]) for group in grouped)


def test_the_reader_repeats_itself_and_adds_capitals(treebank):
    nlp = spacy.blank("en")
    read = trees.reader([str(treebank)] * 30, seed=5, capitals=0.5, lower=0.5, wrapped=0.5)
    texts = [example.reference.text for example in read(nlp)]
    assert texts == [example.reference.text for example in read(nlp)]
    assert any(text.isupper() for text in texts) and any(text.islower() for text in texts)
    assert any("\n" in text.replace("\n\n", "") for text in texts)
    plain = trees.reader([str(treebank)], seed=5, capitals=0, lower=0, wrapped=0)
    assert " ".join(example.reference.text for example in plain(nlp)).split() == " ".join(
        sentence.text for sentence in conllu.read(treebank)
    ).split()  # fmt: skip


def test_broken_lines_keep_the_tree(treebank):
    nlp = spacy.blank("en")
    sentence = Sentence("Rain fell.", conllu.read(treebank)[-1].words)
    for seed in range(60):
        (example,) = trees.examples(nlp, [sentence], breaks=random.Random(seed))
        doc = example.reference
        assert [(t.text, t.head.text) for t in doc if not t.is_space] == [
            ("Rain", "fell"),
            ("fell", "fell"),
            (".", "fell"),
        ]
    assert {"Rain\nfell.", "Rain fell."} >= {doc.text}
