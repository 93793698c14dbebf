from geo.corpus.outlets import Sources


def test_a_corpus_without_reports_has_no_sources():
    assert Sources([]).of([]) == [] and Sources([]).of(["a"]) == [None]
