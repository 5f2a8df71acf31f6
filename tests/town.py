"""A town full of members of one team, to whom broadcasts can be sent: the whole bot behind them, on a clock of wax."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.app import App
from bot.storage.records import Records
from scheduler.broadcasting import Changed, confirm, recipients, report
from scheduler.broadcasts import Audience, Broadcast, Content, Copy, Report
from scheduler.people import Member, Role
from scheduler.teams import Team
from tests.phone import MEMORY, Exchange, open_exchange, words_of

LEAD = 900
FIRST = 1001

TEXT = Content("text", "Am Freitag ist Sommerfest.")


class Town:
    def __init__(self, exchange: Exchange) -> None:
        self.exchange, self.telegram, self.clock = exchange, exchange.telegram, exchange.clock
        self.people: list[int] = []
        self.team: Team

    @property
    def app(self) -> App:
        return self.exchange.app

    async def settle_in(self, count: int) -> None:
        async with self.app.storage.transaction() as records:
            team = await records.teams.add("Nord", self.clock.now())
            assert team is not None
            self.team = team
        await self.move_in(LEAD, Role.ADMIN)
        for person in range(FIRST, FIRST + count):
            await self.move_in(person)
            self.people.append(person)

    async def move_in(self, person: int, role: Role = Role.NEWCOMER) -> None:
        self.telegram.add_person(person, f"Person {person}").wrote = True
        async with self.app.storage.transaction() as records:
            member = await records.members.welcome(person, self.clock.now())
            if role is Role.ADMIN:
                await records.members.save(replace(member, admin_since=self.clock.now()))
            if role is Role.NEWCOMER:
                await records.teams.join(person, self.team.id, role, self.clock.now())

    async def change(self, person: int, **fields: Any) -> None:
        async with self.app.storage.transaction() as records:
            member = await records.members.get(person)
            assert member is not None
            await records.members.save(replace(member, **fields))

    async def member(self, person: int) -> Member:
        async with self.app.storage.look() as records:
            member = await records.members.get(person)
        assert member is not None
        return member

    async def draft(self, content: Content = TEXT, **fields: Any) -> Broadcast:
        async with self.app.storage.transaction() as records:
            audience = fields.pop("audience", Audience())
            new = Broadcast(0, LEAD, self.clock.now(), audience, content, **fields)
            return await records.broadcasts.add(new)

    async def confirm(self, draft: Broadcast, board: tuple[int, int] | None = None) -> Broadcast:
        async with self.app.storage.transaction() as records:
            count = len(await recipients(records, draft.audience, self.clock.now()))
            confirmed = await confirm(records, draft, count, self.clock.now(), board)
        assert not isinstance(confirmed, Changed), confirmed
        return confirmed

    async def send(self, content: Content = TEXT, **fields: Any) -> Broadcast:
        """Confirms it and lets everything happen that can happen now."""
        broadcast = await self.confirm(await self.draft(content, **fields))
        await self.app.rest()
        return await self.now(broadcast)

    async def do(self, deed: Callable[..., Awaitable[Broadcast]], broadcast: Broadcast, *args: Any) -> Broadcast:
        async with self.app.storage.transaction() as records:
            return await deed(records, broadcast, *args, self.clock.now())

    async def now(self, broadcast: Broadcast) -> Broadcast:
        async with self.app.storage.look() as records:
            current: Broadcast | None = await records.broadcasts.get(broadcast.id)
        assert current is not None
        return current

    async def report(self, broadcast: Broadcast) -> Report:
        async with self.app.storage.look() as records:
            return await report(records, broadcast)

    async def copy(self, broadcast: Broadcast, person: int) -> Copy:
        async with self.app.storage.look() as records:
            copy: Copy | None = await records.broadcasts.copy_of(broadcast.id, person)
        assert copy is not None
        return copy

    async def ask(self, question: Callable[[Records], Awaitable[Any]]) -> Any:
        async with self.app.storage.transaction() as records:
            return await question(records)

    def got(self, person: int) -> list[str]:
        return [words_of(message) for message in self.telegram.screen(person)]

    def all_got(self) -> list[list[str]]:
        return [self.got(person) for person in self.people]


@asynccontextmanager
async def open_town(count: int, url: str = MEMORY) -> AsyncIterator[Town]:
    async with open_exchange(url) as exchange:
        town = Town(exchange)
        await town.settle_in(count)
        yield town
