"""A corpus where commands take reports: its folder is what was read, and `--where` chooses of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.corpus import Corpus

_READING: Final = {
    "model": "--model", "fast": "--fast", "encoding": "--encoding", "id_column": "--id-column",
    "date_column": "--date-column", "text_column": "--text-column", "published": "--published",
    "gazetteer": "--gazetteer",
}  # fmt: skip


def with_where(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that chooses events of a corpus to a command."""
    return click.option(
        "--where",
        metavar="CONDITION",
        help="Only those events of a corpus, as in SQL: \"country = 'SDN' and when_start >= '2023-04-15'\".",
    )(command)


def corpus_of(sources: Sequence[str], where: str | None, reading: Mapping[str, Any]) -> Corpus | None:
    """Return the corpus that is given in the place of reports; `None` where there are reports.

    What is wrong with the condition is told here.

    Raises
    ------
    click.UsageError
        A corpus is given beside others, or with options of reading; or there is a condition and no corpus.
    """
    from geo.corpus import manifest

    folders = [source for source in sources if source != "-" and manifest.is_corpus(Path(source))]
    if not folders:
        if where is not None:
            raise click.UsageError("--where chooses of a corpus: make one by dateline corpus read")
        return None
    if len(sources) > 1:
        raise click.UsageError(
            f"{folders[0]} is a corpus, and is given alone; dateline corpus read adds reports"
        )
    without_effect = [option for name, option in _READING.items() if reading.get(name)]
    if without_effect:
        raise click.UsageError(
            f"{folders[0]} is a corpus, which is read already: {without_effect[0]} has no effect"
        )
    import geo.corpus

    corpus = geo.corpus.open(folders[0])
    corpus.dataset("events", where)
    return corpus
