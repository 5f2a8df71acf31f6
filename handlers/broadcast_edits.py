"""A message in which a broadcast's content was typed is edited later: nothing follows from that, and so it is said."""

from handlers import ask
from handlers.arrival import Arrival
from handlers.broadcast_book import find
from handlers.cards.base import Card
from handlers.cards.broadcast_after import EditedCard
from handlers.cards.broadcast_draft import BroadcastNoticeCard
from handlers.cards.broadcasts import FEATURE
from handlers.desk import Desk
from handlers.reply import Reply, show
from scheduler.broadcasts import Broadcast, State
from scheduler.stores.turns import TAKEN


async def note_content(arrival: Arrival, desk: Desk, number: int) -> None:
    """This message is content of that broadcast, or was meant to be; 0: of one that is none yet."""
    await ask.note_taken(arrival, desk, FEATURE, str(number))


async def answer_edit(arrival: Arrival, desk: Desk) -> Reply | None:
    """None: no broadcast's content, or an emergency, which comes first."""
    turn = await desk.stores.turns.of_question(arrival.chat_id, arrival.message_id) if arrival.private else None
    if turn is None or turn.outcome != TAKEN or turn.candidates[:1] != (FEATURE,):
        return None
    if desk.matcher.answer(arrival.text, limit=1).topic == ask.EMERGENCY:
        return None
    number = int(turn.candidates[1])
    if not number:
        return show(EditedCard(0, "new"))
    found = await find(arrival, desk, number)
    return show(found if isinstance(found, Card) else _said(found))


def _said(broadcast: Broadcast) -> Card:
    if broadcast.is_beyond_change:
        return BroadcastNoticeCard("over")
    what = {State.DRAFT: "draft", State.SCHEDULED: "scheduled"}.get(broadcast.state, "sent")
    return EditedCard(broadcast.id, what)
