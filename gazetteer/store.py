"""Look up places by name, id and position, in the built SQLite file and in the user's own files beside it.

The files are opened read-only and immutable; each thread and each forked process has its own connections, so one
`Gazetteer` may be shared by all of them.
"""

from __future__ import annotations

import functools
import itertools
import math
import os
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import cells, countries, names, ranking
from gazetteer.connections import VERSION
from gazetteer.errors import NoPoint, NotAName, PlaceNotFound
from gazetteer.missing import is_no_text
from gazetteer.near_spellings import NearSpellings
from gazetteer.place import NameMatch, Place
from gazetteer.place_rows import PlaceRows, place_id
from gazetteer.ranking import Ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["BUILT", "VARIABLE", "VERSION", "Gazetteer", "attach", "default", "find", "nearest", "search"]

BUILT = Path(__file__).parent / "data" / "built" / "gazetteer.sqlite"
VARIABLE = "DATELINE_GAZETTEER"
"""Environment variable with the files that `default` attaches, joined as in PATH."""

_POINTLIKE = ("settlement", "facility")

# What a spelling that is only near costs in a search, on the scale of `ranking.score`.
_VARIANT_COST, _EDIT_COST, _PREFIX_COST = 2.0, 2.5, 3.0
_PREFIX_ROWS = 80


class Gazetteer:
    """The places of one built file, and of the user's own files before it.

    Parameters
    ----------
    path
        A `gazetteer.sqlite`; `None` takes the bundled one.
    attached
        Files that `gazetteer.grow` made, the most important first. A place that several files have is the one of the
        first of them, under its names in all of them.

    Raises
    ------
    GazetteerMissing
        If a file is not there, or that at `path` was built by another version of this package.
    BadGazetteer
        If an attached file is no gazetteer of this version.

    Examples
    --------
    >>> Gazetteer().find("Khan Younis").label
    'Khan Yunis, Gaza Strip, PS'
    >>> Gazetteer().match("no such place")
    ()
    """

    def __init__(self, path: Path | None = None, *, attached: Sequence[str | Path] = ()) -> None:
        self.path = BUILT if path is None else Path(path)
        self.attached = tuple(map(Path, attached))
        self._rows = PlaceRows(self.path, self.attached)
        self._spellings = NearSpellings(self._rows.connections)
        bundled = self._rows.connections.get()[-1]
        self._kinds: dict[int, Any] = dict(bundled.execute("SELECT code, name FROM kind"))
        self._codes = {name: code for code, name in self._kinds.items()}
        # A report repeats its names, and each is asked for at every step from recognition to resolution.
        self._cached = functools.lru_cache(maxsize=2048)(self._exact)
        # Who finds nothing asks for suggestions next.
        self._variants = functools.lru_cache(maxsize=64)(self._other_spellings)
        self._begun = functools.lru_cache(maxsize=2048)(self._rows.begins)
        self._name_kinds: dict[int, Any] = dict(bundled.execute("SELECT code, name FROM name_kind"))
        (self._code,) = bundled.execute("SELECT code FROM name_kind WHERE capitals").fetchone()

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[object, ...]]:
        return _reopen, (self.path, self.attached)

    def __repr__(self) -> str:
        more = f", attached={[str(path) for path in self.attached]}" if self.attached else ""
        return f"Gazetteer({str(self.path)!r}{more})"

    def match(self, name: str) -> tuple[NameMatch, ...]:
        """Find the places that have a name, largest and most official first.

        Abbreviations that are written in capitals match in capitals only: AND is Andorra, And is not.
        A class word that no name holds is left out for places of that class (Aleppo Governorate, the city of Homs).
        Empty when there is none; spellings that are only near are for `search`.
        """
        return tuple(hit.match for hit in self._named(_text(name)))

    def match_many(self, names: Iterable[str]) -> dict[str, tuple[NameMatch, ...]]:
        """Look many names up; names that no place has are there with an empty tuple."""
        return {name: self.match(name) for name in dict.fromkeys(names)}

    def begins(self, words: str) -> bool:
        """Whether these words are the name of a place, or whole words that one begins with.

        Examples
        --------
        >>> default().begins("Aida refugee"), default().begins("Aida refuge")
        (True, False)
        """
        norm = _norm(words)
        return bool(norm) and self._begun(norm)

    def get(self, id: str) -> Place:  # noqa: A002 (the record's field is called so)
        """Fetch a place by its id.

        Raises
        ------
        PlaceNotFound
            If there is no such id.
        """
        row = self._rows.get(_text(id))
        if row is None:
            raise PlaceNotFound(_short(id))
        return self._place(row)

    def places(self, *, country: str | None = None, kind: str | None = None) -> Iterator[Place]:
        """Go through all places, file by file, without holding them in memory.

        Parameters
        ----------
        country, kind
            As for `find`.

        Raises
        ------
        UnknownCountry, ValueError
            If `country` or `kind` is none.
        """
        code = countries.get(country).alpha2 if country else None
        self._check_kind(kind)
        return map(self._place, self._rows.all(code, self._codes.get(kind or "")))

    def find(self, name: str, *, country: str | None = None, kind: str | None = None) -> Place:
        """Find the one place that a person means by a name.

        Parameters
        ----------
        name
            Any spelling; context may follow after commas ("Springfield, Illinois").
        country
            Only places of this country: alpha-2, alpha-3 or name.
        kind
            Only places of this kind.

        Raises
        ------
        PlaceNotFound
            If no place has the name; it suggests near ones. `None`, NaN and numbers are no place's name.
        NotAName
            If it is neither a text nor one of these.
        AmbiguousPlace
            If several are about as likely.
        UnknownCountry, ValueError
            If `country` or `kind` is none.
        """
        keep = self._filter(country, kind)
        text = _text(name)
        hits = self._candidates(text, keep)
        if not hits:
            near = itertools.islice(self._near(text, keep), 2)
            found = _best(hit for hits in near for hit in hits)
            raise PlaceNotFound(_short(name), tuple(dict.fromkeys(place.label for place in found))[:3])
        return ranking.pick(_short(name), hits)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        country: str | None = None,
        kind: str | None = None,
        near: bool = True,
    ) -> list[Place]:
        """Rank the places that a query may mean: exact names, other romanisations, one slip, beginnings.

        Parameters
        ----------
        query
            Any spelling; context may follow after commas.
        limit
            At most so many.
        country, kind
            As for `find`.
        near
            Whether names that have a slip or only begin like the query may fill the list.

        Returns
        -------
        list of Place
            Best first; empty when nothing is near.

        Raises
        ------
        NotAName
            If `query` is neither a text nor `None`, NaN or a number, which are no place's name.
        UnknownCountry, ValueError
            If `country` or `kind` is none.
        """
        keep = self._filter(country, kind)
        query = _text(query)
        hits = self._candidates(query, keep)
        looser = self._near(query, keep) if near else iter(())
        while len({hit.match.place.id for hit in hits}) < limit and (more := next(looser, None)) is not None:
            hits += more
        return _best(hits)[: max(0, limit)]

    def nearest(
        self, *, lon: float, lat: float, limit: int = 1, kind: str | None = None
    ) -> list[tuple[Place, float]]:
        """List the places nearest to a point, nearest first.

        Parameters
        ----------
        lon, lat
            WGS 84 degrees; longitudes of any turn are taken.
        limit
            At most so many.
        kind
            Only places of this kind; `None` means settlements and facilities, whose points are where they are.

        Returns
        -------
        list of (Place, float)
            With geodesic distances in metres.

        Raises
        ------
        NoPoint, ValueError
            If the point is not on the Earth, or `kind` is none.
        """
        if not (_is_number(lon) and _is_number(lat) and -90 <= lat <= 90):
            raise NoPoint(lon, lat)
        lon = (lon + 180) % 360 - 180
        self._check_kind(kind)
        codes = [self._codes[k] for k in (_POINTLIKE if kind is None else (kind,))]
        if limit < 1:
            return []
        reach = 1
        while True:
            block = cells.around(lon=lon, lat=lat, reach=reach)
            found = self._rows.near(block, lon=lon, lat=lat, limit=limit, kinds=codes)
            needed = cells.reach_of(found[limit - 1][1]) if len(found) >= limit else 2 * reach
            if block == cells.EARTH or needed <= reach:
                return [(self._place(row), metres) for row, metres in found[:limit]]
            reach = needed

    def close(self) -> None:
        """Close this thread's connections; the next look-up opens others."""
        self._rows.connections.close()

    def _filter(self, country: str | None, kind: str | None) -> Callable[[Ranked], bool]:
        code = countries.get(country).alpha2 if country else None
        self._check_kind(kind)

        def keep(hit: Ranked) -> bool:
            place = hit.match.place
            return (code is None or place.country == code) and (kind is None or place.kind == kind)

        return keep

    def _check_kind(self, kind: str | None) -> None:
        if kind is not None and kind not in self._codes:
            raise ValueError(f"kind {_short(kind)!r} is none of {', '.join(self._codes)}")

    def _place(self, row: tuple[Any, ...]) -> Place:
        return Place(
            id=place_id(row), name=row[2], kind=self._kinds[row[3]], lon=row[4], lat=row[5], country=row[6],
            admin1=row[7], population=row[8], radius_m=float(row[9]),
        )  # fmt: skip

    def _ranked(
        self, where: str, values: Iterable[object], cost: float = 0.0, *, whole: bool = True
    ) -> list[Ranked]:
        hits = []
        for row, code in self._rows.named(where, tuple(values), whole=whole):
            name_kind = self._name_kinds[code]
            prominence = row[10] / 100
            match = NameMatch(place=self._place(row), name_kind=name_kind, own=prominence >= ranking.OWN)
            hits.append(Ranked(match, ranking.score(prominence, name_kind) - cost))
        ordered = ranking.order(hits) if len(hits) > 1 else hits
        return _each_once(ordered) if self.attached else ordered

    def _named(self, name: str, *, any_case: bool = False) -> tuple[Ranked, ...]:
        norm = _norm(name)
        hits = self._cached(norm, any_case or name.upper() == name) if norm else ()
        if names.is_initialism(name):  # "U.N." is no village of the name of Un
            return tuple(hit for hit in hits if hit.match.name_kind in ("abbreviation", "alternate"))
        return hits

    def _exact(self, norm: str, capitals: bool) -> tuple[Ranked, ...]:  # noqa: FBT001 (a key of the cache)
        where = " = ?" if capitals else f" = ? AND n.kind <> {self._code}"
        hits = self._ranked(where, (norm,))
        if not hits and (bare := names.without_class(norm)):
            hits = [hit for hit in self._ranked(where, (bare[0],)) if hit.match.place.kind in bare[1]]
        return tuple(hits)

    def _among(self, norms: Iterable[str], cost: float) -> list[Ranked]:
        """Places that have one of many names, each once."""
        found = list(norms)
        hits = self._ranked(f" IN ({','.join('?' * len(found))})", found, cost) if found else []
        return _each_once(hits)

    def _other_spellings(self, norm: str) -> tuple[Ranked, ...]:
        return tuple(self._among(self._spellings.variants(norm), _VARIANT_COST)) if norm else ()

    def _candidates(self, name: str, keep: Callable[[Ranked], bool]) -> list[Ranked]:
        """Exact hits, else those in any case, those in the context after a comma, or those of other spellings."""
        hits = [hit for hit in self._named(name) if keep(hit)]
        if not hits:
            hits = [hit for hit in self._named(name, any_case=True) or self._in_context(name) if keep(hit)]
        if not hits:
            hits = [hit for hit in self._variants(_norm(name)) if keep(hit)]
        return hits

    def _in_context(self, name: str) -> list[Ranked]:
        head, *tail = names.in_context(name) if len(name) <= names.MAX_NAME else [""]
        hits = list(self._named(head)) if tail else []
        for part in filter(names.fold, tail):
            around = [hit.match.place for hit in self._named(part, any_case=True)]
            code = countries.alpha2_of(part)  # "Delhi, IN" is in Indiana or in India
            hits = [
                hit
                for hit in hits
                if hit.match.place.country == code or any(_within(hit.match.place, place) for place in around)
            ]
        return hits

    def _near(self, query: str, keep: Callable[[Ranked], bool]) -> Iterator[list[Ranked]]:
        """Yield what is not the name itself: one slip away, then what begins with it."""
        norm = _norm(query)
        if norm:
            yield [hit for hit in self._among(self._spellings.one_edit(norm), _EDIT_COST) if keep(hit)]
        if len(norm) > 2 and self._spellings.begins(norm):
            prefix = f" >= ? AND n.norm < ? LIMIT {_PREFIX_ROWS}"
            hits = self._ranked(prefix, (norm, norm + "\U0010ffff"), _PREFIX_COST, whole=False)
            yield [hit for hit in hits if keep(hit)]


def _reopen(path: Path, attached: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(path, attached=attached)


def _best(hits: Iterable[Ranked]) -> list[Place]:
    """Each place once, best first."""
    return [hit.match.place for hit in ranking.core_first(_each_once(ranking.order(hits)))]


def _each_once(hits: Iterable[Ranked]) -> list[Ranked]:
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


def _text(name: object) -> str:
    """Return a text as it is, and "" for a number or what libraries use for a missing value."""
    if isinstance(name, str):
        return name
    if is_no_text(name):
        return ""
    raise NotAName(type(name).__name__)


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and math.isfinite(value)


def _short(name: object, length: int = 60) -> str:
    name = str(name)
    return name if len(name) <= length else f"{name[:length]}…"


def attach(*paths: str | Path) -> Gazetteer:
    """Open the bundled gazetteer with the user's own files before it, the most important first.

    Parameters
    ----------
    *paths
        Files that `dateline gazetteer import` or `gazetteer.grow` made; without any, this is `default()`.

    Raises
    ------
    GazetteerMissing
        If a file is not there.
    BadGazetteer
        If a file is no gazetteer of this version.

    Examples
    --------
    >>> attach() is default()
    True
    >>> attach("no such.sqlite")
    Traceback (most recent call last):
    gazetteer.errors.GazetteerMissing: no such.sqlite: there is no such gazetteer; 'dateline gazetteer import' makes one
    """
    return Gazetteer(attached=paths) if paths else default()


@functools.cache
def default() -> Gazetteer:
    """Open the bundled gazetteer, once a process; safe to share between threads and across forks.

    The files that the environment variable DATELINE_GAZETTEER names are attached to it.
    """
    return Gazetteer(attached=[path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path])


def find(name: str, *, country: str | None = None, kind: str | None = None) -> Place:
    """Find the one place that a person means by a name in the bundled gazetteer; see `Gazetteer.find`."""
    return default().find(name, country=country, kind=kind)


def search(
    query: str, *, limit: int = 10, country: str | None = None, kind: str | None = None
) -> list[Place]:
    """Rank the places of the bundled gazetteer that a query may mean; see `Gazetteer.search`."""
    return default().search(query, limit=limit, country=country, kind=kind)


def nearest(*, lon: float, lat: float, limit: int = 1, kind: str | None = None) -> list[tuple[Place, float]]:
    """List the places of the bundled gazetteer nearest to a point; see `Gazetteer.nearest`."""
    return default().nearest(lon=lon, lat=lat, limit=limit, kind=kind)
