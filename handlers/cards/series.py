"""Series: their list, one of them, and the choices of which it consists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from handlers.buttons import deed, hash_name
from handlers.cards.base import Card, KeptCard, Showcase
from handlers.cards.broadcast_draft import LIST_ROW, audience_name, shortened
from handlers.cards.broadcasts import FEATURE, draw_copy
from handlers.screens import Key, Row, Screen, bold, lines, paragraphs, plain, press
from handlers.texts import broadcast_draft as draft_texts
from handlers.texts import series as texts
from knowledge.entries import Library
from scheduler.broadcasts import Broadcast, Content, Series
from scheduler.stores import Stores

WEEKDAYS = range(5)
"""Those on which most people may be written to."""
HOURS = ((8, 9, 10), (11, 12, 14), (15, 16, 17))
LISTED = 12
ALL_ROW: Row = (press(texts.ALL_SERIES, deed(FEATURE, "series")),)


def known_entries(series: Series, library: Library) -> list[str]:
    return [entry for entry in series.entries if entry in library.recommendations]


def back_row(series_id: int) -> Row:
    return (press(texts.TO_SERIES, deed(FEATURE, "series_open", series_id)),)


@dataclass(frozen=True)
class SeriesNoticeCard(Card, name="series_notice"):
    what: str = "gone"

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.NOT_YOURS if self.what == "not_yours" else texts.GONE), (ALL_ROW,))


@dataclass(frozen=True)
class SeriesListCard(KeptCard, name="series_list"):
    shown: tuple[int, ...] = ()

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw([])

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        found = [await stores.series.get(number) for number in self.shown]
        named = [(series, await audience_name(series.audience, stores)) for series in found if series is not None]
        return self._draw(named)

    def _draw(self, named: Sequence[tuple[Series, str]]) -> Screen:
        told = lines(plain(_list_line(series)) for series, _ in named) or plain(texts.NONE_RUNS)
        rows = tuple(
            (press(texts.open_key(series.weekday, shortened(whom, 30)), deed(FEATURE, "series_open", series.id)),)
            for series, whom in named
        )
        html = paragraphs(bold(texts.TITLE), plain(texts.INTRO), told)
        return Screen(html, (*rows, (press(texts.NEW, deed(FEATURE, "series_new")), *LIST_ROW)))


def _list_line(series: Series) -> str:
    state = "paused" if series.next_on is not None else "new"
    return texts.list_line(series.weekday, series.next_on if series.is_running else None, state)


@dataclass(frozen=True)
class OneSeriesCard(KeptCard):
    """Base of the cards about one series."""

    series: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return SeriesNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        series = await stores.series.get(self.series)
        return self.draw(showcase) if series is None else await self.draw_one(series, showcase, stores)

    async def draw_one(self, series: Series, showcase: Showcase, stores: Stores) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


@dataclass(frozen=True)
class SeriesCard(OneSeriesCard, name="series"):
    """`count`: how many people it is for, rounded when it is drawn. `said`: one of `texts.SAID`."""

    count: int = 0
    said: str = ""

    async def draw_one(self, series: Series, showcase: Showcase, stores: Stores) -> Screen:
        if series.ended_at is not None:
            return Screen(paragraphs(bold(texts.ONE_TITLE), plain(texts.ENDED)), (ALL_ROW,))
        library = showcase.library
        titles = [library.recommendations[entry].title for entry in known_entries(series, library)]
        whom = draft_texts.audience(await audience_name(series.audience, stores), self.count)
        told = [
            (draft_texts.WHOM, whom),
            (texts.WHEN, texts.every(series.weekday, time(series.hour, series.minute))),
            (texts.TIPS, texts.tips(len(titles), titles[0] if titles else "")),
            *_outlook(series, titles),
        ]
        html = paragraphs(
            bold(texts.ONE_TITLE),
            plain(texts.SAID.get(self.said, "") or _state(series)),
            lines(f"{bold(name + draft_texts.COLON)} {plain(said)}" for name, said in told),
        )
        return Screen(html, (*_change_rows(series), *_state_rows(series), ALL_ROW))


def _outlook(series: Series, titles: Sequence[str]) -> list[tuple[str, str]]:
    if not series.is_running or series.next_on is None or not titles:
        return []
    last = series.next_on + timedelta(weeks=len(titles) - 1)
    return [(texts.NEXT, texts.next_one(series.next_on, titles[0])), (texts.UNTIL, texts.last_one(last))]


def _state(series: Series) -> str:
    if series.is_running:
        return ""
    return texts.NOT_STARTED if series.next_on is None else texts.PAUSED


def _change_rows(series: Series) -> tuple[Row, ...]:
    def key(label: str, verb: str) -> Key:
        return press(label, deed(FEATURE, verb, series.id))

    return (
        (key(texts.CHANGE_WHEN, "series_when"), key(texts.CHANGE_WHOM, "series_whom")),
        (key(texts.CHANGE_TIPS, "series_tips"), key(texts.SHOW_NEXT, "series_show")),
    )


def _state_rows(series: Series) -> tuple[Row, ...]:
    def key(label: str, verb: str) -> Key:
        return press(label, deed(FEATURE, verb, series.id))

    end = key(texts.END, "series_end")
    if series.is_running:
        # The day is in the key: pressed twice, it leaves out one date and not two.
        day = series.next_on.toordinal() if series.next_on else 0
        skip = press(texts.SKIP, deed(FEATURE, "series_skip", series.id, day))
        return ((key(texts.PAUSE, "series_pause"), skip), (end,))
    return ((key(texts.START if series.next_on is None else texts.GO_ON, "series_go"), end),)


@dataclass(frozen=True)
class SeriesTipCard(OneSeriesCard, name="series_tip"):
    """The next tip just as recipients will get it."""

    async def draw_one(self, series: Series, showcase: Showcase, stores: Stores) -> Screen:
        entries = known_entries(series, showcase.library)
        if not entries:
            return Screen(plain(texts.SAID["no_tips"]), (back_row(series.id),))
        content = Content("entry", entry=entries[0])
        return draw_copy(Broadcast(0, None, series.made_at, content=content, read_button=False), showcase)


@dataclass(frozen=True)
class SeriesWhenCard(OneSeriesCard, name="series_when"):
    async def draw_one(self, series: Series, showcase: Showcase, stores: Stores) -> Screen:
        def key(label: str, on: bool, verb: str, number: int) -> Key:
            return press(draft_texts.chosen(label, on), deed(FEATURE, verb, series.id, number))

        days = tuple(key(texts.day_key(n), n == series.weekday, "series_day", n) for n in WEEKDAYS)
        hours = tuple(
            tuple(key(texts.hour_key(n), (n, 0) == (series.hour, series.minute), "series_hour", n) for n in row)
            for row in HOURS
        )
        said = texts.every(series.weekday, time(series.hour, series.minute))
        now = plain(draft_texts.part(texts.WHEN, said))
        html = paragraphs(bold(texts.WHEN_TITLE), now, plain(texts.WHEN_TEXT))
        return Screen(html, (days, *hours, back_row(series.id)))


@dataclass(frozen=True)
class SeriesTipsCard(OneSeriesCard, name="series_tips"):
    """Which tips: whole areas, or `found`, those for the words that were typed."""

    found: tuple[str, ...] = ()
    searched: bool = False

    async def draw_one(self, series: Series, showcase: Showcase, stores: Stores) -> Screen:
        library = showcase.library
        found = [entry for entry in self.found if entry in library.recommendations]
        said = texts.FOUND if found else texts.NOT_FOUND if self.searched else texts.TIPS_TEXT
        html = paragraphs(bold(texts.TIPS_TITLE), plain(said), _chosen(series, library))
        picks = tuple((self._pick(series, library, entry),) for entry in found)
        areas = tuple((self._area(series, library, area),) for area in library.areas)
        return Screen(html, (*picks, *areas, back_row(series.id)))

    def _pick(self, series: Series, library: Library, entry: str) -> Key:
        on = entry in series.entries
        picked = deed(FEATURE, "series_pick", series.id, hash_name(entry), int(not on))
        return press(draft_texts.chosen(library.recommendations[entry].title, on), picked)

    def _area(self, series: Series, library: Library, area: str) -> Key:
        on = entries_of(area, library) <= set(series.entries)
        picked = deed(FEATURE, "series_area", series.id, hash_name(area), int(not on))
        return press(draft_texts.chosen(library.naming.area(area), on), picked)


def entries_of(area: str, library: Library) -> set[str]:
    return {entry.id for entry in library.recommendations.values() if entry.area == area}


def _chosen(series: Series, library: Library) -> str:
    entries = known_entries(series, library)
    if not entries:
        return ""
    titles = [plain(f"{n}. {library.recommendations[e].title}") for n, e in enumerate(entries[:LISTED], start=1)]
    rest = [plain(texts.more(len(entries) - LISTED))] if len(entries) > LISTED else []
    return lines([bold(texts.CHOSEN), *titles, *rest])


@dataclass(frozen=True)
class SeriesEndCard(OneSeriesCard, name="series_end"):
    async def draw_one(self, series: Series, showcase: Showcase, stores: Stores) -> Screen:
        yes = press(texts.END_YES, deed(FEATURE, "series_over", series.id))
        no = press(texts.END_NO, deed(FEATURE, "series_open", series.id))
        return Screen(paragraphs(bold(texts.END_TITLE), plain(texts.END_TEXT)), ((yes, no),))
