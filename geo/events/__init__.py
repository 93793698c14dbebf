"""What happened: triggers, participants, factuality, date and place of events, and which mentions are one event.

`coder.code_events` is the door; the types of events are in `event_types.toml`.
"""
