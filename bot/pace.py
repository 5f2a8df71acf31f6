"""How fast letters may go: Telegram's limits, kept from the outset.

Over all about 30 messages a second are allowed, in one chat one a second; short bursts in a chat are tolerated, so
answers need not wait for each other. A chat has rested when a second is over on either clock: the loop's, or the wall's
(which a sandbox runs ahead, and somebody may set back).
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiolimiter import AsyncLimiter

from bot.clock import Clock
from bot.storage.outbox import BROADCAST_PRIORITY, Brake, Letter


@dataclass(frozen=True, slots=True)
class Tempo:
    """At most `per_second` leave within any second; as some take longer on their way, a few more may arrive in one.
    What a moment has held up is made up for at `hurrying` a second and `burst` at once, so that they don't go in a
    heap. `rest`: seconds for which a chat rests after a message."""

    per_second: int = 25
    hurrying: float = 26.5
    burst: float = 2
    rest: float = 1.0


TELEGRAM = Tempo()
ALARM_CHATS, ALARM_SECONDS = 3, 1.0
"""So many different chats told to wait within a second mean that the whole bot is too fast."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """By both clocks."""

    loop: float
    wall: datetime

    def seconds_since(self, other: "_Moment") -> float:
        return max(self.loop - other.loop, (self.wall - other.wall).total_seconds())


class _Window:
    """So many within a second, whichever that is. A leaky bucket such as aiolimiter's has no such bound: what
    it lets through at once comes on top of its rate."""

    def __init__(self, most: int) -> None:
        self._went: deque[float] = deque(maxlen=most)
        self._one_by_one = asyncio.Lock()

    async def acquire(self) -> None:
        loop = asyncio.get_running_loop()
        async with self._one_by_one:
            while len(self._went) == self._went.maxlen:
                wait = self._went[0] + 1 - loop.time()
                if wait <= 0:
                    break
                await asyncio.sleep(wait)
            self._went.append(loop.time())


class Pace:
    def __init__(self, clock: Clock, tempo: Tempo = TELEGRAM) -> None:
        self._clock, self._rest = clock, tempo.rest
        self._evenly = AsyncLimiter(tempo.burst, tempo.burst / tempo.hurrying)
        self._at_most = _Window(tempo.per_second)
        self._gate = _Window(tempo.per_second)
        self._answered: dict[int, _Moment] = {}
        self._broadcast: dict[int, _Moment] = {}
        self._scolded: deque[tuple[_Moment, int]] = deque()
        self._waiting: dict[int, tuple[_Moment, float]] = {}
        self._halted: tuple[_Moment, float] | None = None

    async def turn(self) -> None:
        """Returns when the next message may go."""
        await self._evenly.acquire()
        await self._at_most.acquire()

    async def last_step(self) -> None:
        """To be taken right before a message goes: what was drawn slowly must not meet what was drawn fast."""
        await self._gate.acquire()

    def sent(self, letter: Letter) -> None:
        """To be called when its message has arrived, or may have."""
        chats = self._broadcast if letter.priority >= BROADCAST_PRIORITY else self._answered
        chats[letter.chat_id] = self._now()

    def scolded(self, letter: Letter, wait: timedelta) -> None:
        """Telegram said that this chat must wait: then nothing goes there, whatever else is written to it meanwhile. If
        several must at once, broadcasts hold still."""
        now = self._now()
        self._waiting[letter.chat_id] = (now, wait.total_seconds())
        self._scolded.append((now, letter.chat_id))
        while now.seconds_since(self._scolded[0][0]) >= ALARM_SECONDS:
            self._scolded.popleft()
        if len({chat for _, chat in self._scolded}) >= ALARM_CHATS:
            self._halted = (now, wait.total_seconds())

    def brake(self) -> Brake:
        """As it is now."""
        now = self._now()
        self._answered = self._resting(self._answered, now)
        self._broadcast = self._resting(self._broadcast, now)
        if self._halted is not None and now.seconds_since(self._halted[0]) >= self._halted[1]:
            self._halted = None
        self._waiting = {chat: told for chat, told in self._waiting.items() if now.seconds_since(told[0]) < told[1]}
        hushed = frozenset(self._broadcast) | frozenset(self._waiting)
        return Brake(hushed, hushed | frozenset(self._answered), self._halted is not None)

    def seconds_of_rest(self) -> float:
        """Until all chats that rest now have rested; 0: none does."""
        now = self._now()
        resting = [*self._answered.values(), *self._broadcast.values()]
        return max(0.0, *(self._rest - now.seconds_since(moment) for moment in resting)) if resting else 0.0

    def loosens_in(self) -> float | None:
        """Seconds until something may go that may not now; None: nothing is held up."""
        now = self._now()
        resting = [*self._answered.values(), *self._broadcast.values()]
        waits = [self._rest - now.seconds_since(moment) for moment in resting]
        waits += [seconds - now.seconds_since(told) for told, seconds in self._waiting.values()]
        if self._halted is not None:
            waits.append(self._halted[1] - now.seconds_since(self._halted[0]))
        return max(min(waits), 0.0) if waits else None

    def _now(self) -> _Moment:
        return _Moment(asyncio.get_running_loop().time(), self._clock.now())

    def _resting(self, chats: dict[int, _Moment], now: _Moment) -> dict[int, _Moment]:
        return {chat: moment for chat, moment in chats.items() if now.seconds_since(moment) < self._rest}
