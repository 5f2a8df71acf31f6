"""The name under which somebody leads a team: the only one that is kept, and only as long as they lead."""

from dataclasses import replace

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.teams import LeadNameCard, TeamsCard
from handlers.desk import Desk
from handlers.interjection import answer_between, await_text, close_prompt
from handlers.reply import Change, Reply, Show, show
from handlers.texts import teams as texts
from scheduler.people import Right
from scheduler.stores.prompts import Prompt
from scheduler.teams import NAME_LENGTH

ASKED = "team_name"


async def ask_new(arrival: Arrival, desk: Desk) -> tuple[Show, ...]:
    """To whoever has just begun to lead."""
    await await_text(arrival, desk, ASKED)
    return (Show(LeadNameCard(arrival.user_id)),)


async def ask(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await await_text(arrival, desk, ASKED)
    return Reply((Change(LeadNameCard(arrival.user_id), message_id=arrival.message_id),))


async def take_from_profile(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """What their Telegram shows as first name at the press."""
    return await _keep_pressed(arrival, desk, legible(arrival.name)[:NAME_LENGTH])


async def take_none(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return await _keep_pressed(arrival, desk, "")


async def _keep_pressed(arrival: Arrival, desk: Desk, name: str) -> Reply:
    await close_prompt(arrival, desk, (ASKED,))
    await keep(desk, arrival.user_id, name)
    return Reply((Change(TeamsCard(arrival.user_id), message_id=arrival.message_id),), texts.NAME_KEPT)


async def read(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    answered = await answer_between(arrival, desk, prompt)
    if answered is not None:
        return answered
    name = legible(arrival.text)
    fault = fault_of(name)
    if fault:
        await await_text(arrival, desk, ASKED)
        return show(LeadNameCard(arrival.user_id, fault))
    await keep(desk, arrival.user_id, name)
    return show(TeamsCard(arrival.user_id))


async def keep(desk: Desk, member_id: int, name: str) -> None:
    member = await desk.stores.members.welcome(member_id, desk.now)
    await desk.stores.members.save(replace(member, name=name))


async def forget_unless_leading(desk: Desk, member_id: int) -> None:
    """Whoever leads nothing any more is read by nobody, so there is no reason to keep a name."""
    member = await desk.stores.members.get(member_id)
    if member is not None and member.name and not await desk.allows(member_id, Right.LEADING):
        await desk.stores.members.save(replace(member, name=""))


def legible(text: str) -> str:
    """On one line, without what can't be seen: no list reads backwards, and no database keeps half a sign."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def fault_of(name: str) -> str:
    """One of `texts.NAME_FAULTS`, "" for none."""
    if not any(sign.isalnum() for sign in name):
        return "empty"
    return "long" if len(name) > NAME_LENGTH else ""
