"""What the signs of the map mean, on axes of their own whose unit is the point."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from maps.paper.ground import draw_area, draw_limit
from maps.paper.marks import draw_disc, draw_mark
from maps.paper.scale import PX, Scale
from maps.style import EVENTS, event_style

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from matplotlib.axes import Axes

ROW_PT, HEAD_PT, ICON_PT = 8.6, 9.8, 20.0
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
ROOTS = list(EVENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What shows on the map and wants explaining."""

    types: Counter[str]
    statuses: Counter[str]
    commands: list[str]
    day: datetime.date | None
    disc: bool
    waters: bool = False


def rows(contents: Contents, strings: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the rows of the legend: kind, key, text; types are ordered class by class, as on the page."""
    found = []
    known = sorted(contents.types, key=lambda root: (ROOTS.index(root) if root in ROOTS else 99, root))
    quad = ""
    for root in known:
        if event_style(root).quad != quad:
            quad = event_style(root).quad
            found.append(("head", "", strings[f"quad.{quad}"]))
        found.append(("type", root, f"{strings.get(f'type.{root}', root)}  {contents.types[root]:,}"))
    if contents.disc:
        found.append(("disc", "", strings["figure.disc"]))
    if set(contents.statuses) - {"actual"}:
        found.append(("head", "", strings["panel.statuses"]))
        found += [
            ("status", name, strings[f"status.{name}"]) for name in STATUSES if name in contents.statuses
        ]
    if contents.commands and contents.day:
        found.append(("head", "", strings["figure.commands"].format(day=contents.day.isoformat())))
        found += [("command", name, name) for name in contents.commands]
        if contents.waters:
            found += [
                ("limit", "described", strings["figure.limit"]),
                ("limit", "", strings["figure.standIn"]),
            ]
    return found


def height_pt(contents: Contents, strings: Mapping[str, str]) -> float:
    """Return the height that the legend needs."""
    return sum(_height(kind) for kind, *_ in rows(contents, strings))


def draw_legend(
    axes: Axes, contents: Contents, strings: Mapping[str, str], *, dark: bool, colours: dict[str, str]
) -> None:
    """Draw the rows from the top down."""
    scale = Scale.of(axes)
    _, top = scale.size_pt
    for kind, key, text in rows(contents, strings):
        middle = top - _height(kind) / 2
        if kind == "head":
            axes.text(
                0, middle, text, fontsize=11 * PX, fontweight="bold", color=colours["muted"], va="center"
            )
        else:
            _draw_icon(scale, kind, key, middle, dark=dark, colours=colours)
            axes.text(
                ICON_PT,
                middle,
                text,
                fontsize=11.5 * PX,
                color=colours["text"],
                va="center",
                parse_math=False,
            )
        top -= _height(kind)


def _draw_icon(scale: Scale, kind: str, key: str, y: float, *, dark: bool, colours: dict[str, str]) -> None:
    if kind == "type":
        draw_mark(scale, 8, y, key, "actual", dark=dark, paper=colours["paper"])
    elif kind == "status":
        draw_mark(scale, 8, y, "", key, dark=dark, paper=colours["paper"])
    elif kind == "disc":
        draw_disc(scale, 8, y, radius_px=6.5, counts=Counter({colours["muted"]: 1}), paper=colours["paper"])
    elif kind == "limit":
        draw_limit(scale, [(0.5, y), (16, y)], "", dark=dark, described=bool(key))
    else:
        draw_area(scale, shapely.box(1, y - 3.2, 15, y + 3.2), key, dark=dark)


def _height(kind: str) -> float:
    return HEAD_PT + 2 if kind == "head" else ROW_PT
