"""A message of nudges looked at once more when it is about to go: it may have waited, and much may have happened.

Telegram was away or said to wait, the program was down, or somebody was quicker than the message: it would come at
night, days late, about what is done, or about an appointment that has begun. Then it is taken back as if it had never
been, and what is still due finds its way into the next one.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import Enum

from scheduler.asking import earliest_day
from scheduler.calendar import local_day
from scheduler.digest import Digest, Line, before, line_of
from scheduler.dues import Due, State
from scheduler.life import Facts, Life
from scheduler.nudges import asked, occurrences
from scheduler.occurrence import Key, Occurrence, key_of
from scheduler.round import look_soon, read_life
from scheduler.stores import Stores


class Verdict(Enum):
    GO = "go"
    TAKE_BACK = "take back"
    """Not now: what it asks counts as not asked."""
    DROP = "drop"
    """It has arrived, as somebody has answered it; or there is nobody any more."""


async def judge(stores: Stores, digest: Digest, facts: Facts, now: datetime, doubtful: bool) -> Verdict:
    """`doubtful`: it was tried before, and may have arrived."""
    member = await stores.members.get(digest.member_id)
    if member is None:
        return Verdict.DROP
    life = await read_life(stores, member, facts)
    rows = {row.id: row for row in life.journal}
    untouched = all(line.due in rows and _is_as_written(line, rows[line.due], digest) for line in digest.lines)
    if doubtful and not untouched:
        return Verdict.DROP
    found = {each.key: each for each in occurrences(life, now)}
    true = untouched and all(_is_true(line, rows[line.due], found, life, digest.day) for line in digest.lines)
    return Verdict.GO if true and _may_go(life, digest, now) else Verdict.TAKE_BACK


async def take_back(stores: Stores, digest: Digest, now: datetime) -> None:
    """The journal as it was before; what somebody has answered or postponed meanwhile stays as it is."""
    for line in digest.lines:
        row = await stores.dues.get(line.due)
        if row is not None and _is_as_written(line, row, digest):
            await stores.dues.save(before(line, row))
    member = await stores.members.get(digest.member_id)
    if member is not None and member.digest_on == digest.day:
        await stores.members.save(replace(member, digest_on=digest.last))
    await look_soon(stores, digest.member_id, now)


def _may_go(life: Life, digest: Digest, now: datetime) -> bool:
    member = life.member
    if member.quiet_since is not None or member.blocked_since is not None:
        return False
    if any(line.kind in member.muted for line in digest.lines):
        return False
    return local_day(now) == digest.day and life.rhythm.next_opening(now) == now


def _is_true(line: Line, row: Due, found: Mapping[Key, Occurrence], life: Life, today: date) -> bool:
    """It is due, and would be said in the same words."""
    occurrence, row = found.get(key_of(row)), before(line, row)
    if occurrence is None:
        return False
    day = earliest_day(occurrence, row, life)
    if day is None or day > today:
        return False
    return line.asked < 0 or line_of(row, occurrence, life, today) == line  # before, less was kept to compare


def _is_as_written(line: Line, row: Due, digest: Digest) -> bool:
    written = asked(before(line, row), digest.day)
    return row.member_id == digest.member_id and row.state is State.OPEN and row == written
