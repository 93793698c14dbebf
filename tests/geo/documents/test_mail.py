"""Messages and mailboxes: the body, whatever it is wrapped in and whatever charset it states."""

import datetime
import gzip
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.documents import mail
from geo.documents.source import Source
from geo.errors import ReadingError, UnreadableReport

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


def test_without_plain_text_it_is_that_of_the_html_and_attachments_are_left_out(read):
    parts = (
        b"Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n  \n"
        b"--x\nContent-Type: text/html\n\n<p>Rain in Goma.</p>\n"
        b"--x\nContent-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n<p>Snow.</p>\n--x--\n"
    )
    [report] = read("a.eml", b"Subject: x\n" + parts)[0]
    assert report.text.strip() == "Rain in Goma."


@pytest.mark.parametrize(
    ("head", "title"),
    [(b"Subject: =?utf-8?q?M=C3=A1laga?=", "Málaga"), (b"Subject: =?klingon?q?x?=", "=?klingon?q?x?="), (b"X: y", None),
     (b"Subject: =?utf-8?b?!!!?=", None), (b"Subject: a\n b", "a b")],
)  # fmt: skip
def test_the_subject_is_the_title(read, head, title):
    [report] = read("a.eml", head + b"\nDate: soon\n\nRain in Goma.")[0]
    assert (report.title, report.published) == (title, None)


@pytest.mark.parametrize("body", [b"", b" \n", b"Content-Type: image/png\n\n\x89PNG"])
def test_a_message_without_a_text(read, body):
    head = b"Subject: x\n" + (b"" if body.startswith(b"Content") else b"\n")
    with pytest.raises(UnreadableReport, match="a message without a text"):
        read("a.eml", head + body)


def test_a_damaged_message_is_read_as_it_stands_with_a_warning(read, warned):
    data = b"Subject: x\nContent-Type: multipart/mixed; boundary=x\n\n--y\nContent-Type: text/plain\n\nRain in Goma.\n--y--\n"
    assert read("a.eml", data)[0][0].text == "Rain in Goma."
    assert warned() == ["a damaged message, read as it is"]


def test_only_a_line_from_a_postman_after_a_blank_one_parts_messages(read):
    first = b"From a@example.org Fri Aug 23 10:15:00 2019\nSubject: One\n\n"
    body = (
        b"Troops left.\nFrom b@example.org Fri Aug 23 10:15:00 2019 they wrote.\n\nFrom Mosul they went on.\n"
    )
    assert len(read("a.mbox", first + body)[0]) == 1
    assert len(read("b.mbox", first + body + b"\n" + first + b"Rain.\n")[0]) == 2


def test_a_message_of_a_mailbox_that_cannot_be_read_costs_no_other(read):
    first = b"From a@example.org Fri Aug 23 10:15:00 2019\nSubject: One\n\n"
    reports, errors = read("a.mbox", first + b"\n" + first + b"Rain.\n")
    assert [report.id for report in reports] == ["a:2"]
    assert len(errors) == 1 and "a.mbox:1: a message without a text" in errors[0]
    with pytest.raises(UnreadableReport, match="holds no message"):
        read("b.mbox", b"")


def test_of_a_giant_message_the_beginning_is_kept(read, monkeypatch):
    monkeypatch.setattr(mail, "_MESSAGE", 1000)
    first = b"From a@example.org Fri Aug 23 10:15:00 2019\nSubject: One\n\n"
    giant, small = read("a.mbox", first + b"Rain fell.\n" * 500 + b"\n" + first + b"Snow.\n")[0]
    assert 900 < len(giant.text) < 1100 and small.text.strip() == "Snow."


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_give_a_report_or_our_error(head, body):
    data = b"Subject: x\n" + head + b"\n\n" + body
    source = Source(path="a.eml", name="a.eml", stem="a", stream=io.BufferedReader(io.BytesIO(data)))
    try:
        [report] = mail.read_message(source)
    except ReadingError as error:
        assert "\n" not in str(error)
    else:
        assert report.text.strip()
