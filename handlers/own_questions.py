"""What becomes of somebody's open questions when they leave a team, or the team goes."""

from collections.abc import Collection, Sequence

from handlers.cards.own_questions import OwnOpenCard
from handlers.desk import Desk
from handlers.reply import Show
from scheduler.questions import OpenQuestion, QuestionState


async def told_on_leaving(desk: Desk, member_id: int, left: Collection[int]) -> tuple[Show, ...]:
    """They stay where they were passed on to."""
    own = await desk.stores.questions.of(member_id)
    staying = [one.id for one in own if one.state is QuestionState.OPEN and set(left) & set(one.teams)]
    return (Show(OwnOpenCard(member_id, tuple(staying), "left"), to=member_id),) if staying else ()


async def passed_to(desk: Desk, team_id: int) -> list[OpenQuestion]:
    return [one for one in await desk.stores.questions.open_ones() if team_id in one.teams]


async def told_on_removal(desk: Desk, questions: Sequence[OpenQuestion]) -> list[Show]:
    """To each asker one message about those that no team's lead can read any more."""
    there = {team.id for team in await desk.stores.teams.all()}
    orphans: dict[int, list[int]] = {}
    for question in questions:
        if there.isdisjoint(question.teams):
            orphans.setdefault(question.member_id, []).append(question.id)
    return [Show(OwnOpenCard(asker, tuple(ids), "dropped"), to=asker) for asker, ids in sorted(orphans.items())]
