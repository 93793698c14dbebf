"""The passives of an active pattern, so that the event types list each act once.

>>> [text for text, _ in passives("lift ~ ban|siege ~ on")]
['ban|siege ~ is|are|was|were|be|been|being lifted', 'ban|siege lifted']
"""

from __future__ import annotations

from typing import Final

from geo.nlp.grammar import FUNCTION_WORDS
from geo.nlp.inflection import verb_forms

_BE: Final = "is|are|was|were|be|been|being"
_OBJECT_OPENERS: Final = "the a an its his her their our my this that all more new"
"""After these a past form has an object, so it is active: "the ban lifted the mood"."""


def passives(text: str) -> list[tuple[str, str]]:
    """Return the passive patterns of an act, each with the words that may not come next.

    Parameters
    ----------
    text
        A pattern of verbs, perhaps a gap, and objects: "lift ~ ban|siege". What follows the object is left out.

    Returns
    -------
    list of (str, str)
        The full passive ("the ban on pork was lifted") and the reduced one ("ban lifted in Lima"). None where the
        object is a measured class, or the verb has a particle.
    """
    verbs, *rest = text.split()
    objects = _objects(rest[1:] if rest[:1] == ["~"] else rest)
    if not objects:
        return []
    done = "|".join(
        dict.fromkeys(
            form
            for verb in verbs.split("|")
            for form, kinds in verb_forms(verb).items()
            if "participle" in kinds
        )
    )
    return [(f"{objects} ~ {_BE} {done}", ""), (f"{objects} {done}", _OBJECT_OPENERS)]


def _objects(parts: list[str]) -> str:
    """Return the object that an act's words begin with, up to a preposition: "state of emergency" is whole."""
    if not parts or "@" in parts[0] or "$" in parts[0] or _opens(parts[0]):
        return ""
    whole, tail = [parts[0]], parts[1:]
    while tail:
        if tail[0] == "~":
            return " ".join(whole) if tail[1:] and _opens(tail[1]) else ""
        if _opens(tail[0]):
            return " ".join([*whole, *tail] if len(tail) == 2 and tail[1].isalpha() else whole)
        whole.append(tail.pop(0))
    return " ".join(whole)


def _opens(part: str) -> bool:
    return all(option in FUNCTION_WORDS for option in part.split("|"))
