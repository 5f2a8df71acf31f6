"""One pass over what time makes due. Pure but for the stores it is given."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler import broadcasting, questions, team_requests, totals
from scheduler.calendar import local_day
from scheduler.digest import Digest, line_of
from scheduler.dues import Due, State
from scheduler.life import Facts, Life
from scheduler.nudges import asked, gone, in_message, next_due_after, refreshed
from scheduler.occurrence import Occurrence
from scheduler.people import Member
from scheduler.stores import Stores
from scheduler.stores.dues import JOUR_FIXE_RETENTION, SETTLED_RETENTION, TIP_RETENTION
from scheduler.stores.invites import RETENTION as INVITES_RETENTION
from scheduler.stores.jour_fixes import NOTES_RETENTION
from scheduler.stores.turns import RETENTION
from scheduler.tour import passed

ASIDE = timedelta(hours=1)
"""How long a member whose nudges can't be worked out is left alone."""
AT_ONCE = 200
"""Tips that one pass forgets: after an upgrade there may be many, and a member is read and written for each."""
BLOCKED_RETENTION = timedelta(days=180)
"""Whoever has blocked the bot for so long will not come back for what is kept."""


async def tick(stores: Stores, now: datetime) -> None:
    """Forgets what is past its retention: turns after seven days, prompts when their time is over, answered nudges,
    notes whose appointment is long over, invitations that have ended, broadcasts, questions, requests, weekly totals,
    and whoever has blocked the bot for long. Once a week it counts how far people have come in the tour."""
    await stores.turns.forget_before(now - RETENTION)
    await stores.prompts.forget_expired(now)
    await stores.invites.forget_before(now - INVITES_RETENTION)
    await forget_answered(stores, now)
    await stores.jour_fixes.forget_notes_before(now - NOTES_RETENTION)
    await broadcasting.forget(stores, now)
    await questions.forget(stores, now)
    await team_requests.forget(stores, now)
    await totals.forget(stores, now)
    await totals.close_week(stores, now)
    for member_id in await stores.members.blocked_before(now - BLOCKED_RETENTION):
        await stores.members.remove(member_id)


async def forget_answered(stores: Stores, now: datetime) -> None:
    """What was due and is answered or over, as soon as no nudge looks at it any more."""
    await stores.dues.forget_settled_before(local_day(now - SETTLED_RETENTION))
    await stores.dues.forget_jour_fixes_before(local_day(now - JOUR_FIXE_RETENTION))
    for tip in await stores.dues.take_tips_before(local_day(now - TIP_RETENTION), AT_ONCE):
        member = await stores.members.get(tip.member_id)
        if member is not None:
            await stores.members.save(passed(member, tip))


async def look_soon(stores: Stores, member_id: int, now: datetime) -> None:
    """To be called by whoever changed something that nudges follow from: the next beat looks at the member again."""
    member = await stores.members.get(member_id)
    if member is not None:
        await stores.members.save(replace(member, look_at=now))


async def nudge(stores: Stores, member: Member, facts: Facts, now: datetime) -> Digest | None:
    """What goes to this member now, entered in the journal as asked. In any case it is known when to look again."""
    life, today, last = await read_life(stores, member, facts), local_day(now), member.digest_on
    closed = [replace(row, state=State.EXPIRED, closed_on=today) for row in gone(life, now)]
    entered = await enter(stores, life, in_message(life, now))
    changed = [*closed, *(asked(row, today) for row, _ in entered)]
    for row in changed:
        await stores.dues.save(row)
    member = replace(member, digest_on=today) if entered else member
    after = life.after(member, changed) if changed else life
    await stores.members.save(replace(member, look_at=next_due_after(after, now)))
    lines = tuple(line_of(row, occurrence, life, today) for row, occurrence in entered)
    return Digest(member.id, today, lines, last) if lines else None


async def set_aside(stores: Stores, member_id: int, now: datetime) -> None:
    await look_soon(stores, member_id, now + ASIDE)


async def read_life(stores: Stores, member: Member, facts: Facts) -> Life:
    return Life(
        member,
        facts,
        contacts=await stores.contacts.of(member.id),
        jour_fixes=await stores.jour_fixes.of(member.id),
        notes=sum(not note.half for note in await stores.jour_fixes.notes_of(member.id)),
        journal=await stores.dues.of(member.id),
    )


async def enter(stores: Stores, life: Life, occurrences: Iterable[Occurrence]) -> list[tuple[Due, Occurrence]]:
    """Each with its row in the journal, so that it can be spoken of by the row's id."""
    return [(await _row(stores, life, occurrence), occurrence) for occurrence in occurrences]


async def _row(stores: Stores, life: Life, occurrence: Occurrence) -> Due:
    row = life.rows.get(occurrence.key) or await stores.dues.enter(
        Due(0, life.member.id, occurrence.kind, occurrence.subject, occurrence.period, occurrence.due_on)
    )
    current = refreshed(row, occurrence)
    if current != row:
        await stores.dues.save(current)
    return current
