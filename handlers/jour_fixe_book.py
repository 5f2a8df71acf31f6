"""Whose a jour fixe is, whether a button still means it as it is, and where the reply goes."""

from datetime import date

from handlers.arrival import Arrival, Kind
from handlers.cards import Card
from handlers.cards.jour_fixe import JourFixeNoticeCard
from handlers.desk import Desk
from handlers.reply import Change, Reply, show
from scheduler.jour_fixe import PLANNED, JourFixe


async def own(arrival: Arrival, desk: Desk, jour_fixe_id: int) -> JourFixe | None:
    """None for one that is gone, and for somebody else's, which a forged button may name."""
    jour_fixe = await desk.stores.jour_fixes.get(jour_fixe_id)
    return jour_fixe if jour_fixe is not None and jour_fixe.member_id == arrival.user_id else None


def stale(jour_fixe: JourFixe | None, sequence: int, today: date) -> Card | None:
    """What to say when the date is no longer what the button was made for."""
    if jour_fixe is None:
        return JourFixeNoticeCard()
    if jour_fixe.state != PLANNED:
        return JourFixeNoticeCard("dropped")
    return None if jour_fixe.sequence == sequence else JourFixeNoticeCard("moved", jour_fixe.id, today.isoformat())


def say(arrival: Arrival, card: Card) -> Reply:
    """In place of what was pressed, below what was typed. Not for keys under a file: that message can't change."""
    if arrival.kind is Kind.BUTTON:
        return Reply((Change(card, message_id=arrival.message_id),))
    return show(card)
