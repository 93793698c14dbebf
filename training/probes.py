"""Read probes: short everyday texts of our own, with the places that a reader takes each name for.

A line is a text; a name in it is written `[[Cairo|geonames:360630]]`. Several ids, parted by spaces, are all right: a
reader cannot tell whether "Idlib" is the city or the province.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_NAME: Final = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]|]+)\]\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A name of a probe.

    Attributes
    ----------
    start, end
        Characters in the probe's text.
    text
        The name as it stands there.
    ids
        Places that are right.
    """

    start: int
    end: int
    text: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Probe:
    """A text with the places that its names mean.

    Attributes
    ----------
    text
        Without marks.
    names
        Sorted by start.
    """

    text: str
    names: tuple[Asked, ...]


def read(path: Path) -> list[Probe]:
    """Read a file of probes.

    Parameters
    ----------
    path
        UTF-8, one probe a line.

    Raises
    ------
    ValueError
        If a line names no place.
    """
    return [_probe(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _probe(line: str) -> Probe:
    text, names, last = "", [], 0
    for mark in _NAME.finditer(line):
        text += line[last : mark.start()]
        names.append(Asked(len(text), len(text) + len(mark[1]), mark[1], frozenset(mark[2].split())))
        text += mark[1]
        last = mark.end()
    text += line[last:]
    if not names or "[[" in text:
        raise ValueError(f"no probe: {line!r}")
    return Probe(text, tuple(names))
