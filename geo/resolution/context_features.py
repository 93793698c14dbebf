"""Features of a candidate from a report's other names, given how likely each of their places is so far.

Nothing here is quadratic in the report: at most `MAX_CONTEXT_ROWS` likely places of other names are weighed.
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
"""Likely places that are weighed."""
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
    "people within 250 km of places",  # log10 of its own: of towns near the others the largest
    "container follows",
    "another container follows",
    "another container follows, one candidate fits",  # "Paris, Mo.": one of the name lies in what follows
    "may lie in what follows",  # whatever it is taken for so far
    "may contain the place named before",
    "area in apposition",  # "Tripoli, in northern Lebanon"
    "another area in apposition",
    "lies outside the area in apposition, one candidate fits",
    "listed with a division of its country",  # "Sinaloa and Durango" are two states
    "listed with a town of its country",  # "Durango and Monterrey" are two towns
    "listed with a country",  # "Jordan and Egypt" are two countries
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
_LEAST: Final = 0.02  # a place less likely than that is not weighed
_AREAS: Final = 6  # candidates of an area's name that may contain the place named before it
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
        One row a candidate, a column for each of `JOINT`; zeros for the rows of no place.
    """
    rows = len(arrays.name_index)
    found = np.zeros((rows, len(JOINT)))
    context = _context_rows(arrays, likely)
    for first in range(0, rows, _BLOCK):
        block = slice(first, min(first + _BLOCK, rows))
        found[block] = _block(arrays, likely, context, block)
    found[arrays.place < 0] = 0.0
    return found


def _context_rows(arrays: CandidateArrays, likely: Floats) -> np.ndarray:
    """Choose the rows that are weighed: the likeliest places, of names that are used often first."""
    uses = np.array([1 + np.log1p(len(name.uses)) for name in arrays.names])
    rows = np.flatnonzero((likely > _LEAST) & (arrays.place >= 0))
    order = np.argsort(-likely[rows] * uses[arrays.name_index[rows]], kind="stable")
    return np.sort(rows[order[:MAX_CONTEXT_ROWS]])


def _block(arrays: CandidateArrays, likely: Floats, context: np.ndarray, block: slice) -> Floats:
    name_index, kind = arrays.name_index[block], arrays.kind[block]
    country, division, place = arrays.country[block], arrays.division[block], arrays.place[block]
    c_name_index, c_kind, c_place = arrays.name_index[context], arrays.kind[context], arrays.place[context]
    outlet = np.array([name.outlet for name in arrays.names], dtype=bool)
    spoken = np.array([bool(name.uses) for name in arrays.names], dtype=bool)
    # A place under several names ("U.S.", "American") counts as one.
    same = c_place[:, None] == c_place[None, :]
    # A town that is only a namesake is believed by a third: Jordan in Hong Kong is no witness for Victoria there.
    namesake = arrays.own_features[:, OWN.index("namesake")] > 0
    chance = likely[context] * np.where(namesake[context], 0.3, 1.0)
    weight = (
        chance * np.where(same, chance[None, :], 0.0).max(1, initial=0.0) / np.maximum(same @ chance, 1e-9)
    )
    # "Paris, Texas" says nothing for the Paris of "Paris, France".
    spelling, c_spelling = arrays.spelling[name_index], arrays.spelling[c_name_index]
    other = (spelling[:, None] != c_spelling[None, :]).astype(float)
    # Who writes "Mexico City" does not call it Mexico too.
    itself = namesake[block][:, None] & (place[:, None] == c_place[None, :])
    used = other * spoken[c_name_index][None, :] * ~itself
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
            (km < np.maximum(arrays.radius_km[context], 60.0)[None, :])
            & ~c_is_country
            & ~c_is_admin1
            & town[:, None]
        )
    ) & distinct
    holds = distinct & (
        (in_country & is_country[:, None] & ~c_is_country)
        | (in_division & is_admin1[:, None] & ~(c_is_admin1 | c_is_country))
        | (
            (km < np.maximum(arrays.radius_km[block], 60.0)[:, None])
            & ~(is_country | is_admin1)[:, None]
            & c_tight
            & tight[:, None]
        )
    )
    close = _pairs(arrays.closeness, name_index, c_name_index)
    beside = _pairs(dict.fromkeys(arrays.comma_pairs, 1.0), name_index, c_name_index)
    before = _pairs({(b, a): 1.0 for a, b in arrays.comma_pairs}, name_index, c_name_index)
    lead = used * np.isin(c_name_index, list(arrays.lead_names))[None, :]
    from_outlet = other * outlet[c_name_index][None, :] * chance[None, :]
    near = tight[:, None] * (c_tight & ~c_is_country)[None, :]

    def most(values: Floats) -> Floats:
        highest: Floats = values.max(1, initial=0.0)
        return highest

    def votes(values: Floats) -> Floats:
        total: Floats = values.sum(1)
        return total / (1.0 + total)

    # "Iraq, Iran" is a list of countries, not the Iraq that lies in Iran.
    # "Georgia, USA" is no list: a state of that name lies in what follows.
    contained = beside.astype(bool) & c_is_country & _any_of_name(inside & is_admin1[:, None], name_index)
    listed = (arrays.own_features[block, OWN.index("namesake")] > 0)[:, None] & c_is_country
    beside_in, beside_other = _contained(beside * p, inside & ~listed, c_is_country | c_is_admin1)
    country_votes, division_votes = votes(w * in_country), votes(w * in_division)
    near_60, near_250 = (votes(w * near * np.exp(-km / reach_km)) for reach_km in (60.0, 250.0))
    outlet_division, outlet_near = (
        most(from_outlet * in_division),
        most(from_outlet * near * np.exp(-km / 80.0)),
    )
    all_votes = w.sum(1)
    own_name = outlet[name_index]
    address = arrays.address_match[block]
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
        "places within 250 km": near_250,
        "people within 250 km of places": near_250 * arrays.own_features[block, OWN.index("population")],
        "container follows": beside_in,
        "another container follows": beside_other,
        **_apposed(arrays, block, context, p, inside),
        **_of_pairs(arrays, block, beside_other),
        **_listed(arrays, block, context, p, in_country & distinct),
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
        "first and isolated": alone * arrays.own_features[block, OWN.index("first")],
    }
    return np.stack([columns[name] for name in JOINT], axis=1)


def _contained(pairs: Floats, inside: NDArray[np.bool_], areas: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return by row how likely the name beside is an area that holds it, and how likely another area."""
    holds: Floats = (pairs * inside).max(1, initial=0.0)
    other: Floats = np.clip((pairs * areas).max(1, initial=0.0) - holds, 0.0, 1.0)
    return holds, other


def _apposed(
    arrays: CandidateArrays, block: slice, context: Integers, chance: Floats, inside: NDArray[np.bool_]
) -> dict[str, Floats]:
    """Compute the columns of the area that a name is said to lie in: "Tripoli, in northern Lebanon"."""
    pairs = dict.fromkeys(arrays.apposed_pairs, 1.0)
    apposed = _pairs(pairs, arrays.name_index[block], arrays.name_index[context])
    areas = np.isin(arrays.kind[context], [_CODE["country"], _CODE["admin1"]])
    holds, other = _contained(apposed * chance, inside, areas)
    return {"area in apposition": holds, "another area in apposition": other}


def _listed(
    arrays: CandidateArrays, block: slice, context: Integers, chance: Floats, compatriots: NDArray[np.bool_]
) -> dict[str, Floats]:
    """Compute the columns of what a name is listed with: lists are of one kind of place."""
    if not arrays.listed_pairs:
        return {name: np.zeros(chance.shape[0]) for name in JOINT if name.startswith("listed with ")}
    pairs = dict.fromkeys(arrays.listed_pairs, 1.0)
    p = _pairs(pairs, arrays.name_index[block], arrays.name_index[context]) * chance

    def of_kind(kind: str) -> NDArray[np.bool_]:
        code = _CODE[kind]
        alike: NDArray[np.bool_] = (arrays.kind[block] == code)[:, None] & (arrays.kind[context] == code)[
            None, :
        ]
        return alike

    return {
        "listed with a division of its country": (p * (of_kind("admin1") & compatriots)).max(1, initial=0.0),
        "listed with a town of its country": (p * (of_kind("settlement") & compatriots)).max(1, initial=0.0),
        "listed with a country": (p * (of_kind("country") & ~compatriots)).max(1, initial=0.0),
    }


def _of_pairs(arrays: CandidateArrays, block: slice, beside_other: Floats) -> dict[str, Floats]:
    """Compute the columns of what one of a name's candidates fits, whatever the others are taken for so far."""
    fits, holds, said = _possible_pairs(arrays, block)
    one_fits = _any_of_name(fits[:, None], arrays.name_index[block])[:, 0]
    return {
        "another container follows, one candidate fits": beside_other * one_fits,
        "may lie in what follows": fits.astype(float),
        "may contain the place named before": holds.astype(float),
        "lies outside the area in apposition, one candidate fits": (said & one_fits & ~fits).astype(float),
    }


def _possible_pairs(
    arrays: CandidateArrays, block: slice
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return by row whether it fits the area behind it, holds the name before it, and has an area in apposition.

    Only countries, states and provinces are areas here, the first few of a name; how likely they are is not asked, so
    that "Bremen, Georgia" tells which Bremen and which Georgia together.
    """
    rows = len(arrays.name_index)
    fits, holds, said = (np.zeros(rows, dtype=bool) for _ in range(3))
    country, division, kind = arrays.country, arrays.division, arrays.kind
    for one, other in arrays.comma_pairs | arrays.apposed_pairs:
        towns, areas = arrays.names[one], arrays.names[other]
        small = np.arange(towns.first, towns.first + len(towns.matches))
        said[small] |= (one, other) in arrays.apposed_pairs
        for row in range(areas.first, areas.first + min(len(areas.matches), _AREAS)):
            if kind[row] == _CODE["country"]:
                within = (country[small] == country[row]) & (kind[small] != _CODE["country"])
            elif kind[row] == _CODE["admin1"]:
                within = (division[small] == division[row]) & (division[row] >= 0)
                within &= (kind[small] != _CODE["country"]) & (kind[small] != _CODE["admin1"])
            else:
                continue
            fits[small[within]] = True
            holds[row] |= within.any()
    return fits[block], holds[block], said[block]


def _any_of_name(holds: NDArray[np.bool_], name_index: Integers) -> NDArray[np.bool_]:
    """Spread what holds for one candidate of a name over all of them."""
    names, index = np.unique(name_index, return_inverse=True)
    found = np.zeros((len(names), holds.shape[1]), dtype=bool)
    np.logical_or.at(found, index, holds)
    return found[index]


def _pairs(pairs: dict[tuple[int, int], float], name_index: np.ndarray, c_name_index: np.ndarray) -> Floats:
    """Spread values of pairs of names over rows and context candidates."""
    columns = {int(name): np.flatnonzero(c_name_index == name) for name in np.unique(c_name_index)}
    found = np.zeros((len(name_index), len(c_name_index)))
    if not len(name_index):
        return found
    low, high = int(name_index[0]), int(name_index[-1])
    for (one, other), value in pairs.items():
        if low <= one <= high and other in columns:
            rows = slice(*np.searchsorted(name_index, [one, one + 1]))
            found[rows, columns[other]] = value
    return found
