"""How long an import of a large GeoNames dump takes, and how much memory: `python benchmarks/gazetteer_import.py`.

The dump is made up: so many places with four names each, one row in a hundred spoilt. The ratio is to writing the same
rows with the standard library alone, unsorted and without folding, in the same run.
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SYLLABLES = ("ka", "lo", "mir", "ta", "ben", "dor", "shi", "var", "ost", "el", "qua", "nu")
CHILD = """
import resource, sys
from gazetteer.importing.importer import import_places
made = import_places(sys.argv[1], sys.argv[2])
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(made.rows, made.places, made.names, sum(fault.count for fault in made.faults), held)
"""


def make_dump(path: Path, rows: int) -> None:
    """Write a dump of so many rows, one in a hundred of them bad."""
    chance = random.Random(2024)
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, rows + 1):
            names = ["".join(chance.choices(SYLLABLES, k=4)).title() for _ in range(4)]
            feature = chance.choice((("P", "PPL"), ("S", "AIRP"), ("H", "STM"), ("T", "MT")))
            cells = [str(number * 7919 % 15_485_863 + 20_000_000), names[0], names[0], ",".join(names[1:])]
            cells += [
                f"{chance.uniform(-60, 70):.5f}",
                f"{chance.uniform(-180, 180):.5f}",
                *feature,
                "AU",
                "",
                "02",
            ]
            cells += [
                "",
                "",
                "",
                str(chance.choice((0, 800, 20_000))),
                "",
                "",
                "Australia/Sydney",
                "2024-01-01",
            ]
            file.write("\t".join(cells[:9] if number % 100 == 0 else cells) + "\n")


def plain(dump: Path, out: Path) -> float:
    """Seconds to put the same cells into SQLite without any of the work."""
    began = time.perf_counter()
    connection = sqlite3.connect(out)
    connection.execute("CREATE TABLE place(a, b, c, d, e, f, g, h, i)")
    with dump.open(encoding="utf-8") as lines, connection:
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (line.split("\t")[:9] for line in lines)
        )
    connection.close()
    return time.perf_counter() - began


def main() -> None:
    """Measure at the size asked for and at a tenth of it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    print("      rows     places      names     bad  seconds  MB held  file MB  x plain")
    for count in (rows // 10, rows):
        with tempfile.TemporaryDirectory() as folder:
            dump, out = Path(folder) / "dump.txt", Path(folder) / "out.sqlite"
            make_dump(dump, count)
            base = plain(dump, Path(folder) / "plain.sqlite")
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", CHILD, dump, out], check=True, capture_output=True, text=True
            )
            seconds = time.perf_counter() - began
            read, places, names, bad, held = map(int, done.stdout.split())
            size = out.stat().st_size / 1e6
            print(
                f"{read:>10} {places:>10} {names:>10} {bad:>7} {seconds:>8.1f} {held / 1024:>8.0f} {size:>8.0f}"
                f" {seconds / base:>8.1f}"
            )


if __name__ == "__main__":
    main()
