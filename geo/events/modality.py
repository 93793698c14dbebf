"""Modality: what is meant, possible, rehearsed or still to come: "to attack", "could attack", "will attack"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.clauses import INVERTED
from geo.events.matches import cited, cue_before
from geo.nlp.grammar import BE, MODALS, is_adverb, is_finite
from geo.nlp.inflection import is_past
from geo.plover import HAZARD, SPEECH_ROOTS
from geo.wording import quoted

if TYPE_CHECKING:
    from geo.events.matches import TriggerMatch
    from geo.records import Status

PURPOSE: Final = "An infinitive or a goal: intended, but not reported as having happened."
"""The reason of what is hypothetical because it is only meant: the coder leaves it out."""
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
_CONDITIONS: Final = INVERTED | {"if", "unless", "whether"}
"""Words that open a clause of what is only supposed."""
_OPEN: Final = "which leaves open whether it happened"


def inside(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read the words that a trigger passes over: "aid could not be delivered", "the truce was to take effect"."""
    if match.kind.root in SPEECH_ROOTS:
        return None
    words, matched = match.sentence.words, set(match.matched)
    passed = [words[i].lower for i in range(match.first, match.last) if i not in matched]
    if undone := {"not", "n't", "never"} & set(passed):
        return "negated", f"{cited(min(undone), match, 'in')} negates it."
    for word, previous in zip(passed, ["", *passed], strict=False):
        if word in ("will", "shall") or (word == "to" and previous in BE):
            return "future", f"{cited(word, match, 'in')} puts it in the future."
        if word in MODALS:
            return "hypothetical", f"{cited(word, match, 'in')} leaves open whether it happened."
    return None


def shared_auxiliary(match: TriggerMatch) -> tuple[Status, str] | None:
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


def rehearsed(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read what was only exercised: "rehearsed an attack", "a mock invasion", "an evacuation drill"."""
    if match.reading != "noun":
        return None
    words = match.sentence.words
    if cue := cue_before(match, _REHEARSES, 5):
        return "hypothetical", f"{cited(cue, match)} says that it was only exercised."
    behind = words[match.last + 1].lower if match.last + 1 < len(words) else ""
    if behind in _DRILLS and match.kind.root in ("ASSAULT", "AID", HAZARD):
        return (
            "hypothetical",
            f"{quoted(behind)} behind {quoted(match.words)} says that it was only exercised.",
        )
    return None


def meant(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read what is only meant to happen: an infinitive, a goal, the topic of talks, what was advised against."""
    if match.trigger.passive:
        return None  # "access to the network was blocked": the "to" is not the verb's
    before = match.preceding(8)
    if match.reading == "noun":
        if (light := _light_infinitive(before)) is not None:
            return light
        sought = "leading" in before[1:4] and "to" in before[:3]  # "information leading to the arrest"
        wanted = sought or cue_before(match, _GOALS, 4) is not None or _talked_about(before, match)
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


def _talked_about(before: list[str], match: TriggerMatch) -> bool:
    """Return whether a noun is the topic of talks, a plan or a call: what is wanted has not happened."""
    if match.kind.root not in _WANTED:
        return False
    if "discuss" in match.preceding(12):
        return True
    return any(
        word in ("for", "on", "over", "about") and i + 1 < len(before) and before[i + 1] in _TALKS
        for i, word in enumerate(before[:5])
    )


def hypothetical(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read what is only possible: "if", "could", "the threat of"."""
    if match.clause.starter in _CONDITIONS and match.clause.at < match.first:
        return "hypothetical", f"Its clause begins with {quoted(match.clause.starter)}, {_OPEN}."
    cue = cue_before(match, _POSSIBLE, 5 if match.reading == "verb" else 4)
    if cue is None and match.reading == "noun":
        cue = cue_before(match, _FEARS, 7)
    if cue is None or (cue == "may" and "May" in match.sentence.text):
        return None
    if match.reading == "verb" and cue in MODALS and not _governs(match, cue):
        return None
    if cue == "would" and match.clause.link == "that" and "have" not in match.preceding(2):
        return "future", "“would” in an announcement puts it in the future."
    return "hypothetical", f"{cited(cue, match)} leaves open whether it happened."


def _governs(match: TriggerMatch, modal: str) -> bool:
    """Return whether a modal governs the trigger's verb: only adverbs, not, have and be are between."""
    words, i = match.sentence.words, match.first - 1
    while i >= 0 and words[i].lower != modal:
        if not (is_adverb(words[i]) or words[i].lower in ("not", "n't", "have", "be", "been", "also")):
            return False
        i -= 1
    return i >= 0


def future(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read what is still to come: "will", "upcoming", "ahead of"."""
    own = {match.sentence.words[i].lower for i in match.matched}
    if modals := own & {"will", "shall", "'ll"}:
        return "future", f"{cited(min(modals), match, 'in')} puts it in the future."
    for modal in ("will", "shall", "'ll", "wo"):
        if modal in match.preceding(5) and match.reading == "verb" and _governs(match, modal):
            return "future", f"{cited(modal, match)} puts it in the future."
    cue = cue_before(match, _FUTURE_WORDS, 3)
    if cue is not None and match.reading == "noun":
        return "future", f"{cited(cue, match)} puts it in the future."
    if match.reading == "noun" and match.preceding(4)[1:3] == ["of", "ahead"]:
        return "future", "“ahead of” puts it in the future."
    return None
