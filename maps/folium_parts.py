"""What may be added to a map from folium: what is drawn without the network, and what is refused by name."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import folium
from branca.colormap import ColorMap
from branca.element import Element, MacroElement
from folium.raster_layers import ImageOverlay, TileLayer, VideoOverlay, WmsTileLayer
from folium.template import Template

from maps.errors import UnknownAsset

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_WHEEL = Path(folium.__file__).parent / "templates"
_ONLINE = ("http:", "https:", "//")

_HEAT_WAITS = """{
  const draw = L.HeatLayer.prototype._redraw; // which reads a canvas without a size while the page is laid out
  L.HeatLayer.include({
    _redraw() {
      if (this._canvas?.width && this._canvas.height) draw.call(this);
      else this._frame = null;
    },
  });
}"""

SIGNS = {
    "info-sign": "i", "info": "i", "info-circle": "i", "question-sign": "?", "question": "?",
    "question-circle": "?", "warning-sign": "!", "exclamation-sign": "!", "exclamation": "!",
    "exclamation-triangle": "!", "ok": "✓", "check": "✓", "ok-sign": "✓", "remove": "✕", "times": "✕",
    "plus": "+", "minus": "−", "star": "★", "flag": "⚑", "heart": "♥", "home": "⌂", "cloud": "☁", "plane": "✈",
    "envelope": "✉", "asterisk": "✱", "stop": "■", "play": "▶", "arrow-up": "↑", "arrow-down": "↓",
    "arrow-left": "←", "arrow-right": "→", "euro": "€", "usd": "$", "pencil": "✎", "phone": "☎",
    "earphone": "☎", "anchor": "⚓",
}  # fmt: skip
"""Signs of folium.Icon that plain text has; its icon fonts are not part of the page."""


def in_wheel(url: str) -> str | None:
    """Return the script that folium itself holds and links to on the web (its heat maps), `None` for any other."""
    _, found, name = url.rpartition("/folium/templates/")
    path = _IN_WHEEL / name
    if not found or "/" in name or not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    return f"{text}\n{_HEAT_WAITS}" if "L.HeatLayer" in text else text


def pins(root: Element) -> str:
    """Return the script that draws `folium.Icon`; empty where a map has none.

    A sign that only an icon font has is drawn as a dot, with a warning.
    """
    icons = [child for child in descendants(root) if isinstance(child, folium.Icon)]
    if not icons:
        return ""
    unknown = sorted({str(icon.options.get("icon")) for icon in icons} - SIGNS.keys())
    if unknown:
        warnings.warn(
            f"folium.Icon: {', '.join(unknown)} would need an icon font from the network, and is drawn as a dot; "
            f"drawn as they are: {', '.join(SIGNS)}",
            stacklevel=2,
        )
    text = (Path(__file__).parent / "web/js/folium/pins.js").read_text(encoding="utf-8")
    return f"const DATELINE_SIGNS = {json.dumps(SIGNS, ensure_ascii=False)};\n{text}"


def owner_of(root: Element, name: str) -> str:
    """Return the class of the element that wants a script or style of this name; empty when it is not known."""
    for child in descendants(root):
        links = [*getattr(child, "default_js", ()), *getattr(child, "default_css", ())]
        if name in (link[0] for link in links) or (name == "d3" and isinstance(child, ColorMap)):
            return type(child).__name__
    return ""


def refuse_online(root: Element, *, but: TileLayer | None = None) -> None:
    """Refuse what would draw nothing, or half, without the network; one layer may be let through.

    Raises
    ------
    UnknownAsset
        For tiles and remote pictures.
    """
    for child in descendants(root):
        name = str(getattr(child, "tile_name", None) or child._name)  # noqa: SLF001 (branca has no other name)
        if child is but:
            continue
        if isinstance(child, TileLayer | WmsTileLayer):
            raise UnknownAsset(name, str(getattr(child, "tiles", None) or getattr(child, "url", "map tiles")))
        if not getattr(child, "embed", True):
            raise UnknownAsset(type(child).__name__, str(getattr(child, "embed_link", None) or "its data"))
        pictures = []
        if isinstance(child, ImageOverlay | VideoOverlay):
            pictures = [getattr(child, "url", ""), getattr(child, "video_url", "")]
        elif isinstance(child, folium.CustomIcon):
            pictures = [child.options.get("icon_url"), child.options.get("shadow_url")]
        for picture in map(str, filter(None, pictures)):
            if picture.startswith(_ONLINE):
                raise UnknownAsset(name, picture)


def descendants(root: Element) -> Iterator[Element]:
    """Yield an element and all that was added to it; the icon of a marker too."""
    waiting = [root]
    while waiting:
        current = waiting.pop()
        waiting.extend(current._children.values())  # noqa: SLF001 (branca offers no public walk)
        icon = getattr(current, "icon", None)
        if isinstance(icon, Element):
            waiting.append(icon)
        yield current


class PageData(MacroElement):
    """The packed data and the call that starts our page on the map."""

    _template = Template("""
        {% macro html(this, kwargs) %}
            <noscript><p>{{ this.without_script|e }}</p></noscript>
            <script type="application/octet-stream" id="{{ this.get_name() }}">{{ this.packed }}</script>
            {%- if this.tiles %}
            <script type="application/octet-stream" id="basemap">{{ this.tiles }}</script>
            {%- endif %}
        {% endmacro %}
        {% macro script(this, kwargs) %}
            Dateline.start({{ this._parent.get_name() }}, "{{ this.get_name() }}");
        {% endmacro %}
    """)

    def __init__(self, packed: str, *, without_script: str, tiles: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "DatelinePage"
        self._id = "data"
        self.packed = packed
        self.without_script = without_script
        self.tiles = tiles
