"""/einladen: choosing, the link with its picture, and what is open."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from handlers.buttons import deed
from handlers.cards.base import KeptCard, Showcase
from handlers.screens import (
    Attachment,
    Key,
    Row,
    Screen,
    bold,
    deep_link,
    lines,
    paragraphs,
    plain,
    press,
    share_key,
)
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE
from handlers.texts import invites as texts
from handlers.texts.teams import ADD_TEAM, REFUSALS, REFUSED_ELSEWHERE
from scheduler.people import Role, Standing
from scheduler.seals import is_genuine
from scheduler.stores import Stores
from scheduler.teams import Invite, Team, hash_of

FEATURE = "invite"
LINK = "i_"
PAGE_LENGTH = 8
_PIXELS = 8
"""A module of the picture; some 400 pixels across are read from a screen at arm's length."""


def link_of(bot: str, token: str) -> str:
    return deep_link(bot, f"{LINK}{token}")


def visible_teams(standing: Standing) -> frozenset[int] | None:
    """Into which teams somebody sees invitations; None: all there are, also an admin's."""
    return None if standing.admin else standing.leads


def sees(standing: Standing, invite: Invite) -> bool:
    teams = visible_teams(standing)
    return teams is None or invite.team_id in teams


async def teams_to_invite_to(stores: Stores, standing: Standing) -> list[Team]:
    return [team for team in await stores.teams.all() if standing.admin or team.id in standing.leads]


@dataclass(frozen=True)
class InvitesCard(KeptCard):
    """Base of the cards that one person looks at: what they may is asked when it is sent. `at` is that moment, UTC."""

    member: int = 0
    at: str = "1970-01-01T00:00:00+00:00"

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        standing = await stores.teams.standing(self.member, showcase.admission)
        return await self.draw_for(showcase, stores, standing)

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.ENDED_TITLE), plain(texts.ENDED)), (hub_row(texts.NEW_ONE),))

    async def draw_for(self, showcase: Showcase, stores: Stores, standing: Standing) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


def hub_row(label: str = texts.BACK) -> Row:
    return (press(label, deed(FEATURE, "hub")),)


def list_row() -> Row:
    return (press(texts.ALL_OPEN, deed(FEATURE, "list", 0)),)


@dataclass(frozen=True)
class InviteHubCard(InvitesCard, name="invite_hub"):
    """Whom to invite. `open` is how many invitations are. `ready`: one was made just now, it stands below."""

    open: int = 0
    ready: bool = False

    async def draw_for(self, showcase: Showcase, stores: Stores, standing: Standing) -> Screen:
        teams = await teams_to_invite_to(stores, standing)
        opened = ((press(texts.open_ones(self.open), deed(FEATURE, "list", 0)),),) if self.open else ()
        if not teams and standing.admin:
            admin = (_role_key(Role.ADMIN),)
            html = paragraphs(bold(texts.NO_TEAM_TITLE), plain(texts.NO_TEAM))
            return Screen(html, ((press(ADD_TEAM, deed("team", "add")),), admin, *opened))
        roles = (Role.NEWCOMER, Role.LEAD, *((Role.ADMIN,) if standing.admin else ()))
        said = plain(texts.READY) if self.ready else paragraphs(bold(texts.HUB_TITLE), plain(texts.HUB_TEXT))
        if self.ready:
            return Screen(said, (hub_row(texts.NEW_ONE), *opened))
        return Screen(said, (*((_role_key(role),) for role in roles), *opened))


def _role_key(role: Role) -> Key:
    return press(texts.ROLES[role], deed(FEATURE, "role", role.value))


@dataclass(frozen=True)
class InviteTeamCard(InvitesCard, name="invite_team"):
    """Into which team; asked only where there are several."""

    role: str = "newcomer"
    page: int = 0

    async def draw_for(self, showcase: Showcase, stores: Stores, standing: Standing) -> Screen:
        teams = await teams_to_invite_to(stores, standing)
        shown = teams[self.page * PAGE_LENGTH : (self.page + 1) * PAGE_LENGTH]
        rows = tuple((press(team.name, deed(FEATURE, "team", self.role, team.id)),) for team in shown)
        turning = turning_rows(len(teams), self.page, "role", self.role)
        return Screen(bold(texts.WHICH_TEAM), (*rows, *turning, hub_row()))


def turning_rows(number: int, page: int, verb: str, *args: str, feature: str = FEATURE) -> tuple[Row, ...]:
    keys: list[Key] = []
    if page > 0:
        keys.append(press(PREVIOUS_PAGE, deed(feature, verb, *args, page - 1)))
    if (page + 1) * PAGE_LENGTH < number:
        keys.append(press(NEXT_PAGE, deed(feature, verb, *args, page + 1)))
    return (tuple(keys),) if keys else ()


@dataclass(frozen=True)
class InviteMakeCard(InvitesCard, name="invite_make"):
    """The last question. `after` is the newest invitation so far: the same button pressed twice makes one."""

    role: str = "newcomer"
    team: int = 0
    after: int = 0

    async def draw_for(self, showcase: Showcase, stores: Stores, standing: Standing) -> Screen:
        team = await stores.teams.get(self.team)
        role = Role(self.role)
        if role is Role.NEWCOMER:
            html = paragraphs(bold(texts.what_for(role, team_name(team))), plain(texts.HOW_MANY), plain(texts.HOW_LONG))
            return Screen(html, (*((self._make(label, uses),) for uses, label in texts.USES.items()), hub_row()))
        title, text = texts.sure(role, team_name(team))
        return Screen(paragraphs(bold(title), plain(text)), ((self._make(texts.MAKE, 1),), hub_row()))

    def _make(self, label: str, uses: int) -> Key:
        return press(label, deed(FEATURE, "make", self.role, self.team, uses, self.after))


def team_name(team: Team | None) -> str:
    return team.name if team else ""


@dataclass(frozen=True)
class InviteFullCard(InvitesCard, name="invite_full"):
    async def draw_for(self, showcase: Showcase, stores: Stores, standing: Standing) -> Screen:
        return Screen(paragraphs(bold(texts.FULL_TITLE), plain(texts.FULL)), (list_row(),))


@dataclass(frozen=True)
class OneInviteCard(InvitesCard):
    """Base of the cards about one invitation. By the time they are sent, it may have ended, and whoever looks at it may
    lead its team no more: then nobody gets to read its link."""

    invite: int = 0

    async def draw_for(self, showcase: Showcase, stores: Stores, standing: Standing) -> Screen:
        invite = await stores.invites.get(self.invite)
        if invite is not None and not sees(standing, invite):
            title, text = REFUSALS[REFUSED_ELSEWHERE]
            return Screen(paragraphs(bold(title), plain(text)))
        if invite is None or not invite.is_open(datetime.fromisoformat(self.at)):
            return self.draw(showcase)
        team = await stores.teams.get(invite.team_id) if invite.team_id is not None else None
        return self.draw_one(showcase, invite, team_name(team))

    def draw_one(self, showcase: Showcase, invite: Invite, team: str) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


@dataclass(frozen=True)
class InviteLinkCard(OneInviteCard, name="invite_link"):
    """The link and its picture. Neither is kept: they follow from the invitation's number and the bot's key."""

    def draw_one(self, showcase: Showcase, invite: Invite, team: str) -> Screen:
        token = invite.token(showcase.seal)
        if not token or not is_genuine(hash_of(token), invite.token_hash):
            html = paragraphs(bold(texts.UNREADABLE_TITLE), plain(texts.UNREADABLE))
            return Screen(html, (hub_row(texts.NEW_ONE),))
        link = link_of(showcase.bot, token)
        html = paragraphs(
            bold(texts.what_for(invite.role, team)), plain(texts.valid(invite)), plain(link), plain(texts.SHOW_TO)
        )
        # A picture can't be changed into text: what is pressed under it comes as a new message.
        keys = (
            (share_key(texts.SHARE, link, texts.share_text(invite.role, team)),),
            (press(texts.LIST_TITLE, deed(FEATURE, "open")),),
        )
        return Screen(html, keys, Attachment(texts.PICTURE, draw_code(link), picture=True))


def draw_code(link: str) -> bytes:
    """A QR code as PNG."""
    import segno  # takes a moment, and few ever need it

    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=_PIXELS, border=4)
    return picture.getvalue()


@dataclass(frozen=True)
class OpenInvitesCard(InvitesCard, name="invite_list"):
    page: int = 0

    async def draw_for(self, showcase: Showcase, stores: Stores, standing: Standing) -> Screen:
        invites = await stores.invites.open_to(visible_teams(standing), datetime.fromisoformat(self.at))
        if not invites:
            return Screen(plain(texts.LIST_NONE), (hub_row(texts.NEW_ONE),))
        names = {team.id: team.name for team in await stores.teams.all()}
        page = min(max(self.page, 0), (len(invites) - 1) // PAGE_LENGTH)
        shown = invites[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        rows = tuple((self._row(invite, names),) for invite in shown)
        return Screen(
            bold(texts.LIST_TITLE), (*rows, *turning_rows(len(invites), page, "list"), hub_row(texts.NEW_ONE))
        )

    def _row(self, invite: Invite, names: dict[int, str]) -> Key:
        label = texts.list_label(invite, names.get(invite.team_id or 0, ""))
        return press(label, deed(FEATURE, "one", invite.id))


@dataclass(frozen=True)
class InviteCard(OneInviteCard, name="invite_one"):
    """`sure`: it is asked whether it is to be revoked."""

    sure: bool = False

    def draw_one(self, showcase: Showcase, invite: Invite, team: str) -> Screen:
        heading = bold(texts.what_for(invite.role, team))
        if self.sure:
            yes = press(texts.REVOKE_YES, deed(FEATURE, "revoked", invite.id))
            no = press(texts.REVOKE_NO, deed(FEATURE, "one", invite.id))
            return Screen(paragraphs(heading, bold(texts.REVOKE_TITLE), plain(texts.REVOKE_TEXT)), ((yes,), (no,)))
        html = paragraphs(heading, lines([plain(texts.valid(invite)), plain(texts.used(invite))]))
        show = press(texts.SHOW, deed(FEATURE, "show", invite.id))
        return Screen(html, ((show,), (press(texts.REVOKE, deed(FEATURE, "revoke", invite.id)),), list_row()))
