"""Factuality of events: happened, long ago, planned, possible or negated, with the evidence words.

What is only meant (an infinitive of purpose, a goal, the topic of talks) is hypothetical because of `PURPOSE`, and the
coder leaves it out.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.dates.expressions import days_back
from geo.events.cancellation import cancelled
from geo.events.commemoration import remembered
from geo.events.hazards import anticipated
from geo.nlp.grammar import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    is_adverb,
    is_finite,
)
from geo.nlp.inflection import is_past
from geo.plover import HAZARD, SPEECH_ROOTS
from geo.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dates.recogniser import DateExpression
    from geo.events.matches import TriggerMatch
    from geo.records import Event, Status, When

PURPOSE: Final = "An infinitive or a goal: intended, but not reported as having happened."
HISTORICAL_AFTER: Final = datetime.timedelta(days=180)
"""An event that ended so long before the report is background, not news."""
_YEAR_DAYS: Final = 364

_NEGATING: Final = frozenset({
    "not", "n't", "never", "no", "nobody", "neither", "nor", "without", "cannot", "denied", "denies",
    "deny", "fail", "failed", "fails", "avert", "averted", "prevented", "foiled", "thwarted", "cancelled",
    "canceled",
})  # fmt: skip
_UNDOING: Final = frozenset({
    "failed", "fails", "fail", "denied", "denies", "deny", "prevented", "foiled", "thwarted", "averted",
    "cancelled", "canceled", "n't", "never",
})  # fmt: skip
"""Verbs and words that undo the noun after them, some words on: "failed to attend a meeting"."""
_TO_VERBS: Final = frozenset({
    "deny", "fail", "failed", "fails", "avert", "averted", "prevented", "foiled", "thwarted", "cancelled", "canceled",
})  # fmt: skip
"""Verbs that negate another only as its infinitive or its -ing form: "failed to attack", "prevented from attacking"."""
_DENIES: Final = frozenset(
    {"deny", "denies", "denied", "denying", "refute", "refutes", "refuted", "refuting", "disputed"}
)
_DISMISSES: Final = frozenset({
    "reject", "rejects", "rejected", "rejecting", "dismiss", "dismisses", "dismissed", "dismissing", "rebuffed",
})  # fmt: skip
_CLAIMS: Final = frozenset({
    "claim", "claims", "allegation", "allegations", "accusation", "accusations", "report", "reports", "suggestion",
    "suggestions", "charge", "charges", "rumour", "rumours", "rumor", "rumors", "assertion", "assertions",
})  # fmt: skip
_TAKES_PART: Final = frozenset({
    "involvement", "responsibility", "role", "part", "knowledge", "link", "links", "connection", "connections", "blame",
    "complicity", "guilt",
})  # fmt: skip
"""What is denied of an act that happened."""
_KNOWN: Final = frozenset({"the", "this", "these", "those"})
_DENIAL_REACH: Final = 7
_DEPTH: Final = 3
"""Clauses up to the one that may deny."""
_REHEARSES: Final = frozenset({
    "rehearse", "rehearses", "rehearsed", "rehearsing", "practise", "practised", "practising", "practice", "practiced",
    "practicing", "simulate", "simulates", "simulated", "simulating", "mock",
})  # fmt: skip
_DRILLS: Final = frozenset(
    {"drill", "drills", "exercise", "exercises", "simulation", "simulations", "rehearsal"}
)
_FUTURE_WORDS: Final = frozenset({
    "upcoming", "forthcoming", "planned", "scheduled", "imminent", "looming", "soon",
})  # fmt: skip
_FUTURE_BEFORE_TO: Final = frozenset({
    "going", "set", "due", "expected", "scheduled", "plans", "plan", "planning", "planned", "intends",
    "intend", "prepares", "preparing", "prepared", "about",
})  # fmt: skip
_FACT_BEFORE_TO: Final = frozenset({
    "began", "begin", "begins", "continued", "continues", "continue", "managed", "started", "starts",
    "proceeded", "forced", "helped", "used", "went", "voted",
})  # fmt: skip
_POSSIBLE: Final = frozenset({
    "if", "unless", "whether", "would", "could", "might", "may", "can", "should", "possible", "potential",
    "feared", "threatened", "alleged", "fear", "fears", "risk", "threat", "prospect", "contemplated",
    "considered", "considering", "mulled",
})  # fmt: skip
_TALKS: Final = frozenset({
    "plan", "plans", "proposal", "proposals", "talks", "negotiations", "effort", "efforts", "call", "calls", "hope",
    "hopes", "bid", "discussions", "campaign", "push", "pressure", "appeal", "appeals", "demand", "demands",
})  # fmt: skip
"""Nouns whose "for", "on", "over" or "about" leads to what is only wanted: "talks on the release of ..."."""
_WANTED: Final = frozenset(["RETREAT", "AID", "COOPERATE", "AGREE"])
_AGAINST: Final = frozenset(["against", "avoid", "avoided", "than"])
"""Words before an -ing form that tell of what was not done: "advised against visiting"."""
_LIGHT: Final = frozenset({
    "conduct", "carry", "launch", "stage", "hold", "commit", "make", "pay", "attend", "begin", "start", "open",
    "join", "mount", "organise", "organize", "stop", "resume", "lead", "plot", "host", "secure",
})  # fmt: skip
_FEARS: Final = frozenset(["threat", "threats", "risk", "fear", "fears", "prospect", "danger"])
_GOALS: Final = frozenset({
    "aimed", "aiming", "wanted", "wants", "want", "wanting",
    "securing", "secure", "ensuring", "ensure", "seeking", "seek", "seeks", "achieve", "achieving",
    "reaching", "towards", "toward", "prevent", "preventing", "avoid", "avoiding", "deter", "deterring",
})  # fmt: skip
_PAST_CUES: Final = frozenset(["anniversary", "ago", "former", "decades"])
_OPEN: Final = "which leaves open whether it happened"


def status_of_words(match: TriggerMatch) -> tuple[Status, str]:
    """Return the status that the words around a trigger give its event, and the words that decided."""
    for decide in _DECISIONS:
        decided = decide(match)
        if decided is not None:
            return decided
    if match.kind.root == HAZARD and (decided := anticipated(match)) is not None:
        return decided
    if match.reading == "noun" and (cue := _cue(match, _PAST_CUES, 4)):
        return "historical", f"{_before(cue, match)} puts it in the past."
    return "actual", "Reported as a fact: no word negates it, puts it in the future or casts doubt on it."


def status_of_date(when: When, published: datetime.date | None) -> tuple[Status, str] | None:
    """Return the status that its date gives an event whose words leave it open, and why; `None` for no other.

    Parameters
    ----------
    when
        The event's interval.
    published
        The report's day.
    """
    if published is not None and when.start is not None and when.start > published:
        return "future", f"Its date, {quoted(when.text or '')}, is after the day of publication."
    if published is not None and when.end is not None and published - when.end > HISTORICAL_AFTER:
        return "historical", (
            f"Its date, {quoted(when.text or '')}, is more than {HISTORICAL_AFTER.days} days before publication."
        )
    return None


def with_status_of_date(
    event: Event, published: datetime.date | None, dates: Sequence[DateExpression] = ()
) -> Event:
    """Return an event whose date, also one that was inferred, tells that it is background, with that status.

    Parameters
    ----------
    event
        Coded, its date final.
    published
        The report's day.
    dates
        All dates of the report: without its day the last of them is taken for it.
    """
    if event.status != "actual" or "status" in event.edited:
        return event
    why = _background(event.when, published) if published else _undated_background(event.when, dates)
    if why is None:
        return event
    return replace(event, status="historical", evidence={**event.evidence, "status": why})


def _background(when: When, today: datetime.date, day: str = "publication") -> str | None:
    """Return why a date makes an event background, not news; `None` where it does not."""
    if when.end is None or today - when.end <= HISTORICAL_AFTER:
        return None
    return f"Its date, {quoted(when.text or '')}, is more than {HISTORICAL_AFTER.days} days before {day}."


def _undated_background(when: When, dates: Sequence[DateExpression]) -> str | None:
    """Return why a date makes an event of a report without a day background.

    Words that count back ("five years ago") do so on any day. Else the last date that the report names is taken for
    its day, and where that is the event's own, one that is no nearer than a year is background.
    """
    words = quoted(when.text or "")
    if when.start is None and when.end is None:
        back = None if when.text is None else days_back(when.text)
        long_ago = back is not None and back > HISTORICAL_AFTER.days
        return f"Its date, {words}, counts back years." if long_ago else None
    last = max((date.when.start for date in dates if date.when.start is not None), default=None)
    if last is None or when.start is None or when.end is None:
        return None
    if last > when.end:
        return _background(when, last, "the last date that the report names")
    if (when.end - when.start).days < _YEAR_DAYS:
        return None
    return f"Its date, {words}, is no nearer than a year, and the report has no day."


def _window(match: TriggerMatch, size: int) -> list[str]:
    """Return the words before the trigger in its clause, the nearest first."""
    words = [i for i in match.clause.words if i < match.first]
    return [match.sentence.words[i].lower for i in reversed(words[-size:])]


def _before(cue: str, match: TriggerMatch) -> str:
    return f"{quoted(cue)} before {quoted(match.words)}"


def _within(cue: str, match: TriggerMatch) -> str:
    return f"{quoted(cue)} in {quoted(match.words)}"


def _cue(match: TriggerMatch, cues: frozenset[str], size: int) -> str | None:
    return next((word for word in _window(match, size) if word in cues), None)


def _remembered(match: TriggerMatch) -> tuple[Status, str] | None:
    why = remembered(match)
    return None if why is None else ("historical", why)


def _denied(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read the content of a denial: "denied that it had shelled", "rejected claims that its troops killed"."""
    words, clause = match.sentence.words, match.clause
    first = match.first
    for _ in range(_DEPTH):
        governing = [i for i in clause.words if i < first]
        cue = _denial([words[i].lower for i in governing])
        if cue is not None and _is_predicated(match):
            return "negated", f"It is what {quoted(cue)} denies."
        if clause.link not in ("that", "participle", "coordinate") or clause.parent is None:
            return None
        first, clause = clause.at, clause.parent
    return None


def _is_predicated(match: TriggerMatch) -> bool:
    """Return whether a denial reaches a trigger: a verb, or a noun that no preposition or article takes for known.

    Of "denied that it was a reaction to the arrest" the arrest is none.
    """
    if match.reading == "verb":
        return True
    before = [word.lower for word in match.sentence.words[max(0, match.first - 3) : match.first]]
    return not (_KNOWN | PREPOSITIONS) & set(before)


def _denial(words: Sequence[str]) -> str | None:
    """Return the words of denial at the end of some, before what is denied: "denied", "rejected claims"."""
    near = list(words[-_DENIAL_REACH:])
    for i in range(len(near) - 1, -1, -1):
        word, rest = near[i], near[i + 1 :]
        if word in _DENIES:
            if {"not", "n't", "never", "neither", "nor"} & set(near[max(0, i - 3) : i]):
                return None
            return None if _TAKES_PART & set(rest) else word
        if (
            word in _DISMISSES
            and (claim := next((each for each in rest if each in _CLAIMS), None)) is not None
        ):
            return f"{word} {claim}"
        if word in ("and", "but", "after", "because", "to"):
            return None
    return None


def _rehearsed(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read what was only exercised: "rehearsed an attack", "a mock invasion", "an evacuation drill"."""
    if match.reading != "noun":
        return None
    words = match.sentence.words
    if cue := _cue(match, _REHEARSES, 5):
        return "hypothetical", f"{_before(cue, match)} says that it was only exercised."
    behind = words[match.last + 1].lower if match.last + 1 < len(words) else ""
    if behind in _DRILLS and match.kind.root in ("ASSAULT", "AID", HAZARD):
        return (
            "hypothetical",
            f"{quoted(behind)} behind {quoted(match.words)} says that it was only exercised.",
        )
    return None


def _negated(match: TriggerMatch) -> tuple[Status, str] | None:
    near = _negating_window(match)
    cue = next((word for word in near[: 4 if match.reading == "verb" else 3] if word in _NEGATING), None)
    if cue is None and match.reading == "noun":
        cue = next((word for word in near[:6] if word in _UNDOING), None)
    if cue is None or (cue == "no" and match.reading == "verb" and not _no_subject(match)):
        return None
    between = near[: near.index(cue)]
    if match.reading == "verb" and cue in NEGATIONS and _has_own_auxiliary(between):
        return None
    if cue in _TO_VERBS and match.reading == "verb" and "to" not in between and not _is_ing(match):
        return None  # "the failed raid killed"; "talks fail, rebels attack"
    if cue in _DENIES and match.reading == "noun" and (_TAKES_PART & set(between) or between[:1] == ["the"]):
        return None  # "denied involvement in the bombing", which was
    return "negated", f"{_before(cue, match)} negates it."


def _has_own_auxiliary(between: Sequence[str]) -> bool:
    """Return whether the words from a trigger back to a negation hold an auxiliary behind another verb.

    "Men who did not vote were arrested": the negation is of the vote.
    """
    auxiliary = next((i for i, word in enumerate(between) if word in AUXILIARIES), None)
    return auxiliary is not None and any(
        word.isalpha() and word not in AUXILIARIES | BE for word in between[auxiliary:]
    )


def _is_ing(match: TriggerMatch) -> bool:
    return match.sentence.words[match.first].lower.endswith("ing")


def _governing(match: TriggerMatch) -> list[int]:
    """Return the words before a trigger in its clause, and in that whose auxiliary it shares: "not held or beaten"."""
    words, clause = match.sentence.words, match.clause
    before = [i for i in clause.words if i < match.first]
    if clause.link != "coordinate" or clause.parent is None or match.reading != "verb":
        return before
    if any(words[i].lower not in CONJUNCTIONS and not is_adverb(words[i]) for i in before):
        return before
    return [*(i for i in clause.parent.words if i < clause.at), *before]


def _negating_window(match: TriggerMatch) -> list[str]:
    """Return the words before a trigger that a negation reaches it from, the nearest first.

    It reaches over no comma, and over no conjunction behind which the trigger has an auxiliary or a tense of its own:
    "did not vote and were arrested".
    """
    words, own = match.sentence.words, match.sentence.words[match.first].lower
    reached: list[str] = []
    for i in reversed(_governing(match)):
        word = words[i].lower
        if word in (",", ";", ":", "(", ")"):
            break
        joins = word in ("and", "but", "or") and match.reading == "verb" and i > 0
        if joins and (AUXILIARIES & set(reached) or (is_past(own) and not is_past(words[i - 1].lower))):
            break
        reached.append(word)
    return reached


def _no_subject(match: TriggerMatch) -> bool:
    """Return whether "no" opens the subject: "no fighters were killed", but not "with no warning police shot"."""
    words = match.sentence.words
    at = next((i for i in range(match.first - 1, -1, -1) if words[i].lower == "no"), 0)
    return at == 0 or words[at - 1].lower not in PREPOSITIONS


def _meant(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read what is only meant to happen: an infinitive, a goal, the topic of talks, what was advised against."""
    if match.trigger.passive:
        return None  # "access to the network was blocked": the "to" is not the verb's
    before = _window(match, 8)
    if match.reading == "noun":
        if (light := _light_infinitive(before)) is not None:
            return light
        sought = "leading" in before[1:4] and "to" in before[:3]  # "information leading to the arrest"
        wanted = sought or _cue(match, _GOALS, 4) is not None or _talked_about(before, match)
        return ("hypothetical", PURPOSE) if wanted else None
    if match.sentence.words[match.first].lower.endswith("ing"):
        aimed = before[:1] == ["at"] and before[1:2] in (["aimed"], ["aiming"], ["aims"])
        return ("hypothetical", PURPOSE) if aimed or (before and before[0] in _AGAINST) else None
    if before[:1] != ["to"] or match.trigger.kind == "noun":
        return None
    if match.kind.root == HAZARD and match.trigger.kind == "phrase":
        return None  # "due to bird flu": its phrases begin with the hazard
    if before[1:2] and before[1] in BE:
        return "future", f"{quoted(f'{before[1]} to')} puts it in the future."
    leads = {word for word in before[1:4] if word.isalpha()}
    if "planned" in leads and match.kind.root == "ASSAULT":
        return "hypothetical", PURPOSE  # a plot
    if leads & _FUTURE_BEFORE_TO:
        cue = next(word for word in before[1:4] if word in _FUTURE_BEFORE_TO)
        return "future", f"{quoted(f'{cue} to')} puts it in the future."
    return None if leads & _FACT_BEFORE_TO else ("hypothetical", PURPOSE)


def _hypothetical(match: TriggerMatch) -> tuple[Status, str] | None:
    if match.clause.starter in ("if", "unless", "whether") and match.clause.at < match.first:
        return "hypothetical", f"Its clause begins with {quoted(match.clause.starter)}, {_OPEN}."
    cue = _cue(match, _POSSIBLE, 5 if match.reading == "verb" else 4)
    if cue is None and match.reading == "noun":
        cue = _cue(match, _FEARS, 7)
    if cue is None or (cue == "may" and "May" in match.sentence.text):
        return None
    if match.reading == "verb" and cue in MODALS and not _governs(match, cue):
        return None
    if cue == "would" and match.clause.link == "that":
        return "future", "“would” in an announcement puts it in the future."
    return "hypothetical", f"{_before(cue, match)} leaves open whether it happened."


def _talked_about(before: list[str], match: TriggerMatch) -> bool:
    """Return whether a noun is the topic of talks, a plan or a call: what is wanted has not happened."""
    if match.kind.root not in _WANTED:
        return False
    if "discuss" in _window(match, 12):
        return True
    return any(
        word in ("for", "on", "over", "about") and i + 1 < len(before) and before[i + 1] in _TALKS
        for i, word in enumerate(before[:5])
    )


def _inside(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read the words that a trigger passes over: "aid could not be delivered", "the truce was to take effect"."""
    if match.kind.root in SPEECH_ROOTS:
        return None
    words, matched = match.sentence.words, set(match.matched)
    passed = [words[i].lower for i in range(match.first, match.last) if i not in matched]
    if undone := {"not", "n't", "never"} & set(passed):
        return "negated", f"{_within(min(undone), match)} negates it."
    for word, previous in zip(passed, ["", *passed], strict=False):
        if word in ("will", "shall") or (word == "to" and previous in BE):
            return "future", f"{_within(word, match)} puts it in the future."
        if word in MODALS:
            return "hypothetical", f"{_within(word, match)} leaves open whether it happened."
    return None


def _light_infinitive(before: list[str]) -> tuple[Status, str] | None:
    """Read "to launch an attack", "plans to hold talks": the factuality that a noun's light verb gives it."""
    for i, word in enumerate(before[:6]):
        if word != "to" or i == 0 or before[i - 1] not in _LIGHT:
            continue
        leads = set(before[i + 1 : i + 3])
        if leads & _FUTURE_BEFORE_TO:
            return "future", f"{quoted(f'{min(leads & _FUTURE_BEFORE_TO)} to')} puts it in the future."
        return None if leads & _FACT_BEFORE_TO else ("hypothetical", PURPOSE)
    return None


def _shared_auxiliary(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read a bare verb after "and" or "or" by the modal or "to" that it shares: "can hold land and sign deals"."""
    words, i = match.sentence.words, match.first
    form = words[i].lower
    if match.reading != "verb" or i < 3 or words[i - 1].lower not in ("and", "or"):
        return None
    if is_past(form) or form.endswith(("s", "ing", "ed")):
        return None
    for j in range(i - 2, max(-1, i - 14), -1):
        if words[j].lower in ("will", "shall", "'ll"):
            return "future", f"{quoted(words[j].lower)}, shared with the verb before, puts it in the future."
        if words[j].lower in MODALS or words[j].lower == "to":
            return "hypothetical", PURPOSE
        if is_finite(words, j):
            return None
    return None


def _governs(match: TriggerMatch, modal: str) -> bool:
    """Return whether a modal governs the trigger's verb: only adverbs, not, have and be are between."""
    words, i = match.sentence.words, match.first - 1
    while i >= 0 and words[i].lower != modal:
        if not (is_adverb(words[i]) or words[i].lower in ("not", "n't", "have", "be", "been", "also")):
            return False
        i -= 1
    return i >= 0


def _future(match: TriggerMatch) -> tuple[Status, str] | None:
    own = {match.sentence.words[i].lower for i in match.matched}
    if modals := own & {"will", "shall", "'ll"}:
        return "future", f"{_within(min(modals), match)} puts it in the future."
    for modal in ("will", "shall", "'ll", "wo"):
        if modal in _window(match, 5) and match.reading == "verb" and _governs(match, modal):
            return "future", f"{_before(modal, match)} puts it in the future."
    cue = _cue(match, _FUTURE_WORDS, 3)
    if cue is not None and match.reading == "noun":
        return "future", f"{_before(cue, match)} puts it in the future."
    if match.reading == "noun" and _window(match, 4)[1:3] == ["of", "ahead"]:
        return "future", "“ahead of” puts it in the future."
    return None


_DECISIONS: Final = (
    _remembered, cancelled, _denied, _negated, _inside, _shared_auxiliary, _rehearsed, _meant, _hypothetical, _future,
)  # fmt: skip
"""What the words around a trigger are asked, in order: the first that decides gives the status."""
