"""News outlets that are only the source of a report ("told Reuters", "(AP)"): they take part in none of its events.

An outlet that itself acts or is acted upon stays: "police raided the BBC", "Reuters accused the army".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.actors.dictionaries import known_outlets
from geo.nlp.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.records import Actor

_REACH: Final = 40
_BEFORE: Final = re.compile(
    r"(?:\b(?:told|tells|telling|according\s+to|reported\s+by|(?:speaking|spoke|speaks|talking|talked)\s+(?:to|with)"
    r"|interview(?:ed)?\s+(?:with|by|to|on)|quoted\s+by|cited\s+by|seen\s+by|obtained\s+by|reviewed\s+by|statement\s+to"
    r"|published\s+(?:by|in|on)|citing|quoting|via|courtesy\s+of|[Pp]hoto(?:graph)?\s*(?:by|:)|source\s*:)"
    r"\s+(?:[Tt]he\s+|state\s+|news\s+|agency\s+|broadcaster\s+|newspaper\s+){0,4}"
    r"|[(|/©]\s*|\b[Bb]y\s[^\n.]{2,36}[,|]\s*)\Z"
)
_MEDIUM: Final = (
    r"(?:newspaper|daily|tabloid|magazine|broadcaster|(?:news|press)\s+agency|news\s+site|website|channel"
    r"|radio\s+station)"
)
_MEDIUM_BEFORE: Final = re.compile(rf"\b{_MEDIUM}\s+\Z")
_MEDIUM_AFTER: Final = re.compile(rf"\A\s+(?:{_MEDIUM}|television|TV|radio)\b")
"""What says that a name is that of an outlet: "the newspaper El Heraldo", "Rudaw television"."""
_CREDIT: Final = re.compile(r"\s*(?:[)/|©]|(?:file\s+)?(?:photo|picture|image|video)s?\b)", re.IGNORECASE)
_NEXT: Final = re.compile(
    r"(?:['’]s)?\s+(?:news\s+(?:agency|channel|site)\s+|also\s+|has\s+|had\s+|later\s+)?(\w+)"
)


def without_sources(text: str, actors: Iterable[Actor]) -> list[Actor]:
    """Return actors without the outlets that are named as sources.

    Parameters
    ----------
    text
        The report.
    actors
        Those found in it.

    Examples
    --------
    >>> without_sources("", [])
    []
    """
    return [actor for actor in actors if actor.role not in ("MED", "") or not _is_source(text, actor)]


def _is_source(text: str, actor: Actor) -> bool:
    before, after = text[max(0, actor.start - _REACH) : actor.start], text[actor.end : actor.end + _REACH]
    if actor.name not in known_outlets():
        described = _MEDIUM_BEFORE.search(before) or _MEDIUM_AFTER.match(after)
        if actor.role or not actor.text[:1].isupper() or not described:
            return False
        after = _MEDIUM_AFTER.sub("", after, count=1)
    if _BEFORE.search(before) or _CREDIT.match(after):
        return True
    if _is_alone(before, after):
        return True
    following = _NEXT.match(after)
    return following is not None and following[1] in lexicon("clause_verbs") | _SAYS


def _is_alone(before: str, after: str) -> bool:
    """Return whether a name is alone on its line: a byline."""
    return (not before.strip(" \t") or before.endswith("\n")) and (
        not after.strip(" \t") or after.startswith("\n")
    )


_SAYS: Final = frozenset({
    "said", "says", "reported", "reports", "quoted", "quotes", "cited", "cites", "wrote", "writes", "added", "carried",
    "published", "broadcast", "aired", "reporting", "citing", "quoting", "showed", "shows", "learned", "understands",
})  # fmt: skip
