"""The calendar file, read back as a calendar reads it."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event
from icalendar.prop import vText

from handlers.calendar_file import calendar_file
from scheduler.jour_fixe import JourFixe
from scheduler.planning import drop, local, moment, move, plan_again

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def planned(day: date, clock: time = time(9), minutes: int = 60) -> JourFixe:
    return JourFixe(7, 1001, "2026-1", moment(day, clock), minutes, "abc@quartierslotse")


def read_back(jour_fixe: JourFixe) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(calendar_file(jour_fixe, NOW))
    assert isinstance(calendar, Calendar)
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return calendar, event


def test_a_date_comes_back_with_time_and_length() -> None:
    calendar, event = read_back(planned(date(2026, 4, 21), time(9, 30), 90))
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["VERSION"] == "2.0"
    assert event.start == datetime(2026, 4, 21, 9, 30, tzinfo=BERLIN)
    assert event.end - event.start == timedelta(minutes=90)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("abc@quartierslotse", 0, "CONFIRMED")
    assert event.DTSTAMP == NOW


def test_a_moved_date_keeps_its_uid_and_has_a_higher_sequence() -> None:
    before = planned(date(2026, 4, 21))
    after = move(before, moment(date(2026, 9, 1), time(14)), 30, date(2026, 4, 1))
    _calendar, event = read_back(after)
    assert (event["UID"], event["SEQUENCE"]) == (before.uid, 1)
    assert after.half == "2026-2"
    assert event.start == datetime(2026, 9, 1, 14, 0, tzinfo=BERLIN)


def test_a_dropped_date_is_cancelled_under_its_uid() -> None:
    calendar, event = read_back(drop(planned(date(2026, 4, 21))))
    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("abc@quartierslotse", 1, "CANCELLED")
    assert "bitte selbst löschen" in str(event["DESCRIPTION"]).lower()


def test_a_new_date_after_a_dropped_one_is_another_entry() -> None:
    dropped, at = drop(planned(date(2026, 4, 21))), moment(date(2026, 5, 5), time(9))
    again = plan_again(dropped, at, 60, "new@quartierslotse", date(2026, 4, 1))
    _calendar, event = read_back(again)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("new@quartierslotse", 2, "CONFIRMED")


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        (date(2026, 3, 28), time(9), datetime(2026, 3, 28, 8, tzinfo=UTC)),
        (date(2026, 3, 29), time(9), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # left out: an hour later
        (date(2026, 10, 24), time(9), datetime(2026, 10, 24, 7, tzinfo=UTC)),
        (date(2026, 10, 25), time(9), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # there twice: the first
    ],
)
def test_both_nights_of_the_clock_change(day: date, clock: time, utc: datetime) -> None:
    _calendar, event = read_back(planned(day, clock))
    assert event.start == utc
    if clock != time(2, 30):
        assert local(utc).time() == clock


def test_a_meeting_across_the_autumn_night_is_as_long_as_it_was_planned() -> None:
    _calendar, event = read_back(planned(date(2026, 10, 25), time(1, 30), 120))
    assert event.end - event.start == timedelta(minutes=120)


def test_nothing_personal_is_in_it() -> None:
    raw = calendar_file(replace(planned(date(2026, 4, 21)), member_id=987654), NOW).decode("utf-8")
    assert "987654" not in raw
    assert not any(name in raw for name in ("ATTENDEE", "ORGANIZER"))
    assert raw.endswith("\r\n")
    assert all(len(line.encode("utf-8")) <= 75 for line in raw.split("\r\n"))


def test_the_same_file_is_written_twice_alike() -> None:
    """A letter that is sent again after a crash brings the very same entry."""
    jour_fixe = planned(date(2026, 4, 21))
    assert calendar_file(jour_fixe, NOW) == calendar_file(jour_fixe, NOW)
    _calendar, event = read_back(jour_fixe)
    assert isinstance(event["SUMMARY"], vText)


def test_the_command_line_starts_without_the_calendar_library() -> None:
    program = "import sys, handlers.cards; sys.exit('icalendar' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
