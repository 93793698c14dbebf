r"""The pieces that all patterns of locating phrases share, and the phrase around one mention.

A rule reads the words before a mention (`Phrase.left`, its patterns end in `\Z`) or after it (`Phrase.after`), never
more than `REACH` characters, so that reading a report takes time in proportion to its mentions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.wording import as_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Kind, Place
    from gazetteer.store import Gazetteer
    from geo.records import Mention

REACH = 90  # characters on either side of a mention that are read

WIND = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
"""Pattern of the eight winds."""
SIDE = rf"(?:{WIND})(?:ern(?:most)?)?"
"""Pattern of a wind with or without its ending: north, southern, south-easternmost."""
BEARING = (
    rf"(?:(?:north|south|east|west)[- ](?:{WIND})|{WIND})(?:ern|wards?)?"
    r"|(?-i:NNE|ENE|ESE|SSE|SSW|WSW|WNW|NNW|NE|SE|SW|NW|[NSEW])"
)
"""Pattern of a bearing: also the sixteen winds, and the letters that earthquake services write."""
_KINDS = (
    "city|town|village|capital|port|settlement|community|neighbou?rhood|suburb|hamlet|camp|island|islet|resort|base|airport"
    "|cent(?:re|er)|outskirts|edge|district|municipality|hub|stronghold|enclave|oasis"
)
CLASS_OF = (
    r"(?:downtown\s+|central\s+|what\s+is\s+now\s+)?"
    rf"(?:(?:the|a|an|its|their|his|her)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_KINDS})(?:\s+city|\s+town)?(?:\s+of\s+|,?\s+)"
    r"|(?:the\s+)?)"
)
"""Pattern of "the rebel-held town of ", "the capital, ", "the ", or nothing, right before a name."""

NEAR_AT_LEAST_M: Mapping[str, float] = {
    "settlement": 10_000.0, "facility": 5_000.0, "landform": 10_000.0, "admin2": 10_000.0, "water": 10_000.0,
}  # fmt: skip
"""Metres that "near" reaches at least, by the kind of place; other kinds have no surroundings in news."""

_WINDS = ("n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw")
_TURN = {wind: i * 22.5 for i, wind in enumerate(_WINDS)}
_SUFFIX = re.compile(r"ern(?:most)?|wards?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialPhrase:
    """A resolved mention with the words around it.

    Attributes
    ----------
    text
        The report.
    mentions, i
        All mentions, sorted by start, and which of them this is.
    place
        Its place.
    left
        The words before it, `REACH` characters at most.
    gazetteer
        Where names are looked up.
    """

    text: str
    mentions: Sequence[Mention]
    i: int
    place: Place
    left: str
    gazetteer: Gazetteer

    @property
    def mention(self) -> Mention:
        """The mention itself."""
        return self.mentions[self.i]

    @property
    def next(self) -> Mention | None:
        """The mention after it."""
        return self.mentions[self.i + 1] if self.i + 1 < len(self.mentions) else None

    @property
    def before(self) -> Mention | None:
        """The mention before it."""
        return self.mentions[self.i - 1] if self.i else None

    def after(self, pattern: re.Pattern[str], *, at: int | None = None) -> re.Match[str] | None:
        """Match a pattern right after the mention, or from an offset on."""
        start = self.mention.end if at is None else at
        return pattern.match(self.text, start, start + REACH)

    def start_of(self, match: re.Match[str]) -> int:
        """Return the offset in the report where a match on `left` starts, without spaces."""
        start = self.mention.start - len(self.left) + match.start()
        while start < self.mention.start and self.text[start].isspace():
            start += 1
        return start

    def gap(self) -> str | None:
        """Return the words between the mention and the next one; `None` when there is no next one near."""
        after = self.next
        if after is None or not 0 <= after.start - self.mention.end <= REACH:
            return None
        return self.text[self.mention.end : after.start]

    def at(self, place: Place) -> SpatialPhrase:
        """Return the same phrase about another place of that name."""
        return replace(self, place=place)

    def located(
        self,
        geometry: BaseGeometry,
        *,
        radius_m: float,
        meaning: str,
        how: str,
        start: int | None = None,
        end: int | None = None,
    ) -> Mention:
        """Return the mention with its geometry, the whole phrase, what it means, and how that was drawn as the reason.

        Parameters
        ----------
        geometry, radius_m
            What is drawn, and its uncertainty in metres.
        meaning
            What the phrase means: "southern part of Gaza Strip".
        how
            The same as a sentence that says how it was measured; a small first letter becomes a capital.
        start, end
            Offsets of the phrase; those of the mention by default.
        """
        mention = self.mention
        place = self.place
        about = mention.reason
        if mention.place is not None and place.id != mention.place.id:
            about = (
                f"It is {place.label}, the town of this name and not the {_called(mention.place.kind)}."
                if place.kind == "settlement"
                else f"It is {place.label}."
            )
        reason = f"{as_sentence(how)} The uncertainty is {metres_in_words(radius_m)}."
        return replace(
            mention, place=place, geometry=geometry, radius_m=float(radius_m),
            phrase_start=mention.start if start is None else start, phrase_end=mention.end if end is None else end,
            reason=f"{reason} {about}" if about else reason, meaning=meaning,
        )  # fmt: skip


def with_article(text: str, start: int) -> int:
    """Return the offset of a "the" right before an offset, else the offset."""
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def town_of(mention: Mention, place: Place, kinds: Sequence[Kind] = ("admin1", "admin2")) -> Place:
    """Return the seat of a division of that name, where the phrase is about a town ("near Kherson").

    Only a candidate of the mention itself that lies in the division is taken; otherwise the place stays.
    """
    if place.kind not in kinds:
        return place
    return next(
        (
            candidate.place
            for candidate in mention.candidates
            if candidate.place.kind == "settlement"
            and candidate.place.country == place.country
            and (candidate.place.admin1 == place.name or _close(candidate.place, place))
        ),
        place,
    )


def bearing_of(words: str | None) -> float | None:
    """Return degrees clockwise from north; `None` for no direction.

    Examples
    --------
    >>> bearing_of("north-eastern"), bearing_of("NNW"), bearing_of("west-southwest"), bearing_of("central")
    (45.0, 337.5, 247.5, None)
    """
    if not words:
        return None
    return _TURN.get(bearing_words(words))


def bearing_words(words: str) -> str:
    """Write a direction with a letter for each wind: "north-northeast" is `nne`."""
    plain = _SUFFIX.sub("", words.lower())
    return "".join(word[0] for word in re.findall("north|south|east|west", plain)) or plain


def metres_in_words(metres: float) -> str:
    """Write a distance for people.

    Examples
    --------
    >>> metres_in_words(450), metres_in_words(5_000), metres_in_words(44_448), metres_in_words(2_400_000)
    ('450 m', '5 km', '44 km', '2,400 km')
    """
    if metres < 1_000:
        return f"{metres:.0f} m"
    km = metres / 1_000
    return f"{km:.2g} km" if km < 10 else f"{km:,.0f} km"


def _close(town: Place, division: Place) -> bool:
    from geo.resolution.resolver import km

    return km(town, division.lon, division.lat) * 1_000 <= max(division.radius_m, 20_000.0)


def _called(kind: str) -> str:
    return {"admin1": "province", "admin2": "district"}.get(kind, kind)
