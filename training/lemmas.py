"""Learn the table of endings that `geo.nlp.lemmatiser` reads lemmas from.

Every ending gets the change that most words with it make, and is kept only where that is not what the next shorter
ending says already. Words count once for an ending, as often as they occur for themselves.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from importlib import resources
from typing import TYPE_CHECKING, Final

from geo.nlp.inflection import IRREGULAR, verb_forms
from geo.nlp.lemmatiser import decide, endings, inflected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from training.conllu import Sentence

    Row = tuple[int, str]
    Counts = Counter[tuple[str, str, str]]

__all__ = ["count", "learn", "own_verbs", "verbs_in"]

FEWEST_WORDS: Final = 2
"""Different words that an ending must have."""
_TAGS: Final = {
    "base": ("VB", "VBP"),
    "s": ("VBZ",),
    "past": ("VBD",),
    "participle": ("VBN",),
    "ing": ("VBG",),
}


def count(sentences: Iterable[Sentence]) -> Counts:
    """Count tag, form and lemma of the words of a treebank."""
    counts: Counts = Counter()
    for sentence in sentences:
        for word in sentence.words:
            counts[word.tag, inflected(sentence.text[word.start : word.end], word.tag), word.lemma] += 1
    return counts


def own_verbs(words: Iterable[str] = (), *, weight: int = 1) -> Counts:
    """Count the forms that `geo.nlp.inflection` gives verbs.

    Web text lacks many verbs that news is full of, and its annotators erred now and then ("fled": "flead").

    Parameters
    ----------
    words
        Verbs; by default the irregular ones and those of the event types.
    weight
        How often each form counts.
    """
    counts: Counts = Counter()
    for lemma in sorted(set(words or _verbs_of_events() | set(IRREGULAR))):
        for form, what in verb_forms(lemma).items():
            for tag in (tag for each in what for tag in _TAGS.get(each, ())):
                counts[tag, form, lemma] += weight
    return counts


def verbs_in(counts: Counts) -> set[str]:
    """Give the verbs of a treebank, whatever form they have there."""
    times: Counter[str] = Counter()
    for (tag, _, lemma), number in counts.items():
        if tag.startswith("VB") and lemma.isalpha() and lemma.islower() and len(lemma) > 2:
            times[lemma] += number
    return {lemma for lemma, number in times.items() if number > 1}


def _verbs_of_events() -> set[str]:
    blocks = tomllib.loads((resources.files("geo") / "events/event_types.toml").read_text(encoding="utf-8"))
    return {verb.split()[0] for block in blocks.values() for verb in block.get("verbs", ())}


def learn(counts: Counts) -> dict[str, dict[str, Row]]:
    """Learn the table: tag, ending, and what to take off and put on."""
    usual: dict[tuple[str, str], tuple[str, int]] = {}
    for (tag, form, lemma), times in sorted(counts.items()):
        if times > usual.get((tag, form), ("", 0))[1]:
            usual[tag, form] = lemma, times
    tallies: dict[str, dict[str, Counter[Row]]] = defaultdict(lambda: defaultdict(Counter))
    for (tag, form), (lemma, times) in usual.items():
        whole, *shorter = endings(form)
        tallies[tag][whole][_change(form, lemma)] += times
        # Words that are written with a capital (nationalities) say so for themselves only.
        spelled = lemma if form != form.lower() else lemma.lower()
        for ending in shorter:
            tallies[tag][ending][_change(form, spelled)] += 1
    return {tag: _kept(by_ending) for tag, by_ending in sorted(tallies.items())}


def _kept(by_ending: Mapping[str, Counter[Row]]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for ending in sorted(by_ending, key=lambda ending: (ending.startswith("^"), len(ending), ending)):
        tally = by_ending[ending]
        if not ending.startswith("^") and tally.total() < FEWEST_WORDS:
            continue
        change = min(tally, key=lambda row: (-tally[row], row))
        if change != decide(rows, ending.removeprefix("^")):
            rows[ending] = change
    return rows


def _change(form: str, lemma: str) -> Row:
    """Say what to take off the form and put on to get the lemma."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]
