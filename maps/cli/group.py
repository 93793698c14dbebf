"""The command `dateline` itself, to which every family of commands adds its own."""

from __future__ import annotations

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline", prog_name="dateline")
def dateline() -> None:
    """Read reports and map what happened: places, events, and the command areas of that day.

    Nothing leaves this machine.
    """
