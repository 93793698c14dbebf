"""The card of an event says who its participants are, in small print under their names."""

from dataclasses import replace

import pytest

from geo.records import Actor
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def test_who_a_participant_is_follows_the_names(show, found):
    union = Actor(
        text="They", start=0, end=4, name="Harbour Union", description="Trade union of <b>dockers</b>"
    )
    records = tuple(
        replace(event, actors=(union,), recipients=(replace(union, name="League", description=""),))
        for event in found.event_records
    )
    page = show(EventMap(replace(found, event_records=records)))
    page.locator(".event").first.click()
    page.wait_for_selector(".leaflet-popup .card")
    assert page.locator(".leaflet-popup .card dd small").all_inner_texts() == [
        "Harbour Union: Trade union of <b>dockers</b>"
    ]
