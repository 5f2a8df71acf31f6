"""Key contacts, kept by role: when each is due, and what logging one changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from scheduler.dues import Due, Kind, State

MOST_CONTACTS = 30
"""A list that nobody can keep warm is of no use; nine kinds at their default intervals are one call a week."""
SOON = timedelta(days=7)
LONGEST_INTERVAL = 52
"""In weeks."""
ROLE_LENGTH, NOTE_LENGTH = 60, 180
_CONTACT_KINDS = (Kind.PRESS, Kind.RELATIONSHIP)


@dataclass(frozen=True, slots=True)
class Contact:
    """`kind` is the id of a `knowledge.entries.ContactKind`; `role` what its owner calls it ("Lokalredaktion").

    `last_on` is the last contact that was logged, `before_on` the one before it, so that logging can be undone.
    `since` is the day it was put on the list: intervals count from the last contact, or else from then. `changed_on`
    is the day on which the next date became what it is: logged, another interval, no pause any more.
    """

    id: int
    member_id: int
    kind: str
    role: str
    interval_weeks: int
    since: date
    last_on: date | None = None
    before_on: date | None = None
    note: str = ""
    paused: bool = False
    changed_on: date | None = None


class Standing(StrEnum):
    """In the order of a list: what is due comes first."""

    DUE = "due"
    SOON = "soon"
    FINE = "fine"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Declined(Contact):
    """A contact after "not this time": its interval counts from `declined_on`. Only for its owner to see."""

    declined_on: date = date.min


def due_on(contact: Contact) -> date:
    """Also of a paused contact: the day it would be due."""
    begins = contact.declined_on if isinstance(contact, Declined) else contact.last_on or contact.since
    return begins + timedelta(weeks=contact.interval_weeks)


def standing(contact: Contact, today: date) -> Standing:
    if contact.paused:
        return Standing.PAUSED
    left = due_on(contact) - today
    if left <= timedelta():
        return Standing.DUE
    return Standing.SOON if left <= SOON else Standing.FINE


def in_order(contacts: Iterable[Contact], today: date) -> list[Contact]:
    """As they stand in the list: due, soon, fine, paused, and within each the longest waiting first."""
    places = list(Standing)
    return sorted(contacts, key=lambda each: (places.index(standing(each, today)), due_on(each), each.id))


def log_contact(contact: Contact, day: date) -> Contact:
    """The same contact if that day, or a later one, is noted already: so a second press changes nothing."""
    if contact.last_on is not None and day <= contact.last_on:
        return contact
    return replace(contact, last_on=day, before_on=contact.last_on)


def undo(contact: Contact, day: date) -> Contact:
    """Takes back that this day was logged. The same contact if it is not what was logged last."""
    if contact.last_on != day:
        return contact
    return replace(contact, last_on=contact.before_on, before_on=None)


def open_dues(contact: Contact, dues: Iterable[Due]) -> list[Due]:
    return [due for due in about(contact, dues) if due.state is State.OPEN]


def closed_by(contact: Contact, day: date, dues: Iterable[Due]) -> list[Due]:
    """What logging that day has settled, to be opened again: nothing else can have been done since then, or else
    another day would be the contact's last one."""
    return [due for due in about(contact, dues) if due.state is State.DONE and due.closed_on and due.closed_on >= day]


def about(contact: Contact, dues: Iterable[Due]) -> list[Due]:
    return [due for due in dues if due.kind in _CONTACT_KINDS and due.subject == str(contact.id)]


def free_role(title: str, contacts: Sequence[Contact]) -> str:
    """A kind's title, with a number behind it if the list has that role already."""
    roles = {contact.role for contact in contacts}
    names = (title if number == 1 else f"{title} {number}" for number in range(1, len(roles) + 2))
    return next(name for name in names if name not in roles)
