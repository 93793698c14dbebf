"""Whether QGIS opens exported events styled and in time: `python benchmarks/qgis_styles.py [--out FOLDER] [REPORTS]`.

Each layer is loaded as a user would, by its name alone; its style must come out of `layer_styles`, its renderer must
know our categories, its fields must have their types, and the filter of the temporal controller must keep the rows that
hold on a day, counted again here in SQL (events without any day stay on every day, as QGIS has it). The layers are
drawn to PNG files in FOLDER, to be looked at.

QGIS has its own Python (see qgis_layers.py); it ends with 1 when QGIS is absent or a check fails.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyogrio

import geo
import maps
from maps.style import COMMANDS, EVENTS

# Runs in QGIS' Python: one JSON object to stdout, one picture a layer and one of all of them.
ASK = """
import json, sys
from PyQt5.QtCore import QDate, QDateTime, QSize
from qgis.core import (Qgis, QgsApplication, QgsDateTimeRange, QgsFeatureRequest, QgsFeatureSource,
    QgsMapRendererParallelJob, QgsMapSettings,
    QgsRectangle, QgsVectorLayer, QgsVectorLayerTemporalContext, QgsCoordinateReferenceSystem)
application = QgsApplication([], False)
application.initQgis()
path, out, day, names = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
start = QDateTime(QDate.fromString(day, "yyyy-MM-dd"))
told, layers = {"version": Qgis.QGIS_VERSION}, []

def draw(shown, name):
    settings = QgsMapSettings()
    settings.setLayers(shown)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(QgsRectangle(-130, -40, 150, 75))
    settings.setOutputSize(QSize(1400, 575))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(out + "/" + name + ".png")
    return [error.message for error in job.errors()]

for name in names:
    layer = QgsVectorLayer(path + "|layername=" + name, name, "ogr")
    style, okay = layer.loadDefaultStyle()
    temporal, renderer = layer.temporalProperties(), layer.renderer()
    facts = {
        "valid": layer.isValid(), "count": layer.featureCount(), "crs": layer.crs().authid(), "style": okay,
        "index": layer.hasSpatialIndex() == QgsFeatureSource.SpatialIndexPresent,
        "renderer": renderer.type() if renderer else "",
        "categories": [c.value() for c in renderer.categories()] if hasattr(renderer, "categories") else [],
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "title": layer.dataProvider().dataComment(),
    }
    if temporal.isActive():
        context = QgsVectorLayerTemporalContext()
        context.setLayer(layer)
        words = temporal.createFilterString(context, QgsDateTimeRange(start, start.addDays(1), True, False))
        facts["filter"] = words
        facts["on_day"] = sum(1 for _ in layer.getFeatures(QgsFeatureRequest().setFilterExpression(words)))
    if layer.isSpatial() and renderer:
        facts["errors"] = draw([layer], name)
        layers.append(layer)
    told[name] = facts
areas = [layer for layer in layers if layer.name() == "command_areas"]
for layer in areas:
    layer.setSubsetString("valid_to IS NULL")
told["together"] = draw([*(layer for layer in layers if layer not in areas), *areas], "together")
print(json.dumps(told))
"""
TABLES = {"layer_styles", "dateline_records"}  # no layers
DATES = {"when_start", "when_end", "valid_from", "valid_to", "since"}
ON_DAY = {
    "events": "(when_start IS NULL OR when_start <= '{0}') AND (when_end IS NULL OR when_end >= '{0}')",
    "command_areas": "valid_from <= '{0}' AND (valid_to IS NULL OR valid_to > '{0}')",
}


def ask(python: str, script: str, *arguments: str, given: str | None = None) -> dict | str:
    """Run a script in QGIS' Python, with `given` on stdin; give the object of its last line, or why there is none."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        done = subprocess.run(
            [python, "-c", script, *arguments],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            env=clean | {"QT_QPA_PLATFORM": "offscreen"},
        )
    except OSError as error:
        return str(error)
    if done.returncode:
        return f"{(done.stderr.strip().splitlines() or ['no word'])[-1]} (it ended with {done.returncode})"
    told: dict = json.loads(done.stdout.splitlines()[-1])
    return told


def checks(path: Path, layer: str, facts: dict, day: str) -> dict[str, bool]:
    """Return what must hold for a layer, and whether it does."""
    name = layer.rpartition("_")[0] if layer.startswith(("events_", "mentions_")) else layer
    rows = pyogrio.read_info(path, layer=layer)["features"]
    right = {
        "opens": facts["valid"] and facts["count"] == rows,
        "dates": all(kind == "Date" for field, kind in facts["fields"].items() if field in DATES),
    }
    if layer.endswith("_nowhere"):
        return right
    right |= {
        "in EPSG:4326": facts["crs"] == "EPSG:4326",
        "R-tree": facts["index"],
        "style": facts["style"],
        "draws": not facts["errors"],
    }
    known = {"events": set(EVENTS), "command_areas": set(COMMANDS)}.get(name)
    if known:
        words = f"SELECT count(*) AS n FROM {layer} WHERE {ON_DAY[name].format(day)}"
        counted = pyogrio.read_dataframe(path, sql=words, read_geometry=False).n[0]
        right |= {
            "categories": known <= set(facts["categories"]),
            f"on {day} ({counted})": bool(facts.get("on_day") == counted),
        }
    return right


def main() -> int:
    """Export, ask QGIS, and print what is as it should be and what is not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="?", default="seeds/")
    parser.add_argument("--out", type=Path, help="a folder for the pictures")
    parser.add_argument("--day", default="2024-06-13", help="the day that the temporal controller is set to")
    parser.add_argument("--python", default="/usr/bin/python3", help="the Python that QGIS is installed for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        out = options.out or Path(name)
        out.mkdir(parents=True, exist_ok=True)
        path = maps.export(geo.read(options.reports), Path(name) / "events.gpkg")
        layers = [str(layer) for layer, _ in pyogrio.list_layers(path) if layer not in TABLES]
        told = ask(options.python, ASK, str(path), str(out), options.day, *layers)
        if isinstance(told, str):
            print(f"QGIS is absent, or does not start: {told}")
            return 1
        print(f"QGIS {told['version']}")
        bad = len(told["together"])
        for layer in layers:
            right = checks(path, layer, told[layer], options.day)
            bad += sum(not yes for yes in right.values())
            print(
                f"{layer}: " + ", ".join(f"{what}: {'yes' if yes else 'NO'}" for what, yes in right.items())
            )
            if not all(right.values()):
                print(f"  {told[layer]}")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
