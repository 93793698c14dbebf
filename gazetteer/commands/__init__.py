"""The US combatant commands' areas of responsibility, by date.

The facts are rows of `data/commands.csv`: which command a territory was assigned to, from when to when, with source
and confidence. An assignment holds on `valid_from <= day < valid_to`. Dates are those of the plan; where the handover
of operations came later, `operational_from` has that day (Israel: 2021-01-15 by plan, 2021-09-01 in operation).

Territories are drawn with today's outlines: South Sudan is drawn apart in 1983 too. Limits at sea are published as
words only; `data/command_seas.csv` has them, and the areas drawn from them say so (`approximate`, `doubts`).

>>> from gazetteer import commands
>>> [a.command for a in commands.of("Israel")]
['EUCOM', 'CENTCOM']
>>> commands.canonical("USCENTCOM")
'CENTCOM'
>>> print(commands.changes("2021-01-01", "2021-12-31")[0].sentence)
Israel moved from EUCOM to CENTCOM on 2021-01-15; operational on 2021-09-01.
"""

from gazetteer.commands.areas import during, on
from gazetteer.commands.queries import at, memberships, of
from gazetteer.commands.realignments import Change, ChangeKind, changes
from gazetteer.commands.sea_areas import Sea, seas
from gazetteer.commands.tables import (
    UNASSIGNED,
    Assignment,
    Command,
    as_date,
    assignments,
    canonical,
    commands,
    history,
)

__all__ = [
    "UNASSIGNED",
    "Assignment",
    "Change",
    "ChangeKind",
    "Command",
    "Sea",
    "as_date",
    "assignments",
    "at",
    "canonical",
    "changes",
    "commands",
    "during",
    "history",
    "memberships",
    "of",
    "on",
    "seas",
]
