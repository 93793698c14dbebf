"""Participants that the table of actors lacks: countries as subjects and objects, and unknown names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.actors.anchors import THINGS
from geo.actors.containers import containers
from geo.actors.dictionaries import country_code
from geo.actors.non_names import is_non_name
from geo.actors.person_coreference import NAMED
from geo.actors.phrases import COMPOUND
from geo.dates.clock_times import zones
from geo.events.attachment import CALENDAR, NUMBER_WORDS, PLACE_NOUNS
from geo.events.matches import positions
from geo.nlp.grammar import BE, FUNCTION_WORDS, PREPOSITIONS
from geo.records import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dates.recogniser import DateExpression
    from geo.events.clauses import Sentence
    from geo.events.matches import TriggerMatch
    from geo.nlp.tokens import Token
    from geo.records import Mention


_NO_NAMES: Final = frozenset({
    "there", "here", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "const", "sen.", "rep.", "gov.",
    "none", "nobody", "no-one", "one", "anyone", "anybody", "someone", "somebody", "everyone", "everybody", "others",
    "either", "half", "scores", "nothing", "something", "everything",
})  # fmt: skip
"""Words with which a sentence can begin in the place of a name."""


_PARTICLES: Final = frozenset(
    {"al", "el", "bin", "bint", "ibn", "ben", "de", "la", "del", "da", "dos", "van", "von", "der"}
)
_BELONGING: Final = PREPOSITIONS - {"by", "with", "against", "between", "for", "to"}


def acting_countries(sentence: Sentence, places: Sequence[Mention], actors: Sequence[Actor]) -> list[Actor]:
    """Return the countries of a sentence that are no actors yet: as subjects and objects they are participants too.

    A country that only says where another place is takes no part: "in Lyon, France", "the capital of Yemen".
    """
    taken = [(actor.start, actor.end) for actor in actors]
    completing = containers(sentence.text, places, start=sentence.start)
    return [
        Actor(
            text=p.text,
            start=p.start,
            end=p.end,
            name=p.place.name,
            country=country_code(p.place.country),
            role="GOV",
            why=NAMED,
        )
        for p in places
        if p.place is not None and p.place.kind == "country" and p.role in ("literal", "metonymic")
        if p.phrase_end == p.end and not any(start <= p.start < end for start, end in taken)
        if not COMPOUND.match(sentence.text, p.end - sentence.start) and p.start not in completing
    ]


def unknown_names(
    sentence: Sentence, triggers: Sequence[TriggerMatch], known: Sequence[Actor | Mention | DateExpression]
) -> list[Actor]:
    """Return unknown capitalised names with a verb or punctuation after them: "Okello was shot"."""
    words = sentence.words
    triggered = {i for found in triggers for i in found.matched}
    taken = triggered | positions(sentence, ((each.start, each.end) for each in known))
    taken |= positions(
        sentence, ((sentence.start + start, sentence.start + end) for start, end in zones(sentence.text))
    )
    names: list[Actor] = []
    i = 0
    while i < len(words):
        last = _name_end(words, i, taken)
        if last > i and _is_participant(words, i, last, taken, triggered):
            start, end = words[i].start, words[last - 1].end
            text = sentence.text[start - sentence.start : end - sentence.start]
            names.append(Actor(text=text, start=start, end=end, name=text, why=NAMED))
        i = last + 1
    return names


def _name_end(words: Sequence[Token], i: int, taken: set[int]) -> int:
    """Return where the capitalised name that begins at `i` ends: "Abdul", "Abdul al-Hadi", "Ana de la Cruz"."""
    end = j = i
    while j < len(words) and j not in taken and words[j].lower not in CALENDAR:
        if words[j].capital:
            end = j + 1
        elif end == i or words[j].lower not in _PARTICLES:
            break
        j += 1
    return end


def _is_participant(
    words: Sequence[Token], first: int, last: int, taken: set[int], triggered: set[int]
) -> bool:
    """Return whether a name is in a participant's position: before a verb or punctuation, not inside another name."""
    previous, after = words[first - 1] if first else None, words[last] if last < len(words) else None
    if words[first].lower in FUNCTION_WORDS | _NO_NAMES | NUMBER_WORDS:
        return False
    plain = [word.text for word in words[first:last]]
    if is_non_name(plain) or words[last - 1].lower in THINGS:
        return False
    if (
        last < len(words)
        and words[last].text == ")"
        and first
        and words[first - 1].text == "("
        and words[first].text.isupper()
    ):
        return False  # an abbreviation, behind what it is of
    if last in triggered and words[last].capital:
        return False  # "Marshall Plan"
    if previous is None:  # "Schools were shelled": one name of several is none of a person
        plural = after is not None and after.lower in ("were", "are") and last - first == 1
        return after is not None and after.lower in BE and not (plural and words[first].lower.endswith("s"))
    named_place = previous.lower == "of" and first > 1 and words[first - 2].lower in PLACE_NOUNS
    if (previous.lower in _BELONGING and not named_place) or (previous.capital and first - 1 in taken):
        return False  # "the head of Northern Command", "U.S. Northern Command"
    return after is None or not after.wordlike or after.lower in FUNCTION_WORDS or last in taken
