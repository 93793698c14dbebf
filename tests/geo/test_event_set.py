"""The frames hold every record, in the declared schema, also when there is none."""

from geo.event_set import EventSet


def test_sets_join_filter_and_iterate(make_event):
    one, two = EventSet((), (make_event(type="AID"),), ()), EventSet((), (make_event(type="PROTEST"),), ())
    assert [event.type for event in one + two] == ["AID", "PROTEST"]
    assert [event.type for event in (one + two).filter(lambda e: e.type == "AID")] == ["AID"]
    assert len(one + EventSet()) == 1
