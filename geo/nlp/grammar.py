"""The little grammar of a sentence's words that can be had without a tagger.

The one seam for a trained tagger: `Token.tag` holds a coarse part of speech (Universal: VERB, NOUN, ...) when the
pipeline sets one, and every decision here asks it first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from geo.nlp.inflection import IRREGULAR, is_past
from geo.nlp.words import lexicon
from geo.numerals import up_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.nlp.inflection import Form
    from geo.nlp.tokens import Token

Reading = Literal["noun", "verb", "adjective"]

BE: Final = frozenset({
    "is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "get", "got", "gets", "getting",
})  # fmt: skip
HAVE: Final = frozenset(["has", "have", "had", "having", "'ve"])
MODALS: Final = frozenset({
    "will", "would", "can", "could", "may", "might", "shall", "should", "must", "'ll", "'d", "ca", "wo",
    "cannot",
})  # fmt: skip
DO: Final = frozenset(["do", "does", "did"])
AUXILIARIES: Final = (BE - {"'s", "be", "been", "being", "getting"}) | (HAVE - {"having"}) | MODALS | DO
NEGATIONS: Final = frozenset(["not", "n't", "never", "nor", "neither", "without"])
PRONOUNS: Final = frozenset(["i", "we", "they", "you", "he", "she", "it", "who"])
PARTICIPANT_PRONOUNS: Final = PRONOUNS | {"him", "her", "them", "us", "me", "which", "himself", "herself"}
"""Pronouns that can be a participant of an event."""
DETERMINERS: Final = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your",
    "some", "any", "no", "each", "every", "both", "all", "several", "many", "few", "more", "most",
    "another", "other", "such", *up_to(10), "dozens", "hundreds", "thousands",
})  # fmt: skip
PREPOSITIONS: Final = lexicon("prepositions")
SUBORDINATORS: Final = frozenset({
    "after", "before", "while", "when", "because", "although", "though", "as", "if", "unless", "until",
    "since", "whereas", "once", "whether",
})  # fmt: skip
INVERTED: Final = frozenset(["had", "were", "should"])
"""Verbs that open a condition before their subject: "had they come"."""
RELATIVES: Final = frozenset(["who", "which", "whom", "whose", "where"])
CONJUNCTIONS: Final = frozenset(["and", "but", "or", "nor", "yet"])
FUNCTION_WORDS: Final = (
    AUXILIARIES | BE | NEGATIONS | PRONOUNS | DETERMINERS | PREPOSITIONS | SUBORDINATORS | RELATIVES | CONJUNCTIONS
    | {"to", "him", "them", "us", "himself", "herself", "themselves"}
) - {"one", "like"}  # fmt: skip
CONTRACTED: Final = frozenset(("'s", "'"))
_ADVERBS: Final = frozenset({
    "also", "then", "later", "again", "now", "still", "just", "already", "soon", "once", "only", "even",
    "first", "reportedly", "twice", "together", "jointly", "back",
})  # fmt: skip
_COMMON_PASTS: Final = frozenset(past for past, _ in IRREGULAR.values()) - {
    "cut",
    "put",
    "set",
    "shut",
    "hit",
    "read",
    "cast",
    "let",
}
_MODIFIERS: Final = 3
_ADJECTIVES: Final = frozenset({
    "mock", "recent", "new", "fresh", "mass", "second", "third", "fatal", "brutal", "worst", "latest", "last", "first",
})  # fmt: skip
_ADJECTIVAL: Final = ("ly", "ous", "ive", "ish", "est")
_COMMON_PRESENTS: Final = frozenset({
    "says", "tells", "adds", "warns", "calls", "wants", "seeks", "meets", "visits", "leaves", "hopes",
    "believes", "thinks", "claims", "reports", "remains", "continues", "comes", "goes", "takes", "makes",
    "gives", "shows", "includes", "appears", "seems", "begins", "faces", "follows", "marks",
})  # fmt: skip


def is_adverb(word: Token) -> bool:
    """Return whether a word can separate an auxiliary and its verb."""
    return word.lower in _ADVERBS or (word.lower.endswith("ly") and len(word.lower) > 4 and not word.capital)


def before(words: Sequence[Token], i: int) -> Token | None:
    """Return the word before `i`, adverbs and quotation marks passed over."""
    j = i - 1
    while j >= 0 and j > i - 5 and (is_adverb(words[j]) or words[j].text in "“”\"'‘"):
        j -= 1
    return words[j] if j >= 0 else None


def after(words: Sequence[Token], i: int) -> Token | None:
    """Return the word after `i`, quotation marks passed over."""
    j = i + 1
    while j < len(words) and words[j].text in '“”"‘':
        j += 1
    return words[j] if j < len(words) else None


def is_finite(words: Sequence[Token], i: int) -> bool:
    """Return whether word `i` looks like a finite verb: what makes a stretch of words a clause."""
    word = words[i]
    if word.tag:
        return word.tag in ("VERB", "AUX") and not word.lower.endswith("ing")
    if word.capital and i > 0:
        return False
    if word.lower in AUXILIARIES:
        return not (word.lower in ("may", "will", "can", "might") and _is_nominal_slot(words, i))
    if word.lower in _COMMON_PRESENTS:
        return not _is_nominal_slot(words, i)
    if word.lower in _COMMON_PASTS or (word.lower.endswith("ed") and len(word.lower) > 4):
        follower = after(words, i)
        by = follower is not None and follower.lower == "by"
        return not by and not _is_nominal_slot(words, i)
    return False


def _is_nominal_slot(words: Sequence[Token], i: int) -> bool:
    """Return whether a noun or an adjective is due at `i`: after an article, a possessive or a preposition."""
    previous = before(words, i)
    return previous is not None and (
        previous.lower in DETERMINERS
        or previous.lower in PREPOSITIONS - {"to"}
        or previous.lower in CONTRACTED
    )


def reading(words: Sequence[Token], i: int, forms: frozenset[Form]) -> Reading | None:
    """Decide whether an ambiguous form is a noun, a verb or an adjective.

    Parameters
    ----------
    words, i
        The sentence, and the word in it.
    forms
        What the spelling can be: verb forms, noun forms or both.

    Returns
    -------
    str or None
        `None` when the slot fits none of `forms`.
    """
    tag = words[i].tag
    can_noun, can_verb = bool(forms & {"singular", "plural"}), bool(forms - {"singular", "plural"})
    if tag:
        kind: Reading = (
            "verb" if tag in ("VERB", "AUX") else "noun" if tag in ("NOUN", "PROPN") else "adjective"
        )
        return kind if (kind == "verb" and can_verb) or (kind == "noun" and can_noun) else None
    if can_verb and forms & {"past", "participle"} and not forms & {"base", "singular"}:
        return "adjective" if is_adjectival(words, i) else "verb"
    guess = _verb_slot(words, i, forms) if can_verb else False
    if guess and can_verb:
        return "verb"
    if can_noun:
        return "noun"
    loose = "ing" in forms and not _is_compound(words, i) and words[i].lower not in _MOSTLY_NOUNS
    return "verb" if loose else None


def is_adjectival(words: Sequence[Token], i: int) -> bool:
    """Return whether a participle modifies the noun after it: "the besieged town", "of armed men"."""
    follower = after(words, i)
    if (
        follower is None
        or not follower.wordlike
        or follower.lower in PREPOSITIONS | DETERMINERS | CONJUNCTIONS
    ):
        return False
    if follower.capital or is_adverb(follower) or follower.text[0].isdigit():
        return False
    previous = before(words, i)
    return _is_nominal_slot(words, i) or (previous is not None and previous.lower.endswith("ing"))


def _is_compound(words: Sequence[Token], i: int) -> bool:
    """Return whether an -ing form is part of a noun: "the fighting season", "peacekeeping"."""
    return _is_nominal_slot(words, i)


def _is_modified_noun(words: Sequence[Token], i: int) -> bool:
    """Return whether an -ing form without an object is a noun with modifiers: "the Aleppo bombing", "a mock killing".

    The modifiers are names, years and adjectives behind an article; in "the rebels bombing Aleppo" none of them is one.
    """
    follower = after(words, i)
    if follower is not None and follower.wordlike:
        ends = follower.lower in PREPOSITIONS | AUXILIARIES | CONJUNCTIONS or is_past(follower.lower)
        if not ends:
            return False
    j = i - 1
    while j > i - 1 - _MODIFIERS and j > 0 and _modifies(words[j]):
        j -= 1
    return j < i - 1 and _is_nominal_slot(words, j + 1) and words[j].lower in DETERMINERS


def _modifies(word: Token) -> bool:
    return (
        word.capital or word.text.isdigit() or word.lower in _ADJECTIVES or word.lower.endswith(_ADJECTIVAL)
    )


def _verb_slot(words: Sequence[Token], i: int, forms: frozenset[Form]) -> bool:
    previous, follower = before(words, i), after(words, i)
    if "ing" in forms:
        if words[i].lower in _MOSTLY_NOUNS and (
            previous is None or previous.lower not in BE | {"by", "after", "before", "while", "without"}
        ):
            return False
        if follower is not None and follower.lower == "of":
            return False
        if _is_modified_noun(words, i):
            return False
        return not _is_nominal_slot(words, i) or (previous is not None and previous.lower in _BEFORE_ING)
    if previous is None:
        return False
    if (
        previous.lower == "to"
        or previous.lower in MODALS | DO | NEGATIONS | PRONOUNS
        or previous.lower == "let"
    ):
        return "base" in forms or ("s" in forms and previous.lower in PRONOUNS) or "past" in forms
    if "participle" in forms and previous.lower in BE | HAVE:
        return True
    if _is_nominal_slot(words, i) or previous.lower.endswith("ing") or not previous.wordlike:
        return False
    opens_object = (
        follower is not None
        and follower.wordlike
        and (follower.lower in DETERMINERS or follower.capital or follower.text[0].isdigit())
    )
    if "past" in forms:  # hit, cut, shot: a verb when something follows that it can take
        return opens_object or previous.capital
    return opens_object and (previous.capital or previous.lower.endswith("s")) and _is_head(previous)


_MOSTLY_NOUNS: Final = frozenset(["meeting", "briefing", "hearing"])
_BEFORE_ING: Final = frozenset({
    "by", "of", "for", "in", "from", "after", "before", "without", "while", "since", "when", "on", "about",
    "against",
})  # fmt: skip


def _is_head(word: Token) -> bool:
    return word.lower not in PREPOSITIONS and word.lower not in DETERMINERS and word.lower not in CONJUNCTIONS
