"""Whether a name that the network proposes is a place at all, by a classifier that sees the gazetteer too.

The network reads words; what it takes for a place may be a news agency, a firm or a person, and what it takes for a
person a country that speaks. A logistic regression weighs its probabilities with what the gazetteer has under the name
(a country, a village, an abbreviation), how the name is written, and what stands around it. `training/plausibility.py`
makes the weights.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.nlp.encoder import windows
from geo.nlp.tokens import APOSTROPHES
from geo.nlp.words import lexicon
from geo.toponyms.tagger.decoding import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.nlp.encoder.windows import EncoderTokens
    from geo.nlp.tokens import Token
    from geo.toponyms.tagger.decoding import Scores
    from geo.toponyms.tagger.span_extraction import Known, TaggedName, TaggedPlace

_LOWEST: Final = 1e-4
_SHORT: Final = 2  # letters of a name that seldom is one
_WEIGHED: Final = 6  # places of a name that are looked at
_HYPHENS: Final = frozenset("-‑–/")
_STOPS: Final = frozenset('.!?:"“”')
_IN_ADDRESSES: Final = frozenset("@#_$&")
_SMALL: Final = 0
"""Shape of a word in small letters."""
_CAPITALS: Final = 2
"""Shape of a word in capitals."""
_CAPITALISED: Final = (1, 2)
_AREAS: Final = (2, 3)
"""Classes of countries and of states and provinces."""
_HEADS: Final = ("org_heads", "facility_heads", "geo_heads")
_PRECEDING: Final = (
    ("after a preposition of place", "locative_prepositions"),
    ("after a preposition of direction", "directive_prepositions"),
    ("after a title", "titles"),
)
_LISTS: Final = (
    "common_words", "given_names", "surnames", "directions", "titles", "org_heads", "facility_heads", "geo_heads",
    "never_places", "institutions", "geo_nouns", "organisations",
)  # fmt: skip
_NOUNS: Final = ("common_words", "directions", "org_heads", "facility_heads", "geo_heads", "geo_nouns")
_PRONOUNS: Final = {"it": "it", "its": "it", "he": "he or she", "she": "he or she", "his": "he or she",
                    "her": "he or she", "him": "he or she"}  # fmt: skip
"""What a name that is taken up by a pronoun is: a country is an it."""
_REACH: Final = 14  # tokens of its sentence in which a name is taken up
_NEWS: Final = frozenset(
    {"agency", "agencies", "newspaper", "daily", "broadcaster", "newswire", "network", "television", "radio"}
)
_PUBLISHED: Final = frozenset({"agency", "news", "tv", "television", "radio", "newspaper", "media"})
_CREDITED: Final = 160  # characters at the head of a report in which a news agency is named in parentheses
_DASHES: Final = frozenset("-–—―") | {"--"}
_DEFINED: Final = re.compile(r"\((?P<short>[A-Z]{2,6})\)")
"""An abbreviation as a report defines it, behind what it stands for: "the Central African Republic (CAR)"."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’.]*")
_LONGEST_EXPANSION: Final = 80  # characters


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that may be a place, and who proposes it: `tagger`, `gazetteer`, `nested`, or `person`.

    A `person` is to the network what the gazetteer knows as a place.
    """

    place: TaggedPlace
    origin: str


@dataclass
class Surroundings:
    """A report as the classifier looks at it: what the network says, people and organisations, all that is proposed."""

    text: str
    tokens: EncoderTokens
    scores: Scores
    known: Known
    names: Mapping[int, TaggedName]
    proposals: Sequence[Proposal]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each name is proposed."""
        return Counter(self.text[p.place.start : p.place.end] for p in self.proposals)

    @cached_property
    def surest(self) -> Mapping[str, float]:
        """The highest probability that the network gives a name anywhere in the report."""
        surest: dict[str, float] = {}
        for proposal in self.proposals:
            name = self.text[proposal.place.start : proposal.place.end]
            surest[name] = max(surest.get(name, 0.0), proposal.place.chance)
        return surest

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that the report writes in small letters."""
        shapes = zip(self.tokens, self.tokens.shapes, strict=True)
        return frozenset(token.text for token, shape in shapes if shape == _SMALL)

    @cached_property
    def defined(self) -> Mapping[str, bool]:
        """Abbreviations that the report defines, and whether each abbreviates the name of a place."""
        return {
            found["short"]: (start, end) in self.known
            for found in _DEFINED.finditer(self.text)
            if (
                start := _expansion(
                    self.text, found["short"], end := len(self.text[: found.start()].rstrip())
                )
            )
            >= 0
        }

    @cached_property
    def words_of_people(self) -> frozenset[str]:
        """Words of people's names of more than one word."""
        full = (name.span.text.split() for name in self.names.values() if name.span.label == "PERSON")
        return frozenset(word for words in full if len(words) > 1 for word in words)

    @cached_property
    def organisations(self) -> frozenset[str]:
        """Names of organisations."""
        return frozenset(name.span.text for name in self.names.values() if name.span.label == "ORG")

    @cached_property
    def tags(self) -> np.ndarray:
        """Probabilities of the tags of people and organisations."""
        return np.exp(self.scores.names)

    @cached_property
    def roles(self) -> np.ndarray:
        """Probabilities of the roles."""
        return np.exp(self.scores.roles)

    @cached_property
    def outside(self) -> np.ndarray:
        """Probability of each token that it belongs to no place."""
        return np.exp(self.scores.places[:, 0])


def features(proposal: Proposal, around: Surroundings) -> dict[str, float]:
    """Describe a proposal; what is not named is 0."""
    place, tokens, text = proposal.place, around.tokens, around.text
    first, last = place.first, place.last
    name = text[place.start : place.end]
    found = {"always": 1.0, f"proposed by {proposal.origin}": 1.0}
    inside = around.outside[first:last]
    found["tagger"] = _logit(1.0 - float(inside.mean()))
    found["tagger, least sure word"] = _logit(1.0 - float(inside.max()))
    tags = around.tags[first:last]
    found["person"] = _logit(float(tags[:, 1:3].sum(axis=1).mean()))
    found["organisation"] = _logit(float(tags[:, 3:].sum(axis=1).mean()))
    found["tagger, elsewhere"] = _logit(around.surest.get(name, place.chance)) - _logit(place.chance)
    found["repeated"] = math.log2(max(around.counts[name], 1))
    for i, role in enumerate(ROLES):
        found[f"role {role}"] = float(around.roles[first:last, i].mean())
    found.update(_known_as(around.known.get((place.start, place.end), ()), place, name))
    found.update(_written(tokens, first, last, name))
    if last - first == 1 and tokens.shapes[first] != _SMALL and tokens[first].lower in around.small_words:
        found["a word in small letters elsewhere"] = 1.0  # "turkey", "metro"
    found.update(_beside(around, first, last))
    found.update(_elsewhere(around, first, name))
    found.update(_credit(around, first, last))
    found[f"tagger, {proposal.origin}"] = found["tagger"]
    if any(f"in {listed}" in found for listed in _NOUNS) and "after a preposition of place" not in found:
        found["a common noun, after no preposition of place"] = 1.0  # "Metro police", "State troopers"
    if proposal.origin == "person" or "whole person" in found:
        pronoun = _taken_up(tokens, last)
        found[
            f"taken up by {pronoun}, a person's name too" if pronoun else "not taken up, a person's name too"
        ] = 1.0
    return {key: value for key, value in found.items() if value}


def _known_as(matches: Sequence[NameMatch], place: TaggedPlace, name: str) -> dict[str, float]:
    found: dict[str, float] = {}
    if not matches:
        return {"unknown": 1.0, "unknown, one word": float(" " not in name)}
    kind = windows.class_of(matches[:_WEIGHED])
    found[f"class {kind}"] = 1.0
    best = matches[0]
    found[f"first is {best.place.kind}"] = 1.0
    found[f"name is {best.name_kind}"] = 1.0
    if best.name_kind == "abbreviation":
        found[f"abbreviation of {best.place.kind}, {'capitals' if name.isupper() else 'small letters'}"] = 1.0
    people = max((m.place.population for m in matches[:_WEIGHED] if m.place.kind == "settlement"), default=0)
    if people:
        found["population"] = math.log10(max(people, 100)) - 2
    found["namesakes"] = math.log2(len(matches)) / 4
    found["exact spelling"] = float(any(m.place.name == name for m in matches[:_WEIGHED]))
    if " " not in name:
        found[f"one word, class {kind}"] = 1.0
    if place.demonym:
        found["demonym"] = 1.0
    return found


def _written(tokens: EncoderTokens, first: int, last: int, name: str) -> dict[str, float]:
    found: dict[str, float] = {}
    words = [i for i in range(first, last) if tokens[i].text.isalnum()]
    shape = tokens.shapes[first]
    found[f"shape {shape}"] = 1.0
    found["several words"] = float(len(words) > 1)
    if shape == _CAPITALS and len(words) == 1:
        found[f"capitals, {min(len(name), 6)} letters"] = 1.0
    beside = [i for i in (first - 1, last) if 0 <= i < len(tokens) and tokens[i].text.isalpha()]
    if shape == _CAPITALS and any(tokens.shapes[i] != _CAPITALS for i in beside):
        found["capitals among small letters"] = 1.0
    if len(words) == 1:
        lower = tokens[first].lower
        for listed in _LISTS:
            if tokens[first].text in lexicon(listed) or lower in lexicon(listed):
                found[f"in {listed}"] = 1.0
        if len(name) <= _SHORT:
            found["two letters"] = 1.0
    else:
        for listed in _HEADS:
            if tokens[last - 1].text in lexicon(listed):
                found[f"ends in {listed}"] = 1.0
    return found


def _beside(around: Surroundings, first: int, last: int) -> dict[str, float]:
    """Describe what comes before, what follows, and the name of a person or organisation around."""
    found = _preceded(around.tokens, first)
    if last < len(around.tokens):
        found.update(_followed(around.tokens, around.tokens[last], last))
        if around.tokens.gaps[last] == 1:
            found["organisation after it"] = float(around.tags[last, 3:].sum())
            found["person after it"] = float(around.tags[last, 2])
    name = around.names.get(first)
    if name is not None:
        whole = (name.first, name.last) == (first, last)
        label = name.span.label.lower()
        found[f"whole {label}" if whole else f"inside {label}"] = 1.0
        if not whole and ("after a hyphen" in found or "before a hyphen" in found):
            found[f"inside a hyphenated {label}"] = 1.0
        if not whole and name.first == first:
            found[f"begins {label}"] = 1.0
        if not whole and name.last == last:
            found[f"ends {label}"] = 1.0
    return found


def _elsewhere(around: Surroundings, first: int, name: str) -> dict[str, float]:
    """Describe what the name means elsewhere in the report."""
    found: dict[str, float] = {}
    if name in around.defined:
        found["abbreviates a place" if around.defined[name] else "abbreviates something else"] = 1.0
    here = around.names.get(first)
    if name in around.words_of_people and here is None:
        found["in a person's name elsewhere"] = 1.0
    if name in around.organisations and here is None:
        found["an organisation elsewhere"] = 1.0
    return found


def _credit(around: Surroundings, first: int, last: int) -> dict[str, float]:
    """Describe a name that says who reports: "(Xinhua) --", "the news agency Petra", "Petra news agency"."""
    tokens = around.tokens
    before, after = tokens[first - 1] if first else None, tokens[last] if last < len(tokens) else None
    found: dict[str, float] = {}
    if before and after and (before.text, after.text) in (("(", ")"), ("[", "]")):
        found["in parentheses"] = 1.0
        dash = last + 1 < len(tokens) and tokens[last + 1].text in _DASHES
        if dash and tokens[first].start < _CREDITED:
            found["credited"] = 1.0
    if before and before.lower in _NEWS:
        found["after a word of news media"] = 1.0
    if after and after.lower in _PUBLISHED and tokens.gaps[last] == 1:
        found["before a word of news media"] = 1.0
    return found


def _taken_up(tokens: EncoderTokens, last: int) -> str | None:
    """Return what pronoun follows in the sentence, before any other name: a country is an it, a person is not."""
    for i in range(last, min(last + _REACH, len(tokens))):
        if (
            tokens[i].text in _STOPS
            or tokens.known[i]
            or (tokens.shapes[i] in _CAPITALISED and tokens.listed[i] in (1, 2))
        ):
            return None
        if (kind := _PRONOUNS.get(tokens[i].lower)) is not None:
            return kind
    return None


def _expansion(text: str, short: str, end: int) -> int:
    """Return where the words that end at `end` and have these initials begin; -1 where they have not."""
    begin = max(0, end - _LONGEST_EXPANSION)
    words = [word for word in _WORD.finditer(text, begin, end) if not word[0].islower()]
    initials = [word[0][0] for word in words[-len(short) :]]
    return words[-len(short)].start() if initials == list(short) else -1


def _preceded(tokens: EncoderTokens, first: int) -> dict[str, float]:
    gap, before = tokens.gaps[first], tokens[first - 1] if first else None
    if before is None or gap == 2 or before.text in _STOPS:
        return {"opens": 1.0}
    found: dict[str, float] = {}
    for cue, words in _PRECEDING:
        if before.lower in lexicon(words):
            found[cue] = 1.0
            break
    if before.lower == "the":
        found["after the"] = 1.0
        found["after the, capitals"] = float(tokens.shapes[first] == _CAPITALS)
    elif before.text == ",":
        found["after a comma"] = 1.0
    if gap == 1 and tokens.shapes[first - 1] in _CAPITALISED:
        found["after a capital"] = 1.0
    if gap == 0 and before.text in _HYPHENS:
        found["after a hyphen"] = 1.0
    if gap == 0 and before.text in _IN_ADDRESSES:
        found["in an address"] = 1.0
    return found


def _followed(tokens: EncoderTokens, after: Token, last: int) -> dict[str, float]:
    gap = tokens.gaps[last]
    following = last + 1 if last + 1 < len(tokens) else None
    if gap == 0:
        if after.text in _HYPHENS:
            return {"before a hyphen": 1.0}
        if after.text == ",":
            area = following is not None and (tokens.known[following] + 1) // 2 in _AREAS
            return {"before a comma": 1.0, "its state or country follows": float(area)}
        if after.text in APOSTROPHES and following is not None and tokens[following].text == "s":
            return {"possessive": 1.0}
        return {"in an address": 1.0} if after.text in _IN_ADDRESSES else {}
    if gap != 1:
        return {}
    if tokens.shapes[last] in _CAPITALISED:
        return {
            "before a capital": 1.0,
            "before an unknown capital": float(not tokens.known[last]),
            **{f"before {heads}": 1.0 for heads in _HEADS if after.text in lexicon(heads)},
        }
    found: dict[str, float] = {}
    if (
        tokens.shapes[last] == _SMALL
        and after.text.endswith("s")
        and after.lower not in lexicon("speech_verbs")
    ):
        found["before a word that ends in s"] = 1.0
    if after.text in lexicon("geo_nouns"):
        found["before a class word"] = 1.0
    if after.lower in lexicon("speech_verbs"):
        found["speaks"] = 1.0
        found[f"speaks, class {(tokens.known[last - 1] + 1) // 2}"] = 1.0
    if after.text.isdigit():
        found["before a number"] = 1.0
    return found


def _logit(chance: float) -> float:
    bounded = min(max(chance, _LOWEST), 1.0 - _LOWEST)
    return math.log(bounded / (1.0 - bounded))


class Classifier:
    """Weights of the features.

    Parameters
    ----------
    made
        What `training/plausibility.py` writes: `weights`, those of names inside longer ones (`nested`), and for each
        origin the probability from which a proposal is taken (`thresholds`).
    """

    def __init__(self, made: Mapping[str, Mapping[str, float]]) -> None:
        self._weights, self._nested = made["weights"], made["nested"]
        self.thresholds = made["thresholds"]

    def probability(self, proposal: Proposal, around: Surroundings) -> float:
        """Return the probability that a proposal is a place."""
        weights = self._nested if proposal.origin == "nested" else self._weights
        points = sum(weights.get(key, 0.0) * value for key, value in features(proposal, around).items())
        return 1.0 / (1.0 + math.exp(-max(min(points, 30.0), -30.0)))


@cache
def bundled() -> Classifier:
    """Load the bundled weights, once a process."""
    text = resources.files("geo").joinpath("model/tagger/plausibility.json").read_text(encoding="utf-8")
    return Classifier(json.loads(text))
