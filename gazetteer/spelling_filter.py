"""Which spellings a file of places can hold: a Bloom filter over the endings and the sounds of its names.

A name that no place has is near some 1,000 other strings (one slip away, or another romanisation), and nearly all of
them name no place either. One slip leaves the beginning before it and the ending after it as they are, so only the
positions between the longest known beginning (which the index of names gives) and the longest known ending are worth
trying; all romanisations of a name have one `sound`. The filter answers for endings and sounds: "no" is certain, "yes"
is wrong for about one in fifteen. It takes a byte for each name of the file, at most `MOST_BYTES`.
"""

from __future__ import annotations

import itertools
import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

ENDINGS = (3, 4, 6, 9, 13)
"""Lengths of the endings that are kept, in characters."""

MOST_BYTES = 8 << 20
"""A larger filter would weigh on the memory of every process; of a file with more names, more answers are "yes"."""

_BATCH = 10_000
_SCATTER = 0x9E3779B97F4A7C15
_CLASSES = str.maketrans(
    {**dict.fromkeys("aeiouywv", "a"), **dict.fromkeys("cdjstz", "t"), **dict.fromkeys("kqh", "k"), " ": ""}
)
_CLASSES_ASCII = bytes(range(128)).decode("ascii").translate(_CLASSES | {32: " "}).encode("ascii") + bytes(
    range(128, 256)
)
_REST_OF_RUN = re.compile(r"(?<=t)[tk]+|(?<=g)[gk]+|(?<=(.))\1+")


def sound(norm: str) -> str:
    """Reduce a folded Latin name to what all of `names.variants` of it have in common.

    Parameters
    ----------
    norm
        A folded name.

    Returns
    -------
    str
        Classes of its letters without spaces, article and repeats. Coarser than the swaps of `names.variants`: equal
        sounds do not make two spellings of one name, different ones exclude it.

    Examples
    --------
    >>> sound("khan younis") == sound("khan yunus"), sound("al raqqah") == sound("rakka")
    (True, True)
    >>> sound("suva") == sound("nadi"), sound("")
    (False, '')
    """
    reduced = _REST_OF_RUN.sub("", norm.translate(_CLASSES))
    return reduced.removesuffix("k").lstrip("al") if reduced.endswith("ak") else reduced.lstrip("al")


class SpellingFilter:
    """The filter of one file.

    Parameters
    ----------
    bits
        As `made` gives them; empty bits answer "yes" to everything.
    """

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._size = 8 * len(bits)

    def ending(self, norm: str) -> int:
        """Bound how many characters at the end of a folded name some name ends with; the true number is not larger."""
        if not self._size:
            return len(norm)
        for length in ENDINGS:
            if length > len(norm) or not self._holds(f"-{norm[-length:]}"):
                return min(length - 1, len(norm))
        return len(norm)

    def may_sound_like(self, norm: str) -> bool:
        """Return whether some name may be a variant of a folded name; `False` is certain."""
        return not self._size or self._holds(sound(norm))

    def _holds(self, key: str) -> bool:
        bits = self._bits
        return all(bits[at >> 3] & (1 << (at & 7)) for at in _positions(key, self._size))


def made(norms: Iterable[str], count: int) -> bytes:
    """Make the bits of a filter.

    Parameters
    ----------
    norms
        Folded names, taken one by one.
    count
        About how many there are.
    """
    import numpy as np  # a look-up does without

    bits = np.zeros(min(max(64, count), MOST_BYTES), dtype=np.uint8)
    size = np.uint64(8 * len(bits))
    high, low = np.uint64(_SCATTER >> 32), np.uint64(_SCATTER & 0xFFFFFFFF)
    for batch in _batches(norms):
        codes = _codes(batch)
        # `code * _SCATTER >> 17` of `_positions` has up to 96 bits: its two halves, each modulo the size.
        upper = (codes * high % size) * np.uint64(1 << 15) % size
        lower = (codes * low >> np.uint64(17)) % size
        for at in (codes % size, (upper + lower) % size):
            np.bitwise_or.at(bits, at >> np.uint64(3), np.left_shift(1, at & np.uint64(7)).astype(np.uint8))
    return bits.tobytes()


def _codes(norms: list[str]) -> NDArray[np.uint64]:
    """Return the codes of all endings and sounds that folded names have, in any order."""
    import numpy as np

    texts = [norm.encode("ascii") for norm in norms if norm.isascii()]
    rest = [zlib.crc32(text) for text in _sounds(texts)]
    rest += [
        _code(f"-{norm[-length:]}")
        for norm in norms
        if not norm.isascii()
        for length in ENDINGS
        if length <= len(norm)
    ]
    return np.concatenate([*_ending_codes(texts), np.array(rest, dtype=np.uint64)], dtype=np.uint64)


def _ending_codes(texts: list[bytes]) -> Iterator[NDArray[np.uint32]]:
    """Yield `_code` of `-` and the endings of each length: CRC-32 by table, a byte of all names at a time."""
    import numpy as np

    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ np.uint32(0xEDB88320), table >> 1)
    letters = np.frombuffer(b"".join(texts), dtype=np.uint8)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    ends = np.cumsum(lengths)
    for length in ENDINGS:
        at = ends[lengths >= length] - length
        codes = np.full(len(at), _DASH ^ 0xFFFFFFFF, dtype=np.uint32)
        for step in range(length):
            codes = table[(codes ^ letters[at + step]) & 0xFF] ^ (codes >> 8)
        yield codes ^ np.uint32(0xFFFFFFFF)


def _sounds(texts: list[bytes]) -> list[bytes]:
    """Return `sound` of many folded ASCII names, in one pass over all: what `_REST_OF_RUN` finds goes pair by pair."""
    import numpy as np

    if not texts:
        return []
    text = np.frombuffer(b"\n".join(texts).translate(_CLASSES_ASCII, b" "), dtype=np.uint8)
    while True:
        first, second = text[:-1], text[1:]
        gone = (second == first) & (second != ord("\n"))
        gone |= (second == ord("k")) & ((first == ord("t")) | (first == ord("g")))
        if not gone.any():
            break
        text = np.concatenate((text[:1], second[~gone]))
    return [
        line.removesuffix(b"k").lstrip(b"al") if line.endswith(b"ak") else line.lstrip(b"al")
        for line in text.tobytes().split(b"\n")
    ]


def _positions(key: str, size: int) -> tuple[int, int]:
    code = _code(key)
    return code % size, (code * _SCATTER >> 17) % size


_DASH = zlib.crc32(b"-")
"""Begins the keys of endings: the code of `-` and an ending is that of the ending from here."""


def _code(key: str) -> int:
    # Not hash(), which differs from process to process.
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def _batches(norms: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(norms)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield batch
