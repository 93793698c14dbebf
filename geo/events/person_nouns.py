"""Nouns that denote people: by lists, and by the endings of such nouns."""

from __future__ import annotations

from functools import cache
from typing import Final

from geo.events.word_classes import word_class
from geo.nlp.grammar import PRONOUNS

PERSON_NOUNS: Final = frozenset({
    "ambassador", "ambassadors", "envoy", "envoys", "consul", "visitor", "visitors", "adviser", "advisor",
    "delegate", "delegates", "representative", "representatives", "candidate", "heir", "minister",
})  # fmt: skip
_AGENTS: Final = ("ers", "ors", "ists", "men", "ians", "ants")
_INANIMATE: Final = frozenset(
    {"rivers", "waters", "others", "fevers", "disasters", "numbers", "winters", "boilers", "plants"}
)


def is_human(word: str) -> bool:
    """Return whether a word denotes people: listed, a pronoun, or formed as such nouns are ("raiders", "islamists")."""
    if word in word_class("@people") or word in PERSON_NOUNS or word in PRONOUNS - {"it"}:
        return True
    return word.endswith(_AGENTS) and word not in _inanimate()


@cache
def _inanimate() -> frozenset[str]:
    """Return the inanimate nouns that are spelled as people are: "lorries", "trailers"."""
    listed = ("@vehicle", "@aircraft", "@vessel", "@hazards", "@building")
    return _INANIMATE.union(*(word_class(name) for name in listed))


def is_of_people(head: str) -> bool:
    """Return whether a noun denotes people, by its ending or by the list."""
    return head in PERSON_NOUNS or head.endswith(("men", "man", "ists", "ers", "ials", "ors", "ople"))
