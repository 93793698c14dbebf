"""Make the weights that say whether two mentions are of one event: `python -m training.same_event`.

Rows are pairs of mentions that nothing rules out to be one event: of coded news (`training/events/parties.jsonl`), as
the pipeline finds their events, and of ECB+ within and across documents, with the words alone. Reports and topics for
development teach nothing; what is printed is measured on them. Needs `../shared`; three minutes, most for coding.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.optimize import minimize

from geo import language
from geo.components.event_detector import EventDetector
from geo.documents.dates import as_date
from geo.events import coder
from geo.events.coreference import DISTINCTIVE, MentionInText, record_of
from geo.events.event_identity import can_join
from geo.events.mention_features import NAMES, family, features, stems_of, view
from geo.events.same_event import PairScorer
from geo.events.word_rarity import LEVELS, WordRarity
from geo.nlp import sentences
from geo.nlp.normalised_doc import NormalisedView
from geo.plover import HAZARD
from geo.records import Report
from training import coded_texts, codings, corpora, event_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.events.mention_features import MentionView
    from geo.records import Event

    Row = tuple[list[float], bool]

DEVELOPMENT: Final = frozenset({5, 12, 24, 31})
"""Topics of ECB+ that teach nothing."""
UNITS: Final = 8
PRIOR: Final = 0.01
"""Strength of the prior that weights are 0; from .003 to .03 it hardly matters."""
LEAST: Final = 0.45
"""Agreement from which a mention joins a group: both duplicates and wrong joins are fewer than by rules."""
LEAST_WORDS: Final = 0.55
"""The same of mentions of which only the words are known."""
MOST: Final = 2_000
"""Pairs of one topic of ECB+, drawn by chance: large topics must not be all that is learned."""
STORY: Final = (0.1, 0.6)
"""How alike two reports of one story are."""
_TOPIC: Final = re.compile(r"ecb-(\d+)_")
"""Documents of ECB+ whose events were coded as those of news."""
_OF_ONE_REPORT: Final = frozenset({"distance", "headline"})
RARE: Final = 12
"""Reports out of a thousand below which a stem is as rare as any."""
WIDEST: Final = 3
"""Words from the first to the last of a mention that is taken as it is; of a wider one the first stands for it."""
ALIKE: Final = 0.12
"""Likeness from which the mentions of two documents are compared."""


def main() -> int:
    """Count words, make the rows, fit, measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/events/same_event.json"))
    options = parser.parse_args()
    corpora.require()
    rarities = count_words()
    rarity = WordRarity(rarities)
    news: dict[bool, list[Row]] = {False: [], True: []}
    for held_out, rows in news_rows(rarity):
        news[held_out] += rows
    draw = random.Random(1)
    ecb: dict[bool, list[Row]] = {False: [], True: []}
    for topic, mentions in ecb_mentions().items():
        rows = list(ecb_rows(mentions, rarity))
        ecb[topic in DEVELOPMENT] += rows if len(rows) <= MOST else draw.sample(rows, MOST)
    weights = fit([news[False], [*as_of_two_reports(news[False], draw)], ecb[False]])
    model = {
        "about": "Weights of geo/events/same_event.py, made by training/same_event.py; card: CARD.md. CC BY-SA 4.0.",
        "least": LEAST,
        "least of words": LEAST_WORDS,
        "features": NAMES,
        **weights,
        "rarities": rarities,
    }
    scorer = PairScorer(model)
    for name, rows in (("news", news), ("ECB+", ecb)):
        print("\n".join(measured(name, rows[True], scorer)))
    options.out.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


def count_words() -> dict[str, str]:
    """Return the stems that are not the rarest by their level of rarity, from all reports of `../shared`."""
    texts = [" ".join(each["tokens"]) for each in ecb_documents()]
    for name in corpora.CORPORA:
        lines = (corpora.SHARED / "corpora" / f"{name}.jsonl").read_bytes().splitlines()
        texts += [json.loads(line)["text"] for line in lines]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(stems_of(text))
    rarest = math.log(1000 / RARE)
    levels: dict[str, list[str]] = defaultdict(list)
    for each, count in sorted(counts.items()):
        level = round(LEVELS * min(1.0, math.log(len(texts) / count) / rarest))
        if level < LEVELS:
            levels[str(level)].append(each)
    return {level: " ".join(levels[level]) for level in sorted(levels, key=int)}


def news_rows(rarity: WordRarity) -> Iterator[tuple[bool, list[Row]]]:
    """Yield for each coded report whether it is for development, and its rows.

    Beside the news these are our own coded reports that are there to look at (`tests/golden/look`).
    """
    nlp, detector = language.load(events=False), EventDetector("detector", gazetteer=[])
    for is_development, report, spans in coded_reports():
        unmerged: list[Event] = []
        doc = detector(nlp(language.make_doc(nlp, report)))
        coder.code_events(NormalisedView(doc).doc, on_unmerged=unmerged.extend)
        yield is_development, rows_of(unmerged, spans, rarity)


def coded_reports() -> Iterator[tuple[bool, Report, list[list[codings.Span]]]]:
    """Yield whether a report is for development, the report, and the triggers of each of its coded events.

    Our own passages are left out: in them each deed of a sentence ("ambushed ..., killing ...") was coded by itself,
    where the coders of news made one event of an attack and its victims.
    """
    own = {each["id"] for each in coded_texts.passages()}
    for coded in codings.read():
        if coded.name in own:
            continue
        report = Report(id=coded.name, text=coded.text, published=coded.day)
        spans = [[mention.trigger for mention in event.mentions] for event in coded.events]
        topic = _TOPIC.match(coded.name)
        held_out = topic is not None and int(topic[1]) in DEVELOPMENT
        yield coded.is_development or held_out, report, spans
    for text, doc in event_words.golden_codings("look"):
        report = Report(id=doc["doc"], text=text, published=as_date(doc["published"]))
        yield False, report, [[event["trigger"], *event["also"]] for event in doc["events"]]


def rows_of(
    unmerged: Sequence[Event], spans: Sequence[Sequence[codings.Span]], rarity: WordRarity
) -> list[Row]:
    """Return the pairs of a report's events, both coded, that nothing rules out to be one."""
    told = [
        (view(each.mentions[0], each), owners)
        for each in unmerged
        if each.type != HAZARD and (owners := _owners(each, spans))
    ]
    return [
        (features(one, other, rarity=rarity, reports=1.0), bool(ours & theirs))
        for n, (other, theirs) in enumerate(told)
        for one, ours in told[:n]
        if can_join(other.event, [one.event])
    ]


def _owners(event: Event, spans: Sequence[Sequence[codings.Span]]) -> set[int]:
    """Return the numbers of the coded events whose triggers an event's main mention meets."""
    mention = event.mentions[0]
    return {
        number
        for number, triggers in enumerate(spans)
        if any(start < mention.end and mention.start < end for start, end in triggers)
    }


def as_of_two_reports(rows: Iterable[Row], draw: random.Random) -> Iterator[Row]:
    """Yield pairs of one report as if each were of two reports of one story: nothing else has both days and places."""
    alike, one_report = NAMES.index("reports"), NAMES.index("one report")
    unlike = [n for n, name in enumerate(NAMES) if name in _OF_ONE_REPORT or name.startswith("one sentence")]
    for seen, right in rows:
        made = [0.0 if n in unlike else value for n, value in enumerate(seen)]
        made[one_report], made[alike] = 0.0, draw.uniform(*STORY)
        yield made, right


def ecb_documents() -> Iterator[dict[str, Any]]:
    """Yield the documents of ECB+ as they are in `../shared`."""
    with gzip.open(
        corpora.SHARED / "training" / "ecbplus_topics1-35.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        yield from map(json.loads, lines)


def ecb_mentions(
    documents: Iterable[Mapping[str, Any]] | None = None,
) -> dict[int, list[tuple[MentionInText, str | None]]]:
    """Return the mentions of events by topic, each with the chain that it belongs to.

    Parameters
    ----------
    documents
        In the form of `../shared/training`; those by default.
    """
    found: dict[int, list[tuple[MentionInText, str | None]]] = defaultdict(list)
    for each in ecb_documents() if documents is None else documents:
        text, spans = "", []
        for n, word in enumerate(each["tokens"]):
            opens = n and each["sentence"][n] != each["sentence"][n - 1]
            text += "\n" if opens else " " if text else ""
            spans.append((len(text), len(text) + len(word)))
            text += word
        seen = set()
        for mention in each["mentions"]:
            first, last = mention["tokens"][0], mention["tokens"][-1]
            if "ACTION" not in mention["type"] or (first, last) in seen:
                continue
            seen.add((first, last))
            end = spans[last if last - first <= WIDEST else first][1]
            given = MentionInText(report=each["id"], text=text, start=spans[first][0], end=end)
            found[each["topic"]].append((given, mention["chain"]))
    return found


def ecb_rows(mentions: Sequence[tuple[MentionInText, str | None]], rarity: WordRarity) -> Iterator[Row]:
    """Yield pairs of mentions of one topic: of one document, and of documents that are alike."""
    told: dict[str, list[tuple[MentionView, str | None]]] = defaultdict(list)
    words = {}
    for mention, chain in mentions:
        if mention.report not in words:
            words[mention.report] = stems_of(mention.text)
            bounds = sentences.split(mention.text)
        event = record_of(mention, bounds)
        told[mention.report].append((view(event.mentions[0], event), chain))
    for n, report in enumerate(told):
        for other in list(told)[: n + 1]:
            likeness = rarity.cosine(words[report], words[other])
            if likeness < ALIKE:
                continue
            for one, chain in told[report]:
                for another, its in told[other]:
                    if (other == report and another.start >= one.start) or not _comparable(
                        one, another, rarity
                    ):
                        continue
                    if chain is None and its is None:
                        continue  # most such mentions are of sentences in which nobody looked for chains
                    seen = features(one, another, rarity=rarity, reports=likeness)
                    yield seen, chain is not None and chain == its


def _comparable(one: MentionView, other: MentionView, rarity: WordRarity) -> bool:
    """Return whether two mentions share a word of their triggers or a telling one near them, as the keys do."""
    if one.trigger & other.trigger or family(one.trigger, other.trigger):
        return True
    return any(rarity(word) >= DISTINCTIVE for word in one.near & other.near)


def fit(parts: Sequence[Sequence[Row]], *, seed: int = 1) -> dict[str, Any]:
    """Fit the network by L-BFGS, from weights drawn by chance; each part counts as much as the others."""
    x = np.array([seen for rows in parts for seen, _ in rows])
    y = np.array([float(right) for rows in parts for _, right in rows])
    weight = np.concatenate([np.full(len(rows), 1 / len(rows) / len(parts)) for rows in parts])
    middle, spread = x.mean(0), x.std(0) + 0.01
    z = np.c_[(x - middle) / spread, np.ones(len(x))]
    draw = np.random.default_rng(seed)
    start = draw.normal(0, 0.3, UNITS * z.shape[1] + UNITS + 1)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        hidden, out = weights[: -UNITS - 1].reshape(UNITS, -1), weights[-UNITS - 1 :]
        units = np.tanh(z @ hidden.T)
        odds = units @ out[:-1] + out[-1]
        slope = weight * (1 / (1 + np.exp(-odds)) - y)
        back = (slope[:, None] * out[:-1] * (1 - units**2)).T @ z
        value = (weight * (np.logaddexp(0, odds) - y * odds)).sum() + PRIOR / 2 * (weights @ weights)
        return value, np.concatenate([back.ravel(), units.T @ slope, [slope.sum()]]) + PRIOR * weights

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    hidden, out = found[: -UNITS - 1].reshape(UNITS, -1), found[-UNITS - 1 :]
    scaled = hidden[:, :-1] / spread
    bias = hidden[:, -1] - scaled @ middle
    return {"hidden": np.round(np.c_[scaled, bias], 4).tolist(), "out": np.round(out, 4).tolist()}


def measured(name: str, rows: Sequence[Row], scorer: PairScorer) -> Iterator[str]:
    """Yield precision and recall of pairs at several probabilities."""
    chances = np.array(scorer.probabilities([seen for seen, _ in rows]))
    right = np.array([each for _, each in rows])
    yield f"{name}: {len(rows)} pairs for development, {right.mean():.3f} of one event"
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        hits = (chances >= least) & right
        given = (chances >= least).sum()
        yield f"  from {least}: P {hits.sum() / max(given, 1):.3f}  R {hits.sum() / right.sum():.3f}"


if __name__ == "__main__":
    raise SystemExit(main())
