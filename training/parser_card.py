"""Score the weights of `geo/model/syntax` on the test set and write their card."""

from __future__ import annotations

import hashlib
import time
from dataclasses import astuple
from typing import TYPE_CHECKING, Final

import spacy

from geo.nlp import sentences
from geo.nlp.syntax import read_pipeline
from training import conllu, tree_scores

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from training.tree_scores import Scores

__all__ = ["measure", "write"]

_CARD: Final = """\
# Tagger, parser and lemmatiser (`geo/model/syntax`)

Penn Treebank tags, Universal Dependencies' parts of speech and relations (with subtypes: `nsubj:pass`, `obl:agent`),
and lemmas, for English news text. `geo.language.load(syntax=True)` runs it; `spacy.load` on this folder works too.

## How it was made

`python -m training.parser` with the settings of `training/parser.cfg` (seed 7, one thread), from scratch: no other
weights, no word vectors. One convolutional encoder (spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`, width 128,
depth 4) is shared by a tagger, a part-of-speech tagger and a transition-based parser. Trees are carried over to the
tokens of spaCy's English tokeniser; one doc in ten is there once more in capitals, seven in a hundred in lower case,
and in one of twenty lines are broken in mid-sentence. The training ran 2,500 steps (about
five epochs); the best weights by the development set (EWT dev) were kept, and its score was still rising at the end.
Lemmas come from a table of endings (`training/lemmas.py`) that was learned from the same treebanks and the verbs of
`geo/nlp/inflection.py` and `geo/events/event_types.toml`.

## What it was trained on

| treebank | part | licence |
| --- | --- | --- |
| Universal Dependencies English EWT (web text and e-mail) | train; dev to stop on | CC BY-SA 4.0 |
| Universal Dependencies English GUM, the 129 documents of genres that are not NC | all | annotations CC BY 4.0 |

Bies, Mott, Warner & Kulick (2012), English Web Treebank; Silveira et al. (2014), A gold standard dependency corpus for
English; Zeldes (2017), The GUM corpus. The weights are under **CC BY-SA 4.0**, as the treebanks ask of what is made
from them; no text of a treebank is in them but the words of the table of endings.

## Scores on the EWT test set ({words:,} words, never used before)

F1 in per cent as in the CoNLL 2018 shared task: a word that is not cut as the treebank cuts it counts as an error in
every column. "LAS coarse" leaves subtypes out, as that task did. The second table counts only the words that are cut
alike, as scores with given tokens do.

| text | words | UPOS | XPOS | lemmas | UAS | LAS | LAS coarse |
| --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

| text | UPOS | XPOS | lemmas | UAS | LAS | LAS coarse |
| --- | --- | --- | --- | --- | --- | --- |
{alike}

Measured by `python -m training.parser --score`, with our tokeniser throughout. {speed}

## Where it is weak

It was scored on web text; how well it does on news is not measured. It loses most where our sentence splitter cuts
otherwise than the treebank, and on capitals. What no ending of the table fits keeps its form as lemma; names in
capitals stay in capitals.

## Files (sha256)

{hashes}
"""


def measure(nlp: Language, test: list[conllu.Sentence]) -> tuple[dict[str, Scores], float]:
    """Score on our own sentences, on the treebank's, and on these in capitals and lower case; words per second too."""
    texts = tree_scores.documents(test)
    found: dict[str, Scores] = {}
    seconds = 0.0
    ways: dict[str, tuple[Callable[[str], str], bool]] = {
        "our sentences": (str, False),
        "given sentences": (str, True),
        "given, in capitals": (_same_length(str.upper), True),
        "given, in lower case": (_same_length(str.lower), True),
    }
    for name, (change, given) in ways.items():
        pairs = []
        for text, gold, starts in texts:
            doc = nlp.make_doc(change(text))
            doc = tree_scores.gold_doc_starts(doc, starts) if given else sentences.mark(doc)
            began = time.process_time()
            doc = _annotate(nlp, doc)
            seconds += time.process_time() - began
            pairs.append((gold, tree_scores.placed(doc)))
        found[name] = tree_scores.score(pairs)
    return found, len(ways) * sum(len(gold) for _, gold, _ in texts) / seconds


def _annotate(nlp: Language, doc: Doc) -> Doc:
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _same_length(change: Callable[[str], str]) -> Callable[[str], str]:
    """Change letter by letter, so that offsets stay."""
    return lambda text: "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


def write(out: Path, data: Path) -> None:
    """Score the weights in `out` and write `CARD.md` beside them."""
    test = conllu.read(data / "ewt_test.conllu.gz")
    nlp = read_pipeline(spacy.blank("en").vocab, out)
    found, speed = measure(nlp, test)
    rows = "\n".join(
        f"| {name} | {s.words} | {s.upos} | {s.xpos} | {s.lemmas} | {s.uas} | {s.las} | {s.las_coarse} |"
        for name, s in found.items()
    )
    alike = "\n".join(
        f"| {name} | " + " | ".join(f"{100 * value / s.words:.2f}" for value in list(astuple(s))[1:]) + " |"
        for name, s in found.items()
    )
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "CARD.md")
    hashes = "\n".join(
        f"- `{path.relative_to(out).as_posix()}` {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in files
    )
    size = sum(path.stat().st_size for path in files) / 1e6
    card = _CARD.format(
        words=sum(len(sentence.words) for sentence in test),
        rows=rows,
        alike=alike,
        speed=f"{size:.1f} MB; {round(speed, -2):,.0f} words a second of processor time, on one thread.",
        hashes=hashes,
    )
    (out / "CARD.md").write_text(card, encoding="utf-8")
