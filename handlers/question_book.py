"""Which open questions a lead may see, and which of them a button or a reply means."""

import asyncio

from handlers.arrival import Arrival
from handlers.cards.base import Card, thaw
from handlers.cards.open_questions import (
    AnswerPromptCard,
    CloseCard,
    OldVersionCard,
    OpenQuestionCard,
    PreviewCard,
    in_order,
)
from handlers.desk import Desk
from handlers.reply import Change, Reply
from knowledge.grouping import groups
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState, may_answer, waiting_for

GROUPED = 200
"""The oldest of all that wait: each is compared with each, and whoever presses a key waits for it."""


async def groups_for(arrival: Arrival, desk: Desk) -> tuple[list[list[OpenQuestion]], int]:
    """What waits for this lead; the oldest first, and what asks the same together. And how many more wait."""
    waiting = await waiting_for(desk.stores, await desk.standing(arrival.user_id))
    oldest = waiting[:GROUPED]
    found = await asyncio.to_thread(groups, [question.text for question in oldest], desk.matcher)
    return [[oldest[place] for place in group] for group in found], len(waiting) - len(oldest)


async def group_of(arrival: Arrival, desk: Desk, question: OpenQuestion) -> list[OpenQuestion]:
    found, _ = await groups_for(arrival, desk)
    return next((group for group in found if any(each.id == question.id for each in group)), [question])


async def visible(arrival: Arrival, desk: Desk, question_id: int) -> OpenQuestion | None:
    """None: not there, or passed on to somebody else."""
    question = await desk.stores.questions.get(question_id)
    if question is None or not may_answer(await desk.standing(arrival.user_id), question):
        return None
    return question


async def all_visible(arrival: Arrival, desk: Desk, ids: tuple[int, ...]) -> list[OpenQuestion]:
    standing = await desk.standing(arrival.user_id)
    there = await in_order(desk.stores, ids)
    return [question for question in there if may_answer(standing, question)]


async def meant(arrival: Arrival, desk: Desk, question_id: int) -> list[OpenQuestion]:
    """What stood on the card under which it was pressed, so that nobody answers what came in since, unseen."""
    seen = await questions_at(arrival, desk, arrival.message_id)
    if question_id in seen:
        return await all_visible(arrival, desk, seen)
    question = await visible(arrival, desk, question_id)
    if question is None:
        return []
    return await group_of(arrival, desk, question) if question.state is QuestionState.OPEN else [question]


async def questions_at(arrival: Arrival, desk: Desk, message_id: int) -> tuple[int, ...]:
    """The questions that a message shows, or an answer to which it asks for or shows; none if it shows something else,
    or stands there for more than a week."""
    match await card_at(arrival, desk, message_id):
        case OpenQuestionCard(questions=ids) | CloseCard(questions=ids) | OldVersionCard(questions=ids):
            return ids
        case AnswerPromptCard() as prompt:
            return prompt.asked or (prompt.question,)
        case PreviewCard() as preview:
            answer = await own_answer(arrival, desk, preview.answer)
            return answer.asked if answer else ()
    return ()


async def card_at(arrival: Arrival, desk: Desk, message_id: int) -> Card | None:
    frozen = await desk.stores.letters.card_at(arrival.chat_id, message_id)
    try:
        return thaw(frozen) if frozen else None
    except (KeyError, TypeError):  # of another version
        return None


async def own_answer(arrival: Arrival, desk: Desk, answer_id: int) -> LeadAnswer | None:
    answer = await desk.stores.questions.answer(answer_id)
    return answer if answer is not None and answer.made_by == arrival.user_id else None


async def reachable_askers(desk: Desk, questions: list[OpenQuestion]) -> dict[int, int]:
    """Of each asker who has not blocked the bot the first question."""
    first: dict[int, int] = {}
    for question in questions:
        first.setdefault(question.member_id, question.id)
    members = [await desk.stores.members.get(asker) for asker in sorted(first)]
    return {one.id: first[one.id] for one in members if one is not None and one.blocked_since is None}


def instead(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    """The card in place of the message under which was pressed."""
    return Reply((Change(card, message_id=arrival.message_id),), toast)
