"""What a beat costs: it must follow what is due, not how many members there are.

`python -m tests.benchmarks.heartbeat`: a SQLite file with 100, 1,000 and 10,000 members, each with contacts and a
journal of their own, of whom the same 50 have something due. What happens once a week (everybody's place in the tour
is counted) is done before and not measured: it is one beat in ten thousand.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert

from bot.nudger import Nudger
from bot.storage import inbox, outbox
from bot.storage.engine import Storage
from bot.storage.tables import contacts, dues, members
from knowledge.entries import ContactKind, Library
from scheduler.contacts import Contact
from scheduler.dues import Due, Kind, State
from scheduler.round import tick
from scheduler.totals import close_week

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
LONG_AGO = NOW.date() - timedelta(days=100)
DUE = 50
SIZES = (100, 1_000, 10_000)
ROUNDS = 7
MOST = 1.5
LIBRARY = Library({}, contact_kinds=(ContactKind("press", "Presse", 6, "", "", "", press=True),))


async def measure(sizes: Sequence[int] = SIZES, rounds: int = ROUNDS) -> dict[int, float]:
    """Seconds of the quickest beat, by number of members. Rounds alternate: what slows the machine hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        stores = {size: Storage(f"sqlite:///{Path(folder) / f'{size}.db'}") for size in sizes}
        for size, storage in stores.items():
            await fill(storage, size)
        samples: dict[int, list[float]] = {size: [] for size in sizes}
        for number in range(rounds + 1):
            for size, storage in stores.items():
                now = NOW + timedelta(days=7 * number)
                async with storage.transaction() as records:
                    await close_week(records, now)
                seconds = await beat(storage, now)
                if number:
                    samples[size].append(seconds)
        for storage in stores.values():
            await storage.close()
    return {size: min(taken) for size, taken in samples.items()}


async def fill(storage: Storage, size: int) -> None:
    await storage.upgrade()
    people = range(1, size + 1)
    async with storage.engine.begin() as connection:
        await connection.execute(insert(members), [_person(number) for number in people])
        await connection.execute(insert(contacts), [_contact(number, each) for number in people for each in range(4)])
        await connection.execute(insert(dues), [_due(number, each) for number in people for each in range(20)])


def _person(number: int) -> dict[str, Any]:
    """The first fifty are looked at in each round, the others in a year."""
    return {"id": number, "since": NOW, "look_at": NOW if number <= DUE else NOW + timedelta(days=365)}


def _contact(member: int, number: int) -> dict[str, Any]:
    fresh = replace(Contact(0, member, "press", "Rolle", 1, LONG_AGO), paused=number > 0)
    return {name: value for name, value in asdict(fresh).items() if name != "id"}


def _due(member: int, number: int) -> dict[str, Any]:
    closed = Due(0, member, Kind.STEP, f"entry:{number}", "x", LONG_AGO, State.DONE, 1, LONG_AGO, None, LONG_AGO)
    columns = {name: value for name, value in asdict(closed).items() if name != "id"}
    return columns | {"kind": str(closed.kind), "state": str(closed.state)}


async def beat(storage: Storage, now: datetime) -> float:
    """As `App.beat` does it. The fifty have something due again each week."""
    nudger = Nudger(storage, lambda: LIBRARY)
    started = perf_counter()
    async with storage.transaction() as records:
        await tick(records, now)
        await records.inbox.forget_before(now - inbox.RETENTION)
        await records.outbox.forget_before(now - outbox.RETENTION)
    await nudger.run(now)
    seconds = perf_counter() - started
    async with storage.look() as records:
        posted = await records.outbox.count("waiting")
    assert posted % DUE == 0, f"{posted} messages, not {DUE} each time"
    assert posted >= DUE, "nothing was due"
    return seconds


def ratio(taken: dict[int, float]) -> float:
    return max(taken.values()) / min(taken.values())


def _main() -> int:
    taken = asyncio.run(measure())
    for size, seconds in taken.items():
        sys.stdout.write(f"{size:>7,} members, {DUE} due: {seconds * 1000:7.1f} ms a beat\n")
    sys.stdout.write(f"ratio {ratio(taken):.2f}, allowed {MOST}\n")
    return ratio(taken) > MOST


if __name__ == "__main__":
    sys.exit(_main())
