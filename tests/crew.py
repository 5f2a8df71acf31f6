"""The sandbox's people, who belongs to which team, and what was invited: for tests that need several of them.

Alex leads Quartier Nord and is admin, Kim and Robin are new there, Toni belongs to nothing.
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from bot.sandbox import cast
from bot.tryout import form_teams
from handlers.cards.invites import link_of
from scheduler.people import Role
from scheduler.seals import seal_with
from scheduler.teams import Invite, Team
from tests.phone import Exchange, Message, Phone

KIM, ALEX, ROBIN, TONI = 1001, 1002, 1003, 1004
NORTH = 1


async def settle_in(exchange: Exchange) -> None:
    cast.enter(exchange.telegram)
    async with exchange.app.storage.transaction() as records:
        await form_teams(records, exchange.clock.now())


async def add_team(exchange: Exchange, name: str, leads: Iterable[int] = ()) -> Team:
    async with exchange.app.storage.transaction() as records:
        team = await records.teams.add(name, exchange.clock.now())
        assert team is not None
        for member_id in leads:
            await records.members.welcome(member_id, exchange.clock.now())
            await records.teams.join(member_id, team.id, Role.LEAD, exchange.clock.now())
    return team


async def set_role(exchange: Exchange, member_id: int, role: Role, team_id: int = NORTH) -> None:
    async with exchange.app.storage.transaction() as records:
        await records.teams.join(member_id, team_id, role, exchange.clock.now())


async def role_of(exchange: Exchange, member_id: int, team_id: int = NORTH) -> Role | None:
    async with exchange.app.storage.look() as records:
        return next((one.role for one in await records.teams.of(member_id) if one.team_id == team_id), None)


async def invite(
    exchange: Exchange,
    role: Role = Role.NEWCOMER,
    made_by: int | None = ALEX,
    team_id: int | None = NORTH,
    uses: int | None = 1,
    lasts: timedelta = timedelta(days=1),
) -> str:
    """The parameter of its link."""
    seal, now = seal_with(exchange.app.bot.token), exchange.clock.now()
    async with exchange.app.storage.transaction() as records:
        blank = Invite(0, made_by, "", role, None if role is Role.ADMIN else team_id, now, now + lasts, uses)
        made = await records.invites.add(blank, seal)
    return parameter_of(link_of(exchange.app.bot.username, made.token(seal)))


def parameter_of(text: str) -> str:
    found = re.search(r"\?start=(i_[\w-]+)", text)
    assert found, f"no invitation in {text!r}"
    return found[1]


def key_of(phone: Phone, label: str) -> tuple[Message, str]:
    """The newest message that has such a key, and what the key sends."""
    for message in reversed(phone.screen):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for key in row:
                if label in key["text"] and "callback_data" in key:
                    return message, key["callback_data"]
    raise AssertionError(label)
