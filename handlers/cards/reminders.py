"""What is to come, what may be asked at all, and reminders of one's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from handlers.buttons import deed
from handlers.cards.base import Card, KeptCard, Showcase, said_on
from handlers.cards.notices import GoneCard
from handlers.cards.nudge_lines import Told, kept, look_up, step_text, tell
from handlers.cards.nudges import FEATURE
from handlers.screens import Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE
from handlers.texts import nudges as nudge_texts
from handlers.texts import reminders as texts
from scheduler.stores import Stores

PAGE_LENGTH = 8
KINDS_ROW: Row = (press(texts.KINDS_KEY, deed(FEATURE, "kinds")),)


@dataclass(frozen=True)
class NothingDueCard(Card, name="nothing_due"):
    """`following`: when the next message comes by itself, "" if never. `on`: the day on which this is said."""

    following: str = ""
    quiet: bool = False
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        following = date.fromisoformat(self.following) if self.following else None
        quiet = texts.QUIET if self.quiet else ""
        return Screen(
            paragraphs(bold(texts.NOTHING_TITLE), plain(texts.nothing_today(following, said_on(self.on))), plain(quiet))
        )


@dataclass(frozen=True)
class AheadCard(KeptCard, name="ahead"):
    """A page of the coming weeks. Each of `lines` also holds its `day`; those up to today wait already."""

    member: int
    day: str
    lines: tuple[dict[str, Any], ...]
    page: int = 0
    pages: int = 1
    quiet: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.AHEAD_EMPTY_TITLE), plain(texts.AHEAD_EMPTY), self._quiet()), (KINDS_ROW,))

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        if not self.lines:
            return self.draw(showcase)
        today = date.fromisoformat(self.day)
        told = []
        for values in self.lines:
            line, day = kept(values), date.fromisoformat(values["day"])
            told.append((day, line.due, tell(line, today, await look_up(line, self.member, stores), showcase)))
        weeks = [
            lines([bold(title), *(plain(texts.ahead_line(day, each.what)) for day, _, each in group)])
            for title, group in groupby(told, key=lambda row: _week(row[0], today))
        ]
        html = paragraphs(bold(texts.AHEAD_TITLE), *weeks, italic(texts.AHEAD_HINT), self._quiet())
        return Screen(html, (*(_key(*row) for row in told), *self._turning(), KINDS_ROW))

    def _quiet(self) -> str:
        return plain(texts.QUIET) if self.quiet else ""

    def _turning(self) -> tuple[Row, ...]:
        keys: list[Key] = []
        if self.page > 0:
            keys.append(press(PREVIOUS_PAGE, deed(FEATURE, "ahead", self.page - 1)))
        if self.page + 1 < self.pages:
            keys.append(press(NEXT_PAGE, deed(FEATURE, "ahead", self.page + 1)))
        return (tuple(keys),) if keys else ()


def _week(day: date, today: date) -> str:
    if day <= today:
        return texts.NOW
    monday = day - timedelta(days=day.weekday())
    weeks = (monday - (today - timedelta(days=today.weekday()))).days // 7
    return {0: texts.THIS_WEEK, 1: texts.COMING_WEEK}.get(weeks) or texts.week_from(monday)


def _key(day: date, due: int, told: Told) -> Row:
    return (press(texts.ahead_key(day, told.what), deed(FEATURE, "open", due)),)


@dataclass(frozen=True)
class KindsCard(Card, name="nudge_kinds"):
    """Which kinds are switched off. A key says what it will be, so that pressing twice does the same as once."""

    muted: tuple[str, ...] = ()

    def draw(self, showcase: Showcase) -> Screen:
        rows = tuple(
            (press(texts.switch(kind, kind in self.muted), deed(FEATURE, "switch", kind, int(kind not in self.muted))),)
            for kind in texts.KINDS
        )
        html = paragraphs(bold(texts.KINDS_TITLE), plain(texts.KINDS_TEXT))
        return Screen(html, (*rows, (press(nudge_texts.BACK, deed(FEATURE, "ahead", 0)),)))


@dataclass(frozen=True)
class StepsCard(Card, name="remind_step"):
    """Which of a recommendation's steps."""

    entry: str

    def draw(self, showcase: Showcase) -> Screen:
        entry = showcase.library.recommendations.get(self.entry)
        if entry is None:
            return GoneCard().draw(showcase)
        shown = lines(plain(f"{number}. {step}") for number, step in enumerate(entry.steps, start=1))
        rows = tuple(
            (press(texts.numbered(n + 1, step), deed(FEATURE, "when", entry.id, n)),)
            for n, step in enumerate(entry.steps)
        )
        return Screen(paragraphs(bold(entry.title), plain(texts.WHICH_STEP), shown), rows)


DAYS = {"1": nudge_texts.TOMORROW, "m": nudge_texts.NEXT_MONDAY, "2": nudge_texts.IN_TWO_WEEKS}


@dataclass(frozen=True)
class StepDayCard(Card, name="remind_day"):
    """On which day. `ask`: it is to be typed; `fault`: what was typed could not be used."""

    entry: str
    step: int
    ask: bool = False
    fault: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        step, entry, _ = step_text(f"{self.entry}:{self.step}", showcase.library)
        if not entry:
            return GoneCard().draw(showcase)
        keys = [press(label, deed(FEATURE, "set", entry, self.step, code)) for code, label in DAYS.items()]
        if not self.ask:
            keys.append(press(nudge_texts.OTHER_DAY, deed(FEATURE, "set", entry, self.step, "d")))
        said = nudge_texts.FAULTS.get(self.fault, nudge_texts.ASK_DAY if self.ask else texts.WHEN_TITLE)
        return Screen(paragraphs(bold(said), plain(step)), (tuple(keys[:2]), tuple(keys[2:])))


@dataclass(frozen=True)
class ReminderCard(Card, name="remind_set"):
    """A reminder is set. `chosen` is the day that was wanted, `day` the one on which it comes, `on` the one
    on which this is said."""

    due: int
    subject: str
    chosen: str
    day: str
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        chosen, day = date.fromisoformat(self.chosen), date.fromisoformat(self.day)
        step = step_text(self.subject, showcase.library)[0] or nudge_texts.STEP_UNKNOWN
        today = said_on(self.on)
        moved = day != chosen
        said = texts.reminder_moved(chosen, day, step, today) if moved else texts.reminder_set(day, step, today)
        return Screen(plain(said), ((press(nudge_texts.UNDO, deed(FEATURE, "drop", self.due)),),))


@dataclass(frozen=True)
class ReminderDroppedCard(Card, name="remind_dropped"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.REMINDER_DROPPED))
