"""The page of a million events: `python benchmarks/million_events.py [--events N]` (Chromium, no network, a minute).

A table of events in crowds of Pareto size around 400 centres on two years' days, as `geopandas` reads one from a file.
What is measured: the page's size; processor time and peak memory of making it, beyond the table; processor time of the
page's main thread until it is ready, and of steps of the slider, of a filter by type, and of zooms, painting by other
threads left out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas as gpd

CHROMIUM = "/usr/bin/chromium"
TARGETS = {"MB": 12}
TYPES = {
    "ASSAULT": 0.3, "PROTEST": 0.2, "CONSULT": 0.15, "ACCUSE": 0.1, "COERCE": 0.1, "AID": 0.05, "MOBILIZE": 0.05,
    "THREATEN": 0.05,
}  # fmt: skip
STEPS = {
    "slider": "const { state } = Dateline.app, { from, to } = state.range;"
    " state.set({ day: Math.round(from + share * (to - from)) })",
    "type": "Dateline.app.state.set({ hiddenTypes: new Set([Math.floor(share * 8)]) })",
    "zoom": "Dateline.app.map.setZoom(2 + Math.round(share * 9), { animate: false })",
}
FRAME = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));"
SHARES = (0.9, 0.5, 0.7, 0.3, 0.6, 1.0)


def table(count: int, seed: int = 5) -> gpd.GeoDataFrame:
    """Make a table of events like `EventSet.events`, with the columns that a map needs."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    rng = np.random.default_rng(seed)
    centres = rng.uniform([-120, -35], [140, 60], (400, 2))
    weights = rng.pareto(1.1, len(centres))
    around = centres[rng.choice(len(centres), count, p=weights / weights.sum())] + rng.normal(
        0, 0.6, (count, 2)
    )
    days = pd.DatetimeIndex(
        pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 730, count), "D")
    ).date
    return gpd.GeoDataFrame(
        {
            "id": [f"{n:012x}" for n in range(count)],
            "type": rng.choice(list(TYPES), count, p=list(TYPES.values())),
            "when_start": days,
            "when_end": days,
            "score": rng.random(count).round(2),
            "report": "benchmark",
            "sentence": [
                f"Police said that {n % 9999:,} people were in the square on that day." for n in range(count)
            ],
        },
        geometry=shapely.points(around),
        crs=4326,
    )


def make(count: int, path: Path) -> dict[str, float]:
    """Write the page; processor seconds, megabytes of memory beyond the table, and of the page."""
    import maps

    events = table(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    maps.save(events, path, overwrite=True)
    took = time.process_time() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"Python s": took, "more peak MB": (after - before) / 1024, "MB": path.stat().st_size / 1e6}


def look(path: Path) -> dict[str, float]:
    """Open the page; processor milliseconds of its main thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(300_000)
        page.context.set_offline(True)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def spent() -> float:
            metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
            return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        page.wait_for_timeout(1500)
        found = {"ready ms": spent()}
        for name, step in STEPS.items():
            took = []
            for share in SHARES:
                before = spent()
                page.evaluate(
                    f"async (share) => {{ {step}; {FRAME} }}",
                    share,
                )
                took.append(spent() - before)
            found[f"{name} ms"] = sorted(took)[len(took) // 2]
        browser.close()
        return found


def main() -> None:
    """Print the figures as JSON, and which miss their target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    count: int = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        found = {name: round(value, 2) for name, value in {**make(count, path), **look(path)}.items()}
    print(json.dumps({"events": count, **found}, indent=2))
    missed = [f"{name} {found[name]} > {most}" for name, most in TARGETS.items() if found[name] > most]
    if missed:
        raise SystemExit("; ".join(missed))


if __name__ == "__main__":
    main()
