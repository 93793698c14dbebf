"""The manifest of a corpus: what its files are, and how a set of new files takes the place of older ones.

`manifest.json` is the truth: a file that it does not name is no part of the corpus. Names of files hold a digest of
what they are made of, so that new files stand beside those of before until the manifest that names them is put in the
place of the former one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from geo.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT: Final = 1
"""Of the folder; later versions read earlier ones or say that they do not."""
MANIFEST: Final = "manifest.json"
CLUSTERS: Final = "clusters.sqlite"
"""The store of which accounts are one event, beside the tables."""
WORK: Final = ".work"
"""The folder of what is not finished; readers of data sets pass over names that begin with a dot."""
TABLES: Final = ("events", "links", "mentions", "records", "reports")
_NEW: Final = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a corpus consists of.

    Attributes
    ----------
    parts
        Names of the parts of reports, mentions and records, in the order of their days; of each the numbers of
        `reports`, of `failed` ones, of `mentions`, and by `readers`: the fingerprints of what read them.
    periods
        Names of the files of events and links, in order.
    events
        How many there are.
    settings
        Those of the last reading.
    version
        Of Dateline, at the last reading.
    """

    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    periods: tuple[str, ...] = ()
    events: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)
    version: str = ""

    def encode(self) -> str:
        """Return the manifest as JSON."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False) + "\n"

    def total(self, what: str) -> int:
        """Return the sum of a number over all parts."""
        return sum(part[what] for part in self.parts.values())

    def readers(self) -> Counter[str]:
        """Return how many reports were read under each fingerprint (`geo.corpus.settings.Settings.fingerprint`)."""
        counts: Counter[str] = Counter()
        for part in self.parts.values():
            counts.update(part["readers"])
        return counts

    def files(self) -> list[str]:
        """Return the names of all files, relative to the folder."""
        return [
            *(
                f"{table}/{name}.parquet"
                for table in ("mentions", "records", "reports")
                for name in self.parts
            ),
            *(f"{table}/{name}.parquet" for table in ("events", "links") for name in self.periods),
        ]


def read(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises
    ------
    CorpusError
        It is no corpus, its manifest is damaged, or it is of a later version.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version = found.pop("format")
        if version != FORMAT:
            raise CorpusError(
                str(folder), f"its format is {version}, this version of Dateline reads {FORMAT}"
            )
        return Manifest(**found | {"periods": tuple(found["periods"])})
    except (FileNotFoundError, NotADirectoryError):
        raise CorpusError(str(folder), f"no corpus: it has no {MANIFEST}") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(str(folder), f"its {MANIFEST} is damaged") from error


def is_corpus(folder: Path) -> bool:
    """Return whether a folder is a corpus."""
    return (folder / MANIFEST).is_file()


def new_files(folder: Path) -> Path:
    """Return the folder in which the files of a change are made."""
    return folder / WORK / _NEW


def prepare(folder: Path, manifest: Manifest) -> str:
    """Write the manifest of a change whose files are all made, and return its digest.

    The change takes effect when the store of clusters is committed under that digest, and `finish` carries it out.
    """
    content = manifest.encode().encode()
    pending = folder / WORK / MANIFEST
    fresh = pending.with_suffix(".fresh")
    fresh.write_bytes(content)
    os.replace(fresh, pending)  # noqa: PTH105 (the atomic one, on every system)
    return _digest(content)


def tag_of(folder: Path) -> str:
    """Return the digest of the manifest in force, which `prepare` returned for it; empty where there is none."""
    path = folder / MANIFEST
    return _digest(path.read_bytes()) if path.is_file() else ""


def finish(folder: Path, tag: str) -> None:
    """Complete the change that is prepared, if it is the one that was committed under that tag.

    At any moment either the former manifest or the new one is there with all its files; a run that is killed here is
    finished by the next.
    """
    pending = folder / WORK / MANIFEST
    if not pending.is_file():
        return
    content = pending.read_bytes()
    if _digest(content) == tag:
        found = json.loads(content)
        named = set(Manifest(parts=found["parts"], periods=tuple(found["periods"])).files())
        _move_new(folder, named)
        fresh = pending.with_suffix(".fresh")
        fresh.write_bytes(content)
        os.replace(fresh, folder / MANIFEST)  # noqa: PTH105
        for table in TABLES:
            for path in (folder / table).glob("*.parquet"):
                if f"{table}/{path.name}" not in named:
                    path.unlink()
    pending.unlink()


def _move_new(folder: Path, named: set[str]) -> None:
    new = new_files(folder)
    for path in sorted(new.glob("*/*.parquet")):
        name = path.relative_to(new).as_posix()
        if name in named:
            (folder / name).parent.mkdir(exist_ok=True)
            os.replace(path, folder / name)  # noqa: PTH105


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
