"""Whether the words of a hazard report one, and whether it is only feared.

"A flood of refugees" is a figure of speech, "the fire brigade" and "an earthquake drill" only name what is for such a
case, "the Hurricanes" are a team. The words that decide are classes of `event_types.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.passive_voice import is_passive
from geo.events.person_nouns import is_human
from geo.events.word_classes import word_class
from geo.nlp.grammar import BE, DETERMINERS, FUNCTION_WORDS, is_adverb
from geo.numerals import up_to
from geo.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.events.matches import Marks, TriggerMatch
    from geo.nlp.tokens import Token
    from geo.records import Status

_NUMBERS: Final = frozenset(up_to(10))
_REACH: Final = 3
"""Words after "of" in which the substance of a hazard can be: "a wall of muddy water"."""
_BEFORE: Final = 4
"""Words before a hazard in which "warned of" can be."""
_AHEAD: Final = 6
"""Words behind a hazard in which its verb can be: "the storm, a rare one, is expected to"."""
_EXPECTED: Final = frozenset(
    {"expected", "forecast", "predicted", "likely", "due", "projected", "set", "poised"}
)
_MIGHT: Final = frozenset(
    {"could", "may", "might", "would", "threatens", "threatened", "threaten", "threatening"}
)
_FEARED: Final = frozenset({
    "warn", "warned", "warns", "warning", "warnings", "risk", "risks", "threat", "threats", "fear", "fears",
    "feared", "danger", "brace", "braced", "braces", "bracing", "prepare", "prepared", "prepares", "preparing",
    "possible", "potential", "forecast", "forecasts", "predicted", "alert", "chance", "case", "against",
})  # fmt: skip
"""Words shortly before a hazard that has not come: "warned of floods", "the risk of an avalanche"."""
_NAMED: Final = frozenset({"cyclone", "storm"})
"""Modes of hazards that are given names."""
_SPHERE: Final = 6
"""Words from a hazard on in which the target of a figure of speech can be."""
_SHOTS: Final = frozenset({"fired", "firing"})
"""Forms of "fire" that tell of shots or of staff, never of flames."""


def is_literal(hit: TriggerMatch, marks: Marks) -> bool:
    """Return whether a trigger of the hazard family means a hazard.

    Parameters
    ----------
    hit
        The trigger in its sentence.
    marks
        What is known about the words of the sentence.
    """
    words = hit.sentence.words
    if hit.trigger.text.startswith("the @capital"):  # "the Camp Fire", but "the Camp Fire Department"
        after = words[hit.last + 1 : hit.last + 2]
        return words[hit.last].capital and not any(word.capital for word in after)
    if hit.trigger.kind == "noun":
        named = marks.positions["@place"] | marks.positions["@actor"]
        # "Rockfall killed ..." opens a sentence and is no name.
        opens = hit.last == 0 and not any(word.capital for word in words[1:2])
        if words[hit.last].capital and hit.last in named and not opens:
            return False  # Storm Lake, the National Hurricane Center
        if not _is_common(words, hit.last, named=hit.kind.mode in _NAMED):
            return False
    if any(words[i].lower in _SHOTS for i in hit.matched):
        return False
    return not (
        _is_likened(words, hit.first) or _is_for(hit) or _is_measure(hit, marks) or _is_crowd(hit, marks)
    )


def _is_crowd(hit: TriggerMatch, marks: Marks) -> bool:
    """Return whether who or what floods is no water: "protesters flooded the streets", "calls flooded the office"."""
    words = hit.sentence.words
    if not words[hit.first].lower.startswith("flood") or hit.trigger.kind == "noun" or is_passive(hit):
        return False
    subject = next((word for word in reversed(words[: hit.first]) if not is_adverb(word)), None)
    if subject is None or subject.i not in hit.clause.words:
        return False
    listed = word_class("@flows") | word_class("@people")
    return subject.lower in listed or is_human(subject.lower) or subject.i in marks.positions["@force"]


def _is_common(words: Sequence[Token], i: int, *, named: bool) -> bool:
    """Return whether a noun is no team's or firm's name: "Storm Ana" is a hazard, "the Storm" is a team."""
    if i == 0 or not words[i].capital:
        return True
    if named and words[i + 1 : i + 2] and words[i + 1].capital:
        return True
    spelled = [word for word in words if word.text.isalpha() and word.lower not in FUNCTION_WORDS]
    return all(word.capital for word in spelled) and len(spelled) > 2  # a headline in title case


def _is_likened(words: Sequence[Token], first: int) -> bool:
    """Return whether the words before make it a figure of speech: "a political earthquake", "like a hurricane"."""
    if any(word.lower in word_class("@sphere") for word in words[first : first + _SPHERE]):
        return True  # "an earthquake in French politics"
    before = [word.lower for word in reversed(words[max(0, first - 3) : first])]
    if before and before[0] in word_class("@figurative"):
        return True
    return before[:1] == ["like"] or (before[1:2] == ["like"] and before[0] in DETERMINERS)


def _is_for(hit: TriggerMatch) -> bool:
    """Return whether a noun only modifies the next one: "flood insurance", "the earthquake drill"."""
    words, last = hit.sentence.words, hit.last
    if hit.trigger.kind == "phrase" and hit.first + 1 not in hit.matched and hit.first < last:
        return words[hit.first + 1].lower in word_class("@bystander")  # "fire crews swept the building"
    if hit.trigger.kind == "verb" or last + 1 >= len(words):
        return False
    after = words[last + 1]
    if after.lower in word_class("@triumph"):
        return True
    if after.lower in word_class("@bystander"):
        return after.tag not in ("VERB", "AUX") or after.lower.endswith("ed")
    crisis_words = (
        word_class("@crisis") | word_class("@toll") | word_class("@foretell") | word_class("@either")
    )
    return hit.trigger.kind == "noun" and after.tag == "NOUN" and after.lower not in crisis_words


def _is_measure(hit: TriggerMatch, marks: Marks) -> bool:
    """Return whether a hazard only counts something: "a flood of refugees", but "a flood of muddy water"."""
    words, last = hit.sentence.words, hit.last
    if hit.reading != "noun" or last + 1 >= len(words) or words[last + 1].lower != "of":
        return False
    first = next((i for i in range(last + 2, len(words)) if words[i].lower not in DETERMINERS), last + 1)
    if words[first].capital or first in marks.positions["@number"] or words[first - 1].lower in _NUMBERS:
        return False
    literal = word_class("@matter") | word_class("@disease")
    return not any(word.lower in literal for word in words[first : first + _REACH])


def is_empty(match: TriggerMatch, status: Status) -> bool:
    """Return whether nothing is left of a hazard: a warning that was not given ("no tsunami warning was issued")."""
    words, last = match.sentence.words, match.last
    return status == "negated" and any(
        word.lower in word_class("@foretell") for word in words[last + 1 : last + 2]
    )


def anticipated(match: TriggerMatch) -> tuple[Status, str] | None:
    """Return the status of a hazard that is only warned of or expected, and its evidence; `None` if it occurred.

    Verbs say that by their auxiliaries, as for every other event; nouns by what they modify, by what stands before
    them ("the risk of") and by the verb after them ("floods are expected").
    """
    words, last = match.sentence.words, match.last
    after = words[last + 1].lower if last + 1 < len(words) else ""
    if match.trigger.kind != "verb" and after in word_class("@foretell"):
        return (
            "hypothetical",
            f"{quoted(after)} after {quoted(match.words)}: foretold or feared, not reported as having happened.",
        )
    before = [words[i].lower for i in range(max(0, match.first - _BEFORE), match.first)]
    if cue := next((word for word in reversed(before) if word in _FEARED), None):
        return (
            "hypothetical",
            f"{quoted(cue)} before {quoted(match.words)}: foretold or feared, not reported as having happened.",
        )
    return _ahead(match)


def _ahead(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read the verb of which a noun is the subject: "is expected to", "will", "could"."""
    words = match.sentence.words
    for i in range(match.last + 1, min(len(words), match.last + 1 + _AHEAD)):
        word = words[i].lower
        if word in _MIGHT and "May" not in words[i].text:
            return (
                "hypothetical",
                f"{quoted(word)} after {quoted(match.words)} leaves open whether it happened.",
            )
        if word in ("will", "shall") or (word in _EXPECTED and words[i - 1].lower in BE | {"was", "were"}):
            return "future", f"{quoted(word)} after {quoted(match.words)} puts it in the future."
        if words[i].tag == "VERB" or (word.endswith("ed") and not is_adverb(words[i])):
            return None
    return None
