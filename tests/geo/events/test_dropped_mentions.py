"""What a mention that is dropped leaves to the event that is kept."""

import datetime
from dataclasses import replace

from geo.events.dropped_mentions import absorb
from geo.events.quantities import find_figures


def test_figures_and_a_day_go_to_the_event_of_the_same_sentence(make_event):
    unknown = make_event(when=None).when
    kept = make_event(id="kept", type="ASSAULT", when=unknown)
    figures = tuple(find_figures("Gunmen killed nine people.", report=kept.report))
    dropped = make_event(id="dropped", type="ASSAULT", figures=figures)
    (event,) = absorb([dropped], [kept])
    assert [figure.low for figure in event.figures] == [9]
    assert event.when == dropped.when
    (other,) = absorb([replace(dropped, sentence="Another one.", figures=())], [kept])
    assert other == kept


def test_a_day_that_an_event_has_stays(make_event):
    kept = make_event(id="kept", type="ASSAULT")
    later = replace(kept.when, start=datetime.date(2001, 1, 1), end=datetime.date(2001, 1, 1))
    assert absorb([replace(kept, when=later)], [kept]) == [kept]
    assert absorb([], [kept]) == [kept]
