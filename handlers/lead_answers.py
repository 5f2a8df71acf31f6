"""A lead's answer: written, shown as it will arrive, sent once."""

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.base import Card
from handlers.cards.notices import NoticeCard, RefusalCard
from handlers.cards.open_questions import (
    AnswerPromptCard,
    GoneForLeadCard,
    LeadDoneCard,
    PreviewCard,
    SentCard,
    askers,
)
from handlers.cards.passing_on import AnswerCard
from handlers.desk import Desk
from handlers.interjection import close_prompt
from handlers.passing_on import clean, fault_of
from handlers.question_book import all_visible, instead, meant, questions_at, reachable_askers
from handlers.reply import Change, Reply, Show, show
from handlers.texts import questions as texts
from scheduler.people import Right
from scheduler.questions import LONGEST_ANSWER, LeadAnswer, OpenQuestion, QuestionState
from scheduler.stores.prompts import LIFETIME, Prompt

ANSWER = "open_answer"
"""The prompt for an answer; its data are the ids of the questions."""
MOST_AT_ONCE = 15
"""Questions that one answer goes to: that many ids fit into a prompt's 200 characters. The rest stays open."""


async def ask_for_answer(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    questions = await meant(arrival, desk, button.number(0))
    if not questions:
        return instead(arrival, GoneForLeadCard())
    return show(await _ask(arrival, desk, questions))


async def _ask(arrival: Arrival, desk: Desk, questions: list[OpenQuestion], fault: str = "") -> Card:
    data = " ".join(str(question.id) for question in questions[:MOST_AT_ONCE])
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, Prompt(ANSWER, 0, desk.now + LIFETIME, data))
    return AnswerPromptCard(questions[0].id, fault)


async def take_answer(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    return await _take(arrival, desk, tuple(map(int, prompt.data.split())))


async def answer_by_reply(arrival: Arrival, desk: Desk) -> Reply | None:
    """A reply, by Telegram's own means, to a message that shows an open question. None: it is something else."""
    if not arrival.private or arrival.reply_to is None:
        return None
    ids = await questions_at(arrival, desk, arrival.reply_to)
    if not ids:
        return None
    if not await desk.allows(arrival.user_id, Right.LEADING):
        return show(RefusalCard(Right.LEADING))
    await close_prompt(arrival, desk, (ANSWER,))
    return await _take(arrival, desk, ids)


async def _take(arrival: Arrival, desk: Desk, ids: tuple[int, ...]) -> Reply:
    questions = await all_visible(arrival, desk, ids)
    if not questions:
        return show(GoneForLeadCard())
    text = clean(arrival.exact or arrival.text)
    if fault := fault_of(text, LONGEST_ANSWER):
        return show(await _ask(arrival, desk, questions, fault))
    return show(await _preview(arrival, desk, questions, text=text))


async def choose_entry(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if button.word(1) not in desk.library.recommendations:
        return show(NoticeCard("old_button"))
    questions = await meant(arrival, desk, button.number(0))
    if not questions:
        return instead(arrival, GoneForLeadCard())
    return show(await _preview(arrival, desk, questions, entry=button.word(1)))


async def _preview(
    arrival: Arrival, desk: Desk, questions: list[OpenQuestion], text: str = "", entry: str = ""
) -> PreviewCard:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    asked = tuple(question.id for question in questions)[:MOST_AT_ONCE]
    drafted = await desk.stores.questions.draft_answer(LeadAnswer(0, arrival.user_id, asked, desk.now, text, entry))
    return PreviewCard(drafted.id)


async def send(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """To all it was written for, or ("first") for the first alone. Whoever comes second gets it back as an addition."""
    answer = await _own_draft(arrival, desk, button)
    if isinstance(answer, Reply):
        return answer
    questions = await all_visible(arrival, desk, answer.asked)
    if button.verb == "first":
        questions = [question for question in questions if question.state is QuestionState.OPEN][:1] or questions[:1]
    ids = [question.id for question in questions]
    settled = await desk.stores.questions.settle(ids, QuestionState.ANSWERED, answer, desk.now)
    if not settled:
        return instead(arrival, PreviewCard(answer.id) if questions else GoneForLeadCard())
    await desk.stores.questions.send_answer(answer.id, desk.now)
    return await _deliver(arrival, desk, answer, [question for question in questions if question.id in settled])


async def add(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Behind an answer that was given already."""
    answer = await _own_draft(arrival, desk, button)
    if isinstance(answer, Reply):
        return answer
    questions = await all_visible(arrival, desk, answer.asked)
    settled = [question for question in questions if question.state is not QuestionState.OPEN]
    if not settled:
        return instead(arrival, PreviewCard(answer.id) if questions else GoneForLeadCard())
    if not await desk.stores.questions.send_answer(answer.id, desk.now):
        return Reply(toast=texts.SENT_ALREADY)
    await desk.stores.questions.append([question.id for question in settled], answer.text)
    return await _deliver(arrival, desk, answer, settled, addition=True)


async def _deliver(
    arrival: Arrival, desk: Desk, answer: LeadAnswer, questions: list[OpenQuestion], *, addition: bool = False
) -> Reply:
    """One message an asker, however often they asked."""
    reachable = await reachable_askers(desk, questions)
    sent = SentCard(questions[0].id, askers(questions))
    copies = (Show(AnswerCard(asker, id_, answer.id, addition), to=asker) for asker, id_ in reachable.items())
    return Reply((Change(sent, message_id=arrival.message_id), *copies))


async def redo(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    answer = await _own_draft(arrival, desk, button)
    if isinstance(answer, Reply):
        return answer
    questions = await all_visible(arrival, desk, answer.asked)
    await desk.stores.questions.drop_answer(answer.id)
    return instead(arrival, await _ask(arrival, desk, questions) if questions else GoneForLeadCard())


async def discard(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    answer = await _own_draft(arrival, desk, button)
    if isinstance(answer, Reply):
        return answer
    await desk.stores.questions.drop_answer(answer.id)
    return instead(arrival, LeadDoneCard("discarded"))


async def _own_draft(arrival: Arrival, desk: Desk, button: Deed) -> LeadAnswer | Reply:
    """The unsent answer that a button means, or what is said when there is none."""
    answer = await desk.stores.questions.answer(button.number(0))
    if answer is None or answer.made_by != arrival.user_id:
        return instead(arrival, GoneForLeadCard())
    return answer if answer.sent_at is None else Reply(toast=texts.SENT_ALREADY)
