"""Days and hours on which somebody may be written to."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.calendar import (
    BERLIN,
    BUNDESLAENDER,
    LAST_YEAR,
    Problem,
    Rhythm,
    Trouble,
    check_appointment,
    closing,
    half_year,
    holiday_name,
    holidays_of,
    is_allowed,
    is_open,
    local_day,
    local_moment,
    local_time,
    next_allowed,
    next_opening,
    opening,
    previous_allowed,
)

DAY = timedelta(days=1)
NATIONWIDE = {
    "Neujahr", "Karfreitag", "Ostermontag", "Erster Mai", "Christi Himmelfahrt", "Pfingstmontag",
    "Tag der Deutschen Einheit", "Erster Weihnachtstag", "Zweiter Weihnachtstag", "Heiligabend", "Silvester",
}  # fmt: skip
# How many there are in 2026 beyond those, by Land.
OWN = {
    "BW": 3, "BY": 4, "BE": 1, "BB": 3, "HB": 1, "HH": 1, "HE": 1, "MV": 2, "NI": 1, "NW": 2, "RP": 2, "SL": 3, "SN": 2,
    "ST": 2, "SH": 1, "TH": 2,
}  # fmt: skip


@pytest.mark.parametrize("bundesland", BUNDESLAENDER)
def test_every_land_has_its_holidays(bundesland: str) -> None:
    names = set(holidays_of(bundesland, 2026).values())
    assert names >= NATIONWIDE
    assert len(names - NATIONWIDE) == OWN[bundesland], names - NATIONWIDE


def test_without_a_land_the_nationwide_ones_count() -> None:
    assert len(BUNDESLAENDER) == 16
    assert set(holidays_of("", 2026).values()) == NATIONWIDE


@pytest.mark.parametrize(
    ("day", "bundesland", "name"),
    [
        (date(2026, 8, 15), "BY", "Mariä Himmelfahrt"),
        (date(2026, 8, 15), "BE", None),
        (date(2026, 3, 8), "BE", "Frauentag"),
        (date(2026, 3, 8), "BY", None),
        (date(2027, 3, 8), "BE", "Frauentag"),
        (date(2026, 11, 18), "SN", "Buß- und Bettag"),
        (date(2026, 6, 4), "NW", "Fronleichnam"),
        (date(2026, 6, 4), "TH", None),
        (date(2026, 12, 24), "", "Heiligabend"),
        (date(2026, 12, 31), "HH", "Silvester"),
        (date(2026, 12, 30), "HH", None),
    ],
)
def test_holidays_by_name(day: date, bundesland: str, name: str | None) -> None:
    assert holiday_name(day, bundesland) == name


def test_two_holidays_on_one_day_have_both_names() -> None:
    assert holiday_name(date(2008, 5, 1), "") == "Christi Himmelfahrt und Erster Mai"


def test_a_table_is_made_once_and_can_not_be_changed() -> None:
    assert holidays_of("BY", 2026) is holidays_of("BY", 2026)
    with pytest.raises(TypeError):
        holidays_of("BY", 2026)[date(2026, 1, 2)] = "x"  # type: ignore[index]
    assert date(2027, 1, 1) not in holidays_of("BY", 2026)


@pytest.mark.parametrize(
    ("day", "rhythm", "following", "before"),
    [
        (date(2026, 3, 4), Rhythm(), date(2026, 3, 4), date(2026, 3, 4)),
        (date(2026, 3, 7), Rhythm(), date(2026, 3, 9), date(2026, 3, 6)),
        (date(2026, 4, 3), Rhythm(), date(2026, 4, 7), date(2026, 4, 2)),  # Easter
        (date(2026, 12, 24), Rhythm(), date(2026, 12, 28), date(2026, 12, 23)),
        (date(2026, 12, 31), Rhythm(), date(2027, 1, 4), date(2026, 12, 30)),  # the year's end
        (date(2028, 2, 29), Rhythm(), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), Rhythm(days=frozenset({2})), date(2028, 3, 1), date(2028, 2, 23)),
        (date(2026, 12, 24), Rhythm(days=frozenset({3})), date(2027, 1, 7), date(2026, 12, 17)),
        (date(2025, 8, 15), Rhythm("BY"), date(2025, 8, 18), date(2025, 8, 14)),
        (date(2025, 8, 15), Rhythm("BE"), date(2025, 8, 15), date(2025, 8, 15)),
        (date(2027, 3, 8), Rhythm("BE"), date(2027, 3, 9), date(2027, 3, 5)),
        (date(2027, 3, 8), Rhythm("BY"), date(2027, 3, 8), date(2027, 3, 8)),
    ],
)
def test_moves_to_allowed_days(day: date, rhythm: Rhythm, following: date, before: date) -> None:
    assert next_allowed(day, rhythm) == rhythm.next_allowed(day) == following
    assert previous_allowed(day, rhythm) == rhythm.previous_allowed(day) == before


def test_leave_includes_both_its_days() -> None:
    rhythm = Rhythm(leave_from=date(2026, 8, 3), leave_until=date(2026, 8, 14))
    assert is_allowed(date(2026, 7, 31), rhythm) and is_allowed(date(2026, 8, 17), rhythm)
    assert not is_allowed(date(2026, 8, 3), rhythm) and not is_allowed(date(2026, 8, 14), rhythm)
    assert next_allowed(date(2026, 8, 5), rhythm) == date(2026, 8, 17)
    assert previous_allowed(date(2026, 8, 5), rhythm) == date(2026, 7, 31)


def test_leave_that_began_before_anybody_counted() -> None:
    rhythm = Rhythm(leave_until=date(2026, 8, 14))
    assert next_allowed(date(2026, 3, 4), rhythm) == date(2026, 8, 17)
    assert previous_allowed(date(2026, 3, 4), rhythm) == date(2026, 8, 17)


def test_leave_without_an_end() -> None:
    rhythm = Rhythm(leave_from=date(2026, 8, 3))
    assert next_allowed(date(2026, 8, 3), rhythm) is None
    assert next_opening(local_moment(date(2026, 8, 3), 9), rhythm) is None
    assert next_allowed(date(2026, 8, 1), rhythm) is None
    assert previous_allowed(date(2027, 8, 3), rhythm) == date(2026, 7, 31)
    assert previous_allowed(date(2027, 8, 3), rhythm, not_before=date(2026, 8, 3)) is None


@pytest.mark.parametrize("until", [date(2099, 12, 31), date.max])
def test_leave_of_many_years_is_jumped_over(until: date, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[date] = []

    def looking(day: date, rhythm: Rhythm) -> bool:
        looked.append(day)
        return is_allowed(day, rhythm)

    monkeypatch.setattr("scheduler.calendar.is_allowed", looking)
    rhythm = Rhythm(leave_from=date(1991, 1, 1), leave_until=until)
    following = next_allowed(date(2026, 3, 4), rhythm)
    assert following == (date(2100, 1, 4) if until.year == 2099 else None)
    assert previous_allowed(date(2026, 3, 4), rhythm) == date(1990, 12, 28)
    assert len(looked) < 20


def test_nothing_is_allowed_where_the_library_ends() -> None:
    assert next_allowed(date(LAST_YEAR, 12, 31), Rhythm()) is None
    assert next_allowed(date.max, Rhythm()) is None
    assert previous_allowed(date.max, Rhythm(days=frozenset({6}), leave_from=date(1, 1, 1))) is None
    assert previous_allowed(date.min, Rhythm(days=frozenset({6}))) == date(1, 1, 7)


def test_a_deadline_moves_to_the_day_before_unless_that_is_gone() -> None:
    sunday = date(2026, 3, 8)
    assert previous_allowed(sunday, Rhythm(), not_before=date(2026, 3, 6)) == date(2026, 3, 6)
    assert previous_allowed(sunday, Rhythm(), not_before=date(2026, 3, 7)) == date(2026, 3, 9)
    assert previous_allowed(date(2026, 3, 4), Rhythm(), not_before=date(2026, 4, 3)) == date(2026, 4, 7)


@pytest.mark.parametrize(
    "given_",
    [
        {"bundesland": "XX"},
        {"bundesland": "Augsburg"},
        {"bundesland": "by"},
        {"days": frozenset()},
        {"days": frozenset({7})},
        {"hour": 18},
        {"hour": 9, "until_hour": 9},
        {"hour": -1},
        {"until_hour": 25},
        {"leave_from": date(2026, 8, 2), "leave_until": date(2026, 8, 1)},
    ],
)
def test_refuses_what_is_no_rhythm(given_: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Rhythm(**given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "hour", "minute", "utc"),
    [
        (date(2026, 3, 4), 9, 0, "2026-03-04T08:00"),
        (date(2026, 7, 1), 9, 30, "2026-07-01T07:30"),
        # spring: 2 to 3 o'clock does not exist
        (date(2026, 3, 28), 9, 0, "2026-03-28T08:00"),
        (date(2026, 3, 29), 1, 0, "2026-03-29T00:00"),
        (date(2026, 3, 29), 2, 0, "2026-03-29T01:00"),
        (date(2026, 3, 29), 2, 30, "2026-03-29T01:30"),
        (date(2026, 3, 29), 3, 0, "2026-03-29T01:00"),
        (date(2026, 3, 29), 9, 0, "2026-03-29T07:00"),
        (date(2027, 3, 28), 2, 0, "2027-03-28T01:00"),
        (date(2027, 3, 28), 9, 0, "2027-03-28T07:00"),
        # autumn: 2 to 3 o'clock comes twice
        (date(2026, 10, 24), 9, 0, "2026-10-24T07:00"),
        (date(2026, 10, 25), 2, 0, "2026-10-25T00:00"),
        (date(2026, 10, 25), 3, 0, "2026-10-25T02:00"),
        (date(2026, 10, 25), 9, 0, "2026-10-25T08:00"),
        (date(2027, 10, 31), 2, 0, "2027-10-31T00:00"),
        (date(2027, 10, 31), 9, 0, "2027-10-31T08:00"),
        # midnights
        (date(2026, 12, 31), 24, 0, "2026-12-31T23:00"),
        (date(2027, 1, 1), 0, 0, "2026-12-31T23:00"),
        (date(2026, 10, 25), 24, 0, "2026-10-25T23:00"),
        (date(2028, 2, 29), 9, 0, "2028-02-29T08:00"),
    ],
)
def test_local_hours_in_utc(day: date, hour: int, minute: int, utc: str) -> None:
    moment = local_moment(day, hour, minute)
    assert moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert moment.tzinfo is UTC


def test_days_and_hours_are_those_of_berlin() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert local_day(late) == date(2027, 1, 1)
    assert local_time(late) == time(0, 30)
    assert local_day(datetime(2026, 7, 1, 22, 0, tzinfo=UTC)) == date(2026, 7, 2)
    for read in (local_day, local_time):
        with pytest.raises(ValueError):
            read(datetime(2026, 7, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-03-04T07:59", "2026-03-04T08:00"),
        ("2026-03-04T08:00", "2026-03-04T08:00"),
        ("2026-03-04T12:34", "2026-03-04T12:34"),
        ("2026-03-04T16:59", "2026-03-04T16:59"),
        ("2026-03-04T17:00", "2026-03-05T08:00"),
        ("2026-03-06T17:00", "2026-03-09T08:00"),
        ("2026-03-27T17:00", "2026-03-30T07:00"),  # over the clock change: 9 o'clock stays 9 o'clock
        ("2026-10-23T17:00", "2026-10-26T08:00"),
        ("2026-12-30T17:00", "2027-01-04T08:00"),
    ],
)
def test_messages_wait_for_the_hours(moment: str, opens: str) -> None:
    asked = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert next_opening(asked, Rhythm()) == datetime.fromisoformat(opens).replace(tzinfo=UTC)
    assert is_open(asked, Rhythm()) == (moment == opens)


def test_hours_that_the_spring_night_leaves_out_are_no_hours() -> None:
    rhythm = Rhythm(days=frozenset({6}), hour=2, until_hour=3)
    assert next_opening(local_moment(date(2026, 3, 29), 0), rhythm) == local_moment(date(2026, 4, 5), 2)
    autumn = Rhythm(days=frozenset({6}), hour=2, until_hour=3)
    second = local_moment(date(2026, 10, 25), 2) + timedelta(minutes=90)
    assert local_time(second) == time(2, 30) and is_open(second, autumn)


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2027, 1, 1), "2027-1"),
        (date(2027, 6, 30), "2027-1"),
        (date(2027, 7, 1), "2027-2"),
        (date(2027, 12, 31), "2027-2"),
    ],
)
def test_half_years(day: date, half: str) -> None:
    assert half_year(day) == half


def test_an_appointment_is_questioned() -> None:
    today, rhythm = date(2026, 3, 4), Rhythm("BY", leave_from=date(2026, 8, 10), leave_until=date(2026, 8, 21))
    assert check_appointment(date(2026, 3, 4), rhythm, today) == ()
    assert check_appointment(date(2026, 3, 3), rhythm, today) == (Problem(Trouble.PAST),)
    assert check_appointment(date(2026, 3, 3), rhythm) == ()
    assert check_appointment(date(2026, 3, 7), rhythm, today) == (Problem(Trouble.WEEKEND),)
    assert check_appointment(date(2026, 3, 7), Rhythm(days=frozenset({5})), today) == (Problem(Trouble.WEEKEND),)
    assert check_appointment(date(2026, 6, 4), rhythm, today) == (Problem(Trouble.HOLIDAY, "Fronleichnam"),)
    assert check_appointment(date(2026, 6, 4), Rhythm("BE"), today) == ()
    assert check_appointment(date(2026, 8, 15), rhythm, today) == (
        Problem(Trouble.HOLIDAY, "Mariä Himmelfahrt"),
        Problem(Trouble.WEEKEND),
        Problem(Trouble.LEAVE),
    )


DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    leave = draw(st.none() | st.tuples(DAYS, st.integers(0, 500)))
    hour = draw(st.integers(0, 23))
    return Rhythm(
        bundesland=draw(st.sampled_from(("", *BUNDESLAENDER))),
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        hour=hour,
        until_hour=draw(st.integers(hour + 1, 24)),
        leave_from=leave and leave[0],
        leave_until=leave and leave[0] + leave[1] * DAY,
    )


@given(DAYS, rhythms())
def test_next_allowed_is_allowed_and_the_first(day: date, rhythm: Rhythm) -> None:
    found = next_allowed(day, rhythm)
    assert found is not None and found >= day and is_allowed(found, rhythm)
    assert not any(is_allowed(day + number * DAY, rhythm) for number in range((found - day).days))


@given(DAYS, rhythms(), st.none() | st.integers(-40, 600))
def test_previous_allowed_is_allowed_and_the_last(day: date, rhythm: Rhythm, back: int | None) -> None:
    earliest = None if back is None else day - back * DAY
    found = previous_allowed(day, rhythm, earliest)
    assert found is not None and is_allowed(found, rhythm)
    assert earliest is None or found >= earliest
    if found <= day:
        assert not any(is_allowed(found + number * DAY, rhythm) for number in range(1, (day - found).days + 1))
    else:
        assert earliest is not None and found == next_allowed(earliest, rhythm)
        assert not any(is_allowed(earliest + number * DAY, rhythm) for number in range((day - earliest).days + 1))


@given(MOMENTS, rhythms())
@example(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), Rhythm(days=frozenset({6}), hour=2, until_hour=3))
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), Rhythm(days=frozenset({6}), hour=2, until_hour=3))
def test_next_opening_is_open_and_the_first(moment: datetime, rhythm: Rhythm) -> None:
    found = next_opening(moment, rhythm)
    assert found is not None and found >= moment and found.utcoffset() == timedelta(0)
    assert is_open(found, rhythm)
    assert is_allowed(local_day(found), rhythm) and rhythm.hour <= found.astimezone(BERLIN).hour < rhythm.until_hour
    assert (found == moment) == is_open(moment, rhythm)
    if found != moment:
        assert found == opening(local_day(found), rhythm)
        steps = min(int((found - moment) / timedelta(minutes=30)), 400)
        assert not any(is_open(found - number * timedelta(minutes=30), rhythm) for number in range(1, steps + 1))


@given(DAYS, rhythms())
def test_hours_lie_within_the_day(day: date, rhythm: Rhythm) -> None:
    first, end = opening(day, rhythm), closing(day, rhythm)
    assert first <= end and first.utcoffset() == end.utcoffset() == timedelta(0)
    assert local_day(first) == day
    assert local_day(end - timedelta(microseconds=1)) == day
    assert local_day(local_moment(day, 0)) == day


@given(MOMENTS)
def test_local_day_holds_its_moment(moment: datetime) -> None:
    day = local_day(moment)
    assert local_moment(day, 0) <= moment < local_moment(day, 24) == local_moment(day + DAY, 0)
