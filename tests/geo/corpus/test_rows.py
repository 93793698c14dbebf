import datetime

import pytest
import shapely

from geo.corpus import rows
from geo.corpus.unit import ReportContents
from geo.io.columns import SCHEMAS
from geo.records import Failure, Report


def reading(name, **fields):
    return ReportContents(
        report=Report(id=name, text="Rain.", published=datetime.date(2024, 2, 29)), key="00", **fields
    )


@pytest.mark.parametrize("table", ["mentions", "events", "links"])
def test_tables_have_the_declared_columns(table):
    assert rows.schema(table).names == [*SCHEMAS[table], "geometry"]


def test_rows_come_back_as_they_were(make_mention, make_event):
    mention = make_mention(report="a")
    some = [
        reading("a", mentions=(mention,), events=(make_event(report="a"),)),
        reading("b", failure=Failure(where="b", stage="dateline_places", why="it broke")),
    ]
    tables = rows.unpacked(rows.packed(some, "f" * 12))
    first, second = tables["reports"].to_pylist()
    assert (first["id"], first["mentions"], first["events"], first["error"]) == ("a", 1, 1, None)
    assert first["published"].date() == datetime.date(2024, 2, 29) and first["reader"] == "f" * 12
    assert (second["failed_at"], second["error"]) == ("dateline_places", "it broke")
    (row,) = tables["mentions"].to_pylist()
    assert row["name"] == mention.place.name and shapely.from_wkb(row["geometry"]) == mention.geometry
    (records,) = tables["records"].to_pylist()
    assert rows.event_set_of(records["records"]).mention_records == (mention,)


def test_joined_rows_are_those_of_both(make_mention):
    one, other = (reading(name, mentions=(make_mention(report=name),)) for name in "ab")
    together = rows.packed([one, other], "x")
    assert rows.joined([rows.packed([one], "x"), rows.packed([other], "x")]) == together


def test_an_outline_that_several_mentions_share_is_simplified_once(monkeypatch):
    calls = []
    monkeypatch.setattr(rows, "simplified", lambda shape: (calls.append(shape) or shape, 0.0))
    shape, same = shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1)
    assert rows.coarse(shape) is rows.coarse(shape) and len(calls) == 1
    rows.coarse(same)
    assert len(calls) == 2 and rows.coarse(None) is None
