"""The choices of which a broadcast consists: its content, whom it is for, when it goes and how long it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.broadcast_content import LARGEST_FILE, LARGEST_PHOTO
from handlers.buttons import deed, hash_name
from handlers.cards.base import Card, KeptCard, Showcase
from handlers.cards.broadcast_draft import LIST_ROW, BroadcastNoticeCard, audience_name, days_of, draft_row
from handlers.cards.broadcasts import FEATURE
from handlers.screens import Key, Row, Screen, bold, paragraphs, plain, press
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE
from handlers.texts import broadcast_content as content_texts
from handlers.texts import broadcast_draft as texts
from handlers.texts.dates import clock_name
from handlers.texts.series import TO_SERIES
from knowledge.entries import Library, Recommendation
from scheduler.broadcasts import Audience, Broadcast
from scheduler.calendar import local_day
from scheduler.stores import Stores
from scheduler.teams import Team

TIPS_A_PAGE = 8
TEAMS_A_PAGE = 20
"""Telegram takes a hundred keys; this many can still be read."""
MONTHS = (3, 6, 12)
WINDOWS = ((8, 18), (9, 12), (12, 18), (8, 21))
LIFETIMES = (1, 3, 7, 14)
CLOCKS = (time(9), time(12), time(16))


def way_back(broadcast_id: int) -> Row:
    """To the draft; before there is one, to the overview."""
    return draft_row(broadcast_id) if broadcast_id else LIST_ROW


@dataclass(frozen=True)
class AskContentCard(Card, name="broadcast_ask_content"):
    """The next text, picture or file becomes the content. `broadcast` 0: of a new one. `fault`: why what came can't be
    it, with `amount` and `file` as `broadcast_content.Fault` has them."""

    broadcast: int = 0
    fault: str = ""
    amount: int = 0
    file: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        asked = content_texts.ASK_AGAIN if self.broadcast else content_texts.ASK_CONTENT
        if self.fault:
            unchanged = content_texts.NOTHING_LOST if self.broadcast else ""
            asked = f"{fault_text(self.fault, self.amount, self.file)} {unchanged}"
        tip = press(content_texts.TAKE_TIP, deed(FEATURE, "tips", self.broadcast))
        keep = press(content_texts.KEEP_CONTENT, deed(FEATURE, "open", self.broadcast))
        back = (keep,) if self.broadcast else LIST_ROW
        return Screen(paragraphs(bold(content_texts.ASK_TITLE), plain(asked.strip())), ((tip,), back))


def fault_text(fault: str, amount: int, file: str) -> str:
    if fault == "too_long":
        return content_texts.too_long(
            amount, content_texts.LONGEST_CAPTION if file else content_texts.LONGEST_TEXT, caption=bool(file)
        )
    if fault == "too_large":
        return content_texts.too_large(file, amount, LARGEST_PHOTO if file == "photo" else LARGEST_FILE)
    return content_texts.FAULTS.get(fault, content_texts.FAULTS["other"])


@dataclass(frozen=True)
class OnePictureCard(Card, name="broadcast_one_picture"):
    """More came than fits into one broadcast. `what`: "picture", or "text" where a phone has split a long one."""

    broadcast: int = 0
    what: str = "picture"

    def draw(self, showcase: Showcase) -> Screen:
        said = content_texts.SPLIT_TEXT if self.what == "text" else content_texts.ONE_PICTURE
        return Screen(plain(said), (draft_row(self.broadcast),))


@dataclass(frozen=True)
class TipsCard(Card, name="broadcast_tips"):
    """Which recommendation: `found` are those for the words that were typed; else an area's (a hash), else the areas.

    `verb` is what picking one does; it gets the number, and the entry as a hash.
    """

    broadcast: int = 0
    area: str = ""
    page: int = 0
    found: tuple[str, ...] = ()
    searched: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        library = showcase.library
        area = next((name for name in library.areas if self.area and hash_name(name) == self.area), None)
        if self.found:
            known = [library.recommendations[entry] for entry in self.found if entry in library.recommendations]
            return self._screen(content_texts.TIPS_FOUND, (*self._picks(known), *self._areas(library)))
        if area is not None:
            return self._screen(content_texts.TIPS_OF_AREA, self._page(library, area))
        return self._screen(content_texts.NO_TIPS if self.searched else content_texts.ASK_TIP, self._areas(library))

    def _screen(self, said: str, rows: Sequence[Row]) -> Screen:
        return Screen(paragraphs(bold(content_texts.ASK_TIP_TITLE), plain(said)), (*rows, way_back(self.broadcast)))

    def _picks(self, entries: Sequence[Recommendation]) -> tuple[Row, ...]:
        return tuple(
            (press(entry.title, deed(FEATURE, "tip", self.broadcast, hash_name(entry.id))),) for entry in entries
        )

    def _areas(self, library: Library) -> tuple[Row, ...]:
        return tuple(
            (press(library.naming.area(area), deed(FEATURE, "tips", self.broadcast, hash_name(area), 0)),)
            for area in library.areas
        )

    def _page(self, library: Library, area: str) -> tuple[Row, ...]:
        entries = [entry for entry in library.recommendations.values() if entry.area == area]
        page = min(max(self.page, 0), max(-(-len(entries) // TIPS_A_PAGE) - 1, 0))
        keys: list[Key] = []
        if page > 0:
            keys.append(press(PREVIOUS_PAGE, deed(FEATURE, "tips", self.broadcast, self.area, page - 1)))
        if (page + 1) * TIPS_A_PAGE < len(entries):
            keys.append(press(NEXT_PAGE, deed(FEATURE, "tips", self.broadcast, self.area, page + 1)))
        turning = (tuple(keys),) if keys else ()
        topics = (press(content_texts.TOPICS, deed(FEATURE, "tips", self.broadcast)),)
        return (*self._picks(entries[page * TIPS_A_PAGE : (page + 1) * TIPS_A_PAGE]), *turning, topics)


@dataclass(frozen=True)
class AudienceCard(KeptCard, name="broadcast_audience"):
    """Whom it is for. `teams` are those that may be chosen, `everybody`: also all.

    `series`: `broadcast` is the number of a series. `page`: which of the teams are shown."""

    broadcast: int = 0
    count: int = 0
    teams: tuple[int, ...] = ()
    everybody: bool = False
    series: bool = False
    page: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return BroadcastNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        store = stores.series if self.series else stores.broadcasts
        subject = await store.get(self.broadcast)
        if subject is None:
            return self.draw(showcase)
        teams = [team for team in [await stores.teams.get(number) for number in self.teams] if team is not None]
        chosen = texts.audience(await audience_name(subject.audience, stores), self.count)
        said = f"{texts.AUDIENCE_TEXT} {texts.AUDIENCE_TEAMS if len(teams) > 1 else ''}"
        html = paragraphs(bold(texts.AUDIENCE_TITLE), plain(texts.part(texts.WHOM, chosen)), plain(said.strip()))
        back = (press(TO_SERIES, deed(FEATURE, "series_open", self.broadcast)),)
        return Screen(html, (*self._rows(subject.audience, teams), back if self.series else draft_row(self.broadcast)))

    def _rows(self, audience: Audience, teams: Sequence[Team]) -> tuple[Row, ...]:
        rows: list[Row] = []
        if self.everybody:
            rows.append((self._key(texts.EVERYBODY_KEY, audience.kind == "all", "all"),))
        elif len(teams) > 1:
            every = audience.kind == "teams" and set(audience.teams) >= {team.id for team in teams}
            rows.append((self._key(texts.MY_TEAMS_KEY, every, "mine"),))
        page = min(max(self.page, 0), max(-(-len(teams) // TEAMS_A_PAGE) - 1, 0))
        for team in teams[page * TEAMS_A_PAGE : (page + 1) * TEAMS_A_PAGE]:
            on = audience.kind != "all" and team.id in audience.teams
            rows.append((self._key(team.name, on, "team", team.id, int(not on), *((page,) if page else ())),))
        rows += self._turning(page, len(teams))
        newcomers = audience.months if audience.kind == "newcomers" else None
        rows += [
            (self._key(texts.newcomers_key(n), n == newcomers, "fresh", 0 if n == newcomers else n),) for n in MONTHS
        ]
        return tuple(rows)

    def _turning(self, page: int, count: int) -> tuple[Row, ...]:
        keys: list[Key] = []
        if page > 0:
            keys.append(self._key(PREVIOUS_PAGE, False, "whom", page - 1))
        if (page + 1) * TEAMS_A_PAGE < count:
            keys.append(self._key(NEXT_PAGE, False, "whom", page + 1))
        return (tuple(keys),) if keys else ()

    def _key(self, label: str, on: bool, verb: str, *args: int) -> Key:
        verb = f"series_{verb}" if self.series else verb
        return press(texts.chosen(label, on), deed(FEATURE, verb, self.broadcast, *args))


@dataclass(frozen=True)
class WhenCard(Card, name="broadcast_when"):
    """When it begins. `today` is the day on which it is asked, `day` the one that was chosen without an hour."""

    broadcast: int = 0
    today: str = "1970-01-01"
    day: str = ""
    fault: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        today = date.fromisoformat(self.today)
        if self.day:
            day = date.fromisoformat(self.day)
            said = texts.which_clock(day, year=day.year != today.year)
            keys = [tuple(self._key(clock_name(clock), day, clock) for clock in CLOCKS)]
        else:
            said = texts.WHEN_FAULTS.get(self.fault, texts.WHEN_TEXT)
            monday = today + timedelta(days=7 - today.weekday())
            tomorrow = today + timedelta(days=1)
            keys = [
                (press(texts.NOW, deed(FEATURE, "at", self.broadcast, NOW)),),
                (self._key(texts.tomorrow(CLOCKS[0]), tomorrow, CLOCKS[0]),),
                (self._key(texts.monday(CLOCKS[0]), monday, CLOCKS[0]),),
            ]
            if monday == tomorrow:
                keys.pop()
        return Screen(paragraphs(bold(texts.WHEN_TITLE), plain(said)), (*keys, draft_row(self.broadcast)))

    def _key(self, label: str, day: date, clock: time) -> Key:
        return press(label, deed(FEATURE, "at", self.broadcast, write_moment(day, clock)))


NOW = "now"
_MOMENT = "%Y%m%d%H%M"


def write_moment(day: date, clock: time) -> str:
    """A moment in Berlin as a button carries it."""
    return datetime.combine(day, clock).strftime(_MOMENT)


def read_moment(word: str) -> tuple[date, time] | None:
    try:
        moment = datetime.strptime(word, _MOMENT)  # noqa: DTZ007 - a wall clock's time
    except ValueError:
        return None
    return moment.date(), moment.time()


@dataclass(frozen=True)
class PartCard(KeptCard, name="broadcast_part"):
    """One of the smaller choices: "hours", "life", "urgent", or "drop", which asks whether to delete the draft."""

    broadcast: int = 0
    part: str = "hours"

    def draw(self, showcase: Showcase) -> Screen:
        return BroadcastNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        broadcast = await stores.broadcasts.get(self.broadcast)
        if broadcast is None or self.part not in _PARTS:
            return self.draw(showcase)
        title, text = _PARTS[self.part]
        html = paragraphs(bold(title), plain(text))
        if self.part == "drop":
            erase = press(texts.DROP_YES, deed(FEATURE, "erase", broadcast.id))
            return Screen(html, ((erase,), (press(texts.DROP_NO, deed(FEATURE, "open", broadcast.id)),)))
        keys = {"hours": self._hours, "life": self._lifetimes, "urgent": self._urgency}[self.part](broadcast)
        return Screen(html, (*((key,) for key in keys), draft_row(broadcast.id)))

    def _hours(self, broadcast: Broadcast) -> list[Key]:
        own = press(
            texts.chosen(texts.OWN_HOURS_KEY, broadcast.window is None), deed(FEATURE, "window", broadcast.id, 0, 0)
        )
        return [own] + [
            press(
                texts.chosen(texts.window_key(hours), broadcast.window == hours),
                deed(FEATURE, "window", broadcast.id, *hours),
            )
            for hours in WINDOWS
        ]

    def _lifetimes(self, broadcast: Broadcast) -> list[Key]:
        now = days_of(broadcast)
        return [press(texts.chosen(texts.days(n), n == now), deed(FEATURE, "days", broadcast.id, n)) for n in LIFETIMES]

    def _urgency(self, broadcast: Broadcast) -> list[Key]:
        return [
            press(texts.chosen(label, broadcast.urgent == on), deed(FEATURE, "rush", broadcast.id, int(on)))
            for label, on in ((texts.URGENT_NO, False), (texts.URGENT_YES, True))
        ]


_PARTS = {
    "hours": (texts.HOURS_TITLE, texts.HOURS_TEXT),
    "life": (texts.LIFETIME_TITLE, texts.LIFETIME_TEXT),
    "urgent": (texts.URGENT_TITLE, texts.URGENT_TEXT),
    "drop": (texts.DROP_QUESTION, ""),
}


def today_of(now: datetime) -> str:
    return local_day(now).isoformat()
