"""The words of the page and of the figure: one table a language, `web/strings.en.json` for English."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.errors import UnknownLanguage

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

WEB = Path(__file__).parent / "web"
OPTIONAL = re.compile(r"told\.|noun\.[A-Z]|.*\.one$")
"""Keys that a table may lack: sentences by type, which not every language can fill with names as they are (a general
pattern takes their place), and the singular, where CLDR's plural rules know none."""


def load_strings(language: str | os.PathLike[str] = "en") -> Mapping[str, str]:
    """Return a language's table of words by key.

    Parameters
    ----------
    language
        Code of a table that the package holds (`en`), or the path of a JSON file with every key of
        `web/strings.en.json` that is not `OPTIONAL`. `page.language` in it is the language's BCP 47 tag,
        `page.direction` `ltr` or `rtl`; keys of further plural forms (`events.few`) may be added.

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
    missing = sorted(key for key in load_strings("en").keys() - table.keys() if not OPTIONAL.match(key))
    if missing:
        raise UnknownLanguage(language, languages(), f"it lacks {', '.join(missing[:5])}")
    return table


def languages() -> tuple[str, ...]:
    """Return the codes of the tables that the package holds."""
    return tuple(sorted(path.name.split(".")[1] for path in WEB.glob("strings.*.json")))


def for_page(language: str) -> dict[str, Any]:
    """Return what the page needs to offer its reader other languages than the one it is made in.

    `made` and `name` are the page's own code and what that language calls itself; `codes` and `names` are those of the
    others, and `tables` their words as JSON, which the page unpacks only when it is asked for one.
    """
    from maps.packing import Texts

    own = load_strings(language)
    others = {code: load_strings(code) for code in languages() if code != own["page.language"]}
    texts = Texts()
    for table in others.values():
        texts[json.dumps(table, ensure_ascii=False, separators=(",", ":"))]
    return {
        "made": own["page.language"],
        "name": own["page.name"],
        "codes": list(others),
        "names": [table["page.name"] for table in others.values()],
        "tables": texts,
    }
