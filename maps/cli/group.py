"""The command `dateline` itself, to which every family of commands adds its own."""

from __future__ import annotations

import errno
from typing import Any

import click

from maps.cli.console import verbosity
from maps.cli.tally import EXIT_STATUS


class Command(click.Command):
    """A command with `-v` and `-q`, which may be before it or after it."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += verbosity()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an empty path, of a shell variable that is not set: Python would take it for this folder."""
        rest = super().parse_args(ctx, args)
        for parameter in self.params:
            given = ctx.params.get(parameter.name or "")
            if type(parameter.type) is click.Path and "" in (given if isinstance(given, tuple) else (given,)):
                raise FileNotFoundError(
                    errno.ENOENT, f"{parameter.human_readable_name} is an empty text, and no file"
                )
        return rest


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += verbosity()


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_STATUS,
)
@click.version_option(package_name="dateline", prog_name="dateline")
def dateline() -> None:
    """Read reports and map what happened: places, events, and the command areas of that day.

    Nothing leaves this machine.

    \b
    Examples:
      dateline map reports/ -o map.html
      dateline events article.txt --published 2024-07-16 --format table
      dateline geocode "Khan Younis"
    """  # noqa: D301 (\b is click's mark for lines to keep)
