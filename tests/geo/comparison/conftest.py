"""Tables in the columns of ACLED, UCDP GED, GDELT and GTD; every row is invented."""

import csv
import io

import numpy as np
import pytest

from geo.comparison.event_columns import EventColumns
from geo.comparison.formats import HEADERLESS
from geo.comparison.taxonomies import Taxonomy

ACLED = """\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,iso,region,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities
INV1,13 May 2024,2024,1,Political violence,Battles,Armed clash,Red Brigade,,2,Blue Brigade,180,Middle Africa,Democratic Republic of Congo,Nord-Kivu,Goma,-1.6741,29.2285,1,Invented,"Shots, and more",3
INV2,02 June 2024,2024,2,Political violence,Explosions/Remote violence,Air/drone strike,Red Brigade,,2,,180,Middle Africa,Democratic Republic of Congo,Nord-Kivu,Goma,-1.6741,29.2285,2,Invented,A strike,0
INV3,15 July 2024,2024,3,Demonstrations,Protests,Peaceful protest,Teachers,,6,,180,Middle Africa,Democratic Republic of Congo,Sud-Kivu,Bukavu,-2.5083,28.8608,1,Invented,A march,0
INV4,16 July 2024,2024,1,Strategic developments,Strategic developments,Other,,,,,180,Middle Africa,Democratic Republic of Congo,Sud-Kivu,Bukavu,-2.5083,28.8608,1,Invented,Talk,0
"""
UCDP = """\
id,relid,year,type_of_violence,conflict_name,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,best
901,INV-1,2024,1,Invented,Government,Red Brigade,1,Goma town,Nord-Kivu,-1.6741,29.2285,DR Congo (Zaire),1,2024-05-13 00:00:00.000,2024-05-13 00:00:00.000,3
902,INV-2,2024,3,Invented,Red Brigade,Civilians,6,DR Congo,,-2.88,23.66,DR Congo (Zaire),4,2024-06-01 00:00:00.000,2024-06-30 00:00:00.000,2
903,INV-3,2024,2,Invented,Blue Brigade,Red Brigade,4,Sud-Kivu,Sud-Kivu,-3.0,28.3,DR Congo (Zaire),2,2024-07-10 00:00:00.000,2024-07-08 00:00:00.000,1
"""
GTD = """\
eventid,iyear,imonth,iday,approxdate,country,country_txt,provstate,city,latitude,longitude,specificity,summary,attacktype1,attacktype1_txt,targtype1,target1,gname,nkill
202405140001,2024,5,14,,229,Democratic Republic of the Congo,Nord-Kivu,Goma,-1.6741,29.2285,1,A bomb,3,Bombing/Explosion,1,Market,Red Brigade,2
202405000002,2024,5,0,May 2024,229,Democratic Republic of the Congo,Nord-Kivu,Goma,-1.6741,29.2285,1,Taken,6,Hostage Taking (Kidnapping),1,Teachers,Red Brigade,0
202400000003,2024,0,0,2024,229,Democratic Republic of the Congo,Nord-Kivu,Goma,-1.6741,29.2285,5,Unknown,9,Unknown,1,Market,Unknown,0
202402310004,2024,2,31,,229,Democratic Republic of the Congo,Nord-Kivu,Goma,-1.6741,29.2285,1,No such day,2,Armed Assault,1,Market,Unknown,0
"""


def gdelt(*rows, width=61):
    """Return an export without a header: a row is the number, day, code, type of place, latitude, longitude."""
    names = HEADERLESS[width]
    lines = []
    for number, day, code, level, lat, lon in rows:
        cells = dict.fromkeys(names, "")
        cells |= {
            "GLOBALEVENTID": number, "SQLDATE": day, "Year": day[:4], "Actor1Name": "RED BRIGADE", "EventCode": code,
            "ActionGeo_Type": level, "ActionGeo_FullName": "Goma, Nord-Kivu, Congo", "ActionGeo_CountryCode": "CG",
            "ActionGeo_Lat": lat, "ActionGeo_Long": lon,
        }  # fmt: skip
        lines.append("\t".join(map(str, cells.values())))
    return "\n".join(lines) + "\n"


TABLES = {
    "acled": ("acled.csv", ACLED),
    "ucdp": ("ged.csv", UCDP),
    "gtd": ("gtd.csv", GTD),
    "gdelt": (
        "20240513.export.CSV",
        gdelt(("7", "20240513", "193", 4, -1.6741, 29.2285), ("8", "20240513", "010", 1, -2.88, 23.66)),
    ),
}


@pytest.fixture
def table_file(tmp_path):
    def write(name, text=None, encoding="utf-8"):
        file, content = TABLES.get(name, (name, text))
        path = tmp_path / file
        path.write_bytes((text or content).encode(encoding))
        return path

    return write


@pytest.fixture
def make_events():
    """Make columns of (day, lon, lat) or (first, last, lon, lat, radius_m, code) a row."""

    def make(*rows, countries=None, actors=None):
        full = [row if len(row) == 6 else (row[0], row[0], *row[1:], 0.0, "ASSAULT") for row in rows]
        columns = list(zip(*full, strict=True)) if full else [()] * 6
        codes = tuple(dict.fromkeys(columns[5])) or ("",)
        objects = lambda values: np.array(list(values), dtype=object)  # noqa: E731
        count = len(full)
        return EventColumns(
            where="here", title="table", ids=objects(f"e{n}" for n in range(count)), numbers=np.arange(count) + 1,
            start=np.array(columns[0], dtype=np.int32), end=np.array(columns[1], dtype=np.int32),
            lon=np.array(columns[2], dtype=float), lat=np.array(columns[3], dtype=float),
            radius_m=np.array(columns[4], dtype=float),
            type=np.array([codes.index(code) for code in columns[5]], dtype=np.int32), types=codes,
            meanings=tuple(map(Taxonomy("table").meaning, codes)),
            actors=objects(actors or [None] * count), text=objects([None] * count), places=objects([None] * count),
            given_countries=objects(countries or ["CD"] * count), why_not=objects([""] * count), faults=(), unread=0,
            geocoded=0,
        )  # fmt: skip

    return make


@pytest.fixture
def rows():
    """The cells of an invented table, by the name of its format."""
    return {
        name: list(csv.reader(io.StringIO(text), delimiter="\t" if name == "gdelt" else ","))
        for name, (_, text) in TABLES.items()
    }


@pytest.fixture
def gdelt_text():
    return gdelt
