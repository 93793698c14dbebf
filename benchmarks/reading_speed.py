"""What reading a report costs as people run it: places and events, cold and warm, with the networks and with `--fast`.

Cold: a process of its own reads one report, from the start of Python to the result (clock and processor time). Warm:
a pipeline that has read some reports reads others, one by one as `geo.parse` does and in one call as `geo.read` does;
best of three passes, in processor time, which other work on the machine disturbs least. `places`
is the pipeline without the coder of events. Ratios are of the same run. The last line says what events cost on top of
places, beside the network of the tagger alone: a figure that means the same on another machine.

Needs the corpora in `../shared`; reports that are held out are left alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from geo import language
from geo.nlp.encoder import encoder
from geo.pipeline import event_set
from geo.records import Report

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "lgl.jsonl"
REPORTS, PASSES = 60, 3
EVENTS = ("dateline_event_detector", "dateline_events", "dateline_completion")
COLD = """
import sys, geo
from geo.language import load
text = sys.stdin.read()
geo.parse(text, published="2024-07-16", nlp=load(fast=sys.argv[1] == "fast"))
"""


def main() -> int:
    """Print milliseconds a report, and the ratio of the networks to `--fast`."""
    if not CORPUS.is_file():
        print(f"no {CORPUS.name} in ../shared: nothing measured", file=sys.stderr)
        return 1
    lines = CORPUS.read_text(encoding="utf-8").strip().split("\n")
    texts = [json.loads(line)["text"] for i, line in enumerate(lines) if i % 10 not in (3, 7)][: REPORTS + 10]
    warming, texts = texts[:10], texts[10:]
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} reports of {words:.0f} words on average; ms a report")
    print("           cold clock   cold CPU   places   places and events   the same, one call")
    rows = {mode: measured(mode, warming, texts) for mode in ("default", "fast")}
    for mode, row in rows.items():
        print(f"{mode:8}  {row[0]:11.0f}  {row[1]:9.0f}  {row[2]:7.1f}  {row[3]:18.1f}  {row[4]:19.1f}")
    ratios = [slow / quick for slow, quick in zip(rows["default"], rows["fast"], strict=True)]
    print(
        f"ratio     {ratios[0]:11.1f}  {ratios[1]:9.1f}  {ratios[2]:7.1f}  {ratios[3]:18.1f}  {ratios[4]:19.1f}"
    )
    events, tagger = rows["default"][3] - rows["default"][2], tagger_alone(texts)
    print(
        f"events {events:.1f} on top of places, network of the tagger {tagger:.1f}: ratio {events / tagger:.2f}"
    )
    return 0


def tagger_alone(texts: list[str]) -> float:
    """Return the least processor time of the tagger's network over all windows of the reports, in ms a report."""
    nlp = language.load(events=False)
    nlp.remove_pipe("dateline_places")

    encodings = {text: encoder.attached(nlp(text)) for text in texts}

    def run(some: list[str]) -> None:
        for encoding in map(encodings.get, some):
            for _ in encoding.hidden_states() if encoding else ():
                pass

    run(texts)
    return best(run, texts)


def measured(mode: str, warming: list[str], texts: list[str]) -> tuple[float, float, float, float, float]:
    """Return cold clock, cold processor time, and warm times of places, places and events, and one call, in ms."""
    cold_clock, cold = cold_start(mode, texts[0])
    nlp = language.load(fast=mode == "fast")

    def one_by_one(some: list[str]) -> None:
        for n, text in enumerate(some):
            event_set([Report(id=str(n), text=text)], nlp=nlp)

    def together(some: list[str]) -> None:
        event_set([Report(id=str(n), text=text) for n, text in enumerate(some)], nlp=nlp)

    one_by_one(warming)
    both, whole = best(one_by_one, texts), best(together, texts)
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name in EVENTS]):
        places = best(one_by_one, texts)
    return cold_clock, cold, places, both, whole


def best(work: Callable[[list[str]], None], texts: list[str]) -> float:
    """Return the least processor time of some passes, in ms a report."""
    times = []
    for _ in range(PASSES):
        began = time.process_time()
        work(texts)
        times.append(time.process_time() - began)
    return 1000 * min(times) / len(texts)


def cold_start(mode: str, text: str) -> tuple[float, float]:
    """Return the least clock and processor time of some processes that read one report, in ms."""
    clock, used = [], []
    for _ in range(PASSES):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD, mode], input=text, text=True, check=True)
        clock.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(clock), 1000 * min(used)


if __name__ == "__main__":
    raise SystemExit(main())
