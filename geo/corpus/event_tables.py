"""Writes the tables of events and links of a corpus anew where events changed, and puts a change in force."""

from __future__ import annotations

import importlib.metadata
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.corpus import manifest, periods

if TYPE_CHECKING:
    from pathlib import Path

    from geo.corpus.clusters.clusters import Clusters
    from geo.corpus.manifest import Manifest
    from geo.corpus.outlets import Sources


def put_in_force(
    folder: Path, made: Manifest, *, known: Manifest, clusters: Clusters, sources: Sources
) -> Manifest:
    """Write the files of the months whose events changed, commit the store, and return the manifest in force.

    Parameters
    ----------
    folder
        Of the corpus, which is locked.
    made
        What the corpus is to consist of, but for its events, with its new files made.
    known
        What it consists of now.
    clusters
        Its events, changed and not committed.
    sources
        Which sources the reports state.
    """
    kept = kept_months(folder, known, clusters)
    new = manifest.new_files(folder)
    names: list[str] = []
    for month in clusters.months():
        names += kept.get(month) or periods.write_month(month, clusters.events(month=month), sources, new)
    whole = replace(
        made,
        periods=tuple(names),
        events=clusters.count(),
        version=importlib.metadata.version("dateline"),
    )
    tag = manifest.prepare(folder, whole)
    clusters.forget_touched(tag)
    clusters.commit(tag)
    manifest.finish(folder, tag)
    return whole


def kept_months(folder: Path, known: Manifest, clusters: Clusters) -> dict[str, list[str]]:
    """Return the files of the months that are as they would be written now, by month.

    None are where another version of Dateline wrote them, or where the store cannot tell what has changed since.
    """
    touched = clusters.touched_months(manifest.tag_of(folder))
    if touched is None or known.version != importlib.metadata.version("dateline"):
        return {}
    kept: dict[str, list[str]] = {}
    for name in known.periods:
        kept.setdefault(periods.month_of_name(name), []).append(name)
    return {
        month: names
        for month, names in kept.items()
        if month not in touched
        and all((folder / table / f"{name}.parquet").is_file() for table in periods.TABLES for name in names)
    }
