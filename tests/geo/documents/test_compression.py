"""What is compressed is read as what it holds, as far as it goes; what needs a library says which."""

import gzip
import io
import random

import pyarrow as pa
import pytest

from geo.documents import compression, source
from geo.documents.reading import Unread, read_reports
from geo.errors import NotAReport, UnreadableReport


def zst(data):
    return pa.compress(data, codec="zstd", asbytes=True)


PACKERS = {"gzip": (gzip.compress, ".gz"), "Zstandard": (zst, ".zst")}
both = pytest.mark.parametrize(("kind", "pack", "suffix"), [(k, *v) for k, v in PACKERS.items()], ids=PACKERS)


@both
def test_lines_come_out_as_they_went_in(read, kind, pack, suffix):
    data = b'{"id": "a", "text": "Rain."}\n{"id": "b", "text": "Snow."}\n'
    assert [r.id for r in read(f"x.jsonl{suffix}", pack(data))[0]] == ["a", "b"]
    assert [r.id for r in read(f"X.JSONL{suffix.upper()}", pack(data))[0]] == ["a", "b"]
    assert [r.id for r in read("x.jsonl", pack(data))[0]] == ["a", "b"], "whatever it is called"
    assert [r.id for r in read(f"y.csv{suffix}", pack(b"text\nRain.\nSnow.\n"))[0]] == ["y:2", "y:3"]


@both
def test_what_is_broken_is_read_as_far_as_it_goes(read, warned, kind, pack, suffix):
    noise = "".join(random.Random(1).choices("abcdefg hijklm\n", k=300_000))
    data = pack(noise.encode())
    [report] = read(f"a.txt{suffix}", data[: len(data) // 2])[0]
    assert noise.startswith(report.text) and len(report.text) > 100_000
    assert warned() == [f"broken {kind}: read up to where it breaks"]
    with pytest.raises(UnreadableReport, match=f"broken {kind}, of which nothing can be read"):
        read(f"b.txt{suffix}", data[:12])


@both
def test_several_members_are_one_file(kind, pack, suffix):
    reported = []
    packed = io.BufferedReader(io.BytesIO(pack(b"Rain ") + pack(b"fell.")))
    stream = compression.decompressed(packed, f"a{suffix}", lambda *what: reported.append(what))
    assert (stream.read(), reported, packed.closed) == (b"Rain fell.", [], False)


@both
def test_bombs_are_refused(read, monkeypatch, kind, pack, suffix):
    monkeypatch.setattr(source, "WHOLE", 100_000)
    with pytest.raises(UnreadableReport, match="expands more than 200 times"):
        read(f"a.jsonl{suffix}", pack(b" " * 50_000_000))


def test_what_is_not_compressed_stays_as_it_is():
    stream = io.BufferedReader(io.BytesIO(b"Rain."))
    assert compression.decompressed(stream, "a.zst", print) is stream


def test_a_disk_that_fails_is_no_broken_file():
    class Failing(io.RawIOBase):
        given = False

        def readable(self):
            return True

        def readinto(self, buffer):
            if self.given:
                raise OSError(5, "Input/output error")
            self.given = True
            buffer[:4] = gzip.compress(b"x")[:4]
            return 4

    stream = compression.decompressed(io.BufferedReader(Failing()), "a.gz", print)
    with pytest.raises(OSError, match="Input/output error"):
        stream.read()


def test_a_library_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(compression, "_standard", lambda: None)
    monkeypatch.setattr(compression, "find_spec", lambda name: None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    file = tmp_path / "a.jsonl.zst"
    file.write_bytes(zst(b'{"text": "Rain."}'))
    with pytest.raises(NotAReport, match=r'a\.jsonl\.zst: pip install "dateline\[parquet\]" to read \.zst'):
        list(read_reports(file))
    (tmp_path / "b.txt").write_text("Rain.")
    unread = Unread()
    assert [report.id for report in read_reports(tmp_path, unread=unread)] == ["b.txt"]
    assert '.jsonl.zst 1: pip install "dateline[parquet]"' in str(unread)
