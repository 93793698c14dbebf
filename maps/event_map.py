"""The map: a `folium.Map` of an `EventSet` that is one offline document, in a file or in a notebook."""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Figure
from folium.template import Template

from geo.conversion import as_event_set
from maps import basemap as ground
from maps import cells, corpus_events, notebook_frame, offline, own_basemap, packing, payload
from maps.basemap import Basemap
from maps.cells import Crowd
from maps.colouring import paint_of, tooltip_of
from maps.command_visibility import check_mode
from maps.files import whole_file
from maps.folium_parts import PageData
from maps.page_format import check_page
from maps.story import Story, read_story, story_data
from maps.strings import for_page, load_strings
from maps.tiles import layer as tile_layer
from maps.titles import heading, heading_of_many

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from geo.conversion import Events
    from geo.corpus.corpus import Corpus

START = (25.0, 20.0)  # lat, lon of a view when nothing has a place
SANDBOX = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


class EventMap(folium.Map):
    """A map of events that needs no network: add ordinary folium layers to it, save it, or show it in a notebook.

    Parameters
    ----------
    events
        An `EventSet`, or what is left of one: events in a list, rows of `found.events`. A set is drawn with its
        mentions and reports; rows keep those of the set that they were chosen of. Of a corpus (`geo.corpus.open`) with
        more events than a page holds, as of a set or a table of so many, all are counted by cell and day, and some
        listed.
    where
        A condition on the events of a corpus: `country = 'SDN' and when_start >= '2023-04-15'`.
    title
        The page's heading; made from the reports when it is not given.
    basemap
        Outlines to draw on, by default the world, finer where the events are; or the path of a PMTiles archive of your
        own, vector or raster, to lay over these: it goes into the page, which still needs no network. Needs
        `dateline[basemap]`.
    basemap_zoom
        The last zoom to take of that archive, around the events only; by default an archive that fits goes in whole.
    height
        Pixels of the frame in a notebook.
    language
        Of the page's words: the code of a table that the package holds, or the path of a JSON file with the same keys
        as `maps/web/strings.en.json`. What reports say, names and reasons stay as they are.
    tiles
        Name of a provider of online tiles in `xyzservices` (`Esri.WorldGrayCanvas`); by default the map needs no
        network and asks for nothing. With tiles the provider learns which places a reader looks at; without a network
        the map's own outlines show instead.
    commands
        Whether the command areas are drawn: `always`, `never`, or `auto`, when a report names a command or an event
        lies in an area that moved from one command to another within ten years of the reports. A reader can switch
        them on and off, unless it is `never`.
    color
        One colour for all events: `#rrggbb`, or its name in CSS. With `column`, a mapping of its values to colours. By
        default colours tell the class of an event's type.
    column
        A column of `found.events`, or of the rows that are mapped, that gives the colours: each of its commoner values
        has one, numbers of many values have a ramp. A reader can switch each value on and off.
    shape
        With `column`, a mapping of its values to the shapes of their marks: circle, square, diamond, triangle,
        pentagon, hexagon, star, cross. By default shapes tell types.
    tooltip
        Columns to show of an event under the pointer.
    counterparts
        By the id of an event, longitude and latitude of where another source has it: a dashed line leads there.
    story
        The Markdown file of a story that the page tells step by step, or one that `maps.story.read_story` has read.
    made
        When the page was made, with its time zone, for the page to say so. Without it the same events give the same
        file.

    Raises
    ------
    BadFilter
        When `where` is no condition, or names a column that the table of events has not.
    UnreadableStory
        When the story names what is not there; the message says in which line.
    UnknownMode
        When `commands` is something else.
    NotEvents
        When `events` is none of these.
    UnknownTiles
        When no provider is called so, or it asks for a key.
    UnreadableBasemap
        When the archive is none, or does not fit into a page.
    UnknownLanguage
        When there is no such table, or it lacks words.
    UnknownColumn, UnknownColour, UnknownShape
        When there is no such column, colour or shape.
    """

    default_js = [(name, f"bundled:{name}") for name in ("leaflet", "dateline")]  # noqa: RUF012 (folium's)
    default_css = [(name, f"bundled:{name}") for name in ("leaflet_css", "dateline_css")]  # noqa: RUF012 (folium's)

    _template = Template("""
        {% macro html(this, kwargs) %}
            <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            const stillness = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
            var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                zoomAnimation: !stillness, fadeAnimation: !stillness,
                markerZoomAnimation: !stillness, inertia: !stillness,
                ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
    """)

    def __init__(
        self,
        events: Events | Corpus | Crowd,
        *,
        where: str | None = None,
        title: str | None = None,
        basemap: Basemap | str | os.PathLike[str] | None = None,
        basemap_zoom: int | None = None,
        height: int = 600,
        language: str | os.PathLike[str] = "en",
        tiles: str | None = None,
        commands: str = "auto",
        color: str | Mapping[Any, str] | None = None,
        column: str | None = None,
        shape: Mapping[Any, str] | None = None,
        tooltip: Sequence[str] = (),
        counterparts: Mapping[str, tuple[float, float]] | None = None,
        story: str | os.PathLike[str] | Story | None = None,
        made: datetime.datetime | None = None,
    ) -> None:
        found = corpus_events.drawn(events, where)
        if isinstance(found, Crowd):
            crowd: Crowd | None = found
            given = found.listed
        else:
            crowd = cells.crowd_of(found) if cells.are_many(found) else None
            given = crowd.listed if crowd else found
        super().__init__(
            location=START, zoom_start=3, tiles=None, control_scale=True, attribution_control=True
        )
        # Copies: `add_js_link` changes the list that it finds, which would be every map's.
        self.default_js, self.default_css = list(self.default_js), list(self.default_css)
        self._id = "page"  # folium's is random, and the same events shall give the same file
        # Set here: without tiles folium drops them.
        self.options.update(min_zoom=1, max_zoom=13, zoom_snap=0.5, world_copy_jump=False)
        self.found = listed = as_event_set(given, caller="maps.show")
        self.language = os.fspath(language)
        strings = load_strings(self.language)
        self.title = title or (heading_of_many(crowd.reports, strings) if crowd else heading(listed, strings))
        self.frame_height = height
        paint = paint_of(given, listed, color=color, by=column, shape=shape)
        words_of = tooltip_of(given, listed, tooltip) if tooltip else None
        given_story = story if isinstance(story, Story) or story is None else read_story(story)
        outlines = basemap if isinstance(basemap, Basemap) else ground.around(listed)
        tiles_of = (
            own_basemap.read(
                basemap,
                wide=outlines.bounds,
                boxes=outlines.near.boxes if outlines.near else (),
                zoom=basemap_zoom,
            )
            if isinstance(basemap, (str, os.PathLike))
            else None
        )
        data = payload.build(
            listed,
            title=self.title,
            basemap=outlines,
            tiles=tiles_of.as_json() if tiles_of else None,
            cells=crowd.counts.as_json(len(listed)) if crowd else None,
            commands=check_mode(commands),
            counterparts=counterparts,
            paint=paint,
            tooltip=words_of,
            languages={**for_page(self.language), "titled": not title},
            made=made.isoformat(timespec="seconds") if made else None,
            story=story_data(given_story, listed, commands=commands) if given_story else None,
        )
        self.tiles = tile_layer(tiles) if tiles else None
        if self.tiles:
            self.add_child(self.tiles)
        if tiles_of:
            self.add_js_link("dateline_tiles", "bundled:dateline_tiles")
        page = PageData(
            packing.pack(data),
            without_script=strings["page.noScript"],
            tiles=packing.base85(tiles_of.data) if tiles_of else "",
        )
        self.add_child(page, name="dateline_page")

    def __repr__(self) -> str:
        return f"<EventMap {self.title[:80]!r} of {self.found!r}; save('map.html') writes it>"

    def document(self) -> str:
        """Return the whole page as one HTML document.

        Raises
        ------
        UnknownAsset
            When a layer that was added needs a file that is not bundled.
        """
        figure = self.get_root()
        if not isinstance(figure, Figure):  # a map that was taken out of its figure
            raise TypeError("the map has no figure to be drawn in")
        return offline.document(figure, title=self.title, language=self.language, tiles=self.tiles)

    def save(  # type: ignore[override]  # a name only: half of a stream cannot be taken back
        self, outfile: str | os.PathLike[str], *, overwrite: bool = False, **_: Any
    ) -> None:
        """Write the page to a file, whole or not at all.

        Raises
        ------
        UnknownFormat
            When its suffix is not that of a page.
        FileExists
            When the file is there and `overwrite` is not given.
        OSError
            When it cannot be written.
        UnknownAsset
            When a layer that was added needs a file that is not bundled.
        """
        check_page(outfile)
        with whole_file(Path(outfile), overwrite=overwrite) as temporary:
            temporary.write_text(self.document(), encoding="utf-8", newline="\n")

    def save_png(
        self,
        outfile: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        browser: str | None = None,
        width: int = 1440,
        height: int = 900,
        ratio: float = 2.0,
        dark: bool = False,
    ) -> None:
        """Write the picture that the page's own button makes, drawn by a Chromium of this machine without a network.

        Parameters
        ----------
        outfile
            The PNG file to write, whole or not at all.
        overwrite
            Replace what is there.
        browser
            Name or path of a Chromium or Chrome; by default the first that is found.
        width, height
            Pixels of the window that the page is laid out in; `ratio` is those of the picture for one of them.
        ratio
            2 is sharp in print.
        dark
            Take the colours for a dark ground.

        Raises
        ------
        NoBrowser
            When there is no Chromium.
        MissingExtra
            When there is no playwright: `pip install 'dateline[png]'`.
        BrowserFailed
            When it gives no picture.
        FileExists, OSError, UnknownAsset
            As `save`.
        """
        from maps.browser import picture

        with whole_file(Path(outfile), overwrite=overwrite) as temporary:
            drawn = picture(
                self.document(), browser=browser, width=width, height=height, ratio=ratio, dark=dark
            )
            temporary.write_bytes(drawn)

    def _repr_html_(self, **_: Any) -> str:
        """Return the page as a sandboxed frame: what a notebook shows, and keeps in its file."""
        page = notebook_frame.packed(self.document())
        return (
            f'<iframe title="{html.escape(self.title)}" srcdoc="{html.escape(page)}" sandbox="{SANDBOX}" '
            f'style="width:100%;height:{int(self.frame_height)}px;border:1px solid #8886;border-radius:6px"></iframe>'
        )


def save(
    events: Events | Corpus,
    path: str | os.PathLike[str],
    *,
    where: str | None = None,
    title: str | None = None,
    overwrite: bool = False,
    language: str | os.PathLike[str] = "en",
    tiles: str | None = None,
    commands: str = "auto",
    color: str | Mapping[Any, str] | None = None,
    column: str | None = None,
    tooltip: Sequence[str] = (),
    story: str | os.PathLike[str] | Story | None = None,
    basemap: Basemap | str | os.PathLike[str] | None = None,
    basemap_zoom: int | None = None,
) -> None:
    """Write the map of `events` to one HTML file that works without the network.

    Parameters
    ----------
    events
        What `geo.read` or `geo.parse` gave, some of its events, or a corpus; see `EventMap`. It may be empty.
    path
        The file to write. Existing files stay as they are unless `overwrite` is given.
    where
        A condition on the events of a corpus; see `EventMap`.
    title
        The page's heading; made from the reports when it is not given.
    overwrite
        Replace what is there.
    language
        Of the page's words: a code, or the path of a JSON file like `maps/web/strings.en.json`.
    tiles
        Online tiles to lay over the outlines, by name; see `EventMap`.
    commands
        Whether the command areas are drawn: `auto`, `always` or `never`; see `EventMap`.
    color, column, tooltip
        Colours by a column, and columns to show under the pointer; see `EventMap`.
    story
        The Markdown file of a story to tell; see `EventMap`.
    basemap, basemap_zoom
        A PMTiles archive to lay over the outlines, and its last zoom to take; see `EventMap`.

    Raises
    ------
    UnreadableBasemap
        When the archive is none, or does not fit into a page.
    UnreadableStory
        When the story names what is not there.
    UnknownMode
        When `commands` is something else.
    UnknownFormat
        When the suffix is not `.html`.
    FileExists
        When the file is there and `overwrite` is not given.
    OSError
        When it cannot be written.
    NotEvents
        When `events` holds no events.
    UnknownTiles
        When no provider of tiles is called so.
    UnknownLanguage
        When there is no table of words for the language.
    """
    made = EventMap(
        events, where=where, title=title, language=language, tiles=tiles, commands=commands, color=color, column=column,
        tooltip=tooltip, story=story, basemap=basemap, basemap_zoom=basemap_zoom,
    )  # fmt: skip
    made.save(path, overwrite=overwrite)


def show(
    events: Events | Corpus,
    *,
    where: str | None = None,
    title: str | None = None,
    height: int = 600,
    language: str | os.PathLike[str] = "en",
    tiles: str | None = None,
    commands: str = "auto",
    color: str | Mapping[Any, str] | None = None,
    column: str | None = None,
    tooltip: Sequence[str] = (),
    story: str | os.PathLike[str] | Story | None = None,
    basemap: Basemap | str | os.PathLike[str] | None = None,
    basemap_zoom: int | None = None,
) -> EventMap:
    """Return the map of `events`; as the last value of a notebook's cell it is drawn there, `height` pixels high.

    `events` is a set, or some of its events: `maps.show(events.events[events.events.type == "AID"])`; or a corpus, of
    which `where` chooses: `maps.show(geo.corpus.open("corpus/"), where="country = 'SDN'")`.
    The options are those of `EventMap`: `column="status"` colours events by that column of the table,
    `tooltip=["place", "score"]` shows columns under the pointer, `tiles="Esri.WorldGrayCanvas"` asks for online tiles.
    """
    return EventMap(
        events, where=where, title=title, height=height, language=language, tiles=tiles, commands=commands, color=color,
        column=column, tooltip=tooltip, story=story, basemap=basemap, basemap_zoom=basemap_zoom,
    )  # fmt: skip
