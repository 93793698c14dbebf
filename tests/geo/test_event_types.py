"""`geo.event_types` is a door: what it names is what the ontology has."""

from geo import event_types
from geo.events import ontology


def test_the_names_are_those_of_the_ontology():
    assert sorted(event_types.__all__) == ["EventType", "event_types", "load"]
    assert all(getattr(event_types, name) is getattr(ontology, name) for name in event_types.__all__)
    assert "ASSAULT" in {each.root for each in event_types.event_types()}
