"""`geo.reading` is a door: what it names is what the rooms have."""

from geo import reading
from geo.documents import reading as files
from geo.documents import single


def test_the_names_are_those_of_the_rooms():
    rooms = {**vars(files), **vars(single)}
    assert {name: getattr(reading, name) is rooms[name] for name in reading.__all__} == dict.fromkeys(
        reading.__all__, True
    )
    assert sorted(reading.__all__) == [
        "Columns", "count_reports", "id_of_text", "read_opened", "read_reports", "report_from_text", "with_unique_ids",
    ]  # fmt: skip
