"""When a member may get a broadcast, and what becomes of one copy."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.broadcasting import Recipient, judge, not_before
from scheduler.broadcasts import Audience, Broadcast, Content, Copy, CopyState, Series, State
from scheduler.people import Member
from scheduler.series import started

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
"""A Tuesday, nine o'clock in Berlin."""
TODAY = date(2026, 3, 3)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KIM = Member(1001, NOW)
BROADCAST = Broadcast(1, 900, NOW, Audience(), Content("text", "Hallo"), state=State.SENDING)
COPY = Copy(1, 1, KIM.id, CopyState.WAITING, NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_within_the_members_hours_it_goes_at_once() -> None:
    assert not_before(KIM, BROADCAST, None, NOW) == NOW


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-03T04:00", "2026-03-03T08:00"),  # before nine
        ("2026-03-03T17:00", "2026-03-04T08:00"),  # after six
        ("2026-03-07T10:00", "2026-03-09T08:00"),  # Saturday
        ("2026-04-03T08:00", "2026-04-07T07:00"),  # Good Friday, until after Easter; the clocks have changed
        ("2026-12-24T09:00", "2026-12-28T08:00"),  # Christmas
    ],
)
def test_otherwise_it_waits_for_their_next_hours(now: str, expected: str) -> None:
    assert not_before(KIM, BROADCAST, None, at(now)) == at(expected)


def test_the_holidays_are_those_of_the_bundesland() -> None:
    epiphany = at("2026-01-06T09:00")
    assert not_before(KIM, BROADCAST, None, epiphany) == epiphany
    assert not_before(replace(KIM, bundesland="BY"), BROADCAST, None, epiphany) == at("2026-01-07T08:00")


def test_leave_is_left_alone() -> None:
    away = replace(KIM, leave_until=date(2026, 3, 9))
    assert not_before(away, BROADCAST, None, NOW) == at("2026-03-10T08:00")
    endless = replace(KIM, leave_from=TODAY)
    assert not_before(endless, BROADCAST, None, NOW) is None


def test_a_window_stands_in_place_of_their_hours_but_not_of_their_days() -> None:
    evening = replace(BROADCAST, window=(18, 20))
    assert not_before(KIM, evening, None, NOW) == at("2026-03-03T17:00")
    assert not_before(KIM, evening, None, at("2026-03-06T19:00")) == at("2026-03-09T17:00")


def test_it_is_not_sent_before_its_time() -> None:
    assert not_before(KIM, replace(BROADCAST, send_at=NOW + 2 * HOUR), None, NOW) == NOW + 2 * HOUR


def test_one_a_day_unless_it_is_urgent() -> None:
    assert not_before(KIM, BROADCAST, TODAY, NOW) == at("2026-03-04T08:00")
    assert not_before(KIM, BROADCAST, TODAY - DAY, NOW) == NOW
    assert not_before(KIM, replace(BROADCAST, urgent=True), TODAY, NOW) == NOW


def test_after_its_expiry_it_is_not_worth_it() -> None:
    assert not_before(KIM, replace(BROADCAST, expires_at=NOW + HOUR), None, NOW) == NOW
    assert not_before(KIM, replace(BROADCAST, expires_at=NOW + HOUR), TODAY, NOW) is None
    assert not_before(KIM, replace(BROADCAST, expires_at=NOW), None, NOW) is None


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 3, 29), "2026-03-29T01:00", "2026-03-29T01:59"),  # two to three is left out: three to four
        (date(2026, 10, 25), "2026-10-25T00:00", "2026-10-25T01:59"),  # two to three comes twice
    ],
)
def test_a_window_in_the_night_of_the_clock_change(day: date, first: str, last: str) -> None:
    sunday = replace(KIM, days=frozenset({6}))
    night = replace(BROADCAST, window=(2, 4))
    moment = not_before(sunday, night, None, at(f"{day - DAY}T12:00"))
    assert moment == at(first)
    assert not_before(sunday, night, None, at(last)) == at(last)


@pytest.mark.parametrize(
    ("broadcast", "recipient", "verdict"),
    [
        (BROADCAST, Recipient(COPY, KIM), CopyState.POSTED),
        (replace(BROADCAST, state=State.PAUSED), Recipient(COPY, KIM), NOW),
        (replace(BROADCAST, state=State.CANCELLED), Recipient(COPY, KIM), CopyState.STOPPED),
        (replace(BROADCAST, state=State.RECALLED), Recipient(COPY, KIM), CopyState.STOPPED),
        (replace(BROADCAST, expires_at=NOW), Recipient(COPY, KIM), CopyState.EXPIRED),
        (replace(BROADCAST, expires_at=NOW + DAY), Recipient(COPY, replace(KIM, leave_until=TODAY + DAY)), NOW + DAY),
        (BROADCAST, Recipient(COPY, None), CopyState.LEFT),
        (BROADCAST, Recipient(COPY, KIM, belongs=False), CopyState.LEFT),
        (BROADCAST, Recipient(COPY, replace(KIM, blocked_since=NOW)), CopyState.BLOCKED),
        (BROADCAST, Recipient(COPY, replace(KIM, quiet_since=NOW)), CopyState.OPTED_OUT),
        (BROADCAST, Recipient(COPY, replace(KIM, muted=frozenset({"broadcast"}))), CopyState.OPTED_OUT),
        (BROADCAST, Recipient(COPY, replace(KIM, muted=frozenset({"tip"}))), CopyState.POSTED),
        (BROADCAST, Recipient(COPY, KIM, last_on=TODAY), at("2026-03-04T08:00")),
    ],
)
def test_what_becomes_of_a_copy(broadcast: Broadcast, recipient: Recipient, verdict: CopyState | datetime) -> None:
    assert judge(broadcast, recipient, NOW) == verdict


def test_a_series_begins_today_if_its_hour_is_still_to_come() -> None:
    tuesdays = Series(1, 900, NOW, Audience(), 1, 9, 0, ("a",))
    assert started(replace(tuesdays, hour=10), NOW).next_on == TODAY
    assert started(tuesdays, NOW).next_on == TODAY + 7 * DAY
    assert started(replace(tuesdays, weekday=0), NOW).next_on == TODAY + 6 * DAY


def test_a_series_keeps_its_hour_when_the_clocks_change() -> None:
    sundays = Series(1, 900, NOW, Audience(), 6, 2, 30, ("a",), next_on=date(2026, 3, 29))
    assert sundays.next_at == at("2026-03-29T01:30"), "half past two is left out that night"
    assert replace(sundays, next_on=date(2026, 10, 25)).next_at == at("2026-10-25T00:30")
