"""Run what the pages show: `python docs/examples.py [PAGE...]` writes the results anew, the tests compare them.

A page's fenced blocks run from top to bottom in an empty folder of their own, beside a copy of `seeds/`:

- `python`: one namespace a page; `sh`: every line is a command of `dateline`, which may have `> file` and `a | b`.
- Any block with `title="name"` is the file of that name, except a shell or Python block.
- A `text` block after one of these is what it prints. A line that ends with … stands for any line that begins so,
  and a … alone at the end for all further lines.
- `<!-- not run: why -->` before a block leaves it out.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 120  # characters of a line that is written anew
_BLOCK = re.compile(
    r"(?P<skip><!-- not run: (?P<why>[^\n]+?) -->\n+)?^(?P<indent> *)```(?P<language>\w+)(?P<more>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)
_SCORE = re.compile(r"(?<![\w.-])0\.\d{2,3}(?!\d)")
_SCORE_TOLERANCE = 0.02  # eight-bit networks round otherwise on other processors: up to .013 was seen
_TITLE = re.compile(r'title="([^"]+)"')


class ExampleFailed(Exception):
    """A block of a page is not true."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page; `start` and `end` bound its body in the page's text."""

    language: str
    title: str | None
    body: str
    line: int
    start: int
    end: int
    skipped: str | None


def pages() -> list[Path]:
    """Return every page of the site."""
    return sorted((ROOT / "docs").rglob("*.md"))


def blocks(text: str) -> Iterator[Block]:
    """Find the fenced blocks of a page, in order."""
    for found in _BLOCK.finditer(text):
        indent = len(found["indent"])
        titled = _TITLE.search(found["more"])
        yield Block(
            language=found["language"],
            title=titled[1] if titled else None,
            body="".join(line[indent:] or "\n" for line in found["body"].splitlines(keepends=True)),
            line=text.count("\n", 0, found.start("body")),
            start=found.start("body"),
            end=found.end("body"),
            skipped=found["why"],
        )


def run_page(page: Path, *, write: bool = False) -> int:
    """Run a page's blocks, compare what they print, or write it; give the number of blocks that ran.

    Raises
    ------
    ExampleFailed
        A block raises, ends with another status than 0, or prints something else.
    """
    text = page.read_text(encoding="utf-8")
    ran, printed, changes = 0, None, []
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), variables(HOME=folder):
        shutil.copytree(ROOT / "seeds", "seeds")
        names: dict[str, Any] = {"__name__": page.stem}
        for block in blocks(text):
            where = f"{page.relative_to(ROOT)}:{block.line}"
            if block.skipped or block.language == "mermaid":
                printed = None
            elif block.language == "text" and not block.title:
                if printed is None:
                    continue
                shown = cut(printed, block.body)
                if not agree(printed, block.body) and not write:
                    raise ExampleFailed(f"{where}: it prints\n{printed}\nand not\n{block.body}")
                changes.append((block.start, block.end, shown))
                printed = None
            elif block.language == "python":
                printed, ran = run_python(block, names, where), ran + 1
            elif block.language == "sh":
                printed, ran = "".join(run_line(line, where) for line in commands(block.body)), ran + 1
            elif block.title:
                Path(block.title).parent.mkdir(parents=True, exist_ok=True)
                Path(block.title).write_text(block.body, encoding="utf-8")
            else:
                raise ExampleFailed(f"{where}: a block of {block.language} is neither run nor a file")
    if write:
        for start, end, shown in reversed(changes):
            text = text[:start] + shown + text[end:]
        page.write_text(text, encoding="utf-8")
    return ran


def run_python(block: Block, names: dict[str, Any], where: str) -> str:
    """Run a block and give what it prints."""
    out = io.StringIO()
    code = compile("\n" * block.line + block.body, where, "exec")
    with contextlib.redirect_stdout(out):
        exec(code, names)
    return out.getvalue()


def commands(body: str) -> list[str]:
    """Return the command lines of a shell block, without comments, continued lines joined."""
    lines = body.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def run_line(line: str, where: str = "example") -> str:
    """Run `[NAME=value] dateline ... [| dateline ...] [> file]` or `cat file | ...` and give what it prints.

    Raises
    ------
    ExampleFailed
        A command ends with another status than 0, or is not one of these.
    """
    line, _, target = line.partition(" > ")
    shown = ""
    for part in line.split(" | "):
        words = shlex.split(part, comments=True)
        given = {}
        while words and re.match(r"[A-Z_]+=", words[0]):
            name, _, given[name] = words.pop(0).partition("=")
        if words[0] == "cat":
            shown = "".join(Path(word).read_text(encoding="utf-8") for word in words[1:])
        elif words[0] == "dateline":
            shown = run_command(words[1:], stdin=shown, given=given, where=f"{where}: {part.strip()}")
        else:
            raise ExampleFailed(f"{where}: {words[0]!r} is no command that the examples have")
    if not target:
        return shown
    path = Path(target.strip()).expanduser()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shown, encoding="utf-8")
    return ""


def run_command(arguments: list[str], *, stdin: str, given: dict[str, str], where: str) -> str:
    """Run `dateline` in this process, as a user would in a shell; give its stdout."""
    import gazetteer
    from maps.cli import run

    out, said = io.StringIO(), io.StringIO()
    pipe, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    try:
        with variables(**given), contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            if given:  # it is opened once a process, by the environment
                gazetteer.default.cache_clear()
            status = run(arguments)
    finally:
        sys.stdin = pipe
        if given:
            gazetteer.default.cache_clear()
    if status:
        raise ExampleFailed(f"{where}: ends with {status}: {said.getvalue()}")
    return out.getvalue()


@contextlib.contextmanager
def variables(**given: str) -> Iterator[None]:
    """Set environment variables for a while."""
    before = dict(os.environ)
    os.environ.update(given)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def agree(printed: str, shown: str) -> bool:
    """Whether what is printed is what a page shows, as far as the page shows it.

    A score (a number between 0 and 1 with two decimals or three) may differ by `_SCORE_TOLERANCE`.
    """
    given, told = [[line.rstrip() for line in text.splitlines()] for text in (printed, shown)]
    if told and told[-1] == "…":
        told.pop()
        given = given[: len(told)]
    return len(given) == len(told) and all(map(_same_line, given, told))


def _same_line(line: str, shown: str) -> bool:
    if shown.endswith("…"):
        shown = shown[:-1]
        line = line[: len(shown)]
    if _SCORE.sub("0", line) != _SCORE.sub("0", shown):
        return False
    pairs = zip(_SCORE.findall(line), _SCORE.findall(shown), strict=True)
    return all(abs(float(one) - float(other)) <= _SCORE_TOLERANCE for one, other in pairs)


def cut(printed: str, shown: str) -> str:
    """Return what a page shall show: as many lines as it showed, if it showed a part, and none too long."""
    lines = [line.rstrip() for line in printed.splitlines()]
    before = shown.splitlines()
    if before and before[-1] == "…":
        lines = [*lines[: len(before) - 1], "…"]
    return "".join(f"{line if len(line) <= WIDTH else line[: WIDTH - 1] + '…'}\n" for line in lines)


def main() -> None:
    """Write the results of the named pages, or of all, anew."""
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        sys.stderr.write(f"{page.name}: {run_page(page, write=True)} blocks\n")


if __name__ == "__main__":
    main()
