"""The colours and shapes hold what they promise: apart for everybody, and readable on both grounds."""

import itertools

import pytest

from geo.plover import MODES
from maps.style import COMMANDS, EVENTS, QUADS, command_style, event_style, ground_colours

FAMILIES = {
    "HAZARD",
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
PAPER = {"light": "#ffffff", "dark": "#171b20"}
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one, other):
    light, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (sum(m * max(0, c) for m, c in zip(row, rgb, strict=True)) for row in matrix)
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x / 0.9505, y, z / 1.089))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour, eye):
    return lab([sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in BLINDNESS[eye]])


def apart(one, other, eye):
    return sum((a - b) ** 2 for a, b in zip(seen(one, eye), seen(other, eye), strict=True)) ** 0.5


def test_every_family_has_a_look_of_its_own():
    assert set(EVENTS) == FAMILIES == set(MODES)
    assert len({(style.shape, style.hue.light) for style in EVENTS.values()}) == len(FAMILIES)


@pytest.mark.parametrize("eye", BLINDNESS)
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_the_classes_stay_apart_for_every_eye(eye, ground):
    colours = [getattr(hue, ground) for name, hue in QUADS.items() if name != "other"]
    # A difference of 2.3 is just noticeable; four times that is told at a glance.
    assert min(apart(a, b, eye) for a, b in itertools.combinations(colours, 2)) > 10


@pytest.mark.parametrize("eye", BLINDNESS)
def test_the_classes_differ_in_more_than_a_tint_on_a_dark_ground(eye):
    """All are light there, so that a tint of white is no difference: rings of discs are a few pixels wide."""
    colours = [hue.dark for name, hue in QUADS.items() if name != "other"]
    assert min(apart(a, b, eye) for a, b in itertools.combinations(colours, 2)) > 28
    assert (
        abs(seen(QUADS["verbal cooperation"].dark, eye)[0] - seen(QUADS["material conflict"].dark, eye)[0])
        > 12
    )


@pytest.mark.parametrize("eye", BLINDNESS)
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_no_command_has_the_colour_of_an_event(eye, ground):
    events = {getattr(hue, ground) for hue in QUADS.values()}
    commands = {getattr(style.hue, ground) for style in COMMANDS.values()}
    assert min(apart(a, b, eye) for a in events for b in commands) > 17


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_print_in_grey_keeps_events_apart_from_commands(ground):
    lightness = lambda hue: lab(linear(getattr(hue, ground)))[0]  # noqa: E731
    events = [lightness(hue) for hue in QUADS.values()]
    commands = [lightness(style.hue) for style in COMMANDS.values()]
    gap = min(commands) - max(events) if ground == "light" else min(events) - max(commands)
    assert gap > 15


NEIGHBOURS = [
    ("EUCOM", "CENTCOM"), ("CENTCOM", "AFRICOM"), ("EUCOM", "AFRICOM"), ("CENTCOM", "INDOPACOM"), ("EUCOM", "INDOPACOM"),
    ("NORTHCOM", "SOUTHCOM"), ("NORTHCOM", "EUCOM"), ("NORTHCOM", "INDOPACOM"), ("LANTCOM", "EUCOM"),
    ("LANTCOM", "SOUTHCOM"), ("SOUTHCOM", "INDOPACOM"), ("AFRICOM", "INDOPACOM"),
]  # fmt: skip


@pytest.mark.parametrize("eye", BLINDNESS)
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_commands_that_meet_stay_apart_for_every_eye(eye, ground):
    hue = lambda name: getattr(COMMANDS[name].hue, ground)  # noqa: E731
    assert min(apart(hue(a), hue(b), eye) for a, b in NEIGHBOURS) > 10


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_marks_and_lines_have_the_contrast_of_wcag_for_graphics(ground):
    styles = {**EVENTS, **COMMANDS}
    pale = {name for name, style in styles.items() if contrast(getattr(style.hue, ground), PAPER[ground]) < 3}
    assert len(styles) > 20 and pale == set()


def test_commands_that_meet_differ_in_colour_or_hatch():
    looks = {name: (style.hue.light, style.hatch) for name, style in COMMANDS.items()}
    renamed = [{"PACOM", "INDOPACOM"}, {"LANTCOM", "USACOM", "JFCOM"}]
    for a, b in itertools.combinations(looks, 2):
        assert looks[a] != looks[b] or any({a, b} <= names for names in renamed)


def test_what_the_tables_do_not_know_is_grey():
    assert event_style("NOVEL").hue == QUADS["other"]
    assert command_style("MARSCOM").hue == QUADS["other"]


@pytest.mark.parametrize("dark", [False, True])
def test_texts_stand_out_from_what_they_stand_on(dark):
    """WCAG 2 AA asks 4.5 of text; names on the map have a halo of their own, and must be read on land and sea too."""
    colours = ground_colours(dark=dark)
    for name in ("text", "muted", "accent", "place"):
        assert contrast(colours[name], colours["paper"]) >= 4.5, name
    for name in ("text", "label"):
        for ground in ("land", "sea"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    assert contrast(colours["text"], colours["marked"]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_signs_stand_out_from_the_ground(dark):
    """WCAG 2 AA asks 3 of signs."""
    colours = ground_colours(dark=dark)
    for style in EVENTS.values():
        hue = style.hue.dark if dark else style.hue.light
        assert contrast(hue, colours["paper"]) >= 3, style.root
