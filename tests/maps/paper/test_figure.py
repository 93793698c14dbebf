"""The figure for papers: what is on it, in which colours, and that it is written whole."""

import importlib.util
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

import maps
from gazetteer import areas, find
from geo.event_set import EventSet
from geo.records import PlaceLink, Report
from maps.errors import FileExists, MissingExtra, UnknownFormat
from maps.paper import save_figure
from maps.paper.legend import Contents, rows
from maps.paper.marks import PETALS, SHAPES, clusters, petals
from maps.paper.scale import Scale
from maps.paper.sheet import fit_aspect, last_day
from maps.strings import load_strings
from maps.style import command_style, event_style, ground_colours

CONGO = (10.0, -9.0, 20.0, 0.0)


def of(*events):
    links = tuple(link.mention for event in events for link in event.places)
    return EventSet((Report(id="r1", text="A report.", title="Clinic opens"),), events, links)


@pytest.fixture
def linked(make_event, make_mention):
    return make_event(places=(PlaceLink(mention=make_mention(), role="location"),))


def pixels(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)


def rgb(colour):
    return [int(colour[n : n + 2], 16) for n in (1, 3, 5)]


def colour_at(figure, lon, lat):
    image = pixels(figure)
    x, y = figure.axes[0].transData.transform((lon, lat))
    return image[image.shape[0] - 1 - round(y), round(x)]


def texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts] + [
        text.get_text() for text in figure.texts
    ]


def is_near(colour, wanted):
    return np.abs(np.asarray(colour) - rgb(wanted)).max() <= 12


@pytest.mark.parametrize("dark", [False, True])
def test_sea_land_and_event_have_the_colours_of_the_page(linked, dark):
    made = maps.figure(of(linked), bounds=CONGO, commands=False, dark=dark)
    ground = ground_colours(dark=dark)
    hue = event_style("AID").hue
    assert is_near(colour_at(made, 11.0, -7.0), ground["sea"])
    assert is_near(colour_at(made, 19.0, -1.0), ground["land"])
    assert is_near(colour_at(made, 15.3136, -4.3276), hue.dark if dark else hue.light)


def test_the_axes_are_degrees_that_others_can_draw_on(linked):
    made = maps.figure(of(linked), bounds=CONGO)
    axes = made.axes[0]
    assert axes.get_xlim() == (10.0, 20.0)
    box = axes.get_window_extent()
    stretch = (box.height / 9) / (box.width / 10)
    assert stretch == pytest.approx(1 / np.cos(np.radians(4.5)), rel=0.01)


def test_command_areas_are_those_of_the_day(make_event):
    """Southern Israel is EUCOM's blue one day and CENTCOM's brown the next."""
    event = make_event(where=shapely.Point(34.2, 29.2), radius_m=None)
    box = (34.0, 29.0, 36.0, 31.5)
    means = []
    for day in ("2021-01-14", "2021-01-15"):
        made = maps.figure(of(event), bounds=box, date=day, legend=False)
        image = pixels(made)
        x, y = made.axes[0].transData.transform((34.85, 30.6))
        row = image.shape[0] - 1 - round(y)
        means.append(image[row - 15 : row + 15, round(x) - 15 : round(x) + 15].mean(axis=(0, 1)))
    blue, brown = means
    assert blue[2] - blue[0] > brown[2] - brown[0] + 10


def test_no_line_of_a_command_runs_between_its_own_countries(make_event):
    """Saudi Arabia, Iraq, Kuwait and Jordan are one area: inside of it lie tint and hatch, and nothing solid."""
    event = make_event(where=shapely.Point(25.0, 10.0), radius_m=None)
    made = maps.figure(of(event), bounds=(20, 5, 65, 42), date="2020-01-01", legend=False, width_mm=120)
    image = pixels(made)
    (x0, y0), (x1, y1) = made.axes[0].transData.transform([(42.0, 28.8), (46.0, 31.2)])
    inside = image[image.shape[0] - round(y1) : image.shape[0] - round(y0), round(x0) : round(x1)]
    solid = np.abs(inside - rgb(command_style("CENTCOM").hue.light)).max(axis=2) < 40
    assert solid.sum() == 0


def test_the_legend_names_what_shows_and_nothing_else(linked, make_event):
    away = make_event(id="far", type="ASSAULT", where=shapely.Point(100, 40))
    named = texts(maps.figure(of(linked, away), bounds=CONGO, date="2023-05-09"))
    assert any(text.startswith("Aid") for text in named)
    assert not any(text.startswith("Attack") for text in named)
    assert "AFRICOM" in named
    assert "CENTCOM" not in named
    assert "Kinshasa" in named
    assert any(text.startswith("1 of 2 events") and "GeoNames (CC BY 4.0)" in text for text in named)


def test_types_stand_class_by_class_with_their_counts():
    contents = Contents(
        types=Counter({"ASSAULT": 2, "AGREE": 1, "NOVEL": 3}), statuses=Counter(actual=6), commands=[], day=None, disc=False
    )  # fmt: skip
    shown = [(kind, text) for kind, _, text in rows(contents, load_strings())]
    assert shown == [
        ("head", "Verbal cooperation"), ("type", "Agreement or promise  1"), ("head", "Material conflict"), ("type", "Attack or fighting  2"),
        ("head", "Other"), ("type", "NOVEL  3"),
    ]  # fmt: skip


def test_a_line_over_the_antimeridian_does_not_run_across_the_map(make_event):
    flat = make_event(where=shapely.LineString([(178, -18), (-172, -14)]), radius_m=None)
    made = maps.figure(of(flat), bounds=(-180, -58, 180, 58), date="2020-01-01")
    lines = [line for line in made.axes[0].lines if line.get_zorder() == 4]
    assert len(lines) == 2
    assert all(np.ptp(line.get_xdata()) < 10 for line in lines)


def test_waters_are_explained_where_they_are_drawn(make_event):
    event = make_event(where=shapely.Point(64.0, 22.0), radius_m=None)
    drawn, plain = (
        texts(maps.figure(of(event), date="2020-01-01", at_sea=at_sea)) for at_sea in (True, False)
    )
    assert {"limit at sea", "stand-in at sea"} <= set(drawn)
    assert not {"limit at sea", "stand-in at sea"} & set(plain)


def test_at_sea_the_limits_are_drawn_when_asked(make_event):
    event = make_event(where=shapely.Point(64.0, 22.0), radius_m=None)
    box = (58.0, 10.0, 66.0, 18.0)
    plain, hatched = (
        pixels(maps.figure(of(event), bounds=box, date="2020-01-01", legend=False, at_sea=at_sea))
        for at_sea in (False, True)
    )
    middle = tuple(slice(size // 2 - 40, size // 2 + 40) for size in plain.shape[:2])
    assert plain[middle].std() == pytest.approx(plain[middle].std(axis=(0, 1)).mean(), abs=20)
    assert (plain[middle] != hatched[middle]).any(axis=2).mean() > 0.2


def test_an_empty_set_is_a_map_without_events():
    made = maps.figure(EventSet())
    assert any(text.startswith("0 of 0 events") for text in texts(made))
    assert last_day(EventSet()) is None


@pytest.mark.parametrize("text", ["$\\frac{1}", "$x$", "a_b^c \\", "{day} %s", "<b>&amp;"])
def test_hostile_text_is_only_text(make_event, make_mention, text):
    mention = make_mention(text=text, place=replace(make_mention().place, name=text))
    event = make_event(places=(PlaceLink(mention=mention, role="location"),), type=text)
    made = maps.figure(of(event), title=text, bounds=CONGO)
    FigureCanvasAgg(made).draw()
    assert texts(made).count(text) >= 2


def test_no_two_names_lie_upon_one_another(make_event, make_mention):
    crowd = [
        PlaceLink(
            mention=make_mention(
                text=f"Town {n}", start=n * 10, place=replace(make_mention().place, id=f"t{n}", name=f"Town {n}", lon=15 + n / 10)
            ),
            role="location",
        )
        for n in range(30)
    ]  # fmt: skip
    made = maps.figure(of(make_event(places=tuple(crowd))), bounds=CONGO)
    FigureCanvasAgg(made).draw()
    boxes = [text.get_window_extent() for text in made.axes[0].texts]
    assert len(boxes) > 5
    for n, box in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert not box.overlaps(other)


@given(st.lists(st.tuples(st.floats(10, 20), st.floats(-9, 0)), max_size=40))
def test_every_event_is_in_exactly_one_cluster(spots):
    scale = Scale(axes=None, bounds=CONGO, x_pt=30.0, y_pt=30.0)
    found = clusters([(n, x, y) for n, (x, y) in enumerate(spots)], scale)
    members = sorted(n for group in found for n in group.members)
    assert members == list(range(len(spots)))


@pytest.mark.parametrize("count", range(1, PETALS + 1))
def test_petals_lie_apart(count):
    spots = petals(count)
    assert len(spots) == count
    apart = [np.hypot(a[0] - b[0], a[1] - b[1]) for n, a in enumerate(spots) for b in spots[n + 1 :]]
    assert min(apart, default=99) > 12


def test_shapes_weigh_about_the_same():
    areas = {
        name: abs(shapely.Polygon(path.to_polygons()[0]).area)
        for name, path in SHAPES.items()
        if name != "circle"
    }
    assert max(areas.values()) / min(areas.values()) < 1.6


@given(st.floats(-170, 100), st.floats(-70, 40), st.floats(0.5, 60), st.floats(0.5, 40))
def test_a_box_is_widened_never_cut(west, south, wide, high):
    (left, bottom, right, top), ratio = fit_aspect((west, south, west + wide, south + high))
    assert left <= west and bottom <= south and right >= west + wide and top >= south + high
    assert 0.4 < ratio < 2.6


@pytest.mark.parametrize("suffix", [".pdf", ".svg", ".png"])
def test_files_are_written_whole_and_the_same_every_time(tmp_path, linked, suffix):
    path = tmp_path / f"map{suffix}"
    save_figure(of(linked), path, bounds=CONGO)
    first = path.read_bytes()
    with pytest.raises(FileExists):
        save_figure(of(linked), path, bounds=CONGO)
    save_figure(of(linked), path, bounds=CONGO, overwrite=True)
    assert path.read_bytes() == first
    assert [child.name for child in tmp_path.iterdir()] == [path.name]
    if suffix == ".svg":
        assert re.search(r"<text[^>]*>Aid delivered  1</text>", first.decode())


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(UnknownFormat, match=r"\.pdf, \.svg"):
        save_figure(EventSet(), tmp_path / "map.jpg")
    with pytest.raises(UnknownFormat, match="no transparency"):
        save_figure(EventSet(), tmp_path / "map.eps")


def test_without_matplotlib_the_command_to_install_is_named(monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "matplotlib" else real(name, *rest)
    )
    with pytest.raises(MissingExtra, match=r"pip install 'dateline\[figure\]'"):
        maps.figure(EventSet())


def test_a_notebook_shows_it_as_png(linked):
    assert maps.figure(of(linked), bounds=CONGO, legend=False)._repr_png_().startswith(b"\x89PNG")


def test_an_outline_that_is_known_is_solid_and_one_that_is_not_is_dashed(make_event, make_mention):
    styles = {}
    for name in ("Chad", "Sahel"):
        place = find(name)
        mention = replace(make_mention(text=name, place=place), geometry=areas.geometry(place), radius_m=1.0)
        link = PlaceLink(mention=mention, role="location")
        event = make_event(id=name, where=mention.geometry, radius_m=1.0, places=(link,))
        figure = maps.figure(of(event), commands=False)
        rims = [patch for patch in figure.axes[0].patches if patch.get_alpha() == 0.75]
        styles[name] = {
            patch.get_linestyle() if patch.get_linestyle() == "solid" else "dashed" for patch in rims
        }
    assert styles == {"Chad": {"solid"}, "Sahel": {"dashed"}}
