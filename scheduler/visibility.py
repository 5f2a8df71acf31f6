"""Of which weeks whose numbers may be shown: only what at least five people have made together.

Rounding alone does not do: from "all" and every team, what a few make who belong to no team could be worked out. So
each difference that can be formed out of what is shown is one of at least five people, in every single week:

- a team is shown if it and the rest have five people or more;
- if those who are in no shown team are fewer than five, "everybody" is the sum of the shown teams, without them;
- whoever belongs to several teams counts in none of them (`totals.tally`), so that no two teams overlap.

Somebody counts as there in a week if they were so when it began. Who has left since is not known any more; that makes
groups look smaller than they were, and never larger.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from scheduler.calendar import local_moment
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


def sources(presences: Sequence[Presence], weeks: Sequence[date], team_id: int) -> Sources:
    """Of the weeks (oldest first) the last ones without a gap."""
    found: dict[date, tuple[int, ...]] = {}
    for week in reversed(weeks):
        groups = _groups(presences, local_moment(week, 0))
        made_of = _everybody(groups) if team_id == EVERYBODY else _team(groups, team_id)
        if not made_of:
            break
        found[week] = made_of
    return dict(reversed(found.items()))


def obstacle(presences: Sequence[Presence], team_id: int, now: datetime) -> Obstacle:
    """To be asked when `sources` has found no week."""
    groups = _groups(presences, now)
    size = groups.total() if team_id == EVERYBODY else groups[team_id]
    if size < FEW:
        return Obstacle.FEW
    if team_id != EVERYBODY and not _team(groups, team_id):
        return Obstacle.REST
    return Obstacle.NEW


def _groups(presences: Iterable[Presence], moment: datetime) -> Counter[int]:
    """How many people each team had at a moment; under EVERYBODY those who were in none (or in several)."""
    groups: Counter[int] = Counter()
    for one in presences:
        if one.since <= moment:
            in_team = one.in_team_since is not None and one.in_team_since <= moment
            groups[one.team_id if in_team else EVERYBODY] += 1
    return groups


def _shown(groups: Counter[int]) -> tuple[int, ...]:
    everybody = groups.total()
    teams = sorted(team_id for team_id in groups if team_id != EVERYBODY)
    return tuple(each for each in teams if groups[each] >= FEW and everybody - groups[each] >= FEW)


def _team(groups: Counter[int], team_id: int) -> tuple[int, ...]:
    return (team_id,) if team_id in _shown(groups) else ()


def _everybody(groups: Counter[int]) -> tuple[int, ...]:
    if groups.total() < FEW:
        return ()
    teams = _shown(groups)
    others = groups.total() - sum(groups[each] for each in teams)
    return teams if teams and others < FEW else (EVERYBODY,)
