"""What is due when, rule by rule. Tuesday, 3 March 2026 is the day; nothing here reads a clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduler.calendar import local_day, local_moment
from scheduler.contacts import Contact
from scheduler.dues import Due, Kind, State
from scheduler.jour_fixe import DROPPED, JourFixe
from scheduler.life import Facts, Life
from scheduler.nudges import asked, due_now, expected, gone, in_message, next_due_after
from scheduler.occurrence import SEASON, Occurrence
from scheduler.people import Member
from scheduler.tour import END, has_seen_end

TODAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)  # nine o'clock in Berlin
DAY = timedelta(days=1)
FACTS = Facts(("first", "second", "third"), frozenset({"press"}))


def life(*contacts: Contact, dates: tuple[JourFixe, ...] = (), journal: tuple[Due, ...] = (), **member: object) -> Life:
    """Someone who has not said when they begin, so that neither tips nor seasons come in between."""
    who = replace(Member(1, NOW - 30 * DAY), **member)  # type: ignore[arg-type]
    return Life(who, FACTS, contacts, dates, 0, journal)


def contact(number: int = 5, kind: str = "council", weeks: int = 4, since: date = TODAY, **changes: object) -> Contact:
    return replace(Contact(number, 1, kind, "Seniorenbeirat", weeks, since), **changes)  # type: ignore[arg-type]


def step(day: date, **changes: object) -> Due:
    return replace(Due(9, 1, Kind.STEP, "entry:0", day.isoformat(), day), **changes)  # type: ignore[arg-type]


def jour_fixe(day: date, hour: int = 10, **changes: object) -> JourFixe:
    half = f"{day.year}-{1 if day.month <= 6 else 2}"
    return replace(JourFixe(3, 1, half, local_moment(day, hour), 60, "uid"), **changes)  # type: ignore[arg-type]


def ask(before: Life, moment: datetime) -> Life:
    """The life after the message that goes at a moment."""
    rows = []
    for number, each in enumerate(in_message(before, moment), start=100):
        row = before.rows.get(each.key) or Due(number, 1, each.kind, each.subject, each.period, each.due_on)
        rows.append(asked(row, local_day(moment)))
    assert rows, "nothing is asked"
    return before.after(replace(before.member, digest_on=local_day(moment)), rows)


def days_asked(before: Life, until: date, now: datetime = NOW) -> list[tuple[date, list[str]]]:
    """Every message until then, if nobody ever answers: its day, and what is in it."""
    messages = []
    moment = next_due_after(before, now)
    while moment is not None and local_day(moment) <= until:
        messages.append((local_day(moment), [each.stage or each.subject for each in in_message(before, moment)]))
        before = ask(before, moment)
        moment = next_due_after(before, moment)
    return messages


def only(found: list[Occurrence]) -> Occurrence:
    (each,) = found
    return each


# Contacts ------------------------------------------------------------------------------------------------------------


def test_a_contact_is_due_an_interval_after_it_was_put_on_the_list() -> None:
    assert next_due_after(life(contact()), NOW) == local_moment(date(2026, 3, 31), 9)


def test_a_contact_is_due_an_interval_after_the_last_contact() -> None:
    assert next_due_after(life(contact(last_on=date(2026, 3, 12))), NOW) == local_moment(date(2026, 4, 9), 9)


def test_a_logged_contact_begins_a_new_period_also_while_the_nudge_is_out() -> None:
    out = ask(life(contact(since=TODAY - 28 * DAY)), NOW)
    logged = replace(out, contacts=(contact(since=TODAY - 28 * DAY, last_on=TODAY),))
    assert due_now(logged, TODAY, NOW) == []
    assert next_due_after(logged, NOW) == local_moment(date(2026, 3, 31), 9)
    assert [row.kind for row in gone(logged, NOW)] == [Kind.RELATIONSHIP]


def test_an_unanswered_nudge_is_repeated_once_and_then_rests_for_an_interval() -> None:
    unanswered = days_asked(life(contact(since=TODAY - 28 * DAY)), until=date(2026, 5, 1))
    assert [day for day, _ in unanswered] == [TODAY, date(2026, 3, 10), date(2026, 4, 7), date(2026, 4, 14)]


def test_what_rests_is_still_shown_to_whoever_looks() -> None:
    resting = life(contact(since=TODAY - 28 * DAY))
    resting = ask(ask(resting, NOW), NOW + 7 * DAY)
    assert only(due_now(resting, TODAY + 8 * DAY, NOW + 8 * DAY)).kind is Kind.RELATIONSHIP


def test_not_this_time_rests_for_an_interval() -> None:
    out = ask(life(contact(since=TODAY - 28 * DAY)), NOW)
    (row,) = out.journal
    skipped = out.after(out.member, [replace(row, state=State.SKIPPED, closed_on=TODAY)])
    assert next_due_after(skipped, NOW) == local_moment(date(2026, 3, 31), 9)


def test_not_this_time_before_it_is_due_leaves_that_time_out() -> None:
    early = Due(7, 1, Kind.RELATIONSHIP, "5", TODAY.isoformat(), TODAY + 28 * DAY, State.SKIPPED, closed_on=TODAY)
    assert next_due_after(life(contact(), journal=(early,)), NOW) == local_moment(TODAY + 56 * DAY, 9)


def test_an_interval_that_gets_longer_while_the_nudge_is_out_waits_for_its_end() -> None:
    out = ask(life(contact(since=TODAY - 28 * DAY)), NOW)
    longer = replace(out, contacts=(contact(since=TODAY - 28 * DAY, interval_weeks=8),))
    assert due_now(longer, TODAY, NOW) == []
    assert next_due_after(longer, NOW) == local_moment(date(2026, 3, 31), 9)


def test_an_interval_that_gets_shorter_while_the_nudge_is_out_asks_nothing_twice() -> None:
    out = ask(life(contact(since=TODAY - 28 * DAY)), NOW)
    shorter = replace(out, contacts=(contact(since=TODAY - 28 * DAY, interval_weeks=1),))
    assert next_due_after(shorter, NOW) == local_moment(TODAY + 7 * DAY, 9)


def test_a_deleted_or_paused_contact_is_gone() -> None:
    out = ask(life(contact(since=TODAY - 28 * DAY)), NOW)
    for contacts in ((), (contact(since=TODAY - 28 * DAY, paused=True),)):
        without = replace(out, contacts=contacts)
        assert next_due_after(without, NOW) is None
        assert len(gone(without, NOW)) == 1


def test_an_undone_contact_is_due_as_before() -> None:
    out = ask(life(contact(since=TODAY - 28 * DAY)), NOW)
    (row,) = out.journal
    undone = out.after(out.member, [replace(row, state=State.DONE, closed_on=TODAY)])
    assert only(due_now(undone, TODAY, NOW)).period == row.period
    assert next_due_after(undone, NOW) == local_moment(TODAY + 7 * DAY, 9)


# Steps ---------------------------------------------------------------------------------------------------------------


def test_a_step_comes_on_its_day_and_once_more() -> None:
    assert [day for day, _ in days_asked(life(journal=(step(date(2026, 3, 5)),)), until=date(2026, 12, 31))] == [
        date(2026, 3, 5),
        date(2026, 3, 12),
    ]


def test_a_step_on_a_sunday_comes_on_monday() -> None:
    assert next_due_after(life(journal=(step(date(2026, 3, 8)),)), NOW) == local_moment(date(2026, 3, 9), 9)


def test_a_step_older_than_its_worth_is_not_asked() -> None:
    late = life(journal=(step(TODAY - 33 * DAY),))
    assert next_due_after(late, NOW) is None
    assert len(gone(late, NOW)) == 1


def test_what_was_postponed_is_asked_twice_from_the_day_that_was_chosen() -> None:
    put_off = step(TODAY - DAY, asked=1, asked_on=TODAY - DAY, snoozed_to=TODAY + 2 * DAY)
    asked_on = [TODAY + 2 * DAY, TODAY + 9 * DAY]
    assert [day for day, _ in days_asked(life(journal=(put_off,)), until=TODAY + 60 * DAY)] == asked_on


def test_a_contact_that_was_postponed_rests_only_after_its_repeat() -> None:
    out = ask(ask(life(contact(since=TODAY - 28 * DAY)), NOW), NOW + 7 * DAY)
    (row,) = out.journal
    put_off = out.after(out.member, [replace(row, snoozed_to=TODAY + 10 * DAY)])
    days = [day for day, _ in days_asked(put_off, until=TODAY + 50 * DAY, now=NOW + 8 * DAY)]
    assert days == [TODAY + 10 * DAY, TODAY + 17 * DAY, TODAY + 45 * DAY]


def test_a_long_leave_does_not_swallow_a_step() -> None:
    away = life(journal=(step(date(2026, 3, 5)),), leave_from=TODAY, leave_until=date(2026, 4, 20))
    assert next_due_after(away, NOW) == local_moment(date(2026, 4, 21), 9)


def test_what_was_postponed_comes_on_the_day_that_was_chosen_even_if_it_was_asked_twice() -> None:
    row = step(TODAY - 10 * DAY, asked=2, asked_on=TODAY - DAY, snoozed_to=TODAY + 2 * DAY)
    assert next_due_after(life(journal=(row,)), NOW) == local_moment(TODAY + 2 * DAY, 9)


# Tips ----------------------------------------------------------------------------------------------------------------


def test_one_tip_a_week_from_the_first_day_on() -> None:
    new = life(first_day=date(2026, 3, 4))
    tips = [(day, what) for day, what in days_asked(new, until=date(2026, 8, 1)) if what != [SEASON]]
    assert tips == [
        (date(2026, 3, 4), ["first"]),
        (date(2026, 3, 11), ["second"]),
        (date(2026, 3, 18), ["third"]),
        (date(2026, 3, 25), [END]),
    ]


def test_what_is_done_or_paused_is_no_tip() -> None:
    assert days_asked(life(first_day=TODAY, tour_done=("first", "second")), until=date(2026, 8, 1)) == [
        (TODAY, ["third"]),
        (TODAY + 7 * DAY, [END]),
    ]
    assert days_asked(life(first_day=TODAY, tour_paused=True), until=date(2026, 8, 1)) == []


def test_after_a_pause_the_tips_begin_on_the_day_that_was_set() -> None:
    again = life(first_day=TODAY - 30 * DAY, tour_from=TODAY + 7 * DAY)
    assert [each for each in days_asked(again, until=TODAY + 7 * DAY) if each[1] != [SEASON]] == [
        (TODAY + 7 * DAY, ["first"])
    ]


def test_leave_costs_no_tip_and_brings_none_twice() -> None:
    away = life(first_day=TODAY, leave_from=TODAY + DAY, leave_until=TODAY + 20 * DAY)
    assert [what for _, what in days_asked(away, until=TODAY + 60 * DAY)] == [["first"], ["second"], ["third"], [END]]


def tip(subject: str, asked_on: date, **changes: object) -> Due:
    return replace(Due(20, 1, Kind.TIP, subject, "tour", asked_on, asked=1, asked_on=asked_on), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("postponed_by", "messages"),
    [
        (1, {1: "first", 8: "second", 15: "third"}),
        (7, {7: "first", 14: "second", 21: "third"}),
        (13, {14: "first", 7: "second", 21: "third"}),  # to a Sunday
        (9, {9: "first", 16: "second", 23: "third"}),
        (14, {7: "second", 14: "first", 21: "third"}),
        (17, {7: "second", 17: "first", 24: "third"}),
        (28, {7: "second", 14: "third", 29: "first"}),  # to Easter Monday
    ],
)
def test_a_postponed_tip_has_its_week_to_itself(postponed_by: int, messages: dict[int, str]) -> None:
    """The first tip came on Monday, 9 March; days count from there."""
    monday = date(2026, 3, 9)
    row = tip("first", monday, snoozed_to=monday + postponed_by * DAY)
    later = life(journal=(row,), first_day=monday, digest_on=monday)
    asked_on = days_asked(later, until=date(2026, 4, 30), now=local_moment(monday, 12))
    tips = {(day - monday).days: what for day, what in asked_on if what not in ([SEASON], [END])}
    assert tips == {day: [what] for day, what in messages.items()}


def test_a_postponed_tip_that_nobody_waits_for_any_more_holds_up_nothing() -> None:
    monday = date(2026, 3, 9)
    row = tip("first", monday, snoozed_to=monday + 7 * DAY)
    done = life(journal=(row,), first_day=monday, digest_on=monday, tour_done=("first",))
    assert next_due_after(done, local_moment(monday, 12)) == local_moment(monday + 7 * DAY, 9)


LAST_ON = date(2026, 2, 24)
SENT = tuple(tip(subject, LAST_ON - weeks * 7 * DAY, id=30 + weeks) for weeks, subject in ((2, "first"), (1, "second")))
TOUR_ENDED: dict[str, Any] = {"first_day": LAST_ON, "muted": frozenset({"jour_fixe"})}


@pytest.mark.parametrize(
    ("journal", "member", "day"),
    [
        ((*SENT, tip("third", LAST_ON)), {}, LAST_ON + 7 * DAY),
        ((*SENT, tip("third", LAST_ON, state=State.SKIPPED)), {}, LAST_ON + 7 * DAY),
        ((*SENT, tip("third", LAST_ON)), {"leave_from": LAST_ON, "leave_until": TODAY + 40 * DAY}, date(2026, 4, 13)),
        ((*SENT, tip("third", LAST_ON)), {"leave_from": LAST_ON, "leave_until": TODAY + 60 * DAY}, None),
        ((*SENT, tip("third", LAST_ON)), {"tour_done": ("third",)}, None),
        ((*SENT, tip("third", LAST_ON)), {"tour_paused": True}, None),
        ((*SENT, tip("third", LAST_ON), tip(END, LAST_ON - DAY, state=State.DONE, closed_on=LAST_ON)), {}, None),
        ((*SENT, tip("third", LAST_ON), tip(END, TODAY, state=State.EXPIRED, closed_on=TODAY + 7 * DAY)), {}, None),
        ((*SENT, tip("third", LAST_ON)), {"tour_passed": (END,)}, None),
    ],
    ids=[
        "unanswered",
        "declined",
        "after a leave",
        "too late",
        "ticked off",
        "paused",
        "seen",
        "left unanswered",
        "seen long ago",
    ],
)
def test_a_word_at_the_end_comes_once_where_the_last_tip_found_no_answer(
    journal: tuple[Due, ...], member: dict[str, Any], day: date | None
) -> None:
    ended = life(journal=journal, **TOUR_ENDED | member)
    assert days_asked(ended, until=date(2027, 3, 1)) == ([] if day is None else [(day, [END])])


@pytest.mark.parametrize("passed", [(), (END,)])
def test_that_the_end_was_seen_outlasts_the_journal(passed: tuple[str, ...]) -> None:
    assert has_seen_end(life(tour_passed=passed)) is bool(passed)


def test_a_collection_without_a_tour_has_no_tips_and_everything_else() -> None:
    one = replace(life(first_day=TODAY), facts=Facts())
    assert [what for _, what in days_asked(one, until=date(2026, 12, 31))] == [[SEASON]] * 3


def test_the_word_at_the_end_waits_for_a_tip_that_was_postponed() -> None:
    later = tip("second", LAST_ON - 7 * DAY, snoozed_to=TODAY + 3 * DAY)
    ended = life(journal=(SENT[0], later, tip("third", LAST_ON)), **TOUR_ENDED)
    assert days_asked(ended, until=date(2027, 3, 1)) == [(TODAY + 3 * DAY, ["second"]), (TODAY + 10 * DAY, [END])]


# The jour fixe -------------------------------------------------------------------------------------------------------


def test_without_a_date_the_season_asks_three_times() -> None:
    one = life(first_day=date(2026, 1, 7), tour_paused=True)
    asked_on = days_asked(one, until=date(2026, 12, 31), now=local_moment(date(2026, 1, 7), 9))
    assert asked_on == [
        (date(2026, 2, 2), [SEASON]),  # 1 February is a Sunday
        (date(2026, 2, 16), [SEASON]),
        (date(2026, 3, 2), [SEASON]),
        (date(2026, 9, 1), [SEASON]),
        (date(2026, 9, 15), [SEASON]),
        (date(2026, 9, 29), [SEASON]),
    ]


def test_the_season_leaves_newcomers_two_weeks_and_those_with_a_date_alone() -> None:
    new = life(first_day=date(2026, 2, 9), tour_paused=True)
    assert next_due_after(new, local_moment(date(2026, 2, 9), 9)) == local_moment(date(2026, 2, 23), 9)
    fixed = replace(new, jour_fixes=(jour_fixe(date(2026, 6, 24)),))
    assert days_asked(fixed, until=date(2026, 4, 30), now=local_moment(date(2026, 2, 9), 9)) == []


def test_the_chain_around_a_date() -> None:
    """Wednesday, 17 June 2026; invited for on the same weekday six weeks before."""
    chain = days_asked(life(dates=(jour_fixe(date(2026, 6, 17)),)), until=date(2026, 8, 31))
    firsts = {what: day for day, whats in reversed(chain) for what in whats}
    assert firsts == {
        "invite": date(2026, 5, 6),
        "agenda": date(2026, 6, 3),
        "day_before": date(2026, 6, 16),
        "minutes": date(2026, 6, 19),
        "follow_up": date(2026, 7, 15),
    }


def test_what_has_a_deadline_moves_before_and_everything_else_after() -> None:
    """Tuesday, 26 May 2026: the day before is Whit Monday, so the message comes on the Friday before."""
    chain = days_asked(life(dates=(jour_fixe(date(2026, 5, 26)),)), until=date(2026, 6, 30))
    firsts = {what: day for day, whats in reversed(chain) for what in whats}
    assert firsts["day_before"] == date(2026, 5, 22)
    assert firsts["minutes"] == date(2026, 5, 28)


def test_what_can_not_come_before_a_leave_comes_after_it() -> None:
    """Today's message had gone when the leave was entered. The agenda still has its worth, and comes late."""
    away = life(
        dates=(jour_fixe(TODAY + 17 * DAY),), digest_on=TODAY, leave_from=TODAY + DAY, leave_until=TODAY + 8 * DAY
    )
    invited = Due(9, 1, Kind.JOUR_FIXE, "3", f"invite:{(TODAY + 17 * DAY).isoformat()}", TODAY, State.DONE)
    chain = days_asked(away.after(away.member, [invited]), until=TODAY + 17 * DAY)
    assert chain == [(TODAY + 9 * DAY, ["agenda"]), (TODAY + 16 * DAY, ["day_before"])]


def test_after_a_leave_up_to_the_appointment_only_what_is_still_of_use_comes() -> None:
    at = TODAY + 17 * DAY
    away = life(dates=(jour_fixe(at, hour=14),), digest_on=TODAY, leave_from=TODAY, leave_until=at - DAY)
    assert days_asked(away, until=at) == [(at, ["day_before"])]


def test_nothing_leads_up_to_a_date_that_is_over_or_dropped() -> None:
    over = life(dates=(jour_fixe(TODAY, hour=8),), tour_paused=True)
    assert [what for _, what in days_asked(over, until=TODAY + 8 * DAY)] == [["minutes"]]
    assert days_asked(life(dates=(jour_fixe(TODAY + 20 * DAY, state=DROPPED),)), until=TODAY + 60 * DAY) == []


def test_after_an_outage_the_day_before_still_comes_on_the_morning_itself() -> None:
    morning = life(dates=(jour_fixe(TODAY, hour=14),))
    assert [each.stage for each in in_message(morning, NOW)] == ["day_before"]


def test_a_moved_date_has_a_chain_of_its_own() -> None:
    out = ask(life(dates=(jour_fixe(TODAY + 42 * DAY),)), NOW)
    moved = replace(out, jour_fixes=(jour_fixe(TODAY + 50 * DAY),))
    assert len(gone(moved, NOW)) == 1
    assert next_due_after(moved, NOW) == local_moment(TODAY + 8 * DAY, 9)


# One message a day ---------------------------------------------------------------------------------------------------


def test_several_things_are_one_message_by_priority() -> None:
    long_ago = TODAY - 100 * DAY
    much = life(
        contact(5, since=long_ago),
        contact(6, kind="press", since=long_ago),
        dates=(jour_fixe(TODAY + 10 * DAY),),
        journal=(step(TODAY),),
        first_day=TODAY,
    )
    assert [str(each.kind) for each in in_message(much, NOW)] == ["jour_fixe", "press", "relationship", "step", "tip"]
    later = ask(much, NOW)
    assert in_message(later, NOW + timedelta(hours=3)) == []


def test_a_flood_is_spread_over_days() -> None:
    many = life(*(contact(number, since=TODAY - 100 * DAY) for number in range(20)))
    assert [len(what) for _, what in days_asked(many, until=TODAY + 3 * DAY)] == [8, 8, 4]


@pytest.mark.parametrize(
    ("changes", "moment"),
    [
        ({}, local_moment(date(2026, 3, 3), 9)),
        ({"hour": 14}, local_moment(date(2026, 3, 3), 14)),
        ({"days": frozenset({4})}, local_moment(date(2026, 3, 6), 9)),
        ({"leave_from": TODAY, "leave_until": TODAY}, local_moment(date(2026, 3, 4), 9)),
        ({"muted": frozenset({"step"})}, None),
        ({"leave_from": TODAY}, None),
    ],
)
def test_only_in_the_persons_hours(changes: dict[str, Any], moment: datetime | None) -> None:
    assert next_due_after(life(journal=(step(TODAY),), **changes), NOW - timedelta(hours=5)) == moment


def test_moving_from_bavaria_to_berlin_changes_the_holidays() -> None:
    epiphany = date(2027, 1, 6)
    thing = step(epiphany)
    new_year = local_moment(date(2027, 1, 4), 9)
    assert next_due_after(life(journal=(thing,), bundesland="BY"), new_year) == local_moment(date(2027, 1, 7), 9)
    assert next_due_after(life(journal=(thing,), bundesland="BE"), new_year) == local_moment(epiphany, 9)


def test_over_the_turn_of_the_year() -> None:
    """Silvester is a Thursday, New Year a Friday: a step comes on Monday, what leads up to a date on Wednesday."""
    eve = date(2026, 12, 31)
    assert next_due_after(life(journal=(step(eve),)), NOW) == local_moment(date(2027, 1, 4), 9)
    chain = days_asked(life(dates=(jour_fixe(date(2027, 1, 4)),)), until=date(2027, 1, 10))
    firsts = {what: day for day, whats in reversed(chain) for what in whats}
    assert firsts["day_before"] == date(2026, 12, 30)
    assert firsts["minutes"] == date(2027, 1, 6)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)])
def test_the_odd_days_of_the_calendar_keep_their_hour(day: date) -> None:
    """Both changes of the clock, and a 29 February, for somebody who wants to be written to on any day."""
    any_day = life(journal=(step(day),), days=frozenset(range(7)))
    assert next_due_after(any_day, local_moment(day - DAY, 12)) == local_moment(day, 9)


def test_the_coming_weeks_are_told_by_the_day_on_which_something_will_be_said() -> None:
    ahead = life(
        contact(weeks=2), journal=(step(date(2026, 3, 8)), step(date(2026, 3, 1), id=10)), first_day=TODAY + 9 * DAY
    )
    weeks = expected(ahead, NOW, TODAY + 56 * DAY)
    assert [(each.day, str(each.occurrence.kind)) for each in weeks] == [
        (TODAY, "step"),
        (date(2026, 3, 9), "step"),
        (date(2026, 3, 12), "tip"),
        (date(2026, 3, 17), "relationship"),
        (date(2026, 3, 19), "tip"),
        (date(2026, 3, 26), "tip"),
    ]
