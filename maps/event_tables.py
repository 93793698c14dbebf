"""Tables of events for files: with what each is called, and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.io.columns import objects
from maps.titles import with_labels

if TYPE_CHECKING:
    import geopandas as gpd


def frame_csv(table: gpd.GeoDataFrame, *, header: bool = True, wkt: bool = False) -> str:
    """Return a GeoDataFrame as CSV, without its geometries or with them as WKT.

    Parameters
    ----------
    table
        In EPSG:4326.
    header
        Begin with the names of the columns.
    wkt
        Add the geometries with six decimals, empty where there is none. Their column is called `WKT`: by that name GDAL
        knows geometries, and with it QGIS and GeoPandas.
    """
    shapes = {"WKT": table.geometry.to_wkt(rounding_precision=6)} if wkt else {}
    text: str = table.drop(columns="geometry").assign(**shapes).to_csv(index=False, header=header)
    return text


def labelled(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table of events with what each is called in a column `label`, behind `mode`."""
    codes = {name: table[name].astype(object).where(table[name].notna(), None) for name in ("type", "mode")}
    columns = with_labels({name: objects(values) for name, values in codes.items()})
    made = table.copy()
    made.insert(
        list(table.columns).index("mode") + 1, "label", pd.Series(columns["label"], made.index, "string")
    )
    return made
