"""Passing a question on to the team lead: shown exactly, sent only when confirmed, taken back while it is open."""

from dataclasses import replace

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.base import Card, thaw
from handlers.cards.conversation import PASSING_ON, PersonCard
from handlers.cards.open_questions import NoticeToLeadCard
from handlers.cards.own_questions import OwnOpenCard
from handlers.cards.passing_on import AnswerCard, DraftCard, DraftOverCard, DroppedCard, PassedCard, PassOnPromptCard
from handlers.desk import Desk
from handlers.feature import Feature
from handlers.interjection import close_prompt
from handlers.portions import units
from handlers.reply import Change, Reply, Show, show
from handlers.texts import questions as texts
from scheduler.questions import (
    DRAFT_LIFETIME,
    LONGEST_QUESTION,
    MOST_OPEN,
    OpenQuestion,
    QuestionState,
    Readers,
    readers_for,
)
from scheduler.stores.prompts import LIFETIME, Prompt
from scheduler.totals import Metric, area_of, tally

WORDING = "pass_on"
"""The prompt for a question's wording."""
LONGEST_NAME = 80


def clean(text: str) -> str:
    """Without what can't be seen: no database keeps lone surrogates, and nothing reads backwards."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text).strip()


def fault_of(text: str, longest: int) -> str:
    """Why a text can't be taken; "" if it can."""
    if not any(sign.isalnum() for sign in text):
        return "empty"
    return "long" if units(text) > longest else ""


async def pass_on(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """Pressed under an answer that quotes the question: its wording comes with the press. Else it is asked for."""
    if not (await _readers(arrival, desk)).members:
        return show(PersonCard(asked=True))
    if not arrival.quoted:
        return await _ask_for_words(arrival, desk, "gone")
    return await _draft(arrival, desk, arrival.quoted)


async def ask_for_words(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    if not (await _readers(arrival, desk)).members:
        return show(PersonCard(asked=True))
    return await _too_many(arrival, desk) or await _ask_for_words(arrival, desk)


async def take_words(arrival: Arrival, desk: Desk, _prompt: Prompt) -> Reply:
    return await _draft(arrival, desk, arrival.exact or arrival.text)


async def _ask_for_words(arrival: Arrival, desk: Desk, fault: str = "") -> Reply:
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, Prompt(WORDING, 0, desk.now + LIFETIME))
    return show(PassOnPromptCard(fault, (await _readers(arrival, desk)).office))


async def _readers(arrival: Arrival, desk: Desk) -> Readers:
    return await readers_for(desk.stores, arrival.user_id, desk.admission)


async def _too_many(arrival: Arrival, desk: Desk) -> Reply | None:
    """Somebody has as many open as there may be: no list grows for ever. None: one more may come."""
    own = await desk.stores.questions.of(arrival.user_id)
    waiting = tuple(one.id for one in own if one.state is QuestionState.OPEN)
    return show(OwnOpenCard(arrival.user_id, waiting, "many")) if len(waiting) >= MOST_OPEN else None


async def _draft(arrival: Arrival, desk: Desk, text: str) -> Reply:
    """Keeps the wording for an hour, to be shown; one draft a person. What is open already is not sent again."""
    text = clean(text)
    if fault := fault_of(text, LONGEST_QUESTION):
        return await _ask_for_words(arrival, desk, fault)
    await close_prompt(arrival, desk, (WORDING,))
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    office = (await _readers(arrival, desk)).office
    for own in await desk.stores.questions.of(arrival.user_id):
        if own.text == text and own.state is QuestionState.OPEN:
            return Reply((Show(PassedCard(arrival.user_id, own.id)),), texts.PASSED_BEFORE)
        if own.text == text and _is_fresh_draft(own, desk):
            return show(DraftCard(arrival.user_id, own.id, office))
        if own.state is QuestionState.DRAFT:
            await desk.stores.questions.withdraw(own.id)
    if (too_many := await _too_many(arrival, desk)) is not None:
        return too_many
    name = clean(arrival.name)[:LONGEST_NAME]
    draft = await desk.stores.questions.add(OpenQuestion(0, arrival.user_id, text, desk.now, name))
    return show(DraftCard(arrival.user_id, draft.id, office))


async def send(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """With the name or without, as the verb says; pressed twice it goes once."""
    question = await _own(arrival, desk, button)
    if question is None or not (_is_fresh_draft(question, desk) or question.asked_at):
        return _instead(arrival, DraftOverCard())
    readers = await _readers(arrival, desk)
    if not readers.members:
        return show(PersonCard(asked=True))
    too_many = await _too_many(arrival, desk) if question.state is QuestionState.DRAFT else None
    if too_many is not None:
        return too_many
    name = question.name if button.verb == "named" else ""
    teams = [one.team_id for one in await desk.stores.teams.of(arrival.user_id)]
    if not await desk.stores.questions.submit(question.id, name, teams, desk.now):
        return _instead(arrival, PassedCard(arrival.user_id, question.id), texts.PASSED_BEFORE)
    notices = await _notices(desk, readers)
    await _count(arrival, desk, question, Metric.PASSED_ON)
    return Reply((Change(PassedCard(arrival.user_id, question.id), arrival.message_id), *notices))


def _is_fresh_draft(question: OpenQuestion, desk: Desk) -> bool:
    """Its hour is not over, whether or not it was swept away since."""
    return question.state is QuestionState.DRAFT and desk.now - question.made_at < DRAFT_LIFETIME


async def _notices(desk: Desk, readers: Readers) -> list[Show]:
    """At most one a day and lead; none to who asked for silence."""
    notices = []
    for lead in readers.members:
        member = await desk.stores.members.get(lead)
        silent = member is None or member.quiet_since is not None or member.blocked_since is not None
        if not silent and await desk.stores.questions.tell(lead, desk.today):
            notices.append(Show(NoticeToLeadCard(readers.office), to=lead))
    return notices


async def reword(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The draft goes; what is typed next becomes the new one."""
    question = await _own(arrival, desk, button)
    if question is not None and question.state is not QuestionState.DRAFT:
        return _instead(arrival, PassedCard(arrival.user_id, question.id), texts.PASSED_BEFORE)
    if question is not None:
        await desk.stores.questions.withdraw(question.id)
    asked = await _ask_for_words(arrival, desk)
    office = (await _readers(arrival, desk)).office
    return replace(asked, cards=(Change(PassOnPromptCard(office=office), arrival.message_id),))


async def take_back(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """A draft, or what is open: gone at once. An answered one stays until its time is over."""
    question = await _own(arrival, desk, button)
    sent = question is None or question.state is not QuestionState.DRAFT
    if question is not None and not await desk.stores.questions.withdraw(question.id):
        return _instead(arrival, DroppedCard(late=True))
    among = await _list_at(arrival, desk) if button.word(1) == OwnOpenCard.name else None
    if among is not None:
        return _instead(arrival, among, texts.WITHDRAWN_SHORT)
    return _instead(arrival, DroppedCard(sent=sent and button.verb == "withdraw"))


async def _list_at(arrival: Arrival, desk: Desk) -> Card | None:
    """The list of own questions under which was pressed: those that wait still stay on it."""
    frozen = await desk.stores.letters.card_at(arrival.chat_id, arrival.message_id)
    card = thaw(frozen) if frozen else None
    return card if isinstance(card, OwnOpenCard) and card.member == arrival.user_id else None


async def rate(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Whether the answer helps: only counted."""
    question = await _own(arrival, desk, button)
    if question is None:
        return Reply(toast=texts.THANKED)
    if await desk.stores.questions.rate(question.id):
        await _count(arrival, desk, question, Metric.HELPFUL if button.verb == "helps" else Metric.UNHELPFUL)
    card = AnswerCard(arrival.user_id, question.id, button.number(1), rated=True)
    return _instead(arrival, card, texts.THANKED if button.verb == "helps" else texts.NO_HELP_NOTED)


async def _count(arrival: Arrival, desk: Desk, question: OpenQuestion, metric: Metric) -> None:
    """Under the area alone that it comes nearest to."""
    hits = desk.matcher.answer(question.text, limit=1).hits
    topic = area_of(desk.library, hits[0].id) if hits else ""
    await tally(desk.stores, arrival.user_id, metric, topic, desk.now)


async def _own(arrival: Arrival, desk: Desk, button: Deed) -> OpenQuestion | None:
    question = await desk.stores.questions.get(button.number(0))
    return question if question is not None and question.member_id == arrival.user_id else None


def _instead(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),), toast)


PASSING = Feature(
    PASSING_ON,
    deeds={
        "pass": pass_on,
        "write": ask_for_words,
        "named": send,
        "nameless": send,
        "reword": reword,
        "drop": take_back,
        "withdraw": take_back,
        "helps": rate,
        "nohelp": rate,
    },
    prompts={WORDING: take_words},
)
