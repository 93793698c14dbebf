"""Toponyms, people and organisations from the encoder's output."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.spans import NamedSpan, Toponym
from geo.toponyms.tagger import plausibility, postprocessing
from geo.toponyms.tagger.decoding import ROLES, scores_of
from geo.toponyms.tagger.plausibility import Proposal, Surroundings
from geo.toponyms.tagger.span_extraction import names_of, places_of, without_padded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.nlp.encoder.encoding import Encoding
    from geo.records import MentionRole
    from geo.toponyms.tagger.decoding import Scores
    from geo.toponyms.tagger.plausibility import Classifier
    from geo.toponyms.tagger.span_extraction import TaggedName, TaggedPlace


def tag(
    text: str, encoding: Encoding, *, ruled: Sequence[NamedSpan] = (), nested: bool = False
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
    nested
        Give the names inside other toponyms too ("Springfield" in "Springfield Town Hall"), as `embedded` ones.

    Returns
    -------
    list of Toponym, list of NamedSpan
        Each sorted by start. Toponyms do not overlap but for nested ones; one inside an organisation's name is
        `embedded`.
    """
    read = propose(text, encoding, ruled=ruled)
    judge = plausibility.bundled()
    taken: list[TaggedPlace] = []
    for proposal in read.proposals:
        chance = judge.probability(proposal, read.around)
        if chance >= judge.thresholds[proposal.origin]:
            taken.append(replace(proposal.place, chance=chance))
    places = postprocessing.apart(taken)
    whole = {(place.start, place.end) for place in places}
    names = [name for name in read.names if (name.span.start, name.span.end) not in whole]
    enclosing_names = postprocessing.names_by_token(names)
    toponyms = [_toponym(text, place, enclosing_names, read.around) for place in places]
    if nested:
        inner = _nested(read, toponyms, judge)
        toponyms = sorted([*toponyms, *inner], key=lambda toponym: (toponym.start, -toponym.end))
    return toponyms, [name.span for name in names]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed as a place in a report, and its people and organisations."""

    proposals: list[Proposal]
    nested: list[Proposal]
    names: list[TaggedName]
    around: Surroundings


def propose(text: str, encoding: Encoding, *, ruled: Sequence[NamedSpan] = ()) -> Proposed:
    """Collect all that may be a place: what the network says, what it takes for people, what the gazetteer knows.

    `training/plausibility.py` learns from this which of them are.
    """
    tokens, scores = encoding.tokens, scores_of(encoding)
    known = without_padded(tokens, encoding.known)
    names = list(names_of(text, tokens, scores, ruled))
    everything = list(places_of(text, tokens, scores, known))
    everything = postprocessing.joined(tokens, scores, everything, known)
    enclosing_names = postprocessing.names_by_token(names)
    people = postprocessing.surnames_of(names)
    places: list[TaggedPlace] = []
    vetoed: list[TaggedPlace] = []
    for place in everything:
        is_person = (
            postprocessing.is_person(place, enclosing_names, scores)
            or postprocessing.is_namesake(text, tokens, place, people)
            or postprocessing.is_first_name(tokens, place)
        )
        (vetoed if is_person else places).append(place)
    for site in postprocessing.sites(tokens, scores, places, names, known):
        places = [place for place in places if place.end <= site.start or site.end <= place.start]
        names = [name for name in names if not (site.first <= name.first and name.last <= site.last)]
        places.append(site)
    enclosing_names = postprocessing.names_by_token(names)
    places += postprocessing.repeated(text, tokens, scores, places, enclosing_names)
    places += postprocessing.inside(tokens, scores, places, enclosing_names, known)
    proposals = [Proposal(place, "tagger") for place in places]
    proposals += [
        Proposal(place, "person") for place in vetoed if postprocessing.is_alike(text, place, names)
    ]
    for place in postprocessing.possible(tokens, scores, [*places, *vetoed], known):
        named = enclosing_names.get(place.first)
        is_person = (
            named is not None
            and named.span.label == "PERSON"
            and (named.first, named.last) == (place.first, place.last)
            and postprocessing.is_alike(text, place, names)
        )
        proposals.append(Proposal(place, "person" if is_person else "gazetteer"))
    nested = [Proposal(inner, "nested") for inner in postprocessing.nested(tokens, scores, places, known)]
    around = Surroundings(text, tokens, scores, known, enclosing_names, [*proposals, *nested])
    return Proposed(proposals, nested, names, around)


def _nested(read: Proposed, toponyms: Sequence[Toponym], judge: Classifier) -> Iterator[Toponym]:
    """Yield the plausible names inside toponyms, which are sorted and apart; of overlapping ones the surer."""
    if not toponyms:
        return
    starts = [toponym.start for toponym in toponyms]
    taken = [
        replace(proposal.place, chance=chance)
        for proposal in read.nested
        if (chance := judge.probability(proposal, read.around)) >= judge.thresholds["nested"]
    ]
    text = read.around.text
    for place in postprocessing.apart(taken):
        at = bisect_right(starts, place.start) - 1
        outer = toponyms[max(at, 0)]
        if at >= 0 and place.end <= outer.end and outer.end - outer.start > place.end - place.start:
            yield Toponym(
                start=place.start,
                end=place.end,
                text=text[place.start : place.end],
                role="embedded",
                within=outer.text,
                score=round(place.chance, 3),
                reason=f"known to the gazetteer, inside {outer.text}",
            )


def _toponym(
    text: str, place: TaggedPlace, enclosing_names: Mapping[int, TaggedName], around: Surroundings
) -> Toponym:
    scores, known, end = around.scores, around.known, place.end
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
