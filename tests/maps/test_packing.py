"""Columns and texts in base 85: what is packed comes back, the same every time."""

import random
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.packing import BLOCK, DIGITS, NONE, PARTED, Pool, Texts, base85, column, pack, unpack

WHOLE = st.integers(min_value=NONE + 1, max_value=2**31 - 1)


def there_and_back(value):
    return unpack(pack({"value": value}))["value"]


@given(st.lists(st.none() | WHOLE))
def test_columns_come_back(values):
    assert there_and_back(column(values)) == values


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=PARTED))))
def test_texts_come_back_once_each(values):
    texts = Texts()
    numbers = [texts[value] for value in values]
    back = there_and_back(texts)
    assert [back[number] for number in numbers] == values
    assert len(back) == len(set(values))


@given(st.binary())
def test_base_85_has_five_digits_for_four_bytes(data):
    text = base85(data)
    assert len(text) == -(-len(data) * 5 // 4)
    assert not set(text) & set("\"&'<>\\`{} ")


def test_the_digits_are_85_characters():
    assert len(set(DIGITS.tolist())) == 85


def test_texts_lie_in_blocks_of_a_size_that_a_page_unpacks_at_once():
    texts = Texts()
    letters = random.Random(1)
    for _ in range(3000):
        texts["".join(letters.choices("abcdefgh ", k=400))]
    blocks = texts.blocks()
    assert len(blocks) == 4
    sizes = [len(zlib.decompress(packed)) for _, packed in blocks]
    assert max(sizes) < BLOCK + 400
    assert sum(count for count, _ in blocks) == 3000
    assert there_and_back(texts) == list(texts)


def test_a_text_that_is_larger_than_a_block_is_one():
    texts = Texts()
    for text in ("a", "b" * (BLOCK + 7), "c"):
        texts[text]
    assert there_and_back(texts) == list(texts)


def test_the_separator_and_broken_letters_are_replaced():
    texts = Texts()
    texts[f"one{PARTED}two"]
    texts["lone \ud83d"]
    assert there_and_back(texts) == ["one two", "lone ?"]


def test_steps_that_are_smaller_than_their_sums_are_kept_instead():
    climbing = column(range(0, 3_000_000, 30))
    plain = column(random.Random(2).sample(range(3_000_000), 100_000))
    assert len(pack({"value": climbing})) < 1000 < len(pack({"value": plain})) // 100


def test_plain_values_stay_and_others_are_refused():
    assert unpack(pack({"a": [1, "x", None], "b": {"c": 0.5}})) == {"a": [1, "x", None], "b": {"c": 0.5}}
    with pytest.raises(TypeError, match="set"):
        pack({"a": {1}})


def test_the_same_payload_gives_the_same_lines():
    def made():
        texts = Texts()
        texts["one"]
        return pack({"a": column([1, 2]), "b": texts})

    assert made() == made()


def test_a_pool_numbers_values_as_they_come():
    pool = Pool()
    assert [pool[value] for value in ("b", "a", "b")] == [0, 1, 0]
    assert list(pool) == ["b", "a"]


def test_no_value_is_not_a_day():
    assert column([None, 5]).tolist() == [NONE, 5]
    assert np.iinfo(np.int32).min == NONE
