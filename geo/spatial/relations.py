"""Geometry of spatial phrases: areas, borders, parts, distances, coasts, routes.

A mention's own words stay the toponym; `phrase_start` and `phrase_end` take in the words that locate ("southern
Gaza", "20 km north of Aleppo"), and `geometry` and `radius_m` say where that is. Each family of phrases is a module
that says its rule and how far it may be wrong; the mention's `reason` says both for the case at hand.

What a place without such words gets is its area where the gazetteer has one, else its point, and its own radius:

=============  ====================================================================================================
settlement     10.3 m for the root of each inhabitant: a round town of 3,000 people a square kilometre, 1 to 30 km
country        by hand, about the root of its land
admin1, admin2  from the point within which nine of ten corners of the outline lie, else nine of ten of its towns
region, sea    by hand; landform, facility too (a bridge 500 m, an airport 3 km, a range as long as it is)
=============  ====================================================================================================
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.nlp.doc_text import text_of
from geo.spatial.bare_borders import lines_and_bare_borders
from geo.spatial.borders import border_of, sides_of
from geo.spatial.coasts import coast, off, sea_off
from geo.spatial.directions import locate_part, whole
from geo.spatial.distances import distance, near, outskirts, towards
from geo.spatial.extents import area_of, is_line
from geo.spatial.islands import island
from geo.spatial.phrases import REACH, SpatialPhrase
from geo.spatial.riverbanks import bank
from geo.spatial.rivers import ON_M, along, beside, named_river
from geo.spatial.routes import between

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.records import Mention

__all__ = ["area_of", "relate"]


def relate(
    doc: Doc,
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    add: bool = True,
) -> list[Mention]:
    """Set the geometry of each resolved mention's phrase, and add mentions for lines and a clear "the border".

    Parameters
    ----------
    doc
        The report.
    mentions
        Sorted by start, resolved as far as they can be.
    gazetteer
        Where the names of parts of continents are looked up.
    add
        Whether mentions are added and widened; without it there comes back one for each that was given, as it was
        spelt.

    Returns
    -------
    list of Mention
        Sorted by start; those that were given, in order, and the added ones.
    """
    text = text_of(doc)
    sides = sides_of(mentions)
    related: list[Mention] = list(mentions)
    for i, mention in enumerate(mentions):
        if mention.place is None:
            continue
        related[i] = (
            border_of(text, related, i, sides) or _located(text, related, i, gazetteer) or _plain(mention)
        )
    if not add:
        return related
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    found = lines_and_bare_borders(text, related, sides, sentences)
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def _plain(mention: Mention) -> Mention:
    place = mention.place
    if place is None:
        return mention
    geometry = area_of(place)
    # The resolver's radius is the greater one where several places of one name are about as likely.
    radius_m = max(mention.radius_m or 0.0, place.radius_m)
    if is_line(geometry) and radius_m <= place.radius_m:
        radius_m = ON_M  # the place's own is that of its point
    reason = mention.reason
    if geometry.geom_type != "Point" and place.kind in ("region", "landform", "water"):
        from gazetteer import areas

        if areas.edge(place) == "approximate":
            reason = f"{reason} The outline drawn is approximate: nobody has drawn an exact one.".strip()
    return replace(mention, geometry=geometry, radius_m=radius_m, reason=reason)


def _located(text: str, mentions: Sequence[Mention], i: int, gazetteer: Gazetteer) -> Mention | None:
    """Apply the families of phrases, the most specific first."""
    mention = mentions[i]
    place = mention.place
    if place is None or mention.role == "embedded":
        return None
    left = text[max(0, mention.start - REACH) : mention.start]
    phrase = SpatialPhrase(text=text, mentions=mentions, i=i, place=place, left=left, gazetteer=gazetteer)
    river = named_river(phrase)
    if river is not None:
        phrase = phrase.at(river)
    # Of an adjective ("Libyan") only the coast is read: what lies "near Libyan forces" is near people.
    readers = _OF_ADJECTIVES if mention.role == "demonym" else _READERS
    found = next((found for reader in readers if (found := reader(phrase)) is not None), None)
    if found is None and river is not None:
        return _river(phrase)
    return found


def _river(phrase: SpatialPhrase) -> Mention:
    """Return the mention with the river that its article makes it, where no other words locate."""
    geometry = area_of(phrase.place)
    return phrase.located(
        geometry, radius_m=ON_M if is_line(geometry) else phrase.place.radius_m, meaning=phrase.place.name,
        how=f"“The” before the name makes it {phrase.place.name}.",
    )  # fmt: skip


_OF_ADJECTIVES: tuple[Callable[[SpatialPhrase], Mention | None], ...] = (coast,)
_READERS: tuple[Callable[[SpatialPhrase], Mention | None], ...] = (
    coast, off, sea_off, bank, along, beside, distance, outskirts, locate_part, between, towards, near, whole, island,
)  # fmt: skip
