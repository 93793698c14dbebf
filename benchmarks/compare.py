"""What `geo.compare` costs: `python benchmarks/compare.py [EVENTS]` (100,000 of each by default; a minute).

A synthetic year of conflict: towns with Zipf's frequencies in a few countries, so that much happens in the same town on
the same day. The reference, in ACLED's columns as a file, is the truth; what was found is three fifths of it, a little
off in day, place and type, and as much again that did not happen. So the true pairs are known, and it is said how many
of the chosen ones are among them. Figures are of processor time, and the peak of the process's memory.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import geo

AIM_S = 60.0
TYPES = {
    "ASSAULT": "Battles: Armed clash",
    "ASSAULT: aerial": "Explosions/Remote violence: Air/drone strike",
    "ASSAULT: heavy-weapons": "Explosions/Remote violence: Shelling/artillery/missile attack",
    "PROTEST: demo": "Protests: Peaceful protest",
    "COERCE: arrest": "Strategic developments: Arrests",
}


def tables(count: int, *, towns: int = 2_000, seed: int = 17) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what was found and the reference; ids that are equal are true pairs."""
    chance = np.random.default_rng(seed)
    lon, lat = chance.uniform(20, 50, towns), chance.uniform(0, 35, towns)
    often = 1 / np.arange(1, towns + 1)
    town = chance.choice(towns, count, p=often / often.sum())
    day = chance.integers(0, 365, count)
    kind = chance.choice(len(TYPES), count, p=(0.35, 0.2, 0.2, 0.15, 0.1))
    ids = np.array([f"E{number}" for number in range(count)])
    names = np.array(list(TYPES.values()))[kind]
    start = np.datetime64("2023-01-01")
    reference = pd.DataFrame(
        {
            "event_id_cnty": ids,
            "event_date": (start + day).astype(str),
            "year": 2023,
            "time_precision": chance.choice([1, 2, 3], count, p=(0.9, 0.08, 0.02)),
            "event_type": [name.split(": ")[0] for name in names],
            "sub_event_type": [name.split(": ")[1] for name in names],
            "country": "Sudan",
            "latitude": lat[town].round(4),
            "longitude": lon[town].round(4),
            "geo_precision": chance.choice([1, 2, 3], count, p=(0.7, 0.25, 0.05)),
        }
    )
    told = chance.random(count) < 0.6
    invented = count - int(told.sum())
    copied, other = np.flatnonzero(told), chance.integers(0, count, invented)
    rows = np.r_[copied, other]
    late = chance.choice([0, 1, -1, 2], len(copied), p=(0.8, 0.1, 0.05, 0.05))
    off = np.r_[late, chance.integers(-180, 180, invented)]
    codes = [[*code.split(": "), ""] for code in TYPES]
    said = np.where(chance.random(count) < 0.9, kind[rows], 0)
    found = pd.DataFrame(
        {
            "id": np.r_[ids[copied], [f"X{number}" for number in range(invented)]],
            "type": np.array([code[0] for code in codes])[said],
            "mode": np.array([code[1] for code in codes])[said],
            "status": "actual",
            "when_start": start + (day[rows] + off) % 365,
            "when_end": start + (day[rows] + off) % 365,
            "lon": lon[town[rows]] + chance.normal(0, 0.03, count),
            "lat": lat[town[rows]] + chance.normal(0, 0.03, count),
            "radius_m": 5_000.0,
            "country": "SD",
        }
    )
    return found.sample(frac=1, random_state=seed, ignore_index=True), reference


def main() -> None:
    """Compare, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("events", nargs="?", type=int, default=100_000)
    parser.add_argument("--towns", type=int, default=2_000)
    asked = parser.parse_args()
    found, reference = tables(asked.events, towns=asked.towns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reference.csv"
        reference.to_csv(path, index=False)
        before, base = time.process_time(), _peak_mb()
        comparison = geo.compare(found, path)
        matched = time.process_time() - before
        text = str(comparison)
        took = time.process_time() - before
    pairs = comparison.pairs
    print(text)
    print()
    print(f"true pairs among the chosen: {(pairs['found'] == pairs['reference']).mean():.3f}")
    print(f"sum of scores: {comparison.matches.total / comparison.matches.bound:.5f} of the most possible")
    print(f"candidates: {comparison.matches.candidates:,}")
    print(f"processor time: {matched:.1f} s, with the summary {took:.1f} s (aim {AIM_S:.0f} s)")
    print(f"memory: {_peak_mb():,.0f} MB at most, {base:,.0f} MB before")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
