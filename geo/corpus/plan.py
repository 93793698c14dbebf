"""What is to be read, and into which parts its rows go.

The reports of a corpus are ordered by their day and then by their content key, and cut into parts after each key of
which some bits are zero: content-defined chunking (Muthitacharoen et al. 2001, "A low-bandwidth network file
system"). So the parts are a function of the set of reports, not of the order or the runs in which they came, and a new
report changes one part only.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.corpus.spool import KEY_BYTES, UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

MEMBER: Final = np.dtype([
    ("day", "<i4"), ("key", f"S{KEY_BYTES}"), ("id", "<u8"), ("reader", "S12"),
    ("part", "<i4"),  # number of the part that holds its rows, -1 for a report that is to be read
    ("offset", "<i8"), ("length", "<i4"),  # of a report that is to be read
])  # fmt: skip
MEAN: Final = 1_024
"""Reports of a part, on average."""
UNIT: Final = 8
"""Reports that one task reads: what a kill can lose."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Reports that are read together, as offsets and lengths of the spool; `name` is made of their keys."""

    name: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Reports whose rows are written together.

    Attributes
    ----------
    name
        The day of the first report, and a digest of all members: of the files of the part.
    members
        Ordered by day and key, of the type `MEMBER`.
    """

    name: str
    members: NDArray[np.void]

    def units(self, reader: str) -> Iterator[Unit]:
        """Yield what is still to be read of the part."""
        new = self.members[self.members["part"] < 0]
        for first in range(0, len(new), UNIT):
            some = new[first : first + UNIT]
            places = zip(some["offset"].tolist(), some["length"].tolist(), strict=True)
            yield Unit(_digest(some["key"], reader), tuple(places))


def members_of_spool(rows: NDArray[np.void], reader: str) -> NDArray[np.void]:
    """Return the members that the reports of a spool will be."""
    members = np.empty(len(rows), dtype=MEMBER)
    for name in ("day", "key", "id", "offset", "length"):
        members[name] = rows[name]
    members["reader"], members["part"] = reader.encode(), -1
    return members


def combined(known: NDArray[np.void], given: NDArray[np.void]) -> NDArray[np.void]:
    """Return the members of a corpus after a reading: what is given replaces what has its id, unless it is the same.

    Parameters
    ----------
    known
        Members that the corpus holds.
    given
        Members of the source, ids unique.
    """
    if not len(known) or not len(given):
        return _ordered(known if len(known) else given)
    known = known[np.argsort(known["id"], kind="stable")]
    at = np.minimum(np.searchsorted(known["id"], given["id"]), len(known) - 1)
    there = known["id"][at] == given["id"]
    same = there & (known["key"][at] == given["key"])
    replaced = np.zeros(len(known), dtype=bool)
    replaced[at[there & ~same]] = True
    return _ordered(np.concatenate([known[~replaced], given[~same]]))


def _ordered(members: NDArray[np.void]) -> NDArray[np.void]:
    return members[np.lexsort((members["key"], members["day"]))]


def parts_of(members: NDArray[np.void], *, mean: int = MEAN) -> list[Part]:
    """Cut ordered members into parts."""
    if not len(members):
        return []
    raw = np.frombuffer(members["key"].tobytes(), dtype=np.uint8).reshape(len(members), KEY_BYTES)
    bits = raw[:, 0].astype(np.int64) << 8 | raw[:, 1]
    ends = np.flatnonzero(bits % mean == 0) + 1
    bounds = [0, *ends[ends < len(members)].tolist(), len(members)]
    return [_part(members[first:last]) for first, last in itertools.pairwise(bounds)]


def _part(members: NDArray[np.void]) -> Part:
    day = int(members["day"][0])
    begin = "undated" if day == UNDATED else datetime.date.fromordinal(day).isoformat()
    return Part(f"{begin}-{_digest(members['key'], *members['reader'].tolist())}", members)


def _digest(keys: NDArray[np.bytes_], *readers: str | bytes) -> str:
    made = hashlib.blake2b(digest_size=8)
    made.update(keys.tobytes())
    for reader in readers:
        made.update(reader.encode() if isinstance(reader, str) else reader)
    return made.hexdigest()


def unread(parts: Iterable[Part]) -> int:
    """Count the reports of parts that are to be read."""
    return sum(int((part.members["part"] < 0).sum()) for part in parts)
