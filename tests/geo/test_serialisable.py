"""Records as plain values, as srsly and spaCy's `Doc.to_json` write them."""

import dataclasses
import datetime

import pytest
import srsly

from geo.serialisable import Serialisable
from geo.spans import NamedSpan


@dataclasses.dataclass(frozen=True, slots=True)
class Record(Serialisable):
    name: str
    day: datetime.date | None = None
    parts: tuple[str, ...] = ()


def test_fields_are_in_their_order_and_days_are_iso_8601():
    made = Record("a", datetime.date(2024, 2, 29), ("x",)).toDict()
    assert list(made.items()) == [("name", "a"), ("day", "2024-02-29"), ("parts", ("x",))]
    assert (
        Record("a", datetime.datetime(2024, 2, 29, 1, 2, tzinfo=datetime.UTC))
        .toDict()["day"]
        .startswith("2024-02-29T01:02")
    )
    assert Record("a").toDict()["day"] is None


def test_srsly_writes_a_record():
    assert (
        srsly.json_dumps(Record("e", datetime.date(2024, 2, 29)))
        == '{"name":"e","day":"2024-02-29","parts":[]}'
    )
    assert srsly.json_loads(srsly.json_dumps([NamedSpan(start=0, end=3, text="Ana", label="PERSON")])) == [
        {"start": 0, "end": 3, "text": "Ana", "label": "PERSON"}
    ]


def test_it_adds_no_dict_to_records_with_slots():
    with pytest.raises((AttributeError, TypeError)):
        Record("a").more = 1
