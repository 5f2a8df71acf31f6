"""Counted without saying who; shown rounded, of weeks that are over, and of five people at least."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.engine import Storage
from knowledge.entries import Library, Recommendation
from scheduler.dues import Due, Kind, State
from scheduler.overview import share, survey
from scheduler.people import Role
from scheduler.round import tick
from scheduler.rounding import rounded
from scheduler.stores.totals import Presence, Total
from scheduler.totals import (
    EVERYBODY,
    RETENTION,
    WEEK,
    Metric,
    area_of,
    close_week,
    closed_weeks,
    count,
    forget,
    tally,
    topic_of,
    week_of,
)
from scheduler.visibility import Obstacle, obstacle, sources

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
EARLY = NOW - timedelta(weeks=30)
NORTH, SOUTH, WEST = 1, 2, 3


Heads = dict[date, Counter[int]]


def people(number: int, team: int = EVERYBODY) -> list[Presence]:
    return [Presence(team, EARLY, 0)] * number


def heads(*groups: int, others: int = 0, weeks: Iterable[date] = closed_weeks(NOW)) -> Heads:
    """So many in the north, in the south …, the same in each of these weeks."""
    return {week: Counter({EVERYBODY: others, **dict(enumerate(groups, start=1))}) for week in weeks}


def seen(counted: Heads, team: int = EVERYBODY, now: datetime = NOW) -> list[date]:
    return list(sources(counted, closed_weeks(now), team))


# Rounding


@pytest.mark.parametrize(
    ("number", "coarse"), [(0, None), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (998, 1000)]
)
def test_below_five_nothing_is_told_apart_and_the_rest_goes_to_the_nearest_five(
    number: int, coarse: int | None
) -> None:
    assert rounded(number) == coarse


@given(st.integers(5, 10**6))
def test_rounding_is_never_off_by_more_than_two(number: int) -> None:
    coarse = rounded(number)
    assert coarse is not None
    assert coarse % 5 == 0
    assert abs(coarse - number) <= 2
    assert rounded(coarse) == coarse


def test_a_share_is_made_of_rounded_numbers_and_only_where_it_means_something() -> None:
    assert share(10, 20) == 50
    assert share(10, 15) is None, "too few"
    assert share(None, 200) is None, "what is under five has no share either"
    assert share(65, 60) == 100, "rounding may have made the part larger than the whole"


# Weeks


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        (datetime(2026, 3, 1, 22, 30, tzinfo=UTC), date(2026, 2, 23)),  # Sunday 23:30 in Berlin
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), date(2026, 3, 2)),  # Sunday 23:30 in UTC is Monday in Berlin
        (datetime(2026, 7, 5, 21, 59, tzinfo=UTC), date(2026, 6, 29)),  # in summer two hours
        (datetime(2026, 7, 5, 22, 0, tzinfo=UTC), date(2026, 7, 6)),
        (datetime(2026, 1, 1, 12, 0, tzinfo=UTC), date(2025, 12, 29)),
    ],
)
def test_a_week_begins_on_monday_in_berlin(moment: datetime, monday: date) -> None:
    assert week_of(moment) == monday


def test_the_running_week_is_never_shown() -> None:
    for hours in range(24 * 7):
        moment = datetime(2026, 3, 1, 23, tzinfo=UTC) + timedelta(hours=hours)
        weeks = closed_weeks(moment)
        assert weeks[-1] == MONDAY - WEEK
        assert len(weeks) == 12


# Counting


async def all_totals(storage: Storage, teams: Iterable[int] = (EVERYBODY, NORTH, SOUTH)) -> list[Total]:
    async with storage.look() as records:
        return await records.totals.since(date(2020, 1, 6), teams)


async def put_member(storage: Storage, member_id: int, *teams: str, role: Role = Role.NEWCOMER) -> None:
    async with storage.transaction() as records:
        await records.members.welcome(member_id, EARLY)
        for name in teams:
            team = await records.teams.add(name, EARLY)
            known = team or next(each for each in await records.teams.all() if each.name == name)
            await records.teams.join(member_id, known.id, role, EARLY)


async def test_one_counts_for_everybody_and_for_the_team(storage: Storage) -> None:
    await put_member(storage, 5, "Nord")
    async with storage.transaction() as records:
        await tally(records, 5, Metric.ANSWERED, "kommune/tipp", NOW)
        await tally(records, 5, Metric.ANSWERED, "kommune/tipp", NOW)
        await tally(records, 5, Metric.NUDGE_DONE, "press", NOW + WEEK)
    assert await all_totals(storage) == [
        Total(MONDAY, EVERYBODY, Metric.ANSWERED, "kommune/tipp", 2),
        Total(MONDAY, NORTH, Metric.ANSWERED, "kommune/tipp", 2),
        Total(MONDAY + WEEK, EVERYBODY, Metric.NUDGE_DONE, "press", 1),
        Total(MONDAY + WEEK, NORTH, Metric.NUDGE_DONE, "press", 1),
    ]


async def test_who_is_in_several_teams_or_in_none_counts_for_everybody_only(storage: Storage) -> None:
    await put_member(storage, 5, "Nord", "Süd")
    await put_member(storage, 6)
    async with storage.transaction() as records:
        for member in (5, 6, 7):
            await tally(records, member, Metric.UNKNOWN, "", NOW)
    assert await all_totals(storage) == [Total(MONDAY, EVERYBODY, Metric.UNKNOWN, "", 3)]


async def test_counting_at_the_same_time_loses_nothing(storage: Storage) -> None:
    await put_member(storage, 5, "Nord")

    async def ask(_number: int) -> None:
        async with storage.transaction() as records:
            await tally(records, 5, Metric.ANSWERED, "kommune", NOW)

    await asyncio.gather(*(ask(number) for number in range(25)))
    assert [total.count for total in await all_totals(storage)] == [25, 25]


async def test_what_is_rolled_back_was_not_counted(storage: Storage) -> None:
    with pytest.raises(RuntimeError):
        async with storage.transaction() as records:
            await tally(records, 5, Metric.ANSWERED, "kommune", NOW)
            raise RuntimeError
    assert await all_totals(storage) == []


async def test_totals_outlive_the_person_and_are_forgotten_after_sixty_weeks(storage: Storage) -> None:
    await put_member(storage, 5, "Nord")
    async with storage.transaction() as records:
        await tally(records, 5, Metric.ANSWERED, "kommune", NOW)
        await records.members.remove(5)
    assert len(await all_totals(storage)) == 2
    for after, left in ((RETENTION, 2), (RETENTION + WEEK, 0)):
        async with storage.transaction() as records:
            await forget(records, NOW + after)
        assert len(await all_totals(storage)) == left


async def test_what_no_nudge_needs_any_more_is_forgotten_after_thirty_days(storage: Storage) -> None:
    """Of one person, and only for that person: what they did about a nudge."""
    rows = {
        (Kind.PRESS, State.DONE): False,
        (Kind.RELATIONSHIP, State.DONE): False,
        (Kind.STEP, State.DONE): False,
        (Kind.STEP, State.SKIPPED): False,
        (Kind.PRESS, State.SKIPPED): False,  # of a contact that is on no list any more
        (Kind.TIP, State.SKIPPED): True,
        (Kind.JOUR_FIXE, State.DONE): True,
        (Kind.RELATIONSHIP, State.OPEN): True,
    }
    day = NOW.date()
    await put_member(storage, 5)
    async with storage.transaction() as records:
        for number, (kind, state) in enumerate(rows):
            due = await records.dues.enter(Due(0, 5, kind, str(number), "x", day))
            await records.dues.save(replace(due, state=state, closed_on=None if state is State.OPEN else day))
    for days, left in (
        (30, len(rows)),
        (31, sum(rows.values())),
        (90, sum(rows.values())),
        (91, 2),
        (190, 2),
        (191, 1),
    ):
        async with storage.transaction() as records:
            await tick(records, NOW + timedelta(days=days))
            kept = await records.dues.of(5)
        assert len(kept) == left, days
        assert days == 30 or all(rows[due.kind, due.state] for due in kept)


async def test_a_teams_totals_go_with_it(storage: Storage) -> None:
    await put_member(storage, 5, "Nord")
    async with storage.transaction() as records:
        await tally(records, 5, Metric.ANSWERED, "kommune", NOW)
        await records.teams.remove(NORTH)
    assert [total.team_id for total in await all_totals(storage)] == [EVERYBODY]


async def test_how_far_people_are_is_counted_once_when_a_week_is_over(storage: Storage) -> None:
    await put_member(storage, 5, "Nord")
    await put_member(storage, 6)
    for now in (NOW, NOW + timedelta(minutes=1), NOW + timedelta(days=3)):
        async with storage.transaction() as records:
            member = await records.members.get(5)
            assert member is not None
            await close_week(records, now)
            await records.members.save(replace(member, tour_done=(*member.tour_done, f"step-{now:%H%M%d}")))
    week = MONDAY - WEEK
    assert [total for total in await all_totals(storage) if total.metric == Metric.TOUR] == [
        Total(week, EVERYBODY, Metric.TOUR, "0", 2),
        Total(week, NORTH, Metric.TOUR, "0", 1),
    ]


def test_a_topic_is_a_place_in_the_collection() -> None:
    entry = Recommendation("x", "Titel", "Text", "kommune", "tipp")
    library = Library({"x": entry, "y": replace(entry, kind="")})
    assert topic_of(library, "x") == "kommune/tipp"
    assert topic_of(library, "y") == area_of(library, "x") == "kommune"
    assert topic_of(library, "gone") == area_of(library, "gone") == ""


async def test_presences_say_of_nobody_who_it_is(storage: Storage) -> None:
    await put_member(storage, 987654, "Nord")
    await put_member(storage, 987655, "Nord", "Süd")
    async with storage.look() as records:
        presences = await records.totals.presences()
    assert sorted(one.team_id for one in presences) == [EVERYBODY, NORTH]
    assert "98765" not in repr(presences)


# What may be shown


@pytest.mark.parametrize(("inside", "outside", "shown"), [(4, 9, 0), (5, 4, 0), (5, 5, 12), (6, 6, 12), (9, 4, 0)])
def test_a_team_is_shown_if_it_and_the_rest_have_five_people(inside: int, outside: int, shown: int) -> None:
    assert len(seen(heads(inside, others=outside), NORTH)) == shown


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (4, 0), (5, 12), (6, 12)])
def test_everybody_is_shown_from_five_people_on(number: int, shown: int) -> None:
    assert len(seen(heads(others=number))) == shown


def test_what_a_few_outside_the_teams_make_cant_be_worked_out() -> None:
    made_of = sources(heads(8, 6, others=3), closed_weeks(NOW), EVERYBODY)
    assert set(made_of.values()) == {(NORTH, SOUTH)}, "the three are left out"
    made_of = sources(heads(8, 6, others=5), closed_weeks(NOW), EVERYBODY)
    assert set(made_of.values()) == {(EVERYBODY,)}, "five of them are enough"


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.integers(0, 9), st.sampled_from((5, 10)))
def test_whatever_is_added_and_subtracted_it_is_of_five_people_or_nobody(
    sizes: list[int], others: int, least: int
) -> None:
    """Every difference between "all" and any teams shown."""
    by_team = dict(zip((NORTH, SOUTH, WEST), sizes, strict=True))
    counted, weeks = heads(*sizes, others=others), closed_weeks(NOW)
    teams = [team for team in by_team if sources(counted, weeks, team, least)]
    everybody = sources(counted, weeks, EVERYBODY, least).get(weeks[-1])
    if everybody is None:
        assert teams == []
        return
    size = sum(by_team[team] for team in everybody) if EVERYBODY not in everybody else sum(sizes) + others
    for number in range(len(teams) + 1):
        for taken in combinations(teams, number):
            left = size - sum(by_team[team] for team in taken)
            assert left == 0 or left >= least


def test_weeks_in_which_a_group_was_smaller_are_left_out() -> None:
    """A longer row would need a word about its hole: only the newest weeks without a gap."""
    *_, before, last = weeks = closed_weeks(NOW)
    counted = heads(5, others=7) | heads(4, others=7, weeks=weeks[:-2])
    assert seen(counted, NORTH) == [before, last]
    counted = heads(9, 5, others=4) | heads(9, 4, others=5, weeks=weeks[5:6])
    assert len(seen(counted, NORTH)) == 12
    assert seen(counted, SOUTH) == weeks[6:]


def test_a_week_whose_people_were_not_counted_is_not_shown() -> None:
    *_, before, last = closed_weeks(NOW)
    assert seen(heads(9, others=9, weeks=[before, last])) == [before, last]
    assert seen(heads(9, others=9, weeks=[before]), NORTH) == []


def test_the_reason_is_named() -> None:
    assert obstacle(people(4), EVERYBODY) is Obstacle.FEW
    assert obstacle(people(4, NORTH) + people(9), NORTH) is Obstacle.FEW
    assert obstacle(people(9, NORTH) + people(4), NORTH) is Obstacle.REST
    assert obstacle(people(9, NORTH) + people(9), NORTH) is Obstacle.NEW


def total(metric: Metric, topic: str, number: int, week: date = MONDAY - WEEK, team: int = EVERYBODY) -> Total:
    return Total(week, team, metric, topic, number)


def test_an_overview_holds_rounded_numbers_of_the_weeks_asked_for() -> None:
    weeks = {MONDAY - 2 * WEEK: (EVERYBODY,), MONDAY - WEEK: (EVERYBODY,)}
    overview = survey(
        [
            total(Metric.ANSWERED, "kommune/tipp", 13),
            total(Metric.ANSWERED, "kommune/loesungsweg", 4),
            total(Metric.CLARIFIED, "konkurrenz", 6, MONDAY - 2 * WEEK),
            total(Metric.UNKNOWN, "kommune", 8),
            total(Metric.UNHELPFUL, "kommune/tipp", 3),
            total(Metric.UNHELPFUL, "kommune/loesungsweg", 2),
            total(Metric.UNHELPFUL, "konkurrenz/tipp", 4),
            total(Metric.UNKNOWN, "", 3),
            total(Metric.ANSWERED, "kommune/tipp", 99, MONDAY),  # the running week
            total(Metric.ANSWERED, "kommune/tipp", 99, team=NORTH),
            total(Metric.TOUR, "0", 6),
            total(Metric.TOUR, "2", 4),
            total(Metric.TOUR, "3", 4),
            total(Metric.TOUR, "9", 11),
            total(Metric.TOUR, "0", 60, MONDAY - 2 * WEEK),
        ],
        weeks,
        steps=9,
        tour_of={MONDAY - WEEK: (EVERYBODY,)},
    )
    assert overview.weekly == (5, 30)
    assert overview.questions == 35
    assert overview.topics == (("kommune/tipp", 15), ("konkurrenz", 5))
    assert overview.gaps == (("kommune", 15),)
    assert overview.count(Metric.HELPFUL) is None
    assert overview.tour == (5, 10, None, None, 10)


def test_topics_alike_when_rounded_stand_by_name() -> None:
    """The order of true numbers would tell which is the larger one."""
    rows = [total(Metric.ANSWERED, "b", 12), total(Metric.ANSWERED, "a", 9), total(Metric.ANSWERED, "c", 14)]
    assert survey(rows, {MONDAY - WEEK: (EVERYBODY,)}, 9, {}).topics == (("c", 15), ("a", 10), ("b", 10))


def test_the_difference_between_two_weeks_is_one_of_five_people() -> None:
    """A window that moves on by a week loses one and gains one, each of them made by five people or more."""
    counted = heads(5, others=6) | heads(6, others=6, weeks=[MONDAY])
    before, after = seen(counted, NORTH), seen(counted, NORTH, NOW + WEEK)
    assert set(after) - set(before) == {MONDAY}
    assert set(before) - set(after) == {before[0]}
    four_were_there = heads(6, others=6) | heads(4, others=6, weeks=[MONDAY])
    assert seen(four_were_there, NORTH, NOW + WEEK) == []


async def test_a_broadcast_to_two_teams_is_one_broadcast(storage: Storage) -> None:
    async with storage.transaction() as records:
        await count(records, [NORTH, SOUTH], Metric.BROADCASTS_SENT, "", NOW, 5)
        await count(records, [NORTH, SOUTH], Metric.BROADCAST_DELIVERED, "", NOW, 10)
    rows = await all_totals(storage)
    overview = survey(rows, {MONDAY: (NORTH, SOUTH)}, 9, {})
    assert overview.count(Metric.BROADCASTS_SENT) == 5
    assert overview.count(Metric.BROADCAST_DELIVERED) == 20
    assert overview.partial
