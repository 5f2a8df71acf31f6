"""When somebody may be written to: the overview, the choices, the leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.buttons import deed
from handlers.cards.base import Showcase
from handlers.cards.member import MemberCard
from handlers.screens import Key, Row, Screen, bold, paragraphs, plain, press
from handlers.texts import times as texts
from scheduler.calendar import BUNDESLAENDER
from scheduler.people import Member

FEATURE = "times"
EARLIEST, LATEST = 6, 20
HOURS = (8, 9, 10, 12, 16)


@dataclass(frozen=True)
class TimesCard(MemberCard, name="times"):
    """/zeiten. `part`: "" is the overview, else what is being changed. `fault`: a typed hour could not be read."""

    part: str = ""
    fault: bool = False

    def draw_of(self, showcase: Showcase, member: Member) -> Screen:
        match self.part:
            case "land":
                return Screen(land_text(), (*land_rows(FEATURE, texts.WITHOUT_LAND), (_back(),)))
            case "when":
                return Screen(when_text(member), when_rows(FEATURE, member))
            case "hour":
                return hour_screen(FEATURE, self.fault)
        return self._overview(member)

    def _overview(self, member: Member) -> Screen:
        html = paragraphs(
            bold(texts.TITLE),
            plain(summary(member, self.today)),
            plain(texts.QUIET if member.quiet_since else texts.STILL),
        )
        leave = texts.SET_LEAVE if leave_of(member, self.today) is None else texts.SET_UP_LEAVE
        return Screen(
            html,
            (
                (press(texts.CHANGE_LAND, deed(FEATURE, "lands")),),
                (press(texts.CHANGE_WHEN, deed(FEATURE, "when")),),
                (press(leave, deed(FEATURE, "leave")),),
            ),
        )


@dataclass(frozen=True)
class LeaveCard(MemberCard, name="leave"):
    """/pause. `ask`: the day it ends is to be typed. `over`: it was ended just now. `fault` names one of the texts.
    `start` (ISO): the first day of a leave whose last one is still to be said."""

    ask: bool = False
    over: bool = False
    fault: str = ""
    start: str = ""

    def draw_of(self, showcase: Showcase, member: Member) -> Screen:
        leave = leave_of(member, self.today)
        if self.over and leave is None:
            return Screen(plain(texts.LEAVE_OVER), ((press(texts.TITLE, deed(FEATURE, "open")),),))
        html = paragraphs(
            bold(texts.LEAVE_TITLE),
            plain(texts.leave_start(date.fromisoformat(self.start), self.today)) if self.start else "",
            plain(texts.FAULTS.get(self.fault, "")),
            self._standing(leave),
            plain(texts.LEAVE_ASK) if self.ask else "",
        )
        return Screen(html, (*_ends(leave is not None, self._first_day(leave)), *_end_row(leave is not None)))

    def _first_day(self, leave: tuple[date, date] | None) -> str:
        """What a new end belongs to: the start that was said, or that of the leave if it is still to come."""
        if self.start or leave is None or leave[0] <= self.today:
            return self.start
        return leave[0].isoformat()

    def _standing(self, leave: tuple[date, date] | None) -> str:
        if leave is None or self.start:
            return "" if self.fault else plain(texts.NO_LEAVE_TEXT)
        return paragraphs(plain(texts.leave_line(*leave, self.today)), plain(texts.LEAVE_STILL))


def _ends(changing: bool, start: str) -> tuple[Row, ...]:
    """With the first day that an end belongs to; "" is the day on which one of them is pressed."""
    begun = (start,) if start else ()
    weeks = (
        press(texts.ONE_WEEK, deed(FEATURE, "weeks", 1, *begun)),
        press(texts.TWO_WEEKS, deed(FEATURE, "weeks", 2, *begun)),
    )
    return (weeks, (press(texts.OTHER_END if changing else texts.OTHER_DAY, deed(FEATURE, "until", *begun)),))


def _end_row(on_leave: bool) -> tuple[Row, ...]:
    return ((press(texts.END_LEAVE, deed(FEATURE, "back")),),) if on_leave else ()


def leave_of(member: Member, today: date) -> tuple[date, date] | None:
    """The leave that is on, or still to come; None when there is none, or it is over."""
    if member.leave_until is None or member.leave_until < today:
        return None
    return (member.leave_from or today, member.leave_until)


def summary(member: Member, today: date) -> str:
    leave = leave_of(member, today)
    land = BUNDESLAENDER.get(member.bundesland, "")
    return texts.facts(land, member.days, member.hour, texts.leave(*leave, today) if leave else "")


def land_text() -> str:
    return paragraphs(bold(texts.LAND_TITLE), plain(texts.LAND_TEXT))


def land_rows(feature: str, without: str) -> tuple[Row, ...]:
    lands = [press(name, deed(feature, "land", code)) for code, name in BUNDESLAENDER.items()]
    return (*in_rows(lands, 2), (press(without, deed(feature, "land")),))


def when_text(member: Member) -> str:
    now = plain(texts.when_facts(member.days, member.hour))
    return paragraphs(bold(texts.WHEN_TITLE), now, plain(texts.WHEN_TEXT))


def when_rows(feature: str, member: Member) -> tuple[Row, ...]:
    """Days and hours with a tick each; "So passt es" ends it."""
    days = [
        press(texts.chosen(name, number in member.days), deed(feature, "day", number))
        for number, name in enumerate(texts.SHORT_DAYS)
    ]
    hours = [
        press(texts.chosen(texts.hour_name(hour), hour == member.hour), deed(feature, "hour", hour))
        for hour in sorted({*HOURS, member.hour})
    ]
    other = press(texts.OTHER_HOUR, deed(feature, "clock"))
    return (*in_rows(days, 4), *in_rows([*hours, other], 3), (press(texts.FITS, deed(feature, "fits")),))


def hour_screen(feature: str, fault: bool) -> Screen:
    html = paragraphs(
        bold(texts.HOUR_TITLE),
        plain(texts.HOUR_FAULT) if fault else "",
        plain(texts.hour_text(EARLIEST, LATEST)),
    )
    return Screen(html, ((press(texts.BACK, deed(feature, "when")),),))


def in_rows(keys: Sequence[Key], width: int) -> tuple[Row, ...]:
    return tuple(tuple(keys[start : start + width]) for start in range(0, len(keys), width))


def _back() -> Key:
    return press(texts.BACK, deed(FEATURE, "open"))
