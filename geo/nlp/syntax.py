"""Tags, trees and lemmas from the bundled weights (`geo/model/syntax`, see its CARD.md), for docs that have none.

A doc is annotated in pieces of whole sentences, each on its own: the same text gives the same result alone, in a
batch and in another process, and memory does not grow with the length of a report.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Final, Never

from spacy.language import Language
from spacy.pipeline import Pipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    Array = npt.NDArray[np.int64]

__all__ = ["Syntax", "make_syntax", "read_pipeline"]

_PIECE: Final = 1_000
"""Tokens after which a piece ends with its sentence."""
_ATTRIBUTES: Final = ("TAG", "POS", "LEMMA", "DEP", "HEAD")
_SPACE_TAG: Final = "_SP"
_SPACE_POS: Final = "SPACE"
_LOOSE: Final = "dep"
"""Relation of what the parser left without a head inside a sentence."""


class Syntax(Pipe):
    """Sets `tag_`, `pos_`, `lemma_`, `dep_` and `head` of the tokens, as far as the doc has none.

    The tags are the Penn Treebank's, parts of speech and relations those of Universal Dependencies. Sentence starts
    that are set stay as they are; where none are, our sentence splitter sets them.

    Parameters
    ----------
    vocab
        Of the pipeline the component is part of.
    name
        In the pipeline.
    """

    def __init__(self, vocab: Vocab, name: str = "dateline_syntax") -> None:
        self.name = name
        self.vocab = vocab
        self._weights: Language | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a doc as far as it is not."""
        from geo.nlp import sentences

        missing = [name for name in _ATTRIBUTES if not doc.has_annotation(name)]
        if not len(doc) or not missing:
            return doc
        if not doc.has_annotation("SENT_START"):
            sentences.mark(doc)
        self._annotate(doc, missing)
        return doc

    def __reduce__(self) -> tuple[object, ...]:
        """Leave the weights out: the process that unpickles the component reads them itself."""
        return _unpickled, (self.vocab, self.name, self.get_error_handler())

    def _annotate(self, doc: Doc, missing: list[str]) -> None:
        import numpy as np

        if self._weights is None:
            self._weights = read_pipeline(self.vocab)
        strings = self.vocab.strings
        space = np.array([strings[_SPACE_TAG], strings[_SPACE_POS]], dtype=np.uint64).astype(np.int64)
        # Strings' hashes take all 64 bits of an unsigned number; heads need a sign.
        loose = np.uint64(strings[_LOOSE]).astype(np.int64)
        parts = []
        for start, end in _pieces(doc):
            piece = doc[start:end].as_doc()
            for _, component in self._weights.pipeline:
                piece = component(piece)
            array = piece.to_array(list(_ATTRIBUTES)).astype(np.int64)
            array[[token.is_space for token in piece], :2] = space
            starts = np.array([doc[i].is_sent_start for i in range(start, end)], dtype=bool)
            _tie(array, starts, loose)
            parts.append(array)
        columns = [_ATTRIBUTES.index(name) for name in missing]
        values = np.concatenate(parts)[:, columns].astype(np.uint64)
        doc.from_array([*missing], values)  # type: ignore[arg-type] # any array of numbers does


def _unpickled(vocab: Vocab, name: str, on_error: Callable[..., Never]) -> Syntax:
    component = Syntax(vocab, name)
    component.set_error_handler(on_error)
    return component


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    """Split a doc into runs of whole sentences."""
    start = 0
    for sentence in doc.sents:
        if sentence.end - start >= _PIECE:
            yield start, sentence.end
            start = sentence.end
    if start < len(doc):
        yield start, len(doc)


def _tie(array: Array, starts: npt.NDArray[np.bool_], loose: np.int64) -> None:
    """Leave one root in every sentence: further roots become dependents of the first."""
    import numpy as np

    dep, head = _ATTRIBUTES.index("DEP"), _ATTRIBUTES.index("HEAD")
    starts[0] = True
    place = np.arange(len(array))
    sentence = np.cumsum(starts) - 1
    heads = place + array[:, head]
    inside = (heads >= 0) & (heads < len(array))
    inside &= sentence[np.where(inside, heads, place)] == sentence
    roots = place[(heads == place) | ~inside]
    first = np.full(sentence[-1] + 1, -1)
    first[sentence[roots[::-1]]] = roots[::-1]
    others = roots[first[sentence[roots]] != roots]
    array[others, head] = first[sentence[others]] - others
    array[others, dep] = loose
    array[first[first >= 0], head] = 0


def read_pipeline(vocab: Vocab, path: Path | Traversable | None = None) -> Language:
    """Read the tagger, parser and lemmatiser, on a vocabulary that others use too.

    `spacy.load` on the folder does nearly the same; but it would read the folder's vocabulary over the given one.

    Parameters
    ----------
    vocab
        Its vectors and look-up tables stay as they are; names of labels are added.
    path
        Folder of the weights; by default the bundled ones.
    """
    from spacy.util import load_config, load_model_from_config

    from geo.nlp import lemmatiser  # noqa: F401 - its factory is named by the config

    with resources.as_file(path or resources.files("geo").joinpath("model/syntax")) as folder:
        for label in json.loads((folder / "vocab/strings.json").read_text(encoding="utf-8")):
            vocab.strings.add(label)
        nlp = load_model_from_config(load_config(folder / "config.cfg"), vocab=vocab, validate=False)
        return nlp.from_disk(folder, exclude=["vocab", "tokenizer"])


@Language.factory(
    "dateline_syntax",
    assigns=["token.tag", "token.pos", "token.lemma", "token.dep", "token.head"],
)
def make_syntax(nlp: Language, name: str) -> Syntax:
    """Create the component; the weights are read with the first doc."""
    return Syntax(nlp.vocab, name)
