"""A broadcast before it goes: the overview of all, one draft, and the choices of which it consists.

Cards hold the broadcast's number and how many people it is for; the words are looked up when they are sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import Card, KeptCard, Showcase
from handlers.cards.broadcasts import FEATURE
from handlers.portions import units
from handlers.screens import Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import broadcast_draft as texts
from knowledge.entries import Library
from scheduler.broadcasts import LIFETIME, Audience, Broadcast, Content, State
from scheduler.calendar import local_day, local_time
from scheduler.stores import Stores

PAGE_LENGTH = 8
_TITLE_LENGTH, _KEY_LENGTH = 60, 28
LIST_ROW: Row = (press(texts.ALL_BROADCASTS, deed(FEATURE, "list")),)


def title_of(content: Content, library: Library, longest: int = _TITLE_LENGTH) -> str:
    """The beginning of its text, or what else tells it from others."""
    if content.kind == "entry":
        entry = library.recommendations.get(content.entry)
        return texts.tip_title(entry.title) if entry else texts.UNTITLED["entry"]
    words = " ".join(content.text.split())
    if not words:
        return texts.UNTITLED[content.kind]
    return shortened(words, longest)


def shortened(words: str, longest: int) -> str:
    """Cut between two words, or within one that is too long by itself."""
    if len(words) <= longest:
        return words
    whole, _, _ = words[: longest + 1].rpartition(" ")
    return f"{whole or words[:longest]} {texts.SHORTENED}"


async def audience_name(audience: Audience, stores: Stores) -> str:
    """ "alle", "Nord und Süd", "alle, die in den letzten 6 Monaten dazugekommen sind, aus Nord"."""
    teams = [team.name if team else texts.GONE_TEAM for team in [await stores.teams.get(t) for t in audience.teams]]
    if audience.kind == "newcomers":
        return texts.newcomers(audience.months or 0, teams)
    return texts.EVERYBODY if audience.kind == "all" else texts.named(teams)


def draft_row(broadcast_id: int) -> Row:
    return (press(texts.TO_DRAFT, deed(FEATURE, "open", broadcast_id)),)


@dataclass(frozen=True)
class BroadcastNoticeCard(Card, name="broadcast_notice"):
    what: str = "gone"

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.NOTICES.get(self.what, texts.NOTICES["gone"])), (LIST_ROW,))


@dataclass(frozen=True)
class BroadcastsCard(KeptCard, name="broadcasts"):
    """A page of those that somebody may tend: `shown` are their numbers. `said`: what was done just now. `year` is the
    current one: a day of any other is named with its own."""

    shown: tuple[int, ...] = ()
    page: int = 0
    pages: int = 1
    said: str = ""
    year: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw(showcase, [])

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        found = [await stores.broadcasts.get(number) for number in self.shown]
        return self._draw(showcase, [broadcast for broadcast in found if broadcast is not None])

    def _draw(self, showcase: Showcase, broadcasts: Sequence[Broadcast]) -> Screen:
        said = {"dropped": texts.DROPPED}.get(self.said, "")
        intro = texts.INTRO if broadcasts else f"{texts.INTRO} {texts.NO_BROADCASTS}"
        html = paragraphs(bold(texts.TITLE), plain(said), plain(intro), italic(texts.DAILY_RULE))
        rows = tuple((_open_key(broadcast, showcase.library, self.year),) for broadcast in broadcasts)
        last = (press(texts.NEW, deed(FEATURE, "new")), press(texts.SERIES, deed(FEATURE, "series")))
        return Screen(html, (*rows, *self._turning(), last))

    def _turning(self) -> tuple[Row, ...]:
        keys: list[Key] = []
        if self.page > 0:
            keys.append(press(texts.PREVIOUS, deed(FEATURE, "list", self.page - 1)))
        if self.page + 1 < self.pages:
            keys.append(press(texts.NEXT, deed(FEATURE, "list", self.page + 1)))
        return (tuple(keys),) if keys else ()


def _open_key(broadcast: Broadcast, library: Library, year: int) -> Key:
    moment = None if broadcast.state is State.DRAFT else broadcast.send_at or broadcast.confirmed_at
    title = title_of(broadcast.content, library, _KEY_LENGTH)
    day = local_day(moment) if moment else None
    other_year = day is not None and day.year != year
    label = texts.overview_key(broadcast.state, title, day, year=other_year)
    return press(label, deed(FEATURE, "open", broadcast.id))


@dataclass(frozen=True)
class DraftCard(KeptCard, name="broadcast_draft"):
    """Everything about a draft, with a key for each part. `count` is how many people it is for; it is rounded when it
    is drawn. `said` names something of `texts.SAID` that has happened just now."""

    broadcast: int = 0
    count: int = 0
    said: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        return BroadcastNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        broadcast = await stores.broadcasts.get(self.broadcast)
        if broadcast is None:
            return self.draw(showcase)
        told = await self._tell(broadcast, showcase.library, stores)
        said = plain(texts.SAID.get(self.said, ""))
        if broadcast.state is State.SCHEDULED:
            html = paragraphs(bold(texts.SCHEDULED_TITLE), said, told, italic(texts.SCHEDULED_HINT))
            return Screen(html, (*_scheduled_rows(broadcast), LIST_ROW))
        former = italic(texts.FORMER_LEAD) if broadcast.made_by is None else ""
        html = paragraphs(bold(texts.DRAFT_TITLE), said, told, former)
        return Screen(html, (*_part_rows(broadcast), *_going_rows(broadcast)))

    async def _tell(self, broadcast: Broadcast, library: Library, stores: Stores) -> str:
        content = broadcast.content
        what = texts.content(content.kind, title_of(content, library), units(content.text))
        whom = texts.audience(await audience_name(broadcast.audience, stores), self.count)
        return lines(
            f"{bold(name + texts.COLON)} {plain(said)}"
            for name, said in (
                (texts.WHAT, what),
                (texts.WHOM, whom),
                (texts.WHEN, when_of(broadcast)),
                (texts.HOURS, texts.window(broadcast.window) if broadcast.window else texts.OWN_HOURS),
                (texts.LIFETIME, texts.lifetime(days_of(broadcast))),
                (texts.URGENT, texts.YES if broadcast.urgent else texts.NO),
            )
        )


def when_of(broadcast: Broadcast) -> str:
    """With its year if it is not that in which it became a draft."""
    if broadcast.send_at is None:
        return texts.AT_ONCE
    day = local_day(broadcast.send_at)
    return texts.moment(day, local_time(broadcast.send_at), year=day.year != local_day(broadcast.made_at).year)


def days_of(broadcast: Broadcast) -> int:
    """How long it is worth sending, from when it begins. A draft without a moment counts from when it was made: the end
    moves along when it is confirmed."""
    if broadcast.expires_at is None:
        return LIFETIME.days
    return max((broadcast.expires_at - (broadcast.send_at or broadcast.made_at)).days, 1)


def _part_rows(broadcast: Broadcast) -> tuple[Row, ...]:
    def key(label: str, verb: str) -> Key:
        return press(label, deed(FEATURE, verb, broadcast.id))

    switch = deed(FEATURE, "button", broadcast.id, int(not broadcast.read_button))
    return (
        (key(texts.CHANGE_CONTENT, "what"), key(texts.CHANGE_AUDIENCE, "whom")),
        (key(texts.CHANGE_WHEN, "when"), key(texts.CHANGE_HOURS, "hours")),
        (key(texts.CHANGE_LIFETIME, "life"), key(texts.CHANGE_URGENT, "urgent")),
        (press(texts.read_key(broadcast.read_button), switch),),
    )


def _going_rows(broadcast: Broadcast) -> tuple[Row, ...]:
    return (
        (press(texts.PREVIEW, deed(FEATURE, "preview", broadcast.id)),),
        (press(texts.DROP, deed(FEATURE, "drop", broadcast.id)), *LIST_ROW),
    )


def _scheduled_rows(broadcast: Broadcast) -> tuple[Row, ...]:
    return (
        (press(texts.PREVIEW_ONLY, deed(FEATURE, "preview", broadcast.id)),),
        (press(texts.UNSCHEDULE, deed(FEATURE, "unschedule", broadcast.id)),),
        (press(texts.CANCEL, deed(FEATURE, "cancel", broadcast.id)),),
    )


@dataclass(frozen=True)
class ConfirmCard(KeptCard, name="broadcast_confirm"):
    """Stands under the preview. `count` and `version` are in the key: what has changed meanwhile is asked anew.
    `why` says what has changed ("count", "content"), "" at the first time. `outside`: it begins outside the usual days
    and hours, when it comes to hardly anybody."""

    broadcast: int = 0
    count: int = 0
    version: int = 1
    why: str = ""
    outside: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        return BroadcastNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        broadcast = await stores.broadcasts.get(self.broadcast)
        if broadcast is None:
            return self.draw(showcase)
        later = broadcast.send_at is not None
        confirmed = deed(FEATURE, "send", self.broadcast, self.count, self.version)
        change = press(texts.STILL_CHANGE, deed(FEATURE, "open", self.broadcast))
        rows = ((press(texts.send_key(self.count, later=later), confirmed),), (change,))
        waits = texts.waits(later=later, window=broadcast.window is not None) if self.outside else ""
        told = await self._tell(broadcast, stores)
        return Screen(paragraphs(*self._ask(), told, plain(waits), plain(texts.NOT_ALL)), rows)

    def _ask(self) -> tuple[str, str]:
        if self.why == "count":
            return bold(texts.CHANGED_TITLE), plain(texts.audience_changed(self.count))
        if self.why == "content":
            return bold(texts.CHANGED_TITLE), plain(texts.CONTENT_CHANGED)
        return bold(texts.CONFIRM_TITLE), ""

    async def _tell(self, broadcast: Broadcast, stores: Stores) -> str:
        hours = texts.window(broadcast.window) if broadcast.window else texts.OWN_HOURS
        return lines(
            f"{bold(name + texts.COLON)} {plain(said)}"
            for name, said in (
                (texts.WHOM, await audience_name(broadcast.audience, stores)),
                (texts.WHEN, when_of(broadcast)),
                (texts.HOURS, hours),
            )
        )
