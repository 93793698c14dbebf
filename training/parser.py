"""Train the tagger, parser and lemmatiser of `geo/model/syntax` on Universal Dependencies.

usage: python -m training.parser [--out geo/model/syntax] [--data ../shared/training] [--keep FOLDER] [--score]

The settings are in training/parser.cfg; the seed is fixed. `--keep` keeps what spaCy's training loop writes, `--score`
only scores the weights that are in `--out` and writes their card again. On one core the training takes some 8 minutes.
The treebanks are not part of the repository; without them this says so and ends with 1.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

    from training.conllu import Sentence

ROOT: Final = Path(__file__).resolve().parents[1]
TRAIN: Final = ("ewt_train", "gum_train")
DEVELOP: Final = "ewt_dev"
TEST: Final = "ewt_test"
RARE: Final = 0.01
"""Share of a tag's words below which a part of speech is an error."""
# Several threads would add up floats in another order each time.
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def main() -> int:
    """Train, export, score."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--out", type=Path, default=ROOT / "geo/model/syntax")
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared/training")
    options.add_argument("--keep", type=Path, help="folder for what the training loop writes")
    options.add_argument("--score", action="store_true", help="only score what is in --out")
    args = options.parse_args()
    missing = [path for path in _files(args.data) if not path.is_file()]
    if missing:
        print(f"no treebank at {missing[0]}: nothing trained", file=sys.stderr)
        return 1
    if not args.score:
        for variable in _ONE_THREAD:
            os.environ[variable] = "1"
        with tempfile.TemporaryDirectory() as temporary:
            export(fit(args.data, args.keep or Path(temporary)), args.data, args.out)
    from training import parser_card

    parser_card.write(args.out, args.data)
    return 0


def _files(data: Path) -> list[Path]:
    return [data / f"{name}.conllu.gz" for name in (*TRAIN, DEVELOP, TEST)]


def fit(data: Path, work: Path) -> Path:
    """Run spaCy's training loop and give the folder of the best pipeline by the development set."""
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config

    from training import trees  # noqa: F401 - registers the reader that parser.cfg names

    *training, develop, _ = map(str, _files(data))
    work.mkdir(parents=True, exist_ok=True)
    config = load_config(
        Path(__file__).with_name("parser.cfg"),
        overrides={"corpora.train.paths": training, "corpora.dev.paths": [develop]},
    )
    train(init_nlp(config), work, stdout=sys.stdout, stderr=sys.stderr)
    return work / "model-best"


def export(trained: Path, data: Path, out: Path) -> None:
    """Write what the package needs of a trained pipeline, and the lemmatiser, in spaCy's own form.

    The training's words, paths and settings stay behind: the vocabulary holds the names of labels only.
    """
    import spacy
    from spacy.pipeline import AttributeRuler, TrainablePipe
    from spacy.util import load_model_from_config

    from geo.nlp import lemmatiser as run_time
    from training import conllu, lemmas

    nlp = spacy.load(trained)
    config: dict[str, Any] = {
        name: part for name, part in nlp.config.items() if name in ("nlp", "components")
    }
    slim = load_model_from_config(config, auto_fill=True)
    for name, component in nlp.pipeline:
        assert isinstance(component, TrainablePipe)
        into = slim.get_pipe(name)
        assert isinstance(into, TrainablePipe)
        into.from_bytes(component.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    sentences = [sentence for name in TRAIN for sentence in conllu.read(data / f"{name}.conllu.gz")]
    ruler = slim.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    for tag, (usual, *others) in parts_of_speech(sentences).items():
        pattern: dict[int | str, Any] = {"TAG": tag, "POS": {"NOT_IN": [usual, *others]}}
        ruler.add(patterns=[[pattern]], attrs={"POS": usual})
    counts = lemmas.count(sentences)
    counts += lemmas.own_verbs(lemmas.verbs_in(counts)) + lemmas.own_verbs(weight=100)
    lemmatiser = slim.add_pipe("dateline_lemmas")
    assert isinstance(lemmatiser, run_time.Lemmas)
    lemmatiser.table = lemmas.learn(counts)
    slim.meta.update(
        name="syntax", version="1.0.0", license="CC BY-SA 4.0", author="The Dateline maintainers"
    )
    _write(slim, out)


def parts_of_speech(sentences: Iterable[Sentence]) -> dict[str, list[str]]:
    """Give the parts of speech that go with each tag, that of most different words first.

    Tags and parts of speech are chosen apart from each other; where the choices do not go together, the tag, which
    tells more, is believed.
    """
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sentence in sentences:
        for word in sentence.words:
            tallies[word.tag][word.pos] += 1
            forms[word.tag, word.pos].add(sentence.text[word.start : word.end].lower())
    return {
        tag: sorted(
            (pos for pos, times in tally.items() if times >= RARE * tally.total()),
            key=lambda pos: (-len(forms[tag, pos]), pos),
        )
        for tag, tally in sorted(tallies.items())
        if tally.total() >= 1 / RARE
    }


def _write(nlp: Language, out: Path) -> None:
    card = out / "CARD.md"
    kept = card.read_text(encoding="utf-8") if card.is_file() else None
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    nlp.to_disk(out)
    labels = {label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, ())}
    labels = {part for label in labels for part in label.split("||")} | {"ROOT", "dep", "_SP"}
    (out / "vocab/strings.json").write_text(json.dumps(sorted(labels), indent=0) + "\n", encoding="utf-8")
    if kept:
        card.write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
