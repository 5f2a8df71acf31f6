"""Teams and invitations, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.storage.engine import Storage
from bot.storage.records import Records
from scheduler.people import OPEN_TO_ALL, Admission, Right, Role, may
from scheduler.round import tick
from scheduler.seals import seal_with
from scheduler.stores.invites import RETENTION
from scheduler.team_requests import TeamRequest
from scheduler.teams import Invite, Leader, hash_of

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SEAL = seal_with("4711:a-token")
KIM, ALEX, ROBIN = 5, 6, 7


async def team(records: Records, name: str = "Nord") -> int:
    added = await records.teams.add(name, NOW)
    assert added is not None
    return added.id


async def people(records: Records) -> None:
    for member_id in (KIM, ALEX, ROBIN):
        await records.members.welcome(member_id, NOW)


def blank(**changes: object) -> Invite:
    invite = Invite(0, ALEX, "", Role.NEWCOMER, None, NOW, NOW + DAY)
    return replace(invite, **changes)  # type: ignore[arg-type]


async def test_names_of_teams_are_there_once(storage: Storage) -> None:
    async with storage.transaction() as records:
        north, south = await team(records), await team(records, "Süd")
        assert await records.teams.add("Nord", NOW) is None
        assert not await records.teams.rename(south, "Nord")
        assert await records.teams.rename(north, "Nord")
        assert await records.teams.rename(south, "West")
        assert [each.name for each in await records.teams.all()] == ["Nord", "West"]


async def test_a_membership_is_there_once_and_gets_the_role(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north = await team(records)
        first = await records.teams.join(KIM, north, Role.NEWCOMER, NOW)
        again = await records.teams.join(KIM, north, Role.LEAD, NOW + DAY)
        assert again == replace(first, role=Role.LEAD)
        assert await records.teams.membership(first.id) == again
        await records.teams.leave(KIM, north)
        assert (await records.teams.join(KIM, north, Role.NEWCOMER, NOW)).id > first.id
        assert await records.teams.membership(first.id) is None


async def test_leads_are_named_and_members_counted(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north = await team(records)
        await records.teams.join(KIM, north, Role.NEWCOMER, NOW)
        lead = await records.teams.join(ALEX, north, Role.LEAD, NOW)
        await records.members.save(replace(await records.members.welcome(ALEX, NOW), name="Alex"))
        assert await records.teams.leads_of(north) == [Leader(ALEX, "Alex", lead.id)]
        assert await records.teams.count_of(north) == 2
        await records.teams.remove(north)
        assert await records.teams.of(ALEX) == []


async def test_where_somebody_stands(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north, south = await team(records), await team(records, "Süd")
        await records.teams.join(KIM, north, Role.NEWCOMER, NOW)
        await records.teams.join(ALEX, north, Role.LEAD, NOW)
        await records.teams.make_admin(ROBIN, NOW)
        invited = Admission(open=False, admins=frozenset({99}))
        kim, alex, robin, operator, stranger = [
            await records.teams.standing(each, invited) for each in (KIM, ALEX, ROBIN, 99, 98)
        ]
    assert may(kim, Right.USING)
    assert not may(kim, Right.LEADING)
    assert may(alex, Right.LEADING)
    assert may(alex, Right.LEADING, north)
    assert not may(alex, Right.LEADING, south)
    assert not may(alex, Right.ADMINISTERING)
    for admin in (robin, operator):
        assert may(admin, Right.LEADING, south)
        assert may(admin, Right.ADMINISTERING)
    assert not may(stranger, Right.USING)
    assert may(stranger, Right.ANYBODY)


async def test_menus_that_are_not_as_they_should_be(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north = await team(records)
        await records.teams.join(KIM, north, Role.LEAD, NOW)
        await records.teams.make_admin(ALEX, NOW)
        appointed = Admission(admins=frozenset({ROBIN}))
        assert await records.teams.outdated_menus("x", appointed) == [(KIM, "x"), (ALEX, "x"), (ROBIN, "x")]
        for member_id in (KIM, ALEX, ROBIN):
            await records.teams.set_menu(member_id, "x")
        assert await records.teams.outdated_menus("x", appointed) == []
        assert await records.teams.outdated_menus("x", OPEN_TO_ALL) == [(ROBIN, "")]
        assert len(await records.teams.outdated_menus("y", appointed)) == 3, "another edition"
        await records.members.set_blocked(KIM, NOW)
        await records.teams.leave(KIM, north)
        assert await records.teams.outdated_menus("x", appointed) == []


async def test_an_invitation_is_found_by_its_token_alone(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        one, other = await records.invites.add(blank(), SEAL), await records.invites.add(blank(), SEAL)
    assert one.token(SEAL) != other.token(SEAL), "made in the same moment"
    assert len(one.token(SEAL)) * 6 >= 128
    async with storage.look() as records:
        found = await records.invites.by_hash(hash_of(one.token(SEAL)))
        assert found == one
        assert found.token(SEAL) == one.token(SEAL), "also as it comes back from the database"
        assert found.token(seal_with("4711:another")) != one.token(SEAL)
        assert await records.invites.by_hash(hash_of("")) is None
        newest = await records.invites.newest_of(ALEX)
        assert newest == other


async def test_an_invitation_is_used_as_often_as_it_says(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        twice, ever = await records.invites.add(blank(uses=2), SEAL), await records.invites.add(blank(uses=None), SEAL)
        assert [await records.invites.use(twice.id, NOW) for _ in range(3)] == [True, True, False]
        assert all([await records.invites.use(ever.id, NOW) for _ in range(9)])
        assert not await records.invites.use(ever.id, NOW + DAY)
        await records.invites.revoke(ever.id, NOW)
        assert not await records.invites.use(ever.id, NOW)
        assert await records.invites.open_to(None, NOW) == []


async def test_of_two_at_once_one_gets_the_last_use(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        invite = await records.invites.add(blank(), SEAL)

    async def follow(member_id: int) -> bool:
        async with storage.transaction() as records:
            await records.members.welcome(member_id, NOW)
            used = await records.invites.use(invite.id, NOW)
            await asyncio.sleep(0.05)  # the other one comes in between
            return used

    for _ in range(5):
        assert sorted(await asyncio.gather(follow(KIM), follow(ROBIN), follow(ALEX))) == [False, False, True]
        async with storage.transaction() as records:
            invite = await records.invites.add(blank(), SEAL)


async def test_of_two_admins_who_go_at_once_one_stays(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        for member_id in (KIM, ALEX):
            await records.teams.make_admin(member_id, NOW)

    async def go(member_id: int) -> None:
        async with storage.transaction() as records:
            if len(await records.teams.hold_admins()) > 1:
                await asyncio.sleep(0.05)
                await records.teams.make_admin(member_id, None)

    await asyncio.gather(go(KIM), go(ALEX))
    async with storage.look() as records:
        assert len(await records.teams.admins()) == 1


async def test_what_is_open_into_which_teams(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north, south = await team(records), await team(records, "Süd")
        into_north = await records.invites.add(blank(team_id=north), SEAL)
        into_south = await records.invites.add(blank(team_id=south, role=Role.LEAD), SEAL)
        admins = await records.invites.add(blank(role=Role.ADMIN), SEAL)
        assert await records.invites.open_to([north], NOW) == [into_north]
        assert await records.invites.open_to([], NOW) == []
        assert await records.invites.open_to(None, NOW) == [into_north, into_south, admins]
        await records.teams.remove(south)
        assert await records.invites.get(into_south.id) is None


async def test_a_person_who_goes_takes_the_strong_invitations_along(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north = await team(records)
        newcomers = await records.invites.add(blank(team_id=north), SEAL)
        leads = await records.invites.add(blank(team_id=north, role=Role.LEAD), SEAL)
        admins = await records.invites.add(blank(role=Role.ADMIN), SEAL)
        await records.members.remove(ALEX)
        assert await records.invites.get(newcomers.id) == replace(newcomers, made_by=None)
        assert await records.invites.get(leads.id) is None
        assert await records.invites.get(admins.id) is None


async def test_a_request_goes_once_and_is_taken_once(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north = await team(records)
        first = await records.requests.put(TeamRequest(0, ALEX, north, Role.NEWCOMER, "", NOW))
        made = await records.requests.put(TeamRequest(0, ALEX, north, Role.LEAD, "", NOW))
        assert made.id > first.id, "old buttons mean nothing else"
        assert await records.requests.get(first.id) is None
        await records.requests.name(made.id, "Alex")
        assert await records.requests.asked() == []
        assert await records.requests.send(made.id, NOW)
        assert not await records.requests.send(made.id, NOW + DAY)
        await records.requests.name(made.id, "Somebody else")
        sent = replace(made, name="Alex", asked_at=NOW)
        assert await records.requests.asked() == [sent]
        assert await records.requests.of(ALEX) == sent
        assert await records.requests.take(made.id)
        assert not await records.requests.take(made.id)


async def test_requests_are_forgotten_when_their_time_is_over(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        north = await team(records)
        asked = await records.requests.put(TeamRequest(0, ALEX, north, Role.NEWCOMER, "Alex", NOW, NOW))
        await tick(records, NOW + 7 * DAY)
        assert await records.requests.get(asked.id) == asked
        await tick(records, NOW + 7 * DAY + timedelta(seconds=1))
        assert await records.requests.get(asked.id) is None
        draft = await records.requests.put(TeamRequest(0, ALEX, north, Role.NEWCOMER, "Alex", NOW))
        await tick(records, NOW + timedelta(hours=1, seconds=1))
        assert await records.requests.get(draft.id) is None
        gone = await records.requests.put(TeamRequest(0, ALEX, north, Role.NEWCOMER, "Alex", NOW, NOW))
        await records.teams.remove(north)
        assert await records.requests.get(gone.id) is None


async def test_ended_invitations_are_forgotten_after_a_month(storage: Storage) -> None:
    async with storage.transaction() as records:
        await people(records)
        over = await records.invites.add(blank(), SEAL)
        lasting = await records.invites.add(blank(expires_at=NOW + 14 * DAY), SEAL)
        await tick(records, NOW + DAY + RETENTION)
        assert await records.invites.get(over.id) == over
        await tick(records, NOW + DAY + RETENTION + timedelta(seconds=1))
        assert await records.invites.get(over.id) is None
        assert await records.invites.get(lasting.id) == lasting
