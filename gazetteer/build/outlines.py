"""Natural Earth's countries (npm `world-atlas`, public domain) to our units, as TopoJSON.

A unit is a country or a part of one that has its own key: `("FRA", "")`, `("PSE", "gaza-strip")`. Which feature or
polygon belongs to which unit is in `gazetteer/data/units.csv`, with the policy for disputed areas; everything
that has no row there follows its ISO 3166-1 number.

Out come `outlines-50m.json.gz` and `outlines-10m.json.gz`: one object `units`, one geometry a unit with properties
`{"iso3", "part", "name"}` (and `held_by` where another state holds the area, see `disputed.csv`), arcs shared, nothing
crossing ±180°.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shapely.geometry import Polygon

from gazetteer.areas.arcs import number_of, renumber, steps
from gazetteer.build import antimeridian, topology

if TYPE_CHECKING:
    from gazetteer.build.topology import Feature, Rings, Topology

DATA = Path(__file__).parents[1] / "data"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of `units.csv`: the polygons of a feature that make a unit."""

    feature: str
    cut: tuple[tuple[float, float], ...]
    box: tuple[float, float, float, float] | None
    key: Key
    name: str


def build(out: Path, *, node_modules: Path) -> None:
    """Write the outlines at both resolutions.

    Parameters
    ----------
    out
        The folder to write to.
    node_modules
        A folder with npm's `world-atlas`.

    Raises
    ------
    ValueError
        When the sources and the tables do not fit: a feature without a unit, a rule that nothing follows.
    """
    rules = read_rules(DATA / "units.csv")
    names = read_countries(DATA / "countries.csv")
    source = node_modules / "world-atlas"
    fine = topology.read(source / "countries-10m.json", layer="countries")
    coarse = topology.read(source / "countries-50m.json", layer="countries")
    fine_units = regroup(fine, rules, names)
    coarse_units = regroup(coarse, rules, names)
    adopt(coarse, coarse_units, fine, fine_units)
    adopt(fine, fine_units, coarse, coarse_units)
    unused = [rule for rule in rules if rule.key not in fine_units]
    if unused:
        raise ValueError(f"units.csv: nothing in {unused[0].feature!r} is {unused[0].key}")
    labels = dict(names.values()) | {rule.key: rule.name for rule in rules if rule.name}
    holders = read_holders(DATA / "disputed.csv")
    for resolution, made, units in (("50m", coarse, coarse_units), ("10m", fine, fine_units)):
        properties = [describe(key, labels, holders) for key in sorted(units)]
        write(out / f"outlines-{resolution}.json.gz", made, [units[key] for key in sorted(units)], properties)


def read_rules(path: Path) -> list[Rule]:
    """Read `units.csv`; the rows of a feature are tried in their order, one without a box takes what is left."""
    rules = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cut = tuple(_pair(pair.split()) for pair in row["cut"].split(",")) if row["cut"] else ()
            west, south, east, north = (
                (float(n) for n in row["box"].split(",")) if row["box"] else (0, 0, 0, 0)
            )
            box = (west, south, east, north) if row["box"] else None
            rules.append(
                Rule(
                    feature=row["feature"], cut=cut, box=box, key=(row["iso3"], row["part"]), name=row["name"]
                )
            )
    return rules


def _pair(numbers: list[str]) -> tuple[float, float]:
    lon, lat = numbers
    return float(lon), float(lat)


def read_countries(path: Path) -> dict[str, tuple[Key, str]]:
    """Read keys and names of countries by ISO 3166-1 number (three digits), by alpha-3 code where there is none."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["numeric"] or row["alpha3"]: ((row["alpha3"], ""), row["name"])
            for row in csv.DictReader(file)
        }


def read_holders(path: Path) -> dict[Key, str]:
    """Return the alpha-3 code of the state that holds an area which is grouped with another one."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["iso3"], row["part"]): row["held_by"] for row in csv.DictReader(file) if row["held_by"]}


def describe(key: Key, labels: dict[Key, str], holders: dict[Key, str]) -> dict[str, str]:
    """Return the properties of a unit."""
    found = {"iso3": key[0], "part": key[1], "name": labels[key]}
    return found | ({"held_by": holders[key]} if key in holders else {})


def regroup(source: Topology, rules: list[Rule], names: dict[str, tuple[Key, str]]) -> dict[Key, list[Rings]]:
    """Cut what has to be cut, in place, and sort every polygon into its unit.

    Raises
    ------
    ValueError
        For a feature with neither an ISO number nor a rule.
    """
    for feature in source.features:
        for rule in rules_of(feature, rules):
            if rule.cut:
                topology.cut_along(source, feature, list(rule.cut))
    antimeridian.cut_areas(source)
    units: dict[Key, list[Rings]] = {}
    for feature in source.features:
        own = rules_of(feature, rules)
        if not own and feature.id not in names:
            raise ValueError(f"{feature.name!r} has no ISO 3166-1 number: give it a row in units.csv")
        for polygon in feature.polygons:
            key = next((rule.key for rule in own if covers(rule, source.center(polygon))), None)
            if key is None and feature.id not in names:
                raise ValueError(f"no row of units.csv takes a polygon of {feature.name!r}")
            units.setdefault(key or names[feature.id][0], []).append(polygon)
    return units


def rules_of(feature: Feature, rules: list[Rule]) -> list[Rule]:
    """Return the rows for a feature, by its ISO number or, where it has none, by its name."""
    return [rule for rule in rules if rule.feature == (feature.id or feature.name)]


def covers(rule: Rule, point: tuple[float, float]) -> bool:
    """Return whether a rule takes the polygon whose middle is at `point`."""
    if rule.box is None:
        return True
    west, south, east, north = rule.box
    return west <= point[0] <= east and south <= point[1] <= north


def adopt(
    taker: Topology, taker_units: dict[Key, list[Rings]], giver: Topology, giver_units: dict[Key, list[Rings]]
) -> None:
    """Add to one resolution the units that only the other has, so that no country is lost.

    Islands (Tuvalu) come over as they are, an enclave (the Vatican) with a hole in what is round it. A country beside
    another (Gibraltar) comes over upon its neighbour, a few square kilometres; a part of a country that does
    (Guantanamo Bay) stays away.
    """
    uses = Counter(
        number_of(r) for polygons in giver_units.values() for p in polygons for ring in p for r in ring
    )
    for key in sorted(giver_units.keys() - taker_units.keys()):
        polygons = giver_units[key]
        if key[1] and any(uses[number_of(r)] > 1 for p in polygons for ring in p for r in ring):
            continue
        taker_units[key] = []
        for polygon in polygons:
            rings = []
            for ring in polygon:
                taker.arcs.append([taker.to_grid(*giver.to_degrees(point)) for point in giver.points(ring)])
                rings.append([len(taker.arcs) - 1])
            taker_units[key].append(rings)
            make_room(taker, taker_units, rings[0])


def make_room(source: Topology, units: dict[Key, list[Rings]], ring: list[int]) -> None:
    """Cut the hole for an enclave out of the polygon that it lies in, along the enclave's own arcs."""
    enclave = Polygon(source.points(ring))
    for polygons in units.values():
        for rings in polygons:
            if rings[0] != ring and _holds(source.points(rings[0]), enclave):
                rings.append([~reference for reference in reversed(ring)])
                return


def _holds(outer: topology.Arc, inner: Polygon) -> bool:
    west, south, east, north = inner.bounds
    xs, ys = zip(*outer, strict=True)
    return (
        min(xs) < west
        and east < max(xs)
        and min(ys) < south
        and north < max(ys)
        and Polygon(outer).buffer(0).contains(inner)
    )


def write(path: Path, source: Topology, units: list[list[Rings]], properties: list[dict[str, str]]) -> None:
    """Write the units as gzipped TopoJSON with only the arcs that they use; the same bytes for the same input."""
    order: dict[int, int] = {}
    geometries: list[dict[str, Any]] = []
    for polygons, described in zip(units, properties, strict=True):
        arcs = [[[renumber(reference, order) for reference in ring] for ring in rings] for rings in polygons]
        geometries.append({"type": "MultiPolygon", "arcs": arcs, "properties": described})
    document = {
        "type": "Topology",
        "transform": {"scale": source.scale, "translate": source.translate},
        "objects": {"units": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [steps(source.arcs[number]) for number in order],
    }
    packed = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
    path.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))
