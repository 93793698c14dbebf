"""Whether QGIS opens the exported places as it should: `python benchmarks/qgis_layers.py [--country KE]`.

QGIS has its own Python (Debian: `apt-get install --no-install-recommends python3-qgis qgis-providers`), which is asked
in a process of its own; `--python` names another than /usr/bin/python3. It ends with 1 when QGIS is absent or a check
fails.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import geopandas as gpd

import gazetteer
from maps.place_files import COLUMNS, write_places

# Runs in QGIS' Python, whatever version that is: one JSON object to stdout.
ASK = """
import json, sqlite3, sys, time
from qgis.core import QgsApplication, QgsFeatureRequest, QgsFeatureSource, QgsRectangle, QgsVectorLayer, Qgis
application = QgsApplication([], False)
application.initQgis()
told = {"version": Qgis.QGIS_VERSION}
BOX = QgsRectangle(36, -2, 37, -1)
for path in sys.argv[1:]:
    layer = QgsVectorLayer(path, "places", "ogr")
    began = time.perf_counter()
    in_box = [feature["place_id"] for feature in layer.getFeatures(QgsFeatureRequest(BOX))]
    seconds = time.perf_counter() - began
    told[path.rpartition("/")[2]] = {
        "valid": layer.isValid(),
        "count": layer.featureCount(),
        "read": sum(1 for feature in layer.getFeatures() if not feature.geometry().isNull()),
        "crs": layer.crs().authid(),
        "index": layer.hasSpatialIndex() == QgsFeatureSource.SpatialIndexPresent,
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "in_box": sorted(in_box),
        "box_ms": 1000 * seconds,
    }
print(json.dumps(told))
"""
TYPES = {"population": "Integer64", "radius_m": "Real", "lon": "Real", "lat": "Real"}
BOX = (36, -2, 37, -1)


def ask(python: str, *paths: Path) -> dict[str, dict[str, object]] | str:
    """Return what QGIS says of the files, or why it says nothing."""
    try:
        done = subprocess.run(
            [python, "-c", ASK, *map(str, paths)],
            capture_output=True,
            text=True,
            check=False,
            env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
            | {"QT_QPA_PLATFORM": "offscreen"},
        )
    except OSError as error:
        return str(error)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
    told: dict[str, dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> int:
    """Export, ask QGIS, and print what is as it should be and what is not."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--country", help="only this country's places, quicker; KE has the box that is asked for"
    )
    parser.add_argument("--python", default="/usr/bin/python3", help="the Python that QGIS is installed for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = list(gazetteer.default().places(country=options.country))
        for suffix in (".gpkg", ".fgb"):
            write_places(places, folder / f"places{suffix}")
        bare = folder / "bare.gpkg"
        gpd.read_file(folder / "places.gpkg").to_file(bare, layer="places", SPATIAL_INDEX="NO")
        told = ask(options.python, folder / "places.gpkg", folder / "places.fgb", bare)
    if isinstance(told, str):
        print(f"QGIS is absent, or does not start: {told}")
        return 1
    print(f"QGIS {told.pop('version')}, {len(places):,} places")
    west, south, east, north = BOX
    inside = sorted(p.id for p in places if west <= p.lon <= east and south <= p.lat <= north)
    bad = 0
    for file, facts in told.items():
        fields = {name: kind for name, kind in facts["fields"].items() if name != "fid"}  # type: ignore[attr-defined]
        checks = {
            "opens": facts["valid"],
            "has every place": facts["count"] == facts["read"] == len(places),
            "in EPSG:4326": facts["crs"] == "EPSG:4326",
            "columns and types": fields == {column: TYPES.get(column, "String") for column in COLUMNS},
            "finds the places in a box": facts["in_box"] == inside,
            "has a spatial index": facts["index"] or file == "bare.gpkg",
        }
        bad += sum(not right for right in checks.values())
        shown = ", ".join(f"{what}: {'yes' if right else 'NO'}" for what, right in checks.items())
        print(f"{file}: {shown}; {facts['box_ms']:.1f} ms for the {len(inside)} places in a box")
    print("bare.gpkg is the same layer without an index: its time in the box is what the index saves")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
