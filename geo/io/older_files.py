"""What files of older versions hold: their records as records of today, and today's tables as they were written then.

Version 1 (up to November 2026) had the alpha-3 codes of actors' countries and no columns for the alpha-2 ones; version
2 had no columns for how precisely a place is known and what a phrase means; version 3 neither said how actors were read
nor described them, and scored events by their type alone. In tables that an older version wrote,
columns and members that came later are absent; that is no change by hand. Up to November 2026 the evidence of a field
that was changed by hand was "edited", and nothing else said so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer import countries
from gazetteer.errors import UnknownCountry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.io.manual_edits import Row

NOW = 4
_EDITED = "edited"
_ALPHA2 = 2
"""The version from which on countries are alpha-2."""
_PLACED_RIGHT = 3
"""The version from which on the place of a row is that of its geometry."""
_PLACED = ("place", "place_id", "country", "admin1")
_CODES = (("actor_countries", "actor_iso3"), ("recipient_countries", "recipient_iso3"))


def upgraded_record(kind: str, row: dict[str, Any], version: int) -> dict[str, Any]:
    """Return a record of a file of that version as one of today."""
    if kind != "event":
        return row
    if marked := [name for name, why in row.get("evidence", {}).items() if why == _EDITED]:
        row = row | {"edited": marked}
    if version >= _ALPHA2:
        return row
    participants = {name: [_with_alpha2(actor) for actor in row[name]] for name in ("actors", "recipients")}
    return row | participants


def _with_alpha2(actor: dict[str, Any]) -> dict[str, Any]:
    code = actor.get("country")
    if not code:
        return actor
    try:
        return actor | {"country": countries.get(code).alpha2}
    except UnknownCountry:
        return actor  # a custom code stays


def upgraded_rows(written: Iterable[Row], present: Sequence[Row], version: int) -> list[Row]:
    """Return the rows of a table as a file of that version had them, in what the rows that are there have.

    Parameters
    ----------
    written
        As they would be written today.
    present
        As they are in the file.
    """
    if version >= NOW:
        return list(written)
    there = {_id(values): values for _, values, _ in present}
    some = present[0][1] if present else {}
    made = []
    for where, values, shape in written:
        like = there.get(_id(values), some)
        as_then = _as_then(values, like, alpha3=version < _ALPHA2)
        # Versions 1 and 2 named the first location of an event, whichever place its geometry was of.
        if version < _PLACED_RIGHT:
            as_then |= {name: like[name] for name in _PLACED if "place" in as_then and name in like}
        made.append((where, as_then, shape))
    return made


def _id(values: Any) -> object:
    return values.get("id", values.get("place_id"))


def _as_then(values: Any, like: Any, *, alpha3: bool) -> Any:
    """Return values with the members that `like` has, lists item by item, and countries in alpha-3 if asked for."""
    if isinstance(values, dict) and isinstance(like, dict):
        made = dict(values)
        if alpha3:
            made |= {old: made[new] for old, new in _CODES if new in made}
            if "iso3" in made and "role" in made and "inferred" in made:  # an actor
                made["country"] = made["iso3"]
        return {
            name: _as_then(value, like[name], alpha3=alpha3) for name, value in made.items() if name in like
        }
    if isinstance(values, list | tuple) and isinstance(like, list | tuple) and len(values) == len(like):
        return [_as_then(value, other, alpha3=alpha3) for value, other in zip(values, like, strict=True)]
    return values
