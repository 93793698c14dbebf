"""Matches the triggers of the event types in a sentence."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.events.genre import FIGURATIVE
from geo.events.hazards import is_literal
from geo.events.matches import Marks, TriggerMatch, positions
from geo.events.ontology import MEASURED, event_types
from geo.events.word_classes import word_class
from geo.nlp.grammar import DETERMINERS, is_adjectival, is_adverb, is_finite, reading
from geo.nlp.inflection import is_past, noun_forms, verb_forms
from geo.numerals import TENS, UNITS
from geo.plover import HAZARD, SPEECH_ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.events.clauses import Clause, Sentence
    from geo.events.ontology import EventType, Trigger
    from geo.events.word_classes import Slot
    from geo.nlp.grammar import Reading
    from geo.nlp.inflection import Form
    from geo.nlp.tokens import Token
    from geo.records import Actor, Mention

GAP: Final = 6
"""Words that a `~` may pass over."""
_AFTER: Final = 6
_BEFORE: Final = 4
_STOPS: Final = frozenset((";", ":", "—", "–", "--", "who", "which"))
_TITLES: Final = frozenset({"mr", "mrs", "ms", "dr", "sir", "gen", "sen", "gov", "rep"})
_NEXT: Final = frozenset(("and", "but", "while", "as"))
"""Words behind a comma that open another thought: "the price dropped, and charges rose"."""
_NUMBERS: Final = frozenset({
    *UNITS, *TENS, "hundred", "hundreds", "dozen", "dozens", "scores", "thousand", "thousands", "million", "several",
    "many", "some", "another",
})  # fmt: skip


def mark(
    sentence: Sentence,
    *,
    actors: Iterable[Actor],
    places: Iterable[Mention],
    people: Iterable[tuple[int, int]],
) -> Marks:
    """Find the positions of actors, participants, persons, places and numbers among the words of a sentence."""
    actor_at = positions(sentence, ((actor.start, actor.end) for actor in actors))
    place_at = positions(sentence, ((place.start, place.end) for place in places))
    person_at = positions(sentence, people)
    person_at |= frozenset(i - 1 for i in person_at if i and _is_title(sentence.words[i - 1]))
    force_at = positions(sentence, ((a.start, a.end) for a in actors if a.role in ("MIL", "REB")))
    country_at = positions(
        sentence, ((p.start, p.end) for p in places if p.place and p.place.kind == "country")
    )
    number_at = frozenset(w.i for w in sentence.words if w.lower[0].isdigit() or w.lower in _NUMBERS)
    return Marks(
        {
            "@actor": actor_at | person_at,
            "@force": force_at,
            "@country": country_at,
            "@party": actor_at | place_at | person_at,
            "@person": person_at,
            "@place": place_at,
            "@number": number_at,
            "@capital": frozenset(word.i for word in sentence.words if word.i and word.capital),
        }
    )


def _is_title(word: Token) -> bool:
    """Return whether a word before a name is a title, part of the person's name: "warned Mr Putin of"."""
    return word.lower.rstrip(".") in _TITLES or (word.capital and word.lower in word_class("@leaders"))


@cache
def _index() -> Mapping[str, Sequence[tuple[EventType, Trigger, Sequence[Slot]]]]:
    """Index triggers by the forms of their first words, each with what else must be in the sentence."""
    index: dict[str, list[tuple[EventType, Trigger, Sequence[Slot]]]] = defaultdict(list)
    for kind in event_types():
        for trigger in kind.triggers:
            needed = [slot for slot in trigger.slots if slot is not None]
            needed += [slot for name, slot in trigger.guards.items() if not name.startswith("not_")]
            needed += [kind.needs] if kind.needs else []
            for form in trigger.head:
                index[form].append((kind, trigger, needed))
    return dict(index)


def find_triggers(sentence: Sentence, marks: Marks, *, play: bool = False) -> list[TriggerMatch]:
    """Find the triggers of a sentence in order; of those that share a word the longest stays.

    `play` says that the whole report is about sport or art (`geo.events.genre`).
    """
    index = _index()
    present = {word.lower for word in sentence.words}
    present.update(name for name, positions in marks.positions.items() if positions)
    found = [
        hit
        for i, word in enumerate(sentence.words)
        for kind, trigger, needed in index.get(word.lower, ())
        # Quick, and nearly all that share no more than a first word with the sentence end here.
        if not any(map(present.isdisjoint, needed))
        if not (play and kind.root in FIGURATIVE)
        and not (play and kind.root == HAZARD)  # a crush at a match is one
        and (hit := _match(kind, trigger, sentence, marks, i)) is not None
    ]
    found.sort(
        key=lambda hit: (
            -hit.trigger.words,
            not hit.trigger.passive,
            not hit.kind.mode,
            -len(hit.trigger.guards),
            hit.first,
        )
    )
    taken: set[int] = set()
    kept = []
    for hit in found:
        if taken.isdisjoint(hit.matched):
            taken.update(hit.matched)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _match(
    kind: EventType, trigger: Trigger, sentence: Sentence, marks: Marks, i: int
) -> TriggerMatch | None:
    words = sentence.words
    if words[i].capital and i > 0 and trigger.kind == "verb":
        return None
    matched = _follow(trigger.slots, sentence, marks, i + 1)
    if matched is None:
        return None
    at = (i, *matched)
    as_what: Reading = "noun" if trigger.kind == "noun" else "verb"
    if trigger.kind == "verb" or (trigger.kind == "noun" and not trigger.slots):
        hazard = kind.root == HAZARD and trigger.kind == "noun" and words[i].tag not in ("VERB", "AUX", "")
        if (
            not hazard  # nothing else is spelled so, whatever the tagger makes of "Rockfall killed ..."
            and reading(words, i, _readings(words[i].lower) | trigger.head[words[i].lower]) != trigger.kind
        ):
            return None
    elif trigger.kind == "phrase":
        if at[1:2] == (i + 1,) and words[i].lower.endswith("ed") and is_adjectival(words, i):
            return None
        as_what = "noun" if not trigger.passive and _nominal(sentence, i) else "verb"
    has_finite = any(is_finite(words, j) for j in matched)  # "Lawmakers in Accra approved a plan"
    if i == 0 and kind.root in SPEECH_ROOTS and not has_finite and "base" in _readings(words[i].lower):
        return None  # an imperative: "Call for a free leaflet"
    hit = TriggerMatch(kind, trigger, sentence, i, at[-1], at, as_what)
    return hit if _guarded(hit, marks) else None


@cache
def _readings(form: str) -> frozenset[Form]:
    """Return the parts of speech of a form, by all triggers that begin with it; noun and verb where only phrases do."""
    listed = frozenset(
        reading for _, trigger, _ in _index().get(form, ()) for reading in trigger.head.get(form, ())
    )
    if listed:
        return listed
    derived = frozenset(
        kind
        for _, trigger, _ in _index().get(form, ())
        for lemma in trigger.lemmas
        for forms in (verb_forms(lemma), noun_forms(lemma))
        for kind in forms.get(form, ())
    )
    spelled = {lemma for _, trigger, _ in _index().get(form, ()) for lemma in trigger.lemmas}
    if is_past(form) and not (spelled - {form} and derived & {"base", "singular"}):
        return frozenset({"past", "participle"})  # the file writes "held", meaning just that form
    return derived


def _nominal(sentence: Sentence, i: int) -> bool:
    """Return whether a phrase begins with a noun."""
    return reading(sentence.words, i, _readings(sentence.words[i].lower)) == "noun"


def _follow(slots: Sequence[Slot | None], sentence: Sentence, marks: Marks, i: int) -> tuple[int, ...] | None:
    """Match what follows the first word; the earliest way wins."""
    if not slots:
        return ()
    slot, words = slots[0], sentence.words
    if slot is not None:
        if i < len(words) and marks.fits(slot, sentence, i):
            rest = _follow(slots[1:], sentence, marks, i + 1)
            return None if rest is None else (i, *rest)
        if i < len(words) and _passed_over(words[i], slot):
            return _follow(slots, sentence, marks, i + 1)
        return None
    for j in range(i, min(len(words), i + GAP + 1)):
        rest = _follow(slots[1:], sentence, marks, j)
        if rest is not None:
            return rest
        if words[j].lower in _STOPS or (
            words[j].text == "," and words[j + 1 : j + 2] and words[j + 1].lower in _NEXT
        ):
            return None
    return None


def _passed_over(word: Token, slot: Slot) -> bool:
    """Return whether a word changes nothing: "was formally lifted", "was not lifted", "blamed the Turkish army"."""
    return (
        is_adverb(word)
        or word.lower in ("not", "n't")
        or (word.lower in DETERMINERS and not MEASURED.isdisjoint(slot))
    )


def _guarded(hit: TriggerMatch, marks: Marks) -> bool:
    """Return whether all conditions of the trigger and of its type hold."""
    sentence, guards = hit.sentence, hit.trigger.guards
    if hit.kind.root == HAZARD and not is_literal(hit, marks):
        return False
    if hit.kind.needs and not _any(hit.kind.needs, marks, sentence, range(len(sentence.words)), hit):
        return False
    if not guards:
        return True
    inside = set(hit.matched)
    windows = {
        "near": _about(hit.clause),
        "after": range(hit.last + 1, min(len(sentence.words), hit.last + 1 + _AFTER)),
        "before": range(max(0, hit.first - _BEFORE), hit.first),
        "next": range(hit.last + 1, min(len(sentence.words), hit.last + 2)),
        "not_next": range(hit.last + 1, min(len(sentence.words), hit.last + 2)),
        "not_near": range(len(sentence.words)),
        "not_after": range(hit.last + 1, min(len(sentence.words), hit.last + 1 + _AFTER)),
        "not_before": range(max(0, hit.first - _BEFORE), hit.first),
    }
    for name, slot in guards.items():
        there = any(i not in inside and marks.fits(slot, sentence, i) for i in windows[name])
        if there == name.startswith("not_"):
            return False
    return True


def _about(clause: Clause) -> list[int]:
    """Return the words of a clause, and of the one whose subject it takes over."""
    parent = clause.parent if clause.inherits_subject else None
    return [*clause.words, *(parent.words if parent is not None else ())]


def _any(slot: Slot, marks: Marks, sentence: Sentence, window: Iterable[int], hit: TriggerMatch) -> bool:
    return any(i not in hit.matched and marks.fits(slot, sentence, i) for i in window)
