"""How well mentions of one event are found across documents: CoNLL F1 on ECB+, from gold mentions.

ECB+ (Cybulska and Vossen 2014) lies beside the checkout and is no part of it; its topics 36 to 45, which papers test
on, are kept aside. Whoever has them gives their file, in the form of `../shared/training`. The topics given are mixed,
and no clustering sees which one a document is of. Beside ours stand the baselines of the field: mentions of one lemma,
and of one lemma in documents that are alike (after Barhom et al. 2019, who cluster documents first).

CoNLL F1 is the mean of MUC, B3 and CEAFe, by the package `scorch`; without it this says so and stops.

Papers score mentions of the sentences that were checked a second time. The file does not say which these are: beside
all mentions, those of sentences with a mention of a chain are scored alone.

    python benchmarks/event_coreference.py [FILE] [--topics 5 12 24 31]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.events import same_event
from geo.events.coreference import MentionInText, cluster_mentions
from geo.events.mention_features import stems_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

SHARED = Path(__file__).resolve().parents[2] / "shared"
FILE = SHARED / "training" / "ecbplus_topics1-35.jsonl.gz"
DEVELOPMENT = (5, 12, 24, 31)
ALIKE = 0.2
WIDEST = 3


def main() -> int:
    """Cluster the mentions of some topics in three ways, and print the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "file", type=Path, nargs="?", default=FILE, help="documents of ECB+, .jsonl or .jsonl.gz"
    )
    parser.add_argument("--topics", type=int, nargs="+", help="5 12 24 31 by default, which taught nothing")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"nothing to measure: there is no {options.file.name}", file=sys.stderr)
        return 0
    try:
        from scorch import scores
    except ImportError:
        print("nothing to measure: scorch is not installed (pip install scorch)", file=sys.stderr)
        return 0
    topics = options.topics or DEVELOPMENT
    given = list(mentions(options.file, frozenset(topics)))
    if not given:
        print(f"nothing to measure: {options.file.name} has no topic {topics}", file=sys.stderr)
        return 0
    checked = [n for n, (_, _, is_checked) in enumerate(given) if is_checked]
    print(
        f"topics {' '.join(map(str, topics))}, mixed: {len(given)} mentions, {len(checked)} of sentences with a chain"
    )
    print(f"{'':34}  MUC   B3    CEAFe CoNLL   the same of sentences with a chain")
    for name, cluster in (
        ("lemma", by_lemma),
        ("lemma in documents that are alike", by_document),
        ("ours", ours),
    ):
        started = time.process_time()
        found = cluster([mention for mention, *_ in given])
        seconds = time.process_time() - started
        line = "   ".join(
            "  ".join(f"{each:.3f}"[1:] for each in conll(scores, given, found, some))
            for some in (range(len(given)), checked)
        )
        print(f"{name:34}  {line}   {seconds:.1f} s")
    return 0


def mentions(file: Path, topics: frozenset[int]) -> Iterator[tuple[MentionInText, Hashable, bool]]:
    """Yield the mentions of events, their chains, and whether a mention of their sentence is in a chain of several."""
    read = gzip.open if file.suffix == ".gz" else open
    with read(file, "rt", encoding="utf-8") as lines:
        documents = [each for each in map(json.loads, lines) if int(each["topic"]) in topics]
    for document in documents:
        text, spans = text_of(document)
        events: dict[tuple[int, int], Any] = {}
        for mention in document["mentions"]:
            if "ACTION" in mention["type"]:
                events.setdefault((mention["tokens"][0], mention["tokens"][-1]), mention)
        chained = {document["sentence"][first] for (first, _), each in events.items() if each["chain"]}
        for (first, last), mention in events.items():
            end = spans[last if last - first <= WIDEST else first][1]
            given = MentionInText(report=document["id"], text=text, start=spans[first][0], end=end)
            alone = (document["id"], first, last)
            yield given, mention["chain"] or alone, document["sentence"][first] in chained


def text_of(document: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a document, a sentence a line, and the offsets of its tokens."""
    text, spans = "", []
    for n, word in enumerate(document["tokens"]):
        opens = n and document["sentence"][n] != document["sentence"][n - 1]
        text += "\n" if opens else " " if text else ""
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def by_lemma(given: Sequence[MentionInText]) -> list[Hashable]:
    """Cluster mentions whose triggers have the same stems."""
    return [_trigger(mention) for mention in given]


def by_document(given: Sequence[MentionInText]) -> list[Hashable]:
    """Cluster documents by their words (average linkage), then the mentions of each cluster by stems."""
    rarity = same_event.bundled().rarity
    words = {mention.report: stems_of(mention.text) for mention in given}
    groups: list[list[str]] = []
    for report, own in words.items():
        alike = [
            (sum(rarity.cosine(own, words[each]) for each in group) / len(group), group) for group in groups
        ]
        best, group = max(alike, key=lambda each: each[0], default=(0.0, []))
        if best < ALIKE:
            group = []
            groups.append(group)
        group.append(report)
    numbers = {report: n for n, group in enumerate(groups) for report in group}
    return [(numbers[mention.report], _trigger(mention)) for mention in given]


def _trigger(mention: MentionInText) -> frozenset[str]:
    words = mention.text[mention.start : mention.end]
    return stems_of(words) or frozenset([words.lower()])


def ours(given: Sequence[MentionInText]) -> list[Hashable]:
    """Cluster by the scorer that merging uses."""
    return list(cluster_mentions(given))


def conll(scores: Any, given: Sequence[Any], found: Sequence[Hashable], some: Sequence[int]) -> list[float]:
    """Return the F1 of MUC, B3 and CEAFe over some of the mentions, and their mean."""
    gold, told = defaultdict(set), defaultdict(set)
    for n in some:
        gold[given[n][1]].add(n)
        told[found[n]].add(n)
    sets = list(gold.values()), list(told.values())
    each = [float(metric(*sets)[2]) for metric in (scores.muc, scores.b_cubed, scores.ceaf_e)]
    return [*each, sum(each) / len(each)]


if __name__ == "__main__":
    sys.exit(main())
