"""Links dates to events: their own, that of the reporting statement, or of the talk whose content they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from geo.dates.expressions import BEFORE_STATEMENT, UNKNOWN, named_day
from geo.events.attachment import attached
from geo.events.commemoration import remembered
from geo.nlp.grammar import CONTRACTED, PREPOSITIONS
from geo.nlp.inflection import is_past
from geo.nlp.words import lexicon
from geo.plover import HAZARD, SPEECH_ROOTS
from geo.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.dates.recogniser import DateExpression
    from geo.events.attachment import Argument, SentenceContext
    from geo.events.matches import TriggerMatch
    from geo.records import Actor, When

Tense = Literal["past", "future"]

OF_CONTENT: Final = replace(UNKNOWN, rule="the date of the sentence is that of what is announced")
"""What an act of words gets that has no other date."""
_FRAME_REACH: Final = 14
"""Sentences after a talk or statement in which its day is still carried."""
_FRAME_CUES: Final = frozenset({"readout", "communique"})
_NEUTRAL_SPEAKERS: Final = frozenset({
    "minister", "secretary", "president", "spokesman", "spokeswoman", "ministry", "office", "he", "she",
    "premier", "chancellor",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """A dated talk or statement whose content the next sentences report."""

    when: When
    names: frozenset[str]
    sentence: int
    words: str


def dates_of(context: SentenceContext) -> dict[int, list[Argument[DateExpression]]]:
    """Return for each trigger (by its first word) the dates attached to it."""
    owned: dict[int, list[Argument[DateExpression]]] = {}
    modified: set[int] = set()
    inside = {i for found in context.triggers if found.kind.root in SPEECH_ROOTS for i in found.matched}
    for date in context.dates:
        if date.first in inside or _of_statement(context, date):
            continue
        if following := _modified(context, date):
            targets = [following]
            modified.add(following.first)
        else:
            targets = attached(context, date)
        for found in targets:
            owner = _past_dated_noun(context, date, found, modified)
            if owner is not None:
                owned.setdefault(owner.first, []).append(date)
    return owned


def _past_dated_noun(
    context: SentenceContext, date: Argument[DateExpression], match: TriggerMatch, modified: set[int]
) -> TriggerMatch | None:
    """Return the trigger that a date behind a noun belongs to, where the noun can have none there.

    A noun that a date modifies has its date ("commemorated the 1992 bombing on Tuesday"), and what is only remembered
    was not on the day of the verb.
    """
    if date.first < match.first or match.reading != "noun":
        return match
    if match.first not in modified and (remembered(match) is None or date.at == match.last + 1):
        return match
    before = [each for each in context.triggers if each.first < match.first and each.clause is match.clause]
    return next((each for each in reversed(before) if each.reading == "verb"), None)


def _modified(context: SentenceContext, date: Argument[DateExpression]) -> TriggerMatch | None:
    """Return the noun that a date modifies: "Monday's attack", "the 2015 siege", "the recent strike"."""
    words = context.sentence.words
    for found in context.triggers:
        gap = words[date.last + 1 : found.first] if date.last < found.first <= date.last + 5 else None
        if gap is not None and all(w.wordlike or w.lower in ("'s", "'") for w in gap):
            if date.preposition in PREPOSITIONS and not any(w.lower in ("'s", "'") for w in gap) and gap:
                continue
            if found.reading == "noun" and not any(w.lower in PREPOSITIONS for w in gap):
                return found
    return None


def _of_statement(context: SentenceContext, date: Argument[DateExpression]) -> bool:
    """Return whether a date is the day of a verb of saying, in a clause without a trigger before it."""
    words, clause = context.sentence.words, context.sentence.clause(date.first)
    if any(word.lower in CONTRACTED for word in words[date.last + 1 : date.last + 2]):
        return False  # "claimed Monday's attack"
    before = [i for i in clause.words if i < date.first]
    triggers = {i for t in context.triggers for i in t.matched}
    for i in reversed(before):
        if i in triggers:
            return False
        if words[i].lower in lexicon("statement_verbs"):
            return True
    return False


def statement_date(context: SentenceContext) -> When | None:
    """Return the day of the sentence's reporting verb ("confirmed on Sunday that ...")."""
    return next(
        (
            date.item.when
            for date in context.dates
            if _of_statement(context, date) and date.item.when.end is not None
        ),
        None,
    )


def unread_statement(context: SentenceContext, match: TriggerMatch, *, future: bool) -> When | None:
    """Return the words of a statement's day that cannot be resolved ("said Monday" in a report without a day).

    For an event without a date of its own; `None` where the sentence has no such words, or they say nothing of it.
    """
    unread = next(
        (
            date.item.when
            for date in context.dates
            if _of_statement(context, date) and not _is_known(date.item.when)
        ),
        None,
    )
    if unread is None:
        return None
    if match.kind.root in SPEECH_ROOTS:
        return replace(unread, rule=f"the day of the statement ({unread.rule})")
    return None if future else replace(unread, rule=f"{BEFORE_STATEMENT} ({unread.rule})")


def _is_known(when: When) -> bool:
    return when.start is not None or when.end is not None


def when_of(
    context: SentenceContext,
    match: TriggerMatch,
    own: Sequence[Argument[DateExpression]],
    *,
    future: bool,
    frame: DatedStatement | None,
    reread: Callable[[DateExpression, Tense | None], DateExpression],
) -> When:
    """Return the interval of an event.

    Parameters
    ----------
    context, match
        The sentence and the trigger in it.
    own
        The dates that belong to the trigger, by `dates_of`.
    future
        Whether the event is still to come: then "on Friday" is the next one.
    frame
        The talk or statement that the sentence continues, if any.
    reread
        Reads a date anew that leaves a choice, in a tense (`geo.dates.recogniser.in_tense`).
    """
    said, attached_to = statement_date(context), len(own)
    if not future:
        own = [date for date in own if not _is_of_content(match, date)]
    dated = [date for date in own if _is_known(date.item.when)]
    if dated:
        best = min(dated, key=lambda date: (_width(date.item.when), abs(date.first - match.first)))
        when = reread(best.item, _tense(match, future=future)).when
        if (
            when.granularity == "open"
            and when.start is None
            and said is not None
            and said.end is not None
            and not future
        ):
            return replace(
                when,
                end=min(said.end, when.end or said.end),
                rule=f"{when.rule}, and no later than the day of the statement, {quoted(said.text or '')}",
            )
        return when
    speech = match.kind.root in SPEECH_ROOTS
    if said is not None:
        if speech or (match.kind.root == "COOPERATE" and _announced(context)):
            return replace(said, rule=f"the day of the statement ({said.rule})")
        if not future:
            return replace(said, start=None, granularity="open", rule=f"{BEFORE_STATEMENT} ({said.rule})")
    if own:  # words for a day that cannot be known, with the reason: an event has no other day beside its own
        return min(own, key=lambda date: abs(date.first - match.first)).item.when
    if speech and frame is not None and continues(context, frame):
        return replace(
            frame.when, rule=f"the day of {quoted(frame.words)}, in which it was said ({frame.when.rule})"
        )
    if len(own) < attached_to:
        return OF_CONTENT
    return _unread_day(context, match) or UNKNOWN


def _unread_day(context: SentenceContext, match: TriggerMatch) -> When | None:
    """Return the nearest day of a sentence whose days are all named and cannot be read, `None` for other sentences.

    "On May 9, officials said, a bomb exploded" in a report without a day: no other sentence has the day of the bomb.
    """
    if any(_is_known(date.item.when) for date in context.dates):
        return None
    unread = [
        date
        for date in context.dates
        if named_day(date.item.text) is not None and not _of_statement(context, date)
    ]
    if not unread:
        return None
    when = min(unread, key=lambda date: abs(date.first - match.first)).item.when
    return replace(when, rule=f"stated in the same sentence; {when.rule}")


def _tense(match: TriggerMatch, *, future: bool) -> Tense | None:
    """Return the tense of an event's date: what was done on "Sept. 1" was on the last one."""
    if future:
        return "future"
    words = match.sentence.words
    done = match.reading == "verb" and is_past(words[match.first].lower)
    if match.kind.root == HAZARD:  # "the quake killed nine in September": its verb is that of its clause
        done = any(is_past(words[i].lower) for i in match.clause.words if i >= match.first)
    return "past" if done else None


def _is_of_content(match: TriggerMatch, date: Argument[DateExpression]) -> bool:
    """Return whether a date is of what a past act of words announces, not of the act.

    It is of several days ("agreed to a truce from 3 to 9 August"), and words are said on one.
    """
    words = match.sentence.words
    if (
        match.kind.root not in SPEECH_ROOTS
        or match.reading != "verb"
        or not is_past(words[match.first].lower)
    ):
        return False
    return date.first > match.last and date.item.when.granularity == "range"


def _announced(context: SentenceContext) -> bool:
    """Return whether a sentence announces: what is handed over is then handed over by that very act."""
    return any(word.lower in ("announced", "announces", "announce") for word in context.sentence.words)


def _width(when: When) -> int:
    return (when.end - when.start).days if when.start and when.end else 100_000


def continues(context: SentenceContext, frame: DatedStatement) -> bool:
    """Return whether a sentence continues the content of a talk: by its speaker, or by naming the readout."""
    if not 0 <= context.sentence.index - frame.sentence <= _FRAME_REACH or any(
        _dated(date) for date in context.dates
    ):
        return False
    spelled = {word.lower for word in context.sentence.words}
    return (
        any(actor.item.name in frame.names for actor in context.actors)
        or bool(spelled & _FRAME_CUES)
        or bool(spelled & _NEUTRAL_SPEAKERS)
    )


def _dated(date: Argument[DateExpression]) -> bool:
    return date.item.when.start is not None and date.item.when.granularity in (
        "day",
        "month",
        "year",
        "range",
    )


def dated_statement_of(match: TriggerMatch, when: When, actors: tuple[Actor, ...]) -> DatedStatement | None:
    """Create the frame of a talk whose day is known."""
    if match.kind.root != "CONSULT" or when.granularity != "day" or when.start is None:
        return None
    return DatedStatement(when, frozenset(actor.name for actor in actors), match.sentence.index, match.words)
