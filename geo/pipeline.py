"""The doors of `geo`: a text, or files and folders, to an `EventSet`."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.reading import read_reports, report_from_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

    from geo.errors import ReadingError
    from geo.event_set import EventSet
    from geo.records import Mention, Report
    from geo.resolver import Level

_log = logging.getLogger(__name__)


@cache
def default_pipeline(
    model: str | None = None, *, fast: bool = False, gazetteer: tuple[str | Path, ...] = ()
) -> Language:
    """Load the bundled pipeline, or the installed spaCy pipeline `model` with Dateline's components, once a process.

    Parameters
    ----------
    model, fast, gazetteer
        As for `geo.language.load`.

    Raises
    ------
    PipelineMissing, PipelineUnusable
        `model` is not installed, or it is and cannot be loaded.
    GazetteerMissing, BadGazetteer
        A file of `gazetteer` is not there, or is something else.
    """
    from geo.language import load

    return load(model, fast=fast, gazetteer=gazetteer)


def read(
    paths: str | Path | Iterable[str | Path] | pd.Series[Any],
    *,
    published: Any = None,
    encoding: str | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
    nlp: Language | None = None,
) -> EventSet:
    """Read files and folders, or a column of texts, and find their places and events.

    Parameters
    ----------
    paths
        As for `geo.reading.read_reports`; or a Series or an array of texts, as for `read_texts`.
    published, encoding, on_error
        As for `geo.reading.read_reports`; with texts, `published` may be a column too.
    nlp
        A pipeline with Dateline's components; the bundled one by default.

    Returns
    -------
    EventSet
        Events that several reports tell are merged, and keep all their mentions.

    Raises
    ------
    ReadingError, BadPublished, OSError
        The input is no report, or a path cannot be opened.
    """
    from geo.text_column import is_column

    if is_column(paths):
        return read_texts(paths, published=published, nlp=nlp)  # type: ignore[arg-type]
    return event_set(read_reports(paths, published=published, encoding=encoding, on_error=on_error), nlp=nlp)


def read_texts(
    texts: Iterable[str | None], *, published: Any = None, nlp: Language | None = None
) -> EventSet:
    """Find the places and events of the texts of a column, a report each.

    Parameters
    ----------
    texts
        A Series, or any iterable of strings. Each is taken as it is, so that offsets are those of the cell; HTML alone
        is reduced to its text first. A missing or blank one is a report without text: no row is lost.
    published
        One day for all, or a day for each text: a Series or an iterable. A missing one leaves relative dates unknown.
    nlp
        A pipeline with Dateline's components; the bundled one by default.

    Returns
    -------
    EventSet
        Its frames `events`, `mentions` and `links` have the labels of the texts' rows as index (numbers from 0 where
        the texts are no Series), so that `table.join(found.events)` brings rows and events together.
        An event that several texts tell is merged, and stands with the text of its main mention.

    Raises
    ------
    TypeError
        A text is neither a string nor missing.
    ValueError
        `published` does not fit the texts.
    BadPublished
        A day is none.

    Examples
    --------
    >>> found = read_texts(["Police arrested nine men in Ankara.", None], published="2024-05-03")
    >>> len(found.reports), found.events.index.tolist(), found.events["type"].tolist()
    (2, [0], ['COERCE'])
    """
    from geo.text_column import column_reports

    reports, index = column_reports(texts, published)
    found = event_set((report for report in reports if report.text), nlp=nlp)
    read = {report.id: report for report in found.reports}
    return replace(found, reports=tuple(read.get(report.id, report) for report in reports), index=index)


def parse(
    text: str,
    *,
    published: datetime.date | str | None = None,
    title: str | None = None,
    source: str | None = None,
    nlp: Language | None = None,
) -> EventSet:
    """Find the places and events of one text.

    Parameters
    ----------
    text
        The report; it may begin with front matter, and may be HTML.
    published
        Its day; without one (here or in the front matter) relative dates stay unknown.
    title, source
        Shown with the events; `source` also helps to resolve names.
    nlp
        A pipeline with Dateline's components; the bundled one by default.

    Raises
    ------
    UnreadableReport, BadPublished
        The text is empty or binary; `published` is no date.

    Examples
    --------
    >>> found = parse("Police arrested nine men in Ankara on 3 May 2024.")
    >>> [(event.type, event.when.start.isoformat()) for event in found]
    [('COERCE', '2024-05-03')]
    """
    return event_set([report_from_text(text, published=published, title=title, source=source)], nlp=nlp)


def resolve(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    published: datetime.date | str | None = None,
    source: str | None = None,
    granularity: Level | None = None,
    nlp: Language | None = None,
) -> list[Mention]:
    """Choose places for given spans: the resolver without the recogniser.

    Parameters
    ----------
    text
        The report, used as it is (no front matter is looked for).
    spans
        Character offsets, half-open.
    published, source
        As for `parse`.
    granularity
        `"city"` or `"district"`: which place is meant where a name has both; by default the likelier.
    nlp
        A pipeline with Dateline's components.

    Returns
    -------
    list of Mention
        One a span, in the order of `spans`; `place` is `None` where nothing fits.

    Raises
    ------
    ValueError
        A span is empty or leaves the text, or `granularity` is something else.

    Examples
    --------
    >>> text = "Rain flooded Aleppo and Idlib."
    >>> [resolve(text, [(13, 19)], granularity=level)[0].place.kind for level in ("city", "district")]
    ['settlement', 'admin1']
    """
    from geo.language import resolve_spans
    from geo.reading import as_date
    from geo.records import Report

    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span ({start}, {end}) is empty or outside the text of {len(text)} characters")
    report = Report(id="text", text=text, published=as_date(published), source=source)
    return resolve_spans(nlp or default_pipeline(), report, spans, granularity=granularity)


def event_set(reports: Iterable[Report], *, nlp: Language | None = None) -> EventSet:
    """Find the places and events of reports, and merge the events that several of them tell."""
    from geo.event_set import EventSet
    from geo.merge import merge

    read_in: list[Report] = []
    mentions: list[Mention] = []
    events = []
    for report, doc in documents(reports, nlp=nlp):
        read_in.append(report)
        mentions.extend(doc._.places)
        events.extend(doc._.events)
    return EventSet(tuple(read_in), tuple(merge(events)), tuple(mentions))


def documents(reports: Iterable[Report], *, nlp: Language | None = None) -> Iterator[tuple[Report, Doc]]:
    """Run the pipeline over reports as they come, in batches; each doc carries `doc._.places` and `doc._.events`."""
    from geo.language import make_doc
    from geo.languages import is_english, name_of

    pipeline = nlp or default_pipeline()
    _log.debug("pipeline: %s", ", ".join(pipeline.pipe_names))
    for doc in pipeline.pipe(make_doc(pipeline, report) for report in reports):
        report = doc._.report
        if not is_english(report.language):
            _log.warning(
                "%s: mostly %s: Dateline reads English; names only", report.id, name_of(report.language)
            )
        _log.info(
            "%s: published %s, %d characters, %d names of places, %d events",
            report.id,
            report.published or "on an unknown day",
            len(report.text),
            len(doc._.places),
            len(doc._.events),
        )
        yield report, doc
