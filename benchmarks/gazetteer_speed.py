"""How fast and how large look-ups in the gazetteer are: `python benchmarks/gazetteer_speed.py`.

Beside them, in the same run, stand a plain dict and, where it is installed (`pip install marisa-trie`), a trie.

Times vary from machine to machine; their ratios to the dict's much less. Every look-up asks for another name, so that
no cache helps; "warm" means that the file was read before.
"""

import csv
import gc
import importlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean, quantiles

from gazetteer import areas
from gazetteer.importing.importer import import_places
from gazetteer.names import fold
from gazetteer.store import BUILT, Gazetteer
from maps.geocoded_table import geocoded_lines

COUNT = 2_000
COLUMN = 100_000
LIMITS_US = {
    "open": 5_000,
    "match": 25,
    "match, file attached": 25,
    "search with a slip": 2_000,
    "slip, file attached": 2_000,
    "search(limit=1)": 50,
    "unknown, one word": 1_000,
    "unknown, several words": 1_000,
    "nearest": 1_500,
    "country at a point": 100,
}
RESIDENT_MB, SHARE_MB = 60, 25
LOOK_UP = """
import sys
from pathlib import Path
import gazetteer
gazetteer.default().match("Khan Younis")
heavy = {"spacy", "pandas", "geopandas", "shapely", "numpy"} & set(sys.modules)
def resident():
    status = Path("/proc/self/status")  # the peak that getrusage gives is the parent's
    kilobytes = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(kilobytes[0]) / 1000
print(resident())
gazetteer.default().search("Xyzzyquaplugh")
print(resident(), *sorted(heavy))
"""


def timed(call: Callable[[object], object], arguments: Iterable[object]) -> list[float]:
    """Microseconds of processor time that each call took; those of a busy machine count less than by the clock."""
    times = []
    for argument in arguments:
        began = time.thread_time_ns()
        call(argument)
        times.append((time.thread_time_ns() - began) / 1000)
    return times


def with_slip(name: str, chance: random.Random) -> str:
    """Leave one letter out."""
    at = chance.randrange(1, len(name))
    return name[:at] + name[at + 1 :]


def unknown_word(chance: random.Random) -> str:
    """Make a word of two to four syllables that hardly is a name."""
    syllables = [
        chance.choice("bdfgjklmnprstvz")
        + chance.choice("aeiou")
        + chance.choice(["", "", "n", "r", "l", "sk"])
        for _ in range(chance.randint(2, 4))
    ]
    return "".join(syllables).title()


def column_s(names: Iterable[str], folder: Path) -> float:
    """Seconds of processor time that a column of names takes, as `dateline geocode FILE` reads it."""
    path = folder / "names.csv"
    path.write_text("name\n" + "".join(f"{name}\n" for name in names), encoding="utf-8")
    began = time.thread_time()
    for _ in geocoded_lines(path, gazetteer=Gazetteer()):
        pass
    return time.thread_time() - began


def columns(sample: list[str], chance: random.Random) -> None:
    """Print what a column costs whose names are all different and unknown, beside one of known names."""
    unknown: dict[str, None] = {}
    while len(unknown) < COLUMN:
        unknown[
            f"{unknown_word(chance)} {unknown_word(chance)}" if len(unknown) % 2 else unknown_word(chance)
        ] = None
    with tempfile.TemporaryDirectory() as folder:
        known_s = column_s(sample, Path(folder)) / len(sample)
        unknown_s = column_s(unknown, Path(folder)) / COLUMN
    print(
        f"a column of {COLUMN:,} different unknown names: {unknown_s * COLUMN:.0f} s, "
        f"{unknown_s * 1e3:.2f} ms a row (aim 1), "
        f"{unknown_s / known_s:.1f} x one of {len(sample):,} known ones ({known_s * 1e3:.2f} ms a row)"
    )


def with_own_file(folder: Path, named: list[tuple[str, float, float]]) -> Gazetteer:
    """Attach a file of a thousand places to the bundle, every tenth with a name that is there already."""
    with (folder / "own.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "kind", "lon", "lat"])
        for number, (norm, lon, lat) in enumerate(named[:1000]):
            rows.writerow(
                [f"d{number}", norm if number % 10 == 0 else f"Depot {number}", "facility", lon, lat]
            )
    import_places(folder / "own.csv", folder / "own.sqlite")
    return Gazetteer(attached=[folder / "own.sqlite"])


def trie(named: dict[str, list[tuple[float, float]]]) -> Callable[[object], object] | None:
    """Look-up in a marisa trie of the same names and points; `None` where the package is not installed."""
    try:
        marisa = importlib.import_module("marisa_trie")
    except ModuleNotFoundError:
        return None
    made = marisa.RecordTrie("<ff", [(norm, point) for norm, points in named.items() for point in points])
    return lambda norm: made.get(fold(str(norm)))


def sizes() -> None:
    """Print the memory of a process that looks one name up, and the gazetteer's share of a wheel."""
    if sys.platform == "linux":
        shown = subprocess.run(
            [sys.executable, "-c", LOOK_UP], capture_output=True, text=True, check=True
        ).stdout
        resident, unknown, *heavy = shown.split()
        loaded = f", with {', '.join(heavy)} loaded" if heavy else ""
        print(
            f"resident memory of a process with one look-up: {float(resident):.0f} MB of {RESIDENT_MB}{loaded}; "
            f"{float(unknown) - float(resident):+.1f} MB after an unknown name"
        )
    files = [
        path
        for path in BUILT.parents[2].rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and path.suffix != ".xz"  # which stays out of it
    ]
    share = sum(len(zlib.compress(path.read_bytes(), 6)) for path in files) / 1e6
    print(f"share of the wheel: {share:.1f} MB of {SHARE_MB}")


def main() -> None:
    """Measure, and print a table."""
    chance = random.Random(2024)
    connection = sqlite3.connect(f"{BUILT.as_uri()}?mode=ro&immutable=1", uri=True)
    named = connection.execute("SELECT norm, lon, lat FROM name JOIN place ON key = place").fetchall()
    connection.close()
    plain: dict[str, list[tuple[float, float]]] = {}
    for norm, lon, lat in named:
        plain.setdefault(norm, []).append((lon, lat))
    # Names, not places: of each name one of its places, so that a name of 150 villages counts as one.
    named = list({norm: (norm, lon, lat) for norm, lon, lat in named}.values())
    sample = chance.sample(named, COUNT)
    latin = [norm for norm, *_ in chance.sample(named, COUNT * 3) if norm.isascii() and len(norm) > 4][:500]
    gc.freeze()  # a collection that walks over the million lists of the dict is no cost of the store
    gazetteer = Gazetteer()
    Gazetteer().match_many(norm for norm, *_ in sample)  # reads the file, and leaves the other's cache empty
    rows = {
        "open": timed(lambda _: Gazetteer(), range(50)),
        "match": timed(gazetteer.match, [norm for norm, *_ in sample]),
        "match again (cached)": timed(gazetteer.match, [norm for norm, *_ in sample[-1000:]]),
        "match, unknown": timed(gazetteer.match, [f"{norm} zzq" for norm, *_ in sample]),
        "search with a slip": timed(gazetteer.search, [with_slip(norm, chance) for norm in latin]),
        "search(limit=1)": timed(lambda name: gazetteer.search(name, limit=1), [norm for norm, *_ in sample]),  # type: ignore[arg-type]
        "unknown, one word": timed(gazetteer.search, [unknown_word(chance) for _ in range(COUNT)]),
        "unknown, several words": timed(
            gazetteer.search, [" ".join(unknown_word(chance) for _ in range(3)) for _ in range(COUNT)]
        ),
        "nearest": timed(lambda p: gazetteer.nearest(lon=p[1], lat=p[2]), sample),  # type: ignore[index]
    }
    with tempfile.TemporaryDirectory() as folder:
        both = with_own_file(Path(folder), named)
        both.match("Paris")
        rows["match, file attached"] = timed(both.match, [norm for norm, *_ in sample])
        rows["slip, file attached"] = timed(both.search, [with_slip(norm, chance) for norm in latin])
    areas.place_at(lon=0, lat=51)
    rows["country at a point"] = timed(lambda p: areas.place_at(lon=p[1], lat=p[2]), sample)  # type: ignore[index]
    for _, lon, lat in sample:
        areas.division_at(lon=lon, lat=lat)  # reads each country's outlines
    rows["division at a point"] = timed(lambda p: areas.division_at(lon=p[1], lat=p[2]), sample)  # type: ignore[index]
    of_trie = trie(plain)
    if of_trie is None:
        print("marisa-trie is not installed: no comparison with it")
    else:
        rows["fold and marisa-trie"] = timed(of_trie, [norm for norm, *_ in sample])
    base = mean(timed(lambda norm: plain.get(fold(norm)), [norm for norm, *_ in sample]))  # type: ignore[arg-type]
    print(f"{'':24}{'mean':>10}{'median':>10}{'p99':>10}{'x dict':>9}{'limit':>10}")
    print(f"{'fold and a dict':24}{base:8.1f}µs")
    for name, times in rows.items():
        cuts = quantiles(times, n=100)
        limit = f"{LIMITS_US[name]:8,}µs" if name in LIMITS_US else ""
        print(
            f"{name:24}{mean(times):8.1f}µs{cuts[49]:8.1f}µs{cuts[98]:8.1f}µs{mean(times) / base:9.1f}{limit:>10}"
        )
    columns([norm.title() for norm, *_ in sample if norm.isascii()], chance)
    sizes()


if __name__ == "__main__":
    main()
