"""The actors of a report by their offsets, and noun phrases read as actors: with the names of what they refer to."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.actors.non_names import is_non_name
from geo.nlp.grammar import PARTICIPANT_PRONOUNS
from geo.records import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.spans import EventArgument

_JOINS: Final = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|&|as well as|along with|together with))\s+(?:(?:the|a|an|his|her|its|their)\s+)?",
    re.IGNORECASE,
)
"""What stands between two members of a list."""
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_OWNED: Final = 4
"""Characters from an owner to what is owned: "'s", a space."""


class KnownActors:
    """The actors of a report by their offsets.

    Parameters
    ----------
    text
        Of the report.
    actors
        Its actors, none overlapping another.
    """

    def __init__(self, text: str, actors: Iterable[Actor]) -> None:
        self._text = text
        self._actors = sorted(actors, key=lambda actor: actor.start)
        self._starts = [actor.start for actor in self._actors]

    def at(self, offset: int) -> Actor | None:
        """Return the actor whose words cover an offset."""
        n = bisect_right(self._starts, offset) - 1
        return self._actors[n] if n >= 0 and self._actors[n].end > offset else None

    def are_listed(self, first: EventArgument, second: EventArgument) -> bool:
        """Return whether a noun phrase is the next member of a list after another: "Ana Ruiz, Beck and the union"."""
        return _JOINS.fullmatch(self._text, first.end, second.start) is not None

    def whole(self, argument: EventArgument) -> EventArgument:
        """Return a noun phrase with what is written in one with its first word: "8,000", "26-year-old"."""
        start = self._start_of_word(argument.start)
        spans = tuple((self._start_of_word(first), last) for first, last in argument.antecedents)
        if (start, spans) == (argument.start, argument.antecedents):
            return argument
        return replace(argument, start=start, antecedents=spans)

    def _start_of_word(self, offset: int) -> int:
        while offset and (self._text[offset - 1].isalnum() or self._is_glued(offset - 1)):
            offset -= 1
        return offset

    def _is_glued(self, offset: int) -> bool:
        """Return whether a hyphen, or a comma or point between digits, holds two parts of a word together."""
        before, sign, after = (self._text[i : i + 1] for i in (offset - 1, offset, offset + 1))
        return (
            before.isalnum()
            and after.isalnum()
            and (sign == "-" or (sign in ",." and (before + after).isdigit()))
        )

    def is_owner(self, first: EventArgument, second: EventArgument) -> bool:
        """Return whether a noun phrase only says whose the next one is: "Trump's wife"."""
        return (
            _POSSESSIVE.match(self._text, first.end, second.end) is not None
            and second.start <= first.end + _OWNED
        )

    def is_non_name_phrase(self, argument: EventArgument) -> bool:
        """Return whether a noun phrase with a capital is no name and no pronoun: "Others were detained"."""
        text = self._text[argument.start : argument.end]
        known = self.at(argument.end - 1) is not None or text.lower() in PARTICIPANT_PRONOUNS
        return not known and text[:1].isupper() and is_non_name(text.split())

    def read(self, argument: EventArgument, nearby: Sequence[Actor]) -> Actor:
        """Return a noun phrase as an actor: what is known of it, or of what it refers to, with that one's name.

        Parameters
        ----------
        argument
            The noun phrase.
        nearby
            Further actors of its sentence, which are known there alone.
        """
        last = argument.end - 1
        own = self.at(last) or next((a for a in nearby if a.start <= last < a.end), None)
        if own is not None and has_name(own):
            return own
        text = self._text[argument.start : argument.end]
        name = " ".join(text.split())
        own = own or Actor(text=text, start=argument.start, end=argument.end, name=name, why="named")
        kind = "pronoun" if name.lower() in PARTICIPANT_PRONOUNS else "description"
        described: Actor | None = None
        for start, end in argument.antecedents:
            named = self.at(end - 1)
            words = " ".join(self._text[start:end].split())
            if named is None and words[:1].isupper() and " " in words:
                named = Actor(text=words, start=start, end=end, name=words)
            if named is not None and has_name(named):
                why = f"{kind} of {named.name}"
                return replace(named, text=own.text, start=own.start, end=own.end, why=why)
            if described is None and words.lower() not in PARTICIPANT_PRONOUNS:
                described = named or Actor(text=words, start=start, end=end, name=words)
        if kind == "pronoun" and described is not None:
            why = f"pronoun of {described.name}"
            return replace(described, text=own.text, start=own.start, end=own.end, why=why)
        return own


def has_name(actor: Actor) -> bool:
    """Return whether an actor is named, in its own words or by what these refer to."""
    return (actor.name[:1].isupper() and actor.name.lower() != actor.text.lower()) or actor.text[:1].isupper()
