"""How large and how quick the page is: `python benchmarks/map_page.py` (Chromium, network cut, a few minutes).

Synthetic events with sentences of real length: a chain of words learned from our own reports in `training/reports`, so
that they pack about as well as news. Each page is made in a process of its own; beside it, in the same run, stand stock
folium's GeoJson and MarkerCluster. The browser has no graphics card: canvases are painted by the processor. Processor
times are of one thread, and tell what a busy machine hides.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.records import Status

CHROMIUM = "/usr/bin/chromium"
REPORTS = Path(__file__).parent.parent / "training" / "reports"
TARGETS = {"MB": 10, "Python s": 6, "peak MB": 1000, "ready ms": 1500, "step ms": 120, "pan p95 ms": 50}
STATUSES: tuple[Status, ...] = ("actual", "historical", "future", "negated")
READY = """
new MutationObserver((_, observer) => {
  if (!document.documentElement?.dataset.ready) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.readyAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true, attributeFilter: ["data-ready"] });
"""
FRAME = "const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
LIST_STEPS = """() => {
  const { from, to } = Dateline.app.state.range;
  window.steps = {
    slider: [0.9, 0.5, 0.7, 0.3, 0.6, 1].map((share) => ({ day: Math.round(from + share * (to - from)) })),
    score: [0.2, 0.5, 0.8, 0].map((score) => ({ score })),
    type: [[0], [1], [2], []].map((hidden) => ({ hiddenTypes: new Set(hidden) })),
    "first word": [{ query: "police" }],
    words: ["polic", "police o", "city", ""].map((query) => ({ query })),
  };
  return Object.entries(window.steps).flatMap(([name, changes]) => changes.map((_, n) => [name, n]));
}"""
STEP = f"""async ([name, n]) => {{
  {FRAME}
  await frame();
  const began = performance.now();
  Dateline.app.state.set(window.steps[name][n]);
  await frame();
  return performance.now() - began;
}}"""
PAN = f"""async () => {{
  {FRAME}
  const {{ map }} = Dateline.app;
  const took = [];
  for (let n = 0; n < 90; n++) {{
    const began = performance.now();
    map.panBy([n < 45 ? 18 : -18, 6], {{ animate: false }});
    await frame();
    took.push(performance.now() - began);
  }}
  return took;
}}"""


def sentences(seed: int = 6) -> Iterator[str]:
    """Make sentences without end, each word drawn from those that follow the word before it in our reports."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    words = re.sub(r"\|\w+\]\]|\[\[|\]\]", "", "\n".join(texts)).split()
    following = defaultdict(list)
    for one, other in itertools.pairwise(words):
        following[one].append(other)
    pick = random.Random(seed)
    while True:
        sentence = [pick.choice(words)]
        length = round(pick.gauss(26, 8))  # words of a news sentence
        while len(sentence) < max(8, length):
            sentence.append(pick.choice(following[sentence[-1]] or words))
        yield " ".join(sentence) + "."


def event_set(count: int) -> Any:
    """Make that many events at 2,000 places, in a report each ten, with actors, links, dates and reasons."""
    import shapely

    from gazetteer.place import Place
    from geo.event_set import EventSet
    from geo.records import Actor, Event, EventMention, Mention, PlaceLink, Report, When
    from maps.style import EVENTS

    pick = random.Random(7)
    texts = sentences()
    roots = list(EVENTS)
    names = [" ".join(next(texts).split()[1:3]) for _ in range(800)]
    spots = [(pick.gauss(30, 25), max(-60.0, min(70.0, pick.gauss(25, 18)))) for _ in range(2000)]
    places = [
        Place(id=f"b:{n}", name=f"Town {n}", kind="settlement", lon=lon, lat=lat, country="", radius_m=5000)
        for n, (lon, lat) in enumerate(spots)
    ]
    reports, events = [], []
    for n in range(count):
        report = f"r{n // 10}"
        if n % 10 == 0:
            reports.append(
                Report(id=report, text="", title=" ".join(next(texts).split()[:8]), source=f"Source {n % 40}")
            )
        sentence, place = next(texts), pick.choice(places)
        start = n % 10 * 300
        day = datetime.date(2018, 1, 1) + datetime.timedelta(days=pick.randrange(2500))
        mention = Mention(
            text=place.name, start=start, end=start + 8, role="literal", place=place, score=round(pick.random(), 2),
            reason="the largest place of this name", geometry=shapely.Point(place.lon, place.lat), radius_m=5000.0,
            phrase_start=start, phrase_end=start + 8, sentence=sentence, report=report,
        )  # fmt: skip
        trigger = sentence.split()[2]
        actors = tuple(Actor(text=name, start=0, end=1, name=name) for name in pick.sample(names, 2))
        events.append(
            Event(
                id=f"{pick.getrandbits(48):012x}", report=report, type=pick.choice(roots), mode="", acled="",
                status=STATUSES[min(3, int(pick.expovariate(1.5)))], actors=actors[:1], recipients=actors[1:],
                when=When(start=day, end=day, granularity="day", text="on Tuesday", rule="weekday"),
                where=mention.geometry, radius_m=5000.0,
                places=(PlaceLink(mention=mention, role="location", reason="in its sentence"),),
                sentence=sentence, start=start, end=start + 6, score=round(pick.random(), 2),
                mentions=(EventMention(report=report, start=start, end=start + 6, text=trigger, sentence=sentence),),
                evidence={"type": f"trigger '{trigger}' (verb)", "when": "on Tuesday"},
            )
        )  # fmt: skip
    return EventSet(tuple(reports), tuple(events), tuple(link.mention for e in events for link in e.places))


def make(kind: str, count: int, path: Path) -> None:
    """Make one page and print its seconds and the memory of this process, in a process of its own."""
    found = event_set(count)
    before = memory_mb("VmRSS")
    began, busy = time.perf_counter(), time.process_time()
    if kind == "dateline":
        from maps.event_map import EventMap

        EventMap(found, title="Benchmark").save(path, overwrite=True)
    else:
        stock(kind, found, path)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    memory = {"peak MB": memory_mb("VmHWM"), "of it events MB": before}
    print(json.dumps({"Python s": seconds, "of it processor s": busy, **memory}))


def stock(kind: str, found: Any, path: Path) -> None:
    """Make what a folium user would: markers with popups in clusters, or one GeoJson layer with a popup."""
    import folium
    from folium.plugins import MarkerCluster

    made = folium.Map(location=(25, 20), zoom_start=3, prefer_canvas=True)
    if kind == "MarkerCluster":
        cluster = MarkerCluster().add_to(made)  # type: ignore[no-untyped-call]  # folium's
        for e in found:
            folium.Marker((e.where.y, e.where.x), popup=f"{e.type} {e.when.start}: {e.sentence}").add_to(
                cluster
            )
    else:
        from geo.io.geojson import feature_collection

        popup = folium.GeoJsonPopup(["type", "status", "sentence"])
        marker = folium.CircleMarker(radius=5)
        folium.GeoJson(feature_collection(list(found)), popup=popup, marker=marker).add_to(made)
    made.save(str(path))


def memory_mb(name: str) -> float:
    """Return a figure of this process's memory; the peak that getrusage gives is the parent's."""
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith(name))
    return int(line.split()[1]) / 1000


def measure(browser: Any, path: Path) -> dict[str, float]:
    """Open a page of ours offline and time what a reader does; any request or error ends the run."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    local = ("file:", "data:", "blob:")
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.extend([said.text] * (said.type == "error")))
    page.on("request", lambda asked: wrong.extend([asked.url] * (not asked.url.startswith(local))))
    page.add_init_script(READY)
    cdp = context.new_cdp_session(page)
    cdp.send("Performance.enable")

    def processor_ms() -> float:
        """Return the processor time of the page's main thread: it does not grow while other programs run."""
        metrics = cdp.send("Performance.getMetrics")["metrics"]
        return 1000 * next(m["value"] for m in metrics if m["name"] == "ThreadTime")

    page.goto(path.as_uri(), timeout=300_000)
    while page.evaluate("window.readyAt ?? null") is None:
        page.wait_for_timeout(100)
    result = {"ready ms": page.evaluate("window.readyAt"), "of it processor ms": processor_ms()}
    page.wait_for_timeout(500)
    steps: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, n in page.evaluate(LIST_STEPS):
        before = processor_ms()
        took = page.evaluate(STEP, [name, n])
        steps[name].append((took, processor_ms() - before))
    for name, times in steps.items():
        result |= {
            f"{name} ms": max(wall for wall, _ in times),
            f"{name} processor ms": max(t for _, t in times),
        }
    for key in ("ms", "processor ms"):
        result[f"step {key}"] = max(result[f"{name} {key}"] for name in steps if name != "first word")
    for zoom in (3, 6):
        page.evaluate(f"Dateline.app.map.setView([25, 30], {zoom}, {{ animate: false }})")
        page.evaluate("Dateline.app.state.set({ told: null })")
        page.wait_for_timeout(300)
        before = processor_ms()
        frames = sorted(page.evaluate(PAN))
        result[f"pan zoom {zoom} ms"] = frames[85]
        result[f"a frame's processor ms at zoom {zoom}"] = (processor_ms() - before) / len(frames)
    result["pan p95 ms"] = max(result["pan zoom 3 ms"], result["pan zoom 6 ms"])
    result["heap MB"] = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    context.close()
    if wrong:
        raise SystemExit(f"the page went wrong: {wrong[:3]}")
    return result


def main() -> None:
    """Print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[300, 100_000])
    parser.add_argument(
        "--cluster", type=int, default=10_000, help="events of MarkerCluster, which is slow; 0: none"
    )
    parser.add_argument("--geojson", type=int, default=100_000, help="events of stock GeoJson; 0: none")
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        kind, count, path = options.make
        make(kind, int(count), Path(path))
        return
    from playwright.sync_api import sync_playwright

    jobs = [("dateline", count) for count in options.counts]
    jobs += [(kind, n) for kind, n in (("GeoJson", options.geojson), ("MarkerCluster", options.cluster)) if n]
    print("aims at 100,000 events:", TARGETS)
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for kind, count in jobs:
            path = Path(folder) / f"{kind}-{count}.html"
            call = [sys.executable, __file__, "--make", kind, str(count), str(path)]
            made = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
            figures = {"MB": path.stat().st_size / 1e6, **made}
            if kind == "dateline":
                figures |= measure(browser, path)
            print(
                f"{kind}, {count:,} events:",
                ", ".join(f"{k} {v:,.1f}" for k, v in figures.items()),
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
