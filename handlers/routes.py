"""The one table of what the bot reacts to, and who serves it.

Features with buttons and prompts of their own bring their tables; here they are joined.
"""

from dataclasses import replace
from typing import Any

from handlers import about, ask, browse, buttons
from handlers.arrival import Arrival, Kind
from handlers.cards import NoticeCard, PersonalCard
from handlers.contacts import CONTACTS
from handlers.desk import Desk
from handlers.feature import Command, Feature, Handler, Presser
from handlers.jour_fixe import JOUR_FIXE
from handlers.nudge_feature import NUDGES
from handlers.onboarding import TOUR
from handlers.privacy import PRIVACY
from handlers.reply import SILENCE, Reply, show
from handlers.times import TIMES

FEATURES: tuple[Feature, ...] = (CONTACTS, JOUR_FIXE, NUDGES, TOUR, TIMES, PRIVACY)

COMMANDS = (
    Command(("start",), about.start, personal=True),
    Command(("hilfe", "help"), about.explain),
    Command(("themen", "topics"), browse.list_topics),
    Command(("abbrechen", "cancel"), about.cancel, personal=True),
    Command(("stopp", "stop"), ask.be_quiet, personal=True),
    *(command for feature in FEATURES for command in feature.commands),
)
DEEDS = {(feature.name, verb): doer for feature in FEATURES for verb, doer in feature.deeds.items()}
PROMPTS = {kind: answerer for feature in FEATURES for kind, answerer in feature.prompts.items()}


async def press_deed(arrival: Arrival, desk: Desk, button: buttons.Deed) -> Reply:
    """All deeds are personal: what they touch belongs to the person in the private chat."""
    doer = DEEDS.get((button.feature, button.verb))
    if doer is None:
        return show(NoticeCard("old_button"))
    return await doer(arrival, desk, button) if arrival.private else show(PersonalCard())


async def answer_text(arrival: Arrival, desk: Desk) -> Reply:
    """Text goes to the open prompt, if there is one; else it is a question. An emergency goes before both."""
    if desk.matcher.answer(arrival.text, limit=1).topic == ask.EMERGENCY:
        return await ask.answer_emergency(arrival, desk)
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is not None and prompt.kind in PROMPTS:
        return await PROMPTS[prompt.kind](arrival, desk, prompt)
    return await ask.answer_text(arrival, desk, prompt)


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
    buttons.Deed: press_deed,
}

PLAIN: dict[Kind, Handler] = {
    Kind.TEXT: answer_text,
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
    arrival = _from_group(arrival)
    command = next((row for row in COMMANDS if arrival.command in row.names), None)
    if command is None:
        # In a group it was meant for another bot.
        return await about.decline_command(arrival, desk) if arrival.private else SILENCE
    if command.personal and not arrival.private:
        return show(PersonalCard(command.names[0]), reply_to=arrival.message_id)
    if command.handler is not about.cancel:
        await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    return await command.handler(arrival, desk)


def _from_group(arrival: Arrival) -> Arrival:
    """The link on a `PersonalCard`: as if the command it stands for had been typed here. `start` knows the others."""
    if arrival.command != "start" or not arrival.argument.startswith(about.COMMAND_LINK):
        return arrival
    name = arrival.argument.removeprefix(about.COMMAND_LINK)
    known = any(name in row.names for feature in FEATURES for row in feature.commands)
    return replace(arrival, command=name, argument="") if known else arrival


async def _serve_button(arrival: Arrival, desk: Desk) -> Reply:
    button = buttons.decode(arrival.button)
    if button is None:
        return show(NoticeCard("old_button"))
    return await BUTTONS[type(button)](arrival, desk, button)
