"""Parties that the table of actors does not know: countries as subjects and objects, and unknown names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer import countries
from gazetteer.errors import UnknownCountry
from geo.arguments import CALENDAR
from geo.grammar import BE, FUNCTION_WORDS
from geo.records import Actor
from geo.triggers import positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clauses import Sentence
    from geo.dates import DateExpression
    from geo.records import Mention
    from geo.triggers import Found


_NO_NAMES: Final = frozenset(
    {"there", "here", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "const", "sen.", "rep.", "gov."}
)


def acting_countries(places: Sequence[Mention], actors: Sequence[Actor]) -> list[Actor]:
    """Give the countries of a sentence that are no actors yet: as subjects and objects they are parties too."""
    taken = [(actor.start, actor.end) for actor in actors]
    return [
        Actor(
            text=p.text,
            start=p.start,
            end=p.end,
            name=p.place.name,
            country=alpha3(p.place.country),
            role="GOV",
        )
        for p in places
        if p.place is not None and p.place.kind == "country" and p.role in ("literal", "metonymic")
        if p.phrase_end == p.end and not any(start <= p.start < end for start, end in taken)
    ]


def unknown_names(
    sentence: Sentence, triggers: Sequence[Found], known: Sequence[Actor | Mention | DateExpression]
) -> list[Actor]:
    """Give the capitalised names that nobody knows, where a verb or punctuation follows: "Okello was shot"."""
    words = sentence.words
    taken = {i for found in triggers for i in found.matched}
    taken |= positions(sentence, ((each.start, each.end) for each in known))
    names: list[Actor] = []
    i = 0
    while i < len(words):
        last = i
        while (
            last < len(words)
            and words[last].capital
            and last not in taken
            and words[last].lower not in CALENDAR
        ):
            last += 1
        after = words[last] if last < len(words) else None
        ends = after is None or not after.wordlike or after.lower in FUNCTION_WORDS or last in taken
        if (
            last > i
            and ends
            and (i > 0 or (after is not None and after.lower in BE))
            and words[i].lower not in FUNCTION_WORDS | _NO_NAMES
        ):
            start, end = words[i].start, words[last - 1].end
            text = sentence.text[start - sentence.start : end - sentence.start]
            names.append(Actor(text=text, start=start, end=end, name=text))
        i = last + 1
    return names


def alpha2(country: str) -> str:
    """Give a country's two-letter code, empty for none."""
    try:
        return countries.get(country).alpha2
    except UnknownCountry:
        return ""


def alpha3(country: str) -> str:
    """Give a country's three-letter code, empty for none."""
    try:
        return countries.get(country).alpha3
    except UnknownCountry:
        return ""
