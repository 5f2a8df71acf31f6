"""The steps in which a contact is added, changed and deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import deed, hash_name
from handlers.cards.base import Showcase
from handlers.cards.contacts import (
    FEATURE,
    ContactsCard,
    OneContactCard,
    back_row,
    kind_rows,
    kinds_of,
)
from handlers.screens import Key, Row, Screen, bold, paragraphs, plain, press
from handlers.texts import contacts as texts
from handlers.texts import personal_data
from scheduler.contacts import MOST_CONTACTS, Contact, free_role

INTERVALS = (4, 6, 8, 12)
NO_ROLES = ("", "andere")
"""Kinds that say nothing about the role: it has to be written."""
SETUP = "s"
"""Stands behind what is asked while a contact is being added: the next question follows, not the contact's card."""


@dataclass(frozen=True)
class ContactKindsCard(ContactsCard, name="contact_kinds"):
    """What kind of contact is to be added; or that there is no room for another."""

    def draw_of(self, showcase: Showcase, contacts: Sequence[Contact]) -> Screen:
        if len(contacts) >= MOST_CONTACTS:
            return Screen(paragraphs(bold(texts.FULL_TITLE), plain(texts.FULL)), (back_row(),))
        html = paragraphs(bold(texts.KINDS_TITLE), plain(texts.KINDS))
        return Screen(html, (*kind_rows(showcase.library, contacts), back_row()))


@dataclass(frozen=True)
class ContactRoleCard(ContactsCard, name="contact_role"):
    """The role: the kind's title, or what is typed next. `kind` is a hash, `after` the newest contact so far."""

    kind: str = ""
    after: int = 0
    fault: str = ""

    def draw_of(self, showcase: Showcase, contacts: Sequence[Contact]) -> Screen:
        kind = next((each for each in kinds_of(showcase.library) if hash_name(each.id) == self.kind), None)
        if kind is None:
            return ContactKindsCard(self.member, self.on).draw_of(showcase, contacts)
        back = (press(texts.BACK, deed(FEATURE, "new")),)
        heading = paragraphs(fault_line(self.fault), bold(texts.ROLE_TITLE))
        if kind.id in NO_ROLES:
            return Screen(paragraphs(heading, plain(texts.ROLE_OPEN)), (back,))
        role = free_role(kind.title, contacts)
        take = (press(role, deed(FEATURE, "take", self.kind, self.after)),)
        return Screen(paragraphs(heading, plain(texts.role_text(role))), (take, back))


def fault_line(fault: str) -> str:
    return plain(texts.FAULTS.get(fault, ""))


@dataclass(frozen=True)
class ContactIntervalCard(OneContactCard, name="contact_interval"):
    setup: bool = False

    def draw_one(self, showcase: Showcase, contact: Contact) -> Screen:
        flag = (SETUP,) if self.setup else ()
        chosen = contact.interval_weeks
        html = paragraphs(bold(texts.interval_title(contact.role)), plain(texts.interval_text(chosen, self.setup)))
        keys = [
            press(_marked(number, chosen), deed(FEATURE, "weeks", contact.id, number, *flag))
            for number in sorted({*INTERVALS, chosen})
        ]
        other = press(texts.OTHER_INTERVAL, deed(FEATURE, "other", contact.id, *flag))
        back = () if self.setup else (_back_to(contact),)
        return Screen(html, (*in_pairs(keys), (other, *back)))


def _marked(number: int, chosen: int) -> str:
    label = texts.weeks(number)
    return f"{label} {texts.INTERVAL_CURRENT}" if number == chosen else label


def in_pairs(keys: Sequence[Key]) -> tuple[Row, ...]:
    return tuple(tuple(keys[place : place + 2]) for place in range(0, len(keys), 2))


@dataclass(frozen=True)
class ContactLastCard(OneContactCard, name="contact_last"):
    """The last question when a contact is added: from which day on to count."""

    def draw_one(self, showcase: Showcase, contact: Contact) -> Screen:
        html = paragraphs(bold(texts.LAST_TITLE), plain(texts.last_text(contact.role)))
        number = contact.id
        rows: tuple[Row, ...] = (
            (
                press(texts.TODAY, deed(FEATURE, "log", number, 0)),
                press(texts.LAST_WEEK, deed(FEATURE, "log", number, 7)),
            ),
            (press(texts.LONG_AGO, deed(FEATURE, "open", number)),),
            (press(texts.A_DATE, deed(FEATURE, "date", number)),),
        )
        return Screen(html, rows)


@dataclass(frozen=True)
class ContactPromptCard(OneContactCard, name="contact_prompt"):
    """Asks for a text. `what` names one of `texts.PROMPTS`, `fault` says why it is asked again."""

    what: str = "note"
    fault: str = ""

    def draw_one(self, showcase: Showcase, contact: Contact) -> Screen:
        html = paragraphs(bold(contact.role), fault_line(self.fault), plain(texts.PROMPTS.get(self.what, "")))
        return Screen(html, (*self._shortcuts(contact), (_back_to(contact),)))

    def _shortcuts(self, contact: Contact) -> tuple[Row, ...]:
        if self.what == "date":
            today = press(texts.TODAY, deed(FEATURE, "log", contact.id, 0))
            return ((today, press(texts.YESTERDAY, deed(FEATURE, "log", contact.id, 1))),)
        if self.what == "note" and contact.note:
            return ((press(texts.CLEAR_NOTE, deed(FEATURE, "blank", contact.id)),),)
        return ()


@dataclass(frozen=True)
class ContactHintCard(ContactsCard, name="contact_hint"):
    """What was typed looks personal. It waits in the prompt, not here; `what` is "new", "name" or "note"."""

    what: str = "new"
    contact: int = 0
    kind: str = ""
    after: int = 0

    def draw_of(self, showcase: Showcase, contacts: Sequence[Contact]) -> Screen:
        again = deed(FEATURE, "kind", self.kind, self.after)
        if self.what != "new":
            again = deed(FEATURE, self.what, self.contact)
        label = texts.WRITE_ANEW if self.what == "note" else texts.WRITE_ROLE
        keys = (press(texts.KEEP, deed(FEATURE, "keep")), press(label, again))
        return Screen(paragraphs(bold(personal_data.HINT_TITLE), plain(personal_data.HINT), plain(texts.HELD)), (keys,))


@dataclass(frozen=True)
class ContactDropCard(OneContactCard, name="contact_drop"):
    def draw_one(self, showcase: Showcase, contact: Contact) -> Screen:
        html = paragraphs(bold(texts.delete_question(contact.role)), plain(texts.DELETE_TEXT))
        yes = press(texts.DELETE_YES, deed(FEATURE, "remove", contact.id))
        return Screen(html, ((yes, press(texts.DELETE_NO, deed(FEATURE, "open", contact.id))),))


def _back_to(contact: Contact) -> Key:
    return press(texts.BACK, deed(FEATURE, "open", contact.id))
