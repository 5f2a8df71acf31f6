"""What stands on somebody's phone, as far as it is remembered: seven days."""

from typing import Protocol


class Letters(Protocol):
    async def card_at(self, chat_id: int, message_id: int) -> str | None:
        """The frozen card that a message of the bot's shows now."""
        ...

    async def message_of(self, chat_id: int, card: str) -> int | None:
        """The message that shows this frozen card, or did last."""
        ...
