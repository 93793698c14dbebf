"""Phrases of coasts, of what lies off them, and of seas; `coast_geometry` has their shapes.

* "The coast of Yemen" is its line, and 10 km on either side; "off the coast" 50 km: a little more than the contiguous
  zone of 24 nautical miles (UN Convention on the Law of the Sea, article 33), which news calls so.
* "The west coast" are the stretches from which the sea lies to the west; "the Black Sea coast" those on that sea.
* Off a town or an island it is the water within that distance; with a sea ("in the Red Sea off Hodeidah") the water
  of that sea.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.spatial import measures
from geo.spatial.coast_geometry import COAST_M, OFFSHORE_M, coast_of, facing, stretch_on, water_off
from geo.spatial.extents import area_of, is_area
from geo.spatial.phrases import CLASS_OF, SIDE, metres_in_words, town_of, with_article

if TYPE_CHECKING:
    from gazetteer.place import Place
    from geo.records import Mention
    from geo.spatial.phrases import SpatialPhrase


_COAST = r"(?:coasts?|coastlines?|shores?|shorelines?|seaboard|littoral|seashore|(?:coastal\s+|territorial\s+)?waters)"
_COAST_WORD = re.compile("coast|shore|seaboard|littoral|waters", re.IGNORECASE)
"""Without one of these `_LEFT`, which may begin at any word, is not worth trying."""
_LEFT = re.compile(
    rf"(?:\b{measures.DISTANCE}\s+)?(?:\b(?P<off>(?:just\s+)?off|from)\s+)?(?:\b(?:the|its|a)\s+)?"
    rf"(?:\b(?P<side>{SIDE})\s+|\b(?!off\b|on\b|along\b|the\b|in\b|to\b|from\b|at\b|hit\b)[\w-]+\s+)?\b(?P<coast>{_COAST})\s+(?:of|off)\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    rf"(?:['’]s?)?\s+(?:(?P<side>{SIDE})\s+|(?:mainland|rugged|whole|entire)\s+)?(?P<coast>{_COAST})\b(?!\s+(?:guards?|of\s+(?:the\s+)?[A-Z]|off\b))",
    re.IGNORECASE,
)
_OFF_BEFORE = re.compile(
    rf"(?:\b{measures.DISTANCE}\s+)?\b(?P<off>(?:just\s+)?off|from)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_OFF = re.compile(rf"(?:\b{measures.DISTANCE}\s+)?\b(?P<off>(?:just\s+)?off)\s+{CLASS_OF}\Z", re.IGNORECASE)
_SEAFARING = re.compile(
    r"\b(?:seas?|waters?|ships?|boats?|vessels?|tankers?|ferr(?:y|ies)|sail\w*|sank|sink\w*|sunk|capsiz\w+|shipwreck\w*|wrecks?|drown\w*|fish\w*|trawlers?|navy|naval"
    r"|warships?|frigates?|submarines?|pirates?|piracy|coastguards?|coast\s+guards?|offshore|oil\s+rigs?|platforms?|gas\s+fields?|migrants?|dingh(?:y|ies)|rescue\w*|islands?|quakes?|earthquakes?|tsunamis?"
    r"|anchored|reefs?|whales?|sharks?|yachts?|ports?|cargo|freighters?|helicopters?|cyclones?|hurricanes?|storms?|typhoons?|cables?|gulf|strait|ocean|nautical)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    r"\b(?:cut|cuts|cutting|seal\w*|took|take\w*|taking|call\w*|set|sets|show\w*|kick\w*|lay|laid|pay|paid|fight|fought|fend\w*|ward\w*|wrote|break|broke|come|came|far|well"
    r"|better|worse|day|days|face|spin|stand|trade|tip|block\w*|cordon\w*|rip\w*|wip\w*|turn\w*|fell|fall\w*|living|get|got|drive|drove|road|street)\s+\Z",
    re.IGNORECASE,
)
_SEAWARDS = re.compile(r"\b(?:off|waters)\b", re.IGNORECASE)
_SEA_COAST = re.compile(rf"\s+(?P<coast>{_COAST})\b(?!\s+guards?)", re.IGNORECASE)
_TO_OWNER = re.compile(rf"\s+(?:of|off|in)\s+{CLASS_OF}\Z", re.IGNORECASE)
_OWNER = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+)?\Z")
_SEA_OFF = re.compile(
    rf"\s*,?\s+(?:\w+\s+)?(?:{measures.DISTANCE}\s+)?(?:just\s+)?off\s+(?:the\s+)?(?:(?:coast|shores?|port|city|town|island)\s+(?:city\s+)?of\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)


def coast(phrase: SpatialPhrase) -> Mention | None:
    """Read "the coast of Yemen", "Gaza's coast", "off the Libyan coast", "the Black Sea coast of Turkey"."""
    sea = _own_sea(phrase)
    if sea is not None:
        return sea
    match = _LEFT.search(phrase.left) if _COAST_WORD.search(phrase.left) else None
    after = None if match else phrase.after(_RIGHT)
    if match is None and after is None:
        return None
    if match is not None:
        if (
            match["coast"].lower() == "waters"
            and not (match["off"] or match["side"])
            and "the" not in match.group()
        ):
            return None
        found, start, end = match, phrase.start_of(match), phrase.mention.end
        if match["off"] == "from" and not match["low"]:
            start += len("from ")
    else:
        assert after is not None
        before = _OFF_BEFORE.search(phrase.left)
        if before is not None and before["off"] == "from" and not before["low"]:
            before = None
        article = with_article(phrase.text, phrase.mention.start)
        found, start, end = after, phrase.start_of(before) if before else article, after.end()
    return _on_coast(phrase, found["side"], start, end)


def off(phrase: SpatialPhrase) -> Mention | None:
    """Read "off Hodeidah" where ships, fish or earthquakes are spoken of."""
    match = _OFF.search(phrase.left) if "off" in phrase.left.lower() else None
    mention = phrase.mention
    if match is None or mention.role in ("embedded", "demonym"):
        return None
    if not match["low"] and (
        _PARTICLE.search(phrase.left[: match.start("off")]) or not _SEAFARING.search(mention.sentence)
    ):
        return None
    return _on_coast(phrase, None, phrase.start_of(match), mention.end)


def sea_off(phrase: SpatialPhrase) -> Mention | None:
    """Read "the Red Sea off Hodeidah", for the sea: its water near what follows."""
    gap, after = phrase.gap(), phrase.next
    if phrase.place.kind != "water" or gap is None or after is None or after.place is None:
        return None
    match = _SEA_OFF.fullmatch(gap)
    if match is None:
        return None
    reach = _reach(gap)
    water = water_off(town_of(after, after.place), reach, phrase.place)
    if water is None:
        return None
    meaning = f"the water of {phrase.place.name} within {metres_in_words(reach)} of {after.place.name}"
    return phrase.located(
        water,
        radius_m=max(2_000.0, reach / 5),
        meaning=meaning,
        how=f"{meaning}.",
        start=with_article(phrase.text, phrase.mention.start),
        end=after.end,
    )


def _own_sea(phrase: SpatialPhrase) -> Mention | None:
    """Read the coast that a sea and a country name together: for either, the stretch of the country's line on it."""
    gap, after = phrase.gap(), phrase.next
    mention = phrase.mention
    if after is not None and after.place is not None and gap is not None:
        if phrase.place.kind == "water":
            coast = phrase.after(_SEA_COAST)
            if coast is not None and _TO_OWNER.fullmatch(phrase.text, coast.end(), after.start):
                start = with_article(phrase.text, mention.start)
                return _on_sea(phrase, after.place, phrase.place, start, after.end)
        elif after.place.kind == "water" and _OWNER.fullmatch(gap):
            coast = _SEA_COAST.match(phrase.text, after.end)
            if coast is not None:
                return _on_sea(phrase, phrase.place, after.place, mention.start, coast.end())
    before = phrase.before
    if before is not None and before.place is not None and 0 <= mention.start - before.end <= 60:
        if before.place.kind == "water":
            coast = _SEA_COAST.match(phrase.text, before.end, mention.start)
            if coast is not None and _TO_OWNER.fullmatch(phrase.text, coast.end(), mention.start):
                return _on_sea(
                    phrase, phrase.place, before.place, with_article(phrase.text, before.start), mention.end
                )
        elif phrase.place.kind == "water" and _OWNER.fullmatch(phrase.text, before.end, mention.start):
            coast = phrase.after(_SEA_COAST)
            if coast is not None:
                return _on_sea(phrase, before.place, phrase.place, before.start, coast.end())
    return None


def _on_sea(phrase: SpatialPhrase, owner: Place, sea: Place, start: int, end: int) -> Mention | None:
    line = coast_of(owner)
    if line is None:
        return None
    cut = stretch_on(owner, sea)
    reach = _offshore(phrase, start)
    meaning = f"the coast of {owner.name} on {sea.name}"
    how = f"{meaning}." if cut is not None else f"{meaning}: which stretch of its coast that is is not known."
    return phrase.located(
        line if cut is None else cut, radius_m=reach, start=start, end=end, meaning=meaning, how=how
    )


def _on_coast(phrase: SpatialPhrase, side: str | None, start: int, end: int) -> Mention | None:
    """Return the line of a coast or, off a town or an island, the water near it."""
    words = phrase.text[start:end]
    is_off = bool(_SEAWARDS.search(words)) or measures.read_amount(words) is not None
    place = town_of(phrase.mention, phrase.place) if is_off else phrase.place
    line = coast_of(place)
    if line is None and place.kind == "landform" and is_area(area_of(place)) and (side or not is_off):
        line = area_of(place).boundary
    if line is None:
        return _near_shore(phrase, is_off=is_off, side=side, start=start, end=end)
    qualifier = ""
    if side:
        cut = facing(place, side.lower())
        line, qualifier = (line, "") if cut is None else (cut, f"{side.lower()} ")
    reach = _offshore(phrase, start) if is_off else COAST_M
    meaning = f"{'off ' if is_off else ''}the {qualifier}coast of {place.name}"
    how = f"{meaning}: the line of the coast."
    return phrase.located(line, radius_m=reach, start=start, end=end, meaning=meaning, how=how)


def _near_shore(
    phrase: SpatialPhrase, *, is_off: bool, side: str | None, start: int, end: int
) -> Mention | None:
    place = town_of(phrase.mention, phrase.place)
    if place.kind not in ("settlement", "facility", "landform", "region", "admin1", "admin2"):
        return None
    phrase = phrase.at(place)
    reach = _reach(phrase.text[start : phrase.mention.start]) if is_off else COAST_M
    before = phrase.before
    sea = (
        before.place
        if before is not None and before.place is not None and before.place.kind == "water"
        and _SEA_OFF.fullmatch(phrase.text[before.end : phrase.mention.start])
        else None
    )  # fmt: skip
    water = water_off(place, reach, sea)
    if water is None:
        return None
    qualifier = f" of {sea.name}" if sea is not None else ""
    where = f"{side.lower()} of it" if side else "of it"
    meaning = f"{'off' if is_off else 'on'} the coast of {place.name}"
    return phrase.located(
        water, radius_m=max(2_000.0, reach / 5), start=start, end=end,
        meaning=meaning, how=f"{meaning}: the water{qualifier} within {metres_in_words(reach)} {where}.",
    )  # fmt: skip


def _offshore(phrase: SpatialPhrase, start: int) -> float:
    """Return the distance off a coast: as stated, else `OFFSHORE_M` off it and `COAST_M` on it."""
    words = phrase.text[max(0, start - 12) : phrase.mention.end]
    return _reach(words) if _SEAWARDS.search(words) or measures.read_amount(words) is not None else COAST_M


def _reach(words: str) -> float:
    amount = measures.read_amount(words)
    return OFFSHORE_M if amount is None else max(2_000.0, amount.metres * (1 + max(0.1, amount.spread)))
