"""What happened in a week, counted at once and without saying who did it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from knowledge.entries import Library
from scheduler.calendar import local_day, local_moment
from scheduler.stores import Stores

EVERYBODY = 0
"""The number that stands for all teams together; no team has it."""
WEEK = timedelta(weeks=1)
SHOWN_WEEKS = 12
RETENTION = timedelta(weeks=60)


class Metric(StrEnum):
    """What is counted. The topic says about what: of questions it is `topic_of` an entry, of nudges their kind."""

    ANSWERED = "answered"
    """Topic: of the entry that was shown."""
    CLARIFIED = "clarified"
    """Asked back. Topic: of the best candidate. What is picked then does not count once more."""
    UNKNOWN = "unknown"
    """It said that it doesn't know. Topic: the area alone of the nearest candidate (`area_of`), "" without any: only
    what it came nearest to is known."""
    HELPFUL = "helpful"
    """"Beantwortet? Ja". Topic: of the entry under which it was pressed."""
    UNHELPFUL = "unhelpful"
    """"Nein" under an answer, or "Nichts davon" under what was asked back. Topic: of what did not fit."""
    PASSED_ON = "passed_on"
    """A question handed to the team leads, when it is confirmed. Topic: as of UNKNOWN."""
    NUDGE_DONE = "nudge_done"
    """Topic: the kind of the nudge."""
    NUDGE_LATER = "nudge_later"
    NUDGE_SKIPPED = "nudge_skipped"
    BROADCASTS_SENT = "broadcasts_sent"
    """Not of a member: to be counted with `count`, for everybody and for the teams it goes to. No topic."""
    BROADCAST_DELIVERED = "broadcast_delivered"
    """For the member who got it. No topic."""
    BROADCAST_READ = "broadcast_read"
    TOUR = "tour"
    """How many members have ticked off how many steps of the tour when the week is over. Topic: that number."""
    HEADS = "heads"
    """How many people at least were in exactly this team for the whole week; under EVERYBODY those who were in no team
    for the whole week, or in several. No topic. Never shown: `visibility` asks it what may be."""
    MOVED = "moved"
    """How many people came to count in this team (under EVERYBODY: in none) without having joined: they left another
    one, or came back to the bot. No topic. Never shown: nobody's memberships tell it afterwards, and HEADS needs it."""


ABOUT_GROUPS = frozenset({Metric.TOUR, Metric.HEADS, Metric.MOVED})
"""Not of something that happened."""


def topic_of(library: Library, entry_id: str) -> str:
    """An entry's place in the collection, "area/kind" or "area"; "" if there is no such entry."""
    entry = library.recommendations.get(entry_id)
    if entry is None:
        return ""
    return f"{entry.area}/{entry.kind}" if entry.kind else entry.area


def area_of(library: Library, entry_id: str) -> str:
    return topic_of(library, entry_id).partition("/")[0]


def week_of(moment: datetime) -> date:
    """The Monday of the week in which it is in Berlin."""
    day = local_day(moment)
    return day - timedelta(days=day.weekday())


def closed_weeks(now: datetime) -> list[date]:
    """Mondays of the last weeks that are over, oldest first. The running one is never among them."""
    return [week_of(now) - number * WEEK for number in range(SHOWN_WEEKS, 0, -1)]


async def tally(stores: Stores, member_id: int, metric: Metric, topic: str, now: datetime) -> None:
    """Counts one for everybody, and one for the member's team.

    Whoever belongs to several teams counts for everybody only: else what two teams have in common could be worked out,
    and that is often one person. Nothing of the member is written. In a handler it should be among the last things, as
    the week's number is held until the transaction ends.
    """
    theirs = await stores.teams.of(member_id)
    teams = [one.team_id for one in theirs] if len(theirs) == 1 else []
    await count(stores, teams, metric, topic, now)


async def count(
    stores: Stores, teams: Iterable[int], metric: Metric, topic: str, now: datetime, number: int = 1
) -> None:
    """For everybody and the teams named. In one order always, so that two at once don't wait for each other."""
    for team_id in sorted({EVERYBODY, *teams}):
        await stores.totals.add(week_of(now), team_id, metric, topic, number)


async def close_week(stores: Stores, now: datetime) -> None:
    """What only a look at everybody tells is counted once a week: at the first beat after it. The rest is counted when
    it happens."""
    last = week_of(now) - WEEK
    if await stores.totals.of(Metric.HEADS, last):
        return
    counted = [await count_heads(stores, week) for week in await _not_closed(stores, now)]
    if not counted[-1]:
        return  # another process was faster
    stages: Counter[tuple[int, int]] = Counter()
    for one in await stores.totals.presences():
        stages.update((team_id, one.steps) for team_id in {EVERYBODY, one.team_id})
    for (team_id, steps), number in sorted(stages.items()):
        await stores.totals.add(last, team_id, Metric.TOUR, str(steps), number)


async def _not_closed(stores: Stores, now: datetime) -> list[date]:
    """The last week that is over, and those before it during which the program was down. Not those before the first one
    that was ever closed: of them nobody has counted who moved."""
    weeks = closed_weeks(now)
    closed = [total.week for total in await stores.totals.of(Metric.HEADS, weeks[0])]
    return [week for week in weeks if week > max(closed)] if closed else weeks[-1:]


async def count_heads(stores: Stores, week: date) -> bool:
    """How many people made a week's numbers, group by group, kept with them: later nobody could tell. False: it was
    counted before.

    Of those who are in a group now and joined before the week began, some may have come by leaving another one since.
    They are known by number only, and taken off. That may be one too many, and never one too few.
    """
    begin = local_moment(week, 0)
    heads = Counter(one.team_id for one in await stores.totals.presences() if one.since < begin)
    for total in await stores.totals.of(Metric.MOVED, week):
        heads[total.team_id] -= total.count
    first = [
        await stores.totals.enter(week, team_id, Metric.HEADS, "", max(heads[team_id], 0))
        for team_id in sorted({EVERYBODY, *heads})
    ]
    return first[0]


async def head_counts(stores: Stores, since: date) -> dict[date, Counter[int]]:
    """Of each week from then on that was closed: how many people each group had, as `HEADS` says."""
    counts: dict[date, Counter[int]] = {}
    for total in await stores.totals.of(Metric.HEADS, since):
        counts.setdefault(total.week, Counter())[total.team_id] += total.count
    return counts


async def forget(stores: Stores, now: datetime) -> None:
    """To be called with every beat."""
    await stores.totals.forget_before(week_of(now) - RETENTION)
