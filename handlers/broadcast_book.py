"""Who may tend a broadcast, which one a button means, and how a draft is changed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.arrival import Arrival, Kind
from handlers.buttons import Deed
from handlers.cards.base import Card
from handlers.cards.broadcast_draft import BroadcastNoticeCard, DraftCard
from handlers.cards.broadcasts import BoardCard
from handlers.desk import Desk
from handlers.feature import Presser
from handlers.interjection import close_prompt
from handlers.reply import Change, Reply, show
from scheduler.broadcasting import recipients
from scheduler.broadcasts import Audience, Broadcast, State
from scheduler.people import Standing
from scheduler.stores.prompts import Prompt

CONTENT, TIP, WHEN, MORE, CORRECT, CORRECT_MORE = (
    "broadcast_content",
    "broadcast_tip",
    "broadcast_when",
    "broadcast_more",
    "broadcast_correct",
    "broadcast_correct_more",
)
"""Prompts: the content · words for a tip · a time · what else may come of an album · a corrected content · what
else may come of that."""
OPEN_PROMPTS = frozenset({CONTENT, TIP, WHEN, MORE, CORRECT, CORRECT_MORE})
ALBUM = timedelta(minutes=1)
"""The parts of an album, or of a text that was split, come within seconds."""

BroadcastDeed = Callable[[Arrival, Desk, Broadcast, Deed], Awaitable[Reply]]


def may_tend(standing: Standing, broadcast: Broadcast) -> bool:
    """Who leads all its teams. A draft is also its maker's, who may have to choose other teams."""
    if broadcast.state is State.DRAFT and broadcast.made_by == standing.member_id and standing.leads:
        return True
    return covers(standing, broadcast.audience)


def covers(standing: Standing, audience: Audience) -> bool:
    """Whether somebody may write to these people."""
    if standing.admin:
        return True
    return audience.kind != "all" and bool(audience.teams) and set(audience.teams) <= standing.leads


async def find(arrival: Arrival, desk: Desk, number: int) -> Broadcast | Card:
    """The broadcast, or why it is none of this person's; a forged number may name anybody's. Nobody else changes it
    until this is handled: it is written back whole."""
    broadcast = await desk.stores.broadcasts.lock(number) if number > 0 else None
    if broadcast is None:
        return BroadcastNoticeCard("gone")
    return broadcast if may_tend(await desk.standing(arrival.user_id), broadcast) else BroadcastNoticeCard("not_yours")


def tended(do: BroadcastDeed) -> Presser:
    """A deed about a broadcast, only for who may tend it. What was asked before is asked no longer."""

    async def press(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
        found = await find(arrival, desk, button.number(0))
        await close_prompt(arrival, desk, OPEN_PROMPTS)
        return show(found) if isinstance(found, Card) else await do(arrival, desk, found, button)

    return press


def drafted(do: BroadcastDeed) -> Presser:
    """A deed about a draft: under an old message it may have gone already."""

    async def press(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
        gone = no_draft(broadcast)
        return show(gone) if gone is not None else await do(arrival, desk, broadcast, button)

    return tended(press)


def no_draft(broadcast: Broadcast) -> Card | None:
    """Why it can't be changed (any more)."""
    if broadcast.state is State.DRAFT:
        return None
    under_way = {State.SCHEDULED: "scheduled", State.SENDING: "sending", State.PAUSED: "sending"}
    return BroadcastNoticeCard(under_way.get(broadcast.state, "over"))


async def change(desk: Desk, draft: Broadcast, **changes: Any) -> Broadcast:
    """Its version grows, so that a key which confirms the draft as it was before confirms nothing any more."""
    changed = replace(draft.redrafted(), **changes)
    await desk.stores.broadcasts.save(changed)
    return changed


async def count_of(desk: Desk, audience: Audience) -> int:
    return len(await recipients(desk.stores, audience, desk.now))


async def draft_card(desk: Desk, broadcast: Broadcast, said: str = "") -> Card:
    return DraftCard(broadcast.id, await count_of(desk, broadcast.audience), said)


async def board(arrival: Arrival, desk: Desk, number: int, *, full: bool = False) -> Card:
    """How far a broadcast has come; from now on it is followed in this message. Whatever another lead does with it, it
    is not taken out of the chat of who has sent it, who would wait there for its end, while they may tend it."""
    current = await desk.stores.broadcasts.lock(number) if arrival.kind is Kind.BUTTON else None
    here = (arrival.chat_id, arrival.message_id)
    if current is None or (current.board_chat, current.board_message) == here:
        return BoardCard(number, full)
    theirs = current.board_chat not in (None, arrival.chat_id) and current.board_message is not None
    if not theirs or not may_tend(await desk.standing(current.board_chat or 0), current):
        await desk.stores.broadcasts.save(replace(current, board_chat=here[0], board_message=here[1]))
    return BoardCard(number, full)


def say(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    """In place of what was pressed, below what was typed."""
    if arrival.kind is Kind.BUTTON:
        return Reply((Change(card, message_id=arrival.message_id),), toast)
    return show(card)


async def from_prompt(arrival: Arrival, desk: Desk, prompt: Prompt) -> Broadcast | Card:
    """The broadcast a prompt is about: its number stands first."""
    number = prompt.data.partition(":")[0]
    return await find(arrival, desk, int(number) if number.isdecimal() else 0)
