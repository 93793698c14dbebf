"""Spellings and Wikidata ids of waters by Natural Earth 5, for the features of its edition 4.0.

The GeoJSON of edition 4.0 lost letters of some names ("Mritz" for the Müritz) and has no Wikidata ids. Edition 5.0 has
both, but other reaches of some rivers; so shapes and place ids stay those of 4.0, and a feature takes what the feature
of 5.0 of the same name and place says.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import shapely

from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

FILES = {
    "rivers_lake_centerlines": "ne_10m_rivers_lake_centerlines.zip",
    "lakes": "ne_10m_lakes.zip",
    "geography_marine_polys": "ne_10m_geography_marine_polys.geojson",
}
"""Files by layer: shapefiles, and the seas as GeoJSON with `name` and `qid`."""
_NO_WATER = re.compile(r"\bDam\Z")
"""Label of an item that is the dam of a lake and not the lake."""
_WRONG_ITEMS = frozenset(["Q156032"])
"""The Red River of the South, which the source gives to that of the North."""
_NEAR_DEG = 0.05
_SAME_DEG = 0.01
"""Most that the outline of the same lake may differ between the editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What edition 5 says of a feature; empty where it says nothing.

    Attributes
    ----------
    name
        As it is spelt there.
    english
        English label of the Wikidata item.
    wikidata
        Id of the item (`Q34589`).
    renamed
        Whether the feature had another name in edition 4.0, so that only its outline tells that it is the same.
    """

    name: str
    english: str
    wikidata: str
    renamed: bool = False


class Layer:
    """The features of one layer of edition 5.

    Parameters
    ----------
    records, shapes
        One of each a feature.
    """

    def __init__(self, records: Sequence[Record], shapes: Sequence[BaseGeometry]) -> None:
        self._records = records
        self._shapes = shapes
        self._tree = shapely.STRtree(list(shapes))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a layer with pyogrio."""
        import pyogrio

        table = pyogrio.read_dataframe(f"/vsizip/{path}" if path.suffix == ".zip" else path)
        table = table[table.geometry.notna()].fillna("")
        if "qid" in table:
            table = table.rename(columns={"qid": "wikidataid"}).assign(name_en=table["name"])
        columns = zip(table["name"], table["name_en"], table["wikidataid"], strict=True)
        return cls(
            [
                Record(name=_line(name), english=_line(english), wikidata=_item(qid, english))
                for name, english, qid in columns
            ],
            list(table.geometry),
        )

    def of(self, names: Iterable[str], shape: BaseGeometry) -> Record | None:
        """Return the record of a feature of edition 4.0: one of its names and near it, the one with an id first.

        Where no name fits, a record of the very same outline is taken: its name was mended between the editions.
        """
        near = [int(i) for i in self._tree.query(shape, predicate="dwithin", distance=_NEAR_DEG)]
        written = [name for name in map(_line, names) if name]
        by_name = [i for i in near if any(is_spelling(old, self._records[i].name) for old in written)]
        by_label = [i for i in near if any(is_spelling(old, self._records[i].english) for old in written)]
        same = [
            i
            for i in near
            if shapely.get_dimensions(shape) == 2 and shapely.hausdorff_distance(self._shapes[i], shape) < _SAME_DEG
        ]  # fmt: skip
        found = by_name or by_label or same
        record = min((self._records[i] for i in found), key=lambda record: not record.wikidata, default=None)
        return record if record is None or by_name or by_label else replace(record, renamed=True)


def is_spelling(old: str, new: str) -> bool:
    """Return whether a name of edition 4.0 is that of 5.0, with or without its accents, or with its letters lost.

    Examples
    --------
    >>> is_spelling("Mritz", "Müritz"), is_spelling("Corumba", "Corumbá"), is_spelling("Rhine", "Rhin")
    (True, True, False)
    >>> is_spelling("", "")
    False
    """
    return bool(old and new) and (fold(old) == fold(new) or has_lost_letters(old, new))


def has_lost_letters(old: str, new: str) -> bool:
    """Return whether `old` is `new` without its letters that are not ASCII.

    Examples
    --------
    >>> has_lost_letters("Pjrvi", "Pääjärvi"), has_lost_letters("Paajarvi", "Pääjärvi"), has_lost_letters("Po", "Po")
    (True, False, False)
    """
    return old != new and old == "".join(char for char in new if char.isascii())


def mended(facts: dict[str, Any], record: Record) -> dict[str, Any]:
    """Return the facts of a feature with the names as edition 5 spells them, where letters or accents were lost."""
    return {
        key: record.name
        if isinstance(value, str)
        and record.name
        and (has_lost_letters(_line(value), record.name) or _bare(value) == _bare(record.name))
        else value
        for key, value in facts.items()
    }


def _item(qid: str, label: str) -> str:
    return "" if qid in _WRONG_ITEMS or _NO_WATER.search(label) else qid


def _bare(name: str) -> str:
    return unicodedata.normalize("NFKD", _line(name)).encode("ascii", "ignore").decode()


def _line(name: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip()
