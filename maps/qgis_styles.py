"""QGIS styles (QML) for the layers of a GeoPackage: the colours and shapes of `maps.style`, and the time of each row.

QGIS looks for a table `layer_styles` in a GeoPackage and opens a layer with the row that is marked as default. The
layout of that table and of QML is QGIS' own (it writes both with "Save style"); QGIS 3.22 and later read
what is written here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from maps.style import COMMANDS, EVENTS, QUADS, command_style

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

_MARKERS = {"cross": "cross_fill"}  # QGIS' "cross" is two strokes, which take no colour of filling
_TIMES = {"events": ("when_start", "when_end", True), "command_areas": ("valid_from", "valid_to", False)}
_GREY = QUADS["other"].light
_INK = "#202124"

_TABLE = """
CREATE TABLE IF NOT EXISTS layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""
_ROW = """
INSERT INTO layer_styles
    (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,
     description, owner)
VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '')
"""
_LISTED = """
INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES ('layer_styles', 'attributes', 'layer_styles', 'QGIS styles')
"""


def write_styles(database: sqlite3.Connection, layers: Iterable[str]) -> None:
    """Write a default style for each of these layers into an open GeoPackage; layers without a style are skipped."""
    database.execute(_TABLE)
    database.execute(_LISTED)
    for layer in layers:
        style = qml(layer)
        if style:
            database.execute(_ROW, (layer, layer, style, "Dateline's colours and shapes"))


def qml(layer: str) -> str | None:
    """Return the QML of a layer by its name; `None` for one that has nothing to draw.

    Examples
    --------
    >>> "categorizedSymbol" in qml("events_point"), qml("events_nowhere")
    (True, None)
    """
    name, _, family = layer.rpartition("_")
    if family == "nowhere":
        return None
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology|Temporal")
    if name == "events":
        _temporal(root, *_TIMES["events"])
        _categories(
            root, "type", {root: _event_symbol(family, root) for root in EVENTS}, _event_symbol(family, "")
        )
    elif layer == "command_areas":
        _temporal(root, *_TIMES["command_areas"])
        _categories(root, "command", {name: _command_symbol(name) for name in COMMANDS}, _command_symbol(""))
    else:
        symbol = _plain_symbol(layer)
        if symbol is None:
            return None
        renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol")
        _add(ET.SubElement(renderer, "symbols"), "0", symbol)
    ET.indent(root)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(
        root, encoding="unicode"
    )


def _temporal(root: ET.Element, start: str, end: str, includes_end: bool) -> None:  # noqa: FBT001
    """Configure the temporal controller to filter by two date fields (mode 2); an empty one is an open end."""
    ET.SubElement(
        root,
        "temporal",
        enabled="1",
        mode="2",
        startField=start,
        endField=end,
        limitMode="1" if includes_end else "0",
        durationField="",
        durationUnit="d",
        fixedDuration="0",
        accumulate="0",
        startExpression="",
        endExpression="",
    )


def _categories(
    root: ET.Element, attribute: str, symbols: Mapping[str, ET.Element], other: ET.Element
) -> None:
    """Add a renderer with one symbol for each value of a field, and one for any other value."""
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=attribute)
    categories, shown = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for number, (value, symbol) in enumerate([*symbols.items(), ("", other)]):
        _add(shown, str(number), symbol)
        label = value.capitalize() if attribute == "type" else value
        ET.SubElement(
            categories, "category", value=value, label=label or "Other", symbol=str(number), render="true",
            type="string",
        )  # fmt: skip


def _add(parent: ET.Element, name: str, symbol: ET.Element) -> None:
    symbol.set("name", name)
    parent.append(symbol)


def _event_symbol(family: str, root: str) -> ET.Element:
    style = EVENTS.get(root)
    colour = style.hue.light if style else _GREY
    if family == "line":
        return _symbol("line", ("SimpleLine", {"line_color": _rgba(colour), "line_width": "0.8"}))
    if family == "area":
        outline = {"outline_color": _rgba(colour), "outline_width": "0.5", "outline_style": "solid"}
        return _symbol("fill", ("SimpleFill", {"color": _rgba(colour, 60), "style": "solid", **outline}))
    return _symbol("marker", _marker(style.shape if style else "circle", colour, size="3.6"))


def _command_symbol(command: str) -> ET.Element:
    """Return the outline and the hatch of a command: areas that meet stay apart in black and white too."""
    style = command_style(command)
    hatch = _symbol("line", ("SimpleLine", {"line_color": _rgba(style.hue.light, 150), "line_width": "0.2"}))
    hatch.set("name", "@0@0")
    symbol = _symbol(
        "fill",
        ("LinePatternFill", {"angle": str(style.hatch), "distance": "2.4", "line_width": "0.2"}),
        ("SimpleLine", {"line_color": _rgba(style.hue.light), "line_width": "0.4"}),
    )
    symbol[0].append(hatch)
    return symbol


def _plain_symbol(layer: str) -> ET.Element | None:
    grey = {"line_color": _rgba(_GREY), "line_width": "0.4"}
    if layer == "links":
        return _symbol("line", ("SimpleLine", {**grey, "line_style": "dash"}))
    if layer == "borders":
        return _symbol("line", ("SimpleLine", {**grey, "line_color": _rgba(_INK), "line_width": "0.6"}))
    if layer == "places":
        return _symbol("marker", _marker("circle", _INK, size="2"))
    return {
        "mentions_point": _symbol("marker", _marker("circle", _GREY, size="1.6")),
        "mentions_line": _symbol("line", ("SimpleLine", {**grey, "line_style": "dot"})),
        "mentions_area": _symbol(
            "fill",
            (
                "SimpleFill",
                {
                    "style": "no",
                    "outline_color": _rgba(_GREY),
                    "outline_style": "dot",
                    "outline_width": "0.4",
                },
            ),
        ),
    }.get(layer)


def _marker(shape: str, colour: str, *, size: str) -> tuple[str, dict[str, str]]:
    outline = {"outline_color": _rgba("#ffffff"), "outline_width": "0.3", "outline_style": "solid"}
    look = {"name": _MARKERS.get(shape, shape), "color": _rgba(colour), "size": size, "size_unit": "MM"}
    return "SimpleMarker", {**look, **outline}


def _symbol(kind: str, *layers: tuple[str, Mapping[str, str]]) -> ET.Element:
    symbol = ET.Element("symbol", type=kind, name="0", alpha="1", clip_to_extent="1", force_rhr="0")
    for what, properties in layers:
        layer = ET.SubElement(symbol, "layer", {"class": what}, enabled="1", locked="0")
        layer.set("pass", "0")
        options = ET.SubElement(layer, "Option", type="Map")
        for name, value in properties.items():
            ET.SubElement(options, "Option", name=name, type="QString", value=value)
    return symbol


def _rgba(colour: str, alpha: int = 255) -> str:
    """Return `#rrggbb` as QGIS writes colours: red, green, blue and alpha, 0 to 255."""
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + f",{alpha}"
