"""What the reader gets right on reports that it did not learn from, given their triggers and mentions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import torch

from geo.events.reader.network import ROLES
from training.reader_examples import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.reader_examples import Example
    from training.reader_network import Reader


@torch.no_grad()
def score(reader: Reader, reports: Sequence[Example]) -> Iterator[str]:
    """Yield a line a task: precision, recall and F1 of triggers, heads of arguments and links; share of statuses."""
    from training.reader import encoded, links_of, trigger_of

    hits, given, gold = Counter[str](), Counter[str](), Counter[str]()

    def count(name: str, right: int, predicted: int, wanted: int) -> None:
        hits[name] += right
        given[name] += predicted
        gold[name] += wanted

    for example in reports:
        batch = encoded(reader, [example], most=len(example.windows))
        for start, (_, window) in zip(batch.starts, batch.windows, strict=False):
            here = slice(window.first, window.last)
            states = batch.states[start : start + window.last - window.first]
            scores = torch.log_softmax(reader.out(states), -1)
            if example.right is not None:
                right = torch.from_numpy(example.right[here])
                known, found = right.sum(-1) > 0, scores.argmax(-1)
                told = known & (right[:, 0] == 0)
                agree = told & (found > 0) & (right.gather(1, found[:, None])[:, 0] > 0)
                count("triggers", int(agree.sum()), int((known & (found > 0)).sum()), int(told.sum()))
            inside = [
                each
                for each in example.predicates
                if window.first <= each.tokens[0] < window.last and each.status is not None
            ]
            if not inside:
                continue
            triggers = torch.tensor([trigger_of(each, window, scores) for each in inside])
            statuses = reader.status(states[triggers]).argmax(-1).tolist()
            count(
                "status",
                sum(a == b.status for a, b in zip(statuses, inside, strict=True)),
                len(inside),
                len(inside),
            )
            pairs = reader.pairs(states, triggers, torch.from_numpy(example.lines[here]))
            found = reader.roles(pairs).argmax(-1)
            for i, each in enumerate(inside):
                wanted = torch.from_numpy(each.roles[here])
                for role in (ROLES.index(name) for name in ("actor", "recipient", "place", "time")):
                    mine = (found[i] == role) & (wanted != UNKNOWN)
                    count(
                        ROLES[role],
                        int((mine & (wanted == role)).sum()),
                        int(mine.sum()),
                        int((wanted == role).sum()),
                    )
        links = links_of(reader, example, batch, batch.place[0])
        if links is not None:
            _, scores, right = links
            best, none = scores.argmax(-1), scores.shape[1] - 1
            agree = (best != none) & right.gather(1, best[:, None])[:, 0]
            count("links", int(agree.sum()), int((best != none).sum()), int((~right[:, none]).sum()))
    for name, wanted in gold.items():
        precision, recall = hits[name] / max(given[name], 1), hits[name] / max(wanted, 1)
        both = 2 * hits[name] / max(given[name] + wanted, 1)
        yield f"  {name:10} P {precision:.3f}  R {recall:.3f}  F {both:.3f}  of {wanted}"
