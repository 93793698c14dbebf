"""What a map costs beyond reading: `python benchmarks/map_making.py [REPORTS ...]` (no browser, a minute or two).

Reports are read first and not timed; then a process of its own makes the page twice: cold, with all that is imported,
loaded and cached by the first map of a process, and warm. Beside it, in the same run and turn about, stock folium makes
the map that its user would: the same events as circle markers with popups, without basemap, command areas, list or
search. Figures are of processor time, the median of several processes, and the ratio of both, which a busy machine
leaves as it is. Without reports: `seeds` of the folder where it is called, and 300 and 10,000 synthetic events.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.event_set import EventSet

AIM_S = 1.5
"""Seconds of processor time that the first map of a process may take, for a folder of reports."""
KINDS = ("dateline", "folium")


def read(source: str) -> EventSet:
    """Return the events of a file that was made of reports, or so many synthetic ones."""
    from map_page import event_set

    from geo.event_set import EventSet

    return event_set(int(source)) if source.isdigit() else EventSet.from_file(source)  # type: ignore[no-any-return]


def draw(kind: str, found: EventSet, path: Path) -> None:
    """Make one page of the events."""
    if kind == "dateline":
        import maps

        maps.save(found, path, overwrite=True)
        return
    import folium

    made = folium.Map(location=(25, 20), zoom_start=3)
    for event in found:
        if event.where is None or event.where.is_empty:
            continue
        spot = event.where.representative_point()
        popup = f"{event.type} {event.when.start}: {event.sentence}"
        folium.CircleMarker((spot.y, spot.x), radius=5, popup=popup).add_to(made)
    made.save(str(path))


def make(kind: str, source: str, path: Path) -> None:
    """Make the page twice, and print the seconds of this process's processor time."""
    found = read(source)
    seconds = []
    for _ in ("cold", "warm"):
        began = time.process_time()
        draw(kind, found, path)
        seconds.append(time.process_time() - began)
    print(json.dumps({"cold": seconds[0], "warm": seconds[1], "kB": path.stat().st_size / 1000}))


def measure(source: str, runs: int, folder: Path) -> dict[str, dict[str, float]]:
    """Return the medians of several processes of each kind, which take turns."""
    found: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
    for _ in range(runs):
        for kind in KINDS:
            call = [sys.executable, __file__, "--make", kind, source, str(folder / f"{kind}.html")]
            told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
            found[kind].append(json.loads(told))
    return {
        kind: {name: statistics.median(each[name] for each in some) for name in some[0]}
        for kind, some in found.items()
    }


def main() -> None:
    """Print one line for each set of events."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "reports", nargs="*", help="files and folders of reports, each a set; default: seeds/"
    )
    parser.add_argument("--synthetic", type=int, nargs="*", default=[300, 10_000], help="so many events each")
    parser.add_argument("--runs", type=int, default=3, help="processes of each kind")
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    options: Any = parser.parse_args()
    if options.make:
        kind, source, path = options.make
        make(kind, source, Path(path))
        return
    import geo
    import maps

    print(f"aim: {AIM_S} s of processor time for the first map of a folder of reports, beyond reading")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = {}
        for number, reports in enumerate(options.reports or ["seeds"]):
            kept = maps.export(geo.read(reports), folder / f"{number}.jsonl")
            sources[str(reports)] = str(kept)
        sources |= {f"{count:,} synthetic events": str(count) for count in options.synthetic}
        for title, source in sources.items():
            figures = measure(source, options.runs, folder)
            ours, stock = (figures[kind] for kind in KINDS)
            parts = [
                f"{phase} {ours[phase]:.2f} s, folium {stock[phase]:.2f} s, ratio {ours[phase] / stock[phase]:.2f}"
                for phase in ("cold", "warm")
            ]
            print(
                f"{title}: {'; '.join(parts)}; {ours['kB']:,.0f} kB, folium {stock['kB']:,.0f} kB", flush=True
            )


if __name__ == "__main__":
    main()
