"""Colours and shapes of the page: one look for each family of events, one for each command.

Colour tells the quad class of PLOVER's roots, or hazards (five colours that stay apart for people with red-green
blindness), shape tells the root within it, so that two roots never share both. Status is drawn as filling by the page.
Every colour comes twice, for a light and for a dark ground.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Shape = Literal["circle", "square", "triangle", "diamond", "pentagon", "star", "cross", "hexagon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hue:
    """A colour as `#rrggbb`, for a light ground and for a dark one."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStyle:
    """How events of one PLOVER root, or hazards, look; `quad` names the quad class, or `hazard`."""

    root: str
    quad: str
    shape: Shape
    hue: Hue


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandStyle:
    """How one command's area looks: a colour and the angle of its hatch in degrees."""

    hue: Hue
    hatch: int


QUADS: dict[str, Hue] = {
    "verbal cooperation": Hue(light="#0077bb", dark="#5cb8f0"),
    "material cooperation": Hue(light="#00806f", dark="#3fd0bd"),
    "verbal conflict": Hue(light="#d67400", dark="#ffb454"),
    "material conflict": Hue(light="#b3123c", dark="#ff6f91"),
    "hazard": Hue(light="#6a35c9", dark="#9a7dff"),
    "other": Hue(light="#5f6368", dark="#b0b6bc"),
}
"""Quad class to colour: Paul Tol's vibrant scheme, darkened where white outlines need it."""

_ROOTS: dict[str, tuple[tuple[str, Shape], ...]] = {
    "verbal cooperation": (
        ("AGREE", "diamond"),
        ("CONSULT", "circle"),
        ("SUPPORT", "star"),
        ("CONCEDE", "square"),
    ),
    "material cooperation": (("COOPERATE", "circle"), ("AID", "cross"), ("RETREAT", "square")),
    "verbal conflict": (
        ("REQUEST", "circle"),
        ("ACCUSE", "square"),
        ("REJECT", "diamond"),
        ("THREATEN", "triangle"),
    ),
    "material conflict": (
        ("PROTEST", "pentagon"),
        ("SANCTION", "square"),
        ("MOBILIZE", "diamond"),
        ("COERCE", "hexagon"),
        ("ASSAULT", "star"),
    ),
    "hazard": (("HAZARD", "triangle"),),
}

EVENTS: dict[str, EventStyle] = {
    root: EventStyle(root=root, quad=quad, shape=shape, hue=QUADS[quad])
    for quad, roots in _ROOTS.items()
    for root, shape in roots
}
"""Type of event to look, quad class by quad class, hazards last: the order of the legend."""

COMMANDS: dict[str, CommandStyle] = {
    "CENTCOM": CommandStyle(hue=Hue(light="#8c5a00", dark="#f0b04d"), hatch=-45),
    "EUCOM": CommandStyle(hue=Hue(light="#1f5fa8", dark="#7db0ee"), hatch=45),
    "AFRICOM": CommandStyle(hue=Hue(light="#3c7320", dark="#93d070"), hatch=0),
    "INDOPACOM": CommandStyle(hue=Hue(light="#75399b", dark="#c99aed"), hatch=90),
    "PACOM": CommandStyle(hue=Hue(light="#75399b", dark="#c99aed"), hatch=90),
    "NORTHCOM": CommandStyle(hue=Hue(light="#45566b", dark="#a9bbd1"), hatch=20),
    "SOUTHCOM": CommandStyle(hue=Hue(light="#a02368", dark="#f08fc0"), hatch=-20),
    "LANTCOM": CommandStyle(hue=Hue(light="#006d75", dark="#5fd0d8"), hatch=70),
    "USACOM": CommandStyle(hue=Hue(light="#006d75", dark="#5fd0d8"), hatch=70),
    "JFCOM": CommandStyle(hue=Hue(light="#006d75", dark="#5fd0d8"), hatch=70),
}
"""Command to look; successors by renaming (PACOM, INDOPACOM) keep it."""


@cache
def ground_colours(*, dark: bool) -> dict[str, str]:
    """Give the colours of the ground and of texts by name, as `#rrggbb`: those of `web/css/colours.css`.

    Examples
    --------
    >>> sorted(ground_colours(dark=False).keys() - ground_colours(dark=True).keys())
    []
    """
    text = (Path(__file__).parent / "web/css/colours.css").read_text(encoding="utf-8")
    light, night = text.split("@media", 1)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", night if dark else light))


def event_style(root: str) -> EventStyle:
    """Give the look of a type of event; one that the table does not know is a grey circle.

    Examples
    --------
    >>> event_style("ASSAULT").quad, event_style("NOVEL").shape
    ('material conflict', 'circle')
    """
    return EVENTS.get(root) or EventStyle(root=root, quad="other", shape="circle", hue=QUADS["other"])


def command_style(command: str) -> CommandStyle:
    """Give the look of a command; one that the table does not know is grey with a steep hatch."""
    return COMMANDS.get(command) or CommandStyle(hue=QUADS["other"], hatch=60)
