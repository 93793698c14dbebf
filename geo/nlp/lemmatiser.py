"""Lemmas from a small table of endings, by part of speech: "fled" is "flee", "cities" is "city".

The table is learned by `training/lemmas.py` from Universal Dependencies. Each row says, for one Penn tag and one
ending, how many characters to take off and what to put on; the longest ending that is in the table decides, and a
whole word (written with `^` before it) is the longest there is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from spacy.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from spacy.tokens import Doc

    Row = tuple[int, str]

__all__ = ["LONGEST_ENDING", "Lemmas", "decide", "endings", "inflected", "make_lemmas"]

LONGEST_ENDING: Final = 5
"""Characters of an ending that is not a whole word."""
NAMES: Final = frozenset({"NNP", "NNPS"})
"""Penn tags whose words keep their case."""
_FILE: Final = "endings.json"
_REMEMBERED: Final = 50_000  # words of a long run; a text of noise must not fill the memory
_LONGEST_WORD: Final = 60


class Lemmas:
    """Sets `token.lemma_` from `token.tag_`; usable in any pipeline with Penn tags.

    Parameters
    ----------
    table
        For each tag the endings with what to take off and put on.
    """

    def __init__(self, table: Mapping[str, Mapping[str, Row]] | None = None) -> None:
        self.table: dict[str, dict[str, Row]] = {tag: dict(rows) for tag, rows in (table or {}).items()}
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of a doc that has its tags."""
        for token in doc:
            token.lemma_ = self.lemma(token.text, token.tag_)
        return doc

    def lemma(self, word: str, tag: str) -> str:
        """Return the lemma of a word with a Penn tag; of a word that no ending fits, the word in lower case.

        Examples
        --------
        >>> Lemmas({"NNS": {"s": (1, ""), "ies": (3, "y")}}).lemma("Cities", "NNS")
        'city'
        >>> Lemmas().lemma("Cities", "NNS"), Lemmas().lemma("", "NN")
        ('cities', '')
        """
        known = self._known.get((word, tag))
        if known is not None:
            return known
        found = self._look_up(inflected(word, tag), tag)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[word, tag] = found
        return found

    def _look_up(self, form: str, tag: str) -> str:
        rows = self.table.get(tag)
        if not rows or len(form) > _LONGEST_WORD:
            return form
        cut, added = decide(rows, form)
        return (form[: len(form) - cut] + added) or form

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - the signature is spaCy's
        """Write the table into a folder."""
        path.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (path / _FILE).write_text(text + "\n", encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Lemmas:  # noqa: ARG002 - the signature is spaCy's
        """Read the table from a folder."""
        read = json.loads((path / _FILE).read_text(encoding="utf-8"))
        self.table = {
            tag: {end: (cut, add) for end, (cut, add) in rows.items()} for tag, rows in read.items()
        }
        self._known.clear()
        return self


def inflected(word: str, tag: str) -> str:
    """Return the form of a word that the table lists: names keep their case."""
    return word if tag in NAMES else word.lower()


def endings(form: str) -> list[str]:
    """List the endings of a form from the whole word (`^form`) down to none.

    Examples
    --------
    >>> endings("men"), endings("")
    (['^men', 'men', 'en', 'n', ''], ['^', ''])
    """
    longest = min(LONGEST_ENDING, len(form))
    return [f"^{form}", *(form[len(form) - length :] for length in range(longest, -1, -1))]


def decide(rows: Mapping[str, Row], form: str) -> Row:
    """Return what to take off a form and what to put on, by its longest ending that is in the table."""
    for ending in endings(form):
        row = rows.get(ending)
        if row is not None:
            return row
    return 0, ""


@Language.factory("dateline_lemmas", requires=["token.tag"], assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:  # noqa: ARG001 - the signature is spaCy's
    """Create the lemmatiser; its table comes from disk, with the pipeline's."""
    return Lemmas()
