"""How long an import of a large GeoNames dump takes, and how much memory: `python benchmarks/gazetteer_import.py`.

The dump is made up: so many places with four names each (of one word or two, some with accents, some in Arabic), one
row in a hundred spoilt. Rows a second are by processor time of the one process. The ratio is to writing the same
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

ACCENTS = str.maketrans("aeiou", "āéíôü")
ARABIC = str.maketrans(dict(zip("abdefhiklmnoqrstuv", "ابدعفهيكلمنوقرستوف", strict=True)))
SYLLABLES = ("ka", "lo", "mir", "ta", "ben", "dor", "shi", "var", "ost", "el", "qua", "nu")
CHILD = """
import resource, sys, time
from gazetteer.importing.importer import import_places
made = import_places(sys.argv[1], sys.argv[2])
spent = time.process_time()
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(made.rows, made.places, made.names, sum(fault.count for fault in made.faults), held, spent)
"""


def made_name(chance: random.Random) -> str:
    """Make up a name: two in five of two words, one in five with accents, one in ten in Arabic."""
    words = ["".join(chance.choices(SYLLABLES, k=4)).title() for _ in range(chance.choice((1, 1, 1, 2, 2)))]
    name, form = " ".join(words), chance.random()
    return name.lower().translate(ARABIC) if form < 0.1 else name.translate(ACCENTS) if form < 0.3 else name


def make_dump(path: Path, rows: int) -> None:
    """Write a dump of so many rows, one in a hundred of them bad."""
    chance = random.Random(2024)
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, rows + 1):
            names = [made_name(chance) for _ in range(4)]
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
    """Seconds of processor time to put the same cells into SQLite without any of the work."""
    began = time.process_time()
    connection = sqlite3.connect(out)
    connection.execute("CREATE TABLE place(a, b, c, d, e, f, g, h, i)")
    with dump.open(encoding="utf-8") as lines, connection:
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (line.split("\t")[:9] for line in lines)
        )
    connection.close()
    return time.process_time() - began


def main() -> None:
    """Measure at the size asked for and at a tenth of it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    print("      rows     places      names     bad  seconds  MB held  file MB  x plain   rows/s")
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
            read, places, names, bad, held = map(int, done.stdout.split()[:5])
            spent = float(done.stdout.split()[5])
            size = out.stat().st_size / 1e6
            print(
                f"{read:>10} {places:>10} {names:>10} {bad:>7} {seconds:>8.1f} {held / 1024:>8.0f} {size:>8.0f}"
                f" {spent / base:>8.1f} {read / spent:>8,.0f}"
            )


if __name__ == "__main__":
    main()
