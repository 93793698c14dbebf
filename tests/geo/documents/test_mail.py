"""Messages and mailboxes: the body, whatever it is wrapped in and whatever charset it states."""

import datetime
import gzip

import pytest

DAY = datetime.date(2019, 8, 23)


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_a_mail(read, name, samples):
    [report] = read(name, samples.eml)[0]
    assert report.text.strip() == "It’s over in Málaga."
    assert (report.title, report.source, report.published) == (
        "Out of Mosul",
        "Desk Málaga <desk@example.org>",
        DAY,
    )


@pytest.mark.parametrize("name", ["a.mbox", "a.txt", "a.mbox.gz"])
def test_a_mailbox(read, name, samples):
    reports, _ = read(name, gzip.compress(samples.mbox) if name.endswith("gz") else samples.mbox)
    assert [(r.title, r.text.strip()) for r in reports] == [
        ("One", "Troops left Mosul.\nFrom there they went on."), ("Two", "Two died in Tyre\n\nOne in Acre")
    ]  # fmt: skip


def test_mails_in_charsets_that_are_wrong_or_unknown(read):
    for charset in (b"klingon", b"us-ascii", b"utf-8"):
        data = b"Subject: x\nContent-Type: text/plain; charset=" + charset + b"\n\nA caf\xe9 in Acre.\n"
        assert "Acre" in read("a.eml", data)[0][0].text
