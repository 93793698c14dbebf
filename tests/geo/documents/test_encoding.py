"""Bytes become the text that was written: by what they state, else by what they show; a wrong byte costs a character."""

import pytest

from geo.documents.encoding import codec_of, decode, page_encoding
from geo.errors import UnreadableReport


def read(data, **how):
    warnings = []
    return decode(data, "x", warn=warnings.append, **how), warnings


@pytest.mark.parametrize(
    ("label", "text"),
    [("windows-1252", "Málaga – “sí”"), ("iso-8859-1", "Málaga – “sí”"), ("iso-8859-9", "Iğdır ve Şırnak"), ("koi8-r", "Взрыв в Грозном"),
     ("windows-1251", "Взрыв"), ("gb18030", "北京发生爆炸"), ("GB2312", "北京"), ("Shift_JIS", "東京で地震"), ("x-sjis", "東京"),
     ("euc-kr", "서울"), ("big5", "台北"), ("utf8", "Málaga"), ("iso-2022-jp", "東京")],
)  # fmt: skip
def test_a_page_is_read_as_it_says(label, text):
    codec = codec_of(label)
    for head in (f'<meta charset="{label}">', f"<meta http-equiv=Content-Type content='text/html; charset={label}'>",
                 f'<?xml version="1.0" encoding="{label}"?>'):  # fmt: skip
        page = head.encode() + f"<p>{text}</p>".encode(codec)
        assert read(page, stated=page_encoding(page)) == (f"{head}<p>{text}</p>", [])


def test_utf_8_outweighs_what_a_page_that_was_saved_anew_still_says():
    page = '<meta charset="windows-1252"><p>Málaga</p>'.encode()
    assert "Málaga" in read(page, stated=page_encoding(page))[0]


def test_a_mark_outweighs_all():
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        assert read("Málaga".encode(codec), encoding="latin-1") == ("Málaga", [])


def test_labels_that_nobody_knows_are_passed_over():
    assert page_encoding(b'<meta charset="klingon">') is None
    assert codec_of("rot13") is None and codec_of("zlib") is None
    with pytest.raises(UnreadableReport, match="no encoding"):
        read(b"x", encoding="rot13")


@pytest.mark.parametrize(
    ("text", "codec"),
    [("A café in Málaga", "latin-1"), ("It’s “over” – said Müller…", "cp1252"), ("A price of €5", "cp1252"), ("Взрыв произошел в городе Киеве утром", "cp1251"),
     ("Взрыв произошел в городе Киеве утром", "koi8-r"), ("東京で地震がありました。", "shift_jis"), ("Έκρηξη στην Αθήνα τη Δευτέρα", "iso-8859-7"),
     ("Troops left Mosul.", "utf-16-le"), ("Troops left Mosul.", "utf-16-be")],
)  # fmt: skip
def test_an_encoding_that_nothing_states_is_found_and_told(text, codec):
    found, warnings = read(text.encode(codec))
    assert found == text
    assert len(warnings) == 1 and "read as" in warnings[0]


@pytest.mark.parametrize("wrong", [b"\xff", b"\x80", b"\xc3", b"\xe2\x80", b"\x00", b"\x1b", b"\x81"])
@pytest.mark.parametrize(
    "around", ["Troops left Mosul{} on Friday.", "Troops left Şırnak{} and Iğdır on Friday."]
)
def test_a_wrong_byte_costs_a_character(wrong, around):
    before, after = around.split("{}")
    text, warnings = read(before.encode() + wrong + after.encode())
    assert text.startswith(before) and text.endswith(after)
    assert set(text[len(before) : -len(after)]) == {"\ufffd"}
    assert len(warnings) == 1 and "replaced" in warnings[0]


def test_a_named_encoding_is_held_to():
    assert read("Kraków".encode("cp1250"), encoding="cp1250") == ("Kraków", [])
    text, warnings = read(b"Troops left Mosul on Friday. " * 20 + b"\xc3.", encoding="utf-8")
    assert text.endswith("\ufffd.") and len(warnings) == 1
    with pytest.raises(UnreadableReport, match="not ASCII at byte 0"):
        read("Şırnak".encode(), encoding="ascii")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF\x00\x00\x00", b"\x00" * 500])
def test_binaries_are_refused(data):
    with pytest.raises(UnreadableReport, match=r"binary|not UTF-8"):
        read(data)
