"""Requests: somebody asks to change to another team, or to lead their own. Nobody gets in or up without a yes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler import belonging
from scheduler.people import Admission, Right, Role, Standing, may
from scheduler.stores import Stores

REQUEST_LIFETIME = timedelta(days=7)
DRAFT_LIFETIME = timedelta(hours=1)
"""One that is shown before it goes, and did not go."""


@dataclass(frozen=True, slots=True)
class TeamRequest:
    """One a member. `role` is what they ask to be in the team: NEWCOMER, which is to change to it, or LEAD. `name` is
    what they chose for those who decide to read, "" while it is asked for. `asked_at` None: it has not gone yet."""

    id: int
    member_id: int
    team_id: int
    role: Role
    name: str
    made_at: datetime
    asked_at: datetime | None = None

    def is_fresh(self, now: datetime) -> bool:
        if self.asked_at is None:
            return now < self.made_at + DRAFT_LIFETIME
        return now < self.asked_at + REQUEST_LIFETIME


def may_decide(standing: Standing, request: TeamRequest) -> bool:
    """Who comes into a team is its leads' affair, who leads it the administration's. A draft is nobody's."""
    if request.asked_at is None:
        return False
    if request.role is Role.LEAD:
        return may(standing, Right.ADMINISTERING)
    return may(standing, Right.LEADING, request.team_id)


async def requests_for(stores: Stores, standing: Standing) -> list[TeamRequest]:
    """Those that wait for this person, oldest first."""
    return [request for request in await stores.requests.asked() if may_decide(standing, request)]


async def deciders(stores: Stores, admission: Admission, team_id: int, role: Role) -> list[int]:
    """Whom it is put to, in order: the team's leads; the admins where it has none, or where it is about leading."""
    if role is Role.NEWCOMER:
        leads = [leader.member_id for leader in await stores.teams.leads_of(team_id)]
        if leads:
            return sorted(leads)
    return sorted({*admission.admins, *(leader.member_id for leader in await stores.teams.admins())})


async def grant(stores: Stores, request: TeamRequest, standing: Standing, now: datetime) -> bool:
    """What was asked for. Who changes leaves the teams in which they were new, and keeps those that they lead. False:
    nothing can come of it, as they have left the team that they wanted to lead. `standing` is the asker's."""
    inside = request.team_id in standing.teams
    if request.role is Role.LEAD and not inside:
        return False
    if request.role is Role.LEAD or not inside:
        await stores.teams.join(request.member_id, request.team_id, request.role, now)
    if request.role is Role.NEWCOMER:
        for team_id in standing.teams - standing.leads - {request.team_id}:
            await belonging.leave(stores, request.member_id, team_id, now)
    return True


async def forget(stores: Stores, now: datetime) -> None:
    """To be called with every beat."""
    await stores.requests.forget_before(drafts=now - DRAFT_LIFETIME, asked=now - REQUEST_LIFETIME)
