"""One line of nudges in words: what it is about, and why now."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from handlers.buttons import OpenEntry, deed
from handlers.cards.base import Showcase
from handlers.screens import Key, press
from handlers.texts import nudges as texts
from handlers.texts import onboarding
from knowledge import occasions
from knowledge.entries import Library, Occasion
from scheduler.appointments import AGENDA, DAY_BEFORE, FOLLOW_UP, INVITE, MINUTES
from scheduler.calendar import BERLIN
from scheduler.digest import Line
from scheduler.dues import Kind
from scheduler.occurrence import SEASON
from scheduler.stores import Stores
from scheduler.tour import END

CONTACT_KINDS = (Kind.PRESS, Kind.RELATIONSHIP)
JOUR_FIXE_FEATURE = "jour_fixe"
PAPERS = {INVITE: "invite", AGENDA: "agenda", DAY_BEFORE: "agenda", MINUTES: "minutes", FOLLOW_UP: "inquiry"}
SOONEST = timedelta(days=2)
"""An editorial office can't do anything with an occasion that is tomorrow."""
WEEKS = 6
"""As far as a press nudge looks ahead when nothing is near."""
Kept = Mapping[str, Any]
"""A line as it is kept in a card."""


@dataclass(frozen=True, slots=True)
class Told:
    """`what` is its short name, `title` the longer one. `more` stands below when it has a message of its own."""

    what: str
    title: str
    why: str
    more: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """What the person calls a contact, and of which kind it is; both empty when it is gone."""

    role: str = ""
    kind: str = ""


def keep(line: Line) -> dict[str, Any]:
    return asdict(line)


def kept(values: Kept) -> Line:
    """The line again, whichever version wrote it."""
    known = {field.name for field in fields(Line)}
    return Line(**{name: value for name, value in values.items() if name in known})


async def look_up(line: Line, member_id: int, stores: Stores) -> Called:
    if line.kind not in CONTACT_KINDS or not line.subject.isdecimal():
        return Called()
    contact = await stores.contacts.get(int(line.subject))
    return Called() if contact is None or contact.member_id != member_id else Called(contact.role, contact.kind)


def tell(line: Line, day: date, called: Called, showcase: Showcase, unasked: bool = False) -> Told:
    """`day` is the one on which it is said: spans count from there. `unasked`: not because somebody looked."""
    match line.kind:
        case Kind.JOUR_FIXE:
            told = _tell_jour_fixe(line, unasked)
        case Kind.STEP:
            told = _tell_step(line, day, showcase.library)
        case Kind.TIP:
            told = _tell_tip(line, showcase.library)
        case _:
            told = _tell_contact(line, day, called, showcase.library)
    return told


def why(line: Line, told: Told, unasked: bool, day: date) -> str:
    """With what is to be said when it comes late, or early, or for the second time and not because somebody looked."""
    late = texts.late(date.fromisoformat(line.late), day) if line.late else ""
    early = texts.early(date.fromisoformat(line.early), day) if line.early else ""
    again = texts.AGAIN if unasked and line.again and line.stage != SEASON else ""
    return " ".join(part for part in (told.why, late, early, again) if part)


def _tell_contact(line: Line, day: date, called: Called, library: Library) -> Told:
    role = called.role or texts.SOME_CONTACT
    since = texts.contact_why(line.met, line.days)
    if line.kind == Kind.PRESS:
        coming = _occasion(library, day)
        if coming is not None:
            on, occasion = coming
            since = f"{since} {texts.occasion(occasion.title, on, day)}"
            return Told(role, role, since, (occasion.why, texts.opening(occasion.opening)))
    kind = next((kind for kind in library.contact_kinds if kind.id == called.kind), None)
    return Told(role, role, since, () if kind is None else (kind.why, texts.opening(kind.starter)))


def _occasion(library: Library, day: date) -> tuple[date, Occasion] | None:
    """The nearest that is worth mentioning already; else the nearest of the coming weeks. Each leaves time to act."""
    coming = (*occasions.upcoming(library.occasions, day), *occasions.upcoming(library.occasions, day, WEEKS))
    return next((pair for pair in coming if pair[0] - day >= SOONEST), None)


def _tell_jour_fixe(line: Line, unasked: bool) -> Told:
    title = texts.STAGES.get(line.stage, texts.JOUR_FIXE)
    if not line.on:
        return Told(title, title, texts.season_why(line.half, again=unasked and line.again))
    at = datetime.fromisoformat(line.on).astimezone(BERLIN)
    return Told(title, title, texts.stage_why(line.stage, at, line.days, line.notes), keys=_papers(line))


def _papers(line: Line) -> tuple[Key, ...]:
    """What helps with it: the text to copy."""
    paper = PAPERS.get(line.stage)
    if paper is None or not line.subject.isdecimal():
        return ()
    return (press(texts.PAPERS[paper], deed(JOUR_FIXE_FEATURE, paper, int(line.subject))),)


def step_text(subject: str, library: Library) -> tuple[str, str, str]:
    """The step's words, its recommendation's id and title; empty if that is gone. Of a step that is gone, the title."""
    entry_id, _, number = subject.rpartition(":")
    entry = library.recommendations.get(entry_id)
    if entry is None:
        return "", "", ""
    place = int(number) if number.isdecimal() else len(entry.steps)
    return (entry.steps[place] if place < len(entry.steps) else entry.title), entry.id, entry.title


def _tell_step(line: Line, day: date, library: Library) -> Told:
    step, entry, title = step_text(line.subject, library)
    if not entry:
        return Told(texts.STEP_UNKNOWN, texts.STEP_UNKNOWN, texts.STEP_GONE)
    wanted = texts.step_why(date.fromisoformat(line.on), day, title)
    return Told(texts.step_label(step), step, wanted, keys=(press(texts.READ_ENTRY, OpenEntry(entry)),))


def is_end_of_tour(line: Line) -> bool:
    return line.kind == Kind.TIP and line.subject == END


def _tell_tip(line: Line, library: Library) -> Told:
    if is_end_of_tour(line):
        return Told(onboarding.END, onboarding.END, onboarding.end_why(line.of))
    step = next((step for step in library.onboarding.steps if step.id == line.subject), None)
    if step is None:
        return Told(texts.TIP_UNKNOWN, texts.TIP_UNKNOWN, texts.TIP_WHY)
    title = texts.tip_title(line.place, line.of, step.title)
    more = (step.text.strip(), f"{texts.TASK} {step.task}")
    return Told(step.title, title, texts.TIP_WHY, more, (press(texts.READ_ENTRY, OpenEntry(step.recommendation)),))
