"""The one table of what the bot reacts to, who serves it, and what it asks of who wants it.

Features with buttons and prompts of their own bring their tables; here they are joined.
"""

from dataclasses import replace
from typing import Any

from handlers import about, ask, broadcast_edits, browse, buttons, lead_answers
from handlers.arrival import Arrival, Kind
from handlers.broadcast_feature import BROADCASTS
from handlers.cards import NoticeCard, PersonalCard, RefusalCard
from handlers.contacts import CONTACTS
from handlers.curation import CURATION
from handlers.desk import Desk
from handlers.feature import Command, Feature, Handler, Presser
from handlers.invites import INVITES
from handlers.jour_fixe import JOUR_FIXE
from handlers.nudge_feature import NUDGES
from handlers.onboarding import TOUR
from handlers.open_questions import OPEN_QUESTIONS
from handlers.passing_on import PASSING
from handlers.privacy import PRIVACY
from handlers.reply import SILENCE, Reply, show
from handlers.statistics import STATISTICS
from handlers.team import TEAM
from handlers.team_requests import TEAM_REQUESTS
from handlers.times import TIMES
from scheduler.people import Right
from scheduler.stores.prompts import Prompt

FEATURES: tuple[Feature, ...] = (
    BROADCASTS,
    CONTACTS,
    CURATION,
    JOUR_FIXE,
    NUDGES,
    TOUR,
    TIMES,
    TEAM,
    TEAM_REQUESTS,
    INVITES,
    PRIVACY,
    PASSING,
    OPEN_QUESTIONS,
    STATISTICS,
)

COMMANDS = (
    Command(("start",), about.start, personal=True, needs=Right.ANYBODY),
    Command(("hilfe", "help"), about.explain, needs=Right.ANYBODY),
    Command(("themen", "topics"), browse.list_topics),
    Command(("abbrechen", "cancel"), about.cancel, personal=True, needs=Right.ANYBODY),
    Command(("stopp", "stop"), ask.be_quiet, personal=True, needs=Right.ANYBODY),
    *(command for feature in FEATURES for command in feature.commands),
)
DEEDS = {
    (feature.name, verb): (doer, feature.right_for(verb))
    for feature in FEATURES
    for verb, doer in feature.deeds.items()
}
PROMPTS = {
    kind: (answerer, feature.right_for(kind)) for feature in FEATURES for kind, answerer in feature.prompts.items()
}
MEDIA_PROMPTS = frozenset().union(*(feature.takes_media for feature in FEATURES))


async def press_deed(arrival: Arrival, desk: Desk, button: buttons.Deed) -> Reply:
    """All deeds are personal: what they touch belongs to the person in the private chat."""
    doer, needs = DEEDS.get((button.feature, button.verb), (None, Right.ANYBODY))
    if doer is None:
        return show(NoticeCard("old_button"))
    if not arrival.private:
        return show(PersonalCard())
    if not await desk.allows(arrival.user_id, needs):
        return show(RefusalCard(needs))
    return await doer(arrival, desk, button)


async def answer_text(arrival: Arrival, desk: Desk) -> Reply:
    """Text goes to the open prompt, if there is one; else it is a question. An emergency goes before both, but not
    before a lead's reply to a question, which may well speak of one."""
    answered = await lead_answers.answer_by_reply(arrival, desk)
    if answered is not None:
        await ask.note_taken(arrival, desk)
        return answered
    if desk.matcher.answer(arrival.text, limit=1).topic == ask.EMERGENCY:
        return await _answer_emergency(arrival, desk)
    answered = await _answer_by_notice(arrival, desk)
    if answered is not None:
        return answered
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is not None and prompt.kind in PROMPTS:
        return await _answer_prompt(arrival, desk, prompt)
    if not await desk.allows(arrival.user_id, Right.USING):
        return show(RefusalCard(Right.USING))
    too_old = await lead_answers.reply_to_forgotten(arrival, desk) if prompt is None else None
    return too_old or await ask.answer_text(arrival, desk, prompt)


async def answer_edit(arrival: Arrival, desk: Desk) -> Reply:
    """A lead's answer that has not gone yet is corrected, of a broadcast is said how to correct it; else a question
    is."""
    redone = await lead_answers.redo_by_edit(arrival, desk) or await broadcast_edits.answer_edit(arrival, desk)
    return await ask.answer_edit(arrival, desk) if redone is None else redone


async def _answer_emergency(arrival: Arrival, desk: Desk) -> Reply:
    """The numbers come first, and what is open stays open. Only what a lead was asked to write is taken as well: a
    broadcast may speak of suicide or violence."""
    said = await ask.answer_emergency(arrival, desk)
    answered = await _answer_by_notice(arrival, desk)
    if answered is not None:
        return Reply((*said.cards, *answered.cards), answered.toast)
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is None:
        return said
    if prompt.kind not in PROMPTS or PROMPTS[prompt.kind][1] is not Right.LEADING:
        await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
        return said
    taken = await _answer_prompt(arrival, desk, prompt)
    return Reply((*said.cards, *taken.cards), taken.toast)


async def _answer_by_notice(arrival: Arrival, desk: Desk) -> Reply | None:
    answered = await lead_answers.answer_by_notice(arrival, desk)
    if answered is not None:
        await ask.note_taken(arrival, desk)
    return answered


async def take_media(arrival: Arrival, desk: Desk) -> Reply:
    """A photo or a document, where one is waited for; what is open stays open otherwise. A lead's answer is text."""
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is not None and prompt.kind in MEDIA_PROMPTS:
        return await _answer_prompt(arrival, desk, prompt)
    if prompt is not None:
        await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    asked = await lead_answers.ask_for_text(arrival, desk, prompt)
    return asked or await about.decline_media(arrival, desk)


async def _answer_prompt(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """Who was asked may have lost the right to answer meanwhile."""
    answerer, needs = PROMPTS[prompt.kind]
    if not await desk.allows(arrival.user_id, needs):
        return show(RefusalCard(needs))
    reply = await answerer(arrival, desk, prompt)
    await ask.note_taken(arrival, desk)
    return reply


BUTTONS: dict[type[Any], tuple[Presser, Right]] = {
    buttons.OpenEntry: (browse.open_entry, Right.USING),
    buttons.BrowseEntry: (browse.browse_entry, Right.USING),
    buttons.PickEntry: (ask.pick, Right.USING),
    buttons.NotFitting: (ask.offer_next, Right.USING),
    buttons.Helped: (ask.thank, Right.USING),
    buttons.Topics: (browse.turn_page, Right.USING),
    buttons.OpenTopics: (browse.open_topics, Right.USING),
    buttons.AskExample: (ask.answer_example, Right.USING),
    buttons.Rephrase: (ask.ask_to_rephrase, Right.USING),
    buttons.AskPerson: (ask.refer_to_person, Right.USING),
    buttons.Cancel: (about.press_cancel, Right.ANYBODY),
    buttons.ShowHelp: (about.press_help, Right.ANYBODY),
    buttons.Deed: (press_deed, Right.ANYBODY),  # asks for the deed's own right
}

PLAIN: dict[Kind, tuple[Handler, Right]] = {
    Kind.TEXT: (answer_text, Right.ANYBODY),  # an emergency is answered to everybody
    Kind.EDIT: (answer_edit, Right.USING),
    Kind.MEDIA: (take_media, Right.USING),
    Kind.BLOCKED: (about.pause_account, Right.ANYBODY),
    Kind.UNBLOCKED: (about.resume_account, Right.ANYBODY),
}


async def serve(arrival: Arrival, desk: Desk) -> Reply:
    """The reply to an arrival; silence for what in a group was not meant for the bot."""
    match arrival.kind:
        case Kind.COMMAND:
            return await _serve_command(arrival, desk)
        case Kind.BUTTON:
            return await _serve_button(arrival, desk)
        case kind:
            return await _serve_plain(*PLAIN[kind], arrival, desk) if arrival.addressed else SILENCE


async def _serve_plain(handler: Handler, needs: Right, arrival: Arrival, desk: Desk) -> Reply:
    if not await desk.allows(arrival.user_id, needs):
        return show(RefusalCard(needs))
    return await handler(arrival, desk)


async def _serve_command(arrival: Arrival, desk: Desk) -> Reply:
    arrival = _from_group(arrival)
    command = next((row for row in COMMANDS if arrival.command in row.names), None)
    if command is None:
        # In a group it was meant for another bot.
        return await about.decline_command(arrival, desk) if arrival.private else SILENCE
    if command.personal and not arrival.private:
        return show(PersonalCard(command.names[0]), reply_to=arrival.message_id)
    if not await desk.allows(arrival.user_id, command.needs):
        return show(RefusalCard(command.needs))
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
    presser, needs = BUTTONS[type(button)]
    if not await desk.allows(arrival.user_id, needs):
        return show(RefusalCard(needs))
    return await presser(arrival, desk, button)
