"""The tree of geo's errors, and faults as errors: what each says of what it is about."""

import builtins
import inspect
import re

import pytest

from geo import errors
from geo.errors import GeoError, NotAReport, ReadingError, UnreadableReport, reason, unreadable

ARGUMENTS = {
    "NoReports": ("seeds", "not read: 2 files (.doc 2)"),
    "ColumnMissing": ("body", "a, b"),
    "UnreadableReport": ("a.txt:3", "empty"),
    "NotAReport": ("a.zip", "a picture"),
    "ReportFailed": ("r1", "dateline_places", "KeyError: 'x'"),
    "MergeFailed": ("KeyError: 'x'",),
    "UnwritableSet": ("a.shp", "take .jsonl"),
    "UnreadableSet": ("a.gpkg", "damaged"),
    "CorpusError": ("corpus/", "no corpus"),
    "BadFilter": (9, "cuntry", "no such column"),
    "NotEvents": ("maps.show", "int"),
    "Incomparable": ("own.csv", "no column of days"),
    "BadOption": ("days is 0 or more",),
    "PlacesMissing": (),
    "BadPublished": ("soon",),
    "BadEventType": ("AID", "no words"),
    "DecisionConflict": (
        "'raid' at 3 of a.txt",
        "'attack' at 9 of b.txt",
        "they were decided to be one event",
    ),
    "PipelineMissing": ("en_core",),
    "PipelineUnusable": ("en_core", "E002"),
}
"""What each class is made of; the roots of others are raised under their subclasses' names alone."""
CLASSES = {
    name: each for name, each in vars(errors).items() if inspect.isclass(each) and issubclass(each, GeoError)
}


def test_each_class_is_made_here():
    assert set(CLASSES) - {"GeoError", "ReadingError"} == set(ARGUMENTS)


def test_each_message_names_what_it_is_about(check_rows):
    def check(name):
        message = str(CLASSES[name](*ARGUMENTS[name]))
        assert all(str(argument) in message for argument in ARGUMENTS[name] if argument != "dateline_places")

    check_rows([name for name in ARGUMENTS if ARGUMENTS[name]], check)


def test_the_tree_at_the_top_of_the_file_is_true(check_rows):
    parents, lines = [], errors.__doc__.partition("GeoError\n")[2].splitlines()

    def check(line):
        depth, name, builtin = re.fullmatch(r"([│ ]*)[├└]── (\w+)(?: \((\w+)\))?", line).groups()
        del parents[len(depth) // 4 :]
        parent = parents[-1] if parents else GeoError
        bases = (parent, getattr(builtins, builtin)) if builtin else (parent,)
        assert CLASSES[name].__bases__ == bases
        parents.append(CLASSES[name])

    check_rows(lines, check)
    assert len(lines) == len(CLASSES) - 1


def test_a_table_without_named_texts_says_how_to_name_them():
    assert "text='body'" in str(errors.ColumnMissing(None, "a, b")) and "a, b" in str(
        errors.ColumnMissing(None, "a, b")
    )
    assert str(errors.NoReports("seeds")).endswith("found")


def test_stages_are_named_in_words_and_foreign_ones_by_their_name():
    assert "finding its places failed" in str(errors.ReportFailed("r", "dateline_places", "x"))
    assert "the component 'mine' failed" in str(errors.ReportFailed("r", "mine", "x"))


@pytest.mark.parametrize(
    ("error", "line"),
    [(KeyError("a"), "KeyError: 'a'"), (ValueError(), "ValueError"), (ValueError(" a \n b\t"), "ValueError: a b"),
     (ValueError("x" * 300), "ValueError: " + "x" * 200), (MemoryError(), "MemoryError")],
    ids=["said", "silent", "lines", "long", "memory"],
)  # fmt: skip
def test_what_was_not_meant_for_people_is_one_line(error, line):
    assert reason(error) == line


def test_whatever_kept_a_file_from_being_read_is_an_error_of_reading():
    own = NotAReport("a.zip", "a picture")
    assert unreadable("a.zip", own) is own
    gone = unreadable("a.txt", FileNotFoundError(2, "No such file or directory"))
    assert isinstance(gone, ReadingError) and str(gone) == "a.txt: No such file or directory"
    assert str(unreadable("a.txt", OSError())) == "a.txt: unreadable"
    cause = KeyError("quarter")
    fault = unreadable("a.txt", cause)
    assert type(fault) is UnreadableReport and fault.__cause__ is cause
    assert str(fault) == "a.txt: cannot be read (KeyError: 'quarter')"
