"""Where an outlet is based by its own name or address: `.ca`, `dallasnews.com`, `Boston Globe`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.names import fold

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer

_SHORTEST = 5  # letters of a place's name within an address
_LONGEST = 40  # letters of an address that are looked at
_SMALLEST = 3_000  # inhabitants of a town whose name merely stands somewhere in an address
_GENERIC = frozenset({"www", "com", "co", "org", "net", "news", "gov", "edu", "ac", "info"})
_CODES = {"uk": "GB", "eu": ""}
_PAPER = re.compile(
    r"^the(?=\w{5})|news(?:paper|online|leader)?$|^my(?=\w{6})|^this\s?is(?=\w{5})|(?:daily|weekly|morning|evening|sunday)(?=\w)|"
    r"(?:times|tribune|post|herald|journal|star|press|gazette|online|today|chronicle|courier|advocate|register|sun|mail|record|"
    r"reporter|observer|telegraph|dispatch|leader|democrat|republican|citizen|sentinel|banner|echo|standard|independent|"
    r"globe|guardian|inquirer|monitor|examiner|enterprise|mercury|messenger|bulletin|review|eagle|argus|ledger|live|"
    r"broadcasting|radio|television|tv)s?$|[-_\s]+"
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an outlet is called after.

    Attributes
    ----------
    country
        Alpha-2 code that its address ends with; empty when it has none.
    names
        Names of places in its own name or address, folded.
    """

    country: str = ""
    names: tuple[str, ...] = ()


def outlet_of(source: str | None, gazetteer: Gazetteer) -> Outlet:
    """Read an outlet's name or address.

    Parameters
    ----------
    source
        `Report.source`; a name, a host name or an address.
    gazetteer
        Where parts of it are looked up.

    Examples
    --------
    >>> from gazetteer import store
    >>> outlet_of("www.leedspost.co.uk", store.default())
    Outlet(country='GB', names=('leeds',))
    >>> outlet_of(None, store.default())
    Outlet(country='', names=())
    """
    return _read(source.lower()[:200], gazetteer) if source and source.strip() else Outlet()


@lru_cache(maxsize=512)
def _read(source: str, gazetteer: Gazetteer) -> Outlet:
    host = re.sub(r"\A\w+://|[/:?].*", "", source)
    labels = [label for label in host.split(".") if label and label not in _GENERIC]
    country = ""
    if labels and "." in host and len(labels[-1]) == 2:
        country = _CODES.get(labels[-1], labels.pop().upper())
    if not labels:
        return Outlet(country)
    name = labels[-1] if country and len(labels) > 1 else labels[0]
    name = name[:_LONGEST].strip()
    words = _PAPER.sub(" ", name).split()
    several = len(words) > 1 or " " in name
    found = _of_words(words, gazetteer) if several else _of_letters("".join(words), gazetteer)
    return Outlet(country, tuple(found))


def _of_words(words: list[str], gazetteer: Gazetteer) -> list[str]:
    """Return the longest names among runs of words: "new york times" is New York's, not York's."""
    found: list[str] = []
    for length in range(min(4, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = " ".join(words[first : first + length])
            inside = any(f" {run} " in f" {longer} " for longer in found)
            if len(run) >= 4 and not inside and gazetteer.match(run):
                found.append(fold(run))
    return found[:3]


def _of_letters(label: str, gazetteer: Gazetteer) -> list[str]:
    """Return the longest names in an address: at its beginning or end any town, in its middle a larger one."""
    if gazetteer.match(label):
        return [fold(label)]
    found: list[str] = []
    taken = ""
    for length in range(len(label) - 1, _SHORTEST - 1, -1):
        for first in range(len(label) - length + 1):
            part = label[first : first + length]
            if part in taken:
                continue
            edge = first == 0 or first + length == len(label)
            matches = gazetteer.match(part)
            if matches and (edge or matches[0].place.population >= _SMALLEST * 10):
                found.append(fold(part))
                taken += f" {part}"
    return found[:2]
