"""The places that a name may mean, ranked: exact names, other romanisations, names in context, one slip, beginnings."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from gazetteer import countries, names, ranking
from gazetteer.near_spellings import NearSpellings
from gazetteer.place import NameMatch, Place
from gazetteer.place_rows import place_id
from gazetteer.ranking import Ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazetteer.place_rows import PlaceRows

# What a spelling that is only near costs in a search, on the scale of `ranking.score`.
_VARIANT_COST, _EDIT_COST, _PREFIX_COST = 2.0, 2.5, 3.0
_PREFIX_ROWS = 80
_OF_SECOND_LEVEL = frozenset(["district", "municipality", "raion", "rayon", "subdistrict"])


class NameSearch:
    """Looks names up in the rows of a gazetteer's files.

    Parameters
    ----------
    rows
        Of all files.
    merged
        Whether there are several, so that a place may be in two of them.

    Attributes
    ----------
    kinds
        The kinds of places, by their code in the files.
    """

    def __init__(self, rows: PlaceRows, *, merged: bool) -> None:
        self._rows = rows
        self._merged = merged
        self._spellings = NearSpellings(rows.connections)
        bundled = rows.connections.get()[-1]
        self.kinds: dict[int, Any] = dict(bundled.execute("SELECT code, name FROM kind"))
        # A report repeats its names, and each is asked for at every step from recognition to resolution.
        self._cached = functools.lru_cache(maxsize=2048)(self._exact)
        # Who finds nothing asks for suggestions next.
        self._variants = functools.lru_cache(maxsize=64)(self._other_spellings)
        self._begun = functools.lru_cache(maxsize=2048)(rows.begins)
        self._name_kinds: dict[int, Any] = dict(bundled.execute("SELECT code, name FROM name_kind"))
        (self._code,) = bundled.execute("SELECT code FROM name_kind WHERE capitals").fetchone()

    def begins(self, words: str) -> bool:
        """Return whether these words are the name of a place, or whole words that one begins with."""
        norm = _norm(words)
        return bool(norm) and self._begun(norm)

    def place(self, row: tuple[Any, ...]) -> Place:
        """Return a row as a place."""
        return Place(
            id=place_id(row), name=row[2], kind=self.kinds[row[3]], lon=row[4], lat=row[5], country=row[6],
            admin1=row[7], population=row[8], radius_m=float(row[9]), iso_3166_2=row[10],
            wikidata=row[11],
        )  # fmt: skip

    def named(self, name: str, *, any_case: bool = False) -> tuple[Ranked, ...]:
        """Return the places that have a name, best first; abbreviations match in capitals only."""
        norm = _norm(name)
        hits = self._cached(norm, any_case or name.upper() == name) if norm else ()
        if names.is_initialism(name):  # "U.N." is no village of the name of Un
            return tuple(hit for hit in hits if hit.match.name_kind in ("abbreviation", "alternate"))
        return hits

    def candidates(self, name: str, keep: Callable[[Ranked], bool]) -> list[Ranked]:
        """Return exact hits, else those in any case, in context after a comma, of a district's town, or spelt anew."""
        hits = [hit for hit in self.named(name) if keep(hit)]
        if not hits:
            hits = [hit for hit in self.named(name, any_case=True) or self._in_context(name) if keep(hit)]
        if not hits:
            hits = [hit for hit in self._seats(_norm(name)) if keep(hit)]
        if not hits:
            hits = [hit for hit in self._variants(_norm(name)) if keep(hit)]
        return hits

    def near(self, query: str, keep: Callable[[Ranked], bool]) -> Iterator[list[Ranked]]:
        """Yield what is not the name itself: one slip away, then what begins with it."""
        norm = _norm(query)
        if norm:
            yield [hit for hit in self._among(self._spellings.one_edit(norm), _EDIT_COST) if keep(hit)]
        if len(norm) > 2 and self._spellings.begins(norm):
            prefix = f" >= ? AND n.norm < ? LIMIT {_PREFIX_ROWS}"
            hits = self._ranked(prefix, (norm, norm + "\U0010ffff"), _PREFIX_COST, whole=False)
            yield [hit for hit in hits if keep(hit)]

    def _ranked(
        self, where: str, values: Iterable[object], cost: float = 0.0, *, whole: bool = True
    ) -> list[Ranked]:
        hits = []
        for row, code in self._rows.named(where, tuple(values), whole=whole):
            name_kind = self._name_kinds[code]
            prominence = row[12] / 100
            match = NameMatch(place=self.place(row), name_kind=name_kind, own=prominence >= ranking.OWN)
            hits.append(Ranked(match, ranking.score(prominence, name_kind) - cost))
        ordered = ranking.order(hits) if len(hits) > 1 else hits
        return each_once(ordered) if self._merged else ordered

    def _exact(self, norm: str, capitals: bool) -> tuple[Ranked, ...]:  # noqa: FBT001 (a key of the cache)
        where = " = ?" if capitals else f" = ? AND n.kind <> {self._code}"
        hits = self._ranked(where, (norm,))
        if not hits and (bare := names.without_class(norm)):
            hits = [hit for hit in self._ranked(where, (bare[0],)) if hit.match.place.kind in bare[1]]
        return tuple(hits)

    def _among(self, norms: Iterable[str], cost: float) -> list[Ranked]:
        """Return the places that have one of many names, each once."""
        found = list(norms)
        hits = self._ranked(f" IN ({','.join('?' * len(found))})", found, cost) if found else []
        return each_once(hits)

    def _other_spellings(self, norm: str) -> tuple[Ranked, ...]:
        return tuple(self._among(self._spellings.variants(norm), _VARIANT_COST)) if norm else ()

    def _seats(self, norm: str) -> list[Ranked]:
        """Return the towns of a district's name, where the gazetteer has no district of it beside them."""
        *words, last = norm.split(" ")
        if not words or last not in _OF_SECOND_LEVEL:
            return []
        hits = self._ranked(" = ?", (" ".join(words),), _VARIANT_COST)
        return [hit for hit in hits if hit.match.place.kind == "settlement"]

    def _in_context(self, name: str) -> list[Ranked]:
        head, *tail = names.in_context(name) if len(name) <= names.MAX_NAME else [""]
        hits = list(self.named(head)) if tail else []
        for part in filter(names.fold, tail):
            around = [hit.match.place for hit in self.named(part, any_case=True)]
            code = countries.alpha2_of(part)  # "Delhi, IN" is in Indiana or in India
            hits = [
                hit
                for hit in hits
                if hit.match.place.country == code or any(_within(hit.match.place, place) for place in around)
            ]
        return hits


def best_places(hits: Iterable[Ranked]) -> list[Place]:
    """Return each place once, best first."""
    return [hit.match.place for hit in ranking.core_first(each_once(ranking.order(hits)))]


def each_once(hits: Iterable[Ranked]) -> list[Ranked]:
    """Keep the first hit of each place."""
    first: dict[str, Ranked] = {}
    for hit in hits:
        first.setdefault(hit.match.place.id, hit)
    return list(first.values())


def _within(place: Place, context: Place) -> bool:
    if place.country != context.country or place.id == context.id:
        return False
    return context.kind == "country" or names.fold(place.admin1) == names.fold(context.name)


def _norm(name: str) -> str:
    """Fold a name; what holds a sign of money ("US$") is none."""
    return names.fold(name) if len(name) <= names.MAX_NAME and not names.is_money(name) else ""
