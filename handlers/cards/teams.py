"""/team: to which one belongs, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import HELP_ROW, Card, KeptCard, Showcase
from handlers.cards.invites import PAGE_LENGTH, turning_rows
from handlers.screens import Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import team_requests as request_texts
from handlers.texts import teams as texts
from scheduler.people import Role, Standing
from scheduler.questions import QuestionState
from scheduler.rounding import rounded
from scheduler.stores import Stores
from scheduler.team_requests import requests_for
from scheduler.teams import Leader, Team

FEATURE = "team"
NAMED_IN_LISTS, NAMED_ALONE = 3, 20


@dataclass(frozen=True)
class TeamCardBase(KeptCard):
    """Base of the cards that one person looks at: what they may is asked when it is sent."""

    member: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return await self.draw_for(stores, await stores.teams.standing(self.member, showcase.admission))

    def draw(self, showcase: Showcase) -> Screen:
        return gone_screen()

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


def gone_screen() -> Screen:
    return Screen(paragraphs(bold(texts.TEAM_GONE_TITLE), plain(texts.TEAM_GONE)), (mine_row(),))


def mine_row() -> Row:
    return (press(texts.BACK_TO_MINE, deed(FEATURE, "mine")),)


async def describe(stores: Stores, team: Team, *said: str, most: int = NAMED_IN_LISTS) -> str:
    """How many it has, never to the one, and who can be spoken to: so many by name."""
    number = rounded(await stores.teams.count_of(team.id))
    leads = texts.led_by(await stores.teams.leads_of(team.id), most)
    return lines([bold(team.name), plain(texts.members(number)), plain(leads), *map(plain, said)])


@dataclass(frozen=True)
class TeamsCard(TeamCardBase, name="teams"):
    """Their own."""

    page: int = 0

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        teams = [team for one in sorted(standing.teams) if (team := await stores.teams.get(one)) is not None]
        page = min(max(self.page, 0), max(len(teams) - 1, 0) // PAGE_LENGTH)
        shown = teams[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        told = [
            await describe(stores, team, *((texts.YOU_LEAD,) if team.id in standing.leads else ())) for team in shown
        ]
        others = any(team.id not in standing.teams for team in await stores.teams.all())
        hint = texts.CHANGE_HINT_ASK if others else texts.CHANGE_HINT
        html = paragraphs(
            bold(texts.my_teams(len(teams))) if teams else bold(texts.NO_TEAM_TITLE),
            *told,
            plain(texts.YOU_ADMINISTER) if standing.admin else "",
            italic(hint) if teams else "" if standing.admin else plain(texts.NO_TEAM),
        )
        rows = tuple((press(team.name, deed(FEATURE, "one", team.id)),) for team in shown)
        turning = turning_rows(len(teams), page, "mine", feature=FEATURE)
        requests = await self._requests(stores, standing, others=others)
        return Screen(html, (*rows, *turning, *requests, *await self._above(stores, standing)) or (HELP_ROW,))

    async def _requests(self, stores: Stores, standing: Standing, *, others: bool) -> tuple[Row, ...]:
        """The own one, or the way to it; and those that wait for a decision."""
        own, waiting = await stores.requests.of(self.member), await requests_for(stores, standing)
        rows: list[Row] = []
        if own is not None and own.asked_at is not None:
            rows.append((press(request_texts.SHOW_MINE, deed("request", "mine", own.id)),))
        elif standing.teams and others:
            rows.append((press(request_texts.CHANGE, deed("request", "move", 0)),))
        if waiting:
            rows.append((press(request_texts.waiting(len(waiting)), deed("request", "list", 0)),))
        return tuple(rows)

    async def _above(self, stores: Stores, standing: Standing) -> tuple[Row, ...]:
        if not (standing.leads or standing.admin):
            return ()
        member = await stores.members.get(self.member)
        label = texts.my_name(member.name if member else "", bool(standing.leads))
        name = (press(label, deed(FEATURE, "name")),)
        all_teams = press(texts.ALL_TEAMS, deed(FEATURE, "all", 0))
        return (name, (all_teams, press(texts.ADMINS, deed(FEATURE, "admins")))) if standing.admin else (name,)


@dataclass(frozen=True)
class OneTeamCard(TeamCardBase):
    """Base of the cards about one team: for those who belong to it, and for admins."""

    team: int = 0

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        team = await stores.teams.get(self.team)
        if team is None or not (standing.admin or team.id in standing.teams):
            return gone_screen()
        return await self.draw_team(stores, standing, team)

    async def draw_team(self, stores: Stores, standing: Standing, team: Team) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")

    def back_row(self) -> Row:
        return (press(texts.BACK_TO_TEAM, deed(FEATURE, "one", self.team)),)


@dataclass(frozen=True)
class TeamCard(OneTeamCard, name="team"):
    async def draw_team(self, stores: Stores, standing: Standing, team: Team) -> Screen:
        leads = team.id in standing.leads
        html = await describe(stores, team, *((texts.YOU_LEAD,) if leads else ()), most=NAMED_ALONE)
        rows: list[Row] = []
        if standing.admin or leads:
            rows.append((press(texts.INVITE, deed("invite", "hub")),))
        if leads:
            rows.append((press(texts.RESIGN, deed(FEATURE, "resign", team.id)),))
        if team.id in standing.teams and not leads:
            rows.append((press(request_texts.TAKE_LEAD, deed("request", "lead", team.id)),))
        if team.id in standing.teams:
            rows.append((press(texts.LEAVE, deed(FEATURE, "leave", team.id)),))
        if standing.admin:
            rows += _admin_rows(team, await stores.teams.leads_of(team.id), self.member)
        return Screen(html, (*rows, mine_row()))


def _admin_rows(team: Team, leaders: Sequence[Leader], member_id: int) -> list[Row]:
    demoting = [
        (press(texts.demote(leader), deed(FEATURE, "demote", leader.membership_id)),)
        for leader in leaders
        if leader.member_id != member_id
    ]
    rename = press(texts.RENAME, deed(FEATURE, "rename", team.id))
    return [
        *demoting,
        (rename, press(texts.DROP, deed(FEATURE, "drop", team.id))),
        (press(texts.BACK_TO_ALL, deed(FEATURE, "all", 0)),),
    ]


@dataclass(frozen=True)
class TeamQuestionCard(OneTeamCard, name="team_question"):
    """Before something ends. `what` names one of `texts.CONSEQUENCES`; `membership` is whose it is."""

    what: str = "leave"
    membership: int = 0

    async def draw_team(self, stores: Stores, standing: Standing, team: Team) -> Screen:
        leaders = await stores.teams.leads_of(team.id)
        person = next((leader for leader in leaders if leader.membership_id == self.membership), None)
        last_lead = len(leaders) == 1 and (self.what != "leave" or team.id in standing.leads)
        html = paragraphs(
            bold(texts.question(self.what, team.name, texts.leader_name(person) if person else "")),
            plain(texts.CONSEQUENCES[self.what]),
            plain(texts.QUESTIONS_STAY) if await self._leaves_questions(stores) else "",
            plain(texts.NO_MORE_COMMANDS) if self._ends_leading(standing) else "",
            plain(texts.LAST_LEAD) if last_lead and self.what != "drop" else "",
            plain(texts.LAST_TEAM) if self._shuts_out(standing) else "",
        )
        subject = self.membership if self.what == "demote" else team.id
        yes = press(texts.YES[self.what], deed(FEATURE, f"{self.what}_yes", subject))
        return Screen(html, ((yes,), (press(texts.NO, deed(FEATURE, "one", team.id)),)))

    async def _leaves_questions(self, stores: Stores) -> bool:
        own = await stores.questions.of(self.member) if self.what == "leave" else []
        return any(one.state is QuestionState.OPEN and self.team in one.teams for one in own)

    def _ends_leading(self, standing: Standing) -> bool:
        return self.what in ("leave", "resign") and standing.leads == {self.team} and not standing.admin

    def _shuts_out(self, standing: Standing) -> bool:
        alone = standing.teams == {self.team}
        return self.what == "leave" and standing.invited_only and alone and not standing.admin


@dataclass(frozen=True)
class LeadNameCard(KeptCard, name="lead_name"):
    """Asks for the name that the team reads. `fault` names one of `texts.NAME_FAULTS`."""

    member: int = 0
    fault: str = ""

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        member = await stores.members.get(self.member)
        return self._draw(plain(texts.name_known(member.name)) if member and member.name else "")

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw("")

    def _draw(self, known: str) -> Screen:
        html = paragraphs(
            plain(texts.NAME_FAULTS.get(self.fault, "")), bold(texts.NAME_TITLE), known, plain(texts.NAME_TEXT)
        )
        rows = (
            (press(texts.NAME_FROM_PROFILE, deed(FEATURE, "profile")),),
            (press(texts.NAME_NONE, deed(FEATURE, "nameless")), *mine_row()),
        )
        return Screen(html, rows)


@dataclass(frozen=True)
class TeamToldCard(KeptCard, name="team_told"):
    """Said to somebody about what an admin has changed. `what` names one of `texts.told`."""

    what: str = "dropped"
    team: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        team = await stores.teams.get(self.team)
        return self._draw(team.name if team else "")

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw("")

    def _draw(self, team: str) -> Screen:
        title, text = texts.told(self.what, team)
        return Screen(paragraphs(bold(title), plain(text)), (mine_row(),))


@dataclass(frozen=True)
class LastAdminCard(Card, name="last_admin"):
    """Why an admin can't be let go. `appointed`: the operator's settings name them."""

    appointed: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        title = texts.APPOINTED_TITLE if self.appointed else texts.LAST_ADMIN_TITLE
        text = texts.APPOINTED if self.appointed else texts.LAST_ADMIN
        invite = (press(texts.INVITE_ADMIN, deed("invite", "role", Role.ADMIN.value)),)
        return Screen(paragraphs(bold(title), plain(text)), (mine_row(),) if self.appointed else (invite, mine_row()))
