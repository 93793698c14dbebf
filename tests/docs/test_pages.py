"""The pages say what is true: their examples run, their tables are the code's, their commands exist."""

import importlib.util
import re
import shlex
import sys
from pathlib import Path

import click
import pytest

from maps.cli import dateline

ROOT = Path(__file__).resolve().parents[2]


def load(name):
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[spec.name])
    return sys.modules[spec.name]


EXAMPLES, GENERATE = load("examples"), load("generate")
PAGES = EXAMPLES.pages()
TEXTS = [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def name_of(page):
    return page.relative_to(ROOT).as_posix()


# A cluster of this process asks for its own address, and dask-geopandas for what pandas is to give up.
MARKS = {
    "dask.md": [pytest.mark.enable_socket, pytest.mark.filterwarnings("ignore:The inplace keyword")],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=name_of(page), marks=MARKS.get(page.name, []))
        for page in PAGES
        if "```" in page.read_text(encoding="utf-8")
    ],
)
def test_the_examples_of_a_page_run_and_print_what_it_shows(page):
    EXAMPLES.run_page(page)


@pytest.mark.parametrize(
    "wrong",
    [
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        "```python\n1 / 0\n```\n",
        "```sh\ndateline nonsense\n```\n",
        "```sh\nrm -r /\n```\n",
        "```rust\nfn main() {}\n```\n",
    ],
)
def test_an_example_that_is_not_true_fails(wrong, tmp_path, monkeypatch):
    monkeypatch.setattr(EXAMPLES, "ROOT", tmp_path)
    (tmp_path / "seeds").mkdir()
    page = tmp_path / "page.md"
    page.write_text(wrong, encoding="utf-8")
    with pytest.raises((EXAMPLES.ExampleFailed, ZeroDivisionError)):
        EXAMPLES.run_page(page)


@pytest.mark.parametrize(
    ("printed", "shown", "same"),
    [
        ("Goma 0.895", "Goma 0.897", True),
        ("Goma 0.895", "Goma 0.795", False),
        ("Goma 0.895", "Goma 0.895 CD", False),
        ("Goma 0.895 (0.66)", "Goma 0.8…", True),
        ("lat 30.895", "lat 30.897", False),
        ("lat -0.895", "lat -0.897", False),
    ],
)
def test_scores_alone_may_differ_a_little_from_processor_to_processor(printed, shown, same):
    assert EXAMPLES.agree(printed, shown) is same


def test_a_page_runs_in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(EXAMPLES, "ROOT", tmp_path)
    (tmp_path / "seeds").mkdir()
    page = tmp_path / "page.md"
    page.write_text(
        '```csv title="a.csv"\nx\n```\n\n```python\nfrom pathlib import Path\n\n'
        'print(Path("a.csv").read_text() * 3)\n```\n\n```text\nx\n…\n```\n',
        encoding="utf-8",
    )
    assert EXAMPLES.run_page(page) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.md", "seeds"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_comes_from_the_code_is_as_the_code_has_it(page):
    """After a change: `python docs/generate.py`."""
    assert GENERATE.fill(page) == page.read_text(encoding="utf-8")


def test_every_column_is_described_and_nothing_else():
    actual, described = GENERATE.actual(), GENERATE.described()
    assert set(actual) == set(described)
    for table, columns in actual.items():
        assert set(columns) == set(described[table]["columns"]), table


def test_the_layers_of_a_geopackage_have_the_columns_that_are_described(tmp_path):
    import pyogrio

    import geo
    import maps

    found = geo.parse("Shells fell on the Israel-Lebanon border on 3 May 2024. Envoys met in Manama.")
    maps.export(found, tmp_path / "e.gpkg")
    actual = GENERATE.actual()
    layers = {name for name, _ in pyogrio.list_layers(tmp_path / "e.gpkg")} - {"layer_styles"}
    assert {"borders", "command_areas", "links"} <= layers
    for layer in layers:
        table = re.sub(r"_(point|line|area|nowhere)$", "", layer)
        fields = set(pyogrio.read_info(tmp_path / "e.gpkg", layer=layer)["fields"])
        assert fields == set(actual[table]) - {"geometry"}, layer


def command_lines():
    """Give every `dateline ...` of the texts, from blocks and from running text."""
    for text in TEXTS:
        content = text.read_text(encoding="utf-8")
        blocks = re.findall(r"^```(?:sh|console)[^\n]*\n(.*?)^```$", content, re.DOTALL | re.MULTILINE)
        lines = [line.strip().removeprefix("$ ") for block in blocks for line in EXAMPLES.commands(block)]
        lines += re.findall(r"`(dateline [^`]+)`", content)
        for line in lines:
            for part in line.split(" > ")[0].split(" | "):
                if part.startswith("dateline "):
                    yield pytest.param(part, id=f"{name_of(text)}: {part}")


@pytest.mark.parametrize("line", list(command_lines()))
def test_every_command_and_option_that_a_text_names_exists(line):
    words = shlex.split(line, comments=True)[1:]
    command, context = dateline, click.Context(dateline, info_name="dateline")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.commands[words.pop(0)]
        context = click.Context(command, parent=context)
    given = [word for word in words if word not in ("...", "…")]
    known = {flag for option in command.params for flag in option.opts}
    for at, word in enumerate(given):
        number = word.lstrip("-").replace(".", "").isdigit()
        assert not word.startswith("-") or word == "-" or number or word in known, (word, at)


@pytest.mark.parametrize("page", TEXTS, ids=name_of)
def test_links_to_files_lead_somewhere(page):
    content = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", content):
        assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.slow
def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert len(blocks) == 2 and len(names["found"]) > 0
    assert "<!doctype html>" in (tmp_path / "map.html").read_text(encoding="utf-8")[:100].lower()
