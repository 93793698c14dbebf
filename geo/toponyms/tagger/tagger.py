"""From what the network says to toponyms and names."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geo.events import detector
from geo.spans import NamedSpan, Toponym
from geo.toponyms.tagger import network, postprocessing, repeated_sentences, windows, wordpiece
from geo.toponyms.tagger.decoding import ROLES
from geo.toponyms.tagger.span_extraction import names_of, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.events.detector import Detect
    from geo.records import MentionRole
    from geo.spans import EventWord
    from geo.toponyms.tagger.network import Run, Scores
    from geo.toponyms.tagger.span_extraction import Known, Name, Place
    from geo.toponyms.tagger.windows import Token
    from geo.toponyms.tagger.wordpiece import Vocabulary


class Tagger:
    """Reads toponyms, people and organisations off a text.

    Parameters
    ----------
    vocabulary
        Of the network's pieces.
    run
        The network.
    detect
        The network that finds the words of events in what the first one says.
    """

    def __init__(self, vocabulary: Vocabulary, run: Run, detect: Detect | None = None) -> None:
        self._vocabulary = vocabulary
        self._run = run
        self._detect = detect

    def event_words(
        self, text: str, sentences: Sequence[tuple[int, int]], *, known: Known
    ) -> tuple[EventWord, ...] | None:
        """Find the words of events alone; the parameters are those of `read`."""
        tokens = windows.tokens_of(text, known)
        return self._events(tokens, self._score(tokens, sentences))

    def _score(self, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> Scores:
        return repeated_sentences.score_once(tokens, sentences, self._score_all)

    def _score_all(self, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> Scores:
        cut = list(windows.cut(tokens, sentences, self._vocabulary))
        scores = network.score(cut, tokens, self._run, self._detect)
        return replace(scores, windows=windows.lines_apart(tokens, sentences, scores.windows))

    def _events(self, tokens: Sequence[Token], scores: Scores) -> tuple[EventWord, ...] | None:
        return None if scores.events is None else tuple(detector.words_of(tokens, scores.events))

    def read(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        *,
        known: Known,
        ruled: Sequence[NamedSpan] = (),
    ) -> tuple[list[Toponym], list[NamedSpan], tuple[EventWord, ...] | None]:
        """Find toponyms, names and the words of events.

        Parameters
        ----------
        text
            A report.
        sentences
            Character offsets of its sentences, in order.
        known
            Spans of characters that the gazetteer knows, with its answers.
        ruled
            People and organisations that rules found: they know titles and long names of organisations.

        Returns
        -------
        list of Toponym, list of NamedSpan, tuple of EventWord or None
            Each sorted by start. Toponyms do not overlap; one inside an organisation's name is `embedded`.
        """
        tokens = windows.tokens_of(text, known)
        scores = self._score(tokens, sentences)
        names = list(names_of(text, tokens, scores, ruled))
        places = list(places_of(text, tokens, scores, known))
        places = postprocessing.joined(tokens, scores, places, known)
        owners = postprocessing.owners_of(names)
        people = postprocessing.surnames_of(names)
        places = [
            place
            for place in places
            if not postprocessing.is_person(place, owners, scores)
            and not postprocessing.is_namesake(text, tokens, place, people)
            and not postprocessing.is_first_name(tokens, place)
        ]
        for site in postprocessing.sites(tokens, scores, places, names, known):
            places = [place for place in places if place.end <= site.start or site.end <= place.start]
            names = [name for name in names if not (site.first <= name.first and name.last <= site.last)]
            places.append(site)
        owners = postprocessing.owners_of(names)
        places += postprocessing.repeated(text, tokens, scores, places, owners)
        places += postprocessing.inside(tokens, scores, places, owners, known)
        whole = {(place.start, place.end) for place in places}
        names = [n for n in names if n.span.label == "PERSON" or (n.span.start, n.span.end) not in whole]
        owners = postprocessing.owners_of(names)
        toponyms = [_toponym(text, place, owners, scores, known) for place in postprocessing.apart(places)]
        return toponyms, [name.span for name in names], self._events(tokens, scores)


@cache
def bundled() -> Tagger:
    """Open the bundled tagger, once a process."""
    return Tagger(wordpiece.load(), network.bundled(), detector.bundled())


def _toponym(text: str, place: Place, owners: Mapping[int, Name], scores: Scores, known: Known) -> Toponym:
    end = place.end
    name, matches = text[place.start : end], known.get((place.start, end), ())
    if text[end : end + 1] == "." and _is_abbreviation(name, matches):
        end += 1  # "Calif." keeps its full stop
    owner = owners.get(place.first)
    if owner is not None and (end > owner.span.end or owner.span.end - owner.span.start == end - place.start):
        owner = None
    role, role_score = _role(place, owner, scores)
    return Toponym(
        start=place.start,
        end=end,
        text=text[place.start : end],
        role=role,
        role_score=round(role_score, 3),
        within=owner.span.text if owner else None,
        score=round(place.chance, 3),
        reason=place.reason,
    )


def _is_abbreviation(name: str, matches: Sequence[NameMatch]) -> bool:
    """Whether a name is a state's or province's abbreviation that is written with a full stop (Ky., Ont.)."""
    return (
        bool(matches)
        and matches[0].name_kind == "abbreviation"
        and matches[0].place.kind == "admin1"
        and not name.isupper()
    )


def _role(place: Place, owner: Name | None, scores: Scores) -> tuple[MentionRole, float]:
    """Give the role and how sure it is: the share of the place's probability, or that of the name around it."""
    if place.demonym:
        tags = np.exp(scores.places[place.first : place.last])
        return "demonym", float(tags[:, 3:].sum() / max(tags[:, 1:].sum(), 1e-6))
    if owner is not None:
        return "embedded", float(1 - np.exp(scores.names[place.first : place.last, 0]).mean())
    chances = np.exp(scores.roles[place.first : place.last]).mean(axis=0)
    best = int(chances.argmax())
    return ROLES[best], float(chances[best])
