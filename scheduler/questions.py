"""Questions that somebody passed on to the lead of their team, and what leads answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.people import Admission, Right, Role, Standing, may
from scheduler.stores import Stores

LONGEST_QUESTION = 2000
LONGEST_ANSWER = 2000
MOST_OPEN = 10
"""Questions of one person that wait for an answer. They wait as long as it takes."""
DRAFT_LIFETIME = timedelta(hours=1)
"""A question that is shown before it goes, and did not go."""
RETENTION = timedelta(days=90)
"""After the answer; also of the answer itself."""
UNSENT_LIFETIME = timedelta(days=1)
"""An answer that its writer has not sent."""


class QuestionState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    """A lead has closed it without an answer."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`text` as its writer saw it before it went. `name` is in a draft the one that would go, later the one that went,
    "" for none. `teams` are those it was passed on to: it stays theirs wherever its writer goes. `answer` holds the
    answer and what was added later, `entry` the recommendation that was sent. `answered_by` None beside an
    `answered_at`: by somebody who has left. `rated`: it was said whether it helped."""

    id: int
    member_id: int
    text: str
    made_at: datetime
    name: str = ""
    state: QuestionState = QuestionState.DRAFT
    asked_at: datetime | None = None
    answer: str = ""
    entry: str = ""
    answered_by: int | None = None
    answered_at: datetime | None = None
    rated: bool = False
    teams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadAnswer:
    """What a lead wrote, or the recommendation `entry` in its place. `asked` are ids of the questions that it goes to.
    `sent_at` None: it is shown to its writer and has not gone yet. `message_id` is the message it was typed in."""

    id: int
    made_by: int | None
    asked: tuple[int, ...]
    made_at: datetime
    text: str = ""
    entry: str = ""
    sent_at: datetime | None = None
    message_id: int | None = None


async def leads_for(stores: Stores, member_id: int) -> list[int]:
    """Who leads a team that somebody belongs to, each once, in order; nobody is their own lead."""
    leads: set[int] = set()
    for own in await stores.teams.of(member_id):
        leads |= {one.member_id for one in await stores.teams.members_of(own.team_id) if one.role is Role.LEAD}
    return sorted(leads - {member_id})


@dataclass(frozen=True, slots=True)
class Readers:
    """Who is told of somebody's question. `office`: admins, as no team of theirs has a lead just now."""

    members: tuple[int, ...] = ()
    office: bool = False


async def readers_for(stores: Stores, member_id: int, admission: Admission) -> Readers:
    """Nobody for who belongs to no team. Of the operator's admins those who have ever written to the bot."""
    if leads := await leads_for(stores, member_id):
        return Readers(tuple(leads))
    if not await stores.teams.of(member_id):
        return Readers()
    admins = {leader.member_id for leader in await stores.teams.admins()}
    admins |= {one for one in sorted(admission.admins) if await stores.members.get(one) is not None}
    return Readers(tuple(sorted(admins - {member_id})), office=True)


def may_answer(standing: Standing, question: OpenQuestion) -> bool:
    """Whether a question was passed on to this person. A draft was not, to nobody."""
    if question.state is QuestionState.DRAFT or question.member_id == standing.member_id:
        return False
    return standing.admin or any(may(standing, Right.LEADING, team_id) for team_id in question.teams)


async def waiting_for(stores: Stores, standing: Standing) -> list[OpenQuestion]:
    """The open questions that were passed on to this person, oldest first."""
    return [question for question in await stores.questions.open_ones() if may_answer(standing, question)]


async def forget(stores: Stores, now: datetime) -> None:
    """What was not sent goes soon, what was answered after 90 days."""
    await stores.questions.forget_drafts_before(now - DRAFT_LIFETIME)
    await stores.questions.forget_unsent_before(now - UNSENT_LIFETIME)
    await stores.questions.forget_answered_before(now - RETENTION)
