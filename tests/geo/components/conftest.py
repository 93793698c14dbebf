"""One report and the pipelines that read it, which the tests of the components share."""

import datetime

import pytest

from geo.language import load, make_doc
from geo.pipeline import event_set
from geo.records import Report

TEXT = "Gunmen attacked a bus near Gashua on Friday. Police later arrested nine men."
DAY = datetime.date(2024, 5, 15)


@pytest.fixture(scope="session")
def report():
    """Return a report of two events, of which the second names neither a place nor a day."""
    return Report(id="r", text=TEXT, published=DAY)


@pytest.fixture(scope="session")
def read(report):
    """Return a function that runs a pipeline over the report, or over another text of its day."""

    def run(nlp, text=report.text):
        return nlp(make_doc(nlp, Report(id="r", text=text, published=report.published)))

    return run


@pytest.fixture(scope="session")
def nlp():
    """Return the bundled pipeline; nothing may change it."""
    return load()


@pytest.fixture(scope="session")
def whole(nlp, read):
    """Return the report's doc as the bundled pipeline makes it; nothing may change it."""
    return read(nlp)


@pytest.fixture
def failures_of_the_second_call(monkeypatch, nlp, report):
    """Return a function that breaks one call of a function while three reports are read: who failed, who has places."""

    def run(module, name):
        real = getattr(module, name)
        calls = []

        def broken(*given, **options):
            calls.append(given)
            if len(calls) == 2:
                raise KeyError("quarter")
            return real(*given, **options)

        monkeypatch.setattr(module, name, broken)
        reports = [Report(id=str(n), text=report.text, published=report.published) for n in range(3)]
        found = event_set(reports, on_error=lambda error: None, nlp=nlp)
        failed = [(failure.where, failure.stage, failure.why) for failure in found.failures]
        return failed, {mention.report for mention in found.mention_records}

    return run
