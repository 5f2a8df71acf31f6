"""The jour fixe on the phone: the overview, one date, its file, and the seasons in which to agree one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.buttons import deed
from handlers.calendar_file import calendar_file
from handlers.cards.base import KeptCard, Showcase, said_on
from handlers.cards.tour_end import JOUR_FIXE, on_the_way
from handlers.screens import Attachment, Row, Screen, bold, copyable, lines, paragraphs, plain, press
from handlers.texts import jour_fixe as texts
from handlers.texts import jour_fixe_papers as papers
from scheduler.agenda import waiting
from scheduler.appointments import appointments
from scheduler.calendar import local_day
from scheduler.dues import State
from scheduler.jour_fixe import PLANNED, JourFixe
from scheduler.life import Life
from scheduler.occurrence import SEASON, Occurrence
from scheduler.planning import halves_to_show, in_half, local, planned
from scheduler.stores import Stores

FEATURE = "jour_fixe"
MONTHS_OFFERED = ((1, 2, 3, 4), (7, 8, 9, 10))
"""Of each half-year: later, no date is left that could be prepared for."""

OVERVIEW_ROW: Row = (press(texts.OVERVIEW, deed(FEATURE, "overview")),)


def line(jour_fixe: JourFixe, today: date | None) -> str:
    at = local(jour_fixe.at)
    year = today is not None and at.year != today.year
    return texts.appointment(at.date(), at.time(), jour_fixe.minutes, year=year)


def copy_of(jour_fixe: JourFixe) -> str:
    at = local(jour_fixe.at)
    return papers.to_copy(at.date(), at.time(), jour_fixe.minutes)


@dataclass(frozen=True)
class JourFixeNoticeCard(KeptCard, name="jour_fixe_notice"):
    """What can't be done with a date, and where it stands now. `jour_fixe` is the date, if it still is there, `on` the
    day on which this is said."""

    what: str = "gone"
    jour_fixe: int = 0
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.NOTICES.get(self.what, texts.NOTICES["gone"])), (OVERVIEW_ROW,))

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        jour_fixe = await stores.jour_fixes.get(self.jour_fixe)
        if self.what == "moved" and jour_fixe is not None and jour_fixe.state == PLANNED:
            return Screen(plain(texts.now_planned(line(jour_fixe, said_on(self.on)))), (OVERVIEW_ROW,))
        return self.draw(showcase)


@dataclass(frozen=True)
class JourFixeCard(KeptCard, name="jour_fixe"):
    """The overview. `now` is the moment it was asked for."""

    member: int = 0
    now: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        keys = ((press(texts.PLAN, deed(FEATURE, "date")),), (press(texts.NOTE, deed(FEATURE, "note")),))
        return Screen(paragraphs(bold(texts.TITLE), plain(texts.INTRO)), keys)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        life = await _life(stores, self.member)
        if life is None:
            return self.draw(showcase)
        now = datetime.fromisoformat(self.now)
        notes = len(waiting(await stores.jour_fixes.notes_of(self.member)))
        halves = halves_to_show(local_day(now), life.jour_fixes)
        parts = (_describe_half(life, half, now) for half in halves)
        html = paragraphs(bold(texts.TITLE), plain(texts.INTRO), *parts, plain(texts.notes_waiting(notes)))
        screen = Screen(html, (*_date_rows(life, halves, now), *_other_rows(notes)))
        return await on_the_way(screen, JOUR_FIXE, self.member, local_day(now), showcase, stores)


async def _life(stores: Stores, member_id: int) -> Life | None:
    member = await stores.members.get(member_id)
    if member is None:
        return None
    jour_fixes = await stores.jour_fixes.of(member_id)
    return Life(member, jour_fixes=jour_fixes, journal=await stores.dues.of(member_id))


def _describe_half(life: Life, half: str, now: datetime) -> str:
    jour_fixe = in_half(half, planned(life.jour_fixes))
    said, today = [bold(texts.half_title(half))], local_day(now)
    if jour_fixe is None:
        season = _next_of(life, half, now)
        said.append(plain(f"{texts.NO_DATE} {texts.reminded_on(season.due_on, today) if season else ''}".strip()))
        return lines(said)
    said.append(plain(line(jour_fixe, today) if now < jour_fixe.at else texts.was_on(line(jour_fixe, today))))
    return lines([*said, *_describe_step(life, jour_fixe, now)])


def _describe_step(life: Life, jour_fixe: JourFixe, now: datetime) -> list[str]:
    step, today = _next_of(life, str(jour_fixe.id), now), local_day(now)
    return [plain(texts.next_step(step.stage, step.due_on, today))] if step else []


def _next_of(life: Life, subject: str, now: datetime) -> Occurrence | None:
    """What comes next of a date's chain, or of a season: not done yet, and still worth it."""
    closed = {key for key, row in life.rows.items() if row.state is not State.OPEN}
    today = local_day(now)
    return next(
        (
            step
            for step in appointments(life, today)
            if step.subject == subject
            and step.key not in closed
            and (step.worth_until is None or now < step.worth_until)
            and (step.stage != SEASON or step.due_on > today)
        ),
        None,
    )


def _date_rows(life: Life, halves: Sequence[str], now: datetime) -> tuple[Row, ...]:
    """All that can be done with a date that stands alone; where there are two, each has a key of its own."""
    shown = [jour_fixe for half in halves if (jour_fixe := in_half(half, planned(life.jour_fixes)))]
    rows: list[Row] = []
    if len(shown) == 1:
        rows += deeds_for(shown[0], now)
    else:
        rows += [(press(line(jour_fixe, local_day(now)), deed(FEATURE, "open", jour_fixe.id)),) for jour_fixe in shown]
    if len(shown) < len(halves):
        rows.append((press(texts.PLAN, deed(FEATURE, "date")),))
    return tuple(rows)


def _other_rows(notes: int) -> tuple[Row, ...]:
    note = (press(texts.NOTE, deed(FEATURE, "note")), press(texts.notes_key(notes), deed(FEATURE, "notes")))
    return (note, (press(texts.SEASONS, deed(FEATURE, "seasons")),))


def deeds_for(jour_fixe: JourFixe, now: datetime) -> tuple[Row, ...]:
    """Keys for one date, the file's last. They carry its sequence: a date that was moved since is recognised."""
    mark = (jour_fixe.id, jour_fixe.sequence)
    move = press(texts.MOVE, deed(FEATURE, "date", *mark))
    file = (press(texts.FILE, deed(FEATURE, "file", jour_fixe.id)),)
    if jour_fixe.at <= now:
        return ((press(texts.MINUTES, deed(FEATURE, "minutes", jour_fixe.id)), move), file)
    return (
        (move, press(texts.DROP, deed(FEATURE, "drop", *mark))),
        (
            press(texts.INVITE, deed(FEATURE, "invite", jour_fixe.id)),
            press(texts.AGENDA, deed(FEATURE, "agenda", jour_fixe.id)),
        ),
        file,
    )


@dataclass(frozen=True)
class JourFixeDateCard(KeptCard, name="jour_fixe_date"):
    """One date and what can be done with it."""

    jour_fixe: int = 0
    now: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        jour_fixe = await stores.jour_fixes.get(self.jour_fixe)
        life = await _life(stores, jour_fixe.member_id) if jour_fixe else None
        if jour_fixe is None or life is None:
            return self.draw(showcase)
        if jour_fixe.state != PLANNED:
            return JourFixeNoticeCard("dropped").draw(showcase)
        now = datetime.fromisoformat(self.now)
        return Screen(_describe_half(life, jour_fixe.half, now), (*deeds_for(jour_fixe, now), OVERVIEW_ROW))


@dataclass(frozen=True)
class JourFixeFileCard(KeptCard, name="jour_fixe_file"):
    """The date to copy, and as a file: as it is when this is sent. `moved`: it has stood in a calendar before."""

    jour_fixe: int = 0
    now: str = ""
    moved: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        jour_fixe = await stores.jour_fixes.get(self.jour_fixe)
        if jour_fixe is None:
            return self.draw(showcase)
        now = datetime.fromisoformat(self.now)
        dropped = jour_fixe.state != PLANNED
        name = texts.file_name(local(jour_fixe.at).date(), dropped=dropped)
        file = Attachment(name, calendar_file(jour_fixe, now))
        if dropped:
            again = (press(texts.PLAN, deed(FEATURE, "date")),)
            return Screen(self._say_dropped(jour_fixe, local_day(now)), (again, OVERVIEW_ROW), file)
        screen = Screen(self._say_planned(jour_fixe), (*deeds_for(jour_fixe, now)[:-1], OVERVIEW_ROW), file)
        return await on_the_way(screen, JOUR_FIXE, jour_fixe.member_id, local_day(now), showcase, stores)

    def _say_planned(self, jour_fixe: JourFixe) -> str:
        title, hint = (texts.MOVED_TITLE, texts.MOVED_HINT) if self.moved else (texts.PLANNED_TITLE, texts.FILE_HINT)
        return paragraphs(bold(title), copyable(copy_of(jour_fixe)), plain(hint))

    def _say_dropped(self, jour_fixe: JourFixe, today: date) -> str:
        return paragraphs(
            bold(texts.DROPPED_TITLE),
            plain(line(jour_fixe, today)),
            plain(texts.DROPPED_HINT),
            plain(texts.dropped(jour_fixe.half)),
        )


@dataclass(frozen=True)
class JourFixeDropCard(KeptCard, name="jour_fixe_drop"):
    """Asks before a date is dropped; `on`: the day on which this is said."""

    jour_fixe: int = 0
    on: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        jour_fixe = await stores.jour_fixes.get(self.jour_fixe)
        if jour_fixe is None or jour_fixe.state != PLANNED:
            return JourFixeNoticeCard("dropped" if jour_fixe else "gone").draw(showcase)
        mark = (jour_fixe.id, jour_fixe.sequence)
        keys = (
            press(texts.DROP_YES, deed(FEATURE, "dropped", *mark)),
            press(texts.DROP_NO, deed(FEATURE, "stays", *mark)),
        )
        html = paragraphs(
            bold(texts.DROP_QUESTION), plain(line(jour_fixe, said_on(self.on))), plain(texts.DROP_CONSEQUENCE)
        )
        return Screen(html, (keys,))


@dataclass(frozen=True)
class JourFixeSeasonsCard(KeptCard, name="jour_fixe_seasons"):
    """In which months the bot asks for a date."""

    member: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        member = await stores.members.get(self.member)
        if member is None:
            return self.draw(showcase)
        chosen = member.season_months
        named = (texts.season(name, month) for name, month in zip((texts.SPRING, texts.AUTUMN), chosen, strict=True))
        html = paragraphs(bold(texts.SEASONS_TITLE), plain(texts.SEASONS_TEXT), lines(map(plain, named)))
        return Screen(html, (*_month_rows(chosen), OVERVIEW_ROW))


def _month_rows(chosen: tuple[int, int]) -> tuple[Row, ...]:
    pairs = [months[place : place + 2] for months in MONTHS_OFFERED for place in (0, 2)]
    return tuple(
        tuple(press(texts.month_key(month, chosen=month in chosen), deed(FEATURE, "month", month)) for month in pair)
        for pair in pairs
    )
