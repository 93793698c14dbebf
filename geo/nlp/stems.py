"""What a word has in common with its inflected forms: "killed", "killing" and "kills" have one stem.

Stems are for comparing words, not for reading: they need no part of speech, and are no words ("fire" has "fir").
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import Final

from geo.nlp.inflection import IRREGULAR

_BASE: Final = MappingProxyType({form: lemma for lemma, forms in IRREGULAR.items() for form in forms})
_FEWEST: Final = 3
"""Letters of a stem."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word, in lower case.

    Examples
    --------
    >>> {stem(word) for word in ("kill", "kills", "killed", "Killing")}
    {'kil'}
    >>> stem("shot") == stem("shooting"), stem("bodies") == stem("body"), stem("as")
    (True, True, 'as')
    """
    form = word.lower().removesuffix("'s").removesuffix("’s")
    form = _BASE.get(form, form)
    form = _without(_without(form, ("ies", "es", "s")), ("ied", "ing", "ed"))
    while len(form) > _FEWEST and form[-1] == "e":
        form = form[:-1]
    return form[:-1] if len(form) > _FEWEST and form[-1] == form[-2] else form


def _without(form: str, endings: tuple[str, ...]) -> str:
    """Return a word without the first ending that leaves enough of it; "ies" and "ied" leave a "y"."""
    for ending in endings:
        if not form.endswith(ending) or form.endswith("ss"):
            continue
        rest = form[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
        if len(rest) >= _FEWEST:
            return rest
    return form[:-1] if "ed" in endings and form.endswith("ed") and len(form) > _FEWEST else form
