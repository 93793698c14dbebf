"""Parts of places: "southern Gaza", "the north of Mali", "Syria's east", "central Paris"; "across Kenya" is the whole.

`gazetteer.areas.parts` says which share a direction keeps; nobody draws the line, so that a tenth of the part's
size is left open on either side. Without an area (a town) the part is half the radius off the middle. "Upper" and
"lower" are no directions: Upper Egypt is the south; where the gazetteer knows such a name it is a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.geodesy import destination, size_m
from geo.spatial.extents import area_of, is_area
from geo.spatial.phrases import CLASS_OF, SIDE, WIND, bearing_of, metres_in_words, town_of, with_article

if TYPE_CHECKING:
    from gazetteer.place import Place
    from geo.records import Mention
    from geo.spatial.phrases import SpatialPhrase

_HEAD = (
    r"(?:parts?|hal(?:f|ves)|sides?|areas?|tips?|edges?|thirds?|quarters?|fringes?|corners?|zones?|sections?|reaches"
    r"|fronts?|flanks?|portions?"
    r"|stretch(?:es)?|regions?|provinces|districts|neighbou?rhoods|territories|governorates|states|counties|plains?|highlands?|mountains"
    r"|deserts?|towns|cities|villages|lowlands?|interior)"
)
# "The western province of Aydin" is Aydin itself; only of a country a region is a part.
_ITSELF = re.compile(r"regions?\Z|areas?\Z|zones?\Z|deserts?\Z|plains?\Z|highlands?\Z", re.IGNORECASE)
_ADJECTIVE = re.compile(
    rf"(?<![\w-])(?:(?P<first>{SIDE})\s+(?:and|or)\s+)?(?P<far>far[- ]|extreme[- ]|mid-?)?"
    rf"(?P<side>(?:(?:north|south|east|west)[- ])?central|(?:{SIDE})|downtown|inner)[ -](?:the\s+)?\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"\b(?P<article>the\s+)?(?P<far>far\s+|extreme\s+|deep\s+)?(?P<side>(?:{SIDE})(?:ern(?:most)?)?|central|cent(?:er|re)|heart|middle)"
    rf"(?:\s+(?:and|or)\s+(?:the\s+)?(?P<second>{SIDE}|cent(?:er|re)|central))?(?:\s+(?P<head>{_HEAD}))?\s+of\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    rf"['’]s?\s+(?P<far>far\s+|extreme\s+|deep\s+)?(?:(?P<noun>{WIND})(?:\s+and\s+(?P<second>{WIND}))?(?![\w-])"
    r"(?!\s+(?:and\s+\w+\s+)?(?:coast|shore|border|bank|suburb|outskirt))"
    rf"|(?P<side>(?:{SIDE})|central)\s+(?P<head>{_HEAD})\b)",
    re.IGNORECASE,
)
_ACROSS = re.compile(
    r"\b(?P<word>throughout|all\s+over|all\s+across|across|everywhere\s+in|in\s+(?:every\s+part|all\s+parts|much|most|large\s+parts|many\s+parts|several\s+parts|parts)\s+of"
    r"|(?:much|most|large\s+parts|parts|swathes|swaths|the\s+whole|all)\s+of)\s+"
    rf"{CLASS_OF}\Z",
    re.IGNORECASE,
)
_NOT_ACROSS = re.compile(
    r"\b(?:came|come|run|ran|stumbled|put|get|got|bridges?|ferr(?:y|ies))\s+\Z", re.IGNORECASE
)
_ROAD_NUMBER = re.compile(r"\s+(?:\d{1,4}\b(?!,)|(?:counties|towns|cities|teams|schools|states)\b)")
_NAME_GOES_ON = re.compile(r"(?:\s|-)(?-i:[A-Z])\w")
_SHARES = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "tip": 0.2,
    "edge": 0.2,
    "fringe": 0.2,
    "corner": 0.2,
}
_CENTRES = frozenset({"central", "downtown", "inner", "center", "centre", "heart", "middle"})
_AREAS = frozenset({"country", "region", "admin1", "admin2", "continent", "landform", "water"})


def locate_part(phrase: SpatialPhrase) -> Mention | None:
    """Read a phrase that names a part of a place; `None` when the mention is in none."""
    if phrase.mention.role == "demonym":
        return None
    match = _NOUN.search(phrase.left)
    if match is not None:
        # "north of Israel" is outside it, "the north of Israel" inside.
        inside = match["article"] or match["head"] or match["side"].lower() in _CENTRES
        itself = (
            match["head"]
            and _ITSELF.match(match["head"])
            and phrase.place.kind not in ("country", "continent")
        )
        named = (
            match["side"].lower() in _CENTRES and match["side"][0].isupper()
        )  # "the Arts Center of Cannon County"
        if not inside or itself or named or _counted(phrase):
            return None
        return _parts(phrase, match, match["side"], match["second"], start=phrase.start_of(match))
    match = _ADJECTIVE.search(phrase.left)
    if match is not None:
        return (
            _parts(
                _townwards(phrase, match),
                match,
                match["side"],
                match["first"],
                start=with_article(phrase.text, phrase.start_of(match)),
            )
            if _is_adjective(phrase, match)
            else None
        )
    match = phrase.after(_POSSESSIVE)
    if match is not None and phrase.place.kind != "settlement":
        return _parts(phrase, match, match["noun"] or match["side"], match["second"], end=match.end())
    return None


def _townwards(phrase: SpatialPhrase, match: re.Match[str]) -> SpatialPhrase:
    """Read "East Aleppo" of the town where province and town have one name: provinces are "eastern"."""
    ending = match["side"].lower().endswith(("ern", "ernmost", "central"))
    return phrase if ending else phrase.at(town_of(phrase.mention, phrase.place, kinds=("admin1",)))


def whole(phrase: SpatialPhrase) -> Mention | None:
    """Read "across Kenya", "in parts of Bavaria": the whole area; `None` where there is none or it is crossed only."""
    match = _ACROSS.search(phrase.left)
    if match is None or phrase.mention.role != "literal" or phrase.place.kind not in _AREAS - {"water"}:
        return None
    area = area_of(phrase.place)
    if not is_area(area) or _NOT_ACROSS.search(phrase.left[: match.start()]) or _counted(phrase):
        return None
    word = " ".join(match["word"].lower().split())
    extent_words = (
        "somewhere in" if "parts of" in word and "every" not in word and "all" not in word else "the whole of"
    )
    return phrase.located(
        area,
        radius_m=max(1_000.0, 0.01 * size_m(area)),
        meaning=f"{extent_words} {phrase.place.name}",
        how=f"{extent_words} {phrase.place.name} (“{word}”), by its outline.",
        start=phrase.start_of(match),
    )


def _region_of(phrase: SpatialPhrase, side: str) -> Place | None:
    """Return the gazetteer's region for a part of a continent: "western Africa" is West Africa."""
    name = phrase.place.name
    return next(
        (
            match.place
            for spelt in dict.fromkeys((f"{side} {name}", f"{side.removesuffix('ern')} {name}"))
            for match in phrase.gazetteer.match(spelt)
            if match.place.kind == "region"
        ),
        None,
    )


def _counted(phrase: SpatialPhrase) -> bool:
    """Return whether the name is a road's ("across W.Va. 61"), or counts things ("the middle of Indiana counties")."""
    return phrase.after(_ROAD_NUMBER) is not None


def _is_adjective(phrase: SpatialPhrase, match: re.Match[str]) -> bool:
    """Distinguish "East Aleppo" and "western Kenya" from names of which the gazetteer has only the last word."""
    words, place = match.group(), phrase.place
    if _counted(phrase):
        return False
    if match["side"].lower() in ("downtown", "inner") and place.kind != "settlement":
        return False
    if "-" in words.strip()[-1:] and not (match["far"] or "").startswith("mid"):
        return False
    capital = match["side"][0].isupper()
    opens = not phrase.left[: match.start()].strip() or phrase.left[: match.start()].rstrip()[-1] in ".!?\n:—"
    if not capital or opens:
        return True
    if _NAME_GOES_ON.match(phrase.text, phrase.mention.end):
        return False  # "Southern California Edison": a name of its own
    return place.kind in _AREAS or place.population >= 100_000


def _parts(
    phrase: SpatialPhrase,
    match: re.Match[str],
    side: str,
    other: str | None,
    *,
    start: int | None = None,
    end: int | None = None,
) -> Mention | None:
    """Return one part of a place, or two that the words name: "northern and eastern Mali" is both."""
    one = _part(phrase, match, side, start=start, end=end)
    two = None if other is None else _part(phrase, match, other, start=start, end=end)
    if one is None or two is None or one.geometry is None or two.geometry is None:
        return one
    import shapely

    first, second = (one, two) if match.start("side") < _start_of(match, other) else (two, one)
    radius_m = max(one.radius_m or 0.0, two.radius_m or 0.0)
    if is_area(one.geometry) and is_area(two.geometry):
        both = shapely.union(one.geometry, two.geometry)
    else:  # of a town: between the two, and as wide as both
        both, radius_m = shapely.union(one.geometry, two.geometry).centroid, 2 * radius_m
    meaning = f"{first.meaning} and {second.meaning}"
    return phrase.located(
        both, radius_m=radius_m, meaning=meaning, how=f"{meaning}, taken together.", start=start, end=end
    )


def _start_of(match: re.Match[str], words: str | None) -> int:
    """Return where the second direction of a phrase begins."""
    return next(
        (match.start(name) for name in ("first", "second") if match.groupdict().get(name) == words),
        match.end(),
    )


def _part(
    phrase: SpatialPhrase,
    match: re.Match[str],
    side: str,
    *,
    start: int | None = None,
    end: int | None = None,
) -> Mention | None:
    from gazetteer import areas

    place = phrase.place
    if place.kind == "continent" and (known := _region_of(phrase, side)) is not None:
        return phrase.at(known).located(
            area_of(known),
            radius_m=known.radius_m,
            meaning=known.name,
            how=f"{known.name}, as the gazetteer delimits it.",
            start=start,
            end=end,
        )
    far = (match["far"] or "").lower().strip(" -")
    head = (match.groupdict().get("head") or "").lower()
    share = next((share for word, share in _SHARES.items() if head.startswith(word)), None)
    side = re.sub(r"(?i)(?<=[a-z])[- ]central\Z", "", side)  # "north central Texas": the north
    centre = side.lower() in _CENTRES or far == "mid"
    direction = "central" if centre else " ".join(["far"] * bool(far) + [side.lower()])
    extent_words = direction if share is None or centre else f"{head} in the {direction}"
    area = area_of(place)
    if is_area(area):
        try:
            found = (
                areas.part(area, direction)
                if share is None or centre
                else areas.part(area, direction, share=share)
            )
        except ValueError:
            return None
        kept = share or (0.2 if far or "most" in direction else 0.4)
        meaning = f"{extent_words} part of {place.name}"
        how = f"{meaning}: {'the middle third of its extent both ways' if centre else f'{kept:.0%} of its extent'}."
        return phrase.located(
            found, radius_m=max(500.0, size_m(found) / 10), meaning=meaning, how=how, start=start, end=end
        )
    if place.kind == "water" or not place.radius_m:
        return None
    import shapely

    half = place.radius_m / 2
    if centre:
        return phrase.located(
            area,
            radius_m=half,
            start=start,
            end=end,
            meaning=f"the middle of {place.name}",
            how=f"The middle of {place.name}, half as wide as the whole.",
        )
    bearing = bearing_of(side)
    if bearing is None:
        return None
    away = half * (1.4 if far else 1.0)
    point = destination(lon=place.lon, lat=place.lat, bearing=bearing, metres=away)
    return phrase.located(
        shapely.Point(point),
        radius_m=half,
        meaning=f"{direction} side of {place.name}",
        how=f"{direction} side of {place.name}: {metres_in_words(away)} from its centre.",
        start=start,
        end=end,
    )
