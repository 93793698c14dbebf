"""One HTML document out of a folium map: every script and style inlined, a content security policy, no network.

folium collects links to scripts and styles under stable names. `document` puts the bundled file in the place of each
link, refuses a link that no bundled file answers, and allows only the scripts that it wrote, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from branca.element import CssLink, Element, JavascriptLink

from maps.errors import AssetsMissing, UnknownAsset
from maps.folium_parts import in_wheel, owner_of, pins, refuse_online
from maps.strings import load_strings
from maps.tiles import origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from branca.element import Figure
    from folium.raster_layers import TileLayer

WEB = Path(__file__).parent / "web"
VENDOR = WEB / "vendor"

STYLESHEETS = (
    "colours.css",
    "page.css",
    "map.css",
    "time.css",
    "trends.css",
    "change.css",
    "small.css",
    "cells.css",
    "embed.css",
    "story.css",
    "print.css",
)
"""Our style sheets in the order in which they override one another."""

JAVASCRIPT = {
    "leaflet": "leaflet/leaflet.js",
    "jquery": "jquery/jquery.min.js",
}
LICENCES = {"leaflet": "leaflet/LICENSE", "jquery": "jquery/LICENSE.txt"}
"""Go with the scripts into every page, as the licences ask."""

BUNDLED_LICENCES = (
    "d3-array/LICENSE",
    "d3-time/LICENSE",
    "fflate/LICENSE",
    "gifenc/LICENSE.md",
    "internmap/LICENSE",
    "kdbush/LICENSE",
    "polylabel/LICENSE",
    "tinyqueue/LICENSE",
)
"""Of the libraries that the build hook joins with our own script."""

TILES_LICENCES = (
    "@mapbox/point-geometry/LICENSE",
    "@mapbox/vector-tile/LICENSE.txt",
    "color2k/LICENSE",
    "pbf/LICENSE",
    "potpack/LICENSE",
    "protomaps-leaflet/LICENSE",  # of pmtiles and @protomaps/basemaps too, by the same company
    "quickselect/LICENSE",
    "rbush/LICENSE",
)
"""Of the libraries that draw tiles of a user's own, in a script of their own."""

STYLES = {"leaflet_css": "leaflet/leaflet.css"}

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_OUTSIDE = re.compile(
    r"<(?:script|link|img|iframe|video|audio|source)\b[^>]*?\b(?:src|href)\s*=\s*[\"']?((?:https?:)?//[^\"'\s>]+)",
    re.IGNORECASE,
)


def document(figure: Figure, *, title: str, language: str = "en", tiles: TileLayer | None = None) -> str:
    """Render a figure as one HTML document that needs nothing else.

    Parameters
    ----------
    figure
        The root of the map; what was added to the map before is part of it.
    title
        The document's title, plain text.
    language
        Of the page's words, as `maps.strings.load_strings` takes it.
    tiles
        A layer that may reach the network: pictures of its own host are let in, and nothing else.

    Raises
    ------
    UnknownAsset
        When something in the map needs a file that is not bundled, or the network.
    AssetsMissing
        When the front-end files were not built.
    """
    refuse_online(figure, but=tiles)
    figure.render()
    header = _header(figure, language)
    strings = load_strings(language)
    tag, direction = html.escape(strings["page.language"]), html.escape(strings["page.direction"])
    body = figure.html.render()
    script = _script(figure.script.render())
    if "$(" in script:  # folium's pop-ups are made with jQuery; our own page never needs it
        header += _script_element(javascript("jquery"))
    header += "".join(_script_element(_script(text)) for text in [pins(figure)] if text)
    text = (
        # Not by jinja2: header and body are rendered already, by folium; what is ours is escaped here.
        "<!DOCTYPE html>\n"
        f'<html lang="{tag}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f"{_POLICY_MARK}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{html.escape(title)}</title>\n"
        f"{header}\n</head>\n<body>\n{body}\n{_script_element(script)}\n</body>\n</html>\n"
    )
    outside = _OUTSIDE.search(text)
    if outside:
        raise UnknownAsset("an element of the map", outside.group(1))
    return text.replace(_POLICY_MARK, policy(text, pictures=origin(tiles.tiles) if tiles else ""), 1)


_POLICY_MARK = "<!-- policy -->"


def policy(text: str, *, pictures: str = "") -> str:
    """Return the meta element that lets exactly the inline scripts of `text` run, and nothing be fetched.

    Parameters
    ----------
    text
        The document.
    pictures
        An origin that pictures may come from after all.
    """
    hashes = sorted(
        {
            base64.b64encode(hashlib.sha256(script["body"].encode()).digest()).decode()
            for script in _SCRIPT.finditer(text)
            if "type=" not in script["attributes"]
        }
    )
    rules = (
        "default-src 'none'",
        "script-src " + " ".join(f"'sha256-{value}'" for value in hashes),
        "style-src 'unsafe-inline'",
        f"img-src data: blob: {pictures}".rstrip(),
        "base-uri 'none'",
        "form-action 'none'",
        # folium.IFrame: pages of a pop-up, without a host, to which these rules apply as well.
        *(("frame-src data:",) if 'src="data:text/html' in text else ()),
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def _header(figure: Figure, language: str) -> str:
    """Return the header of a page with each link replaced by the bundled file."""
    parts = []
    for name, element in figure.header._children.items():  # noqa: SLF001 (branca has no other way)
        try:
            parts.append(_inlined(name, element, language))
        except UnknownAsset as error:
            raise UnknownAsset(error.name, error.url, owner_of(figure, name)) from error
    return "\n".join(parts)


def _inlined(name: str, element: Element, language: str) -> str:
    if isinstance(element, JavascriptLink):
        return _script_element(javascript(name, element.url, language=language))
    if isinstance(element, CssLink):
        return f"<style>{stylesheet(name, element.url)}</style>"
    if name == "meta_http":  # the document says its encoding itself
        return ""
    return str(element.render())


def _script_element(body: str) -> str:
    return f"<script>{body}</script>"


def _script(text: str) -> str:
    """Make JavaScript safe inside a script element: nothing in it may end the element or open a comment."""
    safe = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"<(/script|!--)", r"<\\\1", safe, flags=re.IGNORECASE)


def javascript(name: str, url: str = "", *, language: str = "en") -> str:
    """Return the bundled script of a name.

    Raises
    ------
    UnknownAsset
        When no bundled file answers to it.
    """
    if name == "dateline":
        return own_script(language)
    if name == "dateline_tiles":
        return _with_notice(TILES_LICENCES, vendor_text("dateline-tiles.js"))
    if name not in JAVASCRIPT and (own := in_wheel(url)) is not None:
        return _script(own)
    if name not in JAVASCRIPT:
        raise UnknownAsset(name, url)
    licence = vendor_text(LICENCES[name]).replace("*/", "* /")
    text = f"/*!\n{licence}*/\n{vendor_text(JAVASCRIPT[name])}"
    if name == "leaflet":
        text += _default_icon()
    # Source maps lie elsewhere; the comment would make the developer tools look for them.
    return _script(re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE))


def stylesheet(name: str, url: str = "") -> str:
    """Return the bundled style sheet of a name, its pictures inlined.

    Raises
    ------
    UnknownAsset
        When no bundled file answers to it.
    """
    if name == "dateline_css":
        text = "\n".join((WEB / "css" / part).read_text(encoding="utf-8") for part in STYLESHEETS)
    elif name in STYLES:
        text = vendor_text(STYLES[name])
        text = re.sub(r"url\((images/[\w-]+\.png)\)", lambda m: f"url({_picture(m[1])})", text)
    else:
        raise UnknownAsset(name, url)
    return re.sub(r"</(style)", r"<\\/\1", text.replace("\r\n", "\n"), flags=re.IGNORECASE)


def own_script(language: str = "en") -> str:
    """Return the page's script, as the build hook bundles it, with the page's words before it."""
    table = json.dumps(load_strings(language), ensure_ascii=False)
    return _with_notice(
        BUNDLED_LICENCES, "\n".join([f"const DATELINE_WORDS = {table};", vendor_text("dateline.js")])
    )


def _with_notice(licences: Sequence[str], script: str) -> str:
    texts = "\n".join(vendor_text(name).replace("*/", "* /") for name in licences)
    return _script(f"/*! Dateline; BSD-3-Clause. With:\n{texts}*/\n{script}")


@cache
def vendor_text(name: str) -> str:
    """Read a bundled front-end file.

    Raises
    ------
    AssetsMissing
        When it was not built.
    """
    path = VENDOR / name
    if not path.is_file():
        raise AssetsMissing(str(path))
    return path.read_text(encoding="utf-8")


@cache
def _picture(name: str) -> str:
    path = VENDOR / "leaflet" / name
    if not path.is_file():
        raise AssetsMissing(str(path))
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"


def _default_icon() -> str:
    """Set Leaflet's marker pictures: it looks for their folder in the style sheet, which has none any more."""
    pictures = {
        "iconUrl": _picture("images/marker-icon.png"),
        "iconRetinaUrl": _picture("images/marker-icon-2x.png"),
        "shadowUrl": _picture("images/marker-shadow.png"),
    }
    return f'\nL.Icon.Default.imagePath = "";\nL.Icon.Default.mergeOptions({json.dumps(pictures)});\n'
