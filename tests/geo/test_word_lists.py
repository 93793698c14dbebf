"""Word lists in files, and in tables of lists that overlap."""

import re
from pathlib import Path

import pytest

import geo
from geo.nlp.words import lexicon
from geo.word_lists import lines_in, lists_in, words_in

GEO = Path(geo.__file__).parent
TABLES = ("nlp/lexicons/prepositions.csv", "nlp/lexicons/reporting_verbs.csv")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_lists_each_word_once_and_sorted(table):
    words = [line.split(",")[0] for line in lines_in(table)[1:]]
    assert words == sorted(set(words))
    assert all(line.split(",")[1] for line in lines_in(table)[1:])


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_what_each_of_its_lists_is(table):
    comments = [line for line in (GEO / table).read_text(encoding="utf-8").splitlines() if line[0] == "#"]
    described = {match[1] for line in comments if (match := re.match(r"#   (\w+) {2,}\w", line))}
    assert described == set(lists_in(table))


def test_no_file_has_the_name_of_a_list_of_a_table():
    lists = {name for table in TABLES for name in lists_in(table)}
    assert [path.name for path in (GEO / "nlp/lexicons").glob("*.txt") if path.stem in lists] == []


def test_a_list_that_is_nowhere_is_an_error():
    with pytest.raises(FileNotFoundError):
        lexicon("no_such_words")


def test_a_list_has_no_comments_and_is_read_once():
    words = words_in("nlp/lexicons/storm_heads.txt")
    assert "hurricane" in words and not any("#" in word for word in words)
    assert words_in("nlp/lexicons/storm_heads.txt") is words


def test_lists_of_a_table_share_words():
    lists = lists_in(TABLES[1])
    assert (
        "said"
        in lists["speech_verbs"] & lists["statement_verbs"] & lists["clause_verbs"] & lists["toll_verbs"]
    )
    assert "hopes" in lists["speech_verbs"] - lists["statement_verbs"]
