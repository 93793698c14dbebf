"""Where and when an event was not that is only remembered."""


def places(event):
    return {link.mention.text: link.role for link in event.places}


def test_the_place_of_remembering_is_not_that_of_the_event(code, check_rows):
    def check(row):
        text, deed = row
        (event,) = [event for event in code(text) if event.type == "ASSAULT"]
        assert (event.status, places(event)) == ("historical", deed)

    check_rows(
        [
            (
                "A documentary on the shelling of Aleppo was shown in Berlin on Friday.",
                {"Aleppo": "location"},
            ),
            ("A novel about the Lahore bombing won a prize in Paris.", {"Lahore": "location"}),
            ("Survivors of the Mosul massacre gathered in Geneva.", {"Mosul": "location"}),
        ],
        check,
    )


def test_an_event_that_is_no_memory_has_the_place_of_its_verb(code):
    (event,) = [
        event for event in code("The attack killed nine people in Lahore.") if event.type == "ASSAULT"
    ]
    assert (event.status, places(event)) == ("actual", {"Lahore": "location"})
