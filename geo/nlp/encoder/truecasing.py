"""Truecasing: capitals for a text that is written in small letters, or in capitals, throughout.

What reads a report tells names by their capitals: the tagger, the rules, the splitter of sentences. The encoder's words
have none: it makes of such a text what it makes of any. A small head over what it says tells how the news would write
each word (Lita et al. 2003 named the task), and the report is read as so written. `training/truecaser.py` makes the
head.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.nlp import sentences, wordpiece
from geo.nlp.encoder import network
from geo.nlp.encoder.encoder import MOST_WORDS
from geo.nlp.encoder.encoding import Encoding
from geo.nlp.name_lookup import look_up, read_words
from geo.nlp.tokens import TokenView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from gazetteer.store import Gazetteer

    Floats = NDArray[np.float32]

SPELLINGS: Final = 3
"""How a word is written: in small letters (0), with a capital (1), in capitals (2)."""
REACH: Final = 2
"""Words to either side that the head looks at."""
CAPITAL: Final = 0.5
"""Probability from which a word gets a capital."""
_FEWEST: Final = 12  # letters of a text whose case says anything
_HEAD: Final = 400  # characters that are looked at first
_FEW: Final = 0.01  # share of letters in the other case up to which a text counts as written without


def is_caseless(text: str) -> bool:
    """Return whether nearly all letters of a text are small, or nearly all capitals.

    Examples
    --------
    >>> [is_caseless(text) for text in ("two men in lima", "TWO MEN IN LIMA", "Two men in Lima")]
    [True, True, False]
    """
    return _is_of_one_case(text[:_HEAD]) and _is_of_one_case(text)


def _is_of_one_case(text: str) -> bool:
    if text.islower() or text.isupper():
        return sum(map(str.isalpha, text)) >= _FEWEST
    small, capitals = sum(map(str.islower, text)), sum(map(str.isupper, text))
    return small + capitals >= _FEWEST and min(small, capitals) <= _FEW * (small + capitals)


@lru_cache(maxsize=1)
def truecased(text: str, gazetteer: Gazetteer) -> str:
    """Write a text of one case as the news would, with as many characters: offsets stay.

    Parameters
    ----------
    text
        In small letters or in capitals; a capital in a text of small letters stays.
    gazetteer
        Where names are looked up.

    Returns
    -------
    str
        The text itself where it is too long for the encoder.
    """
    low = lowered(text)
    encoding = encoded(low, gazetteer)
    if encoding is None:
        return text
    if sum(map(str.isupper, text)) > sum(map(str.islower, text)):
        text = low
    distinct = encoding.distinct
    chances = head()(states_of(encoding))[distinct.rows]
    letters = list(text)
    opens = {encoding.tokens.beginning_at(start) for start, _ in encoding.sentences}
    for i, (token, chance) in enumerate(zip(encoding.tokens, chances, strict=True)):
        if 1.0 - chance[0] < CAPITAL and i not in opens:
            continue
        end = token.end if chance[2] > chance[1] else token.start + 1
        letters[token.start : end] = raised(text[token.start : end])
    return "".join(letters)


def lowered(text: str) -> str:
    """Write a text in small letters; one whose small form is two characters stays, so that offsets do."""
    low = text.lower()
    return low if len(low) == len(text) else _each(text, str.lower)


def raised(text: str) -> str:
    """Write a text in capitals; a letter whose capital is two ("ß") stays."""
    high = text.upper()
    return high if len(high) == len(text) else _each(text, str.upper)


def _each(text: str, change: Callable[[str], str]) -> str:
    return "".join(changed if len(changed := change(c)) == 1 else c for c in text)


def encoded(text: str, gazetteer: Gazetteer) -> Encoding | None:
    """Encode a text in small letters for the network; `None` for what is too long for it."""
    view, spans = TokenView(text), sentences.split(text)
    words = read_words(view, spans)
    if len(words) > MOST_WORDS:
        return None
    return Encoding(
        view,
        spans,
        words,
        look_up(text, words, gazetteer),
        vocabulary=wordpiece.load(),
        run=network.bundled_states(),
    )


def states_of(encoding: Encoding) -> Floats:
    """Return what the head reads: the network's states of each distinct token, shape (tokens, `network.STATES`)."""
    found = np.zeros((len(encoding.distinct.tokens), network.STATES), dtype=np.float32)
    for window, states in encoding.hidden_states():
        found[window.first : window.last] = states[0][window.heads]
    return found


class Head:
    """Two layers over the states of a word and of its neighbours.

    Parameters
    ----------
    weights
        `near` and `near_bias`, which reduce the states of each word; `joint` and `joint_bias`, which read those of
        `2 * REACH + 1` words in a row; `out` and `out_bias`.
    """

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = {name: values.astype(np.float32) for name, values in weights.items()}

    def __call__(self, states: Floats) -> Floats:
        """Return the probabilities of the spellings of each word, shape (tokens, `SPELLINGS`)."""
        weights = self._weights
        near = _gelu(states @ weights["near"] + weights["near_bias"])
        padded = np.pad(near, ((REACH, REACH), (0, 0)))
        row = np.hstack([padded[i : i + len(near)] for i in range(2 * REACH + 1)])
        scores = _gelu(row @ weights["joint"] + weights["joint_bias"]) @ weights["out"] + weights["out_bias"]
        chances: Floats = np.exp(network.log_softmax(scores))
        return chances


def _gelu(x: Floats) -> Floats:
    """Compute the Gaussian error linear unit by its approximation with a hyperbolic tangent."""
    return (0.5 * x * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))).astype(np.float32)


@cache
def head() -> Head:
    """Load the bundled head, once a process."""
    with (
        resources.files("geo").joinpath("model/tagger/truecaser.npz").open("rb") as file,
        np.load(file) as weights,
    ):
        return Head(dict(weights))
