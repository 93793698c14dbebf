"""A basemap of the user's own: what is let in, what is cut, and what is told in one line."""

import gzip
import importlib.util
import sys
from pathlib import Path

import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles

from geo.event_set import EventSet
from maps import own_basemap
from maps.cli import run
from maps.errors import MissingExtra, UnreadableBasemap
from maps.event_map import EventMap
from maps.packing import bytes_of

spec = importlib.util.spec_from_file_location("archive_files", Path(__file__).with_name("archive_files.py"))
archive_files = importlib.util.module_from_spec(spec)
spec.loader.exec_module(archive_files)

GAZA = {"lon": 34.45, "lat": 31.5}


@pytest.fixture
def archive(tmp_path):
    return archive_files.make(tmp_path / "gaza.pmtiles", **GAZA)


def test_a_small_archive_goes_in_as_it_is(archive):
    found = own_basemap.read(archive, wide=(34, 31, 35, 32))
    assert found.data == archive.read_bytes()
    assert (found.kind, found.min_zoom, found.max_zoom) == ("vector", 0, 12)
    assert found.bounds == pytest.approx((29.45, 26.5, 39.45, 36.5))


def test_its_credit_is_plain_text(archive):
    assert own_basemap.read(archive).attribution == "Ink & Paper maps"


def test_a_zoom_cuts_it_to_the_surroundings_of_the_events(archive):
    box = (34.3, 31.3, 34.6, 31.7)
    found = own_basemap.read(archive, wide=(30, 28, 38, 36), boxes=(box,), zoom=10)
    tiles = dict(all_tiles(MemorySource(found.data)))
    assert max(z for z, _, _ in tiles) == found.max_zoom == 10
    assert (10, *archive_files.column_row(10, **GAZA)) in tiles
    x, y = archive_files.column_row(10, 34.3, 31.7)
    assert all(column >= x and row >= y for z, column, row in tiles if z == 10)
    whole = Reader(MemorySource(archive.read_bytes()))
    assert all(tile == whole.get(*place) for place, tile in tiles.items())


def test_a_large_archive_is_cut_by_itself_and_told_when_that_is_not_enough(tmp_path, monkeypatch):
    path = archive_files.make(tmp_path / "large.pmtiles", **GAZA, filler=4000)
    monkeypatch.setattr(own_basemap, "MOST_BYTES", 200_000)
    near = own_basemap.read(path, wide=(34.4, 31.4, 34.5, 31.55))
    assert len(near.data) <= 200_000 < path.stat().st_size
    with pytest.raises(
        UnreadableBasemap, match=r"large\.pmtiles cannot be the basemap: .* --basemap-zoom 11$"
    ):
        own_basemap.read(path, wide=(30, 28, 38, 36), zoom=12)


def test_without_tiles_around_the_events_it_says_so(tmp_path):
    archive = archive_files.make(tmp_path / "near.pmtiles", **GAZA, zooms=range(8, 13))
    with pytest.raises(UnreadableBasemap, match="no tiles around the events"):
        own_basemap.read(archive, wide=(-100, 40, -99, 41), zoom=12)


def changed(data, at, value):
    return data[:at] + bytes([value]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(lambda data: b"GIF89a" + data, "it is no PMTiles archive, and version 3 is needed", id="other"),
        pytest.param(lambda data: data[:90], "it is no PMTiles archive", id="short"),
        pytest.param(lambda data: b"", "it is no PMTiles archive", id="empty"),
        pytest.param(lambda data: b"PM\2\0" + data[4:], "it is PMTiles of version 2 or older", id="version-2"),
        pytest.param(lambda data: changed(data, 7, 4), "it is PMTiles of version 4", id="version-4"),
        pytest.param(lambda data: changed(data, 99, 5), "its tiles are AVIF", id="avif"),
        pytest.param(lambda data: changed(data, 99, 99), "its kind of tiles is not known", id="unknown"),
        pytest.param(lambda data: changed(data, 98, 3), "it is compressed otherwise than with gzip", id="brotli"),
        pytest.param(lambda data: data[:127] + b"\xff" * 4000, "it is damaged", id="damaged"),
    ],
)  # fmt: skip
def test_what_is_no_basemap_is_told_in_one_line(archive, spoil, told):
    archive.write_bytes(spoil(archive.read_bytes()))
    with pytest.raises(UnreadableBasemap, match=told) as caught:
        own_basemap.read(archive, wide=(34, 31, 35, 32), zoom=9)
    assert "\n" not in str(caught.value)


def test_metadata_that_unpacks_to_gigabytes_is_not_unpacked(archive):
    data = archive.read_bytes()
    bomb = gzip.compress(b" " * 40_000_000)
    moved = data[:24] + len(data).to_bytes(8, "little") + len(bomb).to_bytes(8, "little") + data[40:] + bomb
    archive.write_bytes(moved)
    with pytest.raises(UnreadableBasemap, match="damaged"):
        own_basemap.read(archive)


def test_the_command_tells_before_the_work(tmp_path, capsys):
    report = tmp_path / "report.txt"
    report.write_text("Troops entered Gaza City on Monday.")
    wrong = tmp_path / "wrong.pmtiles"
    wrong.write_bytes(b"not tiles")
    out = tmp_path / "map.html"
    assert run(["map", str(report), "-o", str(out), "--basemap", str(wrong)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "no PMTiles archive" in told
    assert not out.exists()


def test_without_the_library_the_extra_is_named(archive, monkeypatch):
    monkeypatch.setitem(sys.modules, "pmtiles", None)
    with pytest.raises(MissingExtra, match=r"dateline\[basemap\]"):
        own_basemap.check(archive)


def test_the_page_holds_the_archive_and_what_draws_it_only_when_asked(archive, make_event):
    found = EventSet((), (make_event(),), ())
    plain = EventMap(found).document()
    made = EventMap(found, basemap=archive).document()
    assert "DatelineTiles" not in plain.replace("DatelineTiles.layerOf", "")
    assert "var DatelineTiles=" in made
    start = made.index('id="basemap">') + len('id="basemap">')
    assert bytes_of(made[start : made.index("<", start)]) == archive.read_bytes()
    assert "default-src 'none'" in made
    assert "connect-src" not in made
    assert "Protomaps LLC" in made
    assert "Protomaps LLC" not in plain
