"""The encoder component: one run of the network a report, for all that listen, and nothing kept."""

import pytest
import spacy

from gazetteer.errors import GazetteerMissing
from geo.components.encoder import ReportEncoder
from geo.language import load, make_doc
from geo.nlp.encoder import encoder, network
from geo.nlp.normalised_doc import NormalisedView
from geo.records import Report


def test_the_network_reads_a_window_once(read):
    read_windows = []
    run = network.bundled()

    def counted(inputs):
        read_windows.append(inputs["ids"].tobytes())
        return run(inputs)

    nlp = load()
    nlp.get_pipe("dateline_encoder").encoder = encoder.Encoder(encoder.wordpiece.load(), counted)
    read(nlp)
    assert len(read_windows) == 1


def test_an_encoding_does_not_outlive_its_pipeline(nlp, whole, read):
    assert not encoder.is_attached(whole)
    with nlp.select_pipes(enable=["dateline_sentences", "dateline_encoder"]):
        doc = read(nlp)
    assert encoder.is_attached(doc)
    back = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert encoder.attached(back) is None


def test_a_fault_costs_one_report_and_names_the_component(failures_of_the_second_call):
    failed, placed = failures_of_the_second_call(encoder, "look_up")
    assert failed == [("1", "dateline_encoder", "KeyError: 'quarter'")]
    assert placed == {"0", "2"}


def test_listeners_share_the_encoding_of_a_doc(nlp, read):
    with nlp.select_pipes(enable=["dateline_sentences", "dateline_encoder"]):
        doc = read(nlp)
    listener = ReportEncoder("mine", gazetteer=[])
    assert listener.of(NormalisedView(doc)) is encoder.attached(doc) is not None
    encoder.detach(doc)
    alone = listener.of(NormalisedView(doc))
    assert alone is not None and not encoder.is_attached(doc), "what a listener encodes itself is its own"


def test_that_a_doc_is_not_read_is_an_answer_too(nlp, report, monkeypatch):
    doc = make_doc(nlp, report)
    encoder.attach(doc, None)
    monkeypatch.setattr(ReportEncoder, "encode", None)  # encoding it again would fail
    assert ReportEncoder("mine", gazetteer=[]).of(NormalisedView(doc)) is None


@pytest.mark.parametrize(
    ("text", "is_read"),
    [("Gunmen attacked a bus near Gashua on Friday.", True),
     ("Die Polizei nahm am Freitag in Ankara neun Männer fest, teilte das Ministerium am Abend mit.", False),
     ("星期五，警方在安卡拉逮捕了九名男子。", True),  # no capitals by which rules could find names
     ("", True)],
    ids=["English", "German", "Chinese", "empty"],
)  # fmt: skip
def test_what_is_read(nlp, text, is_read):
    doc = nlp.get_pipe("dateline_encoder")(make_doc(nlp, Report(id="r", text=text)))
    assert encoder.is_attached(doc)
    assert (encoder.attached(doc) is not None) == is_read


def test_a_doc_without_sentences_is_given_some():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_encoder")
    doc = nlp("It rained. Nine fled.")
    assert [sent.text for sent in doc.sents] == ["It rained.", "Nine fled."]


def test_the_sentences_of_a_doc_stay():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [";"]})
    nlp.add_pipe("dateline_encoder")
    assert [sent.text for sent in nlp("It rained; nine fled. Ten stayed.").sents] == [
        "It rained;", "nine fled. Ten stayed.",
    ]  # fmt: skip


def test_a_gazetteer_that_is_not_there_is_named_when_the_component_is_made(tmp_path):
    with pytest.raises(GazetteerMissing, match=r"own\.sqlite"):
        ReportEncoder("mine", gazetteer=[str(tmp_path / "own.sqlite")])
