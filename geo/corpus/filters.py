"""Conditions on the rows of a table, in the words of SQL's WHERE, as expressions of pyarrow that skip row groups.

    condition  := both { OR both }            both       := negation { AND negation }
    negation   := NOT negation | predicate
    predicate  := ( condition ) | area | truth | operand comparison
    comparison := (= | == | != | <> | < | <= | > | >=) operand
                | [NOT] IN ( value {, value} ) | [NOT] BETWEEN value AND value
                | [NOT] (LIKE | ILIKE) text [ESCAPE character] | IS [NOT] NULL
    area       := WITHIN ( west, south, east, north )
    operand    := column | value              truth      := a column of true and false
    value      := 'text' | number | TRUE | FALSE | [DATE | TIMESTAMP] '2023-04-15'

A missing value meets no condition but IS NULL, as in SQL. Pyarrow has no third truth value in IN; so NOT is carried
down to the single comparisons, of which only those that are true count.

Pyarrow skips a row group by its minima and maxima only where the column has no missing value in it, and most columns
here have some. So each comparison also says whether a row group with some range of values can hold a row that meets
it.
"""

from __future__ import annotations

import datetime
import difflib
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gazetteer import countries
from gazetteer.errors import UnknownCountry
from geo.errors import BadFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

_TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<text>'(?:[^']|'')*')
    | (?P<quoted>"(?:[^"]|"")+")
    | (?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
    | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)
    | (?P<mark><=|>=|<>|!=|==|[=<>(),])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)
_WORDS: Final = frozenset({
    "and", "or", "not", "in", "between", "like", "ilike", "escape", "is", "null", "true", "false", "date", "timestamp",
    "within",
})  # fmt: skip
_COMPARISONS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq, "==": operator.eq, "!=": operator.ne, "<>": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_CONTRARY: Final = {
    operator.eq: operator.ne, operator.ne: operator.eq, operator.lt: operator.ge,
    operator.le: operator.gt, operator.gt: operator.le, operator.ge: operator.lt,
}  # fmt: skip
_MIRRORED: Final = {
    operator.lt: operator.gt, operator.le: operator.ge, operator.gt: operator.lt, operator.ge: operator.le,
}  # fmt: skip
_DEEPEST: Final = 64
"""Parentheses and negations inside one another."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?")
_ALPHA2: Final = frozenset({"country", "actor_countries", "recipient_countries"})
_ALPHA3: Final = frozenset({"iso3", "actor_iso3", "recipient_iso3"})
"""Columns of countries' codes, where the codes of ISO 3166-1 with two and with three letters mean the same."""
_HIDDEN: Final = frozenset({"geometry", "bbox"})
_BETWEEN_ITEMS: Final = "; "


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


def parse(condition: str, schema: pa.Schema) -> Condition:
    """Parse a condition on the rows of a table.

    Parameters
    ----------
    condition
        For example `country = 'SDN' and when_start >= '2023-04-15'`.
    schema
        Of the table.

    Returns
    -------
    Condition
        Its `expression` is for `pyarrow.dataset.Dataset.to_table(filter=...)` and its like.

    Raises
    ------
    BadFilter
        It is no condition, or names a column that the table has not.

    Examples
    --------
    >>> import pyarrow as pa
    >>> table = pa.table({"country": ["SD", "IL", None], "score": [0.9, 0.4, 0.8]})
    >>> table.filter(parse("country = 'SDN' or score < .5", table.schema).expression)["country"].to_pylist()
    ['SD', 'IL']
    >>> parse("contry = 'SDN'", table.schema)
    Traceback (most recent call last):
    geo.errors.BadFilter: the condition goes wrong at character 1, 'contry': no such column; did you mean 'country'? \
there are: country, score
    """
    return _Parser(condition, schema).whole()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        """The word in small letters; empty for what is no word of the language."""
        lower = self.text.lower()
        return lower if self.kind == "name" and lower in _WORDS else ""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: pa.DataType
    token: _Token | None = None

    @property
    def path(self) -> str:
        """Its path in a Parquet file, where names of columns have no dots."""
        return self.name

    @property
    def expression(self) -> pc.Expression:
        """The column as an operand of pyarrow."""
        import pyarrow.compute as pc

        return pc.field(*self.name.split("."))


@dataclass(frozen=True, slots=True)
class _Value:
    value: str | float | bool
    token: _Token


class _Parser:
    def __init__(self, condition: str, schema: pa.Schema) -> None:
        self._condition, self._schema = condition, schema
        self._tokens = self._split()
        self._next = self._depth = 0

    def _split(self) -> list[_Token]:
        found, at = [], 0
        while not found or found[-1].kind != "end":
            match = _TOKEN.match(self._condition, at)
            if match is None:
                start = at + len(self._condition[at:]) - len(self._condition[at:].lstrip())
                rest = self._condition[start:]
                open_text = rest[0] in "'\""
                token = _Token("unknown", rest if open_text else re.match(r"\S\w*", rest)[0], start)  # type: ignore[index]
                why = "the quotation mark is not closed" if open_text else "this is no part of a condition"
                raise self._error(token, why)
            kind = str(match.lastgroup)
            found.append(_Token(kind, match[kind], match.start(kind)))
            at = match.end()
        return found

    def _error(self, token: _Token, why: str) -> BadFilter:
        return BadFilter(at=token.at + 1, token=token.text, why=why)

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        self._next += token.kind != "end"
        return token

    def _taken(self, *wanted: str) -> str:
        """Take the next token if it is one of these words or marks, and return it; empty where it is not."""
        token = self._peek()
        said = token.word or (token.text if token.kind == "mark" else "")
        if said not in wanted:
            return ""
        self._take()
        return said

    def _expect(self, mark: str) -> None:
        if not self._taken(mark):
            raise self._error(
                self._peek(), f"{mark.upper() if mark.isalpha() else repr(mark)} is missing here"
            )

    def whole(self) -> Condition:
        if self._peek().kind == "end":
            raise self._error(self._peek(), "it is empty")
        found = self._condition_of(negated=False)
        if self._peek().kind != "end":
            raise self._error(self._peek(), "AND, OR or the end is expected here")
        return found

    def _condition_of(self, *, negated: bool) -> Condition:
        some = [self._both(negated=negated)]
        while self._taken("or"):
            some.append(self._both(negated=negated))
        return _joined(some, _ALL if negated else _ANY)

    def _both(self, *, negated: bool) -> Condition:
        some = [self._negation(negated=negated)]
        while self._taken("and"):
            some.append(self._negation(negated=negated))
        return _joined(some, _ANY if negated else _ALL)

    def _negation(self, *, negated: bool) -> Condition:
        token = self._peek()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(token, f"more than {_DEEPEST} parentheses or NOTs are inside one another")
        if self._taken("not"):
            found = self._negation(negated=not negated)
        elif self._taken("("):
            found = self._condition_of(negated=negated)
            self._expect(")")
        elif token.word == "within":
            found = self._within(negated=negated)
        else:
            found = self._predicate(negated=negated)
        self._depth -= 1
        return found

    def _within(self, *, negated: bool) -> Condition:
        """Compare the bounding box: what lies in a rectangle is what has its bounds there."""
        token = self._take()
        if "bbox" not in self._schema.names:
            raise self._error(token, "this table has no geometry")
        self._expect("(")
        bounds = [self._number()]
        for _ in range(3):
            self._expect(",")
            bounds.append(self._number())
        self._expect(")")
        west, south, east, north = bounds
        if south > north or not (south >= -90 and north <= 90 and abs(west) <= 180 and abs(east) <= 180):
            why = "it takes west, south, east, north in degrees, as in within(34, 31, 35, 32)"
            raise self._error(token, why)
        left, below, right, above = (_bound(name) for name in ("xmin", "ymin", "xmax", "ymax"))
        over_antimeridian = west > east
        if negated:
            beside = _joined(
                [_compare(left, operator.lt, west), _compare(right, operator.gt, east)],
                _ALL if over_antimeridian else _ANY,
            )
            return _joined(
                [beside, _compare(below, operator.lt, south), _compare(above, operator.gt, north)], _ANY
            )
        between = _joined(
            [_compare(left, operator.ge, west), _compare(right, operator.le, east)],
            _ANY if over_antimeridian else _ALL,
        )
        return _joined(
            [between, _compare(below, operator.ge, south), _compare(above, operator.le, north)], _ALL
        )

    def _number(self) -> float:
        token = self._take()
        if token.kind != "number":
            raise self._error(token, "a number is expected here")
        return float(token.text)

    def _predicate(self, *, negated: bool) -> Condition:
        left = self._operand()
        if mark := self._taken(*_COMPARISONS):
            return self._compared(left, _COMPARISONS[mark], self._operand(right=True), negated=negated)
        if not isinstance(left, _Column):
            raise self._error(self._peek(), "a comparison is expected here")
        if self._taken("is"):
            wants_null = not self._taken("not")
            self._expect("null")
            name = left.path
            if wants_null is negated:
                return Condition(left.expression.is_valid(), lambda ranges: ranges(name).some_there)
            return Condition(left.expression.is_null(), lambda ranges: ranges(name).some_missing)
        turned = bool(self._taken("not"))
        kind = self._taken("in", "between", "like", "ilike")
        negated ^= turned
        if kind == "in":
            return self._in(left, negated=negated)
        if kind == "between":
            return self._between(left, negated=negated)
        if kind:
            return self._like(left, negated=negated, ignore_case=kind == "ilike")
        if turned:
            raise self._error(self._peek(), "IN, BETWEEN, LIKE or ILIKE is expected behind NOT")
        if _kind(left.type) == "truth":
            return _compare(left, operator.eq, not negated)
        raise self._error(self._peek(), "a comparison is expected here, as in = 'SDN', in (...), is null")

    def _operand(self, *, right: bool = False) -> _Column | _Value:
        token = self._peek()
        if token.kind == "quoted" or (token.kind == "name" and not token.word):
            return self._column(self._take(), right=right)
        return self._value()

    def _value(self) -> _Value:
        token = self._take()
        if token.kind == "text":
            return _Value(token.text[1:-1].replace("''", "'"), token)
        if token.kind == "number":
            whole = re.fullmatch(r"[-+]?\d{1,18}", token.text)
            return _Value(int(token.text) if whole else float(token.text), token)
        if token.word in ("true", "false"):
            return _Value(token.word == "true", token)
        if token.word in ("date", "timestamp") and self._peek().kind == "text":
            return self._value()
        if token.word == "null":
            raise self._error(token, "nothing equals NULL: write IS NULL or IS NOT NULL")
        hint = "; texts stand in single quotation marks" if token.kind in ("name", "quoted") else ""
        raise self._error(token, f"a column or a value is expected here{hint}")

    def _column(self, token: _Token, *, right: bool) -> _Column:
        import pyarrow as pa

        name = token.text[1:-1].replace('""', '"') if token.kind == "quoted" else token.text
        fields = {each.lower(): each for each in self._schema.names}
        outer, _, inner = name.partition(".")
        if outer.lower() == "bbox" and "bbox" in fields and inner.lower() in ("xmin", "ymin", "xmax", "ymax"):
            return _Column(f"bbox.{inner.lower()}", pa.float64(), token)
        known = fields.get(name.lower())
        if known is None or known in _HIDDEN:
            columns = [each for each in self._schema.names if each not in _HIDDEN]
            near = difflib.get_close_matches(name.lower(), columns, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ";"
            if right:
                hint = "; texts stand in single quotation marks;"
            raise self._error(token, f"no such column{hint} there are: {', '.join(columns)}")
        return _Column(known, self._schema.field(known).type, token)

    def _compared(
        self, left: _Column | _Value, compare: Any, right: _Column | _Value, *, negated: bool
    ) -> Condition:
        if isinstance(left, _Value):
            if isinstance(right, _Value):
                raise self._error(left.token, "one side of a comparison is a column")
            left, right, compare = right, left, _MIRRORED.get(compare, compare)
        if negated:
            compare = _CONTRARY[compare]
        if isinstance(right, _Column):
            if _kind(left.type) != _kind(right.type):
                why = f"{left.name} is {_NAMES[_kind(left.type)]}, and this {_NAMES[_kind(right.type)]}"
                raise self._error(right.token, why)
            return Condition(compare(left.expression, right.expression), _has_values(left))
        return _compare(left, compare, self._scalar(left, right))

    def _in(self, column: _Column, *, negated: bool) -> Condition:
        import pyarrow as pa

        self._expect("(")
        values = [self._scalar(column, self._value())]
        while self._taken(","):
            values.append(self._scalar(column, self._value()))
        self._expect(")")
        number = pa.float64() if any(pa.types.is_floating(each.type) for each in values) else values[0].type
        among = column.expression.isin(pa.array([each.as_py() for each in values], number))
        if negated:
            return Condition(~among & column.expression.is_valid(), _has_values(column))
        wanted, path = [each.as_py() for each in values], column.path
        return Condition(
            among, lambda ranges: any(_holds(operator.eq, ranges(path), each) for each in wanted)
        )

    def _between(self, column: _Column, *, negated: bool) -> Condition:
        low = self._scalar(column, self._value())
        self._expect("and")
        high = self._scalar(column, self._value())
        if negated:
            return _joined([_compare(column, operator.lt, low), _compare(column, operator.gt, high)], _ANY)
        return _joined([_compare(column, operator.ge, low), _compare(column, operator.le, high)], _ALL)

    def _like(self, column: _Column, *, negated: bool, ignore_case: bool) -> Condition:
        import pyarrow.compute as pc

        if _kind(column.type) != "text":
            raise self._error(column.token, f"LIKE is for text, and this is {_NAMES[_kind(column.type)]}")
        token = self._peek()
        pattern = self._value().value
        if not isinstance(pattern, str):
            raise self._error(token, "the pattern of LIKE is a text, as in '%Hamas%'")
        escape = ""
        if self._taken("escape"):
            token = self._peek()
            given = self._value().value
            if not isinstance(given, str) or len(given) != 1:
                raise self._error(token, "ESCAPE takes one character")
            escape = given
        core = pattern.strip("%")
        code = self._code(column.name, core)
        if code and not escape:
            pattern = pattern.replace(core, code)
        plain = pattern[1:-1]
        if (
            len(pattern) > 2
            and pattern[0] == pattern[-1] == "%"
            and not escape
            and not set(plain) & set("%_")
        ):
            found = pc.match_substring(column.expression, plain, ignore_case=ignore_case)
        else:
            found = pc.match_substring_regex(
                column.expression, _regex(pattern, escape), ignore_case=ignore_case
            )
        return Condition(~found if negated else found, _has_values(column))

    def _scalar(self, column: _Column, given: _Value) -> pa.Scalar:
        import pyarrow as pa

        kind, value = _kind(column.type), given.value
        if kind == "text" and isinstance(value, str):
            return pa.scalar(self._with_codes(column.name, given), column.type)
        if kind == "day" and isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return pa.scalar(datetime.datetime.fromisoformat(value), column.type)
            except ValueError:
                pass
        if kind == "truth" and isinstance(value, bool):
            return pa.scalar(value)
        if kind == "number" and not isinstance(value, bool):
            try:
                return pa.scalar(float(value) if isinstance(value, str) else value)
            except ValueError:
                pass
        raise self._error(given.token, f"{column.name} is {_NAMES[kind]}: {_EXAMPLES[kind]}")

    def _with_codes(self, column: str, given: _Value) -> str:
        """Return a text with codes of countries as a column has them."""
        text = str(given.value)
        if column not in _ALPHA2 | _ALPHA3 or not text:
            return text
        found = [self._code(column, each) for each in text.split(_BETWEEN_ITEMS)]
        if all(found):
            return _BETWEEN_ITEMS.join(found)
        try:
            known = countries.get(text)
        except UnknownCountry:
            raise self._error(given.token, "this is no country's code of ISO 3166-1") from None
        raise self._error(
            given.token, f"{column} has codes, not names: write '{known.alpha2}' or '{known.alpha3}'"
        )

    def _code(self, column: str, text: str) -> str:
        """Return a country's code as a column has it, empty for what is none."""
        if column not in _ALPHA2 | _ALPHA3:
            return ""
        alpha2 = countries.alpha2_of(text)
        return countries.alpha3_of(alpha2) if column in _ALPHA3 else alpha2


_NAMES: Final = {
    "text": "text",
    "day": "a day",
    "truth": "true or false",
    "number": "a number",
    "other": "no value",
}
_EXAMPLES: Final = {
    "text": "write it in single quotation marks",
    "day": "write it as '2023-04-15'",
    "truth": "write TRUE or FALSE",
    "number": "write it as 0.5",
    "other": "it cannot be compared",
}


def _kind(dtype: pa.DataType) -> str:
    import pyarrow.types as of

    if of.is_string(dtype) or of.is_large_string(dtype) or of.is_string_view(dtype):
        return "text"
    if of.is_timestamp(dtype) or of.is_date(dtype):
        return "day"
    if of.is_boolean(dtype):
        return "truth"
    return "number" if of.is_integer(dtype) or of.is_floating(dtype) else "other"


def _regex(pattern: str, escape: str) -> str:
    """Return a pattern of LIKE as one of RE2: `%` is any text, `_` any character, a line end too."""
    made, literal = [], False
    for character in pattern:
        if character == escape and not literal:
            literal = True
            continue
        wild = {"%": ".*", "_": "."}.get(character)
        made.append(re.escape(character) if literal or wild is None else wild)
        literal = False
    return rf"(?s)\A{''.join(made)}\z"


def _bound(name: str) -> _Column:
    import pyarrow as pa

    return _Column(f"bbox.{name}", pa.float64())


def _compare(column: _Column, compare: Any, value: Any) -> Condition:
    plain = value.as_py() if hasattr(value, "as_py") else value
    path = column.path
    return Condition(compare(column.expression, value), lambda ranges: _holds(compare, ranges(path), plain))


def _has_values(column: _Column) -> Callable[[Ranges], bool]:
    path = column.path
    return lambda ranges: ranges(path).some_there


def _holds(compare: Any, known: Range, value: Any) -> bool:
    """Return whether a comparison can be true of any value of a range."""
    if known.low is None or known.high is None:
        return known.some_there
    if compare is operator.eq:
        return bool(known.low <= value <= known.high)
    if compare is operator.ne:
        return not known.low == known.high == value
    return bool(compare(known.low if compare in (operator.lt, operator.le) else known.high, value))


def _ranges(metadata: Any, group: int) -> Ranges:
    """Return what a Parquet file says of the columns in one of its row groups."""
    row_group = metadata.row_group(group)

    def of(path: str) -> Range:
        # Leaves are numbered in the file; only the few that a condition names are looked at.
        number = next(n for n in range(metadata.num_columns) if metadata.schema.column(n).path == path)
        found = row_group.column(number).statistics
        if found is None:
            return Range()
        some_there = not found.has_null_count or found.null_count < row_group.num_rows
        some_missing = not found.has_null_count or found.null_count > 0
        low, high = (found.min, found.max) if found.has_min_max else (None, None)
        return Range(low, high, some_missing, some_there)

    return of


_ALL: Final = (operator.and_, all)
_ANY: Final = (operator.or_, any)


def _joined(
    some: Sequence[Condition], how: tuple[Callable[[Any, Any], Any], Callable[[Any], bool]]
) -> Condition:
    if len(some) == 1:
        return some[0]
    join, holds = how
    expressions = [each.expression for each in some]
    return Condition(_tree(expressions, join), lambda ranges: holds(each.may_hold(ranges) for each in some))


def _tree(some: Sequence[pc.Expression], join: Callable[[Any, Any], Any]) -> pc.Expression:
    """Join expressions as a balanced tree: pyarrow walks over them recursively."""
    if len(some) == 1:
        return some[0]
    half = len(some) // 2
    return join(_tree(some[:half], join), _tree(some[half:], join))
