"""In which language a text is written: events are coded in English only, and names in other languages need guards.

What has the function words of English is English; only what has not is shown to the identifier (py3langid), whose
weights are read then. A wrong "not English" costs a report its events, so what is unsure stays unknown, `und`.
"""

from __future__ import annotations

import csv
import logging
import re
from collections import Counter
from functools import cache
from importlib import import_module, resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from geo.documents.normalisation import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

_log = logging.getLogger(__name__)

UNKNOWN: Final = "und"
"""ISO 639's code for an undetermined language."""

_SAMPLE: Final = 20_000  # characters that are looked at
_SLICES: Final = 10
_ENGLISH: Final = frozenset({
    "the", "and", "to", "were", "that", "with", "for", "from", "has", "have", "been", "said", "which", "their", "after",
    "this", "they", "would", "who", "his",
})  # fmt: skip
"""Function words of English that few languages share."""
_ENOUGH: Final = 0.08  # share of the words; English news has about 0.17, other languages under 0.03
_DISTINCT: Final = 3
_SURE: Final = 0.8  # English sentences full of foreign names get up to 0.75 as another language
_CERTAIN: Final = 0.95
_EVEN: Final = 0.5
_LIKELY: Final = 0.15
_SHORT: Final = 8
"""A text of fewer words is another language's only by its function words: names and words that languages share fill an
English headline ("Ministers meet in Den Haag")."""
_FUNCTION_WORD_SHARE: Final = 0.3  # share of function words that makes a likely language sure
_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str:
    """Identify the language of most of a text.

    Parameters
    ----------
    text
        Any text; of a long one ten stretches are looked at.

    Returns
    -------
    str
        An ISO 639-1 code; `und` where too little speaks for any.

    Examples
    --------
    >>> language_of("The ministers met in Doha, and two of them have been told that the road to Gaza is open.")
    'en'
    >>> language_of("Las autoridades cerraron el puente tras las lluvias."), language_of("Goma")
    ('es', 'und')
    """
    sample = _sample(text)
    seen = normalised(sample)
    sample = sample if seen is None else seen.text
    latin, letters = len(_LATIN.findall(sample)), len(_LETTER.findall(sample))
    if 2 * latin < letters:
        return _identified(_LATIN.sub("", sample))[0]
    words = Counter(_WORD.findall(sample.lower()))
    total = words.total()
    english = [word for word in _ENGLISH if word in words]
    if len(english) >= _DISTINCT and sum(words[word] for word in english) >= _ENOUGH * total:
        return "en"
    if not total:
        return UNKNOWN
    code, chance = _identified(sample)
    own, foreign = _function_word_counts(words, code)
    if 4 * foreign > max(own, 0.2 * total) and not (chance >= _CERTAIN and foreign == 1):
        return UNKNOWN  # "Die Linke and Die Grünen quit talks"
    if total < _SHORT:
        distinct = len((words.keys() & function_words(code)) - function_words("en"))
        if distinct < (1 if chance >= _EVEN else 2):
            return UNKNOWN
    likely = chance >= _LIKELY and own >= _FUNCTION_WORD_SHARE * total and not foreign
    return code if chance >= _SURE or likely else UNKNOWN


def is_english(language: str) -> bool:
    """Return whether a text in this language is read as English: also where the language is unknown."""
    return language in ("en", UNKNOWN)


def name_of(language: str) -> str:
    """Return the English name of a language.

    Examples
    --------
    >>> name_of("ar"), name_of("und")
    ('Arabic', 'und')
    """
    return _names().get(language, language)


@cache
def function_words(language: str) -> frozenset[str]:
    """List the commonest words of a language, in lower case, which name no place; empty where spaCy has none."""
    module = f"spacy.lang.{ {'no': 'nb', 'nn': 'nb'}.get(language, language) }.stop_words"
    try:
        known = find_spec(module) is not None
    except ModuleNotFoundError:
        return frozenset()
    return frozenset(import_module(module).STOP_WORDS) if known else frozenset()


ARTICLES: Final = frozenset({
    "un", "una", "uno", "une", "um", "uma", "ein", "eine", "een", "el", "la", "los", "las", "le", "les", "lo", "il",
    "gli", "die", "der", "das", "dem", "den", "het", "os", "as",
})  # fmt: skip
"""Articles of Romance and Germanic languages, which open sentences that are too short to tell their language."""


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    step, size = len(text) // _SLICES, _SAMPLE // _SLICES
    return "\n".join(text[i * step : i * step + size] for i in range(_SLICES))


def _function_word_counts(words: Counter[str], code: str) -> tuple[int, int]:
    """Count the function words of a language in a text, and those of English that are not its own too."""
    own, english = function_words(code), function_words("en")
    own_count = sum(number for word, number in words.items() if word in own)
    return own_count, sum(number for word, number in words.items() if word in english and word not in own)


def _identified(text: str) -> tuple[str, float]:
    """Return the likeliest language and its probability."""
    identifier = _identifier()
    code, chance = (UNKNOWN, 0.0) if identifier is None else identifier.classify(text)
    return str(code), float(chance)


@cache
def _identifier() -> Any:
    """Read the weights, once a process; among the languages with a code of two letters."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except (
        OSError
    ) as error:  # it unpacks its weights into a temporary file, for which a full disk has no room
        _log.warning("the language is not identified: %s", error)
        return None
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier


@cache
def _names() -> Mapping[str, str]:
    text = resources.files("geo").joinpath("nlp/lexicons/languages.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}
