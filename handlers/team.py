"""/team: to which one belongs, leaving it, no longer leading it."""

from dataclasses import replace

from handlers import lead_names, team_administration
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card, NoticeCard, RefusalCard
from handlers.cards.teams import FEATURE, TeamCard, TeamQuestionCard, TeamsCard
from handlers.desk import Desk
from handlers.feature import Command, Feature
from handlers.interjection import close_prompt
from handlers.own_questions import told_on_leaving
from handlers.reply import Change, Reply, show
from handlers.texts import teams as texts
from handlers.texts.teams import REFUSED_ELSEWHERE
from scheduler import belonging
from scheduler.people import Right, Role


async def list_mine(arrival: Arrival, _desk: Desk) -> Reply:
    return show(TeamsCard(arrival.user_id))


async def back_to_mine(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    await close_prompt(arrival, desk, PROMPTS)
    return _instead(arrival, TeamsCard(arrival.user_id, max(button.number(0), 0)))


async def open_one(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The card itself asks whether they belong to it."""
    await close_prompt(arrival, desk, PROMPTS)
    return _instead(arrival, TeamCard(arrival.user_id, button.number(0)))


async def ask_to_leave(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if not await _belongs(arrival, desk, button.number(0)):
        return show(NoticeCard("old_button"))
    return _instead(arrival, TeamQuestionCard(arrival.user_id, button.number(0), "leave"))


async def leave(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Pressed again there is nothing left to leave, and it is said how things stand."""
    if not await _belongs(arrival, desk, button.number(0)):
        return _instead(arrival, TeamsCard(arrival.user_id))
    told = await told_on_leaving(desk, arrival.user_id, [button.number(0)])
    await belonging.leave(desk.stores, arrival.user_id, button.number(0), desk.now)
    await lead_names.forget_unless_leading(desk, arrival.user_id)
    ended = _ended(arrival, "leave")
    return replace(ended, cards=(*ended.cards, *told))


async def ask_to_resign(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if not await _leads(arrival, desk, button.number(0)):
        return show(RefusalCard(REFUSED_ELSEWHERE))
    return _instead(arrival, TeamQuestionCard(arrival.user_id, button.number(0), "resign"))


async def resign(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if not await _leads(arrival, desk, button.number(0)):
        return _instead(arrival, TeamsCard(arrival.user_id))
    await desk.stores.teams.join(arrival.user_id, button.number(0), Role.NEWCOMER, desk.now)
    await lead_names.forget_unless_leading(desk, arrival.user_id)
    return _ended(arrival, "resign")


async def _belongs(arrival: Arrival, desk: Desk, team_id: int) -> bool:
    return team_id in (await desk.standing(arrival.user_id)).teams


async def _leads(arrival: Arrival, desk: Desk, team_id: int) -> bool:
    return team_id in (await desk.standing(arrival.user_id)).leads


def _ended(arrival: Arrival, what: str) -> Reply:
    cards = (Change(TeamsCard(arrival.user_id), message_id=arrival.message_id),)
    return Reply(cards, texts.DONE[what], frozenset({arrival.user_id}))


def _instead(arrival: Arrival, card: Card) -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),))


PROMPTS = (lead_names.ASKED, *team_administration.PROMPTS)
LEADS_VERBS = {
    "name": lead_names.ask,
    "profile": lead_names.take_from_profile,
    "nameless": lead_names.take_none,
    "resign": ask_to_resign,
    "resign_yes": resign,
}
LEAVING = ("leave", "leave_yes", "mine", "one")
"""What everybody may do; in a team whose member one is no longer, nothing comes of it."""

TEAM = Feature(
    FEATURE,
    commands=(Command(("team", "teams"), list_mine, personal=True),),
    deeds={
        "mine": back_to_mine,
        "one": open_one,
        "leave": ask_to_leave,
        "leave_yes": leave,
        **LEADS_VERBS,
        **team_administration.DEEDS,
    },
    prompts={lead_names.ASKED: lead_names.read, **team_administration.PROMPTS},
    needs=Right.ADMINISTERING,
    exceptions={
        **dict.fromkeys(LEAVING, Right.USING),
        **dict.fromkeys((*LEADS_VERBS, lead_names.ASKED), Right.LEADING),
    },
)
