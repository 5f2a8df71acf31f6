"""Troubles on order: refusals, lost answers, and Telegram's rate limits."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.refusals import Refusal, too_many_requests

PER_CHAT = (1, timedelta(seconds=1))
PER_GROUP = (20, timedelta(minutes=1))
OVERALL = (30, timedelta(seconds=1))
LIMITED = ("send", "edit", "copy", "forward")


@dataclass
class _Ordered:
    method: str
    times: int
    chat_id: int | None = None
    refusal: Refusal | None = None

    def fits(self, method: str, chat_id: int | None) -> bool:
        return self.times > 0 and self.method == method and self.chat_id in (None, chat_id)


class Faults:
    def __init__(self) -> None:
        self._refusals: list[_Ordered] = []
        self._losses: list[_Ordered] = []

    def refuse(self, method: str, refusal: Refusal, times: int, chat_id: int | None) -> None:
        self._refusals.append(_Ordered(method.lower(), times, chat_id, refusal))

    def lose(self, method: str, times: int) -> None:
        self._losses.append(_Ordered(method.lower(), times))

    def refused(self, method: str, chat_id: int | None) -> Refusal | None:
        ordered = _next(self._refusals, method, chat_id)
        return ordered.refusal if ordered else None

    def lost(self, method: str, chat_id: int | None) -> bool:
        return _next(self._losses, method, chat_id) is not None


def _next(orders: list[_Ordered], method: str, chat_id: int | None) -> _Ordered | None:
    for ordered in orders:
        if ordered.fits(method, chat_id):
            ordered.times -= 1
            return ordered
    return None


class RateLimits:
    """One message a second in a chat, twenty a minute in a group, thirty a second overall."""

    def __init__(self) -> None:
        self._overall: deque[datetime] = deque()
        self._chats: defaultdict[int, deque[datetime]] = defaultdict(deque)

    def check(self, method: str, chat_id: int | None, now: datetime) -> None:
        if chat_id is None or not method.startswith(LIMITED) or method == "sendchataction":
            return
        chat = self._chats[chat_id]
        for sent, (count, window) in ((self._overall, OVERALL), (chat, PER_GROUP if chat_id < 0 else PER_CHAT)):
            while sent and now - sent[0] >= window:
                sent.popleft()
            if len(sent) >= count:
                raise too_many_requests(math.ceil((sent[0] + window - now).total_seconds()))
        self._overall.append(now)
        chat.append(now)
