"""Numbers of things in words."""

import pytest

from geo.plurals import counted


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((0, "report"), "0 reports"), ((1, "report"), "1 report"), ((2, "report"), "2 reports"), ((-1, "degree"), "-1 degrees"),
        ((1, "territory", "territories"), "1 territory"), ((0, "territory", "territories"), "0 territories"),
        ((21, "name of a place", "names of places"), "21 names of places"),
    ],
)  # fmt: skip
def test_one_thing_is_singular_and_all_else_plural(arguments, words):
    assert counted(*arguments) == words


def test_the_number_is_written_as_asked():
    assert counted(1_234_567, "event", style=",") == "1,234,567 events"
    assert counted(1, "event", style="03d") == "001 event"
