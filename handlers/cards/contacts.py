"""The list of key contacts, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from handlers.buttons import OpenEntry, deed, hash_name
from handlers.cards.base import KeptCard, Showcase
from handlers.cards.tour_end import CONTACTS, on_the_way, part_of
from handlers.screens import Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE, way_on
from handlers.texts import contacts as texts
from handlers.texts import page as page_of
from knowledge.entries import ContactKind, Library
from knowledge.occasions import upcoming
from scheduler.contacts import Contact, in_order, standing
from scheduler.stores import Stores
from scheduler.upkeep import as_seen

FEATURE = "contact"
PAGE_LENGTH = 8
OCCASIONS_SHOWN = 2
UNSET = "1970-01-01"
DEFAULT_WEEKS = 8


def kinds_of(library: Library) -> tuple[ContactKind, ...]:
    """The press first. A collection without kinds of contacts still has a role to be named by its owner."""
    kinds = library.contact_kinds or (ContactKind("", texts.OTHER_KIND, DEFAULT_WEEKS, "", "", ""),)
    return tuple(sorted(kinds, key=lambda kind: not kind.press))


def newest(contacts: Sequence[Contact]) -> int:
    """What a menu for adding carries: a contact younger than the menu is the one it has added already."""
    return max((contact.id for contact in contacts), default=0)


@dataclass(frozen=True)
class ContactsCard(KeptCard):
    """Base of these cards. Only the member's own contacts are ever looked at; `on` is the day on which it is said."""

    member: int = 0
    on: str = UNSET

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        journal = await stores.dues.of(self.member)
        return self.draw_of(showcase, [as_seen(each, journal) for each in await stores.contacts.of(self.member)])

    def draw(self, showcase: Showcase) -> Screen:
        return self.draw_of(showcase, [])

    def draw_of(self, showcase: Showcase, contacts: Sequence[Contact]) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")

    @property
    def today(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True)
class ContactListCard(ContactsCard, name="contacts"):
    """`logged`: the contact that was noted from this list just now, which can be taken back."""

    page: int = 0
    logged: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        screen = await super().draw_kept(showcase, stores)
        return await on_the_way(screen, CONTACTS, self.member, self.today, showcase, stores)

    def draw_of(self, showcase: Showcase, contacts: Sequence[Contact]) -> Screen:
        if not contacts:
            html = paragraphs(bold(texts.EMPTY_TITLE), plain(texts.EMPTY))
            return Screen(html, kind_rows(showcase.library, contacts))
        pages = -(-len(contacts) // PAGE_LENGTH)
        page = min(max(self.page, 0), pages - 1)
        shown = in_order(contacts, self.today)[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        noted = next((each for each in contacts if each.id == self.logged), None)
        html = paragraphs(
            bold(texts.LIST_TITLE),
            _noted(noted, self.today),
            *_groups(shown, self.today),
            italic(page_of(page + 1, pages)) if pages > 1 else "",
        )
        picks = tuple(_list_row(contact, page) for contact in shown)
        new = (press(texts.NEW, deed(FEATURE, "new")),)
        return Screen(html, (*picks, *_turning(page, pages), *_undo_rows(noted, page), new))


def _noted(contact: Contact | None, today: date) -> str:
    return plain(texts.noted(contact.role, contact.last_on, today)) if contact and contact.last_on else ""


def _undo_rows(contact: Contact | None, page: int) -> tuple[Row, ...]:
    if contact is None or contact.last_on is None:
        return ()
    undone = deed(FEATURE, "undo", contact.id, contact.last_on.toordinal(), page)
    return ((press(texts.undo_of(contact.role), undone),),)


def _groups(contacts: Sequence[Contact], today: date) -> list[str]:
    return [
        lines([italic(texts.GROUPS[group]), *(_list_entry(contact, today) for contact in members)])
        for group, members in groupby(contacts, key=lambda contact: standing(contact, today))
    ]


def _list_entry(contact: Contact, today: date) -> str:
    return f"{bold(contact.role)}\n{plain(texts.list_line(contact, today))}"


def _list_row(contact: Contact, page: int) -> Row:
    return (
        press(contact.role, deed(FEATURE, "open", contact.id)),
        press(texts.MET, deed(FEATURE, "log", contact.id, 0, page)),
    )


def _turning(page: int, pages: int) -> tuple[Row, ...]:
    keys: list[Key] = []
    if page > 0:
        keys.append(press(PREVIOUS_PAGE, deed(FEATURE, "list", page - 1)))
    if page + 1 < pages:
        keys.append(press(NEXT_PAGE, deed(FEATURE, "list", page + 1)))
    return (tuple(keys),) if keys else ()


def kind_rows(library: Library, contacts: Sequence[Contact]) -> tuple[Row, ...]:
    after = newest(contacts)
    return tuple((press(kind.title, deed(FEATURE, "kind", hash_name(kind.id), after)),) for kind in kinds_of(library))


def back_row() -> Row:
    return (press(texts.ALL, deed(FEATURE, "list", 0)),)


@dataclass(frozen=True)
class OneContactCard(ContactsCard):
    """Base of the cards about one contact."""

    contact: int = 0

    def draw_of(self, showcase: Showcase, contacts: Sequence[Contact]) -> Screen:
        contact = next((each for each in contacts if each.id == self.contact), None)
        if contact is None:
            return Screen(paragraphs(bold(texts.GONE_TITLE), plain(texts.GONE)), (back_row(),))
        return self.draw_one(showcase, contact)

    def draw_one(self, showcase: Showcase, contact: Contact) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


@dataclass(frozen=True)
class ContactCard(OneContactCard, name="contact"):
    """`logged`: the day that was noted just now, which can be taken back. `known`: a later one is noted already."""

    logged: str = ""
    known: bool = False

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        screen, contact = await super().draw_kept(showcase, stores), await stores.contacts.get(self.contact)
        part = CONTACTS if contact is None else part_of(contact, showcase.library)
        return await on_the_way(screen, part, self.member, self.today, showcase, stores)

    def draw_one(self, showcase: Showcase, contact: Contact) -> Screen:
        library, today = showcase.library, self.today
        kind = next((each for each in library.contact_kinds if each.id == contact.kind), None)
        html = paragraphs(
            bold(contact.role),
            plain(texts.LATER_KNOWN) if self.known else "",
            plain(kind.why) if kind else "",
            lines([plain(texts.last_line(contact, today)), plain(texts.next_line(contact, today))]),
            plain(texts.note_line(contact.note)) if contact.note else "",
            lines([italic(texts.STARTER), plain(texts.quoted(kind.starter))]) if kind else "",
            _occasions(library, today) if kind and kind.press else "",
        )
        return Screen(html, (*self._log_rows(contact), *_change_rows(contact), *_entry_rows(kind, library), back_row()))

    def _log_rows(self, contact: Contact) -> tuple[Row, ...]:
        number = contact.id
        if contact.last_on is not None and contact.last_on.isoformat() in (self.logged, self.on):
            undone = deed(FEATURE, "undo", number, contact.last_on.toordinal())
            return ((press(texts.UNDO, undone), press(texts.OTHER_DAY, deed(FEATURE, "date", number))),)
        days = (press(texts.YESTERDAY, deed(FEATURE, "log", number, 1)),)
        met_today = (press(texts.MET_TODAY, deed(FEATURE, "log", number, 0)),)
        return (met_today, (*days, press(texts.OTHER_DAY, deed(FEATURE, "date", number))))


def _occasions(library: Library, today: date) -> str:
    """A first sentence to offer stands under each: what is ahead is the best reason to call."""
    coming = upcoming(library.occasions, today)[:OCCASIONS_SHOWN]
    if not coming:
        return ""
    told = [
        lines([bold(texts.occasion(each.title, day, today)), plain(each.why), plain(texts.quoted(each.opening))])
        for day, each in coming
    ]
    return paragraphs(lines([italic(texts.OCCASIONS), told[0]]), *told[1:])


def _change_rows(contact: Contact) -> tuple[Row, ...]:
    number = contact.id
    going = press(texts.GO_ON, deed(FEATURE, "go", number))
    pausing = press(texts.PAUSE, deed(FEATURE, "pause", number))
    return (
        (
            press(texts.CHANGE_INTERVAL, deed(FEATURE, "every", number)),
            press(texts.NOTE, deed(FEATURE, "note", number)),
        ),
        (press(texts.RENAME, deed(FEATURE, "name", number)), going if contact.paused else pausing),
        (press(texts.DELETE, deed(FEATURE, "drop", number)),),
    )


def _entry_rows(kind: ContactKind | None, library: Library) -> tuple[Row, ...]:
    entry = library.recommendations.get(kind.recommendation) if kind else None
    return ((press(way_on(entry.title), OpenEntry(entry.id)),),) if entry else ()
