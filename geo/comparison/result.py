"""What a comparison found: its pairs and events as tables, and precision, recall and F1, whole and by part."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np

from geo.comparison.day_columns import NO_DAY, date_of
from geo.comparison.event_columns import REASONS
from geo.comparison.matching import MATCHED, NOTHING_NEAR, OTHER_TYPE, TAKEN, matches_by_chance
from geo.comparison.taxonomies import root_of
from geo.io.columns import CRS
from geo.plurals import counted

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo.comparison.event_columns import EventColumns
    from geo.comparison.matching import Matches, Tolerance
    from geo.comparison.scores import Weights
    from geo.event_set import EventSet

Part = Literal["type", "country", "admin1", "month", "year"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
"""By what a comparison can be split up."""

UNMATCHED: Final = (TAKEN, OTHER_TYPE, NOTHING_NEAR)
_Z: Final = 1.959964
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Comparison:
    """Events of one table matched one to one with those of a reference.

    Precision is the share of the compared events found that are matched, recall that of the reference; what cannot be
    compared is in neither, and counted by reason in `summary`.

    Attributes
    ----------
    found, reference
        Both tables as columns.
    matches
        The pairs, and the outcome of every row.
    tolerance, weights
        What they were matched with.
    event_set
        Where the events found came as a set, that set, for `maps.comparison_map`.

    Examples
    --------
    >>> import pandas as pd, geo
    >>> ours = pd.DataFrame({"day": ["2024-05-13"], "lon": [29.2], "lat": [-1.7], "type": ["ASSAULT"]})
    >>> theirs = pd.DataFrame({"day": ["2024-05-14", "2024-06-01"], "lon": [29.25, 29.2], "lat": [-1.7, -1.7],
    ...                        "type": ["Battles: Armed clash", "Battles: Armed clash"]})
    >>> comparison = geo.compare(ours, theirs)
    >>> comparison.precision, comparison.recall, len(comparison.pairs)
    (1.0, 0.5, 1)
    """

    found: EventColumns
    reference: EventColumns
    matches: Matches
    tolerance: Tolerance
    weights: Weights
    event_set: EventSet | None = field(default=None, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.matches)

    def __repr__(self) -> str:
        return (
            f"<Comparison: {counted(len(self), 'pair', style=',')} of {self.compared_found:,} and "
            f"{self.compared_reference:,} events; "
            f"precision {_share(self.precision)}, recall {_share(self.recall)}, F1 {_share(self.f1)}>"
        )

    def __str__(self) -> str:
        from geo.comparison.report import text

        return text(self)

    @property
    def compared_found(self) -> int:
        """Events found that can be compared."""
        return _compared(self.matches.found_outcome)

    @property
    def compared_reference(self) -> int:
        """Events of the reference that can be compared."""
        return _compared(self.matches.reference_outcome)

    @property
    def precision(self) -> float | None:
        """Share of the events found that the reference has too; `None` without any."""
        return _ratio(len(self), self.compared_found)

    @property
    def recall(self) -> float | None:
        """Share of the reference's events that were found; `None` without any."""
        return _ratio(len(self), self.compared_reference)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; `None` where there is nothing to compare."""
        return _ratio(2 * len(self), self.compared_found + self.compared_reference)

    @cached_property
    def pairs(self) -> gpd.GeoDataFrame:
        """One row a pair, sorted by the row of the event found; geometry = line between both points (EPSG:4326).

        `found` and `reference` are the ids, `days` and `km` the days between both intervals and the distance of both
        points; `time`, `space`, `type` and `actors` the agreements that make the `score`.
        """
        import geopandas as gpd
        import pandas as pd
        import shapely

        matches, (i, j) = self.matches, self.matches.pairs[:2]
        columns: dict[str, Any] = {
            "found": self.found.ids[i],
            "reference": self.reference.ids[j],
            "score": matches.score,
            "days": matches.pairs.gap_days,
            "km": (matches.pairs.metres / 1000).round(1),
        }
        for name, table, rows in (("found", self.found, i), ("reference", self.reference, j)):
            columns[f"{name}_start"] = days_column(table.start[rows])
            columns[f"{name}_end"] = days_column(table.end[rows])
            columns[f"{name}_type"] = np.asarray(table.types, dtype=object)[table.type[rows]]
            columns[f"{name}_place"] = table.places[rows]
        for name in ("time", "space", "type", "actors"):
            columns[f"{name}_agreement"] = getattr(matches, name).round(3)
        ends = np.column_stack(
            [self.found.lon[i], self.found.lat[i], self.reference.lon[j], self.reference.lat[j]]
        )
        lines: Any = shapely.linestrings(ends.reshape(-1, 2, 2)) if len(ends) else []
        frame = pd.DataFrame(columns)
        strings = [
            name for name in columns if name.endswith(("_type", "_place")) or name in ("found", "reference")
        ]
        return gpd.GeoDataFrame(frame.astype(dict.fromkeys(strings, "string")), geometry=list(lines), crs=CRS)

    @cached_property
    def events(self) -> gpd.GeoDataFrame:
        """One row an event of either table, geometry = its point (EPSG:4326), null without one.

        `side` is found or reference, `outcome` matched, why it is not, or why it cannot be compared; `with_id` is the
        id of the other event of its pair.
        """
        import pandas as pd

        sides = [self._events_of(side) for side in ("found", "reference")]
        return pd.concat(sides, ignore_index=True)

    def _events_of(self, side: Literal["found", "reference"]) -> gpd.GeoDataFrame:
        import geopandas as gpd
        import pandas as pd

        table, other = (self.found, self.reference) if side == "found" else (self.reference, self.found)
        rows, others = self.matches.pairs[:2] if side == "found" else self.matches.pairs[1::-1]
        with_id: NDArray[np.object_] = np.full(len(table), None, dtype=object)
        with_id[rows] = other.ids[others]
        score = np.full(len(table), np.nan)
        score[rows] = self.matches.score
        frame = pd.DataFrame(
            {
                "side": pd.Series([side] * len(table), dtype="string"),
                "id": pd.Series(table.ids, dtype="string"),
                "row": table.numbers,
                "outcome": pd.Series(self.outcome(side), dtype="string"),
                "with_id": pd.Series(with_id, dtype="string"),
                "score": score,
                "start": days_column(table.start),
                "end": days_column(table.end),
                "type": pd.Series(np.asarray(table.types, dtype=object)[table.type], dtype="string"),
                "root": pd.Series(self._parts_of(side, "type"), dtype="string"),
                "place": pd.Series(table.places, dtype="string"),
                "text": pd.Series(table.text, dtype="string"),
                "radius_m": np.where(np.isinf(table.radius_m), np.nan, table.radius_m),
            }
        )
        points = gpd.GeoSeries(gpd.points_from_xy(table.lon, table.lat), crs=CRS)
        points[np.isnan(table.lon)] = None
        return gpd.GeoDataFrame(frame, geometry=points)

    def outcome(self, side: Literal["found", "reference"]) -> NDArray[np.object_]:
        """Return the outcome of every event of a table, in its order; `Matches` lists them."""
        return self.matches.found_outcome if side == "found" else self.matches.reference_outcome

    def by(self, part: Part) -> pd.DataFrame:
        """Return precision and recall by part, the parts with most events first.

        A pair counts for precision where the event found is, and for recall where that of the reference is: a pair
        across a border, or of two types, is in two rows.

        Parameters
        ----------
        part
            `type` (PLOVER roots), `country` (alpha-2 codes), `admin1`, `month` or `year` of the first day.

        Returns
        -------
        pandas.DataFrame
            Index: the part. Columns: `found`, `found_matched`, `reference`, `reference_matched`, `precision`, `recall`,
            `f1` (their harmonic mean); NaN where there is nothing to divide by.

        Raises
        ------
        ValueError
            There is no such part.
        """
        import pandas as pd

        if part not in PARTS:
            raise ValueError(f"no part {part!r}: take one of {', '.join(PARTS)}")
        counts: dict[str, Counter[str]] = {}
        for side in ("found", "reference"):
            outcome = self.outcome(side)
            names = self._parts_of(side, part)
            compared = ~np.isin(outcome, REASONS)
            counts[side] = Counter(names[compared].tolist())
            counts[f"{side}_matched"] = Counter(names[outcome == MATCHED].tolist())
        keys = {*counts["found"], *counts["reference"]}
        totals = counts["found"] + counts["reference"]
        ordered = (
            sorted(keys) if part in ("month", "year") else sorted(keys, key=lambda key: (-totals[key], key))
        )
        frame = pd.DataFrame(
            {
                name: pd.Series([count[key] for key in ordered], dtype="int64")
                for name, count in counts.items()
            }
        ).set_axis(pd.Index(ordered, name=part, dtype="string"))
        frame["precision"] = frame["found_matched"] / frame["found"].where(frame["found"] > 0)
        frame["recall"] = frame["reference_matched"] / frame["reference"].where(frame["reference"] > 0)
        both = frame["precision"] + frame["recall"]
        frame["f1"] = (2 * frame["precision"] * frame["recall"] / both.where(both > 0)).where(both != 0, 0.0)
        return frame

    def _parts_of(self, side: Literal["found", "reference"], part: Part) -> NDArray[np.object_]:
        """Return of every event the part that it is in."""
        table = self.found if side == "found" else self.reference
        if part == "type":
            roots = [
                root_of(meaning) or code or _UNKNOWN
                for meaning, code in zip(table.meanings, table.types, strict=True)
            ]
            return np.asarray(roots, dtype=object)[table.type]
        if part in ("month", "year"):
            size = 7 if part == "month" else 4
            known = {
                day: date_of(day).isoformat()[:size]
                for day in np.unique(table.start).tolist()
                if day != NO_DAY
            }
            return np.array([known.get(day, _UNKNOWN) for day in table.start.tolist()], dtype=object)
        names = table.countries if part == "country" else table.divisions
        if part == "admin1":
            pairs = zip(table.countries.tolist(), names.tolist(), strict=True)
            return np.array(
                [f"{country or '?'}, {name}" if name else _UNKNOWN for country, name in pairs], dtype=object
            )
        return np.array([name or _UNKNOWN for name in names], dtype=object)

    def by_chance(self, *, shift: int = 90) -> float:
        """Return how many pairs there are on the average when the reference is moved by so many days, back and forth.

        So many match because much happens there, and not because both tables tell of the same. Where that is near the
        number of pairs, narrow the tolerances. Both tables must reach beyond the shift for the figure to mean anything.
        """
        return matches_by_chance(
            self.found, self.reference, tolerance=self.tolerance, weights=self.weights, shift=shift
        )

    def summary(self) -> dict[str, Any]:
        """Return all counts and figures as plain values, ready for JSON."""
        pairs = self.matches.pairs
        return {
            "found": self._counts_of("found"),
            "reference": self._counts_of("reference"),
            "tolerance": asdict(self.tolerance),
            "weights": asdict(self.weights),
            "pairs": len(self),
            "precision": _figure(len(self), self.compared_found),
            "recall": _figure(len(self), self.compared_reference),
            "f1": self.f1 if self.f1 is None else round(self.f1, 4),
            "score": {
                "mean": _mean(self.matches.score),
                "total": round(self.matches.total, 3),
                "at_most": round(self.matches.bound, 3),
            },
            "days": {"same": _mean(pairs.gap_days == 0), "mean": _mean(pairs.gap_days)},
            "km": {f"p{at}": _quantile(pairs.metres / 1000, at) for at in (50, 90)},
            "types": {"agree_in_full": _mean(self.matches.type >= 1), "mean": _mean(self.matches.type)},
        }

    def _counts_of(self, side: Literal["found", "reference"]) -> dict[str, Any]:
        table = self.found if side == "found" else self.reference
        outcome = Counter(self.outcome(side).tolist())
        compared = ~np.isin(self.outcome(side), REASONS)
        known = table.start[compared]
        return {
            "table": table.where,
            "format": table.title,
            "events": len(table),
            "unread_rows": table.unread,
            "rows_with_faults": len(table.faults) - table.unread,
            "geocoded": table.geocoded,
            "first_day": date_of(known.min()).isoformat() if len(known) else None,
            "last_day": date_of(table.end[compared].max()).isoformat() if len(known) else None,
            "compared": _compared(self.outcome(side)),
            "matched": outcome[MATCHED],
            "unmatched": {why: outcome[why] for why in UNMATCHED if outcome[why]},
            "not_compared": {why: outcome[why] for why in REASONS if outcome[why]},
        }


def days_column(days: NDArray[Any]) -> Any:
    """Return days since 1970-01-01 as a column of days, NaT where not known."""
    import pandas as pd

    known = days.astype("int64").astype("datetime64[D]")
    known[days == NO_DAY] = np.datetime64("NaT")
    return pd.Series(known.astype("datetime64[s]"))


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share after Wilson (1927), as if the events were independent.

    Examples
    --------
    >>> [round(value, 2) for value in interval(8, 10)]
    [0.49, 0.94]
    """
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _compared(outcome: NDArray[np.object_]) -> int:
    return int((~np.isin(outcome, REASONS)).sum())


def _figure(hits: int, of: int) -> dict[str, Any] | None:
    if not of:
        return None
    low, high = interval(hits, of)
    return {"value": round(hits / of, 4), "low": round(low, 4), "high": round(high, 4)}


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _mean(values: NDArray[Any]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None


def _quantile(values: NDArray[Any], percent: int) -> float | None:
    return round(float(np.percentile(values, percent)), 1) if len(values) else None
