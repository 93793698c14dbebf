"""The filter of spellings never says "no" to what a file holds, and seldom "yes" to what it does not."""

import random
import string

from hypothesis import given
from hypothesis import strategies as st

from gazetteer import names
from gazetteer.spelling_filter import MOST_BYTES, SpellingFilter, made, sound

LATIN = st.text(string.ascii_lowercase + " 07", max_size=24).map(names.fold)


@given(LATIN)
def test_all_variants_of_a_name_have_its_sound(norm):
    assert {sound(variant) for variant in names.variants(norm)} <= {sound(norm)}


@given(st.lists(st.text(min_size=1, max_size=20).map(names.fold).filter(bool), min_size=1))
def test_what_is_there_is_never_denied(norms):
    spelt = SpellingFilter(made(iter(norms), len(norms)))
    for norm in norms:
        assert spelt.ending(norm) == len(norm)
        assert spelt.ending(f"zz{norm}") >= len(norm)
        assert not norm.isascii() or spelt.may_sound_like(norm)


@given(st.lists(st.text("tkgdqa ", min_size=1, max_size=12).map(names.fold).filter(bool), min_size=1))
def test_the_sounds_of_many_are_those_of_each(norms):
    spelt = SpellingFilter(made(iter(norms), 2000))
    assert all(map(spelt.may_sound_like, norms))


def test_most_of_what_is_not_there_is_denied():
    chance = random.Random(8)
    words = ["".join(chance.choices(string.ascii_lowercase, k=14)) for _ in range(4000)]
    # Names share their endings, and random letters do not: they need more bits.
    spelt = SpellingFilter(made(words[:2000], 10_000))
    sounding = sum(map(spelt.may_sound_like, words[2000:]))
    ending = sum(spelt.ending(word) >= 6 for word in words[2000:])
    assert sounding < 300 and ending < 300


def test_without_bits_everything_may_be_there():
    spelt = SpellingFilter(b"")
    assert spelt.ending("suva") == 4 and spelt.may_sound_like("suva")


def test_bits_are_the_same_in_every_process_and_no_more_than_so_many():
    assert made(["suva", "nadi"], 2).hex() == made(["nadi", "suva"], 2).hex()
    assert (
        sum(byte.bit_count() for byte in made(["suva"], 1)) == 6
    )  # two for each of -uva, -suva and the sound
    assert len(made([], 10 * MOST_BYTES)) == MOST_BYTES
