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

from gazetteer import cells, countries, ranking
from gazetteer.connections import VERSION
from gazetteer.errors import NoPoint, NotAName, PlaceNotFound
from gazetteer.missing import is_no_text
from gazetteer.name_search import NameSearch, best_places
from gazetteer.place_rows import PlaceRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pandas as pd
    from numpy.typing import ArrayLike

    from gazetteer.frames import Points
    from gazetteer.place import NameMatch, Place
    from gazetteer.point_index import PointIndex
    from gazetteer.ranking import Ranked

__all__ = [
    "BUILT",
    "VARIABLE",
    "VERSION",
    "Gazetteer",
    "attach",
    "default",
    "find",
    "nearest",
    "nearest_many",
    "search",
]

BUILT = Path(__file__).parent / "data" / "built" / "gazetteer.sqlite"
VARIABLE = "DATELINE_GAZETTEER"
"""Environment variable with the files that `default` attaches, joined as in PATH."""

_POINTLIKE = ("settlement", "facility")
_WORTH_AN_INDEX = 3_000
"""Points from which on an index of all places, made in half a second, is quicker than asking for each point."""
_MOST_INDEXED = 2_000_000
"""Places of an index, a quarter of a gigabyte; a larger gazetteer is asked point by point."""


class Gazetteer:
    """The places of one built file, and of the user's own files before it.

    Parameters
    ----------
    path
        A `gazetteer.sqlite`; `None` takes the bundled one.
    attached
        Files that `gazetteer.import_places` made, the most important first. A place that several files have is the one
        of the first of them, under its names in all of them.

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
        self._names = NameSearch(self._rows, merged=bool(self.attached))
        self._codes = {name: code for code, name in self._names.kinds.items()}
        self._indexes: dict[str | None, PointIndex] = {}

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
        return tuple(hit.match for hit in self._names.named(_text(name)))

    def match_many(self, names: Iterable[str]) -> dict[str, tuple[NameMatch, ...]]:
        """Look many names up; names that no place has are there with an empty tuple."""
        return {name: self.match(name) for name in dict.fromkeys(names)}

    def begins(self, words: str) -> bool:
        """Return whether these words are the name of a place, or whole words that one begins with.

        Examples
        --------
        >>> default().begins("Aida refugee"), default().begins("Aida refuge")
        (True, False)
        """
        return self._names.begins(words)

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
        return self._names.place(row)

    def places(self, *, country: str | None = None, kind: str | None = None) -> Iterator[Place]:
        """Yield all places, file by file, without holding them in memory.

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
        return map(self._names.place, self._rows.all(code, self._codes.get(kind or "")))

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
        hits = self._names.candidates(text, keep)
        if not hits:
            near = itertools.islice(self._names.near(text, keep), 2)
            found = best_places(hit for hits in near for hit in hits)
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
        hits = self._names.candidates(query, keep)
        looser = self._names.near(query, keep) if near else iter(())
        while len({hit.match.place.id for hit in hits}) < limit and (more := next(looser, None)) is not None:
            hits += more
        return best_places(hits)[: max(0, limit)]

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
            block = cells.cells_within(lon=lon, lat=lat, reach=reach)
            found = self._rows.near(block, lon=lon, lat=lat, limit=limit, kinds=codes)
            needed = cells.reach_of(found[limit - 1][1]) if len(found) >= limit else 2 * reach
            if block == cells.EARTH or needed <= reach:
                return [(self._names.place(row), metres) for row, metres in found[:limit]]
            reach = needed

    def nearest_many(
        self, *, lon: ArrayLike | pd.Series[Any], lat: ArrayLike | pd.Series[Any], kind: str | None = None
    ) -> pd.DataFrame:
        """Find the nearest place of each point of a column: what `nearest` gives for one, in a tenth of the time.

        Parameters
        ----------
        lon, lat
            WGS 84 degrees: arrays, Series or lists of one length. Longitudes of any turn are taken; a row that lacks a
            number lacks a place.
        kind
            As for `nearest`.

        Returns
        -------
        pandas.DataFrame
            Row by row as the points, with the index of the Series: `id`, `name`, `kind`, `lon`, `lat`, `country`,
            `admin1`, `population` and `radius_m` of the place, and `distance_m`, the geodesic distance in metres.

        Raises
        ------
        NoPoint
            If a latitude is beyond the poles or a number infinite.
        ValueError
            If the columns do not fit, or `kind` is none.

        Examples
        --------
        >>> found = default().nearest_many(lon=[34.30, None, 13.4], lat=[31.34, 1.0, 52.5])
        >>> found["name"].fillna("").tolist(), found["distance_m"].round(-2).tolist()
        (['Khan Yunis', '', 'Kreuzberg'], [600.0, nan, 200.0])
        """
        from gazetteer.frames import Points

        self._check_kind(kind)
        points = Points(lon, lat)
        places: list[Place | None] = [None] * len(points.lons)
        metres = [math.nan] * len(points.lons)
        known: dict[str, Place] = {}
        for at, (place_id, distance) in enumerate(self._nearest_ids(points, kind)):
            if place_id is not None:
                places[at] = known.get(place_id) or known.setdefault(place_id, self.get(place_id))
                metres[at] = distance
            elif near := self.nearest(lon=points.lons[at].item(), lat=points.lats[at].item(), kind=kind):
                places[at], metres[at] = near[0]
        return points.frame(places, distance_m=metres)

    def _nearest_ids(self, points: Points, kind: str | None) -> Iterator[tuple[str | None, float]]:
        """Yield the id of the nearest place of each point with its distance; `None` where `nearest` has to be asked."""
        index = self._indexes.get(kind)
        if index is None and len(points.lons) >= _WORTH_AN_INDEX:
            from gazetteer.point_index import PointIndex

            codes = [self._codes[k] for k in (_POINTLIKE if kind is None else (kind,))]
            listed = self._rows.points(codes, most=_MOST_INDEXED)
            if listed is not None:
                index = self._indexes[kind] = PointIndex(*listed)
        if index is None:
            return itertools.repeat((None, math.nan), len(points.lons))
        found = index.nearest(points.lons, points.lats)
        return (
            (index.ids[number] if number >= 0 else None, metres)
            for number, metres in zip(found.numbers.tolist(), found.metres.tolist(), strict=True)
        )

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


def _reopen(path: Path, attached: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(path, attached=attached)


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
        Files that `dateline gazetteer import` or `gazetteer.import_places` made; without any, this is `default()`.

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


def nearest_many(
    *, lon: ArrayLike | pd.Series[Any], lat: ArrayLike | pd.Series[Any], kind: str | None = None
) -> pd.DataFrame:
    """Find the nearest place of the bundled gazetteer for each point of a column; see `Gazetteer.nearest_many`."""
    return default().nearest_many(lon=lon, lat=lat, kind=kind)
