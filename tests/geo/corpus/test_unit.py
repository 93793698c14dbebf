import shapely

from geo.corpus import rows
from geo.corpus.plan import Unit
from geo.corpus.settings import Settings
from geo.corpus.spool import Entry, Spool
from geo.corpus.unit import Task, failed_place, read_place, read_unit
from geo.records import Failure, Report


def task(folder, *entries):
    with Spool(folder / "spool") as spool:
        for entry in entries:
            spool.add(entry)
        places = [(int(row["offset"]), int(row["length"])) for row in spool.rows()]
    (folder / "units").mkdir(exist_ok=True)
    return Task(Unit("u", tuple(places)), str(folder / "spool"), str(folder / "units"), Settings(fast=True))


def reports():
    return [
        Entry(Report(id="a", text="Rebels shelled Goma on Monday. Talks were held in Sudan.")),
        Entry(Report(id="b", text="Rain fell in Lima.")),
        Entry(Report(id="c", text=""), Failure(where="c", stage="reading", why="empty")),
    ]


def test_a_unit_is_written_once_with_a_row_a_report(tmp_path):
    some = task(tmp_path, *reports())
    assert read_unit(some) == "u"
    tables = rows.unpacked(some.file.read_bytes())
    assert sorted(tables["reports"]["id"].to_pylist()) == ["a", "b", "c"]
    assert set(tables["reports"]["error"].to_pylist()) == {None, "empty"}
    assert set(tables["mentions"]["report"].to_pylist()) == {"a", "b"}
    some.file.write_bytes(b"there")
    read_unit(some)
    assert some.file.read_bytes() == b"there"


def test_reports_read_apart_are_those_read_together(tmp_path):
    some = task(tmp_path, *reports())
    read_unit(some)
    assert rows.joined(read_place(some, place) for place in some.unit.places) == some.file.read_bytes()


def test_a_report_that_cannot_be_read_keeps_its_text_and_says_why(tmp_path):
    some = task(tmp_path, reports()[0])
    table = rows.unpacked(failed_place(some, some.unit.places[0], "killed"))["reports"]
    assert table["error"].to_pylist() == ["killed"] and table["text"].to_pylist()[0].startswith("Rebels")


def test_outlines_are_simplified_and_candidates_left_out(tmp_path):
    some = task(tmp_path, reports()[0])
    read_unit(some)
    tables = rows.unpacked(some.file.read_bytes())
    (sudan,) = [
        shapely.from_wkb(row["geometry"]) for row in tables["mentions"].to_pylist() if row["name"] == "Sudan"
    ]
    assert sudan.geom_type in ("Polygon", "MultiPolygon") and shapely.get_num_coordinates(sudan) < 300
    (records,) = tables["records"]["records"].to_pylist()
    found = rows.event_set_of(records)
    assert len(found) and all(not mention.candidates for mention in found.mention_records)
    assert all(link.mention in found.mention_records for event in found for link in event.places)
