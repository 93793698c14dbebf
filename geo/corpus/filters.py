"""Conditions on the rows of a table, in the words of SQL's WHERE.

    condition  := both { OR both }            both       := negation { AND negation }
    negation   := NOT negation | predicate
    predicate  := ( condition ) | area | truth | operand comparison
    comparison := (= | == | != | <> | < | <= | > | >=) operand
                | [NOT] IN ( value {, value} ) | [NOT] BETWEEN value AND value
                | [NOT] (LIKE | ILIKE) text [ESCAPE character] | IS [NOT] NULL
    area       := WITHIN ( west, south, east, north )
    operand    := column | value              truth      := a column of true and false
    value      := 'text' | number | TRUE | FALSE | [DATE | TIMESTAMP] '2023-04-15'

A missing value meets no condition but IS NULL, as in SQL. NOT is carried down to the single comparisons.
"""

from __future__ import annotations

import difflib
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.corpus import conditions
from geo.corpus.conditions import CONTRARY, Condition
from geo.corpus.filter_values import NAMES, kind_of, typed, with_code
from geo.errors import BadFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

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
_MIRRORED: Final = {
    operator.lt: operator.gt, operator.le: operator.ge, operator.gt: operator.lt, operator.ge: operator.le,
}  # fmt: skip
_DEEPEST: Final = 64
"""Parentheses and negations inside one another."""
_GEOMETRY: Final = frozenset({"geometry", "bbox"})
_BOUNDS: Final = tuple(f"bbox.{side}" for side in ("xmin", "ymin", "xmax", "ymax"))


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
class _Lexeme:
    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        """The word in small letters; empty for what is no word of the language."""
        lower = self.text.lower()
        return lower if self.kind == "name" and lower in _WORDS else ""

    def error(self, why: str) -> BadFilter:
        return BadFilter(at=self.at + 1, token=self.text, why=why)


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: pa.DataType
    token: _Lexeme


@dataclass(frozen=True, slots=True)
class _Value:
    value: str | float | bool
    token: _Lexeme

    def of(self, column: _Column) -> pa.Scalar:
        """Return the value for comparing a column with it."""
        try:
            return typed(self.value, column.name, column.type)
        except ValueError as error:
            raise self.token.error(str(error)) from None


def _tokens(condition: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    at = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(condition, at)
        if match is None:
            rest = condition[at:].lstrip()
            start = len(condition) - len(rest)
            if rest[0] in "'\"":
                raise _Lexeme("text", rest, start).error("the quotation mark is not closed")
            raise _Lexeme("mark", rest.split()[0], start).error("this is no part of a condition")
        kind = str(match.lastgroup)
        found.append(_Lexeme(kind, match[kind], match.start(kind)))
        at = match.end()
    return found


class _Parser:
    """A parser by recursive descent, one method a rule; `negated` says whether the contrary is wanted."""

    def __init__(self, condition: str, schema: pa.Schema) -> None:
        self._schema = schema
        self._tokens = _tokens(condition)
        self._next = self._depth = 0

    def _peek(self) -> _Lexeme:
        return self._tokens[self._next]

    def _take(self) -> _Lexeme:
        token = self._tokens[self._next]
        self._next += token.kind != "end"
        return token

    def _taken(self, *wanted: str) -> str:
        """Return the next token and go on if it is one of these words or marks; else return an empty text."""
        token = self._peek()
        said = token.word or (token.text if token.kind == "mark" else "")
        if said not in wanted:
            return ""
        self._take()
        return said

    def _expect(self, wanted: str) -> None:
        if not self._taken(wanted):
            shown = wanted.upper() if wanted.isalpha() else f"'{wanted}'"
            raise self._peek().error(f"{shown} is missing here")

    def whole(self) -> Condition:
        if self._peek().kind == "end":
            raise self._peek().error("it is empty")
        found = self._condition(negated=False)
        if self._peek().kind != "end":
            raise self._peek().error("AND, OR or the end is expected here")
        return found

    def _condition(self, *, negated: bool) -> Condition:
        some = [self._both(negated=negated)]
        while self._taken("or"):
            some.append(self._both(negated=negated))
        return conditions.all_of(some) if negated else conditions.any_of(some)

    def _both(self, *, negated: bool) -> Condition:
        some = [self._negation(negated=negated)]
        while self._taken("and"):
            some.append(self._negation(negated=negated))
        return conditions.any_of(some) if negated else conditions.all_of(some)

    def _negation(self, *, negated: bool) -> Condition:
        token = self._peek()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise token.error(f"more than {_DEEPEST} parentheses or NOTs are inside one another")
        if self._taken("not"):
            found = self._negation(negated=not negated)
        elif self._taken("("):
            found = self._condition(negated=negated)
            self._expect(")")
        elif token.word == "within":
            found = self._within(negated=negated)
        else:
            found = self._predicate(negated=negated)
        self._depth -= 1
        return found

    def _within(self, *, negated: bool) -> Condition:
        """Compare the bounding box: what lies in a rectangle is what has its bounds there."""
        import pyarrow as pa

        token = self._take()
        if "bbox" not in self._schema.names:
            raise token.error("this table has no geometry")
        self._expect("(")
        west, south, east, north = (self._number(last=n == 3) for n in range(4))
        if south > north or south < -90 or north > 90 or max(abs(west), abs(east)) > 180:
            raise token.error("it takes west, south, east, north in degrees, as in within(34, 31, 35, 32)")
        how = (operator.ge, operator.ge, operator.le, operator.le)
        left, below, right, above = (
            conditions.compare(bound, CONTRARY[each] if negated else each, pa.scalar(value))
            for bound, each, value in zip(_BOUNDS, how, (west, south, east, north), strict=True)
        )
        all_of, any_of = conditions.all_of, conditions.any_of
        if negated:
            all_of, any_of = any_of, all_of
        over_antimeridian = west > east
        beside = any_of([left, right]) if over_antimeridian else all_of([left, right])
        return all_of([beside, below, above])

    def _number(self, *, last: bool) -> float:
        token = self._take()
        if token.kind != "number":
            raise token.error("a number is expected here")
        self._expect(")" if last else ",")
        return float(token.text)

    def _predicate(self, *, negated: bool) -> Condition:
        left = self._operand()
        if mark := self._taken(*_COMPARISONS):
            return self._compared(left, _COMPARISONS[mark], self._operand(right=True), negated=negated)
        if not isinstance(left, _Column):
            raise self._peek().error("a comparison is expected here")
        if self._taken("is"):
            negated ^= bool(self._taken("not"))
            self._expect("null")
            return conditions.is_there(left.name) if negated else conditions.is_missing(left.name)
        turned = bool(self._taken("not"))
        negated ^= turned
        kind = self._taken("in", "between", "like", "ilike")
        if kind == "in":
            return self._in(left, negated=negated)
        if kind == "between":
            return self._between(left, negated=negated)
        if kind:
            return self._like(left, negated=negated, ignore_case=kind == "ilike")
        if turned:
            raise self._peek().error("IN, BETWEEN, LIKE or ILIKE is expected behind NOT")
        if kind_of(left.type) == "truth":
            return conditions.compare(left.name, operator.eq, typed(not negated, left.name, left.type))
        raise self._peek().error("a comparison is expected here, as in = 'SDN', in (...), is null")

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
            raise token.error("nothing equals NULL: write IS NULL or IS NOT NULL")
        hint = "; texts are written in single quotation marks" if token.kind in ("name", "quoted") else ""
        raise token.error(f"a column or a value is expected here{hint}")

    def _column(self, token: _Lexeme, *, right: bool) -> _Column:
        import pyarrow as pa

        name = (token.text[1:-1].replace('""', '"') if token.kind == "quoted" else token.text).lower()
        if name in _BOUNDS and "bbox" in self._schema.names:
            return _Column(name, pa.float64(), token)
        columns = {each.lower(): each for each in self._schema.names if each not in _GEOMETRY}
        if name in columns:
            return _Column(columns[name], self._schema.field(columns[name]).type, token)
        near = difflib.get_close_matches(name, columns, 1)
        hint = f"; did you mean '{columns[near[0]]}'?" if near else ";"
        if right:
            hint = "; texts are written in single quotation marks;"
        raise token.error(f"no such column{hint} there are: {', '.join(columns.values())}")

    def _compared(
        self, left: _Column | _Value, how: Any, right: _Column | _Value, *, negated: bool
    ) -> Condition:
        if isinstance(left, _Value):
            if isinstance(right, _Value):
                raise left.token.error("one side of a comparison is a column")
            left, right, how = right, left, _MIRRORED.get(how, how)
        if negated:
            how = CONTRARY[how]
        if isinstance(right, _Value):
            return conditions.compare(left.name, how, right.of(left))
        one, other = (kind_of(each.type) for each in (left, right))
        if one != other:
            raise right.token.error(f"{left.name} is {NAMES[one]}, and this {NAMES[other]}")
        return conditions.compare_columns(left.name, how, right.name)

    def _in(self, column: _Column, *, negated: bool) -> Condition:
        import pyarrow as pa

        self._expect("(")
        values = [self._value().of(column)]
        while self._taken(","):
            values.append(self._value().of(column))
        self._expect(")")
        plain = [each.as_py() for each in values]
        array = pa.array(plain) if kind_of(column.type) == "number" else pa.array(plain, values[0].type)
        return (conditions.not_among if negated else conditions.among)(column.name, array)

    def _between(self, column: _Column, *, negated: bool) -> Condition:
        low = self._value().of(column)
        self._expect("and")
        high = self._value().of(column)
        if negated:
            return conditions.any_of(
                [
                    conditions.compare(column.name, operator.lt, low),
                    conditions.compare(column.name, operator.gt, high),
                ]
            )
        return conditions.all_of(
            [
                conditions.compare(column.name, operator.ge, low),
                conditions.compare(column.name, operator.le, high),
            ]
        )

    def _like(self, column: _Column, *, negated: bool, ignore_case: bool) -> Condition:
        kind = kind_of(column.type)
        if kind != "text":
            raise column.token.error(f"LIKE is for text, and this is {NAMES[kind]}")
        pattern = self._text("the pattern of LIKE is a text, as in '%Hamas%'")
        escape = self._text("ESCAPE takes one character", length=1) if self._taken("escape") else ""
        if not escape:
            pattern = with_code(pattern, column.name)
        return conditions.like(column.name, pattern, escape=escape, ignore_case=ignore_case, negated=negated)

    def _text(self, otherwise: str, *, length: int | None = None) -> str:
        given = self._value()
        if not isinstance(given.value, str) or length not in (None, len(given.value)):
            raise given.token.error(otherwise)
        return given.value
