"""Toponyms, people and organisations from the encoder's output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.spans import NamedSpan, Toponym
from geo.toponyms.tagger import postprocessing
from geo.toponyms.tagger.decoding import ROLES, scores_of
from geo.toponyms.tagger.span_extraction import names_of, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.nlp.encoder.encoding import Encoding
    from geo.records import MentionRole
    from geo.toponyms.tagger.decoding import Scores
    from geo.toponyms.tagger.span_extraction import Known, TaggedName, TaggedPlace


def tag(
    text: str, encoding: Encoding, *, ruled: Sequence[NamedSpan] = ()
) -> tuple[list[Toponym], list[NamedSpan]]:
    """Find the toponyms, the people and the organisations of a report.

    Parameters
    ----------
    text
        A report.
    encoding
        What the encoder makes of it.
    ruled
        People and organisations that rules found: they know titles and long names of organisations.

    Returns
    -------
    list of Toponym, list of NamedSpan
        Each sorted by start. Toponyms do not overlap; one inside an organisation's name is `embedded`.
    """
    tokens, known, scores = encoding.tokens, encoding.known, scores_of(encoding)
    names = list(names_of(text, tokens, scores, ruled))
    places = list(places_of(text, tokens, scores, known))
    places = postprocessing.joined(tokens, scores, places, known)
    enclosing_names = postprocessing.names_by_token(names)
    people = postprocessing.surnames_of(names)
    places = [
        place
        for place in places
        if not postprocessing.is_person(place, enclosing_names, scores)
        and not postprocessing.is_namesake(text, tokens, place, people)
        and not postprocessing.is_first_name(tokens, place)
    ]
    for site in postprocessing.sites(tokens, scores, places, names, known):
        places = [place for place in places if place.end <= site.start or site.end <= place.start]
        names = [name for name in names if not (site.first <= name.first and name.last <= site.last)]
        places.append(site)
    enclosing_names = postprocessing.names_by_token(names)
    places += postprocessing.repeated(text, tokens, scores, places, enclosing_names)
    places += postprocessing.inside(tokens, scores, places, enclosing_names, known)
    whole = {(place.start, place.end) for place in places}
    names = [n for n in names if n.span.label == "PERSON" or (n.span.start, n.span.end) not in whole]
    enclosing_names = postprocessing.names_by_token(names)
    toponyms = [
        _toponym(text, place, enclosing_names, scores, known) for place in postprocessing.apart(places)
    ]
    return toponyms, [name.span for name in names]


def _toponym(
    text: str, place: TaggedPlace, enclosing_names: Mapping[int, TaggedName], scores: Scores, known: Known
) -> Toponym:
    end = place.end
    name, matches = text[place.start : end], known.get((place.start, end), ())
    if text[end : end + 1] == "." and _is_abbreviation(name, matches):
        end += 1  # "Calif." keeps its full stop
    enclosing = enclosing_names.get(place.first)
    if enclosing is not None and (
        end > enclosing.span.end or enclosing.span.end - enclosing.span.start == end - place.start
    ):
        enclosing = None
    role, role_score = _role(place, enclosing, scores)
    return Toponym(
        start=place.start,
        end=end,
        text=text[place.start : end],
        role=role,
        role_score=round(role_score, 3),
        within=enclosing.span.text if enclosing else None,
        score=round(place.chance, 3),
        reason=place.reason,
    )


def _is_abbreviation(name: str, matches: Sequence[NameMatch]) -> bool:
    """Return whether a name is a state's or province's abbreviation that is written with a full stop (Ky., Ont.)."""
    return (
        bool(matches)
        and matches[0].name_kind == "abbreviation"
        and matches[0].place.kind == "admin1"
        and not name.isupper()
    )


def _role(place: TaggedPlace, enclosing: TaggedName | None, scores: Scores) -> tuple[MentionRole, float]:
    """Return the role and its probability: the share of the place's probability, or that of the name around it."""
    if place.demonym:
        tags = np.exp(scores.places[place.first : place.last])
        return "demonym", float(tags[:, 3:].sum() / max(tags[:, 1:].sum(), 1e-6))
    if enclosing is not None:
        return "embedded", float(1 - np.exp(scores.names[place.first : place.last, 0]).mean())
    chances = np.exp(scores.roles[place.first : place.last]).mean(axis=0)
    best = int(chances.argmax())
    return ROLES[best], float(chances[best])
