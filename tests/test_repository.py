"""What strangers look at first: the README, licences, citation, hooks and templates."""

import importlib.util
import json
import re
import shutil
import tomllib
from pathlib import Path

import grimp
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS_ONLY = {"commander", "resolve-protobuf-schema"}
"""What a library of the page needs for its own command line, which nothing bundles."""
BY_THE_SAME = {"pmtiles": "protomaps-leaflet", "@protomaps/basemaps": "protomaps-leaflet"}
"""Libraries whose packages have no licence's text, to one of the same authors that has it."""


@pytest.fixture(scope="module")
def hatch_build():
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_is_short_and_begins_with_what_it_is():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.split()) <= 1200
    what, picture, install, use = (
        readme.index(mark) for mark in ("**Reads", "![", "## Install", "import dateline\n")
    )
    assert what < picture < install < use


def test_the_readme_has_one_command_under_each_mark():
    """`.ci/run` reads the second one out of it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for mark, last in (("map", "dateline map seeds/"), ("tests", "pytest")):
        (command,) = re.findall(rf"^<!-- {mark} -->\n```sh\n(.+)\n```$", readme, re.MULTILINE)
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ") and last in command


def test_every_part_of_the_licence_has_its_text():
    files = {path for pattern in PROJECT["license-files"] for path in ROOT.glob(pattern)}
    assert ROOT / "LICENSE" in files and ROOT / "NOTICE.md" in files
    vendored = json.loads((ROOT / "maps/web/assets.json").read_text(encoding="utf-8"))
    files |= {ROOT / "maps/web/vendor" / path for path in vendored if "LICENSE" in path}
    begins = {
        "Apache-2.0": "Apache License\n",
        "BSD-2-Clause": "BSD 2-Clause License",
        "BSD-3-Clause": "BSD 3-Clause License",
        "CC-BY-4.0": "Creative Commons Attribution 4.0 International",
        "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0 International",
        "ISC": "Permission to use, copy, modify, and/or distribute this software",
        "MIT": "Permission is hereby granted, free of charge",
        "ODbL-1.0": "Open Database License",
        "Unicode-3.0": "UNICODE LICENSE V3",
    }
    assert PROJECT["license"].split(" AND ") == ["BSD-3-Clause", *sorted(set(begins) - {"BSD-3-Clause"})]
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert [name for name, words in begins.items() if not any(words in text for text in texts)] == []
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    assert [name for name in begins if name not in notice.replace("BSD 3-Clause", "BSD-3-Clause")] == []


def package_of(path):
    parts = path.split("/")
    return "/".join(parts[: 2 if path.startswith("@") else 1])


def test_every_front_end_library_comes_with_its_licence():
    lock = json.loads((ROOT / "maps/web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    used = {
        name
        for script in (ROOT / "maps/web/js").rglob("*.js")
        for name in re.findall(r'from "(@?[a-z][\w.@/-]*)"', script.read_text(encoding="utf-8"))
    }
    copied = json.loads((ROOT / "maps/web/assets.json").read_text(encoding="utf-8")).values()
    used |= {package_of(path) for path in copied}
    waiting = list(used)
    while waiting:
        further = set(lock[f"node_modules/{waiting.pop()}"].get("dependencies", {})) - used - COMMANDS_ONLY
        further = {name for name in further if not name.startswith("@types/")}  # no code
        used |= further
        waiting += further
    licensed = {package_of(path) for path in copied if "LICENSE" in path}
    licensed |= {name for name, other in BY_THE_SAME.items() if other in licensed}
    assert len(used) > 3 and used - licensed == set()
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8").lower()
    assert {name for name in used if name not in notice} == set()
    assert {lock[f"node_modules/{name}"]["license"] for name in used} <= set(
        PROJECT["license"].split(" AND ")
    )


def test_the_citation_is_of_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "type"} <= set(citation)
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"].split(" AND ")[0]


def test_the_hooks_are_local_and_run_what_is_installed():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    for hook in config["repos"][0]["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].split()[0] in {"ruff", "mypy", "lint-imports", "python"}


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem
)
def test_an_issue_form_asks_for_something(form):
    read = yaml.safe_load(form.read_text(encoding="utf-8"))
    if form.stem == "config":
        return
    assert read["name"] and read["description"]
    assert any(part.get("validations", {}).get("required") for part in read["body"])
    ids = [part["id"] for part in read["body"] if "id" in part]
    assert len(ids) == len(set(ids))


def test_every_training_command_and_module_is_in_its_readme():
    readme = (ROOT / "training/README.md").read_text(encoding="utf-8")
    scripts = [path for path in (ROOT / "training").glob("*.py") if path.stem != "__init__"]
    commands = {path.stem for path in scripts if '__name__ == "__main__"' in path.read_text(encoding="utf-8")}
    assert set(re.findall(r"python -m training\.(\w+)", readme)) == commands
    assert {path.stem for path in scripts} <= commands | set(re.findall(r"`(\w+)`", readme))


def test_the_gazetteer_is_rebuilt_when_code_that_builds_it_changes(hatch_build):
    graph = grimp.build_graph("gazetteer", exclude_type_checking_imports=True)
    # The land and the areas are built apart; the pieces of divisions are made by hand, and the repository has the result.
    made_by_hand = (
        "committed",
        "make_facilities",
        "make_wikidata",
        "make_lakes",
        "make_division_pieces",
        "make_natural_features",
    )
    apart = {f"gazetteer.build.{name}" for name in ("land", "prepared_areas", *made_by_hand)}
    build = {module for module in graph.modules if module.startswith("gazetteer.build")} - apart
    used = set().union(*(graph.find_upstream_modules(module) for module in build)) - build - {"gazetteer"}
    paths = {f"{module.removeprefix('gazetteer.').replace('.', '/')}.py" for module in used}
    assert paths == set(hatch_build.BUILT_WITH)


def test_a_script_of_the_page_costs_no_new_gazetteer(hatch_build, tmp_path):
    shutil.copytree(
        ROOT / "gazetteer", tmp_path / "gazetteer", ignore=shutil.ignore_patterns("built", "__pycache__")
    )
    (tmp_path / "maps/web").mkdir(parents=True)
    lock = json.loads((ROOT / "maps/web/package-lock.json").read_text(encoding="utf-8"))
    stamps = []
    for change in ({}, {"node_modules/leaflet": {}}, {"node_modules/world-atlas": {"version": "3"}}):
        text = json.dumps(lock | {"packages": lock["packages"] | change})
        (tmp_path / "maps/web/package-lock.json").write_text(text, encoding="utf-8")
        stamps.append(hatch_build.fingerprint(tmp_path, hatch_build.BUILT))
    assert stamps[0] == stamps[1] != stamps[2]


@pytest.mark.parametrize(
    ("path", "remade"),
    [
        ("areas/shapes.py", {"AREAS"}),
        ("build/prepared_areas.py", {"AREAS"}),
        ("data/additions.csv", {"AREAS", "BUILT"}),
        ("store.py", set()),
    ],
    ids=["areas", "preparing", "places", "look-ups"],
)
def test_the_areas_are_remade_for_their_own_code_and_with_the_gazetteer(hatch_build, tmp_path, path, remade):
    shutil.copytree(
        ROOT / "gazetteer", tmp_path / "gazetteer", ignore=shutil.ignore_patterns("built", "land", "*.sqlite")
    )
    (tmp_path / "maps/web").mkdir(parents=True)
    shutil.copy(ROOT / "maps/web/package-lock.json", tmp_path / "maps/web")
    outs = {name: getattr(hatch_build, name) for name in ("AREAS", "BUILT", "LAND")}
    before = {name: hatch_build.fingerprint(tmp_path, out) for name, out in outs.items()}
    with (tmp_path / "gazetteer" / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert {
        name for name, out in outs.items() if hatch_build.fingerprint(tmp_path, out) != before[name]
    } == remade


def test_the_land_is_rebuilt_for_its_own_steps_and_package_alone(hatch_build, tmp_path):
    lock = json.loads((ROOT / "maps/web/package-lock.json").read_text(encoding="utf-8"))
    source = "node_modules/@geo-maps/earth-lands-100m"

    def stamp(change=None, **edited):
        for name in ("areas/land.py", "build/lakes.json.xz", "build/land.py", "build/places.py"):
            path = tmp_path / "gazetteer" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(edited.get(path.parent.name + "_" + path.stem, "1"), encoding="utf-8")
        (tmp_path / "maps/web").mkdir(parents=True, exist_ok=True)
        text = json.dumps(lock | {"packages": lock["packages"] | (change or {})})
        (tmp_path / "maps/web/package-lock.json").write_text(text, encoding="utf-8")
        return hatch_build.fingerprint(tmp_path, hatch_build.LAND)

    first = stamp()
    assert stamp({"node_modules/leaflet": {}}) == stamp(build_places="2") == first
    assert len({first, stamp({source: {"version": "2"}}), stamp(areas_land="2"), stamp(build_land="2")}) == 4
