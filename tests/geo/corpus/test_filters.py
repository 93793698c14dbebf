"""Conditions mean what they mean in DuckDB, prune row groups, and say where they go wrong."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.corpus.filters import parse
from geo.errors import BadFilter

pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

DAY = datetime.datetime
TEXTS = [
    "AID",
    "ASSAULT",
    "",
    None,
    "50%",
    "a_c",
    "abc",
    "a\\b",
    "it's",
    "line\nend",
    "Ärger",
    "ärger",
    "a; b",
]
SCORES = [0.5, None, 0.25, 1.0, -3.0, 0.9]
DAYS = [DAY(2023, 4, 15), None, DAY(2023, 4, 14), DAY(2024, 2, 29), DAY(1999, 12, 31)]


@pytest.fixture(scope="module")
def table():
    rows = [
        {
            "n": n,
            "type": TEXTS[n % len(TEXTS)],
            "score": SCORES[n % len(SCORES)],
            "when_start": DAYS[n % len(DAYS)],
            "when_end": DAYS[n // 2 % len(DAYS)],
            "end": None if n % 7 == 0 else n % 50,
            "inferred": [True, False, None][n % 3],
            "bbox": None
            if n % 11 == 0
            else {"xmin": n - 180.0, "ymin": n / 4 - 40, "xmax": n - 178.0, "ymax": n / 4 - 39},
        }
        for n in range(340)
    ]
    box = pa.struct([(name, pa.float64()) for name in ("xmin", "ymin", "xmax", "ymax")])
    schema = pa.schema([
        ("n", pa.int64()), ("type", pa.large_string()), ("score", pa.float64()), ("when_start", pa.timestamp("ms")),
        ("when_end", pa.timestamp("ms")), ("end", pa.int64()), ("inferred", pa.bool_()), ("bbox", box),
    ])  # fmt: skip
    return pa.Table.from_pylist(rows, schema)


def ours(table, condition):
    return table.filter(parse(condition, table.schema).expression)["n"].to_pylist()


def theirs(table, condition):
    connection = duckdb.connect()
    connection.register("events", table)
    return [n for (n,) in connection.execute(f"SELECT n FROM events WHERE {condition} ORDER BY n").fetchall()]


CONDITIONS = [
    "type = 'AID'",
    "'AID' <> type",
    "not type = 'AID'",
    "type in ('AID', 'it''s', '')",
    "type not in ('AID', 'abc')",
    "not (type in ('AID') or score > .5)",
    "not (type not in ('AID'))",
    "score in (1, 0.25)",
    "n in (1, 2.0, 300)",
    "score between 0 and 0.5",
    "score not between 0 and 0.5",
    "not score not between -5 and 5e-1",
    "type like '%A%'",
    "type not like '%b%'",
    "type like 'a_c'",
    "type like 'a\\b'",
    "type like '50!%' escape '!'",
    "type like '%!_%' escape '!'",
    "type like '%e_e%'",
    "type ilike 'ÄRG%'",
    "type ilike '%a%'",
    "type not ilike 'a%'",
    "type like ''",
    "type like '%'",
    "type is null or not inferred",
    "type IS NOT NULL AND inferred",
    "not (type is null)",
    "inferred = true",
    "inferred != TRUE",
    "when_start >= '2023-04-15'",
    "when_start = date '2023-04-15'",
    "when_start > timestamp '2023-04-14 12:30'",
    "when_start between '2023-04-14' and '2023-04-15'",
    "when_start in ('2023-04-15', '1999-12-31')",
    "when_start = when_end",
    "not when_start < when_end",
    '"end" >= 40 and N < 100',
    'n >= "end"',
    "score > '0.3'",
    "n = 1 or n = 2 and score > 0.3",
    "(n = 1 or n = 2) and score > 0.2",
    "not not n = 5",
    "bbox.xmin > 100 and bbox.ymax <= 40.5",
]


def test_the_same_rows_as_in_duckdb(table, check_rows):
    def check(condition):
        assert ours(table, condition) == theirs(table, condition)
        turned = f"not ({condition})"
        assert ours(table, turned) == theirs(table, turned)

    check_rows(CONDITIONS, check)
    assert [each for each in CONDITIONS if not ours(table, each)] == []


leaves = st.sampled_from(CONDITIONS)
nested = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda each: f"({' '.join(each)})"),
        inner.map(lambda each: f"not ({each})"),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(condition=nested)
def test_nested_conditions_give_the_same_rows_as_in_duckdb(table, condition):
    assert ours(table, condition) == theirs(table, condition)


def test_within_is_the_comparison_of_bounds(table):
    inside = "bbox.xmin >= -150 and bbox.ymin >= -35 and bbox.xmax <= -100 and bbox.ymax <= 0"
    assert ours(table, "within(-150, -35, -100, 0)") == theirs(table, inside) != []
    assert ours(table, "not within(-150, -35, -100, 0)") == theirs(table, f"not ({inside})")


def test_within_goes_over_the_antimeridian(table):
    across = "(bbox.xmin >= 150 or bbox.xmax <= -170) and bbox.ymin >= -90 and bbox.ymax <= 90"
    assert ours(table, "within(150, -90, -170, 90)") == theirs(table, across) != []
    assert ours(table, "not within(150, -90, -170, 90)") == theirs(table, f"not ({across})")


WRONG = [
    ("", 1, "empty"),
    ("cuntry = 'SDN'", 1, "did you mean 'country'"),
    ("country = 'SDN' and nope > 1", 21, "country, score, type, when_start"),
    ("country = 'Sudan'", 11, "'SD' or 'SDN'"),
    ("country = 'ZZZ'", 11, "no country's code"),
    ("country = SDN", 11, "single quotation marks"),
    ("type = 'AID", 8, "not closed"),
    ("(type = 'AID'", 14, "')' is missing"),
    ("type = 'AID' 'AID'", 14, "AND, OR or the end"),
    ("type = 'AID' and", 17, "expected"),
    ("type", 5, "comparison"),
    ("type = null", 8, "IS NULL"),
    ("type = 5", 8, "single quotation marks"),
    ("type in ()", 10, "expected"),
    ("type not = 'a'", 10, "IN, BETWEEN"),
    ("type is 'a'", 9, "NULL is missing"),
    ("score = 'much'", 9, "0.5"),
    ("score like '%5%'", 1, "LIKE is for text"),
    ("score > 1 + 2", 11, "no part of a condition"),
    ("score > type", 9, "score is a number"),
    ("1 = 1", 1, "one side"),
    ("when_start > '2023-04'", 14, "'2023-04-15'"),
    ("when_start > '2023-02-30'", 14, "'2023-04-15'"),
    ("geometry is null", 1, "no such column"),
    ("within(1, 2, 3, 4)", 1, "no geometry"),
    ("type = 'a'; drop table events", 11, "no part of a condition"),
    ("(" * 100_000 + "score > 1" + ")" * 100_000, 65, "inside one another"),
    ("not " * 100_000 + "score > 1", 257, "inside one another"),
]


def test_errors_say_where_and_why(check_rows):
    schema = pa.schema([
        ("country", pa.string()), ("score", pa.float64()), ("type", pa.string()), ("when_start", pa.timestamp("ms")),
        ("geometry", pa.binary()),
    ])  # fmt: skip

    def check(row):
        condition, at, words = row
        with pytest.raises(BadFilter) as caught:
            parse(condition, schema)
        assert caught.value.at == at
        assert words in str(caught.value)
        assert "\n" not in str(caught.value)

    check_rows(WRONG, check)


def test_within_wants_degrees(table, check_rows):
    def check(condition):
        with pytest.raises(BadFilter):
            parse(condition, table.schema)

    check_rows(["within(1, 2, 3)", "within(0, 50, 10, 40)", "within(0, 0, 10, 400)", "within 1"], check)


def test_a_thousand_alternatives_are_one_expression(table):
    condition = " or ".join(f"n = {n}" for n in range(5_000))
    assert len(ours(table, condition)) == len(table)
