"""The table of events as a GeoDataFrame that knows its column `type` and the set it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import geopandas as gpd

if TYPE_CHECKING:
    import pandas as pd

    from geo.event_set import EventSet


class EventTable(gpd.GeoDataFrame):
    """`EventSet.events`: a GeoDataFrame in which `table.type` is the column, as `table.status` is.

    Of a plain GeoDataFrame `type` is the type of the geometries (here `geom_type`), so that the filter
    `table[table.type == "AID"]` would quietly give no rows. Rows that are chosen, sorted or copied keep the set that
    they came from, for `maps.show`; it is never pickled: a table that is handed on does not take the reports with it.
    """

    _metadata: ClassVar[list[str]] = ["_geometry_column_name", "_found"]  # GeoPandas' own, and ours
    _found: EventSet | None = None

    @property
    def type(self) -> pd.Series[Any]:
        """Return the column of that name; without it the types of the geometries, as in GeoPandas."""
        return self["type"] if "type" in self.columns else self.geom_type

    @property
    def _constructor(self) -> Any:
        make = super()._constructor  # type: ignore[misc]

        def made(*args: Any, **options: Any) -> Any:
            return _ours(make(*args, **options))

        return made

    def _constructor_from_mgr(self, mgr: Any, axes: Any) -> Any:
        return _ours(super()._constructor_from_mgr(mgr, axes))  # type: ignore[misc]

    def to_json(self, *arguments: Any, **options: Any) -> str:  # type: ignore[override]
        """Return GeoJSON as GeoPandas does, with days as YYYY-MM-DD, of which its encoder knows nothing."""
        options.setdefault(
            "default", lambda value: str(value.date()) if hasattr(value, "date") else str(value)
        )
        return str(super().to_json(*arguments, **options))

    def __getstate__(self) -> dict[str, Any]:
        state: Any = super().__getstate__()
        return {**state, "_found": None}


def of_set(table: gpd.GeoDataFrame, event_set: EventSet) -> EventTable:
    """Return a table of events with a reference to the set that it was made from."""
    made: EventTable = _ours(table)
    made._found = event_set  # noqa: SLF001 (our own)
    return made


def set_of(table: object) -> EventSet | None:
    """Return the set that a table, or a selection of it, was made from; `None` where it is not known."""
    return table._found if isinstance(table, EventTable) else None  # noqa: SLF001 (our own)


def _ours(table: Any) -> Any:
    """Set the class of a GeoDataFrame to `EventTable`; a DataFrame without geometry is returned unchanged."""
    if type(table) is gpd.GeoDataFrame:
        table.__class__ = EventTable
    return table
