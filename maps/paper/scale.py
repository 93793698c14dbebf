"""Degrees and points of the paper: a factor leads from one to the other, for maps are true on their middle parallel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from maps.basemap import Bounds

PX = 0.62  # points of the paper for a pixel of the page: print is finer and is held closer


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Axes of lon and lat with their size on paper.

    Attributes
    ----------
    axes
        What is drawn on; its data coordinates are degrees (in a legend points).
    bounds
        West, south, east, north of what it shows, in data coordinates.
    x_pt, y_pt
        Points of the paper for one unit of each data coordinate.
    """

    axes: Axes
    bounds: Bounds
    x_pt: float
    y_pt: float

    @classmethod
    def of(cls, axes: Axes) -> Scale:
        """Measure axes whose limits and place in the figure are final."""
        west, east = axes.get_xlim()
        south, north = axes.get_ylim()
        box = axes.get_window_extent()
        figure = axes.get_figure(root=True)
        if figure is None:
            raise ValueError("the axes belong to no figure")
        point = 72 / figure.dpi
        return cls(
            axes=axes,
            bounds=(west, south, east, north),
            x_pt=box.width * point / (east - west),
            y_pt=box.height * point / (north - south),
        )

    def points(self, x: float, y: float) -> tuple[float, float]:
        """Return the points of the paper from the lower left corner."""
        return (x - self.bounds[0]) * self.x_pt, (y - self.bounds[1]) * self.y_pt

    def data(self, x_pt: float, y_pt: float) -> tuple[float, float]:
        """Undo `points`."""
        return self.bounds[0] + x_pt / self.x_pt, self.bounds[1] + y_pt / self.y_pt

    def moved(self, x: float, y: float, x_pt: float, y_pt: float) -> tuple[float, float]:
        """Return the data coordinates so many points right of and above others."""
        return x + x_pt / self.x_pt, y + y_pt / self.y_pt

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height on paper."""
        west, south, east, north = self.bounds
        return (east - west) * self.x_pt, (north - south) * self.y_pt
