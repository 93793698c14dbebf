"""Which words of a report name places, people and organisations: by the tagger, or by rules where speed counts.

Both read the same words and the same answers of the gazetteer, asked once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.lookup import by_offsets, look_up, read_words
from geo.rules import by_rules, names_by_rules
from geo.spans import NamedSpan, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.tagger.reader import Tagger

__all__ = ["NamedSpan", "Toponym", "recognise"]

MOST_WORDS = 50_000
"""Words of a report that the tagger reads; what is longer is a dump rather than a report, and rules read it."""


def recognise(
    doc: Doc, *, gazetteer: Gazetteer, tagger: Tagger | None = None
) -> tuple[list[Toponym], list[NamedSpan]]:
    """Find the toponyms of a report, and the people and organisations in it.

    Parameters
    ----------
    doc
        A doc with sentence starts; its entities, if it has any, guide the rules.
    gazetteer
        Where names are looked up.
    tagger
        The neural tagger; rules alone without one, and in texts of more than `MOST_WORDS` words.

    Returns
    -------
    list of Toponym, list of NamedSpan
        Each sorted by start. Toponyms do not overlap.
    """
    text = doc.text
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    words = read_words(text, sentences)
    lookup = look_up(text, words, gazetteer)
    if tagger is None or len(words) > MOST_WORDS:
        return by_rules(doc, words, lookup)
    return tagger.read(
        text, sentences, known=by_offsets(words, lookup), ruled=names_by_rules(text, words, lookup)
    )
