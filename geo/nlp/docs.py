"""Docs of reports: how one is made, and the attributes under which it carries what components find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from spacy.tokens import Doc

from geo.documents.dates import as_date
from geo.nlp import entity_links, language_identification, serialisation
from geo.nlp.doc_text import text_of
from geo.nlp.normalised_doc import tokenised

if TYPE_CHECKING:
    import datetime

    from spacy.language import Language

    from geo.records import Mention, Report

_LANGUAGE = "dateline.language"
_PUBLISHED = "dateline.published"
SPANS: Final = "dateline.spans"
"""Key of a doc's user data: which spans `doc._.mentions` has, where it is not the outer ones."""
_WRITTEN_AT = "dateline.written_at"
_FOUND: Final = (
    ("names", ()),
    ("places", ()),
    ("nested", ()),
    ("event_words", None),
    ("events", ()),
    ("dates", ()),
)
"""What components find, and what a doc has before they did."""


def make_doc(nlp: Language, report: Report) -> Doc:
    """Tokenise a report and attach it to the doc; `nlp` and `nlp.pipe` take the doc from here."""
    register()
    if report.language == language_identification.UNKNOWN:
        report = replace(report, language=language_identification.language_of(report.text))
    doc = tokenised(nlp, report.text)
    doc._.report = report
    doc.user_data[_LANGUAGE] = report.language  # also where it is unknown: it is identified once
    return doc


def register() -> None:
    """Register the attributes of docs and spans, and our records with spaCy's packing; what is set already stays."""
    serialisation.register()
    entity_links.register()
    if not Doc.has_extension("report"):
        Doc.set_extension("report", default=None)
    if not Doc.has_extension("language"):
        Doc.set_extension("language", getter=_language)
    if not Doc.has_extension("published"):
        Doc.set_extension("published", getter=_published, setter=_set_published)
    if not Doc.has_extension("written_at"):
        Doc.set_extension("written_at", getter=_written_at, setter=_set_written_at)
    if not Doc.has_extension("mentions"):
        Doc.set_extension("mentions", getter=_mentions)
    for name, unset in _FOUND:
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=partial(_get, name, unset), setter=partial(_set, name))


def _language(doc: Doc) -> str:
    """Return the language of a doc: that of its report, else identified once, and packed with the doc."""
    report = doc._.report
    if report is not None and report.language != language_identification.UNKNOWN:
        return str(report.language)
    if _LANGUAGE not in doc.user_data:
        doc.user_data[_LANGUAGE] = language_identification.language_of(text_of(doc))
    return str(doc.user_data[_LANGUAGE])


def _get(name: str, unset: tuple[Any, ...] | None, doc: Doc) -> tuple[Any, ...] | None:
    """Return what a component found; kept as user data, so that it is packed with the doc."""
    found = doc.user_data.get(f"dateline.{name}", unset)
    return None if found is None else tuple(found)


def _set(name: str, doc: Doc, found: tuple[Any, ...] | None) -> None:
    doc.user_data[f"dateline.{name}"] = found


def _mentions(doc: Doc) -> tuple[Mention, ...]:
    """Return the mentions in the convention of spans that the pipeline was asked for, in order."""
    places, nested = doc._.places, doc._.nested
    if not nested:
        return tuple(places)
    if doc.user_data.get(SPANS) == "inner":
        places = [m for m in places if not any(m.start <= n.start and n.end <= m.end for n in nested)]
    return tuple(sorted([*places, *nested], key=lambda mention: (mention.start, -mention.end)))


def _published(doc: Doc) -> datetime.date | None:
    """Return the day of a doc: as set, else its report's, else that of its context in `nlp.pipe(as_tuples=True)`."""
    if _PUBLISHED not in doc.user_data:
        context = getattr(doc, "_context", None)
        if doc._.report is not None:
            return as_date(doc._.report.published)
        if not isinstance(context, Mapping) or "published" not in context:
            return None
        doc.user_data[_PUBLISHED] = as_date(context["published"])  # spaCy takes the context back
    day: datetime.date | None = doc.user_data[_PUBLISHED]
    return day


def _set_published(doc: Doc, day: datetime.date | str | None) -> None:
    doc.user_data[_PUBLISHED] = as_date(day)


def _written_at(doc: Doc) -> Mention | None:
    """Return the place of the dateline, where the report has one."""
    mention: Mention | None = doc.user_data.get(_WRITTEN_AT)
    return mention


def _set_written_at(doc: Doc, mention: Mention | None) -> None:
    doc.user_data[_WRITTEN_AT] = mention
