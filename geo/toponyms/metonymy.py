"""How a toponym is used: as a location, as a metonym for actors, or inside another name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from geo.nlp.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.nlp.tokens import Token
    from geo.records import MentionRole
    from geo.toponyms.candidate_scores import ToponymCandidate

SCORES: Final[Mapping[MentionRole, float]] = {
    "literal": 0.68, "metonymic": 0.85, "embedded": 0.89, "demonym": 0.75,
}  # fmt: skip
"""How often a role that these rules give is right: on GeoWebNews' training part, names found in both."""

_ACTING = frozenset({"country", "region", "admin1", "continent"})


def role_of(words: Sequence[Token], item: ToponymCandidate) -> MentionRole:
    """Classify how a toponym is used: `demonym`, `embedded`, `metonymic` or `literal`."""
    if item.demonym:
        return "demonym"
    if item.within is not None:
        return "embedded"
    return "metonymic" if _acts(words, item) else "literal"


def speaks_only(words: Sequence[Token], item: ToponymCandidate) -> bool:
    """Return whether an institution named by its building (the Kremlin) only speaks or is spoken for."""
    if not _is_institution(words, item):
        return False
    after = _after(words, item)
    before = _before(words, item)
    said = (
        after is not None
        and after.gap == " "
        and (after.text in lexicon("speech_verbs") or after.text in lexicon("spokespeople"))
    )
    attributed = before == "to" and item.first >= 3 and words[item.first - 3].lower == "according"
    return said or attributed


def _acts(words: Sequence[Token], item: ToponymCandidate) -> bool:
    place = item.matches[0].place if item.matches else None
    if place is None:
        return False
    if _is_institution(words, item):
        return _before(words, item) not in lexicon("at_words")
    if place.kind not in _ACTING and not (place.kind == "settlement" and place.name in _capitals()):
        return False
    return _in_an_actor_s_place(words, item, is_country=place.kind == "country")


def _in_an_actor_s_place(words: Sequence[Token], item: ToponymCandidate, *, is_country: bool) -> bool:
    before, after = _before(words, item), _after(words, item)
    if before in lexicon("at_words"):
        return False
    if words[item.last - 1].possessive:
        return is_country and not (after is not None and after.lower in lexicon("geography_nouns"))
    if after is not None and after.gap == " " and after.text in lexicon("agent_verbs"):
        return True
    return (
        before in lexicon("dealing_words")
        and is_country
        and not (after is not None and after.text in lexicon("geography_nouns"))
    )


def _is_institution(words: Sequence[Token], item: ToponymCandidate) -> bool:
    name = " ".join(word.lower for word in words[item.first : item.last])
    return name.removeprefix("the ") in lexicon("institutions")


def _before(words: Sequence[Token], item: ToponymCandidate) -> str:
    """Return the word before the toponym in lower case, articles left out; empty at the start of a sentence."""
    i = item.first
    if i and not words[i].opens and words[i - 1].lower in ("the", "a", "an") and words[i].gap == " ":
        i -= 1
    if i == 0 or words[i].opens or words[i].gap != " ":
        return ""
    return words[i - 1].lower


def _after(words: Sequence[Token], item: ToponymCandidate) -> Token | None:
    if item.last >= len(words) or words[item.last].opens:
        return None
    return words[item.last]


@cache
def _capitals() -> frozenset[str]:
    from gazetteer import countries

    return frozenset(country.capital for country in countries.all() if country.capital) | {
        "Washington",
        "Brussels",
    }
