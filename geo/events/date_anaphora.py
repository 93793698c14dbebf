"""Temporal anaphora: the time of an undated event that the text ties to a dated one.

"Nine people died in the attack" was when the attack was; "police arrested two men after the attack" from then on. The
words that tie them are needed: standing next to a dated sentence is not enough. The rule names what it was tied to.
What is said of an attack was not said in it: for words only "after the attack" counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.events.reported_content import DEFINITE
from geo.plover import SPEECH_ROOTS
from geo.wording import quoted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from geo.events.attachment import SentenceContext
    from geo.events.matches import TriggerMatch
    from geo.records import Event, When

REACH: Final = 4
"""Sentences back in which the dated event may be."""
_NAMES: Final = {
    "ASSAULT": frozenset({
        "attack", "attacks", "shooting", "bombing", "bombings", "blast", "blasts", "explosion", "explosions", "raid",
        "strike", "strikes", "killing", "killings", "assault", "ambush", "stabbing", "kidnapping", "abduction", "siege",
        "fighting", "clashes", "clash", "battle", "massacre", "incident", "violence", "shelling", "crash", "airstrike",
    }),
    "PROTEST": frozenset({
        "protest", "protests", "march", "rally", "demonstration", "demonstrations", "clashes", "unrest", "riot",
        "riots", "strike", "violence",
    }),
    "CONSULT": frozenset({"meeting", "talks", "summit", "visit", "call", "conversation", "encounter"}),
    "COERCE": frozenset({"arrest", "arrests", "raid", "raids", "operation", "crackdown", "search", "incident"}),
    "SANCTION": frozenset({"trial", "verdict", "sentencing", "ruling", "hearing"}),
    "AGREE": frozenset({"agreement", "deal", "signing"}),
    "MOBILIZE": frozenset({"operation", "deployment", "offensive"}),
}  # fmt: skip
"""Nouns that take up an event of a type."""
_DURING: Final = frozenset({"in", "during", "at", "by", "from"})
_AFTER: Final = frozenset({"after", "following", "since"})
_SAME_TIME: Final = (
    ("meanwhile",), ("simultaneously",), ("at", "the", "same", "time"), ("hours", "later"), ("minutes", "later"),
    ("moments", "later"), ("shortly", "afterwards"),
)  # fmt: skip


def continued(
    context: SentenceContext,
    match: TriggerMatch,
    dated_events: Iterable[tuple[Event, int]],
    *,
    published: datetime.date | None,
) -> When | None:
    """Return the time of the event that an undated one continues, `None` where no words tie it to one.

    Parameters
    ----------
    context, match
        The sentence and its trigger.
    dated_events
        Earlier events and the numbers of their sentences, the latest first.
    published
        The report's day: what came after the event was not after it.
    """
    here = context.sentence.index
    for event, index in dated_events:
        if not 0 <= here - index <= REACH or event.when.start is None or event.when.granularity != "day":
            continue
        if index == here and event.start >= context.sentence.words[match.first].start:
            continue
        at = _taken_up(context, match, event)
        if at is not None:
            return _tied(event.when, *at, published=published)
        words = _same_time(context, match)
        if words and here - index <= 1:
            other = quoted(event.mentions[0].text)
            return replace(event.when, rule=f"the day of {other}, which {quoted(words)} continues")
    return None


def _taken_up(context: SentenceContext, match: TriggerMatch, event: Event) -> tuple[str, str] | None:
    """Find "the attack" in the trigger's clause, outside of the trigger: the preposition before it, and its words."""
    words, names = context.sentence.words, _NAMES.get(event.type, frozenset())
    for i in match.clause.words:
        if words[i].lower not in names or i in match.matched:
            continue
        first = next((j for j in range(i - 1, max(-1, i - 4), -1) if words[j].lower in DEFINITE), None)
        if first is None or first == 0:
            continue
        preposition = words[first - 1].lower
        if preposition in _AFTER or (preposition in _DURING and match.kind.root not in SPEECH_ROOTS):
            return preposition, " ".join(word.text for word in words[first : i + 1])
    return None


def _tied(when: When, preposition: str, words: str, *, published: datetime.date | None) -> When:
    rule = f"{preposition} {quoted(words)}, dated {quoted(when.text or '')} ({when.rule})"
    if preposition in _AFTER:
        return replace(when, end=published, granularity="open", rule=rule)
    return replace(when, rule=rule)


def _same_time(context: SentenceContext, match: TriggerMatch) -> str:
    """Return the words that date a sentence by the one before: "hours later", "meanwhile"."""
    spelled = [word.lower for word in context.sentence.words[:8]]
    if match.clause is not context.sentence.clauses[0]:
        return ""
    for phrase in _SAME_TIME:
        for i in range(len(spelled) - len(phrase) + 1):
            if tuple(spelled[i : i + len(phrase)]) == phrase:
                return " ".join(phrase)
    return ""
