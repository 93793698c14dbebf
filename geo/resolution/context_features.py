"""Features of a candidate from a report's other names, given how likely each of their places is so far.

Nothing here is quadratic in the report: at most `MAX_CONTEXT_ROWS` likely places of other names are heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gazetteer.geodesy import MEAN_RADIUS_M
from geo.resolution.features import KINDS, OWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.resolution.candidates import CandidateArrays, Floats, Integers

MAX_CONTEXT_ROWS: Final = 120
"""Likely places that are heard."""
JOINT: Final[tuple[str, ...]] = (
    "share of places in its country",
    "places in its country",
    "its country named",
    "places in neighbouring countries",
    "places in its division",
    "its division named",
    "division of its country close by",
    "country close by",
    "divisions of its country named",  # other states or provinces of its country
    "contains other places",  # a country or state that holds the others
    "places within 60 km",
    "places within 250 km",
    "container follows",
    "another container follows",
    "after a place within it",
    "place in its division close by",
    "place near it close by",
    "lead in its division",
    "lead near it",
    "another name of it",
    "outlet's name in its division",
    "outlet's name near it",
    "outlet's name, settlement",
    "outlet's name, large area",
    "address in its country",
    "address in another country",
    "isolated",
    "first and isolated",
)
"""Columns of the matrix that `joint_features` makes."""

_CODE: Final = {kind: i for i, kind in enumerate(KINDS)}
_EARTH_KM: Final = (
    MEAN_RADIUS_M / 1_000
)  # not by pyproj: a sphere makes one matrix product of millions of pairs
_LEAST: Final = 0.02  # a place less likely than that is not heard
_BLOCK: Final = 4_000  # rows at a time, so that a report of ten megabytes needs no gigabytes


def joint_features(arrays: CandidateArrays, likely: Floats) -> Floats:
    """Compute the features of each candidate from the other names.

    Parameters
    ----------
    arrays
        The report's names.
    likely
        0 to 1, by row: how likely each candidate is the one so far.

    Returns
    -------
    array
        One row a candidate, a column for each of `JOINT`; zeros for the rows that stand for none.
    """
    rows = len(arrays.owner)
    found = np.zeros((rows, len(JOINT)))
    context = _context_rows(arrays, likely)
    for first in range(0, rows, _BLOCK):
        block = slice(first, min(first + _BLOCK, rows))
        found[block] = _block(arrays, likely, context, block)
    found[arrays.place < 0] = 0.0
    return found


def _context_rows(arrays: CandidateArrays, likely: Floats) -> np.ndarray:
    """Choose the rows that are heard: the likeliest places, of names that are used often first."""
    uses = np.array([1 + np.log1p(len(name.uses)) for name in arrays.names])
    heard = np.flatnonzero((likely > _LEAST) & (arrays.place >= 0))
    order = np.argsort(-likely[heard] * uses[arrays.owner[heard]], kind="stable")
    return np.sort(heard[order[:MAX_CONTEXT_ROWS]])


def _block(arrays: CandidateArrays, likely: Floats, context: np.ndarray, block: slice) -> Floats:
    owner, kind = arrays.owner[block], arrays.kind[block]
    country, division, place = arrays.country[block], arrays.division[block], arrays.place[block]
    c_owner, c_kind, c_place = arrays.owner[context], arrays.kind[context], arrays.place[context]
    outlet = np.array([name.outlet for name in arrays.names], dtype=bool)
    spoken = np.array([bool(name.uses) for name in arrays.names], dtype=bool)
    # A place under several names ("U.S.", "American") counts as one.
    same = c_place[:, None] == c_place[None, :]
    # A town that is only a namesake is believed by a third: Jordan in Hong Kong is no witness for Victoria there.
    namesake = arrays.own[:, OWN.index("namesake")] > 0
    chance = likely[context] * np.where(namesake[context], 0.3, 1.0)
    weight = (
        chance * np.where(same, chance[None, :], 0.0).max(1, initial=0.0) / np.maximum(same @ chance, 1e-9)
    )
    # "Paris, Texas" says nothing for the Paris of "Paris, France".
    called, c_called = arrays.called[owner], arrays.called[c_owner]
    other = (called[:, None] != c_called[None, :]).astype(float)
    # Who writes "Mexico City" does not call it Mexico too.
    itself = namesake[block][:, None] & (place[:, None] == c_place[None, :])
    used = other * spoken[c_owner][None, :] * ~itself
    w = used * weight[None, :]
    p = used * chance[None, :]
    km = _EARTH_KM * np.arccos(np.clip(arrays.unit[block] @ arrays.unit[context].T, -1.0, 1.0))
    in_country = (country[:, None] == arrays.country[context][None, :]) & (country >= 0)[:, None]
    in_division = (division[:, None] == arrays.division[context][None, :]) & (division >= 0)[:, None]
    bordering = arrays.neighbours[country[:, None], arrays.country[context][None, :]]
    c_is_country, c_is_admin1 = c_kind == _CODE["country"], c_kind == _CODE["admin1"]
    c_tight = np.isin(c_kind, [_CODE[k] for k in ("settlement", "admin2", "facility", "landform")])
    is_country, is_admin1 = kind == _CODE["country"], kind == _CODE["admin1"]
    tight = np.isin(
        kind, [_CODE[k] for k in ("settlement", "admin2", "facility", "landform", "water", "region")]
    )
    town = np.isin(kind, [_CODE[k] for k in ("settlement", "admin2", "facility")])
    vast = np.isin(kind, [_CODE[k] for k in ("country", "continent", "region", "water")])
    distinct = place[:, None] != c_place[None, :]
    inside = (
        (in_country & c_is_country & ~is_country[:, None])
        | (in_division & c_is_admin1 & ~(is_admin1 | is_country)[:, None])
        | (
            (km < np.maximum(arrays.reach[context], 60.0)[None, :])
            & ~c_is_country
            & ~c_is_admin1
            & town[:, None]
        )
    ) & distinct
    holds = distinct & (
        (in_country & is_country[:, None] & ~c_is_country)
        | (in_division & is_admin1[:, None] & ~(c_is_admin1 | c_is_country))
        | (
            (km < np.maximum(arrays.reach[block], 60.0)[:, None])
            & ~(is_country | is_admin1)[:, None]
            & c_tight
            & tight[:, None]
        )
    )
    close = _pairs(arrays.close, owner, c_owner)
    beside = _pairs(dict.fromkeys(arrays.beside, 1.0), owner, c_owner)
    before = _pairs({(b, a): 1.0 for a, b in arrays.beside}, owner, c_owner)
    lead = used * np.array([i in arrays.lead for i in range(len(arrays.names))], dtype=bool)[c_owner][None, :]
    from_outlet = other * outlet[c_owner][None, :] * chance[None, :]
    near = tight[:, None] * (c_tight & ~c_is_country)[None, :]

    def most(values: Floats) -> Floats:
        highest: Floats = values.max(1, initial=0.0)
        return highest

    def votes(values: Floats) -> Floats:
        total: Floats = values.sum(1)
        return total / (1.0 + total)

    # "Iraq, Iran" is a list of countries, not the Iraq that lies in Iran.
    # "Georgia, USA" is no list: a state of that name lies in what follows.
    contained = beside.astype(bool) & c_is_country & _any_of_name(inside & is_admin1[:, None], owner)
    listed = (arrays.own[block, OWN.index("namesake")] > 0)[:, None] & c_is_country
    beside_in = most(beside * p * (inside & ~listed))
    country_votes, division_votes = votes(w * in_country), votes(w * in_division)
    near_60 = votes(w * near * np.exp(-km / 60.0))
    outlet_division, outlet_near = (
        most(from_outlet * in_division),
        most(from_outlet * near * np.exp(-km / 80.0)),
    )
    all_votes = w.sum(1)
    own_name = outlet[owner]
    address = arrays.address[block]
    beside_near = np.maximum(beside_in, most(close * p * np.exp(-km / 60.0) * near))
    alone = np.clip(
        1.0 - 3.0 * np.maximum.reduce([near_60, division_votes, beside_near, outlet_division]), 0.0, 1.0
    )
    columns = {
        "share of places in its country": (w * in_country).sum(1) / (0.5 + all_votes),
        "places in its country": country_votes,
        "its country named": most(p * (in_country & c_is_country & distinct)),
        "places in neighbouring countries": votes(w * bordering),
        "places in its division": division_votes,
        "its division named": most(p * (in_division & c_is_admin1 & distinct)),
        "divisions of its country named": votes(
            w * (in_country & is_admin1[:, None] & c_is_admin1 & distinct)
        ),
        "division of its country close by": most(
            close * p * (in_country & is_admin1[:, None] & c_is_admin1 & distinct)
        ),
        "country close by": most(close * p * (is_country[:, None] & c_is_country & distinct & ~contained)),
        "contains other places": votes(w * holds * ~(kind == _CODE["settlement"])[:, None]),
        "places within 60 km": near_60,
        "places within 250 km": votes(w * near * np.exp(-km / 250.0)),
        "container follows": beside_in,
        "another container follows": np.clip(
            most(beside * p * (c_is_country | c_is_admin1)) - beside_in, 0.0, 1.0
        ),
        "after a place within it": most(before * p * holds),
        "place in its division close by": most(close * p * in_division),
        "place near it close by": most(close * p * near * np.exp(-km / 60.0)),
        "lead in its division": most(lead * p * in_division),
        "lead near it": most(lead * p * near * np.exp(-km / 80.0)),
        "another name of it": most(p * ~distinct),
        "outlet's name in its division": outlet_division,
        "outlet's name near it": outlet_near,
        "outlet's name, settlement": (own_name & town).astype(float),
        "outlet's name, large area": (own_name & vast).astype(float),
        "address in its country": (address > 0).astype(float),
        "address in another country": (address < 0).astype(float),
        "isolated": (town | (kind == _CODE["landform"])) * alone,
        "first and isolated": alone * arrays.own[block, OWN.index("first")],
    }
    return np.stack([columns[name] for name in JOINT], axis=1)


def _any_of_name(holds: NDArray[np.bool_], owner: Integers) -> NDArray[np.bool_]:
    """Spread what holds for one candidate of a name over all of them."""
    names, index = np.unique(owner, return_inverse=True)
    found = np.zeros((len(names), holds.shape[1]), dtype=bool)
    np.logical_or.at(found, index, holds)
    return found[index]


def _pairs(pairs: dict[tuple[int, int], float], owner: np.ndarray, c_owner: np.ndarray) -> Floats:
    """Spread values of pairs of names over rows and context candidates."""
    columns = {int(name): np.flatnonzero(c_owner == name) for name in np.unique(c_owner)}
    found = np.zeros((len(owner), len(c_owner)))
    if not len(owner):
        return found
    low, high = int(owner[0]), int(owner[-1])
    for (one, other), value in pairs.items():
        if low <= one <= high and other in columns:
            rows = slice(*np.searchsorted(owner, [one, one + 1]))
            found[rows, columns[other]] = value
    return found
