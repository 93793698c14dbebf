"""Row groups in which no row can meet a condition are skipped, and no others."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.corpus.filters import parse

pa = pytest.importorskip("pyarrow")
ROWS, GROUP = 340, 20
FIRST = datetime.datetime(2023, 1, 1)  # noqa: DTZ001 (days have no zone)


def day(n):
    return FIRST + datetime.timedelta(days=n)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """A file of row groups of 20 rows: `day` and `bbox` have missing values in each group, `half` in half of them."""
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    rows = [
        {
            "n": n,
            "type": ["AID", "ASSAULT", None][n % 3],
            "day": None if n % 9 == 0 else day(n),
            "half": n if n < ROWS // 2 else None,
            "bbox": None if n % 11 == 0 else {"xmin": n - 180.0, "ymin": 0.0, "xmax": n - 178.0, "ymax": 1.0},
        }
        for n in range(ROWS)
    ]
    box = pa.struct([(name, pa.float64()) for name in ("xmin", "ymin", "xmax", "ymax")])
    schema = pa.schema([
        ("n", pa.int64()), ("type", pa.large_string()), ("day", pa.timestamp("ms")), ("half", pa.int64()),
        ("bbox", box),
    ])  # fmt: skip
    path = tmp_path_factory.mktemp("conditions") / "events.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema), path, row_group_size=GROUP)
    return ds.dataset([path])


PRUNED = {
    "n < 20": 1,
    "not n >= 20": 1,
    "n between 30 and 45": 2,
    "n not between 10 and 330": 2,
    "n in (3, 339)": 2,
    "n not in (3, 339)": 17,
    "not (n < 320 or n > 330)": 1,
    "n = 1000": 0,
    "n = half": 9,
    "day >= '2023-11-20'": 1,
    "day < '2023-01-05' or n = 339": 2,
    "day = '2023-01-05'": 1,
    "half is null": 9,
    "half is not null": 9,
    "half != 5 and half > 165": 1,
    "type like '%A%'": 17,
    "type > 'B'": 0,
    "within(-180, -90, -150, 90)": 2,
    "not within(-180, -90, 179, 90)": 0,
}


def test_row_groups_that_cannot_match_are_skipped(dataset, check_rows):
    def check(condition):
        kept = parse(condition, dataset.schema).prune(dataset)
        assert sum(fragment.num_row_groups for fragment in kept.get_fragments()) == PRUNED[condition]

    check_rows(list(PRUNED), check)


nested = st.recursive(
    st.sampled_from(list(PRUNED)),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda each: f"({' '.join(each)})"),
        inner.map(lambda each: f"not ({each})"),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(condition=nested)
def test_skipping_loses_no_row(dataset, condition):
    parsed = parse(condition, dataset.schema)
    kept = parsed.prune(dataset).to_table(filter=parsed.expression, columns=["n"])
    assert kept == dataset.to_table().filter(parsed.expression).select(["n"])


def test_statistics_that_a_file_lacks_skip_nothing(tmp_path):
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"n": [1, 2]}), tmp_path / "plain.parquet", write_statistics=False)
    dataset = ds.dataset([tmp_path / "plain.parquet"])
    kept = parse("n = 9", dataset.schema).prune(dataset)
    assert sum(fragment.num_row_groups for fragment in kept.get_fragments()) == 1
