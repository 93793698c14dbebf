"""GeoPackage: layers by GDAL, and the records of a set as a table."""

import contextlib
import sqlite3

import pytest

from geo.errors import UnreadableSet
from geo.event_set import EventSet
from maps.writers import export


def test_another_geopackage_is_refused(make_event, tmp_path):
    path = export(EventSet((), (make_event(),), ()), tmp_path / "e.gpkg", records=True)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE dateline_records SET record = '{' WHERE kind = 'event'")
    with pytest.raises(UnreadableSet):
        EventSet.from_file(path)
