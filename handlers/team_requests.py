"""Asking to change to another team, or to lead one's own; and deciding on it.

Belonging to a team makes somebody's passed-on questions and rounded numbers part of it, so nobody comes in by their own
choice alone: the leads of the team say yes or no, and to who leads a team the administration.
"""

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card, NoticeCard, TeamsCard
from handlers.cards.team_requests import (
    FEATURE,
    MyRequestCard,
    RequestCard,
    RequestNameCard,
    RequestNobodyCard,
    RequestsCard,
    RequestTeamCard,
    RequestToldCard,
)
from handlers.desk import Desk
from handlers.feature import Feature
from handlers.interjection import answer_between, close_prompt
from handlers.lead_names import fault_of, keep, legible
from handlers.own_questions import told_on_leaving
from handlers.reply import Change, Reply, Show, show
from handlers.texts import team_requests as texts
from scheduler.people import Right, Role
from scheduler.stores.prompts import LIFETIME, Prompt
from scheduler.team_requests import TeamRequest, deciders, grant, may_decide
from scheduler.teams import NAME_LENGTH

NAME = "request_name"
"""The prompt for the name; its data is the request's number."""


async def choose_team(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    await close_prompt(arrival, desk, (NAME,))
    if not (await desk.standing(arrival.user_id)).teams:
        return show(NoticeCard("old_button"))
    waiting = await _waiting(arrival, desk)
    return _instead(arrival, waiting or RequestTeamCard(arrival.user_id, max(button.number(0), 0)))


async def begin_change(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    standing, team_id = await desk.standing(arrival.user_id), button.number(0)
    if not standing.teams or team_id in standing.teams or await desk.stores.teams.get(team_id) is None:
        return show(NoticeCard("old_button"))
    return _instead(arrival, await _begin(arrival, desk, team_id, Role.NEWCOMER))


async def begin_leading(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    standing, team_id = await desk.standing(arrival.user_id), button.number(0)
    if team_id not in standing.teams - standing.leads:
        return show(NoticeCard("old_button"))
    return _instead(arrival, await _begin(arrival, desk, team_id, Role.LEAD))


async def _waiting(arrival: Arrival, desk: Desk) -> Card | None:
    """What they have asked already: one request at a time."""
    request = await desk.stores.requests.of(arrival.user_id)
    asked = request is not None and request.asked_at is not None and request.is_fresh(desk.now)
    return MyRequestCard(arrival.user_id, request.id) if request and asked else None


async def _begin(arrival: Arrival, desk: Desk, team_id: int, role: Role) -> Card:
    waiting = await _waiting(arrival, desk)
    if waiting is not None:
        return waiting
    if not await deciders(desk.stores, desk.admission, team_id, role):
        return RequestNobodyCard()
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    draft = TeamRequest(0, arrival.user_id, team_id, role, member.name, desk.now)
    draft = await desk.stores.requests.put(draft)
    return MyRequestCard(arrival.user_id, draft.id) if draft.name else await _ask_for_name(arrival, desk, draft)


async def _ask_for_name(arrival: Arrival, desk: Desk, draft: TeamRequest, fault: str = "") -> Card:
    prompt = Prompt(NAME, 0, desk.now + LIFETIME, str(draft.id))
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    return RequestNameCard(draft.id, fault)


async def ask_for_name(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    draft = await _draft(arrival, desk, button.number(0))
    if draft is None:
        return _instead(arrival, MyRequestCard(arrival.user_id, button.number(0)))
    return _instead(arrival, await _ask_for_name(arrival, desk, draft))


async def read_name(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    answered = await answer_between(arrival, desk, prompt)
    if answered is not None:
        return answered
    draft = await _draft(arrival, desk, int(prompt.data))
    if draft is None:
        return show(MyRequestCard(arrival.user_id, int(prompt.data)))
    name = legible(arrival.text)
    fault = fault_of(name)
    return show(await (_ask_for_name(arrival, desk, draft, fault) if fault else _name(arrival, desk, draft, name)))


async def take_from_profile(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """What their Telegram shows as first name at the press."""
    draft, name = await _draft(arrival, desk, button.number(0)), legible(arrival.name)[:NAME_LENGTH]
    if draft is None:
        return _instead(arrival, MyRequestCard(arrival.user_id, button.number(0)))
    fault = fault_of(name)
    await close_prompt(arrival, desk, (NAME,))
    card = await (_ask_for_name(arrival, desk, draft, fault) if fault else _name(arrival, desk, draft, name))
    return _instead(arrival, card)


async def _name(arrival: Arrival, desk: Desk, draft: TeamRequest, name: str) -> Card:
    await desk.stores.requests.name(draft.id, name)
    return MyRequestCard(arrival.user_id, draft.id)


async def _draft(arrival: Arrival, desk: Desk, number: int) -> TeamRequest | None:
    request = await _own(arrival, desk, number)
    return request if request is not None and request.asked_at is None and request.is_fresh(desk.now) else None


async def _own(arrival: Arrival, desk: Desk, number: int) -> TeamRequest | None:
    request = await desk.stores.requests.get(number)
    return request if request is not None and request.member_id == arrival.user_id else None


async def send(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Pressed twice it goes once. Who decides is told, or finds it under /team if they have asked for silence."""
    draft = await _draft(arrival, desk, button.number(0))
    mine = Change(MyRequestCard(arrival.user_id, button.number(0)), message_id=arrival.message_id)
    if draft is None or not draft.name or not await desk.stores.requests.send(draft.id, desk.now):
        return Reply((mine,))
    to_tell = []
    for decider in await deciders(desk.stores, desk.admission, draft.team_id, draft.role):
        member = await desk.stores.members.get(decider)
        if member is not None and member.quiet_since is None and member.blocked_since is None:
            to_tell.append(Show(RequestCard(decider, draft.id), to=decider))
    return Reply((mine, *to_tell))


async def show_mine(arrival: Arrival, _desk: Desk, button: Deed) -> Reply:
    return _instead(arrival, MyRequestCard(arrival.user_id, button.number(0)))


async def drop(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """A draft, or what waits for an answer."""
    await close_prompt(arrival, desk, (NAME,))
    request = await _own(arrival, desk, button.number(0))
    toast = ""
    if request is not None and await desk.stores.requests.take(request.id):
        toast = texts.DROPPED if request.asked_at is None else texts.WITHDRAWN
    return _instead(arrival, TeamsCard(arrival.user_id), toast)


async def list_waiting(arrival: Arrival, _desk: Desk, button: Deed) -> Reply:
    return _instead(arrival, RequestsCard(arrival.user_id, max(button.number(0), 0)))


async def open_one(arrival: Arrival, _desk: Desk, button: Deed) -> Reply:
    """The card itself asks whether it is theirs to decide."""
    return _instead(arrival, RequestCard(arrival.user_id, button.number(0)))


async def decide(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Of two who decide at once, the other finds it done. The asker is told either way."""
    request, listed = await desk.stores.requests.get(button.number(0)), RequestsCard(arrival.user_id)
    if request is None or not may_decide(await desk.standing(arrival.user_id), request):
        return _instead(arrival, listed, texts.SETTLED)
    if not request.is_fresh(desk.now) or not await desk.stores.requests.take(request.id):
        return _instead(arrival, listed, texts.SETTLED)
    accepted = button.verb == "accept"
    staying = await _staying(desk, request) if accepted else ()
    if accepted and not await _accept(desk, request):
        return _instead(arrival, listed, texts.SETTLED)
    changed = Change(listed, message_id=arrival.message_id)
    told = Show(RequestToldCard(accepted, request.role.value, request.team_id), to=request.member_id)
    toast = texts.ACCEPTED if accepted else texts.DECLINED
    return Reply((changed, told, *staying), toast, frozenset({request.member_id}) if accepted else frozenset())


async def _staying(desk: Desk, request: TeamRequest) -> tuple[Show, ...]:
    """What the asker has passed on stays with the teams that they leave."""
    if request.role is Role.LEAD:
        return ()
    standing = await desk.standing(request.member_id)
    return await told_on_leaving(desk, request.member_id, standing.teams - standing.leads - {request.team_id})


async def _accept(desk: Desk, request: TeamRequest) -> bool:
    if not await grant(desk.stores, request, await desk.standing(request.member_id), desk.now):
        return False
    member = await desk.stores.members.get(request.member_id)
    if request.role is Role.LEAD and member is not None and not member.name:
        await keep(desk, request.member_id, request.name)
    return True


def _instead(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),), toast)


MEMBERS_DEEDS = {
    "move": choose_team,
    "to": begin_change,
    "lead": begin_leading,
    "name": ask_for_name,
    "profile": take_from_profile,
    "send": send,
    "mine": show_mine,
    "drop": drop,
}

TEAM_REQUESTS = Feature(
    FEATURE,
    deeds={**MEMBERS_DEEDS, "list": list_waiting, "open": open_one, "accept": decide, "decline": decide},
    prompts={NAME: read_name},
    needs=Right.LEADING,
    exceptions=dict.fromkeys((*MEMBERS_DEEDS, NAME), Right.USING),
)
