"""A lead's answer: written, shown as it will arrive, sent once."""

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.base import Card, freeze
from handlers.cards.notices import NoticeCard, RefusalCard
from handlers.cards.open_questions import (
    AnswerPromptCard,
    GoneForLeadCard,
    LeadDoneCard,
    NoticeToLeadCard,
    OldVersionCard,
    OpenListCard,
    PreviewCard,
    SentCard,
    askers,
)
from handlers.cards.passing_on import AnswerCard
from handlers.desk import Desk
from handlers.interjection import close_prompt
from handlers.passing_on import clean, fault_of
from handlers.question_book import (
    all_visible,
    card_at,
    instead,
    meant,
    own_answer,
    questions_at,
    reachable_askers,
)
from handlers.reply import SILENCE, Change, Reply, Show, show
from handlers.texts import questions as texts
from scheduler.people import Right
from scheduler.questions import LONGEST_ANSWER, LeadAnswer, OpenQuestion, QuestionState, waiting_for
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
    return AnswerPromptCard(questions[0].id, fault, tuple(question.id for question in questions[:MOST_AT_ONCE]))


async def take_answer(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    return await _take(arrival, desk, tuple(map(int, prompt.data.split())))


async def answer_by_reply(arrival: Arrival, desk: Desk) -> Reply | None:
    """A reply, by Telegram's own means, to a message that shows an open question, asks for the answer or shows it
    before it goes. None: it is something else."""
    if not arrival.private or arrival.reply_to is None:
        return None
    ids = await questions_at(arrival, desk, arrival.reply_to)
    if not ids:
        return None
    if not await desk.allows(arrival.user_id, Right.LEADING):
        return show(RefusalCard(Right.LEADING))
    await close_prompt(arrival, desk, (ANSWER,))
    before = await card_at(arrival, desk, arrival.reply_to)
    taken = await _take(arrival, desk, ids)
    if not isinstance(before, PreviewCard) or not isinstance(taken.cards[0].card, PreviewCard):
        return taken
    # A preview that was replied to is none any more: its key would send what was just corrected.
    await desk.stores.questions.drop_answer(before.answer)
    return Reply((Change(LeadDoneCard("replaced"), message_id=arrival.reply_to), *taken.cards))


async def ask_for_text(arrival: Arrival, desk: Desk, prompt: Prompt | None) -> Reply | None:
    """A picture or the like came where an answer is awaited, or as a reply to a question. None: it is something else.
    `prompt` is the one that is open."""
    if prompt is not None and prompt.kind == ANSWER:
        ids = tuple(map(int, prompt.data.split()))
    elif arrival.private and arrival.reply_to is not None:
        ids = await questions_at(arrival, desk, arrival.reply_to)
    else:
        return None
    questions = await all_visible(arrival, desk, ids)
    return show(await _ask(arrival, desk, questions, "media")) if questions else None


async def answer_by_notice(arrival: Arrival, desk: Desk) -> Reply | None:
    """A reply to the word that a question is there: to what an answer is being asked for, or to the only one that
    waits; the preview quotes it. None: it is something else."""
    if not arrival.private or arrival.reply_to is None:
        return None
    if not isinstance(await card_at(arrival, desk, arrival.reply_to), NoticeToLeadCard):
        return None
    if not await desk.allows(arrival.user_id, Right.LEADING):
        return show(RefusalCard(Right.LEADING))
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is not None and prompt.kind == ANSWER:
        return await take_answer(arrival, desk, prompt)
    if prompt is not None:
        await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    waiting = await waiting_for(desk.stores, await desk.standing(arrival.user_id))
    if len(waiting) == 1:
        return await _take(arrival, desk, (waiting[0].id,))
    return show(LeadDoneCard("unopened") if waiting else OpenListCard())


async def reply_to_forgotten(arrival: Arrival, desk: Desk) -> Reply | None:
    """A lead's reply to a message that is no longer known, while questions wait: meant for one of them, most likely."""
    if not arrival.private or arrival.reply_to is None or not arrival.replies_to_bot:
        return None
    if await desk.stores.letters.card_at(arrival.chat_id, arrival.reply_to) is not None:
        return None
    if not await waiting_for(desk.stores, await desk.standing(arrival.user_id)):
        return None
    return show(LeadDoneCard("old"))


async def redo_by_edit(arrival: Arrival, desk: Desk) -> Reply | None:
    """The message in which an answer was typed has been corrected. One that went stays as it is, which is said. None:
    there is no such answer."""
    answer = await desk.stores.questions.typed_in(arrival.user_id, arrival.message_id) if arrival.private else None
    if answer is None:
        return None
    if not await desk.allows(arrival.user_id, Right.LEADING):
        return show(RefusalCard(Right.LEADING))
    questions = await all_visible(arrival, desk, answer.asked)
    text = clean(arrival.exact or arrival.text)
    if answer.sent_at is not None:
        got_it = tuple(question.id for question in questions if answer.text in question.answer)
        return SILENCE if text == answer.text else show(OldVersionCard(got_it))
    if not questions:
        return show(GoneForLeadCard())
    if fault := fault_of(text, LONGEST_ANSWER):
        return show(await _ask(arrival, desk, questions, fault))
    await desk.stores.questions.reword(answer.id, text)
    preview = PreviewCard(answer.id)
    shown = await desk.stores.letters.message_of(arrival.chat_id, freeze(preview))
    return show(preview) if shown is None else Reply((Change(preview, message_id=shown),))


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
    typed_in = arrival.message_id if text else None
    answer = LeadAnswer(0, arrival.user_id, asked, desk.now, text, entry, message_id=typed_in)
    drafted = await desk.stores.questions.draft_answer(answer)
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
    answer = await own_answer(arrival, desk, button.number(0))
    if answer is None:
        return instead(arrival, GoneForLeadCard())
    return answer if answer.sent_at is None else Reply(toast=texts.SENT_ALREADY)
