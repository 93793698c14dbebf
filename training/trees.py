"""Treebank sentences as spaCy examples, on the tokens of our tokeniser, as the run-time pipeline will meet them.

A few sentences make a doc; the doc to be annotated has its sentence starts set beforehand, as our sentence splitter
does it, so that the parser learns to stay inside them.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from training.conllu import Sentence, Word, carry_over, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language

__all__ = ["examples", "groups", "reader"]

LONGEST_GROUP = 4
SPACE = {"pos": "SPACE", "tag": "_SP", "dep": "dep"}
"""What white space between words is; it hangs on the token before it."""


@registry.readers("dateline.Trees.v1")  # type: ignore[untyped-decorator] # catalogue has no types
def reader(
    paths: Sequence[str], seed: int, capitals: float, lower: float, wrapped: float
) -> Callable[[Language], Iterator[Example]]:
    """Make a reader of CoNLL-U files for spaCy's training loop.

    Parameters
    ----------
    paths
        CoNLL-U files.
    seed
        Of the choices of sentences.
    capitals, lower
        Shares of the docs that are there once more, in capitals or in lower case.
    wrapped
        Share of the docs whose lines are broken in mid-sentence.
    """

    def of(nlp: Language) -> Iterator[Example]:
        chance = random.Random(seed)
        for path in paths:
            for group in groups(read(Path(path)), chance):
                variants = [group]
                if chance.random() < capitals:
                    variants.append(_cased(group, str.upper))
                if chance.random() < lower:
                    variants.append(_cased(group, str.lower))
                for variant in variants:
                    breaks = chance if chance.random() < wrapped else None
                    yield from examples(nlp, variant, breaks=breaks)

    return of


def groups(sentences: Sequence[Sentence], chance: random.Random) -> Iterator[list[Sentence]]:
    """Put neighbouring sentences of a document together, one to four at a time."""
    group: list[Sentence] = []
    wanted = 1
    for sentence in sentences:
        if group and (sentence.opens_document or len(group) >= wanted):
            yield group
            group, wanted = [], chance.randint(1, LONGEST_GROUP)
        group.append(sentence)
    if group:
        yield group


def _cased(group: list[Sentence], change: Callable[[str], str]) -> list[Sentence]:
    """Write sentences in capitals or lower case; those whose length would change stay as they are."""
    return [
        replace(sentence, text=change(sentence.text))
        if len(change(sentence.text)) == len(sentence.text)
        else sentence
        for sentence in group
    ]


def examples(
    nlp: Language, group: Sequence[Sentence], *, breaks: random.Random | None = None
) -> Iterator[Example]:
    """Make one example of a group of sentences; none where no sentence has a tree on our tokens.

    Parameters
    ----------
    nlp
        Its tokeniser is used.
    group
        Sentences of one document.
    breaks
        Where given, breaks lines in mid-sentence too.
    """
    words: list[str] = []
    spaces: list[bool] = []
    tree: list[Word] = []
    starts: list[int] = []
    for sentence in group:
        tokens = nlp.tokenizer(sentence.text)
        kept = [token for token in tokens if not token.is_space]
        carried = carry_over(sentence.words, [(token.idx, token.idx + len(token)) for token in kept])
        if carried is None:
            continue
        if words:
            if sentence.opens_paragraph:
                _add_space(words, spaces, tree, starts, "\n\n")
            else:
                spaces[-1] = True
        place: list[int] = []  # of each token in the doc
        for i, token in enumerate(kept):
            place.append(len(words))
            words.append(token.text)
            after = kept[i + 1].idx if i + 1 < len(kept) else token.idx + len(token)
            spaces.append(after > token.idx + len(token))
            starts.append(1 if i == 0 else -1)
            tree.append(carried[i])
            if breaks and spaces[-1] and breaks.random() < 0.1:
                _add_space(words, spaces, tree, starts, "\n")
        for at in place:
            tree[at] = replace(tree[at], head=place[tree[at].head])
    if words:
        predicted = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=[start == 1 for start in starts])
        reference = Doc(
            nlp.vocab,
            words=words,
            spaces=spaces,
            tags=[word.tag for word in tree],
            pos=[word.pos for word in tree],
            lemmas=[word.lemma for word in tree],
            heads=[word.head for word in tree],
            deps=["ROOT" if word.dep == "root" else word.dep for word in tree],
        )
        yield Example(predicted, reference)


def _add_space(words: list[str], spaces: list[bool], tree: list[Word], starts: list[int], text: str) -> None:
    """Add a white-space token that hangs on the token before it."""
    spaces[-1] = False
    tree.append(Word(0, 0, text, SPACE["pos"], SPACE["tag"], len(words) - 1, SPACE["dep"]))
    words.append(text)
    spaces.append(False)
    starts.append(-1)
