"""Whether edits made in QGIS come back: `python benchmarks/qgis_edits.py [REPORTS]`.

Reports are exported with their records; QGIS opens the layers and edits them as its user does (an edit session, changed
attributes and geometries, a deleted row, a row that is cut from one layer and pasted into another, a field of one's
own, saved); `EventSet.from_file` reads the file. Each edit must be there and marked in the event's `evidence`, and all
else must equal what was exported.

QGIS has its own Python (see qgis_layers.py); it ends with 1 when QGIS is absent or a check fails.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from qgis_styles import ask

import geo
import maps
from geo.event_set import EventSet
from geo.io.layers import layer_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.records import Event

# Runs in QGIS' Python. Of the plan, each entry is (layer, [(what, id, ...), ...]).
EDIT = """
import json, sys
from PyQt5.QtCore import QDate, QVariant
from qgis.core import (Qgis, QgsApplication, QgsFeature, QgsField, QgsGeometry, QgsVectorLayer, QgsVectorLayerUtils)
application = QgsApplication([], False)
application.initQgis()
told = {"version": Qgis.QGIS_VERSION, "faults": []}

def value(layer, name, given):
    if given is None:
        return QVariant()
    kind = layer.fields().field(name).type()
    return QDate.fromString(given, "yyyy-MM-dd") if kind == QVariant.Date else given

def row(layer, wanted):
    return next(feature for feature in layer.getFeatures() if feature["id"] == wanted)

def expect(fine, what):
    if not fine:
        told["faults"].append(what)

def edit(path, plan):
    opened = {}
    for name, _ in plan:
        layer = QgsVectorLayer(path + ("|layername=" + name if name else ""), name or "events", "ogr")
        expect(layer.isValid() and layer.startEditing(), "no edit session of " + name)
        opened[name] = layer
    for name, steps in plan:
        layer = opened[name]
        for what, wanted, *rest in steps:
            if what == "field":
                expect(layer.addAttribute(QgsField(wanted, QVariant.String)), "no field")
                layer.updateFields()
                index = layer.fields().indexOf(wanted)
                for feature in layer.getFeatures():
                    layer.changeAttributeValue(feature.id(), index, "seen")
                continue
            feature = row(layer, wanted)
            if what == "value":
                index = layer.fields().indexOf(rest[0])
                fine = layer.changeAttributeValue(feature.id(), index, value(layer, *rest))
            elif what == "shape":
                fine = layer.changeGeometry(feature.id(), QgsGeometry.fromWkt(rest[0]))
            elif what == "vertex":
                fine = layer.moveVertex(*rest, feature.id(), 0)
            elif what == "delete":
                fine = layer.deleteFeature(feature.id())
            elif what == "paste":  # as cut and paste does: fields go by their names, the key is new
                there = opened[rest[0]]
                values = {there.fields().indexOf(field.name()): feature[field.name()]
                          for field in layer.fields() if field.name() != "fid"}
                made = QgsVectorLayerUtils.createFeature(there, QgsGeometry.fromWkt(rest[1]), values)
                fine = there.addFeature(made) and layer.deleteFeature(feature.id())
            expect(fine, " ".join([what, wanted, *map(str, rest)]))
    for name, layer in opened.items():
        expect(layer.commitChanges(), name + ": " + "; ".join(layer.commitErrors()))

for path, plan in json.load(sys.stdin):
    edit(path, plan)
print(json.dumps(told))
"""
PLACE = shapely.Point(12.5, 41.9)


def plans(found: EventSet, suffix: str) -> tuple[list, dict[str, Event], str]:
    """Return what QGIS shall do, the edited events as they must come back, and the id of the one that is deleted."""
    shapes = found.events.geometry.to_numpy()
    of_row = layer_of("events", shapes) if suffix == ".gpkg" else [""] * len(found)
    kinds = layer_of("events", shapes)

    def nth(family: str, number: int) -> tuple[str, Event]:
        at = [i for i, kind in enumerate(kinds) if kind == f"events_{family}"][number]
        return of_row[at], found.event_records[at]

    steps: dict[str, list] = {}
    wanted: dict[str, Event] = {}

    def step(layer: str, event: Event, *steps_of: tuple) -> None:
        steps.setdefault(layer, []).extend((what, event.id, *rest) for what, *rest in steps_of)

    def expect(event: Event, *fields: str, **changes: object) -> None:
        marks = dict.fromkeys(fields, "edited")
        wanted[event.id] = replace(event, **changes, evidence={**event.evidence, **marks})

    layer, event = nth("point", 0)
    step(
        layer,
        event,
        ("value", "type", "PROTEST"),
        ("value", "status", "hypothetical"),
        ("value", "score", 0.25),
    )
    fields = ("type", "status", "score", "acled") if event.acled else ("type", "status", "score")
    expect(event, *fields, type="PROTEST", status="hypothetical", score=0.25, acled="")
    layer, event = nth("point", 1)
    wkt = "MultiPoint ((12.5 41.9))" if suffix == ".gpkg" else PLACE.wkt
    step(layer, event, ("shape", wkt))
    expect(event, "where", where=PLACE)
    layer, event = nth("point", 2)
    step(layer, event, ("value", "when_start", "2024-02-28"), ("value", "when_end", "2024-03-01"))
    days = {"start": datetime.date(2024, 2, 28), "end": datetime.date(2024, 3, 1)}
    when = replace(event.when, **days, granularity="range", text=None, rule="edited")
    expect(event, "when", when=when)
    layer, gone = nth("point", 3)
    step(layer, gone, ("delete",))
    layer, event = nth("area", 0)
    step(layer, event, ("value", "radius_m", 1500.0), ("value", "when_end", None))
    changes: dict[str, object] = {"radius_m": 1500.0}
    marks = ["radius_m"]
    if event.when.end:
        unknown = "open" if event.when.start else "unknown"
        changes["when"] = replace(event.when, end=None, granularity=unknown, text=None, rule="edited")
        marks.append("when")
    expect(event, *marks, **changes)
    layer, event = nth("line", 0)
    moved = shapely.get_coordinates(event.where)
    moved[0] = (12.5, 41.9)
    step(layer, event, ("vertex", 12.5, 41.9))
    expect(event, "where", where=shapely.set_coordinates(event.where, moved))
    layer, event = nth("nowhere", 0)
    if suffix == ".gpkg":
        steps.setdefault("events_point", [])
        step(layer, event, ("paste", "events_point", "MultiPoint ((12.5 41.9))"))
    else:
        step(layer, event, ("shape", PLACE.wkt))
    expect(event, "where", where=PLACE)
    steps[next(iter(steps))].append(("field", "my_note"))
    return list(steps.items()), wanted, gone.id


def faults(found: EventSet, path: Path, wanted: dict[str, Event], gone: str) -> list[str]:
    """Return what did not come back as it should."""
    try:
        back = EventSet.from_file(path)
    except geo.GeoError as error:
        return [str(error)]
    bad = []
    kept = [event for event in found if event.id != gone]
    if [event.id for event in back] != [event.id for event in kept]:
        bad.append("other events than there were, without the deleted one")
    for event, before in zip(back, kept, strict=False):
        right = wanted.get(event.id, before)
        if right is before and event != before:
            bad.append(f"{event.id}: nobody edited it, and it is {event}")
        elif replace(event, where=None) != replace(right, where=None):
            bad.append(
                f"{event.id}: is {replace(event, where=None)} and should be {replace(right, where=None)}"
            )
        elif not _near(event.where, right.where):
            bad.append(f"{event.id}: is at {event.where} and should be at {right.where}")
    if back.reports != found.reports or back.mention_records != found.mention_records:
        bad.append("reports or mentions are not as exported")
    if EventSet.from_file(path, edits=False) != found:
        bad.append("without edits it is not the set that was exported")
    return bad


def _near(one: BaseGeometry | None, other: BaseGeometry | None) -> bool:
    """Whether two geometries are one but for the sixth decimal, the last that GeoJSON has."""
    if one is None or other is None:
        return one is other
    return bool(shapely.equals_exact(one, other, tolerance=1e-6))


def main() -> int:
    """Export, let QGIS edit, read back, and print what is as it should be and what is not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="?", default="seeds/")
    parser.add_argument("--python", default="/usr/bin/python3", help="the Python that QGIS is installed for")
    options = parser.parse_args()
    found = geo.read(options.reports)
    bad = 0
    for suffix in (".gpkg", ".geojson"):
        with tempfile.TemporaryDirectory() as name:
            path = maps.export(found, Path(name) / f"events{suffix}", records=True)
            plan, wanted, gone = plans(found, suffix)
            told = ask(options.python, EDIT, given=json.dumps([(str(path), plan)]))
            if isinstance(told, str):
                print(f"QGIS is absent, or does not start: {told}")
                return 1
            wrong = [*told["faults"], *faults(found, path, wanted, gone)]
            print(f"QGIS {told['version']}, {suffix}: {len(wanted)} events edited, one deleted: "
                  f"{'as it should be' if not wrong else 'NO'}")  # fmt: skip
            print("".join(f"  {line}\n" for line in wrong), end="")
            bad += bool(wrong)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
