"""Who made a week's numbers is counted when it is over; whatever people do, five have made each of them together."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage.engine import Storage
from bot.storage.records import Records
from scheduler import belonging
from scheduler.calendar import local_moment
from scheduler.people import Role
from scheduler.totals import EVERYBODY, WEEK, Metric, close_week, closed_weeks, head_counts, week_of
from scheduler.visibility import sources
from tests.trials import trial

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
LONG_AGO = START - timedelta(weeks=30)
LAST_WEEK = START - WEEK
PEOPLE, TEAMS = range(100, 136), range(3)


@dataclass
class Town:
    """The bot's records, and beside them who really was where: `been` are, for each week, all groups in which somebody
    could have made a number; `seen` the sets of groups that whoever looked at the numbers has seen together."""

    records: Records
    now: datetime = START
    monday: date = field(default_factory=lambda: week_of(START))
    teams: list[int] = field(default_factory=list)
    theirs: dict[int, set[int]] = field(default_factory=dict)
    away: set[int] = field(default_factory=set)
    been: dict[date, dict[int, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    partly: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Who was not there all the time."""
    seen: dict[date, set[frozenset[int]]] = field(default_factory=lambda: defaultdict(set))

    async def settle(self, homes: Iterable[set[int]]) -> None:
        """As everything has been for long."""
        for number in TEAMS:
            team = await self.records.teams.add(f"Team {number}", LONG_AGO)
            assert team is not None
            self.teams.append(team.id)
        for person, home in zip(PEOPLE, homes, strict=False):
            await self.records.members.welcome(person, LONG_AGO)
            self.theirs[person] = {self.teams[place] for place in home}
            for team_id in self.theirs[person]:
                await self.records.teams.join(person, team_id, Role.NEWCOMER, LONG_AGO)
        self._note()

    def group(self, person: int) -> int:
        teams = self.theirs[person]
        return next(iter(teams)) if len(teams) == 1 else EVERYBODY

    def _note(self) -> None:
        for person in self.theirs:
            if person not in self.away:
                self.been[week_of(self.now)][person].add(self.group(person))

    async def do(self, deed: str, person: int, place: int, hours: int) -> None:
        self.now = max(self.now, local_moment(self.monday, 0) + timedelta(hours=hours))
        team_id, week = self.teams[place % len(self.teams)] if self.teams else 0, week_of(self.now)
        self._note()
        known = person in self.theirs
        if deed == "join" and team_id:
            if not known:
                self.partly[week].add(person)
            await self.records.members.welcome(person, self.now)
            if person in self.away:
                self.partly[week].add(person)
            self.away.discard(person)
            await self.records.teams.join(person, team_id, Role.NEWCOMER, self.now)
            self.theirs.setdefault(person, set()).add(team_id)
        elif deed == "switch" and known and person not in self.away and team_id:
            await self.records.teams.join(person, team_id, Role.NEWCOMER, self.now)
            for other in self.theirs[person] - {team_id}:
                await belonging.leave(self.records, person, other, self.now)
            self.theirs[person] = {team_id}
        elif deed == "leave" and known and team_id in self.theirs[person]:
            await belonging.leave(self.records, person, team_id, self.now)
            self.theirs[person].discard(team_id)
        elif deed == "delete" and known:
            await self.records.members.remove(person)
            del self.theirs[person]
            self.away.discard(person)
            self.partly[week].add(person)
        elif deed == "block" and known:
            await self.records.members.set_blocked(person, self.now)
            self.away.add(person)
            self.partly[week].add(person)
        elif deed == "return" and person in self.away:
            await belonging.come_back(self.records, person, self.now)
            self.away.discard(person)
            self.partly[week].add(person)
        elif deed == "dissolve" and team_id and hours % 4 == 0:
            await belonging.dissolve(self.records, team_id, self.now)
            self.teams.remove(team_id)
            for teams in self.theirs.values():
                teams.discard(team_id)
        self._note()

    async def end_week(self) -> None:
        self.monday += WEEK
        self.now = max(self.now, local_moment(self.monday, 0))
        self._note()
        await close_week(self.records, self.now)

    async def look(self) -> None:
        weeks = closed_weeks(self.now)
        heads = await head_counts(self.records, weeks[0])
        for team_id in (EVERYBODY, *self.teams):
            for week, made_of in sources(heads, weeks, team_id).items():
                self.seen[week].add(frozenset(made_of))

    def check(self) -> None:
        """Whatever of the shown numbers of a week is added and subtracted: what is left is nobody's, or was made by
        five people who have been in its groups from its beginning to its end."""
        for week, shown in self.seen.items():
            pieces = defaultdict[tuple[bool, ...], tuple[set[int], set[int]]](lambda: (set(), set()))
            for person, groups in self.been[week].items():
                for group in groups:
                    inside = tuple(group in made_of or EVERYBODY in made_of for made_of in sorted(shown, key=sorted))
                    all_week, some_time = pieces[inside]
                    some_time.add(person)
                    if len(groups) == 1 and person not in self.partly[week]:
                        all_week.add(person)
            for inside, (all_week, some_time) in pieces.items():
                assert not any(inside) or len(all_week) >= 5, (week, shown, some_time)


DEEDS = st.sampled_from(("join", "switch", "leave", "leave", "delete", "block", "return", "dissolve"))
DEED = st.tuples(DEEDS, st.sampled_from(PEOPLE), st.sampled_from(TEAMS), st.integers(0, 7 * 24 + 40))
"""What, who, which team, how many hours after the week began; some before a week that is over is closed."""
PLACES: tuple[set[int], ...] = (set(), {0}, {1}, {2}, {0, 1})
HOMES = st.tuples(*(st.sampled_from((0, 1, 4, 5, 6, 7)) for _ in PLACES)).map(
    lambda sizes: [place for place, size in zip(PLACES, sizes, strict=True) for _ in range(size)]
)


@given(HOMES, st.lists(st.lists(DEED, max_size=8), min_size=1, max_size=4))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
async def test_five_people_have_made_whatever_can_be_worked_out(
    storage: Storage, homes: list[set[int]], weeks: list[list[tuple[str, int, int, int]]]
) -> None:
    async with trial(storage) as records:
        town = Town(records)
        await town.settle(homes)
        for deeds in weeks:
            for deed, person, place, hours in sorted(deeds, key=lambda each: each[3]):
                await town.do(deed, person, place, hours)
            await town.end_week()
            await town.look()
            town.check()


async def counted(storage: Storage, now: datetime = START) -> dict[int, int]:
    async with storage.transaction() as records:
        await close_week(records, now)
        return dict((await head_counts(records, week_of(now) - WEEK)).get(week_of(now) - WEEK, {}))


async def fill(storage: Storage, **teams: Iterable[int]) -> dict[str, int]:
    """Teams of these people, who have been there for long."""
    found = {}
    async with storage.transaction() as records:
        for name, people in teams.items():
            team = await records.teams.add(name, LONG_AGO)
            assert team is not None
            found[name] = team.id
            for person in people:
                await records.members.welcome(person, LONG_AGO)
                await records.teams.join(person, team.id, Role.NEWCOMER, LONG_AGO)
    return found


async def test_who_was_in_two_teams_until_wednesday_makes_up_neither(storage: Storage) -> None:
    """And whoever leaves after the week is over changes nothing about it."""
    teams = await fill(storage, north=range(1, 6), south=range(5, 12))
    async with storage.transaction() as records:
        await belonging.leave(records, 5, teams["south"], LAST_WEEK + timedelta(days=1))
    assert await counted(storage) == {EVERYBODY: 0, teams["north"]: 4, teams["south"]: 6}
    async with storage.transaction() as records:
        for person in (6, 7, 8, 9):
            await belonging.leave(records, person, teams["south"], START)
    assert await counted(storage) == {EVERYBODY: 0, teams["north"]: 4, teams["south"]: 6}
    assert await counted(storage, START + WEEK) == {EVERYBODY: 0, teams["north"]: 5, teams["south"]: 2}
    assert (await counted(storage, START + 2 * WEEK))[EVERYBODY] == 4


async def test_changing_teams_takes_nobody_off_twice(storage: Storage) -> None:
    teams = await fill(storage, north=range(1, 7), south=range(7, 13))
    async with storage.transaction() as records:
        await records.teams.join(1, teams["south"], Role.NEWCOMER, LAST_WEEK)
        await belonging.leave(records, 1, teams["north"], LAST_WEEK)
    assert await counted(storage) == {EVERYBODY: 0, teams["north"]: 5, teams["south"]: 6}


async def test_who_has_blocked_the_bot_does_not_make_up_the_five(storage: Storage) -> None:
    teams = await fill(storage, north=range(1, 7))
    async with storage.transaction() as records:
        await records.members.set_blocked(1, LONG_AGO)
        await records.members.set_blocked(2, LAST_WEEK)
        await records.members.set_blocked(3, LONG_AGO)
        await belonging.come_back(records, 3, LAST_WEEK)
    assert await counted(storage) == {EVERYBODY: 0, teams["north"]: 3}, "nor who came back in the middle of the week"


async def test_a_removed_team_leaves_its_size_and_nothing_else(storage: Storage) -> None:
    """Else those outside of it could be told apart afterwards from what was shown of it before."""
    teams = await fill(storage, north=range(1, 7), south=range(11, 17), west=range(21, 24))
    before = await counted(storage)
    async with storage.transaction() as records:
        await records.totals.add(week_of(LAST_WEEK), teams["south"], Metric.ANSWERED, "", 3)
        await belonging.dissolve(records, teams["south"], START)
        left = {one.metric for one in await records.totals.since(week_of(LAST_WEEK), [teams["south"]])}
    assert left == {Metric.HEADS}
    assert await counted(storage) == before
    assert (await counted(storage, START + WEEK))[EVERYBODY] == 0, "they are in no team since Tuesday"
    assert (await counted(storage, START + 2 * WEEK))[EVERYBODY] == 6


async def test_weeks_in_which_the_program_was_down_are_counted_later(storage: Storage) -> None:
    teams = await fill(storage, north=range(1, 7))
    await counted(storage, START - 3 * WEEK)
    async with storage.transaction() as records:
        await close_week(records, START)
        heads = await head_counts(records, closed_weeks(START)[0])
    assert sorted(heads) == closed_weeks(START)[-4:], "none before the first that was ever counted"
    assert all(groups[teams["north"]] == 6 for groups in heads.values())


async def test_two_who_close_a_week_count_it_once(storage: Storage) -> None:
    teams = await fill(storage, north=range(1, 7))

    async def close() -> None:
        async with storage.transaction() as records:
            await close_week(records, START)

    await asyncio.gather(*(close() for _ in range(4)))
    async with storage.look() as records:
        rows = await records.totals.since(week_of(LAST_WEEK), [teams["north"]])
    assert [(row.metric, row.count) for row in rows] == [(Metric.HEADS, 6), (Metric.TOUR, 6)]


@pytest.mark.parametrize("room", ["handlers", "bot", "scheduler"])
def test_nobody_leaves_a_team_without_being_counted(room: str) -> None:
    told = re.compile(r"\.teams\.(leave|remove)\(|\.set_blocked\([^()]*None\)")
    for file in (ROOT / room).rglob("*.py"):
        assert file.stem == "belonging" or not told.search(file.read_text(encoding="utf-8")), file
