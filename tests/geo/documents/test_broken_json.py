"""What is left of JSON with a wrong byte in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents import broken_json
from geo.errors import UnreadableReport

BROKEN_JSON = ['{"id": "a", "text": "Troops left.", "published" "2019"}', '{"id": "a", "text": "Troops left.", "date": "2019-08-23',
               '{"id": "a", "text": "Troops left.}', 'x"id": "a", {"text": "Troops left."]']  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN_JSON)
def test_the_text_of_broken_json_is_found_and_told(read, warned, broken):
    for name, data in (
        ("a.jsonl", f'{{"text": "One."}}\n{broken}\n'),
        ("a.json", f'[{{"text": "One."}},\n{broken}]'),
    ):
        reports, errors = read(name, data)
        assert not errors and [r.text[:12] for r in reports] == ["One.", "Troops left."]
    assert len(warned()) == 2 and all("broken JSON" in line for line in warned())
    with pytest.raises(UnreadableReport, match="not JSON"):
        read("b.json", '[{"body": "x", }')


WHOLE = st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=8), max_size=3)


@given(st.lists(WHOLE.map(lambda record: record | {"text": "Rain."}), min_size=1, max_size=4))
def test_whole_objects_come_out_as_they_are(records):
    assert list(broken_json.objects(json.dumps(records), "text")) == [(record, True) for record in records]


@given(st.text(st.sampled_from('{}[]":,\\ text\n1'), max_size=60))
def test_no_noise_is_an_error(noise):
    for fields, _ in broken_json.objects(noise, "text"):
        assert fields["text"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"text": "One.", "n" 1} {"text": "Two."}', [("One.", False), ("Two.", True)]),
        ('{"text": "One. \\"Two\\" \\u00e9", x', [('One. "Two" é', False)]),
        ('{"te\ufffdt": "One."} {"text": "Two."}', [("Two.", True)]),
        ('{"context": "No." x} {"text\ufffd: "Yes." x}', [("Yes.", False)]),
        ('{"text": ""} {"text": null} {"other": "No."}', []),
        ('{"text": "cut in the mid', [("cut in the mid", False)]),
        ("", []), ("[1, 2]", []), ("{", []),
    ],
)  # fmt: skip
def test_what_is_found_of_broken_objects(text, found):
    assert [(fields["text"], whole) for fields, whole in broken_json.objects(text, "text")] == found


def test_the_search_ends_on_hostile_text(work):
    def effort(size):
        return work(lambda: list(broken_json.objects("{" * size, "text")))

    effort(100)
    assert effort(20_000) < 2 * effort(5_000), "after so many failures there is nothing more to find"
    assert list(broken_json.objects('{"a":' * 100_000, "text")) == []


@pytest.mark.parametrize(
    ("keys", "key"),
    [(["text", "t?xt"], "text"), (["t?xt"], "t?xt"), (["test"], None), (["tex"], None), (["t??t"], None), ([5, None], None),
     (["Text"], None), (["t\u00e9xt"], "t\u00e9xt")],
)  # fmt: skip
def test_a_key_may_have_one_damaged_character(keys, key):
    assert broken_json.key_of(dict.fromkeys(keys), "text") == key
