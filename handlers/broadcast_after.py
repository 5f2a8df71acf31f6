"""What can be done with a broadcast that has gone out: hold it, stop it, correct it, take it back, read its report."""

from datetime import timedelta

from handlers import about, ask
from handlers.arrival import Arrival, Kind
from handlers.broadcast_book import ALBUM, CORRECT, CORRECT_MORE, board, find, from_prompt, say
from handlers.broadcast_content import Fault, may_be_split, read_content
from handlers.broadcast_edits import note_content
from handlers.buttons import Deed
from handlers.cards import NoticeCard
from handlers.cards.base import Card
from handlers.cards.broadcast_after import AmendCard, AmendedCard, AskCorrectionCard, MoreOfCorrectionCard, SureCard
from handlers.cards.broadcast_draft import BroadcastNoticeCard
from handlers.cards.broadcasts import BroadcastCard
from handlers.desk import Desk
from handlers.portions import units
from handlers.reply import SILENCE, Change, Reply, Show, show
from handlers.texts import broadcast_after as texts
from handlers.texts.broadcast_content import LONGEST_CAPTION
from scheduler import broadcasting, recalling
from scheduler.broadcasting import WrongKind
from scheduler.broadcasts import RECALLABLE, Broadcast, Content, Copy, CopyState, State, Task
from scheduler.stores.prompts import Prompt
from scheduler.totals import Metric, tally

PATIENCE = timedelta(hours=1)
UNDER_WAY = (State.SENDING, State.PAUSED)
_FORGOTTEN = BroadcastNoticeCard("forgotten")
SENT = (State.SENDING, State.PAUSED, State.FINISHED, State.CANCELLED)


async def pause(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    """And go on again. Pressed twice, or too late, it shows how things are."""
    turn = broadcasting.pause if button.verb == "pause" else broadcasting.resume
    turned = await turn(desk.stores, broadcast, desk.now)
    wanted = State.PAUSED if button.verb == "pause" else State.SENDING
    return say(arrival, await board(arrival, desk, turned.id), "" if turned.state is wanted else texts.OVER)


async def show_report(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    return say(arrival, await board(arrival, desk, broadcast.id, full=True))


async def ask_sure(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    """Before it is stopped or taken back for good."""
    possible = (*UNDER_WAY, State.SCHEDULED) if button.verb == "cancel" else SENT
    if broadcast.state not in possible or broadcast.was_called_off:
        return say(arrival, await board(arrival, desk, broadcast.id), texts.OVER)
    if broadcast.is_forgotten:
        return show(_FORGOTTEN)
    if button.verb == "recall" and await recalling.is_too_late(desk.stores, broadcast, desk.now):
        return say(arrival, SureCard(broadcast.id, "late", under_way=broadcast.state in UNDER_WAY))
    began = broadcast.send_at or broadcast.confirmed_at or desk.now
    return say(arrival, SureCard(broadcast.id, button.verb, old=desk.now - began > RECALLABLE))


async def cancel(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    await broadcasting.cancel(desk.stores, broadcast, desk.now)
    return say(arrival, await board(arrival, desk, broadcast.id))


async def recall(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    if broadcast.is_forgotten:
        return show(_FORGOTTEN)
    if broadcast.state in SENT and not broadcast.was_called_off:
        broadcast = await recalling.recall(desk.stores, broadcast, desk.now)
        if broadcast.state is not State.RECALLED:
            return say(arrival, SureCard(broadcast.id, "late"))
    return say(arrival, await board(arrival, desk, broadcast.id))


# Correcting ----------------------------------------------------------------------------------------------------------


async def ask_correction(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    if broadcast.state not in SENT or broadcast.was_called_off:
        return show(BroadcastNoticeCard("scheduled" if broadcast.state is State.SCHEDULED else "over"))
    if broadcast.is_forgotten:
        return show(_FORGOTTEN)
    return show(await _ask(arrival, desk, broadcast))


async def _ask(arrival: Arrival, desk: Desk, broadcast: Broadcast, fault: Fault | None = None) -> Card:
    prompt = Prompt(CORRECT, 0, desk.now + PATIENCE, str(broadcast.id))
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    if fault is None:
        return AskCorrectionCard(broadcast.id, broadcast.content.has_file)
    return AskCorrectionCard(broadcast.id, broadcast.content.has_file, fault.what, fault.amount, fault.file)


async def take_correction(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """It becomes a draft of its own until it is confirmed, so that nothing typed gets lost."""
    found = await from_prompt(arrival, desk, prompt)
    if isinstance(found, Card) or found.is_forgotten:
        return show(found if isinstance(found, Card) else _FORGOTTEN)
    await note_content(arrival, desk, found.id)
    content = _corrected(read_content(arrival), found.content)
    if isinstance(content, Fault):
        return show(await _ask(arrival, desk, found, content))
    draft = await desk.stores.broadcasts.add(
        Broadcast(0, arrival.user_id, desk.now, found.audience, content, read_button=found.read_button)
    )
    if content.has_file and arrival.media:
        await _await_more(arrival, desk, f"{found.id}:picture")
    elif may_be_split(content):
        await _await_more(arrival, desk, f"{found.id}:text")
    return Reply((Show(BroadcastCard(draft.id)), Show(await _question(desk, found, draft))))


async def take_more(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """The rest of an album or of a split text, as of a new broadcast: named once, and left alone."""
    number, _, what = prompt.data.partition(":")
    belongs = not arrival.media if what == "text" else arrival.media in ("photo", "document")
    if not belongs:
        return await (about.decline_media if arrival.kind is Kind.MEDIA else ask.answer_text)(arrival, desk)
    await note_content(arrival, desk, int(number))
    await _await_more(arrival, desk, prompt.data if what == "text" else f"{number}:said")
    return SILENCE if what == "said" else show(MoreOfCorrectionCard(int(number), what))


async def _await_more(arrival: Arrival, desk: Desk, data: str) -> None:
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, Prompt(CORRECT_MORE, 0, desk.now + ALBUM, data))


async def _question(desk: Desk, broadcast: Broadcast, draft: Broadcast, *, again: bool = False) -> Card:
    counts = await broadcasting.report(desk.stores, broadcast)
    return AmendCard(broadcast.id, draft.id, counts.open > 0, broadcast.version, again)


def _corrected(content: Content | Fault, before: Content) -> Content | Fault:
    """Text stays text. Words alone correct what stands under a picture or file."""
    if isinstance(content, Fault) or content.has_file == before.has_file:
        return content
    if content.has_file:
        return Fault("now_file")
    if units(content.text) > LONGEST_CAPTION:
        return Fault("too_long", units(content.text), before.kind)
    return Content(before.kind, content.text, content.entities, before.file_id)


async def amend(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    """The draft's content takes the place of what was sent. Pressed again, the draft is gone."""
    draft = await find(arrival, desk, button.number(1))
    if isinstance(draft, Card) or draft.state is not State.DRAFT or broadcast.state not in SENT:
        return say(arrival, await board(arrival, desk, broadcast.id), texts.OVER)
    if broadcast.is_forgotten:
        return show(_FORGOTTEN)
    if button.number(2) != broadcast.version:
        return await _show_both(arrival, desk, broadcast, draft)
    try:
        await broadcasting.correct(desk.stores, broadcast, draft.content, desk.now)
    except WrongKind:
        return show(NoticeCard("old_button"))
    await desk.stores.broadcasts.remove(draft.id)
    return say(arrival, await board(arrival, desk, broadcast.id), texts.AMENDED)


async def _show_both(arrival: Arrival, desk: Desk, broadcast: Broadcast, draft: Broadcast) -> Reply:
    """Somebody else has corrected it since this key was drawn: their words, and those that would take their place."""
    said = Change(AmendedCard(), message_id=arrival.message_id)
    both = (Show(BroadcastCard(broadcast.id)), Show(BroadcastCard(draft.id)))
    return Reply((said, *both, Show(await _question(desk, broadcast, draft, again=True))))


async def drop_correction(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    draft = await find(arrival, desk, button.number(1))
    if not isinstance(draft, Card) and draft.state is State.DRAFT:
        await desk.stores.broadcasts.remove(draft.id)
    return say(arrival, await board(arrival, desk, broadcast.id))


# What recipients do --------------------------------------------------------------------------------------------------


async def mark_read(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Counted once a person. Who got none, or presses under the preview, changes nothing."""
    copy = await desk.stores.broadcasts.copy_of(button.number(0), arrival.user_id) if button.number(0) > 0 else None
    if copy is None or not _is_under(arrival, copy.message_id, copy.state):
        tends = not isinstance(await find(arrival, desk, button.number(0)), Card)
        return Reply(toast=texts.PREVIEW_PRESSED if tends else "")
    marked = await broadcasting.mark_read(desk.stores, button.number(0), arrival.user_id)
    if not marked:
        return Reply(toast=texts.READ_ALREADY)
    await tally(desk.stores, arrival.user_id, Metric.BROADCAST_READ, "", desk.now)
    if await _is_going(desk, copy):
        return Reply(toast=texts.THANKS)
    # Never as a new message: a copy is gone because it was taken back, and the ledger would not know the new one.
    read = Change(BroadcastCard(button.number(0), copy.id), message_id=arrival.message_id, anew=False)
    return Reply((read,), texts.THANKS)


async def _is_going(desk: Desk, copy: Copy) -> bool:
    """Whether its message is about to be deleted."""
    broadcast = await desk.stores.broadcasts.get(copy.broadcast_id)
    recalled = broadcast is None or broadcast.state is State.RECALLED
    return recalled and copy.task in (Task.WANTED, Task.POSTED)


def _is_under(arrival: Arrival, message_id: int | None, state: CopyState) -> bool:
    """Of a copy that may have arrived or not the message is unknown: the key that was pressed is its."""
    if message_id is None:
        return state in (CopyState.UNCLEAR, CopyState.POSTED)
    return message_id == arrival.message_id
