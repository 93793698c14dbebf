"""Natural features and informal regions: how rows are made, what has a shape, and how exact it says it is."""

import hashlib
import json
import lzma

import pytest
import shapely

from gazetteer import areas, find, store
from gazetteer.areas import features, territories
from gazetteer.areas.feature_file import FILE
from gazetteer.build import committed, make_natural_features, natural_earth_5, places
from gazetteer.build import features as build
from gazetteer.build.store_file import Row
from gazetteer.build.tables import BadTable


def row(slug, name, kind="water", *, lon=10.0, lat=10.0, country="", names=()):
    return Row(
        geonameid=None, slug=slug, name=name, kind=kind, lon=lon, lat=lat, country=country, admin1="", population=0,
        radius_m=5_000, prominence=5.0, names=[(name, "official"), *names],
    )  # fmt: skip


def feature(id_, kind="river", *, full=(), bare=(), countries=("TD",), reach_of="", wikidata="", former=None):
    return {
        "wikidata": wikidata, **({"former": former} if former else {}),
        "id": id_, "class": kind, "layer": "x", "rank": 5, "full": [*full], "bare": [*bare], "reach_of": reach_of,
        "countries": [*countries], "lon": 10.0, "lat": 10.0, "shape": [[9900, 9900, 200, 200]],
    }  # fmt: skip


def test_a_feature_of_a_hand_written_place_is_its_shape():
    rows = [row("moru", "Moru River")]
    records = build.natural(rows, {}, [feature("ne-moru-river", full=["Moru River"], bare=["Moru"])])
    assert [one.slug for one in rows] == ["moru"]
    assert records["dateline:moru"] == ("exact", build.SOURCE, [["lines", [[9900, 9900, 200, 200]]]])


def test_a_namesake_far_away_is_another_place():
    rows = [row("moru", "Moru River", lon=60.0)]
    records = build.natural(rows, {}, [feature("ne-moru-river", full=["Moru River", "River Moru"])])
    assert [one.slug for one in rows] == ["moru", "ne-moru-river"]
    assert [name for name, _ in rows[1].names] == ["River Moru"]
    assert "dateline:moru" not in records


def test_a_name_that_another_place_has_is_not_taken():
    rows = [row("moru", "Moru", kind="settlement")]
    build.natural(rows, {}, [feature("ne-moru-river", full=["Moru River"], bare=["Moru"])])
    assert [name for name, _ in rows[1].names] == ["Moru River"]


@pytest.mark.parametrize(
    ("country", "names"), [("TD", ["Moru", "Moru River"]), ("US", ["Moru River"])], ids=str
)
def test_a_bare_name_is_taken_where_rivers_are_no_english_words(country, names):
    rows = []
    build.natural(rows, {}, [feature("ne-moru", full=["Moru River"], bare=["Moru"], countries=[country])])
    assert [name for name, _ in rows[0].names] == names


def test_a_place_has_the_wikidata_id_of_its_feature():
    rows = [row("moru", "Moru River")]
    longer = feature("ne-moru-river", full=["Moru River"], wikidata="Q1")
    longer["shape"] = [[9900, 9900, 200, 200, 200, 200]]
    reach = feature("ne-bahr", full=["Moru River"], reach_of="Moru", wikidata="Q2")
    build.natural(rows, {}, [reach, longer, feature("ne-bora", full=["Bora River"], wikidata="Q3")])
    assert {one.slug: one.wikidata for one in rows} == {"moru": "Q1", "ne-bora": "Q3"}


def test_a_feature_keeps_the_id_that_it_had_under_a_broken_name():
    rows = []
    build.natural(rows, {}, [feature("ne-lake-muritz", "lake", full=["Lake Müritz"], former="ne-lake-mritz")])
    assert (rows[0].slug, rows[0].former) == ("ne-lake-muritz", "ne-lake-mritz")
    assert find("Lake Müritz").id == store.default().get("dateline:ne-lake-mritz").id


def test_a_reach_of_another_name_joins_its_river():
    rows = [row("moru", "Moru River")]
    reach = feature("ne-bahr", full=["Moru River"], reach_of="Moru")
    records = build.natural(rows, {}, [reach, feature("ne-moru-river", full=["Moru River"])])
    assert len(records["dateline:moru"][2]) == 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("dateline:nowhere,exact,units:TCD,x", "no place has the id dateline:nowhere"),
        ("dateline:moru,sure,units:TCD,x", "neither exact nor approximate"),
        ("dateline:moru,exact,units:TCD,", "source is empty"),
        ("dateline:moru,exact,divisions:TD/Atlantis,x", "there is no outline of Atlantis in 'TD'"),
        ('dateline:moru,exact,"border:TD+NE@5,1,2,3",x', "no box"),
        ("dateline:moru,exact,natural:atlantis-sea,x", "there is no shape of ne-atlantis-sea"),
    ],
    ids=["id", "edge", "source", "division", "box", "feature"],
)  # fmt: skip
def test_a_wrong_row_stops_the_build(line, why, tmp_path):
    table = tmp_path / "shapes.csv"
    table.write_text(f"id,edge,shape,source\n{line}\n", encoding="utf-8")
    with pytest.raises(BadTable, match=why) as caught:
        build.read_shapes(table, [row("moru", "Moru")], {})
    assert caught.value.line == 2


def test_shapes_are_written_and_read_back(tmp_path, monkeypatch):
    table = tmp_path / "shapes.csv"
    table.write_text(
        'id,edge,shape,source\ndateline:moru,approximate,"line:10 10,11 10.5",by hand\n', encoding="utf-8"
    )
    build.write(tmp_path / FILE, build.read_shapes(table, [row("moru", "Moru")], {}))
    monkeypatch.setattr(features.outlines, "BUILT", tmp_path)
    found = features.find("dateline:moru")
    assert (found.edge, found.source) == ("approximate", "by hand")
    assert shapely.get_coordinates(found.geometry).tolist() == [[10, 10], [11, pytest.approx(10.5)]]
    assert features.find("dateline:other") is None


def test_a_shape_may_be_made_of_natural_features(tmp_path):
    table = tmp_path / "shapes.csv"
    table.write_text(
        "id,edge,shape,source\ndateline:moru,approximate,natural:east-sea|west-sea,both\n", encoding="utf-8"
    )
    parts = [feature("ne-east-sea", "sea"), feature("ne-west-sea", "sea"), feature("ne-other", "sea")]
    (record,) = build.read_shapes(table, [row("moru", "Moru")], {}, parts).values()
    assert len(record[2]) == 2


@pytest.mark.parametrize(
    ("name", "kind", "edge", "inside"),
    [
        ("Kordofan", "area", "exact", (30.2, 13.2)),
        ("Darfur", "area", "exact", (23.5, 12.9)),
        ("Donbas", "area", "exact", (38.0, 48.3)),
        ("Sahel", "area", "approximate", (5.0, 14.5)),
        ("Midwest", "area", "exact", (-93.0, 44.0)),
        ("Lake Victoria", "area", "exact", (33.0, -1.0)),
        ("Gobi Desert", "area", "approximate", (104.0, 43.0)),
        ("Philadelphi Corridor", "line", "exact", (34.24, 31.28)),
        ("Tigris", "line", "exact", (44.4, 33.3)),
        ("Suez Canal", "line", "exact", (32.34, 30.7)),
        ("Litani River", "line", "approximate", (35.43, 33.31)),
        ("Orontes", "line", "exact", (36.69, 34.75)),
        ("Yarmouk River", "line", "exact", (35.68, 32.71)),
        ("Kerch Strait", "area", "approximate", (36.55, 45.3)),
        ("Strait of Messina", "area", "approximate", (15.63, 38.2)),
        ("Drake Passage", "area", "approximate", (-63.0, -59.0)),
        ("Atlantic Ocean", "area", "approximate", (-30.0, 20.0)),
        ("Lake Ohrid", "area", "approximate", (20.72, 41.03)),
        ("River Mersey", "line", "approximate", (-2.59, 53.39)),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_is_drawn_and_how_exact_it_is(name, kind, edge, inside):
    place = find(name)
    shape = areas.geometry(place)
    assert shapely.get_dimensions(shape) == (2 if kind == "area" else 1)
    assert shape.distance(shapely.Point(inside)) < (1e-9 if kind == "area" else 0.06)
    assert areas.edge(place) == edge


def test_a_country_is_exact_and_a_town_has_no_edge():
    assert areas.edge(find("Chad")) == "exact"
    assert areas.edge(find("Khan Yunis")) is None


def test_every_water_written_by_hand_has_a_shape():
    gazetteer = store.default()
    ids = {row["id"] for row in territories.additions() if row["kind"] == "water"}
    bare = [place.id for place in gazetteer.places(kind="water") if place.id in ids and not areas.edge(place)]
    assert not bare


def test_enough_waters_mountains_and_regions_are_named():
    gazetteer = store.default()
    assert sum(1 for _ in gazetteer.places(kind="water")) >= 2_000
    assert sum(1 for _ in gazetteer.places(kind="landform")) >= 600
    shaped = [place for place in gazetteer.places(kind="region") if areas.edge(place)]
    assert len(shaped) >= 200


@pytest.mark.parametrize(
    "name", ["Jordan", "Chad", "Niger", "Paraguay", "Powell River", "Vancouver"], ids=str
)
def test_a_name_of_a_country_or_town_stays_its_own(name):
    assert store.default().match(name)[0].place.kind in ("country", "settlement")


def test_the_committed_features_are_those_that_the_sources_name():
    data = build.NATURAL.read_bytes()
    sources = (places.DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert hashlib.sha256(data).hexdigest() in sources
    assert committed.packed(json.loads(lzma.decompress(data))) == data


def test_other_files_than_the_known_ones_are_refused(tmp_path):
    for layer in make_natural_features.LAYERS:
        (tmp_path / f"ne_10m_{layer}.json").write_text('{"features": []}', encoding="utf-8")
    (tmp_path / "5").mkdir()
    for file in natural_earth_5.FILES.values():
        (tmp_path / "5" / file).touch()
    with pytest.raises(ValueError, match="are not those of SHA-256"):
        make_natural_features.make(tmp_path)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("ROSS  SEA", "Ross Sea"), ("Kopet Dag Mts .", "Kopet Dag Mountains"), ("Mio", "Miño"), ("Mlzes", "")],
    ids=["capitals", "short", "mended", "lost"],
)  # fmt: skip
def test_names_of_the_source_are_spelt_out(name, spelt):
    assert make_natural_features._spelt(name) == spelt
