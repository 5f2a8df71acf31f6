"""Leaving a team, so that each week's head count stays true.

Joining leaves its date in the membership. Leaving leaves nothing, and may bring somebody into another group: of two
teams one remains, or none. That one has come is counted, without saying who (`Metric.MOVED`).
"""

from collections.abc import Sequence
from datetime import datetime

from scheduler.calendar import local_moment
from scheduler.stores import Stores
from scheduler.teams import Membership
from scheduler.totals import EVERYBODY, Metric, week_of


async def leave(stores: Stores, member_id: int, team_id: int, now: datetime) -> None:
    before = await stores.teams.of(member_id)
    await stores.teams.leave(member_id, team_id)
    await _count(stores, before, [one for one in before if one.team_id != team_id], now)


async def dissolve(stores: Stores, team_id: int, now: datetime) -> None:
    """Removes a team; everybody in it leaves it."""
    for one in await stores.teams.members_of(team_id):
        await leave(stores, one.member_id, team_id, now)
    await stores.teams.remove(team_id)


async def come_back(stores: Stores, member_id: int, now: datetime) -> None:
    """Somebody who had blocked the bot has not been there since the week began."""
    member = await stores.members.get(member_id)
    if member is not None and member.blocked_since is not None:
        await stores.members.set_blocked(member_id, None)
        await _moved(stores, _group(await stores.teams.of(member_id)), now)


async def _count(stores: Stores, before: Sequence[Membership], after: Sequence[Membership], now: datetime) -> None:
    monday = local_moment(week_of(now), 0)
    if _group(after) != _group(before) and all(one.since <= monday for one in after):  # else its own date tells it
        await _moved(stores, _group(after), now)


async def _moved(stores: Stores, team_id: int, now: datetime) -> None:
    await stores.totals.add(week_of(now), team_id, Metric.MOVED, "", 1)


def _group(theirs: Sequence[Membership]) -> int:
    """Where somebody counts: `totals.tally`."""
    return theirs[0].team_id if len(theirs) == 1 else EVERYBODY
