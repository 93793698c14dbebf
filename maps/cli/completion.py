"""Shell completion: the command `completion`, and what options complete to."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, get_args

import click
from click.shell_completion import CompletionItem, get_completion_class

from maps.cli.group import dateline

if TYPE_CHECKING:
    from collections.abc import Iterable

VARIABLE = "_DATELINE_COMPLETE"
"""Environment variable by which a shell asks for completions; the name is click's."""


@dateline.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options, files and country codes in a shell.

    \b
    Examples:
      dateline completion bash > ~/.local/share/bash-completion/completions/dateline
      dateline completion zsh > ~/.zfunc/_dateline
      dateline completion fish > ~/.config/fish/completions/dateline.fish
    """  # noqa: D301 (\b is click's mark for lines to keep)
    made = get_completion_class(shell)
    if made is None:  # every click from 8.1 on knows these three
        raise click.UsageError(f"this version of click completes nothing for {shell}")
    sys.stdout.write(made(dateline, {}, "dateline", VARIABLE).source())


def country_codes(_context: click.Context, _option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Complete a country's alpha-2 code, or its code by its name."""
    from gazetteer import countries

    return _beginning(begun, ((country.alpha2, country.name) for country in countries.all()))


def command_country_codes(
    _context: click.Context, _option: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Complete a country's alpha-3 code, as `commands --of` shows it."""
    from gazetteer import countries

    return _beginning(begun, ((country.alpha3, country.name) for country in countries.all()))


def place_kinds(_context: click.Context, _option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Complete a kind of place."""
    from gazetteer.place import Kind

    return _beginning(begun, ((kind, "") for kind in get_args(Kind)))


def installed_pipelines(
    _context: click.Context, _option: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Complete the name of an installed spaCy pipeline."""
    return _beginning(begun, ((point.name, "") for point in entry_points(group="spacy_models")))


def _beginning(begun: str, values: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    key = begun.casefold()
    return [
        CompletionItem(value, help=help_text or None)
        for value, help_text in values
        if value.casefold().startswith(key) or (len(key) > 2 and help_text.casefold().startswith(key))
    ]
