"""The words of the page and of the figure: one table a language, `web/strings.en.json` for English."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from maps.errors import UnknownLanguage

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

WEB = Path(__file__).parent / "web"


def words(language: str | os.PathLike[str] = "en") -> Mapping[str, str]:
    """Give a language's table of words by key.

    Parameters
    ----------
    language
        Code of a table that the package holds (`en`), or the path of a JSON file with every key of
        `web/strings.en.json`. `page.language` in it is the language's BCP 47 tag, `page.direction` `ltr` or `rtl`.

    Raises
    ------
    UnknownLanguage
        When there is no such table, it is not one, or it lacks words.
    """
    name = str(language)
    return _bundled(name) if name in languages() else _table(name, Path(name))


@cache
def _bundled(language: str) -> Mapping[str, str]:
    return _table(language, WEB / f"strings.{language}.json")


def _table(language: str, path: Path) -> Mapping[str, str]:
    is_code = language.replace("-", "").isalnum()
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnknownLanguage(language, languages(), "" if is_code else str(error)) from error
    if language == "en":
        return table  # type: ignore[no-any-return]  # the one that the others are held against
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        raise UnknownLanguage(language, languages(), "it is not a table of texts")
    missing = sorted(words("en").keys() - table.keys())
    if missing:
        raise UnknownLanguage(language, languages(), f"it lacks {', '.join(missing[:5])}")
    return table


def languages() -> tuple[str, ...]:
    """Give the codes of the tables that the package holds."""
    return tuple(sorted(path.name.split(".")[1] for path in WEB.glob("strings.*.json")))
