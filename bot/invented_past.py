"""Some weeks before the curtain rises, for the sandbox: extras who have long been there, and what was counted of them.

All of it is invented, and the same at every start, so that /statistik and a broadcast have something to show.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.sandbox import cast
from bot.storage.records import Records
from knowledge.library import SHIPPED, load
from scheduler.calendar import local_day, local_moment
from scheduler.people import Role
from scheduler.totals import Metric, close_week, closed_weeks, count, count_heads, topic_of

BEFORE = timedelta(weeks=14)
WEEKLY = {
    Metric.ANSWERED: 60,
    Metric.CLARIFIED: 18,
    Metric.UNKNOWN: 12,
    Metric.HELPFUL: 26,
    Metric.UNHELPFUL: 7,
    Metric.NUDGE_DONE: 24,
    Metric.NUDGE_LATER: 10,
    Metric.NUDGE_SKIPPED: 6,
    Metric.BROADCASTS_SENT: 1,
    Metric.BROADCAST_DELIVERED: 27,
    Metric.BROADCAST_READ: 17,
}
"""About so many in a week of all teams together."""
_TOPICAL = (Metric.ANSWERED, Metric.CLARIFIED, Metric.UNKNOWN, Metric.HELPFUL, Metric.UNHELPFUL)
_NUDGES = ("press", "relationship", "step", "tip", "jour_fixe")


async def invent_past(records: Records, now: datetime) -> None:
    """To be called once, when the teams are there."""
    dice = Random(46)  # noqa: S311 - a play, not a secret
    teams = {team.name: team.id for team in await records.teams.all()}
    library = load(SHIPPED)
    steps = [step.id for step in library.onboarding.steps]
    topics = sorted({topic_of(library, entry) for entry in library.recommendations})
    for name, numbers in cast.extras().items():
        if name not in teams:
            made = await records.teams.add(name, now - BEFORE)
            assert made is not None  # noqa: S101 - there is none of that name
            teams[name] = made.id
        for member_id in numbers:
            member = await records.members.welcome(member_id, now - BEFORE)
            done = tuple(steps[: dice.randint(0, len(steps))])
            await records.members.save(
                replace(member, first_day=local_day(now - BEFORE), tour_done=done, tour_paused=True)
            )
            await records.teams.join(member_id, teams[name], Role.NEWCOMER, now - BEFORE)
    weeks = closed_weeks(now)
    for week in weeks[:-1]:
        await count_heads(records, week)
    await close_week(records, now)
    for week in weeks:
        for (metric, topic, team_id), number in _week(topics, sorted(teams.values()), dice).items():
            await count(records, [team_id], metric, topic, local_moment(week, 12), number)


def _week(topics: list[str], teams: list[int], dice: Random) -> Counter[tuple[Metric, str, int]]:
    return Counter(
        (metric, _topic(metric, topics, dice), dice.choice(teams))
        for metric, number in WEEKLY.items()
        for _ in range(round(number * dice.uniform(0.6, 1.4)))
    )


def _topic(metric: Metric, topics: list[str], dice: Random) -> str:
    if metric in _TOPICAL:
        topic = dice.choice(topics)
        return topic.partition("/")[0] if metric is Metric.UNKNOWN else topic
    return dice.choice(_NUDGES) if metric.startswith("nudge") else ""
