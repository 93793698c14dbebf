"""The errors of the three packages: each words itself, and crosses to another process whole."""

import inspect
import pickle

import pytest

import gazetteer.errors
import geo.errors
import maps.errors
from gazetteer.errors import WordedError

MODULES = (gazetteer.errors, geo.errors, maps.errors)
ERRORS = [
    each
    for module in MODULES
    for each in vars(module).values()
    if inspect.isclass(each) and issubclass(each, WordedError) and each.__module__ == module.__name__
]
ROOTS = (
    WordedError,
    gazetteer.errors.GazetteerError,
    geo.errors.GeoError,
    geo.errors.ReadingError,
    maps.errors.MapsError,
)


def made(cls):
    """Make an error whose texts hold what a template must not read."""
    values = {
        "str": "{a} \N{SNOWMAN}",
        "str | None": "{a}",
        "tuple[str, ...]": ("{b}", "c"),
        "int": 3,
        "bool": True,
    }
    arguments = {
        name: values.get(parameter.annotation, 91.5)
        for name, parameter in inspect.signature(cls).parameters.items()
    }
    return cls(**arguments), arguments


def test_every_error_has_a_message_of_one_line(check_rows):
    def check(cls):
        message = str(made(cls)[0])
        assert message
        assert "\n" not in message

    check_rows([cls for cls in ERRORS if cls not in ROOTS], check, name=lambda cls: cls.__name__)


def test_a_message_holds_the_texts_as_they_are():
    assert str(gazetteer.errors.UnknownCommand("{x} {0}")) == "no combatant command is called '{x} {0}'"
    assert str(geo.errors.UnreadableReport("{why}", "{where}")) == "{why}: {where}"


def test_every_error_survives_pickling(check_rows):
    def check(cls):
        error, arguments = made(cls)
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is cls
        assert vars(again) == vars(error) == arguments
        assert str(again) == str(error)

    check_rows([cls for cls in ERRORS if cls not in ROOTS], check, name=lambda cls: cls.__name__)


def test_every_module_shows_its_tree(check_rows):
    check_rows(
        [cls for cls in ERRORS if cls is not WordedError],
        lambda cls: inspect.getmodule(cls).__doc__.index(cls.__name__),
        name=lambda cls: cls.__name__,
    )


@pytest.mark.parametrize(
    "cls", [gazetteer.errors.GazetteerMissing, maps.errors.NoBrowser, maps.errors.FileExists]
)
def test_errors_of_files_have_no_number_of_the_system(cls):
    """OSError takes its arguments for a number and a file name where it is let."""
    error, arguments = made(cls)
    assert error.args == tuple(arguments.values())
    assert error.errno is None


def test_what_is_no_number_is_no_fault_of_the_message():
    message = "lon True, lat 95 is no point on the Earth; are they the wrong way round?"
    assert str(gazetteer.errors.NoPoint(lon=True, lat=95)) == message
    assert str(gazetteer.errors.NoPoint("x", None)).endswith("longitude and latitude are numbers, in degrees")
