"""The file of a story: its steps, what each shows, and one clear line for whatever is wrong in it."""

import datetime
import pickle
from pathlib import Path
from urllib.parse import parse_qs

import pytest

import gazetteer
from geo.event_set import EventSet
from geo.records import Actor, Report
from maps import event_map
from maps.cli import run
from maps.errors import UnreadableStory
from maps.layers.commands import together
from maps.story import read_story, story_data
from maps.story.document import KEYS, parse
from maps.story.views import _KEYS, link_name

SEEDS_STORY = Path(__file__).parents[2] / "docs/stories/israel-to-central-command.md"


@pytest.fixture
def found(make_event, make_mention):
    """Give a protest, two aid events and a meeting in Kinshasa, of two reports."""
    actor = Actor(text="the Union", start=0, end=9, name="Harbour Union", country="CD")
    when = make_event().when
    on = lambda day: when.__class__(  # noqa: E731
        start=datetime.date(2023, 5, day),
        end=datetime.date(2023, 5, day),
        granularity="day",
        text="",
        rule="",
    )
    events = (
        make_event(id="protest", type="PROTEST", actors=(actor,), when=on(9)),
        make_event(id="aid-early", type="AID", when=on(9), score=0.9),
        make_event(id="aid-late", type="AID", when=on(20), score=0.5),
        make_event(id="call", type="CONSULT", mode="phone", when=on(20), where=None, report="r2"),
    )
    reports = (
        Report(id="r1", text="One.", title="The first report", source="A paper"),
        Report(id="r2", text="Two.", title="The second report", source="Another paper"),
    )
    return EventSet(reports, events, (make_mention(),))


def shown(found, keys, **options):
    """Give the fragment of a step with some keys, and its box."""
    story = parse(f"## A step\n\n{keys}\n\nText.\n", "s.md")
    (step,) = story_data(story, found, **options)["steps"]
    return {key: values[0] for key, values in parse_qs(step["link"]).items()}, step.get("fit")


def refused(found, keys, **options):
    with pytest.raises(UnreadableStory) as caught:
        shown(found, keys, **options)
    told = str(caught.value)
    assert told.startswith("s.md, line 3: ")
    assert "\n" not in told
    return told.removeprefix("s.md, line 3: ")


def test_a_file_is_a_title_a_cover_and_steps():
    story = parse(
        "---\ntitle: From the front\nauthor: Somebody\n---\n\n# The title\n\nOn the cover.\n\n"
        "## First step ##\n\nday: 2021-01-15\nplace: Israel\n\nA *text*.\n\nIn two paragraphs.\n\n## Second\nNo keys: at all.\n"
    )
    assert story.title == "The title"
    assert [step.heading for step in story.steps] == ["The title", "First step", "Second"]
    cover, first, second = story.steps
    assert (cover.keys, cover.text) == ({}, "On the cover.")
    assert first.keys == {"day": ("2021-01-15", 12), "place": ("Israel", 13)}
    assert first.text == "A *text*.\n\nIn two paragraphs."
    assert (second.keys, second.text) == ({}, "No keys: at all.")


def test_front_matter_gives_the_title_where_no_heading_does():
    story = parse('---\ntitle: "From the front"\n---\n## A step\nday: 2021-01-15\n')
    assert (story.title, story.steps[0].keys) == ("From the front", {"day": ("2021-01-15", 5)})


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("Only words.", 1, "there is no step"),
        ("## \n", 1, "no heading"),
        ("# One\n\n## A\n\n# Two\n", 5, "one title"),
        ("## A\n\nday: 2021-01-15\nday: 2021-01-16\n", 4, "day is said twice, first in line 3"),
        ("## A\n\nday: 2021-01-15\nand then words\n", 4, "an empty line parts the keys from the text"),
        ("## A\n\nplaces: Israel\n", 3, "there is no key 'places': use day, change,"),
        ("## A\n\n\n\nday:\n", 5, "day says nothing"),
        ("---\ntitle: T\n---\n# T\n\n## A\r\n\r\nwhen: now\r\n", 8, "there is no key 'when'"),
    ],
    ids=[
        "no step",
        "no heading",
        "two titles",
        "twice",
        "words among keys",
        "unknown key",
        "empty",
        "line ends",
    ],
)
def test_what_is_no_story_is_told_with_its_line(text, line, told):
    with pytest.raises(UnreadableStory, match=told) as caught:
        parse(text, "s.md")
    assert str(caught.value).startswith(f"s.md, line {line}: ")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_every_key_that_errors_list_is_known():
    assert set(KEYS) == set(_KEYS)


def test_a_file_in_another_encoding_is_refused_by_line(tmp_path):
    path = tmp_path / "s.md"
    path.write_bytes("# Größe\n\n## Ärger\n".encode("latin-1"))
    with pytest.raises(UnreadableStory, match="line 1: the file is not in UTF-8"):
        read_story(path)
    path.write_bytes("\ufeff## Ärger\n".encode())
    assert read_story(path).steps[0].heading == "Ärger"


@pytest.mark.parametrize(
    ("keys", "fragment"),
    [
        ("day: 2021-01-15", {"day": "2021-01-15"}),
        ("compare: 2021-01-14, 2021-01-15", {"swipe": "2021-01-14/2021-01-15", "day": "2021-01-15"}),
        ("days: 30", {"window": "30"}),
        ("view: 7/31.5/34.8", {"view": "7/31.5/34.8"}),
        ("types: aid, PROTEST", {"without": "CONSULT"}),
        ("statuses: actual", {"withoutStatus": "historical,future,hypothetical,negated"}),
        ("actor: harbour union", {"actor": "Harbour Union"}),
        ("report: The second report", {"report": "report:r2"}),
        ("source: another paper", {"report": "source:Another paper"}),
        ("words: aid & shelter", {"q": "aid & shelter"}),
        ("confidence: 0.5", {"score": "0.5"}),
        ("undated: no", {"undated": "0"}),
        ("event: protest", {"event": "protest"}),
        ("event: AID", {"event": "aid-early"}),
        ("day: 2023-05-25\nevent: aid", {"day": "2023-05-25", "event": "aid-late"}),
        ("event: CONSULT phone", {"event": "call"}),
        ("place: Kinshasa\nzoom: 9", {"view": "9/-4.328/15.314"}),
        (
            "change: Israel 2021",
            {"change": "2021-01-15/EUCOM/CENTCOM", "day": "2021-01-15", "withLayer": "commands,seas"},
        ),
        (
            "link: https://news.example/map.html#view=5/1/2&embed&day=2021-01-15&story=4",
            {"view": "5/1/2", "day": "2021-01-15"},
        ),
        ("link: #day=2021-01-15&q=aid\nday: 2020-01-01", {"day": "2020-01-01", "q": "aid"}),
    ],
    ids=lambda value: value.replace("\n", "; ") if isinstance(value, str) else "",
)
def test_keys_become_a_fragment_of_the_pages_address(found, keys, fragment):
    assert shown(found, keys)[0] == fragment


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("day: 2021-02-30", "'2021-02-30' is no day of the calendar"),
        ("day: 15 January 2021", "is no day of the calendar"),
        ("compare: 2021-01-14", "are not two days"),
        ("days: 0", "is no number of days"),
        ("place: Xyzzyville", "no place is called 'Xyzzyville'"),
        ("place: Springfield", "may be"),
        ("zoom: 7", "zoom goes with a place"),
        ("view: 99/0/0", "is no view: zoom/latitude/longitude"),
        ("view: 5/nan/0", "is no number"),
        ("types: AID, PROTESTS", "'PROTESTS' is no type of event here: use AID, CONSULT, PROTEST"),
        ("statuses: real", "'real' is no status: use actual, historical, future, hypothetical, negated"),
        ("commands: CENTCOM, KENTCOM", "'KENTCOM' is no command: use "),
        ("actor: Harbor Union", "no actor is called 'Harbor Union'; did you mean Harbour Union?"),
        ("report: r9", "no report is called 'r9'; there are r1, r2, The first report"),
        ("source: zzz", "no source is called 'zzz'; there are A paper, Another paper"),
        ("event: RIOT", "no event has the id, or the type and mode, 'RIOT'; types: AID, CONSULT, PROTEST"),
        ("day: 2023-05-01\nevent: AID", "no AID begins by 2023-05-01, but on 2023-05-09, 2023-05-20"),
        ("confidence: 7", "is not between 0 and 1"),
        ("undated: maybe", "undated is yes or no"),
        ("change: Israel 2020", "there are: Israel and 1 more, 2021-01-15, EUCOM to CENTCOM"),
        ("change: Greenland", "may be any of these: "),
        ("change: Isreal 2021", "no change concerns 'Isreal 2021'; did you mean israel"),
        ("link: somewhere", "is no link to a view"),
        ("link: #day=2021-13-01", "'2021-13-01' is no day of the calendar"),
    ],
    ids=lambda value: value.replace("\n", "; ") if isinstance(value, str) else "",
)
def test_what_is_not_there_is_told_with_what_is(found, keys, told):
    with pytest.raises(UnreadableStory) as caught:
        shown(found, keys)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"s.md, line {keys.count(chr(10)) + 3}: ")
    assert "\n" not in str(caught.value)


def test_a_place_of_the_reports_comes_before_the_gazetteers(found, make_mention):
    elsewhere = make_mention().place.__class__(
        id="own:1", name="Tripoli", kind="settlement", lon=35.85, lat=34.43, country="LB"
    )
    in_reports = EventSet(found.reports, tuple(found), (make_mention(place=elsewhere),))
    west, south, east, north = shown(in_reports, "place: Tripoli")[1]
    assert west < 35.85 < east
    assert south < 34.43 < north
    west, _, east, _ = shown(found, "place: Tripoli, LY")[1]
    assert west < 13.19 < east


def test_a_country_is_framed_without_its_parts_beyond_the_seas(found):
    west, south, east, north = shown(found, "place: France")[1]
    assert -6 < west < east < 11
    assert 41 < south < north < 52


def test_several_places_are_framed_together(found):
    west, south, east, north = shown(found, "place: Israel; Bahrain")[1]
    assert west < 34.5
    assert south < 26.5
    assert east > 50.4
    assert north > 33


def test_a_change_frames_what_moved(found):
    west, south, east, north = shown(found, "change: Israel 2021")[1]
    assert 33 < west < east < 37
    assert 29 < south < north < 34
    assert shown(found, "change: AFRICOM 2008")[1] is None  # of so many the page frames what is large


def test_a_change_needs_the_areas(found):
    assert "--commands never" in refused(found, "change: Israel 2021", commands="never")


def test_changes_are_named_as_on_the_page():
    names = [link_name(group) for group in together(gazetteer.commands.changes())]
    assert len(set(names)) == len(names)
    assert "2002-10-01/SOUTHCOM/unassigned/JFCOM/PACOM/NORTHCOM" in names


def test_the_page_has_the_story_and_nothing_of_it_is_markup(found):
    hostile = "</script><img src=x onerror=alert(1)>"
    story = parse(f"# {hostile}\n\n## {hostile}\n\n{hostile} [x](javascript:alert(1))\n")
    document = event_map.EventMap(found, story=story).document()
    assert "alert(1)" not in document  # it is packed
    assert document.count("</script>") == document.count("<script")


def test_the_sample_story_is_one_of_the_sample_reports(tmp_path):
    assert not (Path("seeds") / SEEDS_STORY.name).exists()
    story = read_story(SEEDS_STORY)
    assert len(story.steps) > 5
    days = [step.keys["day"][0] for step in story.steps if "day" in step.keys]
    assert days == sorted(days)
    assert (days[0][:4], days[-1][:4]) == ("2020", "2024")


def test_a_wrong_story_ends_the_command_before_anything_is_read(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Police arrested nine men in Mombasa.", encoding="utf-8")
    (tmp_path / "s.md").write_text("## A\n\nwhen: now\n", encoding="utf-8")
    monkeypatch.setattr("geo.reading.read_reports", lambda *_, **__: pytest.fail("the reports were read"))
    assert run(["map", "a.txt", "--fast", "-o", "map.html", "--story", "s.md"]) == 1
    told = capsys.readouterr().err.strip()
    assert told.splitlines() == [told]
    assert "s.md, line 3: there is no key 'when'" in told
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize("name", ["nowhere.md", "."], ids=["missing", "folder"])
def test_a_story_that_cannot_be_read_is_told_in_a_line(tmp_path, capsys, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Police arrested nine men in Mombasa.", encoding="utf-8")
    assert run(["map", "a.txt", "--fast", "-o", "map.html", "--story", name]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_command_tells_the_story(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Police arrested nine men in Mombasa.", encoding="utf-8")
    (tmp_path / "s.md").write_text("## A\n\nplace: Mombasa\n\nWords.\n", encoding="utf-8")
    assert run(["map", "a.txt", "--fast", "-o", "map.html", "--story", "s.md"]) == 0
    (tmp_path / "s.md").write_text("## A\n\nactor: Nobody\n\nWords.\n", encoding="utf-8")
    assert run(["map", "a.txt", "--fast", "-o", "map.html", "--story", "s.md", "--overwrite"]) == 1
    assert "s.md, line 3: no actor is called 'Nobody'" in capsys.readouterr().err
