"""The questions on the way to a date: day, hour, length, and what is odd about them.

Their `draft` is what was chosen so far, as `handlers.appointment_draft` writes it; keys add to it.
`on` is the day on which a card is said: days of another year carry it.
"""

from dataclasses import dataclass, replace
from datetime import date, time

from handlers.appointment_draft import Draft, read_draft
from handlers.buttons import Cancel, Deed, deed
from handlers.cards.base import Card, KeptCard, Showcase, said_on
from handlers.cards.jour_fixe import FEATURE, JourFixeNoticeCard, line
from handlers.screens import Key, Row, Screen, bold, paragraphs, plain, press
from handlers.texts import CANCEL
from handlers.texts import jour_fixe as texts
from handlers.texts.dates import clock_name, day_from, day_name
from scheduler.jour_fixe import JourFixe
from scheduler.planning import local
from scheduler.stores import Stores

CLOCKS = (time(9), time(10), time(14))
LENGTHS = (30, 60, 90)
CANCEL_ROW: Row = (press(CANCEL, Cancel()),)


def _go_on(label: str, draft: Draft, **chosen: object) -> Key:
    return press(label, Deed(FEATURE, "plan", replace(draft, **chosen).words()))  # type: ignore[arg-type]


@dataclass(frozen=True)
class AskDateCard(Card, name="jour_fixe_ask_date"):
    """`suggested` are days (ISO) that would suit. `again`: what was typed could not be read."""

    draft: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    again: bool = False
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        draft = read_draft(self.draft) or Draft()
        title = texts.DATE_UNREADABLE_TITLE if self.again else texts.ASK_DATE_TITLE
        days = [date.fromisoformat(day) for day in self.suggested]
        example = days[0] if days else None
        text = texts.date_unreadable(example) if self.again else texts.ask_date(example)
        rows = tuple((_go_on(day_from(day, said_on(self.on)), draft, day=day),) for day in days)
        return Screen(paragraphs(bold(title), plain(text)), (*rows, CANCEL_ROW))


@dataclass(frozen=True)
class AskClockCard(KeptCard, name="jour_fixe_ask_clock"):
    """`how`: "" with keys, "typed" when another hour is wanted, "again" when what was typed could not be read."""

    draft: tuple[str, ...] = ()
    how: str = ""
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw(showcase, None)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        """A date that is moved may keep its hour."""
        return self._draw(showcase, await _moved(self.draft, stores))

    def _draw(self, showcase: Showcase, moved: JourFixe | None) -> Screen:
        draft = read_draft(self.draft)
        if draft is None or draft.day is None:
            return JourFixeNoticeCard("draft_over").draw(showcase)
        text = {"typed": texts.ASK_CLOCK_TYPED, "again": texts.CLOCK_UNREADABLE}.get(self.how, texts.ASK_CLOCK)
        rows = () if self.how == "typed" else _clock_rows(draft, moved)
        return Screen(paragraphs(bold(day_from(draft.day, said_on(self.on))), plain(text)), (*rows, CANCEL_ROW))


def _clock_rows(draft: Draft, moved: JourFixe | None) -> tuple[Row, ...]:
    keys = tuple(_go_on(clock_name(clock), draft, clock=clock) for clock in CLOCKS)
    other = press(texts.OTHER_CLOCK, Deed(FEATURE, "clock", draft.words()))
    if moved is None:
        return (keys, (other,))
    before = local(moved.at).time()
    return ((_go_on(texts.as_before(before), draft, clock=before),), keys, (other,))


async def _moved(words: tuple[str, ...], stores: Stores) -> JourFixe | None:
    draft = read_draft(words)
    return await stores.jour_fixes.get(draft.moves) if draft and draft.moves else None


@dataclass(frozen=True)
class AskMinutesCard(Card, name="jour_fixe_ask_minutes"):
    draft: tuple[str, ...] = ()
    again: bool = False
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        draft = read_draft(self.draft)
        if draft is None or draft.day is None or draft.clock is None:
            return JourFixeNoticeCard("draft_over").draw(showcase)
        when = f"{day_from(draft.day, said_on(self.on))}, {clock_name(draft.clock)}"
        keys = tuple(_go_on(texts.minutes_key(minutes), draft, minutes=minutes) for minutes in LENGTHS)
        text = texts.MINUTES_UNREADABLE if self.again else texts.ASK_MINUTES
        return Screen(paragraphs(bold(when), plain(text)), (keys, CANCEL_ROW))


@dataclass(frozen=True)
class QuestionDayCard(Card, name="jour_fixe_question_day"):
    """Something is odd about the day: `trouble`, with the holiday's `holiday`. `lately`: it has passed, but is recent
    enough to be entered afterwards."""

    draft: tuple[str, ...] = ()
    trouble: str = ""
    holiday: str = ""
    lately: bool = False
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        draft = read_draft(self.draft)
        if draft is None or draft.day is None:
            return JourFixeNoticeCard("draft_over").draw(showcase)
        other = press(texts.OTHER_DAY, deed(FEATURE, "date", draft.moves, draft.sequence))
        anyway = _go_on(texts.ANYWAY, draft, sure=True)
        keys = (other,) if self.trouble == "past" and not self.lately else (anyway, other)
        past = self.trouble == "past"
        named = day_name(draft.day, year=True) if past else day_from(draft.day, said_on(self.on))
        return Screen(paragraphs(bold(named), plain(self._say())), (keys, CANCEL_ROW))

    def _say(self) -> str:
        if self.trouble == "holiday":
            return texts.holiday(self.holiday)
        if self.trouble == "past":
            return texts.PAST_LATELY if self.lately else texts.PAST
        return texts.TROUBLES.get(self.trouble, texts.UNUSUAL)


@dataclass(frozen=True)
class HalfTakenCard(KeptCard, name="jour_fixe_half_taken"):
    """The half-year has a date already. `over`: that one has passed. `blocked`: another date was to be moved there."""

    draft: tuple[str, ...] = ()
    taken_by: int = 0
    over: bool = False
    blocked: bool = False
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeNoticeCard("draft_over").draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        draft, other = read_draft(self.draft), await stores.jour_fixes.get(self.taken_by)
        if draft is None or draft.day is None or other is None:
            return self.draw(showcase)
        day, today = press(texts.OTHER_DAY, deed(FEATURE, "date", draft.moves, draft.sequence)), said_on(self.on)
        if self.blocked:
            return Screen(plain(texts.blocked(line(other, today), other.half)), ((day,), CANCEL_ROW))
        move = _go_on(texts.move_key(draft.day, today), draft, moves=other.id, sequence=other.sequence)
        text = texts.taken(line(other, today), other.half, over=self.over)
        return Screen(plain(text), ((move,), (day,), CANCEL_ROW))


@dataclass(frozen=True)
class JourFixeSettledCard(KeptCard, name="jour_fixe_settled"):
    """What becomes of the question whose answer was the last one needed."""

    jour_fixe: int = 0
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        jour_fixe = await stores.jour_fixes.get(self.jour_fixe)
        return Screen(plain(texts.settled(line(jour_fixe, said_on(self.on))))) if jour_fixe else self.draw(showcase)
