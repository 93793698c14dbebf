"""The card that a notebook shows of a set is well-formed, small, and harmless."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import shapely

from geo.event_set import EventSet
from geo.io.html_summary import html, span
from geo.records import Report


def _parsed(found):
    return ET.fromstring(html(found))


def test_counts_days_and_dots(make_event, make_mention):
    when = make_event().when
    events = (make_event(type="AID"), make_event(type="AID", where=None, when=None),
              make_event(type="PROTEST", where=shapely.box(1, 1, 2, 2), when=replace(when, end=when.end.replace(day=20))))  # fmt: skip
    found = EventSet((Report(id="r", text="x"),), events, (make_mention(),))
    rows = {row[0].text: row[1].text for row in _parsed(found).iter("tr")}
    assert rows == {"events": "3, 2 with a place", "mentions": "1", "reports": "1", "days": "2023-05-09 to 2023-05-20",
                    "types": "AID 2, PROTEST 1"}  # fmt: skip
    circles = list(_parsed(found).iter("{http://www.w3.org/2000/svg}circle"))
    assert len(circles) == 2
    xs = [float(circle.get("cx")) for circle in circles]
    assert xs[0] > xs[1], "Kinshasa is east of the box"
    assert all(0 <= x <= 360 for x in xs)
    assert re.search(r'path d="M\d', html(found)), "land is drawn"


def test_an_empty_set_has_no_map():
    assert "svg" not in html(EventSet())
    assert span(EventSet()) == ""


def test_what_a_report_says_is_escaped(make_event):
    shown = html(EventSet((), (make_event(type="<script>alert(1)</script>"),), ()))
    assert "<script" not in shown and "&lt;script" in shown


@pytest.mark.parametrize("lon", [-180, 0, 180])
def test_the_window_stays_on_the_globe(make_event, lon):
    events = tuple(make_event(where=shapely.Point(lon, lat)) for lat in (-90, 90))
    title = next(_parsed(EventSet((), events, ())).iter("{http://www.w3.org/2000/svg}title")).text
    assert "longitudes -180 to 180, latitudes -90 to 90" in title


def test_the_card_of_a_big_set_is_small_and_the_plain_words_are_short(make_event):
    points = (shapely.Point(i % 360 - 180, i * 7 % 180 - 90) for i in range(30_000))
    found = EventSet((), tuple(make_event(where=point) for point in points), ())
    assert len(html(found)) < 200_000
    assert len(repr(found)) < 100 and "30000 events" in repr(found)
