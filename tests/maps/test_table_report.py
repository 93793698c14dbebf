"""What came of a table is told in few words, however large it was."""

from collections import Counter

from maps.table_report import TableReport


def test_what_was_found_and_what_not():
    counts = Counter({"found": 90, "ambiguous": 7, "not found": 1, "unknown country": 1, "unreadable": 1})
    told = str(TableReport(counts, nameless=1))
    assert told == (
        "97 of 100 rows found (7 of them ambiguous), 3 not (1 without a name, 1 in an unknown country, 1 unreadable)"
    )
    assert str(TableReport(Counter(found=1))) == "1 of 1 row found, 0 not"


def test_only_the_first_of_many_are_listed():
    report = TableReport()
    for number in range(1, 100_001):
        report.miss(f"Xyz{number % 9}" + "x" * 50, number)
        report.ragged.add(number, number + 1)
        report.unreadable["a cause"].add(number, number + 1)
    assert report.misses().endswith("(row 5), …") and len(report.misses()) < 400
    unreadable, ragged = report.faults()
    assert unreadable.startswith("100,000 rows cannot be read, a cause: row 1 (line 2), ")
    assert ragged.endswith("row 5 (line 6), …")
