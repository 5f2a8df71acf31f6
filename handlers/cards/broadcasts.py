"""A broadcast, as its recipients get it and as its lead follows it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.buttons import deed
from handlers.cards.base import KeptCard, Showcase
from handlers.cards.entry import EntryCard
from handlers.cards.notices import GoneCard
from handlers.screens import Key, Original, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import broadcasts as texts
from scheduler.broadcasting import report
from scheduler.broadcasts import Broadcast, Content, Report, State
from scheduler.stores import Stores

FEATURE = "broadcast"


@dataclass(frozen=True)
class BroadcastCard(KeptCard, name="broadcast"):
    """The broadcast exactly as its recipients see it. `copy` 0: as a preview."""

    broadcast: int = 0
    copy: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return GoneCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        broadcast = await stores.broadcasts.get(self.broadcast)
        if broadcast is None:
            return self.draw(showcase)
        copy = await stores.broadcasts.copy(self.copy) if self.copy else None
        return draw_copy(broadcast, showcase, read=copy is not None and copy.read)


def draw_copy(broadcast: Broadcast, showcase: Showcase, *, read: bool = False) -> Screen:
    screen = _draw_content(broadcast.content, showcase)
    return replace(screen, rows=(*screen.rows, *_read_row(broadcast, read)))


def _draw_content(content: Content, showcase: Showcase) -> Screen:
    if content.kind != "entry":
        return Screen("", original=Original(content.kind, content.text, content.entities, content.file_id))
    screen = EntryCard(content.entry).draw(showcase)
    return replace(screen, html=paragraphs(italic(texts.TIP_OF_THE_WEEK), screen.html))


def _read_row(broadcast: Broadcast, read: bool) -> tuple[Row, ...]:
    if not broadcast.read_button:
        return ()
    return ((press(texts.WAS_READ if read else texts.READ, deed(FEATURE, "read", broadcast.id)),),)


@dataclass(frozen=True)
class BoardCard(KeptCard, name="board"):
    """How far a broadcast has come, and what its lead can do with it. `full`: with the whole report also while it is
    being sent."""

    fleeting: ClassVar[bool] = True

    broadcast: int = 0
    full: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        return GoneCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        broadcast = await stores.broadcasts.get(self.broadcast)
        if broadcast is None:
            return self.draw(showcase)
        return _draw_board(broadcast, await report(stores, broadcast), showcase, full=self.full)


def _draw_board(broadcast: Broadcast, counts: Report, showcase: Showcase, *, full: bool) -> Screen:
    recalled = broadcast.state is State.RECALLED
    counted = (full or broadcast.finished_at is not None) and not broadcast.was_called_off
    html = paragraphs(
        lines([bold(texts.title(broadcast.state)), italic(_summary(broadcast.content, showcase))]),
        plain(_way(broadcast, counts)),
        plain(texts.resting(broadcast.window) if broadcast.state is State.SENDING and counts.open else ""),
        plain(texts.changing(counts, recalled)),
        plain(texts.unreached(counts, recalled, broadcast.is_corrected)),
        plain("\n".join(texts.counts(counts, broadcast.read_button))) if counted else "",
    )
    return Screen(html, _board_rows(broadcast))


def _way(broadcast: Broadcast, counts: Report) -> str:
    if broadcast.state is State.SCHEDULED and broadcast.send_at is not None:
        return texts.begins(broadcast.send_at, broadcast.made_at)
    return "\n".join(said for said in (_bar(broadcast, counts), _arrived(broadcast, counts)) if said)


def _bar(broadcast: Broadcast, counts: Report) -> str:
    """What is stopped or taken back never comes to its end."""
    return "" if broadcast.is_stopped else texts.progress(counts)


def _arrived(broadcast: Broadcast, counts: Report) -> str:
    if broadcast.was_called_off:
        return texts.CALLED_OFF
    return texts.had_arrived(counts) if broadcast.state is State.RECALLED else texts.delivered(counts)


def _summary(content: Content, showcase: Showcase) -> str:
    if content.kind != "entry":
        return texts.summary(content.kind, content.text)
    entry = showcase.library.recommendations.get(content.entry)
    return texts.TIP_OF_THE_WEEK if entry is None else f"{texts.TIP_OF_THE_WEEK}: {entry.title}"


def _board_rows(broadcast: Broadcast) -> tuple[Row, ...]:
    def key(label: str, verb: str) -> Key:
        return press(label, deed(FEATURE, verb, broadcast.id))

    last = (key(texts.REPORT, "report"), press(texts.LIST, deed(FEATURE, "list")))
    if broadcast.is_forgotten or broadcast.was_called_off:
        return (last,)
    rows: dict[State, tuple[Row, ...]] = {
        State.DRAFT: (),
        State.SCHEDULED: ((key(texts.UNSCHEDULE, "unschedule"), key(texts.CANCEL, "cancel")),),
        State.SENDING: (
            (key(texts.PAUSE, "pause"), key(texts.CANCEL, "cancel")),
            (key(texts.CORRECT, "correct"), key(texts.RECALL, "recall")),
        ),
        State.PAUSED: (
            (key(texts.RESUME, "resume"), key(texts.CANCEL, "cancel")),
            (key(texts.CORRECT, "correct"), key(texts.RECALL, "recall")),
        ),
        State.FINISHED: ((key(texts.CORRECT, "correct"), key(texts.RECALL, "recall")),),
        State.CANCELLED: ((key(texts.CORRECT, "correct"), key(texts.RECALL, "recall")),),
        State.RECALLED: (),
    }
    return (*rows[broadcast.state], last)
