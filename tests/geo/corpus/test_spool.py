import datetime

from hypothesis import given
from hypothesis import strategies as st

from geo.corpus.spool import UNDATED, Entry, Spool, entries, key_of
from geo.records import Failure, Report

TEXT = st.text(max_size=40)
REPORT = st.builds(
    Report,
    id=TEXT,
    text=TEXT,
    title=st.none() | TEXT,
    source=st.none() | TEXT,
    published=st.none() | st.dates(),
    published_month=st.none() | st.dates(),
)
FAILURE = st.none() | st.builds(Failure, where=TEXT, stage=TEXT, why=TEXT)


@given(REPORT, FAILURE)
def test_an_entry_comes_back_as_it_was(report, failure):
    entry = Entry(report, failure)
    assert Entry.decode(entry.encode()) == entry and len(entry.encode().splitlines()) == 1


@given(st.binary(max_size=30))
def test_a_key_never_ends_in_a_zero_which_numpy_would_drop(line):
    assert len(key_of(line)) == 16 and key_of(line)[-1] != 0


def spooled(path, *reports):
    with Spool(path) as spool:
        for report in reports:
            spool.add(Entry(report))
        rows = spool.rows()
    places = zip(rows["offset"].tolist(), rows["length"].tolist(), strict=True)
    return rows, [entry.report for entry in entries(path, places)]


def test_reports_come_back_each_once_whatever_their_order(tmp_path):
    one = Report(id="a", text="Rain.", published=datetime.date(2024, 5, 1))
    other = Report(id="b", text="Snow.")
    rows, found = spooled(tmp_path / "s", one, other, one)
    assert sorted(report.id for report in found) == ["a", "b"]
    assert set(rows["day"].tolist()) == {UNDATED, datetime.date(2024, 5, 1).toordinal()}
    again, _ = spooled(tmp_path / "t", other, one)
    assert rows[["id", "key", "day"]].tolist() == again[["id", "key", "day"]].tolist()


def test_reports_with_one_id_are_told_apart_by_their_content(tmp_path):
    three = [Report(id="a", text=text) for text in ("Rain.", "Snow.", "Hail.")]
    taken = Report(id="a#2", text="Fog.")
    _, found = spooled(tmp_path / "s", *three, taken)
    _, again = spooled(tmp_path / "t", taken, *reversed(three))
    assert {(report.id, report.text) for report in found} == {(report.id, report.text) for report in again}
    assert sorted(report.id for report in found) == ["a", "a#2", "a#3", "a#4"]
    assert {report.text for report in found if report.id == "a#2"} == {"Fog."}


def test_what_is_added_as_absent_gives_way_to_what_is_there(tmp_path):
    with Spool(tmp_path / "s") as spool:
        spool.add(Entry(Report(id="a", text="New.")))
        for name in ("a", "b"):
            spool.add_absent(Entry(Report(id=name, text="Old."), known_key="ab" * 16))
        found = {spool.entry(row).report.id: spool.entry(row) for row in spool.rows()}
    assert {name: entry.report.text for name, entry in found.items()} == {"a": "New.", "b": "Old."}
    assert found["b"].key == "ab" * 16
