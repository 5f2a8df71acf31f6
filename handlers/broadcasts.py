"""/rundruf: the overview, one broadcast, its preview, and the word with which it goes."""

from dataclasses import replace

from handlers.arrival import Arrival
from handlers.broadcast_book import board, count_of, covers, draft_card, find, may_tend, say
from handlers.broadcast_choices import ask_when
from handlers.buttons import Deed
from handlers.cards import NoticeCard
from handlers.cards.base import Card
from handlers.cards.broadcast_draft import PAGE_LENGTH, BroadcastNoticeCard, BroadcastsCard, ConfirmCard
from handlers.cards.broadcasts import BoardCard, BroadcastCard
from handlers.desk import Desk
from handlers.reply import Change, Reply, Show, show
from handlers.texts import broadcast_draft as texts
from scheduler import broadcasting
from scheduler.broadcasting import Changed, Why
from scheduler.broadcasts import Broadcast, State
from scheduler.people import Member, Standing

LATEST = 200
"""Far more than a year's broadcasts of one organisation."""
_ORDER = (State.SENDING, State.PAUSED, State.DRAFT, State.SCHEDULED)


async def show_all(arrival: Arrival, desk: Desk) -> Reply:
    return show(await _overview(arrival, desk, 0))


async def turn_page(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    return say(arrival, await _overview(arrival, desk, button.number(0)))


async def _overview(arrival: Arrival, desk: Desk, page: int, said: str = "") -> Card:
    """What is under way first, then drafts and plans, then what is over, the newest first."""
    standing = await desk.standing(arrival.user_id)
    found = [one for one in await desk.stores.broadcasts.newest(LATEST) if _concerns(standing, one)]
    found.sort(key=lambda one: _ORDER.index(one.state) if one.state in _ORDER else len(_ORDER))
    pages = max(-(-len(found) // PAGE_LENGTH), 1)
    page = min(max(page, 0), pages - 1)
    shown = found[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
    return BroadcastsCard(tuple(one.id for one in shown), page, pages, said, desk.today.year)


def _concerns(standing: Standing, broadcast: Broadcast) -> bool:
    """A draft is its maker's own affair, until its maker is gone."""
    if not may_tend(standing, broadcast):
        return False
    return broadcast.state is not State.DRAFT or broadcast.made_by in (standing.member_id, None)


async def open_one(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    return say(arrival, await card_of(arrival, desk, broadcast))


async def card_of(arrival: Arrival, desk: Desk, broadcast: Broadcast) -> Card:
    if broadcast.state in (State.DRAFT, State.SCHEDULED):
        return await draft_card(desk, broadcast)
    return await board(arrival, desk, broadcast.id)


async def erase(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    await desk.stores.broadcasts.remove(broadcast.id)
    return say(arrival, await _overview(arrival, desk, 0, "dropped"))


async def unschedule(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    draft = await broadcasting.unschedule(desk.stores, broadcast, desk.now)
    if draft.state is not State.DRAFT:
        return say(arrival, await board(arrival, desk, draft.id))
    return say(arrival, await draft_card(desk, draft, "unplanned" if broadcast.state is State.SCHEDULED else ""))


# The preview and the last word ---------------------------------------------------------------------------------------


async def preview(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    """Just as recipients get it; under it the question whether it may go."""
    if broadcast.state is State.SCHEDULED:
        return Reply((Show(BroadcastCard(broadcast.id)), Show(await draft_card(desk, broadcast))))
    if broadcast.state is not State.DRAFT:
        return show(BoardCard(broadcast.id))
    hindered = await _hindrance(arrival, desk, broadcast)
    if hindered is not None:
        return say(arrival, hindered)
    return Reply((Show(BroadcastCard(broadcast.id)), Show(await _confirm_card(desk, broadcast))))


async def _confirm_card(desk: Desk, draft: Broadcast, why: str = "") -> Card:
    outside = not _begins_in_hours(draft, desk)
    return ConfirmCard(draft.id, await count_of(desk, draft.audience), draft.version, why, outside)


def _begins_in_hours(broadcast: Broadcast, desk: Desk) -> bool:
    """Whether somebody who has changed nothing could get it when it begins. It says nothing about anybody's own days
    and hours, nor their Bundesland."""
    start = max(desk.now, broadcast.send_at or desk.now)
    return broadcasting.rhythm_for(Member(0, desk.now), broadcast).next_opening(start) == start


async def _hindrance(arrival: Arrival, desk: Desk, draft: Broadcast) -> Card | None:
    """What has to be chosen anew before it can go."""
    if not covers(await desk.standing(arrival.user_id), draft.audience):
        return await draft_card(desk, draft, "not_your_team" if draft.audience.teams else "nobody")
    if draft.content.kind == "entry" and draft.content.entry not in desk.library.recommendations:
        return await draft_card(desk, draft, "tip_gone")
    if draft.send_at is not None and draft.send_at <= desk.now:
        return await ask_when(arrival, desk, draft, "past")
    members = await broadcasting.recipients(desk.stores, draft.audience, desk.now)
    if not members:
        return await draft_card(desk, draft, "nobody")
    if not broadcasting.reaches_anybody(members, _counted_from_now(draft, desk), desk.now):
        return await draft_card(desk, draft, "too_short")
    return None


async def send(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The key says to how many people and which version. What has changed since is shown and asked again."""
    found = await find(arrival, desk, button.number(0))
    if isinstance(found, Card):
        return show(found)
    if found.state is not State.DRAFT:
        return say(arrival, await card_of(arrival, desk, found), texts.ALREADY)
    hindered = await _hindrance(arrival, desk, found)
    if hindered is not None:
        return say(arrival, hindered)
    if button.number(2) != found.version:
        return await _show_anew(arrival, desk, found)
    return await _confirm(arrival, desk, _counted_from_now(found, desk), button.number(1))


async def _confirm(arrival: Arrival, desk: Desk, draft: Broadcast, expected: int) -> Reply:
    await desk.stores.broadcasts.save(draft)
    board = (arrival.chat_id, arrival.message_id)
    confirmed = await broadcasting.confirm(desk.stores, draft, expected, desk.now, board)
    if isinstance(confirmed, Changed):
        return await _ask_again(arrival, desk, draft, confirmed)
    return say(arrival, BoardCard(confirmed.id), _toast(confirmed, desk))


def _toast(confirmed: Broadcast, desk: Desk) -> str:
    planned = confirmed.state is State.SCHEDULED
    if _begins_in_hours(confirmed, desk):
        return texts.SCHEDULED_TOAST if planned else texts.SENDING_TOAST
    toast = texts.SCHEDULED_TOAST if planned else texts.CONFIRMED_TOAST
    return f"{toast} {texts.waits(later=planned, window=confirmed.window is not None)}"


def _counted_from_now(draft: Broadcast, desk: Desk) -> Broadcast:
    """What goes at once counts its days from now, not from when the draft was made."""
    if draft.send_at is not None or draft.expires_at is None:
        return draft
    return replace(draft, expires_at=desk.now + (draft.expires_at - draft.made_at))


async def _ask_again(arrival: Arrival, desk: Desk, draft: Broadcast, changed: Changed) -> Reply:
    match changed.why:
        case Why.COUNT:
            return say(arrival, await _confirm_card(desk, draft, "count"))
        case Why.NOBODY:
            return say(arrival, await draft_card(desk, draft, "nobody"))
        case Why.PAST | Why.EXPIRED:
            return say(arrival, await ask_when(arrival, desk, draft, "past"))
        case Why.ALREADY:
            return say(arrival, await board(arrival, desk, draft.id), texts.ALREADY)
        case Why.GONE:
            return show(BroadcastNoticeCard("gone"))
    return show(NoticeCard("old_button"))


async def _show_anew(arrival: Arrival, desk: Desk, draft: Broadcast) -> Reply:
    """The draft was changed after this key was drawn: its preview is shown once more."""
    anew = await _confirm_card(desk, draft, "content")
    old = Change(await draft_card(desk, draft), message_id=arrival.message_id)
    return Reply((old, Show(BroadcastCard(draft.id)), Show(anew)))
