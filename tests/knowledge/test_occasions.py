"""Date rules against dates from calendars, and the shipped occasions."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.checks import sameness
from knowledge.entries import Library, Occasion
from knowledge.library import load
from knowledge.occasions import FEASTS, FORMS, date_in, rules_for, single_day, upcoming
from tests.knowledge.prose import against_the_voice, sentences
from tests.knowledge.written import ENTRY, collection, faults

ONE = "- {id: a, title: A, when: 05-12, why: B., opening: C.}\n"


def occasion(id_: str, when: str, lead_weeks: int = 3) -> Occasion:
    return Occasion(id_, id_.upper(), when, "B.", "C.", lead_weeks)


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


# --- rules ------------------------------------------------------------------------------------------------------------

# Month and day in 2026, 2027 and 2028.
DATES = {
    "05-12": ("05-12", "05-12", "05-12"),
    "02-29": ("03-01", "03-01", "02-29"),
    "easter": ("04-05", "03-28", "04-16"),
    "easter-46": ("02-18", "02-10", "03-01"),
    "easter+39": ("05-14", "05-06", "05-25"),
    "easter+49": ("05-24", "05-16", "06-04"),
    "first advent": ("11-29", "11-28", "12-03"),
    "first advent-14": ("11-15", "11-14", "11-19"),
    "first advent+21": ("12-20", "12-19", "12-24"),
    "third tuesday of march": ("03-17", "03-16", "03-21"),
    "second sunday of may": ("05-10", "05-09", "05-14"),
    "last friday of may": ("05-29", "05-28", "05-26"),
    "last friday of may unless easter+40": ("05-29", "05-28", "05-19"),
    "fourth sunday of july": ("07-26", "07-25", "07-23"),
    "second sunday of september": ("09-13", "09-12", "09-10"),
    "fourth monday of september": ("09-28", "09-27", "09-25"),
    "first sunday of october": ("10-04", "10-03", "10-01"),
    "third friday of november": ("11-20", "11-19", "11-17"),
    "last sunday of december": ("12-27", "12-26", "12-31"),
    "first saturday of february": ("02-07", "02-06", "02-05"),
}


@pytest.mark.parametrize("rule", DATES)
def test_known_dates(rule: str) -> None:
    assert tuple(f"{date_in(rule, year):%m-%d}" for year in (2026, 2027, 2028)) == DATES[rule]


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        # As the press announced them.
        (
            "last friday of may unless easter+40",
            ["2018-05-25", "2019-05-24", "2020-05-29", "2021-05-28", "2022-05-20"],
        ),
        ("fourth monday of september", ["2018-09-24", "2019-09-23", "2020-09-28", "2025-09-22"]),
        ("third friday of november", ["2016-11-18", "2017-11-17", "2021-11-19", "2025-11-21"]),
        ("second sunday of september", ["2017-09-10", "2018-09-09", "2021-09-12", "2024-09-08"]),
        ("fourth sunday of july", ["2021-07-25", "2024-07-28"]),
    ],
)
def test_days_of_the_past(rule: str, held: list[str]) -> None:
    assert [date_in(rule, int(day[:4])).isoformat() for day in held] == held


def test_feasts_agree_with_the_public_holidays() -> None:
    for year in range(1991, 2101):
        days = holidays.country_holidays("DE", subdiv="BB", years=year, language="de")
        assert "Ostersonntag" in days[date_in("easter", year)]
        assert "Pfingstsonntag" in days[date_in("easter+49", year)]


@given(year=st.integers(1583, 9000))
def test_the_first_advent_is_the_fourth_sunday_before_christmas_day(year: int) -> None:
    christmas, day = date(year, 12, 25), date_in("first advent", year)
    assert day.isoweekday() == 7
    assert timedelta(weeks=3) < christmas - day <= timedelta(weeks=4)


@given(year=st.integers(1583, 9000))
def test_easter_is_a_sunday_in_its_season(year: int) -> None:
    day = date_in("easter", year)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@pytest.mark.parametrize("rule", ["", "5-12", "13-01", "04-31", "02-30", "12 May", "easter-100", "last fryday of may"])
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(ValueError, match="is no rule; use `05-12`"):
        date_in(rule, 2026)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_day_can_be_a_rule_for_itself_alone(day: date) -> None:
    assert single_day(day.isoformat()) == day
    assert {date_in(day.isoformat(), year) for year in (day.year - 1, day.year, day.year + 1)} == {day}


@pytest.mark.parametrize("rule", ["2027-02-29", "2100-02-29", "2027-04-31", "2027-13-01", "1999-05-12", "2027-5-12"])
def test_what_is_no_single_day(rule: str) -> None:
    assert single_day(rule) is None
    with pytest.raises(ValueError, match="is no rule; use `05-12`"):
        date_in(rule, 2026)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_each_rule_that_a_day_may_mean_meets_it(day: date) -> None:
    rules = rules_for(day)
    assert rules[0] == f"{day:%m-%d}"
    assert rules[-1] == day.isoformat()
    assert len(rules) == len(set(rules))
    assert {date_in(rule, day.year) for rule in rules} == {day}


@pytest.mark.parametrize(
    ("day", "between"),
    [
        ("2027-06-12", ("second saturday of june",)),
        ("2027-05-29", ("last saturday of may",)),
        ("2027-06-26", ("fourth saturday of june", "last saturday of june")),
        ("2027-05-17", ("third monday of may", "easter+50")),
        ("2027-12-31", ("last friday of december",)),
    ],
)
def test_a_weekday_and_a_feast_are_offered_beside_the_date(day: str, between: tuple[str, ...]) -> None:
    assert rules_for(date.fromisoformat(day))[1:-1] == between


def test_no_two_feasts_meet() -> None:
    for year in range(2024, 2100):
        assert len({date_in(rule, year) for rule in FEASTS}) == len(FEASTS)


# --- what is coming up ------------------------------------------------------------------------------------------------


def test_both_ends_are_included_and_the_nearest_comes_first() -> None:
    days = [occasion("late", "05-29"), occasion("today", "05-01"), occasion("over", "04-30"), occasion("far", "05-30")]
    assert upcoming(days, date(2026, 5, 1), 4) == [(date(2026, 5, 1), days[1]), (date(2026, 5, 29), days[0])]


def test_the_turn_of_the_year() -> None:
    january, december = occasion("january", "01-06"), occasion("december", "12-24")
    found = upcoming([january, december], date(2026, 12, 20), 3)
    assert found == [(date(2026, 12, 24), december), (date(2027, 1, 6), january)]


def test_a_feast_can_lead_into_another_year() -> None:
    after, before = occasion("after", "first advent+50"), occasion("before", "easter-99")
    assert upcoming([after], date(2027, 1, 1), 4) == [(date(2027, 1, 18), after)]
    assert upcoming([before], date(2026, 12, 18), 1) == [(date(2026, 12, 19), before)]


def test_a_single_day_comes_once() -> None:
    fest = occasion("fest", "2027-06-12")
    assert upcoming([fest], date(2027, 5, 22)) == [(date(2027, 6, 12), fest)]
    assert upcoming([fest], date(2027, 6, 12)) == [(date(2027, 6, 12), fest)]
    for other in (date(2026, 6, 1), date(2027, 5, 21), date(2027, 6, 13), date(2028, 6, 1)):
        assert upcoming([fest], other) == []
    assert upcoming([fest], date(2026, 12, 31), 52) == [(date(2027, 6, 12), fest)]


def test_without_weeks_each_has_its_own() -> None:
    short, long = occasion("short", "05-29", 2), occasion("long", "05-29", 4)
    assert upcoming([short, long], date(2026, 5, 1)) == [(date(2026, 5, 29), long)]
    assert upcoming([short, long], date(2026, 5, 15)) == [(date(2026, 5, 29), short), (date(2026, 5, 29), long)]


def test_a_year_has_each_of_them_once(library: Library) -> None:
    for year in range(2026, 2060):
        found = [entry.id for _, entry in upcoming(library.occasions, date(year, 1, 1), 52)]
        assert sorted(found) == sorted(entry.id for entry in library.occasions)


# --- loading ----------------------------------------------------------------------------------------------------------


def test_they_are_optional(tmp_path: Path) -> None:
    assert load(collection(tmp_path, {"a.yaml": ENTRY})).occasions == ()


def test_three_weeks_unless_told(tmp_path: Path) -> None:
    other = ONE.replace("id: a", "id: b").replace("}", ", lead_weeks: 5}")
    found = load(collection(tmp_path, {"a.yaml": ENTRY, "occasions.yaml": ONE + other})).occasions
    assert found == (Occasion("a", "A", "05-12", "B.", "C.", 3), Occasion("b", "A", "05-12", "B.", "C.", 5))


def test_a_single_day_stands_in_quotes(tmp_path: Path) -> None:
    quoted = ONE.replace("05-12", '"2027-06-12"')
    assert load(collection(tmp_path, {"a.yaml": ENTRY, "occasions.yaml": quoted})).occasions[0].when == "2027-06-12"


FAULTS = {
    "no such single day": (ONE.replace("05-12", '"2027-02-29"'), f"1: `when` is “2027-02-29”, use {FORMS}"),
    "no rule": (ONE.replace("05-12", "last fryday of may"), f"1: `when` is “last fryday of may”, use {FORMS}"),
    "no such day": (ONE.replace("05-12", "02-30"), f"1: `when` is “02-30”, use {FORMS}"),
    "a date of one year": (
        ONE.replace("05-12", "2026-05-12"),
        '1: `when` is a date (2026-05-12), not a text, put it in quotes: "2026-05-12"',
    ),
    "no opening": (ONE.replace(", opening: C.", ""), "1: the occasion has no `opening`, add `opening: …`"),
    "no weeks": (
        ONE.replace("}", ", lead_weeks: drei}"),
        "1: `lead_weeks` is the text “drei”, write a whole number from 1 to 52, without quotes",
    ),
    "an id twice": (
        ONE + ONE,
        "2: the id `a` is taken, first by occasions.yaml:1, choose another, or remove one of the two",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str, tmp_path: Path) -> None:
    text, *expected = FAULTS[name]
    found = faults(tmp_path, {"a.yaml": ENTRY, "occasions.yaml": text})
    assert found == [f"occasions.yaml:{line}" for line in expected]


# --- the shipped occasions --------------------------------------------------------------------------------------------


def test_there_are_enough_for_the_whole_year(library: Library) -> None:
    """Whoever calls the press every six weeks finds a reason each time."""
    assert 25 <= len(library.occasions) <= 32
    for year in (2026, 2027, 2028):
        days = [day for day, _ in upcoming(library.occasions, date(year, 1, 1), 60)]
        assert max(later - day for day, later in pairwise(days)) <= timedelta(weeks=6)


def test_each_of_them_speaks_plainly(library: Library) -> None:
    for entry in library.occasions:
        assert against_the_voice(entry.why, entry.opening) == []
        assert len(sentences(entry.why)) == len(sentences(entry.opening)) == 1


@pytest.mark.parametrize("field", ["title", "why", "opening"])
def test_no_text_stands_twice(field: str, library: Library) -> None:
    texts = [sameness(getattr(entry, field)) for entry in library.occasions]
    assert len(texts) == len(set(texts))
