"""Everything that the stand-in remembers, in one place for the modules that act on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.chats import Directory, Group, Person
from bot.sandbox.messages import Message, Shelf
from bot.sandbox.updates import Queue
from bot.sandbox.uploads import Archive

TYPING_SHOWS_FOR = timedelta(seconds=5)


@dataclass
class Tap:
    """A press on an inline button, and what the bot answered."""

    id: str
    chat_id: int
    user_id: int
    message_id: int
    data: str
    at: datetime
    answer: dict[str, Any] | None = None


@dataclass
class InlineQuery:
    """What somebody wrote behind the bot's name, and what the bot offered."""

    id: str
    user_id: int
    text: str
    at: datetime
    answer: dict[str, Any] | None = None

    @property
    def results(self) -> list[dict[str, Any]]:
        return list(self.answer["results"]) if self.answer else []


@dataclass
class Profile:
    """What setMyName and its kin have set, by language code ("" for everybody)."""

    name: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)


@dataclass
class World:
    now: Callable[[], datetime]
    bot: dict[str, Any]
    updates: Queue
    privacy_mode: bool
    directory: Directory = field(default_factory=Directory)
    shelf: Shelf = field(default_factory=Shelf)
    archive: Archive = field(default_factory=Archive)
    profile: Profile = field(default_factory=Profile)
    taps: dict[str, Tap] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    pinned: dict[int, int] = field(default_factory=dict)
    actions: dict[int, tuple[str, datetime]] = field(default_factory=dict)
    last_query: int = 4_000_000_000_000_000

    @property
    def username(self) -> str:
        return str(self.bot["username"])

    def unix(self) -> int:
        return int(self.now().timestamp())

    def next_query_id(self) -> str:
        self.last_query += 1
        return str(self.last_query)

    def action_in(self, chat_id: int) -> str | None:
        """What the bot shows itself doing there right now, such as "typing"."""
        action, since = self.actions.get(chat_id, ("", None))
        return action if since is not None and self.now() - since < TYPING_SHOWS_FOR else None

    def post(
        self, chat: Person | Group, sender: dict[str, Any], content: dict[str, Any], inline_id: str | None = None
    ) -> Message:
        """Puts a new message into a chat; `content` is everything beside its head."""
        message_id = self.shelf.next_id()
        body = {"message_id": message_id, "from": dict(sender), "chat": chat.chat(), "date": self.unix(), **content}
        by_bot = sender["id"] == self.bot["id"]
        if by_bot:
            self.actions.pop(chat.id, None)
        return self.shelf.put(Message(chat.id, message_id, body, by_bot, inline_id))
