"""Refresh what the README shows: the output of real commands, and the pictures of the real map.

Run in a checkout with Dateline installed (`pip install -e ".[test]"`) and Chromium present: `python docs/make_readme.py`.
Text between `<!-- output: NAME -->` and `<!-- end -->` is replaced; the pictures go to docs/pictures/.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CALL = "seeds/2024-07-16-two-ministers-on-the-phone.md"
COMMANDS = {
    "events": f"dateline events {CALL} --format table",
    "commands": "dateline commands --of ISR",
}
PICTURES = ("map.png", "swipe.png")
WIDTH = 150


def main() -> None:
    """Rewrite README.md and the pictures."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    for name, command in COMMANDS.items():
        text = replace(text, name, f"```console\n$ {command}\n{output(command)}```")
    readme.write_text(text, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        subprocess.run([sys.executable, "-m", "maps", "map", "seeds/", "-o", page], cwd=ROOT, check=True)
        subprocess.run([sys.executable, ROOT / "docs/screenshots.py", page, folder], check=True)
        for name in PICTURES:
            shutil.copy(Path(folder) / name, ROOT / "docs/pictures" / name)


def output(command: str) -> str:
    """Run a `dateline` command with this interpreter and give its lines, cut to the page's width."""
    done = subprocess.run(
        [sys.executable, "-m", "maps", *shlex.split(command)[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def replace(text: str, name: str, block: str) -> str:
    """Put a block between the marks of `name`."""
    marks = re.compile(rf"(<!-- output: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marks.search(text):
        sys.exit(f"README.md has no <!-- output: {name} -->")
    return marks.sub(lambda found: f"{found[1]}{block}\n{found[2]}", text)


if __name__ == "__main__":
    main()
