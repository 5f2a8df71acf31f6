"""What can be done with a broadcast. Pure but for the stores it is given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from scheduler import totals
from scheduler.broadcasts import (
    LIFETIME,
    MUTED,
    Audience,
    Broadcast,
    Content,
    Copy,
    CopyState,
    Report,
    State,
)
from scheduler.calendar import Rhythm, local_day, local_moment
from scheduler.life import rhythm_of
from scheduler.people import Member
from scheduler.rounding import MANY
from scheduler.stores import Stores

DRAFT_RETENTION = timedelta(days=30)
LEDGER_RETENTION = timedelta(days=30)
"""After the end; the totals stay as long as the broadcast."""
RETENTION = timedelta(days=400)


class Why(StrEnum):
    """Why a broadcast was not confirmed."""

    ALREADY = "already"
    """It was confirmed before, or is no draft for another reason."""
    GONE = "gone"
    EMPTY = "empty"
    NOBODY = "nobody"
    COUNT = "count"
    """It is for another number of people by now."""
    PAST = "past"
    EXPIRED = "expired"
    """It would be over before it begins."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A broadcast that was not confirmed; `count` is how many people it is for."""

    why: Why
    count: int = 0


class WrongKind(ValueError):
    """A correction must stay what it was: text can't become a photo or document, nor the other way round."""


async def recipients(stores: Stores, audience: Audience, now: datetime) -> list[Member]:
    """Everybody it is for, each once, in the order of their numbers.

    Also who has opted out or blocked the bot and will not get it. How many they are is shown exactly before anything is
    sent, as often as a lead asks: without them, one person's choice could be read from it.
    """
    return await stores.broadcasts.audience(audience, local_day(now))


def is_reachable(member: Member) -> bool:
    return member.blocked_since is None and not has_opted_out(member)


def has_opted_out(member: Member) -> bool:
    return member.quiet_since is not None or MUTED in member.muted


async def confirm(
    stores: Stores, broadcast: Broadcast, expected: int, now: datetime, board: tuple[int, int] | None = None
) -> Broadcast | Changed:
    """Enters everybody it is for into the ledger, each once, and lets it go. `judge` ends the copies of those who don't
    want it or can't be reached when their moment comes, among the others. `board` is the chat and message in which
    its progress is shown. Of two who confirm at once, one wins."""
    current = await stores.broadcasts.lock(broadcast.id)
    if current is None:
        return Changed(Why.GONE)
    members = await recipients(stores, current.audience, now)
    why = _against(current, len(members), expected, now)
    if why is not None:
        return Changed(why, len(members))
    return await _enlist(stores, current, members, now, board)


def _against(broadcast: Broadcast, count: int, expected: int, now: datetime) -> Why | None:
    start = broadcast.send_at or now
    if broadcast.state is not State.DRAFT:
        return Why.ALREADY
    if broadcast.content.is_empty:
        return Why.EMPTY
    if start < now:
        return Why.PAST
    if broadcast.is_expired(start):
        return Why.EXPIRED
    if count == 0:
        return Why.NOBODY
    return Why.COUNT if count != expected else None


async def _enlist(
    stores: Stores, broadcast: Broadcast, members: list[Member], now: datetime, board: tuple[int, int] | None
) -> Broadcast:
    start = broadcast.send_at or now
    ends = broadcast.expires_at or start + LIFETIME
    confirmed = replace(
        broadcast,
        state=State.SCHEDULED if start > now else State.SENDING,
        expires_at=ends,
        confirmed=len(members),
        confirmed_at=now,
        board_chat=board[0] if board else None,
        board_message=board[1] if board else None,
    )
    # Whom it can't reach in time waits for its end: before that, their leave may be over, or their hours be others.
    moments = {
        member.id: not_before(member, confirmed, None, now) or (ends if is_reachable(member) else start)
        for member in members
    }
    await stores.broadcasts.enlist(confirmed, moments)
    await stores.broadcasts.save(confirmed)
    if confirmed.state is State.SENDING:
        await count_as_sent(stores, confirmed, now)
    return confirmed


async def count_as_sent(stores: Stores, broadcast: Broadcast, now: datetime) -> None:
    """For the weekly totals, once it has begun. Without any team named it goes to all."""
    teams = broadcast.audience.teams or tuple(team.id for team in await stores.teams.all())
    await totals.count(stores, teams, totals.Metric.BROADCASTS_SENT, "", now)


async def pause(stores: Stores, broadcast: Broadcast, now: datetime) -> Broadcast:
    """Nothing more goes but what is on its way. Only what is being sent can be paused; anything else stays as it is."""
    return await _turn(stores, broadcast, {State.SENDING: State.PAUSED}, CopyState.WAITING)


async def resume(stores: Stores, broadcast: Broadcast, now: datetime) -> Broadcast:
    return await _turn(stores, broadcast, {State.PAUSED: State.SENDING}, None)


async def cancel(stores: Stores, broadcast: Broadcast, now: datetime) -> Broadcast:
    """For good: who has not got it won't. What has not begun is over before it would have."""
    current = await stores.broadcasts.lock(broadcast.id) or broadcast
    if current.state is State.SCHEDULED:
        start = current.send_at or now
        await stores.broadcasts.save(replace(current, expires_at=min(now, start)))
    stopped = dict.fromkeys((State.SCHEDULED, State.SENDING, State.PAUSED), State.CANCELLED)
    return await _turn(stores, broadcast, stopped, CopyState.STOPPED)


async def _turn(stores: Stores, broadcast: Broadcast, ways: dict[State, State], unsent: CopyState | None) -> Broadcast:
    """Into another state, if there is a way from where it is now; `unsent` is what becomes of its unsent copies."""
    current = await stores.broadcasts.lock(broadcast.id) or broadcast
    if current.state not in ways:
        return current
    turned = replace(current, state=ways[current.state])
    await stores.broadcasts.save(turned)
    if unsent is not None:
        await stores.broadcasts.pull_back(turned.id, unsent)
    return turned


async def unschedule(stores: Stores, broadcast: Broadcast, now: datetime) -> Broadcast:
    """Back to a draft, as long as it is scheduled. Its age begins anew: it may have been planned for longer than drafts
    are kept."""
    current = await stores.broadcasts.lock(broadcast.id) or broadcast
    if current.state is not State.SCHEDULED:
        return current
    draft = replace(
        current.redrafted(),
        state=State.DRAFT,
        made_at=now,
        confirmed=None,
        confirmed_at=None,
        board_chat=None,
        board_message=None,
    )
    await stores.broadcasts.strike(draft.id)
    await stores.broadcasts.save(draft)
    return draft


async def correct(stores: Stores, broadcast: Broadcast, content: Content, now: datetime) -> Broadcast:
    """Who has not got it gets the new content; copies that were sent are changed in place.

    A draft is simply changed, and what has lost its ledger not any more. Raises WrongKind where text would become a
    file, or a file text.
    """
    current = await stores.broadcasts.lock(broadcast.id) or broadcast
    if current.state is not State.DRAFT and content.has_file != current.content.has_file:
        raise WrongKind
    if current.state is State.DRAFT:
        corrected = replace(current.redrafted(), content=content)
    elif current.is_beyond_change or current.content == content:
        return current
    else:
        corrected = replace(current, content=content, version=current.version + 1, finished_at=None)
        await stores.broadcasts.want_changed(current.id, None)
    await stores.broadcasts.save(corrected)
    return corrected


async def report(stores: Stores, broadcast: Broadcast) -> Report:
    """What is unclear can be neither corrected nor taken back."""
    if broadcast.kept is not None:
        return broadcast.kept
    found = await stores.broadcasts.report(broadcast.id)
    if not broadcast.is_corrected and broadcast.state is not State.RECALLED:
        return found
    return replace(found, unreached=found.unreached + found.unclear)


async def mark_read(stores: Stores, broadcast_id: int, member_id: int) -> bool:
    """False: it is so already, or this person has no copy of it."""
    return await stores.broadcasts.mark_read(broadcast_id, member_id)


def rhythm_for(member: Member, broadcast: Broadcast) -> Rhythm:
    """The member's own days; their hours too, unless the broadcast has its own."""
    rhythm = rhythm_of(member)
    if broadcast.window is None:
        return rhythm
    return replace(rhythm, hour=broadcast.window[0], until_hour=broadcast.window[1])


def not_before(member: Member, broadcast: Broadcast, last_broadcast_on: date | None, now: datetime) -> datetime | None:
    """When this member may get it, now or later; None: not while it is worth it."""
    moment = max(now, broadcast.send_at or now)
    if last_broadcast_on is not None and not broadcast.urgent:
        moment = max(moment, local_moment(last_broadcast_on + timedelta(days=1), 0))
    opening = rhythm_for(member, broadcast).next_opening(moment)
    return None if opening is None or broadcast.is_expired(opening) else opening


def reaches_anybody(members: Sequence[Member], broadcast: Broadcast, now: datetime) -> bool:
    """Whether it comes to at least one of them before it is over, if it is confirmed now.

    Of a few it is asked of somebody who has changed nothing: a no would tell who is on leave, or when they work.
    """
    start = broadcast.send_at or now
    lasting = replace(broadcast, expires_at=broadcast.expires_at or start + LIFETIME)
    asked = members if len(members) >= MANY else [Member(0, now)]
    return any(not_before(member, lasting, None, now) is not None for member in asked)


@dataclass(frozen=True, slots=True)
class Recipient:
    """What decides about one copy: its member as they are now, whether they still belong to the audience, and the last
    day on which they got another broadcast."""

    copy: Copy
    member: Member | None
    belongs: bool = True
    last_on: date | None = None


def judge(broadcast: Broadcast, recipient: Recipient, now: datetime) -> CopyState | datetime:
    """What becomes of a copy that could go now: POSTED, the state in which it ends, or the moment until which it has
    to wait. Who can't get it in time is waited for to the end: a leave may be cut short."""
    member = recipient.member
    if broadcast.is_stopped:
        return CopyState.STOPPED
    if broadcast.is_expired(now):
        return CopyState.EXPIRED
    if member is None or not recipient.belongs:
        return CopyState.LEFT
    if member.blocked_since is not None:
        return CopyState.BLOCKED
    if has_opted_out(member):
        return CopyState.OPTED_OUT
    moment = not_before(member, broadcast, recipient.last_on, now)
    if moment is None:
        return broadcast.expires_at or CopyState.EXPIRED
    return CopyState.POSTED if moment <= now and broadcast.state is State.SENDING else moment


async def forget(stores: Stores, now: datetime) -> None:
    """Drafts after 30 days, the ledger 30 days after the end (its totals stay), everything after 400 days."""
    for broadcast in await stores.broadcasts.finished_before(now - LEDGER_RETENTION):
        await stores.broadcasts.save(replace(broadcast, kept=await report(stores, broadcast)))
        await stores.broadcasts.strike(broadcast.id)
    await stores.broadcasts.forget_before(now - DRAFT_RETENTION, now - RETENTION)
