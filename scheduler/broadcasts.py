"""Broadcasts: one message to many, a ledger entry per recipient, and series of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from scheduler.calendar import local_moment

MUTED = "broadcast"
"""The word in a member's `muted` by which broadcasts are switched off."""
RECALLABLE = timedelta(hours=48)
"""Telegram lets a bot delete its own message for that long."""
DRAFT_STEP = 1000
"""By so much a draft's version grows with a change of it; with a correction by one. So it shows how often it was
corrected, and no draft's version ever comes again."""
LIFETIME = timedelta(days=7)
"""How long a broadcast is worth sending if nobody said until when."""

AudienceKind = Literal["all", "teams", "newcomers"]
ContentKind = Literal["text", "photo", "document", "entry"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom something is for. Only members of a team ever get broadcasts.

    "all": of any team. "teams": of one of `teams`. "newcomers": newcomers of `teams` (of any team if there are none)
    whose first day, or else first message, lies within the last `months`.
    """

    kind: AudienceKind = "all"
    teams: tuple[int, ...] = ()
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What recipients get, exactly as it was written: `entities` is Telegram's JSON of the formatting, `file_id`
    Telegram's name of a photo or document, whose caption is `text`; `entry` the id of a recommendation."""

    kind: ContentKind = "text"
    text: str = ""
    entities: str = ""
    file_id: str = ""
    entry: str = ""

    @property
    def has_file(self) -> bool:
        return self.kind in ("photo", "document")

    @property
    def is_empty(self) -> bool:
        wanted = {"entry": self.entry, "text": self.text.strip()}.get(self.kind, self.file_id)
        return not wanted


class State(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    RECALLED = "recalled"


class CopyState(StrEnum):
    WAITING = "waiting"
    POSTED = "posted"
    """It lies in the outbox, or is on its way."""
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNCLEAR = "unclear"
    """After three tries it may have arrived or not."""
    OPTED_OUT = "opted_out"
    LEFT = "left"
    EXPIRED = "expired"
    STOPPED = "stopped"
    RECALLED = "recalled"


class Task(StrEnum):
    """What is still to be done with a copy that was sent: correct it, or delete it if its broadcast is recalled."""

    NONE = ""
    WANTED = "wanted"
    POSTED = "posted"
    MISSED = "missed"
    """It could not be reached."""


@dataclass(frozen=True, slots=True)
class Report:
    """How many copies are where; `total` is all of them.

    `open` are waiting or on their way. `changing` are sent ones still to be corrected or taken back, `unreached` those
    where that did not work: too old, gone, or unclear.
    """

    delivered: int = 0
    blocked: int = 0
    failed: int = 0
    unclear: int = 0
    opted_out: int = 0
    left: int = 0
    expired: int = 0
    stopped: int = 0
    open: int = 0
    read: int = 0
    recalled: int = 0
    changing: int = 0
    unreached: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message to many. Moments are aware and in UTC.

    `made_at` is when it became a draft, for the last time: so old is it when drafts are forgotten.
    `send_at` None: as soon as it is confirmed. `window` are local hours, the second one the first too late; without it
    each member's own hours count. `confirmed` is how many people it was for when that was confirmed. `version` grows
    with every change (DRAFT_STEP). `board_chat` and `board_message` are where its progress is shown. `finished_at` is
    when nothing was left to be done; a correction or a recall takes it away until it has gone round. `kept` are the
    totals of a ledger that is forgotten already.
    """

    id: int
    made_by: int | None
    made_at: datetime
    audience: Audience = Audience()
    content: Content = Content()
    urgent: bool = False
    read_button: bool = True
    state: State = State.DRAFT
    send_at: datetime | None = None
    window: tuple[int, int] | None = None
    expires_at: datetime | None = None
    confirmed: int | None = None
    confirmed_at: datetime | None = None
    version: int = 1
    board_chat: int | None = None
    board_message: int | None = None
    series_id: int | None = None
    finished_at: datetime | None = None
    kept: Report | None = None

    @property
    def is_stopped(self) -> bool:
        return self.state in (State.CANCELLED, State.RECALLED)

    @property
    def was_called_off(self) -> bool:
        """Before its moment had come: nothing has gone to anybody. It is over then at once (`broadcasting.cancel`)."""
        over_before = self.send_at is not None and self.expires_at is not None and self.expires_at <= self.send_at
        return self.state is State.CANCELLED and over_before

    @property
    def is_corrected(self) -> bool:
        """After it was confirmed."""
        return (self.version - 1) % DRAFT_STEP > 0

    @property
    def is_forgotten(self) -> bool:
        """Nobody knows any more where it stands: it can be neither corrected nor taken back."""
        return self.kept is not None

    @property
    def is_beyond_change(self) -> bool:
        """There is nothing of it to be corrected or taken back (any more)."""
        return self.state is State.RECALLED or self.is_forgotten or self.was_called_off

    def redrafted(self) -> "Broadcast":
        """With a new version: what a key confirms that names an earlier one is not this draft any more."""
        return replace(self, version=self.version + DRAFT_STEP)

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


@dataclass(frozen=True, slots=True)
class Copy:
    """One recipient's copy. (broadcast, member) is unique. `member_id` None: deleted their account meanwhile.

    `version` is the one that stands in the chat. `uncertain` counts tries of which nobody knows whether they arrived.
    """

    id: int
    broadcast_id: int
    member_id: int | None
    state: CopyState
    not_before: datetime
    message_id: int | None = None
    sent_at: datetime | None = None
    version: int = 0
    read: bool = False
    fault: str | None = None
    uncertain: int = 0
    task: Task = Task.NONE


@dataclass(frozen=True, slots=True)
class Series:
    """A recommendation a week, on `weekday` (Monday is 0) at a local time; `entries` are those still to come, in their
    order, `next_on` is the day of the next one."""

    id: int
    made_by: int | None
    made_at: datetime
    audience: Audience
    weekday: int
    hour: int
    minute: int
    entries: tuple[str, ...]
    next_on: date | None = None
    paused: bool = False
    ended_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return not self.paused and self.ended_at is None and self.next_on is not None

    @property
    def next_at(self) -> datetime | None:
        """When the next one comes; None while it is paused, and after its end."""
        if not self.is_running or self.next_on is None:
            return None
        return local_moment(self.next_on, self.hour, self.minute)

    def from_day(self, day: date) -> "Series":
        """The same, with the next one on its first weekday from this day on."""
        return replace(self, next_on=day + timedelta(days=(self.weekday - day.weekday()) % 7))
