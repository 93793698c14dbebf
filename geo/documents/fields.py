"""The columns of a table that a report is made of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.errors import NotAReport, UnreadableReport

if TYPE_CHECKING:
    from geo.documents.source import Columns, Source


def wanted_columns(columns: Columns) -> list[str]:
    """List the columns of a table that a report is made of, the more important first."""
    named = [columns.text, columns.published or "published", columns.id, columns.title, columns.source]
    return [*named, "date", "url", "link"]


def column_names(header: list[str], source: Source) -> list[str]:
    """Rename columns to the names that are asked for, whatever their case and the spaces around them.

    Raises
    ------
    NotAReport
        There is no column of texts, or none of that name of days.
    UnreadableReport
        Two columns have the name of one that is needed.
    """
    columns = source.columns
    names = [name.strip() for name in header]
    wanted = wanted_columns(columns)
    by_fold = {name.casefold(): name for name in reversed(wanted)}
    names = [name if name in wanted else by_fold.get(name.casefold(), name) for name in names]
    twice = [name for name, count in Counter(names).items() if count > 1 and name in wanted]
    if twice:
        raise UnreadableReport(source.path, f"has two columns {twice[0]!r}")
    for name, option in ((columns.text, "--text-column"), (columns.published, "--date-column")):
        if name and name not in names:
            has = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
            raise NotAReport(source.path, f"no column {name!r} (it has: {has}): name it by {option}")
    return names
