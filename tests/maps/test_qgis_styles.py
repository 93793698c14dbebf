"""The QGIS styles say what the page's legend says."""

import xml.etree.ElementTree as ET

import pytest

from maps.qgis_styles import qml
from maps.style import COMMANDS, EVENTS


def _rgb(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _options(symbol, layer=0):
    return {
        option.get("name"): option.get("value") for option in symbol.findall("layer")[layer].iter("Option")
    }


def _symbols(layer):
    renderer = ET.fromstring(qml(layer)).find("renderer-v2")
    shown = {symbol.get("name"): symbol for symbol in renderer.find("symbols")}
    return renderer.get("attr"), {c.get("value"): shown[c.get("symbol")] for c in renderer.iter("category")}


def test_each_type_has_the_pages_colour_and_shape():
    attribute, symbols = _symbols("events_point")
    assert attribute == "type"
    for root, style in EVENTS.items():
        look = _options(symbols[root])
        assert [int(part) for part in look["color"].split(",")][:3] == _rgb(style.hue.light)
        assert look["name"].removesuffix("_fill") == style.shape
    assert "" in symbols  # whatever else stands there is drawn too


@pytest.mark.parametrize(("layer", "key"), [("events_line", "line_color"), ("events_area", "outline_color")])
def test_lines_and_areas_have_the_same_colours(layer, key):
    _, symbols = _symbols(layer)
    for root, style in EVENTS.items():
        assert [int(part) for part in _options(symbols[root])[key].split(",")][:3] == _rgb(style.hue.light)


def test_each_command_has_its_hatch_and_outline():
    attribute, symbols = _symbols("command_areas")
    assert attribute == "command"
    for command, style in COMMANDS.items():
        assert _options(symbols[command])["angle"] == str(style.hatch)
        assert [int(part) for part in _options(symbols[command], 1)["line_color"].split(",")][:3] == _rgb(
            style.hue.light
        )


@pytest.mark.parametrize(
    ("layer", "fields"),
    [("events_area", ("when_start", "when_end", "1")), ("command_areas", ("valid_from", "valid_to", "0"))],
)
def test_the_temporal_controller_knows_the_fields(layer, fields):
    time = ET.fromstring(qml(layer)).find("temporal")
    assert (time.get("enabled"), time.get("mode")) == ("1", "2")
    assert (time.get("startField"), time.get("endField"), time.get("limitMode")) == fields


def test_what_does_not_draw_has_no_style():
    assert qml("events_nowhere") is qml("mentions_nowhere") is None
