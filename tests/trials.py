"""What arrives from whom, and what came of it: for tests of who may do what.

A small town with somebody of each standing and something of everybody's in every table. Each arrival is tried and taken
back, and what it read and wrote is held against what its writer may read and write.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.storage.engine import Storage
from bot.storage.records import Records
from bot.storage.tables import metadata
from handlers.arrival import Arrival, Kind
from handlers.cards import NoticeCard, PersonalCard, RefusalCard
from handlers.cards.base import KeptCard, Showcase, freeze
from handlers.cards.open_questions import OpenQuestionCard
from handlers.desk import Desk
from handlers.reply import Reply, Show
from handlers.routes import serve
from knowledge.changes import Change, What
from knowledge.library import SHIPPED
from scheduler.people import Admission, Right, Role, Standing, may
from scheduler.seals import seal_with
from scheduler.stores.prompts import Prompt
from scheduler.teams import Invite
from tests.phone import knowledge_of, lay_down

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
SEAL = seal_with("4711:a-token")
GROUP = -2001
MESSAGE = 77
"""Under it is pressed. In some chats it shows an open question, as it did when they led."""
NORTH, SOUTH = 1, 2
STRANGER, NEWCOMER, LEAD_NORTH, LEAD_SOUTH, LED_YESTERDAY, ADMIN, APPOINTED, LEADS_NORTH_TOO = range(1, 9)
PEOPLE = tuple(range(1, 9))
INVITED, OPEN = Admission(open=False, admins=frozenset({APPOINTED})), Admission(admins=frozenset({APPOINTED}))

ASKED, ASKED_DRAFT, ANSWER_DRAFT = "Wer zahlt das Zeltdach?", "Wem gehört das Ruderboot?", "Frag im Kastanienhof."
CHANGES, LEADS_SOON, NAME_DRAFT = "Kirsten Umzug", "Robin Nachfolge", "Alex Entwurf"
CHANGE_DRAFT, CALL_DRAFT, NOTE = "Wo leihe ich ein Trampolin?", "Heute Picknick am Weiher", "dienstags im Pavillon"
_ADMINS = frozenset({ADMIN, APPOINTED})
_LEADS = frozenset({LEAD_NORTH, LEADS_NORTH_TOO})
READERS = {
    ASKED: _ADMINS | _LEADS | {NEWCOMER},
    ASKED_DRAFT: frozenset({NEWCOMER}),
    ANSWER_DRAFT: frozenset({LEAD_NORTH}),
    CHANGE_DRAFT: frozenset({LEAD_NORTH}),
    CALL_DRAFT: _ADMINS | _LEADS,
    NOTE: frozenset({NEWCOMER}),
    CHANGES: _ADMINS | {NEWCOMER, LEAD_SOUTH},
    LEADS_SOON: _ADMINS | {LED_YESTERDAY},
    NAME_DRAFT: frozenset({LEADS_NORTH_TOO}),
}
"""What was written, and who may read it."""

INVITES = (
    Invite(1, LEAD_NORTH, "", Role.NEWCOMER, NORTH, NOW, NOW + timedelta(days=1)),
    Invite(2, LEAD_NORTH, "", Role.LEAD, NORTH, NOW, NOW + timedelta(days=1)),
    Invite(3, ADMIN, "", Role.ADMIN, None, NOW, NOW + timedelta(days=1)),
    Invite(4, LED_YESTERDAY, "", Role.NEWCOMER, NORTH, NOW, NOW + timedelta(days=1)),
    Invite(5, LED_YESTERDAY, "", Role.LEAD, NORTH, NOW, NOW + timedelta(days=1)),
    Invite(6, LEAD_NORTH, "", Role.ADMIN, None, NOW, NOW + timedelta(days=1)),
    Invite(7, LEAD_NORTH, "", Role.LEAD, SOUTH, NOW, NOW + timedelta(days=1)),
)
VOID = frozenset({5, 6, 7})
"""Whoever made these may not (any more) invite to that."""

OWNERS = {
    "memberships": "member_id",
    "invites": "made_by",
    "series": "made_by",
    "broadcasts": "made_by",
    "copies": "member_id",
    "open_questions": "member_id",
    "answers": "made_by",
    "curations": "made_by",
    "turns": "user_id",
    "contacts": "member_id",
    "team_requests": "member_id",
}
TABLES = [metadata.tables[name] for name in ("teams", *OWNERS)]
Row = dict[str, Any]
Snapshot = dict[str, dict[int, Row]]


async def seed(records: Records) -> None:
    for member_id in PEOPLE[1:]:
        await records.members.welcome(member_id, NOW)
    for name in ("Nord", "Süd"):
        await records.teams.add(name, NOW)
    await records.teams.join(NEWCOMER, NORTH, Role.NEWCOMER, NOW)
    await records.teams.join(LEAD_NORTH, NORTH, Role.LEAD, NOW)
    await records.teams.join(LEAD_SOUTH, SOUTH, Role.LEAD, NOW)
    await records.teams.join(LED_YESTERDAY, NORTH, Role.LEAD, NOW - timedelta(days=1))
    await records.teams.join(LED_YESTERDAY, NORTH, Role.NEWCOMER, NOW)
    await records.teams.join(LEADS_NORTH_TOO, NORTH, Role.LEAD, NOW)
    await records.teams.make_admin(ADMIN, NOW)
    for invite in INVITES:
        await records.invites.add(invite, SEAL)
    await _seed_broadcasts(records)
    await _seed_questions(records)
    await _seed_own(records)


async def _insert(records: Records, table: str, *rows: Row) -> None:
    for row in rows:
        await records._connection.execute(metadata.tables[table].insert().values(row))


async def _seed_broadcasts(records: Records) -> None:
    """One in each state, all of one lead of the north; and a series."""
    to_north = {"made_by": LEAD_NORTH, "made_at": NOW, "audience": "teams", "audience_teams": str(NORTH)}
    for state in ("draft", "scheduled", "sending", "paused", "finished", "cancelled", "recalled"):
        text = CALL_DRAFT if state == "draft" else "Hallo"
        row = {**to_north, "kind": "text", "text": text, "state": state, "send_at": NOW + timedelta(hours=1)}
        await _insert(records, "broadcasts", row)
    weekly = {"weekday": 1, "hour": 9, "entries": "einstieg-tipp-8", "next_on": NOW.date()}
    await _insert(records, "series", to_north | weekly)
    copy = {"broadcast_id": 3, "member_id": NEWCOMER, "state": "sent", "not_before": NOW, "message_id": 9}
    await _insert(records, "copies", copy | {"sent_at": NOW})


async def _seed_questions(records: Records) -> None:
    """A question in each state and an answer on its way, with changes of the knowledge in each state."""
    asked = {"member_id": NEWCOMER, "made_at": NOW}
    await _insert(
        records,
        "open_questions",
        asked | {"text": ASKED, "state": "open", "asked_at": NOW, "teams": str(NORTH)},
        asked | {"text": ASKED_DRAFT, "state": "draft", "name": "Kim"},
        asked
        | {"text": ASKED, "state": "answered", "asked_at": NOW, "teams": str(NORTH)}
        | {"answered_by": LEAD_NORTH, "answered_at": NOW},
    )
    written = {"made_by": LEAD_NORTH, "made_at": NOW}
    await _insert(records, "answers", written | {"asked": "1", "text": ANSWER_DRAFT})
    draft, decoy = Change(What.DECOY, CHANGE_DRAFT), Change(What.DECOY, "Wo steht der Maibaum?")
    for number, state in enumerate(("draft", "proposed", "checked", "live"), start=1):
        content = (draft if state == "draft" else decoy).write()
        version = {"version": number, "live_at": NOW} if state == "live" else {}
        await _insert(records, "curations", written | version | {"kind": "decoy", "content": content, "state": state})
    fest = Change(What.OCCASION, "", "anlass-neu-2", "Fest", day="2026-06-13", when="06-13", why="W.", opening="O.")
    content = fest.write()
    await _insert(records, "curations", written | {"kind": fest.what.value, "content": content, "state": "draft"})
    shown = {"ordinal": 0, "priority": 0, "op": "send", "created_at": NOW, "not_before": NOW, "state": "sent"}
    for chat in (LED_YESTERDAY, LEAD_SOUTH, NEWCOMER):
        card = freeze(OpenQuestionCard((1,), reader=chat))
        await _insert(
            records, "outbox", shown | {"cause": f"q{chat}", "chat_id": chat, "card": card, "message_id": MESSAGE}
        )


async def _seed_own(records: Records) -> None:
    """What a newcomer keeps here, and what was shown to them."""
    contact = {"member_id": NEWCOMER, "kind": "presse", "role": "Lokalredaktion", "interval_weeks": 6, "note": NOTE}
    for member_id, team, role, name, sent in (
        (NEWCOMER, SOUTH, Role.NEWCOMER, CHANGES, NOW),
        (LED_YESTERDAY, NORTH, Role.LEAD, LEADS_SOON, NOW),
        (LEADS_NORTH_TOO, SOUTH, Role.NEWCOMER, NAME_DRAFT, None),
    ):
        request = {"member_id": member_id, "team_id": team, "role": role.value, "name": name}
        await _insert(records, "team_requests", request | {"made_at": NOW, "asked_at": sent})
    await _insert(records, "contacts", contact | {"since": NOW.date(), "paused": False})
    turn = {"chat_id": NEWCOMER, "user_id": NEWCOMER, "question_id": 1, "outcome": "answer", "created_at": NOW}
    ids = "einstieg-tipp-8 einstieg-tipp-2 einstieg-tipp-3"
    row = {"candidates": ids, "shown": "einstieg-tipp-8", "options": "", "round": 0, "rephrased": 0}
    await _insert(records, "turns", turn | row)


def arriving(kind: Kind, user_id: int, private: bool, **what: object) -> Arrival:
    chat_id = user_id if private else GROUP
    return Arrival(kind, chat_id, user_id, MESSAGE, private=private, name="Kim", **what)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Town:
    """Everything is as it was `before` again after each trial."""

    storage: Storage
    before: Snapshot


@asynccontextmanager
async def open_town() -> AsyncIterator[Town]:
    storage = Storage("sqlite:///:memory:")
    await lay_down(storage)
    async with storage.transaction() as records:
        await seed(records)
        before = await snapshot(records)
    yield Town(storage, before)
    await storage.close()


class Undone(Exception):
    """Ends a trial: nothing of it stays."""


@asynccontextmanager
async def trial(storage: Storage) -> AsyncIterator[Records]:
    try:
        async with storage.transaction() as records:
            yield records
            raise Undone
    except Undone:
        pass


async def snapshot(records: Records) -> Snapshot:
    found: Snapshot = {}
    for table in TABLES:
        rows = await records._connection.execute(table.select())
        found[table.name] = {row["id"]: dict(row) for row in rows.mappings()}
    members = metadata.tables["members"]
    above = members.select().with_only_columns(members.c.id, members.c.admin_since, members.c.name)
    rows = await records._connection.execute(above)
    found["members"] = {row["id"]: dict(row) for row in rows.mappings() if row["admin_since"] or row["name"]}
    return found


@dataclass(frozen=True)
class Trial:
    """One arrival, before and after. `read` is what the person got to read of it."""

    standing: Standing
    reply: Reply
    before: Snapshot
    after: Snapshot
    read: str

    @property
    def refused(self) -> bool:
        cards = [shown.card for shown in self.reply.cards]
        short = all(isinstance(card, RefusalCard | PersonalCard | NoticeCard) for card in cards)
        return short and bool(cards) and not self.reply.roles

    @property
    def idle(self) -> bool:
        """But for the note that a message was no question: it is its writer's, and says nothing else."""
        return self.after | {"turns": {}} == self.before | {"turns": {}}


async def attempt(town: Town, arrival: Arrival, admission: Admission = OPEN, prompt: Prompt | None = None) -> Trial:
    knowledge = knowledge_of(SHIPPED)
    showcase = Showcase(knowledge.library, "bot", admission=admission, seal=SEAL)
    async with trial(town.storage) as records:
        desk = Desk(knowledge.library, knowledge.matcher, records, NOW, admission, SEAL)
        if prompt is not None:
            await records.prompts.open(arrival.chat_id, arrival.user_id, prompt)
        standing = await desk.standing(arrival.user_id)
        reply = await serve(arrival, desk)
        read = "".join([text async for text in _drawn(arrival, reply, showcase, records)])
        done = Trial(standing, reply, town.before, await snapshot(records), read)
    return done  # noqa: RET504 - the trial ends with an exception of its own


async def _drawn(arrival: Arrival, reply: Reply, showcase: Showcase, records: Records) -> AsyncIterator[str]:
    """As the postman would, right after it."""
    for shown in reply.cards:
        if isinstance(shown, Show) and shown.to not in (None, arrival.user_id):
            continue
        card = shown.card
        screen = await card.draw_kept(showcase, records) if isinstance(card, KeptCard) else card.draw(showcase)
        keys = (key.label for row in screen.rows for key in row)
        yield "\n".join((screen.html, *keys, screen.original.text if screen.original else ""))


def check(done: Trial, needs: Right, private: bool) -> None:
    if not may(done.standing, needs) or not private:
        assert done.refused, done.reply
        assert done.idle
    stays_in_bounds(done)


def stays_in_bounds(done: Trial) -> None:
    """Nobody read what is not theirs to read, and, unless they administer, changed what is not theirs to change: no
    role or team became theirs, and of others' rows only those that belong to a team which they lead."""
    me, led = done.standing.member_id, done.standing.leads
    leaked = [text for text, readers in READERS.items() if me not in readers and text in done.read]
    assert not leaked
    for name in ("turns", "contacts", "answers"):
        assert not list(_touched(done, name)), "not even an admin's"
    if done.standing.admin:
        return
    for name in OWNERS:
        assert [row for row in _touched(done, name) if not _is_ours(name, row, led, done.before)] == [], name
        added = [row for number, row in done.after[name].items() if number not in done.before[name]]
        assert all(_may_be_added(name, row, me, led, done.before) for row in added), name
    mine = [row for row in done.after["memberships"].values() if row["member_id"] == me]
    assert {row["team_id"] for row in mine} <= done.standing.teams
    assert {row["team_id"] for row in mine if row["role"] == Role.LEAD} <= led
    assert done.after["teams"] == done.before["teams"]
    above = [
        {number: row["admin_since"] for number, row in rows["members"].items()} for rows in (done.before, done.after)
    ]
    assert all(above[1].get(number) == since for number, since in above[0].items() if number != me)
    assert not [number for number, since in above[1].items() if since and not above[0].get(number)]


def _admins(rows: Snapshot) -> set[int]:
    return {number for number, row in rows["members"].items() if row["admin_since"]}


def _touched(done: Trial, name: str) -> Iterator[Row]:
    """Other people's rows, as they were, that are not as they were."""
    for number, row in done.before[name].items():
        if row[OWNERS[name]] != done.standing.member_id and done.after[name].get(number) != row:
            yield row


def _is_ours(name: str, row: Row, led: Sequence[int] | frozenset[int], before: Snapshot) -> bool:
    """Whether a lead of these teams may change it, although somebody else made it."""
    match name:
        case "invites":
            return row["team_id"] in led
        case "series" | "broadcasts" | "copies":
            return NORTH in led  # all that there are are for the north
        case "open_questions":
            return row["state"] != "draft" and bool(_teams_of(row["member_id"], before) & frozenset(led))
        case "curations":
            return row["state"] != "draft" and bool(led)
        case "team_requests":
            return row["asked_at"] is not None and row["role"] == Role.NEWCOMER and row["team_id"] in led
        case "memberships":
            return row["role"] == Role.NEWCOMER and bool(_asked_by(row["member_id"], before) & frozenset(led))
    return False


def _may_be_added(name: str, row: Row, me: int, led: frozenset[int], before: Snapshot) -> bool:
    if name == "memberships" and row["member_id"] != me:
        asked = _asked_by(row["member_id"], before)
        return row["role"] == Role.NEWCOMER and row["team_id"] in asked & led
    if row[OWNERS[name]] != me:
        return name == "copies" and NORTH in led
    match name:
        case "memberships":
            return False
        case "invites":
            return row["role"] != Role.ADMIN and row["team_id"] in led
        case "answers":
            questions = [before["open_questions"][int(number)] for number in row["asked"].split()]
            return all(_is_ours("open_questions", question, led, before) for question in questions)
        case "curations" | "series" | "broadcasts":
            return bool(led)
    return True


def _asked_by(member_id: int, rows: Snapshot) -> frozenset[int]:
    """To which team they have asked to change."""
    asked = [row for row in rows["team_requests"].values() if row["member_id"] == member_id and row["asked_at"]]
    return frozenset(row["team_id"] for row in asked if row["role"] == Role.NEWCOMER)


def _teams_of(member_id: int, rows: Snapshot) -> frozenset[int]:
    return frozenset(row["team_id"] for row in rows["memberships"].values() if row["member_id"] == member_id)
