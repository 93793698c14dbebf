"""The Markdown file of a story: its title, and its steps with their keys and texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from maps.errors import UnreadableStory

if TYPE_CHECKING:
    import os

KEYS = (
    "day", "change", "compare", "days", "place", "zoom", "view", "event", "types", "statuses", "actor", "report",
    "source", "words", "confidence", "undated", "commands", "link",
)  # fmt: skip
"""What a step may say of the map, in the order in which errors list it."""

MOST_BYTES = 1_000_000
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"^(?P<level>##?)[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
_KEY = re.compile(r"^(?P<key>[a-z]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a story.

    Attributes
    ----------
    heading
        Plain text.
    text
        Markdown, of which the page draws paragraphs, emphasis and links; anything else stays as it is written.
    keys
        Each key with its value and its line.
    line
        Of the heading, from 1.
    """

    heading: str
    text: str
    keys: dict[str, tuple[str, int]]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story as its file tells it; `path` is for errors."""

    path: str
    title: str
    steps: tuple[Step, ...]


def read_story(path: str | os.PathLike[str]) -> Story:
    """Read the file of a story.

    Raises
    ------
    OSError
        When it cannot be read.
    UnreadableStory
        When it is no text in UTF-8, or `parse` says so.
    """
    data = Path(path).read_bytes()
    if len(data) > MOST_BYTES:
        raise UnreadableStory(str(path), 0, f"{len(data):,} bytes are no story: {MOST_BYTES:,} at most")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableStory(str(path), line, "the file is not in UTF-8") from error
    return parse(text, str(path))


def parse(text: str, path: str = "story.md") -> Story:
    r"""Parse the text of a story.

    Text before the first `## heading`, if any, is the cover: a step with the title of the story.

    Raises
    ------
    UnreadableStory
        When there is no step, or the keys of one are not what they should be.

    Examples
    --------
    >>> story = parse("# Two days\n\n## A call\n\nday: 2024-07-16\n\nThey spoke *twice*.")
    >>> story.title, story.steps[0].heading, story.steps[0].keys, story.steps[0].text
    ('Two days', 'A call', {'day': ('2024-07-16', 5)}, 'They spoke *twice*.')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    title = _title_of(front["fields"]) if front else ""
    first = front.end() if front else 0
    lines = text[first:].split("\n")
    start = text.count("\n", 0, first) + 1
    # Heading, its line, the line below it, and what stands there; the first part is the cover.
    parts: list[tuple[str, int, int, list[str]]] = [("", start, start, [])]
    for number, line in enumerate(lines, start):
        heading = _HEADING.match(line)
        if heading and heading["level"] == "#":
            if len(parts) > 1 or any(kept.strip() for kept in parts[0][3]):
                raise UnreadableStory(
                    path, number, "a story has one title (#), at its beginning; its steps begin with ##"
                )
            title = heading["text"] or title
            parts = [("", number, number + 1, [])]
        elif heading:
            if not heading["text"]:
                raise UnreadableStory(path, number, "this step has no heading: write it after ##")
            parts.append((heading["text"], number, number + 1, []))
        else:
            parts[-1][3].append(line)
    steps = [_step(path, *part) for part in parts[1:]]
    cover = [_step(path, title, *parts[0][1:])] if any(line.strip() for line in parts[0][3]) else []
    if not steps:
        raise UnreadableStory(path, 1, "there is no step: each begins with a line such as ## Israel moves")
    return Story(path=path, title=title, steps=(*cover, *steps))


def _title_of(fields: str) -> str:
    """Return the title of front matter, whose other fields are for other programs."""
    found = re.search(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", fields, re.MULTILINE)
    return found[1].strip("\"'") if found else ""


def _step(path: str, heading: str, line: int, below: int, lines: list[str]) -> Step:
    """Separate the keys of a step from its text: they are the first paragraph, if that begins with one."""
    first = next((n for n, text in enumerate(lines) if text.strip()), len(lines))
    end = next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))
    keys: dict[str, tuple[str, int]] = {}
    if first < end and _KEY.match(lines[first]):
        for number, text in enumerate(lines[first:end], below + first):
            key, value = _key(path, number, text)
            if key in keys:
                raise UnreadableStory(path, number, f"{key} is said twice, first in line {keys[key][1]}")
            keys[key] = value, number
    else:
        end = first
    return Step(heading=heading, text="\n".join(lines[end:]).strip(), keys=keys, line=line)


def _key(path: str, line: int, text: str) -> tuple[str, str]:
    found = _KEY.match(text)
    if not found:
        raise UnreadableStory(
            path,
            line,
            f"{text.strip()[:60]!r} is no 'key: value'; an empty line parts the keys from the text",
        )
    if found["key"] not in KEYS:
        raise UnreadableStory(path, line, f"there is no key {found['key']!r}: use {', '.join(KEYS)}")
    if not found["value"]:
        raise UnreadableStory(path, line, f"{found['key']} says nothing")
    return found["key"], found["value"]
