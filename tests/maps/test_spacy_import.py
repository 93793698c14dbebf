"""The command line imports spaCy without spaCy's own command line, and nobody notices."""

import json
import subprocess
import sys

CODE = """
import json, sys
from maps.cli.spacy_import import import_spacy
import_spacy()
import spacy
brought = sorted({"typer", "requests", "weasel", "spacy.cli"} & set(sys.modules))
known = spacy.__version__ in spacy.info().values()
import spacy.cli
import_spacy()
print(json.dumps([brought, known, callable(spacy.cli.download), spacy.cli.__name__ in sys.modules]))
"""


def test_spacy_comes_without_its_command_line_which_can_still_be_imported():
    shown = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout
    assert json.loads(shown) == [[], True, True, True]
