"""Following an invitation: `/start i_<token>`, and the choice of somebody who belongs to another team already."""

from collections.abc import Collection

from handlers import lead_names
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import NoticeCard
from handlers.cards.invites import LINK
from handlers.cards.joining import AlreadyInCard, InviteFaultCard, JoinedCard, StayedCard, SwitchCard, pass_of
from handlers.desk import Desk
from handlers.onboarding import greet
from handlers.own_questions import told_on_leaving
from handlers.reply import Change, Reply, Show, show
from scheduler import belonging
from scheduler.people import Right, Role, Standing
from scheduler.round import look_soon
from scheduler.seals import is_genuine
from scheduler.teams import Invite, hash_of


def is_invitation(argument: str) -> bool:
    return argument.startswith(LINK)


async def follow(arrival: Arrival, desk: Desk) -> Reply:
    invite = await desk.stores.invites.by_hash(hash_of(arrival.argument.removeprefix(LINK)))
    standing = await desk.standing(arrival.user_id)
    if invite is None:
        return _refuse(standing, "unknown")
    if _holds(standing, invite):
        return show(AlreadyInCard(invite.team_id or 0, _role_in(standing, invite).value))
    fault = await fault_of(desk, invite)
    if fault:
        return _refuse(standing, fault)
    if await _other_teams(desk, arrival.user_id, invite):
        return show(SwitchCard(arrival.user_id, invite.id))
    return await _enter(arrival, desk, invite)


async def fault_of(desk: Desk, invite: Invite) -> str:
    """Why it opens nothing; "" if it does."""
    if invite.revoked_at is not None:
        return "revoked"
    if desk.now >= invite.expires_at:
        return "expired"
    if not invite.is_open(desk.now):
        return "used"
    return "" if await _is_still_theirs(desk, invite) else "void"


async def _is_still_theirs(desk: Desk, invite: Invite) -> bool:
    """An invitation to lead or to administer is as good as the right of who made it is now. The program's own, for the
    first admin, is good until there is one. Newcomers may come in whoever invited them."""
    if invite.role is Role.NEWCOMER:
        return True
    if invite.made_by is None:
        return not (desk.admission.admins or await desk.stores.teams.hold_admins())
    needs = Right.ADMINISTERING if invite.role is Role.ADMIN else Right.LEADING
    return await desk.allows(invite.made_by, needs, invite.team_id)


def _holds(standing: Standing, invite: Invite) -> bool:
    """Whether they have what it gives, or more."""
    match invite.role:
        case Role.ADMIN:
            return standing.admin
        case Role.LEAD:
            return invite.team_id in standing.leads
        case Role.NEWCOMER:
            return invite.team_id in standing.teams


def _role_in(standing: Standing, invite: Invite) -> Role:
    if invite.role is Role.ADMIN:
        return Role.ADMIN
    return Role.LEAD if invite.team_id in standing.leads else Role.NEWCOMER


async def _other_teams(desk: Desk, member_id: int, invite: Invite) -> list[int]:
    """Teams in which they are new; asked about only by who comes into another one. What they lead they keep."""
    theirs = await desk.stores.teams.of(member_id)
    if invite.team_id is None or any(one.team_id == invite.team_id for one in theirs):
        return []
    return [one.team_id for one in theirs if one.role is Role.NEWCOMER]


async def switch(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    return await _choose(arrival, desk, button, leaving=True)


async def keep_both(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    return await _choose(arrival, desk, button, leaving=False)


async def stay(arrival: Arrival, _desk: Desk, _button: Deed) -> Reply:
    return Reply((Change(StayedCard(), message_id=arrival.message_id),))


async def _choose(arrival: Arrival, desk: Desk, button: Deed, *, leaving: bool) -> Reply:
    """The button carries a proof that this person had the link: its number alone could be guessed."""
    invite = await desk.stores.invites.get(button.number(0))
    if invite is None or not is_genuine(button.word(1), pass_of(desk.seal, invite.id, arrival.user_id)):
        return show(NoticeCard("old_button"))
    standing = await desk.standing(arrival.user_id)
    if _holds(standing, invite):
        said = AlreadyInCard(invite.team_id or 0, _role_in(standing, invite).value)
        return Reply((Change(said, message_id=arrival.message_id),))
    fault = await fault_of(desk, invite)
    if fault:
        return _refuse(standing, fault)
    left = await _other_teams(desk, arrival.user_id, invite) if leaving else []
    return await _enter(arrival, desk, invite, left)


async def _enter(arrival: Arrival, desk: Desk, invite: Invite, leaving: Collection[int] = ()) -> Reply:
    """In, if the invitation is still open when it is counted: of two who come at once for its last use, one is."""
    stores, member_id = desk.stores, arrival.user_id
    if not await stores.invites.use(invite.id, desk.now):
        return _refuse(await desk.standing(member_id), "used")
    member = await stores.members.welcome(member_id, desk.now)
    await stores.members.set_quiet(member_id, None)
    await look_soon(stores, member_id, desk.now)
    if invite.team_id is None:
        await stores.teams.make_admin(member_id, desk.now)
    else:
        await stores.teams.join(member_id, invite.team_id, invite.role, desk.now)
    questions = await told_on_leaving(desk, member_id, leaving)
    for team_id in leaving:
        await belonging.leave(stores, member_id, team_id, desk.now)
    welcome = await _welcome(arrival, desk, invite)
    begun = (await greet(arrival, desk, member)).cards if member.first_day is None else ()
    asked = await lead_names.ask_new(arrival, desk) if invite.role is not Role.NEWCOMER and not member.name else ()
    return Reply((welcome, *questions, *asked, *begun), roles=frozenset({member_id}))


async def _welcome(arrival: Arrival, desk: Desk, invite: Invite) -> Show | Change:
    card = JoinedCard(invite.team_id or 0, invite.role.value)
    pressed = bool(arrival.button)
    return Change(card, message_id=arrival.message_id) if pressed else Show(card)


def _refuse(standing: Standing, fault: str) -> Reply:
    return show(InviteFaultCard(fault, open=standing.belongs or not standing.invited_only))
