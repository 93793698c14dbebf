"""Ids of reports that state none."""

from geo.documents import ids


def test_the_same_text_has_the_same_id_and_a_longer_one_begins_with_it():
    short, long = ids.id_of_text("Rain."), ids.id_of_text("Rain.", digits=ids.LONG)
    assert long.startswith(short) and len(long) == len("text-") + 20
    assert ids.id_of_text("Rain.") == short != ids.id_of_text("Rain")
