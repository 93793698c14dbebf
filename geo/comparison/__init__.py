"""Evaluation against other event data: which events two tables share, and where and when they differ.

`geo.compare` reads both tables, pairs their events one to one, and counts. Tables are those of `geo.read`, and those
of ACLED, UCDP GED, GDELT and GTD, which `formats.toml` describes; `taxonomies.toml` relates their types to PLOVER's.
"""
