"""The topics, and entries opened by a button or a link."""

from handlers.arrival import Arrival
from handlers.buttons import BrowseEntry, OpenEntry, OpenTopics, Topics
from handlers.cards import EntryCard, TopicsCard
from handlers.desk import Desk
from handlers.reply import Change, Reply, show


async def list_topics(_arrival: Arrival, _desk: Desk) -> Reply:
    return show(TopicsCard())


async def turn_page(arrival: Arrival, _desk: Desk, button: Topics) -> Reply:
    return Reply((Change(TopicsCard(button.area, button.kind, button.page), message_id=arrival.message_id),))


async def open_entry(_arrival: Arrival, _desk: Desk, button: OpenEntry) -> Reply:
    return show(EntryCard(button.entry))


async def browse_entry(arrival: Arrival, _desk: Desk, button: BrowseEntry) -> Reply:
    return Reply((Change(EntryCard(button.entry, browsing=True), message_id=arrival.message_id),))


async def open_topics(arrival: Arrival, desk: Desk, _button: OpenTopics) -> Reply:
    return await list_topics(arrival, desk)
