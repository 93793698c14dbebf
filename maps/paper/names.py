"""Names on the paper: mentioned places, countries and large towns, the more important first, none upon another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.patheffects import withStroke

from gazetteer.areas import outlines
from maps.basemap import LABELS, capitals, towns_near, unit_key
from maps.paper.ground import resolution_for
from maps.paper.scale import PX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matplotlib.text import Text

    from geo.event_set import EventSet
    from maps.paper.scale import Scale

Box = tuple[float, float, float, float]
AREAS = frozenset({"country", "continent", "border", "command"})
WIDE = frozenset({"region", "admin1", "water", "landform"})  # too large to be one spot
MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class Name:
    """A text, where it may be put (points of its lower left corner, by its size) and how it looks."""

    text: str
    x: float
    y: float
    gaps: tuple[float, ...]
    look: dict[str, Any]
    dot: str = ""
    fits_pt: float | None = None

    def spots(self, width: float, height: float) -> Iterator[tuple[float, float]]:
        """Yield lower left corners in points, the best first."""
        middle = self.y - height / 2
        if not self.gaps:
            yield self.x - width / 2, middle
        for gap in self.gaps:
            yield self.x + gap, middle
            yield self.x - gap - width, middle
            yield self.x - width / 2, self.y + gap
            yield self.x - width / 2, self.y - gap - height


def draw_names(scale: Scale, event_set: EventSet, taken: list[Box], colours: dict[str, str]) -> None:
    """Write the names that find room.

    Parameters
    ----------
    scale
        The map.
    event_set
        Whose mentioned places are named.
    taken
        Boxes in points (left, bottom, right, top) that the signs cover.
    colours
        Of the ground.
    """
    halo = [withStroke(linewidth=2.4 * PX, foreground=colours["paper"])]
    for name in (
        *_places(scale, event_set, colours),
        *_countries(scale, colours),
        *_towns(scale, event_set, colours),
    ):
        text = scale.axes.text(
            *scale.data(name.x, name.y), name.text, parse_math=False, va="bottom", **name.look
        )
        width, height = _size(text)
        box = _room(name, width, height, taken, scale.size_pt)
        if box is None:
            text.remove()
            continue
        taken.append(box)
        x, y = scale.data(box[0] + 1, box[1] + 0.5)
        text.set(x=x, y=y, path_effects=halo, zorder=5.5, clip_on=True)
        if name.dot:
            dot_x, dot_y = scale.data(name.x, name.y)
            scale.axes.plot([dot_x], [dot_y], "o", ms=3 * PX, color=colours[name.dot], zorder=5)


def _room(name: Name, width: float, height: float, taken: list[Box], size: tuple[float, float]) -> Box | None:
    """Return the first free place for a name, `None` when it finds no room."""
    if name.fits_pt is not None and width > name.fits_pt:
        return None
    boxes = (
        (left - 1, bottom - 0.5, left + width + 1, bottom + height + 0.5)
        for left, bottom in name.spots(width, height)
    )
    return next((box for box in boxes if _is_free(box, taken, size)), None)


def _size(text: Text) -> tuple[float, float]:
    box = text.get_window_extent()
    point = 72 / text.get_figure(root=True).dpi  # type: ignore[union-attr]  # it was made on axes
    return box.width * point, box.height * point


def _is_free(box: Box, taken: Iterable[Box], size: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    if left < 0 or bottom < 0 or right > size[0] or top > size[1]:
        return False
    return all(right < other[0] or left > other[2] or top < other[1] or bottom > other[3] for other in taken)


def _places(scale: Scale, event_set: EventSet, colours: dict[str, str]) -> Iterator[Name]:
    counts = Counter(m.place for m in event_set.mention_records if m.place and m.place.kind not in AREAS)
    view = shapely.box(*scale.bounds)
    look = {"fontsize": 12 * PX, "fontweight": "bold", "color": colours["text"]}
    west, _, east, _ = scale.bounds
    least = 3 if east - west > 90 else 2 if east - west > 40 else 1
    inside = [
        place
        for place, count in counts.most_common()
        if count >= least and view.contains(shapely.Point(place.lon, place.lat))
    ]
    for place in inside[:MOST_PLACES]:
        spot = scale.points(place.lon, place.lat)
        ring = "" if place.kind in WIDE else "place"
        yield Name(place.name, *spot, (10 * PX, 18 * PX, 26 * PX), look, dot=ring)


def _countries(scale: Scale, colours: dict[str, str]) -> Iterator[Name]:
    source = outlines.load(resolution_for(scale.bounds))
    view = shapely.box(*scale.bounds)
    found = []
    for key, unit in source.units.items():
        if not view.intersects(shapely.box(*source.bounds(key))):
            continue
        land = shapely.clip_by_rect(source.area([key]), *scale.bounds)
        pieces = [piece for piece in shapely.get_parts(land) if piece.area > 0]
        if pieces:
            found.append((max(pieces, key=lambda piece: piece.area), unit))
    for land, unit in sorted(found, key=lambda pair: -pair[0].area):
        spot = land.representative_point()
        west, _, east, _ = land.bounds
        look = {"fontsize": 11 * PX, "color": colours["label"]}
        name = LABELS.get(unit_key(*unit.key), unit.name).upper()
        yield Name(name, *scale.points(spot.x, spot.y), (), look, fits_pt=(east - west) * scale.x_pt * 1.05)


def _towns(scale: Scale, event_set: EventSet, colours: dict[str, str]) -> Iterator[Name]:
    west, south, east, north = scale.bounds
    mentioned = {m.place.name for m in event_set.mention_records if m.place}
    least = 1_500_000 if east - west > 25 else 400_000 if east - west > 8 else 50_000
    centre = ((west + east) / 2, (south + north) / 2)
    for town in dict.fromkeys((*capitals(), *towns_near([centre]))):
        if town.population < least or town.name in mentioned:
            continue
        if west < town.lon < east and south < town.lat < north:
            look = {"fontsize": 10.5 * PX, "color": colours["label"]}
            yield Name(town.name, *scale.points(town.lon, town.lat), (4 * PX,), look, dot="label")
