"""Records as plain values: the keys that programs count on, with nothing lost."""

import json

from geo.json_objects import event_object, mention_object


def test_objects_have_the_contracts_keys(make_event, make_mention):
    assert list(event_object(make_event()))[:4] == ["id", "report", "type", "mode"]
    wanted = {"id", "report", "type", "mode", "status", "actors", "recipients", "when", "where", "places", "sentence",
              "start", "end", "score", "also"}  # fmt: skip
    assert wanted <= set(event_object(make_event()))
    wanted = {"report", "start", "end", "text", "role", "place_id", "name", "lon", "lat", "country", "kind", "score",
              "role_score", "radius_m", "geometry_type", "reason"}  # fmt: skip
    assert wanted <= set(mention_object(make_mention()))
    unresolved = mention_object(make_mention(place=None, geometry=None))
    assert {
        unresolved[key]
        for key in ("place_id", "name", "lon", "lat", "country", "kind", "score", "geometry_type")
    } == {None}
    json.dumps([event_object(make_event()), mention_object(make_mention())])
