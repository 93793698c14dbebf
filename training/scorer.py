"""The project's scorer of events, `../shared/bench/score_events.py`, as a module: what it calls right is right here."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from training.corpora import SHARED

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

SCORER = SHARED / "bench" / "score_events.py"


def rules(path: Path = SCORER) -> ModuleType:
    """Load the scorer's functions.

    Raises
    ------
    FileNotFoundError
        The scorer is not there.
    """
    spec = importlib.util.spec_from_file_location("score_events", path)
    assert spec is not None and spec.loader is not None  # noqa: PT018 - a .py file has both
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
