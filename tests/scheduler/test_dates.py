"""What people type when they are asked for a day or an hour. Mostly, today is Wednesday, 4 March 2026."""

from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.calendar import holidays_of
from scheduler.date_words import plain
from scheduler.dates import FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS, Reading, is_clock_alone, read_clock, read_date
from scheduler.days import add_months
from scheduler.feasts import FEASTS, easter

TODAY = date(2026, 3, 4)

COMING = {
    # days counted from today
    "heute": "2026-03-04",
    "Heute noch": "2026-03-04",
    "heute Abend": "2026-03-04",
    "morgen": "2026-03-05",
    "MORGEN": "2026-03-05",
    "morgn": "2026-03-05",
    "morgen früh um 8": "2026-03-05",
    "nicht heute, sondern morgen": "2026-03-05",
    "übermorgen": "2026-03-06",
    "uebermorgen": "2026-03-06",
    "ubermorgen": "2026-03-06",
    "Übermogen": "2026-03-06",
    "am nächsten Tag": "2026-03-05",
    "in drei Tagen": "2026-03-07",
    "in 14 Tagen": "2026-03-18",
    "in einer Woche": "2026-03-11",
    "in ner Woche": "2026-03-11",
    "in zwei Wochen": "2026-03-18",
    "in ca. 2 wochen": "2026-03-18",
    "IN ZWEI WOCHEN": "2026-03-18",
    "in fuenf wochen": "2026-04-08",
    "2 Wochen": "2026-03-18",
    "heute in einer Woche": "2026-03-11",
    "morgen in zwei Wochen": "2026-03-19",
    "in einem Monat": "2026-04-04",
    "in 3 Monaten": "2026-06-04",
    "in einem Vierteljahr": "2026-06-04",
    "in einem halben Jahr": "2026-09-04",
    "in nem halben jahr": "2026-09-04",
    "halbes Jahr": "2026-09-04",
    "in anderthalb Jahren": "2027-09-04",
    "in einem Jahr": "2027-03-04",
    # weekdays
    "dienstag": "2026-03-10",
    "am Dienstag": "2026-03-10",
    "di": "2026-03-10",
    "Di.": "2026-03-10",
    "am Di um 9": "2026-03-10",
    "bis Fr": "2026-03-06",
    "Diensttag": "2026-03-10",
    "dinstag": "2026-03-10",
    "donerstag": "2026-03-05",
    "Donnerstg": "2026-03-05",
    "mitwoch": "2026-03-11",
    "Mittwoch": "2026-03-11",
    "diesen Mittwoch": "2026-03-04",
    "Sonnabend": "2026-03-07",
    "am Wochenende": "2026-03-07",
    "nach dem Wochenende": "2026-03-09",
    "vor dem Wochenende": "2026-03-06",
    "kommenden Dienstag": "2026-03-10",
    "nächsten Dienstag": "2026-03-10",
    "naechsten dienstag": "2026-03-10",
    "nachsten dienstag": "2026-03-10",
    "übernächsten Dienstag": "2026-03-17",
    "Dienstag in einer Woche": "2026-03-17",
    "Dienstag in zwei Wochen": "2026-03-24",
    "in zwei Wochen am Dienstag": "2026-03-17",
    "Dienstag nächster Woche": "2026-03-10",
    "Freitag nächster Woche": "2026-03-13",
    "nächste Woche Freitag": "2026-03-13",
    "nächste Woche Fr": "2026-03-13",
    "diese Woche Freitag": "2026-03-06",
    "Dienstagabend": "2026-03-10",
    "Dienstag morgen": "2026-03-10",
    "vor Dienstag": "2026-03-09",
    # dates
    "3.5.": "2026-05-03",
    "03.05.": "2026-05-03",
    "3. 5.": "2026-05-03",
    "15.8": "2026-08-15",
    "bis 15.8.": "2026-08-15",
    "3.5. 9 Uhr": "2026-05-03",
    "3.5.27": "2027-05-03",
    "3. 5. 2027": "2027-05-03",
    "03.05.2027": "2027-05-03",
    "2027-05-03": "2027-05-03",
    "3. Mai": "2026-05-03",
    "3.Mai": "2026-05-03",
    "am 3. Mai": "2026-05-03",
    "am 3. Mai 18 Uhr": "2026-05-03",
    "3 mai 2027": "2027-05-03",
    "3. Mai 27": "2027-05-03",
    "am 3. Mai '27": "2027-05-03",
    "dritter Mai": "2026-05-03",
    "ERINNERE MICH AM DRITTEN MAI": "2026-05-03",
    "am 7. Maerz": "2026-03-07",
    "am 7. März": "2026-03-07",
    "am 7. marz": "2026-03-07",
    "3. März": "2027-03-03",
    "4. März": "2026-03-04",
    "1. Okt.": "2026-10-01",
    "1. Septmeber": "2026-09-01",
    "5. Febuar": "2027-02-05",
    "29.2.": "2028-02-29",
    "Freitag, den 3. April": "2026-04-03",
    "Fr 3.4.": "2026-04-03",
    "3.-5. Mai": "2026-05-03",
    "vom 3. bis 15.8.": "2026-08-03",
    "am 15.": "2026-03-15",
    "am 15": "2026-03-15",
    "15.": "2026-03-15",
    "am 3.": "2026-04-03",
    "am 31.": "2026-03-31",
    "zum Ersten": "2026-04-01",
    "am 15. nächsten Monats": "2026-04-15",
    "erinnere mich am 15. an die Presse": "2026-03-15",
    "Erinnere mich bitte am 7.4. an 3 Vereine": "2026-04-07",
    # parts of weeks, months, years
    "nächste Woche": "2026-03-09",
    "naechste woche": "2026-03-09",
    "übernächste Woche": "2026-03-16",
    "Anfang nächster Woche": "2026-03-09",
    "Mitte nächster Woche": "2026-03-11",
    "Ende der Woche": "2026-03-06",
    "Ende nächster Woche": "2026-03-13",
    "nächsten Monat": "2026-04-01",
    "Ende des Monats": "2026-03-31",
    "ende vom monat": "2026-03-31",
    "zum Monatsende": "2026-03-31",
    "Monatsanfang": "2026-04-01",
    "Ende nächsten Monats": "2026-04-30",
    "im September": "2026-09-01",
    "im Mai nächsten Jahres": "2027-05-01",
    "nächstes Jahr im Mai": "2027-05-01",
    "nächstes Jahr am 3.5.": "2027-05-03",
    "3. Mai nächsten Jahres": "2027-05-03",
    "Mai 2027": "2027-05-01",
    "Anfang Juni": "2026-06-01",
    "Mitte Mai": "2026-05-15",
    "Ende Juni": "2026-06-30",
    "zweiter Samstag im Juni": "2026-06-13",
    "am 2. samstag im juni": "2026-06-13",
    "der erste Sonntag im Oktober 2027": "2027-10-03",
    "am letzten Freitag im Mai": "2026-05-29",
    "letzter Montag im Februar": "2027-02-22",
    "Ende Februar": "2027-02-28",
    "Ende Februar 2028": "2028-02-29",
    "vor Ende Mai": "2026-05-30",
    "zum Quartalsende": "2026-03-31",
    "nächstes Quartal": "2026-04-01",
    "Ende des Jahres": "2026-12-31",
    "nächstes Jahr": "2027-01-01",
    "Ende 2027": "2027-12-31",
    # feasts
    "nach Ostern": "2026-04-07",
    "vor Ostern": "2026-04-02",
    "Dienstag nach Ostern": "2026-04-07",
    "zwei Wochen nach Ostern": "2026-04-19",
    "nach Ostern 2027": "2027-03-30",
    "Karfreitag": "2026-04-03",
    "nach Pfingsten": "2026-05-26",
    "1. Advent": "2026-11-29",
    "am ersten Advent": "2026-11-29",
    "Buß- und Bettag": "2026-11-18",
    "vor Weihnachten": "2026-12-23",
    "nach Weihnachten": "2026-12-27",
    "zwei Wochen vor dem 3.5.": "2026-04-19",
    "am Tag nach dem 3. Mai": "2026-05-04",
    "vor dem 15.": "2026-03-14",
    # with words around
    "Erinnere mich am Freitag bitte daran": "2026-03-06",
    "Guten Morgen, geht es am Freitag?": "2026-03-06",
    "passt mir erst in zwei Wochen um 9": "2026-03-18",
    "am Montag an den Termin am 3.5.": "2026-03-09",
}

PAST = {
    "gestern": "2026-03-03",
    "vorgestern": "2026-03-02",
    "letzten Montag": "2026-03-02",
    "vor zwei Wochen": "2026-02-18",
    "vor 3 Tagen": "2026-03-01",
    "diese Woche Montag": "2026-03-02",
    "3.5.2025": "2025-05-03",
    "3. Mai 2025": "2025-05-03",
    "2.3.26": "2026-03-02",
    "1.4.99": "1999-04-01",
    "letztes Jahr im Mai": "2025-05-01",
    "letzte Woche Dienstag": "2026-02-24",
}

UNREADABLE = (
    "5. Samstag im Februar",
    "", " ", "bald", "irgendwann", "2 Vereine", "Wir haben 2 Vereine und 3 Kirchen", "31.2.", "45.13.", "0.5.",
    "30. Februar", "29.2.2027", "am 32.", "am 2. Treffen", "beim 3. Mal", "der 2. Vorsitzende", "3.5 Stunden",
    "3.5 Prozent", "2.5 %", "um 9.10", "9.10 Uhr", "um 14.15 Uhr", "Punkt 3.2", "Zimmer 2.13", "192.168.1.1",
    "0251 123456", "1. 2 Vereine", "in 2-3 Wochen", "in 1,5 Jahren", "in ein paar Tagen",
    "in den nächsten zwei Wochen", "Guten Morgen", "jeden Morgen", "jeden Dienstag", "Montage", "diese Woche",
    "diesen Monat", "im März", "Mai", "Freitag in drei Tagen", "in einem Monat am 3.",
    "nächsten Monat am Dienstag", "3 Mai-Feste", "Freitag, 4.4.", "vom 30. bis 2.5.",
    "nach den Osterferien", "so geht das", "das mache ich so", "in 999 Jahren", "3.5.9999", "1.1.1800", "9",
    "halb zehn", "٣.٥.", "3.5.20271",
)  # fmt: skip

GONE_BY = {
    "letzten Freitag im Mai": "2025-05-30",
    "heute": "2026-03-04",
    "gestern": "2026-03-03",
    "vorgestern": "2026-03-02",
    "letzten Freitag": "2026-02-27",
    "Freitag": "2026-02-27",
    "am Mittwoch": "2026-02-25",
    "letzte Woche": "2026-02-23",
    "letzte Woche Freitag": "2026-02-27",
    "3.5.": "2025-05-03",
    "4.3.": "2026-03-04",
    "29.2.": "2024-02-29",
    "am 15.": "2026-02-15",
    "am 31.": "2026-01-31",
    "vor zwei Wochen": "2026-02-18",
    "Montag vor einer Woche": "2026-02-23",
    "vor einem Monat": "2026-02-04",
    "zwei Wochen": "2026-02-18",
    "Ende Januar": "2026-01-31",
    "nach Weihnachten": "2025-12-27",
    "habe gestern mit der Redaktion telefoniert": "2026-03-03",
}

CLOCKS = {
    "9": "09:00",
    "9 Uhr": "09:00",
    "9uhr": "09:00",
    "9:30": "09:30",
    "09.30": "09:30",
    "0930": "09:30",
    "14.15 Uhr": "14:15",
    "um neun": "09:00",
    "UM NEUN": "09:00",
    "zwölf": "12:00",
    "zwoelf uhr": "12:00",
    "halb zehn": "09:30",
    "um halb 10": "09:30",
    "halb eins": "12:30",
    "viertel nach neun": "09:15",
    "viertel vor zehn": "09:45",
    "dreiviertel zehn": "09:45",
    "viertel zehn": "09:15",
    "zwanzig nach neun": "09:20",
    "fünf vor halb zehn": "09:25",
    "9 Uhr 30": "09:30",
    "neun uhr dreißig": "09:30",
    "mittags": "12:00",
    "Dienstagmittag": "12:00",
    "um drei": "15:00",
    "3 Uhr": "15:00",
    "03:00": "03:00",
    "3 Uhr nachts": "03:00",
    "um 8 abends": "20:00",
    "11 Uhr nachts": "23:00",
    "morgen früh um 4": "04:00",
    "24 Uhr": "00:00",
    "Mitternacht": "00:00",
    "am 3.5. um 9.30": "09:30",
    "Dienstag 10 Uhr": "10:00",
    "in 2 Wochen um 9": "09:00",
    "von 9 bis 17 Uhr": "09:00",
    "gegen 10, wenn es geht": "10:00",
}

NO_CLOCKS = (
    "", "2 Vereine", "um 2 Vereine", "3.5.", "am 3. Mai", "25 Uhr", "9:75", "24:30", "vormittags",
    "vor 3 Tagen", "Mittwoch", "99", "nachmittags", "so ein, zwei Leute",
)  # fmt: skip


@pytest.mark.parametrize(("text", "day"), COMING.items())
def test_reads_coming_days(text: str, day: str) -> None:
    assert read_date(text, TODAY) == Reading(day=date.fromisoformat(day))


@pytest.mark.parametrize(("text", "day"), PAST.items())
def test_tells_past_days_apart(text: str, day: str) -> None:
    assert read_date(text, TODAY) == Reading(past=date.fromisoformat(day))


@pytest.mark.parametrize("text", UNREADABLE)
def test_guesses_nothing(text: str) -> None:
    assert read_date(text, TODAY) == Reading()


@pytest.mark.parametrize(("text", "day"), GONE_BY.items())
def test_reads_days_gone_by_for_the_log(text: str, day: str) -> None:
    assert read_date(text, TODAY, allow_past=True) == Reading(day=date.fromisoformat(day))


@pytest.mark.parametrize(("text", "day"), {"morgen": "2026-03-05", "3.5.2027": "2027-05-03"}.items())
def test_nobody_was_met_in_the_future(text: str, day: str) -> None:
    assert read_date(text, TODAY, allow_past=True) == Reading(future=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-01-31", "in einem Monat", "2026-02-28"),
        ("2028-01-31", "in einem Monat", "2028-02-29"),
        ("2028-02-29", "in einem Jahr", "2029-02-28"),
        ("2028-02-29", "29.2.", "2028-02-29"),
        ("2028-03-01", "29.2.", "2032-02-29"),
        ("2096-03-01", "29.2.", None),  # 2104, beyond what is read
        ("2026-12-31", "morgen", "2027-01-01"),
        ("2026-12-31", "heute", "2026-12-31"),
        ("2026-12-31", "nächsten Monat", "2027-01-01"),
        ("2026-12-31", "Jahresende", "2026-12-31"),
        ("2026-12-31", "nächste Woche", "2027-01-04"),
        ("2026-12-15", "nach Silvester", "2027-01-01"),
        ("2026-12-28", "vor Neujahr", "2026-12-31"),
        ("2026-04-06", "nach Ostern", "2026-04-07"),
        ("2026-04-08", "nach Ostern", "2027-03-30"),
        ("2026-03-10", "Dienstag", "2026-03-17"),
        ("2026-03-10", "nächsten Dienstag", "2026-03-17"),
        ("2026-03-10", "diesen Dienstag", "2026-03-10"),
        ("2026-03-06", "Ende der Woche", "2026-03-06"),
        ("2026-03-07", "Ende der Woche", "2026-03-13"),
        ("2026-03-08", "nächste Woche", "2026-03-09"),
        ("2026-01-31", "am 31.", "2026-01-31"),
        ("2026-02-01", "am 31.", "2026-03-31"),
        ("2026-03-28", "in zwei Tagen", "2026-03-30"),
    ],
)
def test_on_other_days(today: str, text: str, day: str | None) -> None:
    expected = None if day is None else date.fromisoformat(day)
    assert read_date(text, date.fromisoformat(today)).day == expected


def test_reads_the_beginning_of_long_texts_only() -> None:
    assert read_date("x" * 190 + " morgen", TODAY).day == date(2026, 3, 5)
    assert read_date("x" * 200 + " morgen", TODAY) == Reading()


@pytest.mark.parametrize(("text", "clock"), CLOCKS.items())
def test_reads_times_of_day(text: str, clock: str) -> None:
    assert read_clock(text) == time.fromisoformat(clock)


@pytest.mark.parametrize("text", NO_CLOCKS)
def test_takes_no_other_number_for_a_time(text: str) -> None:
    assert read_clock(text) is None


@pytest.mark.parametrize(
    "text",
    ["9", "9:30", "um 14 Uhr", "14.15 Uhr", "9 Uhr 30", "halb zehn", "gegen neun abends", "von 9 bis 12 Uhr", "mittags",
     "am besten um 9", "so um 10 bitte", "lieber um acht", "fünf vor halb zehn", "3 Uhr nachmittags"],
)  # fmt: skip
def test_knows_a_time_of_day_that_stands_alone(text: str) -> None:
    assert is_clock_alone(text)


@pytest.mark.parametrize(
    "text", ["31.2. um 9", "32.3. um 9 Uhr", "30. Februar 14 Uhr", "jeden Dienstag um 9", "Büro um 9", "3. 4. um 9", ""]
)
def test_knows_when_more_is_said_than_a_time_of_day(text: str) -> None:
    assert not is_clock_alone(text)


WORDS = st.sampled_from(sorted({word for text in (*COMING, *PAST, *UNREADABLE, *CLOCKS) for word in text.split(" ")}))
TEXTS = st.text() | st.lists(WORDS | st.text(max_size=3), max_size=8).map(" ".join)


@given(TEXTS, st.dates(), st.booleans())
@example("morgen", date.max, False)
@example("gestern", date.min, True)
@example("am 31.", date.max, False)
@example("in 999 Jahren nach Ostern 2999", date.max, False)
@example("nächsten Tag", date.max, False)
@example("vor 999 Monaten", date.min, False)
@example("diesen Montag", date.min, False)
def test_never_raises_and_keeps_its_word(text: str, today: date, allow_past: bool) -> None:
    reading = read_date(text, today, allow_past=allow_past)
    found = [day for day in (reading.day, reading.past, reading.future) if day is not None]
    assert len(found) <= 1
    assert all(FIRST_YEAR <= day.year <= LAST_YEAR for day in found)
    if reading.day is not None:
        assert reading.day <= today if allow_past else reading.day >= today
    assert reading.past is None or (reading.past < today and not allow_past)
    assert reading.future is None or (reading.future > today and allow_past)


@given(TEXTS)
def test_no_text_makes_the_clock_raise(text: str) -> None:
    read_clock(text)


READABLE = st.dates(date(2000, 1, 1), date(2080, 12, 31))


@given(READABLE, READABLE)
def test_reads_what_the_bot_itself_writes(day: date, today: date) -> None:
    written = f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"
    reading = read_date(written, today)
    assert (reading.day or reading.past) == day
    assert read_date(f"{day:%d.%m.%Y}", today) == reading == read_date(day.isoformat(), today)


@given(READABLE, READABLE)
def test_without_a_year_it_is_the_nearest_one(day: date, today: date) -> None:
    coming = read_date(f"{day.day}.{day.month}.", today).day
    gone = read_date(f"{day.day}.{day.month}.", today, allow_past=True).day
    assert coming is not None and gone is not None
    assert (coming.day, coming.month) == (gone.day, gone.month) == (day.day, day.month)
    assert today - timedelta(days=8 * 366) < gone <= today <= coming < today + timedelta(days=8 * 366)
    if (day.month, day.day) != (2, 29):
        assert coming - gone in (timedelta(0), timedelta(365), timedelta(366))


@given(READABLE, st.integers(0, 6))
def test_a_weekday_is_within_the_week_and_never_today(today: date, number: int) -> None:
    for form in ("{}", "am {}", "nächsten {}", "kommenden {}"):
        day = read_date(form.format(WEEKDAYS[number]), today).day
        assert day is not None and day.weekday() == number
        assert timedelta(days=1) <= day - today <= timedelta(days=7)


@given(READABLE, st.integers(-999, 999))
def test_months_never_overflow(day: date, number: int) -> None:
    moved = add_months(day, number)
    assert (moved.year - day.year) * 12 + moved.month - day.month == number
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("year", range(1991, 2101))
def test_easter_and_the_feasts_are_when_the_holidays_are(year: int) -> None:
    for name, day in (("Karfreitag", -2), ("Ostermontag", 1), ("Christi Himmelfahrt", 39), ("Pfingstmontag", 50)):
        assert name in holidays_of("", year)[easter(year) + timedelta(days=day)]
    for bundesland, name in (("BY", "Fronleichnam"), ("SN", "Buß- und Bettag"), ("BY", "Mariä Himmelfahrt")):
        assert name in holidays_of(bundesland, year)[FEASTS[plain(name)].in_year(year)]
