"""Areas and lines of countries and territories: outlines, borders, coasts, parts, and what lies at a point.

Everything is WGS 84 degrees, lon before lat. An *area* is named by a country's code or name (`LB`, `LBN`,
`Lebanon`) or by the key of a territory (`gaza-strip`, `golan-heights`, `alaska`).

Policy for disputed areas (`data/disputed.csv` says it for each, with the alternatives): an area belongs to the state
that the United Nations or ISO 3166-1 name, borders follow the line of control. So `country("SY")` holds the Golan
Heights, and `border("IL", "LB")` goes on along them.

>>> from gazetteer import areas
>>> areas.neighbours("IL")
('EG', 'JO', 'LB', 'PS', 'SY')
>>> areas.border("IL", "LB").geom_type
'LineString'
>>> areas.border("IL", "IS")
Traceback (most recent call last):
gazetteer.errors.NoBorder: Israel and Iceland have no land border
"""

from gazetteer.areas.at_point import division_at, place_at, place_at_many, unit_at, units_at
from gazetteer.areas.borders import border
from gazetteer.areas.generalisation import generalised
from gazetteer.areas.queries import (
    border_place,
    coast,
    country,
    edge,
    geometry,
    neighbours,
    part,
    territory,
    topology,
    topology_cut,
)
from gazetteer.areas.territories import Disputed, disputed, keys_of, label

__all__ = [
    "Disputed",
    "border",
    "border_place",
    "coast",
    "country",
    "disputed",
    "division_at",
    "edge",
    "generalised",
    "geometry",
    "keys_of",
    "label",
    "neighbours",
    "part",
    "place_at",
    "place_at_many",
    "territory",
    "topology",
    "topology_cut",
    "unit_at",
    "units_at",
]
