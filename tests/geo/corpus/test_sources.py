"""Whatever the source, each record comes once: as a report whose id depends on no order, or as a failure with the same."""

import datetime
import io
import json
import random

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.corpus.sources import entries_of
from geo.documents.ids import id_of_text
from geo.errors import BadPublished, ColumnMissing
from geo.records import Report

DAY = datetime.date(2024, 5, 15)


def ids(source, **how):
    """Return the ids of what was read and of what failed."""
    entries = list(entries_of(source, **how))
    return (
        [entry.report.id for entry in entries if entry.failure is None],
        {entry.report.id: entry.failure.why for entry in entries if entry.failure},
    )


def named_after(*texts):
    return [id_of_text(text, digits=20) for text in texts]


@pytest.fixture
def archive(tmp_path):
    for name, text in {
        "2023/a.txt": "Rain fell.",
        "2024/a.txt": "Snow fell.",
        "2024/b.jsonl": '{"id": "b1", "text": "Hail fell."}\n{"text": "Sleet fell."}\n',
        "2024/c.rtf": r"{\rtf1 x}",
        "notes.log": "Fog.",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_files_are_called_by_their_path_in_the_folder_or_pattern_that_was_given(archive):
    sleet = named_after("Sleet fell.")[0]
    assert ids(archive)[0] == ["2023/a.txt", "2024/a.txt", "b1", sleet]
    assert ids([archive / "2023", archive / "2024"])[0] == ["a.txt", "a.txt", "b1", sleet]
    assert ids(f"{archive}/*/a.txt")[0] == ["2023/a.txt", "2024/a.txt"]
    assert ids(f"{archive}/**/*.txt")[0] == ["2023/a.txt", "2024/a.txt"]
    assert ids(f"{archive}/**")[0] == ["2023/a.txt", "2024/a.txt", "b1", sleet], "each once"
    assert ids(f"{archive}/20*")[0] == ["2023/a.txt", "2024/a.txt", "b1", sleet]
    assert ids(f"{archive}/*/[bc].*") == (["b1", sleet], {}), "what is of no kind that is read is no failure"
    assert ids(f"{archive}/*.log")[0] == ["notes.log"]
    assert ids(f"{archive}/*.xml") == ([], {f"{archive}/*.xml": "no file or folder fits"})


def test_a_file_whose_name_is_a_pattern_is_a_file(tmp_path):
    (tmp_path / "[a].txt").write_text("Rain.")
    (tmp_path / "a.txt").write_text("Snow.")
    assert ids(tmp_path / "[a].txt")[0] == ["[a].txt"]


def test_lines_without_an_id_have_one_that_depends_on_no_order(tmp_path):
    file = tmp_path / "a.jsonl"
    lines = [json.dumps({"text": text}) for text in ("Rain.", "Snow.", "Hail.")]
    file.write_text("\n".join(lines))
    assert ids(file)[0] == named_after("Rain.", "Snow.", "Hail.")
    file.write_text("\n".join(["broken", *reversed(lines)]))
    read, failed = ids(file)
    assert read == named_after("Hail.", "Snow.", "Rain.") and list(failed) == ["a.jsonl:1"]


RSS = '<rss version="2.0"><channel><title>{}</title><link>https://{}.example</link>{}</channel></rss>'
ITEM = "<item><title>{}</title>{}</item>"


def test_entries_of_feeds_keep_their_ids_from_day_to_day(tmp_path):
    old = ITEM.format("Rain fell.", "<guid>https://a.example/1</guid>")
    linked = ITEM.format("Snow fell.", "<guid>17</guid><link>https://a.example/2</link>")
    bare = ITEM.format("Hail fell.", "<guid>17</guid>")
    plain = ITEM.format("Fog.", "")
    (tmp_path / "1.xml").write_text(RSS.format("A", "a", old + linked + bare + plain))
    known = ["https://a.example/1", "https://a.example/2", "https://a.example 17", *named_after("Fog.")]
    assert ids(tmp_path)[0] == known
    new = ITEM.format("Sleet fell.", "<guid>https://a.example/9</guid>")
    (tmp_path / "1.xml").write_text(RSS.format("A", "a", new + plain + bare + linked + old))
    assert ids(tmp_path)[0] == ["https://a.example/9", *reversed(known)]
    (tmp_path / "2.xml").write_text(RSS.format("B", "b", bare))
    assert ids(tmp_path)[0][-1] == "https://b.example 17", "a number of one feed is none of another"


def test_messages_of_a_mailbox_are_called_by_their_ids(tmp_path):
    message = "From a@b Fri Aug 23 10:15:00 2019\nSubject: One\n{}\nTroops left {}.\n\n"
    (tmp_path / "a.mbox").write_text(
        message.format("Message-ID: <1@example.org>\n", "Mosul") + message.format("", "Tyre")
    )
    read = ids(tmp_path)[0]
    assert read[0] == "<1@example.org>" and read[1].startswith("text-")


TABLE = pd.DataFrame({"id": ["a", "b", None, "d"], "text": ["Rain.", None, "Snow.", " "], "n": range(4)})


@pytest.mark.parametrize("suffix", ["frame", ".parquet", ".csv", ".jsonl", ".jsonl.zst"])
def test_the_same_rows_in_any_form_are_the_same_reports(tmp_path, suffix):
    file = tmp_path / f"a{suffix}"
    if suffix == ".parquet":
        TABLE.to_parquet(file)
    elif suffix == ".csv":
        TABLE.to_csv(file, index=False)
    elif suffix.startswith(".jsonl"):
        data = TABLE.to_json(orient="records", lines=True).encode()
        file.write_bytes(pa.compress(data, codec="zstd", asbytes=True) if "zst" in suffix else data)
    read, failed = ids(TABLE if suffix == "frame" else file)
    assert read == ["a", *named_after("Snow.")]
    assert failed == {"b": "empty", "d": "empty"}


def test_texts_of_a_column_and_of_streams():
    assert ids(pd.Series(["Rain.", None]))[0] == named_after("Rain.")
    assert ids([io.BytesIO(b"Rain.")])[0] == named_after("Rain.")
    assert ids([io.BytesIO(b'{"text": "Rain."}\n{"id": "b", "text": "Snow."}\nbroken')]) == (
        [*named_after("Rain."), "b"],
        {"stream:3": "not JSON (Expecting value)"},
    )


def test_a_table_without_texts_is_an_error_before_anything_is_read(tmp_path):
    with pytest.raises(ColumnMissing):
        geo.corpus.read(pd.DataFrame({"body": ["Rain."]}), tmp_path / "corpus", fast=True)


def test_a_day_for_those_that_state_none(tmp_path):
    [entry] = entries_of([{"text": "Rain."}], published="2024-05-15")
    assert entry.report.published == DAY
    with pytest.raises(BadPublished):
        list(entries_of([], published="soon"))


def test_a_report_of_wrong_types_is_read_as_a_mapping():
    moment = datetime.datetime(2024, 5, 15, 10, tzinfo=datetime.UTC)
    made = [
        Report(id=7, text="Rain.", published=moment),
        Report(id="", text="Snow."),
        Report(id="c", text=None),
        Report(id="d", text="  "),
    ]
    entries = list(entries_of(made))
    assert [(e.report.id, e.report.published) for e in entries if not e.failure] == [
        ("7", DAY),
        (*named_after("Snow."), None),
    ]
    assert {e.report.id: e.failure.why for e in entries if e.failure} == {"c": "empty", "d": "empty"}
    assert all(type(entry).decode(entry.encode()) == entry for entry in entries)


# Bad input.

NOISE = random.Random(3).randbytes(10_000_000)
BAD = {
    "nowhere": ("/nonexistent/a.txt", "a.txt"),
    "long path": ("x" * 10_000, "x" * 10_000),
    "long pattern": ("*" + "x" * 10_000, "*" + "x" * 10_000),
    "NUL in a path": ("a\0.txt", "a\0.txt"),
    "a number": (7, None),
    "nothing": (None, None),
    "bytes": (b"Rain.", None),
    "no text": ({"id": "r", "title": "Rain"}, "r"),
    "empty": ({"id": "r", "text": ""}, "r"),
    "blank": ({"id": "r", "text": " \n\0"[:2]}, "r"),
    "no string": ({"id": "r", "text": 7}, "r"),
    "an empty mapping": ({}, None),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_items_are_failures_with_the_id_that_the_report_would_have(name):
    item, expected = BAD[name]
    told = []
    good, after = {"id": "good", "text": "Rain."}, {"id": "after", "text": "Snow."}
    read, failed = ids([good, item, after], on_error=told.append)
    assert read == ["good", "after"] and len(failed) == len(told) == 1
    assert expected is None or list(failed) == [expected]
    assert "\n" not in str(told[0])


FILES = {
    "empty.txt": b"",
    "empty.jsonl": b"",
    "empty.parquet": b"",
    "blank.csv": b"\n\n",
    "noise.txt": NOISE,
    "noise.jsonl": NOISE,
    "noise.jsonl.gz": b"\x1f\x8b" + NOISE[:1000],
    "noise.jsonl.zst": b"\x28\xb5\x2f\xfd" + NOISE[:1000],
    "noise.parquet": b"PAR1" + NOISE[:1000],
    "noise.pdf": b"%PDF-1.4" + NOISE[:1000],
    "noise.docx": b"PK\x03\x04" + NOISE[:1000],
    "noise.xml": b"<rss>" + NOISE[:1000],
    "noise.mbox": b"From a@b\nSubject: x\n\n" + NOISE[:1000],
    "deep.json": b"[" * 100_000,
    "other.csv": b"a,b\n1,2\n",
}


@pytest.mark.parametrize("name", FILES)
def test_bad_files_are_one_failure_each_at_most_and_no_traceback(tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name])
    (tmp_path / "good.txt").write_text("Rain.")
    told = []
    read, failed = ids([tmp_path / name, tmp_path / "good.txt"], on_error=told.append)
    assert read[-1] == "good.txt"
    assert read[:-1] or name in failed, "nothing is lost without a word"
    assert all("\n" not in str(error) and "Traceback" not in str(error) for error in told)


hostile = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\0\n\r\ud83d\udc00\u2028 \u202e"), max_size=40
)
values = st.none() | st.booleans() | st.integers() | st.floats() | hostile | st.binary(max_size=8)
values |= (
    st.lists(hostile, max_size=2)
    | st.dictionaries(hostile, hostile, max_size=2)
    | st.datetimes()
    | st.dates()
)
records = st.fixed_dictionaries(
    {},
    optional={
        "id": values | st.just("same") | st.just("x" * 10_000),
        "text": values | st.just("Police arrested nine men in Ankara."),
        "title": values,
        "source": values,
        "published": values
        | st.sampled_from(["2024-05-15", "31/31/2024", "05/06/2024", "0001-01-01", 1e300]),
        "date": values,
        "url": values,
    },
)


@given(st.lists(records, max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_record_is_a_report_or_a_failure(some):
    entries = list(entries_of(some))
    assert len(entries) == len(some)
    assert all(type(entry).decode(entry.encode()) == entry for entry in entries)
    for entry, record in zip(entries, some, strict=True):
        assert entry.report.id and "\n" not in entry.report.id
        assert bool(entry.failure) == (not entry.report.text.strip())
        if entry.failure is None and isinstance(record["text"], str) and "<" not in record["text"]:
            assert len(entry.report.text) == len(record["text"]), "offsets stay those of the caller's text"


@given(st.lists(st.builds(Report, id=hostile, text=hostile, title=st.none() | hostile), max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_report_comes_as_it_is_or_is_a_failure(some):
    entries = list(entries_of(some))
    assert [entry.report.text for entry in entries if not entry.failure] == [
        report.text for report in some if report.text.strip()
    ]
    assert len(entries) == len(some) and all(entry.report.id for entry in entries)


def test_long_ids_that_begin_alike_stay_apart():
    one, two = ids([{"id": "x" * 9_999 + end, "text": "Rain."} for end in "ab"])[0]
    assert one != two and len(one) <= 300


def test_a_corpus_of_bad_input_loses_nothing(tmp_path):
    """The whole way: what is read and what failed are the rows, and come back from the files as they were."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    bad = [
        {"id": "same", "text": "Police arrested nine men in Ankara on 3 May 2024."},
        {"id": "same", "text": "Gunmen killed two men in Goma on 4 May 2024."},
        {"id": "same", "text": ""},
        {"id": "a\nb\0c", "text": "Rain fell in Lima.\0 Snow fell in Quito."},
        {"id": "half \ud83d", "text": "Envoys met in Oslo \ud83d on Friday.", "published": "0001-01-01"},
        {"id": "late", "text": "Envoys met in Oslo on Friday.", "published": "9999-12-31", "date": "2024-05-15"},
        *(folder / name for name in FILES),
        Report(id="first day", text="Envoys met in Oslo on Friday.", published=datetime.date.min),
        Report(id="last day", text="Envoys met in Oslo on Friday.", published=datetime.date.max),
        7,
    ]  # fmt: skip
    corpus = geo.corpus.read(bad, tmp_path / "corpus", fast=True, on_error=lambda error: None)
    rows = corpus.reports.set_index("id")
    assert {"same", "same#2", "same#3", "a b\0c", "half �", "late", "first day", "last day"} <= set(
        rows.index
    )
    assert rows["error"].notna().sum() == corpus.manifest.total("failed") >= 10
    assert (rows["text"].fillna("").str.len() > 0).sum() == len(rows) - corpus.manifest.total("failed")
    assert rows.loc["a b\0c", "text"] == "Rain fell in Lima.\0 Snow fell in Quito."
    assert set(rows.loc[["same", "same#2", "same#3"], "error"].dropna()) == {"empty"}
    again = geo.corpus.read(bad, tmp_path / "corpus", fast=True, on_error=lambda error: None)
    assert again.reports.equals(corpus.reports)
    assert list(tmp_path.joinpath("corpus", "events").glob("*.parquet"))
    assert pq.read_table(corpus.files("events")[0]).num_rows > 0
