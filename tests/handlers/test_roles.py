"""Nobody gets above their role: any member, any command, any button (real, old or forged), any open prompt.

Driven by the route table, so that a new feature is in it by itself.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage.engine import Storage
from bot.storage.records import Records
from bot.storage.tables import metadata
from handlers.arrival import Arrival, Kind
from handlers.buttons import LIMIT_BYTES, Deed, deed, encode
from handlers.cards import NoticeCard, PersonalCard, RefusalCard
from handlers.desk import Desk
from handlers.feature import Feature
from handlers.reply import Reply
from handlers.routes import COMMANDS, DEEDS, FEATURES, MEDIA_PROMPTS, PROMPTS, serve
from handlers.texts.teams import LEAD_COMMANDS
from knowledge.changes import Change, What
from knowledge.library import SHIPPED
from scheduler.people import Admission, Right, Role, Standing, may
from scheduler.seals import seal_with
from scheduler.stores.prompts import Prompt
from scheduler.teams import Invite
from tests.phone import knowledge_of

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
SEAL = seal_with("4711:a-token")
GROUP = -2001
NORTH, SOUTH = 1, 2
STRANGER, NEWCOMER, LEAD_NORTH, LEAD_SOUTH, LED_YESTERDAY, ADMIN, APPOINTED = range(1, 8)
PEOPLE = (STRANGER, NEWCOMER, LEAD_NORTH, LEAD_SOUTH, LED_YESTERDAY, ADMIN, APPOINTED)
INVITED, OPEN = Admission(open=False, admins=frozenset({APPOINTED})), Admission(admins=frozenset({APPOINTED}))

# Whatever is new stands in one of these two, or the first test below fails.
OF_LEADS = {"broadcast", "curation", "invite", "offen", "statistics", "team"}
OF_MEMBERS = {"ask", "contact", "jour_fixe", "nudge", "privacy", "times", "tour"}
MEMBERS_OWN = {
    *(("invite", verb) for verb in ("switch", "both", "no")),
    *(("team", verb) for verb in ("mine", "one", "leave", "leave_yes")),
    ("broadcast", "read"),
}
"""What in a feature of the leads everybody may do."""
ADMINS_ONLY = {
    *(("team", verb) for verb in ("all", "add", "rename", "drop", "drop_yes", "demote", "demote_yes", "admins")),
    *(("team", verb) for verb in ("unadmin", "unadmin_yes", "abdicate", "abdicate_yes")),
}
ABOVE = (Right.LEADING, Right.ADMINISTERING)
TABLES = [
    metadata.tables[name]
    for name in ("teams", "memberships", "invites", "series", "broadcasts", "copies", "open_questions", "curations")
]
NEEDED = {name: command.needs for command in COMMANDS for name in command.names}
Snapshot = dict[str, list[tuple[object, ...]]]


def test_every_feature_is_known_as_leads_or_everybodys() -> None:
    assert {feature.name for feature in FEATURES} == OF_LEADS | OF_MEMBERS


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_what_is_the_leads_asks_for_it(feature: Feature) -> None:
    """Forgetting `needs` on a command, a verb or a prompt fails here."""
    for (name, verb), (_, needs) in DEEDS.items():
        if name == feature.name:
            assert (needs in ABOVE) == (name in OF_LEADS and (name, verb) not in MEMBERS_OWN), (name, verb)
    if feature.name in OF_LEADS:
        for kind in feature.prompts:
            assert PROMPTS[kind][1] in ABOVE, kind
        for command in feature.commands:
            assert command.needs in ABOVE or command.names[0] == "team", command.names


def test_what_is_the_admins_asks_for_it() -> None:
    assert {key for key, (_, needs) in DEEDS.items() if needs is Right.ADMINISTERING} == ADMINS_ONLY
    assert all(PROMPTS[kind][1] is Right.ADMINISTERING for kind in ("team_added", "team_renamed"))
    assert all(NEEDED[name] is Right.LEADING for name in LEAD_COMMANDS)


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
    await records.teams.make_admin(ADMIN, NOW)
    for role in (Role.NEWCOMER, Role.LEAD, Role.ADMIN):
        team = None if role is Role.ADMIN else NORTH
        maker = ADMIN if role is Role.ADMIN else LEAD_NORTH
        await records.invites.add(Invite(0, maker, "", role, team, NOW, NOW + timedelta(days=1)), SEAL)
    await _seed_broadcasts(records)


async def _seed_broadcasts(records: Records) -> None:
    """One in each state, all of the lead of the north; and a series, a question, a change of the knowledge."""
    tables, connection = metadata.tables, records._connection
    to_north = {"made_by": LEAD_NORTH, "made_at": NOW, "audience": "teams", "audience_teams": str(NORTH)}
    for state in ("draft", "scheduled", "sending", "paused", "finished", "cancelled", "recalled"):
        row = {**to_north, "kind": "text", "text": "Hallo", "state": state, "send_at": NOW + timedelta(hours=1)}
        await connection.execute(tables["broadcasts"].insert().values(row))
    weekly = {"weekday": 1, "hour": 9, "entries": "einstieg-tipp-8", "next_on": NOW.date()}
    await connection.execute(tables["series"].insert().values(to_north | weekly))
    copy = {"broadcast_id": 3, "member_id": NEWCOMER, "state": "sent", "not_before": NOW, "message_id": 9}
    await connection.execute(tables["copies"].insert().values(copy | {"sent_at": NOW}))
    question = {"member_id": NEWCOMER, "text": "Wer zahlt?", "state": "open", "made_at": NOW, "asked_at": NOW}
    question["teams"] = "1"
    await connection.execute(tables["open_questions"].insert().values(question))
    change = {"made_by": LEAD_NORTH, "made_at": NOW, "kind": "decoy", "content": "{}", "state": "live", "version": 1}
    await connection.execute(tables["curations"].insert().values(change | {"live_at": NOW}))
    fest = Change(What.OCCASION, "", "anlass-neu-2", "Fest", day="2026-06-13", when="06-13", why="W.", opening="O.")
    draft = {"made_by": LEAD_NORTH, "made_at": NOW, "kind": fest.what.value, "content": fest.write(), "state": "draft"}
    await connection.execute(tables["curations"].insert().values(draft))


@pytest.fixture
async def filled() -> AsyncIterator[Storage]:
    storage = Storage("sqlite:///:memory:")
    await storage.upgrade()
    async with storage.transaction() as records:
        await seed(records)
    yield storage
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
    rows = {table.name: await records._connection.execute(table.select()) for table in TABLES}
    found = {name: sorted((tuple(row) for row in result), key=repr) for name, result in rows.items()}
    members = metadata.tables["members"].c
    above = metadata.tables["members"].select().with_only_columns(members.id, members.admin_since, members.name)
    found["members"] = [tuple(row) for row in await records._connection.execute(above) if row[1] or row[2]]
    return found


@dataclass(frozen=True)
class Trial:
    """One arrival, before and after."""

    standing: Standing
    reply: Reply
    before: Snapshot
    after: Snapshot

    def refused(self) -> bool:
        cards = [shown.card for shown in self.reply.cards]
        short = all(isinstance(card, RefusalCard | PersonalCard | NoticeCard) for card in cards)
        return short and bool(cards) and not self.reply.roles


async def attempt(
    storage: Storage, arrival: Arrival, admission: Admission = OPEN, prompt: Prompt | None = None
) -> Trial:
    knowledge = knowledge_of(SHIPPED)
    async with trial(storage) as records:
        desk = Desk(knowledge.library, knowledge.matcher, records, NOW, admission, SEAL)
        if prompt is not None:
            await records.prompts.open(arrival.chat_id, arrival.user_id, prompt)
        standing, before = await desk.standing(arrival.user_id), await snapshot(records)
        reply = await serve(arrival, desk)
        done = Trial(standing, reply, before, await snapshot(records))
    return done  # noqa: RET504 - the trial ends with an exception of its own


def check(done: Trial, needs: Right, private: bool) -> None:
    if not may(done.standing, needs) or not private:
        assert done.refused(), done.reply
        assert done.after == done.before
    if not done.standing.admin:
        stays_in_bounds(done)


def stays_in_bounds(done: Trial) -> None:
    """Whatever somebody who is no admin did: nobody's role but their own became less, nobody's became more, and what
    belongs to a team that they don't lead is as it was."""
    me, led = done.standing.member_id, done.standing.leads
    kept = {row for row in done.before["memberships"] if row[1] != me}
    assert kept == {row for row in done.after["memberships"] if row[1] != me}
    mine_now = {row[2] for row in done.after["memberships"] if row[1] == me and row[3] == Role.LEAD}
    assert mine_now <= led
    assert done.after["teams"] == done.before["teams"]
    assert {row[:2] for row in done.after["members"] if row[0] != me} == {
        row[:2] for row in done.before["members"] if row[0] != me
    }
    if me != LEAD_NORTH:
        assert [row for row in done.after["curations"] if "draft" in row and LEAD_NORTH in row] == [
            row for row in done.before["curations"] if "draft" in row and LEAD_NORTH in row
        ]
    if NORTH not in led:
        for table in ("broadcasts", "series"):
            ours = [row for row in done.after[table] if LEAD_NORTH in row]
            assert ours == [row for row in done.before[table] if LEAD_NORTH in row], table
        north = [row for row in done.after["invites"] if NORTH in row[4:6]]
        assert north == [row for row in done.before["invites"] if NORTH in row[4:6]]
    assert not [row for row in done.after["invites"] if row not in done.before["invites"] and row[3] == Role.ADMIN]


def arriving(kind: Kind, user_id: int, private: bool, **what: object) -> Arrival:
    chat_id = user_id if private else GROUP
    return Arrival(kind, chat_id, user_id, 77, private=private, name="Kim", **what)  # type: ignore[arg-type]


WORDS = ("newcomer", "lead", "admin", "x", "", "0", "1", "-1", "teams", "all", "text", "now", "f" * 12, "10" * 8)
people = st.sampled_from(PEOPLE)
admissions = st.sampled_from((OPEN, INVITED))
arguments = st.lists(st.sampled_from(WORDS) | st.integers(0, 9).map(str), max_size=5)
trying = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@trying
@given(people, st.sampled_from(sorted(DEEDS)), arguments, st.booleans(), admissions)
async def test_buttons(
    filled: Storage, user_id: int, key: tuple[str, str], given_args: Sequence[str], private: bool, admission: Admission
) -> None:
    data = encode(Deed(*key, tuple(given_args)))
    if len(data.encode()) > LIMIT_BYTES:
        return
    done = await attempt(filled, arriving(Kind.BUTTON, user_id, private, button=data), admission)
    check(done, DEEDS[key][1], private)


def of_leads(feature: str) -> list[tuple[str, str]]:
    return [key for key, (_, needs) in DEEDS.items() if key[0] == feature and needs in ABOVE]


@pytest.mark.parametrize("feature", sorted(OF_LEADS))
async def test_every_button_of_the_leads_is_refused_to_everybody_below(filled: Storage, feature: str) -> None:
    """Each of them, with each number that is somebody's: what the dice above may miss."""
    for key in of_leads(feature):
        needs = DEEDS[key][1]
        below = [STRANGER, NEWCOMER, LED_YESTERDAY, *([LEAD_NORTH] if needs is Right.ADMINISTERING else [])]
        for user_id in below:
            for number in (1, 2):
                data = encode(deed(*key, number))
                check(await attempt(filled, arriving(Kind.BUTTON, user_id, True, button=data)), needs, True)
        in_group = arriving(Kind.BUTTON, ADMIN, False, button=encode(deed(*key, 1)))
        check(await attempt(filled, in_group), needs, False)


async def test_an_occasion_goes_live_by_its_author_only(filled: Storage) -> None:
    """Here the one who may gets through, so that the refusals mean something."""
    data = encode(deed("curation", "publish", 2))
    published = []
    for user_id in PEOPLE:
        done = await attempt(filled, arriving(Kind.BUTTON, user_id, True, button=data))
        if not any("draft" in row for row in done.after["curations"]):
            published.append(user_id)
    assert published == [LEAD_NORTH]


@pytest.mark.parametrize("feature", sorted(OF_LEADS))
async def test_a_lead_of_another_team_moves_nothing_of_this_one(filled: Storage, feature: str) -> None:
    words = ((), ("newcomer",), ("lead",), ("lead", NORTH, 1, 0), ("newcomer", NORTH, 1, 0), ("admin", 0, 1, 0))
    for key in of_leads(feature):
        for args in (*((number,) for number in range(1, 8)), *words):
            data = encode(deed(*key, *args))  # type: ignore[arg-type]
            stays_in_bounds(await attempt(filled, arriving(Kind.BUTTON, LEAD_SOUTH, True, button=data)))


@trying
@given(
    people,
    st.sampled_from(sorted(NEEDED)),
    st.sampled_from(("", "1", "alle", "i_x", "e_einstieg-tipp-8", "c_rundruf")),
    st.booleans(),
    st.booleans(),
    admissions,
)
async def test_commands(
    filled: Storage, user_id: int, name: str, argument: str, private: bool, link: bool, admission: Admission
) -> None:
    """Typed, or by the link that leads from a group."""
    arrival = arriving(Kind.COMMAND, user_id, private, command=name, argument=argument)
    if link:
        arrival = arriving(Kind.COMMAND, user_id, private, command="start", argument=f"c_{name}")
    done = await attempt(filled, arrival, admission)
    if NEEDED[name] in ABOVE:
        check(done, NEEDED[name], private)
    elif not done.standing.admin:
        stays_in_bounds(done)


@pytest.mark.parametrize("user_id", [STRANGER, NEWCOMER, LED_YESTERDAY])
async def test_every_command_of_the_leads_is_refused(filled: Storage, user_id: int) -> None:
    for name in (name for name, needs in NEEDED.items() if needs in ABOVE):
        for private in (True, False):
            typed = arriving(Kind.COMMAND, user_id, private, command=name)
            linked = arriving(Kind.COMMAND, user_id, private, command="start", argument=f"c_{name}")
            for arrival in (typed, linked):
                check(await attempt(filled, arrival), NEEDED[name], private)


@pytest.mark.parametrize("user_id", [STRANGER, NEWCOMER, LED_YESTERDAY])
async def test_what_a_lead_was_asked_is_not_taken_from_who_leads_no_more(filled: Storage, user_id: int) -> None:
    """The prompt was opened while they led; the text, or the photo, comes after."""
    photo = arriving(Kind.MEDIA, user_id, True, media="photo", file_id="x", file_bytes=9)
    text = arriving(Kind.TEXT, user_id, True, text="Quartier Ost", exact="Quartier Ost")
    for kind in (kind for kind, (_, needs) in PROMPTS.items() if needs in ABOVE):
        for arrival in (text, photo) if kind in MEDIA_PROMPTS else (text,):
            for data in ("", "1", "1:2:x"):
                prompt = Prompt(kind, 0, NOW + timedelta(minutes=5), data)
                done = await attempt(filled, arrival, OPEN, prompt)
                assert done.refused(), (kind, done.reply)
                assert done.after == done.before, kind


async def test_where_invitations_are_needed_a_stranger_gets_no_further(filled: Storage) -> None:
    for name, needs in NEEDED.items():
        done = await attempt(filled, arriving(Kind.COMMAND, STRANGER, True, command=name), INVITED)
        refused = [card for card in done.reply.cards if isinstance(card.card, RefusalCard)]
        assert bool(refused) == (needs is not Right.ANYBODY or name == "start"), name
