"""Gazetteers that are grown from a dump of GeoNames or from a CSV, with bad rows mixed in."""

import random
import sqlite3
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import BadSource
from gazetteer.importing import source_lines
from gazetteer.importing.importer import import_places
from gazetteer.store import Gazetteer

HEADER = "id,name,kind,lon,lat,radius_m,country,admin1,population,aliases,demonyms\n"


def row(
    number, name, *, lon=149.0, lat=-35.0, feature="P.PPL", country="AU", code="02", people=0, alternates=""
):
    """Give a line of a dump."""
    letter, _, designation = feature.partition(".")
    cells = [
        str(number),
        name,
        name,
        alternates,
        str(lat),
        str(lon),
        letter,
        designation,
        country,
        "",
        code,
        "",
        "",
        "",
    ]
    return "\t".join([*cells, str(people), "", "", "Australia/Sydney", "2024-01-01"])


def dump(folder, *lines, name="AU.txt"):
    path = folder / name
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else x.encode() for x in lines) + b"\n")
    return path


@pytest.fixture
def bundle(tiny_folder):
    return tiny_folder / "gazetteer.sqlite"


@pytest.fixture
def made(tmp_path, bundle):
    """Give a function that imports lines of a dump and opens the result."""

    def make(*lines, **options):
        out = tmp_path / "out.sqlite"
        grown = import_places(dump(tmp_path, *lines), out, bundle=bundle, **options)
        return grown, Gazetteer(out)

    return make


FEATURES = {
    "P.PPL": "settlement", "A.ADM1": "admin1", "A.ADM2": "admin2", "A.PCLI": "country", "H.LK": "water", "T.MT": "landform",
    "S.AIRP": "facility", "L.RGN": "region", "L.MILB": "facility", "T.ISL": "landform", "U.TRNU": "water",
}  # fmt: skip


@pytest.mark.parametrize(("feature", "kind"), FEATURES.items())
def test_features_become_kinds(made, feature, kind):
    _, gazetteer = made(row(90000001, "Wirrabilla", feature=feature))
    assert gazetteer.get("geonames:90000001").kind == kind


def test_a_place_has_its_names_its_division_and_its_size(made):
    grown, gazetteer = made(
        row(90000001, "Wirrabilla", people=120_000, alternates="Уиррабилла,wirrabilla machine,WRB"),
        row(90000002, "State of Yarrunga", feature="A.ADM1"),
    )
    assert (grown.rows, grown.places, grown.faults) == (2, 2, ())
    [match] = gazetteer.match("Уиррабилла")
    assert match.place.label == "Wirrabilla, Yarrunga, AU"
    assert (match.place.population, match.place.radius_m, match.name_kind) == (120_000, 3600, "alternate")
    assert gazetteer.match("WRB")[0].name_kind == "abbreviation"
    assert gazetteer.match("wirrabilla machine") == ()
    assert gazetteer.find("State of Yarrunga").name == "Yarrunga"


BAD = [
    (b"\xff\xfe nothing", "not UTF-8"),
    ("1\t2\t3", "not 19 cells"),
    (row("x7", "Nowhere"), "the id is no number"),
    (row(0, "Nowhere"), "the id is no number"),
    (row(90000003, " – "), "no name"),
    (row(90000003, "Nowhere", lat=95), "no point on the Earth"),
    (row(90000003, "Nowhere", lon="nan"), "no point on the Earth"),
    (row(90000003, "Nowhere", feature="Z.ZZ"), "no feature class"),
    (row(90000003, "Nowhere", country="Australia"), "alpha-2"),
    (row(90000003, "Nowhere", feature="A.ADM1H"), "no more"),
    (row(90000001, "Twice"), "there twice"),
    ("x" * (source_lines.LONGEST + 5), "more than a million bytes"),
]


@pytest.mark.parametrize(("line", "cause"), BAD)
def test_a_bad_row_is_counted_with_its_line_and_left_out(made, line, cause):
    grown, gazetteer = made(row(90000001, "Wirrabilla"), line, row(90000002, "Yarrunga"))
    assert grown.places == 2
    [fault] = grown.faults
    assert cause in fault.cause
    assert (fault.count, fault.lines) == (1, (2,))
    assert f"AU.txt: 1 row left out, {fault.cause} (line 2)" == str(fault)
    assert gazetteer.match("Twice") == ()


def test_thousands_of_rows_with_bad_ones_mixed_in(made):
    chance = random.Random(5)
    good = {number: f"Town {chance.choice('ABCDE')}{number:x}" for number in range(90_000_000, 90_006_000)}
    lines = [row(number, name, lon=chance.uniform(-180, 180)) for number, name in good.items()]
    for at in range(0, 6000, 50):
        lines.insert(at, "spoilt\trow")
    grown, gazetteer = made(*lines)
    assert (grown.places, grown.faults[0].count, len(grown.faults[0].lines)) == (6000, 120, 5)
    assert grown.faults[0].lines[0] == 1
    for number, name in chance.sample(list(good.items()), 50):
        assert [match.place.id for match in gazetteer.match(name)] == [f"geonames:{number}"]
    assert len(list(gazetteer.places())) == 6000


@given(st.lists(st.binary(max_size=60), max_size=20))
def test_noise_is_never_fatal(tmp_path_factory, tiny_folder, noise):
    folder = tmp_path_factory.mktemp("noise")
    grown = import_places(
        dump(folder, *noise, b"", row(90000001, "Wirrabilla")),
        folder / "out.sqlite",
        bundle=tiny_folder / "gazetteer.sqlite",
    )
    assert grown.places == 1


def test_what_the_bundle_has_by_hand_is_not_there_twice(made, bundle):
    grown, gazetteer = made(
        row(
            90000001,
            "Governorate of Gaza Strip",
            lon=34.35,
            lat=31.4,
            feature="A.ADM1",
            country="PS",
            code="GZ",
            alternates="Gazastreifen",
        ),
        row(281124, "Khān Yūnis", lon=34.3, lat=31.34, country="PS", code="GZ", people=7),
        row(90000002, "Gaza Strip", lon=134.35, lat=-31.4, feature="A.ADM1", country="AU", code="09"),
        row(2205218, "Republic of Fiji", lon=178.0, lat=-18.0, feature="A.PCLI", country="FJ", code="00"),
    )
    assert grown.places == 4
    old = Gazetteer(bundle)
    assert gazetteer.find("Gazastreifen") == old.get("dateline:gaza-strip")
    assert gazetteer.get("geonames:90000002").country == "AU"
    assert gazetteer.get("geonames:281124").label == "Khan Yunis, Gaza Strip, PS"
    assert gazetteer.find("Republic of Fiji").radius_m == old.find("Fiji").radius_m


def test_alternate_names_are_added(made, tmp_path):
    lines = [
        "1\t90000001\ten\tPort Wirra\t1\t\t\t\t\t",
        "2\t90000001\tlink\thttps://example.org/wirra\t\t\t\t",
        "3\t90000001\tiata\tWBX\t\t\t\t",
        "4\t90000009\ten\tNot here\t\t\t\t",
        "5\tspoilt",
        "6\t90000001\tde\tWirrahafen\t\t\t\t",
    ]
    names = dump(tmp_path, *lines, name="alternateNamesV2.txt")
    grown, gazetteer = made(row(90000001, "Wirrabilla"), names=names)
    kinds = {
        name: [m.name_kind for m in gazetteer.match(name)]
        for name in ("Port Wirra", "WBX", "Wirrahafen", "Not here")
    }
    assert kinds == {
        "Port Wirra": ["official"],
        "WBX": ["abbreviation"],
        "Wirrahafen": ["alternate"],
        "Not here": [],
    }
    assert [(fault.file, fault.lines) for fault in grown.faults] == [("alternateNamesV2.txt", (5,))]
    assert grown.names == 4


def test_items_come_with_the_alternate_names_else_from_the_bundle(tmp_path, tiny_folder):
    bundle = tmp_path / "bundle.sqlite"
    bundle.write_bytes((tiny_folder / "gazetteer.sqlite").read_bytes())
    connection = sqlite3.connect(bundle)
    connection.execute("UPDATE place SET wikidata = 'Q1' WHERE key IN (281124, 281133)")
    connection.commit()
    connection.close()
    names = dump(
        tmp_path,
        "1\t90000001\twkdt\tQ77\t\t\t\t",
        "2\t281133\twkdt\tQ47492\t\t\t\t",
        "3\t90000002\twkdt\tno item\t\t\t\t",
        "4\t90000009\twkdt\tQ5\t\t\t\t",
        name="alternateNamesV2.txt",
    )
    source = dump(
        tmp_path,
        row(90000001, "Wirrabilla"),
        row(90000002, "Wirrabong"),
        row(281124, "Khan Yunis", lon=34.3, lat=31.34, country="PS", code="GZ"),
        row(281133, "Gaza", lon=34.47, lat=31.5, country="PS", code="GZ"),
    )
    import_places(source, tmp_path / "out.sqlite", bundle=bundle, names=names)
    gazetteer = Gazetteer(tmp_path / "out.sqlite")
    ids = [90000001, 90000002, 281124, 281133]
    assert [gazetteer.get(f"geonames:{one}").wikidata for one in ids] == ["Q77", "", "Q1", "Q47492"]


def test_zips_are_read_as_geonames_packs_them(tmp_path, bundle):
    with zipfile.ZipFile(tmp_path / "AU.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "x" * 10_000)
        archive.writestr("AU.txt", row(90000001, "Wirrabilla") + "\r\n")
    assert import_places(tmp_path / "AU.zip", tmp_path / "out.sqlite", bundle=bundle).places == 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("AU.zip", b"PK\x03\x04 broken", "broken"),
        ("AU.txt", b"", "holds no place"),
        ("AU.txt", b"a\tb\nc\td\n", "2 rows left out, not 19 cells"),
        ("AU.zip", b"", "broken"),
        ("AU.zip", b"<!DOCTYPE html><html>404</html>", "a web page, not a table; fetch it once more"),
        ("AU.txt", b"<html>\n<body>404</body>\n", "a web page, not a table"),
        ("own.csv", b"\n<html>\n<body>404</body>\n", "a web page, not a table"),
        ("own.csv", b"", "it is empty"),
        ("own.csv", b"\n\n", "it is empty"),
        ("own.csv", random.Random(3).randbytes(1_000_000), "binary"),
        ("own.csv", b"PK\x03\x04" + bytes(99), "a spreadsheet, not a table as text; save it as CSV"),
        ("own.csv", b"name,lon,lat\nX,1,2\n", "the header has no id, kind"),
        ("own.csv", b"id,name,kind,lon,lat,lat\n", "lat twice"),
        ("own.csv", HEADER.encode(), "holds no place"),
    ],
)
def test_a_file_that_is_none_is_refused_and_leaves_nothing(tmp_path, bundle, name, content, why):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadSource, match=why):
        import_places(tmp_path / name, tmp_path / "out.sqlite", bundle=bundle)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_zip_cut_short_is_refused(tmp_path, bundle):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AU.txt", "\n".join(row(90000001 + i, f"Town {i * 7919}") for i in range(3000)))
    whole = bytearray((tmp_path / "a.zip").read_bytes())
    whole[200:400] = bytes(200)
    (tmp_path / "a.zip").write_bytes(whole)
    with pytest.raises(BadSource):
        import_places(tmp_path / "a.zip", tmp_path / "out.sqlite", bundle=bundle)


def test_a_zip_with_any_byte_wrong_is_read_or_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "whole.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AU.txt", "\n".join(row(90000001 + i, f"Town {i * 7919}") for i in range(20)))
    whole = (tmp_path / "whole.zip").read_bytes()
    damaged = tmp_path / "AU.zip"
    refused = 0
    for at in range(len(whole)):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0xB5]) + whole[at + 1 :])
        try:
            with source_lines.open_lines(damaged) as lines:
                assert all(isinstance(line, bytes) for _, line in lines.read(lambda _share: None))
        except BadSource as error:
            refused += 1
            assert "\n" not in str(error)
    assert refused > len(whole) / 2


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path, bundle):
    out = tmp_path / "out.sqlite"
    import_places(dump(tmp_path, row(90000001, "Wirrabilla")), out, bundle=bundle)
    old = out.read_bytes()

    def stop(stage, _share):
        if stage == "sorting":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_places(dump(tmp_path, row(90000002, "Yarrunga")), out, bundle=bundle, on_progress=stop)
    assert out.read_bytes() == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["AU.txt", "out.sqlite"]


def test_the_same_dump_makes_the_same_file_and_the_schema_of_the_bundle(made, tmp_path, bundle):
    made(row(90000002, "Yarrunga"), row(90000001, "Wirrabilla"))
    first = (tmp_path / "out.sqlite").read_bytes()
    made(row(90000002, "Yarrunga"), row(90000001, "Wirrabilla"))
    assert (tmp_path / "out.sqlite").read_bytes() == first
    schemas = []
    for path in (bundle, tmp_path / "out.sqlite"):
        connection = sqlite3.connect(path)
        query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
        schemas.append(
            connection.execute(query).fetchall() + connection.execute("SELECT * FROM kind").fetchall()
        )
        connection.close()
    assert schemas[0] == schemas[1]


def own(folder, text, name="own.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    out = folder / "own.sqlite"
    return import_places(folder / name, out), Gazetteer(out)


def test_a_csv_of_ones_own_places(tmp_path):
    grown, gazetteer = own(
        tmp_path,
        HEADER
        + "depot-3,Depot Three,facility,34.3,31.3,,PSE,Gaza Strip,,D3|Third Depot,Depoteer\n"
        + "ngo:base.7,Base Seven,facility,34.4,31.4,500,Palestine,,12,,\n"
        + "geonames:281124,Khan Yunis,settlement,34.3,31.34,,PS,,,,\n"
        + "dateline:gaza-strip,Gaza Strip,region,34.4,31.4,20000,PS,,,,\n",
    )
    assert (grown.rows, grown.places, grown.faults) == (4, 4, ())
    depot = gazetteer.get("own:depot-3")
    assert (depot.name, depot.country, depot.admin1, depot.radius_m) == (
        "Depot Three",
        "PS",
        "Gaza Strip",
        2000,
    )
    assert gazetteer.match("Third Depot")[0].place == depot
    assert gazetteer.match("Depoteer")[0].name_kind == "demonym"
    assert gazetteer.get("ngo:base.7").radius_m == 500
    assert gazetteer.get("dateline:gaza-strip").kind == "region"
    assert gazetteer.get("geonames:281124").kind == "settlement"


def test_columns_may_stand_in_any_order_beside_others(tmp_path):
    grown, gazetteer = own(
        tmp_path,
        "\ufeffNote\tLat\tLon\tName\tKind\tID\nx\t31.3\t34.3\tDepot Three\tFacility\td3\n",
        "own.tsv",
    )
    assert grown.faults == ()
    assert gazetteer.get("own:d3").lat == 31.3


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        ("a b,X,facility,1,2,,,,,,", "the id is not like"),
        ("geonames:x,X,facility,1,2,,,,,,", "without a number"),
        ("x,–,facility,1,2,,,,,,", "no name"),
        ("x,X,depot,1,2,,,,,,", "the kind is none of continent"),
        ("x,X,facility,east,2,,,,,,", "lon or lat is no number"),
        ("x,X,facility,1,92,,,,,,", "no point on the Earth"),
        ("x,X,facility,-180.5,2,,,,,,", "no point on the Earth"),
        ("x,X,facility,inf,2,,,,,,", "no point on the Earth"),
        ("x,X,facility,1,,,,,,,", "lon or lat is no number"),
        ("x,X\0Y,facility,1,2,,,,,,", "a NUL character"),
        ("x,X,facility,1,2,-4,,,,,", "radius_m"),
        ("x,X,facility,1,2,,Atlantis,,,,", "the country is none"),
        ("x,X,facility,1,2,,,,many,,", "population"),
        ("x,X,facility,1,2", "not as many cells"),
        ("good,X,facility,1,2,,,,,,", "there twice"),
    ],
)
def test_a_bad_row_of_a_csv_is_counted(tmp_path, cells, cause):
    grown, gazetteer = own(tmp_path, f"{HEADER}good,Good Depot,facility,1,2,,,,,,\n{cells}\n")
    assert grown.places == 1
    [fault] = grown.faults
    assert cause in fault.cause
    assert fault.lines == (3,)
    assert gazetteer.get("own:good").name == "Good Depot"


def test_a_csv_as_excel_writes_it_is_read(tmp_path):
    text = "sep=;\r\nid;name;kind;lon;lat\r\na;Düsseldepot;facility;6,78;-51,2\r\nb;Good;facility;1;2\r\n"
    (tmp_path / "own.csv").write_bytes(text.encode("cp1252"))
    grown = import_places(tmp_path / "own.csv", tmp_path / "own.sqlite")
    assert (grown.rows, grown.places, grown.faults, grown.wrong_bytes) == (2, 2, (), 1)
    place = Gazetteer(tmp_path / "own.sqlite").find("Düsseldepot")
    assert (place.name, place.lon, place.lat) == ("Düsseldepot", 6.78, -51.2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_csv_in_another_unicode_is_read(tmp_path, encoding):
    (tmp_path / "own.csv").write_bytes(f"{HEADER}a,Dépôt,facility,1,2,,,,,,\n".encode(encoding))
    grown = import_places(tmp_path / "own.csv", tmp_path / "own.sqlite")
    assert (grown.places, grown.faults, grown.wrong_bytes) == (1, (), 0)


def test_a_quote_that_is_never_closed_costs_its_row_only(tmp_path):
    text = (
        HEADER
        + 'a,"Open,facility,1,2,,,,,,\n'
        + "".join(f"b{nr},Good,facility,1,2,,,,,,\n" for nr in range(6_000))
        + 'd,"Open as well,facility,1,2,,,,,,\n'
        + f'e,Long,facility,1,2,,,,,"{"x" * 140_000}",\n'
        + 'c,"Last, Depot",facility,1,2,,,,,,\n'
    )
    grown, gazetteer = own(tmp_path, text)
    assert gazetteer.get("own:c").name == "Last, Depot"
    assert (grown.places, grown.rows) == (6_001, 6_004)
    assert {fault.cause: fault.lines for fault in grown.faults} == {
        "a quote that is not closed, or a cell of more than 131,072 characters": (2,),
        "a quote that is not closed": (6003,),
        "a cell of more than 131,072 characters": (6004,),
    }


def test_the_source_is_never_overwritten(tmp_path, bundle):
    source = dump(tmp_path, row(90000001, "Wirrabilla"))
    before = source.read_bytes()
    with pytest.raises(BadSource, match="write that to another file"):
        import_places(source, source, bundle=bundle)
    with pytest.raises(BadSource, match="write that to another file"):
        import_places(
            source, tmp_path / "names.txt", names=dump(tmp_path, "x", name="names.txt"), bundle=bundle
        )
    assert source.read_bytes() == before


def test_names_do_not_go_with_a_csv(tmp_path):
    (tmp_path / "own.csv").write_text(HEADER, encoding="utf-8")
    with pytest.raises(BadSource, match="not to a CSV"):
        import_places(tmp_path / "own.csv", tmp_path / "out.sqlite", names=tmp_path / "own.csv")


def test_progress_goes_from_stage_to_stage(tmp_path, bundle):
    told = []
    import_places(
        dump(tmp_path, row(90000001, "Wirrabilla")), tmp_path / "o.sqlite", bundle=bundle,
        on_progress=lambda stage, share: told.append((stage, share)),
    )  # fmt: skip
    assert [stage for stage, _ in told] == ["places", "sorting", "sorting", "sorting"]
    assert told[-1] == ("sorting", 1.0)


def test_alternate_names_reach_places_that_go_under_the_bundles_id(made, tmp_path):
    names = dump(tmp_path, "1\t90000001\tsw\tUkanda wa Gaza\t\t\t\t", name="alternateNamesV2.txt")
    _, gazetteer = made(
        row(90000001, "Gaza Strip", lon=34.35, lat=31.4, feature="A.ADM1", country="PS", code="GZ"),
        names=names,
    )
    assert gazetteer.find("Ukanda wa Gaza").id == "dateline:gaza-strip"
