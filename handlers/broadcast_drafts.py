"""What a draft consists of: its content is taken from what was typed or sent, or from the collection."""

from dataclasses import replace
from datetime import timedelta

from handlers import about, ask
from handlers.arrival import Arrival, Kind
from handlers.broadcast_book import (
    ALBUM,
    CONTENT,
    MORE,
    OPEN_PROMPTS,
    TIP,
    change,
    draft_card,
    find,
    from_prompt,
    no_draft,
    say,
)
from handlers.broadcast_content import Fault, may_be_split, read_content
from handlers.broadcast_edits import note_content
from handlers.buttons import Deed, hash_name
from handlers.cards import NoticeCard
from handlers.cards.base import Card
from handlers.cards.broadcast_choices import AskContentCard, OnePictureCard, TipsCard
from handlers.cards.broadcast_draft import BroadcastNoticeCard
from handlers.desk import Desk
from handlers.interjection import close_prompt
from handlers.reply import SILENCE, Reply, show
from knowledge.answers import Outcome
from scheduler.broadcasts import Audience, Broadcast, Content, State
from scheduler.people import Standing
from scheduler.stores.prompts import Prompt

PATIENCE = timedelta(hours=1)
"""Somebody writes a text for many people: that takes longer than an answer."""
MOST_DRAFTS = 30
_FOUND = 3


async def ask_new(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    if await _is_full(arrival, desk):
        return show(BroadcastNoticeCard("full"))
    return say(arrival, await _ask(arrival, desk, 0))


async def ask_content(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    return say(arrival, await _ask(arrival, desk, broadcast.id))


async def _ask(arrival: Arrival, desk: Desk, number: int, fault: Fault | None = None) -> Card:
    await _await(arrival, desk, CONTENT, str(number), PATIENCE)
    return AskContentCard(number, fault.what, fault.amount, fault.file) if fault else AskContentCard(number)


async def take_content(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """A text, picture or file for a new draft (0) or an old one."""
    content = read_content(arrival)
    number = _number(prompt)
    if isinstance(content, Fault):
        await note_content(arrival, desk, number)
        return show(await _ask(arrival, desk, number, content))
    kept = await _keep(arrival, desk, number, content)
    if isinstance(kept, Card):
        return show(kept)
    await note_content(arrival, desk, kept.id)
    if content.has_file or may_be_split(content):
        await _await(arrival, desk, MORE, f"{kept.id}:{'picture' if content.has_file else 'text'}", ALBUM)
    return say(arrival, await draft_card(desk, kept))


async def take_more(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """The rest of an album or of a split text is named once and left alone. Anything else is what it is."""
    number, _, what = prompt.data.partition(":")
    belongs = arrival.media in ("photo", "document") if what != "text" else not arrival.media
    if not belongs:
        return await (about.decline_media if arrival.kind is Kind.MEDIA else ask.answer_text)(arrival, desk)
    await note_content(arrival, desk, _number(prompt))
    await _await(arrival, desk, MORE, f"{number}:said" if what != "text" else prompt.data, ALBUM)
    return SILENCE if what == "said" else show(OnePictureCard(_number(prompt), what))


async def _keep(arrival: Arrival, desk: Desk, number: int, content: Content) -> Broadcast | Card:
    if not number:
        return BroadcastNoticeCard("full") if await _is_full(arrival, desk) else await begin(arrival, desk, content)
    found = await find(arrival, desk, number)
    gone = found if isinstance(found, Card) else no_draft(found)
    if gone is not None or isinstance(found, Card):
        return gone or BroadcastNoticeCard()
    return await change(desk, found, content=content)


async def begin(arrival: Arrival, desk: Desk, content: Content) -> Broadcast:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    standing = await desk.standing(arrival.user_id)
    return await desk.stores.broadcasts.add(
        Broadcast(0, arrival.user_id, desk.now, audience=first_audience(standing), content=content)
    )


def first_audience(standing: Standing) -> Audience:
    """To begin with, whom somebody leads; an admin who leads nobody means all."""
    return Audience("teams", tuple(sorted(standing.leads))) if standing.leads else Audience()


async def _is_full(arrival: Arrival, desk: Desk) -> bool:
    drafts = await desk.stores.broadcasts.in_states(State.DRAFT)
    return sum(draft.made_by == arrival.user_id for draft in drafts) >= MOST_DRAFTS


# A tip from the collection -------------------------------------------------------------------------------------------


async def ask_tip(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The areas, or one of them; words may be typed as well."""
    number = max(button.number(0), 0)
    if number and isinstance(found := await find(arrival, desk, number), Card):
        return show(found)
    await _await(arrival, desk, TIP, str(number), PATIENCE)
    return say(arrival, TipsCard(number, button.word(1), max(button.number(2), 0)))


async def search_tip(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    if prompt.data != "0" and isinstance(found := await from_prompt(arrival, desk, prompt), Card):
        return show(found)
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, replace(prompt, expires_at=desk.now + PATIENCE))
    answer = desk.matcher.answer(arrival.text, limit=_FOUND)
    hits = () if answer.outcome is Outcome.UNKNOWN else answer.hits
    return show(TipsCard(_number(prompt), found=tuple(hit.id for hit in hits), searched=True))


async def take_tip(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    entry = next((one for one in desk.library.recommendations if hash_name(one) == button.word(1)), None)
    if entry is None:
        return show(NoticeCard("old_button"))
    await close_prompt(arrival, desk, OPEN_PROMPTS)
    content, number = Content("entry", entry=entry), max(button.number(0), 0)
    before = await _pressed_before(arrival, desk, content) if not number else None
    kept = before or await _keep(arrival, desk, number, content)
    return show(kept) if isinstance(kept, Card) else say(arrival, await draft_card(desk, kept))


async def _pressed_before(arrival: Arrival, desk: Desk, content: Content) -> Broadcast | None:
    """The draft that the same key has made a moment ago: pressed twice, it makes none twice."""
    for draft in await desk.stores.broadcasts.newest(1, arrival.user_id):
        if (draft.state, draft.content) == (State.DRAFT, content) and desk.now - draft.made_at <= ALBUM:
            return draft
    return None


async def _await(arrival: Arrival, desk: Desk, kind: str, data: str, patience: timedelta) -> None:
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, Prompt(kind, 0, desk.now + patience, data))


def _number(prompt: Prompt) -> int:
    digits = prompt.data.partition(":")[0]
    return int(digits) if digits.isdecimal() else 0
