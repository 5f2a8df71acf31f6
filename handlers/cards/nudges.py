"""What is due: in one message, and what became of each thing in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.buttons import deed
from handlers.cards.base import Card, KeptCard, Showcase
from handlers.cards.nudge_lines import (
    CONTACT_KINDS,
    JOUR_FIXE_FEATURE,
    Called,
    Told,
    is_end_of_tour,
    kept,
    look_up,
    tell,
    why,
)
from handlers.screens import Key, Row, Screen, bold, lines, paragraphs, plain, press
from handlers.texts import nudges as texts
from handlers.texts import onboarding
from scheduler.digest import Line
from scheduler.dues import Kind
from scheduler.occurrence import SEASON
from scheduler.stores import Stores

FEATURE = "nudge"
CONTACT_FEATURE = "contact"


@dataclass(frozen=True)
class DigestCard(KeptCard, name="digest"):
    """What is due on a day. One thing has its keys below it; of several each has a key that opens it.

    `about`: "" when the bot speaks up by itself, "today" when somebody looked, or the day on which it will come.
    `last`: the day of the message before, for one that does not go out after all. `more` waits besides.
    """

    member: int
    day: str
    lines: tuple[dict[str, Any], ...]
    about: str = ""
    last: str = ""
    more: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw(showcase, [Called() for _ in self.lines])

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self._draw(showcase, [await look_up(kept(line), self.member, stores) for line in self.lines])

    def _draw(self, showcase: Showcase, called: list[Called]) -> Screen:
        day = date.fromisoformat(self.day)
        things = [kept(values) for values in self.lines]
        unasked, title = self.about == "", self._title()
        told = [tell(line, day, name, showcase, unasked) for line, name in zip(things, called, strict=True)]
        if len(things) == 1:
            return _one(title, _line(things[0], told[0], unasked, day), things[0], told[0])
        shown = [_line(line, each, unasked, day) for line, each in zip(things, told, strict=True)]
        return _several(title, shown, list(zip(things, told, strict=True)), self.more)

    def _title(self) -> str:
        if self.about in ("", "today"):
            return texts.TODAY_TITLE if self.about else texts.DIGEST_TITLE
        return texts.coming(date.fromisoformat(self.about), date.fromisoformat(self.day))


def _one(title: str, shown: str, line: Line, told: Told) -> Screen:
    html = paragraphs(plain(f"{title}:"), shown, *map(plain, told.more))
    return Screen(html, actions(line, told))


def _line(line: Line, told: Told, unasked: bool, day: date) -> str:
    return lines([bold(told.title), plain(why(line, told, unasked, day))])


def _several(title: str, shown: list[str], pairs: list[tuple[Line, Told]], more: int) -> Screen:
    rows = tuple((press(told.what, deed(FEATURE, "open", line.due)),) for line, told in pairs)
    every = ((press(texts.SHOW_EVERY, deed(FEATURE, "every")),),) if more else ()
    rest = plain(texts.and_more(more)) if more else ""
    return Screen(paragraphs(plain(f"{title}:"), *shown, rest, plain(texts.PICK)), (*rows, *every))


def actions(line: Line, told: Told) -> tuple[Row, ...]:
    later = press(texts.LATER, deed(FEATURE, "later", line.due))
    skip = press(texts.DELETE if line.kind == Kind.STEP else texts.SKIP, deed(FEATURE, "skip", line.due))
    if line.kind in CONTACT_KINDS and line.subject.isdecimal():
        return ((_done_key(line),), _other_days(int(line.subject)), (later, skip))
    if is_end_of_tour(line):
        return ((_done_key(line),), (later, skip))
    rows: tuple[Row, ...] = ((_done_key(line), later), (skip,))
    return (told.keys, *rows) if told.keys else rows


def _done_key(line: Line) -> Key:
    """A date that is wanted is not done by a press: it has to be entered."""
    if line.stage == SEASON:
        return press(texts.FIX_DATE, deed(JOUR_FIXE_FEATURE, "date"))
    if line.kind in CONTACT_KINDS and line.subject.isdecimal():
        return press(texts.MET, deed(FEATURE, "done", line.due, int(line.subject)))
    return press(onboarding.SHOW_END if is_end_of_tour(line) else texts.DONE, deed(FEATURE, "done", line.due))


def _other_days(contact: int) -> Row:
    """When it was not today: noted where contacts are."""
    return (
        press(texts.MET_YESTERDAY, deed(CONTACT_FEATURE, "log", contact, 1)),
        press(texts.MET_OTHER_DAY, deed(CONTACT_FEATURE, "date", contact)),
    )


@dataclass(frozen=True)
class LaterCard(KeptCard, name="nudge_later"):
    """When to ask again. `fault`: what was typed could not be used; `ask`: a day is to be typed."""

    member: int
    line: dict[str, Any]
    day: str
    ask: bool = False
    fault: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw(showcase, Called())

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self._draw(showcase, await look_up(kept(self.line), self.member, stores))

    def _draw(self, showcase: Showcase, called: Called) -> Screen:
        line = kept(self.line)
        what = tell(line, date.fromisoformat(self.day), called, showcase).what
        said = texts.FAULTS.get(self.fault, texts.ASK_DAY if self.ask else texts.LATER_TITLE)
        return Screen(paragraphs(bold(what), plain(said)), day_rows("snooze", line.due, asked=self.ask))


SNOOZES = {"1": texts.TOMORROW, "3": texts.IN_THREE_DAYS, "w": texts.NEXT_WEEK}


def day_rows(verb: str, due: int, asked: bool) -> tuple[Row, ...]:
    keys = [press(label, deed(FEATURE, verb, due, code)) for code, label in SNOOZES.items()]
    other = () if asked else (press(texts.OTHER_DAY, deed(FEATURE, verb, due, "d")),)
    return (tuple(keys[:2]), (keys[2], *other), (press(texts.BACK, deed(FEATURE, "back", due)),))


@dataclass(frozen=True)
class SettledCard(KeptCard, name="nudge_settled"):
    """What became of it. `what`: done, skip, later. `on`: the next time, "" if none is known."""

    member: int
    line: dict[str, Any]
    day: str
    what: str
    on: str = ""
    more: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw(showcase, Called())

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self._draw(showcase, await look_up(kept(self.line), self.member, stores))

    def _draw(self, showcase: Showcase, called: Called) -> Screen:
        line = kept(self.line)
        told = tell(line, date.fromisoformat(self.day), called, showcase)
        what = told.title.rstrip(".") if line.kind == Kind.STEP else told.what
        following = date.fromisoformat(self.on) if self.on else None
        undo = press(texts.UNDO, deed(FEATURE, "undo", line.due, self.what))
        more = (press(texts.WHAT_ELSE, deed(FEATURE, "today")),) if self.more else ()
        return Screen(plain(self._said(line, what, following)), ((undo, *more),))

    def _said(self, line: Line, what: str, following: date | None) -> str:
        today = date.fromisoformat(self.day)
        if self.what == "later" and following is not None:
            return texts.later(what, following, today)
        if self.what == "skip":
            return texts.deleted(what) if line.kind == Kind.STEP else texts.skipped(what, following, today)
        return texts.met_done(what, following, today) if line.kind in CONTACT_KINDS else texts.done(what)


@dataclass(frozen=True)
class NudgeGoneCard(Card, name="nudge_gone"):
    def draw(self, showcase: Showcase) -> Screen:
        rows = ((press(texts.WHAT_ELSE, deed(FEATURE, "today")),),)
        return Screen(paragraphs(bold(texts.GONE_TITLE), plain(texts.GONE)), rows)
