"""Two years of many members' nudges: how long the engine takes, and how many messages it makes.

`python -m tests.benchmarks.lives`: 1,000 members with four contacts, the tour and two appointments a year, each of whom
answers three of five things. On stores in memory, so that it is the engine that is measured; with `--storage N` also N
members through the outbox of a SQLite database in memory, as the bot does it. Whoever shares the machine with others
reads the processor's seconds.
"""

import argparse
import asyncio
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter, process_time

from sqlalchemy import select

from bot.nudger import Nudger
from bot.storage.engine import Storage
from bot.storage.tables import outbox
from handlers.cards import Card, DigestCard, thaw
from handlers.cards.nudge_lines import CONTACT_KINDS
from knowledge.entries import ContactKind, Library, Onboarding, OnboardingStep
from scheduler.calendar import half_year, local_day, local_moment
from scheduler.contact_book import ContactBook
from scheduler.contacts import Contact
from scheduler.dues import State
from scheduler.jour_fixe import PLANNED, JourFixe
from scheduler.life import Facts
from scheduler.people import Member
from scheduler.round import look_soon, nudge
from scheduler.stores import Stores
from tests.scheduler.memory import Memory, run

BEGIN = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
END = BEGIN + timedelta(days=730)
MEMBERS = 1_000
ANSWERED = 0.6
TARGET_SECONDS = 60
CONTACTS = (("press", 6), ("council", 8), ("clerk", 8), ("other", 12))
STEPS = tuple(OnboardingStep(f"step-{number}", "", "", "", "", ()) for number in range(9))
PRESS = ContactKind("press", "Presse", 6, "", "", "", press=True)
LIBRARY = Library({}, contact_kinds=(PRESS,), onboarding=Onboarding(STEPS))
LANDS = ("NW", "BY", "BE", "SN")
APPOINTMENTS = (date(2026, 4, 14), date(2026, 10, 20), date(2027, 4, 13), date(2027, 10, 19))


@dataclass(frozen=True, slots=True)
class Taken:
    """`busy` are the processor's seconds, `messages` what went out, `looks` how often somebody was looked at."""

    seconds: float
    busy: float
    messages: int
    looks: int = 0


def member_of(number: int) -> Member:
    hour, land = 8 + number % 4, LANDS[number % len(LANDS)]
    return Member(number, BEGIN, first_day=BEGIN.date(), bundesland=land, hour=hour, look_at=BEGIN)


def contacts_of(number: int) -> list[Contact]:
    return [Contact(0, number, kind, "Rolle", weeks, BEGIN.date()) for kind, weeks in CONTACTS]


def jour_fixes_of(number: int) -> list[JourFixe]:
    return [
        JourFixe(0, number, half_year(day), local_moment(day, 10), 60, f"{number}-{day}", 0, PLANNED)
        for day in APPOINTMENTS
    ]


async def answer(stores: Stores, member_id: int, asked: list[int], random: Random, now: datetime) -> None:
    """Done, as a hand on a phone would have it; what is not answered is left to be asked again."""
    book = ContactBook(stores, member_id, local_day(now), now)
    for due_id in asked:
        row = await stores.dues.get(due_id)
        if row is None or random.random() >= ANSWERED:
            continue
        contact = await book.contact(int(row.subject)) if row.subject.isdecimal() else None
        if contact is not None and row.kind in CONTACT_KINDS:
            await book.log(contact, local_day(now))
        else:
            await stores.dues.save(replace(row, state=State.DONE, closed_on=local_day(now)))
            await look_soon(stores, member_id, now)


def in_memory(members: int, until: datetime = END) -> Taken:
    """One after the other, each with stores of their own: what the engine itself takes."""
    seconds, busy, facts = perf_counter(), process_time(), Facts.of(LIBRARY)
    messages = looks = 0
    for number in range(1, members + 1):
        memory, random = _memory_of(number), Random(number)  # noqa: S311 - a die, not a secret
        while (now := memory.member.look_at) is not None and now < until:
            digest = run(nudge(memory.stores, memory.member, facts, now))
            looks += 1
            if digest is not None:
                messages += 1
                run(answer(memory.stores, number, [line.due for line in digest.lines], random, now))
    return Taken(perf_counter() - seconds, process_time() - busy, messages, looks)


def _memory_of(number: int) -> Memory:
    memory = Memory(member_of(number))
    for contact in contacts_of(number):
        kept = replace(contact, id=memory.new_id())
        memory.contacts_by_id[kept.id] = kept
    for jour_fixe in jour_fixes_of(number):
        planned = replace(jour_fixe, id=memory.new_id())
        memory.dates[planned.id] = planned
    return memory


async def in_database(members: int, until: datetime = END) -> Taken:
    """All at once, as the bot does it: from one moment at which something is due to the next."""
    storage = Storage("sqlite:///:memory:")
    await storage.upgrade()
    await _fill(storage, members)
    nudger, random, seen = Nudger(storage, lambda: LIBRARY), Random(members), 0  # noqa: S311
    seconds, busy, messages = perf_counter(), process_time(), 0
    while (now := await _next_look(storage)) is not None and now < until:
        await nudger.run(now)
        for letter_id, member_id, asked in await _posted_after(storage, seen):
            seen, messages = letter_id, messages + 1
            async with storage.transaction() as records:
                await answer(records, member_id, asked, random, now)
    taken = Taken(perf_counter() - seconds, process_time() - busy, messages)
    await storage.close()
    return taken


async def _fill(storage: Storage, members: int) -> None:
    async with storage.transaction() as records:
        for number in range(1, members + 1):
            await records.members.welcome(number, BEGIN)
            await records.members.save(member_of(number))
            for contact in contacts_of(number):
                await records.contacts.add(contact)
            for jour_fixe in jour_fixes_of(number):
                await records.jour_fixes.add(jour_fixe)


async def _next_look(storage: Storage) -> datetime | None:
    async with storage.look() as records:
        return await records.members.next_look()


async def _posted_after(storage: Storage, letter_id: int) -> list[tuple[int, int, list[int]]]:
    """Letter, member and the journal's rows that it asks about."""
    query = select(outbox.c.id, outbox.c.chat_id, outbox.c.card).where(outbox.c.id > letter_id).order_by(outbox.c.id)
    async with storage.engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    return [(number, chat, _asked(thaw(card))) for number, chat, card in rows]


def _asked(card: Card) -> list[int]:
    assert isinstance(card, DigestCard)
    return [int(line["due"]) for line in card.lines]


def show(name: str, members: int, taken: Taken) -> None:
    sys.stdout.write(
        f"{name}: two years of {members:,} members: {taken.seconds:.1f} s ({taken.busy:.1f} s of the processor), "
        f"{taken.messages:,} messages, {1000 * taken.busy / max(taken.messages, 1):.2f} ms each\n"
    )


def _main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--members", type=int, default=MEMBERS)
    options.add_argument("--storage", type=int, default=0, metavar="N", help="N members in a database, too")
    chosen = options.parse_args()
    taken = in_memory(chosen.members)
    show("engine", chosen.members, taken)
    if chosen.storage:
        show("database", chosen.storage, asyncio.run(in_database(chosen.storage)))
    return taken.busy > TARGET_SECONDS


if __name__ == "__main__":
    sys.exit(_main())
