"""The queue of updates: kept until acknowledged by offset, as getUpdates does it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

KEPT_FOR = timedelta(hours=24)
# Not delivered unless asked for, says getUpdates.
ON_REQUEST = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(frozen=True)
class _Queued:
    id: int
    since: datetime
    body: dict[str, Any]


class Queue:
    def __init__(self, first_update_id: int) -> None:
        self._next_id = first_update_id
        self._waiting: list[_Queued] = []
        self.allowed: list[str] = []

    def put(self, kind: str, content: dict[str, Any], now: datetime) -> int | None:
        """The update's id, or None where the bot did not ask for this kind."""
        if (kind not in self.allowed) if self.allowed else (kind in ON_REQUEST):
            return None
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append(_Queued(update_id, now, {"update_id": update_id, kind: content}))
        return update_id

    def take(self, offset: int, limit: int, now: datetime) -> list[dict[str, Any]]:
        """Forgets what lies before `offset` and shows what is left."""
        self._waiting = [queued for queued in self._waiting if now - queued.since < KEPT_FOR]
        if offset < 0:
            self._waiting = self._waiting[offset:]
        else:
            self._waiting = [queued for queued in self._waiting if queued.id >= offset]
        return [queued.body for queued in self._waiting[:limit]]

    def forget_all(self) -> None:
        self._waiting.clear()

    def __len__(self) -> int:
        return len(self._waiting)
