"""One person's list of contacts within a transaction: every change with what follows from it for nudges."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.contacts import MOST_CONTACTS, Contact, about, closed_by, log_contact, open_dues, undo
from scheduler.dues import Due, State
from scheduler.round import look_soon
from scheduler.stores import Stores
from scheduler.upkeep import LIMIT


@dataclass(frozen=True, slots=True)
class ContactBook:
    """`today` is the day in Berlin that `now` is in. Contacts of others can't be reached through it."""

    stores: Stores
    member_id: int
    today: date
    now: datetime

    async def contact(self, contact_id: int) -> Contact | None:
        contact = await self.stores.contacts.get(contact_id)
        return contact if contact is not None and contact.member_id == self.member_id else None

    async def all(self) -> list[Contact]:
        return await self.stores.contacts.of(self.member_id)

    async def add(self, kind: str, role: str, interval_weeks: int) -> Contact | None:
        """None: there are so many that no more can be looked after."""
        if len(await self.all()) >= MOST_CONTACTS:
            return None
        await self.stores.members.welcome(self.member_id, self.now)
        contact = await self.stores.contacts.add(Contact(0, self.member_id, kind, role, interval_weeks, self.today))
        await self._look()
        return contact

    async def change(self, contact: Contact, **changes: object) -> Contact:
        changed: Contact = replace(contact, **changes)  # type: ignore[arg-type]
        if changed == contact:
            return contact
        if (changed.interval_weeks, changed.paused) != (contact.interval_weeks, contact.paused):
            changed = replace(changed, changed_on=self.today)
        if contact.paused and not changed.paused:
            await self._begin_anew(contact)
        await self.stores.contacts.save(changed)
        await self._look()
        return changed

    async def log(self, contact: Contact, day: date) -> Contact:
        """Notes a contact and settles what is open about it. The same contact if that day or a later one is known."""
        logged = log_contact(contact, day)
        if logged != contact:
            logged = replace(logged, changed_on=self.today)
            await self.stores.contacts.save(logged)
            await self._close(open_dues(contact, await self._dues()), State.DONE)
            await self._look()
        return logged

    async def undo(self, contact: Contact, day: date) -> Contact:
        """Takes back that this day was logged, and what that has settled. The same contact if it was not the last."""
        undone = undo(contact, day)
        if undone != contact:
            await self.stores.contacts.save(undone)
            for due in closed_by(contact, day, await self._dues()):
                await self.stores.dues.save(replace(due, state=State.OPEN, closed_on=None))
            await self._look()
        return undone

    async def remove(self, contact: Contact) -> None:
        """What was due about it stays in the journal, as gone: a nudge that is out still can be pressed."""
        await self._close(open_dues(contact, await self._dues()), State.EXPIRED)
        await self.stores.contacts.remove(contact.id)
        await self._look()

    async def _begin_anew(self, contact: Contact) -> None:
        """After a pause the next message is the first one again. What rests goes on to rest."""
        for due in about(contact, await self._dues()):
            if due.state in (State.OPEN, State.EXPIRED) and due.asked < LIMIT:
                await self.stores.dues.save(replace(due, asked=0, asked_on=None, snoozed_to=None))

    async def _dues(self) -> list[Due]:
        return await self.stores.dues.of(self.member_id)

    async def _close(self, dues: Iterable[Due], state: State) -> None:
        for due in dues:
            await self.stores.dues.save(replace(due, state=state, closed_on=self.today))

    async def _look(self) -> None:
        await look_soon(self.stores, self.member_id, self.now)
