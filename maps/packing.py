"""Columns and texts in the fewest characters that a page unpacks fast without the network.

A payload is JSON, but for two kinds of values: numpy arrays of whole numbers (columns) and `Texts`. Packed it is lines
of base 85, in characters that mean nothing to HTML: the first line is a gzip of the JSON and of the columns, all that a
page needs for its first picture; each further line holds some texts in zlib's format, which wait until they are read.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Column = NDArray[np.int64]

Key = TypeVar("Key", bound=Hashable)

NONE = -(2**31)  # in a column: no value
PARTED = "\x1f"  # between the texts of a block; a text has none (see `Texts`)
BLOCK = 400_000  # bytes of texts that are unpacked at a time: a few ms of a reader's processor
DIGITS = np.frombuffer(bytes(sorted({*range(33, 127)} - {*b"\"&'<>\\`{}"})), dtype=np.uint8)
"""The digits of base 85: all visible ASCII but what means something to HTML or to a template."""


class Pool(dict[Key, int], Generic[Key]):
    """Values without repeats, numbered as they come: `pool[value]` is the value's number, `list(pool)` all values.

    Examples
    --------
    >>> pool = Pool()
    >>> [pool[word] for word in ("to", "be", "or", "not", "to", "be")], list(pool)
    ([0, 1, 2, 3, 0, 1], ['to', 'be', 'or', 'not'])
    """

    def __missing__(self, value: Key) -> int:
        self[value] = number = len(self)
        return number


class Texts:
    """Long texts without repeats, which a page unpacks by and by: `texts[text]` is a text's number."""

    def __init__(self) -> None:
        self._numbers: Pool[str] = Pool()

    def __getitem__(self, text: str) -> int:
        return self._numbers[text]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def blocks(self) -> list[tuple[int, bytes]]:
        """Return the texts in blocks: how many, and their packed bytes.

        A unit separator (U+001F) in a text becomes a space, a lone surrogate (of a report in a broken encoding) a
        question mark.
        """
        texts = [text.replace(PARTED, " ").encode("utf-8", "replace") for text in self]
        sizes = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)
        cuts = np.flatnonzero(np.diff(sizes // BLOCK, prepend=0)).tolist()
        parted = PARTED.encode()
        runs = list(pairwise(sorted({0, *cuts, len(texts)})))
        with ThreadPoolExecutor() as threads:  # zlib lets go of the interpreter while it works
            blocks = (parted.join(texts[first:last]) for first, last in runs)
            packed = threads.map(lambda block: zlib.compress(block, level=9), blocks)
            return [(last - first, data) for (first, last), data in zip(runs, packed, strict=True)]


def column(values: Iterable[int | None]) -> Column:
    """Return whole numbers as a column; `None` is no value."""
    return np.array([NONE if value is None else value for value in values], dtype=np.int64)


def pack(payload: dict[str, Any]) -> str:
    """Return a payload as lines of base 85; the same payload gives the same lines."""
    columns: list[bytes] = []
    lines: list[str] = []

    def reference(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            packed, how = _packed(value)
            how["at"] = sum(map(len, columns))
            columns.append(packed)
            return {"$column": how}
        if isinstance(value, Texts):
            blocks = value.blocks()
            first = len(lines) + 1
            lines.extend(base85(packed) for _, packed in blocks)
            return {"$texts": {"line": first, "counts": [count for count, _ in blocks]}}
        raise TypeError(f"a payload cannot hold {type(value).__name__}")

    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=reference)
    head = text.encode("utf-8", "replace")
    whole = b"".join((len(head).to_bytes(4, "little"), head, *columns))
    return "\n".join((base85(gzip.compress(whole, compresslevel=6, mtime=0)), *lines))


def _packed(values: Column) -> tuple[bytes, dict[str, int]]:
    """Return a column's bytes: all lowest bytes, then all second ones, ... of its differences where they are narrower.

    The description has `count`, `width` (bytes a value), `least` (what the stored 0 means), `delta` (whether the
    numbers are steps) and `missing` (whether 0 means no value instead, and 1 is `least`).
    """
    missing = values == NONE
    any_missing = bool(missing.any())
    known = values[~missing] if any_missing else values
    steps = np.diff(values, prepend=0)
    delta = not any_missing and len(values) > 0 and np.ptp(steps) < np.ptp(values)
    stored = steps if delta else values
    least = int((steps if delta else known).min()) if len(known) else 0
    stored = np.where(missing, 0, stored - least + 1) if any_missing else stored - least
    most = int(stored.max()) if len(stored) else 0
    width = max(1, (most.bit_length() + 7) // 8)
    planes = stored.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :width].T
    how = {
        "count": len(values),
        "width": width,
        "least": least,
        "delta": int(delta),
        "missing": int(any_missing),
    }
    return planes.tobytes(), how


def base85(data: bytes) -> str:
    """Write bytes in base 85: five digits for four bytes, the last group cut short."""
    padding = -len(data) % 4
    words = np.frombuffer(data + bytes(padding), dtype=">u4").astype(np.uint32)
    digits = np.empty((len(words), 5), dtype=np.uint8)
    for place in range(4, -1, -1):
        words, digits[:, place] = np.divmod(words, np.uint32(85))
    text = DIGITS[digits].tobytes().decode("ascii")
    return text[: len(text) - padding]


def unpack(packed: str) -> dict[str, Any]:
    """Undo `pack`, for tests and for people who look into a page: columns and texts are lists."""
    first, *lines = packed.split("\n")
    whole = gzip.decompress(bytes_of(first))
    size = int.from_bytes(whole[:4], "little")
    columns = whole[4 + size :]

    def resolve(found: dict[str, Any]) -> Any:
        if "$column" in found:
            return _unpacked(columns, **found["$column"])
        if "$texts" in found:
            start, counts = found["$texts"]["line"], found["$texts"]["counts"]
            blocks = lines[start - 1 : start - 1 + len(counts)]
            return [
                text for block in blocks for text in zlib.decompress(bytes_of(block)).decode().split(PARTED)
            ]
        return found

    payload: dict[str, Any] = json.loads(whole[4 : 4 + size], object_hook=resolve)
    return payload


def _unpacked(
    columns: bytes, *, at: int, count: int, width: int, least: int, delta: int, missing: int
) -> list[int | None]:
    planes = np.frombuffer(columns, dtype=np.uint8, count=count * width, offset=at).reshape(width, count)
    stored = sum(
        (plane.astype(np.int64) << (8 * n) for n, plane in enumerate(planes)), np.zeros(count, np.int64)
    )
    if missing:
        return [None if value == 0 else int(value) - 1 + least for value in stored]
    values = stored + least
    return [int(value) for value in (values.cumsum() if delta else values)]


def bytes_of(text: str) -> bytes:
    """Undo `base85`."""
    values = np.full(128, 0, dtype=np.uint8)
    values[DIGITS] = np.arange(85)
    padding = -len(text) % 5
    digits = values[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    digits = np.concatenate((digits, np.full(padding, 84, dtype=np.uint8))).reshape(-1, 5)
    words = digits.astype(np.uint64) @ np.array([85**4, 85**3, 85**2, 85, 1], dtype=np.uint64)
    data = words.astype(">u4").tobytes()
    return data[: len(data) - padding]
