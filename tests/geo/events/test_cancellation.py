"""What was called off, and what was only put off."""

import pytest

from geo.events.cancellation import cancelled, is_cancelled


@pytest.fixture
def talks(found):
    """Return a function that finds the talks of a sentence."""
    return lambda text: next(match for match in found(text) if "talks" in match.words)


def test_what_was_called_off_and_what_was_put_off(talks, check_rows):
    def check(row):
        text, status = row
        decided = cancelled(talks(text))
        assert (decided and decided[0]) == status
        assert is_cancelled(talks(text)) == (status == "negated")

    check_rows(
        [
            ("The mayor called off the talks with envoys.", "negated"),
            ("The talks with envoys have been cancelled.", "negated"),
            ("The talks with envoys were put off.", "future"),
            ("The mayor postponed the talks with envoys.", "future"),
            ("The mayor praised the talks with envoys.", None),
            ("The match was cancelled after the talks with envoys.", None),
            ("The talks with envoys went on, and the match was cancelled.", None),
        ],
        check,
    )
