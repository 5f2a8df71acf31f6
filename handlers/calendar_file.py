"""A jour fixe as a file that every calendar opens (iCalendar, RFC 5545)."""

from datetime import datetime, timedelta

from handlers.texts import jour_fixe as texts
from scheduler.jour_fixe import PLANNED, JourFixe


def calendar_file(jour_fixe: JourFixe, now: datetime) -> bytes:
    """One event: confirmed, or cancelled when the date was dropped. Times are in UTC, so that no calendar has to know
    our time zone. Nothing personal is in it: what the calendar already has is found again by UID and SEQUENCE."""
    from icalendar import Calendar, Event  # here, because the command line never needs it

    planned = jour_fixe.state == PLANNED
    event = Event()
    event.add("uid", jour_fixe.uid)
    event.add("sequence", jour_fixe.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", jour_fixe.at)
    event.add("dtend", jour_fixe.at + timedelta(minutes=jour_fixe.minutes))
    event.add("summary", texts.EVENT_SUMMARY if planned else texts.EVENT_SUMMARY_DROPPED)
    event.add("description", texts.EVENT_DESCRIPTION if planned else texts.EVENT_DESCRIPTION_DROPPED)
    event.add("status", "CONFIRMED" if planned else "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//Quartierslotse//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
