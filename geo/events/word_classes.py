"""The classes of words that `event_types.toml` lists, such as `@people`, in all their forms."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geo.nlp.grammar import FUNCTION_WORDS
from geo.nlp.inflection import IRREGULAR, noun_forms, verb_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

Slot = frozenset[str]
"""The words, or measured classes, that one position of a trigger accepts."""


def word_class(name: str) -> Slot:
    """Return the words of a listed class such as `@leaders`, in all their forms; empty for one that is not listed."""
    return _bundled_classes().get(name, frozenset())


@cache
def _bundled_classes() -> Mapping[str, Slot]:
    return classes_in(
        tomllib.loads(files("geo").joinpath("events/event_types.toml").read_text(encoding="utf-8"))
    )


def classes_in(content: dict[str, Any]) -> dict[str, Slot]:
    """Return the classes of a file of event types, by name."""
    listed = content.get("word-classes", {})
    return {
        f"@{name}": frozenset(form for word in words.split() for form in forms_of(word))
        for name, words in listed.items()
    }


@cache
def forms_of(word: str) -> frozenset[str]:
    """Return all forms of a word without its part of speech; function words and participles have only one."""
    made = word.endswith(("ed", "ing")) and word not in IRREGULAR  # "bring" and "feed" are lemmas
    if word in FUNCTION_WORDS or not word.isalpha() or made:
        return frozenset((word,))
    return frozenset((word, *verb_forms(word), *noun_forms(word)))
