"""A comparison as text for people: what was compared, what matches, and where and when it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from geo.comparison.result import Comparison, Part

SHOWN: Final[tuple[Part, ...]] = ("type", "country", "month")
MOST_ROWS: Final = 15
_COLUMNS: Final = ("found", "found_matched", "reference", "reference_matched", "precision", "recall", "f1")
_WORDS: Final = ("found", "matched", "reference", "matched", "precision", "recall", "F1")


def text(comparison: Comparison, *, parts: Sequence[Part] = SHOWN, rows: int = MOST_ROWS) -> str:
    """Return the summary of a comparison, with a table by each of some parts, of so many rows at most."""
    return "\n".join([*_head(comparison.summary()), *_tables(comparison, parts, rows)])


def _head(summary: Mapping[str, Any]) -> Iterator[str]:
    for side in ("found", "reference"):
        yield from _side(side, summary[side])
    tolerance = summary["tolerance"]
    days, km = counted(tolerance["days"], "day"), f"{tolerance['metres'] / 1000:g} km"
    yield ""
    yield (
        f"pairs      {summary['pairs']:,} within {days} and {km} of what is known of each, "
        f"score {tolerance['min_score']:g} and more"
    )
    for name in ("precision", "recall"):
        yield f"{name:<11}{_with_interval(summary[name])}"
    yield f"F1         {_number(summary['f1'])}"
    if summary["pairs"]:
        km_ = summary["km"]
        yield ""
        yield f"in time    {_percent(summary['days']['same'])} of the pairs meet"
        yield f"in space   half are within {km_['p50']:g} km of each other, nine in ten within {km_['p90']:g} km"
        yield f"in type    {_percent(summary['types']['agree_in_full'])} agree in full"
    for side, words in (("found", "Only found"), ("reference", "Only in the reference")):
        left = summary[side]["unmatched"]
        if left:
            yield f"{words} ({sum(left.values()):,}): {_listed(left)}."


def _side(name: str, counts: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"{name:<11}{_printable(counts['table'])} ({counts['format']}): "
        f"{counted(counts['events'], 'event', style=',')}, {counts['compared']:,} compared"
        + (f", {counts['first_day']} to {counts['last_day']}" if counts["first_day"] else "")
    )
    if counts["not_compared"]:
        yield f"           not compared: {_listed(counts['not_compared'])}"
    if counts["unread_rows"] or counts["rows_with_faults"]:
        faults = {
            "could not be read": counts["unread_rows"],
            "say what cannot be": counts["rows_with_faults"],
        }
        yield "           rows that " + ", ".join(
            f"{words}: {count:,}" for words, count in faults.items() if count
        )
    if counts["geocoded"]:
        yield f"           placed by name alone: {counts['geocoded']:,}"


def _tables(comparison: Comparison, parts: Sequence[Part], rows: int) -> Iterator[str]:
    for part in parts:
        frame = comparison.by(part)
        if len(frame):
            yield ""
            yield from _table(part, frame, rows)


def _table(part: str, frame: pd.DataFrame, rows: int) -> Iterator[str]:
    wide = max(len(part) + 3, *(len(str(key)) for key in frame.index[:rows]), 10)
    wide = min(wide, 40)
    yield f"{'by ' + part:<{wide}}" + "".join(f"{word:>11}" for word in _WORDS)
    for key, row in frame.iloc[:rows].iterrows():
        cells = [f"{int(row[name]):,}" for name in _COLUMNS[:4]] + [
            _number(row[name]) for name in _COLUMNS[4:]
        ]
        yield f"{_printable(str(key))[:wide]:<{wide}}" + "".join(f"{cell:>11}" for cell in cells)
    if len(frame) > rows:
        yield f"… and {len(frame) - rows:,} more"


def _with_interval(figure: Mapping[str, float] | None) -> str:
    if figure is None:
        return "–"
    return f"{figure['value']:.2f} ({figure['low']:.2f} to {figure['high']:.2f}, 95 %)"


def _number(value: Any) -> str:
    return "–" if value is None or value != value else f"{value:.2f}"  # noqa: PLR0124 (NaN differs from itself)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {words}" for words, count in counts.items())


def _printable(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)
