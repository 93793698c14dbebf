"""Mentions that are of one event, grouped one after the other by a scorer of pairs.

A mention joins the group with which it agrees best: half by the average of its members, half by the likeliest of them.
Groups are looked up by keys, so that the work grows with the number of mentions.
"""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from geo.events import same_event
from geo.events.mention_features import features, views_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from geo.events.mention_features import MentionView
    from geo.events.same_event import PairScorer
    from geo.records import Event

    Members: TypeAlias = list[list[MentionView]]
    """The views of each member of a group."""

Group = TypeVar("Group")
GROUPS: Final = 12
"""Groups that are compared in one bucket: the latest."""
MEMBERS: Final = 8
"""Members of a group that an event is compared with: the first and the latest."""
DIGITS: Final = 9
"""Decimals of a probability that count."""


class Agreement:
    """How well an event agrees with groups of others.

    Parameters
    ----------
    can_join
        Says whether an event can be that of a group of them at all.
    likeness
        How much two reports, given by id, have in common, 0 to 1.
    scorer
        Says how likely two mentions are of one event; the bundled one by default.
    least
        Agreement from which an event joins a group; the scorer's by default.
    is_sure
        Says whether an event that can be that of a group is so, whatever the scorer says.

    Attributes
    ----------
    least
        As given.
    """

    def __init__(
        self,
        can_join: Callable[[Event, Sequence[Event]], bool],
        likeness: Callable[[str, str], float],
        scorer: PairScorer | None = None,
        least: float | None = None,
        is_sure: Callable[[Event, Sequence[Event]], bool] = lambda event, group: False,  # noqa: ARG005
    ) -> None:
        self._can_join, self._likeness, self._is_sure = can_join, likeness, is_sure
        self._scorer = scorer or same_event.bundled()
        self.least = self._scorer.least if least is None else least

    def best(
        self,
        event: Event,
        views: list[MentionView],
        groups: Iterable[tuple[Group, Members]],
        *,
        known: Mapping[int, float] = MappingProxyType({}),
    ) -> Group | None:
        """Return the group that an event agrees with best, of those that nothing keeps it out of.

        Parameters
        ----------
        event, views
            The event, and the `views_of` it.
        groups
            Each with the views of the members that are compared; of equals the last counts.
        known
            `chances` of members that were computed before, by the `id` of the list of their views.
        """
        able: list[tuple[Group, Members]] = []
        for key, members in groups:
            group = [member[0].event for member in members]
            if not self._can_join(event, group):
                continue
            if self._is_sure(event, group):
                return key
            able.append((key, members))
        new = [member for _, members in able for member in members if id(member) not in known]
        chances = iter(self.chances(views, new))
        best, most = None, self.least
        for key, members in able:
            likeliest = [known[id(member)] if id(member) in known else next(chances) for member in members]
            agreement = (sum(likeliest) / len(likeliest) + 2 * max(likeliest)) / 3
            if agreement >= most:
                best, most = key, agreement
        return best

    def chances(self, views: list[MentionView], others: Members) -> list[float]:
        """Return the probabilities that an event is each of some others: of their pairs of mentions the likeliest."""
        rows = [
            features(
                one,
                other,
                rarity=self._scorer.rarity,
                reports=1.0 if one.report == other.report else self._likeness(one.report, other.report),
            )
            for member in others
            for one in member
            for other in views
        ]
        # In how many rows they are computed together changes the last digits: not which group an event joins.
        chances = iter([round(chance, DIGITS) for chance in self._scorer.probabilities(rows)])
        return [max(next(chances) for _ in range(len(member) * len(views))) for member in others]


class Grouping:
    """Groups of events each of which is one.

    Parameters
    ----------
    can_join, likeness, scorer, least, is_sure
        As those of `Agreement`.

    Attributes
    ----------
    groups
        The events of each, in the order in which the first were added.
    """

    def __init__(
        self,
        can_join: Callable[[Event, Sequence[Event]], bool],
        likeness: Callable[[str, str], float],
        scorer: PairScorer | None = None,
        least: float | None = None,
        is_sure: Callable[[Event, Sequence[Event]], bool] = lambda event, group: False,  # noqa: ARG005
    ) -> None:
        self.groups: list[list[Event]] = []
        self._agreement = Agreement(can_join, likeness, scorer, least, is_sure)
        self._views: list[Members] = []
        self._buckets: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, event: Event, keys: Iterable[Hashable], *, sought: Iterable[Hashable] | None = None) -> int:
        """Add an event to the group that it agrees with best, or as a new one.

        Parameters
        ----------
        event
            With its mentions.
        keys
            What later events find its group by.
        sought
            The keys by which groups are looked up for it; `keys` by default.

        Returns
        -------
        int
            The number of its group.
        """
        keys = list(keys)
        seen: dict[int, None] = {}
        for key in keys if sought is None else sought:
            seen.update(dict.fromkeys(reversed(self._buckets.get(key, ())[-GROUPS:])))
        views = views_of(event)
        number = self._agreement.best(event, views, ((number, self._views[number]) for number in seen))
        if number is None:
            number = len(self.groups)
            self.groups.append([])
            self._views.append([])
        self.groups[number].append(event)
        self._views[number].append(views)
        if len(self._views[number]) > MEMBERS:
            del self._views[number][1]
        for key in keys:
            bucket = self._buckets[key]
            if not bucket or bucket[-1] != number:
                bucket.append(number)
        return number
