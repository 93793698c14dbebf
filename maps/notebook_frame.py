"""The page for a notebook: the same document with its scripts and style sheets packed, for a third of its weight.

Each cell's output stands alone: a frame in a sandbox has an origin of its own, so that it can neither store nor share
anything with other frames, and the page around it may have run no script when a notebook is opened again. What all
maps have in common is therefore made small and not shared.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path

from maps.packing import base85

_PART = re.compile(r"<(?P<kind>script|style)>(?P<body>.*?)</(?P=kind)>\n?", re.DOTALL)
_OPEN = Path(__file__).parent / "web/js/frame/open.js"


def packed(document: str) -> str:
    """Return a document of ours with its scripts and style sheets packed, which it opens itself in their order.

    The content security policy allows the same scripts as before, by their hashes, and the one that opens them.

    Parameters
    ----------
    document
        As `maps.offline.document` makes it.
    """
    parts = [[part["kind"], part["body"]] for part in _PART.finditer(document)]
    data = base85(gzip.compress(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace"), 9, mtime=0))
    script = _opening()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rest = _PART.sub("", document).replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    head, tail = rest.rsplit("</body>", 1)
    store = f'<script type="application/octet-stream" id="parts">{data}</script>'
    return f"{head}{store}\n<script>{script}</script>\n</body>{tail}"


def parts_of(document: str) -> list[list[str]]:
    """Undo `packed`, for tests and for people who look into a page: kind and text of each part."""
    from maps.packing import bytes_of

    found = re.search(r'id="parts">([^<]*)<', document)
    parts: list[list[str]] = json.loads(gzip.decompress(bytes_of(found[1]))) if found else []
    return parts


@cache
def _opening() -> str:
    return _OPEN.read_text(encoding="utf-8")
