"""Files that are made by hand from sources no registry has, and committed: the same source makes the same bytes."""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def known_bytes(source: Path, sha256: str) -> bytes:
    """Read a source.

    Raises
    ------
    ValueError
        When the file is not the one of the hash.
    """
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"{source} is not the file of SHA-256 {sha256}")
    return data


def packed(document: Any) -> bytes:
    """Compress a JSON document."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def run(make: Callable[[Path], bytes], out: Path, *, source: str) -> int:
    """Write a file from the source that the command line names; return the exit status, 1 when that is another one.

    Parameters
    ----------
    make
        Reads the source, and returns the content.
    out
        The file.
    source
        What the source is, for `--help`.
    """
    parser = argparse.ArgumentParser(description=f"Make {out.name} again.")
    parser.add_argument("source", type=Path, help=source)
    try:
        made = make(parser.parse_args().source)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    out.write_bytes(made)
    sys.stderr.write(f"{out.name}: {len(made):,} bytes, SHA-256 {hashlib.sha256(made).hexdigest()}\n")
    return 0
