"""Which words of a report name places, people and organisations, and which tell of events: by the tagger's network.

Rules find the names where speed counts.

Both read the same words and the same answers of the gazetteer, asked once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.names import is_money
from geo.lookup import by_offsets, look_up, read_words
from geo.rules import by_rules, names_by_rules
from geo.spans import EventWord, NamedSpan, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.tagger.reader import Tagger

__all__ = ["EventWord", "NamedSpan", "Toponym", "recognise"]

MOST_WORDS = 50_000
"""Words of a report that the tagger reads; what is longer is a dump rather than a report, and rules read it."""


def recognise(
    doc: Doc, *, gazetteer: Gazetteer, tagger: Tagger | None = None
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
        The neural tagger; rules alone without one, and in texts of more than `MOST_WORDS` words.

    Returns
    -------
    list of Toponym, list of NamedSpan, tuple of EventWord or None
        Each sorted by start. Toponyms do not overlap. `None` where no network read the report.
    """
    text = doc.text
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    words = read_words(text, sentences)
    lookup = look_up(text, words, gazetteer)
    if tagger is None or len(words) > MOST_WORDS:
        toponyms, names = by_rules(doc, words, lookup)
        return _without_money(text, toponyms), names, None
    known = by_offsets(words, lookup)
    if doc.ents:
        toponyms, names = by_rules(doc, words, lookup)
        return _without_money(text, toponyms), names, tagger.event_words(text, sentences, known=known)
    toponyms, names, events = tagger.read(
        text, sentences, known=known, ruled=names_by_rules(text, words, lookup)
    )
    return _without_money(text, toponyms), names, events


def _without_money(text: str, toponyms: list[Toponym]) -> list[Toponym]:
    """Leave out what is the beginning of a sum of money ("US$ 40", "A$50m")."""
    return [toponym for toponym in toponyms if not is_money(text[toponym.end : toponym.end + 1])]
