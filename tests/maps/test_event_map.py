"""Saving and showing: whole or not at all, and in a frame of its own."""

import html
import json
import re

import folium
import pytest

from geo.event_set import EventSet
from geo.records import Report
from maps import export, figure, offline
from maps.basemap import EMPTY, Basemap
from maps.errors import FileExists
from maps.event_map import EventMap, save, show
from maps.notebook_frame import parts_of
from maps.strings import load_strings
from maps.titles import heading

pytestmark = pytest.mark.skipif(
    not offline.VENDOR.is_dir(), reason="the front-end files are made by the build"
)
NOTHING = EventSet()


def empty_map(**options):
    return EventMap(NOTHING, basemap=Basemap(world=EMPTY), **options)


def test_it_is_a_folium_map():
    assert isinstance(empty_map(), folium.Map)


def test_saving_writes_the_document(tmp_path):
    made = empty_map(title="A title")
    made.save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == made.document()
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_every_map_names_its_sources():
    page = empty_map().document()
    shown = re.search(r'"map.credits": "([^"]+)"', page)
    assert shown is not None
    assert "places: GeoNames (CC BY 4.0)" in shown[1]
    assert "outlines: Natural Earth" in shown[1]
    assert re.search(r'addAttribution\(\w+\("map.credits"\)\)', page)


def test_a_file_that_is_there_stays_unless_asked(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("mine")
    with pytest.raises(FileExists):
        empty_map().save(path)
    assert path.read_text() == "mine"
    empty_map().save(path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_failure_leaves_nothing_behind(tmp_path, monkeypatch):
    made = empty_map()
    monkeypatch.setattr(made, "document", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made.save(tmp_path / "map.html")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_oserror(tmp_path):
    with pytest.raises(OSError, match="no such folder"):
        empty_map().save(tmp_path / "missing" / "map.html")


def test_a_notebook_gets_a_sandboxed_frame_of_the_same_document():
    made = empty_map(height=432)
    frame = made._repr_html_()
    page, document = html.unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]), made.document()
    assert parts_of(page) == [
        list(part) for part in re.findall(r"<(script|style)>(.*?)</\1>", document, re.DOTALL)
    ]
    assert re.findall(r'octet-stream" id="\w+">[^<]*', document)[0] in page
    assert len(frame) < len(document) * 0.6
    allowed = set(re.findall(r"'sha256-[^']+'", document))
    assert (
        allowed < set(re.findall(r"'sha256-[^']+'", page))
        and len(set(re.findall(r"'sha256-[^']+'", page))) == len(allowed) + 1
    )
    assert "height:432px" in frame
    assert "allow-same-origin" not in frame


def test_save_and_show_take_an_empty_set(tmp_path):
    save(NOTHING, tmp_path / "map.html", title="Nothing yet")
    assert "<title>Nothing yet</title>" in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert show(NOTHING, height=300).frame_height == 300


@pytest.mark.parametrize(
    ("reports", "title"),
    [
        ([], "No reports"),
        ([Report(id="a", text="", title="Floods in Kent")], "Floods in Kent"),
        ([Report(id="a.txt", text="")], "Events in a.txt"),
        ([Report(id=str(n), text="", title="T") for n in range(1200)], "Events in 1,200 reports"),
    ],
)
def test_a_title_is_made_from_the_reports(reports, title):
    assert heading(EventSet(tuple(reports)), load_strings()) == title


def test_events_whose_reports_are_not_there_have_a_title(make_event):
    assert heading(EventSet((), (make_event(),)), load_strings()) == "Events"


def test_rows_and_lists_of_events_are_mapped_exported_and_drawn(tmp_path, make_event):
    found = EventSet(
        (Report(id="r1", text="", title="The report"),),
        (make_event(id="a"), make_event(id="b", type="PROTEST")),
    )
    rows = found.events[found.events.type == "PROTEST"]
    assert [event.id for event in show(rows).found] == ["b"]
    assert show(rows).title == "The report"
    assert [event.id for event in show(list(found)).found] == ["a", "b"]
    save(rows, tmp_path / "map.html")
    export(rows, tmp_path / "events.geojson")
    assert [one["id"] for one in json.loads((tmp_path / "events.geojson").read_text())["features"]] == ["b"]
    figure(rows)
    for draw in (
        show,
        figure,
        lambda some: save(some, tmp_path / "x.html"),
        lambda some: export(some, tmp_path / "x.csv"),
    ):
        with pytest.raises(TypeError, match="takes an EventSet"):
            draw("seeds/")


def test_a_map_says_what_it_is(make_event):
    found = EventSet((make_event(),))
    told = repr(EventMap(found, title="A title"))
    assert told == f"<EventMap 'A title' of {found!r}; save('map.html') writes it>"


def test_what_has_no_place_is_mapped_and_exported(tmp_path, make_event):
    found = EventSet((Report(id="r1", text="Talks."),), (make_event(where=None, places=()),))
    for given in (EventSet(), found, found.events, EventSet([])):
        assert show(given)._repr_html_().startswith("<iframe")
        assert EventSet._repr_html_(show(given).found)
        save(given, tmp_path / "m.html", overwrite=True)
        figure(given)
        for suffix in (".gpkg", ".geojson", ".csv", ".fgb", ".kml", ".parquet", ".jsonl", ".geojsonl"):
            assert export(given, tmp_path / f"e{suffix}", overwrite=True).is_file()
