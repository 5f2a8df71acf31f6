"""Of which weeks whose numbers may be shown: only what at least five people have made together.

Rounding alone does not do: from "all" and every team, what a few make who belong to no team could be worked out. So
each difference that can be formed out of what is shown is one of at least five people, in every single week:

- a team is shown if it and the rest have five people or more;
- if those who are in no shown team are fewer than five, "everybody" is the sum of the shown teams, without them;
- whoever belongs to several teams counts in none of them (`totals.tally`), so that no two teams overlap.

How many people made a week's numbers is counted when it is over and kept with them (`totals.count_heads`): those who
were in exactly that team, or in none, from its first moment to its last. Whoever joins, leaves or deletes their account
later changes nothing about it. A week of which it was not counted is not shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from scheduler.rounding import FEW
from scheduler.stores.totals import Presence
from scheduler.totals import EVERYBODY

Sources = Mapping[date, tuple[int, ...]]
"""For each week that may be shown, oldest first: the teams whose totals make up its numbers."""


class Obstacle(StrEnum):
    """Why there is nothing to show."""

    FEW = "few"
    REST = "rest"
    """The team is large enough, but those outside of it are not."""
    NEW = "new"
    """Enough people, but not since the beginning of a week that is over."""


def sources(heads: Mapping[date, Counter[int]], weeks: Sequence[date], team_id: int, least: int = FEW) -> Sources:
    """Of the weeks (oldest first) the last ones without a gap; `heads` is what `totals.head_counts` found, `least` how
    many people it takes."""
    found: dict[date, tuple[int, ...]] = {}
    for week in reversed(weeks):
        groups = heads.get(week, Counter())
        made_of = _everybody(groups, least) if team_id == EVERYBODY else _team(groups, team_id, least)
        if not made_of:
            break
        found[week] = made_of
    return dict(reversed(found.items()))


def obstacle(presences: Iterable[Presence], team_id: int) -> Obstacle:
    """To be asked when `sources` has found no week: what stands in the way as things are now."""
    groups = Counter(one.team_id for one in presences)
    size = groups.total() if team_id == EVERYBODY else groups[team_id]
    if size < FEW:
        return Obstacle.FEW
    if team_id != EVERYBODY and not _team(groups, team_id, FEW):
        return Obstacle.REST
    return Obstacle.NEW


def _shown(groups: Counter[int], least: int) -> tuple[int, ...]:
    everybody = groups.total()
    teams = sorted(team_id for team_id in groups if team_id != EVERYBODY)
    return tuple(each for each in teams if groups[each] >= least and everybody - groups[each] >= least)


def _team(groups: Counter[int], team_id: int, least: int) -> tuple[int, ...]:
    return (team_id,) if team_id in _shown(groups, least) else ()


def _everybody(groups: Counter[int], least: int) -> tuple[int, ...]:
    if groups.total() < least:
        return ()
    teams = _shown(groups, least)
    others = groups.total() - sum(groups[each] for each in teams)
    return teams if teams and others < least else (EVERYBODY,)
