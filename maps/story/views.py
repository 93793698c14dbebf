"""What the map shows to each step of a story: its keys as a fragment of the page's address, and a box to frame.

The fragment is the page's own permalink (`maps/web/js/permalink.js`), so that a step is also a link. What needs the
gazetteer, the table of commands or the events is looked up here, when the map is made.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import gazetteer
from gazetteer.errors import AmbiguousPlace, GazetteerError, PlaceNotFound
from gazetteer.geodesy import MEAN_DEGREE_M
from maps.basemap import LABELS
from maps.errors import UnreadableStory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.commands import Change
    from gazetteer.place import Place
    from geo.event_set import EventSet
    from geo.records import Event
    from maps.story.document import Step, Story

Bounds = tuple[float, float, float, float]

LEAST_ZOOM, MOST_ZOOM = 1, 13
LEAST_RADIUS_M = 9_000  # around a town: its surroundings, not its streets
LISTED = 12  # names in an error
SPECK = 0.01  # of the largest part of an area: smaller parts need not be framed
FAR_DEG = 15.0  # parts that lie further from the largest one are not framed either: French Guiana with France
FEW = 4  # territories that moved together and are framed whole
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_VIEW = re.compile(r"(?P<zoom>[^/]+)/(?P<lat>[^/]+)/(?P<lon>[^/]+)")
_CHANGE = re.compile(r"(?P<name>.*?)[ ,]*(?P<when>\d{4}(?:-\d{2}(?:-\d{2})?)?)?")


class _Wrong(ValueError):
    """What is wrong with a value, as a clause; `story_data` adds file and line."""


def story_data(story: Story, event_set: EventSet, *, commands: str = "auto") -> dict[str, Any]:
    """Return a story as the page reads it: title, and of each step heading, text, fragment and box.

    Parameters
    ----------
    story
        As `read_story` returns it.
    event_set
        The events of the map.
    commands
        Whether the map has command areas, as `EventMap` takes it.

    Raises
    ------
    UnreadableStory
        When a step names a place, a change, an event or a filter that is not there, or a day that does not exist.
    """
    known = _Known(event_set, commands)
    return {"title": story.title, "steps": [_step(step, story.path, known) for step in story.steps]}


def _step(step: Step, path: str, known: _Known) -> dict[str, Any]:
    shown = _View()
    # The link first: what is said in words goes beyond it.
    for key in sorted(step.keys, key=list(_KEYS).index):
        value, line = step.keys[key]
        try:
            _KEYS[key](shown, known, value)
        except (_Wrong, GazetteerError) as error:
            raise UnreadableStory(path, line, str(error)) from error
    made: dict[str, Any] = {
        "title": step.heading,
        "text": step.text,
        "link": urlencode(shown.fragment),
        "keys": "\n".join(
            f"{key}: {value}" for key, (value, _) in step.keys.items()
        ),  # for a file saved on the page
    }
    if "view" not in shown.fragment and (box := shown.box()):
        made["fit"] = [round(value, 3) for value in box]
    return made


@dataclass(slots=True)
class _View:
    """What a step shows: the keys of a permalink, and boxes to frame where it has no view."""

    fragment: dict[str, str] = field(default_factory=dict)
    boxes: list[Bounds] = field(default_factory=list)

    def box(self) -> Bounds | None:
        """Return the box around all boxes."""
        if not self.boxes:
            return None
        west, south, east, north = zip(*self.boxes, strict=True)
        return min(west), min(south), max(east), max(north)


class _Known:
    """What there is to name in a step: events, those who take part, reports, changes."""

    def __init__(self, event_set: EventSet, commands: str) -> None:
        self.found = event_set
        self.commands = commands

    @cached_property
    def events(self) -> list[Event]:
        return list(self.found)

    @cached_property
    def types(self) -> list[str]:
        return sorted({event.type for event in self.events})

    @cached_property
    def actors(self) -> list[str]:
        named = Counter(who.name for event in self.events for who in (*event.actors, *event.recipients))
        return [name for name, _ in named.most_common()]

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places of the reports by name, the one that is mentioned most of those of one name."""
        counted: Counter[Place] = Counter()
        by_id: dict[str, Place] = {}
        for mention in self.found.mention_records:
            if mention.place:
                counted[by_id.setdefault(mention.place.id, mention.place)] += 1
        return {place.name.casefold(): place for place, _ in reversed(counted.most_common())}

    @cached_property
    def changes(self) -> list[list[Change]]:
        from maps.layers.commands import together

        return together(gazetteer.commands.changes())


def _link(shown: _View, _: _Known, value: str) -> None:
    """Apply the keys of a link to the map, or of its fragment alone."""
    keys = dict(parse_qsl(value.partition("#")[2] if "#" in value else value))
    for name in ("embed", "story"):
        keys.pop(name, None)
    if not keys:
        raise _Wrong(f"{value[:60]!r} is no link to a view: copy one with the map's Share button")
    if "day" in keys:
        _iso(keys["day"])
    if "view" in keys:
        _checked_view(keys["view"])
    shown.fragment.update(keys)


def _change(shown: _View, known: _Known, value: str) -> None:
    if known.commands == "never":
        raise _Wrong("a change of command needs the command areas, which --commands never leaves out")
    group = _found_change(known.changes, value)
    shown.fragment |= {
        "change": link_name(group),
        "day": group[0].date.isoformat(),
        "withLayer": "commands,seas",
    }
    moved = {one.iso3 for one in group if one.confidence != "unsure"} or {one.iso3 for one in group}
    if len(moved) <= FEW:  # of more the page frames what is large
        shown.boxes = [_main_bounds(gazetteer.areas.country(iso3)) for iso3 in sorted(moved)]


def _found_change(changes: Sequence[list[Change]], value: str) -> list[Change]:
    asked = _CHANGE.fullmatch(value.strip())
    name, when = (asked["name"].casefold(), asked["when"] or "") if asked else (value.casefold(), "")
    of_name = [group for group in changes if name in _names(group)]
    hits = [group for group in of_name if group[0].date.isoformat().startswith(when)]
    if len(hits) == 1:
        return hits[0]
    if hits or of_name:
        why = "may be any of these" if hits else "is no change; there are"
        raise _Wrong(f"{value!r} {why}: {'; '.join(map(_worded, hits or of_name))}")
    near = get_close_matches(name, {one for group in changes for one in _names(group)}, n=3)
    raise _Wrong(
        f"no change concerns {value!r}{_meant(near)}; 'dateline commands --of ISR' lists a country's commands"
    )


def _names(group: list[Change]) -> set[str]:
    """Return what a change may be called by: its territories, and a command that it made."""
    territories = {
        name for one in group for name in (one.territory, one.iso3, LABELS.get(one.iso3, one.territory))
    }
    made = {one.to_command for one in group if one.kind == "created"}
    return {name.casefold() for name in territories | made}


def _worded(group: list[Change]) -> str:
    first = group[0]
    rest = f" and {len(group) - 1} more" if len(group) > 1 else ""
    before = first.from_command or "not recorded"
    return f"{first.territory}{rest}, {first.date.isoformat()}, {before} to {first.to_command}"


def link_name(group: list[Change]) -> str:
    """Return a change as the page's address names it: day, commands before (the largest giver first), after."""
    ordered = sorted(
        group, key=lambda one: (one.from_command, ("sure", "likely", "unsure").index(one.confidence))
    )
    counted = Counter(
        one.from_command for one in [one for one in ordered if one.confidence != "unsure"] or ordered
    )
    return "/".join(
        [group[0].date.isoformat(), *(name for name, _ in counted.most_common()), group[0].to_command]
    )


def _day(shown: _View, _: _Known, value: str) -> None:
    shown.fragment["day"] = _iso(value)


def _compare(shown: _View, _: _Known, value: str) -> None:
    days = [part.strip() for part in value.split(",")]
    if len(days) != 2:
        raise _Wrong(f"{value!r} are not two days: 2021-01-14, 2021-01-15")
    left, right = map(_iso, days)
    shown.fragment |= {"swipe": f"{left}/{right}", "day": right}


def _days(shown: _View, _: _Known, value: str) -> None:
    if not value.isascii() or not value.isdigit() or not int(value):
        raise _Wrong(f"{value!r} is no number of days until the day")
    shown.fragment["window"] = str(int(value))


def _place(shown: _View, known: _Known, value: str) -> None:
    names = [name.strip() for name in value.split(";")]
    shown.boxes = [_bounds_of(_found_place(known, name)) for name in names if name]


def _found_place(known: _Known, name: str) -> Place:
    """Find a place: one of the reports, else of the gazetteer, with a country after a comma."""
    if name.casefold() in known.places:
        return known.places[name.casefold()]
    try:
        return gazetteer.find(name)
    except (PlaceNotFound, AmbiguousPlace):
        first, comma, country = name.rpartition(",")
        if not comma:
            raise
        return gazetteer.find(first.strip(), country=country.strip())


def _bounds_of(place: Place) -> Bounds:
    """Return the box of a place's area, else of the circle around it; degrees west, south, east, north."""
    area = gazetteer.areas.geometry(place)
    if area is not None and not area.is_empty:
        return _main_bounds(area)
    return _around(place.lon, place.lat, max(LEAST_RADIUS_M, place.radius_m))


def _main_bounds(area: BaseGeometry) -> Bounds:
    """Return the box of an area without its specks and its parts beyond the seas."""
    parts = sorted(getattr(area, "geoms", [area]), key=lambda part: part.area, reverse=True)
    kept = [
        part for part in parts if part.area >= SPECK * parts[0].area and part.distance(parts[0]) < FAR_DEG
    ]
    west, south, east, north = zip(*(part.bounds for part in kept), strict=True)
    return min(west), min(south), max(east), max(north)


def _around(lon: float, lat: float, radius_m: float) -> Bounds:
    high = radius_m / MEAN_DEGREE_M
    wide = high / max(0.1, math.cos(math.radians(lat)))
    return lon - wide, lat - high, lon + wide, lat + high


def _zoom(shown: _View, _: _Known, value: str) -> None:
    if "view" in shown.fragment or not shown.boxes:
        raise _Wrong("zoom goes with a place or an event: a view has its own")
    zoom = _number(value)
    if not LEAST_ZOOM <= zoom <= MOST_ZOOM:
        raise _Wrong(f"zoom {value} is not between {LEAST_ZOOM} (the world) and {MOST_ZOOM} (a town)")
    west, south, east, north = shown.box() or (0, 0, 0, 0)
    shown.fragment["view"] = f"{zoom:g}/{(south + north) / 2:.3f}/{(west + east) / 2:.3f}"


def _view(shown: _View, _: _Known, value: str) -> None:
    if shown.boxes:
        raise _Wrong("a step has a view or a place, not both")
    shown.fragment["view"] = _checked_view(value)


def _checked_view(value: str) -> str:
    found = _VIEW.fullmatch(value.strip())
    zoom, lat, lon = map(_number, found.groups()) if found else (0.0, 0.0, 0.0)
    if not found or not LEAST_ZOOM <= zoom <= MOST_ZOOM or abs(lat) > 85 or abs(lon) > 180:
        raise _Wrong(f"{value!r} is no view: zoom/latitude/longitude, such as 7/31.5/34.8")
    return value.strip()


def _event(shown: _View, known: _Known, value: str) -> None:
    """Choose an event by its id, or the surest one of a type, by the step's day when there is one."""
    chosen = next((event for event in known.events if event.id == value), None) or _of_type(
        shown, known, value
    )
    shown.fragment["event"] = chosen.id
    if (
        chosen.where is not None
        and not chosen.where.is_empty
        and not shown.boxes
        and "view" not in shown.fragment
    ):
        point = chosen.where.representative_point()
        shown.boxes = [_around(point.x, point.y, max(40_000, chosen.radius_m or 0))]


def _of_type(shown: _View, known: _Known, value: str) -> Event:
    kind, _, mode = value.partition(" ")
    of_type = [
        event
        for event in known.events
        if event.type == kind.upper() and (not mode or event.mode == mode.strip().lower())
    ]
    if not of_type:
        raise _Wrong(
            f"no event has the id, or the type and mode, {value!r}; types: {', '.join(known.types) or 'none'}"
        )
    day = shown.fragment.get("day")
    by_day = [event for event in of_type if day and event.when.start and event.when.start.isoformat() <= day]
    if day and not by_day:
        days = sorted({event.when.start.isoformat() for event in of_type if event.when.start})
        raise _Wrong(f"no {value} begins by {day}, but on {_listed(days) or 'no known day'}")
    # Of those by that day the latest; else the surest one that the map can show.
    return max(
        by_day or of_type,
        key=lambda event: (str(event.when.start) if by_day else "", event.where is not None, event.score),
    )


def _types(shown: _View, known: _Known, value: str) -> None:
    shown.fragment["without"] = _all_but(value.upper(), known.types, "type of event here")


def _statuses(shown: _View, _: _Known, value: str) -> None:
    shown.fragment["withoutStatus"] = _all_but(value.lower(), STATUSES, "status")


def _commands(shown: _View, known: _Known, value: str) -> None:
    if known.commands == "never":
        raise _Wrong("there are no command areas to choose among: --commands never leaves them out")
    geographic = {one.command for one in gazetteer.commands.commands().values() if one.geographic}
    shown.fragment["withoutCommand"] = _all_but(value.upper(), sorted(geographic), "command")


def _all_but(value: str, allowed: Sequence[str], what: str) -> str:
    """Return those that a list leaves out, as the page's address names them."""
    kept = [part.strip() for part in value.split(",") if part.strip()]
    for name in kept:
        if name not in allowed:
            raise _Wrong(f"{name!r} is no {what}: use {', '.join(allowed) or 'none'}")
    return ",".join(name for name in allowed if name not in kept)


def _actor(shown: _View, known: _Known, value: str) -> None:
    shown.fragment["actor"] = _one_of(value, known.actors, "no actor is called")


def _report(shown: _View, known: _Known, value: str) -> None:
    titles = {report.title: report.id for report in known.found.reports if report.title}
    ids = [report.id for report in known.found.reports]
    named = _one_of(value, [*ids, *titles], "no report is called")
    shown.fragment["report"] = f"report:{titles.get(named, named)}"


def _source(shown: _View, known: _Known, value: str) -> None:
    sources = dict.fromkeys(report.source for report in known.found.reports if report.source)
    shown.fragment["report"] = f"source:{_one_of(value, list(sources), 'no source is called')}"


def _one_of(value: str, names: Sequence[str], what: str) -> str:
    """Return the name that a value means, in any letter case."""
    folded = {name.casefold(): name for name in reversed(names)}
    if value.casefold() in folded:
        return folded[value.casefold()]
    near = [folded[name] for name in get_close_matches(value.casefold(), folded, n=3)]
    raise _Wrong(f"{what} {value!r}{_meant(near) or f'; there are {_listed(names) or 0}'}")


def _words(shown: _View, _: _Known, value: str) -> None:
    shown.fragment["q"] = value


def _confidence(shown: _View, _: _Known, value: str) -> None:
    score = _number(value)
    if not 0 < score <= 1:
        raise _Wrong(f"confidence {value} is not between 0 and 1")
    shown.fragment["score"] = f"{score:g}"


def _undated(shown: _View, _: _Known, value: str) -> None:
    if value.lower() not in ("yes", "no"):
        raise _Wrong(f"undated is yes or no, not {value!r}")
    if value.lower() == "no":
        shown.fragment["undated"] = "0"


def _iso(value: str) -> str:
    """Check a day."""
    try:
        day = datetime.date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise _Wrong(f"{value!r} is no day of the calendar: YYYY-MM-DD, such as 2021-01-15")
    return day.isoformat()


def _number(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _Wrong(f"{value!r} is no number")
    return number


def _meant(near: Iterable[str]) -> str:
    names = " or ".join(near)
    return f"; did you mean {names}?" if names else ""


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


# In the order in which they are taken: a day before the event that lies on it, a place before its zoom.
_KEYS: dict[str, Callable[[_View, _Known, str], None]] = {
    "link": _link,
    "change": _change,
    "day": _day,
    "compare": _compare,
    "days": _days,
    "place": _place,
    "event": _event,
    "zoom": _zoom,
    "view": _view,
    "types": _types,
    "statuses": _statuses,
    "actor": _actor,
    "report": _report,
    "source": _source,
    "words": _words,
    "confidence": _confidence,
    "undated": _undated,
    "commands": _commands,
}
