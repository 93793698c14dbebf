"""Teach the tagger other spellings of the same text, and kinds of names it has seen too little of.

usage: python -m training.tagger_tuning [--out FOLDER]

The tagger is its own teacher: what it says of a report as it is written is what it shall say of the report in small
letters, in capitals and with the slips of an optical reader (knowledge distillation, Hinton et al. 2015). Made-up lines
(`training.made_up_lines`) are learned beside, from their annotation. Only the last four layers and the scores change:
the networks of events read the second layer, which stays as it is to the bit. Needs what `training.tagger` needs; ten
minutes of two cores. No report that is held out is read.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

import gazetteer
from geo.nlp import name_lookup, sentences
from geo.nlp.encoder import network, windows
from geo.nlp.tokens import TokenView
from training import corpora, export
from training.encoder import HIDDEN, LAYERS, OUTPUTS, Layer, seed
from training.examples import IGNORED, examples
from training.made_up_lines import lines
from training.tagger import vocabulary
from training.text_noise import written_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from geo.nlp.encoder.windows import EncoderTokens, Window
    from geo.nlp.encoder.wordpiece import Vocabulary
    from training.text_noise import Kind

BUNDLED = Path(__file__).resolve().parents[1] / "geo" / "model" / "tagger" / "tagger.onnx"
FIRST = 2
"""Layers that stay: the detector and the reader of events read the last of them."""
KINDS: Mapping[Kind, float] = {"plain": 0.55, "lower": 0.6, "upper": 0.6, "ocr": 0.9}
"""How likely a report is met so, each kind drawn by itself."""
MADE_UP = 3000
BATCH, RATE, OUT_RATE, WARM_UP = 16, 1e-4, 3e-4, 40
HARD = 1.0
"""What a window of made-up lines counts, of whose tokens the right tag is known."""
_SHORTEST, _RATES = 4, (0.02, 0.05, 0.09)


@dataclass(frozen=True, slots=True)
class Taught:
    """A window's values after the first layers, and of each token what is to be said: probabilities, or right tags."""

    hidden: NDArray[np.float16]
    heads: list[int]
    soft: NDArray[np.float32] | None
    hard: NDArray[np.int64] | None


class Upper(nn.Module):
    """The layers that are tuned, and the scores."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(FIRST, LAYERS))
        self.out = nn.Linear(HIDDEN, sum(OUTPUTS))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Score windows, (windows, pieces, 384) to (windows, pieces, 13); `mask` is 1 where a window has a piece."""
        closed = (1.0 - mask).unsqueeze(1).unsqueeze(2) * -10000.0
        for layer in self.layers:
            x = layer(x, closed)
        result: Tensor = self.out(x)
        return result


def main() -> int:
    """Tune, and write the network anew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--made-up", type=int, default=MADE_UP)
    parser.add_argument("--share", type=float, default=1.0, help="part of the reports that is read")
    options = parser.parse_args()
    corpora.require()
    seed(options.seed, threads=options.threads)
    began = time.perf_counter()
    state = weights_of(BUNDLED)
    material = prepare(random.Random(options.seed), made_up=options.made_up, share=options.share)
    print(f"{len(material)} windows in {time.perf_counter() - began:.0f} s", flush=True)
    upper = Upper()
    upper.load_state_dict(_upper_of(state))
    train(upper, material)
    options.out.mkdir(parents=True, exist_ok=True)
    tuned = {name: values.detach().numpy() for name, values in upper.state_dict().items()}
    for name, values in tuned.items():
        state[_whole_name(name)] = values
    write(state, options.out / "tagger.onnx")
    print(f"tuned in {time.perf_counter() - began:.0f} s: {options.out}")
    return 0


def weights_of(path: Path) -> dict[str, NDArray[np.float32]]:
    """Read the bundled network back into 32 bits, under the names of `training.encoder.Tagger`."""
    held = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    for name in [name for name in held if name.endswith("_quantized")]:
        bare = name.removesuffix("_quantized")
        zero, scale = held[f"{bare}_zero_point"].astype(np.float32), held[f"{bare}_scale"]
        held[bare] = ((held[name].astype(np.float32) - zero) * scale).astype(np.float32)
    state = {}
    for name, values in held.items():
        if ".qkv." in name and name.endswith((".weight", ".bias")):
            for part, piece in zip(("query", "key", "value"), np.split(values, 3, axis=-1), strict=True):
                state[name.replace("qkv", part)] = np.ascontiguousarray(piece.T)
        elif name.endswith((".weight", ".bias")):
            turned = values.ndim == 2 and name.startswith(("layers.", "out."))
            state[name] = np.ascontiguousarray(values.T) if turned else values
    state["styles.weight"] = np.zeros((1, HIDDEN), dtype=np.float32)  # part of the gaps' table already
    return state


def write(state: Mapping[str, NDArray[np.float32]], target: Path) -> None:
    """Write the network; what was not tuned is copied from the bundled file, so that it is the same to the bit."""
    export.export(state, target)
    made, bundled = onnx.load(target), onnx.load(BUNDLED)
    kept = {
        each.name: each
        for each in bundled.graph.initializer
        if not each.name.startswith(("out.", *(f"layers.{i}." for i in range(FIRST, LAYERS))))
    }
    for i, each in enumerate(made.graph.initializer):
        if each.name in kept:
            made.graph.initializer[i].CopyFrom(kept[each.name])
    onnx.save(made, target)


def _upper_of(state: Mapping[str, NDArray[np.float32]]) -> dict[str, Tensor]:
    names = Upper().state_dict()
    return {name: torch.from_numpy(state[_whole_name(name)].copy()) for name in names}


def _whole_name(name: str) -> str:
    """Return the name in the whole network of a weight of the upper layers."""
    if not name.startswith("layers."):
        return name
    _, number, rest = name.split(".", 2)
    return f"layers.{int(number) + FIRST}.{rest}"


def prepare(chance: random.Random, *, made_up: int, share: float) -> list[Taught]:
    """Read the reports as they are written, then as other media would write them, and the made-up lines."""
    words, places, run = vocabulary(), gazetteer.default(), network.bundled()
    material: list[Taught] = []
    for report in _reports():
        if chance.random() > share:
            continue
        tokens, spans = _tokens(report.text, places)
        told = _told(tokens, spans, words, run)
        if len(told) < _SHORTEST:
            continue
        for kind, often in KINDS.items():
            if chance.random() < often:
                rate = chance.choice(_RATES)
                copy, _ = written_as(report.text, kind, chance, rate=rate, whole_words=True)
                material.extend(_softly(copy, told, places, words, run))
    for line in lines(made_up, seed=chance.randrange(1000)):
        material.extend(_hardly(line, places, words, run))
    chance.shuffle(material)
    return material


def _reports() -> Iterator[corpora.Annotated]:
    for name in corpora.CORPORA:
        yield from corpora.corpus(name, held_out=False)
    yield from corpora.own()
    yield from corpora.english()


def _tokens(text: str, places: gazetteer.Gazetteer) -> tuple[EncoderTokens, list[tuple[int, int]]]:
    view, spans = TokenView(text), sentences.split(text)
    read = name_lookup.read_words(view, spans)
    known = name_lookup.by_offsets(read, name_lookup.look_up(text, read, places))
    return windows.tokens_of(view, known), spans


def _told(
    tokens: EncoderTokens, spans: Sequence[tuple[int, int]], words: Vocabulary, run: network.Run
) -> NDArray[np.float32]:
    """Return what the bundled tagger says of each token: probabilities of the tags of its three heads."""
    told = np.zeros((len(tokens), sum(OUTPUTS)), dtype=np.float32)
    for window in windows.split_into_windows(tokens, spans, words):
        told[window.first : window.last] = run(_inputs(window))[0][0][window.heads]
    parts = np.split(told, np.cumsum(OUTPUTS)[:-1], axis=1)
    return np.concatenate([np.exp(network.log_softmax(part)) for part in parts], axis=1)


def _inputs(window: Window) -> dict[str, NDArray[np.int64]]:
    return {name: np.array([getattr(window, name)], dtype=np.int64) for name in network.INPUTS}


def _softly(
    copy: str, told: NDArray[np.float32], places: gazetteer.Gazetteer, words: Vocabulary, run: network.Run
) -> Iterator[Taught]:
    tokens, spans = _tokens(copy, places)
    if len(tokens) != len(told):
        return  # a letter that is two in capitals
    for window in windows.split_into_windows(tokens, spans, words):
        hidden = run(_inputs(window))[1][0].astype(np.float16)
        yield Taught(hidden, window.heads, told[window.first : window.last], None)


def _hardly(
    line: corpora.Annotated, places: gazetteer.Gazetteer, words: Vocabulary, run: network.Run
) -> Iterator[Taught]:
    for example in examples(replace(line, style="own"), places, words):
        rows = np.array([example.places, example.names, example.roles], dtype=np.int64).T
        hidden = run(_inputs(example.window))[1][0].astype(np.float16)
        yield Taught(hidden, example.window.heads, None, rows[example.window.heads])


def train(upper: Upper, material: Sequence[Taught]) -> None:
    """Go once over the material in batches of windows of like length; the rate warms up and falls to nothing."""
    batches = _batches(material)
    optimiser = torch.optim.AdamW(
        [
            {"params": upper.layers.parameters(), "lr": RATE},
            {"params": upper.out.parameters(), "lr": OUT_RATE},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / WARM_UP, max(len(batches) - step, 1) / len(batches))
    )
    upper.train()
    began, mean = time.perf_counter(), 0.0
    for step, batch in enumerate(batches):
        loss = loss_of(upper, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        mean = loss.item() if step == 0 else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 0:
            spent = time.perf_counter() - began
            print(f"step {step}/{len(batches)}  loss {mean:.4f}  {spent:.0f} s", flush=True)


def _batches(material: Sequence[Taught]) -> list[list[Taught]]:
    found: list[list[Taught]] = []
    for at in range(0, len(material), 20 * BATCH):
        stretch = sorted(material[at : at + 20 * BATCH], key=lambda window: len(window.hidden))
        parts = [stretch[i : i + BATCH] for i in range(0, len(stretch), BATCH)]
        random.shuffle(parts)
        found.extend(parts)
    random.shuffle(found)
    return found


def loss_of(upper: Upper, batch: Sequence[Taught]) -> Tensor:
    """Cross-entropy to what the teacher says, and to the tags of made-up lines; names and roles weigh half."""
    length = max(len(window.hidden) for window in batch)
    hidden, mask = torch.zeros(len(batch), length, HIDDEN), torch.zeros(len(batch), length)
    for i, window in enumerate(batch):
        hidden[i, : len(window.hidden)] = torch.from_numpy(window.hidden.astype(np.float32))
        mask[i, : len(window.hidden)] = 1
    with torch.autocast("cpu", torch.bfloat16):
        scores = upper(hidden, mask)
    total, count = torch.zeros(()), 0
    for i, window in enumerate(batch):
        parts = scores[i].float()[window.heads].split(list(OUTPUTS), dim=-1)
        count += len(window.heads)
        if window.soft is not None:
            told = torch.from_numpy(window.soft).split(list(OUTPUTS), dim=-1)
            named = 1.0 - told[0][:, 0]  # a role is one of a place
            for head, weight, mine, theirs in zip(range(3), (1.0, 0.5, 0.3), parts, told, strict=True):
                logs = -(theirs * functional.log_softmax(mine, dim=-1)).sum(dim=-1)
                total = total + weight * (logs * named if head == 2 else logs).sum()
        else:
            for weight, mine, right in zip((1.0, 0.5, 0.3), parts, window.hard.T, strict=True):
                tags = torch.from_numpy(right.copy())
                if (tags != IGNORED).any():
                    total = total + HARD * weight * functional.cross_entropy(
                        mine, tags, ignore_index=IGNORED, reduction="sum"
                    )
    return total / max(count, 1)


if __name__ == "__main__":
    raise SystemExit(main())
