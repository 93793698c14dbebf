"""Which words of a report name places, people and organisations: by the encoder, or by rules where speed counts.

Both read the same words and the same answers of the gazetteer, asked once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from gazetteer.names import is_money
from geo.dates.clock_times import zones
from geo.nlp.doc_text import text_of
from geo.nlp.language_identification import ARTICLES, UNKNOWN, function_words, is_english
from geo.nlp.name_lookup import look_up, read_words
from geo.nlp.tokens import view_of
from geo.toponyms.rules import by_rules, names_by_rules
from geo.toponyms.storm_names import without_storms
from geo.toponyms.tagger import tagger

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.nlp.encoder.encoding import Encoding
    from geo.spans import NamedSpan, Toponym

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,500}|[\w.+-]{0,60}@\w[\w.-]{0,60}|(?<!\S)\S{0,100}/\S{1,100}\.html?\b", re.ASCII
)
_Span = TypeVar("_Span", "Toponym", "NamedSpan")


def recognise(
    doc: Doc,
    *,
    gazetteer: Gazetteer,
    encoding: Encoding | None = None,
    language: str = UNKNOWN,
    nested: bool = False,
) -> tuple[list[Toponym], list[NamedSpan]]:
    """Find the toponyms of a report, and the people and organisations in it.

    Parameters
    ----------
    doc
        A doc with sentence starts. Its entities, if it has any, take the place of the tagger's names: rules guided by
        them find the toponyms.
    gazetteer
        Where names are looked up.
    encoding
        What the encoder makes of the doc; rules find the names without.
    language
        ISO 639-1 code. In another language than English no function word of it is a name.

    nested
        Give the places named inside other toponyms too; rules find none.

    Returns
    -------
    list of Toponym, list of NamedSpan
        Each sorted by start. Toponyms do not overlap but for nested ones.
    """
    text = text_of(doc)
    if encoding is None:
        sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
        words = read_words(view_of(doc), sentences)
        lookup = look_up(text, words, gazetteer)
    else:
        words, lookup = encoding.words, encoding.lookup
    if encoding is None or doc.ents:
        toponyms, names = by_rules(doc, words, lookup)
    else:
        toponyms, names = tagger.tag(text, encoding, ruled=names_by_rules(text, words, lookup), nested=nested)
    if not is_english(language):
        toponyms = _without(function_words(language), toponyms)
    elif language == UNKNOWN:
        toponyms = _without(ARTICLES, toponyms)
    toponyms = _without_outlets(text, _without_money(text, _without_addresses(text, toponyms)))
    toponyms, names = _without_zones(text, toponyms), _without_zones(text, names)
    return without_storms(toponyms, names, words, lookup)


def _without(common: frozenset[str], toponyms: list[Toponym]) -> list[Toponym]:
    """Drop toponyms of nothing but common words of the report's language: `Un` is no town, `San Juan` is one."""
    return [t for t in toponyms if not common.issuperset(t.text.lower().split())]


def _without_outlets(text: str, toponyms: list[Toponym]) -> list[Toponym]:
    """Drop toponyms inside the hyphenated name of a news agency: "Agence France-Presse"."""
    return [
        toponym
        for toponym in toponyms
        if not (text.startswith("-Presse", toponym.end) and text[: toponym.start].endswith("Agence "))
    ]


def _without_addresses(text: str, toponyms: list[Toponym]) -> list[Toponym]:
    """Drop toponyms inside addresses of pages and of mail, and in names of accounts: "@GazaNews"."""
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    if not spans:
        return toponyms
    return [t for t in toponyms if not any(start < t.end and t.start < end for start, end in spans)]


def _without_zones(text: str, spans: list[_Span]) -> list[_Span]:
    """Drop spans that are the abbreviation of a time zone: "at 14:30 GMT"."""
    named = set(zones(text))
    return [span for span in spans if (span.start, span.end) not in named]


def _without_money(text: str, toponyms: list[Toponym]) -> list[Toponym]:
    """Drop toponyms that begin a sum of money ("US$ 40", "A$50m")."""
    return [toponym for toponym in toponyms if not is_money(text[toponym.end : toponym.end + 1])]
