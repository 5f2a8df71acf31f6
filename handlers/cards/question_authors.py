"""Who has answered a question, as its asker and as other leads read it."""

from handlers.cards.base import Showcase
from handlers.screens import bold
from handlers.texts import questions as texts
from scheduler.questions import OpenQuestion, QuestionState
from scheduler.stores import Stores


async def author_of(stores: Stores, showcase: Showcase, member_id: int | None, question: OpenQuestion) -> str:
    """As an asker reads it: a lead is called what they chose to be called."""
    chosen = await _chosen(stores, member_id)
    if chosen:
        return chosen
    admin = await _as_admin(stores, showcase, member_id, question)
    return texts.THE_ADMINISTRATION if admin else texts.THE_TEAM_LEAD


async def settled_heading(stores: Stores, showcase: Showcase, question: OpenQuestion, reader: int) -> str:
    """Who has answered or closed it, and when, as a lead reads it."""
    if question.answered_by is not None and question.answered_by == reader:
        author = texts.YOU
    else:
        author = await _lead_name(stores, showcase, question)
    title = texts.closed_title if question.state is QuestionState.CLOSED else texts.taken_title
    return bold(title(author, question.answered_at or question.made_at))


async def _lead_name(stores: Stores, showcase: Showcase, question: OpenQuestion) -> str:
    chosen = await _chosen(stores, question.answered_by)
    if chosen:
        return chosen
    admin = await _as_admin(stores, showcase, question.answered_by, question)
    return texts.AN_ADMIN if admin else texts.A_LEAD


async def _chosen(stores: Stores, member_id: int | None) -> str:
    if member_id is None:
        return texts.FORMER_LEAD
    member = await stores.members.get(member_id)
    return member.name if member else ""


async def _as_admin(stores: Stores, showcase: Showcase, member_id: int | None, question: OpenQuestion) -> bool:
    """Not as the lead of a team that the question was passed on to."""
    standing = await stores.teams.standing(member_id or 0, showcase.admission)
    return standing.admin and standing.leads.isdisjoint(question.teams)
