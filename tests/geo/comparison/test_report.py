"""The summary in words: every figure is there, and hostile names are one line."""

import pandas as pd

import geo
from geo.comparison.report import text

ROW = {"day": ["2024-05-13"], "lon": [29.2], "lat": [-1.7], "type": ["AID"]}


def test_a_summary_has_counts_figures_and_parts():
    ours = pd.DataFrame(
        {name: values * 3 for name, values in ROW.items()} | {"day": ["2024-05-13", None, "2024-07-01"]}
    )
    words = text(geo.compare(ours, pd.DataFrame(ROW)))
    for line in (
        "found (table): 3 events, 1 compared, 2024-05-13 to 2024-05-13",
        "not compared: 1 no day, 1 outside the days",
        "pairs      1 within 2 days and 30 km",
        "precision  1.00 (0.21 to 1.00, 95 %)",
        "F1         1.00",
        "by type",
        "by month",
    ):
        assert line in words, line


def test_tables_are_cut_at_a_number_of_rows():
    months = pd.DataFrame({"day": [f"2024-{month:02}-13" for month in range(1, 10)], "lon": 1.0, "lat": 2.0})
    words = text(geo.compare(months, months), parts=["month"], rows=4)
    assert "2024-04" in words and "2024-05" not in words.split("by month")[1] and "… and 5 more" in words


def test_control_characters_of_a_table_never_reach_the_terminal():
    frame = pd.DataFrame(ROW | {"type": ["\x1b[31mAID\nx"]})
    assert "\x1b" not in text(geo.compare(frame, frame))


def test_nothing_in_common_has_no_figures_of_pairs():
    other = pd.DataFrame(ROW | {"day": ["2024-09-01"]})
    words = text(geo.compare(pd.DataFrame(ROW), other))
    assert "in space" not in words and "Only in the reference (1): 1 nothing near." in words
