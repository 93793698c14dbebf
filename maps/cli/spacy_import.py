"""Imports spaCy without its command line, which `import spacy` brings along for one function that is not called here.

`spacy/__init__.py` imports `spacy.cli.info`, and with it typer, rich, requests and weasel: a quarter of the time that
the import takes, in every process that reads one report.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_PACKAGE, _MODULE = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy without `spacy.cli`, which a later import finds as usual; `spacy.info` works as ever.

    For a process of our own: a library leaves other people's imports alone. Where spaCy is imported already, nothing
    happens.
    """
    if "spacy" in sys.modules or _PACKAGE in sys.modules:
        return
    stand_in = ModuleType(_MODULE)
    stand_in.__dict__["info"] = _info
    sys.modules.update({_PACKAGE: ModuleType(_PACKAGE), _MODULE: stand_in})
    try:
        import spacy  # noqa: F401
    finally:
        for name in (_PACKAGE, _MODULE):
            sys.modules.pop(name, None)


def _info(*arguments: Any, **options: Any) -> Any:
    """Return what spaCy's own `spacy.info` returns."""
    from spacy.cli.info import info

    return info(*arguments, **options)
