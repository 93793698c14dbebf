"""Reads the actors of a text: organisations, peoples with their nouns ("Israeli officials"), titled people.

A left-to-right reading of the words. A phrase is leading modifiers, then at most two anchors (an organisation, a
demonym, a place, with or without 's), then nouns and modifiers, then at most one person's name; all may be missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.actors.dictionaries import GUESTS, RoleNoun, modifiers, role_nouns
from geo.dates.calendar_words import word_set
from geo.nlp.grammar import DETERMINERS, PREPOSITIONS, is_finite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.actors.dictionaries import PhraseTable
    from geo.nlp.tokens import Token, Tokens
    from geo.spans import NamedSpan

_GAP = re.compile(r"(?! ?--| [-–] )[ \t\xa0\-–.'’‘&/]{0,3}\n?[ \t]?")
"""What may separate two words of one phrase; a dash ends a dateline."""
COMPOUND = re.compile(r"\.?[-–](?:[a-z]+ed|led|run|held|made|born|wide)\b")
"""What makes an adjective of a name: "U.S.-backed" names another actor."""
_LONGEST_NOUN = 5
_MOST_MODIFIERS = 4
_LONGEST_LIST = 30
_ABBREVIATIONS = word_set(
    """adm brig capt col cpl dr gen gov hon lt maj mr mrs ms prof rep reps rev sen sens sgt st supt"""
)
_VERBS = frozenset({"head", "heads", "lead"})
"""Nouns that are verbs before a name: "to head Smith's team"."""
_PARTICIPLES = frozenset({"accused"})
_PRESENTS = frozenset({"forces", "guards", "heads", "states", "partners"})
"""Nouns of actors that are verbs too: the first also behind their actor, the others where an object begins."""
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "all", "some"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What gives a phrase its name and country: an organisation, a demonym or a place, by word numbers, half-open.

    `acts` tells whether it is an actor when it stands alone: a place where something happens is none. A container only
    completes the name of the place before it: "Lyon, France".
    """

    first: int
    last: int
    name: str
    country: str
    role: str
    acts: bool = True
    is_place: bool = False
    is_container: bool = False


@dataclass(slots=True, kw_only=True)
class ActorPhrase:
    """One phrase, by word numbers, half-open; `nouns` holds modifiers as well, in their order.

    `members` are the other countries of "ministers from Chad, Niger and Mali". `beyond` is where reading goes on:
    after such a list, or after an apposition, which tells of a person but is not part of the name.
    """

    first: int
    last: int
    beyond: int = 0
    definite: bool = False
    anchors: list[Anchor] = field(default_factory=list)
    nouns: list[RoleNoun] = field(default_factory=list)
    members: list[Anchor] = field(default_factory=list)
    person: NamedSpan | None = None

    @property
    def country(self) -> str:
        """Country of the first anchor that has one."""
        return next((anchor.country for anchor in self.anchors if anchor.country), "")

    @property
    def head(self) -> RoleNoun | None:
        """The last noun."""
        return self.nouns[-1] if self.nouns else None

    @property
    def role(self) -> str:
        """Sector: an organisation's own, else the head noun's, else that of the words before it."""
        stated = self._noun_role()
        for anchor in self.anchors:
            if (
                anchor.role
                and not anchor.is_place
                and not (anchor.role == "GOV" and stated in _WITHIN_STATES)
            ):
                return anchor.role
        return stated or next((anchor.role for anchor in self.anchors if not self.nouns), "")

    def _noun_role(self) -> str:
        head = self.head
        if head is None or (head.kind in ("title", "group", "body") and head.role):
            return head.role if head else ""
        return next((noun.role for noun in reversed(self.nouns[:-1]) if noun.role), head.role)


_WITHIN_STATES = frozenset({"MIL", "COP", "JUD", "LEG"})


def joins(words: Sequence[Token], at: int) -> bool:
    """Return whether word `at` can be of one phrase with the word before it."""
    if not 0 < at < len(words):
        return False
    gap, last = words[at].gap, words[at - 1]
    if gap == " ":
        return True
    # A full stop ends a phrase unless an abbreviation stands before it: "Lt. Gen.", "U.S. troops".
    if gap[:1] == "." and gap != "." and len(last.text) > 1 and last.lower not in _ABBREVIATIONS:
        return False
    return _GAP.fullmatch(gap) is not None


def is_possessive_ending(word: Token) -> bool:
    """Return whether a word is the ending of a possessive: the "s" of "Hamas's"."""
    return word.text == "s" and word.gap in ("'", "’", "‘")


class PhraseReader:
    """Holds what is known of each word of a text, and reads the phrases in it."""

    def __init__(
        self,
        text: str,
        words: Tokens,
        anchors: Iterable[Anchor],
        people: Iterable[tuple[int, int, NamedSpan]],
    ) -> None:
        self.text = text
        self.words = words
        self._plain = [word.text for word in words]
        self._people = {first: (last, span) for first, last, span in people}
        self._anchors: dict[int, Anchor] = {}
        for anchor in anchors:
            best = self._anchors.get(anchor.first)
            if best is None or anchor.last > best.last:
                self._anchors[anchor.first] = anchor

    def phrases(self) -> list[ActorPhrase]:
        """Read all phrases from left to right; none overlaps another."""
        found: list[ActorPhrase] = []
        at = 0
        while at < len(self.words):
            phrase = self._read(at) if self._opens(at) else None
            if phrase is None:
                at += 1
                continue
            self._read_postmodifiers(phrase)
            phrase.definite = phrase.first > 0 and self._is_determined(phrase.first)
            found.append(phrase)
            at = max(phrase.last, phrase.beyond)
        return found

    def _opens(self, at: int) -> bool:
        """Return whether a phrase can begin at a word: most words begin none, and this is the quick question."""
        if at in self._anchors or at in self._people:
            return True
        word = self._plain[at]
        return role_nouns().begins(word) or modifiers().begins(word)

    def _is_determined(self, first: int) -> bool:
        before = self.words[first - 1]
        return is_possessive_ending(before) or before.lower in ("the", "this", "its", "their", "his", "her")

    def _read(self, first: int) -> ActorPhrase | None:
        """Read the phrase that starts at a word."""
        phrase = ActorPhrase(first=first, last=first)
        at = self._read_modifiers(phrase)
        while len(phrase.anchors) < 2 and at in self._anchors and self._continues(at, first):
            phrase.anchors.append(self._anchors[at])
            phrase.last = self._anchors[at].last
            at = self._after_possessive(phrase.last)
        at = self._read_nouns(phrase, at)
        if at in self._people and self._continues(at, first) and self._plain[first] not in _VERBS:
            phrase.last, phrase.person = self._people[at]
            return phrase
        while phrase.nouns and phrase.nouns[-1].kind == "modifier":
            phrase.nouns.pop()
        return phrase if phrase.anchors or any(noun.kind != "demonym" for noun in phrase.nouns) else None

    def _read_modifiers(self, phrase: ActorPhrase) -> int:
        at = phrase.first
        while (
            len(phrase.nouns) < _MOST_MODIFIERS
            and self._continues(at, phrase.first)
            and at not in self._anchors
        ):
            step = self._modifier(at)
            if step is None or self._noun(at) is not None or at in self._people:
                break
            phrase.nouns.append(step[1])
            at += step[0]
        return at

    def _read_nouns(self, phrase: ActorPhrase, at: int) -> int:
        """Read nouns and modifiers into a phrase, whose end becomes that of the last noun."""
        while self._continues(at, phrase.first) and at not in self._people:
            noun, modifier = self._noun(at), self._modifier(at)
            if noun is not None and self._is_verb(phrase, at):
                break
            if noun is not None and (modifier is None or noun[0] >= modifier[0]):
                at += noun[0]
                phrase.nouns.append(noun[1])
                phrase.last = at
            elif modifier is not None:
                at += modifier[0]
                phrase.nouns.append(modifier[1])
            else:
                break
        return at

    def _is_verb(self, phrase: ActorPhrase, at: int) -> bool:
        """Return whether a noun of the table is the verb of a sentence: "Mali accused Togo", "navy guards a dam"."""
        word = self._plain[at]
        previous = self.words[at - 1].lower if at else ""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        inside = bool(phrase.anchors or phrase.nouns)
        if word in _PARTICIPLES:
            if not inside:
                return previous not in DETERMINERS and not previous.isdigit()
            return following is not None and following.gap == " " and not is_finite(self.words, at + 1)
        return (
            word in _PRESENTS
            and (inside or (joins(self.words, at) and previous not in DETERMINERS | PREPOSITIONS))
            and following is not None
            and following.gap == " "
            and following.lower in _ARTICLES
        )

    def _read_postmodifiers(self, phrase: ActorPhrase) -> None:
        """Read an apposition, "of Kenya", "in Nairobi"."""
        if phrase.person is not None:
            self._apposition(phrase)
            if phrase.nouns and not phrase.country and not phrase.beyond:
                phrase.beyond = self._complement(phrase)  # "President Lula of Brazil"
        elif phrase.nouns:
            self._name_after_comma(phrase)
        if phrase.person is None and phrase.nouns and not phrase.country:
            phrase.last = self._complement(phrase)
            self._name_after_comma(phrase)

    def _apposition(self, phrase: ActorPhrase) -> None:
        """Read "Yahya Sinwar, the leader of Hamas, ...": the apposition after a name states who it is."""
        if not self._comma_before(phrase.last):
            return
        at = phrase.last
        at += self.words[at].lower in _DETERMINERS
        apposition = self._read(at) if at < len(self.words) else None
        if (
            apposition is None
            or apposition.person is not None
            or not apposition.nouns
            or apposition.nouns[-1].kind == "body"
        ):
            return
        if apposition.last in self._people and self._comma_before(apposition.last):
            return  # a list: "Ana Vargas, the Kenyan minister, Ken Ito, and ..."
        phrase.beyond = apposition.last if apposition.country else self._complement(apposition)
        phrase.nouns += apposition.nouns
        phrase.anchors += apposition.anchors

    def _name_after_comma(self, phrase: ActorPhrase) -> None:
        """Read "the Israeli defence minister, Yoav Gallant, ..."."""
        at = phrase.last
        title = phrase.head is not None and phrase.head.kind in ("title", "generic")
        if (
            title
            and at in self._people
            and self._comma_before(at)
            and self._comma_before(self._people[at][0])
        ):
            phrase.last, phrase.person = self._people[at]

    def _complement(self, phrase: ActorPhrase) -> int:
        """Read "president of Kenya", "police in Nairobi": whom a noun belongs to; gives where the phrase ends."""
        at = phrase.last
        if at >= len(self.words) or not joins(self.words, at):
            return phrase.last
        link = self.words[at].lower
        at += 1
        at += at < len(self.words) and self.words[at].lower == "the"
        anchor = self._anchors.get(at)
        if anchor is None or not self._continues(at, phrase.first):
            return phrase.last
        if link == "of":
            owner = self._read(at)
            phrase.anchors.append(anchor)
            self._list(phrase, anchor)
            return owner.last if owner is not None and owner.person is None else anchor.last
        fits = phrase.role in _BELONG_WHERE_THEY_ARE if link == "in" else self._may_come_from(phrase)
        if link == "in" and any(self.words[i].lower in GUESTS for i in range(phrase.first, phrase.last)):
            return phrase.last  # "refugees in Kenya" come from elsewhere
        if link in ("in", "from") and anchor.is_place and fits:
            phrase.anchors.append(anchor)  # the place itself stays outside: it is where, not who
            self._list(phrase, anchor)
        return phrase.last

    def _may_come_from(self, phrase: ActorPhrase) -> bool:
        """Return whether "from Mali" can state an affiliation; troops are also withdrawn from there."""
        return phrase.role in _BELONG_WHERE_THEY_ARE or (
            phrase.head is not None and phrase.head.kind != "group"
        )

    def _list(self, phrase: ActorPhrase, anchor: Anchor) -> None:
        """Read on through "from Chad, Niger and Mali"."""
        at = anchor.last
        while anchor.is_place and at < len(self.words) and len(phrase.members) < _LONGEST_LIST:
            between = self.text[self.words[at - 1].end : self.words[at].start].strip()
            step = at + (self.words[at].lower == "and")
            step += step < len(self.words) and self._plain[step].lower() == "the"
            following = self._anchors.get(step)
            if (between != "," and step == at) or between not in ("", ",") or following is None:
                return
            if following.is_container and step == at:
                at = phrase.beyond = following.last
                continue
            if not following.is_place or following.acts:
                return
            phrase.members.append(following)
            at = phrase.beyond = following.last

    def _continues(self, at: int, first: int) -> bool:
        return at < len(self.words) and (at == first or joins(self.words, at))

    def _comma_before(self, at: int) -> bool:
        """Return whether nothing but a comma separates word `at` from the one before it."""
        if not 0 < at < len(self.words):
            return False
        return self.text[self.words[at - 1].end : self.words[at].start].strip() == ","

    def _after_possessive(self, at: int) -> int:
        return at + 1 if at < len(self.words) and is_possessive_ending(self.words[at]) else at

    def _limit(self, at: int) -> int:
        """Return the first word after `at` that cannot be of one phrase with it, a few words on at most."""
        limit = at + 1
        while limit < min(at + _LONGEST_NOUN, len(self.words)) and joins(self.words, limit):
            limit += 1
        return limit

    def _noun(self, at: int) -> tuple[int, RoleNoun] | None:
        return self._longest_of(role_nouns(), at)

    def _modifier(self, at: int) -> tuple[int, RoleNoun] | None:
        return self._longest_of(modifiers(), at)

    def _longest_of(self, table: PhraseTable[RoleNoun], at: int) -> tuple[int, RoleNoun] | None:
        if at >= len(self.words) or not table.begins(self._plain[at]):
            return None
        return table.longest(self._plain, at, self._limit(at))


_BELONG_WHERE_THEY_ARE = frozenset({"COP", "JUD", "GOV", "CVL", "LEG", "OPP"})
