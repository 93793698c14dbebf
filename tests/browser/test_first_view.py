"""The page opens where most events are; on all of them, where no region holds half."""

from dataclasses import replace

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import PlaceLink
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def moved(found, spots):
    """Return as many events as there are spots (lon, lat), one on each."""
    events = []
    for n, (event, (lon, lat)) in enumerate(zip(found.event_records, spots, strict=False)):
        mention = event.places[0].mention
        mention = replace(mention, place=replace(mention.place, id=f"s{n}", lon=lon, lat=lat))
        link = PlaceLink(mention=mention, role="location")
        events.append(replace(event, where=shapely.Point(lon, lat), places=(link,)))
    return EventSet(
        found.reports, tuple(events), tuple(link.mention for each in events for link in each.places)
    )


@pytest.mark.parametrize(
    ("spots", "seen"),
    [
        ([(-1.5, 53.8), (43.4, 38.5), (91.9, 24.9), (39.2, -6.2)], [True, True, True, True]),
        ([(35.9, 31.9), (35.0, 32.8), (34.5, 31.5), (139.7, 35.7)], [True, True, True, False]),
    ],
)
def test_the_first_view(show, found, spots, seen):
    page = show(EventMap(moved(found, spots)))
    inside = page.evaluate(
        "(spots) => spots.map(([lon, lat]) => Dateline.app.map.getBounds().contains([lat, lon]))", spots
    )
    assert inside == seen
