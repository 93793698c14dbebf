"""Whether places that the gazetteer has come out, and people and firms that are called like places do not.

usage: python benchmarks/known_places.py [--settlements N] [--frames N] [--seed N] [--fast] [--failures FILE]

Reads made-up sentences, with nothing beside them, about

- every facility of the gazetteer's own tables,
- random settlements whose population is unknown: half of the gazetteer's own tables, half of GeoNames,
- places of an import of one's own (a CSV) and of a dump, made up for this, with names that nothing else has,

each alone and with its country named, each in some of the sentence frames below. `right` is the place meant, or one
within 25 km; `namesake` another place of that name in the same country, which no reader could tell from it; the rest
says what failed: the name was not found in the sentence (`unread`), found with other bounds (`cut`), has no candidate,
was given up (`refused`) or went to another country (`elsewhere`). `placed` counts the first two.
The sentences of `no_places.txt` name people, firms and teams: no place may come out of the words in brackets. A place
inside a longer name ("Phoenix" in "Phoenix Mercury") is counted apart, as it is marked as embedded.
"""

from __future__ import annotations

import argparse
import collections
import csv
import itertools
import random
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gazetteer import countries, store
from gazetteer.cells import distance_m
from gazetteer.importing.importer import import_places
from gazetteer.names import fold
from geo.language import load, make_doc
from geo.records import Report

ALONE = (
    "A drone struck {x} overnight.",
    "Shells landed near {x}, the army said.",
    "Inspectors visited {x} twice last year.",
    "The convoy left {x} before dawn.",
    "Smoke was seen over {x} on Thursday.",
    "{x} was closed on Friday after a power failure.",
    "Two people were arrested at {x}.",
    "The minister will travel to {x} next week.",
    "Satellite pictures show new fences around {x}.",
    "Hundreds of workers have been sent home from {x} since May, a union said.",
)
NAMED = (
    "A drone struck {x} in {c} overnight.",
    "{c} closed {x} on Friday after a power failure.",
    "Officials in {c} said that shells landed near {x}.",
    "Two people were arrested at {x}, {c}, on Sunday.",
    "The president of {c} will travel to {x} next week.",
    "{x} ({c}) was without water for three days.",
    "Smoke was seen over {x}. {c} called it an accident.",
    "Aid groups that work in {c} have sent two trucks to {x}.",
    "The convoy left {x} before dawn, and nobody in {c} knew of it.",
    "Inspectors landed in {c} and visited {x} twice.",
)
NEAR_M = 25_000.0
CAUSES = ("right", "namesake", "unread", "cut", "no candidate", "refused", "elsewhere")
# Names that English writes with an article, by their last word; countries by theirs.
_ARTICLED = re.compile(
    r"(?:crossing|camp|house|palace|bridge|dam|dams|canal|pipeline|prison|plant|terminal|zone|wall|tower|base|mosque|gate|mall|"
    r"jungle|parliament|kremlin|bundestag|knesset|pentagon|capitol|centre|center|complex|site|beehive)\Z",
    re.IGNORECASE,
)
_THE = re.compile(
    r"United|Netherlands|Philippines|Gambia|Bahamas|Maldives|.*\b(?:Islands|Republic|Emirates|Territory|Territories)\Z"
)
_SYLLABLES = [
    "kar",
    "tul",
    "je",
    "ri",
    "van",
    "do",
    "bel",
    "qas",
    "mu",
    "shen",
    "lo",
    "dra",
    "ny",
    "pu",
    "zha",
    "go",
]
_SITES = ("Camp", "Depot", "Clinic", "Airstrip", "Warehouse", "Checkpoint", "Well", "Storage Site")


@dataclass(frozen=True)
class Case:
    """A sentence with the span that is asked for and the place that it means."""

    text: str
    start: int
    end: int
    place: object


def main() -> int:
    """Measure, and print one line a group."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--settlements", type=int, default=500)
    parser.add_argument("--frames", type=int, default=3, help="sentence frames that each place is read in")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--fast", action="store_true", help="rules instead of the tagger")
    parser.add_argument("--failures", type=Path, help="write the sentences that failed here")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    nlp = reader(fast=options.fast)
    gazetteer = store.default()
    failures: list[str] = []
    print(f"{'':38}sentences  placed  " + "  ".join(f"{cause:>12}" for cause in CAUSES))
    for title, places in groups(gazetteer, chance, options.settlements):
        failures += measure(title, places, nlp, chance=chance, frames=options.frames)
    with tempfile.TemporaryDirectory() as folder:
        for title, made, ids in imports(Path(folder), chance):
            own = reader(fast=options.fast, gazetteer=[made])
            with_own = store.attach(made)
            places = [with_own.get(id_) for id_ in ids]
            failures += measure(title, places, own, chance=chance, frames=options.frames)
    failures += invented(nlp)
    if options.failures:
        options.failures.write_text("\n".join(failures) + "\n", encoding="utf-8")
    return 0


def reader(**options):
    """Load a pipeline that finds places."""
    return load(**options, events=False)


def groups(gazetteer, chance, settlements):
    """Yield the places of the gazetteer that are asked for, in groups."""
    yield "own facilities", [p for p in gazetteer.places(kind="facility") if p.id.startswith("dateline:")]
    unknown = [p for p in gazetteer.places(kind="settlement") if not p.population]
    for title, prefix in (("own settlements", "dateline:"), ("GeoNames settlements", "geonames:")):
        some = [p for p in unknown if p.id.startswith(prefix)]
        yield title, chance.sample(some, min(len(some), settlements // 2))


def imports(folder, chance):
    """Make and yield a CSV's and a dump's places: title, file, ids."""
    names = ["".join(part).title() for part in itertools.product(_SYLLABLES, repeat=3)]
    names = [name for name in chance.sample(names, 300) if not store.default().match(name)]
    # What lies where does not matter here; a country and a division must be real, to be named.
    somewhere = chance.sample([p for p in store.default().places(kind="settlement") if p.admin1], len(names))
    rows = []
    for i, (name, at) in enumerate(zip(names, somewhere, strict=True)):
        site = _SITES[i % len(_SITES)]
        facility = i % 2 == 1
        full = name if not facility else f"{site} {name}" if site in ("Camp", "Well") else f"{name} {site}"
        rows.append((i, full, "facility" if facility else "settlement", at))
    own = folder / "own.csv"
    with own.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("id", "name", "kind", "lon", "lat", "country", "admin1"))
        table.writerows(
            (f"own:p{i}", name, kind, at.lon, at.lat, at.country, at.admin1) for i, name, kind, at in rows
        )
    import_places(own, folder / "own.sqlite")
    yield "of a CSV", folder / "own.sqlite", [f"own:p{i}" for i, *_ in rows]
    dump = folder / "dump.txt"
    dump.write_text(
        "".join(
            "\t".join(
                (str(900_000_000 + i), name, name, "", str(at.lat), str(at.lon),
                 *(("S", "MILB") if kind == "facility" else ("P", "PPL")), at.country, "", "", "", "", "", "0", "", "1",
                 "Etc/UTC", "2026-01-01")
            ) + "\n"
            for i, name, kind, at in rows
        ), encoding="utf-8",
    )  # fmt: skip
    import_places(dump, folder / "dump.sqlite")
    yield "of a dump", folder / "dump.sqlite", [f"geonames:{900_000_000 + i}" for i, *_ in rows]


def measure(title, places, nlp, *, chance, frames) -> list[str]:
    """Print how many of the places come out right, alone and with their country named; give those that do not."""
    failures = []
    for how, kind in (("alone", ALONE), ("country named", NAMED)):
        made = [make(frame, place) for place in places for frame in chance.sample(kind, frames)]
        cases = [case for case in made if case is not None]
        # One at a time: no text may hear another.
        docs = (nlp(make_doc(nlp, Report(id=str(i), text=case.text))) for i, case in enumerate(cases))
        found = [(case, *verdict(case, doc._.places)) for case, doc in zip(cases, docs, strict=True)]
        count = collections.Counter(cause for _, cause, _ in found)
        placed = (count["right"] + count["namesake"]) / len(found)
        shares = "  ".join(f"{count[cause]:12}" for cause in CAUSES)
        print(f"{f'{title}, {how}':38}{len(found):9}  {placed:6.1%}  {shares}", flush=True)
        failures += [
            f"{title}, {how}\t{cause}\t{case.place.label}\t{case.text}\t{told}"
            for case, cause, told in found
            if cause != "right"
        ]
    return failures


def make(frame, place) -> Case | None:
    """Put a place into a frame; `None` where the frame names a country and the place lies in none."""
    country = country_of(place) if "{c}" in frame else ""
    if "{c}" in frame and not country:
        return None
    article = "the " if _ARTICLED.search(place.name) and not place.name.startswith("The ") else ""
    opens = frame.startswith("{x}")
    before = frame[: frame.index("{x}")].format(c=country)
    start = len(before) + len(article)
    text = frame.format(x=(article.capitalize() if opens else article) + place.name, c=country)
    text = text[0].upper() + text[1:]
    return Case(text, start, start + len(place.name), place)


def country_of(place) -> str:
    """Return the name of a place's country, with its article; a crossing's is that of the nearest town."""
    code = place.country
    if not code:
        code = store.default().nearest(lon=place.lon, lat=place.lat)[0][0].country
    name = countries.get(code).name if code else ""
    return f"the {name}" if _THE.match(name) and not name.startswith("The ") else name


def verdict(case, mentions):
    """Say what became of a place that was named, and what the reader says of it."""
    over = [m for m in mentions if m.start < case.end and case.start < m.end]
    name = case.text[case.start : case.end]
    same = [m for m in over if fold(m.text) == fold(name)]
    if any(m.place is not None and is_it(m.place, case.place) for m in same or over):
        return "right", ""
    told = "; ".join(f"{m.text} ({m.role}): {m.place.label if m.place else m.reason}" for m in over)
    if not over:
        return "unread", ""
    if not same:
        return "cut", told
    if same[0].place is not None:
        return ("namesake" if same[0].place.country == case.place.country else "elsewhere"), told
    return ("refused" if same[0].candidates else "no candidate"), told


def is_it(place, meant) -> bool:
    """Whether a place is the one that is meant, or lies where it does."""
    return place.id == meant.id or distance_m(place.lon, place.lat, meant.lon, meant.lat) <= NEAR_M


def invented(nlp) -> list[str]:
    """Print how many names of people, firms and teams stay without a place; give those that do not."""
    failures = []
    lines = (Path(__file__).parent / "no_places.txt").read_text(encoding="utf-8").splitlines()
    total = places = embedded = 0
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        parts = re.split(r"[\[\]]", line)
        text, at, spans = "".join(parts), 0, []
        for i, part in enumerate(parts):
            spans += [(at, at + len(part))] if i % 2 else []
            at += len(part)
        found = [m for m in nlp(make_doc(nlp, Report(id="0", text=text)))._.places if m.place is not None]
        for start, end in spans:
            total += 1
            over = [m for m in found if m.start < end and start < m.end]
            taken = [m for m in over if m.role != "embedded"]
            places += bool(taken)
            embedded += bool(over and not taken)
            failures += [f"invented\t{m.text}\t{m.place.label}\t{text}\t{m.score} {m.reason}" for m in taken]
    print(
        f"people, firms and teams: {total} names, {total - places} refused ({(total - places) / total:.1%});"
        f" of {embedded} a place inside the name is told as embedded"
    )
    return failures


if __name__ == "__main__":
    raise SystemExit(main())
