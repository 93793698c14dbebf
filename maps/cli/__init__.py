"""The command line: `dateline`, or `python -m maps`.

Data goes to stdout, everything else to stderr; `-` is stdin. Exit 0: done (also with no events); 1: our error, in one
line; 2: usage. A bug keeps its traceback.

One module a family of commands; importing it is what adds its commands to `dateline`.
"""

from __future__ import annotations

import errno
import os
import sys

import click

from maps.cli import areas, completion, growing, lookup, reports
from maps.cli.group import dateline
from maps.cli.talk import fault, log_lines

__all__ = ["areas", "completion", "dateline", "growing", "lookup", "main", "reports", "run"]


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit status."""
    try:
        with log_lines():
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
    except Exception as error:
        if not _is_ours(error):
            raise
        return _fail(str(error))
    return outcome if isinstance(outcome, int) else 0


def _fail(why: str) -> int:
    fault(why)
    return 1


def _is_ours(error: Exception) -> bool:
    from gazetteer.errors import GazetteerError
    from geo.errors import GeoError
    from maps.errors import MapsError

    return isinstance(error, GazetteerError | GeoError | MapsError)


def _os_error(error: OSError) -> str:
    if _is_ours(error) or not error.strerror:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
