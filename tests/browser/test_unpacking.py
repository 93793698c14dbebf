"""The page's own unpacking, against the packing in Python."""

import random

import pytest

from geo.event_set import EventSet
from maps.basemap import EMPTY, Basemap
from maps.event_map import EventMap
from maps.packing import BLOCK, NONE, PARTED, Texts, column, pack

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

UNPACK = """async (packed) => {
    const { columns, texts } = await Dateline.unpack(packed);
    return { columns: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])),
        texts: texts && Array.from({ length: texts.count }, (_, n) => texts.get(n)) };
}"""


@pytest.fixture
def unpacked(show):
    page = show(EventMap(EventSet(), basemap=Basemap(world=EMPTY)))

    def given(columns, *texts):
        kept = Texts()
        for text in texts:
            kept[text]
        return page.evaluate(UNPACK, pack({"columns": columns, "texts": kept}))

    return given


def test_columns_are_those_that_were_packed(unpacked):
    pick = random.Random(4)
    columns = {
        "none": column([]),
        "one": column([7]),
        "small": column(pick.choices(range(200), k=999)),
        "wide": column(pick.choices(range(-(2**30), 2**30), k=1001)),
        "widest": column([2**31 - 1, NONE + 1]),
        "climbing": column(range(-500, 40_000, 3)),
        "missing": column([None, -5, None, 0, 70_000]),
        "absent": column([None, None]),
    }
    assert unpacked(columns)["columns"] == {name: values.tolist() for name, values in columns.items()}


@pytest.mark.parametrize(
    "texts",
    [
        [""],
        ["a"],
        ["", "\ufeffa mark", "\x00\u2028\u202e", "Ω漢字😀", "İstanbul"],
        ["a" * 3, "a" * 4, "a" * 5, "b" * 259, "c" * 260, "d" * 100_000],
        ["".join(map(chr, range(0x20, 0x3000)))],
        ["x" * (BLOCK + 7), "y"],
    ],
)
def test_texts_are_those_that_were_packed(unpacked, texts):
    assert unpacked({}, *texts)["texts"] == texts


def test_long_texts_of_every_kind_of_letter_come_back(unpacked):
    pick = random.Random(5)
    letters = [chr(code) for code in range(32, 0x500) if chr(code).isprintable()]
    rare = [chr(code) for code in range(0x4E00, 0x9000)]
    # Letters of very different frequency, so that codes of many lengths are read.
    texts = [
        "".join(pick.choice(letters[: 2 ** pick.randrange(1, 11)]) for _ in range(300)) + pick.choice(rare)
        for _ in range(4000)
    ]
    assert sum(len(text.encode()) for text in texts) > 2 * BLOCK
    assert PARTED not in "".join(texts)
    assert unpacked({}, *texts)["texts"] == list(dict.fromkeys(texts))


def test_words_are_found_in_any_letter_case_and_without_accents(show):
    page = show(EventMap(EventSet(), basemap=Basemap(world=EMPTY)))
    kept = Texts()
    for text in ("In İZMİR, Ölpreise steigen", "", "izmir", "the Same, the same", "THE END"):
        kept[text]
    found = page.evaluate(
        """async ([packed, words]) => {
            const { texts } = await Dateline.unpack(packed);
            const found = [];
            for (const word of words) {
                const search = texts.holding((text, from) => text.indexOf(word, from));
                let step = search.next();
                for (; !step.done; step = search.next()) await step.value;
                found.push([...step.value]);
            }
            return found;
        }""",
        [pack({"texts": kept}), ["olpreise", "izmir", "the", "same", "steigen", "no such word"]],
    )
    assert found == [
        [1, 0, 0, 0, 0],
        [1, 0, 1, 0, 0],
        [0, 0, 0, 1, 1],
        [0, 0, 0, 1, 0],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
    ]
