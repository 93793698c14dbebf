"""The command line: `dateline`, or `python -m maps`.

Data goes to stdout, everything else to stderr; `-` is stdin. Exit statuses are those of `maps.cli.tally.EXIT_STATUS`;
an error is one line, also of a bug, whose traceback is in the log: `-v` shows it.

One module a family of commands; importing it is what adds its commands to `dateline`.
"""

from __future__ import annotations

import errno
import gc
import logging
import os
import sys

import click

from maps.cli import areas, comparison, completion, corpora, lookup, own_gazetteer, reports, watch
from maps.cli.console import fault, hint_at_log, log_lines
from maps.cli.group import dateline

_log = logging.getLogger(__name__)

__all__ = [
    "areas",
    "comparison",
    "completion",
    "corpora",
    "dateline",
    "lookup",
    "main",
    "own_gazetteer",
    "reports",
    "run",
    "watch",
]


def main() -> None:
    """Run the command line and exit."""
    # Reading makes records by the million and hardly a cycle; by default the garbage collector walks over all that is
    # held for every 700 new ones, a sixth of the time. The process is ours here; in a library it would not be.
    gc.set_threshold(100_000, 30, 30)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit status."""
    with log_lines():
        return _run(arguments)


def _run(arguments: list[str]) -> int:
    try:
        # A shell asks for completions by this variable; click answers and exits.
        outcome = dateline.main(
            args=arguments, prog_name="dateline", standalone_mode=False, complete_var=completion.VARIABLE
        )
        sys.stdout.flush()
    except click.exceptions.Abort:
        return _fail("interrupted")
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, less) has gone; what Python still holds must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if not error.filename and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EIO):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # as above
            return _fail(f"stdout: {error.strerror}")
        return _fail(_os_error(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told in a line
        return _fail(str(error) if _is_ours(error) else _bug(error))
    return outcome if isinstance(outcome, int) else 0


def _fail(why: str) -> int:
    fault(why)
    return 1


def _bug(error: Exception) -> str:
    """Log the traceback of an exception that is not meant for a user, and return a line about it."""
    from geo.errors import reason

    _log.info("where it failed", exc_info=error)
    return f"a fault in Dateline, please report it ({reason(error)}){hint_at_log()}"


def _is_ours(error: Exception) -> bool:
    from gazetteer.errors import GazetteerError
    from geo.errors import GeoError
    from maps.errors import MapsError

    return isinstance(error, GazetteerError | GeoError | MapsError)


def _os_error(error: OSError) -> str:
    if _is_ours(error) or not error.strerror:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
