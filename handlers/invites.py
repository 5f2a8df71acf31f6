"""/einladen: making invitations, and looking after those that are open."""

from datetime import timedelta

from handlers import joining
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card, NoticeCard, RefusalCard
from handlers.cards.invites import (
    FEATURE,
    InviteCard,
    InviteFullCard,
    InviteHubCard,
    InviteLinkCard,
    InviteMakeCard,
    InviteTeamCard,
    OpenInvitesCard,
    sees,
    teams_to_invite_to,
    visible_teams,
)
from handlers.desk import Desk
from handlers.feature import Command, Feature
from handlers.reply import Change, Reply, Show, show
from handlers.texts import invites as texts
from handlers.texts.teams import REFUSED_ELSEWHERE
from scheduler.people import Right, Role
from scheduler.teams import MOST_OPEN, Invite, lifetime_of

ROLES = {role.value: role for role in Role}
PRESSED_TWICE = timedelta(minutes=10)
"""So long after an invitation was made, the same button means that one."""


async def show_hub(arrival: Arrival, desk: Desk) -> Reply:
    return show(await _hub(arrival, desk))


async def back_to_hub(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return _instead(arrival, await _hub(arrival, desk))


async def _hub(arrival: Arrival, desk: Desk, *, ready: bool = False) -> InviteHubCard:
    return InviteHubCard(arrival.user_id, _at(desk), len(await _open(arrival, desk)), ready)


async def _open(arrival: Arrival, desk: Desk) -> list[Invite]:
    return await desk.stores.invites.open_to(visible_teams(await desk.standing(arrival.user_id)), desk.now)


async def choose_role(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """On to the team, or past that question where there is one team only (an admin's has none)."""
    role = ROLES.get(button.word(0))
    if role is None:
        return show(NoticeCard("old_button"))
    if role is Role.ADMIN:
        return await _ask_to_make(arrival, desk, role, 0)
    teams = await teams_to_invite_to(desk.stores, await desk.standing(arrival.user_id))
    if len(teams) == 1:
        return await _ask_to_make(arrival, desk, role, teams[0].id)
    if not teams:
        return _instead(arrival, await _hub(arrival, desk))
    return _instead(arrival, InviteTeamCard(arrival.user_id, _at(desk), role.value, max(button.number(1), 0)))


async def choose_team(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    role = ROLES.get(button.word(0))
    if role is None:
        return show(NoticeCard("old_button"))
    return await _ask_to_make(arrival, desk, role, button.number(1))


async def _ask_to_make(arrival: Arrival, desk: Desk, role: Role, team_id: int) -> Reply:
    refused = await _refusal(arrival, desk, role, team_id)
    if refused is not None:
        return show(refused)
    newest = await desk.stores.invites.newest_of(arrival.user_id)
    after = newest.id if newest else 0
    return _instead(arrival, InviteMakeCard(arrival.user_id, _at(desk), role.value, team_id, after))


async def _refusal(arrival: Arrival, desk: Desk, role: Role, team_id: int) -> Card | None:
    """None: they may invite to this."""
    if role is Role.ADMIN:
        allowed = await desk.allows(arrival.user_id, Right.ADMINISTERING)
        return None if allowed and team_id == 0 else RefusalCard(Right.ADMINISTERING)
    if not await desk.allows(arrival.user_id, Right.LEADING, team_id):
        return RefusalCard(REFUSED_ELSEWHERE)
    return None if await desk.stores.teams.get(team_id) else NoticeCard("old_button")


async def make(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The link comes in a message of its own, as a picture. Pressed twice it shows what was made the first time."""
    role, team_id, uses = ROLES.get(button.word(0)), button.number(1), button.number(2)
    if role is None or (uses if role is Role.NEWCOMER else uses - 1) not in (
        texts.USES if role is Role.NEWCOMER else (0,)
    ):
        return show(NoticeCard("old_button"))
    refused = await _refusal(arrival, desk, role, team_id)
    if refused is not None:
        return show(refused)
    blank = Invite(0, arrival.user_id, "", role, team_id or None, desk.now, desk.now + lifetime_of(role), uses or None)
    invite = await _just_made(desk, blank, after=button.number(3))
    if invite is None:
        if len(await _open(arrival, desk)) >= MOST_OPEN:
            return _instead(arrival, InviteFullCard(arrival.user_id, _at(desk)))
        await desk.stores.members.welcome(arrival.user_id, desk.now)  # the operator's own admins may be new here
        invite = await desk.stores.invites.add(blank, desk.seal)
    ready = Change(await _hub(arrival, desk, ready=True), message_id=arrival.message_id)
    return Reply((ready, Show(InviteLinkCard(arrival.user_id, _at(desk), invite.id))))


async def _just_made(desk: Desk, wanted: Invite, after: int) -> Invite | None:
    """What the first of two presses made. An invitation to something else, made from another message, is not it."""
    newest = await desk.stores.invites.newest_of(wanted.made_by) if wanted.made_by is not None else None
    if newest is None or newest.id <= after or not newest.is_open(desk.now):
        return None
    same = (newest.role, newest.team_id, newest.uses) == (wanted.role, wanted.team_id, wanted.uses)
    return newest if same and desk.now - newest.made_at < PRESSED_TWICE else None


async def list_open(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    return _instead(arrival, OpenInvitesCard(arrival.user_id, _at(desk), max(button.number(0), 0)))


async def list_below(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """In a new message: what the button hangs under is a picture."""
    return show(OpenInvitesCard(arrival.user_id, _at(desk)))


async def act_on_one(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """What a button under the list does, to an invitation that this person sees there."""
    invite = await desk.stores.invites.get(button.number(0))
    if invite is None or not await _is_visible(arrival, desk, invite):
        return show(NoticeCard("old_button"))
    if button.verb == "revoked":
        await desk.stores.invites.revoke(invite.id, desk.now)
        return _instead(arrival, OpenInvitesCard(arrival.user_id, _at(desk)), texts.REVOKED)
    if button.verb == "show":
        return show(InviteLinkCard(arrival.user_id, _at(desk), invite.id))
    return _instead(arrival, InviteCard(arrival.user_id, _at(desk), invite.id, sure=button.verb == "revoke"))


async def _is_visible(arrival: Arrival, desk: Desk, invite: Invite) -> bool:
    return sees(await desk.standing(arrival.user_id), invite)


def _at(desk: Desk) -> str:
    return desk.now.isoformat()


def _instead(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),), toast)


MEMBERS_VERBS = {"switch": joining.switch, "both": joining.keep_both, "no": joining.stay}

INVITES = Feature(
    FEATURE,
    commands=(Command(("einladen",), show_hub, personal=True, needs=Right.LEADING),),
    deeds={
        "hub": back_to_hub,
        "role": choose_role,
        "team": choose_team,
        "make": make,
        "list": list_open,
        "open": list_below,
        **dict.fromkeys(("one", "show", "revoke", "revoked"), act_on_one),
        **MEMBERS_VERBS,
    },
    needs=Right.LEADING,
    exceptions=dict.fromkeys(MEMBERS_VERBS, Right.ANYBODY),
)
