"""What the tests of reading share."""

import logging

import pytest

from geo.documents.reading import read_reports


@pytest.fixture
def read(tmp_path):
    """Write bytes under a name and read them: the reports, and the errors of records; raise where there is no report."""

    def read_as(name, data, **how):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        errors = []
        reports = list(read_reports(path, on_error=errors.append, **how))
        if not reports:
            raise errors[-1]
        return reports, [str(error) for error in errors]

    return read_as


@pytest.fixture
def warned(caplog):
    """What was warned of, without the paths."""
    caplog.set_level(logging.WARNING, logger="geo")
    return lambda: [
        record.getMessage().split(": ", 1)[1] for record in caplog.records if record.name.startswith("geo")
    ]
