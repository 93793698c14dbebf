"""Made-up lines for the tagger: kinds of names that the annotated reports have too few of, with what each name is.

Countries that act at the head of a report, people who are called like countries, firms and news agencies called like
towns, nouns that are spelled like places, names with apostrophes and hyphens, abbreviations of countries. Names are
drawn from the gazetteer and the lexicons, so that what is learned is the wording and the kind of place, and no name.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import gazetteer
from gazetteer import countries
from geo.dates.calendar_words import WEEKDAYS
from geo.nlp.words import lexicon
from training.corpora import Annotated, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from training.corpora import Label, Role

_ACTING: Final = (
    "{c} said its {force} had taken the hill.",
    "{c} said on {day} that it had {deed}.",
    "{c} said it would not sign.",
    "{c} {deed} on {day}, the {force} said.",
    "{c} {deed} over the border, officials said.",
    "{c} shot down a drone on {day}, its {force} said.",
    "{c} says it will send {number} troops to {d}.",
    "{c} condemned the attack and recalled its ambassador.",
    "{c} denied the charge on {day}.",
    "{c} and {d} signed a treaty on {day}.",
    "{c} closed its border with {d} on {day}.",
    "{c} asked {d} for help.",
    "{c} accused {d} of arming the rebels.",
    "{c}'s {force} {deed}, a minister said.",
    "{c} reported {number} new cases.",
    "{c} has {deed}, its foreign ministry said.",
    "The talks failed. {c} said {d} had walked out.",
    "{c} urged restraint. {d} did not answer.",
    "{c} is ready for talks, its president said.",
    "{c} beat {d} 2-1 on {day}.",
    "{c} sent {number} tonnes of flour to {d}.",
)
_PEOPLE: Final = (
    "{p} said he was glad to be home.",
    "{p} said she would run again.",
    "{p} scored twice on {day}.",
    "{p}, {number}, said he had seen nothing.",
    "{p} told his mother on {day}.",
    "{p} and {q} married in {c}.",
    "{p} shot down the idea, her lawyer said.",
    '"He was late," {p} said.',
    "{p}'s father drove him to {c}.",
    "Witnesses said {p} ran from his car.",
    "{p} is a nurse. She works nights.",
    "{p} {surname} said he paid.",
)
_FIRMS: Final = (
    "Shares of {s} fell {number} percent on {day}.",
    "{s} reported that floods had hit {c}.",
    "Retailer {s} opened {number} stores in {c}.",
    "The {s} news agency said so on {day}.",
    "{s} reported on {day}, quoting officials in {c}.",
    "{s}-{t} workers in {c} went on strike.",
    "{s} Inc. hired {number} people in {c}.",
    "Shoppers left {s}-{t} on {day}.",
    "{s} TV showed smoke over {c}.",
    "According to {s}, the state news agency, {c} agreed.",
    "He sold his stake in {s} and moved to {c}.",
    "The newspaper {s} wrote that {c} had lost.",
    "{s} and {t}, two carmakers, will merge.",
    "A spokesman for {s} Corp. said no.",
    "{c} told {s}, a broadcaster, that it would pay.",
    "The {s} app was down in {c}.",
    "{a} reported on {day} that {c} had {deed}.",
    "The {a} party lost in {c}.",
    "A report by {a} on {c} said so.",
)
_NOUNS: Final[Mapping[str, Sequence[str]]] = {
    "Turkey": ("breasts", "burgers", "sausages", "sandwiches", "legs"),
    "Guinea": ("pigs", "fowl"),
    "China": ("plates", "cups"),
    "Bath": ("towels", "tubs"),
    "Cork": ("boards", "stoppers"),
    "Mobile": ("phones", "homes"),
    "Reading": ("glasses", "lessons"),
    "Bologna": ("sandwiches", "slices"),
    "Jersey": ("fabrics", "cows"),
    "Cologne": ("bottles", "sprays"),
    "Chile": ("peppers", "sauce"),
    "Split": ("peas", "ends"),
    "Hamburger": ("buns", "patties"),
    "Sandwich": ("shops", "spreads"),
    "Brandy": ("glasses",),
    "Pool": ("tables", "chairs"),
    "Date": ("palms",),
    "Ham": ("slices", "sandwiches"),
}
"""Names of places that are nouns too, with what only the noun goes with."""
_NOUN_LINES: Final = (
    "{n} {m} were recalled in {c} on {day}.",
    "{n} {m} cost more in {c} this year.",
    "{n} {m} are sold everywhere.",
    "She sells {n} {m} in {c}.",
)
_AS_PLACE: Final = (
    "{n} police held {number} people.",
    "{n} residents met on {day}.",
    "Officials in {n} said so.",
    "{n} airport was shut on {day}.",
)
_PLACES: Final = (
    "Floods hit {x} on {day}.",
    "Police in {x} held {number} people.",
    "{x} is quiet, its mayor said.",
    "Aid reached {x} from {c}.",
    "Prices rose in {x} on {day}.",
    "The road to {x} is cut.",
    "{x}'s hospital is full.",
    "Fighting in {x} killed {number}.",
    "She was born in {x} and studied in {c}.",
    "{x}, {c} - Voters went to the polls on {day}.",
)
_SHORT: Final = (
    "Fighting resumed in {b}, the UN said.",
    "Armed groups in the {b} attacked a convoy.",
    "The {b} has {number} such camps.",
    "Aid for {b} fell on {day}.",
    "{b} forces crossed into {c}.",
    "She flew from {c} to the {b}.",
)
_SITES: Final = (
    "Voters queued at {site} on {day}.",
    "The hurt were taken to {site}.",
    "A fire broke out at {site} on {day}.",
    "{number} people met at {site} in {c}.",
    "{site} was shut on {day}.",
)
_OF_TOWNS: Final = (
    "Town Hall",
    "City Hall",
    "Airport",
    "International Airport",
    "Regional Airport",
    "Memorial Hospital",
    "General Hospital",
    "Community Hospital",
    "Regional Hospital",
    "Fire Station",
    "Police Station",
    "Zoo",
    "Public Library",
    "City Council",
    "County Courthouse",
    "High School",
    "Central Station",
    "University Hospital",
    "Convention Center",
    "Botanical Garden",
)
"""What is called after the town that it stands in."""
_OF_PEOPLE: Final = (
    "Street",
    "Avenue",
    "Road",
    "Drive",
    "Lane",
    "Court",
    "Elementary School",
    "Middle School",
    "Memorial Park",
    "Bridge",
    "Hall",
    "Memorial Library",
    "Square",
    "Building",
    "Stadium",
    "Boulevard",
    "Square Mall",
    "Tower",
    "Theater",
)
"""What is called after people, or after towns elsewhere."""
_WORDS: Final[Mapping[str, Sequence[str]]] = {
    "day": tuple(day.capitalize() for day in WEEKDAYS),
    "force": ("army", "troops", "air force", "navy", "government"),
    "deed": (
        "shelled a camp",
        "carried out air strikes",
        "killed 12 rebels",
        "freed the hostages",
        "expelled an envoy",
        "shot down two drones",
        "test-fired a missile",
        "raised its tariffs",
        "held an election",
    ),
    "number": ("3", "12", "34", "250"),
}
_STATES: Final = 250_000  # inhabitants from which a country is drawn
_SMALL: Final = 60_000
_LARGE: Final = 20_000  # inhabitants of a town that has a hospital or an airport
_HALF: Final = 0.5
_SHARES: Final = {
    "acting": 0.24,
    "people": 0.16,
    "firms": 0.24,
    "nouns": 0.06,
    "places": 0.2,
    "short": 0.1,
    "sites": 0.15,
}


def lines(count: int, *, seed: int) -> Iterator[Annotated]:
    """Yield made-up lines with the spans of their names."""
    maker = _Maker(random.Random(seed))
    for kind, share in _SHARES.items():
        for _ in range(round(count * share)):
            yield maker.line(kind)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        places = gazetteer.default()
        self._countries = [c for c in countries.all() if _known(c.name)]
        self._states = [c.name for c in self._countries]
        towns = [p for p in places.places(kind="settlement") if p.name.isascii()]
        self._small = [
            p.name for p in towns if " " not in p.name and 0 < p.population < _SMALL and p.name.isalpha()
        ]
        self._large = [p.name for p in towns if p.population > _LARGE]
        self._marked = [p.name for p in towns if ("'" in p.name or "-" in p.name) and p.population > 5_000]
        self._marked += 20 * [n for c in countries.all() for n in (c.name, *c.aliases) if set(n) & set("'’-")]
        given = lexicon("given_names")
        named = {
            m for m in given if (found := places.match(m)) and found[0].place.kind in ("country", "admin1")
        }
        self._people = sorted(named) + ["Jordan", "Chad", "Georgia"] * max(1, len(named) // 12)
        self._given = sorted(given)
        self._surnames = sorted(lexicon("surnames"))
        self._short = _abbreviations(places)
        self._acronyms = [
            "".join(chance.choice("ABCDEFGHIKLMNPRSTUVW") for _ in range(n))
            for n in (3, 4)
            for _ in range(60)
        ]

    def line(self, kind: str) -> Annotated:
        pick = self._chance.choice
        if kind == "acting":
            # A third of the countries are those that people are called like.
            first = (
                pick([n for n in self._people if n in self._states] or self._states)
                if self._chance.random() < 0.35
                else pick(self._states)
            )
            return self._filled(
                pick(_ACTING),
                {"c": (first, "PLACE", "metonymic"), "d": (pick(self._states), "PLACE", "metonymic")},
            )
        if kind == "people":
            return self._filled(
                pick(_PEOPLE),
                {
                    "p": (pick(self._people), "PERSON", None),
                    "q": (pick(self._given), "PERSON", None),
                    "c": self._where(),
                },
                joined=True,
            )
        if kind == "firms":
            return self._filled(
                pick(_FIRMS),
                {
                    "s": (pick(self._small), "ORG", None),
                    "t": (pick(self._small), "ORG", None),
                    "a": (pick(self._acronyms), "ORG", None),
                    "c": self._where(),
                },
                joined=True,
            )
        if kind == "nouns":
            noun = pick(sorted(_NOUNS))
            if self._chance.random() < 0.5:
                return self._filled(pick(_AS_PLACE), {"n": (noun, "PLACE", "literal")})
            return self._filled(
                pick(_NOUN_LINES),
                {"n": (noun, None, None), "m": (pick(_NOUNS[noun]), None, None), "c": self._where()},
            )
        if kind == "sites":
            return self._site()
        if kind == "short":
            return self._filled(
                pick(_SHORT), {"b": (pick(self._short), "PLACE", "literal"), "c": self._where()}
            )
        return self._filled(
            pick(_PLACES), {"x": (pick(self._marked), "PLACE", "literal"), "c": self._where()}
        )

    def _site(self) -> Annotated:
        """Make a line of a site; the town in its name is marked where it is one's name that it stands in."""
        pick = self._chance.choice
        after_town = self._chance.random() < _HALF
        name, head = (
            (pick(self._large), pick(_OF_TOWNS)) if after_town else (pick(self._surnames), pick(_OF_PEOPLE))
        )
        site = f"{name} {head}"
        line = self._filled(pick(_SITES), {"site": (site, "PLACE", "literal"), "c": self._where()})
        if not after_town:
            return line
        start = next(span.start for span in line.spans if line.text[span.start : span.end] == site)
        inner = Span(start, start + len(name), "PLACE", "embedded")
        return replace(line, spans=(*line.spans, inner))

    def _where(self) -> tuple[str, Label | None, Role | None]:
        return self._chance.choice(self._states), "PLACE", "literal"

    def _filled(
        self, template: str, names: dict[str, tuple[str, Label | None, Role | None]], *, joined: bool = False
    ) -> Annotated:
        text, spans, at = "", [], 0
        while at < len(template):
            if template[at] != "{":
                text += template[at]
                at += 1
                continue
            end = template.index("}", at)
            key = template[at + 1 : end]
            at = end + 1
            if key in _WORDS:
                text += self._chance.choice(_WORDS[key])
                continue
            word, label, role = names.get(key, (self._chance.choice(self._surnames), "PERSON", None))
            if label is not None:
                start = len(text)
                if joined and spans and spans[-1].label == label and text[spans[-1].end :] in ("-", " "):
                    start = spans.pop().start  # "Wal-Mart", "Jordan Hill": one name
                spans.append(Span(start, len(text) + len(word), label, role))
            text += word
        text = text[0].upper() + text[1:]
        return Annotated("made up", text, tuple(spans), names=True, nested=True)


def _known(name: str) -> bool:
    matches = gazetteer.default().match(name)
    return bool(matches) and matches[0].place.kind == "country" and matches[0].place.population > _STATES


def _abbreviations(places: gazetteer.Gazetteer) -> list[str]:
    """Collect the abbreviations in capitals that are foremost those of countries: UAE, DRC, CAR."""
    return sorted(
        {
            name
            for country in countries.all()
            for name in country.abbreviations
            if name.isupper() and (found := places.match(name)) and found[0].place.kind == "country"
        }
    )
