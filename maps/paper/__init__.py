"""The map on paper: a static matplotlib figure with the colours and signs of the page.

`sheet` puts it together; the other modules each draw one kind of thing onto its axes. All need the extra `figure`.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.errors import MissingExtra, UnknownFormat
from maps.files import whole_file

if TYPE_CHECKING:
    import datetime
    import os

    from matplotlib.figure import Figure

    from geo.conversion import Events
    from maps.basemap import Bounds

PRINT_DPI = 300
WRITTEN = (".pdf", ".svg", ".png")
_REFUSED = {".eps": "it knows no transparency"}
_UNDATED: dict[str, dict[str, Any]] = {
    ".pdf": {"CreationDate": None},
    ".svg": {"Date": None},
}
"""Metadata without a clock: the same events give the same file."""


def figure(
    events: Events,
    *,
    title: str | None = None,
    date: datetime.date | str | None = None,
    bounds: Bounds | None = None,
    commands: bool = True,
    at_sea: bool = True,
    legend: bool = True,
    dark: bool = False,
    width_mm: float = 180.0,
    language: str | os.PathLike[str] = "en",
) -> Figure:
    """Draw a set as a figure for a paper: outlines, command areas, events, names and a legend.

    Parameters
    ----------
    events
        What to draw: a set, which may be empty, or some of its events as `maps.show` takes them.
    title
        A heading; none by default, for papers have captions.
    date
        Day of the command areas; by default that of the last event.
    bounds
        West, south, east, north in degrees, WGS 84; by default around most of the events. It
        may be widened to fit the page.
    commands
        Draw the commands' areas.
    at_sea
        Draw their seas too, as far as the limits are described; paler, as on the page.
    legend
        Explain the signs beside the map.
    dark
        Take the colours for a dark ground: slides.
    width_mm
        Width of the figure in millimetres.
    language
        Of the legend; as for `maps.show`.

    Returns
    -------
    matplotlib.figure.Figure
        The map is its first axes, in degrees, so that `frame.plot(ax=figure.axes[0])` adds to it.

    Raises
    ------
    NotEvents
        When `events` holds no events.
    MissingExtra
        When matplotlib is not installed.
    BadDate
        When the date cannot be read.
    """
    _check_library()
    from geo.conversion import as_event_set
    from maps.paper.sheet import draw

    chosen = as_event_set(events, caller="maps.figure")
    return draw(
        chosen, title=title, date=date, bounds=bounds, commands=commands, at_sea=at_sea, legend=legend, dark=dark,
        width_mm=width_mm, language=language,
    )  # fmt: skip


def save_figure(
    events: Events, path: str | os.PathLike[str], *, overwrite: bool = False, **options: Any
) -> None:
    """Write the figure of a set to a file, whole or not at all.

    Parameters
    ----------
    events
        What to draw.
    path
        The suffix chooses the format: `.pdf` or `.svg` for papers, `.png` with 300 dots an inch.
    overwrite
        Replace what is there.
    options
        Those of `figure`.

    Raises
    ------
    UnknownFormat
        For another suffix.
    FileExists, OSError
        As `maps.save`.
    MissingExtra, BadDate
        As `figure`.
    """
    path = Path(path)
    check_figure(path)
    drawn = figure(events, **options)
    import matplotlib as mpl

    # Text stays text in the file, to be searched and set anew; ids do not change from run to run.
    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "dateline", "pdf.fonttype": 42}
    with whole_file(path, overwrite=overwrite) as temporary, mpl.rc_context(settings):
        drawn.savefig(temporary, dpi=PRINT_DPI, metadata=_UNDATED.get(path.suffix.lower()))


def check_figure(path: str | os.PathLike[str]) -> None:
    """Raise what `save_figure` would raise for this suffix, or for want of matplotlib, before the work.

    Raises
    ------
    UnknownFormat, MissingExtra
        As for `save_figure`.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in WRITTEN:
        raise UnknownFormat(suffix, WRITTEN, _REFUSED.get(suffix, ""))
    _check_library()


def _check_library() -> None:
    if importlib.util.find_spec("matplotlib") is None:
        raise MissingExtra("a figure", "matplotlib", "figure")
