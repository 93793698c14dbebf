"""Colours and shapes of the page: one look for each family of events, one for each command.

Colour tells the quad class of PLOVER's roots, or hazards (five colours that stay apart for every kind of colour
blindness), shape tells the root within it, so that two roots never share both. Status is drawn as filling by the page.
Every colour comes twice, for a light and for a dark ground. Events and commands have two palettes that lightness keeps
apart: events are inks, the furthest from the ground, commands are middle tones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from geo import plover

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
    "verbal cooperation": Hue(light="#1323fb", dark="#c4fdff"),
    "material cooperation": Hue(light="#024e27", dark="#2ade51"),
    "verbal conflict": Hue(light="#8a3100", dark="#fffd0e"),
    "material conflict": Hue(light="#aa1443", dark="#f3b1a0"),
    "hazard": Hue(light="#6104d6", dark="#c8b5fc"),
    "other": Hue(light="#45494e", dark="#d5d9dd"),
}
"""Quad class to colour: inks, far darker (on a dark ground lighter) than any command's colour."""

FILLED_KM2 = 300.0
"""Larger areas of uncertainty are outlined only: filled ones would give a country the colour of an event."""

_SHAPES: dict[str, Shape] = {
    "AGREE": "diamond", "CONSULT": "circle", "SUPPORT": "star", "CONCEDE": "square", "COOPERATE": "circle",
    "AID": "cross", "RETREAT": "square", "REQUEST": "circle", "ACCUSE": "square", "REJECT": "diamond",
    "THREATEN": "triangle", "PROTEST": "pentagon", "SANCTION": "square", "MOBILIZE": "diamond", "COERCE": "hexagon",
    "ASSAULT": "star", "HAZARD": "triangle",
}  # fmt: skip
"""Shapes are told apart within a quad class; its colour does the rest."""

EVENTS: dict[str, EventStyle] = {
    root: EventStyle(root=root, quad=quad, shape=_SHAPES[root], hue=QUADS[quad])
    for root, quad in plover.QUADS.items()
}
"""Type of event to look, quad class by quad class, hazards last: the order of the legend."""

COMMANDS: dict[str, CommandStyle] = {
    "CENTCOM": CommandStyle(hue=Hue(light="#cd6e1e", dark="#b67821"), hatch=-45),
    "EUCOM": CommandStyle(hue=Hue(light="#3588f2", dark="#567fc4"), hatch=45),
    "AFRICOM": CommandStyle(hue=Hue(light="#669b47", dark="#379b4f"), hatch=0),
    "INDOPACOM": CommandStyle(hue=Hue(light="#b170d2", dark="#bd3af3"), hatch=90),
    "PACOM": CommandStyle(hue=Hue(light="#b170d2", dark="#bd3af3"), hatch=90),
    "NORTHCOM": CommandStyle(hue=Hue(light="#7f8892", dark="#808ba0"), hatch=20),
    "SOUTHCOM": CommandStyle(hue=Hue(light="#e067bd", dark="#e8368a"), hatch=-20),
    "LANTCOM": CommandStyle(hue=Hue(light="#2aa394", dark="#09a6ab"), hatch=70),
    "USACOM": CommandStyle(hue=Hue(light="#2aa394", dark="#09a6ab"), hatch=70),
    "JFCOM": CommandStyle(hue=Hue(light="#2aa394", dark="#09a6ab"), hatch=70),
}
"""Command to look: middle tones, so that no area and no outline has an event's colour for any eye, nor in grey print;
successors by renaming (PACOM, INDOPACOM) keep it."""


@cache
def ground_colours(*, dark: bool) -> dict[str, str]:
    """Return the colours of the ground and of texts by name, as `#rrggbb`: those of `web/css/colours.css`.

    Examples
    --------
    >>> sorted(ground_colours(dark=False).keys() - ground_colours(dark=True).keys())
    []
    """
    text = (Path(__file__).parent / "web/css/colours.css").read_text(encoding="utf-8")
    light, night = text.split("@media", 1)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", night if dark else light))


def event_style(root: str) -> EventStyle:
    """Return the look of a type of event; one that the table does not know is a grey circle.

    Examples
    --------
    >>> event_style("ASSAULT").quad, event_style("NOVEL").shape
    ('material conflict', 'circle')
    """
    return EVENTS.get(root) or EventStyle(root=root, quad="other", shape="circle", hue=QUADS["other"])


def command_style(command: str) -> CommandStyle:
    """Return the look of a command; one that the table does not know is grey with a steep hatch."""
    return COMMANDS.get(command) or CommandStyle(hue=QUADS["other"], hatch=60)
