"""Splits sentences into clauses: the subject of each, and where it ends.

Without a parser the marks are punctuation, conjunctions, relative pronouns and "that". A clause is the list of its
words' positions, so that it can go on after a relative clause that interrupts it. A pipeline with a parser can
give clauses of its own: only `Clause` is known outside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from geo.dates.calendar_words import WEEKDAYS
from geo.events.person_nouns import is_human
from geo.nlp.grammar import (
    AUXILIARIES,
    CONJUNCTIONS,
    CONTRACTED,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
    is_finite,
)
from geo.nlp.tokens import Tokens, sentence_words
from geo.nlp.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from geo.nlp.tokens import Token

Link = Literal["main", "coordinate", "relative", "that", "adverbial", "participle"]

LONGEST: Final = 160
"""Words after which a sentence is cut: noise without full stops must not cost more than its length."""

_HARD: Final = frozenset((";", ":", "—", "–", "--", "…", "..."))
_DAYS: Final = frozenset({*WEEKDAYS, "yesterday"})
_LOOKAHEAD: Final = 9
INVERTED: Final = frozenset(("had", "were", "should"))
"""Verbs that open a condition before their subject."""
_CONDITIONAL: Final = frozenset(("would", "could", "might"))
_CONDITION_REACH: Final = 14
"""Words back to the "would" of what a condition is of."""
_LONGEST_SPEAKER: Final = 12


@dataclass(slots=True)
class Clause:
    """One clause of a sentence.

    Attributes
    ----------
    words
        Positions in the sentence, ascending.
    link
        How it hangs on `parent`.
    parent
        The clause it depends on or continues; `None` for the first.
    starter
        The word that opened it ("if", "that", "who"), folded; empty when none.
    at
        The position where it begins: what stands before it is its antecedent.
    """

    link: Link
    parent: Clause | None
    starter: str
    at: int
    words: list[int] = field(default_factory=list)
    finite: bool = False

    @property
    def inherits_subject(self) -> bool:
        """Whether its subject is to be looked for in the parent."""
        return self.link in ("coordinate", "participle", "relative")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words (punctuation kept, quotation marks and inner hyphens left out), and its clauses."""

    index: int
    start: int
    end: int
    text: str
    words: Tokens
    clauses: tuple[Clause, ...]
    clause_of: tuple[int, ...]

    def clause(self, i: int) -> Clause:
        """Return the clause of word `i`."""
        return self.clauses[self.clause_of[i]]


def read_sentence(index: int, span: Span) -> list[Sentence]:
    """Create a sentence from a spaCy span; an overlong one yields several."""
    kept = sentence_words(span)
    pieces = [kept[i : i + LONGEST] for i in range(0, len(kept), LONGEST)]
    text, origin = span.text, span.start_char
    return [_sentence(index, text, origin, piece, whole=len(pieces) == 1) for piece in pieces]


def _sentence(index: int, text: str, origin: int, piece: Sequence[Token], *, whole: bool) -> Sentence:
    """Create a sentence from its words; `text` is that of the span, which begins at character `origin`."""
    words = Tokens(piece if piece[0].i == 0 else (word._replace(i=i) for i, word in enumerate(piece)))
    clauses = split_clauses(words)
    clause_of = [0] * len(words)
    for number, clause in enumerate(clauses):
        for i in clause.words:
            clause_of[i] = number
    start, end = words[0].start, words[-1].end
    if whole:  # the quotation marks around a sentence are its own, though no words
        start = origin + len(text) - len(text.lstrip())
        end = origin + len(text.rstrip())
    text = text[start - origin : end - origin]
    return Sentence(index, start, end, text, words, tuple(clauses), tuple(clause_of))


def split_clauses(words: Sequence[Token]) -> list[Clause]:
    """Split a sentence into clauses.

    Stretches between commas that hold no finite verb belong to the clause before them ("Salameh, a commander, was
    killed"), at the start of a sentence to the one after ("On Monday, ..."); a stretch that begins with a finite verb
    goes on with the clause that a relative one interrupted.
    """
    current = Clause("main", None, "", 0)
    clauses = [current]
    has_finite = False  # whether one of them has its verb
    for i, word in enumerate(words):
        opened = _opening(words, i, current, has_finite=has_finite)
        if opened is not None:
            link, starter = opened
            current = Clause(link, _parent(clauses, current, link), starter, i)
            clauses.append(current)
        elif word.text == "," and current.link == "relative" and current.parent and _resumes(words, i):
            current = current.parent
        elif word.text in _HARD and current.finite:
            current = Clause("main", None, "", i)
            clauses.append(current)
        current.words.append(i)
        if not current.finite and is_finite(words, i):
            current.finite = has_finite = True
    return [clause for clause in clauses if clause.words]


def _parent(clauses: list[Clause], current: Clause, link: Link) -> Clause:
    """Return the parent clause: past a relative clause only where a comma marks it, else the clause before."""
    del clauses, link
    return current


def _opening(words: Sequence[Token], i: int, current: Clause, *, has_finite: bool) -> tuple[Link, str] | None:
    word, previous = words[i], words[i - 1] if i else None
    if _is_inverted_condition(words, i):
        return "adverbial", word.lower
    if previous is None:
        return (
            ("adverbial", word.lower)
            if word.lower in ("if", "unless", "while", "when", "although", "though")
            else None
        )
    if word.lower in RELATIVES or word.lower == "when":
        if previous.lower in PREPOSITIONS and previous.lower not in ("after", "before"):
            return "relative", word.lower
        return ("relative", word.lower) if word.lower != "when" else ("adverbial", "when")
    if word.lower == "that":
        return _that(words, i)
    if _begins_reported_speech(words, i, current):
        return "that", "said"
    if word.lower in SUBORDINATORS or (word.lower in ("as", "so") and _finite_ahead(words, i)):
        if word.lower in ("if", "unless", "whether", "because", "although", "though", "while", "whereas"):
            return "adverbial", word.lower
        return ("adverbial", word.lower) if _finite_ahead(words, i) or _ing_at(words, i + 1) else None
    joins = word.lower in CONJUNCTIONS and not (word.lower == "yet" and previous.lower in AUXILIARIES)
    if joins and current.finite and _coordinates(words, i):
        return "coordinate", word.lower
    if previous.text == "," and has_finite:
        return _opening_behind_comma(words, i, current)
    return None


def _is_inverted_condition(words: Sequence[Token], i: int) -> bool:
    """Return whether a condition without "if" begins: "Had the army attacked, ...", "... should Mali ask for it".

    It opens the sentence, or follows a clause of what would or could be; a question opens so too.
    """
    if words[i].lower not in INVERTED or i + 1 >= len(words) or words[-1].text == "?":
        return False
    if i == 0:
        return True
    following = words[i + 1]
    subject = following.capital or following.lower in DETERMINERS | PRONOUNS or is_human(following.lower)
    return subject and any(word.lower in _CONDITIONAL for word in words[max(0, i - _CONDITION_REACH) : i])


def _opening_behind_comma(words: Sequence[Token], i: int, current: Clause) -> tuple[Link, str] | None:
    if _ing_at(words, i) and current.finite:
        return "participle", ""
    if words[i].lower in CONJUNCTIONS:
        return None
    return ("main", "") if _subject_ahead(words, i) or _speaker_ahead(words, i) else None


def _begins_reported_speech(words: Sequence[Token], i: int, current: Clause) -> bool:
    """Return whether reported speech begins at `i` without "that": "police said three men were shot"."""
    if words[i - 1].lower not in lexicon("clause_verbs"):
        return False
    opens = words[i].wordlike and words[i].lower not in PREPOSITIONS | {"that", "to"}
    return opens and current.starter != "said" and _clause_ahead(words, i)


def _clause_ahead(words: Sequence[Token], i: int) -> bool:
    """Return whether a subject and a finite verb follow: reported speech without "that".

    Only commas may stand between, behind a name: "police say Ana Vargas, 26, of Lima, was arrested".
    """
    named = words[i].capital and words[i].lower not in _DAYS
    for j in range(i + 1, min(len(words), i + 12)):
        if is_finite(words, j):
            return True
        if words[j].lower in RELATIVES or words[j].lower in ("that", "to", "and", "as"):
            return False
        if words[j].text == "," and named:
            continue
        if not words[j].wordlike and words[j].text not in ("'s", "'", "’s", "$"):
            return False
    return False


def _that(words: Sequence[Token], i: int) -> tuple[Link, str] | None:
    previous = words[i - 1]
    if previous.lower in PREPOSITIONS or (i + 1 < len(words) and not words[i + 1].wordlike):
        return None
    verbal = (
        previous.lower.endswith(("ed", "s"))
        or is_finite(words, i - 1)
        or previous.lower in ("told", "said", "saying")
    )
    follows_verb = verbal or any(is_finite(words, j) for j in range(max(0, i - 3), i))
    if i + 1 < len(words) and is_finite(words, i + 1):
        return "relative", "that"
    return ("that", "that") if follows_verb else ("relative", "that")


def _resumes(words: Sequence[Token], i: int) -> bool:
    """Return whether the comma at `i` closes an inserted relative clause: a finite verb without subject follows."""
    j = i + 1
    while j < len(words) and is_adverb(words[j]):
        j += 1
    return j < len(words) and is_finite(words, j)


def _ing_at(words: Sequence[Token], i: int) -> bool:
    return (
        i < len(words) and words[i].lower.endswith("ing") and len(words[i].lower) > 4 and not words[i].capital
    )


def _finite_ahead(words: Sequence[Token], i: int) -> bool:
    """Return whether a finite verb comes before the next comma."""
    for j in range(i + 1, min(len(words), i + 1 + _LOOKAHEAD)):
        if not words[j].wordlike and words[j].text not in ("'s", "'"):
            return False
        if is_finite(words, j):
            return True
    return False


def _coordinates(words: Sequence[Token], i: int) -> bool:
    """Return whether a conjunction joins clauses, not nouns: a finite verb comes at once, or after a short subject.

    Behind a comma the subject may be longer: ", and the premier of Kenya met".
    """
    comma = words[i - 1].text == ","
    for j in range(i + 1, min(len(words), i + (12 if comma else 8))):
        word = words[j]
        if is_finite(words, j):
            return True
        inside = comma and j > i + 1 and word.lower in ("of", "from", "in", "for", "at")
        if (not word.wordlike and word.lower not in CONTRACTED) or (
            word.lower in PREPOSITIONS and not inside
        ):
            return False
    return False


def _speaker_ahead(words: Sequence[Token], i: int) -> bool:
    """Return whether who says all this begins at `i`: "..., officials in the city of Kharkiv said on Monday"."""
    if words[i].lower in PREPOSITIONS or not words[i].wordlike:
        return False
    j = i + 1
    while j < min(len(words), i + _LONGEST_SPEAKER):
        word = words[j]
        if word.lower in lexicon("clause_verbs") and is_finite(words, j):
            behind = words[j + 1] if j + 1 < len(words) else None
            return (
                behind is None or not behind.wordlike or behind.lower in PREPOSITIONS or behind.lower in _DAYS
            )
        if word.text == ",":
            j = _after_container(words, j)
            continue
        if (not word.wordlike and word.lower not in CONTRACTED) or is_finite(words, j):
            return False
        if word.lower in RELATIVES or word.lower in ("that", "to"):
            return False
        j += 1
    return False


def _after_container(words: Sequence[Token], comma: int) -> int:
    """Return where it goes on behind ", Pakistan,"; the number of words where a comma begins something else."""
    j = comma + 1
    while j < len(words) and words[j].capital:
        j += 1
    return j + 1 if j > comma + 1 and j < len(words) and words[j].text == "," else len(words)


def _subject_ahead(words: Sequence[Token], i: int) -> bool:
    """Return whether a subject with its verb begins at `i`, as in "..., he said" or "..., police arrested"."""
    if words[i].lower in PREPOSITIONS or not words[i].wordlike:
        return False
    for j in range(i + 1, min(len(words), i + 6)):
        if is_finite(words, j):
            return words[j].lower not in ("was", "were") or words[i].lower in DETERMINERS or words[i].capital
        if not words[j].wordlike or words[j].lower in PREPOSITIONS | CONJUNCTIONS:
            return False
    return False
