"""The types of events: public names of `geo.events.ontology`."""

from geo.events.ontology import EventType, event_types, load

__all__ = ["EventType", "event_types", "load"]
