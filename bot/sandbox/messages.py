"""Messages of all chats, as they stand now."""

import copy
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request

MEDIA = ("photo", "document", "voice", "sticker", "video_note", "location", "contact", "poll", "audio", "video")


@dataclass
class Message:
    chat_id: int
    id: int
    body: dict[str, Any]
    by_bot: bool
    inline_id: str | None = None  # sent by a person through inline mode; the bot may edit it by this id
    reactions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def media(self) -> str | None:
        return next((kind for kind in MEDIA if kind in self.body), None)

    def view(self) -> dict[str, Any]:
        return copy.deepcopy(self.body)

    def quoted(self) -> dict[str, Any]:
        """As another message's reply_to_message, which doesn't nest further."""
        return {key: value for key, value in self.view().items() if key != "reply_to_message"}


class Shelf:
    """One sequence of ids for all chats, as an account with private chats and basic groups has it."""

    def __init__(self) -> None:
        self._messages: dict[tuple[int, int], Message] = {}
        self._last_id = 0

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def put(self, message: Message) -> Message:
        self._messages[message.chat_id, message.id] = message
        return message

    def get(self, chat_id: int, message_id: int) -> Message | None:
        return self._messages.get((chat_id, message_id))

    def remove(self, message: Message) -> None:
        self._messages.pop((message.chat_id, message.id), None)

    def of_chat(self, chat_id: int) -> list[Message]:
        return [message for message in self._messages.values() if message.chat_id == chat_id]

    def by_inline_id(self, inline_id: str) -> Message | None:
        return next((message for message in self._messages.values() if message.inline_id == inline_id), None)

    def named(self, chat_id: int, p: Parameters, what: str, name: str = "message_id") -> Message:
        """The message that a call names; `what` is what Telegram calls it, as in "message to edit"."""
        message_id = p.integer(name)
        if message_id <= 0:
            raise bad_request("message identifier is not specified")
        message = self.get(chat_id, message_id)
        if message is None:
            raise bad_request(f"{what} not found")
        return message
