"""What leads up to a jour fixe and follows it; and, while none is agreed, the season in which to agree one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.calendar import half_year, local_day, local_moment
from scheduler.dues import Kind, State
from scheduler.jour_fixe import PLANNED, JourFixe
from scheduler.life import Life
from scheduler.occurrence import SEASON, Occurrence

INVITE, AGENDA, DAY_BEFORE, MINUTES, FOLLOW_UP = "invite", "agenda", "day_before", "minutes", "follow_up"
SEASON_MESSAGES, SEASON_PAUSE = 3, 14
SEASON_LASTS = timedelta(days=SEASON_MESSAGES * SEASON_PAUSE)
CHAIN_ENDS = 58
"""Days after the appointment."""
SETTLING_IN = timedelta(weeks=2)
"""A newcomer is not asked for a date with the town hall in the first days."""
HALVES_AHEAD = 4
"""Beyond those that have their date: enough to find one whose season is still to come."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """So many days from the appointment's; worth asking until the day `ends`, counted alike. None: until it begins."""

    name: str
    days: int
    ends: int | None
    deadline: bool = False


_STAGES = (
    _Stage(INVITE, -42, ends=-14, deadline=True),
    _Stage(AGENDA, -14, ends=-1, deadline=True),
    _Stage(DAY_BEFORE, -1, ends=None, deadline=True),
    _Stage(MINUTES, 2, ends=28),
    _Stage(FOLLOW_UP, 28, ends=CHAIN_ENDS),
)


def appointments(life: Life, today: date) -> Iterator[Occurrence]:
    planned = [jour_fixe for jour_fixe in life.jour_fixes if jour_fixe.state == PLANNED]
    for jour_fixe in planned:
        if today <= local_day(jour_fixe.at) + timedelta(days=CHAIN_ENDS) or _is_open(life, jour_fixe):
            yield from _chain(jour_fixe)
    yield from _seasons(life, today, {jour_fixe.half for jour_fixe in planned})


def _is_open(life: Life, jour_fixe: JourFixe) -> bool:
    """Something around it still waits: it may have been postponed beyond the chain's end."""
    return any(row.state is State.OPEN for row in life.rows_about(Kind.JOUR_FIXE, str(jour_fixe.id)))


def _chain(jour_fixe: JourFixe) -> Iterator[Occurrence]:
    """A date that is moved to another day has a chain of its own: the new day wants an invitation, too."""
    day = local_day(jour_fixe.at)
    for stage in _STAGES:
        yield Occurrence(
            Kind.JOUR_FIXE,
            str(jour_fixe.id),
            f"{stage.name}:{day.isoformat()}",
            due_on=day + timedelta(days=stage.days),
            worth_until=jour_fixe.at if stage.ends is None else local_moment(day + timedelta(days=stage.ends), 0),
            deadline=stage.deadline,
            stage=stage.name,
            half=jour_fixe.half,
            at=jour_fixe.at,
            known_on=jour_fixe.fixed_on,
        )


def _seasons(life: Life, today: date, fixed: Collection[str]) -> Iterator[Occurrence]:
    """Of this half-year and the following ones that have no date; for members who have said when they begin."""
    first_day = life.member.first_day
    if first_day is None:
        return
    begin = max(today, first_day)
    for number in range(len(fixed) + HALVES_AHEAD):
        year, half = divmod(begin.year * 2 + (begin.month > 6) + number, 2)
        starts = date(year, life.member.season_months[half], 1)
        due_on, worthless = max(starts, first_day + SETTLING_IN), starts + SEASON_LASTS
        if due_on < worthless and half_year(starts) not in fixed:
            yield _season(half_year(starts), due_on, local_moment(worthless, 0))


def _season(half: str, due_on: date, worth_until: datetime) -> Occurrence:
    return Occurrence(
        Kind.JOUR_FIXE,
        half,
        SEASON,
        due_on=due_on,
        worth_until=worth_until,
        limit=SEASON_MESSAGES,
        pause=SEASON_PAUSE,
        stage=SEASON,
        half=half,
    )
