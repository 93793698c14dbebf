"""How many first-level divisions have an outline, and whether it is theirs: `python benchmarks/division_outlines.py`.

Judged by the settlements of the gazetteer, which know their division from GeoNames and their point: an outline is
right for those of its division that lie in it or within 1.5 km of it (two coasts differ), and wrong for those that it
holds of another division. Where most of the people in an outline belong elsewhere, either it was given to the wrong
division or GeoNames gives a large town another division than it is in.
"""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import gazetteer
from gazetteer import countries
from gazetteer.areas import divisions

if TYPE_CHECKING:
    from gazetteer.place import Place

REACH_M = 1_500.0


def outline_id(name: str, country: str) -> str | None:
    """Id of the division of that name that has an outline."""
    known = divisions.of_country(country)
    ids = (match.place.id for match in gazetteer.default().match(name))
    return next((place_id for place_id in ids if place_id in known), None)


def main() -> None:
    """Measure, and print the shares and the largest divisions that fall short."""
    people: Counter[tuple[str, str]] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    outcome: dict[str, Counter[str]] = {"places": Counter(), "people": Counter()}
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: Counter[tuple[str, str]] = Counter()
    owner: dict[str, tuple[str, str]] = {}
    for country in countries.all():
        settled: dict[str, list[Place]] = defaultdict(list)
        for place in gazetteer.default().places(country=country.alpha2, kind="settlement"):
            if place.admin1:
                settled[place.admin1].append(place)
        for name, places in settled.items():
            division = (country.alpha2, name)
            people[division] = sum(place.population for place in places)
            own = outline_id(name, country.alpha2)
            if own is None:
                missing[division] = people[division]
            else:
                owner[own] = division
            for place in places:
                found = divisions.at(lon=place.lon, lat=place.lat, country=country.alpha2, reach_m=REACH_M)
                verdict = "in none" if found is None else "right" if found == own else "wrong"
                outcome["places"][verdict] += 1
                outcome["people"][verdict] += place.population
                if found is not None:
                    inside[found]["own" if found == own else "other"] += place.population + 1
                if verdict == "wrong":
                    wrong[division] += place.population
    share = 100 * (1 - missing.total() / people.total())
    print(
        f"divisions with an outline: {len(people) - len(missing):,} of {len(people):,}, {share:.2f} % of the people"
    )
    for of, counts in outcome.items():
        shares = ", ".join(
            f"{100 * counts[v] / counts.total():.2f} % {v}" for v in ("right", "wrong", "in none")
        )
        print(f"{of} ({counts.total():,}): {shares}")
    joined_wrong = [place_id for place_id, counts in inside.items() if counts["other"] > counts["own"]]
    print(
        f"outlines with more people of others: {len(joined_wrong)}",
        *(gazetteer.default().get(i).label for i in joined_wrong[:20]),
        sep="; ",
    )
    print("without an outline:", *(f"{c}/{n} {p:,}" for (c, n), p in missing.most_common(25)), sep="\n  ")
    print(
        "people in another's outline:", *(f"{c}/{n} {p:,}" for (c, n), p in wrong.most_common(15)), sep="\n  "
    )


if __name__ == "__main__":
    main()
