"""Reading treebanks, on sentences of our own."""

import gzip

import pytest

from training import conllu

# With a contraction and a word that is not there.
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
    assert [word.pos for word in first.words[3:6]] == ["VERB", "PUNCT", "PRON"]
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


def test_gzipped_is_read_alike(treebank, tmp_path):
    packed = tmp_path / "ours.conllu.gz"
    packed.write_bytes(gzip.compress(treebank.read_bytes()))
    assert conllu.read(packed) == conllu.read(treebank)
