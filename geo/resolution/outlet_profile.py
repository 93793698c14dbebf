"""Profile of an outlet: the places that its other reports name, which show where it is based.

The Athens of a paper whose other reports name Decatur, Etowah and Knoxville lies in Tennessee. No list of outlets is
kept; what one batch of reports says is forgotten with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gazetteer.geodesy import MEAN_RADIUS_M
from gazetteer.names import fold
from geo.resolution.candidates import division_of
from geo.resolution.features import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.place import Place
    from geo.resolution.candidates import CandidateArrays, Floats

OUTLET: Final[tuple[str, ...]] = (
    "other reports in its division",
    "other reports near it",
    "other reports elsewhere",
)
"""Columns of the matrix that `OutletProfile.features` makes."""

MAX_PLACES: Final = 80
"""Places of a paper that are heard."""
_SURE: Final = 0.3
_LOCAL: Final = ("settlement", "admin2", "facility", "landform", "admin1")
_TIGHT: Final = [
    KINDS.index(kind) for kind in ("settlement", "admin2", "facility", "landform", "water", "region")
]
_EARTH_KM: Final = MEAN_RADIUS_M / 1_000

ProbablePlaces = dict[tuple[str, str], tuple[float, "Place"]]
"""(name, id of the place) to how likely it was meant, and the place."""


def probable_places(arrays: CandidateArrays, likely: Floats) -> ProbablePlaces:
    """Return the towns and states that a report probably names."""
    probable: ProbablePlaces = {}
    for name, rows in arrays.blocks():
        if not name.uses or not name.matches:
            continue
        chances = likely[rows][:-1]
        best = int(np.argmax(chances))
        place = name.matches[best].place
        if chances[best] >= _SURE and place.kind in _LOCAL:
            probable[fold(name.text), place.id] = float(chances[best]), place
    return probable


class OutletProfile:
    """The places of an outlet's reports."""

    def __init__(self) -> None:
        self._total: dict[tuple[str, str], float] = {}
        self._places: dict[str, Place] = {}
        self._reports = 0

    def add(self, probable: ProbablePlaces) -> None:
        """Add a report."""
        self._reports += 1
        for key, (chance, place) in probable.items():
            self._total[key] = self._total.get(key, 0.0) + chance
            self._places[place.id] = place

    def features(self, arrays: CandidateArrays, own: ProbablePlaces) -> Floats:
        """Compute the features of each candidate of a report from the outlet's other reports.

        Parameters
        ----------
        arrays
            The report.
        own
            What it says itself, which does not count.

        Returns
        -------
        array
            One row a candidate, a column for each of `OUTLET`; zeros when there are no other reports.
        """
        found = np.zeros((len(arrays.owner), len(OUTLET)))
        others = self._reports - 1
        heard = self._others(own) if others > 0 else {}
        if not heard:
            return found
        keys = sorted(heard, key=lambda key: (-heard[key], key))[:MAX_PLACES]
        places = [self._places[place] for _, place in keys]
        weight = np.array([heard[key] for key in keys]) / others
        # A name's own uses elsewhere were chosen in the same way, wrong or right: they are no evidence.
        names = [fold(name.text) for name in arrays.names]
        index = {name: i for i, name in enumerate(names)}
        place_name = np.array([index.get(name, -1) for name, _ in keys])
        w = np.where(arrays.owner[:, None] != place_name[None, :], weight[None, :], 0.0)
        division = np.array(
            [arrays.divisions.get((place.country, division_of(place)), -2) for place in places]
        )
        tight = np.isin(arrays.kind, _TIGHT)
        near = tight[:, None] & np.array([place.kind != "admin1" for place in places])[None, :]
        lon, lat = np.radians([place.lon for place in places]), np.radians([place.lat for place in places])
        unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        km = _EARTH_KM * np.arccos(np.clip(arrays.unit @ unit.T, -1.0, 1.0))
        by_division = (w * (arrays.division[:, None] == division[None, :])).sum(1)
        by_distance = (w * near * np.exp(-km / 60.0)).sum(1)
        columns = {
            "other reports in its division": by_division / (0.5 + by_division),
            "other reports near it": by_distance / (0.3 + by_distance),
            "other reports elsewhere": tight
            * w.sum(1)
            / (1.0 + w.sum(1))
            * np.clip(1.0 - 3.0 * (by_division + by_distance), 0.0, 1.0),
        }
        found = np.stack([columns[name] for name in OUTLET], axis=1)
        found[arrays.place < 0] = 0.0
        return found

    def _others(self, own: ProbablePlaces) -> Mapping[tuple[str, str], float]:
        return {
            key: rest
            for key, total in self._total.items()
            if (rest := total - (own[key][0] if key in own else 0.0)) > 0.01
        }
