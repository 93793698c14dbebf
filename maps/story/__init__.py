"""Stories: steps of text, each with what the map shows to it, written as one Markdown file.

`document` reads the file, `views` turns the keys of each step into a view of the map. A file looks like this::

    # From the Accords to the truce

    Some words on the cover.

    ## Israel moves

    change: Israel 2021

    On 15 January 2021 the Pentagon moved Israel from *European* to [Central Command](https://www.centcom.mil).

    ## A call

    day: 2024-07-16
    place: Israel; Gaza Strip
    types: CONSULT, ASSAULT

    Austin and Gallant spoke by phone.
"""

from maps.story.document import Step, Story, read_story
from maps.story.views import story_data

__all__ = ["Step", "Story", "read_story", "story_data"]
