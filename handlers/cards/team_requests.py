"""Requests to change to a team or to lead one: on their way, and as those read them who decide."""

from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import Card, KeptCard, Showcase
from handlers.cards.invites import PAGE_LENGTH, team_name, turning_rows
from handlers.cards.teams import TeamCardBase, mine_row
from handlers.screens import Row, Screen, bold, italic, paragraphs, plain, press
from handlers.texts import invites as joining_texts
from handlers.texts import team_requests as texts
from scheduler.people import Role, Standing
from scheduler.questions import QuestionState
from scheduler.stores import Stores
from scheduler.team_requests import TeamRequest, may_decide, requests_for
from scheduler.teams import Team

FEATURE = "request"


async def others(stores: Stores, standing: Standing) -> list[Team]:
    """Teams that somebody could change to."""
    return [team for team in await stores.teams.all() if team.id not in standing.teams]


@dataclass(frozen=True)
class RequestTeamCard(TeamCardBase, name="request_team"):
    """To which team."""

    page: int = 0

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        teams = await others(stores, standing)
        if not teams:
            return Screen(bold(texts.NO_OTHER_TITLE), (mine_row(),))
        page = min(max(self.page, 0), (len(teams) - 1) // PAGE_LENGTH)
        shown = teams[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        rows = tuple((press(team.name, deed(FEATURE, "to", team.id)),) for team in shown)
        turning = turning_rows(len(teams), page, "move", feature=FEATURE)
        html = paragraphs(bold(texts.CHANGE_TITLE), plain(texts.CHANGE_TEXT))
        return Screen(html, (*rows, *turning, mine_row()))


@dataclass(frozen=True)
class RequestNobodyCard(Card, name="request_nobody"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.NOBODY_TITLE), plain(texts.NOBODY)), (mine_row(),))


@dataclass(frozen=True)
class RequestNameCard(Card, name="request_name"):
    """Asks for the name that goes with it. `fault` names one of `texts.NAME_FAULTS`."""

    request: int = 0
    fault: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        html = paragraphs(plain(texts.NAME_FAULTS.get(self.fault, "")), bold(texts.NAME_TITLE), plain(texts.NAME_TEXT))
        profile = (press(texts.NAME_FROM_PROFILE, deed(FEATURE, "profile", self.request)),)
        return Screen(html, (profile, (press(texts.NEVER_MIND, deed(FEATURE, "drop", self.request)),)))


@dataclass(frozen=True)
class MyRequestCard(KeptCard, name="request_mine"):
    """One's own: before it goes, exactly as it would, and while it waits. Nobody else's is ever looked at."""

    member: int = 0
    request: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return gone_screen()

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        request = await stores.requests.get(self.request)
        if request is None or request.member_id != self.member:
            return gone_screen()
        team = team_name(await stores.teams.get(request.team_id))
        if request.asked_at is None:
            return await self._draw_draft(showcase, stores, request, team)
        said = italic(texts.asked(request.name, request.role, team))
        html = paragraphs(bold(texts.SENT_TITLE), said, plain(texts.waits_until(request.asked_at)))
        return Screen(html, ((press(texts.WITHDRAW, deed(FEATURE, "drop", request.id)),), mine_row()))

    async def _draw_draft(self, showcase: Showcase, stores: Stores, request: TeamRequest, team: str) -> Screen:
        standing = await stores.teams.standing(self.member, showcase.admission)
        names = {one.id: one.name for one in await stores.teams.all()}
        left = [names[number] for number in sorted(standing.teams - standing.leads) if number in names]
        moves = request.role is Role.NEWCOMER
        led = bool(await stores.teams.leads_of(request.team_id))
        passed_on = any(one.state is QuestionState.OPEN for one in await stores.questions.of(self.member))
        html = paragraphs(
            bold(texts.draft_title(request.role, team, led)),
            italic(texts.asked(request.name, request.role, team)),
            plain(texts.consequences(request.role, team, left)),
            plain(texts.open_questions(team)) if moves and passed_on else "",
            plain(texts.UNTIL_ANSWERED),
        )
        other = press(texts.OTHER_NAME, deed(FEATURE, "name", request.id))
        drop = press(texts.NEVER_MIND, deed(FEATURE, "drop", request.id))
        return Screen(html, ((press(texts.SEND, deed(FEATURE, "send", request.id)),), (other, drop)))


def gone_screen(*rows: Row) -> Screen:
    return Screen(paragraphs(bold(texts.GONE_TITLE), plain(texts.GONE)), (*rows, mine_row()))


def list_row() -> Row:
    return (press(texts.ALL, deed(FEATURE, "list", 0)),)


@dataclass(frozen=True)
class RequestsCard(TeamCardBase, name="requests"):
    """What waits for this person to decide."""

    page: int = 0

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        waiting = await requests_for(stores, standing)
        if not waiting:
            return Screen(plain(texts.LIST_NONE), (mine_row(),))
        names = {team.id: team.name for team in await stores.teams.all()}
        page = min(max(self.page, 0), (len(waiting) - 1) // PAGE_LENGTH)
        rows = tuple(
            (press(texts.list_label(one.name, one.role, names[one.team_id]), deed(FEATURE, "open", one.id)),)
            for one in waiting[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        )
        turning = turning_rows(len(waiting), page, "list", feature=FEATURE)
        return Screen(paragraphs(bold(texts.LIST_TITLE), plain(texts.LIST_TEXT)), (*rows, *turning, mine_row()))


@dataclass(frozen=True)
class RequestCard(TeamCardBase, name="request"):
    """One of them. Whoever may not decide on it (any more) reads nothing of it."""

    request: int = 0

    async def draw_for(self, stores: Stores, standing: Standing) -> Screen:
        request = await stores.requests.get(self.request)
        if request is None or not may_decide(standing, request):
            return gone_screen()
        team = team_name(await stores.teams.get(request.team_id))
        html = paragraphs(
            bold(texts.asked(request.name, request.role, team)),
            plain(texts.effect(request.role, team)),
            plain(texts.CHECK),
        )
        accept = press(texts.ACCEPT, deed(FEATURE, "accept", request.id))
        decline = press(texts.DECLINE, deed(FEATURE, "decline", request.id))
        return Screen(html, ((accept, decline), list_row()))


@dataclass(frozen=True)
class RequestToldCard(KeptCard, name="request_told"):
    """The answer, for who has asked."""

    accepted: bool = False
    role: str = "newcomer"
    team: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self._draw(team_name(await stores.teams.get(self.team)))

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw("")

    def _draw(self, team: str) -> Screen:
        role = Role(self.role)
        title, text = texts.told(self.accepted, role, team)
        leads = (joining_texts.LEAD_WELCOME, joining_texts.LEAD_SEES)
        more = (leads if role is Role.LEAD else (joining_texts.SEES,)) if self.accepted else ()
        return Screen(paragraphs(bold(title), plain(text), *map(plain, more)), (mine_row(),))
