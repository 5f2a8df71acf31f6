"""A nudge's row, what it is about, and what answering it changes."""

from dataclasses import dataclass, replace
from datetime import date

from handlers.arrival import Arrival
from handlers.cards.nudge_lines import CONTACT_KINDS, Kept, keep
from handlers.desk import Desk
from scheduler.asking import is_open
from scheduler.contact_book import ContactBook
from scheduler.contacts import Contact, due_on
from scheduler.digest import line_of
from scheduler.dues import Due, Kind, State
from scheduler.life import Facts, Life
from scheduler.nudges import due_now, occurrences
from scheduler.occurrence import Occurrence, key_of
from scheduler.round import look_soon, read_life
from scheduler.totals import Metric, tally
from scheduler.tour import END_KEY

DONE, SKIPPED, POSTPONED = "done", "skip", "later"


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of the journal with what it is about. `alive`: it still waits for an answer, now or later."""

    life: Life
    row: Due
    occurrence: Occurrence
    alive: bool

    @property
    def contact_id(self) -> int:
        is_contact = self.row.kind in CONTACT_KINDS and self.row.subject.isdecimal()
        return int(self.row.subject) if is_contact else 0

    def line(self, today: date) -> Kept:
        return keep(line_of(self.row, self.occurrence, self.life, today))

    def others_wait(self, desk: Desk) -> bool:
        return any(each.key != key_of(self.row) for each in due_now(self.life, desk.today, desk.now))


async def life_of(arrival: Arrival, desk: Desk) -> Life:
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    return await read_life(desk.stores, member, Facts.of(desk.library))


async def find(arrival: Arrival, desk: Desk, due: int) -> Thing | None:
    """None: there is no such row, or it is somebody else's."""
    row = await desk.stores.dues.get(due)
    if row is None or row.member_id != arrival.user_id:
        return None
    life = await life_of(arrival, desk)
    found = next((each for each in occurrences(life, desk.now) if each.key == key_of(row)), None)
    return Thing(life, row, found or _bare(row), found is not None and is_open(found, row))


def _bare(row: Due) -> Occurrence:
    """What the row alone says, when the thing itself is over or gone."""
    stage = row.period.partition(":")[0] if row.kind is Kind.JOUR_FIXE else ""
    return Occurrence(row.kind, row.subject, row.period, row.due_on, stage=stage, half=row.subject)


async def contact_of(desk: Desk, thing: Thing) -> Contact | None:
    return await _book(desk, thing).contact(thing.contact_id)


def _book(desk: Desk, thing: Thing) -> ContactBook:
    return ContactBook(desk.stores, thing.row.member_id, desk.today, desk.now)


async def settle(desk: Desk, thing: Thing) -> date | None:
    """It is done. For a contact that means: today. When it will be due again, as far as that is known."""
    contact = await contact_of(desk, thing)
    if contact is not None:
        await _book(desk, thing).log(contact, desk.today)
    if thing.row.kind is Kind.TIP:
        await _tick_off(desk, thing, done=True)
    await _close(desk, thing.row, State.DONE)
    await _count(desk, thing, Metric.NUDGE_DONE)
    return None if contact is None else due_on(replace(contact, last_on=desk.today))


async def skip(desk: Desk, thing: Thing) -> date | None:
    """Not this time. A contact is due again an interval from today, or from when it would have been."""
    row = replace(thing.row, due_on=thing.occurrence.due_on)
    await _close(desk, row, State.SKIPPED)
    await _count(desk, thing, Metric.NUDGE_SKIPPED)
    contact = await contact_of(desk, thing)
    return None if contact is None else due_on(replace(contact, last_on=max(desk.today, row.due_on)))


async def _count(desk: Desk, thing: Thing, metric: Metric) -> None:
    """For the weekly totals, which know nobody; what is taken back stays counted there. The tour's end is no tip."""
    if key_of(thing.row) != END_KEY:
        await tally(desk.stores, thing.row.member_id, metric, thing.row.kind, desk.now)


async def _close(desk: Desk, row: Due, state: State) -> None:
    await desk.stores.dues.save(replace(row, state=state, closed_on=desk.today))
    await look_soon(desk.stores, row.member_id, desk.now)


def postponed(thing: Thing, day: date | None) -> Life:
    """The life as it would be: the thing is not asked before that day; None takes that back."""
    return thing.life.after(thing.life.member, [_postponed(thing.row, day)])


async def postpone(desk: Desk, thing: Thing, day: date | None) -> None:
    await desk.stores.dues.save(_postponed(thing.row, day))
    await look_soon(desk.stores, thing.row.member_id, desk.now)
    if day is not None:
        await _count(desk, thing, Metric.NUDGE_LATER)


def _postponed(row: Due, day: date | None) -> Due:
    row = replace(row, snoozed_to=day, state=State.OPEN, closed_on=None)
    if row.kind is not Kind.STEP:
        return row
    # A step's day is its owner's choice: brought forward, it is wanted for the new one.
    wanted = date.fromisoformat(row.period)
    return replace(row, due_on=wanted if day is None else min(wanted, day))


async def take_back(desk: Desk, thing: Thing, what: str) -> bool:
    """False: it can't be, as something else has come since."""
    row = thing.row
    if what == POSTPONED and row.state is State.OPEN and row.snoozed_to is not None:
        await postpone(desk, thing, None)
        return True
    if row.state is not {DONE: State.DONE, SKIPPED: State.SKIPPED}.get(what):
        return False
    if what == DONE and not await _take_back_deed(desk, thing):
        return False
    await desk.stores.dues.save(replace(row, state=State.OPEN, closed_on=None))
    await look_soon(desk.stores, row.member_id, desk.now)
    return True


async def _take_back_deed(desk: Desk, thing: Thing) -> bool:
    if thing.row.kind is Kind.TIP:
        await _tick_off(desk, thing, done=False)
    if thing.row.kind not in CONTACT_KINDS:
        return True
    contact, day = await contact_of(desk, thing), thing.row.closed_on
    if contact is None or day is None or contact.last_on != day:
        return False
    await _book(desk, thing).undo(contact, day)
    return True


async def _tick_off(desk: Desk, thing: Thing, *, done: bool) -> None:
    """The tip's step in the tour."""
    member = await desk.stores.members.get(thing.row.member_id)
    if member is not None:
        others = tuple(step for step in member.tour_done if step != thing.row.subject)
        steps = (*others, thing.row.subject) if done else others
        await desk.stores.members.save(replace(member, tour_done=steps))
