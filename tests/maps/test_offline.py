"""The document: nothing from outside, and no script but ours."""

import base64
import hashlib
import importlib.util
import json
import re
from pathlib import Path

import branca.colormap
import folium
import folium.plugins
import geopandas
import pytest
import shapely
from branca.element import Element

from geo.event_set import EventSet
from maps import offline
from maps.basemap import EMPTY, Basemap
from maps.errors import AssetsMissing, UnknownAsset
from maps.event_map import EventMap
from maps.layers import all_layers
from maps.style import EVENTS, QUADS

pytestmark = pytest.mark.skipif(
    not offline.VENDOR.is_dir(), reason="the front-end files are made by the build"
)
ROOT = Path(__file__).parents[2]
OWN = sorted((offline.WEB / "js").rglob("*.js"))


def empty_map(**options):
    return EventMap(EventSet(), basemap=Basemap(world=EMPTY), **options)


def scripts(document):
    return re.findall(r"<script>(.*?)</script>", document, re.DOTALL)


def policy(document):
    return re.search(r'Content-Security-Policy" content="([^"]+)"', document)[1]


def test_the_policy_allows_exactly_the_scripts_of_the_page():
    document = empty_map().document()
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts(document)}
    assert set(re.findall(r"'sha256-([^']+)'", policy(document))) == hashes
    assert policy(document).startswith("default-src 'none';")
    assert "unsafe-eval" not in policy(document)


def test_the_policy_stands_before_every_script():
    document = empty_map().document()
    assert document.index("Content-Security-Policy") < document.index("<script")


def test_nothing_is_fetched():
    document = empty_map().document()
    assert not re.search(r"<(?:script|link|img)\b[^>]*\b(?:src|href)=", document)
    assert not re.search(r"url\((?!data:|#)", document)
    assert "sourceMappingURL" not in document


def test_the_title_is_text():
    document = empty_map(title='</title><script>alert(1)</script> & "x"').document()
    assert (
        "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;</title>" in document
    )


def test_the_same_events_give_the_same_document():
    assert empty_map().document() == empty_map().document()


@pytest.mark.parametrize("text", ["a</script>b", "a</SCRIPT>b", "a<!--b"])
def test_text_in_a_script_cannot_end_it(text):
    made = empty_map()
    folium.Marker([0, 0], tooltip=text).add_to(made)
    assert text not in made.document()


def test_ordinary_folium_layers_are_kept():
    made = empty_map()
    folium.Marker([10, 20], popup="hello").add_to(made)
    folium.GeoJson({"type": "Point", "coordinates": [1, 2]}).add_to(made)
    folium.LayerControl().add_to(made)
    document = made.document()
    assert "hello" in document
    assert "jQuery" in document


def test_the_licences_of_what_is_inlined_go_with_it():
    document = empty_map().document()
    for holder in ("Volodymyr Agafonkin", "Vladimir Agafonkin", "BSD-3-Clause"):
        assert holder in document


def test_jquery_comes_only_with_a_popup():
    assert "jQuery" not in empty_map().document()


def _linked(layer):
    """Give a layer whose data are fetched by the page: made so from an address, which folium asks at once."""
    layer.embed, layer.embed_link = False, "https://example.org/data.json"
    return layer


@pytest.mark.parametrize(
    ("element", "named"),
    [
        (lambda: folium.TileLayer("OpenStreetMap"), "openstreetmap"),
        (
            lambda: folium.Marker([0, 0], icon=folium.CustomIcon("https://example.org/pin.png")),
            "example.org/pin",
        ),
        (folium.plugins.MarkerCluster, "MarkerCluster needs 'markercluster"),
        (lambda: folium.plugins.HeatMapWithTime([[[0, 0]]]), "HeatMapWithTime needs"),
        (lambda: _linked(folium.GeoJson({"type": "Point", "coordinates": [1, 2]})), "example.org/data"),
        (lambda: branca.colormap.linear.viridis.scale(0, 1), "LinearColormap needs 'd3'"),
        (
            lambda: folium.raster_layers.ImageOverlay("https://example.org/a.png", [[0, 0], [1, 1]]),
            "example.org",
        ),
        (lambda: Element('<img src="https://example.org/pixel.gif">'), "example.org"),
        (lambda: Element('<script src="//example.org/x.js"></script>'), "example.org"),
    ],
)
def test_what_needs_the_network_is_refused_by_name(element, named):
    made = empty_map()
    added = element()
    if type(added) is Element:
        made.get_root().html.add_child(added)
    else:
        added.add_to(made)
    with pytest.raises(UnknownAsset, match=f"(?i){named}"):
        made.document()


def test_what_folium_holds_itself_is_inlined():
    made = empty_map()
    folium.plugins.HeatMap([[10, 20], [11, 21]]).add_to(made)
    document = made.document()
    assert "simpleheat" in document and "L.heatLayer(" in document
    assert {
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts(document)
    } == set(re.findall(r"'sha256-([^']+)'", policy(document)))
    assert offline.in_wheel("https://example.org/folium/templates/../folium.py") is None
    assert offline.in_wheel("https://example.org/leaflet_heat.min.js") is None


def test_icons_are_drawn_and_signs_of_icon_fonts_are_told():
    made = empty_map()
    folium.Marker([0, 0], icon=folium.Icon(color="red")).add_to(made)
    document = made.document()
    assert document.index("L.AwesomeMarkers = {") < document.index("L.AwesomeMarkers.icon(\n")
    assert "L.AwesomeMarkers = {" not in empty_map().document()
    folium.Marker([0, 0], icon=folium.Icon(icon="bicycle", prefix="fa")).add_to(made)
    with pytest.warns(UserWarning, match=r"folium\.Icon: bicycle would need an icon font"):
        made.document()


def test_a_legend_of_geopandas_is_told_how_to_leave_out():
    made = empty_map()
    shapes = geopandas.GeoDataFrame({"a": ["u", "v"]}, geometry=[shapely.box(0, 0, 1, 1)] * 2, crs=4326)
    shapes.explore("a", m=made)
    with pytest.raises(UnknownAsset, match="legend=False"):
        made.document()
    other = empty_map()
    shapes.explore("a", m=other, legend=False)
    assert "L.geoJson" in other.document()


def test_frames_of_a_pop_up_are_let_in_and_only_then():
    made = empty_map()
    folium.Marker([0, 0], popup=folium.Popup(folium.IFrame("<b>hi</b>", width=90, height=50))).add_to(made)
    assert "frame-src data:" in policy(made.document())
    assert "frame-src" not in policy(empty_map().document())


def test_adding_to_one_map_leaves_the_next_alone():
    first = empty_map()
    first.add_child(folium.Marker([0, 0], popup="only here"))
    assert "only here" not in empty_map().document()


def test_a_link_that_is_added_to_one_map_is_not_in_the_next():
    first = empty_map()
    first.add_js_link("foreign_link", "https://example.org/x.js")
    with pytest.raises(UnknownAsset, match="foreign_link"):
        first.document()
    assert "foreign_link" not in empty_map().document()


def test_missing_files_are_told(monkeypatch, tmp_path):
    monkeypatch.setattr(offline, "VENDOR", tmp_path)
    offline.vendor_text.cache_clear()
    with pytest.raises(AssetsMissing, match="was not built"):
        offline.javascript("leaflet")


def test_every_layer_has_a_script_and_every_style_sheet_is_used():
    assert {path.stem for path in OWN if path.parent.name == "layers"} >= {
        layer.name for layer in all_layers()
    }
    assert set(offline.STYLESHEETS) == {path.name for path in (offline.WEB / "css").glob("*.css")}


def test_the_bundle_is_of_the_scripts_as_they_are():
    pytest.importorskip("hatchling", reason="only those who edit the scripts need the build hook")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    hatch_build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hatch_build)
    stamp = (offline.VENDOR / "stamp").read_text()
    assert stamp == hatch_build.fingerprint(ROOT, hatch_build.VENDOR), "run `python hatch_build.py bundle`"


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_scripts_keep_the_rules(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    for banned in (
        r"\beval\(",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        r"document\.write",
        r"new Function",
        r"\bon[a-z]+=",
    ):
        assert not re.search(banned, text), banned


FILES = (
    ".js",
    ".json",
    ".css",
    ".html",
    ".csv",
    ".geojson",
    ".png",
    ".md",
    ".gif",
    ".mp4",
    ".webm",
    ".parquet",
)


def test_every_word_of_the_page_is_in_the_table_and_used():
    words = json.loads((offline.WEB / "strings.en.json").read_text(encoding="utf-8"))
    python = sorted(offline.WEB.parent.rglob("*.py"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*OWN, *python))
    text = re.sub(r'element\("[^"]+"', "", text)  # tags with their classes
    used = set(re.findall(r'"([a-z]+(?:\.[A-Za-z0-9 ]+)+)"', text)) | set(
        re.findall(r'(?:word|plural)\(\s*"(\w+)"', text)
    )
    families = tuple(re.findall(r"`((?:\w+\.)+)\$\{", text)) + tuple(re.findall(r'\bf"((?:\w+\.)+)\{', text))
    singular = {f"{key}.one" for key in used}
    unused = {key for key in words if key not in used | singular and not key.startswith(families)}
    missing = {key for key in used if "." in key and not key.endswith(FILES) and key not in words}
    assert not unused
    assert not {key for key in missing if key.split(".")[0] in {word.split(".")[0] for word in words}}
    assert {f"type.{root}" for root in EVENTS} <= words.keys()
    assert {f"quad.{quad}" for quad in QUADS} <= words.keys()
