"""A team in a few lines, and a question on its way to its lead."""

from scheduler.people import Role
from scheduler.questions import OpenQuestion
from tests.phone import Exchange, Phone

KIM, ALEX, ROBIN, TONI = 1001, 1002, 1003, 1004
UNKNOWN = "Wie hoch ist das Pflegegeld bei Pflegegrad 3?"
PASS_ON = "An die Teamleitung weitergeben"


async def join(exchange: Exchange, member_id: int, team: str = "Nord", role: Role = Role.NEWCOMER) -> None:
    async with exchange.app.storage.transaction() as records:
        now = exchange.clock.now()
        await records.members.welcome(member_id, now)
        await records.teams.add(team, now)
        team_id = next(one.id for one in await records.teams.all() if one.name == team)
        await records.teams.join(member_id, team_id, role, now)


async def kept(exchange: Exchange) -> list[OpenQuestion]:
    """All there are, of whoever."""
    async with exchange.app.storage.look() as records:
        return [one for person in (KIM, ALEX, ROBIN, TONI) for one in await records.questions.of(person)]


def open_chat(exchange: Exchange, member_id: int, name: str) -> Phone:
    """Of somebody who has written to the bot before; else it may not write to them."""
    phone = exchange.phone(member_id, name)
    exchange.telegram.world.directory.people[member_id].wrote = True
    return phone


async def pass_on(phone: Phone, text: str = UNKNOWN) -> None:
    await phone.type(text)
    await phone.tap(PASS_ON)
