"""Key contacts in the database."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import Rows
from bot.storage.tables import contacts
from scheduler.contacts import Contact


class ContactRecords(Rows[Contact]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection, contacts, Contact)

    async def of(self, member_id: int) -> list[Contact]:
        return await self.where(contacts.c.member_id == member_id)
