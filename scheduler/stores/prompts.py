"""Open prompts: the bot has asked something and takes the next text as the reply to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

LIFETIME = timedelta(minutes=15)
"""After that a text is a question again (issue: an open prompt expects text for 15 minutes)."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """`kind` says which handler goes on, `turn` which conversation turn it belongs to (0: none).

    `data` is the handler's own: ids and what was chosen so far, 200 characters at most.
    """

    kind: str
    turn: int
    expires_at: datetime
    data: str = ""


class Prompts(Protocol):
    async def open(self, chat_id: int, user_id: int, prompt: Prompt) -> None:
        """One prompt a person and chat: an older one is replaced."""
        ...

    async def take(self, chat_id: int, user_id: int, now: datetime) -> Prompt | None:
        """The open prompt, closed by this. None if there is none, or its time is over."""
        ...

    async def forget_expired(self, now: datetime) -> int:
        """How many were forgotten."""
        ...
