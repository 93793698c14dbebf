"""Where a report is at home: votes of its names, and of its outlet, for countries and their states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.place import Place
    from gazetteer.store import Gazetteer
    from geo.records import Report

OUTLET = 2.0  # votes of the newspaper's address
SOURCE = "\0source"
"""The voter that the outlet is."""
Home = tuple[tuple[str, str, float], ...]
"""Country, state or province, votes."""

_WEIGHED = 40  # places of the outlet's name that are looked at
_PAPER = re.compile(
    r"^the(?=\w{5})|news(?:paper|online)?$|(?:daily|weekly|morning|evening)(?=\w)|(?:times|tribune|post|herald|journal|star|press|gazette|"
    r"online|today|chronicle|courier|advocate|register|sun|mail|record|reporter|observer|telegraph|dispatch|leader|democrat|"
    r"republican|citizen|sentinel|banner|echo|standard|independent|globe|guardian|inquirer|monitor)$|[-_\s]+"
)


@dataclass(slots=True)
class Context:
    """What the report's other names say about where it is: votes for countries and for their states or provinces."""

    votes: dict[tuple[str, str], float] = field(default_factory=dict)  # (country, "") or (country, division)
    cast: dict[tuple[str, str, str], float] = field(
        default_factory=dict
    )  # by (name, country, division): its own
    points: list[tuple[float, float, str]] = field(default_factory=list)  # lon, lat, name

    def vote(self, name: str, country: str, division: str, weight: float) -> None:
        """Count a name's vote for a country and, where one is given, for a division of it."""
        for area in {(country, ""), (country, division)}:
            self.votes[area] = self.votes.get(area, 0.0) + weight
            self.cast[name, *area] = self.cast.get((name, *area), 0.0) + weight

    def share(self, name: str, country: str, division: str) -> float:
        """Votes of the other names for an area, as a share that nears 1."""
        others = self.votes.get((country, division), 0.0) - self.cast.get((name, country, division), 0.0)
        return others / (others + 1.0) if others > 0 else 0.0


def division_of(place: Place) -> str:
    """Name of the first-level division that a place is or lies in; empty when unknown."""
    return place.name if place.kind == "admin1" else place.admin1


def home_of(report: Report | None, gazetteer: Gazetteer) -> Home:
    """Read where the outlet is at home from its address or name, as votes: `.ca`, `dallasnews.com`, `Boston Globe`."""
    source = (report.source or "").lower() if report else ""
    labels = [
        label
        for label in re.sub(r"\A\w+://|[/:].*", "", source).split(".")
        if label not in ("www", "com", "co", "org", "net")
    ]
    if not labels:
        return ()
    country = ""
    if len(labels) > 1 and len(labels[-1]) == 2:
        country = {"uk": "GB"}.get(labels[-1], labels[-1].upper())
    name = " ".join(_PAPER.sub(" ", labels[0]).split())
    matches = gazetteer.match(name) if len(name) > 4 else ()
    divisions = {
        (match.place.country, division_of(match.place))
        for match in matches[:_WEIGHED]
        if match.place.kind in ("settlement", "admin1", "admin2") and country in ("", match.place.country)
    }
    votes = [(area, division, OUTLET / len(divisions)) for area, division in sorted(divisions)]
    return (*votes, (country, "", OUTLET)) if country else tuple(votes)
