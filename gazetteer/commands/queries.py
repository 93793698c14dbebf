"""Look up which command a territory, a point or an outline unit belongs to, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer import countries
from gazetteer.commands import sea_areas
from gazetteer.commands.tables import Assignment, as_date, assignments, history
from gazetteer.errors import UnknownCountry

if TYPE_CHECKING:
    import datetime


def of(country: str) -> list[Assignment]:
    """Return the commands of a country or territory in order of time, a country's own rows before its parts'.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 or alpha-3 code, a country's name, or the key of a part (`alaska`, `gaza-strip`).

    Raises
    ------
    UnknownArea
        When it is neither.
    """
    try:
        code = countries.get(country).alpha3
    except UnknownCountry:
        from gazetteer import areas

        return [row for key in areas.keys_of(country, resolution="10m") for row in history(key)]
    rows = [row for row in assignments() if row.iso3 == code]
    return sorted(rows, key=lambda row: (not row.primary, row.part, row.valid_from))


def at(*, lon: float, lat: float, date: datetime.date | str) -> Assignment | None:
    """Find the assignment that holds on a day at a point, on land, within 12 nautical miles of it, or at sea.

    At sea the territory is the sea's name and `iso3` is empty. `None` where no limits are described, before 1983, and
    where nothing is known.

    Raises
    ------
    BadDate
        When the date cannot be read.
    """
    from gazetteer import areas

    day = as_date(date)
    unit = areas.unit_at(lon=lon, lat=lat)
    if unit is not None:
        return next((row for row in history(unit.key) if row.holds(day)), None)
    sea = sea_areas.at_sea(lon=lon, lat=lat, day=day)
    return sea.assignment if sea else None


def memberships() -> list[dict[str, Any]]:
    """Return which command each unit of the outlines belongs to, for a page that draws them.

    Returns
    -------
    list of dict
        For each unit of `areas.topology()` in its order:
        `{"iso3": "ISR", "part": "", "name": "Israel", "memberships": [{"command": "EUCOM", "from": "1983-01-01",
        "to": "2021-01-15", "operational_from": None, "confidence": "sure", "from_confidence": "floor",
        "source": "..."}, ...]}`, oldest first; dates are ISO strings, `to` is the first day after and `None` while in
        force. `command` may be `unassigned` or `unknown`; `from_confidence` is `floor` where the data begin.
    """
    from gazetteer.areas import outlines

    return [
        {
            "iso3": unit.iso3,
            "part": unit.part,
            "name": unit.name,
            "memberships": [
                {
                    "command": row.command,
                    "from": row.valid_from.isoformat(),
                    "to": row.valid_to.isoformat() if row.valid_to else None,
                    "operational_from": row.operational_from.isoformat() if row.operational_from else None,
                    "confidence": row.confidence,
                    "from_confidence": row.from_confidence,
                    "source": row.source,
                }
                for row in history(unit.key)
            ],
        }
        for unit in outlines.load("50m").units.values()
    ]
