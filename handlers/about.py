"""Start, help, stop, cancel, and what is no text."""

from dataclasses import replace

from handlers import joining
from handlers.arrival import Arrival
from handlers.ask import be_quiet
from handlers.buttons import Cancel, ShowHelp
from handlers.cards import (
    EntryCard,
    HelpCard,
    MediaCard,
    NoticeCard,
    RefusalCard,
)
from handlers.desk import Desk
from handlers.onboarding import greet
from handlers.own_questions import answers_since
from handlers.reply import SILENCE, Change, Reply, show
from scheduler import belonging
from scheduler.people import Right
from scheduler.round import look_soon

_ENTRY_LINK = "e_"
COMMAND_LINK = "c_"
_QUIET_LINK = f"{COMMAND_LINK}stopp"


async def start(arrival: Arrival, desk: Desk) -> Reply:
    """/start, alone or from a link: `i_<token>` is an invitation, `e_<id>` opens an entry, `c_<command>` leads here
    from a group. Where only members are let in, nothing is kept of whoever comes without an invitation."""
    if joining.is_invitation(arrival.argument):
        return await joining.follow(arrival, desk)
    if arrival.argument != _QUIET_LINK and not await desk.allows(arrival.user_id, Right.USING):
        return show(RefusalCard(Right.USING))
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    if arrival.argument.startswith(_ENTRY_LINK):
        return show(EntryCard(arrival.argument.removeprefix(_ENTRY_LINK)))
    if arrival.argument == _QUIET_LINK:
        return await be_quiet(arrival, desk)
    if member.quiet_since is not None:
        await desk.stores.members.save(replace(member, quiet_since=None))
        await look_soon(desk.stores, member.id, desk.now)
    return await greet(arrival, desk, member)


async def explain(_arrival: Arrival, _desk: Desk) -> Reply:
    return show(HelpCard())


async def press_help(arrival: Arrival, desk: Desk, _button: ShowHelp) -> Reply:
    return await explain(arrival, desk)


async def cancel(arrival: Arrival, desk: Desk) -> Reply:
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    return show(NoticeCard("nothing_open" if prompt is None else "cancelled"))


async def press_cancel(arrival: Arrival, desk: Desk, _button: Cancel) -> Reply:
    """Pressed under an open prompt: the prompt itself turns into the word that it is over."""
    await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    return Reply((Change(NoticeCard("cancelled"), message_id=arrival.message_id),))


async def decline_media(arrival: Arrival, _desk: Desk) -> Reply:
    return show(MediaCard(arrival.media))


async def decline_command(_arrival: Arrival, _desk: Desk) -> Reply:
    return show(NoticeCard("unknown_command"))


async def pause_account(arrival: Arrival, desk: Desk) -> Reply:
    """The person has blocked the bot: nothing is erased, nothing is sent."""
    await desk.stores.members.set_blocked(arrival.user_id, desk.now)
    return SILENCE


async def resume_account(arrival: Arrival, desk: Desk) -> Reply:
    """Back again: what a lead has answered meanwhile comes now."""
    member = await desk.stores.members.get(arrival.user_id)
    await belonging.come_back(desk.stores, arrival.user_id, desk.now)
    if member is None or member.blocked_since is None:
        return SILENCE
    return Reply(await answers_since(desk, arrival.user_id, member.blocked_since))
