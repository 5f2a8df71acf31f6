"""When to get in touch again: relationships and the press."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from scheduler.asking import is_put_off
from scheduler.calendar import local_moment
from scheduler.contacts import Contact, Declined
from scheduler.dues import Due, Kind, State
from scheduler.life import Life
from scheduler.occurrence import Occurrence

LIMIT = 2
CONTACT_KINDS = frozenset({Kind.PRESS, Kind.RELATIONSHIP})


def upkeep(life: Life) -> Iterator[Occurrence]:
    for contact in life.contacts:
        if not contact.paused:
            kind = kind_of(contact, life.facts.press)
            yield from _of_contact(contact, kind, life.rows_about(kind, str(contact.id)))


def kind_of(contact: Contact, press: frozenset[str]) -> Kind:
    return Kind.PRESS if contact.kind in press else Kind.RELATIONSHIP


def _of_contact(contact: Contact, kind: Kind, rows: Sequence[Due]) -> Iterator[Occurrence]:
    """What is due now or next; and before it what rests unanswered, which still is worth an answer until then.

    A period begins with the last contact ("2026-03-03"). After "not this time", and after two messages without an
    answer, the next one begins on that day, and the interval counts from there ("2026-03-03+2026-04-14").
    """
    basis = (contact.last_on or contact.since).isoformat()
    latest = _latest(basis, rows)
    if latest is None:
        yield _occurrence(contact, kind, basis)
        return
    rests_from = _rests_from(latest)
    if rests_from is None:
        yield _occurrence(contact, kind, latest.period)
        return
    following = _occurrence(contact, kind, f"{basis}+{rests_from.isoformat()}")
    yield replace(_occurrence(contact, kind, latest.period), worth_until=local_moment(following.due_on, 0))
    yield following


def _occurrence(contact: Contact, kind: Kind, period: str) -> Occurrence:
    begins = date.fromisoformat(period.rpartition("+")[2])
    return Occurrence(
        kind,
        str(contact.id),
        period,
        due_on=begins + timedelta(weeks=contact.interval_weeks),
        limit=LIMIT,
        since=contact.last_on or contact.since,
        met=contact.last_on is not None,
        known_on=contact.changed_on,
    )


def as_seen(contact: Contact, journal: Iterable[Due]) -> Contact:
    """As a list shows it: what was turned down is not due before its next turn."""
    basis = (contact.last_on or contact.since).isoformat()
    latest = _latest(basis, (row for row in journal if row.kind in CONTACT_KINDS and row.subject == str(contact.id)))
    if latest is None or latest.state is not State.SKIPPED:
        return contact
    return Declined(**asdict(contact), declined_on=_turned_down_on(latest))


def _latest(basis: str, rows: Iterable[Due]) -> Due | None:
    return max((row for row in rows if row.period.partition("+")[0] == basis), key=_begins, default=None)


def _turned_down_on(row: Due) -> date:
    return max(row.closed_on or row.due_on, row.due_on)  # it may be declined before it is due


def _begins(row: Due) -> str:
    return row.period.rpartition("+")[2]


def _rests_from(row: Due) -> date | None:
    """None: it is open. So is what is done, or had gone, and whose period still runs: that was taken back."""
    if row.state is State.SKIPPED:
        return _turned_down_on(row)
    if row.asked < LIMIT or row.asked_on is None or is_put_off(row):
        return None
    return row.asked_on
