"""A first and a last day as people type them: "1.4. - 7.4.", "ab 1.4.", "nächste Woche", "für 2 Wochen", "bis Ostern".

A day alone is the last one of a span that begins today. What is counted ("für 2 Wochen") counts from the first day. A
week or a month that is named is meant whole, as far as it is still to come. What has begun already begins today. The
end is looked for after the start; one that would be found only most of a year later was before it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.typed_days import FAR_OFF, nearest_day
from scheduler.date_words import MONTH, MONTH_NUMBERS, STEP, STEPS, normal
from scheduler.dates import LAST_YEAR, Reading, read_date
from scheduler.days import AMOUNT, add_months, shifted, week_of

MOST_OF_A_YEAR = timedelta(days=300)
_DAY = timedelta(days=1)

# A dash without blanks parts two days only behind a dot and its digits, so that "2026-04-01" stays one.
_BETWEEN = re.compile(
    r"\bbis\b|(?:^| )-+(?: |$)|(?:(?<=\.)|(?<=\.\d)|(?<=\.\d\d)|(?<=\.\d{4})|(?<=[a-z])) ?-+ ?(?=\d|$)"
)
_FROM_TO = re.compile(r"\bzwischen (?:dem )?(?P<first>.+?) und (?:dem )?(?P<last>.+)")
_ONWARDS = re.compile(r"\b(?:ab|vom|von) (?P<first>.+)")
_NOW = re.compile(r"\b(?:ab|von) (?:sofort|jetzt)\b")
_DAY_ALONE = re.compile(r"(?:[a-z]+ )*(?P<day>\d{1,2})\.?")
_AROUND = (
    r"(?:(?:fur|noch|die|der|den|das|in|im|am|uber|ganzen?|gesamten?|erst|erstmal|mal|ich|bin|pause|urlaub|weg) )*"
)
_COUNTED = re.compile(rf"(?P<before>.*?)(?<!\bin )(?<!\bvor )(?<!\bnach )(?<!\bseit )\b{AMOUNT}(?: lang)?[.!]?")
_COUNTED_FROM = re.compile(rf"{_AROUND}{AMOUNT}(?: lang)? (?P<before>(?:ab|vom|von) .+)")
_SAYS_NO_DAY = re.compile(rf"{_AROUND}(?:(?:etwa|circa|ca\.?|rund|von|nachsten|kommenden) )*")
_PERIOD = re.compile(rf"{_AROUND}(?P<step>{STEP}) (?P<period>woche|monat)(?: uber| lang)?[.!]?")
_MONTH_ALONE = re.compile(rf"{_AROUND}(?P<month>{MONTH})[.!]?")


@dataclass(frozen=True, slots=True)
class Span:
    """`end` is None when it has to be asked for: `fault` says why, "" that only the start was named.

    `said`: some day or other was named at all, if only one that can't be used.
    """

    start: date
    end: date | None = None
    fault: str = ""
    said: bool = True


def read_span(text: str, today: date, start: date | None = None) -> Span:
    """With a `start` that is known already, only the end is asked for; whoever names another one means that."""
    spelt, start = normal(text), max(start or today, today)
    first, last = _parted(spelt)
    if first is not None and last is not None:
        return _from_to(first, last, today, start)
    if last is not None:
        return _until(last, today, start)
    whole = first or ""
    return (
        _counted(whole, today, start)
        or _onwards(whole, today)
        or _period(whole, today, start)
        or _until(whole, today, start)
    )


def _parted(text: str) -> tuple[str | None, str | None]:
    """What stands before and after the "bis"; without one all of it is first. A bare "Urlaub bis" says no start."""
    if between := _FROM_TO.search(text):
        return between["first"], between["last"]
    before, *after = (part.strip() for part in _BETWEEN.split(text, maxsplit=1))
    if not after:
        return before, None
    if not after[0]:
        return f"ab {before}", None
    return before or None, after[0]


def _from_to(first: str, last: str, today: date, start: date) -> Span:
    alone = _DAY_ALONE.fullmatch(first)
    if alone and not _DAY_ALONE.fullmatch(last):
        return _in_one_month(int(alone["day"]), last, today)
    ahead, back = read_date(first, today), read_date(first, today, allow_past=True)
    begun = ahead.past or (back.day if ahead.day is None or ahead.day - today > FAR_OFF else None)
    if begun is not None:
        end = _end_after(last, begun).day
        if end is not None and end >= today:
            return Span(today, end)
    if ahead.day is not None:
        return replace(_until(last, today, ahead.day), said=True)
    if begun is not None:
        return Span(today, fault="past")
    if any(character.isdecimal() for character in first):
        return Span(today, fault="unreadable")
    return _until(last, today, start)


def _in_one_month(day: int, last: str, today: date) -> Span:
    """ "3. bis 5. Mai"."""
    until = _until(last, today, today)
    if until.end is None:
        return until
    if not 1 <= day <= until.end.day:
        return Span(today, fault="unreadable")
    return Span(max(until.end.replace(day=day), today), until.end)


def _until(last: str, today: date, start: date) -> Span:
    if start == today:
        read = nearest_day(last, today)
        return Span(today, read.day, _fault(read, "past"), read != Reading())
    read = _end_after(last, start)
    return Span(start, read.day, _fault(read, "before"), read != Reading())


def _fault(read: Reading, when_past: str) -> str:
    if read.day is not None:
        return ""
    return when_past if read.past is not None else "unreadable"


def _end_after(last: str, start: date) -> Reading:
    ahead, back = read_date(last, start), read_date(last, start, allow_past=True)
    if ahead.day is not None and ahead.day - start > MOST_OF_A_YEAR and back.day is not None:
        return Reading(past=back.day)
    return ahead


def _counted(text: str, today: date, start: date) -> Span | None:
    match = _COUNTED.fullmatch(text) or _COUNTED_FROM.fullmatch(text)
    if match is None:
        return None
    before = match["before"].strip()
    if not _SAYS_NO_DAY.fullmatch(f"{before} " if before else ""):
        begin = _onwards(before, today) or _begin(before, today)
        if begin.fault:
            return begin if begin.said else None
        start = begin.start
    try:
        end = shifted(start, match, 1)
    except (ValueError, OverflowError):
        return Span(start, fault="unreadable")
    return Span(start, end) if end.year <= LAST_YEAR else Span(start, fault="unreadable")


def _begin(text: str, today: date) -> Span:
    """ "morgen für zwei Wochen": the day before what is counted is the first one."""
    read = nearest_day(text, today)
    return Span(read.day) if read.day else Span(today, fault=_fault(read, "past"), said=read != Reading())


def _onwards(text: str, today: date) -> Span | None:
    """ "ab 1.4.", "vom 1.4. an": the start alone."""
    if _NOW.search(text):
        return Span(today)
    match = _ONWARDS.search(text)
    if match is None:
        return None
    return _begin(match["first"], today)


def _period(text: str, today: date, start: date) -> Span | None:
    first, last = _whole(text, today) or (None, None)
    if first is None or last is None or last < today:
        return None
    if start > today:
        return Span(start, last) if last >= start else Span(start, fault="before")
    return Span(max(first, today), last)


def _whole(text: str, today: date) -> tuple[date, date] | None:
    month = today.replace(day=1)
    if match := _PERIOD.fullmatch(text):
        step = STEPS[match["step"]]
        if match["period"] == "woche":
            monday = week_of(today) + timedelta(weeks=step)
            return monday, monday + timedelta(days=6)
        first = add_months(month, step)
    elif match := _MONTH_ALONE.fullmatch(text):
        first = add_months(month, (MONTH_NUMBERS[match["month"]] - today.month) % 12)
    else:
        return None
    return first, add_months(first, 1) - _DAY
