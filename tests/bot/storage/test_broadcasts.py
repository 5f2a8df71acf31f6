"""Broadcasts and their ledger in the database."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.settings import Settings
from bot.storage.engine import Storage
from bot.storage.records import Records
from handlers.arrival import Arrival, Kind
from handlers.broadcast_book import change, find
from handlers.desk import Desk
from scheduler.broadcasting import Changed, Why, WrongKind, confirm, correct, forget, recipients, report
from scheduler.broadcasts import Audience, Broadcast, Content, CopyState, Report, Series, State
from scheduler.people import Admission, Role
from scheduler.teams import MOST_TEAMS
from tests.phone import knowledge_of

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LEAD, KIM, ALEX = 900, 1001, 1002
DRAFT = Broadcast(0, LEAD, NOW, Audience(), Content("text", "Hallo"))


@pytest.fixture
async def quarter(storage: Storage) -> Storage:
    """Kim and Alex in Nord, Alex in Süd too; somebody who belongs to none."""
    async with storage.transaction() as records:
        for member_id in (LEAD, KIM, ALEX, 1003):
            await records.members.welcome(member_id, NOW)
        for name, people in (("Nord", (KIM, ALEX)), ("Süd", (ALEX,))):
            team = await records.teams.add(name, NOW)
            assert team is not None
            for member_id in people:
                await records.teams.join(member_id, team.id, Role.NEWCOMER, NOW)
    return storage


async def made(storage: Storage, broadcast: Broadcast = DRAFT) -> Broadcast:
    async with storage.transaction() as records:
        return await records.broadcasts.add(broadcast)


async def confirmed(storage: Storage, broadcast: Broadcast, expected: int, now: datetime = NOW) -> Broadcast | Changed:
    async with storage.transaction() as records:
        return await confirm(records, broadcast, expected, now, (LEAD, 5))


async def ids(storage: Storage, audience: Audience, now: datetime = NOW) -> list[int]:
    async with storage.look() as records:
        return [member.id for member in await recipients(records, audience, now)]


async def test_a_broadcast_comes_back_as_it_was_saved(quarter: Storage) -> None:
    whole = replace(
        DRAFT,
        audience=Audience("newcomers", (1, 2), 3),
        content=Content("photo", "Text", "[]", "file", ""),
        urgent=True,
        read_button=False,
        send_at=NOW + DAY,
        window=(8, 20),
        expires_at=NOW + 2 * DAY,
        confirmed=7,
        confirmed_at=NOW,
        version=4,
        board_chat=LEAD,
        board_message=9,
        kept=Report(delivered=3, total=3),
    )
    broadcast = await made(quarter, whole)
    assert broadcast == replace(whole, id=broadcast.id)
    async with quarter.transaction() as records:
        await records.broadcasts.save(replace(broadcast, state=State.PAUSED, window=None))
        assert await records.broadcasts.get(broadcast.id) == replace(broadcast, state=State.PAUSED, window=None)
        assert await records.broadcasts.newest(5, made_by=LEAD) == await records.broadcasts.in_states(State.PAUSED)
        await records.broadcasts.remove(broadcast.id)
        assert await records.broadcasts.get(broadcast.id) is None


async def test_as_many_teams_as_there_may_be_fit_into_an_audience(quarter: Storage) -> None:
    teams = tuple(range(100_000, 100_000 + MOST_TEAMS))
    draft = await made(quarter, replace(DRAFT, audience=Audience("teams", teams)))
    assert draft.audience.teams == teams


async def test_everybody_in_the_audience_is_there_once(quarter: Storage) -> None:
    assert await ids(quarter, Audience()) == [KIM, ALEX]
    assert await ids(quarter, Audience("teams", (1, 2))) == [KIM, ALEX]
    assert await ids(quarter, Audience("teams", (2,))) == [ALEX]
    assert await ids(quarter, Audience("teams", ())) == []


async def test_newcomers_are_those_of_the_last_months(quarter: Storage) -> None:
    async with quarter.transaction() as records:
        kim = await records.members.get(KIM)
        assert kim is not None
        await records.members.save(replace(kim, first_day=date(2025, 12, 31)))
        await records.teams.join(ALEX, 2, Role.LEAD, NOW)
    everybody = Audience("newcomers", (), 2)
    assert await ids(quarter, everybody) == [ALEX]
    assert await ids(quarter, Audience("newcomers", (), 3)) == [KIM, ALEX]
    assert await ids(quarter, Audience("newcomers", (2,), 3)) == [], "whoever leads that team is no newcomer there"
    assert await ids(quarter, everybody, NOW + 150 * DAY) == []


@pytest.mark.parametrize("how", ["muted", "quiet", "blocked"])
async def test_whoever_can_or_will_not_be_reached_is_counted_all_the_same(quarter: Storage, how: str) -> None:
    async with quarter.transaction() as records:
        kim = await records.members.get(KIM)
        assert kim is not None
        changed = {
            "muted": replace(kim, muted=frozenset({"broadcast"})),
            "quiet": replace(kim, quiet_since=NOW),
            "blocked": replace(kim, blocked_since=NOW),
        }
        await records.members.save(changed[how])
    assert await ids(quarter, Audience()) == [KIM, ALEX]
    broadcast = await confirmed(quarter, await made(quarter), 2)
    assert isinstance(broadcast, Broadcast)
    async with quarter.look() as records:
        found = await records.broadcasts.report(broadcast.id)
    assert (broadcast.confirmed, found.total, found.open) == (2, 2, 2), "its end comes when its moment does"


async def test_of_two_who_confirm_at_once_one_wins(quarter: Storage) -> None:
    draft = await made(quarter)
    both = await asyncio.gather(confirmed(quarter, draft, 2), confirmed(quarter, draft, 2))
    assert sorted(isinstance(result, Broadcast) for result in both) == [False, True]
    (loser,) = [result for result in both if isinstance(result, Changed)]
    assert loser.why is Why.ALREADY
    async with quarter.look() as records:
        assert (await records.broadcasts.report(draft.id)).total == 2


async def test_two_changes_of_a_draft_at_once_lose_none(quarter: Storage) -> None:
    """It is written back whole: who reads it to change it must be the next to write it."""
    draft = await made(quarter)
    knowledge = knowledge_of(Settings(_env_file=None, responsible_body="Test").knowledge_dir)  # type: ignore[call-arg]

    async def press(**changes: Any) -> None:
        async with quarter.transaction() as records:
            desk = Desk(knowledge.library, knowledge.matcher, records, NOW, Admission(admins=frozenset({LEAD})))
            found = await find(Arrival(Kind.BUTTON, LEAD, LEAD, 5), desk, draft.id)
            assert isinstance(found, Broadcast)
            await asyncio.sleep(0.1)  # long enough for the other one to read it too, if nothing stops it
            await change(desk, found, **changes)

    await asyncio.gather(press(urgent=True), press(read_button=False))
    async with quarter.look() as records:
        changed = await records.broadcasts.get(draft.id)
    assert changed is not None
    assert (changed.urgent, changed.read_button) == (True, False)


async def test_why_something_is_not_confirmed(quarter: Storage) -> None:
    async def why(expected: int = 2, **fields: Any) -> Why | None:
        draft = await made(quarter, replace(DRAFT, **fields))
        result = await confirmed(quarter, draft, expected)
        async with quarter.look() as records:
            assert (await records.broadcasts.report(draft.id)).total == (0 if isinstance(result, Changed) else 2)
        return result.why if isinstance(result, Changed) else None

    assert await why() is None
    assert await why(expected=3) is Why.COUNT
    assert await why(content=Content("text", " ")) is Why.EMPTY
    assert await why(content=Content("photo", "ohne Bild")) is Why.EMPTY
    assert await why(audience=Audience("teams", (99,))) is Why.NOBODY
    assert await why(send_at=NOW - timedelta(seconds=1)) is Why.PAST
    assert await why(send_at=NOW + DAY, expires_at=NOW + DAY) is Why.EXPIRED
    assert await why(state=State.CANCELLED) is Why.ALREADY
    gone = replace(DRAFT, id=4711)
    assert await confirmed(quarter, gone, 2) == Changed(Why.GONE)


async def test_a_broadcast_is_worth_sending_for_a_week_if_nobody_says_otherwise(quarter: Storage) -> None:
    broadcast = await confirmed(quarter, await made(quarter, replace(DRAFT, send_at=NOW + DAY)), 2)
    assert isinstance(broadcast, Broadcast)
    assert (broadcast.state, broadcast.expires_at) == (State.SCHEDULED, NOW + 8 * DAY)
    assert (broadcast.confirmed, broadcast.board_chat, broadcast.board_message) == (2, LEAD, 5)


async def test_a_deleted_member_is_in_no_ledger_and_in_no_board(quarter: Storage) -> None:
    broadcast = await confirmed(quarter, await made(quarter), 2)
    assert isinstance(broadcast, Broadcast)
    async with quarter.transaction() as records:
        await records.members.remove(KIM)
        await records.members.remove(LEAD)
    async with quarter.transaction() as records:
        left = await records.broadcasts.get(broadcast.id)
        assert left is not None
        assert (left.made_by, left.board_chat, left.board_message) == (None, None, None)
        assert await records.broadcasts.copy_of(broadcast.id, KIM) is None
        await records.copies.end_overdue(broadcast, NOW)
        assert await records.broadcasts.report(broadcast.id) == Report(left=1, open=1, total=2)


async def test_the_ledger_is_forgotten_and_its_totals_stay(quarter: Storage) -> None:
    broadcast = await confirmed(quarter, await made(quarter), 2)
    assert isinstance(broadcast, Broadcast)
    draft = await made(quarter)
    async with quarter.transaction() as records:
        for member_id in (KIM, ALEX):
            copy = await records.broadcasts.copy_of(broadcast.id, member_id)
            assert copy is not None
            await records.copies.note(copy.id, state=CopyState.SENT, sent_at=NOW, read=member_id == KIM)
        await records.broadcasts.save(replace(broadcast, state=State.FINISHED, finished_at=NOW))
        ended = Series(0, LEAD, NOW, Audience(), 1, 9, 0, (), ended_at=NOW)
        series = await records.series.add(ended)
    assert await forgotten(quarter, broadcast, NOW + 30 * DAY) == (True, True, True)
    assert await forgotten(quarter, draft, NOW + 30 * DAY) == (True, False, True)
    assert await forgotten(quarter, broadcast, NOW + 31 * DAY) == (True, False, True)
    assert await forgotten(quarter, draft, NOW + 31 * DAY) == (False, False, False)
    async with quarter.look() as records:
        kept = await records.broadcasts.get(broadcast.id)
        assert kept is not None
        assert await report(records, kept) == Report(delivered=2, read=1, total=2)
    assert await forgotten(quarter, broadcast, NOW + 401 * DAY) == (False, False, False)
    async with quarter.transaction() as records:
        assert await records.series.get(series.id) is None


async def forgotten(storage: Storage, broadcast: Broadcast, now: datetime) -> tuple[bool, bool, bool]:
    """Whether there still is the broadcast, its ledger, and a report."""
    async with storage.transaction() as records:
        await forget(records, now)
    async with storage.look() as records:
        left = await records.broadcasts.get(broadcast.id)
        ledger = await records.broadcasts.report(broadcast.id)
        return left is not None, ledger.total > 0, left is not None and await report(records, left) is not None


async def test_a_correction_stays_what_it_was(quarter: Storage) -> None:
    draft = await made(quarter)
    picture = Content("photo", "Neu", file_id="f")
    async with quarter.transaction() as records:
        assert (await correct(records, draft, picture, NOW)).content == picture, "a draft may become anything"
        await correct(records, draft, DRAFT.content, NOW)
    broadcast = await confirmed(quarter, draft, 2)
    assert isinstance(broadcast, Broadcast)
    with pytest.raises(WrongKind):
        async with quarter.transaction() as records:
            await correct(records, broadcast, picture, NOW)
    async with quarter.transaction() as records:
        same = await correct(records, broadcast, broadcast.content, NOW)
    assert same.version == broadcast.version


async def test_a_series_comes_back_as_it_was_saved(quarter: Storage) -> None:
    whole = Series(0, LEAD, NOW, Audience("teams", (1,)), 1, 9, 30, ("a", "b"), date(2026, 3, 10), paused=True)
    async with quarter.transaction() as records:
        series = await records.series.add(whole)
        assert await records.series.get(series.id) == replace(whole, id=series.id)
        await records.series.save(replace(series, entries=("b",), paused=False))
        assert await records.series.all() == [replace(series, entries=("b",), paused=False)]
        await records.series.remove(series.id)
        assert await records.series.all() == []


async def enlisted(records: Records, broadcast: Broadcast) -> int:
    return (await records.broadcasts.report(broadcast.id)).total


async def test_whoever_is_in_the_ledger_already_stays_as_they_are(quarter: Storage) -> None:
    broadcast = await confirmed(quarter, await made(quarter), 2)
    assert isinstance(broadcast, Broadcast)
    async with quarter.transaction() as records:
        await records.broadcasts.enlist(broadcast, {KIM: NOW, 1003: NOW})
        assert await enlisted(records, broadcast) == 3
