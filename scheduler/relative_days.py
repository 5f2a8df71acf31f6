"""Days counted from today: "übermorgen", "nächsten Dienstag", "in zwei Wochen", "Ende nächster Woche", "Monatsende"."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from scheduler.date_words import MONTH, STEP, STEPS, WEEKDAY, weekday_of
from scheduler.days import AMOUNT, PART_OF_DAY, Asked, Unclear, add_months, shifted, week_of, weekday_beside

Form = tuple[re.Pattern[str], Callable[[re.Match[str], Asked], date]]

_FROM_TODAY = {"vorgestern": -2, "gestern": -1, "heute": 0, "heut": 0, "morgen": 1, "morgn": 1, "ubermorgen": 2}
_SATURDAY = 5
_WEEK = {"anfang": 0, "mite": 2, "ende": 4}
_MONTHS = {"monat": 1, "quartal": 3, "halbjahr": 6, "jahr": 12}

_SIDE = r"(?:\b(?P<side>vor|nach) (?:de[mnr] )?)?"
_ABOUT = r"(?:ca\.? |circa |etwa |ungefahr |rund )?"
_AWAY = rf"(?:,? (?P<sign>in|vor) {_ABOUT}{AMOUNT})?"
_STEP = rf"(?P<step>{STEP})"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY})\b{PART_OF_DAY}"
_ON = r"(?:noch )?(?:am |den )?"
_ON_WEEKDAY = rf"(?:,? {_ON}(?P<weekday>{WEEKDAY})\b)?"
# What these forms can't add up: "in einem Monat am 3.", "nächsten Monat am Dienstag".
_MORE = rf"(?P<more>,? (?:(?:am|den) [0-9]|(?:am )?{WEEKDAY}\b|(?:im )?{MONTH}\b))?"
_PERIOD = r"(?P<period>woche|monat|quartal|halbjahr|jahr)(?:es|s)?\b"
_DAY = r"(?P<day>[0-9]{1,2})\."


def _sign(word: str) -> int:
    return -1 if word == "vor" else 1


def _from_today(match: re.Match[str], asked: Asked) -> date:
    day = asked.today + timedelta(days=_FROM_TODAY[match["word"]])
    return shifted(day, match, _sign(match["sign"])) if match["sign"] else day


def _away(match: re.Match[str], asked: Asked) -> date:
    """ "in zwei Wochen am Dienstag" is the Tuesday of the calendar week in which two weeks from now fall."""
    day = shifted(asked.today, match, _sign(match["sign"]))
    if match["more"] or (match["weekday"] and match["unit"] != "woche"):
        raise Unclear
    if not match["weekday"]:
        return day
    return week_of(day) + timedelta(days=weekday_of(match["weekday"]))


def _amount_alone(match: re.Match[str], asked: Asked) -> date:
    return shifted(asked.today, match, asked.sign)


def _weekday(match: re.Match[str], asked: Asked) -> date:
    """ "nächsten Dienstag" is the next one after today, as "Dienstag" is; "in einer Woche" comes on top of that."""
    number = weekday_of(match["weekday"])
    day = _weekday_by_step(number, STEPS.get(match["step"] or ""), match["sign"], asked)
    if match["sign"]:
        day = shifted(day, match, _sign(match["sign"]))
    if day.weekday() != number:
        raise Unclear  # "Dienstag in drei Tagen"
    return _beside_weekday(day, match["side"])


def _weekday_by_step(number: int, step: int | None, sign: str | None, asked: Asked) -> date:
    if step == 0:  # "diesen Dienstag": today is one
        return weekday_beside(asked.today - timedelta(days=asked.sign), number, asked.sign)
    if step is None:
        return weekday_beside(asked.today, number, _sign(sign) if sign else asked.sign)
    direction = 1 if step > 0 else -1
    return weekday_beside(asked.today, number, direction) + timedelta(weeks=step - direction)


def _beside_weekday(day: date, side: str | None) -> date:
    if side == "nach":
        return day + timedelta(days=2 if day.weekday() == _SATURDAY else 1)  # "nach dem Wochenende": Monday
    return day - timedelta(days=1) if side else day


def _weekday_of_week(match: re.Match[str], asked: Asked) -> date:
    week = week_of(asked.today) + timedelta(weeks=STEPS[match["step"]])
    return week + timedelta(days=weekday_of(match["weekday"]))


def _day_of_month(match: re.Match[str], asked: Asked) -> date:
    first = add_months(asked.today.replace(day=1), STEPS[match["step"]])
    return first.replace(day=int(match["day"]))


def _period(match: re.Match[str], asked: Asked) -> date:
    """ "nächste Woche" is its Monday; "diese Woche" alone names no day, nor does "nach nächster Woche"."""
    step = STEPS[match["step"]]
    if step == 0 or match["side"] == "nach" or match["more"]:
        raise Unclear
    return _in_period(asked.today, match["period"], "anfang", step) - timedelta(days=1 if match["side"] else 0)


def _part_of_period(match: re.Match[str], asked: Asked) -> date:
    """ "Ende der Woche" is Friday. Without "nächste" it is the nearest one, today included."""
    where = match["where"].replace("begin", "anfang")
    step = STEPS.get(match.groupdict().get("step") or "")
    if step is None:
        day = asked.nearest(_in_period(asked.today, match["period"], where, step) for step in (-1, 0, 1))
    else:
        day = _in_period(asked.today, match["period"], where, step)
    return day + timedelta(days=_sign(match["side"]) if match["side"] else 0)


def _in_period(today: date, period: str, where: str, step: int) -> date:
    if period == "woche":
        return week_of(today) + timedelta(weeks=step, days=_WEEK[where])
    months = _MONTHS[period]
    first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    first = add_months(first, step * months)
    if where == "mite":
        return add_months(first, months // 2).replace(day=15 if months % 2 else 1)
    return add_months(first, months) - timedelta(days=1) if where == "ende" else first


def _next_day(match: re.Match[str], asked: Asked) -> date:
    return asked.today + timedelta(days=1)


RELATIVE_DAYS: Sequence[Form] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"\b(?<!nicht )(?P<word>vorgestern|gestern|heute?|ubermorgen)\b{PART_OF_DAY}{_AWAY}", _from_today),
        (rf"\b(?<!nicht )(?<!guten )(?<!am )(?<!jeden )(?P<word>morge?n)\b{PART_OF_DAY}{_AWAY}", _from_today),
        (rf"\b(?P<sign>in|vor) {_ABOUT}{AMOUNT}{_ON_WEEKDAY}{_MORE}", _away),
        (rf"^{AMOUNT}[.!]?$", _amount_alone),
        (rf"\b(?<!jeden )(?<!jedem )(?<!nicht ){_SIDE}(?:{_STEP} )?{_WEEKDAY}{_AWAY}", _weekday),
        (rf"\b{_STEP} woche,? {_ON}{_WEEKDAY}", _weekday_of_week),
        (rf"\b{_WEEKDAY},? (?:in )?(?:der |die )?{_STEP} woche\b", _weekday_of_week),
        (rf"\b(?<![0-9.]){_DAY} (?:de[sr] |im )?{_STEP} monate?s?\b", _day_of_month),
        (rf"\b{_STEP} monat,? (?:am |den |zum )?{_DAY}(?! ?[0-9])", _day_of_month),
        (rf"{_SIDE}\b{_STEP} {_PERIOD}{_MORE}", _period),
        (rf"{_SIDE}\b(?P<where>anfang|begin|mite|ende) (?:de[rs] |vo[nm] )?(?:{_STEP} )?{_PERIOD}", _part_of_period),
        (
            rf"{_SIDE}\b(?!wochenende)(?P<period>woche|monat|quartal|halbjahr|jahr)(?:en|es|s|n)?"
            r"(?P<where>anfang|begin|mite|ende)s?\b",
            _part_of_period,
        ),
        (r"\bnachsten tag\b", _next_day),
    )
)
