"""The records that travel through Dateline: a report, its mentions, dates, actors and events.

All are frozen. Offsets are characters of the report's text, half-open, so that
``report.text[m.start:m.end] == m.text``. Coordinates are WGS 84 degrees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from geo import precision
from geo.serialisable import Serialisable

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.precision import Precision

MentionRole = Literal["literal", "metonymic", "embedded", "demonym"]
PlaceRole = Literal["location", "origin", "destination", "transit", "actor", "subject"]
Status = Literal["actual", "historical", "future", "hypothetical", "negated"]
Granularity = Literal[
    "day",
    "week",
    "weekend",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "range",
    "open",
    "unknown",
]
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half a character, as JSON that was cut holds it (`"\\ud83d"`): no encoding has it, so nothing can write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Serialisable):
    """One document.

    Attributes
    ----------
    id
        The id the input gives (`jsonl`), else the file's name; unique within one `EventSet`.
    text
        What offsets refer to. Front matter is not part of it. A lone surrogate is replaced, as a wrong byte is.
    title, source, url
        As the input gives them, else `None`.
    published
        The report's own day; `None` leaves every relative date unknown that its month does not tell.
    published_month
        First day of the month in which it came out, where no day is known and the month is.
    language
        ISO 639-1 code of the language that most of it is written in; `und` where that is not known. It is identified
        when the report is read, unless it is given. Events are coded in English, and where the language is not known.
    """

    id: str
    text: str
    title: str | None = None
    published: datetime.date | None = None
    source: str | None = None
    url: str | None = None
    published_month: datetime.date | None = None
    language: str = "und"

    def __post_init__(self) -> None:
        """Replace lone surrogates, one for one so that offsets stay."""
        for name in ("id", "text", "title", "source", "url"):
            value = getattr(self, name)
            if isinstance(value, str) and not value.isascii() and _LONE_SURROGATE.search(value):
                object.__setattr__(self, name, _LONE_SURROGATE.sub("\ufffd", value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What could not be read.

    Attributes
    ----------
    where
        Path of the file, path:line, or id of the report; empty when it is about all reports.
    stage
        `reading` (the file is no report), the component that failed (`dateline_places`, `dateline_events`, ...), or
        `merging` (the events of different reports were not joined).
    why
        One line.
    """

    where: str
    stage: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean, with its score (higher is better, the chosen one first) and what spoke for it."""

    place: Place
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Serialisable):
    """A place name in a report, and the place that it was taken to mean.

    Attributes
    ----------
    text, start, end
        The toponym itself (`Gaza` in "southern Gaza"; `Lebanese` in "the Lebanese border").
    role
        `literal` (a location), `metonymic` (stands for a government, a team), `embedded` (inside the name of an
        organisation or a person's title), `demonym`.
    role_score
        0 to 1: how sure the role is.
    place
        The chosen place, `None` when nothing fits.
    score
        0 to 1: how sure the choice is.
    candidates
        The places that were weighed, best first, the chosen one among them.
    reason
        One line for people: why this place.
    geometry
        What to draw, WGS 84 lon/lat: a point, a line (a border) or an area; `None` when unresolved.
    radius_m
        Metres of uncertainty around `geometry`.
    phrase_start, phrase_end
        The whole locating phrase ("southern Gaza", "20 km north of Aleppo"); equal to start, end when there is no more.
    meaning
        The same in words: "the border of Israel and Lebanon", "southern part of Gaza Strip"; empty for a bare name.
    within
        The enclosing name for an embedded mention ("Khan Younis Brigade"), else `None`.
    sentence
        The sentence that holds the mention.
    report
        Id of the report.
    """

    text: str
    start: int
    end: int
    role: MentionRole
    role_score: float = 1.0
    place: Place | None
    score: float
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    reason: str = ""
    geometry: BaseGeometry | None = None
    radius_m: float | None = None
    phrase_start: int
    phrase_end: int
    meaning: str = ""
    within: str | None = None
    sentence: str = ""
    report: str = ""

    @property
    def precision(self) -> Precision | None:
        """How precisely the phrase tells where: exact, locality, district, region or country (`geo.precision`)."""
        return precision.of_mention(self)

    def toDict(self) -> dict[str, Any]:  # noqa: N802 (the name that srsly's ujson looks for)
        """Return the mention as plain values, as `dateline places` writes it."""
        from geo.json_objects import mention_object

        return mention_object(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A closed interval of days, either end open (`None`); both open means unknown.

    Attributes
    ----------
    start, end
        First and last day, `None` for an open end.
    granularity
        What the text gives: `day`, `month`, ...; `open` for "since May" or "recent", `unknown` for nothing.
    text
        The words, `None` when there are none.
    rule
        Name of the rule that read them, for people: `weekday`, `month without year`, `relative, the report has no
        day`, `no date in the sentence`, ...
    """

    start: datetime.date | None
    end: datetime.date | None
    granularity: Granularity
    text: str | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, organisation or country that takes part in an event.

    Attributes
    ----------
    text
        The words of the report; `start`, `end` are their offsets.
    name
        Canonical name ("Hamas", "Israel Defense Forces"), or `text` when the table does not know it.
    country
        ISO 3166-1 alpha-2 code, as that of a place ("IL"); empty when unknown. Files have the alpha-3 code beside it.
    role
        PLOVER sector code: GOV MIL REB CVL IGO NGO COP JUD LEG OPP MED BUS; empty when unknown.
    inferred
        Whether the country is not stated but inferred from the event's place or the report's country ("police").
    why
        How it was read: `named`, `pronoun of Sergei Lavrov`, `description of Hamas` or `inferred from the title`; empty
        when it was not said, as in files of earlier versions.
    description
        One line about who it is, from the table of actors; empty when the table does not know it.
    """

    text: str
    start: int
    end: int
    name: str
    country: str = ""
    role: str = ""
    inferred: bool = False
    why: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """The role of a place mention in an event; `inferred` when it is outside the event's own sentence."""

    mention: Mention
    role: PlaceRole
    inferred: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One place in one report where an event is named: the trigger's offsets and its sentence."""

    report: str
    start: int
    end: int
    text: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a report states of an event: nine killed, $5 million.

    Attributes
    ----------
    kind
        `killed`, `wounded`, `missing`, `arrested`, `abducted`, `affected`, `displaced`, `infected`, `rescued`,
        `destroyed`, `damaged` or `amount`.
    low, high
        The least and the most that the words allow; `None` for no bound. People, buildings and vehicles, or units of
        money.
    unit
        ISO 4217 code of the money, or what is destroyed or damaged (`homes`, in the words of the report); empty for
        people, and for money of which the words leave open whose it is.
    text, start, end, report
        The words and where they stand.
    """

    kind: str
    low: int | None
    high: int | None
    text: str
    start: int
    end: int
    unit: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScores:
    """How sure the fields of an event are: probabilities that each is right, 0 to 1.

    `None` where it is not known, as in files of earlier versions. A field that was edited by hand is 1.

    Attributes
    ----------
    type
        That the report tells such an event there: `Event.score`.
    parties
        That the actors and the recipients are right, with none missing and none too many.
    day
        That `when` is right, also where it says that the day is unknown.
    place
        That `where` is right, also where it says that there is none.
    whole
        That all four are right.
    """

    type: float | None = None
    parties: float | None = None
    day: float | None = None
    place: float | None = None
    whole: float | None = None


UNSCORED: Final = FieldScores()
"""The scores of an event of which none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Serialisable):
    """A coded event: actors, recipients, type, time and place, with its evidence.

    Attributes
    ----------
    id
        Stable for the same text and rules.
    report
        Id of the report of the main mention.
    type, mode
        PLOVER root (`CONSULT`) and mode (`phone`); mode may be empty.
    acled
        ACLED event type / sub-type, empty where none applies.
    status
        `actual`, `historical`, `future`, `hypothetical` or `negated`.
    actors, recipients
        Who did it, to or with whom.
    when
        Never the publication date by default: unknown stays unknown.
    other_dates
        Intervals that other mentions give and that do not meet `when`: differing dates are kept.
    where
        The primary geometry (point, line or area), `None` for a remote event or an unknown place.
    radius_m
        Metres of uncertainty around `where`.
    places
        Every linked place; the first with role `location` gave `where`.
    sentence, start, end
        Evidence: the sentence of the main mention and the trigger's offsets in the report.
    score
        0 to 1: how likely such an event is reported there.
    mentions
        All mentions, the main one first.
    figures
        What is stated in numbers, in the order of the mentions; several of one kind stay side by side, agreeing or not.
    evidence
        For each field a sentence for people that says which words or rule decided it: `{"where": "No place is named in
        its clause.", ...}`. What programs need is in the other fields.
    edited
        Names of the fields that were changed by hand after the report was read.
    scores
        How sure each field is, and the event as a whole.
    """

    id: str
    report: str
    type: str
    mode: str
    acled: str
    status: Status
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    when: When
    where: BaseGeometry | None
    radius_m: float | None
    places: tuple[PlaceLink, ...]
    sentence: str
    start: int
    end: int
    score: float
    mentions: tuple[EventMention, ...]
    evidence: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    other_dates: tuple[When, ...] = ()
    edited: tuple[str, ...] = ()
    scores: FieldScores = UNSCORED

    @property
    def precision(self) -> Precision | None:
        """How precisely is known where it was: exact, locality, district, region or country (`geo.precision`)."""
        return precision.of_event(self)

    def toDict(self) -> dict[str, Any]:  # noqa: N802 (the name that srsly's ujson looks for)
        """Return the event as plain values, as `dateline events` writes it."""
        from geo.json_objects import event_object

        return event_object(self, simplified=True)
