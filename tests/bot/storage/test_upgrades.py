"""From every earlier revision, with data in it: nothing is lost, and what is new has its default."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection

import bot.storage
from bot.storage.engine import Storage
from bot.storage.records import Records
from knowledge.changes import Change, What
from scheduler.broadcasts import Audience, Copy, CopyState, Task
from scheduler.contacts import Contact
from scheduler.curations import drafted
from scheduler.dues import Due, Kind, State
from scheduler.jour_fixe import AgendaNote, JourFixe
from scheduler.people import Member, Role
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState
from scheduler.stores.prompts import Prompt
from scheduler.stores.turns import Turn
from scheduler.team_requests import TeamRequest
from scheduler.teams import Membership

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
MOMENT = "'2026-03-03 08:00:00.000000'"
DAY = "'2026-03-03'"

# What that revision brought, filled as it was filled then. An earlier revision's rows are there as well. Once shipped,
# these lines stay as they are.
FIRST = (
    "INSERT INTO members (id, since, quiet_since, blocked_since) VALUES (5, {moment}, {moment}, NULL)",
    "INSERT INTO turns (id, chat_id, user_id, question_id, outcome, candidates, shown, options, round, rephrased,"
    " created_at) VALUES (7, 5, 5, 11, 'clarify', 'a b c', 'a b', 'a b', 1, 0, {moment})",
    "INSERT INTO inbox (update_id, chat_id, received_at, payload, state, tries, fault)"
    " VALUES (1, 5, {moment}, '{{}}', 'open', 0, NULL)",
    "INSERT INTO outbox (id, cause, ordinal, chat_id, priority, card, turn_id, reply_to, op, edits, created_at,"
    " not_before, state, tries, uncertain, message_id, finished_at, fault) VALUES (3, 'u1', 0, 5, 0,"
    """ '{{"card": "welcome"}}', 7, NULL, 'send', NULL, {moment}, {moment}, 'waiting', 0, 0, NULL, NULL, NULL)""",
)
FIRST_PROMPT = "INSERT INTO prompts (chat_id, user_id, kind, turn_id, expires_at) VALUES (5, 5, 'rephrase', 7, {later})"
REMINDERS = (
    "INSERT INTO contacts (id, member_id, kind, role, interval_weeks, since, last_on, before_on, note, paused)"
    " VALUES (1, 5, 'presse', 'Lokalredaktion', 6, {day}, {day}, NULL, 'dienstags', {true})",
    "INSERT INTO dues (id, member_id, kind, subject, period, due_on, state, asked, asked_on, snoozed_to, closed_on)"
    " VALUES (2, 5, 'press', '1', 'x', {day}, 'open', 1, {day}, NULL, NULL)",
    "INSERT INTO jour_fixes (id, member_id, half, at, minutes, uid, sequence, state)"
    " VALUES (4, 5, '2026-1', {moment}, 60, 'uid-1', 2, 'planned')",
    "INSERT INTO agenda_notes (id, member_id, text, noted_at, half) VALUES (6, 5, 'Bank am Markt', {moment}, '')",
    "UPDATE members SET bundesland = 'BY', first_day = {day}, days = '1 3', hour = 16, leave_from = {day},"
    " leave_until = {day}, muted = 'tip', tour_done = 'one', tour_at = 'two', tour_paused = {true}, digest_on = {day},"
    " look_at = {moment}, season_months = '3 10' WHERE id = 5",
)
TEAMS = (
    "UPDATE members SET name = 'Robin', admin_since = {moment}, menu = 'lead' WHERE id = 5",
    "INSERT INTO teams (id, name, since) VALUES (8, 'Nord', {moment})",
    "INSERT INTO memberships (id, member_id, team_id, role, since) VALUES (9, 5, 8, 'lead', {moment})",
    "INSERT INTO invites (id, made_by, token_hash, role, team_id, made_at, expires_at, uses, used, revoked_at)"
    " VALUES (10, 5, 'abc', 'newcomer', 8, {moment}, {moment}, NULL, 2, NULL)",
)
BROADCASTS = (
    "INSERT INTO series (id, made_by, made_at, audience, audience_teams, weekday, hour, minute, entries, paused)"
    " VALUES (11, 5, {moment}, 'teams', '8', 1, 9, 30, 'a b', {true})",
    "INSERT INTO broadcasts (id, made_by, made_at, audience, audience_teams, kind, text, entities, state, version,"
    " series_id) VALUES (12, 5, {moment}, 'teams', '8', 'text', 'Hallo', '', 'finished', 2, 11)",
    "INSERT INTO copies (id, broadcast_id, member_id, state, not_before, message_id, sent_at, version, read)"
    " VALUES (13, 12, 5, 'sent', {moment}, 77, {moment}, 1, {true})",
    "UPDATE copies SET uncertain = 1, task = 'missed' WHERE id = 13",
)
CURATION = (
    "UPDATE turns SET rated = {true} WHERE id = 7",
    "INSERT INTO open_questions (id, member_id, text, name, state, made_at, asked_at, answer, answered_by)"
    " VALUES (14, 5, 'Wer zahlt?', '', 'open', {moment}, {moment}, '', NULL)",
    "UPDATE open_questions SET entry = 'a', rated = {true} WHERE id = 14",
    "INSERT INTO answers (id, made_by, asked, text, entry, made_at, sent_at)"
    " VALUES (16, 5, '14 20', 'Die Stadt.', '', {moment}, NULL)",
    "INSERT INTO question_notices (member_id, told_on) VALUES (5, {day})",
    "INSERT INTO curations (id, made_by, made_at, kind, content, state, report, version, live_at)"
    " VALUES (15, 5, {moment}, 'decoy', '{{}}', 'live', '', 1, {moment})",
)
ROWS: Mapping[str, tuple[str, ...]] = {
    "0001": (*FIRST, FIRST_PROMPT),
    "0002": REMINDERS,
    "0003": ("UPDATE members SET tour_from = {day} WHERE id = 5",),
    "0004": (),
    "0005": TEAMS,
    "0006": BROADCASTS,
    "0007": CURATION,
    "0008": ("INSERT INTO totals (week, team_id, metric, topic, count) VALUES ({day}, 0, 'asked', 'kommune', 3)",),
    "0009": (
        "UPDATE contacts SET changed_on = {day} WHERE id = 1",
        "UPDATE jour_fixes SET fixed_on = {day} WHERE id = 4",
    ),
    "0010": (),
    "0011": (
        "UPDATE open_questions SET teams = '8 9' WHERE id = 14",
        "UPDATE answers SET message_id = 21 WHERE id = 16",
    ),
    "0012": (
        "INSERT INTO team_requests (id, member_id, team_id, role, name, made_at, asked_at)"
        " VALUES (17, 5, 8, 'lead', 'Robin', {moment}, {moment})",
    ),
    "0013": ("UPDATE curations SET live_by = 5 WHERE id = 15",),
    "0014": ("UPDATE members SET tour_passed = 'zero' WHERE id = 5",),
}


def revisions() -> list[str]:
    """Oldest first."""
    config = Config()
    config.set_main_option("script_location", str(Path(next(iter(bot.storage.__path__))) / "migrations"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


REVISIONS = revisions()


async def fill(connection: AsyncConnection, upto: str) -> None:
    sqlite = connection.dialect.name == "sqlite"
    fills = {"day": DAY, "moment": MOMENT, "later": "'2026-03-03 08:15:00.000000'", "true": "1" if sqlite else "true"}
    if not sqlite:
        fills |= {"moment": f"{MOMENT}::timestamp AT TIME ZONE 'UTC'", "later": "'2026-03-03 08:15:00+00'"}
    for revision in REVISIONS[: REVISIONS.index(upto) + 1]:
        for statement in ROWS[revision]:
            await connection.exec_driver_sql(statement.format(**fills))


@pytest.fixture
async def old(database_url: str) -> AsyncIterator[Storage]:
    storage = Storage(database_url)
    yield storage
    await storage.close()


def test_there_are_rows_for_every_revision() -> None:
    assert set(ROWS) == set(REVISIONS)


@pytest.mark.parametrize("revision", REVISIONS)
async def test_an_upgrade_keeps_what_was_there(old: Storage, revision: str) -> None:
    await old.upgrade(revision)
    async with old.engine.begin() as connection:
        await fill(connection, revision)
    await old.upgrade()
    async with old.transaction() as records:
        await check_first(records, rated=revision >= "0007")
        member = await records.members.get(5)
        assert member == expected_member(revision)
        if revision > "0001":
            await check_reminders(records, date(2026, 3, 3) if revision >= "0009" else None)
        if revision >= "0006":
            await check_broadcasts(records)
        if revision >= "0005":
            assert await records.teams.of(5) == [Membership(9, 5, 8, Role.LEAD, NOW)]
        if revision >= "0007":
            teams, message_id = ((8, 9), 21) if revision >= "0011" else ((8,), None)
            assert await records.questions.get(14) == OpenQuestion(
                14, 5, "Wer zahlt?", NOW, state=QuestionState.OPEN, asked_at=NOW, entry="a", rated=True, teams=teams
            )
            answer = LeadAnswer(16, 5, (14, 20), NOW, "Die Stadt.", message_id=message_id)
            assert await records.questions.answer(16) == answer
            assert not await records.questions.tell(5, date(2026, 3, 3))
        if revision >= "0012":
            assert await records.requests.of(5) == TeamRequest(17, 5, 8, Role.LEAD, "Robin", NOW, NOW)
        if revision >= "0007":
            curation = await records.curations.get(15)
            assert curation is not None
            assert (curation.version, curation.live_by) == (1, 5 if revision >= "0013" else None)
        assert await records.members.welcome(6, NOW) == Member(6, NOW), "and new ones get the defaults"


async def test_numbers_of_dropped_changes_never_come_again(old: Storage) -> None:
    """SQLite copies that table on the way, and would begin to count anew."""
    await old.upgrade("0012")
    async with old.engine.begin() as connection:
        await fill(connection, "0012")
        await connection.exec_driver_sql("UPDATE curations SET id = 40 WHERE id = 15")
        if connection.dialect.name == "sqlite":
            await connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'curations'")
        await connection.exec_driver_sql("DELETE FROM curations")
    await old.upgrade()
    async with old.transaction() as records:
        added = await records.curations.add(drafted(Change(What.DECOY, "Wo steht der Maibaum?"), 5, NOW))
    assert added.id > 40 or old.engine.dialect.name != "sqlite"


async def check_first(records: Records, *, rated: bool) -> None:
    turn = Turn(7, 5, 5, 11, "clarify", NOW, ("a", "b", "c"), ("a", "b"), ("a", "b"), 1, 0, rated)
    assert await records.turns.get(7) == turn
    later = datetime(2026, 3, 3, 8, 15, tzinfo=UTC)
    assert await records.prompts.take(5, 5, NOW) == Prompt("rephrase", 7, later, "")
    delivery = await records.inbox.next_of(5)
    assert delivery is not None
    assert delivery.payload == "{}"
    (letter,) = await records.outbox.claim(NOW, [], 8)
    assert (letter.id, letter.turn_id, letter.card) == (3, 7, '{"card": "welcome"}')


def expected_member(revision: str) -> Member:
    first = Member(5, NOW, quiet_since=NOW)
    if revision == "0001":
        return first
    day = date(2026, 3, 3)
    member = Member(
        5,
        NOW,
        quiet_since=NOW,
        bundesland="BY",
        first_day=day,
        days=frozenset({1, 3}),
        hour=16,
        leave_from=day,
        leave_until=day,
        muted=frozenset({"tip"}),
        tour_done=("one",),
        tour_at="two",
        tour_paused=True,
        tour_from=day if revision >= "0003" else None,
        digest_on=day,
        look_at=NOW,
        season_months=(3, 10),
    )
    if revision >= "0005":
        member = replace(member, name="Robin", admin_since=NOW, menu="lead")
    return replace(member, tour_passed=("zero",)) if revision >= "0014" else member


async def check_reminders(records: Records, known_on: date | None) -> None:
    day = date(2026, 3, 3)
    assert await records.contacts.of(5) == [
        Contact(1, 5, "presse", "Lokalredaktion", 6, day, day, note="dienstags", paused=True, changed_on=known_on)
    ]
    assert await records.dues.of(5) == [Due(2, 5, Kind.PRESS, "1", "x", day, State.OPEN, asked=1, asked_on=day)]
    (jour_fixe,) = await records.jour_fixes.of(5)
    assert jour_fixe == JourFixe(4, 5, "2026-1", NOW, 60, "uid-1", sequence=2, fixed_on=known_on)
    assert await records.jour_fixes.notes_of(5) == [AgendaNote(6, 5, "Bank am Markt", NOW)]


async def check_broadcasts(records: Records) -> None:
    broadcast, copy = await records.broadcasts.get(12), await records.broadcasts.copy_of(12, 5)
    assert broadcast is not None
    assert (broadcast.audience, broadcast.content.text) == (Audience("teams", (8,)), "Hallo")
    assert (broadcast.read_button, broadcast.version, broadcast.kept) == (True, 2, None)
    assert copy == Copy(13, 12, 5, CopyState.SENT, NOW, 77, NOW, 1, True, None, 1, Task.MISSED)
    series = await records.series.get(11)
    assert series is not None
    assert (series.weekday, series.entries, series.paused) == (1, ("a", "b"), True)
