"""What the encoder makes of a report: the network reads each window once, when the first listener asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.nlp.encoder import windows
from geo.nlp.encoder.network import INPUTS, OUTPUTS
from geo.nlp.encoder.repeated_sentences import Distinct
from geo.nlp.name_lookup import by_offsets
from geo.nlp.serialisation import Transient

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.place import NameMatch
    from geo.nlp.encoder.network import Run
    from geo.nlp.encoder.windows import EncoderTokens, Window
    from geo.nlp.name_lookup import Lookup
    from geo.nlp.tokens import Tokens, TokenView
    from geo.nlp.wordpiece import Vocabulary

    Floats = NDArray[np.float32]

_SMALL: Final = (0, 4, 5)  # shapes of words in small letters, numbers and signs


class Encoding(Transient):
    """A report for the encoder, and what the network said of it as far as it was asked.

    One window at a time: what a sentence gets then depends on its own window alone, not on what is read beside it
    (quantised activations share a scale in a batch), and a window is enough work to keep a core busy. Sentences that
    stand several times are read once. The scores of a window are kept, its hidden states are not: they are a hundred
    times as large, and one listener wants them.

    Parameters
    ----------
    view
        The report.
    sentences
        Character offsets of its sentences, in order.
    words, lookup
        Its words, and which runs of them the gazetteer knows (`geo.nlp.name_lookup`).
    vocabulary, run
        The network and the vocabulary of its pieces.
    """

    def __init__(
        self,
        view: TokenView,
        sentences: Sequence[tuple[int, int]],
        words: Tokens,
        lookup: Lookup,
        *,
        vocabulary: Vocabulary,
        run: Run,
    ) -> None:
        self.words, self.lookup = words, lookup
        self._view, self.sentences = view, sentences
        self._vocabulary, self._run = vocabulary, run
        self._scores: dict[
            int, Floats
        ] = {}  # of the tokens of windows that were read, by the window's number

    @cached_property
    def known(self) -> Mapping[tuple[int, int], tuple[NameMatch, ...]]:
        """Spans of characters that the gazetteer knows, with its answers."""
        return by_offsets(self.words, self.lookup)

    @cached_property
    def tokens(self) -> EncoderTokens:
        """The report's words and signs with their features."""
        return windows.tokens_of(self._view, self.known)

    def scores(self) -> tuple[Floats, list[tuple[int, int]]]:
        """Return the scores of the last layer where a name is possible.

        A window without a capital and without a name that the gazetteer knows holds no name and is not read.

        Returns
        -------
        scores
            One row a token, shape (tokens, `OUTPUTS`), not normalised; zeros where nothing was read.
        ranges
            Ranges of tokens `[first, last)` that were read, parted where no name goes on.
        """
        distinct = self.distinct
        found = np.zeros((len(distinct.tokens), OUTPUTS), dtype=np.float32)
        ranges = []
        for number, window in enumerate(self._windows):
            if self._holds_no_name(window):
                continue
            if number not in self._scores:
                self._read(number, window)
            found[window.first : window.last] = self._scores[number]
            ranges.append((window.first, window.last))
        ranges = windows.lines_apart(distinct.tokens, distinct.sentences, ranges)
        return distinct.expanded(found), distinct.expanded_ranges(ranges)

    def hidden_states(self) -> Iterator[tuple[Window, Floats]]:
        """Yield each window with the second layer's state of its pieces, shape (1, pieces, 384).

        Windows count the tokens of `distinct`.
        """
        for number, window in enumerate(self._windows):
            yield window, self._read(number, window)

    @cached_property
    def distinct(self) -> Distinct:
        """The tokens that the windows count: those of a repeated sentence once."""
        return Distinct(self.tokens, self.sentences)

    @cached_property
    def _windows(self) -> list[Window]:
        return list(
            windows.split_into_windows(self.distinct.tokens, self.distinct.sentences, self._vocabulary)
        )

    def _holds_no_name(self, window: Window) -> bool:
        tokens, here = self.distinct.tokens, slice(window.first, window.last)
        return not any(tokens.known[here]) and all(shape in _SMALL for shape in tokens.shapes[here])

    def _read(self, number: int, window: Window) -> Floats:
        """Run the network over a window: keep its scores, return its hidden states."""
        inputs = {name: np.array([getattr(window, name)], dtype=np.int64) for name in INPUTS}
        scores, hidden = self._run(inputs)
        self._scores[number] = scores[0][window.heads]
        return hidden
