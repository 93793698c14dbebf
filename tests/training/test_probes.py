"""Probes: texts with the places that a reader takes each name for."""

import pytest

from training import probes


def test_a_line_that_names_no_place_is_refused(tmp_path):
    path = tmp_path / "probes.txt"
    path.write_text("Rain fell on [[Cairo]].\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Cairo"):
        probes.read(path)


def test_names_lie_where_they_are_said_to(tmp_path):
    path = tmp_path / "probes.txt"
    path.write_text("[[Idlib|geonames:1 geonames:2]] and [[Homs|geonames:3]].\n", encoding="utf-8")
    [probe] = probes.read(path)
    assert probe.text == "Idlib and Homs."
    assert [probe.text[name.start : name.end] for name in probe.names] == ["Idlib", "Homs"]
    assert probe.names[0].ids == {"geonames:1", "geonames:2"}
