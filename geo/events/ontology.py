"""The event types of `event_types.toml`, checked and made ready for matching.

Nothing about a type stands in code: its words, guards, ACLED name and examples are one block of the file.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from geo.errors import BadEventType
from geo.events.passive_patterns import passives
from geo.events.word_classes import Slot, classes_in, forms_of
from geo.nlp.inflection import noun_forms, verb_forms
from geo.plover import HAZARD, MODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.nlp.inflection import Form

GLIDE: Final[Mapping[str, str]] = MappingProxyType({
    "AC": "technological disaster", "AV": "snow avalanche", "CW": "cold wave", "DR": "drought", "EP": "epidemic",
    "EQ": "earthquake", "FL": "flood", "FR": "fire", "HT": "heat wave", "IN": "insect infestation", "LS": "landslide",
    "OT": "other", "ST": "severe local storm", "TC": "tropical cyclone", "TO": "tornado", "TS": "tsunami",
    "VO": "volcano", "WF": "wildfire",
})  # fmt: skip
"""The hazard codes of GLIDE (GLobal IDEntifier numbers, ADRC) that the modes of HAZARD use, with their names."""

MEASURED: Final = frozenset(
    ("@actor", "@force", "@party", "@country", "@person", "@place", "@number", "@capital")
)
"""Classes that the reader finds in the text; all others are lists in the file."""

_GUARDS: Final = ("near", "after", "before", "next", "not_near", "not_after", "not_before", "not_next")
_KEYS: Final = frozenset({
    "definition", "acled", "contexts", "verbs", "nouns", "phrases", "acts", "guarded", "needs", "remote",
    "transitive", "main_place", "glide", "examples", "counterexamples",
})  # fmt: skip
_ACLED: Final = frozenset({
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
    "Strategic developments",
})  # fmt: skip

_NO_FORMS: Final[frozenset[Form]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that make an event of a type.

    Attributes
    ----------
    text
        As the file writes it.
    kind
        `verb`, `noun` or `phrase`: for the first two the reader checks that the word stands as one.
    head
        The forms of the first word, and what each can be.
    slots
        The words that follow; `None` is a gap of up to six words.
    guards
        Conditions by name (`near`, `not_after`, ...).
    lemmas
        The first words as the file writes them.
    passive
        Whether it is the passive of an act: its first word is what undergoes.
    """

    text: str
    kind: Literal["verb", "noun", "phrase"]
    head: Mapping[str, frozenset[Form]]
    slots: tuple[Slot | None, ...]
    guards: Mapping[str, Slot]
    lemmas: tuple[str, ...]
    passive: bool = False

    @property
    def words(self) -> int:
        """How many words it fixes: a longer trigger is a surer one."""
        return 1 + sum(slot is not None for slot in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One block of the file; the keys are described in `event_types.toml`."""

    root: str
    mode: str
    definition: str
    acled: str
    contexts: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    needs: Slot
    remote: bool
    transitive: bool
    main_place: Literal["location", "destination"]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    glide: str = ""

    @property
    def name(self) -> str:
        """The name of its block: `ASSAULT-aerial`, `AID`."""
        return f"{self.root}-{self.mode}" if self.mode else self.root


@cache
def event_types() -> tuple[EventType, ...]:
    """Return the types that come with Dateline, in the order of the file.

    Examples
    --------
    >>> "CONSULT-phone" in [kind.name for kind in event_types()]
    True
    """
    return load(files("geo").joinpath("events/event_types.toml").read_text(encoding="utf-8"))


def load(text: str) -> tuple[EventType, ...]:
    """Read event types from TOML.

    Raises
    ------
    BadEventType
        A block is not well formed; the message names it.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadEventType("whole file", str(error)) from error
    classes = classes_in(content)
    return tuple(
        _event_type(name, block, classes) for name, block in content.items() if name != "word-classes"
    )


def _event_type(name: str, block: Any, classes: Mapping[str, Slot]) -> EventType:
    if not isinstance(block, dict):
        raise BadEventType(name, "is no block")
    root, _, mode = name.partition("-")
    if root not in MODES:
        raise BadEventType(name, f"{root!r} is no PLOVER root, nor HAZARD; there are {', '.join(MODES)}")
    if mode and mode not in MODES[root].split():
        raise BadEventType(name, f"{mode!r} is no mode of {root}; it has {MODES[root] or 'none'}")
    if unknown := sorted(block.keys() - _KEYS):
        raise BadEventType(name, f"unknown key {unknown[0]!r}")
    if missing := [key for key in ("definition", "examples", "counterexamples") if not block.get(key)]:
        raise BadEventType(name, f"has no {missing[0]}")
    if (acled := block.get("acled", "")) and acled.partition(": ")[0] not in _ACLED:
        raise BadEventType(name, f"{acled!r} is no ACLED type: sub-type")
    if (main_place := block.get("main_place", "location")) not in ("location", "destination"):
        raise BadEventType(name, f"main_place is location or destination, not {main_place!r}")
    glide = block.get("glide", "")
    if (glide in GLIDE) != (root == HAZARD):
        raise BadEventType(name, f"glide is for HAZARD, one of {', '.join(GLIDE)}; not {glide!r}")
    triggers = tuple(_triggers(name, block, classes))
    if not triggers:
        raise BadEventType(name, "has no verbs, nouns, phrases or guarded triggers")
    return EventType(
        root=root,
        mode=mode,
        definition=block["definition"],
        acled=acled,
        contexts=tuple(block.get("contexts", ())),
        triggers=triggers,
        needs=_slot(name, block.get("needs", ""), classes),
        remote=bool(block.get("remote")),
        transitive=bool(block.get("transitive")),
        main_place=main_place,
        examples=tuple(block["examples"]),
        counterexamples=tuple(block["counterexamples"]),
        glide=glide,
    )


def _triggers(name: str, block: dict[str, Any], classes: Mapping[str, Slot]) -> Iterable[Trigger]:
    kinds: tuple[tuple[Literal["verb", "noun", "phrase"], str], ...] = (
        ("verb", "verbs"),
        ("noun", "nouns"),
        ("phrase", "phrases"),
    )
    for kind, key in kinds:
        for text in block.get(key, ()):
            yield from (_trigger(name, kind, each, {}, classes) for each in _variants(text))
    for text in block.get("acts", ()):
        yield from _act(name, text, {}, classes)
    for guarded in block.get("guarded", ()):
        named = [kind for kind in ("verb", "noun", "phrase", "act") if kind in guarded]
        if len(named) != 1:
            raise BadEventType(name, f"a guarded trigger has one of verb, noun, phrase, act: {guarded}")
        if unknown := sorted(guarded.keys() - {*named, *_GUARDS}):
            raise BadEventType(name, f"unknown guard {unknown[0]!r}")
        guards = {key: _slot(name, guarded[key], classes) for key in _GUARDS if guarded.get(key)}
        if "act" in guarded:
            yield from _act(name, guarded["act"], guards, classes)
        for kind, _ in kinds:
            if kind in guarded:
                yield from (_trigger(name, kind, each, guards, classes) for each in _variants(guarded[kind]))


def _act(name: str, text: str, guards: dict[str, Slot], classes: Mapping[str, Slot]) -> Iterable[Trigger]:
    """Create the triggers of an act: active as listed, and its passives."""
    for each in _variants(text):
        yield _trigger(name, "phrase", each, guards, classes)
        for passive, not_next in passives(each):
            closed = {**guards, "not_next": _slot(name, not_next, classes)} if not_next else guards
            yield replace(_trigger(name, "phrase", passive, closed, classes), passive=True)


def _variants(text: str) -> list[str]:
    """Write out the choices of several words: "use tear_gas|batons" is "use batons" and "use tear gas"."""
    choices = []
    for part in text.split():
        options = part.split("|")
        single = "|".join(option for option in options if "_" not in option)
        choices.append([*([single] if single else []), *(o.replace("_", " ") for o in options if "_" in o)])
    return [" ".join(variant) for variant in itertools.product(*choices)]


def _trigger(
    name: str,
    kind: Literal["verb", "noun", "phrase"],
    text: str,
    guards: dict[str, Slot],
    classes: Mapping[str, Slot],
) -> Trigger:
    parts = text.replace("-", " ").split()
    if not parts or parts[0] == "~" or parts[-1] == "~" or parts[0] in MEASURED:
        raise BadEventType(
            name, f"trigger {text!r} must begin and end with a word, and begin with a listed one"
        )
    if kind == "noun":
        head, slots = _noun(parts)
    elif kind == "verb":
        head, slots = verb_forms(parts[0]), [frozenset((word,)) for word in parts[1:]]
    else:
        head = dict.fromkeys(_alternatives(name, parts[0], classes), _NO_FORMS)
        slots = [None if part == "~" else _alternatives(name, part, classes) for part in parts[1:]]
    return Trigger(
        text=text,
        kind=kind,
        head=MappingProxyType(head),
        slots=tuple(slots),
        guards=MappingProxyType(guards),
        lemmas=tuple(option for option in parts[0].split("|") if option.isalpha()),
    )


def _noun(parts: list[str]) -> tuple[dict[str, frozenset[Form]], list[Slot | None]]:
    """Inflect the head of a compound: its last word, or the one before "of" or "for"."""
    head_at = next((i - 1 for i, part in enumerate(parts) if i and part in ("of", "for")), len(parts) - 1)
    spelled = [noun_forms(part) if i == head_at else {part: _NO_FORMS} for i, part in enumerate(parts)]
    first: dict[str, frozenset[Form]] = {form: frozenset(("singular",)) for form in spelled[0]}
    return first, [frozenset(forms) for forms in spelled[1:]]


def _alternatives(name: str, part: str, classes: Mapping[str, Slot]) -> Slot:
    accepted: set[str] = set()
    for option in part.split("|"):
        if option.startswith("@"):
            accepted |= _slot(name, option, classes)
        elif re.fullmatch(r"[\w']+|[$,]", option):
            accepted |= forms_of(option)
        else:
            raise BadEventType(name, f"{part!r} is no word, class or gap")
    return frozenset(accepted)


def _slot(name: str, words: str, classes: Mapping[str, Slot]) -> Slot:
    accepted: set[str] = set()
    for word in words.replace("-", " ").split():
        if not word.startswith("@"):
            accepted |= forms_of(word)
        elif word in MEASURED:
            accepted.add(word)
        elif word in classes:
            accepted |= classes[word]
        else:
            raise BadEventType(
                name, f"no word class {word!r}; there are {', '.join(sorted((*classes, *MEASURED)))}"
            )
    return frozenset(accepted)
