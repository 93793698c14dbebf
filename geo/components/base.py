"""Base class of the components: a name, and a configuration that is saved with the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import srsly
from spacy.pipeline import Pipe

from geo.nlp.docs import register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CONFIG = "cfg"


class Component(Pipe):
    """A component defined by its configuration alone.

    Parameters
    ----------
    name
        In the pipeline.
    config
        What its factory was given, as JSON takes it.
    """

    def __init__(self, name: str, **config: Any) -> None:
        register()
        self.name = name
        self.config = config
        self.configure(config)

    def configure(self, config: Mapping[str, Any]) -> None:
        """Apply a configuration: that of the factory, or one read from disk."""

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the configuration as bytes, for `Language.to_bytes`."""
        del exclude
        packed: bytes = srsly.msgpack_dumps(self.config)
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """Load the configuration from what `to_bytes` returned."""
        del exclude
        self.config = srsly.msgpack_loads(data)
        self.configure(self.config)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the configuration into a folder, for `Language.to_disk`."""
        del exclude
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        srsly.write_json(folder / _CONFIG, self.config)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Component:
        """Load the configuration from what `to_disk` wrote; without one keep the factory's."""
        del exclude
        file = Path(path) / _CONFIG
        if file.is_file():
            self.config = srsly.read_json(file)
            self.configure(self.config)
        return self
