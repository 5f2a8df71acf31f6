"""Two years of random lives: no nudge doubled, lost, at a wrong time, or without a reason."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import second_look
from scheduler.calendar import BERLIN, half_year, local_day, local_moment
from scheduler.contacts import Contact, log_contact, undo
from scheduler.digest import Digest
from scheduler.dues import Due, Kind, State
from scheduler.jour_fixe import DROPPED, PLANNED, JourFixe
from scheduler.life import UNTIL_HOUR, Facts, rhythm_of
from scheduler.nudges import in_message
from scheduler.occurrence import Key, key_of
from scheduler.people import Member
from scheduler.round import forget_answered, nudge, read_life
from tests.scheduler.memory import Memory, run

FACTS = Facts(
    ("walk", "listen", "press", "neutral", "seen", "wishes", "patience", "share", "friends"), frozenset({"press"})
)
YEARS = timedelta(days=730)
CONTACT_KINDS = (Kind.PRESS, Kind.RELATIONSHIP)


@dataclass
class Walk:
    """A person's two years, and what was sent. `postponed` counts by key how often something was put off: whoever
    chose a day is asked as if for the first time. With `trouble`, messages wait before they are sent."""

    memory: Memory
    now: datetime
    random: Random
    sent: list[tuple[datetime, list[Due]]] = field(default_factory=list)
    postponed: Counter[Key] = field(default_factory=Counter)
    shortest: dict[int, int] = field(default_factory=dict)
    ever_muted: bool = False
    trouble: bool = False
    held_up: int = 0
    away: bool = False
    """Leave or a program that was down: what is then lost to its worth is rightly so."""

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def member(self) -> Member:
        return self.memory.member

    def live_until(self, moment: datetime) -> None:
        """The heartbeat, as the bot runs it; it looks exactly when it was told to."""
        while self.member.look_at is not None and self.member.look_at <= moment:
            self.now = max(self.now, self.member.look_at)
            if self.member.quiet_since is not None:
                break
            self.beat()
        self.now = max(self.now, moment)

    def forget(self) -> None:
        """As the bot does. A contact turned down so long ago that nobody remembers may be asked about anew."""
        before = set(self.memory.rows)
        run(forget_answered(self.memory.stores, self.now))
        for key in before - set(self.memory.rows):
            self.postponed[key] += key[0] in CONTACT_KINDS

    def beat(self) -> None:
        self.forget()
        before = dict(self.memory.rows)
        digest = run(nudge(self.memory.stores, self.member, FACTS, self.now))
        if digest is not None:
            at_once = run(second_look.judge(self.memory.stores, digest, FACTS, self.now, doubtful=False))
            assert at_once is second_look.Verdict.GO, "else it would be written and taken back for ever"
        if digest is not None and self.trouble and self.random.random() < 0.3:
            digest = self.hold_up(digest)
        if digest is not None:
            rows = {row.id: row for row in self.memory.rows.values()}
            asked = [rows[line.due] for line in digest.lines]
            check_moment(self.member, self.now, self.sent)
            check_things(self, asked, before)
            self.sent.append((self.now, asked))
        if self.member.look_at is None or self.member.look_at > self.now:
            check_next_look(self)

    def hold_up(self, digest: Digest) -> Digest | None:
        """The program dies right after it has written a message, or Telegram says to wait; the person goes on."""
        self.held_up, self.away = self.held_up + 1, True
        self.now += timedelta(hours=self.random.choice([1, 3, 12, 20, 30, 100, 400]))
        if self.random.random() < 0.3:
            self.random.choice(DEEDS)(self)
        verdict = run(second_look.judge(self.memory.stores, digest, FACTS, self.now, doubtful=False))
        if verdict is second_look.Verdict.GO:
            return digest
        run(second_look.take_back(self.memory.stores, digest, self.now))
        assert self.member.look_at == self.now
        return None

    def look_soon(self) -> None:
        self.memory.member = replace(self.member, look_at=self.now)

    def change(self, **changes: object) -> None:
        self.memory.member = replace(self.member, **changes)  # type: ignore[arg-type]
        self.look_soon()


def check_moment(member: Member, now: datetime, sent: list[tuple[datetime, list[Due]]]) -> None:
    """Not by the calendar's own means: plain weekdays, plain holidays, the clock on the wall."""
    local = now.astimezone(BERLIN)
    day = local.date()
    assert member.hour <= local.hour < max(UNTIL_HOUR, member.hour + 1)
    assert day.weekday() in member.days
    assert day not in holidays.country_holidays("DE", subdiv=member.bundesland or None, years=day.year)
    assert (day.month, day.day) not in ((12, 24), (12, 31))
    if member.bundesland == "BY":
        assert (day.month, day.day) != (8, 15)
    if member.leave_from is not None and member.leave_until is not None:
        assert not member.leave_from <= day <= member.leave_until
    assert not sent or local_day(sent[-1][0]) < day, "two messages on one day"
    assert member.quiet_since is None


def check_things(walk: Walk, asked: list[Due], before: dict[Key, Due]) -> None:
    member, today = walk.member, walk.today
    counts = Counter(key_of(row) for _, rows in walk.sent for row in rows)
    assert 1 <= len(asked) <= 8
    assert [list(Kind).index(row.kind) for row in asked] == sorted(list(Kind).index(row.kind) for row in asked)
    for row in asked:
        key = key_of(row)
        limit = {Kind.TIP: 1}.get(row.kind, 3 if row.period == "season" else 2)
        assert counts[key] < limit * (1 + walk.postponed[key]), f"{key} once too often"
        assert str(row.kind) not in member.muted
        assert row.state is State.OPEN
        was = before.get(key)
        if was is not None and was.snoozed_to is not None and (was.asked_on or date.min) < was.snoozed_to:
            assert today >= was.snoozed_to or row.kind is Kind.JOUR_FIXE, "before the day that was chosen"
        elif was is not None and was.asked_on is not None:
            assert today - was.asked_on >= timedelta(days=7)
        check_thing(walk, row)
    check_tips(walk, [row for row in asked if row.kind is Kind.TIP])


def check_tips(walk: Walk, tips: list[Due]) -> None:
    """One a week. Only whoever postponed several to the same days gets them so."""
    if all(row.snoozed_to for row in tips):
        return
    assert len(tips) == 1, "the tip of the week beside one that was postponed"
    earlier = [moment for moment, rows in walk.sent for row in rows if row.kind is Kind.TIP]
    assert not earlier or walk.today - local_day(earlier[-1]) >= timedelta(days=7)
    for row in walk.memory.rows.values():
        alive = row.kind is Kind.TIP and row.state is State.OPEN and row.subject not in walk.member.tour_done
        if alive and row.snoozed_to is not None and row.snoozed_to > (row.asked_on or date.min):
            comes = rhythm_of(walk.member).next_allowed(max(row.snoozed_to, walk.today))
            assert comes is None or comes - walk.today >= timedelta(days=7), "days before one that was postponed"


def check_thing(walk: Walk, row: Due) -> None:
    today = walk.today
    if row.kind in CONTACT_KINDS:
        contact = walk.memory.contacts_by_id[int(row.subject)]
        assert not contact.paused
        due = (contact.last_on or contact.since) + timedelta(weeks=contact.interval_weeks)
        assert due <= today or row.snoozed_to, "the last contact was a moment ago"
        assert due <= row.due_on or row.snoozed_to
    elif row.kind is Kind.TIP:
        assert not walk.member.tour_paused
        assert row.subject not in walk.member.tour_done
    elif row.kind is Kind.JOUR_FIXE and row.period == "season":
        planned = {each.half for each in walk.memory.dates.values() if each.state == PLANNED}
        assert row.subject not in planned
        assert row.subject == half_year(today)
    elif row.kind is Kind.JOUR_FIXE:
        jour_fixe = walk.memory.dates[int(row.subject)]
        stage, _, day = row.period.partition(":")
        assert jour_fixe.state == PLANNED
        assert day == local_day(jour_fixe.at).isoformat(), "about a date that was moved"
        before = stage in ("invite", "agenda", "day_before")
        assert (walk.now < jour_fixe.at) if before else (walk.now > jour_fixe.at)
        if not before:
            assert row.due_on <= today


def check_next_look(walk: Walk) -> None:
    """No message goes before the moment at which the member is looked at again."""
    look_at = walk.member.look_at
    assert look_at is None or look_at > walk.now
    life = run(read_life(walk.memory.stores, walk.member, FACTS))
    if look_at is not None:
        assert in_message(life, look_at), "there is something to say when it is looked"
    horizon = (look_at or walk.now + timedelta(days=200)) - timedelta(minutes=1)
    for share in (0.2, 0.5, 0.8, 1):
        moment = walk.now + share * (horizon - walk.now)
        for tried in (moment, local_moment(local_day(moment), walk.member.hour)):
            if walk.now < tried <= horizon:
                assert in_message(life, tried) == []


# What people do ------------------------------------------------------------------------------------------------------


def add_contact(walk: Walk) -> None:
    number = walk.memory.new_id()
    kind = walk.random.choice(["press", "council", "clerk"])
    weeks = walk.random.choice([1, 2, 4, 6, 8, 12, 26])
    if len(walk.memory.contacts_by_id) < 12:
        walk.memory.contacts_by_id[number] = Contact(number, 1, kind, "Rolle", weeks, walk.today)
        walk.shortest[number] = weeks
        walk.look_soon()


def _any_contact(walk: Walk) -> Contact | None:
    contacts = list(walk.memory.contacts_by_id.values())
    return walk.random.choice(contacts) if contacts else None


def _keep(walk: Walk, contact: Contact) -> None:
    walk.memory.contacts_by_id[contact.id] = contact
    walk.look_soon()


def _rows_about(walk: Walk, contact: Contact) -> list[Due]:
    return [row for row in walk.memory.rows.values() if row.kind in CONTACT_KINDS and row.subject == str(contact.id)]


def log(walk: Walk) -> None:
    contact = _any_contact(walk)
    if contact is not None:
        _keep(walk, log_contact(contact, walk.today - timedelta(days=walk.random.choice([0, 0, 1, 9]))))
        for row in _rows_about(walk, contact):
            if row.state is State.OPEN:
                walk.memory.rows[key_of(row)] = replace(row, state=State.DONE, closed_on=walk.today)


def take_back(walk: Walk) -> None:
    """Sometimes without opening the row again: then the engine has to see for itself."""
    contact = _any_contact(walk)
    if contact is not None and contact.last_on is not None:
        _keep(walk, undo(contact, contact.last_on))


def remove(walk: Walk) -> None:
    contact = _any_contact(walk)
    if contact is not None:
        del walk.memory.contacts_by_id[contact.id]
        walk.look_soon()


def pause_contact(walk: Walk) -> None:
    contact = _any_contact(walk)
    if contact is not None:
        _keep(walk, replace(contact, paused=not contact.paused))


def change_interval(walk: Walk) -> None:
    contact = _any_contact(walk)
    if contact is not None:
        weeks = walk.random.choice([1, 3, 8, 20])
        walk.shortest[contact.id] = min(weeks, walk.shortest[contact.id])
        _keep(walk, replace(contact, interval_weeks=weeks))
        for row in _rows_about(walk, contact):
            due_on = date.fromisoformat(row.period.rpartition("+")[2]) + timedelta(weeks=weeks)
            if row.asked_on is not None and row.asked_on < due_on:
                walk.postponed[key_of(row)] += 1  # on another day it is asked as if for the first time


def want_step(walk: Walk) -> None:
    day = walk.today + timedelta(days=walk.random.randint(1, 40))
    due = Due(0, 1, Kind.STEP, f"entry-{walk.random.randint(1, 5)}:0", day.isoformat(), day)
    row = run(walk.memory.dues.enter(due))
    walk.memory.rows[key_of(row)] = replace(row, state=State.OPEN, closed_on=None, snoozed_to=None)
    if row.asked:
        walk.postponed[key_of(row)] += 1
    walk.look_soon()


def _an_asked_row(walk: Walk) -> Due | None:
    rows = [row for row in walk.memory.rows.values() if row.asked and row.state is State.OPEN]
    return walk.random.choice(rows) if rows else None


def snooze(walk: Walk) -> None:
    row = _an_asked_row(walk)
    if row is not None:
        day = walk.today + timedelta(days=walk.random.choice([1, 3, 7, 30]))
        walk.memory.rows[key_of(row)] = replace(row, snoozed_to=day)
        walk.postponed[key_of(row)] += 1
        walk.look_soon()


def skip(walk: Walk) -> None:
    row = _an_asked_row(walk)
    if row is not None:
        walk.memory.rows[key_of(row)] = replace(row, state=State.SKIPPED, closed_on=walk.today)
        walk.look_soon()


def finish(walk: Walk) -> None:
    row = _an_asked_row(walk)
    if row is None or row.kind in CONTACT_KINDS:
        return
    walk.memory.rows[key_of(row)] = replace(row, state=State.DONE, closed_on=walk.today)
    if row.kind is Kind.TIP:
        walk.change(tour_done=(*walk.member.tour_done, row.subject))
    walk.look_soon()


def take_leave(walk: Walk) -> None:
    start = walk.today + timedelta(days=walk.random.randint(0, 20))
    walk.away = True
    walk.change(leave_from=start, leave_until=start + timedelta(days=walk.random.randint(0, 24)))


def mute(walk: Walk) -> None:
    walk.ever_muted = True
    walk.change(muted=walk.member.muted ^ {str(walk.random.choice(list(Kind)))})


def move_house(walk: Walk) -> None:
    walk.change(bundesland={"BY": "BE", "BE": "BY"}.get(walk.member.bundesland, "BY"))


def other_hours(walk: Walk) -> None:
    days = walk.random.choice([frozenset(range(5)), frozenset({1, 3}), frozenset({2, 5, 6})])
    walk.change(hour=walk.random.choice([2, 6, 9, 17]), days=days)


def plan(walk: Walk) -> None:
    """A date, a few days to months ahead; one a half-year."""
    at = local_moment(walk.today + timedelta(days=walk.random.randint(1, 120)), walk.random.choice([8, 10, 15]))
    half = half_year(local_day(at))
    known = next((each for each in walk.memory.dates.values() if each.half == half), None)
    number = walk.memory.new_id() if known is None else known.id
    walk.memory.dates[number] = JourFixe(
        number, 1, half, at, 60, "uid", 0, walk.random.choice([PLANNED, PLANNED, DROPPED])
    )
    walk.look_soon()


def pause_tour(walk: Walk) -> None:
    paused = not walk.member.tour_paused
    walk.change(tour_paused=paused, tour_from=None if paused else walk.today + timedelta(weeks=1))


def be_quiet(walk: Walk) -> None:
    walk.away = True
    walk.change(quiet_since=None if walk.member.quiet_since else walk.now)


def be_down(walk: Walk) -> None:
    """The program rests; when it is back, it looks after whoever was to be looked at."""
    walk.away = True
    walk.now += timedelta(days=walk.random.randint(1, 12))


DEEDS: list[Callable[[Walk], None]] = [
    add_contact, add_contact, log, log, take_back, remove, pause_contact, change_interval, want_step, want_step, snooze,
    snooze, skip, finish, finish, take_leave, mute, move_house, other_hours, plan, plan, pause_tour, be_quiet, be_down,
]  # fmt: skip
CALM = [add_contact, log, want_step, snooze, skip, finish, plan, move_house, change_interval]


def walk_through(seed: int, start: date, deeds: Sequence[Callable[[Walk], None]], *, trouble: bool = False) -> Walk:
    random = Random(seed)  # noqa: S311 - a die, not a secret
    begin = datetime(start.year, start.month, start.day, 7, 30, tzinfo=UTC)
    first_day = start + timedelta(days=random.randint(0, 10))
    land = random.choice(["BY", "BE", "NW", ""])
    walk = Walk(Memory(Member(1, begin, first_day=first_day, bundesland=land, look_at=begin)), begin, random)
    walk.trouble = trouble
    while walk.now < begin + YEARS:
        walk.live_until(walk.now + timedelta(hours=random.choice([2, 20, 24, 100, 300, 900])))
        still = walk.member.quiet_since is not None and random.random() < 0.3  # nobody is quiet for years
        (be_quiet if still else random.choice(deeds))(walk)
    walk.memory.member = replace(walk.member, quiet_since=None)
    return walk


SEEDS = st.integers(0, 10**9)
STARTS = st.dates(date(2026, 1, 1), date(2028, 3, 1))
few = settings(max_examples=8, deadline=None)
many = settings(max_examples=100, deadline=None)


def live(seed: int, start: date) -> None:
    """The checks are made with every message (`check_moment`, `check_things`) and every look (`check_next_look`)."""
    walk_through(seed, start, DEEDS)


def live_with_trouble(seed: int, start: date) -> None:
    """Every third message waits for hours or days between being written and being sent; the same checks, when it is
    sent."""
    assert walk_through(seed, start, DEEDS, trouble=True).held_up


def live_calmly(seed: int, start: date) -> None:
    """Without leave, mutes and outages everything that is due is said within days, however much else is going on."""
    walk = walk_through(seed, start, CALM)
    walk.live_until(walk.now + timedelta(days=14))
    for row in walk.memory.rows.values():
        if row.kind is Kind.STEP and row.due_on < walk.today - timedelta(days=14):
            assert row.asked or row.state in (State.SKIPPED, State.DONE), row
    for contact in walk.memory.contacts_by_id.values():
        basis = contact.last_on or contact.since
        if basis + timedelta(weeks=contact.interval_weeks) < walk.today - timedelta(days=14):
            rows = [row for row in _rows_about(walk, contact) if row.period.startswith(basis.isoformat())]
            assert any(row.asked or row.state is State.SKIPPED for row in rows), contact


@few
@given(SEEDS, STARTS)
def test_nothing_comes_twice_at_a_wrong_time_or_without_reason(seed: int, start: date) -> None:
    live(seed, start)


@few
@given(SEEDS, STARTS)
def test_no_message_that_was_held_up_comes_at_a_wrong_time(seed: int, start: date) -> None:
    live_with_trouble(seed, start)


@few
@given(SEEDS, STARTS)
def test_nothing_is_lost(seed: int, start: date) -> None:
    live_calmly(seed, start)


@pytest.mark.slow
@pytest.mark.parametrize("way", [live, live_with_trouble, live_calmly])
@many
@given(SEEDS, STARTS)
def test_a_hundred_lives(way: Callable[[int, date], None], seed: int, start: date) -> None:
    way(seed, start)


@pytest.mark.parametrize("down", [1, 3, 40])
def test_after_an_outage_each_thing_comes_once_and_not_all_again(down: int) -> None:
    walk = walk_through(1, date(2026, 1, 5), [add_contact])
    before = len(walk.sent)
    walk.now += timedelta(days=down)
    walk.live_until(walk.now + timedelta(days=6))
    keys = [key_of(row) for _, rows in walk.sent[before:] for row in rows]
    assert len(keys) == len(set(keys))
