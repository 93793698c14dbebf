"""Write into SOURCES.md how many divisions have GeoNames' ids, as the last build left it.

usage: python -m gazetteer.build.make_division_counts
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
_BETWEEN = re.compile(r"(?<=<!-- divisions -->).*?(?=<!-- /divisions -->)", re.DOTALL)
_COUNTS = """
SELECT count(*), count(*) FILTER (WHERE p.key > 0), count(*) FILTER (WHERE p.iso_3166_2 <> ''),
  count(*) FILTER (WHERE p.key > 0 AND f.key IS NULL)
FROM place p JOIN kind k ON k.code = p.kind LEFT JOIN former_id f ON f.key = p.key WHERE k.name = ?
"""


def counts(built: Path = DATA / "built") -> str:
    """Return the sentences about a built gazetteer."""
    joins = json.loads((built / "joins.json").read_text(encoding="utf-8"))
    ambiguous = joins["ambiguous"]
    said = [
        (
            f"{joins['by common places']:,} divisions were joined by common places,"
            f" {joins['by name']:,} by a name alone; {len(ambiguous)} are ambiguous ({', '.join(ambiguous)})."
        )
    ]
    uri = f"{(built / 'gazetteer.sqlite').resolve().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        for level, kind in (("first", "admin1"), ("second", "admin2")):
            total, numbered, coded, new = connection.execute(_COUNTS, (kind,)).fetchone()
            said.append(
                f"Of {total:,} of the {level} level {numbered:,} have GeoNames' id ({new:,} had none of ours before),"
                f" {coded:,} an ISO 3166-2 code."
            )
    return " ".join(said)


def main() -> None:
    """Put the sentences between their marks."""
    path = DATA / "SOURCES.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(_BETWEEN.sub(lambda _: counts(), text), encoding="utf-8")


if __name__ == "__main__":
    main()
