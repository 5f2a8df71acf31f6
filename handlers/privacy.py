"""/datenschutz, /meinedaten, /loeschen: what is kept, in whole, and its end."""

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card
from handlers.cards.privacy import FEATURE, DataFileCard, DataTextCard, DeleteCard, ErasedCard, KeptAllCard, PrivacyCard
from handlers.data_text import pages
from handlers.desk import Desk
from handlers.feature import Command, Feature
from handlers.reply import Change, Reply, Show, show
from scheduler.people import Right


async def explain(_arrival: Arrival, _desk: Desk) -> Reply:
    return show(PrivacyCard())


async def explain_whole(arrival: Arrival, _desk: Desk, _button: Deed) -> Reply:
    return _instead(arrival, PrivacyCard(whole=True))


async def explain_short(arrival: Arrival, _desk: Desk, _button: Deed) -> Reply:
    return _instead(arrival, PrivacyCard())


async def export(arrival: Arrival, desk: Desk) -> Reply:
    """The cards hold nothing but whose data it is: what is in them is read when they are sent."""
    number = len(pages(await desk.stores.exports.of(arrival.user_id), desk.library))
    told = (Show(DataTextCard(arrival.user_id, page, number)) for page in range(number))
    return Reply((Show(DataFileCard(arrival.user_id)), *told))


async def ask_to_erase(arrival: Arrival, _desk: Desk) -> Reply:
    return show(DeleteCard(arrival.user_id))


async def erase(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """At once, in this transaction; what is written after it is the farewell alone."""
    member = await desk.stores.members.get(arrival.user_id)
    await desk.stores.members.remove(arrival.user_id)
    menus = frozenset({arrival.user_id}) if member is not None and member.menu else frozenset()
    return Reply((Change(ErasedCard(), message_id=arrival.message_id),), roles=menus)


async def keep(arrival: Arrival, _desk: Desk, _button: Deed) -> Reply:
    return _instead(arrival, KeptAllCard())


def _instead(arrival: Arrival, card: Card) -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),))


PRIVACY = Feature(
    FEATURE,
    commands=(
        Command(("datenschutz", "privacy"), explain, needs=Right.ANYBODY),
        Command(("meinedaten",), export, personal=True, needs=Right.ANYBODY),
        Command(("loeschen",), ask_to_erase, personal=True, needs=Right.ANYBODY),
    ),
    deeds={"whole": explain_whole, "short": explain_short, "erase": erase, "keep": keep},
    needs=Right.ANYBODY,
)
