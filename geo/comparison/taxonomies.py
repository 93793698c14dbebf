"""Types of events of different data sets, related through PLOVER, and how far two of them agree."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo import plover
from geo.errors import Incomparable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Meaning = Mapping[str, float]
    """PLOVER codes (`ASSAULT`, `ASSAULT.aerial`) with the share of a type's meaning that each is; empty for none."""

UNKNOWN: Final[Meaning | None] = None
"""The meaning of a type that is missing, or that no taxonomy has: it excludes nothing."""

_WHOLE = 1.0
_SIGNS = re.compile(r"[^a-z0-9]+")


class Taxonomy:
    """Types of one data set in PLOVER's.

    Parameters
    ----------
    name
        A format of `formats.toml`; its table in `taxonomies.toml` is taken, PLOVER's own codes without one, and for any
        other table PLOVER's and ACLED's together.
    own
        A TOML file of the same shape as a table of `taxonomies.toml`, for types of one's own; goes first.

    Raises
    ------
    Incomparable
        The file is no such table.

    Examples
    --------
    >>> Taxonomy("acled").meaning("Riots: Mob violence")
    {'PROTEST.riot': 0.8, 'ASSAULT': 0.9}
    >>> Taxonomy("gdelt").meaning("1952"), Taxonomy("gdelt").meaning("010")
    ({'ASSAULT.aerial': 1, 'ASSAULT.drone': 1}, {})
    >>> Taxonomy("table").meaning("ASSAULT: aerial"), Taxonomy("table").meaning("parade") is UNKNOWN
    ({'ASSAULT.aerial': 1.0}, True)
    """

    def __init__(self, name: str, *, own: str | Path | None = None) -> None:
        tables = _tables()
        names = ("acled",) if name == "table" else (name,) if name in tables else ()
        self._rows: dict[str, Meaning] = {}
        for row in (*(tables[each] for each in names), _own(own) if own else {}):
            self._rows |= {_key(code): meaning for code, meaning in row.items()}
        self._is_tree = name == "gdelt"
        self._has_plover = name in ("dateline", "table")

    def meaning(self, code: str | None) -> Meaning | None:
        """Return what a type is in PLOVER; empty where it has no counterpart, `UNKNOWN` where it is not known."""
        if not code or not code.strip():
            return UNKNOWN
        whole = code.strip()
        for form in (whole, whole.partition(": ")[0]):
            if (found := self._rows.get(_key(form))) is not None:
                return found
        if self._has_plover and (own := _plover(whole)):
            return {own: _WHOLE}
        if self._is_tree and whole.isdigit():
            # CAMEO's roots have two digits; a table that was opened in a spreadsheet has lost the zero before them.
            for form in (whole, f"0{whole}"):
                for end in range(len(form), 1, -1):
                    if (found := self._rows.get(form[:end])) is not None:
                        return found
        return UNKNOWN


def agreement(first: Meaning | None, second: Meaning | None) -> float:
    """Return how far two types agree, from 0 to 1: of the meanings that they may share the best.

    Examples
    --------
    >>> agreement({"ASSAULT.aerial": 1}, {"ASSAULT.aerial": 1, "ASSAULT.drone": 1})
    1.0
    >>> agreement({"ASSAULT": 1}, {"ASSAULT.aerial": 1}), agreement({"AID": 1}, {"ASSAULT": 1})
    (0.9, 0.0)
    >>> agreement(UNKNOWN, {"AID": 1})
    1.0
    """
    if first is None or second is None:
        return _WHOLE
    return max(
        (min(a, b) * _of_codes(one, other) for one, a in first.items() for other, b in second.items()),
        default=0.0,
    )


def agreements(first: Sequence[Meaning | None], second: Sequence[Meaning | None]) -> NDArray[np.float32]:
    """Return the agreement of each of some types with each of others."""
    import numpy as np

    rows = [[agreement(one, other) for other in second] for one in first]
    return np.asarray(rows, dtype=np.float32).reshape(len(first), len(second))


def root_of(meaning: Meaning | None) -> str | None:
    """Return the PLOVER root that is most of a meaning, the first of equals; `None` without one.

    Examples
    --------
    >>> root_of({"PROTEST.riot": 0.8, "ASSAULT": 0.9}), root_of({})
    ('ASSAULT', None)
    """
    if not meaning:
        return None
    return max(meaning, key=lambda code: meaning[code]).partition(".")[0]


@cache
def _of_codes(one: str, other: str) -> float:
    """Return how far two codes of PLOVER agree."""
    (root, _, mode), (other_root, _, other_mode) = one.partition("."), other.partition(".")
    table = _tables()["agreement"]
    if root != other_root:
        # Whole codes first, then a code and a root, then the roots.
        for some in (((one, other),), ((one, other_root), (root, other)), ((root, other_root),)):
            if known := [table["pairs"][key] for key in map(_pair, some) if key in table["pairs"]]:
                return float(max(known))
        return 0.0
    if mode == other_mode:
        return _WHOLE
    return float(table["other_mode" if mode and other_mode else "one_without_mode"])


def _pair(codes: tuple[str, str]) -> str:
    return " ".join(sorted(codes))


def _plover(code: str) -> str | None:
    """Return a PLOVER code as it is written here, from `ASSAULT`, `ASSAULT: aerial`, `assault.aerial`."""
    root, *modes = re.split(r"[:.\s]+", code, maxsplit=1)
    if root.upper() not in plover.MODES:
        return None
    mode = modes[0].lower() if modes else ""
    return f"{root.upper()}.{mode}" if mode in plover.MODES[root.upper()].split() else root.upper()


def _own(path: str | Path) -> dict[str, Meaning]:
    where = str(path)
    try:
        given = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Incomparable(where, f"no table of types: {error}") from None
    made: dict[str, Meaning] = {}
    for code, row in given.items():
        meaning = {row: _WHOLE} if isinstance(row, str) else row
        if not isinstance(meaning, dict) or not all(_is_share(value) for value in meaning.values()):
            raise Incomparable(where, f'{code!r} is not written as "{code}" = {{ "ASSAULT.aerial" = 0.9 }}')
        unknown = next((name for name in meaning if _plover(name) != name), None)
        if unknown is not None:
            raise Incomparable(
                where, f"{unknown!r} under {code!r} is no code of PLOVER, such as ASSAULT or ASSAULT.aerial"
            )
        made[code] = meaning
    return made


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


def _key(code: str) -> str:
    return _SIGNS.sub(" ", code.casefold()).strip()


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("geo.comparison").joinpath("taxonomies.toml").read_text(encoding="utf-8"))
