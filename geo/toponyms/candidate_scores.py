"""What speaks for and against a run of words naming a place: every weight of the recogniser, in one place."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.nlp.words import joined, lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.nlp.tokens import Token
    from geo.toponyms.entity_names import EntityName

THRESHOLD = 1.0
"""A toponym needs this much."""

KIND_WEIGHT: Mapping[str, float] = {
    "country": 4.0, "continent": 4.0, "admin1": 3.0, "region": 2.6, "water": 2.6, "landform": 2.4, "facility": 2.6,
    "admin2": 1.5, "border": 2.0, "command": -9.0,
}  # fmt: skip
"""How well known a place of a kind is; a settlement has log10(population) - 3.2, so that 100,000 people give 1.8."""

NAME_WEIGHT: Mapping[str, float] = {"alternate": -1.0, "bare": -0.8}
"""A settlement's other name, or DeKalb for DeKalb County, is seldom what English news means."""

CUES: Mapping[str, float] = {
    "after a preposition of place": 1.5,  # in, at, near, outside
    "after a preposition of direction": 0.7,  # to, from, of, between
    "its state or country follows": 2.5,  # Springfield, Illinois
    "follows a place and a comma": 1.5,
    "several words": 1.0,
    "beside a class word such as county": 1.5,  # Aleppo province, the city of Aleppo
    "dateline": 2.5,  # CORSICANA — A woman ...
    "political party and state": 4.0,  # D-N.D.
    "a clear toponym elsewhere in the report": 1.5,
    "in a state that the report names": 0.8,
    "a place to the guiding pipeline": 3.0,  # an entity of a guiding pipeline: GPE, LOC, FAC, NORP
    "no place to the guiding pipeline": -2.0,
    "first word of the sentence": -0.5,
    "an English word": -3.0,
    "a given name": -1.5,
    "a family name": -1.0,
    "part of a longer name": -2.5,  # a capitalised word beside it that is not part of the place's name
    "subject of a reporting verb, as a person is": -1.2,
    "a short word in capitals": -3.0,
    "a state's abbreviation without a town before it": -3.0,
    "possessive of a saint's name": -9.0,  # St. Mary's
    "inside an organisation's name": -0.9,
}

_DASHES = ("—", "–", "--", " - ", "―")


@dataclass(slots=True)
class ToponymCandidate:
    """A run of words that the gazetteer knows, or the name of a site that it does not know."""

    first: int
    last: int  # exclusive
    matches: tuple[NameMatch, ...]
    within: EntityName | None = None
    score: float = 0.0
    cues: list[str] = field(default_factory=list)

    def add(self, cue: str) -> None:
        """Count one more cue."""
        self.cues.append(cue)
        self.score += CUES[cue]

    @property
    def demonym(self) -> bool:
        """Whether the name is foremost a people's (Israeli, Texans)."""
        return bool(self.matches) and self.matches[0].name_kind == "demonym"

    @property
    def container(self) -> bool:
        """Whether it can follow a town and a comma."""
        return (
            bool(self.matches)
            and not self.demonym
            and self.matches[0].place.kind in ("country", "admin1", "region")
        )

    @property
    def abbreviated_state(self) -> bool:
        """Whether it is foremost the abbreviation of a state or province (Ky., Ont.)."""
        return (
            bool(self.matches)
            and self.matches[0].name_kind == "abbreviation"
            and self.matches[0].place.kind == "admin1"
        )


def weight(matches: Sequence[NameMatch]) -> float:
    """Return the prominence of the best place of a name: 0 for none, 1.8 for a town of 100,000, 4 for a country."""
    best = 0.0
    for match in matches[:6]:
        place = match.place
        if match.name_kind == "demonym":
            value = 3.5
        elif place.kind == "settlement":
            value = math.log10(max(place.population, 200)) - 3.2 + NAME_WEIGHT.get(match.name_kind, 0.0)
        else:
            value = KIND_WEIGHT.get(place.kind, 1.0) + (
                NAME_WEIGHT["bare"] if match.name_kind == "bare" else 0.0
            )
        best = max(best, value)
    return max(best, 0.05) if matches else 0.0


def score_candidate(
    text: str,
    words: Sequence[Token],
    item: ToponymCandidate,
    starts: Mapping[int, ToponymCandidate],
    ends: Mapping[int, ToponymCandidate],
) -> None:
    """Set the score and the cues of a candidate from its words and the words around it."""
    item.score = weight(item.matches)
    if item.demonym:
        return
    item.cues = [*_before(words, item, ends), *_after(text, words, item, starts), *_itself(words, item, ends)]
    item.score += sum(CUES[cue] for cue in item.cues)


def _before(
    words: Sequence[Token], item: ToponymCandidate, ends: Mapping[int, ToponymCandidate]
) -> list[str]:
    if item.first == 0:
        return []
    word, before = words[item.first], words[item.first - 1]
    found = []
    preposition = words[item.first - 2] if before.lower == "the" and item.first >= 2 else before
    if word.gap in (" ", "\n"):
        if preposition.lower in lexicon("locative_prepositions"):
            found.append("after a preposition of place")
        elif preposition.lower in lexicon("directive_prepositions"):
            found.append("after a preposition of direction")
    if word.gap in (", ", ",\n") and item.first in ends:
        found.append("follows a place and a comma")
    if word.gap == "-" and before.text in ("D", "R", "I"):
        return ["political party and state"]
    if (
        item.within is None
        and before.capital
        and joined(words, item.first)
        and item.first not in ends
        and not _stranger(before, word)
    ):
        found.append("part of a longer name")
    return found


def _after(
    text: str, words: Sequence[Token], item: ToponymCandidate, starts: Mapping[int, ToponymCandidate]
) -> list[str]:
    word = words[item.first]
    end = words[item.last - 1].end
    dash = text[end : end + 12].lstrip(". ")
    line_start = word.opens or (
        item.first >= 2 and words[item.first - 1].opens and words[item.first - 1].text.isupper()
    )
    found = []
    if line_start and (dash.startswith(_DASHES) or (dash[:1] == "(" and text[item.first : end].isupper())):
        found.append("dateline")
    if item.last >= len(words):
        return found
    after = words[item.last]
    if after.gap in (", ", ",\n") and item.last in starts and starts[item.last].container:
        found.append("its state or country follows")
    if after.gap == " " and after.text in lexicon("geo_nouns"):
        found.append("beside a class word such as county")
    if (
        item.within is None
        and after.capital
        and joined(words, item.last)
        and item.last not in starts
        and not _stranger(after, word)
    ):
        found.append("part of a longer name")
    if (
        0 < weight(item.matches) < 2.5
        and item.matches[0].place.kind == "settlement"
        and after.text in lexicon("speech_verbs")
    ):
        found.append("subject of a reporting verb, as a person is")
    return found


def _itself(
    words: Sequence[Token], item: ToponymCandidate, ends: Mapping[int, ToponymCandidate]
) -> list[str]:
    word = words[item.first]
    found = []
    settlement = item.matches[0].place.kind == "settlement"
    if item.last - item.first > 1:
        found.append("several words")
        if word.lower in ("st", "saint") and words[item.last - 1].possessive:
            found.append("possessive of a saint's name")
        return found + (
            ["inside an organisation's name"] if item.within and item.first != item.within.first else []
        )
    if word.lower in lexicon("common_words"):
        found.append("an English word")
    elif word.text in lexicon("given_names"):
        found.append("a given name")
    elif word.text in lexicon("surnames"):
        found.append("a family name")
    if word.opens:
        found.append("first word of the sentence")
    if item.within is not None and item.first != item.within.first:
        found.append("inside an organisation's name")
    if (
        word.text.isupper()
        and settlement
        and (len(word.text) <= 3 or (len(word.text) <= 5 and weight(item.matches) < 1.8))
    ):
        found.append("a short word in capitals")
    if item.abbreviated_state and not (word.gap in (", ", ",\n") and item.first in ends):
        found.append("a state's abbreviation without a town before it")
    return found


def _stranger(word: Token, place: Token) -> bool:
    """Return whether a capitalised neighbour is no part of the place's own name ("The", "Mayor", "University")."""
    if word.text.isupper() and place.text.isupper() and len(place.text) > 3:
        return True  # a headline in capitals
    return (
        word.text in lexicon("sentence_openers")
        or word.lower in lexicon("directions")
        or word.lower in lexicon("titles")
        or word.lower in lexicon("never_places")
        or any(word.text in lexicon(heads) for heads in ("org_heads", "facility_heads", "geo_heads"))
    )
