"""/offen: what was passed on to a team lead, and how it is answered."""

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.open_questions import (
    FEATURE,
    CloseCard,
    GoneForLeadCard,
    LeadDoneCard,
    OpenListCard,
    OpenQuestionCard,
)
from handlers.cards.passing_on import DeclinedCard
from handlers.desk import Desk
from handlers.feature import Command, Feature
from handlers.lead_answers import ANSWER, add, ask_for_answer, choose_entry, discard, redo, send, take_answer
from handlers.question_book import group_of, groups_for, instead, meant, reachable_askers, visible
from handlers.reply import Change, Reply, Show, show
from scheduler.people import Right
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState

PAGE_LENGTH = 6
CANDIDATES = 2


async def list_open(arrival: Arrival, desk: Desk) -> Reply:
    return show(await _page(arrival, desk, 0))


async def show_open(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return await list_open(arrival, desk)


async def turn_page(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    return instead(arrival, await _page(arrival, desk, button.number(0)))


async def _page(arrival: Arrival, desk: Desk, page: int) -> OpenListCard:
    found, more = await groups_for(arrival, desk)
    pages = max(1, -(-len(found) // PAGE_LENGTH))
    page = min(max(page, 0), pages - 1)
    first = page * PAGE_LENGTH
    shown = found[first : first + PAGE_LENGTH]
    ids = tuple(" ".join(str(question.id) for question in group) for group in shown)
    return OpenListCard(ids, page, pages, first + 1, more)


async def open_one(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    question = await visible(arrival, desk, button.number(0))
    if question is None:
        return instead(arrival, GoneForLeadCard())
    return instead(arrival, await _card_of(arrival, desk, question, max(button.number(1), 0)))


async def open_whole(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """One of several that ask the same, alone: whole, and what is answered to it goes to nobody else."""
    question = await visible(arrival, desk, button.number(0))
    if question is None:
        return instead(arrival, GoneForLeadCard())
    return instead(arrival, _card_for(arrival, desk, [question], max(button.number(1), 0)))


async def _card_of(arrival: Arrival, desk: Desk, question: OpenQuestion, page: int = 0) -> OpenQuestionCard:
    if question.state is not QuestionState.OPEN:
        return OpenQuestionCard((question.id,), reader=arrival.user_id)
    return _card_for(arrival, desk, await group_of(arrival, desk, question), page)


def _card_for(arrival: Arrival, desk: Desk, group: list[OpenQuestion], page: int) -> OpenQuestionCard:
    hits = desk.matcher.answer(group[0].text, limit=CANDIDATES).hits
    ids = tuple(each.id for each in group)
    return OpenQuestionCard(ids, tuple(hit.id for hit in hits[:CANDIDATES]), page, arrival.user_id)


async def ask_to_close(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    questions = await meant(arrival, desk, button.number(0))
    if not questions or questions[0].state is not QuestionState.OPEN:
        return await open_one(arrival, desk, button)
    return instead(arrival, CloseCard(tuple(question.id for question in questions)))


async def close(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    questions = await meant(arrival, desk, button.number(0))
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    closing = LeadAnswer(0, arrival.user_id, (), desk.now)
    ids = [question.id for question in questions]
    closed = await desk.stores.questions.settle(ids, QuestionState.CLOSED, closing, desk.now)
    if not closed:
        return await open_one(arrival, desk, button)
    if button.verb == "shut":
        return instead(arrival, LeadDoneCard("silent"))
    reachable = await reachable_askers(desk, [question for question in questions if question.id in closed])
    told = (Show(DeclinedCard(asker, id_), to=asker) for asker, id_ in reachable.items())
    return Reply((Change(LeadDoneCard("told"), message_id=arrival.message_id), *told))


OPEN_QUESTIONS = Feature(
    FEATURE,
    commands=(Command(("offen",), list_open, personal=True, needs=Right.LEADING),),
    deeds={
        "show": show_open,
        "list": turn_page,
        "open": open_one,
        "whole": open_whole,
        "answer": ask_for_answer,
        "entry": choose_entry,
        "send": send,
        "first": send,
        "add": add,
        "redo": redo,
        "discard": discard,
        "close": ask_to_close,
        "decline": close,
        "shut": close,
    },
    prompts={ANSWER: take_answer},
    needs=Right.LEADING,
)
