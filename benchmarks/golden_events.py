"""Scores by type, commonest errors and the reliability of scores on the reports coded by hand in tests/golden.

Which prediction is which event is settled by the project's scorer, whose functions are used as they are.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """One prediction, one event, or the two that belong together."""

    doc: str
    gold: dict[str, Any] | None
    found: dict[str, Any] | None
    typed: bool = False
    dated: bool = False
    placed: bool = False
    named: bool = False
    """Whether its parties are right, none missing and none too many: by country, where the coding has codes alone."""

    @property
    def wanted(self) -> str:
        """The best root of the event; of an invention, none."""
        return self.gold["roots"][0] if self.gold else "-"

    @property
    def given(self) -> str:
        """The root that was predicted; of a miss, none."""
        return self.found["type"].partition("-")[0] if self.found else "-"


def codings(half: str) -> list[dict[str, Any]]:
    """Read the codings of a half, as the scorer wants them."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob(f"{half}/*.json"))]


def judge(docs: list[dict[str, Any]], found: list[dict[str, Any]], scorer: Path) -> list[Judged]:
    """Pair predictions and events as the scorer does; optional events and what they take are left out."""
    spec = importlib.util.spec_from_file_location("score_events", scorer)
    assert spec is not None and spec.loader is not None  # noqa: PT018 - the caller has seen the file
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    judged = []
    for doc in docs:
        mine = [event for event in found if Path(event["report"]).stem == doc["doc"]]
        golds, day = doc["events"], doc["published"]
        taken = rules.assign([[rules.weigh(g, doc["sentences"], p, day) for p in mine] for g in golds])
        for number, gold in enumerate(golds):
            if gold.get("optional"):
                continue
            event = mine[taken[number]] if number in taken else None
            judged.append(
                Judged(doc["doc"], gold, event)
                if event is None
                else Judged(
                    doc["doc"],
                    gold,
                    event,
                    typed=rules.root(event) in gold["roots"],
                    dated=rules.date_agrees(gold["date"], event["when"], day, gold["status"] == "future"),
                    placed=rules.place_agrees(gold["where"], event["where"]),
                    named=_parties_agree(*rules.parties(gold, event)),
                )
            )
        rest = set(range(len(mine))) - set(taken.values())
        judged += [Judged(doc["doc"], None, mine[number]) for number in sorted(rest)]
    return judged


def _parties_agree(right: int, given: int, reached: int, wanted: int) -> bool:
    return right == given and reached == wanted


def by_type(judged: list[Judged]) -> list[str]:
    """Return precision and recall of each root.

    Recall is over events by their best root; a right answer with another accepted root counts. Precision is over
    predictions by their root.
    """
    wanted, reached, given, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in judged:
        wanted[one.wanted] += one.gold is not None
        reached[one.wanted] += one.typed
        given[one.given] += one.found is not None
        right[one.given] += one.typed
    lines = ["root       events  recall  predicted  precision"]
    for root in sorted((wanted.keys() | given.keys()) - {"-"}, key=lambda root: (-wanted[root], root)):
        recall, precision = _share(reached[root], wanted[root]), _share(right[root], given[root])
        lines.append(f"{root:<10} {wanted[root]:>6}  {recall:>6}  {given[root]:>9}  {precision:>9}")
    return lines


def reliability(judged: list[Judged]) -> list[str]:
    """Give, for each band of scores, the share of predictions that are right: by type, then field by field."""
    lines = ["score        predicted   mean  typed right  date and place too"]
    for low, high in itertools.pairwise(BINS):
        band = [one for one in judged if one.found and low <= one.found["score"] < high]
        if band:
            mean = sum(one.found["score"] for one in band if one.found) / len(band)
            typed = _share(sum(one.typed for one in band), len(band))
            full = _share(sum(one.typed and one.dated and one.placed for one in band), len(band))
            lines.append(
                f"{low:.1f} to {min(high, 1):.1f}  {len(band):>9}  {mean:>5.2f}  {typed:>11}  {full:>18}"
            )
    for name in ("parties", "day", "place", "whole"):
        lines += ["", f"{name:<11}  predicted   mean  right", *_reliability_of(name, judged)]
    return lines


def _reliability_of(name: str, judged: list[Judged]) -> Iterator[str]:
    """Yield the bands of a field's scores: of events of the right type, for whole events of all predictions."""
    verdicts = {
        "parties": lambda one: one.named, "day": lambda one: one.dated, "place": lambda one: one.placed,
        "whole": lambda one: one.typed and one.named and one.dated and one.placed,
    }  # fmt: skip
    asked = [
        (one.found["scores"][name], verdicts[name](one))
        for one in judged
        if one.found and (one.typed or name == "whole") and one.found["scores"][name] is not None
    ]
    for tenth in range(10):
        band = [(score, right) for score, right in asked if tenth <= min(10 * score, 9.5) < tenth + 1]
        if band:
            mean = sum(score for score, _ in band) / len(band)
            share = _share(sum(right for _, right in band), len(band))
            yield f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}  {len(band):>9}  {mean:>5.2f}  {share:>5}"


def commonest(judged: list[Judged], *, errors: int = 15) -> list[str]:
    """Return the commonest errors, each with a few examples."""
    groups: dict[str, list[str]] = defaultdict(list)
    for one in judged:
        if one.gold is None and one.found is not None:
            groups[f"invented {one.given}"].append(f"{one.doc}: {_words(one.found)}")
        elif one.gold is not None and one.found is None:
            groups[f"missed {one.wanted}"].append(f"{one.doc}: {one.gold['words']}")
        elif one.gold is not None and one.found is not None:
            said = f"{one.doc}: {one.gold['words']}"
            if not one.typed:
                groups[f"{one.wanted} coded as {one.given}"].append(said)
            if not one.dated:
                when, gold = one.found["when"], one.gold["date"]
                groups["wrong date"].append(
                    f"{said}: {when['start']}..{when['end']}, not {gold['from']}..{gold['to']} ({gold['text']})"
                )
            if not one.placed:
                places = ", ".join(f"{p['text']} ({p['role']})" for p in one.found["places"]) or "nowhere"
                told = ", ".join(place["text"] for place in one.gold["places"]) or one.gold["where"]["kind"]
                groups["wrong place"].append(f"{said}: {places}, not {told}")
    lines = []
    for name, cases in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:errors]:
        lines += [f"{len(cases):>4}  {name}", *(f"        {case}" for case in cases[:EXAMPLES])]
    return lines


def quiet(docs: list[dict[str, Any]], found: list[dict[str, Any]]) -> str:
    """Say how many events were found in the reports that hold none."""
    silent = {doc["doc"] for doc in docs if not doc["events"]}
    count = sum(Path(event["report"]).stem in silent for event in found)
    return f"{count} events in {len(silent)} reports that hold none, such as sport and culture"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def _words(event: dict[str, Any]) -> str:
    """Return the trigger in the sentence, for a person who looks for the cause."""
    return f"{event['evidence'].get('type', '')}: {event['sentence'].strip()[:90]}"
