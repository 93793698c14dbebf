"""What a corpus holds, in numbers that its tables give too."""

import geo
from geo.corpus.summary import CURRENT, Count, counts, shortened


def of(found, what):
    return {each.value: each.count for each in found if each.what == what}


def test_numbers_are_those_of_the_tables(looked_at):
    found = list(counts(looked_at))
    events, reports = looked_at.events, looked_at.reports
    assert of(found, "reports") == {None: 41}
    assert list(of(found, "failed by cause").values()) == [1]
    assert of(found, "reports by source") == reports["source"].value_counts().to_dict() | {"none stated": 1}
    assert of(found, "reports by language")["en"] == (reports["language"] == "en").sum()
    assert of(found, "mentions") == {None: len(looked_at.mentions)}
    assert of(found, "events") == {None: len(events)}
    assert of(found, "events by type") == events["type"].value_counts().to_dict()
    assert of(found, "events without a place") == {None: events.geometry.isna().sum()}
    day = events["when_start"].fillna(events["when_end"])
    assert of(found, "events without a day") == {None: day.isna().sum()}
    months = of(found, "events by month")
    assert months == day.dropna().dt.strftime("%Y-%m").value_counts().to_dict()
    assert list(months) == sorted(months)
    spans = [each.value for each in found if each.what in ("first day", "last day")]
    assert spans == [str(day.min().date()), str(day.max().date())]
    assert of(found, "events by country").get("none, or several", 0) == events["country"].isna().sum()


def test_it_says_how_many_another_version_has_read(tmp_path, reports, monkeypatch):
    corpus = geo.corpus.read(reports(3), tmp_path / "corpus", fast=True)
    assert of(counts(corpus), "reports read by") == {CURRENT: 3}
    (former,) = set(corpus.reports["reader"])
    monkeypatch.setattr("geo.corpus.settings._fingerprint", lambda settings: "0123456789ab")
    assert of(counts(corpus), "reports read by") == {former: 3}


def test_sizes_are_those_of_the_files(looked_at):
    sizes = of(counts(looked_at), "bytes by table")
    for table in ("events", "reports", "records"):
        assert sizes[table] == sum(path.stat().st_size for path in (looked_at.path / table).iterdir())


def test_failures_that_differ_in_a_number_are_of_one_cause(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Police arrested nine men in Ankara."}\n[]\n[]\n', "utf-8")
    corpus = geo.corpus.read(tmp_path / "a.jsonl", tmp_path / "corpus", fast=True, on_error=lambda _: None)
    assert list(of(counts(corpus), "failed by cause").values()) == [2]


def test_an_empty_corpus_has_zeros(tmp_path):
    found = list(counts(geo.corpus.read([], tmp_path / "corpus", fast=True)))
    assert of(found, "reports") == of(found, "events") == {None: 0}
    assert of(found, "events by type") == of(found, "first day") == {}


def test_a_table_for_people_has_the_greatest_numbers_of_a_kind():
    found = [Count("all", None, 21), *(Count("kind", str(n), n) for n in range(1, 7))]
    assert list(shortened(found, 2)) == [
        Count("all", None, 21), Count("kind", "5", 5), Count("kind", "6", 6), Count("kind", "(4 others)", 10)
    ]  # fmt: skip
    assert list(shortened(found, 5)) == found


def test_the_frame_of_a_corpus(looked_at):
    frame = looked_at.stats()
    assert list(frame.columns) == ["what", "value", "count"]
    assert frame.query("what == 'reports'")["count"].tolist() == [41]
