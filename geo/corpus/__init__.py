"""Corpora: archives of reports read into a folder of GeoParquet that grows, survives a crash and opens as it is."""

from __future__ import annotations
