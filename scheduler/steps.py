"""Steps of recommendations that somebody wanted to be reminded of ("entry:step", entered by their own hand)."""

from collections.abc import Iterator
from datetime import timedelta

from scheduler.calendar import local_moment
from scheduler.dues import Kind, State
from scheduler.life import Life
from scheduler.occurrence import Occurrence

WORTH = timedelta(days=30)


def steps(life: Life) -> Iterator[Occurrence]:
    for row in life.rows_of(Kind.STEP):
        if row.state is State.OPEN:
            # Its worth counts from the day it can come: a leave of six weeks must not swallow what somebody asked for.
            first = life.rhythm.next_allowed(row.due_on) or row.due_on
            yield Occurrence(row.kind, row.subject, row.period, row.due_on, worth_until=local_moment(first + WORTH, 0))
