"""Conditions on rows, as expressions of pyarrow that also skip row groups of Parquet files.

Pyarrow skips a row group by its minima and maxima only where the column has no missing value in it, and most columns of
a corpus have some. So each condition also says whether a row group with some range of values can hold a row that meets
it.

A condition counts only where it is true, and there is no negation: pyarrow has no third truth value in `isin`. Whoever
negates takes the contrary of each comparison.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

CONTRARY: Final = {
    operator.eq: operator.ne, operator.ne: operator.eq, operator.lt: operator.ge,
    operator.le: operator.gt, operator.gt: operator.le, operator.ge: operator.lt,
}  # fmt: skip
"""Comparisons that are true where others are false."""


@dataclass(frozen=True, slots=True)
class Range:
    """What is known of the values of a column in a row group: bounds, and whether some are missing or there.

    Bounds are `None` where they are not known.
    """

    low: Any = None
    high: Any = None
    some_missing: bool = True
    some_there: bool = True


Ranges = Callable[[str], Range]
"""Returns what is known of a column, by its path in the file: `when_start`, `bbox.xmin`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on rows.

    Attributes
    ----------
    expression
        For the `filter` of pyarrow: true for the rows that meet the condition, false or null for the others.
    may_hold
        Says whether any row of a row group can meet it.
    """

    expression: pc.Expression
    may_hold: Callable[[Ranges], bool]

    def prune(self, dataset: ds.FileSystemDataset) -> ds.FileSystemDataset:
        """Return a data set of Parquet files without the row groups in which no row can meet the condition."""
        import pyarrow.dataset as ds

        kept = []
        for fragment in dataset.get_fragments():
            numbers = [group.id for group in fragment.row_groups]
            wanted = [number for number in numbers if self.may_hold(_ranges(fragment.metadata, number))]
            if wanted:
                kept.append(fragment if wanted == numbers else fragment.subset(row_group_ids=wanted))
        return ds.FileSystemDataset(kept, dataset.schema, dataset.format, dataset.filesystem)


def all_of(some: Sequence[Condition]) -> Condition:
    """Return the condition that all of some hold; at least one is given."""
    expression = _tree([each.expression for each in some], operator.and_)
    return Condition(expression, lambda ranges: all(each.may_hold(ranges) for each in some))


def any_of(some: Sequence[Condition]) -> Condition:
    """Return the condition that any of some holds; at least one is given."""
    expression = _tree([each.expression for each in some], operator.or_)
    return Condition(expression, lambda ranges: any(each.may_hold(ranges) for each in some))


def compare(column: str, how: Callable[[Any, Any], Any], value: pa.Scalar) -> Condition:
    """Compare a column, or a field of one as in `bbox.xmin`, with a value by a function of `operator`."""
    plain = value.as_py()
    return Condition(how(field(column), value), lambda ranges: _can_hold(ranges(column), how, plain))


def compare_columns(one: str, how: Callable[[Any, Any], Any], other: str) -> Condition:
    """Compare two columns."""
    holds = lambda ranges: ranges(one).some_there and ranges(other).some_there  # noqa: E731 (of one line with the next)
    return Condition(how(field(one), field(other)), holds)


def among(column: str, values: pa.Array) -> Condition:
    """Return whether a column has one of some values."""
    wanted = values.to_pylist()
    return Condition(
        field(column).isin(values),
        lambda ranges: any(_can_hold(ranges(column), operator.eq, each) for each in wanted),
    )


def not_among(column: str, values: pa.Array) -> Condition:
    """Return whether a column has a value, and none of some."""
    expression = ~field(column).isin(values) & field(column).is_valid()
    return Condition(expression, lambda ranges: ranges(column).some_there)


def is_missing(column: str) -> Condition:
    """Return whether a column has no value."""
    return Condition(field(column).is_null(), lambda ranges: ranges(column).some_missing)


def is_there(column: str) -> Condition:
    """Return whether a column has a value."""
    return Condition(field(column).is_valid(), lambda ranges: ranges(column).some_there)


def like(
    column: str, pattern: str, *, escape: str = "", ignore_case: bool = False, negated: bool = False
) -> Condition:
    """Match a column of text with a pattern: `%` is any text, `_` any character, and either itself behind `escape`."""
    import pyarrow.compute as pc

    inner = pattern[1:-1]
    contains = len(pattern) > 2 and pattern[0] == pattern[-1] == "%" and not set(inner) & {"%", "_", escape}
    match, text = (
        (pc.match_substring, inner) if contains else (pc.match_substring_regex, _regex(pattern, escape))
    )
    found = match(field(column), text, ignore_case=ignore_case)
    return Condition(~found if negated else found, lambda ranges: ranges(column).some_there)


def field(column: str) -> pc.Expression:
    """Return a column, or a field of one, as an operand of pyarrow."""
    import pyarrow.compute as pc

    return pc.field(*column.split("."))


def _regex(pattern: str, escape: str) -> str:
    """Return a pattern of LIKE as one of RE2, in which a line end is a character too."""
    made, literal = [], False
    for character in pattern:
        if character == escape and not literal:
            literal = True
            continue
        wild = {"%": ".*", "_": "."}.get(character)
        made.append(re.escape(character) if literal or wild is None else wild)
        literal = False
    return rf"(?s)\A{''.join(made)}\z"


def _tree(some: Sequence[pc.Expression], join: Callable[[Any, Any], Any]) -> pc.Expression:
    """Join expressions as a balanced tree: pyarrow walks over them recursively."""
    if len(some) == 1:
        return some[0]
    half = len(some) // 2
    return join(_tree(some[:half], join), _tree(some[half:], join))


def _can_hold(known: Range, how: Callable[[Any, Any], Any], value: Any) -> bool:
    """Return whether a comparison can be true of any value of a range."""
    if known.low is None or known.high is None:
        return known.some_there
    if how is operator.eq:
        return bool(known.low <= value <= known.high)
    if how is operator.ne:
        return not known.low == known.high == value
    return bool(how(known.low if how in (operator.lt, operator.le) else known.high, value))


def _ranges(metadata: Any, group: int) -> Ranges:
    """Return what a Parquet file says of the columns in one of its row groups."""
    row_group = metadata.row_group(group)

    def of(path: str) -> Range:
        # Of all the columns only the few that a condition names are looked at.
        number = next(n for n in range(metadata.num_columns) if metadata.schema.column(n).path == path)
        found = row_group.column(number).statistics
        if found is None:
            return Range()
        low, high = (found.min, found.max) if found.has_min_max else (None, None)
        if not found.has_null_count:
            return Range(low, high)
        return Range(low, high, found.null_count > 0, found.null_count < row_group.num_rows)

    return of
