"""What becomes of somebody's questions when they leave a team, when the team goes, or when they were away."""

from collections.abc import Collection, Sequence
from datetime import datetime

from handlers.cards.own_questions import OwnOpenCard
from handlers.cards.passing_on import AnswerCard
from handlers.desk import Desk
from handlers.reply import Show
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState


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


async def answers_since(desk: Desk, member_id: int, moment: datetime) -> tuple[Show, ...]:
    """What could not be delivered while the bot was blocked."""
    own = {one.id: one for one in await desk.stores.questions.of(member_id)}
    shown = []
    for answer in await desk.stores.questions.sent_since(moment, member_id):
        question = next((own[each] for each in answer.asked if each in own and _went_to(answer, own[each])), None)
        if question is not None:
            addition = question.answered_at != answer.sent_at
            shown.append(Show(AnswerCard(member_id, question.id, answer.id, addition), to=member_id))
    return tuple(shown)


def _went_to(answer: LeadAnswer, question: OpenQuestion) -> bool:
    """Not where it was written for several and sent to the first alone, or where another lead was quicker."""
    if question.answered_at is None or answer.sent_at is None:
        return False
    added = question.answered_at < answer.sent_at and answer.text != "" and answer.text in question.answer
    return question.answered_at == answer.sent_at or added
