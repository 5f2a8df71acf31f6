"""The one table of what the bot reacts to, and who serves it.

The first fitting row serves. `personal` rows are for the private chat; in a group they answer with the way there.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from handlers import about, ask, browse, buttons
from handlers.arrival import Arrival, Kind
from handlers.cards import NoticeCard, PersonalCard
from handlers.desk import Desk
from handlers.reply import SILENCE, Reply, show

Handler = Callable[[Arrival, Desk], Awaitable[Reply]]
Presser = Callable[[Arrival, Desk, Any], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    names: tuple[str, ...]
    handler: Handler
    personal: bool = False


COMMANDS = (
    Command(("start",), about.start, personal=True),
    Command(("hilfe", "help"), about.explain),
    Command(("themen", "topics"), browse.list_topics),
    Command(("abbrechen", "cancel"), about.cancel, personal=True),
    Command(("stopp", "stop"), ask.be_quiet, personal=True),
    Command(("datenschutz", "privacy"), about.explain_privacy),
)

BUTTONS: dict[type[Any], Presser] = {
    buttons.OpenEntry: browse.open_entry,
    buttons.BrowseEntry: browse.browse_entry,
    buttons.PickEntry: ask.pick,
    buttons.NotFitting: ask.offer_next,
    buttons.Topics: browse.turn_page,
    buttons.OpenTopics: browse.open_topics,
    buttons.AskExample: ask.answer_example,
    buttons.Rephrase: ask.ask_to_rephrase,
    buttons.AskPerson: ask.refer_to_person,
    buttons.Cancel: about.press_cancel,
    buttons.ShowHelp: about.press_help,
}

PLAIN: dict[Kind, Handler] = {
    Kind.TEXT: ask.answer_text,
    Kind.EDIT: ask.answer_edit,
    Kind.MEDIA: about.decline_media,
    Kind.BLOCKED: about.pause_account,
    Kind.UNBLOCKED: about.resume_account,
}


async def serve(arrival: Arrival, desk: Desk) -> Reply:
    """The reply to an arrival; silence for what in a group was not meant for the bot."""
    match arrival.kind:
        case Kind.COMMAND:
            return await _serve_command(arrival, desk)
        case Kind.BUTTON:
            return await _serve_button(arrival, desk)
        case kind:
            return await PLAIN[kind](arrival, desk) if arrival.addressed else SILENCE


async def _serve_command(arrival: Arrival, desk: Desk) -> Reply:
    command = next((row for row in COMMANDS if arrival.command in row.names), None)
    if command is None:
        # In a group it was meant for another bot.
        return await about.decline_command(arrival, desk) if arrival.private else SILENCE
    if command.personal and not arrival.private:
        return show(PersonalCard(command.names[0]), reply_to=arrival.message_id)
    if command.handler is not about.cancel:
        await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    return await command.handler(arrival, desk)


async def _serve_button(arrival: Arrival, desk: Desk) -> Reply:
    button = buttons.decode(arrival.button)
    if button is None:
        return show(NoticeCard("old_button"))
    return await BUTTONS[type(button)](arrival, desk, button)
