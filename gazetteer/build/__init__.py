"""Sources to data: what the build hook runs. At run time only `gazetteer.import_places` imports from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def build(out: Path, *, node_modules: Path) -> None:
    """Make everything that `gazetteer/data/built` holds.

    Parameters
    ----------
    out
        An empty folder.
    node_modules
        A folder with npm's `world-atlas`.
    """
    from gazetteer.build import division_outlines, facilities, outlines, places, wikidata

    outlines.build(out, node_modules=node_modules)
    places.build(
        out, pieces=division_outlines.PIECES, further_facilities=facilities.TABLE, items=wikidata.TABLE
    )
