"""Words in other languages: a table is whole, or it is refused."""

import json
import re

import pytest

from maps.errors import UnknownLanguage
from maps.strings import OPTIONAL, WEB, languages, load_strings

ENGLISH = load_strings()


@pytest.mark.parametrize("language", languages())
def test_every_table_has_every_key_with_its_places_to_fill(language):
    table = load_strings(language)
    assert {key for key in ENGLISH.keys() - table.keys() if not OPTIONAL.match(key)} == set()
    for key, text in table.items():
        form = re.search(r"\.(zero|one|two|few|many)$", key)
        english = ENGLISH[key if key in ENGLISH else key[: form.start()]]
        # "two events" needs no figure in languages that have a word for it
        free = {"count"} if form else set()
        assert set(re.findall(r"\{(\w+)\}", text)) | free == set(re.findall(r"\{(\w+)\}", english)) | free, (
            key
        )
    assert table["page.direction"] in ("ltr", "rtl")
    assert "GeoNames" in table["map.credits"] and "Natural Earth" in table["map.credits"]


def test_a_file_of_words_is_a_language(tmp_path):
    path = tmp_path / "words.json"
    path.write_text(json.dumps(dict(ENGLISH, events="{count} Ereignisse")), encoding="utf-8")
    assert load_strings(path)["events"] == "{count} Ereignisse"
    path.write_text(json.dumps(dict(ENGLISH, events="{count} Vorfälle")), encoding="utf-8")
    assert load_strings(str(path))["events"] == "{count} Vorfälle"


@pytest.mark.parametrize("language", ["xx", "../web/strings.en", "", "a" * 300])
def test_an_unknown_language_is_told(language):
    with pytest.raises(UnknownLanguage, match=r"there are ar, en, .*, or name a file"):
        load_strings(language)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{}", r"lacks among\.\w+"),
        ("[]", "not a table"),
        ("{", "Expecting"),
        ('{"events": 3}', "not a table"),
        (None, "lacks events"),
    ],
)
def test_half_a_table_is_refused(tmp_path, content, why):
    path = tmp_path / "words.json"
    rest = {key: text for key, text in ENGLISH.items() if key != "events"}
    path.write_text(json.dumps(rest) if content is None else content)
    with pytest.raises(UnknownLanguage, match=why):
        load_strings(path)


@pytest.mark.parametrize("language", languages())
def test_the_tables_are_sorted(language):
    text = (WEB / f"strings.{language}.json").read_text(encoding="utf-8")
    assert list(json.loads(text)) == sorted(load_strings(language))
