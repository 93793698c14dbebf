"""Events that are only remembered, depicted or rehearsed: "a film about the attacks", "survivors of the Lima massacre".

Such a report says where and when the event is remembered, so that neither its day nor its place follows from the
rest of the clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.word_classes import forms_of
from geo.nlp.grammar import DETERMINERS, is_finite
from geo.wording import quoted

if TYPE_CHECKING:
    from geo.events.clauses import Sentence
    from geo.events.matches import TriggerMatch


def _forms(words: str) -> frozenset[str]:
    return frozenset().union(*(forms_of(word) for word in words.split()))


_MEMORIALS: Final = _forms(
    "anniversary memorial commemoration remembrance monument museum centenary jubilee bicentenary"
)
_WORKS: Final = _forms(
    "film movie documentary book novel play series drama opera song album memoir exhibition podcast painting musical"
    " biopic thriller poem mural comic miniseries"
)
_REMEMBERING: Final = _forms("commemorate remember recall re-enact reenact relive")
_WITNESSES: Final = _forms("survivor veteran orphan descendant")
_CARE: Final = _forms(
    "hospital treat rescue evacuate pull trap die injure wound rubble ambulance clinic flee surgery"
)
"""Words that tell of survivors soon after the event."""
_LINKS: Final = frozenset(
    {"of", "about", "on", "depicting", "chronicling", "recalling", "portraying", "to", "marking", "for"}
)
_SINCE: Final = frozenset({"after", "since", "before"})
_LONG: Final = frozenset({"years", "decades", "centuries", "century", "generations", "decade"})
_REACH: Final = 9
"""Words before an event's noun in which the phrase that it belongs to begins."""


def remembered(match: TriggerMatch) -> str | None:
    """Return why an event is one of the past that is only remembered or depicted; `None` for others.

    It is so where its noun hangs on that of a memorial, a work or a witness ("a film about the Lima attacks"), is
    before one ("the bombing's anniversary"), or years have gone by since ("ten years after the siege").
    """
    if match.reading != "noun":
        return None
    words, first = match.sentence.words, match.first
    if (head := _head(match)) is not None:
        return f"{quoted(words[head].text)} before {quoted(match.words)} tells that it is only remembered."
    behind = [word.lower for word in words[match.last + 1 : match.last + 4] if word.lower not in ("'s", "'")]
    if behind and behind[0] in _MEMORIALS:
        return f"{quoted(behind[0])} behind {quoted(match.words)} tells that it is only remembered."
    before = [word.lower for word in words[max(0, first - 6) : first]]
    for i, word in enumerate(before[1:], start=1):
        if word in _SINCE and before[i - 1] in _LONG:
            return f"{quoted(f'{before[i - 1]} {word}')} before {quoted(match.words)} puts it in the past."
    return None


def _head(match: TriggerMatch) -> int | None:
    """Return the position of the memorial, work or witness on which an event's noun hangs."""
    sentence, first = match.sentence, match.first
    words, clause = sentence.words, match.clause
    linked = False
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = words[i]
        if i not in clause.words or not (word.wordlike or word.lower in ("'s", "'")):
            return None
        if word.lower in _REMEMBERING and (linked or not is_finite(words, first - 1)):
            return i
        if word.lower in _LINKS:
            linked = True
        elif linked and (word.lower in _MEMORIALS or word.lower in _WORKS):
            return i
        elif linked and word.lower in _WITNESSES:
            return i if _is_named(sentence, i, first) and not _is_recent(sentence) else None
        elif is_finite(words, i):
            return None
    return None


def _is_named(sentence: Sentence, head: int, first: int) -> bool:
    """Return whether a name or a year says which event it was: "the Lima massacre", "the 1984 leak"."""
    return any(
        word.capital or (word.text.isdigit() and len(word.text) == 4)
        for word in sentence.words[head + 1 : first]
        if word.lower not in DETERMINERS
    )


def _is_recent(sentence: Sentence) -> bool:
    return any(word.lower in _CARE for word in sentence.words)


def is_beyond(match: TriggerMatch, at: int) -> bool:
    """Return whether a phrase at `at` belongs to what remembers an event: behind the next finite verb."""
    words = match.sentence.words
    return at > match.last and any(is_finite(words, i) for i in range(match.last + 1, at))
