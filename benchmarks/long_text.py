"""Whether reading takes time in proportion to the text: `python benchmarks/long_text.py [--network] [--size KB]`.

Texts of one kind are read at a size and at twice the size; the ratio of the processor times tells whether anything
grows faster than the text. Ordinary text is put together from our own sample reports, over and over, in one line and in
paragraphs; the rest is what ends up in texts by accident: endless words, base64, chains of hyphens, tables. "Cold" is
the first text of that kind in the process (outlines and names are read then), "warm" the same text again.

`--network` reads with the bundled tagger (texts of more than 50,000 words go to the rules all the same). The parts that
work by patterns, of which a bad one would take the square, are measured alone at the end.
"""

import argparse
import base64
import datetime
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import spacy

from gazetteer import store
from gazetteer.names import fold
from geo.actors.recogniser import find_actors
from geo.dates.recogniser import find_dates
from geo.documents.normalisation import normalised
from geo.documents.reading import read_reports
from geo.events.quantities import find_figures
from geo.language import load, make_doc
from geo.nlp.language_identification import language_of
from geo.nlp.sentences import split
from geo.records import Report

SEEDS = Path(__file__).parents[1] / "seeds"
LIMIT = 2.3
"""Times the processor time that twice the text may take."""
SECONDS_A_MB = 5.0


def kinds() -> dict[str, Callable[[int], str]]:
    """Return the kinds of text, each made to a number of characters."""
    paragraphs = [report.text for report in read_reports(SEEDS)]
    prose = "\n\n".join(paragraphs) + "\n\n"
    line = " ".join(prose.split()) + " "
    noise = base64.b64encode(random.Random(1).randbytes(3_000_000)).decode()
    wrapped = base64.encodebytes(random.Random(1).randbytes(3_000_000)).decode()
    repeated = {
        "ordinary, one line": line,
        "ordinary, paragraphs": prose,
        "soft hyphens": line.replace("th", "t\u00adh"),
        "one letter": "a",
        "letters apart": "a ",
        "=-": "=-",
        "hyphen chain": "one-two-",
        "Hyphen-Chain": "One-Two-",
        "capitals": "LIMA QUITO ",
        "the border": "the border ",
        "numbers": "9, 10 ",
        "lines": "Two hurt\n",
    }
    made = {
        name: (lambda size, unit=unit: (unit * (size // len(unit) + 1))[:size])
        for name, unit in repeated.items()
    }
    return made | {"base64": lambda size: noise[:size], "base64, in lines": lambda size: wrapped[:size]}


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    began = time.process_time()
    call()
    return time.process_time() - began


def pipeline(size: int, *, fast: bool) -> bool:
    """Print a line for each kind of text; give whether all are within the limits."""
    nlp = load(fast=fast)
    nlp(make_doc(nlp, Report(id="r", text="Police arrested nine men in Ankara on Monday.")))
    good = True
    how = "by rules" if fast else "with the tagger"
    print(f"{how:24} {'KB':>6} {'cold s':>8} {'warm s':>8} {'twice s':>8} ratio  s/MB")
    for name, make in kinds().items():
        once, twice = (Report(id="r", text=make(n)) for n in (size, 2 * size))
        cold = seconds(lambda once=once: nlp(make_doc(nlp, once)))
        warm = min(seconds(lambda once=once: nlp(make_doc(nlp, once))) for _ in range(2))
        double = min(seconds(lambda twice=twice: nlp(make_doc(nlp, twice))) for _ in range(2))
        ratio, rate = double / max(warm, 0.01), warm / size * 1e6
        good &= ratio <= LIMIT or double < 0.1
        slow = fast and name.startswith("ordinary") and rate > SECONDS_A_MB
        good &= not slow
        print(
            f"{name:24} {size // 1000:6} {cold:8.2f} {warm:8.2f} {double:8.2f} {ratio:5.2f} {rate:5.1f}"
            f"{' slow' if slow else ''}",
            flush=True,
        )
    return good


def parts() -> bool:
    """Measure what works by patterns, on the texts that are hard for it."""
    blank, gazetteer, day = spacy.blank("en"), store.default(), datetime.date(2024, 7, 17)
    calls: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
        "normalised": (normalised, ("e\u0301", "\u00ad", "\u200b\u0600", "é ")),
        "language_of": (language_of, ("und ", "a", "да ")),
        "sentences.split": (split, ("a. ", "\n", "New\n", "\"'’ ", "- a\n")),
        "find_dates": (
            lambda text: find_dates(text, published=day),
            ("Monday-", "since May to ", " ", "1/1/", "the last ", "9 May and "),
        ),
        "find_figures": (
            lambda text: [find_figures(text[i : i + 2_000]) for i in range(0, len(text), 2_000)],
            ("nine people ", "killed 9 ", "$5 ", "1,000,", "a man "),
        ),
        "find_actors": (
            lambda text: find_actors(blank.make_doc(text), mentions=[], names=[]),
            ("the minister of ", "U.S. ", "senior military "),
        ),
        "fold": (fold, ("St. é-", "a", "the ")),
        "match": (gazetteer.match, ("a", "é ", ",")),
    }
    good = True
    print(f"\n{'a part':20} {'text':16} {'KB':>6} {'once s':>8} {'twice s':>8} ratio")
    for name, (call, units) in calls.items():
        for unit in units:
            size = 100_000
            once, twice = (unit * (n // len(unit)) for n in (size, 2 * size))
            call(once)
            first, second = (min(seconds(partial(call, text)) for _ in range(3)) for text in (once, twice))
            ratio = second / max(first, 1e-3)
            good &= ratio <= LIMIT or second < 0.05
            print(
                f"{name:20} {unit!r:16} {size // 1000:6} {first:8.3f} {second:8.3f} {ratio:5.2f}", flush=True
            )
    return good


def main() -> int:
    """Measure, and say whether everything is within the limits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", action="store_true", help="read with the bundled tagger")
    parser.add_argument(
        "--size", type=int, default=500, help="of the smaller text, in thousands of characters"
    )
    arguments = parser.parse_args()
    good = pipeline(arguments.size * 1000, fast=not arguments.network)
    good &= parts()
    print(
        "\nwithin the limits"
        if good
        else f"\nnot within the limits: twice the text at most {LIMIT} times, "
        f"ordinary text at most {SECONDS_A_MB} s a MB"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
