"""Wikidata ids of `wikidata.json.xz`, joined with countries, divisions and towns by their ids, names and places.

Natural Earth's GeoNames ids and ISO codes are not always those of the record that they stand in (Iran's codes are the
old ones, Tungurahua has Napo's number). So an id or a code only proposes a place; that one of the names is the place's,
and that no other record claims the item with a better one, decides.
"""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.build.class_words import without_class_words
from gazetteer.cells import distance_m
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.build.store_file import Row

TABLE = Path(__file__).with_name("wikidata.json.xz")
"""Made by `make_wikidata`."""
_DIVISIONS = ("admin1", "admin2", "region")
_TOWN_M = 50_000.0
"""Most that the two sources' points of a town lie apart where the ids are the same."""
_NAMESAKE_M = 10_000.0
"""The same where only the name is."""


def read(path: Path) -> dict[str, Any]:
    """Return the records of the table."""
    table: dict[str, Any] = json.loads(lzma.decompress(path.read_bytes()))
    return table


def join(rows: list[Row], table: dict[str, Any]) -> None:
    """Set the ids of the rows that the records mean; a row that has one keeps it.

    Parameters
    ----------
    rows
        All places.
    table
        What `read` returns.
    """
    found: dict[int, str] = {}
    for at, row in enumerate(rows):
        if row.kind == "country" and (item := table["countries"].get(row.country)):
            found[at] = item
    found |= _settled(_claims_of_divisions(rows, table["divisions"]))
    towns = _settled(_claims_of_towns(rows, table["towns"]))
    # A city state is its town; what else has the item of a town is what the older edition took for it.
    of = {item: at for at, item in found.items()} | {
        row.wikidata: at for at, row in enumerate(rows) if row.wikidata
    }
    found |= {
        at: item for at, item in towns.items() if item not in of or _names(rows[at]) & _names(rows[of[item]])
    }
    for at, item in found.items():
        if not rows[at].wikidata:
            rows[at] = replace(rows[at], wikidata=item)


Claim = tuple[str, int, bool]
"""Item, index of the row, and whether the item's own label is a name of the row."""


def _claims_of_divisions(rows: list[Row], records: Iterable[list[Any]]) -> Iterator[Claim]:
    by_id: dict[int, int] = {}
    by_code: dict[str, int] = {}
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.kind in _DIVISIONS:
            if row.geonameid is not None:
                by_id[row.geonameid] = at
            if row.iso_3166_2:
                by_code[row.iso_3166_2] = at
            for name in _names(row):
                by_name[row.country, name].append(at)
    for geonames, code, country, item, label, names in records:
        proposed = [at for at in (by_id.get(geonames), by_code.get(code)) if at is not None]
        called = {_core(name) for name in (label, *names)}
        fitting = [at for at in proposed if called & _names(rows[at])]
        if not fitting:
            namesakes = {at for name in called for at in by_name.get((country, name), ())}
            # Of a province and its district of one name Natural Earth means the province.
            first = [at for at in namesakes if rows[at].kind != "admin2"] or list(namesakes)
            fitting = first if len(first) == 1 else []
        if fitting:
            yield item, fitting[0], _core(label) in _names(rows[fitting[0]])


def _claims_of_towns(rows: list[Row], records: Iterable[list[Any]]) -> Iterator[Claim]:
    by_id: dict[int, int] = {}
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.kind == "settlement":
            if row.geonameid is not None:
                by_id[row.geonameid] = at
            for name, _ in row.names:
                by_name[row.country, fold(name)].append(at)
    for geonames, lon, lat, country, item, label, names in records:
        called = {fold(name) for name in (label, *names)} - {""}
        proposed = [by_id[geonames]] if geonames in by_id else []
        fitting = [
            at
            for at in proposed
            if called & {fold(name) for name, _ in rows[at].names}
            and distance_m(lon, lat, rows[at].lon, rows[at].lat) <= _TOWN_M
        ]
        if not fitting:
            namesakes = {at for name in called for at in by_name.get((country, name), ())}
            fitting = [
                at for at in namesakes if distance_m(lon, lat, rows[at].lon, rows[at].lat) <= _NAMESAKE_M
            ]
        if fitting:
            best = max(fitting, key=lambda at: (rows[at].population, -at))
            yield item, best, fold(label) in {fold(name) for name, _ in rows[best].names}


def _settled(claims: Iterable[Claim]) -> dict[int, str]:
    """Return the items by row: of an item that several rows claim, or a row that claims several, the one by its label.

    Where no label decides, or several do, none has it.
    """
    certain = set(claims)
    for end in (0, 1):
        of: dict[str | int, set[Claim]] = defaultdict(set)
        for claim in certain:
            of[claim[end]].add(claim)
        certain = set()
        for rivals in of.values():
            named = rivals if len(rivals) == 1 else {claim for claim in rivals if claim[2]}
            if len(named) == 1:
                certain |= named
    return {at: item for item, at, _ in certain}


def _names(row: Row) -> set[str]:
    return {_core(name) for name, kind in row.names if kind != "demonym"} - {""}


def _core(name: str) -> str:
    return fold(without_class_words(name))
