"""What stands on somebody's phone, as far as it is remembered: seven days."""

from typing import Protocol


class Letters(Protocol):
    async def card_at(self, chat_id: int, message_id: int) -> str | None:
        """The frozen card that a message of the bot's shows now."""
        ...
