"""Make the weights that say how sure the fields of events are: `python -m training.field_scores`.

Reports coded by hand are coded by the pipeline as it is, with the bundled weights; the project's scorer says which
found event is which coded one, and in which fields it is right. Parties, and events as a whole, are learned from
reports for development alone (`training.codings`), for the reader has learned from the others; days and places, which
it does not read, from the news coded in full. For whole events of other reports, which are coded by offsets alone, a
day or a place is right whose words are coded.

The key `fields` of `geo/model/events/score.json` is written anew, the rest of it stays. Prints the reliability of each
field in five-fold cross-validation. Needs the corpora in `../shared`; four minutes.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo import language
from geo.completion import completer
from geo.components.event_detector import EventDetector
from geo.documents.dates import read_day
from geo.events import coder
from geo.events.confidence import Scorer, log_odds
from geo.json_objects import event_object
from geo.nlp.normalised_doc import NormalisedView
from geo.plover import HAZARD
from geo.records import Report
from training import codings, corpora, event_words, scorer
from training.event_score import fit, reliability

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from spacy.tokens import Doc

    from geo.records import Event, FieldScores
    from training.codings import CodedEvent, CodedReport, Party
    from training.event_score import Row

SCORE: Final = Path("geo/model/events/score.json")
FIELDS: Final = ("parties", "day", "place")
_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A found event with the features of its fields, and in what it is right.

    Attributes
    ----------
    report
        Number of its report.
    kind
        The score of its type.
    seen
        The features of each field.
    right
        For each field, and for `whole`, whether it is right; fields of which the coding says nothing are left out.
    """

    report: int
    kind: float
    seen: Mapping[str, Mapping[str, float]]
    right: Mapping[str, bool]


class FeatureRecorder(Scorer):
    """Numbers the features of fields: the score that it gives a field is the number of its features.

    Scores stay with their fields while events are merged and completed, so that the features of what an event has in
    the end are found by its scores. Types are scored as by the model.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        super().__init__(model)
        self._features: list[Mapping[str, float]] = []

    def score_field(self, name: str, seen: Mapping[str, float]) -> float:  # noqa: ARG002 - as the scorer's
        """Return the number of these features, as a millionth."""
        self._features.append(dict(seen))
        return len(self._features) / _MOST

    def with_whole(self, scores: FieldScores) -> FieldScores:
        """Return the scores as they are."""
        return scores

    def features(self, score: float) -> Mapping[str, float]:
        """Return the features that a score stands for."""
        return self._features[round(score * _MOST) - 1]


def main() -> int:
    """Code the reports, fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=SCORE)
    options = parser.parse_args()
    corpora.require()
    model = json.loads(SCORE.read_text(encoding="utf-8"))
    news = {doc["doc"]: doc for _, doc in event_words.news_codings("look")}
    reports = [each for each in codings.read() if each.is_development or each.name in news]
    rows = list(field_rows(reports, news, scorer.rules(), model))
    model["fields"] = fit_fields(rows)
    for name, some in rows_of_fields(rows, model["fields"]).items():
        print(f"{name}: {len(some)} events, {sum(right for *_, right in some)} right")
        print("\n".join(reliability(some, by=fit_rising if name == "whole" else fit)))
    options.out.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    return 0


def field_rows(
    reports: Iterable[CodedReport],
    news: Mapping[str, dict[str, Any]],
    rules: ModuleType,
    model: Mapping[str, Any],
) -> Iterator[FieldRow]:
    """Yield the found events that are right in their type, and for whole events those that are not as well.

    Parameters
    ----------
    reports
        With the parties of their events.
    news
        By the name of a report its coding in the scorer's format, for days and places; not all reports have one.
    rules
        The scorer (`training.scorer.rules`).
    model
        What the types of events are scored by, as in `score.json`.
    """
    nlp = language.load(events=False)
    detector = EventDetector("detector", gazetteer=[])
    for number, report in enumerate(reports):
        recorder = FeatureRecorder(model)
        # Some corpora have other words there ("7:58 AM ET"): such reports have no day.
        stated = news[report.name]["published"] if report.name in news else report.published
        day, _ = read_day(stated)
        doc = detector(nlp(language.make_doc(nlp, Report(id=report.name, text=report.text, published=day))))
        events = [event for event in _code(doc, recorder) if event.type != HAZARD]
        gold = news.get(report.name) or _with_words(report, doc)
        told = set(FIELDS) | {"whole"}
        if report.name not in news:
            told = {"parties", "whole"}
        elif not report.is_development:
            told = {"day", "place"}
        for event, verdicts in judged(report, gold, events, rules):
            right = {name: verdict for name, verdict in verdicts.items() if name in told}
            if right:
                seen = {name: recorder.features(getattr(event.scores, name)) for name in FIELDS}
                yield FieldRow(number, event.score, seen, right)


def _code(doc: Doc, recorder: Scorer) -> list[Event]:
    """Code a doc as the components of a pipeline do, by another scorer."""
    view = NormalisedView(doc).doc
    coding = coder.code_events(view, scorer=recorder)
    view._.events, view._.dates, view._.written_at = coding.events, coding.dates, coding.written_at
    return completer.complete(view, scorer=recorder)


def _with_words(report: CodedReport, doc: Doc) -> dict[str, Any]:
    """Return a coding in the scorer's format that knows of days and places only the words."""
    return {
        "published": None,
        "sentences": [[span.start_char, span.end_char] for span in doc.sents],
        "events": [
            {
                "trigger": list(event.mentions[0].trigger),
                "also": [list(each.trigger) for each in event.mentions[1:]],
                "roots": list(event.roots),
                "optional": event.optional,
                "status": event.status,
                "date": {"from": None, "to": None, "text": None, "unknown": True},
                "where": {"kind": "none"},
                "words alone": True,
            }
            for event in report.events
        ],
    }


def judged(
    report: CodedReport, gold: Mapping[str, Any], events: Sequence[Event], rules: ModuleType
) -> Iterator[tuple[Event, dict[str, bool]]]:
    """Yield found events and in which fields they are right, as the scorer pairs them with the coded ones.

    Optional events and those paired with them are left out. An event that is none, or of another type, is not right as
    a whole; of its fields nothing is said.
    """
    by_trigger = {mention.trigger: event for event in report.events for mention in event.mentions}
    golds, day = gold["events"], gold["published"]
    found = [event_object(event) for event in events]
    pairs = rules.assign([[rules.weigh(g, gold["sentences"], p, day) for p in found] for g in golds])
    taken = {j: golds[i] for i, j in pairs.items()}
    for j, (event, made) in enumerate(zip(events, found, strict=True)):
        coded = taken.get(j)
        if coded is not None and coded.get("optional"):
            continue
        if coded is None or rules.root(made) not in coded["roots"]:
            yield event, {"whole": False}
            continue
        by_hand = by_trigger.get((coded["trigger"][0], coded["trigger"][1]))
        if by_hand is not None and coded.get("words alone"):
            right = {"day": _has_day(report.text, by_hand, event), "place": _has_place(by_hand, event)}
        else:
            right = {
                "day": rules.date_agrees(coded["date"], made["when"], day, coded["status"] == "future"),
                "place": rules.place_agrees(coded["where"], made["where"]),
            }
        if by_hand is not None:
            right["parties"] = _parties_right(report.text, by_hand, made, rules)
            right["whole"] = all(right.values())
        yield event, {name: bool(value) for name, value in right.items()}


def _has_day(text: str, coded: CodedEvent, event: Event) -> bool:
    """Return whether the words of an event's day are those that were coded; both may be none."""
    words = (event.when.text or "").casefold()
    if not coded.times or not words:
        return not coded.times and not words
    spans = (text[start:end].casefold() for start, end in coded.times)
    return any(span in words or words in span for span in spans)


def _has_place(coded: CodedEvent, event: Event) -> bool:
    """Return whether an event is where a coded place stands; both may be none."""
    spans = [span for span, role in coded.places if role in ("location", "destination")]
    links = [link.mention for link in event.places if link.mention.geometry is event.where]
    if event.where is None or not spans:
        return event.where is None and not spans
    return any(start < mention.end and mention.start < end for mention in links for start, end in spans)


def _parties_right(text: str, coded: CodedEvent, made: Mapping[str, Any], rules: ModuleType) -> bool:
    """Return whether all parties of a found event are right and none of the coded one is missing."""
    gold = {
        side: [_named(text, party) for mention in coded.mentions for party in getattr(mention, side)]
        for side in ("actors", "recipients")
    }
    right, given, reached, wanted = rules.parties(gold, made)
    return bool(right == given and reached == wanted)


def _named(text: str, party: Party) -> dict[str, str]:
    spans = {"text": party.span, "name": party.name or party.span}
    return {name: text[start:end] for name, (start, end) in spans.items()}


def fit_fields(rows: Sequence[FieldRow]) -> dict[str, dict[str, float]]:
    """Fit the weights of each field, and those of the whole event on the scores that these give."""
    weights = {name: fit(_rows_of(rows, name)) for name in FIELDS}
    return weights | {"whole": fit_rising(_rows_of_whole(rows, weights))}


def fit_rising(rows: Sequence[Row]) -> dict[str, float]:
    """Fit weights of which none is negative: a field that is surer never makes the whole event less sure.

    Features whose weights come out negative are left out, and the others are fitted again.
    """
    while True:
        weights = fit(rows)
        falling = {name for name, weight in weights.items() if weight < 0} - {"bias"}
        if not falling:
            return weights
        rows = [(i, {n: v for n, v in seen.items() if n not in falling}, right) for i, seen, right in rows]


def rows_of_fields(
    rows: Sequence[FieldRow], weights: Mapping[str, Mapping[str, float]]
) -> dict[str, list[Row]]:
    """Return for each field, and for the whole event, the rows (report, features, right) that it is fitted on."""
    return {name: _rows_of(rows, name) for name in FIELDS} | {"whole": _rows_of_whole(rows, weights)}


def _rows_of(rows: Iterable[FieldRow], name: str) -> list[Row]:
    return [(row.report, dict(row.seen[name]), row.right[name]) for row in rows if name in row.right]


def _rows_of_whole(rows: Iterable[FieldRow], weights: Mapping[str, Mapping[str, float]]) -> list[Row]:
    model = {"detector": {"bias": 0.0}, "listed": {"bias": 0.0}, "least": 0.0, "least alone": 0.0}
    fields = Scorer(model | {"fields": weights})
    made: list[Row] = []
    for row in rows:
        if "whole" not in row.right:
            continue
        chances = {"type": row.kind} | {name: fields.score_field(name, row.seen[name]) for name in FIELDS}
        odds = {name: log_odds(chance) for name, chance in chances.items() if chance is not None}
        made.append((row.report, odds, row.right["whole"]))
    return made


if __name__ == "__main__":
    raise SystemExit(main())
