"""Colours and hover texts that a caller asks for, by columns of the table of events, as in `GeoDataFrame.explore`."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from maps.errors import UnknownColour, UnknownColumn, UnknownShape
from maps.packing import Pool, column

if TYPE_CHECKING:
    import pandas as pd

    from geo.event_set import EventSet

PALETTE = (
    "#0077bb", "#d67400", "#00806f", "#b3123c", "#75399b", "#8c5a00", "#33a1c9", "#a02368", "#5b8c00", "#45566b",
)  # fmt: skip
"""Colours of the values of a column, the commonest first: Paul Tol's vibrant scheme and more, dark enough on white."""
RAMP = ("#fde725", "#5ec962", "#21918c", "#3b528b", "#440154")
"""Colours of numbers, from the least to the most: viridis."""
REST = "#808488"
SHAPES = ("circle", "square", "diamond", "triangle", "pentagon", "hexagon", "star", "cross")
"""Of marks, as `maps/web/js/marks.js` draws them."""
_MISSING, _OTHERS = "–", "…"
_LONGEST = 300  # characters of a hover text's cell
_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def paint_of(
    given: object,
    event_set: EventSet,
    *,
    color: str | Mapping[Any, str] | None,
    by: str | None,
    shape: Mapping[Any, str] | None = None,
) -> dict[str, Any] | None:
    """Return the colour of each event and what colours mean; `None` for the page's own, by type.

    Parameters
    ----------
    given
        What was to be mapped: a table has columns of its own.
    event_set
        The events, as many as the table has rows and in its order.
    color
        One colour for all, or with `by` a mapping of values to colours.
    by
        A column: its values have a colour each, numbers of many values a ramp in five steps.

    shape
        With `by`, the shape of the marks of some values, one of `SHAPES`; without it shapes tell types.

    Raises
    ------
    UnknownColumn, UnknownColour, UnknownShape
        There is no such column, colour or shape.
    """
    shapes = {word_of(value): _known_shape(name) for value, name in (shape or {}).items()}
    if by is None:
        if shapes:
            raise UnknownShape(next(iter(shapes.values())), SHAPES, "shapes by value go with column=")
        if color is None:
            return None
        if not isinstance(color, str):
            raise UnknownColour(str(color), "colours by value go with column=")
        return _painted("", {"": hexadecimal(color)}, [""] * len(event_set))
    values = values_of(given, event_set, by)
    asked = (
        {word_of(value): hexadecimal(c) for value, c in color.items()} if isinstance(color, Mapping) else {}
    )
    if color is not None and not isinstance(color, Mapping):
        raise UnknownColour(str(color), "with column=, color= maps values to colours")
    if not asked and _are_measures(values):
        return _painted(by, *_steps(values), shapes)
    words = [word_of(value) for value in values]
    common = [word for word, _ in Counter(words).most_common() if word not in (*asked, _MISSING)]
    free = [colour for colour in PALETTE if colour not in asked.values()]
    chosen = asked | dict(zip(common, free, strict=False))
    shown = [word if word in chosen or word == _MISSING else _OTHERS for word in words]
    present = {word: colour for word, colour in chosen.items() if word in set(shown)}
    return _painted(
        by, present | dict.fromkeys(sorted({_MISSING, _OTHERS} & set(shown)), REST), shown, shapes
    )


def tooltip_of(given: object, event_set: EventSet, fields: Sequence[str]) -> dict[str, Any]:
    """Return what the page shows of an event under the pointer: some columns, each with a word an event.

    Raises
    ------
    UnknownColumn
        There is no such column.
    TypeError
        It names no columns.
    """
    if not hasattr(fields, "__iter__"):
        raise TypeError("tooltip= names columns of the table of events, as a text or a list of texts")
    names = [fields] if isinstance(fields, str) else list(fields)
    words, numbers = [], {}
    for at, name in enumerate(names):
        pool: Pool[str] = Pool()
        numbers[str(at)] = column(pool[word_of(value)] for value in values_of(given, event_set, name))
        words.append(list(pool))
    return {"names": names, "words": words, "of": numbers}


def values_of(given: object, event_set: EventSet, name: str) -> list[Any]:
    """Return the values of a column, one an event."""
    table: pd.DataFrame = given if hasattr(given, "columns") else event_set.events  # type: ignore[assignment]
    if name not in table.columns or name == table.geometry.name:
        known = tuple(str(one) for one in table.columns if one != table.geometry.name)
        raise UnknownColumn(str(name), known, "the table of events")
    return list(table[name].astype(object))


def word_of(value: Any) -> str:
    """Return a cell as people read it: a dash for a missing one, days as YYYY-MM-DD.

    Examples
    --------
    >>> word_of(None), word_of(0.123456), word_of(datetime.datetime(2024, 5, 3)), word_of("AID"), word_of(3.0)
    ('–', '0.123', '2024-05-03', 'AID', '3')
    """
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return _MISSING
    if isinstance(value, datetime.datetime):
        return (
            value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return str(value)[:_LONGEST] or _MISSING


def hexadecimal(colour: str) -> str:
    """Return a CSS colour as `#rrggbb`.

    Raises
    ------
    UnknownColour
        It is neither `#rrggbb` nor `#rgb` nor the name of a colour.

    Examples
    --------
    >>> hexadecimal("crimson"), hexadecimal("#ABC"), hexadecimal("#b3123c")
    ('#dc143c', '#aabbcc', '#b3123c')
    """
    from branca.colormap import LinearColormap

    text = str(colour).strip().lower().replace("grey", "gray")  # branca knows the American names alone
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        text = "#" + "".join(2 * digit for digit in text[1:])
    if _HEX.fullmatch(text):
        return text
    try:
        named = LinearColormap([text, text]).rgb_hex_str(0)
    except (KeyError, ValueError, TypeError):
        raise UnknownColour(
            str(colour), "write it as #rrggbb, or by its name in CSS; column= colours by a column"
        ) from None
    return str(named).lower()


def _are_measures(values: Sequence[Any]) -> bool:
    """Return whether values are numbers of more kinds than there are colours."""
    known = {value for value in values if word_of(value) != _MISSING}
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in known)
    return numbers and len(known) > len(PALETTE)


def _steps(values: Sequence[Any]) -> tuple[dict[str, str], list[str]]:
    known = [float(value) for value in values if word_of(value) != _MISSING]
    least, wide = min(known), (max(known) - min(known)) / len(RAMP)
    names = [f"{word_of(least + n * wide)} to {word_of(least + (n + 1) * wide)}" for n in range(len(RAMP))]
    shown = [
        _MISSING
        if word_of(value) == _MISSING
        else names[min(len(RAMP) - 1, int((float(value) - least) / wide))]
        for value in values
    ]
    return dict(zip(names, RAMP, strict=True)) | ({_MISSING: REST} if _MISSING in shown else {}), shown


def _known_shape(name: str) -> str:
    if name not in SHAPES:
        raise UnknownShape(str(name), SHAPES)
    return name


def _painted(
    title: str,
    colours: Mapping[str, str],
    shown: Sequence[str],
    shapes: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    numbers = {word: number for number, word in enumerate(colours)}
    kinds = [
        {
            "label": word,
            "light": colour,
            "dark": colour,
            **({"shape": shapes[word]} if word in shapes else {}),
        }
        for word, colour in colours.items()
    ]
    return {"title": title, "kinds": kinds, "of": column(numbers[word] for word in shown)}
