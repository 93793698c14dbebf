"""The sizes of a picture of the page are checked before a browser starts."""

import pytest

from maps import browser


@pytest.mark.parametrize(
    "sizes",
    [
        {"width": 1},
        {"height": 0},
        {"width": -1},
        {"width": 800.5},
        {"ratio": 0},
        {"ratio": "x"},
        {"ratio": float("nan")},
    ],
    ids=str,
)
def test_a_size_that_no_page_has_is_one_clear_error(sizes):
    with pytest.raises(ValueError, match=r"a page is at least|a pixel of the page"):
        browser.picture("", browser="/nowhere/chromium", **sizes)
