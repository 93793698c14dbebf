"""A fault put into any stage costs the report that has it, and no more: the others come out as they do without it."""

import importlib
import logging
import pickle

import pandas as pd
import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

import geo
from geo import isolation
from geo.components import places
from geo.errors import MergeFailed, ReadingError, ReportFailed, UnreadableReport
from geo.language import load, make_doc
from geo.pipeline import documents, event_set
from geo.records import Failure, Report
from geo.resolution.ranker import Ranker

BAD = "Faulty"
CITIES = ["Mombasa", "Tromsø", "Rosario", "Sendai", "Tamale"]


def reports(bad=2, source=None):
    """Five reports, one of which has a word that a broken stage stumbles over."""
    return [
        Report(
            id=f"r{n}",
            text=f"{BAD if n == bad else 'Many'} police arrested {n + 2} smugglers in {city} on Monday. Rain fell on {city}.",
            source=source,
        )
        for n, city in enumerate(CITIES)
    ]


@pytest.fixture(scope="module")
def nlp():
    return load(fast=True)


@pytest.fixture(scope="module")
def whole(nlp):
    """What the reports give where nothing fails, by report."""
    return by_report(event_set(reports(), nlp=nlp))


def by_report(found):
    return {
        report.id: (
            [mention for mention in found.mention_records if mention.report == report.id],
            [event for event in found if event.report == report.id],
        )
        for report in found.reports
    }


def text_of(subject):
    if isinstance(subject, str):
        return subject
    return " ".join(name.text for name in subject.names) if hasattr(subject, "names") else subject.text


def put_fault(monkeypatch, owner, name, word=BAD):
    """Make a function raise where its first argument (a text, a doc, a scene) has a word."""
    holder = importlib.import_module(owner) if isinstance(owner, str) else owner
    real = getattr(holder, name)

    def broken(*given, **options):
        subject = given[1] if isinstance(owner, type) else given[0]
        if word in text_of(subject):
            raise KeyError("quarter")
        return real(*given, **options)

    monkeypatch.setattr(holder, name, broken)


STAGES = {
    "sentences": ("geo.nlp.sentences", "mark", BAD, "dateline_sentences"),
    "recogniser": ("geo.toponyms.recogniser", "recognise", BAD, "dateline_places"),
    "candidates": ("geo.resolution.resolver", "candidate_arrays", BAD, "dateline_places"),
    "ranker": (Ranker, "rank", CITIES[2], "dateline_places"),
    "choice": ("geo.resolution.resolver", "_mentions", BAD, "dateline_places"),
    "relations": ("geo.spatial.relations", "relate", BAD, "dateline_places"),
    "entities": ("geo.nlp.entities", "mark", BAD, "dateline_places"),
    "actors": ("geo.actors.recogniser", "find_actors", BAD, "dateline_events"),
    "dates": ("geo.events.coder", "find_dates", BAD, "dateline_events"),
    "coder": ("geo.events.coder", "code_annotated", BAD, "dateline_events"),
    "completion": ("geo.completion.completer", "complete", BAD, "dateline_completion"),
}


@pytest.fixture(params=STAGES)
def stage(request, monkeypatch):
    """Put a fault into one stage; give the name of the component that it is in."""
    owner, name, word, component = STAGES[request.param]
    put_fault(monkeypatch, owner, name, word)
    return component


def test_a_fault_in_any_stage_costs_one_report(stage, nlp, whole):
    told = []
    found = event_set(reports(), on_error=told.append, nlp=nlp)
    assert [report.id for report in found.reports] == ["r0", "r1", "r2", "r3", "r4"]
    assert by_report(found) == whole | {"r2": ([], [])}
    assert all(events for name, (_, events) in whole.items())
    assert found.failures == (Failure(where="r2", stage=stage, why="KeyError: 'quarter'"),)
    (error,) = told
    assert isinstance(error, ReportFailed) and isinstance(error, geo.GeoError)
    assert (
        (error.where, error.stage) == ("r2", stage)
        and str(error).startswith("r2: ")
        and "\n" not in str(error)
    )
    assert isinstance(error.__cause__, KeyError) and error.__cause__.__traceback__ is not None
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_without_on_error_a_fault_is_a_warning_with_the_traceback_in_the_log(monkeypatch, caplog, nlp, whole):
    put_fault(monkeypatch, "geo.events.coder", "find_dates")
    with caplog.at_level(logging.INFO, logger="geo.failures"):
        found = event_set(reports(), nlp=nlp)
    assert by_report(found) == whole | {"r2": ([], [])}
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert [record.getMessage() for record in warnings] == [
        "r2: coding its events failed (KeyError: 'quarter')"
    ]
    assert not warnings[0].exc_info
    (traceback,) = [record.exc_info for record in caplog.records if record.exc_info]
    assert isinstance(traceback[1], KeyError)
    assert "1 failed" in repr(found) and "failed" in found._repr_html_()


def test_one_text_that_fails_is_raised(monkeypatch, nlp):
    put_fault(monkeypatch, "geo.events.coder", "find_dates")
    with pytest.raises(ReportFailed, match="KeyError: 'quarter'") as raised:
        geo.parse(f"{BAD} rain fell on Lagos.", nlp=nlp)
    assert isinstance(raised.value.__cause__, KeyError)


def test_rows_of_a_column_stay_where_one_fails(monkeypatch, nlp):
    put_fault(monkeypatch, "geo.events.coder", "find_dates")
    told = []
    texts = pd.Series([report.text for report in reports()], index=list("abcde"))
    found = geo.read_texts(texts, nlp=nlp, on_error=told.append)
    assert found.events.index.tolist() == list("abde")
    assert len(found.reports) == 5 and [error.where for error in told] == [found.reports[2].id]


@pytest.mark.parametrize("stage", ["recogniser", "candidates", "ranker"])
def test_reports_of_its_outlet_are_read_as_if_the_one_that_fails_were_not_there(stage, monkeypatch, nlp):
    owner, name, word, _ = STAGES[stage]
    of_one_outlet = reports(source="Coast Post")
    without = event_set([report for report in of_one_outlet if report.id != "r2"], nlp=nlp)
    put_fault(monkeypatch, owner, name, word)
    found = event_set(of_one_outlet, on_error=lambda error: None, nlp=nlp)
    assert by_report(found) == by_report(without) | {"r2": ([], [])}


@pytest.mark.parametrize("bad", range(5))
def test_a_fault_at_the_edge_of_a_batch_moves_no_other_batch(bad, monkeypatch, nlp):
    monkeypatch.setattr(places, "BATCH", 2)
    put_fault(monkeypatch, "geo.toponyms.recogniser", "recognise")
    taken = []
    real = places.Places._resolved
    monkeypatch.setattr(
        places.Places,
        "_resolved",
        lambda self, batch: taken.append([read.view.doc._.report.id for read in batch]) or real(self, batch),
    )
    names = [
        report.id for report, _ in documents(reports(bad, "Coast Post"), on_error=lambda error: None, nlp=nlp)
    ]
    assert names == [f"r{n}" for n in range(5) if n != bad]
    expected = [[f"r{n}" for n in batch if n != bad] for batch in ((0, 1), (2, 3), (4,))]
    assert taken == [batch for batch in expected if batch]


def test_several_that_fail_are_each_told_in_order(monkeypatch, nlp, whole):
    monkeypatch.setattr(
        "geo.events.coder.find_dates",
        lambda text, **_: (_ for _ in ()).throw(RecursionError) if "Rain" in text else [],
    )
    told = []
    found = event_set(reports(), on_error=told.append, nlp=nlp)
    assert [error.where for error in told] == [f"r{n}" for n in range(5)]
    assert len(found) == 0 and len(found.failures) == 5


def test_a_text_that_the_pipeline_takes_for_too_long_is_told(monkeypatch, nlp, whole):
    long = Report(id="long", text="It rained in Suva. " * 30)
    monkeypatch.setattr(nlp, "max_length", 400)
    found = event_set([*reports()[:2], long, *reports()[2:]], on_error=lambda error: None, nlp=nlp)
    assert by_report(found) == whole | {"long": ([], [])}
    assert [failure.where for failure in found.failures] == ["long"]
    assert "E088" in found.failures[0].why


def test_a_fault_in_joining_leaves_the_events_apart(monkeypatch, nlp, whole):
    monkeypatch.setattr("geo.events.coreference.merge", lambda events: 1 // 0)
    told = []
    found = event_set(reports(), on_error=told.append, nlp=nlp)
    assert by_report(found) == whole
    assert isinstance(told[0], MergeFailed) and len(told) == 1
    assert [(failure.where, failure.stage) for failure in found.failures] == [("", "merging")]


def test_what_on_error_raises_ends_the_run(monkeypatch, nlp):
    put_fault(monkeypatch, "geo.events.coder", "find_dates")

    class Stop(Exception):
        pass

    def stop(error):
        raise Stop

    with pytest.raises(Stop):
        event_set(reports(), on_error=stop, nlp=nlp)


def test_reports_that_cannot_be_handed_out_raise_after_those_before_them(nlp):
    def some():
        yield from reports()[:2]
        raise UnreadableReport("x.txt", "empty")

    given = documents(some(), nlp=nlp)
    assert [next(given)[0].id, next(given)[0].id] == ["r0", "r1"]
    with pytest.raises(UnreadableReport):
        next(given)


def folder(tmp_path):
    for n, report in enumerate(reports()):
        (tmp_path / f"{n}.txt").write_text(report.text, encoding="utf-8")
    (tmp_path / "1b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "3b.html").write_text("<html><body><p>Snow fell on Oslo.</p></body></html>", encoding="utf-8")
    return tmp_path


def test_files_that_are_named_and_cannot_be_read_cost_themselves(monkeypatch, tmp_path, nlp, whole):
    def broken(*_, **__):
        raise AttributeError("'NoneType' object has no attribute 'tag'")

    monkeypatch.setattr("geo.documents.html.read_page", broken)
    files = [*sorted(folder(tmp_path).iterdir()), tmp_path / "gone.txt", tmp_path]
    told = []
    found = geo.read(files, on_error=told.append, nlp=nlp)
    assert len(found.reports) == 10 and len(found) == 10 - sum(len(event.mentions) - 1 for event in found)
    assert [failure.stage for failure in found.failures] == ["reading"] * 5
    why = {failure.where: failure.why for failure in found.failures}
    assert why[str(tmp_path / "gone.txt")] == "No such file or directory"
    assert why[str(tmp_path / "1b.txt")] == "binary, not text"
    assert why[str(tmp_path / "3b.html")].startswith("cannot be read (AttributeError: 'NoneType'")
    assert all(isinstance(error, ReadingError) for error in told) and len(told) == 5
    with pytest.raises(ReadingError):
        geo.read(files, nlp=nlp)


def test_unreadable_lines_and_faults_are_recorded_in_order_of_their_telling(monkeypatch, tmp_path, nlp):
    (tmp_path / "x.jsonl").write_text(
        '{"id": "a", "text": "Faulty rain in Suva."}\n{"id": "b"}\n{"id": "c", "text": "Rain in Suva."}\n',
        "utf-8",
    )
    put_fault(monkeypatch, "geo.events.coder", "find_dates")
    found = geo.read(tmp_path / "x.jsonl", on_error=lambda error: None, nlp=nlp)
    assert {(failure.where, failure.stage) for failure in found.failures} == {
        (f"{tmp_path / 'x.jsonl'}:2", "reading"),
        ("a", "dateline_events"),
    }
    assert (found + found).failures == found.failures * 2
    assert found.filter(lambda event: False).failures == found.failures


# --- spaCy


def broken_docs(nlp):
    return [make_doc(nlp, report) for report in reports()]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_spacy_s_error_handler_is_honoured_by_every_component(stage, processes, whole):
    nlp = load(fast=True)
    told = []
    nlp.set_error_handler(lambda name, component, docs, error: told.append((name, len(docs), type(error))))
    docs = list(nlp.pipe(broken_docs(nlp), n_process=processes, batch_size=8))
    assert [doc._.report.id for doc in docs] == ["r0", "r1", "r3", "r4"]
    assert [list(doc._.places) for doc in docs] == [whole[doc._.report.id][0] for doc in docs]
    assert told == [(stage, 1, KeyError)] * (processes == 1)  # in another process it is told there


def test_by_default_spacy_s_pipe_raises_what_a_component_raises(stage):
    nlp = load(fast=True)
    assert (
        len(list(documents(reports(), on_error=lambda error: None, nlp=nlp))) == 4
    )  # which changes nothing for others
    with pytest.raises(KeyError, match="quarter"):
        list(nlp.pipe(broken_docs(nlp)))
    with pytest.raises((KeyError, ValueError)):  # spaCy words a KeyError anew
        nlp(reports()[2].text)


def test_each_component_has_its_own_handler_and_a_name():
    nlp = load()
    for name, component in nlp.pipeline:
        assert isinstance(component, Pipe) and component.name == name
        component.set_error_handler(isolation._keep)
        assert component.get_error_handler() is isolation._keep


def test_a_handler_of_somebody_s_own_stays(monkeypatch, whole):
    put_fault(monkeypatch, "geo.events.coder", "find_dates")
    nlp = load(fast=True)
    asked = []
    nlp.set_error_handler(lambda name, component, docs, error: asked.append(name))
    found = event_set(reports(), on_error=lambda error: None, nlp=nlp)
    assert by_report(found) == whole | {"r2": ([], [])}
    assert asked == ["dateline_events"]
    assert [(failure.where, failure.why) for failure in found.failures] == [("r2", isolation._DROPPED)]


class InBatches:
    """A component like spaCy's trainable ones: what fails in a batch takes the batch with it."""

    def __init__(self, *, knows_handlers):
        self.knows_handlers = knows_handlers
        if knows_handlers:
            self.set_error_handler(spacy.util.raise_error)

    def set_error_handler(self, handler):
        self.handler = handler

    def __getattribute__(self, name):
        if "error_handler" in name and not object.__getattribute__(self, "knows_handlers"):
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def get_error_handler(self):
        return self.handler

    def __call__(self, doc):
        return next(self.pipe([doc]))

    def pipe(self, stream, batch_size=3):
        for batch in spacy.util.minibatch(stream, 3):
            if not any(BAD in doc.text for doc in batch):
                yield from batch
            elif self.knows_handlers:
                self.handler("batches", self, batch, OSError("out of memory"))
            else:
                raise OSError("out of memory")


@Language.factory("test_in_batches", default_config={"knows_handlers": True})
def make_in_batches(nlp, name, *, knows_handlers: bool):
    return InBatches(knows_handlers=knows_handlers)


@pytest.mark.parametrize(("knows", "stage"), [(True, "batches"), (False, "pipeline")])
def test_what_a_foreign_component_loses_with_a_batch_is_read_again_alone(knows, stage, whole):
    nlp = load(fast=True)
    nlp.add_pipe("test_in_batches", first=True, config={"knows_handlers": knows})
    found = event_set(reports(), on_error=lambda error: None, nlp=nlp)
    assert by_report(found) == whole | {"r2": ([], [])}
    assert found.failures == (Failure(where="r2", stage=stage, why="OSError: out of memory"),)


def test_a_component_that_fails_without_a_report_ends_the_run():
    nlp = load(fast=True)

    @Language.component("test_never_begins")
    def never(doc):
        return doc

    nlp.add_pipe("test_never_begins", first=True)
    nlp._components[0] = ("test_never_begins", Broken())
    with pytest.raises(OSError, match="no weights"):
        event_set(reports(), on_error=lambda error: None, nlp=nlp)


class Broken:
    def __call__(self, doc):
        return doc

    def pipe(self, stream, batch_size=3):
        raise OSError("no weights")


def test_docs_come_out_without_traces(nlp):
    ((_, doc),) = documents(reports()[:1], nlp=nlp)
    assert not any("guard" in str(key) for key in doc.user_data)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.events == doc._.events
