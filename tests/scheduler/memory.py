"""Stores in memory, as far as the round needs them: fast enough for years of random lives."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar, cast

from scheduler.contacts import Contact
from scheduler.dues import Due
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
