"""All teams and all admins, for admins."""

from dataclasses import dataclass
from datetime import datetime

from handlers.buttons import deed
from handlers.cards.base import Showcase
from handlers.cards.invites import PAGE_LENGTH
from handlers.cards.teams import FEATURE, OneTeamCard, TeamCardBase, describe, gone_screen, mine_row
from handlers.screens import Row, Screen, bold, lines, paragraphs, plain, press
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE
from handlers.texts import teams as texts
from scheduler.people import Role, Standing
from scheduler.stores import Stores
from scheduler.teams import Invite, Leader, Team


def all_row() -> Row:
    return (press(texts.BACK_TO_ALL, deed(FEATURE, "all", 0)),)


@dataclass(frozen=True)
class AllTeamsCard(TeamCardBase, name="teams_all"):
    page: int = 0

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        if not standing.admin:
            return gone_screen()
        teams = await stores.teams.all()
        adding = (press(texts.ADD_TEAM, deed(FEATURE, "add")),)
        if not teams:
            html = paragraphs(bold(texts.NONE_TITLE), plain(texts.NONE_TEXT))
            return Screen(html, (adding, mine_row()))
        page = min(max(self.page, 0), (len(teams) - 1) // PAGE_LENGTH)
        shown = teams[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        html = paragraphs(bold(texts.ALL_TITLE), *[await describe(stores, team) for team in shown])
        rows = tuple((press(team.name, deed(FEATURE, "one", team.id)),) for team in shown)
        return Screen(html, (*rows, *_turning(page, len(teams)), adding, mine_row()))


def _turning(page: int, number: int) -> tuple[Row, ...]:
    back = (press(PREVIOUS_PAGE, deed(FEATURE, "all", page - 1)),) if page else ()
    on = (press(NEXT_PAGE, deed(FEATURE, "all", page + 1)),) if (page + 1) * PAGE_LENGTH < number else ()
    return ((*back, *on),) if back or on else ()


@dataclass(frozen=True)
class AddTeamCard(TeamCardBase, name="team_add"):
    """Asks for the new team's name. `fault` names one of `texts.NAME_FAULTS`."""

    fault: str = ""

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        html = paragraphs(plain(texts.NAME_FAULTS.get(self.fault, "")), bold(texts.ADD_TITLE), plain(texts.ADD_TEXT))
        return Screen(html, (all_row(),))


@dataclass(frozen=True)
class RenameTeamCard(OneTeamCard, name="team_rename"):
    fault: str = ""

    async def draw_team(self, stores: Stores, standing: Standing, team: Team) -> Screen:
        title = bold(texts.rename_title(team.name))
        html = paragraphs(plain(texts.NAME_FAULTS.get(self.fault, "")), title, plain(texts.RENAME_TEXT))
        return Screen(html, (self.back_row(),))


async def open_links_of(stores: Stores, member_id: int, team_id: int, now: datetime) -> list[Invite]:
    """With which newcomers still come into a team. What they made for other leads is void once they lead no more."""
    found = await stores.invites.open_to([team_id], now)
    return [invite for invite in found if invite.made_by == member_id and invite.role is Role.NEWCOMER]


@dataclass(frozen=True)
class LinksLeftCard(OneTeamCard, name="team_links_left"):
    """After somebody leads no more: that their links for newcomers go on. `maker` is who has made them; `at`: UTC."""

    maker: int = 0
    at: str = "1970-01-01T00:00:00+00:00"

    async def draw_team(self, stores: Stores, standing: Standing, team: Team) -> Screen:
        if not standing.admin:
            return gone_screen()
        links = await open_links_of(stores, self.maker, team.id, datetime.fromisoformat(self.at))
        if not links:
            return Screen(plain(texts.NO_LINKS_LEFT), (self.back_row(),))
        html = paragraphs(bold(texts.links_left(team.name, len(links))), plain(texts.LINKS_LEFT))
        revoke = press(texts.REVOKE_LINKS, deed(FEATURE, "unlink", team.id, self.maker))
        return Screen(html, ((revoke,), (press(texts.LET_LINKS, deed(FEATURE, "one", team.id)),)))


@dataclass(frozen=True)
class AdminsCard(TeamCardBase, name="admins"):
    """Who administers. Those whom the operator's settings name are a number: the program knows nothing else of them."""

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        standing = await stores.teams.standing(self.member, showcase.admission)
        if not standing.admin:
            return gone_screen()
        appointed = len(showcase.admission.admins)
        admins = await stores.teams.admins()
        html = paragraphs(
            bold(texts.ADMINS_TITLE),
            lines(
                [*(self._line(leader) for leader in admins), *([plain(texts.appointed(appointed))] * bool(appointed))]
            ),
            plain(texts.ADMINS_TEXT),
        )
        others = tuple(
            (press(texts.unadmin(leader), deed(FEATURE, "unadmin", leader.member_id)),)
            for leader in admins
            if leader.member_id != self.member
        )
        invite = (press(texts.INVITE_ADMIN, deed("invite", "role", Role.ADMIN.value)),)
        return Screen(html, (invite, *others, (press(texts.ABDICATE, deed(FEATURE, "abdicate")),), mine_row()))

    def _line(self, leader: Leader) -> str:
        you = f" ({texts.YOU})" if leader.member_id == self.member else ""
        return plain(f"• {texts.leader_name(leader)}{you}")


@dataclass(frozen=True)
class AdminQuestionCard(TeamCardBase, name="admin_question"):
    """Before an admin is let go. `what` is "unadmin" or "abdicate"."""

    what: str = "abdicate"
    other: int = 0

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        leader = next((one for one in await stores.teams.admins() if one.member_id == self.other), None)
        if leader is None or not standing.admin:
            return gone_screen()
        question = bold(texts.question(self.what, "", texts.leader_name(leader)))
        args = (self.other,) if self.what == "unadmin" else ()
        yes = press(texts.YES[self.what], deed(FEATURE, f"{self.what}_yes", *args))
        rows = ((yes,), (press(texts.NO, deed(FEATURE, "admins")),))
        return Screen(paragraphs(question, plain(texts.CONSEQUENCES[self.what])), rows)
