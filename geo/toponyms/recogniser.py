"""Which words of a report name places, people and organisations, and which tell of events: by the tagger's network.

Rules find the names where speed counts.

Both read the same words and the same answers of the gazetteer, asked once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.names import is_money
from geo.nlp.doc_text import text_of
from geo.nlp.language_identification import ARTICLES, UNKNOWN, function_words, is_english
from geo.spans import EventWord, NamedSpan, Toponym
from geo.toponyms.name_lookup import by_offsets, look_up, read_words
from geo.toponyms.rules import by_rules, names_by_rules
from geo.toponyms.storm_names import without_storms

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.toponyms.tagger.tagger import Tagger

__all__ = ["EventWord", "NamedSpan", "Toponym", "recognise"]

_SCRIPT = 2_000  # characters by which the script is told
MOST_WORDS = 50_000
"""Words of a report that the tagger reads; what is longer is a dump rather than a report, and rules read it."""


def recognise(
    doc: Doc, *, gazetteer: Gazetteer, tagger: Tagger | None = None, language: str = UNKNOWN
) -> tuple[list[Toponym], list[NamedSpan], tuple[EventWord, ...] | None]:
    """Find the toponyms of a report, the people and organisations in it, and the words that tell of events.

    Parameters
    ----------
    doc
        A doc with sentence starts. Its entities, if it has any, take the place of the tagger's names: rules guided by
        them find the toponyms.
    gazetteer
        Where names are looked up.
    tagger
        The neural tagger, which learned English; rules alone without one, in texts of more than `MOST_WORDS` words, and
        in other languages that are written with capitals.
    language
        ISO 639-1 code. In another language than English no function word of it is a name, and no words tell of events.

    Returns
    -------
    list of Toponym, list of NamedSpan, tuple of EventWord or None
        Each sorted by start. Toponyms do not overlap. `None` where no network read the report.
    """
    text = text_of(doc)
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    words = read_words(text, sentences)
    lookup = look_up(text, words, gazetteer)
    english = is_english(language)
    told: tuple[EventWord, ...] | None = None
    if tagger is None or len(words) > MOST_WORDS or not (english or _is_caseless(text)):
        toponyms, names = by_rules(doc, words, lookup)
    elif doc.ents:
        toponyms, names = by_rules(doc, words, lookup)
        told = tagger.event_words(text, sentences, known=by_offsets(words, lookup))
    else:
        toponyms, names, told = tagger.read(
            text, sentences, known=by_offsets(words, lookup), ruled=names_by_rules(text, words, lookup)
        )
    if not english:
        toponyms, told = _without(function_words(language), toponyms), None
    elif language == UNKNOWN:
        toponyms = _without(ARTICLES, toponyms)
    return *without_storms(_without_money(text, toponyms), names, words, lookup), told


def _without(common: frozenset[str], toponyms: list[Toponym]) -> list[Toponym]:
    """Leave out what is nothing but common words of the report's language: `Un` is no town, `San Juan` is one."""
    return [t for t in toponyms if not common.issuperset(t.text.lower().split())]


def _without_money(text: str, toponyms: list[Toponym]) -> list[Toponym]:
    """Leave out what is the beginning of a sum of money ("US$ 40", "A$50m")."""
    return [toponym for toponym in toponyms if not is_money(text[toponym.end : toponym.end + 1])]


def _is_caseless(text: str) -> bool:
    """Whether a script has no capitals, which rules need to see names."""
    letters = [c for c in text[:_SCRIPT] if c.isalpha()]
    return 2 * sum(c.islower() or c.isupper() for c in letters) < len(letters)
