"""One contract for all stores, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from bot.storage.engine import Storage
from bot.storage.inbox import Delivery
from bot.storage.outbox import SENT, Letter
from bot.storage.tables import metadata
from scheduler.contacts import Contact
from scheduler.dues import Due, Kind, State
from scheduler.jour_fixe import AgendaNote, JourFixe
from scheduler.people import Member, Role
from scheduler.round import forget_answered, tick
from scheduler.stores.dues import TIP_RETENTION
from scheduler.stores.prompts import Prompt
from scheduler.stores.turns import TAKEN, Turn
from scheduler.team_requests import TeamRequest

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def turn(**changes: object) -> Turn:
    blank = Turn(0, chat_id=5, user_id=5, question_id=11, outcome="clarify", created_at=NOW)
    return replace(blank, **changes)  # type: ignore[arg-type]


def letter(cause: str, chat_id: int = 5, **changes: object) -> Letter:
    return replace(Letter(cause, 0, chat_id, card='{"card": "welcome"}'), **changes)  # type: ignore[arg-type]


async def test_a_transaction_that_fails_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(RuntimeError):
        async with storage.transaction() as records:
            await records.members.welcome(5, NOW)
            raise RuntimeError
    async with storage.look() as records:
        assert await records.members.get(5) is None


async def test_a_time_without_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(StatementError, match="without zone"):
        async with storage.transaction() as records:
            await records.members.welcome(5, datetime(2026, 3, 3))  # noqa: DTZ001


async def test_times_come_back_aware_and_in_utc(storage: Storage) -> None:
    berlin_summer = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=2)))
    async with storage.transaction() as records:
        member = await records.members.welcome(5, berlin_summer)
    assert member.since == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    assert member.since.tzinfo is UTC


async def test_a_member_is_welcomed_once_and_writing_lifts_the_block(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.members.welcome(5, NOW)
        await records.members.set_blocked(5, NOW)
        await records.members.set_quiet(5, NOW)
        again = await records.members.welcome(5, NOW + MINUTE)
    assert (again.since, again.blocked_since, again.quiet_since) == (NOW, None, NOW)


async def test_turns_keep_their_lists_and_are_found_by_chat_and_question(storage: Storage) -> None:
    async with storage.transaction() as records:
        first = await records.turns.add(turn(candidates=("a", "b"), shown=("a",), options=("a",)))
        await records.turns.add(turn(user_id=6, question_id=12))
        await records.turns.add(turn(chat_id=7, question_id=11))
        await records.turns.save(replace(first, round=2, outcome="unknown"))
        found = await records.turns.latest(5, 5)
        assert found == replace(first, round=2, outcome="unknown")
        assert await records.turns.of_question(5, 11) == found
        assert await records.turns.of_question(5, 99) is None
        latest = await records.turns.latest(5, 5)
        taken = await records.turns.add(Turn(0, 5, 5, 99, TAKEN, NOW))
        assert await records.turns.of_question(5, 99) == taken
        assert await records.turns.latest(5, 5) == latest, "no question"


async def test_ids_never_come_again(storage: Storage) -> None:
    """An old button carries a turn's id; it must not mean somebody else's turn after the old ones were forgotten."""
    async with storage.transaction() as records:
        old = await records.turns.add(turn())
        await tick(records, NOW + timedelta(days=8))
        assert await records.turns.get(old.id) is None
        assert (await records.turns.add(turn())).id > old.id


async def test_a_prompt_is_taken_once_and_in_time(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.prompts.open(5, 5, Prompt("rephrase", 1, NOW + 15 * MINUTE))
        await records.prompts.open(5, 5, Prompt("rephrase", 2, NOW + 15 * MINUTE))
        assert await records.prompts.take(5, 6, NOW) is None
        assert await records.prompts.take(5, 5, NOW + 14 * MINUTE) == Prompt("rephrase", 2, NOW + 15 * MINUTE)
        assert await records.prompts.take(5, 5, NOW + 14 * MINUTE) is None
        await records.prompts.open(5, 5, Prompt("rephrase", 3, NOW + 15 * MINUTE))
        assert await records.prompts.take(5, 5, NOW + 15 * MINUTE) is None


async def test_the_inbox_keeps_order_erases_and_knows_what_was_handled(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.inbox.take_in([Delivery(2, 5, "two"), Delivery(1, 5, "one"), Delivery(3, 6, "three")], NOW)
        assert sorted(await records.inbox.lanes()) == [5, 6]
        assert await records.inbox.next_of(5) == Delivery(1, 5, "one")
        assert await records.inbox.close(1)
        assert not await records.inbox.close(1), "it must take effect once"
        await records.inbox.take_in([Delivery(1, 5, "one, delivered again")], NOW)
        assert await records.inbox.next_of(5) == Delivery(2, 5, "two")
        await records.inbox.count_try(2)
        assert (await records.inbox.next_of(5) or Delivery(0, 0, "")).tries == 1
        await records.inbox.set_aside(2, "ValueError")
        assert await records.inbox.next_of(5) is None
        assert await records.inbox.lanes() == [6]


async def test_nothing_somebody_wrote_outlives_its_handling(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.inbox.take_in([Delivery(1, 5, "geheim"), Delivery(2, 5, "geheim")], NOW)
        await records.inbox.close(1)
        await records.inbox.set_aside(2, "ValueError")
    async with storage.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("SELECT payload FROM inbox")).all()
    assert rows == [(None,), (None,)]


async def test_the_outbox_takes_a_cause_once(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.outbox.post(letter("u1"), NOW)
        await records.outbox.post(letter("u1"), NOW)
        assert len(await records.outbox.claim(NOW, [], 8)) == 1
        assert await records.outbox.claim(NOW, [], 8) == [], "a claimed letter is on its way"


async def test_one_letter_a_chat_answers_first(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.outbox.post(letter("nudge", priority=5), NOW)
        await records.outbox.post(letter("answer 1"), NOW)
        await records.outbox.post(letter("answer 2"), NOW)
        await records.outbox.post(letter("other chat", chat_id=6), NOW)
        await records.outbox.post(letter("busy chat", chat_id=7), NOW)
        claimed = await records.outbox.claim(NOW, [7], 8)
    assert [one.cause for one in claimed] == ["answer 1", "other chat"]


async def test_a_letter_that_must_wait_holds_up_its_own_chat_only(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.outbox.post(letter("first"), NOW)
        await records.outbox.post(letter("second"), NOW)
        await records.outbox.post(letter("other chat", chat_id=6), NOW)
        (first, other) = await records.outbox.claim(NOW, [], 8)
        await records.outbox.put_back(first.id, NOW + MINUTE, uncertain=False)
        await records.outbox.finish(other.id, SENT, NOW, message_id=1)
        assert await records.outbox.claim(NOW, [], 8) == []
        assert [one.cause for one in await records.outbox.claim(NOW + MINUTE, [], 8)] == ["first"]


async def test_what_died_on_its_way_is_tried_again_and_then_reported_as_unclear(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.outbox.post(letter("u1"), NOW)
        for deaths in range(3):
            (claimed,) = await records.outbox.claim(NOW, [], 8)
            assert claimed.uncertain == deaths
            assert await records.outbox.recover([claimed.id]) == [], "it is being carried"
            unclear = await records.outbox.recover()
        assert [one.cause for one in unclear] == ["u1"]
        assert await records.outbox.claim(NOW, [], 8) == []
        assert await records.outbox.count("unclear") == 1


async def test_the_answer_of_a_turn_is_its_newest_message(storage: Storage) -> None:
    async with storage.transaction() as records:
        for cause, message_id in (("u1", 41), ("u2", 44)):
            await records.outbox.post(letter(cause, turn_id=9), NOW)
            (claimed,) = await records.outbox.claim(NOW, [], 8)
            await records.outbox.finish(claimed.id, SENT, NOW, message_id)
        assert await records.outbox.answer_of(9) == 44
        assert await records.outbox.answer_of(10) is None


async def test_everything_is_forgotten_when_its_time_is_over(storage: Storage) -> None:
    later = NOW + timedelta(days=8)
    async with storage.transaction() as records:
        kept = await records.turns.add(turn(created_at=later - MINUTE))
        await records.turns.add(turn())
        await records.outbox.post(letter("sent"), NOW)
        (sent,) = await records.outbox.claim(NOW, [], 8)
        await records.outbox.finish(sent.id, SENT, NOW, 1)
        await records.outbox.post(letter("still waiting"), NOW)
        await records.inbox.take_in([Delivery(1, 5, "x"), Delivery(2, 5, "open")], NOW)
        await records.inbox.close(1)
        await tick(records, later)
        assert await records.outbox.forget_before(later - timedelta(days=7)) == 1
        assert await records.inbox.forget_before(later - timedelta(days=2)) == 1
        assert await records.turns.latest(5, 5) == kept
        assert await records.outbox.count("waiting") == 1
        assert await records.inbox.next_of(5) == Delivery(2, 5, "open")


async def test_writers_at_the_same_time_lose_nothing(storage: Storage) -> None:
    async def post(number: int) -> None:
        async with storage.transaction() as records:
            await records.members.welcome(5, NOW)
            await asyncio.sleep(0)
            await records.outbox.post(letter(f"u{number}", chat_id=number), NOW)

    await asyncio.gather(*(post(number) for number in range(20)))
    async with storage.look() as records:
        assert await records.outbox.count("waiting") == 20


async def make_member(storage: Storage, member_id: int = 5, **changes: object) -> Member:
    async with storage.transaction() as records:
        member = replace(await records.members.welcome(member_id, NOW), **changes)  # type: ignore[arg-type]
        await records.members.save(member)
    return member


async def test_a_member_comes_back_as_it_was_saved(storage: Storage) -> None:
    saved = await make_member(
        storage,
        bundesland="NW",
        first_day=date(2026, 3, 2),
        days=frozenset({1, 3}),
        hour=16,
        leave_from=date(2026, 8, 1),
        leave_until=date(2026, 8, 15),
        muted=frozenset({"tip", "press"}),
        tour_done=("one", "two"),
        tour_at="three",
        tour_paused=True,
        digest_on=date(2026, 3, 3),
        look_at=NOW,
        season_months=(1, 10),
    )
    async with storage.look() as records:
        assert await records.members.get(5) == saved


async def test_a_new_member_has_the_defaults(storage: Storage) -> None:
    async with storage.transaction() as records:
        assert await records.members.welcome(5, NOW) == Member(5, NOW)


async def test_only_those_are_looked_at_whose_time_has_come(storage: Storage) -> None:
    await make_member(storage, 1, look_at=NOW - MINUTE)
    await make_member(storage, 2, look_at=NOW - 2 * MINUTE)
    await make_member(storage, 3, look_at=NOW + MINUTE)
    await make_member(storage, 4, look_at=NOW, quiet_since=NOW)
    await make_member(storage, 5, look_at=NOW, blocked_since=NOW)
    await make_member(storage, 6)
    async with storage.look() as records:
        assert [member.id for member in await records.members.due_by(NOW, 10)] == [2, 1]
        assert [member.id for member in await records.members.due_by(NOW, 1)] == [2]
        assert await records.members.next_look() == NOW - 2 * MINUTE


async def test_contacts_are_kept_changed_and_removed(storage: Storage) -> None:
    await make_member(storage)
    async with storage.transaction() as records:
        press = await records.contacts.add(Contact(0, 5, "press", "Lokalredaktion", 6, NOW.date()))
        other = await records.contacts.add(Contact(0, 5, "other", "Küsterin", 8, NOW.date(), note="donnerstags"))
        await records.contacts.save(replace(press, last_on=NOW.date(), paused=True))
        await records.contacts.remove(other.id)
        assert await records.contacts.of(5) == [replace(press, last_on=NOW.date(), paused=True)]
        assert await records.contacts.get(other.id) is None


async def test_a_due_thing_is_entered_once(storage: Storage) -> None:
    await make_member(storage)
    due = Due(0, 5, Kind.PRESS, "1", "2026-03-03", NOW.date())
    async with storage.transaction() as records:
        first = await records.dues.enter(due)
        await records.dues.save(replace(first, state=State.DONE, asked=1, closed_on=NOW.date()))
        again = await records.dues.enter(due)
        assert again == replace(first, state=State.DONE, asked=1, closed_on=NOW.date())
        other = await records.dues.enter(replace(due, period="2026-04-14"))
        assert await records.dues.of(5) == [again, other]


async def test_a_contact_turned_down_is_remembered_until_its_next_turn(storage: Storage) -> None:
    await make_member(storage)
    today = NOW.date()
    async with storage.transaction() as records:
        press = await records.contacts.add(Contact(0, 5, "press", "Lokalredaktion", 6, today))
        gone = replace(press, id=press.id + 1)
        for contact in (press, gone):
            due = await records.dues.enter(Due(0, 5, Kind.PRESS, str(contact.id), "2026-03-03", today))
            await records.dues.save(replace(due, state=State.SKIPPED, closed_on=today))
        await records.dues.forget_settled_before(today)
        assert len(await records.dues.of(5)) == 2
        await records.dues.forget_settled_before(today + DAY)
        (kept,) = await records.dues.of(5)
        assert kept.subject == str(press.id)
        await records.dues.forget_settled_before(today + 1000 * DAY)  # years of leave
        assert await records.dues.of(5) == [kept]
        await records.dues.enter(replace(kept, id=0, kind=Kind.RELATIONSHIP, period="other"))
        following = await records.dues.enter(replace(kept, id=0, period="2026-03-03+2026-03-03", state=State.OPEN))
        await records.dues.forget_settled_before(today)
        assert kept in await records.dues.of(5)
        await records.dues.forget_settled_before(today + DAY)
        left = await records.dues.of(5)
    assert kept not in left
    assert following in left


async def test_of_a_tip_only_its_step_is_remembered_after_ninety_days(storage: Storage) -> None:
    await make_member(storage)
    today = NOW.date()
    async with storage.transaction() as records:
        for step, state, asked in (("one", State.EXPIRED, 1), ("two", State.SKIPPED, 0), ("three", State.EXPIRED, 0)):
            tip = await records.dues.enter(Due(0, 5, Kind.TIP, step, "tour", today))
            await records.dues.save(replace(tip, state=state, asked=asked, closed_on=today))
        await forget_answered(records, NOW + TIP_RETENTION)
        assert len(await records.dues.of(5)) == 3
        await forget_answered(records, NOW + TIP_RETENTION + DAY)
        member = await records.members.get(5)
        assert await records.dues.of(5) == []
        assert member is not None
        assert member.tour_passed == ("one", "two")  # the third was never sent


async def test_a_tour_may_be_long(storage: Storage) -> None:
    await make_member(storage)
    steps = tuple(f"{number:040}" for number in range(60))
    async with storage.transaction() as records:
        member = await records.members.get(5)
        assert member is not None
        await records.members.save(replace(member, tour_done=steps, tour_passed=steps))
        assert await records.members.get(5) == replace(member, tour_done=steps, tour_passed=steps)


async def test_what_belongs_to_a_jour_fixe_is_remembered_as_long_as_its_half_year(storage: Storage) -> None:
    await make_member(storage)
    february = date(2026, 1, 2)
    async with storage.transaction() as records:
        due = await records.dues.enter(Due(0, 5, Kind.JOUR_FIXE, "2026-1", "season", february))
        await records.dues.save(replace(due, state=State.SKIPPED, closed_on=february - 300 * DAY))  # beforehand
        await forget_answered(records, datetime(2026, 6, 30, 12, tzinfo=UTC))
        assert len(await records.dues.of(5)) == 1
        await forget_answered(records, datetime(2026, 8, 1, 12, tzinfo=UTC))
        assert await records.dues.of(5) == []


async def test_a_half_year_has_one_jour_fixe(storage: Storage) -> None:
    await make_member(storage)
    planned = JourFixe(0, 5, "2026-1", NOW, 60, "uid-1")
    async with storage.transaction() as records:
        kept = await records.jour_fixes.add(planned)
        await records.jour_fixes.save(replace(kept, at=NOW + MINUTE, sequence=1))
        assert await records.jour_fixes.of(5) == [replace(kept, at=NOW + MINUTE, sequence=1)]
    with pytest.raises(IntegrityError):
        async with storage.transaction() as records:
            await records.jour_fixes.add(planned)


async def test_agenda_notes_are_kept_until_removed(storage: Storage) -> None:
    await make_member(storage)
    async with storage.transaction() as records:
        note = await records.jour_fixes.note(AgendaNote(0, 5, "Bank am Markt", NOW))
        await records.jour_fixes.save_note(replace(note, half="2026-1"))
        assert await records.jour_fixes.notes_of(5) == [replace(note, half="2026-1")]
        await records.jour_fixes.remove_note(note.id)
        assert await records.jour_fixes.notes_of(5) == []


MADE_BY_LEADS = {"answers", "invites", "broadcasts", "copies", "series", "open_questions", "curations"}
"""Tested where they are made: most of them stay, and no longer say who made them."""


async def test_a_removed_member_leaves_nothing_in_any_table(storage: Storage) -> None:
    async with storage.transaction() as records:
        team = await records.teams.add("Nord", NOW)
        assert team is not None
    for member_id in (5, 6):
        await make_member(storage, member_id)
        async with storage.transaction() as records:
            await records.teams.join(member_id, team.id, Role.LEAD, NOW)
            await records.requests.put(TeamRequest(0, member_id, team.id, Role.LEAD, "Kim", NOW))
            await records.contacts.add(Contact(0, member_id, "press", "Lokalredaktion", 6, NOW.date()))
            await records.dues.enter(Due(0, member_id, Kind.PRESS, "1", "x", NOW.date()))
            await records.jour_fixes.add(JourFixe(0, member_id, "2026-1", NOW, 60, f"uid-{member_id}"))
            await records.jour_fixes.note(AgendaNote(0, member_id, "Bank", NOW))
            await records.questions.tell(member_id, NOW.date())
            await records.turns.add(turn(chat_id=member_id, user_id=member_id))
            await records.prompts.open(member_id, member_id, Prompt("rephrase", 1, NOW + MINUTE, data="x"))
            await records.outbox.post(letter(f"u{member_id}", chat_id=member_id), NOW)
            await records.inbox.take_in([Delivery(member_id, member_id, "x")], NOW)
            await records.inbox.close(member_id)
    async with storage.transaction() as records:
        await records.members.remove(5)
    async with storage.engine.connect() as connection:
        for table in metadata.sorted_tables:
            named = {key.parent for key in table.foreign_keys if key.target_fullname == "members.id"}
            named |= {table.c[name] for name in ("user_id", "chat_id") if name in table.c}
            for column in named:
                people = set((await connection.execute(select(column))).scalars())
                assert people == (set() if table.name in MADE_BY_LEADS else {6}), column
        assert list((await connection.execute(select(metadata.tables["members"].c.id))).scalars()) == [6]
