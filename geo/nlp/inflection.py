"""English inflection by rule, with the irregular words that news uses.

The event types list lemmas; their forms are generated here, instead of writing out "deployed, deploys, deploying".
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final, Literal

from geo.word_lists import lines_in

Form = Literal["base", "s", "past", "participle", "ing", "singular", "plural"]

_VOWELS: Final = frozenset("aeiou")

IRREGULAR: Final = MappingProxyType(
    {
        lemma: (past, participle)
        for lemma, past, participle in map(str.split, lines_in("nlp/lexicons/irregular_verbs.txt"))
    }
)
_IRREGULAR_PASTS: Final = frozenset(form for forms in IRREGULAR.values() for form in forms) - frozenset(
    IRREGULAR
)
_DOUBLED: Final = frozenset({
    "abet", "acquit", "admit", "commit", "compel", "control", "deter", "embed", "equip", "expel", "kidnap",
    "occur", "patrol", "permit", "propel", "quit", "rebel", "refer", "repel", "submit", "transfer",
    "transmit",
})  # fmt: skip
_SHORT: Final = re.compile(r"[^aeiou]*[aeiou][^aeiouwxyh]")
_PLURALS: Final = MappingProxyType(
    {
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "people",
        "policeman": "policemen",
        "gunman": "gunmen",
        "serviceman": "servicemen",
        "fisherman": "fishermen",
        "coup d'etat": "coups d'etat",
        "aircraft": "aircraft",
        "life": "lives",
        "knife": "knives",
        "wife": "wives",
    }
)


def verb_forms(lemma: str) -> dict[str, frozenset[Form]]:
    """Return each form of a verb with its grammatical category.

    Examples
    --------
    >>> sorted(verb_forms("seize"))
    ['seize', 'seized', 'seizes', 'seizing']
    >>> sorted(verb_forms("strike")["struck"])
    ['participle', 'past']
    """
    past, participle = IRREGULAR.get(lemma, (_regular_past(lemma),) * 2)
    spelled: tuple[tuple[str, Form], ...] = (
        (lemma, "base"),
        (_with_s(lemma), "s"),
        (past, "past"),
        (participle, "participle"),
        (_with_ing(lemma), "ing"),
    )
    return _gather(spelled)


def is_past(form: str) -> bool:
    """Return whether a form is an irregular past or participle, or looks like a regular one."""
    return form in _IRREGULAR_PASTS or (form.endswith("ed") and len(form) > 4)


def noun_forms(lemma: str) -> dict[str, frozenset[Form]]:
    """Return a noun's singular and plural; of several words the last one changes.

    Examples
    --------
    >>> list(noun_forms("siege")), list(noun_forms("policeman"))
    (['siege', 'sieges'], ['policeman', 'policemen'])
    """
    spelled: tuple[tuple[str, Form], ...] = (
        (lemma, "singular"),
        (_PLURALS.get(lemma, _with_s(lemma)), "plural"),
    )
    return _gather(spelled)


def _gather(spelled: tuple[tuple[str, Form], ...]) -> dict[str, frozenset[Form]]:
    forms: dict[str, frozenset[Form]] = {}
    for spelling, form in spelled:
        forms[spelling] = forms.get(spelling, frozenset()) | {form}
    return forms


def _with_s(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in (
        "go",
        "do",
        "veto",
        "torpedo",
        "tornado",
        "volcano",
        "echo",
        "embargo",
    ):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return {"have": "has", "be": "is"}.get(lemma, lemma + "s")


def _regular_past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return _stem(lemma) + "ed"


def _with_ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return _stem(lemma) + "ing"


def _stem(lemma: str) -> str:
    """Double the last consonant of "stop" and of listed words like "commit"; no rule from spelling gives the latter."""
    return lemma + lemma[-1] if lemma in _DOUBLED or _SHORT.fullmatch(lemma) else lemma
