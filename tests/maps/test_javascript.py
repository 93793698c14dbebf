"""The page's script without a browser: its unit tests, its rules (eslint), its types (tsc)."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "maps/web"
MODULES = WEB / "node_modules"
COMMANDS = {
    "units": ["node", "--test", *map(str, sorted((WEB / "test").glob("*.test.js")))],
    "rules": ["node", "node_modules/eslint/bin/eslint.js", "--max-warnings=0", "js", "test"],
    "types": ["node", "node_modules/typescript/bin/tsc", "-p", "."],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_script_passes_its(command):
    if not (MODULES.is_dir() and shutil.which("node")):
        assert "CI" not in os.environ, ".ci/run installs what these checks need"
        pytest.skip("needs Node, and `npm ci --ignore-scripts` in maps/web")
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
