"""Online tiles: only by name, only from their own host, only without a key."""

import pytest

from geo.event_set import EventSet
from maps import offline, tiles
from maps.basemap import EMPTY, Basemap
from maps.cli import run
from maps.errors import UnknownTiles
from maps.event_map import EventMap

BUILT = pytest.mark.skipif(not offline.VENDOR.is_dir(), reason="the front-end files are made by the build")


def document(**options):
    return EventMap(EventSet(), basemap=Basemap(world=EMPTY), **options).document()


@BUILT
def test_the_policy_lets_in_pictures_of_that_host_alone():
    page = document(tiles="esri worldgraycanvas")
    assert "img-src data: blob: https://server.arcgisonline.com;" in page
    assert "default-src 'none'" in page
    assert "connect-src" not in page
    assert "Esri" in page
    assert document(tiles="Esri.WorldGrayCanvas") == page


@BUILT
def test_without_tiles_no_host_is_named_in_the_policy():
    policy = document().split("Content-Security-Policy")[1].split(">")[0]
    assert "https:" not in policy


def test_a_provider_that_is_unknown_or_wants_a_key_is_told():
    with pytest.raises(UnknownTiles, match="no such provider"):
        tiles.layer("Nobody.Nowhere")
    with pytest.raises(UnknownTiles, match="asks for a key"):
        tiles.layer("MapTiler.Streets")


def test_the_command_tells_before_the_work(tmp_path, capsys):
    report = tmp_path / "report.txt"
    report.write_text("Nothing.")
    assert run(["map", str(report), "-o", str(tmp_path / "m.html"), "--tiles", "Nobody"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", "https://*.tile.example.org"),
        ("https://tile.example.org:8443/{z}/{y}/{x}", "https://tile.example.org:8443"),
    ],
)
def test_the_origin_of_an_address(url, expected):
    assert tiles.origin(url) == expected


@pytest.mark.parametrize(
    "url", ["http://a.org/{z}", "//a.org/{z}", "https://a.org; script-src *", "https://*/{z}", ""]
)
def test_other_addresses_are_refused(url):
    with pytest.raises(UnknownTiles):
        tiles.origin(url)
