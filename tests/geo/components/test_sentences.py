"""The sentence splitter as a component: where sentences begin, and nothing else of a doc."""

import spacy


def pipeline(*after):
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_sentences")
    for name in after:
        nlp.add_pipe(name)
    return nlp


def test_sentences_begin_where_they_do():
    doc = pipeline()("Lt. Gen. Ali met Mr. J. Okoro at 9 a.m. in the U.S. capital. He left.\nIt rained.")
    assert [sent.text.strip() for sent in doc.sents] == [
        "Lt. Gen. Ali met Mr. J. Okoro at 9 a.m. in the U.S. capital.", "He left.", "It rained.",
    ]  # fmt: skip
    assert all(token.is_sent_start is not None for token in doc), (
        "every token is judged, so that a parser keeps it"
    )


def test_a_splitter_that_runs_later_keeps_the_starts():
    doc = pipeline("sentencizer")("Mr. J. Okoro left. It rained.")
    assert [sent.text for sent in doc.sents] == ["Mr. J. Okoro left.", "It rained."]


def test_texts_without_words_are_docs_too():
    nlp = pipeline()
    for text in ("", " \n ", "...", "\u200b"):
        assert nlp(text).text == text


def test_it_is_assigned_what_it_assigns():
    assert pipeline().get_pipe_meta("dateline_sentences").assigns == ["token.is_sent_start"]
