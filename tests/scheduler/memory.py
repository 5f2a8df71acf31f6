"""Stores in memory, as far as the round needs them: fast enough for years of random lives."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from scheduler.contacts import Contact
from scheduler.dues import Due, Kind, State
from scheduler.jour_fixe import AgendaNote, JourFixe
from scheduler.occurrence import Key, key_of
from scheduler.people import Member
from scheduler.stores import Stores

Result = TypeVar("Result")


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Nothing here ever waits, so no loop is needed."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return cast(Result, end.value)
    raise AssertionError("it waits for something")


class Memory:
    """One member, and everything of theirs."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.contacts_by_id: dict[int, Contact] = {}
        self.rows: dict[Key, Due] = {}
        self.dates: dict[int, JourFixe] = {}
        self._ids = 0

    @property
    def stores(self) -> Stores:
        return cast(Stores, self)

    @property
    def contacts(self) -> "_Contacts":
        return _Contacts(self)

    @property
    def dues(self) -> "_Dues":
        return _Dues(self)

    @property
    def jour_fixes(self) -> "_JourFixes":
        return _JourFixes(self)

    @property
    def members(self) -> "_Members":
        return _Members(self)

    def new_id(self) -> int:
        self._ids += 1
        return self._ids


class _Part:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory


class _Contacts(_Part):
    async def of(self, _member: int) -> list[Contact]:
        return list(self._memory.contacts_by_id.values())

    async def get(self, contact: int) -> Contact | None:
        return self._memory.contacts_by_id.get(contact)

    async def save(self, contact: Contact) -> None:
        self._memory.contacts_by_id[contact.id] = contact


class _Dues(_Part):
    async def enter(self, due: Due) -> Due:
        if key_of(due) not in self._memory.rows:
            self._memory.rows[key_of(due)] = replace(due, id=self._memory.new_id())
        return self._memory.rows[key_of(due)]

    async def get(self, due: int) -> Due | None:
        return next((row for row in self._memory.rows.values() if row.id == due), None)

    async def of(self, _member: int) -> list[Due]:
        return list(self._memory.rows.values())

    async def forget_settled_before(self, day: date) -> None:
        self._forget(day, self._is_settled)

    async def forget_jour_fixes_before(self, day: date) -> None:
        self._forget(day, lambda row, day: row.kind is Kind.JOUR_FIXE and row.due_on < day)

    async def take_tips_before(self, day: date, limit: int) -> list[Due]:
        return self._forget(day, lambda row, _: row.kind is Kind.TIP)

    def _is_settled(self, row: Due, day: date) -> bool:
        if row.kind not in (Kind.PRESS, Kind.RELATIONSHIP):
            return row.kind is Kind.STEP
        contact = self._memory.contacts_by_id.get(int(row.subject))
        if contact is None or row.state is State.DONE:
            return True
        rows = self._memory.rows.values()
        return any((each.kind, each.subject) == (row.kind, row.subject) and each.id > row.id for each in rows)

    def _forget(self, day: date, is_over: Callable[[Due, date], bool]) -> list[Due]:
        closed = [row for row in self._memory.rows.values() if row.closed_on is not None and row.closed_on < day]
        gone = [row for row in closed if row.state is not State.OPEN and is_over(row, day)]
        for row in gone:
            del self._memory.rows[key_of(row)]
        return gone

    async def save(self, due: Due) -> None:
        assert self._memory.rows[key_of(due)].id == due.id
        self._memory.rows[key_of(due)] = due


class _JourFixes(_Part):
    async def of(self, _member: int) -> list[JourFixe]:
        return list(self._memory.dates.values())

    async def notes_of(self, _member: int) -> list[AgendaNote]:
        return []


class _Members(_Part):
    async def get(self, _member: int) -> Member | None:
        return self._memory.member

    async def save(self, member: Member) -> None:
        self._memory.member = member
