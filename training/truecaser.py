"""Train what gives capitals to texts of one case, and write it: `python -m training.truecaser`.

usage: python -m training.truecaser [--out FILE]

Any text in ordinary spelling teaches it: a copy in small letters is what it reads, the text is what it should say. The
encoder stays as it is. Every fifth text is left out, and the F1 of words with a capital in these is printed by source.
Needs torch, and the texts in `../shared`; ten minutes of one core. No report that is held out is read.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import gazetteer
from geo.nlp.encoder import network
from geo.nlp.encoder.truecasing import REACH, SPELLINGS, encoded, lowered, states_of
from geo.nlp.tokens import shape_of
from training import coded_texts, corpora
from training.encoder import seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

NEAR, JOINT = 128, 160
"""Values of the two hidden layers."""
STRETCH = 64
"""Words in a row that are learned together."""
PASSES, BATCH, RATE, DROPPED = 5, 16, 3e-3, 0.25
IGNORED = -100
SPELLING_OF_SHAPE = {0: 0, 1: 1, 3: 1, 7: 1, 2: 2}
"""What is learned of each shape of a word (`geo.nlp.tokens.shape_of`); of numbers and signs nothing."""
FOLDS = 5


def main() -> int:
    """Read the texts, train, and write or score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/tagger/truecaser.npz"))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    corpora.require()
    seed(3, threads=options.threads)
    states, labels, numbers, sources = collect()
    print(f"{len(labels)} words", flush=True)
    kept = numbers % FOLDS != 0
    head = train(states, labels, kept)
    score(head, states, labels, ~kept, sources)
    np.savez_compressed(
        options.out, **{name: values.astype(np.float16) for name, values in weights(head).items()}
    )
    return 0


def texts() -> Iterator[tuple[str, str]]:
    """Yield the sources of texts and the texts; tweets are no model of spelling."""
    for name in corpora.CORPORA:
        yield from ((name, report.text) for report in corpora.corpus(name, held_out=False))
    yield from (("own", report.text) for report in corpora.own())
    yield from (("ner", report.text) for report in corpora.english())
    news = [row["text"] for row in coded_texts.records() if row["id"].startswith("ecb-")]
    yield from (("ecb", text) for text in news[::3])  # many tell of the same


def collect() -> tuple[Tensor, Tensor, np.ndarray, np.ndarray]:
    """Return for each word the encoder's states, its spelling, the number of its text and its source."""
    places = gazetteer.default()
    states, labels, numbers, sources = [], [], [], []
    for number, (source, text) in enumerate(texts()):
        encoding = encoded(lowered(text), places)
        if encoding is None:
            continue
        tokens = encoding.distinct.tokens
        states.append(states_of(encoding).astype(np.float16))
        shapes = (shape_of(text[token.start : token.end]) for token in tokens)
        labels += [SPELLING_OF_SHAPE.get(shape, IGNORED) for shape in shapes]
        numbers += [number] * len(tokens)
        sources += [source] * len(tokens)
    return torch.tensor(np.concatenate(states)), torch.tensor(labels), np.array(numbers), np.array(sources)


class Head(nn.Module):
    """`geo.nlp.encoder.truecasing.Head` in torch."""

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.Linear(network.STATES, NEAR)
        self.joint = nn.Linear(NEAR * (2 * REACH + 1), JOINT)
        self.out = nn.Linear(JOINT, SPELLINGS)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, states: Tensor) -> Tensor:
        """Score words; `states` are of stretches of text, shape (stretches, words, STATES)."""
        near = functional.gelu(self.near(states), approximate="tanh")
        padded = functional.pad(near, (0, 0, REACH, REACH))
        row = torch.cat([padded[:, i : i + near.shape[1]] for i in range(2 * REACH + 1)], dim=-1)
        joint = functional.gelu(self.joint(self.drop(row)), approximate="tanh")
        result: Tensor = self.out(self.drop(joint))
        return result


def train(states: Tensor, labels: Tensor, kept: np.ndarray) -> Head:
    """Go `PASSES` times over the words that are kept; the rate rises and falls once."""
    head = Head()
    head.train()
    whole = len(labels) // STRETCH * STRETCH
    learned = labels.masked_fill(~torch.tensor(kept), IGNORED)[:whole].view(-1, STRETCH)
    stretches = states[:whole].view(-1, STRETCH, states.shape[1])
    optimiser = torch.optim.AdamW(head.parameters(), weight_decay=0.01)
    batches = PASSES * -(-len(stretches) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=batches + 1)
    for number in range(PASSES):
        total = 0.0
        for at in torch.randperm(len(stretches)).split(BATCH):
            with torch.autocast("cpu", torch.bfloat16):
                scores = head(stretches[at]).flatten(0, 1)
            loss = functional.cross_entropy(scores.float(), learned[at].flatten(), ignore_index=IGNORED)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"pass {number + 1}: loss {PASSES * total / batches:.4f}", flush=True)
    head.eval()
    return head


def weights(head: Head) -> dict[str, np.ndarray]:
    """Return the weights as `geo.nlp.encoder.truecasing.Head` reads them."""
    made = {}
    for name in ("near", "joint", "out"):
        layer = getattr(head, name)
        made[name] = layer.weight.detach().numpy().T
        made[f"{name}_bias"] = layer.bias.detach().numpy()
    return made


def score(head: Head, states: Tensor, labels: Tensor, left_out: np.ndarray, sources: np.ndarray) -> None:
    """Print the F1 of words with a capital, by source."""
    with torch.no_grad():
        chances = torch.cat([head(part[None].float())[0].softmax(-1) for part in states.split(8192)])
    found, right = (chances[:, 0] < 0.5).numpy(), (labels > 0).numpy()
    scored = (labels != IGNORED).numpy() & left_out
    for source in dict.fromkeys(sources.tolist()):
        here = scored & (sources == source)
        both = (found & right & here).sum()
        print(f"{source:9} {200 * both / max((found & here).sum() + (right & here).sum(), 1):.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
