"""The doors of `geo`: a text, or files and folders, to an `EventSet`."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.documents.ids import id_of_text
from geo.documents.reading import read_reports, with_unique_ids
from geo.documents.single import report_from_text
from geo.plurals import counted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from geo.errors import GeoError
    from geo.event_set import EventSet
    from geo.failures import Failures
    from geo.records import Event, Mention, Report
    from geo.resolution.resolver import Level
    from geo.retention import Keep
    from geo.spans import Spans

_log = logging.getLogger(__name__)


@cache
def default_pipeline(
    model: str | None = None,
    *,
    fast: bool = False,
    gazetteer: tuple[str | Path, ...] = (),
    events: bool = True,
    spans: Spans = "outer",
    outlets: bool = True,
) -> Language:
    """Load the bundled pipeline, or the installed spaCy pipeline `model` with Dateline's components, once a process.

    Parameters
    ----------
    model, fast, gazetteer, events, spans, outlets
        As for `geo.language.load`.

    Raises
    ------
    PipelineMissing, PipelineUnusable
        `model` is not installed, or it is and cannot be loaded.
    GazetteerMissing, BadGazetteer
        A file of `gazetteer` is not there, or is something else.
    """
    from geo.language import load

    return load(model, fast=fast, gazetteer=gazetteer, events=events, spans=spans, outlets=outlets)


def read(
    paths: str | Path | Iterable[str | Path] | pd.Series[Any],
    *,
    text: str | None = None,
    published: Any = None,
    id: str | None = None,  # noqa: A002 (as the field of a report is called)
    title: str | None = None,
    source: str | None = None,
    encoding: str | None = None,
    on_error: Callable[[GeoError], None] | None = None,
    nlp: Language | None = None,
    spans: Spans = "outer",
) -> EventSet:
    """Read files and folders, a table or a column of texts, and find their places and events.

    Parameters
    ----------
    paths
        As for `geo.documents.reading.read_reports`; or a Series or an array of texts, as for `read_texts`; or a
        DataFrame.
    text, id, title, source
        Names of the columns of a DataFrame, of tables and of JSON files that have them. A DataFrame's `text` must be
        named; in files they are called `text`, `id`, `title` and `source` by default.
    published, encoding
        As for `geo.documents.reading.read_reports`; with texts, `published` may be a column too, with a DataFrame a
        name of one.
    on_error
        Called with each error that costs a report, after which the rest goes on: `ReadingError` for what cannot be read
        as a report, `ReportFailed` for a fault in finding a report's places and events (its cause is chained), and
        `MergeFailed`. What it raises ends the run. Without it the first `ReadingError` is raised; the others are faults
        of ours or of a component, not of the input, and are warnings in the log.
    nlp
        A pipeline with Dateline's components; the bundled one by default.
    spans
        Which mentions are given where a name holds another place's ("Springfield" in "Springfield Town Hall"): the
        `outer` name, the `inner` one, or `all`. Events stay with the outer one. A pipeline that is given has its own
        setting.

    Returns
    -------
    EventSet
        Events that several reports tell are merged, and keep all their mentions. Its `failures` hold what could not be
        read.

    Raises
    ------
    ReadingError, OSError
        The input is no report, or a path cannot be opened, and there is no `on_error`.
    BadPublished
        `published` is no date.
    ValueError
        `spans` is given beside a pipeline.
    """
    if spans != "outer":
        if nlp is not None:
            raise ValueError("spans is a setting of the pipeline that is given: geo.language.load(spans=...)")
        nlp = default_pipeline(spans=spans)
    from geo.documents.columns import frame_reports, is_column, is_frame
    from geo.documents.reading import Columns
    from geo.failures import Failures

    failures = Failures(on_error)
    if is_frame(paths):
        rows, index = frame_reports(
            paths,
            text,
            published=published,
            id=id,
            title=title,
            source=source,
            on_error=failures if on_error else None,
        )
        return _of_column(rows, index, failures=failures, nlp=nlp)
    if is_column(paths):
        return read_texts(paths, published=published, on_error=on_error, nlp=nlp)  # type: ignore[arg-type]
    reports = read_reports(
        paths,
        published=published,
        encoding=encoding,
        columns=Columns(
            text=text or "text", id=id or "id", title=title or "title", source=source or "source"
        ),
        on_error=failures if on_error else None,
    )
    return event_set(reports, on_error=failures, nlp=nlp)


def read_texts(
    texts: Iterable[str | None],
    *,
    published: Any = None,
    on_error: Callable[[GeoError], None] | None = None,
    nlp: Language | None = None,
) -> EventSet:
    """Find the places and events of the texts of a column, a report each.

    Parameters
    ----------
    texts
        A Series, or any iterable of strings. Each is taken as it is, so that offsets are those of the cell; HTML alone
        is reduced to its text first. A missing or blank one is a report without text: no row is lost.
    published
        One day for all, or a day for each text: a Series or an iterable. A missing one leaves relative dates unknown,
        and so does, with a warning, one of a column that cannot be read without doubt.
    on_error
        As for `read`; the row of a text that fails stays, with neither places nor events.
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
        A text is neither a string nor missing, and there is no `on_error`.
    ValueError
        `published` does not fit the texts.
    BadPublished
        The one day for all is none.

    Examples
    --------
    >>> found = read_texts(["Police arrested nine men in Ankara.", None], published="2024-05-03")
    >>> len(found.reports), found.events.index.tolist(), found.events["type"].tolist()
    (2, [0], ['COERCE'])
    """
    from geo.documents.columns import column_reports
    from geo.failures import Failures

    failures = Failures(on_error)
    rows, index = column_reports(texts, published, on_error=failures if on_error else None)
    return _of_column(rows, index, failures=failures, nlp=nlp)


def _of_column(
    reports: list[Report],
    index: pd.Index,
    *,
    failures: Failures,
    nlp: Language | None,
) -> EventSet:
    from geo.event_set import EventSet

    read_in, unmerged, mentions = _read_all((report for report in reports if report.text), failures, nlp)
    known = {report.id: report for report in read_in}
    rows = [known.get(report.id, report) for report in reports]
    return EventSet.merged(rows, unmerged, mentions, index=index, failures=failures)


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
    ReportFailed
        A fault ended the search for its places and events; the cause is chained.

    Examples
    --------
    >>> found = parse("Police arrested nine men in Ankara on 3 May 2024.")
    >>> [(event.type, event.when.start.isoformat()) for event in found]
    [('COERCE', '2024-05-03')]
    """
    report = report_from_text(text, published=published, title=title, source=source)
    return event_set([report], on_error=_raise, nlp=nlp)


def _raise(error: GeoError) -> None:
    raise error


def resolve(
    text: str | Doc,
    spans: Iterable[tuple[int, int] | Span] | None = None,
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
        The report, used as it is (no front matter is looked for); or a doc of any spaCy pipeline, whose entities then
        get the ids of their places as `ent.kb_id_`, where they have none.
    spans
        Character offsets, half-open, or spaCy's spans. Of a doc by default its entities `GPE`, `LOC`, `FAC` and `NORP`.
    published, source
        As for `parse`; by default those of `doc._.report`.
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
        A span is empty or leaves the text, `granularity` is something else, or a text comes without spans.

    Examples
    --------
    >>> text = "Rain flooded Aleppo and Idlib."
    >>> [resolve(text, [(13, 19)], granularity=level)[0].place.kind for level in ("city", "district")]
    ['settlement', 'admin1']
    """
    from geo.documents.reading import as_date
    from geo.language import character_spans, resolve_entities, resolve_spans
    from geo.records import Report

    pipeline = nlp or default_pipeline()
    day = as_date(published)
    if not isinstance(text, str):
        return resolve_entities(pipeline, text, spans, published=day, source=source, granularity=granularity)
    if spans is None:
        raise ValueError("a text is resolved at spans: give them, or a doc with entities")
    pairs = character_spans(spans, len(text))
    report = Report(id=id_of_text(text), text=text, published=day, source=source)
    return resolve_spans(pipeline, report, pairs, granularity=granularity)


def event_set(
    reports: Iterable[Report],
    *,
    on_error: Callable[[GeoError], None] | None = None,
    nlp: Language | None = None,
    keep: Keep = "all",
) -> EventSet:
    """Find the places and events of reports, and merge the events that several of them report.

    `on_error` is as for `read`; a report that fails stays in `reports`, and `failures` says why. `keep` says what of
    each report is needed (`geo.retention`); but for `all`, the set does not know its events before they were merged.
    """
    from geo.event_set import EventSet
    from geo.failures import Failures

    failures = Failures.of(on_error)
    found = EventSet.merged(*_read_all(reports, failures, nlp, keep), failures=failures)
    return found if keep == "all" else replace(found)  # which leaves the unmerged events behind


def _read_all(
    reports: Iterable[Report], failures: Failures, nlp: Language | None, keep: Keep = "all"
) -> tuple[list[Report], list[Event], list[Mention]]:
    """Return all reports with their languages, the unmerged events of each, and the mentions."""
    from geo.retention import kept_records, kept_report

    read_in: list[Report] = []
    unmerged: list[Event] = []
    mentions: list[Mention] = []
    known: dict[str, Report] = {}
    for report, doc in documents(_kept(reports, read_in, keep), on_error=failures, nlp=nlp):
        known[report.id] = kept_report(report, keep)
        found_mentions, found_events = kept_records(doc._.mentions, doc._.events, keep)
        mentions.extend(found_mentions)
        unmerged.extend(found_events)
    return [known.get(report.id, report) for report in read_in], unmerged, mentions


def _kept(reports: Iterable[Report], kept: list[Report], keep: Keep) -> Iterator[Report]:
    from geo.retention import kept_report

    for report in with_unique_ids(reports):
        kept.append(kept_report(report, keep))
        yield report


def documents(
    reports: Iterable[Report],
    *,
    on_error: Callable[[GeoError], None] | None = None,
    nlp: Language | None = None,
) -> Iterator[tuple[Report, Doc]]:
    """Run the pipeline over reports as they come, in batches; each doc carries `doc._.places` and `doc._.events`.

    The reports come with their language. One that fails is left out, and `on_error` is called, as for `read`. One whose
    id an earlier one has is renamed: "a.txt" becomes "a.txt#2".
    """
    from geo import isolation
    from geo.failures import Failures
    from geo.nlp.language_identification import is_english, name_of

    pipeline = nlp or default_pipeline()
    _log.debug("pipeline: %s", ", ".join(pipeline.pipe_names))
    failed = Failures.of(on_error)
    for report, doc in isolation.documents(with_unique_ids(reports), nlp=pipeline, failed=failed):
        if not is_english(report.language):
            _log.warning(
                "%s: mostly %s: Dateline reads English; names only", report.id, name_of(report.language)
            )
        found = [counted(len(doc._.places), "name of a place", "names of places")]
        if pipeline.has_pipe("dateline_events"):
            found.append(counted(len(doc._.events), "event"))
        _log.info(
            "%s: published %s, %s, %s",
            report.id,
            report.published or "on an unknown day",
            counted(len(report.text), "character"),
            ", ".join(found),
        )
        yield report, doc
