"""A broadcast's letters: drawn from the ledger of its copies, and written back into it.

What becomes of a letter and of its copy is one transaction, so the ledger is true after any crash.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.delivery import Outcome, Result
from bot.storage.outbox import BROADCAST_PRIORITY, UNCERTAIN_TRIES, Letter
from bot.storage.records import Records
from handlers.cards import BroadcastCard, Showcase, freeze
from handlers.cards.broadcasts import draw_copy
from handlers.screens import Screen
from scheduler.broadcasting import judge
from scheduler.broadcasts import Broadcast, Copy, CopyState, State, Task
from scheduler.totals import Metric, tally

_SEND, _DELETE = "", "x"


@dataclass(frozen=True, slots=True)
class Slip:
    """What a letter's cause says about it: whose copy of what, and what is to be done with it."""

    broadcast_id: int
    copy_id: int
    change: str = _SEND
    """ "v3": into the third version; "x": away with it."""


class Withdrawn(Exception):
    """A letter that must not go any more, or not now; `verdict` is what becomes of its copy, None: nothing."""

    def __init__(self, verdict: CopyState | datetime | None) -> None:
        super().__init__()
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Drawn:
    """`version` is that of its content."""

    screen: Screen
    version: int = 0


def slip_of(letter: Letter) -> Slip | None:
    """None: it is no broadcast's."""
    if letter.priority != BROADCAST_PRIORITY or not letter.cause.startswith("b"):
        return None
    broadcast, copy, *change = letter.cause[1:].split(":")
    return Slip(int(broadcast), int(copy), change[0] if change else _SEND)


def first_letter(copy: Copy) -> Letter:
    return _letter(copy, f"b{copy.broadcast_id}:{copy.id}", "send")


def change_letter(copy: Copy, broadcast: Broadcast) -> Letter:
    """Corrects a copy that was sent, or takes it back."""
    if broadcast.state is State.RECALLED:
        return _letter(copy, f"b{broadcast.id}:{copy.id}:{_DELETE}", "delete")
    return _letter(copy, f"b{broadcast.id}:{copy.id}:v{broadcast.version}", "amend")


def _letter(copy: Copy, cause: str, op: str) -> Letter:
    if copy.member_id is None:
        raise ValueError("a copy whose recipient is gone")
    card = freeze(BroadcastCard(copy.broadcast_id, copy.id))
    edits = None if op == "send" else copy.message_id
    uncertain = copy.uncertain if op == "send" else 0
    return Letter(cause, 0, copy.member_id, card, op=op, priority=BROADCAST_PRIORITY, edits=edits, uncertain=uncertain)


async def draw(records: Records, slip: Slip, showcase: Showcase, now: datetime) -> Drawn:
    """As it has to be at this moment. Raises Withdrawn."""
    copy, broadcast = await records.copies.get(slip.copy_id), await records.broadcasts.get(slip.broadcast_id)
    if copy is None or broadcast is None:
        raise Withdrawn(None)
    if slip.change == _SEND:
        return await _draw_first(records, copy, broadcast, showcase, now)
    if slip.change != _current_change(broadcast):
        raise Withdrawn(None)
    return Drawn(draw_copy(broadcast, showcase, read=copy.read), broadcast.version)


async def _draw_first(records: Records, copy: Copy, broadcast: Broadcast, showcase: Showcase, now: datetime) -> Drawn:
    """Everything is looked at again: since it was posted they may have opted out, or the night may have come."""
    if copy.state is not CopyState.POSTED:
        raise Withdrawn(None)
    (recipient,) = await records.copies.recipients(broadcast, [copy])
    verdict = judge(broadcast, recipient, now)
    if verdict is not CopyState.POSTED:
        raise Withdrawn(verdict)
    if broadcast.content.entry and broadcast.content.entry not in showcase.library.recommendations:
        raise Withdrawn(CopyState.FAILED)  # rather nothing than a word of regret to everybody
    return Drawn(draw_copy(broadcast, showcase), broadcast.version)


def _current_change(broadcast: Broadcast) -> str:
    return _DELETE if broadcast.state is State.RECALLED else f"v{broadcast.version}"


async def withdraw(records: Records, letter: Letter, slip: Slip, verdict: CopyState | datetime | None) -> None:
    """Takes a letter out of the outbox without a trace: its copy may be posted again."""
    await records.outbox.remove(letter.id)
    copy = await records.copies.get(slip.copy_id)
    if verdict is None or copy is None or copy.state is not CopyState.POSTED or slip.change != _SEND:
        return
    await records.copies.settle(replace(copy, uncertain=letter.uncertain), verdict)


async def note(
    records: Records,
    letter: Letter,
    slip: Slip,
    broadcast: Broadcast,
    result: Result,
    version: int,
    now: datetime,
) -> None:
    """Writes into the ledger what a letter has come to, if it has come to anything. The broadcast must be locked."""
    is_over = result.outcome is not Outcome.UNCERTAIN or letter.uncertain + 1 >= UNCERTAIN_TRIES
    if result.outcome in (Outcome.LATER, Outcome.UNREACHABLE, Outcome.MOVED) or not is_over:
        return
    if slip.change == _SEND:
        await _note_first(records, letter, slip, broadcast, result, version, now)
    else:
        await _note_change(records, slip, broadcast, result, version)


async def note_unclear(records: Records, letter: Letter, now: datetime) -> None:
    """A letter of which nobody will ever know."""
    unclear = Result(Outcome.UNCERTAIN, fault="ended while it was on its way")
    await _note_other(records, replace(letter, uncertain=UNCERTAIN_TRIES), unclear, now)


async def note_dropped(records: Records, letter: Letter, fault: str, now: datetime) -> None:
    """A letter that was not even tried, as its chat has blocked the bot."""
    await _note_other(records, letter, Result(Outcome.BLOCKED, fault=fault), now)


async def _note_other(records: Records, letter: Letter, result: Result, now: datetime) -> None:
    slip = slip_of(letter)
    broadcast = None if slip is None else await records.broadcasts.lock(slip.broadcast_id)
    if slip is not None and broadcast is not None:
        await note(records, letter, slip, broadcast, result, 0, now)


async def _note_first(
    records: Records,
    letter: Letter,
    slip: Slip,
    broadcast: Broadcast,
    result: Result,
    version: int,
    now: datetime,
) -> None:
    match result.outcome:
        case Outcome.SENT:
            outdated = broadcast.state is State.RECALLED or version < broadcast.version
            await records.copies.note(
                slip.copy_id,
                state=CopyState.SENT,
                message_id=result.message_id,
                sent_at=now,
                version=version,
                task=Task.WANTED if outdated else Task.NONE,
            )
            await tally(records, letter.chat_id, Metric.BROADCAST_DELIVERED, "", now)
        case Outcome.BLOCKED:
            await records.copies.note(slip.copy_id, state=CopyState.BLOCKED, fault=result.fault)
        case Outcome.FAILED if not letter.uncertain:
            await records.copies.note(slip.copy_id, state=CopyState.FAILED, fault=result.fault)
        case _:
            await records.copies.note(slip.copy_id, state=CopyState.UNCLEAR, fault=result.fault, sent_at=now)


async def _note_change(records: Records, slip: Slip, broadcast: Broadcast, result: Result, version: int) -> None:
    done = result.outcome is Outcome.SENT
    if done and slip.change == _DELETE:
        await records.copies.note(slip.copy_id, state=CopyState.RECALLED, task=Task.NONE, message_id=None)
        return
    if done:
        await records.copies.note(slip.copy_id, version=version)
    copy = await records.copies.get(slip.copy_id)
    if copy is not None and copy.task is Task.POSTED and slip.change == _current_change(broadcast):
        await records.copies.note(slip.copy_id, task=Task.NONE if done else Task.MISSED, fault=result.fault or None)
