"""Make the weights that decide who takes part in an event: `python -m training.parties`.

Each noun phrase that the trained reader or the rules propose for a coded event's trigger is a row: its probabilities
and the verdicts of the rules, against whether it is one of the coded parties in that role. Only news for development
and our own reports are used, for the reader has learned who takes part in the others. Prints what it scores in
five-fold cross-validation beside the rules and the reader alone. Needs the corpora in `../shared`; two minutes.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo import language
from geo.components.event_detector import EventDetector
from geo.documents.dates import as_date
from geo.events import coder
from geo.events.reader.parties import Judge
from geo.nlp.normalised_doc import NormalisedView
from geo.records import Report
from training import codings, corpora, event_words, scorer
from training.event_score import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import ModuleType

    from geo.events.matches import TriggerMatch
    from geo.events.reader.party_candidates import PartyCandidate
    from training.codings import CodedMention, Span

LEAST: Final = 0.5
"""Probability from which a phrase takes part: most events of reports for development have all parties right then."""
LEAST_ALONE: Final = 0.25
"""The same of what the rules have for a slot that would be empty."""
FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate: the number of its report, its features, and its coded role (1 actor, 2 recipient, 0 none)."""

    report: int
    features: Mapping[str, float]
    role: int


class _Recorder(Judge):
    """Keeps all candidates, and says what the reader says."""

    def __init__(self) -> None:
        super().__init__({"actor": {}, "recipient": {}, "least": 1.0, "least alone": 1.0})
        self.seen: list[tuple[TriggerMatch, Sequence[PartyCandidate]]] = []

    def chances(self, match: TriggerMatch, candidates: Sequence[PartyCandidate]) -> list[tuple[float, float]]:
        self.seen.append((match, candidates))
        return [(each.phrase.actor, each.phrase.recipient) for each in candidates]


def main() -> int:
    """Code the reports, fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/events/parties.json"))
    options = parser.parse_args()
    corpora.require()
    found = list(rows())
    print(f"{len(found)} candidates")
    print("\n".join(scores(found)))
    model = {
        "about": "Weights of geo/events/reader/parties.py, made by training/parties.py; card: CARD.md. CC BY-SA 4.0.",
        "least": LEAST,
        "least alone": LEAST_ALONE,
        **fitted(found),
    }
    options.out.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    return 0


def rows() -> Iterator[Row]:
    """Yield the candidates of the triggers that are coded, with a root that the coding has.

    Beside the news for development these are our own coded reports that are there to look at (`tests/golden/look`): the
    reader has learned their triggers and not who takes part.
    """
    nlp = language.load(events=False)
    detector = EventDetector("detector", gazetteer=[])
    rules = scorer.rules()
    for number, coded in enumerate((*_news(rules), *_golden(rules))):
        doc = detector(nlp(language.make_doc(nlp, coded.report)))
        recorder = _Recorder()
        coder.code_events(NormalisedView(doc).doc, judge=recorder)
        for match, candidates in recorder.seen:
            role_of = coded.roles(match)
            if role_of is not None:
                yield from (Row(number, each.features, role_of(each)) for each in candidates)


@dataclass(frozen=True, slots=True)
class _Coded:
    """A report, and for each of its coded mentions the trigger, the roots and what tells a candidate's role."""

    report: Report
    mentions: Sequence[tuple[Span, Sequence[str], Callable[[PartyCandidate], int]]]

    def roles(self, match: TriggerMatch) -> Callable[[PartyCandidate], int] | None:
        """Return what tells the roles of a trigger's candidates; `None` where it is not coded."""
        words = match.sentence.words
        start, end = words[match.first].start, words[match.last].end
        return next(
            (
                role
                for span, roots, role in self.mentions
                if match.kind.root in roots and span[0] < end and start < span[1]
            ),
            None,
        )


def _news(rules: ModuleType) -> Iterator[_Coded]:
    for each in codings.read():
        if each.is_development:
            yield _Coded(
                Report(id=each.name, text=each.text, published=each.day),
                [
                    (mention.trigger, event.roots, partial(_by_span, each.text, mention, rules))
                    for event in each.events
                    for mention in event.mentions
                ],
            )


def _golden(rules: ModuleType) -> Iterator[_Coded]:
    for text, doc in event_words.golden_codings("look"):
        yield _Coded(
            Report(id=doc["doc"], text=text, published=as_date(doc["published"])),
            [
                (span, event["roots"], partial(_by_name, event, rules))
                for event in doc["events"]
                for span in (event["trigger"], *event["also"])
            ],
        )


def _by_span(text: str, mention: CodedMention, rules: ModuleType, candidate: PartyCandidate) -> int:
    """Return the role of the coded party that a candidate is: the same words of the text, or the same name."""
    phrase = candidate.phrase
    parties = [
        (party, role) for role, slot in ((1, mention.actors), (2, mention.recipients)) for party in slot
    ]
    for party, role in parties:
        if any(
            start < phrase.end and phrase.start < end for start, end in filter(None, (party.span, party.name))
        ):
            return role
    mine = rules.party_words(text[phrase.start : phrase.end]) | rules.party_words(candidate.actor.name)
    for party, role in parties:
        start, end = party.name or party.span
        if mine & rules.party_words(text[start:end]):
            return role
    return 0


def _by_name(event: dict[str, Any], rules: ModuleType, candidate: PartyCandidate) -> int:
    """Return the role of the coded party that the scorer takes a candidate for."""
    actor = candidate.actor
    mine = rules.party({"name": actor.name, "text": actor.text, "country": actor.country})
    for role, slot in ((1, event["actors"]), (2, event["recipients"])):
        if any(rules.same_party(rules.party(party), mine) for party in slot):
            return role
    return 0


def fitted(found: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Fit the weights of both roles."""
    return {
        name: fit([(row.report, dict(row.features), row.role == role) for row in found])
        for name, role in (("actor", 1), ("recipient", 2))
    }


def scores(found: Sequence[Row]) -> Iterator[str]:
    """Yield precision, recall and F1 of the rules, of the reader alone, and of both in cross-validation."""
    folds = [
        Judge(
            {
                "least": LEAST,
                "least alone": LEAST_ALONE,
                **fitted([row for row in found if row.report % FOLDS != k]),
            }
        )
        for k in range(FOLDS)
    ]

    def by_rules(row: Row) -> int:
        return 1 if row.features["actor by rules"] else 2 if row.features["recipient by rules"] else 0

    def by_reader(row: Row) -> int:
        best = max(row.features["actor"], row.features["recipient"])
        return 0 if best < 0 else 1 if row.features["actor"] == best else 2

    def by_both(row: Row) -> int:
        slot = folds[row.report % FOLDS].slot(folds[row.report % FOLDS].chances_of(row.features))
        return 0 if slot is None else slot + 1

    for name, judge in (("rules", by_rules), ("reader", by_reader), ("both", by_both)):
        told = [judge(row) for row in found]
        hits = sum(a == row.role != 0 for a, row in zip(told, found, strict=True))
        given, gold = sum(a != 0 for a in told), sum(row.role != 0 for row in found)
        yield f"  {name:7} P {hits / given:.3f}  R {hits / gold:.3f}  F {2 * hits / (given + gold):.3f}"


if __name__ == "__main__":
    raise SystemExit(main())
