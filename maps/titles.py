"""Events in words of people: what each type is called, and a short sentence for each event.

The words are those of the page's table (`web/strings.en.json`), so that another language words the same events. Their
keys are made of an event's type and mode, the more special first, as `web/js/events.js` takes them too:

``type.CONSULT.phone``, else ``type.CONSULT``
    what such an event is called: "Phone call".
``told.CONSULT.phone.both``, else ``told.CONSULT.both``
    a sentence of what happened, with both sides known (`actors`: only who did it): "{parties} spoke by phone".
``noun.CONSULT.phone.both``, else ``noun.CONSULT.both``, else ``noun.both``
    the same without a verb, for what did not happen, or not yet; and with only those known whom it happened to
    (`recipients`), only the place (`place`), or nothing but the report's own words (`words`).
``titled.negated``
    what is put before the latter: "Did not happen: {title}".
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.event_set import EventSet
    from geo.records import Actor, Event

MOST_NAMES = 3
"""Names in a title; the card and the tables have all."""
METRES_UP_TO = 1000
"""Longer distances are told in kilometres."""
HAPPENED = ("actual", "historical")
"""Statuses of what is told as a fact: a sentence says it."""


def label(root: str, mode: str | None, strings: Mapping[str, str]) -> str:
    """Return what events of a type and mode are called: "Air strike".

    Parameters
    ----------
    root, mode
        The codes; of a type that the table does not know, they are given as they are.
    strings
        The words of a language, as `maps.strings.load_strings` gives them.

    Examples
    --------
    >>> from maps.strings import load_strings
    >>> label("ASSAULT", "aerial", load_strings("en")), label("NOVEL", "", load_strings("en"))
    ('Air strike', 'NOVEL')
    """
    keys = (f"type.{codes}" for codes in _codes(root, mode))
    return _first(keys, strings) or "-".join(filter(None, (root, mode)))


def with_labels(columns: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return the columns of a table of events with English labels in one more, `label`, behind `mode`."""
    from geo.io.columns import objects
    from maps.strings import load_strings

    strings = load_strings("en")
    pairs = list(zip(columns["type"].tolist(), columns["mode"].tolist(), strict=True))
    known = {pair: label(*pair, strings) for pair in set(pairs)}
    labels = objects(known[pair] for pair in pairs)
    made: dict[str, NDArray[Any]] = {}
    for name, values in columns.items():
        made[name] = values
        if name == "mode":
            made["label"] = labels
    return made


def heading(event_set: EventSet, strings: Mapping[str, str]) -> str:
    """Return a heading from the reports: the title or the id of a single one, else their number.

    Examples
    --------
    >>> from geo import EventSet
    >>> from maps.strings import load_strings
    >>> heading(EventSet(), load_strings("en"))
    'No reports'
    """
    count = len(event_set.reports)
    if count == 1:
        (report,) = event_set.reports
        return report.title or strings["title.one"].replace("{report}", report.id)
    if not count:
        return strings["title.events" if event_set.event_records else "title.none"]
    return heading_of_many(count, strings)


def heading_of_many(reports: int | None, strings: Mapping[str, str]) -> str:
    """Return a heading for events of so many reports, or of an unknown number of them."""
    return strings["title.many"].replace("{count}", f"{reports:,}") if reports else strings["title.events"]


def title(event: Event, strings: Mapping[str, str]) -> str:
    """Return an event as a short sentence: "Yoav Gallant and Lloyd Austin spoke by phone".

    Who is not known is left out; of an event with nobody known the place is told, else the report's own words.
    """
    participants = (*event.actors, *event.recipients)
    values = {
        "label": label(event.type, event.mode, strings),
        "actors": _listed(event.actors, strings),
        "recipients": _listed(event.recipients, strings),
        "parties": _listed(participants, strings),
        "place": _place(event),
        "words": event.mentions[0].text if event.mentions else "",
    }
    sides = _sides(values)
    if not sides:
        return values["label"]
    codes = _codes(event.type, event.mode)
    if event.status in HAPPENED and (pattern := _first((f"told.{code}.{sides}" for code in codes), strings)):
        return _sentence(pattern, values)
    pattern = _first((f"noun.{code}.{sides}" for code in codes), strings) or strings[f"noun.{sides}"]
    made = _sentence(pattern, values)
    prefix = strings.get(f"titled.{event.status}")
    return _filled(prefix, {"title": made}) if prefix else made


WIDE: Final = frozenset({"region", "country"})
"""Levels of precision that are no point on the ground."""


def nearness(event: Event, strings: Mapping[str, str]) -> str:
    """Return where an event was and how precisely that is known, as the page's card says it.

    "Kinshasa (town), within 15 km", "In Kenya, nowhere nearer, within 430 km", "Somewhere along the border of Kenya and
    Uganda"; empty for an event without a place.
    """
    level = event.precision
    if level is None:
        return "" if event.where is None else _sentence(strings["precision.unknown"], {})
    values = {"place": _place(event), "level": strings[f"precision.{level}"]}
    if not values["place"]:
        known = "{level}"
    elif level in WIDE and _is_line(event):
        known = strings["precision.along"]
    else:
        known = strings[f"precision.{'nowhere' if level == 'country' else 'place'}"]
    if not event.radius_m:
        return _sentence(known, values)
    within = {"level": _filled(known, values), "distance": _distance(event.radius_m, strings)}
    return _sentence(strings["precision.about"], within)


def _distance(metres: float, strings: Mapping[str, str]) -> str:
    """Return metres as people take them in: two digits, in kilometres from one on."""
    digits = 10 ** max(0, int(math.log10(max(1.0, metres))) - 1)
    rounded = round(metres / digits) * digits
    if rounded < METRES_UP_TO:
        return _filled(strings["precision.metres"], {"count": str(rounded)})
    return _filled(strings["precision.kilometres"], {"count": f"{rounded / 1000:,g}"})


def _sides(values: Mapping[str, str]) -> str:
    """Return what is known of an event, as the keys of the patterns call it; empty where nothing is."""
    if values["actors"] and values["recipients"]:
        return "both"
    return next((name for name in ("actors", "recipients", "place", "words") if values[name]), "")


def _codes(root: str, mode: str | None) -> tuple[str, ...]:
    """Return the keys of a type, the more special first."""
    return (f"{root}.{mode}", root) if mode else (root,)


def _first(keys: Iterable[str], strings: Mapping[str, str]) -> str | None:
    return next((strings[key] for key in keys if key in strings), None)


def _listed(actors: Sequence[Actor], strings: Mapping[str, str]) -> str:
    """Return names as a list in words: "A, B and C", "A, B, C and 4 more"."""
    names = list(dict.fromkeys(actor.name for actor in actors))
    first = names[:MOST_NAMES]
    rest = len(names) - len(first)
    last = first.pop() if len(first) > 1 and not rest else ""
    listed = first[0] if first else ""
    for name in first[1:]:
        listed = _filled(strings["names.comma"], {"first": listed, "next": name})
    if last:
        return _filled(strings["names.two"], {"first": listed, "last": last})
    return _filled(strings["names.more"], {"names": listed, "count": str(rest)}) if rest else listed


def _place(event: Event) -> str:
    from geo.io.links import primary_link

    link = primary_link(event) if event.where is not None else None
    if link is None or link.mention.place is None:
        return ""
    return link.mention.meaning or link.mention.place.name


def _is_line(event: Event) -> bool:
    """Return whether the place of an event is a line, which something is along, not in."""
    from geo.io.links import primary_link

    link = primary_link(event)
    return bool(link and link.mention.place and link.mention.place.kind == "border")


def _sentence(pattern: str, values: Mapping[str, str]) -> str:
    made = _filled(pattern, values)
    return made[:1].upper() + made[1:]


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """Fill in a pattern in one pass: a name that holds "{actors}" stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), pattern)
