"""Made-up lines for the classifier of places: what tells a place from a news agency, an abbreviation, a word, a person.

The tagger has not seen these. Names are drawn from the gazetteer and the lexicons, so that what is learned are the
wording and the kind of name, and no name.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import gazetteer
from gazetteer import countries
from geo.dates.calendar_words import WEEKDAYS
from geo.nlp.words import lexicon
from training.corpora import Annotated, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from training.corpora import Label

_CREDITS: Final = (
    "{T}, {month} {day} ({s}) -- {c} sent two envoys.",
    "{T} ({s}) - A ferry sank on {weekday}.",
    "{t}, {c} ({s}) — Voters went to the polls.",
    "{T}, [{s}] - The minister left for {c}.",
    "A bridge fell in {t} on {weekday}, {s} said.",
    "The head of the news agency {s} was held in {t}.",
    "The {s} news agency showed a picture of {t}.",
    "He told {s} news agency that {c} had agreed.",
    "The daily {s} wrote that {c} would lose.",
    "{s} radio said that the road to {t} was cut.",
    "Smoke rose over {t}, according to the agency {s}.",
)
_IN_PARENTHESES: Final = (
    "The finalists were Ada Marsh ({c}) and Ben Cole ({d}).",
    "Two towns in the north ({t}) and the south ({u}) were hit.",
    "The fleet left {t} ({c}) on {weekday}.",
)
_DEFINED: Final = (
    "The {long} ({short}) met on {weekday}. {short} wants more money.",
    "Members of the {long} ({short}) voted in {t}. A spokesman for {short} said no.",
    "He worked for the {long} ({short}) in {t}. In {short}, he said, nobody slept.",
)
_DEFINED_COUNTRY: Final = (
    "The {long} ({short}) held a vote on {weekday}. Troops in {short} stayed in barracks.",
    "Fighting went on in the {long} ({short}). Aid workers left the {short}.",
    "{t} is far from the {long} ({short}). {short} forces guard the road.",
)
_COUNTRY: Final = (
    "Rebels in {short} burned a village.",
    "Aid reached the {short} on {weekday}.",
    "Peacekeepers in the {short} were shot at.",
    "The {short} and {c} signed a treaty.",
    "Elections in {short} were put off.",
)
_WORDS: Final = (
    "{w} police held {number} men on {weekday}.",
    "{w} officials said the road to {t} was cut.",
    "{w} won 3-1 on {weekday}.",
    "{w} lost to {x} in the final.",
    "Rain fell on {w} and {x} districts.",
    "He told {w} that he was ill.",
    "{w} leaders met in {t}.",
    "She rode the {w} to work.",
    "{w} troopers closed the road.",
    "The {w} board met on {weekday}.",
)
_MONEY: Final = ("It cost {a}$ {number} million.", "He paid {a}${number},000 for a house in {t}.")
_IT: Final = (
    "{p} said it {deed}.",
    "{p} said on {weekday} that it {deed}.",
    "{p} said late on {weekday} it {deed}.",
    "{p} {deed} on its border with {c}.",
    "{p} {deed}, its government said.",
    "{p} said its envoys had left {t}.",
    "{p} {deed}, officials said.",
    "{p} {deed}.",
    "{p} rejected the plan, which it called a mistake.",
)
_HE: Final = (
    "{p} said he {did}.",
    "{p} said on {weekday} that she {did}.",
    "{p} {did} on his birthday.",
    "{p} {did}, his coach said.",
    "{p} said her children had left {t}.",
    "{p} {did}.",
    "{p} {did} in the second half.",
    "{p}, who {did}, is {number}.",
    "{p} hated the plan, which he called a mistake.",
)
_DEEDS: Final = (
    "had recalled its envoy", "had shut its air space", "would take in more refugees", "had seized a ship",
    "had lifted a curfew", "struck rebel camps", "downed a drone", "would leave the pact", "had tested a rocket",
    "deported 40 migrants", "fired on a patrol", "mourned its dead soldiers", "rejected the charge", "blocked the vote",
)  # fmt: skip
_DID: Final = (
    "had lost his job", "would retire", "had slept badly", "had seen the crash", "hit a home run", "won the race",
    "missed a penalty", "finished third", "had studied law", "sang two songs", "wept in court", "called the police",
    "drove home", "opened the batting",
)  # fmt: skip
_NOUNS: Final[Mapping[str, Sequence[str]]] = {
    "Turkey": ("wings", "soup", "necks", "meat"),
    "China": ("cabinets", "dolls", "vases", "bowls"),
    "Mobile": ("networks", "operators", "apps", "banking"),
    "Reading": ("skills", "rooms", "lists", "groups"),
    "Bath": ("mats", "salts", "water", "rooms"),
    "Orange": ("groves", "peel", "trees", "cones"),
    "Jersey": ("numbers", "sales", "shirts"),
    "Chile": ("powder", "paste", "seeds"),
    "Split": ("decisions", "screens", "shifts"),
    "Hamburger": ("chains", "meat"),
    "Guinea": ("worms", "hens"),
    "Buffalo": ("wings", "herds", "meat"),
    "Bologna": ("sausages",),
    "Nice": ("weather", "people", "words"),
    "Cork": ("floors", "tiles"),
    "Date": ("nights", "trees"),
}
"""Names of places that are words too, with what only the word goes with."""
_NOUN_LINES: Final = (
    "{n} {m} were sold out on {weekday}.",
    "{n} {m} cost {number} dollars in {t}.",
    "He bought {n} {m} in {t}.",
    "{n} {m} have improved, a report said.",
)
_AS_PLACE: Final = (
    "{n} officials said no.",
    "The {n} mayor met voters.",
    "{n} troops left on {weekday}.",
    "Schools in {n} reopened.",
    "{n} lawmakers voted on {weekday}.",
)
_FILLED: Final[Mapping[str, Sequence[str]]] = {
    "weekday": tuple(day.capitalize() for day in WEEKDAYS),
    "month": ("Jan", "Feb.", "March", "Aug.", "Nov", "December"),
    "day": ("3", "14", "28"),
    "number": ("4", "17", "60"),
    "deed": _DEEDS,
    "did": _DID,
}
_CAPITALISED: Final = (
    "Metro",
    "State",
    "Central",
    "Federal",
    "Interstate",
    "County",
    "City",
    "District",
    "Union",
    "National",
)
"""Words that stand alone for "the metro police", "the state university" and the like."""
_INITIALS: Final[Mapping[str, str]] = {
    "A": "Association Agency Alliance Academy African American", "B": "Board Bank Bureau British Business",
    "C": "Council Committee Commission Central Capital Centre", "D": "Development Department Defence Digital",
    "E": "Economic Energy European Education", "F": "Federation Fund Foundation Federal", "G": "Group General Global",
    "H": "Health Housing Human", "I": "Institute International Industrial", "K": "Karate Kindergarten",
    "L": "League Labour Legal", "M": "Ministry Medical Movement Mining", "N": "National Nuclear Network",
    "O": "Organisation Office Open", "P": "Party Programme Police Public", "R": "Research Review Rural Rights",
    "S": "Society Service Social Security", "T": "Trade Trust Transport Technical", "U": "Union United University",
    "V": "Veterans Valley", "W": "Workers Water World", "Z": "Zoological Zone",
}  # fmt: skip
_HALF: Final = 0.5
_STATES: Final = 250_000  # inhabitants from which a country is drawn
_LARGE: Final = 100_000  # inhabitants of a town that a line is set in
_SMALL: Final = 60_000
_SHARES: Final = {"credits": 0.2, "parentheses": 0.05, "defined": 0.13, "short": 0.07, "words": 0.13, "money": 0.02,
                  "it": 0.15, "he": 0.15, "nouns": 0.1}  # fmt: skip

_Name = tuple[str, "Label | None"]


def lines(count: int, *, seed: int) -> Iterator[Annotated]:
    """Yield made-up lines with the spans of their places, people and organisations."""
    maker = _Maker(random.Random(seed))
    for kind, share in _SHARES.items():
        for _ in range(round(count * share)):
            yield maker.line(kind)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        places = gazetteer.default()
        towns = [
            place
            for place in places.places(kind="settlement")
            if place.name.isascii() and place.name.isalpha()
        ]
        self._small = [place.name for place in towns if 0 < place.population < _SMALL]
        self._large = [place.name for place in towns if place.population > _LARGE]
        self._countries = [c.name for c in countries.all() if _is_country(c.name)]
        given = lexicon("given_names")
        self._alike = [name for name in self._countries if name in given]
        self._people = self._alike + [name for name in sorted(given) if _is_division(name)]
        self._listed = sorted(lexicon("organisations"))
        self._directions = sorted(word.capitalize() for word in lexicon("directions") if word.isalpha())
        self._short = {
            short: c.name
            for c in countries.all()
            for short in c.abbreviations
            if short.isupper() and short.isalpha() and _is_country(short)
        }
        self._defined = {
            short: name
            for short, name in self._short.items()
            if "".join(word[0] for word in name.split() if word[0].isupper()) == short
        }

    def line(self, kind: str) -> Annotated:
        made: Annotated = getattr(self, f"_{kind}_line")()
        return made

    def _credits_line(self) -> Annotated:
        pick = self._chance.choice
        agency = pick((pick(self._small), pick(self._listed), self._acronym()))
        return self._filled(pick(_CREDITS), {"s": (agency, "ORG")})

    def _parentheses_line(self) -> Annotated:
        return self._filled(self._chance.choice(_IN_PARENTHESES), {})

    def _defined_line(self) -> Annotated:
        pick = self._chance.choice
        if self._chance.random() < 0.4 and self._defined:
            short = pick(sorted(self._defined))
            names: dict[str, _Name] = {"long": (self._defined[short], "PLACE"), "short": (short, "PLACE")}
            return self._filled(pick(_DEFINED_COUNTRY), names)
        short = pick(sorted(self._short)) if self._chance.random() < 0.6 else self._acronym()
        words = " ".join(pick(_INITIALS.get(letter, "United").split()) for letter in short)
        return self._filled(pick(_DEFINED), {"long": (words, "ORG"), "short": (short, "ORG")})

    def _short_line(self) -> Annotated:
        pick = self._chance.choice
        return self._filled(pick(_COUNTRY), {"short": (pick(sorted(self._short)), "PLACE")})

    def _words_line(self) -> Annotated:
        pick = self._chance.choice
        words = _CAPITALISED if self._chance.random() < _HALF else self._directions
        return self._filled(pick(_WORDS), {"w": (pick(words), None), "x": (pick(words), None)})

    def _money_line(self) -> Annotated:
        return self._filled(
            self._chance.choice(_MONEY), {"a": (self._chance.choice(("US", "A", "NZ", "CA")), None)}
        )

    def _it_line(self) -> Annotated:
        # Half of the countries are those that people are called like.
        names = self._alike if self._chance.random() < 0.6 else self._countries
        return self._filled(self._chance.choice(_IT), {"p": (self._chance.choice(names), "PLACE")})

    def _he_line(self) -> Annotated:
        return self._filled(self._chance.choice(_HE), {"p": (self._chance.choice(self._people), "PERSON")})

    def _nouns_line(self) -> Annotated:
        pick = self._chance.choice
        noun = pick(sorted(_NOUNS))
        if self._chance.random() < 0.4:
            return self._filled(pick(_AS_PLACE), {"n": (noun, "PLACE")})
        return self._filled(pick(_NOUN_LINES), {"n": (noun, None), "m": (pick(_NOUNS[noun]), None)})

    def _acronym(self) -> str:
        return "".join(
            self._chance.choice("ABCDEFGHIKLMNPRSTUW") for _ in range(self._chance.choice((3, 3, 4)))
        )

    def _filled(self, template: str, names: Mapping[str, _Name]) -> Annotated:
        """Fill a template: `t`, `u` and `T` are towns, `c` and `d` countries, and the rest as given."""
        pick = self._chance.choice
        text, spans, at = "", [], 0
        while (found := template.find("{", at)) >= 0:
            text += template[at:found]
            end = template.index("}", found)
            key = template[found + 1 : end]
            at = end + 1
            if key in _FILLED:
                text += pick(_FILLED[key])
                continue
            if key in names:
                word, label = names[key]
            elif key in "tuT":
                word, label = pick(self._large), "PLACE"
                word = word.upper() if key == "T" else word
            else:
                word, label = pick(self._countries), "PLACE"
            if label is not None:
                spans.append(Span(len(text), len(text) + len(word), label))
            text += word
        return Annotated("made up", text + template[at:], tuple(spans), names=True, nested=True)


def _is_country(name: str) -> bool:
    matches = gazetteer.default().match(name)
    return bool(matches) and matches[0].place.kind == "country" and matches[0].place.population > _STATES


def _is_division(name: str) -> bool:
    matches = gazetteer.default().match(name)
    return bool(matches) and matches[0].place.kind == "admin1"
