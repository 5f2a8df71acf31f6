"""What admins do to teams and to each other."""

from collections.abc import Mapping

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card, NoticeCard
from handlers.cards.team_administration import (
    AddTeamCard,
    AdminQuestionCard,
    AdminsCard,
    AllTeamsCard,
    LinksLeftCard,
    RenameTeamCard,
    open_links_of,
)
from handlers.cards.teams import LastAdminCard, TeamCard, TeamQuestionCard, TeamsCard, TeamToldCard
from handlers.desk import Desk
from handlers.feature import Answerer, Presser
from handlers.interjection import answer_between, close_prompt
from handlers.lead_names import fault_of, forget_unless_leading, legible
from handlers.own_questions import passed_to, told_on_removal
from handlers.reply import Change, Reply, Show, show
from handlers.texts import teams as texts
from scheduler import belonging
from scheduler.people import Role
from scheduler.stores.prompts import LIFETIME, Prompt
from scheduler.teams import MOST_TEAMS, Membership

ADDED, RENAMED = "team_added", "team_renamed"


async def list_all(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    await close_prompt(arrival, desk, PROMPTS)
    return _instead(arrival, AllTeamsCard(arrival.user_id, max(button.number(0), 0)))


async def ask_to_add(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await _await_name(arrival, desk, ADDED)
    return _instead(arrival, AddTeamCard(arrival.user_id))


async def add(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    answered = await answer_between(arrival, desk, prompt)
    if answered is not None:
        return answered
    name = legible(arrival.text)
    fault = fault_of(name) or ("full" if len(await desk.stores.teams.all()) >= MOST_TEAMS else "")
    team = None if fault else await desk.stores.teams.add(name, desk.now)
    if team is None:
        await _await_name(arrival, desk, ADDED)
        return show(AddTeamCard(arrival.user_id, fault or "taken"))
    return show(TeamCard(arrival.user_id, team.id))


async def ask_to_rename(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if await desk.stores.teams.get(button.number(0)) is None:
        return show(NoticeCard("old_button"))
    await _await_name(arrival, desk, RENAMED, button.number(0))
    return _instead(arrival, RenameTeamCard(arrival.user_id, button.number(0)))


async def rename(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    answered = await answer_between(arrival, desk, prompt)
    if answered is not None:
        return answered
    name, team_id = legible(arrival.text), int(prompt.data)
    fault = fault_of(name)
    if not fault and not await desk.stores.teams.rename(team_id, name):
        fault = "taken"
    if fault:
        await _await_name(arrival, desk, RENAMED, team_id)
        return show(RenameTeamCard(arrival.user_id, team_id, fault))
    return show(TeamCard(arrival.user_id, team_id))


async def _await_name(arrival: Arrival, desk: Desk, kind: str, team_id: int = 0) -> None:
    prompt = Prompt(kind, 0, desk.now + LIFETIME, str(team_id))
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)


async def ask_to_drop(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if await desk.stores.teams.get(button.number(0)) is None:
        return show(NoticeCard("old_button"))
    return _instead(arrival, TeamQuestionCard(arrival.user_id, button.number(0), "drop"))


async def drop(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The team, its memberships and its invitations; nothing of anybody's own."""
    team_id = button.number(0)
    leads = [leader.member_id for leader in await desk.stores.teams.leads_of(team_id)]
    questions = await passed_to(desk, team_id)
    await belonging.dissolve(desk.stores, team_id, desk.now)
    for member_id in leads:
        await forget_unless_leading(desk, member_id)
    told = (Show(TeamToldCard("dropped"), to=member_id) for member_id in leads if member_id != arrival.user_id)
    changed = Change(AllTeamsCard(arrival.user_id), message_id=arrival.message_id)
    askers = await told_on_removal(desk, questions)
    return Reply((changed, *told, *askers), texts.DONE["drop"], frozenset(leads))


async def ask_to_demote(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    lead = await _lead(desk, button.number(0))
    if lead is None:
        return show(NoticeCard("old_button"))
    return _instead(arrival, TeamQuestionCard(arrival.user_id, lead.team_id, "demote", lead.id))


async def demote(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    lead = await _lead(desk, button.number(0))
    if lead is None:
        return _instead(arrival, AllTeamsCard(arrival.user_id))
    await desk.stores.teams.join(lead.member_id, lead.team_id, Role.NEWCOMER, desk.now)
    await forget_unless_leading(desk, lead.member_id)
    changed = Change(TeamCard(arrival.user_id, lead.team_id), message_id=arrival.message_id)
    told = Show(TeamToldCard("demoted", lead.team_id), to=lead.member_id)
    left = await open_links_of(desk.stores, lead.member_id, lead.team_id, desk.now)
    asked = [Show(LinksLeftCard(arrival.user_id, lead.team_id, lead.member_id, desk.now.isoformat()))] if left else []
    return Reply((changed, *asked, told), texts.DONE["demote"], frozenset({lead.member_id}))


async def revoke_links(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Of somebody who leads that team no more; whoever has followed one stays in. A lead's links are not touched."""
    team_id, maker = button.number(0), button.number(1)
    if team_id not in (await desk.standing(maker)).leads:
        for invite in await open_links_of(desk.stores, maker, team_id, desk.now):
            await desk.stores.invites.revoke(invite.id, desk.now)
    return _instead(arrival, LinksLeftCard(arrival.user_id, team_id, maker, desk.now.isoformat()))


async def _lead(desk: Desk, membership_id: int) -> Membership | None:
    membership = await desk.stores.teams.membership(membership_id)
    return membership if membership is not None and membership.role is Role.LEAD else None


async def list_admins(arrival: Arrival, _desk: Desk, _button: Deed) -> Reply:
    return _instead(arrival, AdminsCard(arrival.user_id))


async def ask_to_end(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    other = _other(arrival, button)
    kept = await _kept(desk, other)
    if kept is not None:
        return _instead(arrival, kept)
    return _instead(arrival, AdminQuestionCard(arrival.user_id, button.verb, other))


async def end(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Somebody administers no longer, by their own wish or another admin's. Pressed twice it happens once."""
    other = _other(arrival, button)
    kept = await _kept(desk, other)
    if kept is not None:
        return _instead(arrival, kept)
    await desk.stores.teams.make_admin(other, None)
    await forget_unless_leading(desk, other)
    if other == arrival.user_id:
        changed = Change(TeamsCard(other), message_id=arrival.message_id)
        return Reply((changed,), texts.DONE["abdicate"], frozenset({other}))
    told = Show(TeamToldCard("unadmined"), to=other)
    changed = Change(AdminsCard(arrival.user_id), message_id=arrival.message_id)
    return Reply((changed, told), texts.DONE["unadmin"], frozenset({other}))


def _other(arrival: Arrival, button: Deed) -> int:
    return button.number(0) if button.verb.startswith("unadmin") else arrival.user_id


async def _kept(desk: Desk, member_id: int) -> Card | None:
    """Why this one can't be let go. None: there are others. Two who go at once can't both be told so."""
    if member_id in desk.admission.admins:
        return LastAdminCard(appointed=True)
    admins = await desk.stores.teams.hold_admins()
    if member_id not in admins:
        return NoticeCard("old_button")
    return LastAdminCard() if admins == [member_id] and not desk.admission.admins else None


def _instead(arrival: Arrival, card: Card) -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),))


DEEDS: Mapping[str, Presser] = {
    "all": list_all,
    "add": ask_to_add,
    "rename": ask_to_rename,
    "drop": ask_to_drop,
    "drop_yes": drop,
    "demote": ask_to_demote,
    "demote_yes": demote,
    "unlink": revoke_links,
    "admins": list_admins,
    "unadmin": ask_to_end,
    "unadmin_yes": end,
    "abdicate": ask_to_end,
    "abdicate_yes": end,
}
PROMPTS: Mapping[str, Answerer] = {ADDED: add, RENAMED: rename}
