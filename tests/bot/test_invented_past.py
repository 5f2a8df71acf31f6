"""What the sandbox begins with: enough people and weeks for a broadcast and a picture."""

from bot.invented_past import invent_past
from bot.sandbox import cast
from bot.storage.engine import Storage
from bot.tryout import form_teams
from scheduler.people import OPEN_TO_ALL
from scheduler.totals import EVERYBODY, Metric, closed_weeks, head_counts
from scheduler.visibility import sources
from tests.phone import MEMORY, START


async def test_every_week_and_team_has_something_to_show() -> None:
    storage = Storage(MEMORY)
    await storage.upgrade()
    async with storage.transaction() as records:
        await form_teams(records, START)
        await invent_past(records, START)
        weeks = closed_weeks(START)
        heads = await head_counts(records, weeks[0])
        for team in [EVERYBODY, *(team.id for team in await records.teams.all())]:
            assert list(sources(heads, weeks, team)) == weeks
        counted = {(total.week, total.metric) for total in await records.totals.since(weeks[0], [EVERYBODY])}
        assert (weeks[-1], Metric.TOUR) in counted
        assert {(week, Metric.ANSWERED) for week in weeks} <= counted
        for numbers in cast.extras().values():
            for member_id in numbers:
                assert (await records.teams.standing(member_id, OPEN_TO_ALL)).teams
        assert await records.members.next_look() is None, "no nudge is lost on them"
    await storage.close()
