"""Online tiles, only when they are asked for by name: they tell their provider what the reader looks at."""

from __future__ import annotations

import re

import folium
import xyzservices

from maps.errors import UnknownTiles


def layer(name: str) -> folium.TileLayer:
    """Return the layer of a provider that `xyzservices` lists.

    Parameters
    ----------
    name
        As in its list, `Esri.WorldGrayCanvas`; case and punctuation do not matter.

    Raises
    ------
    UnknownTiles
        When there is no such provider, or it wants a key of its own.
    """
    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        raise UnknownTiles(name, "xyzservices lists no such provider, try Esri.WorldGrayCanvas") from None
    if provider.requires_token():
        raise UnknownTiles(name, "the provider asks for a key")
    made = folium.TileLayer(provider, control=False)
    made._id = "tiles"  # noqa: SLF001 (folium's is random, and the same events shall give the same file)
    return made


def origin(url: str) -> str:
    """Return the one origin that a template of addresses leads to, as a content security policy names it.

    Examples
    --------
    >>> origin("https://{s}.tiles.example.org/{z}/{x}/{y}.png")
    'https://*.tiles.example.org'
    >>> origin("http://tiles.example.org/{z}/{x}/{y}.png")
    Traceback (most recent call last):
    maps.errors.UnknownTiles: no tiles 'http://tiles.example.org/{z}/{x}/{y}.png': the address is not https
    """
    found = re.match(r"https://(?:\{s\}\.)?([a-z0-9.-]+(?::\d+)?)/", url, re.IGNORECASE)
    if not found:
        raise UnknownTiles(url, "the address is not https")
    return f"https://{'*.' if url.startswith('https://{s}.') else ''}{found[1]}"
