"""The command areas: `commands`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from maps.cli.completion import command_country_codes
from maps.cli.group import dateline
from maps.cli.output import plain, rows_as, with_output, write

if TYPE_CHECKING:
    from collections.abc import Iterable

# The columns of `--of` and `--changes`.
OF = ("command", "territory", "valid_from", "valid_to", "operational_from", "confidence", "source")
CHANGES = ("date", "territory", "from_command", "to_command", "operational_from", "confidence", "source")


@dateline.command("commands")
@click.option("--on", "day", metavar="DATE", help="Areas of responsibility on that day, as GeoJSON.")
@click.option(
    "--of",
    "country",
    metavar="CODE",
    shell_complete=command_country_codes,
    help="The commands of one country through time.",
)
@click.option("--changes", "list_changes", is_flag=True, help="Every change since 1983.")
@with_output("table", "jsonl")
def commands_(
    day: str | None,
    country: str | None,
    output: str | None,
    *,
    list_changes: bool,
    overwrite: bool,
    form: str,
) -> None:
    """Show the US combatant commands' areas of responsibility as they were.

    \b
    Examples:
      dateline commands --on 2021-01-16 > areas.geojson
      dateline commands --of ISR
      dateline commands --changes --format jsonl
    """  # noqa: D301
    from gazetteer import commands

    if sum([day is not None, country is not None, list_changes]) != 1:
        raise click.UsageError("give one of --on DATE, --of CODE, --changes")
    if day is not None:
        from maps.writers import frame_geojson

        lines: Iterable[str] = [frame_geojson(commands.on(day))]
    elif country is not None:
        rows = [{name: plain(getattr(row, name)) for name in OF} for row in commands.of(country)]
        lines = rows_as(rows, form, output, header=OF)
    else:
        rows = [{name: plain(getattr(row, name)) for name in CHANGES} for row in commands.changes()]
        lines = rows_as(rows, form, output, header=CHANGES)
    write(lines, output, overwrite=overwrite)
