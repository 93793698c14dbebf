"""Figures of a sentence: people killed, wounded, displaced, houses destroyed, sums of money.

A figure is kept as it is stated: its bounds, its words, their offsets. Nothing is added up and nothing is guessed from
a name ("Okello was killed" states no figure).

>>> [(each.kind, each.low, each.high) for each in find_figures("At least nine people were killed and 20 wounded.")]
[('killed', 9, None), ('wounded', 20, 20)]
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.actors.dictionaries import role_nouns
from geo.dates.calendar_words import LETTERS
from geo.events.person_nouns import is_human
from geo.events.word_classes import word_class
from geo.nlp.numbers import NUMBER, bounds
from geo.nlp.tokens import WORD
from geo.numerals import TENS, UNITS, up_to
from geo.records import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.records import Event

_VERBS: Final = {
    "killed": r"killed|dead|died|slain|murdered|massacred|executed|shot dead|drowned|perished|slaughtered|assassinated"
    r"|beheaded|lynched|hanged|gunned down|(?:stabbed|hacked|beaten|burned|burnt|stoned|put) to death|burned alive",
    "wounded": r"wounded|injured|hurt|hospitali[sz]ed|maimed",
    "missing": r"missing|unaccounted for",
    "arrested": r"arrested|detained|jailed|imprisoned|rounded up|in custody|taken into custody",
    "abducted": r"kidnapped|abducted|seized|taken hostage|held hostage|taken captive",
    "affected": r"affected",
    "displaced": r"displaced|evacuated|forced to flee|forced from their homes|uprooted|made homeless|homeless",
    "infected": r"infected|sickened|vaccinated against",
    "rescued": r"rescued|freed|released",
}
_ACTIVE: Final = {
    "killed": r"kill(?:ed|ing|s)|murder(?:ed|ing)|executed|executing|claim(?:ed|ing) the lives of|massacr(?:ed|ing)"
    r"|slaughter(?:ed|ing)|assassinat(?:ed|ing)|behead(?:ed|ing)|lynch(?:ed|ing)|hang(?:ed|ing)|slew|slaying"
    r"|shot dead|shooting dead|shot and killed|gunn(?:ed|ing) down"
    r"|(?:stabb|hack|beat|burn|ston)(?:ed|en|ing)? to death",
    "wounded": r"wound(?:ed|ing|s)|injur(?:ed|ing|es)|hurt(?:ing)?|maim(?:ed|ing)",
    "arrested": r"arrest(?:ed|ing|s)|detain(?:ed|ing|s)|round(?:ed|ing) up|jail(?:ed|ing)",
    "abducted": r"kidnap(?:ped|ping|s)|abduct(?:ed|ing|s)",
    "affected": r"affect(?:ed|ing|s)",
    "displaced": r"displac(?:ed|ing|es)|evacuat(?:ed|ing|es)|uproot(?:ed|ing)",
    "infected": r"infect(?:ed|ing|s)|sicken(?:ed|ing|s)",
    "rescued": r"rescu(?:ed|ing|es)|fre(?:ed|eing)|releas(?:ed|ing|es)",
}
_ACTS: Final = {
    "killed": r"killings?|murders?|massacre|slaughter|executions?|assassinations?|deaths?|slayings?|lynchings?",
    "wounded": r"wounding",
    "arrested": r"arrests?|detentions?",
    "abducted": r"kidnappings?|abductions?",
}
"""Nouns whose "of" leads to the people whom it befell: "the murder of six priests"."""
_UNDERGONE: Final = frozenset(_ACTS)
"""Kinds that only people undergo in news, and animals: any plural noun behind the number may be of people."""
_ALSO_OF_THINGS: Final = frozenset({"seized", "evacuated", "released", "freed", "affected"})
"""Verbs of which the object is a thing as often."""
_QUALIFIED: Final = r"(?:confirmed |new |suspected |reported )*"
_NOUNS: Final = {
    "killed": r"deaths|dead|fatalities|lives",
    "wounded": r"injuries|wounded|injured",
    "arrested": r"arrests",
    "infected": _QUALIFIED + r"(?:cases|infections)",
}
_BUILDINGS: Final = (
    r"homes|houses|huts|dwellings|shelters|tents|buildings|structures|shops|stalls|schools|classrooms|hospitals|clinics"
    r"|churches|mosques|temples|bridges|apartments|warehouses|factories|villages|farms|vehicles|cars|boats"
)
_BROKEN: Final = {
    "destroyed": r"destroyed|flattened|razed|gutted|levell?ed|wrecked|wiped out|burn(?:ed|t) down|washed away"
    r"|swept away|reduced to (?:rubble|ashes)",
    "damaged": r"damaged|flooded|inundated|submerged|unroofed",
}
"""What is said of things that are counted, passive or active."""
_BREAKING: Final = {
    "destroyed": r"destroy(?:ed|ing|s)|flatten(?:ed|ing|s)|raz(?:ed|ing)|gutt(?:ed|ing)|guts|levell?(?:ed|ing)"
    r"|wreck(?:ed|ing|s)|wip(?:ed|ing) out|burn(?:ed|t|ing)(?: down)?|wash(?:ed|ing) away|sw(?:ept|eeping) away",
    "damaged": r"damag(?:ed|ing|es)|flood(?:ed|ing|s)|inundat(?:ed|ing|es)|submerg(?:ed|ing|es)",
}
_TOLL: Final = r"(?:death toll|toll|number of (?:dead|deaths))"
_CURRENCIES: Final = {
    "$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "dollars": "USD", "us dollars": "USD", "u.s. dollars": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP",
    "yen": "JPY", "yuan": "CNY", "rubles": "RUB", "roubles": "RUB", "rupees": "", "pesos": "", "francs": "",
    "shillings": "", "naira": "NGN", "rand": "ZAR", "lira": "TRY", "won": "KRW", "baht": "THB", "shekels": "ILS",
    "riyals": "", "dinars": "", "ringgit": "MYR", "rupiah": "IDR", "zloty": "PLN", "kronor": "SEK", "reais": "BRL",
}  # fmt: skip
"""Signs and names of money; empty where several countries' money has the name."""
_COUNTED: Final = (
    r"(?:\s+(?!(?:and|or|but|who|which|that|were|was|are|is|be|by|in|on|at|of|to)\b)[^\W\d_][\w'’-]*){0,5}?"
)
_RISEN: Final = (
    r"(?:\s+(?:has|had|have))?\s+(?:risen|rose|climbed|grown|reached|stands|stood|passed|jumped|hit|was|is)"
)
_BE: Final = r"(?:\s+(?:were|was|have been|has been|had been|are|is|being|be|remain|remained|remains))?"
_ARE: Final = r"\s+(?:were|was|have been|has been|had been|are|is|being)"
_PHRASE: Final = r"(?:\s+(?:of|from|in|at|aboard)(?:\s+(?!(?:and|or)\b)[^\W\d_][\w'’-]*){1,4}?)?"
"""What may be between those who are counted and their verb: "50 peasants of various ages have been"."""
_DEGREE: Final = (
    "also|reportedly|later|still|feared|confirmed|believed|left|seriously|badly|critically|slightly"
)
_ADVERB: Final = rf"(?:\s+(?:{_DEGREE}))?"
_NOT_PEOPLE: Final = re.compile(
    r"\b(?:percent|%|years?|months?|weeks?|days?|hours?|minutes?|times|miles|km|kilomet\w+|met\w+|acres|hectares)\b",
    re.IGNORECASE,
)
_OPEN_END: Final = (
    r"(?=\s*(?:[.,;:)]|$|—|–)"
    r"|\s+(?:in|on|at|and|near|outside|when|after|during|since|as|across|by|for|from|over|off|inside|around|along|before"
    r"|while|who|that|through|amid|with|under|this|last|yesterday|today)\b)"
)
_NO_OBJECT: Final = r"(?=\s*(?:[.,;:)]|$|—|–)|\s+(?:in|on|at|near|outside|when|after|during|by)\b)"
"""What follows a participle that has no object, and so is passive: "six clerks wounded in Lima"."""
_GOES_ON: Final = r"(?=\s+(?:\w+ed|is|was|were|has|had|have|will|led|drew|came)\b)"
"""What follows the subject of a sentence: "the murder of six priests shocked the town"."""


def find_figures(text: str, *, start: int = 0, report: str = "") -> list[Figure]:
    """Find the figures of a sentence.

    Parameters
    ----------
    text
        The sentence.
    start
        Its offset in the report.
    report
        Id of the report.

    Returns
    -------
    list of Figure
        Sorted by start; one word is of one figure only.
    """
    if len(text) > _LONGEST:
        return []
    # In folded text a pattern of plain letters is found several times as fast as by `re.IGNORECASE`.
    folded = text.translate(LETTERS).lower()
    if not _ANY_NUMBER.search(folded) or not _any_needed().search(folded):
        return []
    found: list[Figure] = []
    taken = bytearray(len(text))  # characters that are of a figure already
    for needed, patterns in _patterns():
        if not needed.search(folded):
            continue
        for kind, pattern in patterns:
            for match in pattern.finditer(text):
                figure = _figure(kind, match, start, report)
                if figure is None or any(taken[figure.start - start : figure.end - start]):
                    continue
                taken[figure.start - start : figure.end - start] = b"\1" * (figure.end - figure.start)
                found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


_LONGEST: Final = 2_000
"""Characters of a sentence in which figures are looked for; what is longer is a table or noise."""
_ANY_NUMBER: Final = re.compile(
    rf"\d|\b(?:{'|'.join((*UNITS, *TENS))}|dozens?|scores|hundreds?|thousands?|millions?|an?)\b"
)


@cache
def _any_needed() -> re.Pattern[str]:
    """Compile the pattern of all words without one of which a sentence with numbers has no figure."""
    words = "|".join(words for words, _ in itertools.groupby(_made(), key=lambda each: each[1]) if words)
    return re.compile(rf"\b(?:{words})\b|{_MONEY}")


@cache
def _patterns() -> Sequence[tuple[re.Pattern[str], Sequence[tuple[str, re.Pattern[str]]]]]:
    """Return the patterns, surest first, each behind the words without which it cannot match.

    That one is for folded text.
    """
    return [
        (
            re.compile(rf"\b(?:{words})\b" if words else _MONEY),
            [(kind, re.compile(pattern, re.IGNORECASE)) for kind, _, pattern in group],
        )
        for words, group in itertools.groupby(_made(), key=lambda each: each[1])
    ]


@cache
def _made() -> Sequence[tuple[str, str, str]]:
    """Compile the patterns: what is counted, the words that the pattern needs, the pattern.

    The group `n` is the number, `who` who is counted.
    """
    number = rf"(?<![\w$€£¥.,-])(?P<n>{NUMBER}|an?)(?![\w-]|,\d|\.\d)"
    made: list[tuple[str, str, str]] = [("amount", "", _money())]
    for kind, noun in _NOUNS.items():
        if kind == "killed":
            made.append((kind, _TOLL, rf"\b{_TOLL}\b[^.;]{{0,40}}?{_RISEN}(?:\s+(?:to|at))?\s+{number}"))
            made.append((kind, _TOLL, rf"\b{_TOLL} of\s+{number}"))
        made.append((kind, noun.removeprefix(_QUALIFIED), rf"{number}\s+(?:{noun})\b"))
    for kind, verb in _VERBS.items():
        left = (
            rf"\b(?:left|leaving|leaves)\s+{number}(?P<who>{_COUNTED}){_ADVERB}\s+(?P<verb>{verb})\b(?P<any>)"
        )
        passive = (
            rf"{number}(?P<who>(?:\s+of\s+(?:the|his|her|its|their))?{_COUNTED}){_BE}{_ADVERB}\s+(?P<verb>{verb})\b"
            rf"(?!\s+(?:(?:at least|more than)\s+)?(?:\d+|{_AFTER_ACTIVE})\b)"
        )
        whole = (
            rf"{number}(?P<who>(?:\s+of\s+(?:the|his|her|its|their))?{_COUNTED}){_PHRASE}(?P<any>{_ARE})?{_ADVERB}"
            rf"\s+(?P<verb>{verb})\b(?(any)|(?P<bare>{_NO_OBJECT}))"
        )
        made += [(kind, verb, left), (kind, verb, whole), (kind, verb, passive)]
    who = r"(?P<who>(?:\s+(?!(?:and|but|who|which|in|on|at|by)\b)[^\W\d_][\w'’-]*){0,5}?)"
    for kind, verb in _ACTIVE.items():
        made.append(
            (kind, verb, rf"\b(?P<verb>{verb})\s+{number}{who}(?P<any>)(?P<end>{_OPEN_END})"),
        )
    for kind, noun in _ACTS.items():
        made.append(
            (
                kind,
                noun,
                rf"\b(?P<verb>{noun})\s+of\s+(?:the\s+)?{number}{who}(?P<any>)(?P<end>{_OPEN_END}|{_GOES_ON})",
            ),
        )
    what = rf"(?:\s+(?!(?:and|or|but|in|on|at|of|to)\b)[^\W\d_][\w'’-]*){{0,3}}?\s+(?P<what>{_BUILDINGS})\b"
    for kind in _BROKEN:
        made.append((kind, _BROKEN[kind], rf"{number}{what}{_BE}{_ADVERB}\s+(?:{_BROKEN[kind]})\b"))
        made.append((kind, _BREAKING[kind], rf"\b(?:{_BREAKING[kind]})\s+{number}{what}"))
    return made


_AFTER_ACTIVE: Final = (
    f"an?|the|his|her|their|its|{'|'.join(up_to(10))}|dozens|hundreds|scores|some|several|many"
)


_MONEY: Final = rf"[$€£¥₹]|\b(?:{'|'.join(re.escape(name) for name in _CURRENCIES if name[-1].isalpha())})\b"
"""Without a sign or a name of money there is no amount."""


def _money() -> str:
    signs = "|".join(
        re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True) if sign[-1] in "$€£¥₹"
    )
    names = "|".join(
        re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True) if name[-1].isalpha()
    )
    digits = r"\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|trillion|thousand|bn|mn|m|k)\b)?"
    lead = r"(?:(?:at least|more than|over|up to|nearly|almost|about|around|some|as much as|less than)\s+)?"
    return (
        rf"(?P<m>{lead})(?:(?<!\w)(?P<sign>{signs})\s?(?P<v>{digits})|(?P<w>{digits})\s+(?P<name>{names})\b)"
    )


def _figure(kind: str, match: re.Match[str], start: int, report: str) -> Figure | None:
    if kind == "amount":
        spelled = match["m"].replace("as much as", "up to") + (match["v"] or match["w"])
        unit = _CURRENCIES[(match["sign"] or match["name"]).casefold()]
        first, last = match.span()
    else:
        spelled, unit = match["n"], ""
        first, last = match.start("n"), match.end()
        groups = match.groupdict()
        who, unit = groups.get("who"), (groups.get("what") or "").casefold()
        one = spelled.casefold() in ("a", "an")
        if who is not None and not (
            _are_people(who, bare=not one) or (not one and _are_undergoing(kind, groups))
        ):
            return None
        if one and not (who or "").strip():
            return None  # "damaged a house" counts nothing
        first = min(first, match.start()) if kind == "killed" and who is None else first
        spelled = "one" if one else spelled
    low, high = bounds(spelled)
    if (
        kind != "amount"
        and low is not None
        and low == high
        and 1900 <= low <= 2100
        and "," not in spelled
        and " " not in spelled
    ):
        return None  # "killed in 2016": more likely a year
    text = match.string[first:last].strip()
    first += len(match.string[first:last]) - len(match.string[first:last].lstrip())
    return Figure(
        kind=kind, low=low, high=high, unit=unit, text=text, start=start + first, end=start + first + len(text),
        report=report,
    )  # fmt: skip


def _are_people(who: str, *, bare: bool) -> bool:
    """Return whether the words after a number denote people; none at all do, after a bare number ("killed nine")."""
    words = WORD.findall(who)
    if not words:
        return bare
    if _NOT_PEOPLE.search(who):
        return False
    last = words[-1]
    if last.casefold() in _OTHERS or last.casefold() in word_class("@people"):
        return True
    if last[:1].isupper() and not last.isupper():
        return bool(last.endswith(("s", "i", "ese", "ish")))  # "nine Palestinians", "two Iraqi"
    return any(
        role_nouns().longest(words, at, len(words)) is not None
        for at in range(max(0, len(words) - 2), len(words))
    )


def _are_undergoing(kind: str, groups: Mapping[str, str | None]) -> bool:
    """Return whether a plural noun is of people since only they undergo such a thing: "shot dead 11 herders".

    A verb behind the noun shows that where it is a passive with its auxiliary: in "two rockets killed" they kill.
    """
    words = WORD.findall((groups["who"] or "").casefold())
    if not words or _NOT_PEOPLE.search(groups["who"] or ""):
        return False
    last = words[-1]
    if (groups.get("verb") or "").casefold() in _ALSO_OF_THINGS:
        return False
    if kind in _UNDERGONE and not (groups.get("any") is None and groups.get("bare") is None):
        return last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in _no_people()
    return kind != "amount" and last not in _no_people() and last.endswith("s") and is_human(last)


@cache
def _no_people() -> frozenset[str]:
    """Return nouns of things and animals that are destroyed, shot or counted as people are."""
    names = (
        "@beast", "@livestock", "@weapon", "@weapons", "@means", "@vehicle", "@aircraft", "@vessel", "@building",
        "@structure",
        "@aidgoods", "@culture", "@works", "@disease",
    )  # fmt: skip
    return _THINGS.union(*(word_class(name) for name in names)) - word_class("@people") - word_class("@armed")


_THINGS: Final = frozenset({
    "jobs", "bills", "deals", "plans", "hopes", "projects", "proposals", "chances", "ideas", "laws", "trees", "crops",
    "plants", "cells", "bacteria", "talks", "shows", "programmes", "programs", "engines", "lights", "cases", "hectares",
    "weeds", "pests", "computers", "containers", "towers", "tankers", "documents", "votes", "careers", "markets",
})  # fmt: skip
_OTHERS: Final = frozenset({
    "others", "people", "persons", "more", "other", "victims", "lives", "migrants", "dead", "wounded", "patients",
    "mourners", "shoppers", "commuters", "crew", "sailors", "pilots", "hikers", "homes",
}) - {"homes"}  # fmt: skip


FITS: Final = {
    "killed": ("ASSAULT", "HAZARD", "COERCE", "PROTEST", "MOBILIZE"),
    "wounded": ("ASSAULT", "HAZARD", "COERCE", "PROTEST", "MOBILIZE"),
    "missing": ("HAZARD", "ASSAULT", "AID"),
    "arrested": ("COERCE", "PROTEST", "ASSAULT"),
    "abducted": ("ASSAULT", "COERCE"),
    "displaced": ("HAZARD", "ASSAULT", "AID", "COERCE", "RETREAT"),
    "infected": ("HAZARD", "AID", "COERCE"),
    "destroyed": ("HAZARD", "ASSAULT"),
    "damaged": ("HAZARD", "ASSAULT"),
    "affected": ("HAZARD",),
    "rescued": ("AID", "HAZARD", "RETREAT", "ASSAULT", "COERCE"),
    "amount": (
        "AID", "SANCTION", "SUPPORT", "AGREE", "COOPERATE", "COERCE", "REQUEST", "ASSAULT", "ACCUSE", "REJECT",
        "THREATEN", "CONCEDE", "RETREAT", "CONSULT", "PROTEST", "HAZARD",
    ),
}  # fmt: skip
"""Types of event that a figure of a kind can be of, the likeliest first."""


def with_figures(event: Event, figures: Sequence[Figure]) -> Event:
    """Return an event with further figures; those that it has already, word for word, are not repeated."""
    known = {(each.report, each.start, each.kind): each for each in (*event.figures, *figures)}
    return replace(event, figures=tuple(known.values())) if figures else event
