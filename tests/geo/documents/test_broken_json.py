"""What is left of JSON with a wrong byte in it."""

import pytest

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
