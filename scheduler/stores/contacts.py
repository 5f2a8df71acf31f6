"""The key contacts' store."""

from typing import Protocol

from scheduler.contacts import Contact


class Contacts(Protocol):
    async def add(self, contact: Contact) -> Contact:
        """The contact with the id it got; the one passed in has id 0."""
        ...

    async def get(self, contact_id: int) -> Contact | None: ...

    async def of(self, member_id: int) -> list[Contact]:
        """In the order in which they were added."""
        ...

    async def save(self, contact: Contact) -> None: ...

    async def remove(self, contact_id: int) -> None: ...
