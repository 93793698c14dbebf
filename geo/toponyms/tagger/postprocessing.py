"""Post-processes the places that the network found by the gazetteer, the report's people and the rest of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.nlp.encoder import windows
from geo.nlp.words import lexicon
from geo.toponyms.tagger.decoding import ROLES
from geo.toponyms.tagger.span_extraction import TaggedPlace, chance_of, is_surname

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.nlp.encoder.windows import EncoderTokens
    from geo.nlp.tokens import Token
    from geo.toponyms.tagger.decoding import Scores
    from geo.toponyms.tagger.span_extraction import Known, TaggedName

SITE: Final = 0.9
"""How sure a site is that the gazetteer knows by several words: in the training corpora 26 of 29 are places."""
POSSIBLE: Final = 0.05
"""A name that the gazetteer knows is looked at from this probability on, though the tagger passed it over."""
_LONGEST = 8  # words of a name that is looked for again
REPEATED: Final = 0.15
"""A name that the tagger is sure of in one sentence is taken in another of the report from this probability on."""
SURE: Final = 0.8
JOINED: Final = 0.2
"""The rest of a name that the gazetteer knows and of which the tagger found a part needs this probability."""
NAMESAKE: Final = 0.97
"""A surname of the report's people is a town only from this probability on, or after a preposition of place."""
_CAPITALS: Final = 2
"""Shape of a word in capitals."""
WITHIN: Final = 0.35
"""A name that the gazetteer knows is taken inside an organisation's name from this probability on."""


def joined(
    tokens: EncoderTokens, scores: Scores, places: Sequence[TaggedPlace], known: Known
) -> list[TaggedPlace]:
    """Merge what the gazetteer has as one name and the tagger split in two (The | Hague, Sri | Lankan)."""
    enclosing = {i: place for place in places for i in range(place.first, place.last)}
    whole: list[TaggedPlace] = []
    for start, end in sorted(known, key=lambda span: span[0] - span[1]):
        first, last = tokens.span(start, end)
        words = [i for i in range(first, last) if tokens[i].text.isalnum()]
        parts = {id(enclosing[i]) for i in words if i in enclosing}
        others = [i for i in words if i not in enclosing]
        if not parts or (len(parts) < 2 and not others):
            continue
        if not all(_is_direction(tokens[i]) or chance_of(scores, i, i + 1) >= JOINED for i in others):
            continue  # Southern California and Khan Younis, where the tagger said California and Khan
        if any(not first <= enclosing[i].first <= enclosing[i].last <= last for i in words if i in enclosing):
            continue
        demonym = windows.class_of(known[start, end][:6]) == 1
        chance = chance_of(scores, first, last)
        place = TaggedPlace(
            start,
            end,
            first,
            last,
            demonym,
            chance,
            f"the tagger is {chance:.0%} sure; one name in the gazetteer",
        )
        whole.append(place)
        enclosing.update(dict.fromkeys(range(first, last), place))
    if not whole:
        return list(places)
    return [*whole, *(p for p in places if not any(w.start <= p.start and p.end <= w.end for w in whole))]


def sites(
    tokens: EncoderTokens,
    scores: Scores,
    places: Sequence[TaggedPlace],
    names: Sequence[TaggedName],
    known: Known,
) -> list[TaggedPlace]:
    """Extend a toponym to the whole name of a site where the gazetteer has it, whatever part the tagger found.

    "Aida refugee camp" and "Area 51" name one thing only. What goes on with another capital ("Camp David Accords"),
    lies in a longer name or speaks ("Harvard University said") is left as it is.
    """
    enclosing_names = names_by_token(names)
    here = {(place.start, place.end) for place in places}
    found: list[TaggedPlace] = []
    for start, end in sorted(known, key=lambda span: (span[0] - span[1], span[0])):
        first, last = tokens.span(start, end)
        if known[start, end][0].place.kind != "facility" or last - first < 2 or (start, end) in here:
            continue
        if any(site.start < end and start < site.end for site in found) or _goes_further(tokens, last):
            continue
        inside = {enclosing_names[i] for i in range(first, last) if i in enclosing_names}
        if not all(first <= name.first and name.last <= last for name in inside):
            continue
        if not all(start <= p.start and p.end <= end for p in places if p.start < end and start < p.end):
            continue
        if any(name.first == first and name.last == last for name in inside) and not _is_where(
            scores, first, last
        ):
            continue
        reason = "the gazetteer has a site of this whole name"
        found.append(TaggedPlace(start, end, first, last, demonym=False, chance=SITE, reason=reason))
    return found


def _goes_further(tokens: EncoderTokens, last: int) -> bool:
    """Return whether another capitalised word follows a name."""
    return last < len(tokens) and tokens.gaps[last] == 1 and tokens.shapes[last] in (1, 2)


def _is_where(scores: Scores, first: int, last: int) -> bool:
    """Return whether the name of an organisation locates something, rather than names who acts."""
    chances = np.exp(scores.roles[first:last]).mean(axis=0)
    return ROLES[int(chances.argmax())] == "literal"


def _is_direction(token: Token) -> bool:
    return token.shape == 1 and token.lower in lexicon("directions")


def names_by_token(names: Sequence[TaggedName]) -> dict[int, TaggedName]:
    """Return the name that contains each token of one."""
    return {i: name for name in names for i in range(name.first, name.last)}


def is_person(place: TaggedPlace, enclosing_names: Mapping[int, TaggedName], scores: Scores) -> bool:
    """Return whether the words are a person's, or part of a person's: the name's probability is the greater one."""
    for i in range(place.first, place.last):
        name = enclosing_names.get(i)
        if name is None or name.span.label != "PERSON":
            continue
        if name.last - name.first > place.last - place.first:
            return True
        person = float(np.exp(scores.names[place.first : place.last, 1:3]).sum(axis=1).mean())
        return person > place.chance
    return False


def is_alike(text: str, place: TaggedPlace, names: Sequence[TaggedName]) -> bool:
    """Return whether words that are a whole person's name for the network may be a country's that acts.

    Not where somebody in the report has the name with others beside it: "Jordan Hill ... Jordan said".
    """
    name = text[place.start : place.end]
    alone = False
    for other in names:
        if other.span.label != "PERSON":
            continue
        if other.first <= place.first and place.last <= other.last:
            if (other.first, other.last) != (place.first, place.last):
                return False
            alone = True
        elif other.span.text != name and name in other.span.text.split():
            return False
    return alone


def surnames_of(names: Sequence[TaggedName]) -> frozenset[str]:
    """Return the last words of people named in full."""
    full = (name.span.text.split() for name in names if name.span.label == "PERSON")
    return frozenset(words[-1] for words in full if len(words) > 1)


def is_namesake(text: str, tokens: EncoderTokens, place: TaggedPlace, surnames: frozenset[str]) -> bool:
    """Return whether a person of the report is meant by the surname alone ("Kigali said"), and not the town."""
    if place.chance >= NAMESAKE or text[place.start : place.end] not in surnames:
        return False
    before = tokens[place.first - 1].lower if place.first else ""
    return before not in lexicon("locative_prepositions")


def is_first_name(tokens: EncoderTokens, place: TaggedPlace) -> bool:
    """Return whether an unsure place is followed by a capitalised word of which nothing is known: "Rafa'a Salameh"."""
    return place.chance < SURE and is_surname(tokens, place.last)


def repeated(
    text: str,
    tokens: EncoderTokens,
    scores: Scores,
    places: Sequence[TaggedPlace],
    enclosing_names: Mapping[int, TaggedName],
) -> Iterator[TaggedPlace]:
    """Yield further mentions of names of which the tagger is sure elsewhere in the report."""
    sure = {text[p.start : p.end]: p.demonym for p in places if p.chance >= SURE}
    longest = min(max((name.count(" ") + name.count("-") + 1 for name in sure), default=0), _LONGEST)
    taken = {i for place in places for i in range(place.first, place.last)}
    taken |= {i for i, name in enclosing_names.items() if name.span.label == "PERSON"}
    first_words = {name.split()[0].split("-")[0] for name in sure}
    for i, token in enumerate(tokens):
        if i in taken or token.text not in first_words:
            continue
        for last in range(min(i + 2 * longest, len(tokens)), i, -1):
            surface = text[token.start : tokens[last - 1].end]
            if surface in sure and chance_of(scores, i, last) >= REPEATED:
                chance = chance_of(scores, i, last)
                yield TaggedPlace(
                    token.start, tokens[last - 1].end, i, last, sure[surface], chance,
                    f"the tagger is sure of {surface} elsewhere in the report, here {chance:.0%}",
                )  # fmt: skip
                break


def inside(
    tokens: EncoderTokens,
    scores: Scores,
    places: Sequence[TaggedPlace],
    enclosing_names: Mapping[int, TaggedName],
    known: Known,
) -> Iterator[TaggedPlace]:
    """Yield places that the gazetteer knows inside organisations' names, where the tagger thinks them possible."""
    taken = {i for place in places for i in range(place.first, place.last)}
    for start, end in sorted(known, key=lambda span: (span[0], -span[1])):
        first, last = tokens.span(start, end)
        if taken.intersection(range(first, last)):
            continue
        enclosing = enclosing_names.get(first)
        if (
            enclosing is None
            or enclosing.span.label != "ORG"
            or not last - first < enclosing.last - enclosing.first
        ):
            continue
        if enclosing_names.get(last - 1) is not enclosing:
            continue
        found = windows.class_of(known[start, end][:6])
        chance = chance_of(scores, first, last)
        if found in (1, 2, 3, 4, 7, 8) and chance >= WITHIN:
            taken.update(range(first, last))
            yield TaggedPlace(
                start, end, first, last, found == 1, chance,
                f"known to the gazetteer, inside {enclosing.span.text}; the tagger is {chance:.0%} sure",
            )  # fmt: skip


def possible(
    tokens: EncoderTokens, scores: Scores, places: Sequence[TaggedPlace], known: Known
) -> Iterator[TaggedPlace]:
    """Yield names that the gazetteer knows and the network thinks hardly possible, apart from `places`.

    Of names inside one another the longest; neither words in small letters nor common words.
    """
    taken = {i for place in places for i in range(place.first, place.last)}
    for start, end in sorted(known, key=lambda span: (span[0] - span[1], span[0])):
        first, last = tokens.span(start, end)
        if taken.intersection(range(first, last)) or tokens.shapes[first] == 0:
            continue
        if last - first == 1 and _is_common(tokens, first, known[start, end]):
            continue
        chance = chance_of(scores, first, last)
        if chance >= POSSIBLE:
            taken.update(range(first, last))
            demonym = windows.class_of(known[start, end][:6]) == 1
            reason = "the gazetteer knows the name"
            yield TaggedPlace(start, end, first, last, demonym, chance, reason)


def _is_common(tokens: EncoderTokens, at: int, matches: Sequence[NameMatch]) -> bool:
    """Return whether a word is an everyday one, and no country's abbreviation in a line of small letters ("in CAR")."""
    token = tokens[at]
    if token.text in lexicon("sentence_openers"):
        return True
    if token.lower not in lexicon("common_words"):
        return False
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(tokens) and tokens[i].text.isalpha()]
    abbreviated = matches[0].name_kind == "abbreviation" and matches[0].place.kind == "country"
    return not (
        abbreviated and tokens.shapes[at] == _CAPITALS and any(tokens.shapes[i] != _CAPITALS for i in beside)
    )


def nested(
    tokens: EncoderTokens, scores: Scores, places: Sequence[TaggedPlace], known: Known
) -> Iterator[TaggedPlace]:
    """Yield names that the gazetteer knows inside longer toponyms: "Springfield" in "Springfield Town Hall".

    A name of which the gazetteer has the whole as anything but a site has no place inside: "New York", "South Sudan".
    """
    enclosing = {
        i: place for place in places if place.last - place.first > 1 for i in range(place.first, place.last)
    }
    for start, end in sorted(known):
        first, last = tokens.span(start, end)
        outer = enclosing.get(first)
        if outer is None or last > outer.last or (start, end) == (outer.start, outer.end):
            continue
        whole = known.get((outer.start, outer.end), ())
        if tokens.shapes[first] == 0 or (whole and whole[0].place.kind != "facility"):
            continue
        chance = chance_of(scores, first, last)
        yield TaggedPlace(
            start, end, first, last, demonym=False, chance=chance, reason="inside a longer name"
        )


def apart(places: Sequence[TaggedPlace]) -> list[TaggedPlace]:
    """Drop what overlaps a surer name, and sort by start."""
    kept: list[TaggedPlace] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if kept and place.start < kept[-1].end:
            if place.chance > kept[-1].chance:
                kept[-1] = place
            continue
        kept.append(place)
    return kept
