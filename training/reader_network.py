"""The reader of events in torch: four layers upon the tagger's second, and the heads of `geo.events.reader.network`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch
from torch import nn

from geo.events.reader.mention_pairs import FEATURES
from geo.events.reader.network import FARTHEST_SENTENCE, FARTHEST_WORD, ROLES, STATUSES
from geo.plover import ROOTS
from training.encoder import HIDDEN, pretrained
from training.reader_sources import PROPBANK

if TYPE_CHECKING:
    from torch import Tensor

LAYERS: Final = 4
_WIDTH: Final = 128


class Reader(nn.Module):
    """Scores of words from the states of a window; the names of the heads are those of the bundled weights."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(pretrained(1).layers[-LAYERS:])
        self.out = nn.Linear(HIDDEN, 1 + len(ROOTS))
        self.np = nn.Linear(HIDDEN, 3)
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.pred, self.word = nn.Linear(HIDDEN, _WIDTH), nn.Linear(HIDDEN, _WIDTH)
        self.dist = nn.Embedding(2 * FARTHEST_WORD + 1, _WIDTH)
        self.sent = nn.Embedding(2 * FARTHEST_SENTENCE + 1, _WIDTH)
        self.mid = nn.Linear(_WIDTH, _WIDTH)
        self.roles, self.propbank = nn.Linear(_WIDTH, len(ROLES)), nn.Linear(_WIDTH, len(PROPBANK))
        self.ana, self.ante = nn.Linear(HIDDEN, _WIDTH), nn.Linear(HIDDEN, _WIDTH)
        self.pf, self.po, self.null = nn.Linear(FEATURES, _WIDTH), nn.Linear(_WIDTH, 1), nn.Linear(_WIDTH, 1)
        self.drop, self.more_drop = nn.Dropout(0.1), nn.Dropout(0.2)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the states of a batch of windows (windows, pieces, 384); `mask` is 1 where a window has a piece."""
        closed = (1.0 - mask).unsqueeze(1).unsqueeze(2) * -10000.0
        for layer in self.layers:
            hidden = layer(hidden, closed)
        return hidden

    def pairs(self, states: Tensor, triggers: Tensor, lines: Tensor) -> Tensor:
        """Return a vector for each trigger and word of a window (triggers, words, 128)."""
        predicate = self.pred(states[triggers])[:, None]
        words = self.word(states)[None]
        steps = torch.arange(len(states))[None] - triggers[:, None]
        apart = lines[None] - lines[triggers][:, None]
        mixed = (
            predicate
            + words
            + self.dist(steps.clamp(-FARTHEST_WORD, FARTHEST_WORD) + FARTHEST_WORD)
            + self.sent(apart.clamp(-FARTHEST_SENTENCE, FARTHEST_SENTENCE) + FARTHEST_SENTENCE)
        )
        result: Tensor = self.more_drop(torch.tanh(self.mid(torch.relu(mixed) + predicate * words)))
        return result

    def links(self, states: Tensor, candidates: Tensor, features: Tensor) -> Tensor:
        """Return the scores of each mention's candidates, and last of none (mentions, candidates + 1).

        Parameters
        ----------
        states
            Of the heads of mentions (mentions, 384).
        candidates
            Which mentions are the candidates of each (mentions, candidates).
        features
            Of the pairs (mentions, candidates, `FEATURES`).
        """
        anaphors, antecedents = self.ana(states), self.ante(states)
        pairs = torch.relu(anaphors[:, None] + antecedents[candidates] + self.pf(features))
        none = self.null(self.more_drop(torch.relu(anaphors)))
        return torch.cat([self.po(self.more_drop(pairs))[..., 0], none], 1)
